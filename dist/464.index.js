export const id = 464;
export const ids = [464];
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

/***/ 6464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  testAndPromote: () => (/* binding */ testAndPromote)
});

// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __webpack_require__(6271);
// EXTERNAL MODULE: ./build/apify/api-error.js
var api_error = __webpack_require__(757);
// EXTERNAL MODULE: ./build/apify/error-hints.js
var error_hints = __webpack_require__(5483);
// EXTERNAL MODULE: ./build/apify/api-forms.js
var api_forms = __webpack_require__(3376);
// EXTERNAL MODULE: ./build/apify/forms.js
var apify_forms = __webpack_require__(9393);
// EXTERNAL MODULE: ./build/apify/http.js + 5 modules
var http = __webpack_require__(4187);
// EXTERNAL MODULE: ./build/apify/response.js
var response = __webpack_require__(8748);
;// CONCATENATED MODULE: ./build/apify/runs-client.js




function createRunsApi(connection) {
    const { send, get } = (0,http/* openConnection */.JY)(connection);
    const run = (runId, ...rest) => (0,http/* apiPath */.So)('actor-runs', runId, ...rest);
    return {
        getInputSchema: async (buildId, signal) => {
            const build = await get({ method: 'GET', path: (0,http/* apiPath */.So)('actor-builds', buildId), signal }, api_forms/* buildDefinition */._H);
            return build.actorDefinition?.input ?? parseOrUndefined(build.inputSchema);
        },
        validateInput: async (actorId, build, json) => {
            const path = (0,http/* actorPath */.Ry)(actorId, 'validate-input');
            await send({ method: 'POST', path, query: { build }, json }, (received) => (0,response/* readJson */.Vh)(received, (0,apify_forms/* object */.Ik)({ valid: apify_forms/* flag */.Jt })));
        },
        startRun: (actorId, { input: json, ...query }, control = {}) => get({ method: 'POST', path: (0,http/* actorPath */.Ry)(actorId, 'runs'), query, json, creates: true, ...control }, api_forms/* run */.eF),
        getRun: (runId, waitForFinish, signal) => {
            const wait = { query: { waitForFinish }, platformWaitMs: waitForFinish * 1000 };
            return get({ method: 'GET', path: run(runId), ...wait, signal }, api_forms/* run */.eF);
        },
        abortRun: (runId, signal) => get({ method: 'POST', path: run(runId, 'abort'), signal }, api_forms/* run */.eF),
        listRuns: async (actorId, limit, signal) => {
            const request = { method: 'GET', path: (0,http/* actorPath */.Ry)(actorId, 'runs'), query: { desc: 1, limit }, signal };
            const { items, now } = await send(request, (received) => (0,response/* readItems */.F1)(received, api_forms/* run */.eF));
            return { runs: items, now };
        },
        openRunLog: (runId, signal) => send({ method: 'GET', path: (0,http/* apiPath */.So)('logs', runId), query: { stream: 1 }, signal }, response/* readStream */.bv),
        getDataset: (datasetId, signal) => get({ method: 'GET', path: (0,http/* apiPath */.So)('datasets', datasetId), signal }, api_forms/* dataset */.RT),
    };
}
function parseOrUndefined(text) {
    try {
        return JSON.parse(String(text));
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/builds/tags.js
var tags = __webpack_require__(4095);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/follow/failure-message.js
var failure_message = __webpack_require__(5232);
// EXTERNAL MODULE: ./build/runner/cancellation.js
var cancellation = __webpack_require__(172);
// EXTERNAL MODULE: ./build/follow/follow-status.js
var follow_status = __webpack_require__(5178);
// EXTERNAL MODULE: ./build/follow/job.js
var job = __webpack_require__(4555);
// EXTERNAL MODULE: ./build/follow/poll.js
var poll = __webpack_require__(6151);
// EXTERNAL MODULE: ./build/follow/run-job.js + 2 modules
var run_job = __webpack_require__(8829);
// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __webpack_require__(8445);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/runs/run-failure.js



const TIMEOUT_HINT = 'Increase test-timeout, or use a test-input that needs less time.';
/** Describes a run that did not end in time. Pure. @param notAborted why it could not be aborted. */
function describeTimeout(run, waitedMs, notAborted) {
    const state = `Test run ${run.id} did not end within ${(0,build_text/* formatDuration */.a3)(waitedMs)}`;
    if (notAborted !== undefined) {
        const reason = `${state} (${(0,job/* formatStatus */.me)(run)}), and it could not be aborted: ${notAborted}`;
        return { reason, hint: 'It may still be running. Abort it in Apify Console.' };
    }
    const result = (0,job/* isFinal */.dR)(run) ? `its status is now ${run.status}` : 'the action aborted it';
    return { reason: `${state}, so ${result}`, hint: TIMEOUT_HINT };
}
/** Returns why a run that has ended did not pass; undefined if it succeeded and wrote enough items. Pure. */
function describeEnd(run, { count, problem }, minItems) {
    const name = `Test run ${run.id}`;
    if (run.status !== 'SUCCEEDED') {
        return { reason: (0,failure_message/* withCause */.wD)(`${name} ${endOf(run)}`, run), hint: hintFor(run) };
    }
    if (minItems === 0 || (count ?? 0) >= minItems)
        return undefined;
    if (count === undefined) {
        const reason = `${name} succeeded, but the items of its default dataset could not be counted: ${problem}`;
        return { reason, hint: 'Run the job again. With test-min-items: 0, the items are not required.' };
    }
    const required = `test-min-items requires ${(0,build_text/* formatCount */.B4)(minItems, 'item')}`;
    const later = problem === undefined ? '' : ` (the last request failed: ${problem})`;
    return {
        reason: `${name} succeeded, but its default dataset has ${(0,build_text/* formatCount */.B4)(count, 'item')}${later}, and ${required}`,
        hint: 'Check the input and the log of the run. If the Actor does not write items, set test-min-items: 0.',
    };
}
function endOf({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'was aborted (ABORTED)';
        case 'TIMED-OUT':
            return 'exceeded test-timeout (TIMED-OUT)';
        default:
            return 'failed (FAILED)';
    }
}
function hintFor({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'Someone, or another run of the workflow, aborted the test run. Run the job again.';
        case 'TIMED-OUT':
            return TIMEOUT_HINT;
        default:
            return 'Fix the error that the log shows, then deploy again.';
    }
}

;// CONCATENATED MODULE: ./build/runs/run-test.js








/**
 * How long to wait for Apify to end a run after its time limit: as long as the limit, within these bounds in
 * milliseconds.
 */
const MIN_LATE_MS = 5_000;
const MAX_LATE_MS = 60_000;
/** Time limit for aborting a run that did not end, in milliseconds. */
const ABORT_MS = 10_000;
/** How long to wait for the number of items, which lags behind, in milliseconds: if it is required, and if it is not. */
const COUNT_MS = 30_000;
const UNNEEDED_COUNT_MS = 5_000;
/** The number of runs to list, of all builds of the Actor. */
const LIST_LENGTH = 1_000;
/**
 * Runs the build once, streams the log, waits until the run ends, and counts the items in its default dataset. Aborts a
 * run that does not end or cannot be monitored.
 * @throws the same errors as `runJob`.
 */
async function runTest(request, tools) {
    const { minItems } = request.options;
    const plan = planOf(request, tools.api);
    const end = async ({ job: run, logTail, diagnostics }) => {
        if (!(0,job/* isFinal */.dR)(run)) {
            const aborted = await abort(run, tools);
            const failure = describeTimeout(aborted.run, plan.waitMs, aborted.problem);
            return { run: aborted.run, itemCount: undefined, failure, logTail, diagnostics };
        }
        const items = await countItems(run, minItems, tools);
        const failure = describeEnd(run, items, minItems);
        const result = { run, itemCount: items.count, failure, logTail };
        if (failure !== undefined || items.problem === undefined)
            return { ...result, diagnostics };
        const message = `The items of the test run could not be counted: ${items.problem}`;
        return { ...result, diagnostics: [...diagnostics, { level: 'warning', message }] };
    };
    const onFailure = async (error, run) => {
        const { problem } = await abort(run, tools);
        const state = problem === undefined ? 'The action aborted the run' : `The run could not be aborted: ${problem}`;
        const message = `${(0,errors/* messageToGoOn */.QG)((0,error_hints/* explain */.W)(error))}. ${state}`;
        // An aborted run is no longer running.
        const { hint } = (0,error_hints/* explain */.W)(problem === undefined && error instanceof follow_status/* StatusError */.Xs ? error.cause : error);
        return new errors/* ActionError */.lZ(message, { hint, cause: error });
    };
    return await (0,run_job/* runJob */.b)({ ...plan, onFailure }, end, tools);
}
/** Aborts the run, which would otherwise continue to cost money. */
async function abort(run, { api, clock, signal, onJob }) {
    const limit = (0,time_limit/* limitTime */.DZ)(clock, ABORT_MS);
    try {
        const aborted = await api.abortRun(run.id, AbortSignal.any([signal, limit.signal]));
        onJob(aborted);
        return { run: aborted };
    }
    catch (error) {
        signal.throwIfAborted();
        return { run, problem: (0,errors/* messageOf */.bD)(error) };
    }
    finally {
        limit.end();
    }
}
/** Reads the number of items until there are enough, for up to 30 seconds. */
async function countItems(run, minItems, tools) {
    const required = run.status === 'SUCCEEDED' ? minItems : 0;
    const { last, problem } = await (0,poll/* poll */.w)((signal) => tools.api.getDataset(run.defaultDatasetId, signal), { isDone: ({ itemCount }) => itemCount >= required, limitMs: required > 0 ? COUNT_MS : UNNEEDED_COUNT_MS }, tools);
    return { count: last?.itemCount, problem };
}
function planOf({ actorId, build, input, options, maxMemoryWaitMs }, api) {
    const { timeoutSecs: timeout, memoryMbytes: memory, maxTotalChargeUsd } = options;
    const request = {
        build: build.buildNumber,
        timeout,
        input,
        ...(memory === undefined ? {} : { memory }),
        ...(maxTotalChargeUsd === undefined ? {} : { maxTotalChargeUsd }),
    };
    const limitMs = timeout * 1000;
    return {
        kind: 'run',
        name: `test run of build ${build.buildNumber}`,
        maxMemoryWaitMs,
        waitMs: limitMs + Math.min(Math.max(MIN_LATE_MS, limitMs), MAX_LATE_MS),
        send: (control) => api.startRun(actorId, request, control),
        // The build is new, so nothing else has used it yet.
        listAfter: (_requestedAt, deadline) => async () => {
            const { runs } = await api.listRuns(actorId, LIST_LENGTH, deadline);
            return runs.filter(({ buildId }) => buildId === build.id);
        },
        requestsFor: (run) => ({
            name: `test run ${run.id}`,
            get: (waitSecs, signal) => api.getRun(run.id, waitSecs, signal),
            abort: (signal) => api.abortRun(run.id, signal),
            open: (signal) => api.openRunLog(run.id, signal),
        }),
    };
}

// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __webpack_require__(1857);
;// CONCATENATED MODULE: ./build/runs/prefill.js

/**
 * Returns the input that the Store's daily test uses: the prefilled values, and the defaults of booleans and of hidden
 * fields.
 * @param schema the input schema of the build. If it is not an object, the input is empty.
 * @see https://docs.apify.com/platform/actors/publishing/test
 */
function prefilledInput(schema) {
    const fields = Object.entries((0,named_files/* asObject */.eB)((0,named_files/* asObject */.eB)(schema)['properties'])).map(([name, field]) => {
        const { type, editor, prefill, default: otherwise } = (0,named_files/* asObject */.eB)(field);
        return [name, type === 'boolean' || editor === 'hidden' ? otherwise : prefill];
    });
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./build/runs/test-input.js




/** Apify rejected the input. */
class RejectedInputError extends errors/* ActionError */.lZ {
    /**
     * The path of the field that Apify's message refers to, for example `['startUrls', '0', 'url']`; empty if there is
     * none.
     */
    field;
    constructor(apiMessage, cause) {
        super(`Apify rejected the test input: ${apiMessage}`, { cause });
        this.field = fieldIn(apiMessage);
    }
}
/**
 * Creates the input and validates it against the input schema of the build.
 * @throws RejectedInputError if Apify rejects it.
 */
async function prepareInput(input, { actorId, build, }, { api, clock, signal }) {
    const value = input.kind === 'given' ? input.value : prefilledInput(await api.getInputSchema(build.id, signal));
    const validate = () => api.validateInput(actorId, build.buildNumber, value);
    try {
        await (0,follow_status/* retryNotFound */.AE)(validate, clock.now(), { clock, signal });
        return value;
    }
    catch (error) {
        if (!(0,api_error/* isApiError */.d7)(error, 400))
            throw error;
        throw new RejectedInputError(error.apiMessage, error);
    }
}
/** Extracts the field from a message such as `Field input.startUrls.0.url is required`. */
function fieldIn(message) {
    const [, path = ''] = /\binput\.([^\s"'`,;:]+)/.exec(message) ?? [];
    return path
        .replace(/[.]+$/, '')
        .split(/[.[\]]+/)
        .filter((key) => key !== '');
}

// EXTERNAL MODULE: ./build/time/clock.js
var clock = __webpack_require__(5786);
// EXTERNAL MODULE: ./build/actions/actor-facts.js
var actor_facts = __webpack_require__(9599);
// EXTERNAL MODULE: ./build/actions/connection.js
var connection = __webpack_require__(7862);
// EXTERNAL MODULE: ./build/actions/deploy/input-schema-file.js
var input_schema_file = __webpack_require__(4355);
// EXTERNAL MODULE: ./build/actions/deploy/inputs.js
var deploy_inputs = __webpack_require__(2325);
// EXTERNAL MODULE: ./build/actions/deploy/state.js
var deploy_state = __webpack_require__(8652);
;// CONCATENATED MODULE: ./build/actions/deploy/test-and-promote.js

















/**
 * Tests the build with the `candidate` tag, then points the build tag to it.
 * @throws ActionError if the test run fails or the tag cannot be moved.
 */
async function testAndPromote(context, request) {
    const { state } = context;
    const { build } = state.current;
    const { run, promote } = request.test;
    if (build === undefined)
        return;
    try {
        if (run !== undefined)
            await context.stage('Test run', () => testBuild(context, request, { build, run }));
        if (promote)
            await context.stage('Promote', () => promoteBuild(context, request, build));
    }
    catch (error) {
        if (error instanceof cancellation/* CancelledError */.cc)
            throw error;
        if (run !== undefined && state.current.testResult === undefined)
            state.record({ testResult: 'failed' });
        throw notPromoted(context, build, error);
    }
}
async function testBuild(context, { config, actorId }, { build, run }) {
    const { state, report, cancellation } = context;
    const { signal } = cancellation;
    const of = { actorId, build };
    const api = createRunsApi((0,connection/* connectionOf */.a)(context, config.inputs, { signal }));
    const input = await prepareInput(run.input, of, { api, clock: clock/* systemClock */.m, signal }).catch(async (error) => {
        throw error instanceof RejectedInputError ? await locate(error, config, run) : error;
    });
    const { waitForFinishSecs = Number.POSITIVE_INFINITY } = config.inputs;
    const result = await runTest({ ...of, input, options: run.options, maxMemoryWaitMs: waitForFinishSecs * 1000 }, {
        ...context.jobTools,
        api: createRunsApi((0,connection/* connectionOf */.a)(context, config.inputs)),
        onJob: (news) => state.record({ run: news }),
    });
    const { itemCount, failure, logTail } = result;
    state.report(...result.diagnostics);
    state.record({ run: result.run, testResult: failure === undefined ? 'passed' : 'failed', itemCount });
    if (failure !== undefined) {
        state.record({ testFailure: { reason: failure.reason, logTail } });
        throw new errors/* ActionError */.lZ((0,failure_message/* messageWithLog */.qh)(failure.reason, logTail), { hint: failure.hint });
    }
    const items = itemCount === undefined ? '' : ` with ${(0,build_text/* formatCount */.B4)(itemCount, 'item')}`;
    report.line(`Test run ${result.run.id} succeeded${items}`);
}
/** Adds to the error what happened to the tags. */
function notPromoted({ state }, build, error) {
    const tag = (0,deploy_state/* tagOf */.cO)(state.current);
    const isMoved = (0,api_error/* wasMaybeCarriedOut */.A1)(error) && state.current.writing !== undefined ? 'may or may not have been' : 'was not';
    const rest = tag === undefined || tag === deploy_state/* CANDIDATE */.Me ? '' : `, and the tag ${(0,build_text/* visible */.RK)(tag)} ${isMoved} moved to it`;
    const { message, hint, place } = (0,error_hints/* explain */.W)(error);
    const tags = `Build ${(0,build_text/* visible */.RK)(build.buildNumber)} has the tag ${deploy_state/* CANDIDATE */.Me}${rest}.`;
    // A full stop after a URL would be part of the link.
    const url = state.current.testFailure === undefined ? undefined : (0,deploy_state/* runUrl */.Vp)(state.current);
    const parts = [hint, tags, url === undefined ? undefined : `See ${url}`];
    return new errors/* ActionError */.lZ(message, { hint: parts.filter((part) => part !== undefined).join(' '), place, cause: error });
}
/** Finds the rejected field in the input file, or in the input schema if the prefill is used. */
async function locate(error, { inputs, workspace, definition }, { input, file }) {
    const isPrefill = input.kind === 'prefill';
    const schema = isPrefill && (0,deploy_inputs/* isCheckedOut */.k)(inputs.source) ? await (0,input_schema_file/* findInputSchema */.V)(workspace, definition) : undefined;
    const { name = '', text, keys = [] } = schema ?? { ...file };
    const [top, ...rest] = error.field;
    const field = top !== undefined && isPrefill ? ['properties', top, 'prefill', ...rest] : error.field;
    const [position] = text === undefined ? [] : (0,json_positions/* findKeyPlaces */.R4)(text, [[...keys, ...field]]);
    const place = position && { file: name, ...position };
    const hint = isPrefill ? 'Correct the prefilled values in the input schema.' : 'Correct test-input.';
    return new errors/* ActionError */.lZ(error.message, { hint, place, cause: error });
}
async function promoteBuild(context, { config, actorId }, build) {
    const { state, report, cancellation } = context;
    const { signal, graceSignal } = cancellation;
    const tag = (0,deploy_state/* tagOf */.cO)(state.current);
    const number = (0,build_text/* visible */.RK)(build.buildNumber);
    if (tag === undefined) {
        const message = `The version has no build tag, so there is nothing to promote. Build ${number} has the tag ${deploy_state/* CANDIDATE */.Me}. Set build-tag to promote it.`;
        state.report({ level: 'warning', message });
        return;
    }
    // After a cancellation, the current request has a few seconds to report whether it succeeded.
    const api = await context.connect(config.inputs, { signal: graceSignal, noMore: signal });
    const actor = await api.getActor(actorId);
    const tagged = (0,actor_facts/* buildOfTag */.Kf)(actor, tag);
    if (tagged?.id === build.id)
        return state.record({ promoted: true });
    if (tagged !== undefined)
        state.record({ previousBuild: tagged });
    const newer = (0,tags/* newerBuild */.iD)(actor, tag, build);
    if (newer !== undefined) {
        state.record({ newerBuild: newer });
        const message = `The tag ${(0,build_text/* visible */.RK)(tag)} already points to build ${(0,build_text/* visible */.RK)(newer.number || newer.id)}, which is newer than build ${number}, so the action does not move it`;
        state.report({ level: 'warning', message });
        return;
    }
    signal.throwIfAborted();
    context.recordUpdate({ writing: `tag ${tag}` });
    const onWritten = () => context.recordUpdate({ writing: undefined, written: `tag ${tag}` });
    const request = { actorId, tags: [tag], buildId: build.id };
    const unmoved = await (0,tags/* moveTags */.Fu)(api, request, { clock: clock/* systemClock */.m, signal, onWritten });
    const promoted = unmoved.length === 0;
    state.record({ promoted });
    signal.throwIfAborted();
    if (promoted)
        return report.line(`The tag ${(0,build_text/* visible */.RK)(tag)} now points to build ${number}`);
    const message = `After 30 seconds, the tag ${(0,build_text/* visible */.RK)(tag)} does not point to build ${number} yet. Check it in Apify Console.`;
    state.report({ level: 'warning', message });
}


/***/ })

};
