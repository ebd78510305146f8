export const id = 946;
export const ids = [946];
export const modules = {

/***/ 1946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readFilePatterns: () => (/* binding */ readFilePatterns)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1340);
/* harmony import */ var _path_patterns_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6613);



/**
 * Reads the lines of the `files` input. As in `@actions/glob`, the last line that matches a file decides, so an exclude
 * before its include has no effect. Unlike its walk, matching never looks into folders that Git ignores, and takes no
 * more steps than the product of the lengths of the line and the name.
 * @throws ActionError for a line that is not valid.
 */
function readFilePatterns(lines, workingDirectory) {
    const written = lines.map((line) => (0,_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePathPattern */ .zW)('files', line.trim()));
    const patterns = (0,_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .onlyExclude */ .Ls)(written) ? [(0,_path_patterns_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePathPattern */ .zW)('files', '**'), ...written] : written;
    const above = node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '/' ? workingDirectory : workingDirectory.replaceAll('\\', '/');
    const subject = ({ isAbsolute }, name) => isAbsolute ? (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .placeIn */ .VV)(above, name, node_path__WEBPACK_IMPORTED_MODULE_0__.posix).replace(/^\//, '') : name;
    const matches = (pattern, name) => pattern.matches(subject(pattern, name), { isFile: true });
    return {
        select: (name) => patterns.findLast((pattern) => matches(pattern, name))?.excludes === false,
        // The last line that may match a file below.
        maySelectBelow: (folder) => patterns.findLast((pattern) => {
            const place = subject(pattern, folder);
            return pattern.matches(place) || (!pattern.excludes && pattern.mayMatchBelow(place));
        })?.excludes === false,
        unmatched: (names) => patterns
            .filter((pattern) => !pattern.excludes && pattern.text !== '**' && !names.some((name) => matches(pattern, name)))
            .map(({ text }) => text),
    };
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
