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
    const { ruleFiles, ignoredBy } = ruleFilesAround(top, (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '');
    if (ignoredBy === undefined)
        return walk(top, (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '', ruleFiles);
    return { ...listIsolated(folder), ignoredBy: asLine(workspace, top, ignoredBy) };
}
/** Does the same with only the ignore files in the folder. */
function listIsolated(folder) {
    return walk(folder, '', []);
}
function walk(top, start, ruleFilesAbove) {
    const files = [];
    const nested = [];
    const unreadable = [];
    const fromStart = (name) => (start === '' ? name : name.slice(start.length + 1));
    const visit = (name, above) => {
        const entries = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_7__/* .readFolder */ .j1)((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .placeIn */ .VV)(top, name));
        if (entries === undefined) {
            unreadable.push(fromStart(name) || '.');
            return;
        }
        if (name !== start && entries.some((entry) => entry.name === '.git')) {
            nested.push(fromStart(name));
            return;
        }
        const ruleFiles = [...above, ...readRuleFile(top, name)];
        for (const { name: base, escaped, kind } of entries) {
            const inner = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_7__/* .joinNames */ .JH)(name, base);
            if (kind === 'other' || (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isInGitFolder */ .e9)(base) || _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .dependencyFolders */ .DT.includes(base))
                continue;
            if ((0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .findRule */ .Il)(ruleFiles, inner, kind === 'folder')?.rule.negated === false)
                continue;
            // A name that is not UTF-8 cannot be used to open a folder, so the name itself is listed.
            if (kind === 'folder' && escaped === undefined)
                visit(inner, ruleFiles);
            else {
                const end = kind === 'folder' ? '/' : '';
                const shown = escaped === undefined ? {} : { escaped: fromStart((0,_file_names_js__WEBPACK_IMPORTED_MODULE_7__/* .joinNames */ .JH)(name, escaped)) + end };
                files.push({ name: fromStart(inner) + end, ...shown, tracked: false });
            }
        }
    };
    visit(start, ruleFilesAbove);
    return { files, nested, submodules: [], unreadable };
}
/** Returns the line in a `.gitignore` that ignores a file. */
function findIgnoreLine(workspace, file) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file);
    const top = topFor(workspace, folder);
    const folderName = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '';
    const { ruleFiles, ignoredBy } = ruleFilesAround(top, folderName);
    const found = ignoredBy ?? (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .findRule */ .Il)([...ruleFiles, ...readRuleFile(top, folderName)], (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, file) ?? '', false);
    return found === undefined || found.rule.negated ? undefined : asLine(workspace, top, found);
}
function asLine(workspace, top, { folder, rule }) {
    const file = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(workspace, node_path__WEBPACK_IMPORTED_MODULE_1__.join(top, folder, '.gitignore')) ?? '.gitignore';
    return { file, line: String(rule.line), text: rule.text };
}
/** Returns the rules in all parent folders, or the first rule that ignores the folder or one of its parents. */
function ruleFilesAround(top, name) {
    const ruleFiles = [];
    const parts = name === '' ? [] : name.split('/');
    for (const index of parts.keys()) {
        ruleFiles.push(...readRuleFile(top, parts.slice(0, index).join('/')));
        const found = (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .findRule */ .Il)(ruleFiles, parts.slice(0, index + 1).join('/'), true);
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
