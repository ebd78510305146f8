export const id = 924;
export const ids = [924];
export const modules = {

/***/ 6924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findLogPlace: () => (/* binding */ findLogPlace)
/* harmony export */ });
/* unused harmony export findInstruction */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1857);
/* harmony import */ var _actor_read_actor_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5475);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4565);




const MAX_BYTES = 2 * 1024 ** 2;
/**
 * Finds the file and line of a Dockerfile error that a build log describes; undefined if the file does not contain it.
 * The result is correct only if the build used the same files. Never throws, because it only adds details to another
 * error.
 */
async function findLogPlace(place, folder) {
    try {
        const { dockerfile: named } = (0,_actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(JSON.parse((await (0,_actor_read_actor_json_js__WEBPACK_IMPORTED_MODULE_2__/* .readActorJson */ .q)(folder)) ?? '{}'));
        // The path is relative to `.actor/` or to the Actor's folder.
        const names = typeof named === 'string' ? [node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join('.actor', named), node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(named)] : _actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultPlaces */ .cy.dockerfile;
        for (const name of names) {
            const file = (0,_actor_read_actor_json_js__WEBPACK_IMPORTED_MODULE_2__/* .pathForMessages */ .d)(folder, name);
            const read = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readWorkspaceFile */ .sL)(folder.workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder.workspace, file), MAX_BYTES);
            if (read.kind !== 'read')
                continue;
            const text = read.bytes.toString();
            const line = place.kind === 'line' ? place.line : findInstruction(text, place);
            return line === undefined || line > text.split('\n').length ? undefined : { file, line };
        }
    }
    catch { }
    return undefined;
}
/**
 * Finds the line of an instruction: by its number if the file has as many instructions as the log, otherwise by its
 * text if exactly one instruction matches. Returns undefined in all other cases, because the build used another file.
 */
function findInstruction(dockerfile, { text, step }) {
    const all = listInstructions(dockerfile);
    const numbered = step?.of === all.length ? all[step.number - 1] : undefined;
    if (numbered !== undefined && keywordOf(numbered.text) === keywordOf(text))
        return numbered.line;
    const normalized = normalize(text);
    const [first, ...others] = all.filter((instruction) => normalize(instruction.text) === normalized);
    return others.length === 0 ? first?.line : undefined;
}
/** Returns the instructions, each joined with its continuation lines, without comments and empty lines. */
function listInstructions(dockerfile) {
    const lines = dockerfile.replace(/^\ufeff/, '').split(/\r?\n/);
    const continuation = escapeCharacter(lines);
    const found = [];
    let heredocs = [];
    let ended = 0;
    let isContinued = false;
    for (const [index, line] of lines.entries()) {
        const current = found.at(-1);
        if (ended < heredocs.length) {
            if (line.replace(/^\t+/, '') === heredocs[ended])
                ended += 1;
            continue;
        }
        if (/^\s*(?:#|$)/.test(line))
            continue;
        const trimmed = line.trimEnd();
        const continues = trimmed.endsWith(continuation);
        const text = continues ? trimmed.slice(0, -1) : trimmed;
        if (isContinued && current !== undefined)
            current.text += text;
        else
            found.push({ line: index + 1, text });
        isContinued = continues;
        heredocs = continues ? [] : heredocsOf(found.at(-1)?.text ?? '');
        ended = 0;
    }
    return found;
}
/** Directives are comments at the start of the file. https://docs.docker.com/reference/dockerfile/#parser-directives */
function escapeCharacter(lines) {
    for (const line of lines) {
        if (!line.startsWith('#'))
            break;
        if (/^#\s*escape\s*=\s*`/i.test(line))
            return '`';
    }
    return '\\';
}
/** https://docs.docker.com/reference/dockerfile/#here-documents */
function heredocsOf(text) {
    if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text))
        return [];
    return [...text.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name = '']) => name);
}
function keywordOf(text) {
    return (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}
/** Normalizes an instruction, because builders join continuation lines and change the white space between them. */
function normalize(text) {
    const [keyword = '', ...rest] = text.trim().split(/\s+/);
    return [keyword.toUpperCase(), ...rest].join(' ');
}


/***/ })

};
