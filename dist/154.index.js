export const id = 154;
export const ids = [154];
export const modules = {

/***/ 5154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ findIgnoreLine),
/* harmony export */   listByIgnoreFiles: () => (/* binding */ listByIgnoreFiles),
/* harmony export */   listIsolated: () => (/* binding */ listIsolated)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1340);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(977);
/* harmony import */ var _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6228);
/* harmony import */ var _rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5086);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9897);








const MAX_BYTES = 1024 ** 2;
/**
 * Lists the files that Git would list if it tracked nothing. Uses the `.gitignore` files in the folder and in its
 * parents, up to the innermost repository or the workspace. Does not follow links. If the folder itself is ignored,
 * only the ignore files in it apply.
 */
function listByIgnoreFiles(workspace, folder) {
    const top = topFor(workspace, folder);
    const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '';
    const { ruleFiles, ignoredBy } = ruleFilesAround(top, name, true);
    if (ignoredBy === undefined)
        return walk(top, name, ruleFiles);
    return { ...listIsolated(folder), ignoredBy: asLine(workspace, top, ignoredBy) };
}
/** Does the same with only the ignore files in the folder. */
function listIsolated(folder) {
    return walk(folder, '', []);
}
function walk(top, start, ruleFilesAbove) {
    const nested = [];
    const unreadable = [];
    const ruleFiles = new Map([[start, [...ruleFilesAbove, ...readRuleFile(top, start)]]]);
    const rulesAround = (name) => ruleFiles.get(parentOf(name)) ?? [];
    const isListed = (name, isFolder) => {
        return (!_rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .dependencyFolders */ .DT.includes(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(name)) &&
            (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .findRule */ .Il)(rulesAround(name), name, isFolder)?.rule.negated !== false);
    };
    const enters = (folder) => {
        if (!isListed(folder, true))
            return false;
        const isNested = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .placeIn */ .VV)(top, `${folder}/.git`));
        if (isNested)
            nested.push(folder);
        else
            ruleFiles.set(folder, [...rulesAround(folder), ...readRuleFile(top, folder)]);
        return !isNested;
    };
    const found = [...(0,_file_names_js__WEBPACK_IMPORTED_MODULE_7__/* .walkFolder */ .aI)(top, start, enters, unreadable)].filter(({ name }) => name.endsWith('/') ? isListed(name.slice(0, -1), true) : isListed(name, false));
    const fromStart = (name) => (start === '' ? name : name.slice(start.length + 1));
    return {
        files: found.map(({ name, escaped }) => ({
            name: fromStart(name),
            ...(escaped === undefined ? {} : { escaped: fromStart(escaped) }),
            tracked: false,
        })),
        nested: nested.map(fromStart),
        submodules: [],
        unreadable: unreadable.map((name) => fromStart(name) || '.'),
    };
}
function parentOf(name) {
    return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}
/** Returns the line in a `.gitignore` that ignores a file. */
function findIgnoreLine(workspace, file) {
    const top = topFor(workspace, node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file));
    const { ignoredBy } = ruleFilesAround(top, (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, file) ?? '', false);
    return ignoredBy && asLine(workspace, top, ignoredBy);
}
function asLine(workspace, top, { folder, rule }) {
    const file = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(workspace, node_path__WEBPACK_IMPORTED_MODULE_1__.join(top, folder, '.gitignore')) ?? '.gitignore';
    return { file, line: String(rule.line), text: rule.text };
}
/** Returns the rules in all parent folders, or the first rule that ignores the file or folder or one of its parents. */
function ruleFilesAround(top, name, isFolder) {
    const ruleFiles = [];
    for (const each of name === '' ? [] : [...(0,_file_names_js__WEBPACK_IMPORTED_MODULE_7__/* .foldersAbove */ .Zv)(name), name]) {
        ruleFiles.push(...readRuleFile(top, parentOf(each)));
        const found = (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .findRule */ .Il)(ruleFiles, each, isFolder || each !== name);
        if (found?.rule.negated === false)
            return { ruleFiles, ignoredBy: found };
    }
    return { ruleFiles };
}
/** Like Git, skips a `.gitignore` that is a link or not a file. */
function readRuleFile(top, folder) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(top, folder, '.gitignore');
    let descriptor;
    try {
        descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
    }
    catch {
        return [];
    }
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
        if (!stats.isFile())
            return [];
        if (stats.size <= MAX_BYTES)
            return [{ folder, rules: (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIgnoreRules */ .R0)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(descriptor)) }];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(file)} is ${stats.size} bytes; the limit is ${MAX_BYTES}`, {
            hint: 'Shorten the file, or run actions/checkout before this step so that Git reads it.',
        });
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
function topFor(workspace, folder) {
    if (folder === workspace || (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, '.git')))
        return folder;
    const parent = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(folder);
    return parent === folder ? workspace : topFor(workspace, parent);
}


/***/ })

};
