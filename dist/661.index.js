export const id = 661;
export const ids = [661];
export const modules = {

/***/ 661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findLogPlace: () => (/* binding */ findLogPlace)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __webpack_require__(6271);
// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __webpack_require__(1857);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __webpack_require__(5475);
// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __webpack_require__(4565);
;// CONCATENATED MODULE: ./build/builds/dockerfile-lines.js
/**
 * The line of an instruction: by its number if the file has as many instructions as the log, otherwise by its text if
 * exactly one instruction has it. Undefined if neither is the case, because the build then used another file.
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
/** Instructions with their continuation lines, without comments and empty lines. */
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
/** Builders join continuation lines and change the white space between them. */
function normalize(text) {
    const [keyword = '', ...rest] = text.trim().split(/\s+/);
    return [keyword.toUpperCase(), ...rest].join(' ');
}

;// CONCATENATED MODULE: ./build/builds/find-log-place.js






/** Bytes. Dockerfiles and schemas are small; Apify accepts schemas of at most 500 kB. */
const MAX_BYTES = 2 * 1024 ** 2;
/**
 * The file and line of a mistake that a build log describes; undefined if these files do not show it. Correct only if
 * the build used these files. Never throws, because it only improves another error.
 */
async function findLogPlace(place, folder) {
    try {
        const text = await (0,read_actor_json/* readActorJson */.q)(folder);
        const actorJson = text === undefined ? undefined : { file: (0,read_actor_json/* pathForMessages */.d)(folder, '.actor', 'actor.json'), text };
        return await find(place, { folder, actorJson, definition: (0,named_files/* asObject */.eB)(JSON.parse(text ?? '{}')) });
    }
    catch {
        return undefined;
    }
}
async function find(place, files) {
    switch (place.kind) {
        case 'dockerfile':
        case 'instruction': {
            const dockerfile = await readFirst(files.folder, files.definition['dockerfile'], named_files/* defaultPlaces */.cy.dockerfile);
            if (dockerfile === undefined)
                return undefined;
            const { file, text } = dockerfile;
            const line = place.kind === 'dockerfile' ? place.line : findInstruction(text, place);
            return line === undefined || line > text.split('\n').length ? undefined : { file, line };
        }
        case 'input-schema':
            return findInSchema(place.keys, files);
        case 'actor-json':
            return findKey(files.actorJson, place.keys);
        case 'missing-file': {
            const references = (0,named_files/* listReferences */.Xo)(files.definition);
            const found = references.find(({ written }) => external_node_path_.posix.join('.actor', written) === place.path);
            return found === undefined ? undefined : findKey(files.actorJson, found.keys);
        }
    }
}
async function findInSchema(dottedKeys, files) {
    const { folder, actorJson, definition } = files;
    const key = definition['input'] === undefined ? 'inputSchema' : 'input';
    const schema = definition[key];
    if (typeof schema === 'object')
        return findKey(actorJson, [key, ...splitKeys(schema, dottedKeys)]);
    const file = await readFirst(folder, schema, named_files/* defaultPlaces */.cy.input);
    return findKey(file, splitKeys(parseJson(file?.text), dottedKeys));
}
function findKey(file, keys) {
    if (file === undefined)
        return undefined;
    const [position] = (0,json_positions/* findKeyPlaces */.R4)(file.text, [keys]);
    return { file: file.file, ...position };
}
/** Keys of the object that are joined with dots in the log. If keys with dots leave a choice, the longest path wins. */
function splitKeys(value, dottedKeys) {
    if (dottedKeys === '')
        return [];
    const length = (path) => path.slice(0, -1).join('.').length;
    let longest = [dottedKeys];
    for (const [key, inner] of Object.entries((0,named_files/* asObject */.eB)(value))) {
        if (!dottedKeys.startsWith(`${key}.`))
            continue;
        const path = [key, ...splitKeys(inner, dottedKeys.slice(key.length + 1))];
        if (length(path) > length(longest))
            longest = path;
    }
    return longest;
}
/** The file that actor.json names, relative to `.actor/` or to the Actor's folder, or the first at a default place. */
async function readFirst(folder, named, defaults) {
    const names = typeof named === 'string' ? [external_node_path_.posix.join('.actor', named), external_node_path_.posix.normalize(named)] : defaults;
    for (const name of names) {
        const file = (0,read_actor_json/* pathForMessages */.d)(folder, name);
        const read = await (0,workspace_file/* readWorkspaceFile */.sL)(folder.workspace, (0,external_node_path_.join)(folder.workspace, file), MAX_BYTES);
        if (read.kind === 'read')
            return { file, text: read.bytes.toString() };
    }
    return undefined;
}
function parseJson(text) {
    try {
        return JSON.parse(text ?? '');
    }
    catch {
        return undefined;
    }
}


/***/ })

};
