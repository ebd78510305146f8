export const id = 845;
export const ids = [845];
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
        return { kind: 'file', name: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(shown, place), text, keys: isInline ? [inlineKey(text)] : [] };
    }
    return written === undefined && hasDefault ? undefined : { kind: 'unreadable' };
}
/** `inputSchema` is the older name of `input`. */
function inlineKey(actorJson) {
    return (0,_actor_schema_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)((0,_actor_named_files_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(JSON.parse(actorJson))['input']) ? 'input' : 'inputSchema';
}


/***/ }),

/***/ 3845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  testAndPromote: () => (/* binding */ testAndPromote)
});

// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __webpack_require__(6271);
// EXTERNAL MODULE: ./build/apify/api.js
var apify_api = __webpack_require__(6210);
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

// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __webpack_require__(8445);
;// CONCATENATED MODULE: ./build/builds/move-tags.js


/** How long to wait for the tags to move, in milliseconds. */
const MOVE_MS = 30_000;
const PAUSE_MS = 500;
/**
 * Points tags to a build and waits until all of them have moved.
 * @param tools.onWritten is called when Apify has accepted the change.
 * @returns the tags that still point elsewhere after 30 seconds, and the latest response for the Actor.
 * @see https://docs.apify.com/api/v2/act-put
 */
async function moveTags(api, request, tools) {
    const { actorId, tags, buildId } = request;
    const { clock } = tools;
    const taggedBuilds = Object.fromEntries(tags.map((tag) => [tag, { buildId }]));
    let actor = await api.updateActor(actorId, { taggedBuilds });
    tools.onWritten?.();
    const limit = (0,time_limit/* limitTime */.DZ)(clock, MOVE_MS);
    const signal = AbortSignal.any([tools.signal, limit.signal]);
    try {
        for (;;) {
            const unmoved = tagsElsewhere(actor, tags, buildId);
            if (unmoved.length === 0 || limit.signal.aborted)
                return { actor, unmoved };
            await (0,time_limit/* pause */.v7)(clock, PAUSE_MS, signal);
            // The tags are already written, so a failed request does not matter.
            actor = await api.getActor(actorId, signal).catch(() => actor);
            tools.signal.throwIfAborted();
        }
    }
    finally {
        limit.end();
    }
}
function tagsElsewhere(actor, tags, buildId) {
    return tags.filter((tag) => (0,apify_api/* taggedBuild */.b)(actor, tag)?.buildId !== buildId);
}

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
// EXTERNAL MODULE: ./build/follow/start-job.js
var start_job = __webpack_require__(9506);
// EXTERNAL MODULE: ./build/follow/with-job.js + 1 modules
var with_job = __webpack_require__(7290);
;// CONCATENATED MODULE: ./build/runs/count-items.js


/** How long to wait for the count, which lags behind the items, and the pause between two requests, in milliseconds. */
const MAX_WAIT_MS = 30_000;
const count_items_PAUSE_MS = 1_000;
/** The limit in milliseconds if the count is only informational. */
const UNNEEDED_MS = 5_000;
/**
 * Requests the number of items until there are enough, for up to 30 seconds.
 * @throws the signal's reason if it is aborted.
 */
async function readItemCount(api, { datasetId, atLeast }, tools) {
    const { clock } = tools;
    const limit = (0,time_limit/* limitTime */.DZ)(clock, atLeast > 0 ? MAX_WAIT_MS : UNNEEDED_MS);
    const signal = AbortSignal.any([tools.signal, limit.signal]);
    let count;
    try {
        for (;;) {
            count = (await api.getDataset(datasetId, signal)).itemCount;
            if (count >= atLeast)
                return { count };
            await clock.sleep(count_items_PAUSE_MS, signal);
        }
    }
    catch (error) {
        tools.signal.throwIfAborted();
        const isOver = limit.signal.aborted && count !== undefined;
        const problem = limit.signal.aborted ? 'Apify did not respond in time' : (0,errors/* messageOf */.bD)(error);
        return { count, problem: isOver ? undefined : problem };
    }
    finally {
        limit.end();
    }
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
;// CONCATENATED MODULE: ./build/runs/find-lost-run.js



/** How long to search, and the pause between two requests, in milliseconds. */
const SEARCH_MS = 5_000;
const find_lost_run_PAUSE_MS = 500;
/** The number of runs to list, of all builds of the Actor. */
const LIST_LENGTH = 1_000;
/**
 * Finds the only run of the build. The build is new, so nothing else has used it yet. After a cancellation, the list is
 * read once more.
 * @param lost the error of the lost response.
 * @returns undefined if no run appears within 5 seconds.
 * @throws ActionError if there are several runs, or if the list cannot be read.
 */
async function findLostRun({ actorId, build, lost, }, { api, clock, signal, deadline, }) {
    for (const end = clock.now() + SEARCH_MS;;) {
        const isLast = signal.aborted || clock.now() >= end;
        const { runs } = await api.listRuns(actorId, LIST_LENGTH, deadline).catch((error) => {
            const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. A test run of build ${build.buildNumber} may or may not have been started: ${(0,errors/* messageOf */.bD)(error)}`;
            throw new errors/* ActionError */.lZ(message, { hint: checkHint, cause: lost });
        });
        const found = runs.filter(({ buildId }) => buildId === build.id);
        if (found.length > 1)
            throw several(found, build.buildNumber, lost);
        if (found.length === 1 || isLast)
            return found[0];
        await (0,time_limit/* pause */.v7)(clock, find_lost_run_PAUSE_MS, signal);
    }
}
const checkHint = 'Check the runs of the Actor in Apify Console and abort those that are not needed before you run the job again.';
function several(runs, buildNumber, lost) {
    const shown = runs.map(({ id, status, startedAt }) => `${id} (${(0,build_text/* quoted */.TL)(status)}, started ${(0,build_text/* quoted */.TL)(startedAt)})`);
    const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. There are ${runs.length} runs of build ${buildNumber}, and the action cannot determine which one is its own: ${(0,build_text/* listSome */.XT)(shown)}`;
    return new errors/* ActionError */.lZ(message, { hint: checkHint, cause: lost });
}

;// CONCATENATED MODULE: ./build/runs/run-failure.js



/**
 * Decides whether a run passed. It passes if it succeeded and its default dataset has enough items. Pure.
 * @param details.notAborted why a run that did not end could not be aborted.
 */
function describeEnd(run, details) {
    const name = `Test run ${run.id}`;
    const { items, minItems, waitedMs, notAborted } = details;
    if (items === undefined) {
        const state = `${name} did not end within ${(0,build_text/* formatDuration */.a3)(waitedMs)}`;
        if (notAborted !== undefined) {
            const reason = `${state} (${(0,job/* formatStatus */.me)(run)}), and it could not be aborted: ${notAborted}`;
            return { reason, hint: 'It may still be running. Abort it in Apify Console.' };
        }
        const result = (0,job/* isFinal */.dR)(run) ? `its status is now ${run.status}` : 'the action aborted it';
        return { reason: `${state}, so ${result}`, hint: TIMEOUT_HINT };
    }
    if (run.status !== 'SUCCEEDED') {
        const cause = (0,failure_message/* statusMessageOf */.rQ)(run);
        return { reason: `${name} ${ended(run)}${cause === undefined ? '' : `: ${cause}`}`, hint: hintFor(run) };
    }
    const { count, problem } = items;
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
const TIMEOUT_HINT = 'Increase test-timeout, or use a test-input that needs less time.';
function ended(run) {
    switch (run.status) {
        case 'FAILED':
            return 'failed';
        case 'ABORTED':
            return 'was aborted';
        case 'TIMED-OUT':
            return 'exceeded test-timeout (TIMED-OUT)';
        default:
            return `ended with status ${(0,job/* formatStatus */.me)(run)}`;
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
/**
 * Runs the build once, streams the log, waits until the run ends, and counts the items in its default dataset.
 * @throws ActionError or ApifyApiError if the run could not be started or monitored. After a cancellation, aborts the
 *   run and throws CancelledError with what happened.
 */
function runTest(request, tools) {
    const { api, clock, signal, onRun: record } = tools;
    const { timeoutSecs, minItems } = request.options;
    const limitMs = timeoutSecs * 1000;
    const waitMs = limitMs + Math.min(Math.max(MIN_LATE_MS, limitMs), MAX_LATE_MS);
    const end = async (run, log) => {
        const hasEnded = (0,job/* isFinal */.dR)(run);
        const rest = hasEnded ? log.finish(run.status !== 'SUCCEEDED') : log.stop();
        const [items, aborted] = await Promise.all([
            hasEnded ? countItems(run) : undefined,
            hasEnded ? undefined : abort(run),
            rest,
        ]);
        const failure = describeEnd(aborted?.run ?? run, {
            minItems,
            items,
            waitedMs: waitMs,
            notAborted: aborted?.problem,
        });
        const diagnostics = [...log.diagnostics];
        if (failure === undefined && items?.problem !== undefined) {
            diagnostics.push({
                level: 'warning',
                message: `The items of the test run could not be counted: ${items.problem}`,
            });
        }
        return { run: aborted?.run ?? run, itemCount: items?.count, failure, logTail: log.tail, diagnostics };
    };
    const countItems = (run) => readItemCount(api, { datasetId: run.defaultDatasetId, atLeast: run.status === 'SUCCEEDED' ? minItems : 0 }, tools);
    /** Aborts the run, which would otherwise continue to cost money. */
    const abort = async (run) => {
        const limit = (0,time_limit/* limitTime */.DZ)(clock, ABORT_MS);
        try {
            const aborted = await api.abortRun(run.id, AbortSignal.any([signal, limit.signal]));
            record(aborted);
            return { run: aborted };
        }
        catch (error) {
            signal.throwIfAborted();
            return { run, problem: (0,errors/* messageOf */.bD)(error) };
        }
        finally {
            limit.end();
        }
    };
    const follow = async (started) => {
        try {
            return await (0,with_job/* followJob */.B)(started, end, { ...tools, waitMs });
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            const { problem } = await abort(started.job);
            const state = problem === undefined ? 'The action aborted the run' : `The run could not be aborted: ${problem}`;
            const message = `${(0,errors/* messageToGoOn */.QG)((0,error_hints/* explain */.W)(error))}. ${state}`;
            // An aborted run is no longer running.
            const { hint } = (0,error_hints/* explain */.W)(problem === undefined && error instanceof follow_status/* StatusError */.Xs ? error.cause : error);
            throw new errors/* ActionError */.lZ(message, { hint, cause: error });
        }
    };
    const start = (deadline) => startRun(request, { ...tools, deadline });
    return (0,with_job/* withJob */.e)({ start, requestsFor: (run) => requestsFor(run, api), record }, follow, tools);
}
function startRun({ actorId, build, input, options, maxMemoryWaitMs }, tools) {
    const { timeoutSecs: timeout, memoryMbytes: memory, maxTotalChargeUsd } = options;
    const query = {
        build: build.buildNumber,
        timeout,
        ...(memory === undefined ? {} : { memory }),
        ...(maxTotalChargeUsd === undefined ? {} : { maxTotalChargeUsd }),
    };
    return (0,start_job/* startJob */._)({
        kind: 'run',
        name: `test run of build ${build.buildNumber}`,
        maxMemoryWaitMs,
        send: (control) => tools.api.startRun(actorId, { ...query, input }, control),
        find: (lost) => findLostRun({ actorId, build, lost }, tools),
    }, tools);
}
function requestsFor(run, api) {
    return {
        name: `test run ${run.id}`,
        get: (waitSecs, signal) => api.getRun(run.id, waitSecs, signal),
        abort: (signal) => api.abortRun(run.id, signal),
        open: (signal) => api.openRunLog(run.id, signal),
    };
}

;// CONCATENATED MODULE: ./build/runs/prefill.js
/**
 * Returns the input that the Store's daily test uses: the prefilled values, and the defaults of booleans and of hidden
 * fields.
 * @param schema the input schema of the build. If it is not an object, the input is empty.
 * @see https://docs.apify.com/platform/actors/publishing/test
 */
function prefilledInput(schema) {
    const fields = Object.entries(objectOr(objectOr(schema)['properties'])).map(([name, field]) => {
        const { type, editor, prefill, default: otherwise } = objectOr(field);
        return [name, type === 'boolean' || editor === 'hidden' ? otherwise : prefill];
    });
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
function objectOr(value) {
    return typeof value === 'object' && value !== null ? value : {};
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
// EXTERNAL MODULE: ./build/actions/connection.js
var connection = __webpack_require__(7862);
// EXTERNAL MODULE: ./build/actions/deploy/input-schema-file.js
var input_schema_file = __webpack_require__(4355);
// EXTERNAL MODULE: ./build/actions/deploy/inputs.js
var deploy_inputs = __webpack_require__(2325);
// EXTERNAL MODULE: ./build/actions/deploy/record-newer-build.js
var record_newer_build = __webpack_require__(6052);
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
    if (run !== undefined) {
        const test = () => testBuild(context, request, { build, run });
        await state.stage('Test run', test).catch((error) => {
            if (!(error instanceof cancellation/* CancelledError */.cc))
                state.record({ testResult: 'failed' });
            throw notPromoted(context, build, error);
        });
    }
    if (!promote)
        return;
    await state
        .stage('Promote', () => promoteBuild(context, request, build))
        .catch((error) => {
        throw notPromoted(context, build, error);
    });
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
        api: createRunsApi((0,connection/* connectionOf */.a)(context, config.inputs)),
        clock: clock/* systemClock */.m,
        signal,
        onRun: (news) => state.record({ run: news }),
        onLine: report.line,
        onProgress: report.line,
        onWarning: (message) => state.report({ level: 'warning', message }),
    });
    const { itemCount, failure, logTail } = result;
    state.report(...result.diagnostics);
    state.record({
        run: result.run,
        testResult: failure === undefined ? 'passed' : 'failed',
        ...(itemCount === undefined ? {} : { itemCount }),
    });
    if (failure !== undefined) {
        state.record({ testFailure: { reason: failure.reason, logTail } });
        throw new errors/* ActionError */.lZ((0,failure_message/* messageWithLog */.qh)(failure.reason, logTail), { hint: failure.hint });
    }
    const items = itemCount === undefined ? '' : ` with ${(0,build_text/* formatCount */.B4)(itemCount, 'item')}`;
    report.line(`Test run ${result.run.id} succeeded${items}`);
}
/** Adds to the error what happened to the tags. */
function notPromoted({ state }, build, error) {
    if (error instanceof cancellation/* CancelledError */.cc)
        return error;
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
    const [name, text] = schema?.kind === 'file' ? [schema.name, schema.text] : [file?.name, file?.text];
    const [top, ...rest] = error.field;
    const above = schema?.kind === 'file' ? schema.keys : [];
    const field = top !== undefined && isPrefill ? ['properties', top, 'prefill', ...rest] : error.field;
    const [position] = text === undefined ? [] : (0,json_positions/* findKeyPlaces */.R4)(text, [[...above, ...field]]);
    const place = name === undefined || position === undefined ? undefined : { file: name, ...position };
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
    const tagged = (0,apify_api/* taggedBuild */.b)(actor, tag);
    if (tagged?.buildId === build.id)
        return state.record({ promoted: true });
    if (tagged?.buildId)
        state.record({ previousBuild: { id: tagged.buildId, number: tagged.buildNumber ?? '' } });
    if ((0,record_newer_build/* recordNewerBuild */.Z)(context, actor, { tag, build })) {
        const newer = (0,build_text/* visible */.RK)(tagged?.buildNumber || tagged?.buildId || '');
        const message = `The tag ${(0,build_text/* visible */.RK)(tag)} already points to build ${newer}, which is newer than build ${number}, so the action does not move it`;
        state.report({ level: 'warning', message });
        return;
    }
    signal.throwIfAborted();
    state.recordUpdate({ writing: `tag ${tag}` });
    const onWritten = () => state.recordUpdate({ writing: undefined, written: `tag ${tag}` });
    const request = { actorId, tags: [tag], buildId: build.id };
    const { unmoved } = await moveTags(api, request, { clock: clock/* systemClock */.m, signal, onWritten });
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
