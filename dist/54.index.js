export const id = 54;
export const ids = [54,154,362];
export const modules = {

/***/ 362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readIgnoreLine: () => (/* binding */ readIgnoreLine)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1340);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1060);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9897);
/* harmony import */ var _git_listing_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4741);





/**
 * The line of an ignore file because of which Git ignores a file or folder; undefined if it does not, or if Git could
 * not be used.
 * @param place absolute and real.
 * @see https://git-scm.com/docs/git-check-ignore
 */
async function readIgnoreLine({ git, workspace, signal, }, place) {
    const workTree = (0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(place)?.workTree;
    if (workTree === undefined)
        return undefined;
    const args = ['check-ignore', '-z', '--verbose', '--stdin'];
    // A name that begins with a colon is not a pattern.
    const input = `./${(0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workTree, place) ?? ''}\0`;
    const result = await git(args, { ...(0,_git_listing_js__WEBPACK_IMPORTED_MODULE_4__/* .gitOptions */ .h5)(workTree, signal), input });
    if (result.kind !== 'ok')
        return undefined;
    const [source = '', line = '', text = ''] = (0,_file_names_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name);
    // Git also prints a line that includes the file again.
    if (source === '' || text.startsWith('!'))
        return undefined;
    return { file: (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .nameFrom */ .Ov)(workspace, node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(workTree, source)) ?? source, line, text };
}


/***/ }),

/***/ 2054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  explainUnmatched: () => (/* binding */ explainUnmatched)
});

// UNUSED EXPORTS: formatIgnoreLine

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/source/rules/actor-ignore.js
var actor_ignore = __webpack_require__(8624);
// EXTERNAL MODULE: ./build/source/rules/built-in-rules.js
var built_in_rules = __webpack_require__(6228);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/source/rules/glob-walk.js


/** @throws what `@actions/glob` throws for a pattern that it does not accept. */
async function createGlobWalk(pattern, workingDirectory) {
    const { create } = await __webpack_require__.e(/* import() */ 660).then(__webpack_require__.bind(__webpack_require__, 3660));
    const globber = await create(rootPattern(pattern, workingDirectory));
    const [start = workingDirectory] = globber.getSearchPaths();
    return { start, found: () => walk(globber.globGenerator()) };
}
async function* walk(found) {
    try {
        yield* found;
    }
    catch (error) {
        // It fails on a file in the place of a folder, and on folders that cannot be read.
        if (!['ENOTDIR', 'EACCES', 'EPERM'].includes((0,errors/* codeOf */.$N)(error)))
            throw error;
    }
}
/** `@actions/glob` resolves relative patterns against the folder of the process. */
function rootPattern(pattern, workingDirectory, rules = external_node_path_) {
    const isWindows = rules.sep === '\\';
    const isRooted = isWindows ? /^(?:[a-z]:|[\\/])/i : /^\//;
    if (isRooted.test(pattern))
        return pattern;
    const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
    const folder = escapeGlob(workingDirectory, isWindows);
    return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}
/** A set of one character matches only itself. A backslash escapes except on Windows, and a line ends at a line end. */
function escapeGlob(text, isWindows) {
    const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
    return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}

// EXTERNAL MODULE: ./build/source/rules/ignore-rules.js
var ignore_rules = __webpack_require__(5086);
// EXTERNAL MODULE: ./build/source/rules/path-patterns.js
var path_patterns = __webpack_require__(6613);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __webpack_require__(9897);
// EXTERNAL MODULE: ./build/source/files/ignore-lines.js
var ignore_lines = __webpack_require__(362);
// EXTERNAL MODULE: ./build/source/files/unversioned-files.js
var unversioned_files = __webpack_require__(5154);
;// CONCATENATED MODULE: ./build/source/files/unmatched-patterns.js












/** The error for including lines of the `files` input that match nothing: why, and how to include the files. */
async function explainUnmatched(lines, request) {
    const mistakes = [];
    for (const line of lines)
        mistakes.push(await explainLine(line, request));
    return (0,errors/* combineErrors */.Lt)(mistakes, 'patterns of the files input match nothing');
}
async function explainLine(line, request) {
    const message = `The pattern "${(0,build_text/* visible */.RK)(line)}" in the files input matches no files to deploy`;
    if (/[{}]/.test(line)) {
        const lines = expandBraces(line).map(build_text/* visible */.RK).join(', ');
        return new errors/* ActionError */.lZ(message, { hint: `Braces are not expanded. Write one line for each alternative: ${lines}` });
    }
    const walk = await createGlobWalk(line.replace(/^[!\s]+/, ''), request.workingDirectory).catch(() => undefined);
    if (walk !== undefined && (0,paths/* nameFrom */.Ov)(request.workingDirectory, walk.start) === undefined) {
        return new errors/* ActionError */.lZ(`${message}, because it is outside the working directory`, {
            hint: 'Set working-directory to a folder that contains both, or put a link into the working directory.',
        });
    }
    const excluded = walk === undefined ? undefined : await findExcluded(line, walk, request);
    if (excluded !== undefined) {
        const hint = excluded.isFinal ? 'Such files are never deployed.' : linesToInclude(excluded, request);
        return new errors/* ActionError */.lZ(`${message}: ${(0,build_text/* visible */.RK)(excluded.name)} is excluded by ${excluded.by}`, { hint });
    }
    const literal = line.includes('[') ? escapeBrackets(line) : undefined;
    if (literal !== undefined) {
        const names = request.listing.files.map(({ name }) => name);
        const pattern = (0,path_patterns/* parsePathPattern */.zW)('files', literal);
        const found = names.find((name) => pattern.matches(name, { isFile: true }));
        const example = found === undefined ? '' : `, for example ${(0,build_text/* visible */.RK)(found)}`;
        return new errors/* ActionError */.lZ(message, {
            hint: `Square brackets match one character of a set. To match brackets in a name${example}, write: ${(0,build_text/* visible */.RK)(literal)}`,
        });
    }
    return new errors/* ActionError */.lZ(message, {
        hint: 'Check the spelling, including the case of letters. Patterns are relative to the working directory, and ** matches any number of folders.',
    });
}
/** More `*` in one name take `@actions/glob` too long. */
const MANY_STARS = /\*[^/*]+\*[^/*]+\*/;
/** The first file that matches on the disk, and the rule that excludes it. */
async function findExcluded(line, walk, request) {
    if (MANY_STARS.test(line))
        return undefined;
    for await (const file of walk.found()) {
        const name = (0,paths/* nameFrom */.Ov)(request.workingDirectory, file);
        const stats = await (0,promises_.stat)(file).catch(() => undefined);
        if (name === undefined || stats?.isFile() !== true)
            continue;
        const rule = await findExcludingRule(name, file, request);
        if (rule === undefined)
            continue;
        const start = (0,paths/* nameFrom */.Ov)(request.workingDirectory, walk.start);
        const isFolder = start !== '' && (await (0,promises_.stat)(walk.start)).isDirectory();
        return { name, ...rule, start: isFolder ? start : undefined };
    }
    return undefined;
}
async function findExcludingRule(name, file, { workspace, actorFolder, git, ruleFiles, listing, signal }) {
    if ((0,paths/* isInGitFolder */.e9)(name))
        return { by: 'a built-in rule: .git is never deployed', isFinal: true };
    if ((0,built_in_rules/* isLeftByTools */.AJ)(name))
        return { by: 'a built-in rule for credentials of this job', isFinal: true };
    const judgement = ignoreOf(ruleFiles, actorFolder).judge((0,file_names/* joinNames */.JH)(actorFolder, name));
    if (judgement.kind === 'excluded') {
        const { rule, folder } = judgement;
        const ignoreFile = folder === actorFolder ? '.actorignore' : '.actorignore of the upload root';
        return { by: `${ignoreFile}, line ${rule.line}: ${(0,build_text/* visible */.RK)(rule.text)}`, isFinal: false };
    }
    if (listing.files.some((each) => each.name === name))
        return undefined;
    const folder = (0,built_in_rules/* excludedFolder */.v_)(name, name);
    if (folder !== undefined)
        return { by: `a built-in rule for untracked ${folder} folders`, isFinal: false };
    const found = (await (0,ignore_lines.readIgnoreLine)({ git, workspace, signal }, file)) ?? (0,unversioned_files/* findIgnoreLine */.i)(workspace, file);
    return { by: found === undefined ? 'Git' : formatIgnoreLine(found), isFinal: false };
}
function formatIgnoreLine({ file, line, text }) {
    return `${(0,build_text/* visible */.RK)(file)}, line ${line}: ${(0,build_text/* visible */.RK)(text)}`;
}
function ignoreOf(files, actorFolder) {
    return (0,actor_ignore/* createActorIgnore */.a)(files, { actorFolder, isIgnoredByGit: () => false });
}
/** The first that works: a line for the pattern's fixed folder, for the file, or for the file and the folders around it. */
function linesToInclude({ name, start }, { ruleFiles, actorFolder }) {
    const ofFile = `!/${escapeRule(name)}`;
    const ofFoldersAbove = (0,file_names/* foldersAbove */.Zv)(name).map((above) => `!/${escapeRule(above)}/`);
    const isEnough = (lines) => {
        const files = ruleFiles.map(({ folder, rules }) => ({
            folder,
            rules: folder === actorFolder ? [...rules, ...(0,ignore_rules/* parseIgnoreRules */.R0)(Buffer.from(lines.join('\n')))] : rules,
        }));
        return ignoreOf(files, actorFolder).judge((0,file_names/* joinNames */.JH)(actorFolder, name)).kind === 'included-again';
    };
    const ways = [...(start === undefined ? [] : [[`!/${escapeRule(start)}/`]]), [ofFile], [...ofFoldersAbove, ofFile]];
    const lines = ways.find(isEnough);
    if (lines === undefined)
        return 'Change that rule.';
    return `To include it, add to .actorignore: ${(0,build_text/* visible */.RK)(lines.join(', '))}`;
}
function escapeRule(name) {
    return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}
function escapeBrackets(line) {
    return line.replaceAll('[', '[[]');
}
/** One line for each alternative of the first braces. */
function expandBraces(line) {
    const [whole, before = '', alternatives = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(line) ?? [];
    if (whole === undefined || !alternatives.includes(','))
        return [line.replaceAll(/[{}]/g, '')];
    return alternatives.split(',').map((each) => before + each + after);
}


/***/ }),

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








const MAX_IGNORE_FILE_BYTES = 1024 ** 2;
/**
 * The files that Git would list at or below a folder if it tracked nothing, by `.gitignore` files from the workspace
 * down, or from the innermost repository in it. Links are listed, not followed. If the folder itself is ignored, only
 * the ignore files inside it apply.
 * @returns also the line that ignores the folder itself.
 */
function listByIgnoreFiles(workspace, folder) {
    const top = topFor(workspace, folder);
    const { ruleFiles, ignoredBy } = ruleFilesAround(top, (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '');
    if (ignoredBy === undefined)
        return walk(top, (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(top, folder) ?? '', ruleFiles);
    return { ...listIsolated(folder), ignoredBy: asLine(workspace, top, ignoredBy) };
}
/** The same by the ignore files inside the folder alone. */
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
            // Node finds no folder by a name that is not UTF-8, so the name itself is listed.
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
/** The line of a `.gitignore` that ignores a file. */
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
/** The rules of all folders above a folder, or the first of them that ignores it or a folder around it. */
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
/** Git skips a `.gitignore` that is a link or not a file. */
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
        if (stats.size <= MAX_IGNORE_FILE_BYTES)
            return [{ folder, rules: (0,_rules_ignore_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .parseIgnoreRules */ .R0)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(descriptor)) }];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(file)} is ${stats.size} bytes; the limit is ${MAX_IGNORE_FILE_BYTES}`, {
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


/***/ }),

/***/ 6613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ls: () => (/* binding */ onlyExclude),
/* harmony export */   zW: () => (/* binding */ parsePathPattern)
/* harmony export */ });
/* unused harmony exports readPathPatterns, lastMatching */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(977);
/* harmony import */ var _wildcards_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4515);




/** More are not useful in one name. The limit is part of the documented interface. */
const MAX_STARS = 6;
/**
 * Patterns of an input, one a line, with the meaning that they have in `@actions/glob`: `*`, `?` and `[…]` match within
 * a name, `**` matches any number of folders, `!` excludes, and `#` begins a comment. Names are POSIX paths. A pattern
 * that matches a folder matches everything in it. The case of letters counts on every system, and braces are matched
 * literally.
 * @throws ActionError naming the input and the line that is not valid.
 */
function readPathPatterns(input, text) {
    const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
    return lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
        const pattern = parsePathPattern(input, line);
        if (!pattern.isAbsolute)
            return pattern;
        throw wrong(input, line, 'begins with a slash', 'Write the path from the root of the workspace. For example, packages/*.');
    });
}
/** The last pattern that matches. @param name of a file or folder; empty for the root itself. */
function lastMatching(patterns, name) {
    return patterns.findLast(({ matches }) => matches(name));
}
/** True if every line begins with `!`, so that `**` is assumed before them; true without lines too. */
function onlyExclude(patterns) {
    return patterns.every(({ excludes }) => excludes);
}
/** @param line without white space at its ends. @throws ActionError if it is not valid. */
function parsePathPattern(input, line) {
    const [, marks = '', rest = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
    if (rest === '')
        throw wrong(input, line, 'is empty', 'Write a path after the exclamation mark.');
    const written = node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '\\' ? rest.replaceAll('\\', '/') : rest;
    const segments = written.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) {
        throw wrong(input, line, 'contains ".."', 'Write the path without "..". To include files from elsewhere, put a link to them into the folder.');
    }
    // At the end it stands for the folder and everything in it, which every pattern matches.
    while (segments.at(-1) === '**')
        segments.pop();
    const names = segments.map((segment) => (segment === '**' ? _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .ANY_DEPTH */ .$u : parseName(input, line, segment)));
    const foldersOnly = /\/\.?$/.test(written);
    const folders = (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .pathPattern */ .s$)([...names, _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .ANY_DEPTH */ .$u]);
    const files = foldersOnly && segments.length > 0 ? (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .pathPattern */ .s$)([...names, _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .ANY_DEPTH */ .$u, _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .anyName */ .kO]) : folders;
    return {
        text: line,
        excludes: marks.replaceAll(/\s/g, '').length % 2 === 1,
        isAbsolute: node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(rest),
        matches: (name, { isFile } = { isFile: false }) => (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .matchesPath */ .$h)(isFile ? files : folders, namesOf(name)),
        mayMatchBelow: (folder) => (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .mayMatchBelow */ .qM)(folders, namesOf(folder)),
    };
}
function namesOf(name) {
    return name === '' ? [] : name.split('/');
}
function parseName(input, line, segment) {
    const characters = [...segment];
    const units = [];
    let stars = 0;
    for (let index = 0; index < characters.length; index += 1) {
        const character = characters[index] ?? '';
        const set = character === '[' ? (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .readCharacterSet */ .MV)(characters, index) : undefined;
        if (set?.hasEmptyRange === true) {
            throw wrong(input, line, 'contains an invalid character set', 'Write a set as [abc], [a-z] or [!a-z].');
        }
        if (character === '*') {
            stars += 1;
            if (units.at(-1) !== _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .STAR */ .Vw)
                units.push(_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .STAR */ .Vw);
        }
        else if (character === '?')
            units.push(() => true);
        else if (set !== undefined) {
            units.push(set.matches);
            index = set.end - 1;
        }
        else if (character === '\\' && index + 1 < characters.length) {
            index += 1;
            units.push(characters[index] ?? '');
        }
        else
            units.push(character);
    }
    if (stars > MAX_STARS) {
        throw wrong(input, line, `contains more than ${MAX_STARS} "*" between two slashes`, 'Use fewer "*", or "**" between slashes for any number of folders.');
    }
    return (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .namePattern */ ._u)(units);
}
function wrong(input, line, problem, hint) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(`The pattern "${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(line)}" in the ${input} input ${problem}`, { hint });
}


/***/ })

};
