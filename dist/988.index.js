export const id = 988;
export const ids = [988];
export const modules = {

/***/ 988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkDefinition: () => (/* binding */ checkDefinition)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/actor/locate-problems.js
var locate_problems = __webpack_require__(6367);
// EXTERNAL MODULE: ./build/actor/parse-json.js
var parse_json = __webpack_require__(5016);
;// CONCATENATED MODULE: ./build/actor/checks/actor-specification.js
/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json requires it, and Apify builds without it. */
function checkActorSpecification(actorJson) {
    if ((actorJson['actorSpecification'] ?? undefined) !== undefined)
        return [];
    const hint = 'Add "actorSpecification": 1.';
    return [{ level: 'warning', path: [], message: 'has no actorSpecification', hint }];
}

// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __webpack_require__(4565);
// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __webpack_require__(1857);
// EXTERNAL MODULE: ./build/actor/checks/schema-problem.js
var schema_problem = __webpack_require__(5389);
;// CONCATENATED MODULE: ./build/actor/checks/find-schemas.js




/** Bytes. Apify accepts schemas of at most 500 kB. */
const MAX_SCHEMA_BYTES = 1024 ** 2;
/** Reads the Actor's schemas, and looks up the other files that actor.json names. */
async function findSchemas(actorJson, folder) {
    const named = (0,named_files/* listReferences */.Xo)(actorJson).filter(({ keys: [key = ''] }) => key !== 'dockerfile' && !isReplaced(key, actorJson));
    const looked = await Promise.all(named.map(async ({ keys, written }) => ({ keys, kind: kindOf(keys), ...(await lookUp(written, folder)) })));
    const files = looked.flatMap(({ kind, file, found }) => kind !== undefined && found.kind === 'read' ? [{ kind, file, text: textOf(found.bytes) }] : []);
    const isRepeated = (schema, index) => 'file' in schema &&
        files.findIndex((other) => 'file' in other && other.file === schema.file && other.kind === schema.kind) < index;
    return {
        schemas: [
            ...listInlineSchemas(actorJson),
            ...files.filter((schema, index) => !isRepeated(schema, index)),
            ...(await readDefaultInput(actorJson, folder)),
        ],
        references: looked.map(({ keys, kind, file, found, correction }) => ({
            keys,
            isSchema: kind !== undefined,
            file,
            result: found.kind === 'read' ? 'found' : found.kind,
            ...(found.kind === 'too-large' ? { size: found.size } : {}),
            ...(correction === undefined ? {} : { correction }),
        })),
    };
}
/** `inputSchema` and `outputSchema` are the older names. */
function isReplaced(key, actorJson) {
    if (key !== 'inputSchema' && key !== 'outputSchema')
        return false;
    return (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}
function kindOf([key, storage]) {
    switch (key) {
        case 'input':
        case 'inputSchema':
            return 'input';
        case 'output':
        case 'outputSchema':
            return 'output';
        case 'storages':
            return storage?.startsWith('dataset') ? 'dataset' : 'key-value-store';
        default:
            return undefined;
    }
}
function listInlineSchemas(actorJson) {
    const storages = (0,schema_problem/* isObject */.G)(actorJson['storages']) ? actorJson['storages'] : {};
    const own = ['input', 'inputSchema', 'output', 'outputSchema'].filter((key) => !isReplaced(key, actorJson));
    const maps = ['datasets', 'keyValueStores'].flatMap((key) => Object.entries((0,schema_problem/* isObject */.G)(storages[key]) ? storages[key] : {}).map(([name, value]) => [['storages', key, name], value]));
    const all = [
        ...own.map((key) => [[key], actorJson[key]]),
        ...['dataset', 'keyValueStore'].map((key) => [['storages', key], storages[key]]),
        ...maps,
    ];
    return all.flatMap(([keys, value]) => {
        const kind = kindOf(keys);
        return kind !== undefined && (0,schema_problem/* isObject */.G)(value) ? [{ kind, keys, value }] : [];
    });
}
/** A path is relative to `.actor/`. A file that is only at the same path from the Actor's folder is deployed as well. */
async function lookUp(written, { workspace, folder }) {
    const read = (file) => (0,workspace_file/* readWorkspaceFile */.sL)(workspace, (0,external_node_path_.join)(workspace, file), MAX_SCHEMA_BYTES);
    const file = external_node_path_.posix.join(folder, '.actor', written);
    if (external_node_path_.posix.isAbsolute(written))
        return { file: written, found: { kind: 'outside' } };
    const found = await read(file);
    if (found.kind !== 'missing' || found.isBrokenLink)
        return { file, found };
    const other = external_node_path_.posix.join(folder, written);
    const foundThere = await read(other);
    if (foundThere.kind === 'missing' || foundThere.kind === 'outside')
        return { file, found };
    return { file: other, found: foundThere, correction: external_node_path_.posix.relative('.actor', external_node_path_.posix.join(written)) };
}
/** The input schema at the first default place that has one, if actor.json does not name any. */
async function readDefaultInput(actorJson, { workspace, folder }) {
    if ((actorJson['input'] ?? actorJson['inputSchema'] ?? undefined) !== undefined)
        return [];
    for (const name of named_files/* defaultPlaces */.cy.input) {
        const file = external_node_path_.posix.join(folder, name);
        const found = await (0,workspace_file/* readWorkspaceFile */.sL)(workspace, (0,external_node_path_.join)(workspace, file), MAX_SCHEMA_BYTES);
        if (found.kind === 'read')
            return [{ kind: 'input', file, text: textOf(found.bytes) }];
    }
    return [];
}
/** Without a byte order mark. */
function textOf(bytes) {
    return new TextDecoder().decode(bytes);
}

;// CONCATENATED MODULE: ./build/actor/checks/key-spelling.js
/** https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
const KEYS = [
    ...['$schema', 'actorSpecification', 'name', 'title', 'description', 'version', 'buildTag', 'environmentVariables'],
    ...['dockerfile', 'dockerContextDir', 'readme', 'changelog', 'minMemoryMbytes', 'maxMemoryMbytes'],
    ...['defaultMemoryMbytes', 'input', 'inputSchema', 'output', 'outputSchema', 'storages', 'usesStandbyMode'],
    ...['webServerSchema', 'webServerMcpPath'],
];
/** Apify ignores unknown keys of actor.json. A key that almost equals a known key is a typing mistake. */
function checkKeySpelling(actorJson) {
    return Object.keys(actorJson).flatMap((key) => {
        if (KEYS.some((known) => known === key))
            return [];
        const meant = KEYS.find((known) => isAlmost(key, known));
        if (meant === undefined)
            return [];
        const message = 'is not a key of actor.json, so Apify ignores it';
        return [{ level: 'warning', path: [key], message, hint: `Did you mean ${meant}?` }];
    });
}
/** Whether two words differ in letter case only, or in one letter that is added, missing or another. */
function isAlmost(a, b) {
    if (a.toLowerCase() === b.toLowerCase())
        return true;
    if (Math.abs(a.length - b.length) > 1)
        return false;
    let start = 0;
    while (start < a.length && a[start] === b[start])
        start += 1;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end))
        end += 1;
    return Math.max(a.length, b.length) - start - end <= 1;
}

;// CONCATENATED MODULE: ./build/actor/checks/memory-range.js
/** No memory size would satisfy both limits, so Apify could not start a run. */
function checkMemoryRange(actorJson) {
    const { minMemoryMbytes: least, maxMemoryMbytes: most } = actorJson;
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most)
        return [];
    const message = `is ${least}, more than maxMemoryMbytes (${most})`;
    return [
        { level: 'error', path: ['minMemoryMbytes'], message, hint: 'Lower minMemoryMbytes or raise maxMemoryMbytes.' },
    ];
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/actor/checks/named-files.js

/** Files that actor.json names must exist: a build fails without a schema, and the Actor's page has no README. */
function checkNamedFiles(references) {
    return references.flatMap((reference) => {
        const { keys: path, isSchema, file, correction } = reference;
        if (correction !== undefined && (reference.result === 'found' || !isSchema)) {
            const message = `does not exist relative to .actor/, so ${(0,build_text/* visible */.RK)(file)} is used`;
            return [{ level: 'warning', path, message, hint: `Write "${(0,build_text/* visible */.RK)(correction)}".` }];
        }
        const wrong = problemOf(reference);
        if (wrong === undefined)
            return [];
        const [problem, hint] = wrong;
        return [{ level: isSchema ? 'error' : 'warning', path, message: `names ${(0,build_text/* visible */.RK)(file)}, which ${problem}`, hint }];
    });
}
function problemOf({ result, isSchema, size = 0, }) {
    switch (result) {
        case 'found':
            return undefined;
        case 'missing':
            return ['does not exist', 'Correct the path, which is relative to .actor/, or add the file.'];
        case 'outside':
            return ['leads out of the workspace', 'Put the file into the repository.'];
        case 'not-a-file':
            return ['is not a file', 'Name a file.'];
        case 'too-large':
            // A README may be long.
            return isSchema
                ? [`has ${(0,build_text/* formatBytes */.z3)(size)}`, 'Shorten it: Apify accepts schemas of at most 500 kB.']
                : undefined;
        case 'unreadable':
            return ['could not be read', 'Give this step permission to read the file.'];
    }
}

;// CONCATENATED MODULE: ./build/actor/checks/check-definition.js










/**
 * Checks actor.json and every schema that belongs to it. Reads files of the workspace only, and sends nothing.
 * @returns problems in the order of their files and lines.
 */
async function checkDefinition(request) {
    const parsed = (0,parse_json/* parseJson */.q)(request.text);
    // actor.json's own mistakes are errors of the function that reads it.
    if (!('value' in parsed) || !(0,schema_problem/* isObject */.G)(parsed.value))
        return [];
    const actorJson = parsed.value;
    const { schemas, references } = await findSchemas(actorJson, request);
    const own = [
        ...checkActorSpecification(actorJson),
        ...checkKeySpelling(actorJson),
        ...checkMemoryRange(actorJson),
        ...checkNamedFiles(references),
    ];
    const problems = [];
    for (const schema of schemas) {
        if ('file' in schema)
            problems.push(...(await checkFile(schema)));
        else {
            const found = await checkSchema(schema.kind, schema.value);
            own.push(...found.map((problem) => ({ ...problem, path: [...schema.keys, ...problem.path] })));
        }
    }
    const file = external_node_path_.posix.join(request.folder, '.actor/actor.json');
    return (0,errors/* sortProblems */.dS)([...(0,locate_problems/* locateProblems */.D)(file, request.text, own), ...problems]);
}
async function checkFile({ kind, file, text }) {
    const parsed = (0,parse_json/* parseJson */.q)(text);
    if ('mistake' in parsed)
        return [(0,parse_json/* syntaxProblem */.R)(file, parsed.mistake)];
    return (0,locate_problems/* locateProblems */.D)(file, text, await checkSchema(kind, parsed.value));
}
/** The validator and Apify's schemas are loaded only if there is something to check. */
async function checkSchema(kind, schema) {
    const { checkers } = await Promise.all(/* import() */[__webpack_require__.e(628), __webpack_require__.e(985)]).then(__webpack_require__.bind(__webpack_require__, 985));
    return checkers[kind](schema);
}


/***/ }),

/***/ 5389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ isObject)
/* harmony export */ });
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ })

};
