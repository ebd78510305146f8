export const id = 330;
export const ids = [330,399,154];
export const modules = {

/***/ 7330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  explainUnmatched: () => (/* binding */ explainUnmatched)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __webpack_require__(4565);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/source/rules/actor-ignore.js
var actor_ignore = __webpack_require__(8624);
// EXTERNAL MODULE: ./build/source/rules/built-in-rules.js
var built_in_rules = __webpack_require__(6228);
// EXTERNAL MODULE: ./build/source/rules/file-patterns.js + 1 modules
var file_patterns = __webpack_require__(9399);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/runner/debug-lines.js
/**
 * Drops debug lines until it is disposed of, because `@actions/glob` prints each pattern and folder as a debug line,
 * and a pattern may contain a secret.
 */
function dropDebugLines() {
    const { stdout } = process;
    const write = stdout.write;
    stdout.write = ((chunk, ...rest) => String(chunk).startsWith('::debug::') || write.call(stdout, chunk, ...rest));
    return {
        [Symbol.dispose]: () => {
            stdout.write = write;
        },
    };
}

;// CONCATENATED MODULE: ./build/source/rules/glob-walk.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});



/** @throws the error of `@actions/glob` if it does not accept the pattern. */
async function createGlobWalk(pattern, workingDirectory) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const _dropped = __addDisposableResource(env_1, dropDebugLines(), false);
        const { create } = await __webpack_require__.e(/* import() */ 660).then(__webpack_require__.bind(__webpack_require__, 3660));
        const globber = await create(rootPattern(pattern, workingDirectory));
        const [start = workingDirectory] = globber.getSearchPaths();
        return { start, found: () => walk(globber.globGenerator()) };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
async function* walk(found) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const _dropped = __addDisposableResource(env_2, dropDebugLines(), false);
        try {
            yield* found;
        }
        catch (error) {
            // `@actions/glob` throws these errors for a file instead of a folder, and for unreadable folders.
            if (!['ENOTDIR', 'EACCES', 'EPERM'].includes((0,errors/* codeOf */.$N)(error)))
                throw error;
        }
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        __disposeResources(env_2);
    }
}
/**
 * Makes a pattern absolute, because `@actions/glob` resolves relative patterns against the current folder of the
 * process.
 */
function rootPattern(pattern, workingDirectory, rules = external_node_path_) {
    const isWindows = rules.sep === '\\';
    const isRooted = isWindows ? /^(?:[a-z]:|[\\/])/i : /^\//;
    if (isRooted.test(pattern))
        return pattern;
    const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
    const folder = escapeGlob(workingDirectory, isWindows);
    return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}
/**
 * Escapes a path for `@actions/glob`. A set of one character matches only that character. Backslashes are escape
 * characters except on Windows. Line breaks are replaced, because a pattern ends at a line break.
 */
function escapeGlob(text, isWindows) {
    const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
    return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}

// EXTERNAL MODULE: ./build/source/rules/ignore-rules.js
var ignore_rules = __webpack_require__(5086);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __webpack_require__(9897);
// EXTERNAL MODULE: ./build/source/files/git-listing.js
var git_listing = __webpack_require__(4741);
// EXTERNAL MODULE: ./build/source/files/unversioned-files.js
var unversioned_files = __webpack_require__(5154);
;// CONCATENATED MODULE: ./build/source/files/unmatched-patterns.js












/**
 * Creates the error for lines of the `files` input that do not match any files. It explains why, and how to include the
 * files.
 */
async function explainUnmatched(lines, request) {
    const mistakes = [];
    for (const line of lines)
        mistakes.push(await explainLine(line, request));
    return (0,errors/* combineErrors */.Lt)(mistakes, 'patterns in the files input do not match any files');
}
async function explainLine(line, request) {
    const { workingDirectory, listing } = request;
    const message = `The pattern "${(0,build_text/* visible */.RK)(line)}" in the files input matches no files to deploy`;
    const explain = (hint, reason = '') => new errors/* ActionError */.lZ(message + reason, { hint });
    if (/[{}]/.test(line)) {
        const lines = expandBraces(line).map(build_text/* visible */.RK).join(', ');
        return explain(`Braces are not expanded. Write one line for each alternative: ${lines}`);
    }
    const pattern = line.replace(/^[!\s]+/, '');
    const walk = await createGlobWalk(pattern, workingDirectory);
    const start = (0,paths/* nameFrom */.Ov)(workingDirectory, walk.start);
    if (start === undefined) {
        const hint = 'Set working-directory to a folder that contains both, or put a link into the working directory.';
        return explain(hint, ', because it is outside the working directory');
    }
    for await (const found of walk.found()) {
        const name = (0,paths/* nameFrom */.Ov)(workingDirectory, found);
        if (name === undefined || (0,workspace_file/* statusOf */.c2)(found)?.isFile() !== true)
            continue;
        const rule = await findExcludingRule(name, request);
        if (rule === undefined)
            continue;
        const hint = rule.isFinal ? 'Such files are never deployed.' : linesToInclude({ name, start }, request);
        return explain(hint, `: ${(0,build_text/* visible */.RK)(name)} is excluded by ${rule.by}`);
    }
    if (line.includes('[')) {
        const literal = line.replaceAll('[', '[[]');
        const found = listing.files.find(({ name }) => (0,file_patterns.readFilePatterns)([literal], workingDirectory).select(name));
        const example = found === undefined ? '' : `, for example ${(0,build_text/* visible */.RK)(found.name)}`;
        return explain(`Square brackets match one character of a set. To match brackets in a name${example}, write: ${(0,build_text/* visible */.RK)(literal)}`);
    }
    if (line.includes(','))
        return explain('Write one pattern per line. A comma is part of a name.');
    return explain('Check the spelling and letter case. Patterns are relative to the working directory, and ** matches any number of folders.');
}
/** Finds the rule that excludes a file. If `isFinal` is true, no line can include the file. */
async function findExcludingRule(name, { workspace, workingDirectory, actorFolder, git, ruleFiles, listing, signal }) {
    if ((0,paths/* isInGitFolder */.e9)(name))
        return { by: 'a built-in rule: .git is never deployed', isFinal: true };
    if ((0,built_in_rules/* isLeftByTools */.AJ)(name))
        return { by: 'a built-in rule for credentials of this job', isFinal: true };
    const judgement = (0,actor_ignore/* createActorIgnore */.a)(ruleFiles, actorFolder).judge((0,file_names/* joinNames */.JH)(actorFolder, name));
    if (judgement.kind === 'excluded') {
        const { rule, folder } = judgement;
        const file = folder === actorFolder ? '.actorignore' : '.actorignore of the upload root';
        return { by: formatIgnoreLine({ file, line: String(rule.line), text: rule.text }), isFinal: false };
    }
    if (listing.files.some((each) => each.name === name))
        return undefined;
    const folder = (0,built_in_rules/* excludedFolder */.v_)(name, name);
    if (folder !== undefined)
        return { by: `a built-in rule for untracked ${folder} folders`, isFinal: false };
    const file = (0,paths/* placeIn */.VV)(workingDirectory, name);
    const found = (await (0,git_listing/* readIgnoreLine */.x2)({ git, workspace, signal }, file)) ?? (0,unversioned_files/* findIgnoreLine */.i)(workspace, file);
    return { by: found === undefined ? 'Git' : formatIgnoreLine(found), isFinal: false };
}
function formatIgnoreLine({ file, line, text }) {
    return `${(0,build_text/* visible */.RK)(file)}, line ${line}: ${(0,build_text/* visible */.RK)(text)}`;
}
/**
 * Returns the first of these that works: a line for the folder at the start of the pattern, a line for the file, or
 * lines for the file and its parent folders.
 */
function linesToInclude({ name, start }, { ruleFiles, actorFolder }) {
    const ofFile = `!/${escapeRule(name)}`;
    const ofFoldersAbove = (0,file_names/* foldersAbove */.Zv)(name).map((above) => `!/${escapeRule(above)}/`);
    const isEnough = (lines) => {
        const added = (0,ignore_rules/* parseIgnoreRules */.R0)(Buffer.from(lines.join('\n')));
        const files = ruleFiles.map(({ folder, rules }) => ({
            folder,
            rules: folder === actorFolder ? [...rules, ...added] : rules,
        }));
        return (0,actor_ignore/* createActorIgnore */.a)(files, actorFolder).judge((0,file_names/* joinNames */.JH)(actorFolder, name)).kind === 'included-again';
    };
    const isFolder = start !== '' && start !== name;
    const ways = [...(isFolder ? [[`!/${escapeRule(start)}/`]] : []), [ofFile], [...ofFoldersAbove, ofFile]];
    const lines = ways.find(isEnough);
    if (lines === undefined)
        return 'Change that rule.';
    return `To include it, add to .actorignore: ${(0,build_text/* visible */.RK)(lines.join(', '))}`;
}
function escapeRule(name) {
    return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}
/** Expands the first braces into one line per alternative. */
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


/***/ }),

/***/ 9399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findMistakes: () => (/* binding */ findMistakes),
  readFilePatterns: () => (/* binding */ readFilePatterns)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var build_errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/paths.js
var paths = __webpack_require__(1340);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/source/rules/wildcards.js
var wildcards = __webpack_require__(4515);
;// CONCATENATED MODULE: ./build/source/rules/path-patterns.js




/** The maximum number of stars in a name. The limit is documented, and no useful pattern has more. */
const MAX_STARS = 6;
/**
 * Reads the patterns in an input, one per line, as in `@actions/glob`: `*`, `?` and `[…]` match within a name, `**`
 * matches any number of folders, `!` excludes, and `#` starts a comment. A pattern that matches a folder matches
 * everything in it. Patterns are case-sensitive on every system. Braces are matched literally.
 * @throws ActionError if a line is not valid.
 */
function readPathPatterns(input, text) {
    const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
    return lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
        const pattern = parsePathPattern(input, line);
        if (!pattern.isAbsolute)
            return pattern;
        const hint = 'Write the path from the root of the workspace. For example, packages/*.';
        throw wrong(input, line, 'begins with a slash', hint);
    });
}
/** Returns the last matching pattern. @param name of a file or folder; empty for the root itself. */
function lastMatching(patterns, name) {
    return patterns.findLast(({ matches }) => matches(name));
}
/** Whether every line begins with `!`, so that `**` is assumed before them. Also true if there are no lines. */
function onlyExclude(patterns) {
    return patterns.every(({ excludes }) => excludes);
}
/** @param line without leading or trailing white space. @throws ActionError if it is not valid. */
function parsePathPattern(input, line) {
    const [, marks = '', rest = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
    if (rest === '')
        throw wrong(input, line, 'is empty', 'Write a path after the exclamation mark.');
    const written = external_node_path_.sep === '\\' ? rest.replaceAll('\\', '/') : rest;
    const segments = written.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) {
        const hint = 'Write the path without "..". To include files from elsewhere, put a link to them into the folder.';
        throw wrong(input, line, 'contains ".."', hint);
    }
    // A trailing `**` matches a folder and everything in it, which is true of every pattern.
    while (segments.at(-1) === '**')
        segments.pop();
    const names = segments.map((segment) => (segment === '**' ? wildcards/* ANY_DEPTH */.$u : parseName(input, line, segment)));
    const foldersOnly = /\/\.?$/.test(written);
    const folders = (0,wildcards/* pathPattern */.s$)([...names, wildcards/* ANY_DEPTH */.$u]);
    const files = foldersOnly && segments.length > 0 ? (0,wildcards/* pathPattern */.s$)([...names, wildcards/* ANY_DEPTH */.$u, wildcards/* anyName */.kO]) : folders;
    return {
        text: line,
        excludes: marks.replaceAll(/\s/g, '').length % 2 === 1,
        isAbsolute: external_node_path_.isAbsolute(rest),
        matches: (name, { isFile } = { isFile: false }) => (0,wildcards/* matchesPath */.$h)(isFile ? files : folders, namesOf(name)),
        mayMatchBelow: (folder) => (0,wildcards/* mayMatchBelow */.qM)(folders, namesOf(folder)),
    };
}
function namesOf(name) {
    return name === '' ? [] : name.split('/');
}
function parseName(input, line, segment) {
    const characters = [...segment];
    const units = [];
    for (let index = 0; index < characters.length;) {
        const literal = { unit: characters[index] ?? '', end: index + 1 };
        const { unit, end, isEmpty } = (0,wildcards/* readUnit */.H_)(characters, index) ?? literal;
        if (isEmpty === true) {
            throw wrong(input, line, 'contains an invalid character set', 'Write a set as [abc], [a-z] or [!a-z].');
        }
        units.push(unit);
        index = end;
    }
    const stars = units.filter((unit) => unit === wildcards/* STAR */.Vw).length;
    if (stars > MAX_STARS) {
        const hint = 'Use fewer "*", or "**" between slashes for any number of folders.';
        throw wrong(input, line, `contains more than ${MAX_STARS} "*" between two slashes`, hint);
    }
    return (0,wildcards/* namePattern */._u)(units);
}
function wrong(input, line, problem, hint) {
    return new build_errors/* ActionError */.lZ(`The pattern "${(0,build_text/* visible */.RK)(line)}" in the ${input} input ${problem}`, { hint });
}

;// CONCATENATED MODULE: ./build/source/rules/file-patterns.js




/** The errors for invalid lines. */
function findMistakes(lines) {
    const errors = [];
    const read = (0,build_errors/* collectErrors */.ul)(errors);
    for (const line of lines)
        read(() => parsePathPattern('files', line));
    return errors;
}
/**
 * Reads the lines of the `files` input. As in `@actions/glob`, the last matching line decides, so an exclusion before
 * an inclusion has no effect. Matching takes at most (length of the line × length of the name) steps.
 * @throws ActionError if a line is not valid.
 */
function readFilePatterns(lines, workingDirectory) {
    const written = lines.map((line) => parsePathPattern('files', line.trim()));
    const patterns = onlyExclude(written) ? [parsePathPattern('files', '**'), ...written] : written;
    const above = external_node_path_.sep === '/' ? workingDirectory : workingDirectory.replaceAll('\\', '/');
    const subject = ({ isAbsolute }, name) => isAbsolute ? (0,paths/* placeIn */.VV)(above, name, external_node_path_.posix).replace(/^\//, '') : name;
    const matches = (pattern, name) => pattern.matches(subject(pattern, name), { isFile: true });
    return {
        /** @param name relative to the working directory. */
        select: (name) => patterns.findLast((pattern) => matches(pattern, name))?.excludes === false,
        maySelectBelow: (folder) => patterns.findLast((pattern) => {
            const place = subject(pattern, folder);
            return pattern.matches(place) || (!pattern.excludes && pattern.mayMatchBelow(place));
        })?.excludes === false,
        /** Returns the lines that include files but do not match any of the names, unchanged. */
        unmatched: (names) => patterns
            .filter((pattern) => !pattern.excludes && pattern.text !== '**' && !names.some((name) => matches(pattern, name)))
            .map(({ text }) => text),
    };
}


/***/ })

};
