import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = process.getBuiltinModule("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = process.getBuiltinModule("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = process.getBuiltinModule("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = process.getBuiltinModule("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = process.getBuiltinModule("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = process.getBuiltinModule("os");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = process.getBuiltinModule("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = process.getBuiltinModule("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = process.getBuiltinModule("util");

/***/ }),

/***/ 3084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ actorFolderOf),
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   aP: () => (/* binding */ findAffected),
/* harmony export */   ps: () => (/* binding */ causes)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _source_places_deployment_places_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6055);
/* harmony import */ var _source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6613);
/* harmony import */ var _built_in_ignore_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7831);




/** Why a changed file affects an Actor, in the order in which the causes are reported. */
const causes = ['own', 'outside', 'generated', 'shared'];
const MAX_NAMED = 3;
/** Finds the Actors that each changed file affects. Pure. */
function findAffected(files, actors, rules) {
    const folders = new Set(rules.folders);
    const byFolder = indexPlaces(actors, ({ folder }) => [folder]);
    const byReads = indexPlaces(actors, ({ reads }) => reads);
    const byContext = indexPlaces(actors, ({ context }) => (context === undefined ? [] : [context]));
    const all = actors.map(({ folder }) => folder);
    const sendIgnored = actors.filter(({ sendsIgnoredFiles }) => sendsIgnoredFiles).map(({ folder }) => folder);
    const tallies = new Map();
    const unaffected = [];
    const ignored = [];
    for (const file of new Set(files)) {
        const userRule = (0,_source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .lastMatching */ .ub)(rules.ignore, file);
        const innermost = foldersAbove(file).find((folder) => folders.has(folder));
        if (userRule?.excludes === false) {
            ignored.push(file);
            continue;
        }
        const isIgnored = innermost === undefined && userRule === undefined && (0,_built_in_ignore_js__WEBPACK_IMPORTED_MODULE_3__/* .isIgnoredByDefault */ .j)(file);
        const affected = new Map();
        const add = (cause, found) => {
            for (const folder of found)
                if (!affected.has(folder))
                    affected.set(folder, cause);
        };
        add('own', byFolder(file));
        add('outside', byReads(file));
        if (!isIgnored) {
            // A file of another Actor does not count, unless that Actor's folder contains this one.
            const counts = (folder) => innermost === undefined || (0,_source_places_deployment_places_js__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(folder, innermost);
            add('outside', [...byContext(file)].filter(counts));
            if (innermost === undefined)
                add('generated', sendIgnored);
        }
        if ((0,_source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .lastMatching */ .ub)(rules.shared, file)?.excludes === false)
            add('shared', all);
        for (const [folder, cause] of affected) {
            const tally = tallies.get(folder) ?? {};
            const { count, files: named } = tally[cause] ?? { count: 0, files: [] };
            const kept = named.length < MAX_NAMED ? [...named, file] : named;
            tallies.set(folder, { ...tally, [cause]: { count: count + 1, files: kept } });
        }
        if (affected.size === 0 && innermost === undefined)
            (isIgnored ? ignored : unaffected).push(file);
    }
    return { byActor: tallies, unaffected: [...unaffected, ...ignored] };
}
/** Finds the Actors for which the file is one of their paths, is below one, or (for a submodule) contains one. */
function indexPlaces(actors, placesOf) {
    const at = new Map();
    const below = new Map();
    const add = (places, place, folder) => {
        places.set(place, (places.get(place) ?? new Set()).add(folder));
    };
    for (const actor of actors) {
        for (const place of placesOf(actor)) {
            add(at, place, actor.folder);
            for (const parent of foldersAbove(place).slice(1))
                add(below, parent, actor.folder);
        }
    }
    return (file) => {
        const around = foldersAbove(file).flatMap((place) => [...(at.get(place) ?? [])]);
        return new Set([...around, ...(below.get(file) ?? [])]);
    };
}
/** Returns the Actor's folder if the path is that of its `.actor/actor.json`, or of `.actor`, which may be a link. */
function actorFolderOf(file) {
    if (!file.endsWith('.actor/actor.json') && !file.endsWith('.actor'))
        return undefined;
    const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(file);
    return match === null ? undefined : (match[1] ?? '');
}
/** Returns the path itself and all its parent folders, up to the root. */
function foldersAbove(file) {
    const places = [file];
    for (let place = file; place !== '' && place !== '..';) {
        const parent = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(place);
        place = parent === '.' ? '' : parent;
        places.push(place);
    }
    return places;
}


/***/ }),

/***/ 7831:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ isIgnoredByDefault)
/* harmony export */ });
/* harmony import */ var _source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6613);

/** Markdown files, licenses, and configuration files of editors, linters, formatters, Git and GitHub, at any depth. */
const names = `
  *.[mM][dD] *.markdown LICEN[CS]E* licen[cs]e.txt COPYING*
  .editorconfig .vscode .idea .zed .fleet .cursor .cursorrules *.iml *.code-workspace
  *.sublime-project *.sublime-workspace
  .eslintrc* .eslintignore eslint.config.* tslint.json .oxlintrc.json* .oxfmtrc.json* biome.json biome.jsonc
  .prettierrc* .prettierignore prettier.config.* .stylelintrc* .stylelintignore stylelint.config.*
  .markdownlint* .jshintrc .htmlhintrc .secretlintrc* .secretlintignore cspell.json .cspell.json dprint.json
  .pylintrc pylintrc .flake8 .isort.cfg mypy.ini .mypy.ini ruff.toml .ruff.toml .yamllint* .hadolint.y*ml
  .shellcheckrc .golangci.* .clang-format rustfmt.toml .rustfmt.toml .rubocop*.yml
  .pre-commit-config.y*ml .husky .lintstagedrc* lint-staged.config.* .commitlintrc* commitlint.config.*
  .gitignore .gitattributes .DS_Store
`;
const lines = names
    .trim()
    .split(/\s+/)
    .map((name) => `**/${name}`);
const patterns = (0,_source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .readPathPatterns */ .Bg)('ignore', [...lines, '.github'].join('\n'));
/** Whether the name of a file outside all Actor folders means that it does not affect any Actor. */
function isIgnoredByDefault(file) {
    return (0,_source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .lastMatching */ .ub)(patterns, file) !== undefined;
}


/***/ }),

/***/ 9172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ decide),
/* harmony export */   U: () => (/* binding */ DELETED)
/* harmony export */ });
/* harmony import */ var _source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6613);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(977);
/* harmony import */ var _affected_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3084);



/** Why a deleted Actor is not deployed. */
const DELETED = 'deleted here, but not on Apify: delete the Actor there if it is no longer needed';
/** Decides which Actors are affected. Pure. @param folders the folders of all Actors. */
function decide(changes, { actors, folders }, { actors: patterns, shared, ignore }) {
    if (changes.kind === 'everything') {
        const all = { isAffected: true, reason: `because ${changes.why}`, files: [] };
        return { decisions: actors.map((actor) => decisionOn(actor, all)), deleted: [], unaffectedFiles: [] };
    }
    const present = new Set(folders);
    const absent = changes.files.flatMap((file) => {
        const folder = (0,_affected_js__WEBPACK_IMPORTED_MODULE_2__/* .actorFolderOf */ .H8)(file.path);
        return folder === undefined || present.has(folder) ? [] : [{ ...file, folder }];
    });
    const { byActor, unaffected } = (0,_affected_js__WEBPACK_IMPORTED_MODULE_2__/* .findAffected */ .aP)(changes.files.map(({ path }) => path), actors, 
    // The folders of deleted Actors, and of Actors that are not in this checkout yet, are Actor folders too.
    { folders: [...folders, ...absent.map(({ folder }) => folder)], shared, ignore });
    const isDeleted = ({ folder, removed, renamedTo }) => removed &&
        !(renamedTo !== undefined && present.has((0,_affected_js__WEBPACK_IMPORTED_MODULE_2__/* .actorFolderOf */ .H8)(renamedTo) ?? '..')) &&
        (0,_source_rules_path_patterns_js__WEBPACK_IMPORTED_MODULE_0__/* .lastMatching */ .ub)(patterns, folder)?.excludes === false;
    return {
        decisions: actors.map((actor) => decisionOn(actor, explain(byActor.get(actor.folder) ?? {}))),
        deleted: [...new Set(absent.filter(isDeleted).map(({ folder }) => folder))].sort(),
        unaffectedFiles: unaffected,
    };
}
const explanations = {
    own: 'in its folder',
    outside: 'that it reads from outside its folder',
    generated: 'outside all Actor folders while its .actorignore includes files that Git ignores',
    shared: 'that the shared input matches',
};
function decisionOn({ folder, name, version, buildTag, title }, outcome) {
    return { folder, name, version, buildTag, title, ...outcome };
}
function explain(tallies) {
    const found = _affected_js__WEBPACK_IMPORTED_MODULE_2__/* .causes */ .ps.flatMap((cause) => {
        const tally = tallies[cause];
        if (tally === undefined)
            return [];
        return [{ ...tally, text: `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(tally.count, 'changed file')} ${explanations[cause]}` }];
    });
    if (found.length === 0)
        return { isAffected: false, reason: 'no changed file affects it', files: [] };
    return {
        isAffected: true,
        reason: found.map(({ text }) => text).join(', '),
        files: found.flatMap(({ files }) => files),
    };
}


/***/ }),

/***/ 7590:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8185);

await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 8185:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

// EXTERNAL MODULE: ./build/github/answers.js
var answers = __nccwpck_require__(9289);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var build_errors = __nccwpck_require__(9473);
;// CONCATENATED MODULE: ./build/paths.js

/**
 * Returns the POSIX path of a file or folder relative to a folder. Both arguments are absolute, with links resolved.
 * The result is empty for the folder itself, and undefined if the path is not in the folder.
 */
function nameFrom(folder, place, rules = external_node_path_) {
    if (place === folder)
        return '';
    const { sep } = rules;
    // Many times faster than `path.relative`.
    const start = folder.endsWith(sep) ? folder : folder + sep;
    if (place.startsWith(start))
        return withSlashes(place.slice(start.length), sep);
    const relative = rules.relative(folder, place);
    if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative))
        return undefined;
    return withSlashes(relative, sep);
}
/**
 * Returns a POSIX name relative to a folder; undefined if it is not in the folder. Both arguments are relative to the
 * same root.
 */
function nameBelow(folder, name) {
    if (folder === '')
        return name;
    return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}
/** Joins an absolute folder and a normalized POSIX name. Faster than `path.join`. */
function paths_placeIn(folder, name, { sep } = external_node_path_) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/**
 * Whether a path may lead to another machine. Opening such a path on Windows sends the user's credentials to that
 * machine.
 */
function isOnNetwork(place, { sep } = external_node_path_) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name is `.git` or inside it. Ignores letter case, because some file systems do. */
function paths_isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/runner/workspace-file.js






const openFile = (0,external_node_util_.promisify)(external_node_fs_.open);
/**
 * Reads a regular file in the workspace. The file that is checked is always the one that was opened, so a link that
 * changes in the meantime has no effect, and a pipe or device never blocks.
 * @param workspace absolute path, with links resolved.
 * @param file absolute path.
 * @param maxBytes size limit. Larger files are not read.
 */
async function readWorkspaceFile(workspace, file, maxBytes) {
    let descriptor;
    try {
        const real = realPath(file);
        const name = nameFrom(workspace, real);
        if (name === undefined || paths_isInGitFolder(name))
            return { kind: 'outside' };
        // Only opening the file may have to wait for a network disk. Everything else is synchronous, which is faster for
        // hundreds of files.
        descriptor = await openFile(real, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        const opened = (0,external_node_fs_.fstatSync)(descriptor);
        if (!opened.isFile())
            return { kind: 'not-a-file' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', size: opened.size };
        const again = realPath(file);
        if (again !== real || !isSame((0,external_node_fs_.statSync)(again), opened))
            return { kind: 'outside' };
        return { kind: 'read', bytes: (0,external_node_fs_.readFileSync)(descriptor), path: real };
    }
    catch (cause) {
        const code = (0,build_errors/* codeOf */.$N)(cause);
        if ((0,build_errors/* isNowhere */.xQ)(cause))
            return { kind: 'missing', isBrokenLink: isBehindBrokenLink(file) };
        if (code === 'EISDIR' || code === 'ENXIO')
            return { kind: 'not-a-file' };
        return { kind: 'unreadable', code, cause };
    }
    finally {
        if (descriptor !== undefined)
            (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** Explains why a file was not read: the end of a sentence that begins with its name, and a hint. */
function explainUnread(file, maxBytes) {
    switch (file.kind) {
        case 'missing':
            return { problem: 'does not exist', hint: 'Correct the path, or add the file.' };
        case 'outside':
            return { problem: 'leads out of the workspace', hint: 'Put the file into the repository.' };
        case 'not-a-file':
            return { problem: 'is not a file', hint: 'Replace it with a regular file.' };
        case 'too-large':
            return { problem: `has ${formatBytes(file.size)}`, hint: `Shorten it to at most ${formatBytes(maxBytes)}.` };
        case 'unreadable':
            return { problem: `could not be read (${file.code})`, hint: 'Give this step permission to read it.' };
    }
}
function isSame(a, b) {
    return a.dev === b.dev && a.ino === b.ino;
}
/** Whether the deepest existing part of the path is a broken link. */
function isBehindBrokenLink(file) {
    const found = statusOf(file, external_node_fs_.lstatSync);
    const folder = external_node_path_.dirname(file);
    if (found === undefined && folder !== file)
        return isBehindBrokenLink(folder);
    return found?.isSymbolicLink() === true && statusOf(file) === undefined;
}
/**
 * Returns the path with all links resolved, in the spelling on disk.
 * @throws a system error if the path does not exist.
 */
function realPath(file) {
    try {
        return external_node_fs_.realpathSync.native(file);
    }
    catch (error) {
        if ((0,build_errors/* isNowhere */.xQ)(error) || ['ELOOP', 'EACCES'].includes((0,build_errors/* codeOf */.$N)(error)))
            throw error;
        // Some file systems on Windows, such as RAM disks, do not support the native call.
        return (0,external_node_fs_.realpathSync)(file);
    }
}
/** Returns the names in a folder; none if it cannot be read. */
function listNames(folder) {
    return readFolder(folder).map(({ name }) => name);
}
const MOST_SEARCHED = 5000;
/**
 * Finds the subfolders that contain the file, as POSIX paths relative to the folder, starting with the highest level.
 * Skips hidden folders, `node_modules` and links, and stops after 5,000 folders.
 * @param file POSIX path, for example `.actor/actor.json`.
 */
function findFoldersWith(folder, file) {
    const found = [];
    const names = [''];
    for (let index = 0; index < Math.min(names.length, MOST_SEARCHED); index += 1) {
        const name = names[index];
        const place = path.join(folder, name);
        if (name !== '' && isFile(path.join(place, file)))
            found.push(name);
        const inner = readFolder(place)
            .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
            .map((entry) => path.posix.join(name, entry.name));
        names.push(...inner.sort());
    }
    return found;
}
function readFolder(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
function isFile(file) {
    return statusOf(file, lstatSync)?.isFile() === true;
}
/** Returns undefined if the path does not exist or is not accessible. */
function statusOf(file, read = external_node_fs_.statSync) {
    try {
        return read(file, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/runner/workspace.js






/** @throws ActionError if the folder does not exist, leads out of the workspace, or is `.actor` itself. */
async function findWorkspace(workspace, input) {
    let top;
    try {
        top = realPath(workspace);
    }
    catch (cause) {
        const hint = 'Run this step after actions/checkout. GITHUB_WORKSPACE contains the path of the folder.';
        throw new build_errors/* ActionError */.lZ(`The workspace ${(0,build_text/* visible */.RK)(workspace)} could not be read`, { hint, cause });
    }
    const real = realFolder(external_node_path_.resolve(top, input), input);
    const shown = nameFrom(top, real);
    if (shown === undefined) {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which leads out of the workspace`, {
            hint: 'Use a folder of the checkout, relative to its root: packages/my-actor.',
        });
    }
    if (external_node_path_.posix.basename(shown) === '.actor') {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, the .actor folder itself`, {
            hint: `Set the working-directory input to its parent folder, ${(0,build_text/* quoted */.TL)(external_node_path_.posix.dirname(shown))}.`,
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function realFolder(folder, input) {
    let cause;
    try {
        const real = realPath(folder);
        if ((0,external_node_fs_.statSync)(real).isDirectory())
            return real;
    }
    catch (error) {
        cause = error;
    }
    const spaces = input === input.trim() ? '' : ' Remove the white space at its start or end, which is part of the name.';
    throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which is not a folder of the checkout`, {
        hint: `Use the folder that contains .actor/, relative to the root of the repository, and run this step after actions/checkout.${spaces}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/apify/api-error.js

class ApifyApiError extends Error {
    name = 'ApifyApiError';
    status;
    /** The error type of the API, such as `actor-not-found`; empty if the response has none. */
    type;
    /** The error message of the API. It is not escaped, because redaction would not find an escaped secret. */
    apiMessage;
    /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`, without the query. */
    request;
    attempts;
    retryAfterMs;
    constructor(response) {
        const { status, type, apiMessage, request } = response;
        super(`${request} returned ${status}${type && ` ${type}`}: ${apiMessage}`);
        this.status = status;
        this.type = type;
        this.apiMessage = apiMessage;
        this.request = request;
        this.attempts = response.attempts;
        this.retryAfterMs = response.retryAfterMs;
    }
}
class LostResponseError extends build_errors/* ActionError */.lZ {
    outcome;
    attempts;
    constructor(message, more = {}) {
        super(message, more);
        this.outcome = more.outcome ?? 'lost';
        this.attempts = more.attempts ?? 1;
    }
}
/** Whether it is an API error with this status and type. If an argument is omitted, any value matches. */
function api_error_isApiError(error, status, type) {
    if (!(error instanceof ApifyApiError))
        return false;
    return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}
/** Whether the API may have processed the request: there was no usable response, or a server error. */
function wasMaybeCarriedOut(error) {
    if (error instanceof LostResponseError)
        return error.outcome !== 'not-sent';
    return error instanceof ApifyApiError && error.status >= 500;
}

;// CONCATENATED MODULE: ./build/apify/error-hints.js



const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const statusPage = 'See https://status.apify.com, then run the job again.';
/** Hints for the error types of the API. https://docs.apify.com/api/v2#errors */
const byType = new Map([
    [
        'versions-size-exceeded',
        'All versions of the Actor together are too large. Delete old versions in Apify Console, upload an archive (source-type: TARBALL), or use a Git repository (source-type: GIT_REPO).',
    ],
    ['too-many-versions', 'Delete unused versions in Apify Console, or deploy to an existing version.'],
    ['too-many-actors', 'Delete unused Actors in Apify Console, or deploy to an existing Actor.'],
    [
        'concurrent-update-detected',
        'Another run or person kept changing the Actor at the same time. Run the job again, and add a concurrency group to the workflow.',
    ],
    [
        'insufficient-permissions',
        `Use an unscoped token with an expiration date. Tokens with limited permissions cannot update Actors. Create the token at ${tokens}.`,
    ],
    [
        'actor-memory-limit-exceeded',
        "Other builds and runs are using the account's memory. Run the job again later. If a matrix deploys several Actors, reduce max-parallel.",
    ],
    ['actor-name-not-unique', 'The account already has an Actor with this name. Change name in .actor/actor.json.'],
    ['not-enough-usage-to-run-paid-actor', `Check the account's plan and limits at ${billing}.`],
    ['monthly-usage-limit-too-low', `Raise the account's monthly usage limit at ${billing}.`],
    ['actor-disabled', "Check the Actor's page in Apify Console for the reason why it is disabled."],
    ['user-disabled', 'Sign in to Apify Console to find out why the account is disabled.'],
    ['page-not-found', 'Check api-base-url. The server has no API at this address.'],
    ['redirect', 'Check api-base-url. A redirect could send the token to another server.'],
]);
function byStatus(status) {
    switch (status) {
        case 400:
            return 'Check the inputs and .actor/actor.json. The message above names the value that the API rejected.';
        case 401:
            return `Check the token input. The secret may be empty, revoked or from another account. See ${tokens}.`;
        case 402:
            return `Check the account's plan and payment method at ${billing}.`;
        case 403:
            return `Use an unscoped token of the Actor's own account: ${tokens}.`;
        case 404:
            return "Check actor-id and version, and that the token's account can access the Actor.";
        case 405:
        case 415:
            return 'Check api-base-url, and any proxies that may change requests. The server does not support this request.';
        case 407:
            return 'Set HTTPS_PROXY to http://user:password@proxy.example.com:8080, because the proxy requires a user name and password.';
        case 408:
            return statusPage;
        case 409:
            return 'Check the Actor in Apify Console. Another run or person may have changed it.';
        case 413:
            return 'Exclude files with .actorignore, or use source-type: TARBALL or GIT_REPO.';
        case 429:
            return 'Run the job again later, with fewer jobs at the same time.';
        default:
            return status >= 500
                ? statusPage
                : 'See the message above and the description of the API at https://docs.apify.com/api/v2.';
    }
}
/**
 * All errors of the API have a type. An error without one may come from another server, so its status can be
 * misleading.
 */
function hintFor({ status, type }) {
    const isDoubtful = type === '' && (status === 403 || status === 404);
    const doubt = isDoubtful
        ? ' Also check api-base-url and any proxies: the response may not be from the Apify API.'
        : '';
    return byType.get(type) ?? byStatus(status) + doubt;
}
/** Turns any error into the message and hint that users see. */
function explain(error) {
    if (error instanceof ApifyApiError) {
        return { message: withAttempts(error), hint: hintFor(error), place: undefined };
    }
    if (error instanceof build_errors/* ActionError */.lZ) {
        const message = error instanceof LostResponseError ? withAttempts(error) : error.message;
        return { message, hint: error.hint, place: error.place };
    }
    return {
        message: `Unexpected error: ${(0,build_errors/* messageOf */.bD)(error)}`,
        hint: 'This is a bug in the action. Report it, with the log of a run with debug logging.',
        place: undefined,
    };
}
function withAttempts({ message, attempts }) {
    return attempts > 1 ? `${message} (after ${attempts} attempts)` : message;
}
/** Formats the log line that announces a retry. @param attempts the number of attempts so far. */
function formatRetry(reason, attempts, delayMs) {
    const isConcurrent = isApiError(reason, 403, 'concurrent-update-detected');
    const why = isConcurrent ? 'Another run or person is changing the Actor at the same time. ' : '';
    return `${why}${messageToGoOn(reason)}. Retrying in ${formatDuration(delayMs)} (attempt ${attempts + 1})`;
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = process.getBuiltinModule("node:timers/promises");
;// CONCATENATED MODULE: ./build/time/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,promises_namespaceObject.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};

// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __nccwpck_require__(8445);
;// CONCATENATED MODULE: ./build/runner/cancellation.js



/**
 * How long a request may continue after a cancellation, in milliseconds. The runner sends SIGINT, then SIGTERM after
 * 7.5 seconds, and kills the process after another 2.5 seconds. On Windows, it sends Ctrl+C and Ctrl+Break, which Node
 * calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const GRACE_MS = 5_000;
/** Handles the runner's signals, so that they abort `signal` instead of ending the process. */
function listenForCancellation(clock = systemClock, platform = process.platform) {
    const controller = new AbortController();
    const cancel = (signal) => controller.abort(new CancelledError(signal));
    const signals = platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.on(signal, cancel);
    const grace = (0,time_limit/* limitTimeAfter */.r3)(controller.signal, clock, {
        ms: GRACE_MS,
        reason: () => cancelledWith(controller.signal, 'Apify did not respond to the current request in time'),
    });
    return {
        signal: controller.signal,
        graceSignal: grace.signal,
        end: () => {
            grace.end();
            for (const signal of signals)
                process.off(signal, cancel);
        },
    };
}
class CancelledError extends build_errors/* ActionError */.lZ {
    /** The signal, for example `SIGINT`. */
    by;
    /** @param result what happened to the work in progress, for example `build 0.1.7 was aborted`. */
    constructor(by, result, more = {}) {
        super(`Canceled (${by})${result === undefined ? '' : `: ${result}`}`, more);
        this.by = by;
    }
}
/** Creates the error for a canceled step, with what happened to the work in progress. */
function cancelledWith(signal, result, more) {
    const { reason } = signal;
    return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', result, more);
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = process.getBuiltinModule("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = process.getBuiltinModule("path");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/runner/inputs.js

function readRawInputs() {
    return rawInputsFrom((name) => getInput(name, { trimWhitespace: false }), process.env);
}
/** @param get returns an input byte for byte; empty if it is not set. */
function rawInputsFrom(get, environment) {
    const exactText = (name) => {
        const text = get(name);
        return text.trim() === '' ? '' : text;
    };
    return {
        environment,
        workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
        workingDirectory: exactText('working-directory') || '.',
        temporaryFolder: environment['RUNNER_TEMP'] || undefined,
        runUrl: readRunUrl(environment),
        commit: readCommit(environment),
        text: (name) => get(name).trim(),
        exactText,
    };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readCommit(environment) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = environment;
    return server && repository && sha ? { sha, url: `${server}/${repository}/commit/${sha}` } : undefined;
}
function readRunUrl(environment) {
    const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
    if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? ''))
        return undefined;
    const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(3053);
;// CONCATENATED MODULE: ./build/runner/proxy.js


/** Lowercase names take precedence, as in Node and curl. */
const VARIABLES = (/* unused pure expression or super */ null && ([
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
]));
/**
 * Sends all requests through the proxy in the runner's variables, except for requests to hosts in `NO_PROXY`. By
 * default, the built-in fetch ignores these variables.
 * @returns warnings if this version of Node does not support proxies, or if certificates are not checked.
 * @throws ActionError that lists the variables that do not contain a proxy URL.
 */
function useProxy(environment) {
    return [...checkCertificates(environment), ...setProxy(environment)];
}
/**
 * Warns if certificates are not checked, because an earlier step can turn the check off for all later steps.
 * https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function checkCertificates({ NODE_TLS_REJECT_UNAUTHORIZED: value }) {
    if (value !== '0')
        return [];
    const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so others on the network can read the token. Remove the variable. To trust your own certificate, set NODE_EXTRA_CA_CERTS to its path.';
    return [{ level: 'warning', message }];
}
function setProxy(environment) {
    const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
    if (set.length === 0)
        return [];
    const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
    if (wrong.length > 0)
        throw notAProxy(wrong);
    // Loaded only if there is a proxy, because loading it takes time.
    const http = process.getBuiltinModule('node:http');
    const setGlobalProxy = 'setGlobalProxyFromEnv' in http ? http.setGlobalProxyFromEnv : undefined;
    if (setGlobalProxy === undefined) {
        const message = `${set.join(', ')} has no effect, because the runner's Node ${process.versions.node} does not support proxies. Update the runner to a version with Node 24.14 or later.`;
        return [{ level: 'warning', message }];
    }
    try {
        setGlobalProxy(environment);
    }
    catch {
        // The error contains the URL, which may contain a password.
        throw notAProxy(set);
    }
    subscribe('undici:client:connectError', endEndlessConnecting);
    return [];
}
function isProxy(text) {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text))
        return false;
    try {
        // Node decodes them before it sends them.
        decodeURIComponent(url.username + url.password);
        return true;
    }
    catch {
        return false;
    }
}
function notAProxy(names) {
    return new ActionError(`${names.join(' and ')} on the runner is not a valid proxy URL`, {
        hint: 'Set it to a URL with a scheme, such as http://proxy.example.com:8080, with % in a password written as %25. Otherwise, remove the variable from the runner.',
    });
}
/**
 * Turns a connection that the proxy closes into a failure. If a proxy closes the connection before the tunnel exists,
 * fetch treats it like an idle connection that was closed, and reconnects endlessly. It does not do so if the error has
 * another code. https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message) {
    const { error } = message;
    if (error?.code === 'UND_ERR_SOCKET')
        error.code = 'ERR_PROXY_TUNNEL';
}
/**
 * Closes all connections of the built-in fetch. Otherwise, a proxy that does not respond would keep the process alive
 * for minutes after the run. No requests are possible afterward.
 */
async function endConnections() {
    const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis;
    await dispatcher?.destroy?.();
}

;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./build/runner/secrets.js

/** In characters. Shorter parts have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;
/** In characters. Only the runner masks shorter values, because replacing them would change every version number. */
const SHORTEST_REDACTED = 4;
/** In characters. A shorter part between two `\n` may belong to a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;
/** Returns all forms of a secret to mask: of the whole value, and of each line with 8 or more characters. */
function writtenForms(value) {
    const lines = value
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line.length >= SHORTEST_DERIVED);
    // A JSON secret may be printed after it was parsed.
    const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
    const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
    return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}
/**
 * Whether a form can be masked without hiding common words. The runner masks each line of a multiline value, even very
 * short ones. The long lines are separate forms anyway.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
function isMaskable(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    const isShort = (line) => line.length < SHORTEST_DERIVED;
    return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}
/**
 * Returns the forms in which a string may appear: unchanged, as a JSON string (encoded once or twice), URL-encoded, in
 * XML or HTML, with `\n` for its line breaks, and in Base64. The leak check uses these forms too, but only for the
 * whole value and its longest line.
 */
function formsOf(text) {
    if (text === '')
        return [];
    if (text.length < SHORTEST_DERIVED)
        return [text];
    const wellFormed = text.toWellFormed();
    const bytes = Buffer.from(text);
    return [
        ...new Set([
            text,
            ...jsonForms.flatMap((form) => [form(text), ...jsonForms.map((outer) => outer(form(text)))]),
            text.replaceAll(/\r\n|\n|\r/g, '\\n'),
            text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
            ...urlForms(wellFormed),
            ...markupForms(text),
            ...base64Forms(bytes),
            // Basic authentication with an unknown user, or with the secret as the user name.
            ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
            ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
        ]),
    ];
}
const inJavaScript = (text) => JSON.stringify(text).slice(1, -1);
const inAscii = (text) => inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** JSON strings as written by JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go. */
const jsonForms = [
    inJavaScript,
    inAscii,
    (text) => inAscii(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
];
function urlForms(text) {
    const strict = (encoded) => encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    const encoded = encodeURIComponent(text);
    const all = [encoded, strict(encoded), new URLSearchParams({ '': text }).toString().slice(1), encodeURI(text)];
    return all.flatMap((form) => [form, form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())]);
}
/** Character references for quotes in different languages. */
const quotes = [
    ['"', "'"],
    ['&quot;', "'"],
    ['&quot;', '&#39;'],
    ['&quot;', '&#039;'],
    ['&quot;', '&apos;'],
    ['&quot;', '&#x27;'],
    ['&#34;', '&#39;'],
];
function markupForms(text) {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return quotes.map(([double, single]) => escaped.replaceAll('"', double).replaceAll("'", single));
}
/** Returns the Base64 forms at all three possible alignments in a longer text, and in lines of 76 characters. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
    const parts = [0, 1, 2].map((before) => {
        const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
        // The first and last characters also depend on the neighboring bytes.
        const start = Math.ceil((before * 8) / 6);
        return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
    });
    const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
    const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
    return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}
/** In characters. Long forms are compared only if this many characters match, so that partial matches are cheap. */
const PREFIX = 32;
/** Up to this number, each form is searched for separately. A secret has about 20 forms. */
const FEW_FORMS = 200;
/** The number of cut marks to check for the start of a secret, from the end of the text. */
const MOST_CUTS = 100;
/**
 * Returns a function that replaces every form of a secret with `***`, including the start of a secret before a cut
 * mark. Its run time depends on the length of the text, and hardly on the number of secrets.
 */
function createRedactor(forms) {
    const redacted = [...new Set(forms)]
        .filter(({ length }) => length >= SHORTEST_REDACTED)
        .sort((a, b) => b.length - a.length);
    if (redacted.length === 0)
        return (text) => text;
    const groups = new Map();
    const isUsed = new Uint8Array(HASHES);
    for (const [hash, all] of Map.groupBy(redacted, (form) => hashAt(form, 0))) {
        isUsed[hash] = 1;
        const short = all.filter(({ length }) => length < PREFIX);
        const long = all.filter(({ length }) => length >= PREFIX);
        groups.set(hash, {
            short: new Set(short),
            lengths: [...new Set(short.map(({ length }) => length))],
            long: Map.groupBy(long, (form) => form.slice(0, PREFIX)),
        });
    }
    const longest = redacted[0]?.length ?? 0;
    const groupAt = (text, at) => {
        const hash = hashAt(text, at);
        return isUsed[hash] === 0 ? undefined : groups.get(hash);
    };
    // Node finds a few forms faster than the loop over all characters, and most strings contain none.
    const mayContain = (text) => redacted.length > FEW_FORMS || redacted.some((form) => text.includes(form));
    return (text) => {
        const whole = mayContain(text) ? findSecrets(text, groupAt) : [];
        return hideRanges(text, [...whole, ...findCutSecrets(text, groupAt, longest)]);
    };
}
function findSecrets(text, groupAt) {
    const ranges = [];
    let last = { start: -1, end: -1 };
    for (let start = 0; start <= text.length - SHORTEST_REDACTED; start += 1) {
        const group = groupAt(text, start);
        if (group === undefined)
            continue;
        const long = group.long.get(text.slice(start, start + PREFIX))?.find((form) => text.startsWith(form, start));
        const length = long?.length ?? group.lengths.find((each) => group.short.has(text.slice(start, start + each))) ?? 0;
        if (length === 0)
            continue;
        const end = start + length;
        // Merges secrets that overlap or are adjacent.
        if (start <= last.end)
            last.end = Math.max(last.end, end);
        else {
            last = { start, end };
            ranges.push(last);
        }
    }
    return ranges;
}
function findCutSecrets(text, groupAt, longest) {
    const ranges = [];
    let end = text.lastIndexOf(build_text/* CUT_MARK */.Hj);
    for (let cuts = 0; end > 0 && cuts < MOST_CUTS; cuts += 1) {
        const before = text.lastIndexOf(build_text/* CUT_MARK */.Hj, end - 1);
        for (let start = Math.max(before + 1, end - longest); start <= end - SHORTEST_REDACTED; start += 1) {
            const group = groupAt(text, start);
            if (group === undefined)
                continue;
            const beginning = text.slice(start, end);
            const forms = beginning.length >= PREFIX
                ? (group.long.get(beginning.slice(0, PREFIX)) ?? [])
                : [...group.short, ...[...group.long.values()].flat()];
            if (!forms.some((form) => form.startsWith(beginning)))
                continue;
            ranges.push({ start, end });
            break;
        }
        end = before;
    }
    return ranges;
}
function hideRanges(text, ranges) {
    let result = '';
    let shown = 0;
    for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
        if (end <= shown)
            continue;
        result += start <= shown && shown > 0 ? '' : `${text.slice(shown, start)}***`;
        shown = end;
    }
    return result + text.slice(shown);
}
const HASHES = 1 << 16;
function hashAt(text, at) {
    const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 1031;
    return (first + text.charCodeAt(at + 2) * 7919 + text.charCodeAt(at + 3) * 40_503) & (HASHES - 1);
}

;// CONCATENATED MODULE: ./build/runner/report.js




/**
 * The maximum size of a step summary, in bytes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const SUMMARY_LIMIT = 1024 * 1024;
/**
 * Properties with fixed values that the summary depends on. They are not redacted, because a secret may have the same
 * value by chance.
 */
const FIXED = new Set([
    'buildResult',
    'created',
    'creates',
    'kind',
    'level',
    'moved',
    'result',
    'testResult',
]);
/** The maximum number of annotations in files. GitHub shows 10 errors for each step. */
const MOST_PROBLEMS = 10;
/** Creates the report. It hides the secrets in everything except the outputs. */
function createReport(secrets) {
    const known = new Map();
    const hiddenForms = new Set();
    let redact = createRedactor([]);
    const redactAll = (text) => {
        const redacted = redact(text);
        // Control characters and colors between the parts of a secret are not visible in the log.
        const plain = (0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLog */.Ah)(redacted));
        if (plain === redacted)
            return redacted;
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => (0,build_text/* escapeLog */.Ah)(redactAll(text));
    // Problem matchers apply to log lines, but not to workflow commands.
    const logLine = (text) => stopProblemMatchers(shown(text));
    const annotationAt = (place) => {
        if (place === undefined)
            return {};
        return {
            file: (0,build_text/* visible */.RK)(redactAll(place.file)),
            ...(place.line === undefined ? {} : { startLine: place.line }),
            ...(place.column === undefined ? {} : { startColumn: place.column }),
        };
    };
    const hide = (added) => {
        // Writes all masks at once.
        process.stdout.cork();
        for (const form of added.flatMap(({ value }) => writtenForms(value))) {
            if (!hiddenForms.has(form) && isMaskable(form))
                setSecret(form);
            hiddenForms.add(form);
        }
        process.stdout.uncork();
        redact = createRedactor(hiddenForms);
    };
    hide(secrets);
    const print = ({ level, message, place }) => {
        const write = {
            debug: debug,
            info: info,
            notice: notice,
            warning: warning,
        }[level];
        write(level === 'info' ? logLine(message) : shown(message), annotationAt(place));
    };
    /** Prints errors first. @param before the number of annotations in files that were printed earlier. */
    const printProblems = (problems, before = 0) => {
        const sorted = problems.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
        const printed = sorted.slice(0, MOST_PROBLEMS - before);
        for (const problem of printed) {
            const write = problem.level === 'error' ? core_error : warning;
            write(shown(`${problem.message}\n${problem.hint}`), annotationAt(problem));
        }
        const rest = sorted.length - printed.length;
        if (rest > 0)
            info(`The summary and the problems output contain ${rest} more`);
    };
    return {
        withoutSecrets: redactAll,
        hide,
        problems: printProblems,
        line: (text) => info(logLine(text)),
        debug: (text) => debug(shown(text)),
        group: (title, run) => group(shown(title), run),
        print,
        fail: ({ message, hint, place }, error) => {
            const problems = error instanceof build_errors/* ActionError */.lZ ? error.problems : [];
            const errors = problems.filter(({ level }) => level === 'error');
            const text = hint === undefined ? message : `${message}\n${hint}`;
            core_error(shown(text), annotationAt(errors.length > 1 ? undefined : place));
            const isShown = errors.length === 1 && place !== undefined;
            printProblems(isShown ? problems.filter((problem) => problem !== errors[0]) : problems, isShown ? 1 : 0);
            for (const trace of (0,build_errors/* traceOf */.fC)(error))
                debug(shown(trace));
        },
        outputs: (values) => {
            for (const [name, value] of Object.entries(values)) {
                if (known.get(name) === value)
                    continue;
                report_setOutput(name, value);
                known.set(name, value);
            }
        },
        summary: async (state, summaryOf) => {
            // Secrets are replaced before the text is escaped, because escaped secrets are harder to find.
            const html = summaryOf(redactStrings(state, redactAll));
            try {
                await summary.addRaw(limitSummary(html), true).write();
            }
            catch (error) {
                print({ level: 'warning', message: `The step summary could not be written: ${(0,build_errors/* messageOf */.bD)(error)}` });
            }
        },
    };
}
function redactStrings(value, hide) {
    return JSON.parse(JSON.stringify(value), (key, part) => typeof part === 'string' && !FIXED.has(key) ? hide(part) : part);
}
function report_setOutput(name, value) {
    try {
        setOutput(name, value);
    }
    catch (error) {
        throw new build_errors/* ActionError */.lZ(`Output ${name} could not be written: ${(0,build_errors/* messageOf */.bD)(error)}`, {
            hint: 'Check that the file in GITHUB_OUTPUT exists and that its disk is not full.',
            cause: error,
        });
    }
}
/** Cuts off a summary at the end of a line, so that no tag or word is split, and closes all open elements. */
function limitSummary(html) {
    const note = '\n\n<p>The rest was omitted, because a step summary is limited to 1 MiB.</p>\n';
    // Leaves room for closing tags and the line break.
    const most = SUMMARY_LIMIT - Buffer.byteLength(note) - 256;
    const bytes = Buffer.from(html);
    if (bytes.length <= most)
        return html;
    const kept = bytes.subarray(0, bytes.lastIndexOf('\n', most)).toString();
    return kept + closingTags(kept) + note;
}
function closingTags(html) {
    const open = [];
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)(table|tr|td|ul|li|details|pre|blockquote)\b/g)) {
        if (slash === '')
            open.push(name);
        else
            open.pop();
    }
    return open
        .reverse()
        .map((name) => `</${name}>`)
        .join('');
}
/**
 * Matches a location before white space: `:1:2`, `:1:`, `(1,2)`, `.go:`, a line that starts with `1:2`, `line 1` or
 * `error:`.
 */
const LOCATION = /(?::\d+:(?:\d+:?)?|\.[a-z]\w{0,9}:|^[ \t]*\d+:\d+|\d\):?|\b(?:error|warning):|\bline(?=\s{1,9}\d))(?=\s)/gim;
/** An invisible character that separates two others for programs and does not count as white space. */
const WORD_JOINER = '\u2060';
/**
 * Separates a location from the text after it. Otherwise, problem matchers of earlier steps could turn build log lines
 * into annotations, and the runner has no command to turn all matchers off. The separator is inserted before white
 * space, where it rarely splits a secret that another step has masked.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function stopProblemMatchers(text) {
    return text.replace(LOCATION, `$&${WORD_JOINER}`);
}

;// CONCATENATED MODULE: ./build/actions/input-fields.js



/** Creates the error for one input. @param problem completes a sentence that begins with `The version input`. */
function wrong(name, problem, hint) {
    return new build_errors/* ActionError */.lZ(`The ${name} input ${problem}`, { hint });
}
const tokenPage = 'https://console.apify.com/settings/integrations';
/** Returns the `token` input, or APIFY_TOKEN if the input is empty; empty if neither is set. */
function tokenOf(raw) {
    return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}
/** Returns the token; undefined in a dry run without a token. @throws ActionError */
function readToken(raw, dryRun) {
    const token = tokenOf(raw);
    if (token === '' && dryRun)
        return undefined;
    if (token === '') {
        throw wrong('token', 'is empty, and the step has no APIFY_TOKEN variable', `Create a token at ${tokenPage}, store it as a repository secret, and pass \${{ secrets.APIFY_TOKEN }}. Pull requests from forks and Dependabot do not receive secrets: deploy on push, or use dry-run for them.`);
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
        const problem = 'contains white space or characters that are not in Apify tokens';
        throw wrong('token', problem, `Copy the token again from ${tokenPage}.`);
    }
    return token;
}
/** Reads an ID or `username~name`; undefined if the text is empty. @throws ActionError */
function readActorId(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text))
        return text.replace('/', '~');
    if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) {
        const hint = `Add the account: username/${text}. If actor.json contains the name, you can also remove this input.`;
        throw wrong('actor-id', `is ${quoted(text)}, a name without an account`, hint);
    }
    const problem = `is ${quoted(text)}, which is not a valid Actor ID or username/name`;
    throw wrong('actor-id', problem, 'Use the ID from Apify Console, or username/name.');
}
/** Reads a version in the form `MAJOR.MINOR`; undefined if the text is empty. @throws ActionError */
function readVersion(text) {
    if (text === '' || isVersionNumber(text))
        return text || undefined;
    throw wrong('version', `is ${quoted(text)}, not MAJOR.MINOR`, versionHint(text));
}
function versionHint(text) {
    const long = `${text}.0`;
    if (isVersionNumber(long)) {
        return `Quote the version in the workflow: version: '${long}'. YAML reads an unquoted ${long} as the number ${text}.`;
    }
    const short = versionOfThreeParts(text);
    if (short !== undefined)
        return `Use '${short}'. ${THREE_PARTS_HINT}`;
    return "Use two numbers from 0 to 99 without leading zeros: '1.2'.";
}
/** Returns undefined if the text is empty. @throws ActionError */
function readBuildTag(text) {
    if (isBuildTag(text))
        return text || undefined;
    const problem = `is ${quoted(text)}, which is not a valid tag`;
    throw wrong('build-tag', problem, 'Use a tag without white space or control characters: beta.');
}
/** Reads one of the allowed values; undefined if the text is empty. @throws ActionError */
function oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
        throw wrong(name, `is ${quoted(text)}, which is not supported`, `Use one of ${allowed.join(', ')}.`);
    }
    return found;
}
/**
 * Reads a boolean in the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution.
 * @throws ActionError
 */
function input_fields_boolean(name, text, otherwise) {
    if (text === '')
        return otherwise;
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw wrong(name, `is ${(0,build_text/* quoted */.TL)(text)}, not a boolean`, 'Use true or false.');
}
/** Reads a whole number; undefined if the text is empty. @throws ActionError */
function readWholeNumber(name, text, { least = 0, most = 999_999, hint }) {
    if (text === '')
        return undefined;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most)
        return value;
    throw wrong(name, `is ${quoted(text)}, not a whole number from ${least} to ${most}`, hint);
}
const DEFAULT_BASE_URL = 'https://api.apify.com';
/** Reads the URL of the API and removes a trailing `/` or `/v2`. @throws ActionError */
function readBaseUrl(raw) {
    const input = raw.text('api-base-url');
    const variable = (raw.environment['APIFY_CLIENT_BASE_URL'] ?? '').trim();
    const url = URL.parse(input || variable || DEFAULT_BASE_URL);
    const subject = input === '' ? 'The APIFY_CLIENT_BASE_URL variable' : 'The api-base-url input';
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new ActionError(`${subject} is not an http or https URL`, { hint: `Use a URL such as ${DEFAULT_BASE_URL}.` });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new ActionError(`${subject} contains user information, a query or a fragment`, {
            hint: 'Use only the scheme, host and path. Put the token into the token input.',
        });
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}
/** Hosts of the runner itself, as they appear in URLs. IPv4 addresses in IPv6 have two hexadecimal parts. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
/** Diagnostics about the URL of the API: a custom host, and a token that is sent without encryption. */
function describeBaseUrl(apiBaseUrl, isFromEnvironment) {
    if (apiBaseUrl === DEFAULT_BASE_URL)
        return [];
    const { protocol, host, hostname } = new URL(apiBaseUrl);
    const isLoopback = LOOPBACK.test(hostname);
    const diagnostics = [];
    if (host !== new URL(DEFAULT_BASE_URL).host) {
        // An earlier step may have set the variable unnoticed.
        const setBy = isFromEnvironment ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
        const message = `The API server is ${apiBaseUrl}${setBy}, not ${DEFAULT_BASE_URL}`;
        diagnostics.push({ level: 'info', message });
    }
    if (protocol === 'http:' && !isLoopback) {
        const message = `${apiBaseUrl} is not encrypted, so others on the network can read the token. Use https.`;
        diagnostics.push({ level: 'warning', message });
    }
    return diagnostics;
}

;// CONCATENATED MODULE: ./build/actions/url-inputs.js
/** The input that contains the URL for each source type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const urlSources = Object.entries(urlInputOf);
const urlInputs = Object.values(urlInputOf);
/** Control characters. `git-repo-url` may contain spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and similar, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
const GIST_URL = /^https:\/\/gist\.github\.com\/[^/]+\/[^/]+/;
const hints = {
    'git-repo-url': 'Use https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private repository. To select a branch and a folder, add #BRANCH:FOLDER.',
    'tarball-url': 'Use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove this input and set source-type: TARBALL.',
    'github-gist-url': 'Use the URL of the Gist: https://gist.github.com/OWNER/ID.',
};
/** Returns the problem with a URL and a hint; undefined if the URL is valid. */
function checkUrl(input, text) {
    const hint = hints[input];
    if (input === 'git-repo-url') {
        const isValid = GIT_URL.test(text) && !CONTROLS.test(text) && (!/^[a-z+]+:\/\//i.test(text) || URL.canParse(text));
        return isValid ? undefined : { problem: 'is not the URL of a Git repository', hint };
    }
    const url = WEB_URL.test(text) ? URL.parse(text) : null;
    if (url === null)
        return { problem: 'is not an http or https URL', hint };
    if (input === 'tarball-url' || GIST_URL.test(`${url.origin}${url.pathname}`))
        return undefined;
    return { problem: 'is not the URL of a Gist', hint };
}

;// CONCATENATED MODULE: ./build/actions/step-secrets.js



const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
/**
 * Returns the secrets that are known before anything is checked: the token, APIFY_TOKEN if it is different, and user
 * information in URLs. The values of `secret-env-vars` are read separately.
 */
function readStepSecrets(raw) {
    const token = tokenOf(raw);
    const variable = (raw.environment['APIFY_TOKEN'] ?? '').trim();
    const secrets = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
    if (variable !== '' && variable !== token)
        secrets.push({ name: 'APIFY_TOKEN', value: variable, kind: 'token' });
    const urls = [
        ...[...urlInputs, 'api-base-url'].map((name) => [name, raw.text(name)]),
        ['APIFY_CLIENT_BASE_URL', raw.environment['APIFY_CLIENT_BASE_URL'] ?? ''],
    ];
    return [...secrets, ...urls.flatMap(([name, url]) => userSecrets(name, userInformation(url)))];
}
/** Returns the token for GitHub's API, which `discover` and `cleanup` have. */
function readGitHubToken(raw) {
    const value = raw.text('github-token');
    return value === '' ? [] : [{ name: 'github-token', value }];
}
/** Returns the passwords of the runner's proxies. They are masked, but deployed files may contain them. */
function readProxySecrets(raw) {
    return proxyVariables.flatMap((name) => {
        const { password, both } = userInformation(raw.environment[name] ?? '');
        return password === '' ? [] : userSecrets(name, { user: '', password, both });
    });
}
function userSecrets(source, { user, password, both }) {
    const pair = password === '' ? [] : [both, (0,build_text/* decoded */.DH)(both)];
    // `git` is the user name in all SSH URLs.
    const values = [...(user === 'git' ? [] : [user, (0,build_text/* decoded */.DH)(user)]), password, (0,build_text/* decoded */.DH)(password), ...pair];
    const name = `${source} (user information)`;
    return [...new Set(values)]
        .filter((value) => value !== '')
        .map((value) => ({ name, value, kind: 'user-information' }));
}
/** Returns the user and password, unchanged, from anything that looks like a URL or like Git's `user@host:path`. */
function userInformation(url) {
    const text = url.trim();
    const [, both = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
    const colon = both.indexOf(':');
    return colon < 0
        ? { user: both, password: '', both }
        : { user: both.slice(0, colon), password: both.slice(colon + 1), both };
}

;// CONCATENATED MODULE: ./build/actions/run-action.js






/**
 * Runs an action: masks all secrets before anything is printed, prints a single error and sets the exit code to 1 if it
 * fails, and always writes the summary.
 */
async function runAction({ raw = readRawInputs(), secrets = secretsOf(raw), initial, outputsOf, loadSummary, changesOf }, run) {
    const report = createReport(secrets);
    const cancellation = listenForCancellation();
    let current = initial;
    const state = {
        get current() {
            return current;
        },
        add: (news) => {
            current = { ...current, ...news };
        },
        record: (news) => {
            state.add(news);
            if (outputsOf !== undefined)
                report.outputs(outputsOf(current));
        },
        report: (...diagnostics) => {
            const known = new Set(current.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
            const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
            for (const diagnostic of added)
                report.print(diagnostic);
            current = { ...current, diagnostics: [...current.diagnostics, ...added] };
        },
    };
    const context = { raw, report, state, cancellation };
    try {
        await run(context);
        // The step may have been canceled during the last request.
        cancellation.signal.throwIfAborted();
    }
    catch (error) {
        process.exitCode = 1;
        const { message, hint, place } = explain(error);
        const changes = changesOf?.(context, error);
        const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
        report.fail({ message, hint: advice, place }, error);
        current = { ...current, failure: { message, hint, changes, isCanceled: error instanceof CancelledError } };
    }
    finally {
        const { summaryOf } = await loadSummary();
        await report.summary(current, summaryOf);
        cancellation.end();
        await endConnections();
    }
}
function secretsOf(raw) {
    return [...readStepSecrets(raw), ...readProxySecrets(raw), ...readGitHubToken(raw)];
}

// EXTERNAL MODULE: ./build/source/places/deployment-places.js
var deployment_places = __nccwpck_require__(6055);
;// CONCATENATED MODULE: ./build/actions/discover/actor-problems.js



/** Returns a warning for each name that several Actors share. */
function findNamesakes(actors) {
    const named = actors.filter(({ problem }) => problem === undefined);
    const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, group]) => group.length > 1);
    return groups.map(([name, group]) => {
        const folders = (0,build_text/* listSome */.XT)(group.map(({ folder }) => showFolder(folder)));
        const message = `${group.length} Actors have the name ${(0,build_text/* visible */.RK)(name)}: ${folders}. They are the same Actor on Apify, and the last deployment replaces the others. Rename them, or set actor-id for each deployment.`;
        return { level: 'warning', message, place: { file: external_node_path_.posix.join(group[1]?.folder ?? '', '.actor/actor.json') } };
    });
}
/** Returns a warning for each affected Actor whose actor.json is not valid, and debug lines for the other Actors. */
function explainProblems(actors, isAffected) {
    return actors.flatMap((actor) => {
        const { folder, problem } = actor;
        if (problem === undefined)
            return [];
        const text = problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}`;
        if (!isAffected(actor))
            return [{ level: 'debug', message: `Not affected, but not valid: ${text}` }];
        // A pattern that matches only this folder, escaped for single quotes in YAML.
        const pattern = folder === '' ? '.' : (0,build_text/* visible */.RK)(folder).replace(/[*?[\\]/g, '\\$&');
        // A pattern that excludes a folder also excludes the Actors below it.
        const solution = actors.some((other) => other !== actor && (0,deployment_places/* isWithin */.UO)(other.folder, folder))
            ? `To exclude this folder, but not the Actors below it, add these lines to the actors input (after **, if the input is empty):\n  !${pattern}\n  ${folder === '' ? '' : `${pattern}/`}*`
            : `To exclude this folder, add: actors: '!${pattern.replaceAll("'", "''")}'`;
        const message = `${text}\nThe deployment of ${showFolder(folder)} will fail. ${solution}`;
        return [{ level: 'warning', message, ...(problem.place === undefined ? {} : { place: problem.place }) }];
    });
}
/** Formats a folder for messages, in the form that `working-directory` accepts. */
function showFolder(folder) {
    return folder === '' ? '.' : (0,build_text/* visible */.RK)(folder);
}

// EXTERNAL MODULE: ./build/source/rules/path-patterns.js
var path_patterns = __nccwpck_require__(6613);
;// CONCATENATED MODULE: ./build/actions/discover/config.js




function readDiscoverInputs(raw) {
    const mistakes = [];
    const read = (0,build_errors/* collectErrors */.ul)(mistakes);
    const readPatterns = (name) => read(() => (0,path_patterns/* readPathPatterns */.Bg)(name, raw.text(name))) ?? [];
    const actors = readPatterns('actors');
    const inputs = {
        /** Patterns for Actor folders. */
        actors: (0,path_patterns/* onlyExclude */.Ls)(actors) ? [...(0,path_patterns/* readPathPatterns */.Bg)('actors', '**'), ...actors] : actors,
        changedOnly: read(() => input_fields_boolean('changed-only', raw.text('changed-only'), true)) ?? true,
        /** A commit, branch or tag, or `last-success`; undefined if the event determines the base. */
        base: read(() => readBase(raw.text('base'))),
        shared: readPatterns('shared'),
        ignore: readPatterns('ignore'),
        /** Empty if no requests may be sent to GitHub. */
        gitHubToken: raw.text('github-token'),
    };
    if (mistakes.length > 0)
        throw (0,build_errors/* combineErrors */.Lt)(mistakes, 'inputs are not valid');
    return inputs;
}
/** Removes `refs/heads/` and `refs/tags/`, because GitHub's API accepts only short names. */
function readBase(text) {
    const base = text.replace(/^refs\/(?:heads|tags)\//, '');
    if (base === '')
        return undefined;
    // Commit names cannot contain these characters, and Git would read some of them as an option or a range.
    if (!/^-|\.\.|[\s:?*[\\]/.test(base) && (0,build_text/* visible */.RK)(base) === base)
        return base;
    throw new build_errors/* ActionError */.lZ(`The base input is "${(0,build_text/* visible */.RK)(text)}", which is not a valid commit, branch or tag`, {
        hint: 'Use a hash, a name such as main or v1.2.0, or last-success.',
    });
}

// EXTERNAL MODULE: ./build/actions/discover/decide.js
var decide = __nccwpck_require__(9172);
;// CONCATENATED MODULE: ./build/actions/discover/outputs.js


/** The maximum number of jobs in a matrix. https://docs.github.com/actions/reference/limits */
const MAX_ROWS = 256;
/**
 * Returns the outputs in discover/action.yml. All values in a row of the matrix are strings, and are empty if actor.json
 * does not set them.
 * @throws ActionError if GitHub would reject the matrix.
 */
function outputsOf(affected) {
    if (affected.length > MAX_ROWS) {
        const message = `${(0,build_text/* formatCount */.B4)(affected.length, 'Actor')} are affected, but a matrix has at most ${MAX_ROWS} jobs`;
        throw new build_errors/* ActionError */.lZ(message, {
            hint: 'Use several discover steps, each with its own deploy job and its own part of the Actors in the actors input. For example, packages/[a-m]* and packages/[n-z]*.',
        });
    }
    const rows = affected.map(({ folder, name, version, buildTag, title, reason }) => {
        return { name, directory: folder || '.', version, 'build-tag': buildTag, title, reason };
    });
    return {
        matrix: JSON.stringify({ include: rows }),
        directories: JSON.stringify(rows.map(({ directory }) => directory)),
        any: String(rows.length > 0),
        count: String(rows.length),
    };
}

// EXTERNAL MODULE: ./build/runner/git.js + 1 modules
var git = __nccwpck_require__(6299);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
;// CONCATENATED MODULE: ./build/changes/local-git.js





const LINK_MODE = '120000';
/** Returns the path of the workspace relative to the repository root; undefined if there is no repository. */
function prefixOf(workspace) {
    const workTree = (0,git_repository/* findRepository */.W)(workspace)?.workTree;
    return workTree === undefined ? undefined : nameFrom(workTree, workspace);
}
/**
 * All tracked files in the workspace, including files in submodules; undefined if Git fails.
 * @throws ActionError for a path that leads elsewhere.
 */
async function listTrackedFiles(local) {
    const args = ['ls-files', '-z', '--stage'];
    // Git versions before 2.36 reject this combination of options. https://git-scm.com/docs/git-ls-files
    const listed = (await run(local, [...args, '--recurse-submodules'])) ?? (await run(local, args));
    if (listed === undefined)
        return undefined;
    const paths = [];
    const links = [];
    // Each record contains mode, object, stage, a tab and the path.
    for (const record of recordsOf(listed)) {
        const file = record.slice(record.indexOf('\t') + 1);
        (0,git/* checkGitPath */.S1)(file);
        paths.push(file);
        if (record.startsWith(LINK_MODE))
            links.push(file);
    }
    return { paths, links };
}
/** Reads the checked-out commit. Even a shallow clone contains the hashes of its parents. */
async function readCheckedOut(local) {
    const listed = await run(local, ['cat-file', '--batch'], 'HEAD\n');
    const [header = '', commit = ''] = listed?.split(/\n(.*)/s) ?? [];
    const [, sha] = /^([0-9a-f]{40,64}) commit \d+$/.exec(header) ?? [];
    if (sha === undefined)
        return undefined;
    const [head = ''] = commit.split('\n\n', 1);
    return { sha, parents: [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent) };
}
/**
 * Returns the hashes of both commits in a range. A range of two hashes is returned unchanged. Otherwise, the base is
 * looked up as a tag first, then as a remote branch, then as anything else that Git knows.
 */
async function findCommits(local, { base, head }) {
    if ((0,answers/* isCommitHash */.EX)(base) && head !== undefined)
        return { base, head };
    const candidates = (0,answers/* isCommitHash */.EX)(base) ? [base] : [`refs/tags/${base}`, `refs/remotes/origin/${base}`, base];
    const input = [...candidates, head ?? 'HEAD'].map((name) => `${name}^{commit}\n`).join('');
    const listed = (await run(local, ['cat-file', '--batch-check'], input)) ?? '';
    const hashes = listed.split('\n').map((line) => /^([0-9a-f]{40,64}) commit \d+$/.exec(line)?.[1]);
    return {
        base: hashes.slice(0, candidates.length).find((hash) => hash !== undefined),
        head: hashes[candidates.length],
    };
}
/**
 * Compares two commits. Needs only trees, so a clone without blobs is sufficient.
 * @returns the changed files, and the base or merge base.
 */
async function compareLocally(local, range) {
    const { head } = range;
    const base = range.from === 'base' ? range.base : await findMergeBase(local, range.base, head);
    if (base === undefined)
        return undefined;
    // User settings do not affect this command. A rename is listed as two files. Submodules are listed regardless of
    // .gitmodules.
    const options = ['-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=none'];
    const compared = await run(local, ['diff-tree', ...options, base, head, '--']);
    if (compared === undefined)
        return undefined;
    const fields = recordsOf(compared);
    const files = [];
    for (let index = 0; index + 1 < fields.length; index += 2) {
        const path = fields[index + 1] ?? '';
        (0,git/* checkGitPath */.S1)(path);
        files.push({ path: fromWorkspace(path, local.prefix), removed: fields[index] === 'D' });
    }
    return { files, base };
}
/** Reads the contents of files in a commit, by path. Omits files that Git does not have. */
async function readFilesAt({ git, workspace, signal }, commit, paths) {
    // A name with a line break would be read as two requests.
    const requested = paths.filter((path) => !path.includes('\n'));
    const input = requested.map((path) => `${commit}:./${path}\n`).join('');
    const result = await git(['cat-file', '--batch'], { cwd: workspace, signal, input });
    const found = new Map();
    if (result.kind !== 'ok')
        return found;
    const { stdout } = result;
    let start = 0;
    for (const path of requested) {
        const end = stdout.indexOf('\n', start);
        if (end === -1)
            break;
        const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(stdout.toString('utf8', start, end)) ?? [];
        start = end + 1;
        if (size === undefined)
            continue;
        if (type === 'blob')
            found.set(path, stdout.toString('utf8', start, start + Number(size)));
        start += Number(size) + 1;
    }
    return found;
}
/** Returns the paths that match an ignore rule, whether they are tracked or not; undefined if Git fails. */
async function listIgnored({ git, workspace, signal }, paths) {
    const input = paths.map((path) => `${path}\0`).join('');
    const result = await git(['check-ignore', '--no-index', '-z', '--stdin'], { cwd: workspace, signal, input });
    // Git exits with code 1 if no path is ignored.
    if (result.kind === 'failed' && result.exitCode === 1)
        return new Set();
    return result.kind === 'ok' ? new Set(recordsOf(result.stdout.toString())) : undefined;
}
/** Converts a path relative to the repository root to a path relative to the workspace root. */
function fromWorkspace(path, prefix = '') {
    return prefix === '' ? path : external_node_path_.posix.relative(`/${prefix}`, `/${path}`);
}
async function findMergeBase(local, base, head) {
    const found = (await run(local, ['merge-base', base, head]))?.trim();
    if (found === undefined || !(0,answers/* isCommitHash */.EX)(found))
        return undefined;
    // In a shallow clone, a nearer merge base may be missing from the local history. Git marks the commits at the
    // boundary as grafted.
    if ((await run(local, ['rev-parse', '--is-shallow-repository']))?.trim() === 'false')
        return found;
    const passed = await run(local, ['log', '--decorate=full', '--format=%D', `${base}...${head}`, '--']);
    return passed?.split(/, |\n/).includes('grafted') === false ? found : undefined;
}
function recordsOf(output) {
    return output.split('\0').slice(0, -1);
}
async function run({ git, workspace, signal }, args, input) {
    const result = await git(args, { cwd: workspace, signal, input });
    return result.kind === 'ok' ? result.stdout.toString() : undefined;
}

;// CONCATENATED MODULE: ./build/changes/range.js

/**
 * Returns the commits that the event covers. Pure.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
function rangeOfEvent(event, checkedOut) {
    const { eventName, ref, payload } = event;
    if (!/^(?:pull_request|merge_group$|push$)/.test(eventName)) {
        return everything(otherEvents[eventName] ?? `the event ${eventName} has no base`);
    }
    if (eventName === 'push' && isTag(ref))
        return everything('a tag was pushed');
    const isZero = (key) => eventName === 'push' && /^0+$/.test(String((0,answers/* readField */.dR)(payload, key)));
    if (isZero('before'))
        return everything('it is the first push of the branch');
    if (isZero('after'))
        return everything('the push deleted the branch');
    const { base, head, from } = commitsOf(event, checkedOut);
    if (base !== undefined && head !== undefined)
        return { base, head, from };
    const hint = 'GITHUB_EVENT_PATH must name the JSON file of the event.';
    return everything(`the event ${eventName} does not contain its commits`, hint);
}
/** Returns the range if the user sets the base. Pure. */
function rangeFromBase(base, event, checkedOut) {
    const from = event.eventName.startsWith('pull_request') ? 'merge-base' : 'base';
    return { base, head: commitsOf(event, checkedOut).head, from };
}
/** Returns the commits in the payload of an event. */
function commitsOf(event, checkedOut) {
    const { eventName, ref, payload } = event;
    const at = (...keys) => commitAt(payload, ...keys);
    // The payloads of reviews and review comments also contain the pull request.
    if (eventName.startsWith('pull_request')) {
        const head = at('pull_request', 'head', 'sha');
        const [first, second, ...more] = checkedOut?.parents ?? [];
        // If GitHub's merge commit is checked out, its first parent is the base, and its second parent is the head. The
        // base in the payload may be older.
        const isMerge = head !== undefined && head === second && more.length === 0;
        if (isMerge)
            return { base: first, head: checkedOut?.sha, from: 'base' };
        return { base: at('pull_request', 'base', 'sha'), head, from: 'merge-base' };
    }
    if (eventName === 'merge_group') {
        return { base: at('merge_group', 'base_sha'), head: at('merge_group', 'head_sha'), from: 'base' };
    }
    if (eventName !== 'push' || isTag(ref))
        return { head: undefined, from: 'base' };
    return { base: at('before'), head: at('after'), from: 'base' };
}
function isTag(ref) {
    return ref.startsWith('refs/tags/');
}
/** @param hint omit it if this is an expected case. */
function everything(why, hint) {
    return { kind: 'everything', why, ...(hint === undefined ? {} : { hint }) };
}
const otherEvents = {
    schedule: 'the run was started by a schedule',
    workflow_dispatch: 'the run was started manually',
    repository_dispatch: 'the run was started through the API',
};
/** Reads the hash of a commit in the payload. A hash of zeros means that there is no commit. */
function commitAt(payload, ...keys) {
    const value = (0,answers/* readField */.dR)(payload, ...keys);
    return (0,answers/* isCommitHash */.EX)(value) && !/^0+$/.test(value) ? value : undefined;
}

;// CONCATENATED MODULE: ./build/changes/find-changes.js


const LAST_SUCCESS = 'last-success';
/**
 * Finds the files that the event changed. Uses local Git if it has the commits, otherwise GitHub. If neither works, all
 * Actors are affected. A failure is never an error.
 */
async function findChanges(request) {
    const { run, local } = request;
    const usesCheckout = request.base !== undefined || run.eventName.startsWith('pull_request');
    const checkedOut = usesCheckout ? await readCheckedOut(local) : undefined;
    const { base, from, diagnostics } = await resolveBase(request);
    if (base !== undefined) {
        const range = rangeFromBase(base, run, checkedOut);
        // After a push to the base branch, the branch already points to the pushed commit.
        const ignored = run.eventName === 'push' ? [range.head ?? run.sha, checkedOut?.sha] : [];
        const changes = await compare(request, { ...range, from: from ?? range.from }, ignored);
        if (changes !== undefined)
            return { changes, diagnostics };
    }
    const range = rangeOfEvent(run, checkedOut);
    if ('kind' in range)
        return { changes: range, diagnostics };
    const changes = await compare(request, range, []);
    return { changes: changes ?? everything('the base is the checked-out commit'), diagnostics };
}
async function resolveBase(request) {
    const { run, base, local, clock } = request;
    if (base === undefined)
        return { diagnostics: [] };
    if (base !== LAST_SUCCESS)
        return { base, diagnostics: [] };
    const unknown = ({ why, detail, hint }) => {
        const reason = detail === undefined ? why : `${why} (${detail})`;
        const message = `The commit of the last successful run is not known, because ${reason}. The base is determined from the event instead.`;
        return { diagnostics: [{ level: 'warning', message: hint === undefined ? message : `${message} ${hint}` }] };
    };
    const access = accessOf(request);
    if (access === undefined)
        return unknown({ why: 'the github-token input or GITHUB_REPOSITORY is empty' });
    const { findLastSuccess } = await __nccwpck_require__.e(/* import() */ 354).then(__nccwpck_require__.bind(__nccwpck_require__, 6354));
    const found = await findLastSuccess(access, run, { clock, signal: local.signal });
    // Compares with exactly the deployed commit, even if the history was rewritten since then.
    return found.kind === 'commit' ? { base: found.sha, from: 'base', diagnostics: [] } : unknown(found);
}
/** @returns undefined if the base is one of the `ignored` commits. */
async function compare(request, range, ignored) {
    const { run, local, clock } = request;
    const { from } = range;
    const { base, head } = await findCommits(local, range);
    if (base !== undefined && ignored.includes(base))
        return undefined;
    if (base !== undefined && head !== undefined) {
        const found = await compareLocally(local, { base, head, from });
        if (found !== undefined)
            return { kind: 'files', ...found, head, by: 'local Git' };
    }
    const access = accessOf(request);
    if (access === undefined) {
        const hint = 'Remove the github-token input, or set fetch-depth: 0 for actions/checkout.';
        return everything('local Git does not have the commits to compare, and the github-token input is empty', hint);
    }
    const { compareOnGitHub } = await __nccwpck_require__.e(/* import() */ 241).then(__nccwpck_require__.bind(__nccwpck_require__, 7241));
    const commits = { base: base ?? range.base, head: range.head ?? head ?? run.sha, from };
    const answer = await compareOnGitHub(access, commits, { clock, signal: local.signal });
    if (answer.kind === 'no-answer')
        return { ...answer, kind: 'everything' };
    if (ignored.includes(answer.base))
        return undefined;
    const files = answer.files.map(({ path, renamedTo, removed }) => ({
        path: fromWorkspace(path, local.prefix),
        removed,
        renamedTo: renamedTo && fromWorkspace(renamedTo, local.prefix),
    }));
    return { kind: 'files', files, base: answer.mergeBase, head: commits.head, by: 'the compare API of GitHub' };
}
function accessOf({ run, gitHubToken }) {
    const { apiUrl, repository } = run;
    return gitHubToken === '' || repository === undefined ? undefined : { apiUrl, repository, token: gitHubToken };
}

;// CONCATENATED MODULE: ./build/runner/run-environment.js



/**
 * Size limit in bytes. GitHub's payloads have at most 25 MB.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap
 */
const MAX_BYTES = 32 * 1024 ** 2;
const problems = {
    missing: 'the file does not exist',
    outside: 'the file is a link',
    'not-a-file': 'it is not a regular file',
    'too-large': 'the file is larger than 32 MiB',
    unreadable: 'the file could not be read',
};
/**
 * Reads the event file carefully, because an earlier step may have replaced it with a pipe or a device.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
async function readRunEnvironment(variables = process.env) {
    const file = variables['GITHUB_EVENT_PATH'];
    if (!file)
        return { variables, payload: {}, eventProblem: undefined };
    try {
        const read = await readWorkspaceFile(realPath(external_node_path_.dirname(file)), file, MAX_BYTES);
        if (read.kind !== 'read')
            throw new Error(problems[read.kind]);
        return { variables, payload: JSON.parse(read.bytes.toString()), eventProblem: undefined };
    }
    catch (error) {
        return { variables, payload: undefined, eventProblem: (0,build_errors/* messageOf */.bD)(error) };
    }
}

;// CONCATENATED MODULE: ./build/github/run.js


/**
 * Reads the run. `context` in `@actions/github` contains the same facts, but it is only available together with the
 * client (1 MB), and importing it fails if the event file is not valid.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
async function readGitHubRun(environment) {
    const { variables, payload, eventProblem } = await readRunEnvironment(environment);
    const [, workflowFile] = /\/\.github\/workflows\/([^/@]+)@/.exec(variables['GITHUB_WORKFLOW_REF'] ?? '') ?? [];
    const isPrivate = (0,answers/* readField */.dR)(payload, 'repository', 'private');
    const branch = (0,answers/* readField */.dR)(payload, 'pull_request', 'head', 'ref');
    const headRepository = (0,answers/* readField */.dR)(payload, 'pull_request', 'head', 'repo', 'full_name');
    return {
        eventName: variables['GITHUB_EVENT_NAME'] ?? '',
        ref: variables['GITHUB_REF'] ?? '',
        sha: variables['GITHUB_SHA'] ?? '',
        serverUrl: urlOf(variables['GITHUB_SERVER_URL'], 'https://github.com'),
        apiUrl: urlOf(variables['GITHUB_API_URL'], 'https://api.github.com'),
        repository: repositoryOf(variables['GITHUB_REPOSITORY']),
        workflowFile,
        isPrivate: typeof isPrivate === 'boolean' ? isPrivate : undefined,
        pullRequestHead: typeof branch === 'string'
            ? { branch, repository: typeof headRepository === 'string' ? headRepository : undefined }
            : undefined,
        payload,
        eventProblem,
    };
}
function urlOf(text, otherwise) {
    return text !== undefined && URL.canParse(text) ? text.replace(/\/+$/, '') : otherwise;
}
function repositoryOf(name = '') {
    return /^[^/]+\/[^/]+$/.test(name) ? name : undefined;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = process.getBuiltinModule("node:fs/promises");
;// CONCATENATED MODULE: ./build/runner/workspace-files.js


/** Lists all files in the workspace without Git, except in `node_modules` and `.git`. Does not follow links. */
async function listWorkspaceFiles(workspace, signal) {
    const paths = [];
    const links = [];
    const repositories = [];
    const unreadable = [];
    const waiting = [''];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        signal.throwIfAborted();
        const entries = await workspace_files_readFolder(external_node_path_.join(workspace, folder));
        if (entries === undefined)
            unreadable.push(folder);
        for (const entry of entries ?? []) {
            const name = external_node_path_.posix.join(folder, entry.name);
            if (entry.name === '.git') {
                if (folder !== '')
                    repositories.push(folder);
            }
            else if (entry.isDirectory()) {
                if (entry.name !== 'node_modules')
                    waiting.push(name);
            }
            else {
                paths.push(name);
                if (entry.isSymbolicLink())
                    links.push(name);
            }
        }
    }
    return { paths, links, repositories, unreadable };
}
async function workspace_files_readFolder(folder) {
    return (0,external_node_fs_promises_namespaceObject.readdir)(folder, { withFileTypes: true }).catch(() => undefined);
}

// EXTERNAL MODULE: ./build/actions/discover/affected.js
var affected = __nccwpck_require__(3084);
;// CONCATENATED MODULE: ./build/apify/value-rules.js
/** Rules for values that the Apify API accepts. The limits for environment variables are the same as in Apify's CLI. */
const MAX_NAME_LENGTH = 100;
/** In UTF-16 code units, as counted by JavaScript's `length` and by Apify's CLI. An emoji counts as two or more. */
const MAX_VALUE_LENGTH = 50_000;
const NAME_RULE = 'letters, digits and underscores, not starting with a digit';
/** Whether the text contains only letters, digits and `_`, and does not start with a digit. Its length is ignored. */
function isEnvVarName(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
/** Whether the text is valid for a secret that only references use. Such names may also contain `-` and `.`. */
function isSecretName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}
/**
 * Whether the text is `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros.
 * https://docs.apify.com/api/v2/actor-version-post
 */
function value_rules_isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
/** Returns `1.0` for `1.0.0`; undefined for any other text. */
function value_rules_versionOfThreeParts(text) {
    const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
    return value_rules_isVersionNumber(version) ? version : undefined;
}
const value_rules_THREE_PARTS_HINT = 'Apify adds the third number at each build.';
/** Whether the tag contains no white space or control characters. The API checks everything else. */
function value_rules_isBuildTag(text) {
    return !/[\s\p{Cc}]/u.test(text);
}

;// CONCATENATED MODULE: ./build/actor/fields.js


function checkText(value) {
    return typeof value === 'string'
        ? { value }
        : { problem: `is ${describe(value)}, not a string`, hint: 'Write it in double quotes.' };
}
function checkBoolean(value) {
    return typeof value === 'boolean'
        ? { value }
        : { problem: `is ${describe(value)}, not a boolean`, hint: 'Write true or false, without quotes.' };
}
function fields_checkName(value) {
    if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value))
        return { value };
    const problem = `is ${describe(value)}, which is not a valid Actor name`;
    return { problem, hint: 'Use 3 to 63 letters, digits and inner hyphens, without the account: "my-actor".' };
}
/** Checks for `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros. */
function checkVersion(value) {
    if (typeof value === 'number') {
        const text = Number.isInteger(value) ? `${value}.0` : `${value}`;
        const example = value_rules_isVersionNumber(text) ? text : '1.0';
        const hint = `Write it as a string: "version": "${example}". JSON reads the number 1.0 as 1.`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (typeof value === 'string' && value_rules_isVersionNumber(value))
        return { value };
    const short = typeof value === 'string' ? value_rules_versionOfThreeParts(value) : undefined;
    const hint = short === undefined
        ? 'Use MAJOR.MINOR, each from 0 to 99, without leading zeros: "1.2".'
        : `Use "${short}". ${value_rules_THREE_PARTS_HINT}`;
    return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}
function checkBuildTag(value) {
    if (typeof value !== 'string' || value_rules_isBuildTag(value))
        return checkText(value);
    const hint = 'Use a tag without white space or control characters: "beta".';
    return { problem: `is ${describe(value)}, which is not a valid tag`, hint };
}
/** Checks a variable in `environmentVariables`. Apify rejects numbers, booleans and null. */
function checkEnvVar(name, value) {
    if (!isEnvVarName(name))
        return { problem: 'is not a valid variable name', hint: `Use ${NAME_RULE}.` };
    if (name.length > MAX_NAME_LENGTH) {
        const problem = `has a name of ${name.length} characters`;
        return { problem, hint: `Use at most ${MAX_NAME_LENGTH} characters.` };
    }
    if (typeof value !== 'string') {
        const text = typeof value === 'object' ? 'value' : String(value);
        const hint = `Write it in double quotes: "${name}": "${value === null ? '' : text}".`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (value.length <= MAX_VALUE_LENGTH)
        return { value };
    const problem = `has a value of ${value.length} characters`;
    return { problem, hint: `Use at most ${MAX_VALUE_LENGTH} characters.` };
}
function describe(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value === 'string')
        return (0,build_text/* quoted */.TL)(value);
    return typeof value === 'number' ? `the number ${value}` : String(value);
}

;// CONCATENATED MODULE: ./build/actor/json-positions.js
/** Finds positions in JSON text. One pass is enough for any number of positions. */
/** The maximum nesting depth. Real definitions have about ten levels, and recursive code overflows at thousands. */
const MAX_DEPTH = 100;
/**
 * Returns the positions of keys in valid JSON. If a path does not exist, returns the position of its deepest existing
 * key, or the start of the text.
 */
function findKeyPlaces(text, paths) {
    const root = { offset: -1, children: new Map() };
    for (const path of paths) {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key) ?? { offset: -1, children: new Map() };
            node.children.set(key, child);
            node = child;
        }
    }
    scan(text, root);
    const offsets = paths.map((path) => {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key);
            // If a key occurs twice, the last one counts. Children of the first one come before it.
            if (child === undefined || child.offset <= node.offset)
                break;
            node = child;
        }
        return Math.max(0, node.offset);
    });
    return positionsOf(text, offsets);
}
/** Returns the first syntax error, including nesting that is too deep. Returns undefined if the text is valid. */
function findSyntaxError(text) {
    const found = scan(text, undefined);
    if (found === undefined)
        return undefined;
    const [position = { line: 1, column: 1 }] = positionsOf(text, [found.offset]);
    return { ...position, problem: found.problem };
}
/** Reads JSON text from start to end and sets the offsets of the nodes. */
function scan(text, root) {
    let at = 0;
    const next = () => {
        while (' \t\n\r'.includes(text[at] ?? '-'))
            at += 1;
        return text[at];
    };
    /** Reads a string, a number, `true`, `false` or `null`. */
    const readToken = () => {
        const isString = text[at] === '"';
        const end = isString ? endOfString(text, at) : endOfLiteral(text, at);
        if (end < 0)
            return isString ? { offset: ~end, problem: 'an invalid string' } : unexpected(text, at);
        at = end;
        return undefined;
    };
    /** Reads a key and the colon after it. */
    const readKey = (node) => {
        const start = at;
        const mistake = text[at] === '"' ? readToken() : unexpected(text, at);
        if (mistake !== undefined)
            return mistake;
        const child = node?.children.get(JSON.parse(text.slice(start, at)));
        if (next() !== ':')
            return unexpected(text, at);
        at += 1;
        return { child };
    };
    const readValue = (node, depth) => {
        const char = next();
        if (char !== '[' && char !== '{')
            return readToken();
        if (depth === MAX_DEPTH)
            return { offset: at, problem: `more than ${MAX_DEPTH} levels of nesting` };
        at += 1;
        const end = char === '[' ? ']' : '}';
        for (let index = 0; index > 0 || next() !== end; index += 1) {
            next();
            const start = at;
            const found = char === '[' ? { child: node?.children.get(String(index)) } : readKey(node);
            if ('problem' in found)
                return found;
            if (found.child !== undefined)
                found.child.offset = start;
            const mistake = readValue(found.child, depth + 1);
            if (mistake !== undefined)
                return mistake;
            if (next() === end)
                break;
            if (text[at] !== ',')
                return unexpected(text, at);
            at += 1;
        }
        at += 1;
        return undefined;
    };
    return readValue(root, 0) ?? (next() === undefined ? undefined : unexpected(text, at));
}
/** Returns the offset after the string; `~offset` of the error if the string is not valid. */
function endOfString(text, start) {
    for (let at = start + 1;; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x22)
            return at + 1;
        if (Number.isNaN(code) || code < 0x20)
            return ~at;
        if (code !== 0x5c)
            continue;
        if (/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(at + 1, at + 6)))
            at += 1;
        else
            return ~at;
    }
}
/** Returns the offset after a number, `true`, `false` or `null`. Returns a negative number for other text. */
function endOfLiteral(text, start) {
    const literal = /[-+.\w]*/y;
    literal.lastIndex = start;
    const [word = ''] = literal.exec(text) ?? [];
    const isValid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(word);
    return isValid ? start + word.length : -1;
}
function unexpected(text, offset) {
    const rest = text.slice(offset, offset + 2);
    if (rest === '') {
        return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'the file is empty' : 'the end of the file' };
    }
    if (/^(?:\/\/|\/\*|#)/.test(rest))
        return { offset, problem: 'a comment' };
    const before = text.slice(0, offset).trimEnd().length - 1;
    if (/^[}\]]/.test(rest) && text[before] === ',')
        return { offset: before, problem: 'a trailing comma' };
    const [character = ''] = rest;
    return { offset, problem: JSON.stringify(character) };
}
function positionsOf(text, offsets) {
    const positions = new Map();
    let line = 1;
    let lineStart = 0;
    const ends = /\r\n|\n|\r/g;
    let end = ends.exec(text);
    for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
        for (; end !== null && ends.lastIndex <= offset; end = ends.exec(text)) {
            line += 1;
            lineStart = ends.lastIndex;
        }
        positions.set(offset, { line, column: offset - lineStart + 1 });
    }
    return offsets.map((offset) => positions.get(offset) ?? { line: 1, column: 1 });
}

;// CONCATENATED MODULE: ./build/actor/locate-problems.js



/** Adds lines and columns to problems in a JSON file, and sorts the problems by position. */
function locate_problems_locateProblems(file, text, problems) {
    const positions = findKeyPlaces(text, problems.map(({ path }) => path));
    return problems
        .map(({ path, message, hint, level }, index) => ({
        file,
        ...(positions[index] ?? { line: 1, column: 1 }),
        pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        message: `${path.map(shownKey).join('.') || 'The file'} ${message}`,
        hint,
        level,
    }))
        .sort((a, b) => a.line - b.line || a.column - b.column);
}
function shownKey(key) {
    return key.length > 200 ? `(a name of ${key.length} characters)` : (0,build_text/* visible */.RK)(key);
}
/** Creates an error about a file as a whole. @param message completes a sentence that begins with the file. */
function fileError(message, { hint, place }) {
    const problem = { ...place, pointer: '', message: `The file ${message}`, hint, level: 'error' };
    return new build_errors/* ActionError */.lZ(`${place.file} ${message}`, { hint, place, problems: [problem] });
}

;// CONCATENATED MODULE: ./build/actor/named-files.js
/**
 * Default paths of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
const defaultPlaces = {
    dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
    readme: ['.actor/README.md', 'README.md'],
    changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
    // The lowercase names are used only by Apify's CLI and templates.
    input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
};
const keysOfFiles = 'dockerfile readme changelog input inputSchema output outputSchema webServerSchema'.split(' ');
/** Returns the values in actor.json that can be the path of a file. An object instead of a path is the content itself. */
function listFileValues(actorJson) {
    const storages = asObject(actorJson['storages']);
    return [
        ...keysOfFiles.map((key) => ({ keys: [key], value: actorJson[key] })),
        ...['dataset', 'keyValueStore'].map((key) => ({ keys: ['storages', key], value: storages[key] })),
        ...['datasets', 'keyValueStores'].flatMap((key) => Object.entries(asObject(storages[key])).map(([name, value]) => ({ keys: ['storages', key, name], value }))),
    ];
}
/** Whether a newer property replaces `inputSchema` or `outputSchema`, so that Apify ignores it. */
function isReplaced(key, actorJson) {
    return /^(?:in|out)putSchema$/.test(key) && (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}
/** Returns the paths of files that actor.json names. */
function listReferences(actorJson) {
    return listFileValues(actorJson).flatMap(({ keys, value }) => typeof value === 'string' ? [{ keys, written: value }] : []);
}
/** Returns actor.json and the default paths of the files that it does not name, relative to the Actor's folder. */
function listDefaultFiles(actorJson) {
    const isSet = (key) => (actorJson[key] ?? undefined) !== undefined;
    const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) => 
    // `inputSchema` is the old name of `input`.
    isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places);
    return ['.actor/actor.json', ...defaults];
}
/** Returns the value if it is an object, otherwise an empty object. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}

;// CONCATENATED MODULE: ./build/actor/parse-json.js


/** Parses JSON. Nesting of more than 100 levels is an error too. */
function parseJson(text) {
    try {
        if (!(0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_DEPTH))
            return { value: JSON.parse(text) };
    }
    catch {
        // The scanner's error message is better.
    }
    return { mistake: findSyntaxError(text) ?? { line: 1, column: 1, problem: 'a mistake' } };
}
/** Turns the syntax error in a file into a problem of the whole file. */
function syntaxProblem(file, { line, column, problem }) {
    const message = problem.startsWith('more than')
        ? `The file has ${problem}`
        : `The file is not valid JSON: ${problem}`;
    const hint = 'Write strict JSON in UTF-8: double quotes, no comments, no trailing commas.';
    return { file, line, column, pointer: '', message, hint, level: 'error' };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./build/actor/read-actor-json.js






/** Size limit in bytes. Apify accepts at most 3 MiB of files without an archive, and a definition has a few KiB. */
const read_actor_json_MAX_BYTES = 3 * 1024 ** 2;
/** Size limit of a link in bytes. No operating system follows a longer link. */
const MOST_LINK_BYTES = 4096;
/**
 * Returns the path of a file in the working directory relative to the workspace, with `/` as separator, for messages
 * and annotations.
 */
function read_actor_json_pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(workingDirectory, ...names)).replaceAll(external_node_path_.sep, '/');
}
/**
 * Reads the text of `.actor/actor.json` without its byte order mark; undefined if the file does not exist with this
 * exact spelling.
 * @throws ActionError if it is not a readable UTF-8 file in the workspace.
 */
async function read_actor_json_readActorJson(folder) {
    const { workspace, workingDirectory } = folder;
    const shown = read_actor_json_pathForMessages(folder, '.actor', 'actor.json');
    const path = (0,external_node_path_.join)(workingDirectory, '.actor', 'actor.json');
    const failed = (problem, hint, more = {}) => new build_errors/* ActionError */.lZ(`${shown} ${problem}`, {
        hint,
        place: { file: shown, ...(more.line === undefined ? {} : { line: more.line }) },
        cause: more.cause,
    });
    const textLink = (problem) => failed(`${problem} that Git has checked out as text`, 'Git does this on Windows if links are off. Run git config --global core.symlinks true before the checkout, or replace the link with the file.');
    const file = await readWorkspaceFile(workspace, path, read_actor_json_MAX_BYTES);
    switch (file.kind) {
        case 'missing':
            if (file.isBrokenLink) {
                const hint = 'Fix the link, or replace it with the file.';
                throw failed('is a link, or behind a link, whose target does not exist', hint);
            }
            if (await isTextLink(workspace, (0,external_node_path_.dirname)(path)))
                throw textLink('is behind a link');
            return undefined;
        case 'outside':
            throw failed('is a link, or behind a link, that leads out of the workspace', 'Replace the link with the file.');
        case 'not-a-file':
            throw failed('is not a file', 'Replace it with a JSON file that defines the Actor.');
        case 'too-large': {
            const sizes = `is ${(0,build_text/* formatBytes */.z3)(file.size)} (${file.size} bytes); the limit is ${read_actor_json_MAX_BYTES} bytes`;
            throw failed(sizes, 'Move schemas to files of their own.');
        }
        case 'unreadable':
            throw failed(`could not be read (${file.code})`, 'Give this step permission to read it.', { cause: file.cause });
        case 'read': {
            const { bytes } = file;
            if (!isSpelledSo(path, file.path))
                return undefined;
            if (!bytes.includes('{') && (await isTextLink(workspace, path)))
                throw textLink('is a link');
            if ((0,external_node_buffer_.isUtf8)(bytes))
                return new TextDecoder().decode(bytes);
            // Each byte becomes one character, so that a line can be converted back to its bytes.
            const lines = bytes.toString('latin1').split('\n');
            const line = 1 + lines.findIndex((text) => !(0,external_node_buffer_.isUtf8)(Buffer.from(text, 'latin1')));
            throw failed('is not UTF-8 text', 'Save it as UTF-8.', { line });
        }
    }
}
/** Checks the spelling, because Windows and macOS also find `.Actor/Actor.json`, but Apify does not. */
function isSpelledSo(path, real) {
    if (path === real)
        return true;
    const folder = (0,external_node_path_.dirname)(path);
    return listNames(folder).includes((0,external_node_path_.basename)(path)) && listNames((0,external_node_path_.dirname)(folder)).includes((0,external_node_path_.basename)(folder));
}
/** Whether a file contains nothing but a relative path to something that exists. */
async function isTextLink(workspace, path) {
    const file = await readWorkspaceFile(workspace, path, MOST_LINK_BYTES);
    const text = file.kind === 'read' ? file.bytes.toString() : '';
    if (!/^[^\n{\0]+$/.test(text))
        return false;
    const target = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(path), text);
    if (isOnNetwork(target))
        return false;
    return (await readWorkspaceFile(workspace, target, 0)).kind !== 'missing';
}

;// CONCATENATED MODULE: ./build/actor/schema-problem.js
function errorAt(path, message, hint) {
    return { level: 'error', path, message, hint };
}
function warningAt(path, message, hint) {
    return { level: 'warning', path, message, hint };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/actor/definition.js







/**
 * Reads only the `name` in `.actor/actor.json`; undefined if the file does not exist.
 * @throws ActionError if the file is not a JSON object, or if the name is not valid.
 */
async function readActorName(folder) {
    const text = await readActorJson(folder);
    if (text === undefined)
        return undefined;
    const file = pathForMessages(folder, '.actor', 'actor.json');
    const { name } = parseObject(text, file);
    const checked = name === undefined ? { value: undefined } : checkName(name);
    if ('value' in checked)
        return { file, name: checked.value };
    throw problemsError(locateProblems(file, text, [mistakeAt(['name'], checked)]));
}
/** Checks the text of an actor.json without a byte order mark. @param file its path, for messages. */
function parseActorDefinition(text, file, { replaced, replacedEnvVars }) {
    const actorJson = parseObject(text, file);
    const mistakes = [];
    const read = (key, check, isReplaced = false) => {
        const value = actorJson[key];
        if (value === undefined)
            return undefined;
        const checked = check(value);
        if ('value' in checked)
            return checked.value;
        if (!isReplaced)
            mistakes.push(mistakeAt([key], checked));
        return undefined;
    };
    for (const key of ['dockerfile', 'dockerContextDir'])
        read(key, checkText);
    const definition = {
        ...pathsOf(actorJson, file),
        name: read('name', fields_checkName, replaced?.name),
        version: read('version', checkVersion, replaced?.version),
        // Like Apify's CLI, treats an empty tag as missing.
        buildTag: read('buildTag', checkBuildTag, replaced?.buildTag) || undefined,
        title: read('title', checkText),
        description: read('description', checkText),
        usesStandbyMode: read('usesStandbyMode', checkBoolean),
        environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
    };
    if (mistakes.length > 0)
        throw (0,build_errors/* problemsError */.$j)(locate_problems_locateProblems(file, text, mistakes));
    return definition;
}
/**
 * Reads only the paths and variables. A path of a wrong type is absent from the result, and a variable with a mistake is
 * empty. @param file its path, for messages.
 * @throws ActionError if the text is not a JSON object.
 */
function parsePartially(text, file) {
    const actorJson = parseObject(text, file);
    const environmentVariables = readEnvironmentVariables(actorJson['environmentVariables'], undefined, []);
    return { ...pathsOf(actorJson, file), environmentVariables };
}
function pathsOf(actorJson, file) {
    const { dockerfile, dockerContextDir } = actorJson;
    return {
        file,
        dockerfile: typeof dockerfile === 'string' ? dockerfile : undefined,
        dockerContextDir: typeof dockerContextDir === 'string' ? dockerContextDir : undefined,
        defaultFiles: listDefaultFiles(actorJson),
        references: listReferences(actorJson),
    };
}
/** The object without properties that count as absent: `null`, and `false` for `dockerfile`. */
function parseObject(text, file) {
    const parsed = parseJson(text);
    if ('mistake' in parsed) {
        const { line, column, problem } = parsed.mistake;
        throw fileError(`is not valid JSON: line ${line}, column ${column}: ${problem}`, {
            hint: `${file} must be strict JSON: double quotes, no comments, no trailing commas.`,
            place: { file, line, column },
        });
    }
    const { value } = parsed;
    if (!isObject(value)) {
        throw fileError(`is ${describe(value)}, not an object`, {
            hint: 'Write an object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
            place: { file, line: 1, column: 1 },
        });
    }
    const isAbsent = ([key, part]) => part === null || (key === 'dockerfile' && part === false);
    return Object.fromEntries(Object.entries(value).filter((entry) => !isAbsent(entry)));
}
function readEnvironmentVariables(variables, replaced, mistakes) {
    const key = 'environmentVariables';
    if (variables === undefined || (Array.isArray(variables) && variables.length === 0))
        return {};
    if (!isObject(variables)) {
        const hint = 'Write { "NAME": "value" }.';
        mistakes.push(errorAt([key], `is ${describe(variables)}, not an object`, hint));
        return {};
    }
    const read = Object.entries(variables).map(([name, value]) => {
        const checked = checkEnvVar(name, value);
        if ('value' in checked)
            return [name, checked.value];
        if (replaced?.has(name) !== true)
            mistakes.push(mistakeAt([key, name], checked));
        return [name, ''];
    });
    return Object.fromEntries(read);
}
function mistakeAt(path, { problem, hint }) {
    return { path, message: problem, hint, level: 'error' };
}

;// CONCATENATED MODULE: ./build/source/files/file-names.js






/** Reads Git's output with `-z`. Each record becomes one name. */
function readRecords(output) {
    const split = (text) => text.split('\0').slice(0, -1);
    if (isUtf8(output))
        return split(output.toString()).map((name) => ({ name }));
    return split(output.toString('latin1')).map((record) => readName(Buffer.from(record, 'latin1')));
}
/** Escapes bytes that are not UTF-8 as `\xNN`. */
function readName(bytes) {
    const name = bytes.toString();
    if (isUtf8(bytes))
        return { name };
    const escaped = bytes.toString('latin1').replace(/[\x80-\xff]+/g, (run) => {
        const part = Buffer.from(run, 'latin1');
        return isUtf8(part) ? part.toString() : part.toString('hex').replace(/../g, '\\x$&');
    });
    return { name, escaped };
}
/** Returns undefined if the folder cannot be read. Synchronous, because a promise would take ten times as long. */
function file_names_readFolder(folder) {
    try {
        const entries = readdirSync(folder, { withFileTypes: true });
        if (!entries.some(({ name }) => name.includes('\ufffd'))) {
            return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, folder) }));
        }
        return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
            const read = readName(entry.name);
            return { ...read, kind: kindOf(entry, folder, read.name) };
        });
    }
    catch {
        return undefined;
    }
}
/**
 * Finds the files and links below a folder, except `.git`, without following links. A folder whose name is not UTF-8 is listed with a
 * trailing slash, because nothing in it can be opened. Names are relative to `top`.
 * @param enters whether to read a subfolder.
 * @param unreadable receives the names of folders that cannot be read.
 */
function* walkFolder(top, start, enters, unreadable = []) {
    const waiting = [start];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const entries = file_names_readFolder(placeIn(top, folder));
        if (entries === undefined)
            unreadable.push(folder);
        const inner = [];
        for (const { name: base, escaped, kind } of entries ?? []) {
            if (kind === 'other' || isInGitFolder(base))
                continue;
            const name = joinNames(folder, base);
            const end = kind === 'folder' ? '/' : '';
            if (escaped !== undefined)
                yield { name: name + end, escaped: joinNames(folder, escaped) + end };
            else if (kind !== 'folder')
                yield { name };
            else if (enters(name))
                inner.push(name);
        }
        // The first folder comes next.
        waiting.push(...inner.reverse());
    }
}
function kindOf(entry, folder, name = String(entry.name)) {
    // On Windows, some file systems use reparse points for folders, which a listing shows as links.
    const shown = entry.isSymbolicLink() && path.sep === '\\' ? (statAt(placeIn(folder, name)) ?? entry) : entry;
    if (shown.isDirectory())
        return 'folder';
    if (shown.isSymbolicLink())
        return 'link';
    return shown.isFile() ? 'file' : 'other';
}
/**
 * Creates a function that returns whether a name exists only with a different spelling, because some file systems
 * ignore letter case. If a folder cannot be read, its names count as spelled correctly.
 */
function createSpelling(folder) {
    const known = new Map();
    const entriesOf = (place) => {
        if (!known.has(place)) {
            const entries = file_names_readFolder(place);
            known.set(place, entries && new Set(entries.map(({ name }) => name)));
        }
        return known.get(place);
    };
    return (name) => {
        if (statAt(placeIn(folder, name)) === undefined)
            return false;
        return [...foldersAbove(name), name].some((each) => {
            const place = placeIn(folder, each);
            return entriesOf(path.dirname(place))?.has(path.basename(place)) === false;
        });
    };
}
/**
 * Returns the file or link at a path, without following links. Returns undefined if it does not exist or its folder is
 * not accessible.
 */
function statAt(place) {
    try {
        return lstatSync(place, { throwIfNoEntry: false });
    }
    catch (cause) {
        if (isNowhere(cause))
            return undefined;
        throw new ActionError(`${visible(place)} could not be read (${codeOf(cause)})`, {
            hint: 'Check the permissions of the file and its folders, or exclude the folder in .actorignore.',
            cause,
        });
    }
}
/** Joins two POSIX names; either may be empty. */
function joinNames(above, below) {
    if (above === '' || below === '')
        return above + below;
    return `${above}/${below}`;
}
/** Returns the parent folders of a name, starting with the outermost. */
function foldersAbove(name) {
    const parts = name.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
/**
 * Returns a function that checks that no folder between the top and a path is a link. Git considers a file behind such
 * a link deleted.
 */
function realFoldersBelow(top) {
    const known = new Map([[top, true]]);
    return (place) => {
        const folder = place.slice(0, place.lastIndexOf(path.sep));
        const isReal = (above) => {
            const answer = known.get(above) ?? (isReal(path.dirname(above)) && statAt(above)?.isDirectory() === true);
            known.set(above, answer);
            return answer;
        };
        return known.get(folder) ?? isReal(path.dirname(place));
    };
}

;// CONCATENATED MODULE: ./build/source/places/tracked-links.js





const MAX_LINK_BYTES = 4096;
/** The maximum length in characters. No operating system follows a longer path. */
const MAX_PLACE_LENGTH = 4096;
/** Links to folders that contain each other multiply. A deployment with more links fails. */
const MAX_PLACES = 10_000;
/**
 * Reads the targets of links without opening them. All paths are relative to the workspace root. On Windows, Git may
 * have checked out a link as a text file.
 */
function readTrackedLinks(workspace, links) {
    const targets = new Map(links.flatMap((link) => {
        const target = readTarget(workspace, link);
        return target === undefined ? [] : [[link, target]];
    }));
    const linksBelow = new Map();
    for (const link of targets.keys()) {
        for (const folder of ['', ...foldersAbove(link)]) {
            const known = linksBelow.get(folder);
            if (known === undefined)
                linksBelow.set(folder, [link]);
            else
                known.push(link);
        }
    }
    /**
     * Finds the first link in a path. `rest` is the path after the link is replaced with its target; undefined if it
     * leads out of the workspace.
     */
    const follow = (place) => {
        if (targets.size === 0)
            return { rest: place };
        let at = '';
        const names = place.split('/').filter((name) => name !== '' && name !== '.');
        for (const [index, name] of names.entries()) {
            if (name === '..' && at === '')
                return { rest: undefined };
            at = name === '..' ? at.slice(0, Math.max(0, at.lastIndexOf('/'))) : external_node_path_.posix.join(at, name);
            const target = targets.get(at);
            if (target === undefined)
                continue;
            const rest = [target, ...names.slice(index + 1)].join('/').replace(/^\//, '');
            return { link: at, rest: rest.length > MAX_PLACE_LENGTH ? undefined : rest };
        }
        return { rest: at };
    };
    return (places, counts = () => true) => {
        const reached = new Set();
        const waiting = [];
        const add = (place) => {
            if (reached.has(place) || reached.size === MAX_PLACES)
                return;
            reached.add(place);
            waiting.push(place);
        };
        const visit = (place, isRead) => {
            const { link, rest } = follow(place);
            if (link !== undefined)
                reached.add(link);
            if (rest !== undefined && rest !== place)
                add(rest);
            for (const link of linksBelow.get(place) ?? [])
                if (isRead(link))
                    add(link);
        };
        for (const place of places)
            visit(place, counts);
        for (let place = waiting.pop(); place !== undefined; place = waiting.pop())
            visit(place, () => true);
        return [...reached].filter((place) => !place.includes('..') || !place.split('/').includes('..'));
    };
}
/** Returns the target relative to the workspace root; undefined if it is outside or the link cannot be read. */
function readTarget(workspace, link) {
    try {
        const at = paths_placeIn(workspace, link);
        const stats = (0,external_node_fs_.lstatSync)(at);
        if (!stats.isSymbolicLink() && (!stats.isFile() || stats.size > MAX_LINK_BYTES))
            return undefined;
        const text = stats.isSymbolicLink() ? (0,external_node_fs_.readlinkSync)(at) : (0,external_node_fs_.readFileSync)(at, 'utf8');
        if (external_node_path_.isAbsolute(text))
            return nameFrom(workspace, text);
        const written = text.replaceAll(external_node_path_.sep, '/');
        // After the name of a link, `..` counts from the target of that link.
        if (/(?:^|\/)(?!\.{1,2}\/)[^/]+\/+(?:\.\/+)*\.\.(?:\/|$)/.test(written))
            return `${external_node_path_.posix.dirname(link)}/${written}`;
        const target = (0,deployment_places/* placeOf */.$t)(external_node_path_.posix.dirname(link), '', written);
        return (0,deployment_places/* isWithin */.UO)(target, '') ? target : undefined;
    }
    catch {
        // A sparse checkout excludes the link.
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/actions/discover/built-in-ignore.js
var built_in_ignore = __nccwpck_require__(7831);
;// CONCATENATED MODULE: ./build/source/rules/built-in-rules.js
/** Rules that apply in addition to ignore files. Names are POSIX paths relative to the upload root. */
/** Credentials that google-github-actions/auth creates in the workspace. */
function isLeftByTools(name) {
    return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}
/** Folders that are excluded at any depth, unless they are tracked. */
const dependencyFolders = ['node_modules', '.venv', 'venv', '__pycache__', '.pnpm-store'];
/**
 * Folders that Apify's SDKs and Crawlee create in local runs. They are excluded at the root of the working directory,
 * unless they are tracked.
 */
const storageFolders = ['storage', 'apify_storage', 'crawlee_storage'];
/**
 * Returns the name of the default-excluded folder that a path is or is in.
 * @param name relative to the upload root.
 * @param ownName relative to the working directory; undefined if it is outside.
 */
function excludedFolder(name, ownName) {
    const [first] = ownName?.split('/') ?? [];
    return storageFolders.find((each) => each === first) ?? name.split('/').find(isDependencyFolder);
}
/** Like `excludedFolder`, but only for the folder itself. */
function excludedFolderAt(name, ownName) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    return storageFolders.find((each) => each === ownName) ?? (isDependencyFolder(base) ? base : undefined);
}
function isDependencyFolder(name) {
    return dependencyFolders.includes(name);
}
function isNamedLikeCredentials(name) {
    const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
    return /\.(?:pem|key|p12|pfx|tfstate)$|^\.env|^service-account.*\.json$/.test(base) || credentialNames.has(base);
}
const credentialNames = new Set([
    ...['.npmrc', '.netrc', '.pypirc', '.git-credentials'],
    ...['id_rsa', 'id_ed25519', 'credentials.json', 'kubeconfig'],
]);

// EXTERNAL MODULE: ./build/source/rules/wildcards.js
var wildcards = __nccwpck_require__(4515);
;// CONCATENATED MODULE: ./build/source/rules/ignore-rules.js


/** Parses a file in the format of `.gitignore`. Rules are case-sensitive. */
function parseIgnoreRules(file) {
    const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
    return text.split(/\r?\n/).flatMap((line, index) => {
        const written = withoutTrailingSpaces(line);
        if (written === '' || written.startsWith('#'))
            return [];
        const negated = written.startsWith('!');
        const foldersOnly = written.endsWith('/');
        const pattern = written.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
        const names = pattern === '' ? undefined : readNames(pattern.replace(/^\//, ''));
        // Such a pattern is not valid and never matches in Git.
        if (names === undefined)
            return [];
        const path = (0,wildcards/* pathPattern */.s$)(pattern.includes('/') ? names : [wildcards/* ANY_DEPTH */.$u, ...names.slice(-1)]);
        const shown = Buffer.from(written, 'latin1').toString();
        return [{ path, negated, foldersOnly, line: index + 1, text: shown }];
    });
}
/** Removes trailing spaces, but keeps a space that is escaped with a backslash. */
function withoutTrailingSpaces(line) {
    let end = line.length;
    while (line[end - 1] === ' ')
        end -= 1;
    let backslashes = 0;
    while (line[end - 1 - backslashes] === '\\')
        backslashes += 1;
    return line.slice(0, end + (backslashes % 2));
}
/** Returns the last matching rule. @param path POSIX path relative to the folder of the rules. */
function lastMatch(rules, path, isFolder) {
    if (rules.length === 0)
        return undefined;
    const names = asBytes(path).split('/');
    return rules.findLast((rule) => (isFolder || !rule.foldersOnly) && (0,wildcards/* matchesPath */.$h)(rule.path, names));
}
/**
 * Returns the rule that applies to a name. The innermost file with a matching rule decides.
 * @param files starting with the outermost.
 */
function findRule(files, name, isFolder) {
    for (const { folder, rules } of files.toReversed()) {
        const below = nameBelow(folder, name);
        const rule = below === undefined ? undefined : lastMatch(rules, below, isFolder);
        if (rule !== undefined)
            return { folder, rule };
    }
    return undefined;
}
/** Whether the rule may match anything in the folder. @param folder relative to the folder of the rules. */
function mayRuleMatchBelow(rule, folder) {
    return folder === '' || (0,wildcards/* mayMatchBelow */.qM)(rule.path, asBytes(folder).split('/'));
}
/** Converts each UTF-8 byte of the text to one character. ASCII text stays the same. */
function asBytes(text) {
    return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}
/** @returns undefined if the pattern is not valid and never matches in Git. */
function readNames(pattern) {
    const characters = [...pattern];
    const names = [];
    let units = [];
    // Two or more stars between slashes match any number of folders. Elsewhere, they are one star.
    const depth = /\*{2,}(\\?\/|$)/y;
    for (let index = 0; index <= pattern.length;) {
        depth.lastIndex = index;
        const [stars, after] = units.length === 0 ? (depth.exec(pattern) ?? []) : [];
        if (stars !== undefined) {
            // At the end, they match everything in a folder, but not the folder itself. If the slash is escaped, Git requires
            // one folder.
            names.push(wildcards/* ANY_DEPTH */.$u, ...(after === '/' ? [] : [wildcards/* anyName */.kO]));
            index += stars.length + (after === '' ? 1 : 0);
            continue;
        }
        const separator = /^\\?\//.exec(pattern.slice(index, index + 2))?.[0];
        if (separator !== undefined || index === pattern.length) {
            names.push((0,wildcards/* namePattern */._u)(units));
            units = [];
            index += separator?.length ?? 1;
            continue;
        }
        const next = (0,wildcards/* readUnit */.H_)(characters, index);
        if (next === undefined)
            return undefined;
        units.push(next.unit);
        index = next.end;
    }
    return names;
}

;// CONCATENATED MODULE: ./build/source/rules/actor-ignore.js



const undecided = { kind: 'undecided' };
/**
 * Applies the rules of `.gitignore`, with one difference: a `!` line includes a file even if Git ignores it or a parent
 * folder. `node_modules` and other folders that are excluded by default are included only by a line that contains their
 * name.
 * @param files starting with the outermost.
 */
function createActorIgnore(files, actorFolder) {
    const hasRules = files.some(({ rules }) => rules.length > 0);
    const judged = new Map([['', undecided]]);
    const judgeFolder = (folder) => {
        const known = judged.get(folder);
        if (known !== undefined)
            return known;
        const found = judgeAt(folder, true);
        judged.set(folder, found);
        return found;
    };
    const judgeAt = (name, isFolder) => {
        const parent = name.slice(0, Math.max(name.lastIndexOf('/'), 0));
        const around = judgeFolder(parent);
        if (around.kind === 'excluded')
            return around;
        // A line for an environment, such as venv, also includes the default-excluded folders in it.
        const isInNamed = around.kind === 'included-again' && excludedFolder(parent, nameBelow(actorFolder, parent)) !== undefined;
        const closed = around.closed ?? (isInNamed ? undefined : excludedFolderAt(name, nameBelow(actorFolder, name)));
        const found = findRule(filesFor(closed), name, isFolder);
        if (found !== undefined)
            return { kind: found.rule.negated ? 'included-again' : 'excluded', ...found };
        return closed === undefined ? around : { kind: 'undecided', closed };
    };
    const filesFor = (closed) => {
        if (closed === undefined)
            return files;
        const applies = ({ negated, text }) => !negated || text.includes(closed);
        return files.map(({ folder, rules }) => ({ folder, rules: rules.filter(applies) }));
    };
    return {
        hasRules,
        /** Whether any line begins with `!`. */
        includesAgain: files.some(({ rules }) => rules.some(({ negated }) => negated)),
        /** @param name of a file, relative to the upload root. */
        judge: (name) => (hasRules ? judgeAt(name, false) : undecided),
        /** Whether anything in the folder may be included again. */
        mayIncludeIn: (folder) => {
            const { kind, closed } = judgeFolder(folder);
            if (kind !== 'undecided')
                return kind === 'included-again';
            return filesFor(closed).some((file) => {
                const below = folder === file.folder ? '' : nameBelow(file.folder, folder);
                // The rules may be for a subfolder of this folder.
                if (below === undefined)
                    return `${file.folder}/`.startsWith(folder === '' ? '' : `${folder}/`);
                return file.rules.some((rule) => rule.negated && mayRuleMatchBelow(rule, below));
            });
        },
    };
}
/**
 * Returns sample names of files that `.actorignore` would include even if Git ignored them, at least one for each way
 * to do so. Samples are needed because files that a build step generates do not exist yet.
 */
function sampleReincluded(actorIgnore, gitIgnoreFiles) {
    const rules = parseIgnoreRules(actorIgnore);
    const ignore = createActorIgnore([{ folder: '', rules }], '');
    if (!ignore.includesAgain)
        return [];
    const negated = rules.filter((rule) => rule.negated);
    const ignored = gitIgnoreFiles.flatMap(({ folder, bytes }) => parseIgnoreRules(bytes)
        .filter((rule) => !rule.negated)
        .map((rule) => (folder === '' ? sampleOf(rule) : `${folder}/${sampleOf(rule)}`)));
    // A line without a slash also matches in ignored folders. A full name is only meant for a file that an earlier line
    // excludes (`*.md`, then `!README.md`).
    const anywhere = negated.filter(({ text }) => /^[^/]*[*?[][^/]*\/?$/.test(text)).map(sampleOf);
    const samples = [
        ...negated.map(sampleOf),
        ...ignored,
        ...ignored.flatMap((folder) => anywhere.map((name) => `${folder}/${name}`)),
    ];
    return [...new Set(samples.flatMap((name) => [name, `${name}/x`]))].filter((name) => ignore.judge(name).kind === 'included-again');
}
/** Returns a name that the rule matches in most cases. */
function sampleOf({ text, negated }) {
    return (negated ? text.slice(1) : text)
        .replace(/^\/|\/$/g, '')
        .replaceAll('**/', '')
        .replaceAll(/\\(.)|\[[!^]?\]?(.)[^\]]*\]|\*+|\?/g, (_mark, escaped, member) => escaped ?? member ?? 'x');
}

;// CONCATENATED MODULE: ./build/actions/discover/senders-of-ignored.js





/** Size limit in bytes. A deployment also rejects a larger `.actorignore`. */
const MAX_IGNORE_BYTES = 1024 ** 2;
/** Finds the folders of Actors whose `.actorignore` may include files that Git ignores. */
async function findSendersOfIgnored(local, tracked, actors) {
    const sampled = await Promise.all(actors.map(async (actor) => ({ ...actor, names: await sampleIgnoredFiles(local.workspace, tracked, actor) })));
    const names = sampled.flatMap((actor) => actor.names);
    if (names.length === 0)
        return new Set();
    // If Git fails, assumes that it ignores all of them.
    const ignored = (await listIgnored(local, names)) ?? new Set(names);
    const senders = sampled.filter((actor) => actor.names.some((name) => ignored.has(name)));
    return new Set(senders.map(({ folder }) => folder));
}
/** Returns sample names of files, relative to the workspace root, that would be deployed even if Git ignores them. */
async function sampleIgnoredFiles(workspace, tracked, { folder, uploadRoot }) {
    const read = async (file) => {
        const found = await readWorkspaceFile(workspace, external_node_path_.join(workspace, file), MAX_IGNORE_BYTES);
        return found.kind === 'read' ? found.bytes : Buffer.alloc(0);
    };
    const names = [];
    for (const root of new Set([folder, uploadRoot])) {
        const file = external_node_path_.posix.join(root, '.actorignore');
        const rules = tracked.has(file) ? await read(file) : undefined;
        if (rules?.includes('!') !== true)
            continue;
        const gitIgnoreFiles = [...tracked]
            .filter((name) => external_node_path_.posix.basename(name) === '.gitignore')
            .map((name) => ({ name, at: name.slice(0, -'/.gitignore'.length) }))
            .filter(({ at }) => (0,deployment_places/* isWithin */.UO)(root, at) || (0,deployment_places/* isWithin */.UO)(at, root))
            .map(async ({ name, at }) => ({
            folder: (0,deployment_places/* isWithin */.UO)(root, at) ? '' : external_node_path_.posix.relative(root, at),
            bytes: await read(name),
        }));
        names.push(...sampleReincluded(rules, await Promise.all(gitIgnoreFiles)).map((name) => external_node_path_.posix.join(root, name)));
    }
    return names;
}

;// CONCATENATED MODULE: ./build/actions/discover/find-actors.js












/**
 * Finds folders with `.actor/actor.json`, and other paths that their deployments read.
 * @returns the Actors that the `actors` input selects, sorted by folder, and the folders of all Actors.
 */
async function findActors(local, tracked, patterns) {
    const known = new Set(tracked.paths);
    const candidates = [...new Set(tracked.paths.flatMap((file) => (0,affected/* actorFolderOf */.H8)(file) ?? []))].sort();
    const isIncluded = (folder) => (0,path_patterns/* lastMatching */.ub)(patterns, folder)?.excludes === false;
    const read = await readActors(local.workspace, candidates.filter(isIncluded), (file) => known.has(file));
    const readFolders = new Set(read.map(({ folder }) => folder));
    const folders = candidates.filter((folder) => readFolders.has(folder) || !isIncluded(folder));
    const senders = await findSendersOfIgnored(local, known, read);
    const readsOf = findReads(local.workspace, tracked.links, folders);
    const actors = read.map((actor) => {
        return { ...actor, reads: readsOf(actor), sendsIgnoredFiles: senders.has(actor.folder) };
    });
    return { actors, folders };
}
/** The number of files to open in parallel. */
const CONCURRENCY = 64;
/**
 * Reads the Actors. An invalid actor.json does not affect the other Actors. Skips a folder without actor.json unless
 * Git tracks the file.
 */
async function readActors(workspace, folders, isTracked) {
    const actors = [];
    for (let at = 0; at < folders.length; at += CONCURRENCY) {
        const part = folders.slice(at, at + CONCURRENCY).map((folder) => readActor(workspace, folder, isTracked));
        actors.push(...(await Promise.all(part)).filter((actor) => actor !== undefined));
    }
    return actors;
}
async function readActor(workspace, folder, isTracked) {
    const place = { workspace, workingDirectory: external_node_path_.join(workspace, folder) };
    const file = external_node_path_.posix.join(folder, '.actor/actor.json');
    let actor = {
        folder,
        name: external_node_path_.posix.basename(folder) || external_node_path_.basename(workspace),
        version: '',
        buildTag: '',
        title: '',
        ...(0,deployment_places/* deploymentPlaces */.iV)(folder, { references: [] }, isTracked),
    };
    const wrong = (problem, hint) => {
        return { ...actor, problem: new build_errors/* ActionError */.lZ(`${(0,build_text/* visible */.RK)(file)} ${problem}`, { hint, place: { file } }) };
    };
    try {
        const text = await read_actor_json_readActorJson(place);
        if (text === undefined) {
            if (!isTracked(file))
                return undefined;
            const hint = 'Check it out: a sparse checkout may exclude it.';
            return wrong('is tracked by Git, but it is not in the checkout', hint);
        }
        // An error in one property does not affect the others.
        const json = parseLeniently(text);
        actor = { ...actor, ...(0,deployment_places/* deploymentPlaces */.iV)(folder, { ...json, references: listReferences(json) }, isTracked) };
        const replaced = { name: false, version: false, buildTag: false };
        const definition = await parseActorDefinition(text, file, { replaced, replacedEnvVars: new Set() });
        const { name, version = '', buildTag = '', title = '' } = definition;
        actor = { ...actor, version, buildTag, title };
        if (name !== undefined)
            return { ...actor, name };
        return wrong('has no "name"', 'Add a name, or set the actor-id input of the deploy action.');
    }
    catch (error) {
        if (!(error instanceof build_errors/* ActionError */.lZ))
            throw error;
        return { ...actor, problem: error };
    }
}
/** Returns the properties of actor.json; none if it is not a JSON object. */
function parseLeniently(text) {
    try {
        const parsed = JSON.parse(text);
        return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
    }
    catch {
        return {};
    }
}
/** Finds the paths outside an Actor's folder, other than the Docker context, that its deployment reads. */
function findReads(workspace, trackedLinks, actorFolders) {
    const links = readTrackedLinks(workspace, trackedLinks);
    const folders = new Set(actorFolders);
    return ({ folder, context, namedFiles, uploadRoot }) => {
        // Uses the same rule as for files in the Docker context.
        const counts = (link) => {
            const innermost = (0,affected/* foldersAbove */.Zv)(link).find((above) => folders.has(above));
            if (innermost === undefined)
                return !(0,built_in_ignore/* isIgnoredByDefault */.j)(link);
            return (0,deployment_places/* isWithin */.UO)(innermost, folder) || (0,deployment_places/* isWithin */.UO)(folder, innermost);
        };
        const places = [folder, ...namedFiles, ...(context === undefined ? [] : [context])];
        const rules = external_node_path_.posix.join(uploadRoot, '.actorignore');
        return [...namedFiles, rules, ...links(places, counts)].filter((place) => !(0,deployment_places/* isWithin */.UO)(place, folder));
    };
}

;// CONCATENATED MODULE: ./build/actions/discover/survey.js













/**
 * Finds the Actors and the changed files.
 * @throws ActionError if the workspace is empty or a pattern does not match anything.
 */
async function survey({ environment, workspace }, inputs, canceled) {
    // If one of them fails, the others are stopped.
    const stop = new AbortController();
    const prefix = prefixOf(workspace);
    const signal = AbortSignal.any([canceled, stop.signal]);
    const local = { git: (0,git/* createGit */.lD)(environment), workspace, prefix, signal };
    try {
        const run = await readGitHubRun(environment);
        const { base, changedOnly, gitHubToken } = inputs;
        const [tracked, foundChanges] = await Promise.all([
            listTrackedFiles(local),
            changedOnly
                ? findChanges({ run, base, local, gitHubToken, clock: systemClock })
                : { changes: everything('the input changed-only is false'), diagnostics: [] },
        ]);
        // If the surrounding repository does not track an Actor in the workspace, it is not the checkout.
        const isCheckedOut = prefix === '' || tracked?.paths.some((file) => (0,affected/* actorFolderOf */.H8)(file) !== undefined) === true;
        const listed = tracked !== undefined && isCheckedOut
            ? { files: tracked, isBelowWorkspace: false, diagnostics: [] }
            : await listWithoutGit(local);
        const found = await findActors(local, listed.files, inputs.actors);
        const changes = listed.isBelowWorkspace && foundChanges.changes.kind === 'files'
            ? checkedOutElsewhere
            : await findRenamedActors(local, foundChanges.changes, found);
        const paths = changes.kind === 'files' ? changes.files.map((file) => file.path) : [];
        checkMatches([
            ['actors', inputs.actors, [...found.folders, ...paths.flatMap((file) => (0,affected/* actorFolderOf */.H8)(file) ?? [])]],
            ['shared', inputs.shared, [...listed.files.paths, ...paths]],
        ]);
        return {
            found,
            changes,
            diagnostics: [
                ...foundChanges.diagnostics,
                ...listed.diagnostics,
                ...findNamesakes(found.actors),
                ...(found.folders.length === 0 ? [noActors] : []),
            ],
        };
    }
    finally {
        stop.abort();
    }
}
const checkedOutElsewhere = everything('the checkout is not at the root of the workspace, so changed files cannot be assigned to Actors', 'Remove the path input of actions/checkout.');
const noActors = {
    level: 'warning',
    message: 'No Actor folder was found: Git does not track a .actor/actor.json in this workspace. Commit the file, and run actions/checkout before this step.',
};
async function listWithoutGit({ workspace, signal }) {
    const { repositories, unreadable, ...files } = await listWorkspaceFiles(workspace, signal);
    if (files.paths.length === 0 && repositories.length === 0) {
        throw new build_errors/* ActionError */.lZ('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
    }
    const except = unreadable.length === 0 ? '' : `, except ${(0,build_text/* listSome */.XT)(unreadable.map(showFolder))} (not readable)`;
    const message = `Git could not list the tracked files, so every folder was searched for Actors${except}`;
    const warning = { level: 'warning', message };
    // If the checkout is a subfolder of the workspace, the workspace paths of changed files are unknown.
    return { files, isBelowWorkspace: repositories.length > 0, diagnostics: [warning] };
}
/** Marks the actor.json of a missing folder as renamed if another Actor has its name now. */
async function findRenamedActors(local, changes, { actors, folders }) {
    if (changes.kind === 'everything' || changes.by !== 'local Git')
        return changes;
    const present = new Set(folders);
    const removed = changes.files.flatMap(({ path, removed: isRemoved }) => {
        const folder = (0,affected/* actorFolderOf */.H8)(path);
        return isRemoved && folder !== undefined && !present.has(folder) ? [path] : [];
    });
    if (removed.length === 0)
        return changes;
    const texts = await readFilesAt(local, changes.base, removed);
    // An Actor may have been moved to an excluded folder.
    const read = new Set(actors.map(({ folder }) => folder));
    const excluded = await readActors(local.workspace, folders.filter((folder) => !read.has(folder)), () => true);
    const folderByName = new Map([...excluded, ...actors].map(({ name, folder }) => [name, folder]));
    const files = changes.files.map((file) => {
        const { name } = parseLeniently(texts.get(file.path) ?? '');
        const folder = typeof name === 'string' ? folderByName.get(name) : undefined;
        return folder === undefined ? file : { ...file, renamedTo: external_node_path_.posix.join(folder, '.actor/actor.json') };
    });
    return { ...changes, files };
}
/** @throws ActionError for patterns that do not match anything, because a typo would silently exclude Actors. */
function checkMatches(inputs) {
    const mistakes = inputs.flatMap(([input, patterns, names]) => {
        const isUnmatched = ({ excludes, text, matches }) => !excludes && text !== '**' && !names.some((name) => matches(name));
        return patterns.filter(isUnmatched).map(({ text }) => {
            const thing = input === 'actors' ? 'Actor folder' : 'file';
            const braces = text.includes('{') ? ' Braces are matched literally: write one line for each alternative.' : '';
            return new build_errors/* ActionError */.lZ(`The pattern ${(0,build_text/* visible */.RK)(text)} in the ${input} input does not match any ${thing}`, {
                hint: `Correct or remove the line. Patterns start at the root of the repository.${braces}`,
            });
        });
    });
    if (mistakes.length > 0)
        throw (0,build_errors/* combineErrors */.Lt)(mistakes, 'patterns do not match anything');
}

;// CONCATENATED MODULE: ./build/actions/discover/main.js









/** Runs the action. Sets the exit code to 1 if it fails. */
function main_run() {
    const initial = { compared: '', decisions: [], deleted: [], diagnostics: [] };
    return runAction({ initial, loadSummary: () => __nccwpck_require__.e(/* import() */ 593).then(__nccwpck_require__.bind(__nccwpck_require__, 7593)) }, discover);
}
async function discover({ raw, report, state, cancellation }) {
    const inputs = readDiscoverInputs(raw);
    const { workspace } = await findWorkspace(raw.workspace, '.');
    const { found, changes, diagnostics } = await survey({ ...raw, workspace }, inputs, cancellation.signal);
    state.report(...diagnostics);
    const decided = (0,decide/* decide */.L)(changes, found, inputs);
    const compared = formatComparison(changes);
    await report.group('Changes', async () => logChanges(report, compared, changes));
    await report.group('Actors', async () => logDecisions(report, decided));
    // The same sentence is at the top of the summary.
    if (changes.kind === 'everything' && changes.hint !== undefined)
        report.print({ level: 'warning', message: compared });
    const { decisions, deleted } = decided;
    const affected = decisions.filter(({ isAffected }) => isAffected);
    const affectedFolders = new Set(affected.map(({ folder }) => folder));
    state.report(...unaffectedFiles(decided), ...explainProblems(found.actors, ({ folder }) => affectedFolders.has(folder)));
    report.outputs(outputsOf(affected));
    report.line(`${affected.length} of ${(0,build_text/* formatCount */.B4)(decisions.length, 'Actor')} affected`);
    state.record({ compared, decisions, deleted });
}
function formatComparison(changes) {
    if (changes.kind === 'everything') {
        const { why, detail, hint } = changes;
        const sentence = `All Actors are affected, because ${why}${detail === undefined ? '' : ` (${detail})`}`;
        return hint === undefined ? sentence : `${sentence}. ${hint}`;
    }
    const { base, head, by, files } = changes;
    return `Compared ${shorten(base)} with ${shorten(head)} by ${by}: ${(0,build_text/* formatCount */.B4)(files.length, 'changed file')}`;
}
function shorten(commit) {
    return (0,answers/* isCommitHash */.EX)(commit) ? commit.slice(0, 7) : (0,build_text/* visible */.RK)(commit);
}
const MAX_LOGGED = 100;
function logChanges(report, compared, changes) {
    report.line(compared);
    if (changes.kind === 'everything')
        return;
    for (const { path, removed } of changes.files.slice(0, MAX_LOGGED)) {
        report.line(`  ${(0,build_text/* visible */.RK)(path)}${removed ? ' (deleted)' : ''}`);
    }
    if (changes.files.length > MAX_LOGGED)
        report.line(`  and ${changes.files.length - MAX_LOGGED} more`);
}
function logDecisions(report, { decisions, deleted }) {
    for (const { folder, isAffected, reason, files } of decisions) {
        if (!isAffected)
            continue;
        const named = files.length === 0 ? '' : ` (${(0,build_text/* listSome */.XT)(files.map(build_text/* visible */.RK), 3)})`;
        report.line(`${showFolder(folder)}: affected, ${reason}${named}`);
    }
    for (const folder of deleted)
        report.line(`${showFolder(folder)}: ${decide/* DELETED */.U}`);
    const rest = decisions.filter(({ isAffected }) => !isAffected);
    if (rest.length > 0)
        report.line(`Not affected: ${(0,build_text/* formatCount */.B4)(rest.length, 'Actor')}`);
}
/** Lists these files, because they may reveal a pattern that is missing in `shared`. */
function unaffectedFiles({ unaffectedFiles: files }) {
    if (files.length === 0)
        return [];
    const verb = files.length === 1 ? 'affects' : 'affect';
    const message = `${(0,build_text/* formatCount */.B4)(files.length, 'changed file')} ${verb} no Actor: ${(0,build_text/* listSome */.XT)(files.map(build_text/* visible */.RK))}`;
    return [{ level: 'info', message }];
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   $j: () => (/* binding */ problemsError),
/* harmony export */   Lt: () => (/* binding */ combineErrors),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   fC: () => (/* binding */ traceOf),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   ul: () => (/* binding */ collectErrors),
/* harmony export */   xQ: () => (/* binding */ isNowhere)
/* harmony export */ });
/* unused harmony exports sortProblems, withWarnings, keepError, messageToGoOn */
/** An error that stops the run and that the user can fix. */
class ActionError extends Error {
    name = 'ActionError';
    hint;
    place;
    /** The problems in JSON files that this error lists, and related warnings. */
    problems;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? undefined : { cause: more.cause });
        this.hint = more.hint;
        this.place = more.place;
        this.problems = more.problems ?? [];
    }
}
/** The maximum number of problems in a message. */
const MOST_LISTED = 10;
/** Combines problems in files into one error, sorted by position. */
function problemsError(problems) {
    const sorted = sortProblems(problems);
    const [first] = sorted;
    if (first === undefined)
        throw new TypeError('There is no problem to report');
    const { file, line, column } = first;
    const more = { place: { file, line, column }, problems: sorted };
    if (sorted.length === 1)
        return new ActionError(`${file}: ${first.message}`, { ...more, hint: first.hint });
    const files = new Set(sorted.map((problem) => problem.file));
    const isOneFile = files.size === 1;
    const lines = listProblems(sorted, (problem) => `- ${isOneFile ? '' : `${problem.file}, `}line ${problem.line}: `);
    const title = isOneFile
        ? `${file} has ${sorted.length} mistakes`
        : `${files.size} files have ${sorted.length} mistakes`;
    return new ActionError(`${title}:\n${lines.join('\n')}`, more);
}
/** Sorts problems by file and position. */
function sortProblems(problems) {
    const files = [...new Set(problems.map(({ file }) => file))];
    return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
/** Returns the same error with warnings about the same files. */
function withWarnings(error, warnings) {
    if (warnings.length === 0)
        return error;
    const { message, hint, place, cause, problems } = error;
    return new ActionError(message, { hint, place, cause: cause ?? error, problems: [...problems, ...warnings] });
}
/**
 * Combines several errors and their hints into one error. Returns a single error unchanged.
 * @param title a plural noun phrase with its verb: `inputs are not valid`.
 */
function combineErrors(errors, title) {
    const [first] = errors;
    if (first !== undefined && errors.length === 1)
        return first;
    const count = errors.reduce((sum, { problems }) => sum + Math.max(1, problems.length), 0);
    const lines = errors.flatMap(({ message, hint, problems }) => problems.length === 0
        ? [`- ${message}${hint === undefined ? '' : `. ${hint}`}`]
        : listProblems(problems, ({ file, line }) => `- ${file}, line ${line}: `));
    return new ActionError(`${count} ${title}:\n${lines.join('\n')}`, {
        problems: errors.flatMap(({ problems }) => problems),
        cause: first,
    });
}
function listProblems(problems, start) {
    const lines = problems.slice(0, MOST_LISTED).map((problem) => `${start(problem)}${problem.message}. ${problem.hint}`);
    return problems.length > MOST_LISTED ? [...lines, `- and ${problems.length - MOST_LISTED} more`] : lines;
}
/** Returns a `catch` callback that adds an ActionError to the list and rethrows all other errors. */
function keepError(errors) {
    return (error) => {
        if (!(error instanceof ActionError))
            throw error;
        errors.push(error);
        return undefined;
    };
}
/** Returns a function that runs a step and adds its ActionError to the list. */
function collectErrors(errors) {
    const keep = keepError(errors);
    return (step) => {
        try {
            return step();
        }
        catch (error) {
            return keep(error);
        }
    };
}
function messageOf(error) {
    return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** Returns the message without a trailing period, so that the sentence can continue. */
function messageToGoOn(error) {
    return messageOf(error).replace(/\.$/, '');
}
/** Returns the code of a system error, such as `ENOENT`, or the message if it has no code. */
function codeOf(error) {
    return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}
/** Returns the stack traces of an error and its causes, for the debug log. */
function traceOf(error) {
    const traces = [];
    // A chain of causes can be circular.
    for (let cause = error; isObject(cause) && traces.length < 20; cause = cause['cause']) {
        traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
    }
    return traces;
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
/**
 * Error codes for paths that do not exist. The last two are for paths that cannot exist: too long, or with a NUL
 * character.
 */
const nowhere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
/** Whether a system error means that a path does not exist. */
function isNowhere(error) {
    return nowhere.has(codeOf(error));
}


/***/ }),

/***/ 9289:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EX: () => (/* binding */ isCommitHash),
/* harmony export */   dR: () => (/* binding */ readField),
/* harmony export */   qE: () => (/* binding */ noAnswer)
/* harmony export */ });
function noAnswer(why, more = {}) {
    return { kind: 'no-answer', why, ...more };
}
/** A full SHA-1 or SHA-256 hash. */
function isCommitHash(text) {
    return typeof text === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/** Reads the value at these keys of a response or payload, which may have any structure. */
function readField(payload, ...keys) {
    return keys.reduce((value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined), payload);
}


/***/ }),

/***/ 1060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Size limit in bytes, much longer than any path. */
const MAX_GIT_FILE_BYTES = 64 * 1024;
/**
 * Finds the innermost repository around a folder by looking for `.git` only. Git itself also accepts a folder that
 * looks like a bare repository, and such a folder can be committed.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
function findRepository(folder) {
    for (let workTree = folder;; workTree = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree)) {
        const gitDir = gitDirOf(workTree);
        if (gitDir !== undefined)
            return { gitDir, workTree };
        if (workTree === node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree))
            return undefined;
    }
}
/** Returns the Git folder of a work tree; undefined if its `.git` does not lead to one. */
function gitDirOf(workTree) {
    const dotGit = node_path__WEBPACK_IMPORTED_MODULE_1__.join(workTree, '.git');
    const stats = statOf(dotGit);
    if (stats === undefined)
        return undefined;
    if (stats.isDirectory())
        return isGitDir(dotGit) ? dotGit : undefined;
    if (!stats.isFile() || stats.size > MAX_GIT_FILE_BYTES)
        return undefined;
    // Submodules and worktrees have a `.git` file that contains the path of the folder.
    const [, target] = /^gitdir: (.+?)[\r\n]*$/s.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(dotGit, 'utf8')) ?? [];
    if (target === undefined)
        return undefined;
    const gitDir = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workTree, target);
    return isGitDir(gitDir) ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(gitDir) : undefined;
}
function isGitDir(folder) {
    const has = (name) => statOf(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, name)) !== undefined;
    return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}
function statOf(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(place, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S1: () => (/* binding */ checkGitPath),
  lD: () => (/* binding */ createGit),
  oP: () => (/* binding */ isGitPath)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = process.getBuiltinModule("node:child_process");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
;// CONCATENATED MODULE: ./build/runner/git.js





/**
 * Settings on the command line take precedence over those in files. A repository's settings can specify programs (a
 * file system monitor, hooks, a program that checks signatures), and these settings prevent all of them from running.
 * They also make Git treat names the same on every system: rules are case-sensitive, and the decomposed letters of
 * macOS stay unchanged.
 */
const settings = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'log.showSignature=false',
    'gpg.program=false',
    'diff.external=',
    'core.ignoreCase=false',
    'core.precomposeUnicode=false',
    'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);
/** The only variables that Git gets from the step's environment. Others may be secrets or may redirect Git. */
const passedVariables = new Set([
    ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH'],
    ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'],
    ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
]);
const TIME_LIMIT_MS = 2 * 60 * 1000;
/**
 * Creates the `git` function that all stages use. Git only reads, without locks, prompts, hooks or network access, and
 * prints messages in English.
 * @param environment the step's environment.
 */
function createGit(environment, { timeLimitMs = TIME_LIMIT_MS } = {}) {
    const env = {
        ...Object.fromEntries(Object.entries(environment).filter(([name]) => passedVariables.has(name.toUpperCase()))),
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        // Prevents a partial clone from fetching missing objects. The first variable is for Git 2.45 and later, the second
        // for all versions.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
    };
    return async (args, options) => {
        const repository = (0,git_repository/* findRepository */.W)(options.cwd);
        if (repository === undefined)
            return noRepository;
        const { gitDir, workTree } = repository;
        // Naming the repository disables Git's check of its owner. In a container, the checkout belongs to another user.
        const named = [`--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-C', options.cwd];
        return await run([...named, ...settings, ...args], { ...options, env, timeLimitMs, command: commandOf(args) });
    };
}
function commandOf(args) {
    return args.find((argument) => !argument.startsWith('-')) ?? '';
}
const noRepository = { kind: 'failed', exitCode: 128, stderr: 'fatal: not a git repository' };
function run(args, { env, input, signal, timeLimitMs, command }) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        let git;
        try {
            // Windows first looks for programs in the current folder, which must therefore never be the checkout.
            const cwd = external_node_path_.dirname(process.execPath);
            const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
            git = (0,external_node_child_process_namespaceObject.spawn)('git', args, { cwd, env, stdio: [...stdio], windowsHide: true });
        }
        catch (error) {
            resolve({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) });
            return;
        }
        const stop = (reason) => {
            reject(reason);
            git.kill('SIGKILL');
            // A child process of Git may keep its output open.
            git.stdout?.destroy();
            git.stderr?.destroy();
        };
        const onAbort = () => stop(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        const timer = setTimeout(() => stop(tookTooLong(command, timeLimitMs)), timeLimitMs);
        const end = (result) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', onAbort);
            resolve(result);
        };
        const stdout = collect(git.stdout);
        const stderr = collect(git.stderr);
        git.stdin?.on('error', () => { }); // Git may exit before it has read everything. Only its exit code matters.
        git.stdin?.end(input);
        git.on('error', (error) => end({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) }));
        git.on('close', (exitCode) => {
            const messages = Buffer.concat(stderr).toString().trim();
            if (exitCode === 0)
                end({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: messages });
            else
                end({ kind: 'failed', exitCode, stderr: messages });
        });
    });
}
function tookTooLong(command, ms) {
    return new errors/* ActionError */.lZ(`git ${(0,build_text/* visible */.RK)(command)} did not finish within ${ms / 1000} seconds and was stopped`, {
        hint: "Check that the disk with the checkout responds, and that neither a .gitignore file nor a file in Git's settings is a pipe.",
    });
}
/** False if the path is absolute or has a `.` or `..` segment. */
function isGitPath(name, { sep } = external_node_path_) {
    const leadsElsewhere = sep === '\\' ? /^[\\/]|^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i : /^\/|(?:^|\/)\.{0,2}(?:\/|$)/;
    // The name of a folder ends with a slash.
    return !leadsElsewhere.test(name.endsWith('/') ? name.slice(0, -1) : name);
}
/**
 * Checks a path that Git returned: a manipulated index can contain paths that lead elsewhere.
 * @throws ActionError if it is not a path inside the repository.
 */
function checkGitPath(name) {
    if (isGitPath(name))
        return;
    throw new errors/* ActionError */.lZ(`Git returned the path "${(0,build_text/* visible */.RK)(name)}", which is not a path inside the repository`, {
        hint: 'Check out the repository again. Its index is damaged, or another program changed it.',
    });
}
function collect(stream) {
    const chunks = [];
    stream?.on('data', (chunk) => chunks.push(chunk));
    return chunks;
}


/***/ }),

/***/ 6055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   iV: () => (/* binding */ deploymentPlaces)
/* harmony export */ });
/* unused harmony exports showPath, isRelative */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(977);


/** Formats a path in actor.json for messages. */
function showPath(written) {
    return `"${visible(written)}"`;
}
/**
 * @param paths from actor.json. The type of `dockerContextDir` has not been checked.
 * @param exists whether a file exists.
 */
function deploymentPlaces(folder, paths, exists) {
    const references = paths.references.map((reference) => placeReference(folder, reference, exists));
    const { dockerContextDir } = paths;
    const context = typeof dockerContextDir === 'string' && isRelative(dockerContextDir)
        ? placeOf(folder, '.actor', dockerContextDir)
        : folder;
    const dockerfile = references.find(({ keys, exists: isThere }) => keys[0] === 'dockerfile' && isThere);
    const withDockerfile = dockerfile?.place === undefined ? folder : node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(dockerfile.place);
    // A missing file may be created at either of the two paths.
    const named = references.flatMap(({ place, exists: isThere, written }) => place === undefined ? [] : isThere ? [place] : [place, placeOf(folder, '', written)]);
    const isOutside = (place) => !isWithin(place, folder);
    return {
        context: isOutside(context) ? context : undefined,
        uploadRoot: commonFolder(folder, commonFolder(context, withDockerfile)),
        namedFiles: [...new Set(named)].filter((place) => isOutside(place) && isWithin(place, '')),
        references,
    };
}
/** Resolves a path relative to `.actor/` or, if there is no such file, relative to the Actor's folder. */
function placeReference(folder, reference, exists) {
    const { written } = reference;
    const [place, other] = isRelative(written)
        ? ['.actor', '']
            .map((below) => placeOf(folder, below, written))
            .map((found) => (isWithin(found, '') ? found : undefined))
        : [];
    if (place !== undefined && exists(place))
        return { ...reference, place, exists: true };
    if (other !== undefined && exists(other)) {
        const correction = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative('.actor', node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(written));
        return { ...reference, place: other, exists: true, correction };
    }
    return { ...reference, place, exists: false };
}
/** Rejects `\` and `:` on Windows, where they separate folders and drives, so that such a path could lead anywhere. */
function isRelative(written) {
    return !node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(written) && (node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '/' || !/[\\:]/.test(written));
}
function commonFolder(a, b) {
    if (a === b)
        return a;
    const other = b.split('/');
    const parts = a.split('/');
    const end = parts.findIndex((part, index) => part !== other[index]);
    return end === -1 ? a : parts.slice(0, end).join('/');
}
function isWithin(place, folder) {
    if (folder === '')
        return place !== '..' && !place.startsWith('../');
    return place === folder || place.startsWith(`${folder}/`);
}
/** Joins POSIX paths; the result is empty for the root. */
function placeOf(folder, below, written) {
    const place = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(folder, below, written).replace(/\/$/, '');
    return place === '.' ? '' : place;
}


/***/ }),

/***/ 6613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ readPathPatterns),
/* harmony export */   Ls: () => (/* binding */ onlyExclude),
/* harmony export */   ub: () => (/* binding */ lastMatching)
/* harmony export */ });
/* unused harmony export parsePathPattern */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(977);
/* harmony import */ var _wildcards_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4515);




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
    const written = node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '\\' ? rest.replaceAll('\\', '/') : rest;
    const segments = written.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) {
        const hint = 'Write the path without "..". To include files from elsewhere, put a link to them into the folder.';
        throw wrong(input, line, 'contains ".."', hint);
    }
    // A trailing `**` matches a folder and everything in it, which is true of every pattern.
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
    for (let index = 0; index < characters.length;) {
        const literal = { unit: characters[index] ?? '', end: index + 1 };
        const { unit, end, isEmpty } = (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .readUnit */ .H_)(characters, index) ?? literal;
        if (isEmpty === true) {
            throw wrong(input, line, 'contains an invalid character set', 'Write a set as [abc], [a-z] or [!a-z].');
        }
        units.push(unit);
        index = end;
    }
    const stars = units.filter((unit) => unit === _wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .STAR */ .Vw).length;
    if (stars > MAX_STARS) {
        const hint = 'Use fewer "*", or "**" between slashes for any number of folders.';
        throw wrong(input, line, `contains more than ${MAX_STARS} "*" between two slashes`, hint);
    }
    return (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_3__/* .namePattern */ ._u)(units);
}
function wrong(input, line, problem, hint) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(`The pattern "${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(line)}" in the ${input} input ${problem}`, { hint });
}


/***/ }),

/***/ 4515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ matchesPath),
/* harmony export */   $u: () => (/* binding */ ANY_DEPTH),
/* harmony export */   H_: () => (/* binding */ readUnit),
/* harmony export */   Vw: () => (/* binding */ STAR),
/* harmony export */   _u: () => (/* binding */ namePattern),
/* harmony export */   kO: () => (/* binding */ anyName),
/* harmony export */   qM: () => (/* binding */ mayMatchBelow),
/* harmony export */   s$: () => (/* binding */ pathPattern)
/* harmony export */ });
/**
 * Matches names against patterns with stars. The part between two stars has a fixed length, so its leftmost match is
 * always sufficient. Nothing is tried twice, and the number of steps is at most the product of both lengths. A regular
 * expression such as `*a*a*a*b` could take exponential time.
 */
const STAR = Symbol('*');
const ANY_DEPTH = Symbol('**');
function namePattern(units) {
    const parts = splitAt(units, STAR);
    const isText = units.every((unit) => typeof unit !== 'function');
    return { parts, texts: isText ? parts.map((part) => part.join('')) : undefined };
}
const anyName = namePattern([STAR]);
function pathPattern(names) {
    return splitAt(names, ANY_DEPTH);
}
function splitAt(items, mark) {
    const parts = [[]];
    for (const item of items) {
        if (item === mark)
            parts.push([]);
        else
            parts.at(-1)?.push(item);
    }
    return parts;
}
function matchesName({ parts, texts }, name) {
    if (texts !== undefined)
        return fits(texts, name.length, (text, start) => name.startsWith(text, start));
    const characters = /[\ud800-\udfff]/.test(name) ? [...name] : name;
    const isUnit = (unit, character = '') => typeof unit === 'string' ? unit === character : unit(character);
    return fits(parts, characters.length, (part, start) => part.every((unit, index) => isUnit(unit, characters[start + index])));
}
function matchesPath(pattern, names) {
    return fits(pattern, names.length, (part, start) => part.every((name, index) => matchesName(name, names[start + index] ?? '')));
}
function mayMatchBelow([first = [], ...rest], folder) {
    const known = first.slice(0, folder.length);
    return (known.every((pattern, index) => matchesName(pattern, folder[index] ?? '')) &&
        (rest.length > 0 || first.length > folder.length));
}
/** Whether the parts are in a list of items in this order, the first one at its start and the last one at its end. */
function fits(parts, length, isAt) {
    const [first, last] = [parts[0], parts.at(-1)];
    if (first === undefined || last === undefined)
        return length === 0;
    if (parts.length === 1)
        return length === first.length && isAt(first, 0);
    const end = length - last.length;
    if (end < first.length || !isAt(first, 0) || !isAt(last, end))
        return false;
    let start = first.length;
    for (const part of parts.slice(1, -1)) {
        while (start + part.length <= end && !isAt(part, start))
            start += 1;
        start += part.length;
        if (start > end)
            return false;
    }
    return true;
}
/** @returns undefined for a set that is not closed or has an unknown class, and for a trailing backslash. */
function readUnit(characters, index) {
    const character = characters[index] ?? '';
    switch (character) {
        case '*':
            return { unit: STAR, end: index + 1 };
        case '?':
            return { unit: () => true, end: index + 1 };
        case '[':
            return readCharacterSet(characters, index);
        case '\\': {
            const escaped = characters[index + 1];
            return escaped === undefined ? undefined : { unit: escaped, end: index + 2 };
        }
        default:
            return { unit: character, end: index + 1 };
    }
}
/** ASCII only, regardless of the locale, as in Git. */
const classes = {
    alnum: '09AZaz',
    alpha: 'AZaz',
    blank: '\t\t  ',
    cntrl: '\0\x1f\x7f\x7f',
    digit: '09',
    graph: '!~',
    lower: 'az',
    print: ' ~',
    punct: '!/:@[`{~',
    space: '\t\n\r\r  ',
    upper: 'AZ',
    xdigit: '09AFaf',
};
/** Reads a set such as `[abc]`, `[a-z]`, `[!a]` or `[[:alpha:]]`. A slash never matches a set. */
function readCharacterSet(characters, start) {
    const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
    const ranges = [];
    let index = start + (negated ? 2 : 1);
    let rangeFrom;
    // A closing bracket at the beginning is part of the set.
    for (let first = true; first || characters[index] !== ']'; first = false) {
        const name = classNameAt(characters, index);
        if (name !== undefined) {
            const ends = classes[name];
            if (ends === undefined)
                return undefined;
            for (let at = 0; at < ends.length; at += 2)
                ranges.push([ends.charCodeAt(at), ends.charCodeAt(at + 1)]);
            index += name.length + '[::]'.length;
            rangeFrom = undefined;
            continue;
        }
        const isRange = characters[index] === '-' && rangeFrom !== undefined && characters[index + 1] !== ']';
        if (isRange)
            index += 1;
        if (characters[index] === '\\')
            index += 1;
        const code = characters[index]?.codePointAt(0);
        if (code === undefined)
            return undefined;
        const from = isRange ? (rangeFrom ?? code) : code;
        ranges.push([from, code]);
        index += 1;
        rangeFrom = isRange ? undefined : code;
    }
    const isIn = (code) => ranges.some(([from, to]) => from <= code && code <= to);
    return {
        unit: (character) => character !== '/' && isIn(character.codePointAt(0) ?? 0) !== negated,
        isEmpty: ranges.some(([from, to]) => from > to),
        end: index + 1,
    };
}
function classNameAt(characters, start) {
    if (characters[start] !== '[' || characters[start + 1] !== ':')
        return undefined;
    const end = characters.indexOf(']', start + 2);
    return end > start + 2 && characters[end - 1] === ':' ? characters.slice(start + 2, end - 1).join('') : undefined;
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   Hj: () => (/* binding */ CUT_MARK),
/* harmony export */   IV: () => (/* binding */ withoutStyle),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   XT: () => (/* binding */ listSome),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   ZI: () => (/* binding */ isJsonDeeperThan),
/* harmony export */   h8: () => (/* binding */ htmlCode),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* unused harmony exports escapeLogLine, formatDuration, formatUsd, capitalize */
/**
 * Escapes external text (file names, API messages, build logs, actor.json, branch names) so that it has no effect where
 * it is printed. The text stays readable.
 */
/** C0 and C1 control characters, and characters that change the text direction or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** Returns one line in which control characters are replaced by escapes such as `\n`. */
function visible(text) {
    return text.replace(CONTROLS, (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Formats a value in a sentence: quoted, on one line. A long value is omitted entirely, because redaction would not
 * find a part of a secret in it.
 */
function quoted(text) {
    return text.length > 100 ? `a string of ${text.length} characters` : `"${visible(text)}"`;
}
/** Marks the end of a string that was cut off. Redaction removes the start of a secret before this mark. */
const CUT_MARK = '…';
/** Color and style, which are the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
/**
 * Escapes a line of another program's log for the step's log. Keeps color and style, and removes other terminal
 * sequences and control characters. Workflow commands have no effect: the runner recognizes `::` at the start of a line
 * (after white space) and `##[` anywhere. It ignores zero-width characters, so a space is inserted into these marks.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function escapeLogLine(line) {
    const parts = line.split(STYLE);
    const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
    return withoutCommands(kept.join(''));
}
/** Removes the color and style that `escapeLogLine` keeps. */
function withoutStyle(line) {
    return line.replace(STYLE, '');
}
function withoutControls(text) {
    return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}
/** Escapes a multiline text for the step's log. */
function escapeLog(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(escapeLogLine)
        .join('\n');
}
function withoutCommands(line) {
    const first = skip(line, 0, { alsoSpace: true });
    const isCommand = line[first] === ':' && line[skip(line, first + 1)] === ':';
    const apart = isCommand ? `${line.slice(0, first)}: ${line.slice(first + 1)}` : line;
    let result = '';
    let shown = 0;
    for (let at = apart.indexOf('#'); at >= 0; at = apart.indexOf('#', at + 1)) {
        const second = skip(apart, at + 1);
        if (apart[second] !== '#' || apart[skip(apart, second + 1)] !== '[')
            continue;
        result += `${apart.slice(shown, second + 1)} `;
        shown = second + 1;
    }
    return result + apart.slice(shown);
}
/** Returns the offset after styles and characters that the runner ignores. */
function skip(line, from, { alsoSpace = false } = {}) {
    let at = from;
    for (;;) {
        const code = line.codePointAt(at) ?? 0;
        // Only styles are left, and they end with an m.
        if (code === 0x1b)
            at = line.indexOf('m', at) + 1;
        else if (code === 0x20 || code === 0x09 ? alsoSpace : code > 0x7f && isSkipped(code, alsoSpace)) {
            at += code > 0xffff ? 2 : 1;
        }
        else
            return at;
    }
}
/** Caches results for non-ASCII characters, because a regular expression for each of them is slow. */
const ignoredCodes = new Map();
function isSkipped(code, alsoSpace) {
    const character = String.fromCodePoint(code);
    if (alsoSpace && character.trim() === '')
        return true;
    const known = ignoredCodes.get(code);
    if (known !== undefined)
        return known;
    const isIgnored = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character);
    ignoredCodes.set(code, isIgnored);
    return isIgnored;
}
function escapeHtml(text) {
    return visible(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
function htmlCode(text) {
    return `<code>${escapeHtml(text)}</code>`;
}
/** Formats at most `most` items, such as `a, b and 3 more`. */
function listSome(items, most = 10) {
    const shown = items.slice(0, most).join(', ');
    return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
function formatCount(count, thing) {
    // Avoids toLocaleString, because its first call takes a fifth of the total startup time.
    const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
    return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}
/** Formats bytes in units of 1,000, like GitHub and Apify Console. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return formatCount(bytes, 'byte');
    const units = ['kB', 'MB', 'GB'];
    const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
    return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}
function formatDuration(ms) {
    if (ms < 1000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    const minutes = `${Math.floor(seconds / 60)} min`;
    return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}
function formatUsd(usd) {
    return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
/** Checks the depth before parsing, without recursion. For text that is not JSON, the result is arbitrary. */
function isJsonDeeperThan(text, levels) {
    // Most strings have too few brackets. Counting them is faster than checking each character.
    if (text.split(/[[{]/, levels + 2).length < levels + 2)
        return false;
    let depth = 0;
    let isInString = false;
    for (let index = 0; index < text.length; index += 1) {
        const character = text[index];
        if (isInString) {
            if (character === '\\')
                index += 1;
            else if (character === '"')
                isInString = false;
        }
        else if (character === '"')
            isInString = true;
        else if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth -= 1;
        if (depth > levels)
            return true;
    }
    return false;
}
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Decodes URL encoding. Returns the text unchanged if its encoding is not valid. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 8445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ limitTime),
/* harmony export */   r3: () => (/* binding */ limitTimeAfter)
/* harmony export */ });
/* unused harmony exports settlesWithin, pause */
/**
 * The longest delay that Node's timers support, in milliseconds.
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Starts a time limit. */
function limitTime(clock, ms) {
    return limitTimeAfter(AbortSignal.abort(), clock, { ms, reason: () => undefined });
}
/** Starts a time limit when `start` is aborted. @param reason returns the reason with which the signal is aborted. */
function limitTimeAfter(start, clock, { ms, reason }) {
    const limit = new AbortController();
    const timer = new AbortController();
    const begin = () => {
        clock.sleep(Math.min(Math.max(0, ms), MAX_TIMER_MS), timer.signal).then(() => limit.abort(reason()), () => { });
    };
    if (start.aborted)
        begin();
    else
        start.addEventListener('abort', begin, { once: true, signal: timer.signal });
    return { signal: limit.signal, end: () => timer.abort() };
}
/** Waits up to `ms` until the promise is settled. @returns whether it is settled. */
async function settlesWithin(promise, ms, clock) {
    const timer = new AbortController();
    const settled = promise.then(() => true, () => true);
    try {
        return await Promise.race([settled, pause(clock, ms, timer.signal).then(() => false)]);
    }
    finally {
        timer.abort();
    }
}
/** Sleeps for `ms`, or until the signal is aborted. */
async function pause(clock, ms, signal) {
    if (ms > 0)
        await clock.sleep(ms, signal).catch(() => { });
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(7590);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
