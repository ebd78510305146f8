export const id = 852;
export const ids = [852];
export const modules = {

/***/ 4355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ findInputSchema)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1857);
/* harmony import */ var _actor_schema_problem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7081);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4565);




/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_BYTES = 1024 ** 2;
/** Returns undefined if the Actor has no input schema. */
async function findInputSchema({ workspace, workingDirectory, shown }, definition) {
    const named = (key) => definition?.references.find(({ keys }) => keys.length === 1 && keys[0] === key)?.written;
    const written = named('input') ?? named('inputSchema');
    const hasDefault = definition === undefined || definition.defaultFiles.includes(_actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultPlaces */ .cy.input[0]);
    const isInline = written === undefined && !hasDefault;
    const own = written === undefined ? _actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultPlaces */ .cy.input : [node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join('.actor', written), written];
    for (const place of isInline ? ['.actor/actor.json'] : own) {
        const found = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readWorkspaceFile */ .sL)(workspace, node_path__WEBPACK_IMPORTED_MODULE_0__.join(workingDirectory, place), MAX_BYTES);
        if (found.kind !== 'read')
            continue;
        const text = new TextDecoder().decode(found.bytes);
        return { name: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(shown, place), text, keys: isInline ? [inlineKey(text)] : [] };
    }
    return written === undefined && hasDefault ? undefined : { name: written ?? '', keys: [] };
}
/** `inputSchema` is the older name of `input`. */
function inlineKey(actorJson) {
    return (0,_actor_schema_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)((0,_actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(JSON.parse(actorJson))['input']) ? 'input' : 'inputSchema';
}


/***/ }),

/***/ 7852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readTestInputs: () => (/* binding */ readTestInputs)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _actor_parse_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5016);
/* harmony import */ var _actor_schema_problem_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7081);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1340);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4565);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(977);
/* harmony import */ var _input_fields_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1184);
/* harmony import */ var _input_schema_file_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4355);









/** The maximum size of a request body in bytes. https://docs.apify.com/api/v2/act-runs-post */
const MAX_BYTES = 9_437_184;
/**
 * Reads the `test-*` and `promote` inputs.
 * @param errors receives one error for each invalid input. The result is complete only if no error is added.
 */
async function readTestInputs(raw, { inputs, workspace, definition }, errors) {
    const read = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .collectErrors */ .ul)(errors);
    const options = {
        timeoutSecs: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .readWholeNumber */ .bf)('test-timeout', raw.text('test-timeout'), {
            least: 1,
            most: 86_400,
            hint: 'Use a number of seconds: 300.',
        })) ?? 300,
        memoryMbytes: read(() => readMemory(raw)),
        maxTotalChargeUsd: read(() => readCharge(raw)),
        minItems: read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .readWholeNumber */ .bf)('test-min-items', raw.text('test-min-items'), {
            most: 999_999_999,
            hint: 'Use a number of items: 1.',
        })) ?? 1,
    };
    const promote = read(() => (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .boolean */ .zM)('promote', raw.text('promote'), true)) ?? true;
    const text = raw.text('test-input');
    read(() => checkBuild(inputs, { hasTest: text !== '', promote }));
    if (text === '')
        return { run: undefined, promote };
    const found = await readInput(text, { workspace, definition }).catch((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .keepError */ .CD)(errors));
    return { run: found && { ...found, options }, promote };
}
function checkBuild({ build, waitForFinishSecs }, { hasTest, promote }) {
    if (build === false && (hasTest || !promote)) {
        const name = hasTest ? 'test-input' : 'promote: false';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`The inputs ${name} and build: false contradict each other`, {
            hint: `Without a build, there is nothing to ${hasTest ? 'test' : 'promote'}. Remove one of the two inputs.`,
        });
    }
    if (hasTest && waitForFinishSecs === 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('The inputs test-input and wait-for-finish: 0 contradict each other', {
            hint: 'The test run starts when the build has succeeded. Remove one of the two inputs.',
        });
    }
}
async function readInput(text, { workspace, definition }) {
    if (text === 'prefill') {
        if (workspace !== undefined)
            await checkPrefill(workspace, definition);
        return { input: { kind: 'prefill' }, file: undefined };
    }
    const isPath = !text.startsWith('{');
    if (isPath && (!/\.json$/i.test(text) || /[\r\n]/.test(text))) {
        const problem = 'is not prefill, a JSON object or the path of a .json file';
        throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .wrong */ .Qm)('test-input', problem, 'Use prefill, an object such as {"url": "https://example.com"}, or a path.');
    }
    if (isPath && workspace === undefined)
        return undefined;
    const file = isPath && workspace !== undefined ? await readFile(text, workspace) : undefined;
    const parsed = (0,_actor_parse_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .q)(file?.text ?? text);
    if ('value' in parsed && (0,_actor_schema_problem_js__WEBPACK_IMPORTED_MODULE_8__/* .isObject */ .Gv)(parsed.value))
        return { input: { kind: 'given', value: parsed.value }, file };
    const notAnObject = { line: 1, column: 1, problem: 'it is not an object' };
    const { line, column, problem } = 'mistake' in parsed ? parsed.mistake : notAnObject;
    const subject = file === undefined ? 'The test-input input' : (0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(file.name);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${subject} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
        hint: JSON_HINT,
        place: file && { file: file.name, line, column },
    });
}
const JSON_HINT = 'The test input must be one JSON object: double quotes, no comments, no trailing commas.';
/** Rejects `prefill` for an Actor in Standby mode that has no input schema, because its runs have no input. */
async function checkPrefill(workspace, definition) {
    if (definition?.usesStandbyMode !== true)
        return;
    if ((await (0,_input_schema_file_js__WEBPACK_IMPORTED_MODULE_7__/* .findInputSchema */ .V)(workspace, definition)) !== undefined)
        return;
    const problem = `is prefill, but ${definition.file} sets usesStandbyMode, and the Actor has no input schema`;
    throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .wrong */ .Qm)('test-input', problem, 'Add an input schema, or set test-input to a JSON object.');
}
async function readFile(text, { workspace, workingDirectory }) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(workingDirectory, text);
    const found = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, file, MAX_BYTES);
    if (found.kind !== 'read') {
        const { problem, hint } = (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .explainUnread */ .H8)(found, MAX_BYTES);
        const path = 'Use the path of a JSON file, relative to the working directory.';
        throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .wrong */ .Qm)('test-input', `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(text)}, which ${problem}`, found.kind === 'missing' ? path : hint);
    }
    return { name: (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(workspace, file) ?? text, text: new TextDecoder().decode(found.bytes) };
}
/** https://docs.apify.com/platform/actors/running/usage-and-resources#memory */
function readMemory(raw) {
    const text = raw.text('test-memory');
    if (text === '')
        return undefined;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 128 && Number.isInteger(Math.log2(value)))
        return value;
    const problem = `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(text)}, not a power of 2 that is at least 128`;
    throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .wrong */ .Qm)('test-memory', problem, 'Use the memory in megabytes: 128, 256, 512, 1024, 2048 or 4096.');
}
function readCharge(raw) {
    const text = raw.text('test-max-charge-usd');
    if (text === '')
        return undefined;
    const value = /^(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(text) ? Number(text) : Number.NaN;
    if (value > 0)
        return value;
    throw (0,_input_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .wrong */ .Qm)('test-max-charge-usd', `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .quoted */ .TL)(text)}, not an amount greater than 0`, 'Use US dollars: 0.5.');
}


/***/ })

};
