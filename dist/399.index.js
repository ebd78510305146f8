export const id = 399;
export const ids = [399];
export const modules = {

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
