export const id = 550;
export const ids = [550];
export const modules = {

/***/ 3550:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: ./build/follow/job.js
var job = __webpack_require__(4555);
// EXTERNAL MODULE: ./build/follow/run-job.js + 2 modules
var run_job = __webpack_require__(8829);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/follow/failure-message.js
var failure_message = __webpack_require__(5232);
// EXTERNAL MODULE: ./build/builds/build-name.js
var build_name = __webpack_require__(3122);
;// CONCATENATED MODULE: ./build/builds/build-failure.js



/**
 * Explains why a build failed. Text from the API and the log is not escaped, because redaction would not find an
 * escaped secret.
 * @param tail the last lines of the log.
 */
function explainFailure(build, tail) {
    const sentence = `${(0,build_text/* capitalize */.ZH)((0,build_name/* buildName */.A)(build))} ${endOf(build)}`;
    return { reason: (0,failure_message/* withCause */.wD)(sentence, build, lastErrorIn((0,failure_message/* plainLines */.y1)(tail))), hint: hintFor(build) };
}
function endOf({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'was aborted';
        case 'TIMED-OUT':
            return "exceeded Apify's time limit (TIMED-OUT)";
        default:
            return 'failed';
    }
}
function hintFor({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'Someone, or another run, aborted the build. To keep deployments from overlapping, add a concurrency group to the workflow.';
        case 'TIMED-OUT':
            return 'Reduce the work in the Dockerfile, or order its steps so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
        default:
            return 'Fix the error that the log shows, then deploy again. The version is already updated, but no tag has moved.';
    }
}
const ERROR = 'ERROR: ';
/** Returns the message of the last platform error in the log. Its lines begin with a timestamp. */
function lastErrorIn(lines) {
    for (const line of lines.toReversed()) {
        const at = line.indexOf(ERROR);
        const start = at === -1 ? '-' : line.slice(0, at);
        if (start === '' || start === 'ACTOR: ' || /^\S{1,40}Z (?:ACTOR: )?$/.test(start))
            return line.slice(at + ERROR.length);
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __webpack_require__(8445);
;// CONCATENATED MODULE: ./build/builds/list-lost-builds.js

/** The number of builds to list, of all versions. */
const LIST_LENGTH = 100;
/** How precisely the request time must be known, in milliseconds, and the number of extra lists to determine it. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** The maximum difference between the clocks of Apify's servers, in milliseconds. */
const TOLERANCE_MS = 100;
/**
 * Returns a function that lists the builds of the version that started after the request. Start times are compared with
 * the API's clock, because the runner's clock may be wrong. A response contains the API's time in whole seconds. If a
 * build started at about the time of the request, more lists are read to determine that time more precisely.
 * @param of.requestedAt when the request was sent, as measured by `clock`.
 */
function createBuildList(of, { api, clock, deadline }) {
    const { actorId, version, requestedAt } = of;
    // The range in which the request was sent, in the API's time.
    let earliest = Number.NEGATIVE_INFINITY;
    let latest = Number.POSITIVE_INFINITY;
    let preciseLists = 0;
    return async () => {
        for (;;) {
            const sentAt = clock.now();
            const { builds, now } = await api.listBuilds(actorId, LIST_LENGTH, deadline);
            if (now === undefined)
                throw new Error('the response with the list of builds has no Date header');
            // Apify determined `now`, in whole seconds, between the request and its response.
            earliest = Math.max(earliest, now - (clock.now() - requestedAt));
            latest = Math.min(latest, now + 1000 - (sentAt - requestedAt));
            const candidates = builds.filter(({ buildNumber, startedAt }) => buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= earliest - TOLERANCE_MS);
            const isUnclear = latest - earliest > PRECISION_MS && candidates.some(({ startedAt }) => Date.parse(startedAt) < latest);
            if (!isUnclear || preciseLists === MAX_PRECISE_LISTS)
                return candidates;
            preciseLists += 1;
            // A list that is read when the API's clock may reach the next second halves the range.
            const middle = (earliest + latest) / 2 + (clock.now() - requestedAt);
            await (0,time_limit/* pause */.v7)(clock, 1000 - (middle % 1000), deadline);
        }
    };
}

;// CONCATENATED MODULE: ./build/builds/log-place.js

/** The number of steps to remember. BuildKit runs a few of them in parallel. */
const MAX_STEPS = 100;
const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;
/**
 * Reads a log line by line and finds the position of the last error. Recognizes messages of Docker and BuildKit
 * (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go). A log may be malicious, so the time for a
 * line must not grow faster than its length.
 */
function createMistakeFinder() {
    let place;
    let frameLine;
    /** Steps by their number. Docker's classic builder does not number its steps. */
    const steps = new Map();
    const remember = (id, step) => {
        const [oldest] = steps.keys();
        if (steps.size >= MAX_STEPS && oldest !== undefined)
            steps.delete(oldest);
        steps.set(id, step);
    };
    const placeOfStep = (id) => {
        const step = steps.get(id);
        return step === undefined ? undefined : { kind: 'instruction', ...step };
    };
    const rules = [
        [
            /^Step (\d+)\/(\d+) : (.+)$/,
            (number, of, text = '') => remember('', { text, step: { number: Number(number), of: Number(of) } }),
        ],
        [/^The command '.*' returned a non-zero code: \d/, () => placeOfStep('')],
        [/^(?:(?:COPY|ADD) failed: |manifest for \S+ not found|pull access denied for )/, () => placeOfStep('')],
        [/^#(\d+) \[(?:\S+ +)?\d+\/\d+\] (.+)$/, (id = '', text = '') => remember(id, { text })],
        [/^#(\d+) ERROR: /, (id = '') => placeOfStep(id)],
        [
            /^[^\s:]+:(\d+)$/,
            (line) => {
                frameLine = Number(line);
            },
        ],
        [/^ *(\d+) \| >>>/, (line) => (Number(line) === frameLine ? { kind: 'line', line: frameLine } : undefined)],
        [/dockerfile parse error (?:on )?line (\d+):/i, (line) => ({ kind: 'line', line: Number(line) })],
    ];
    return {
        read: (raw) => {
            const line = (0,build_text/* withoutStyle */.IV)(raw).replace(PREFIX, '').trimEnd();
            for (const [pattern, placeOf] of rules) {
                const match = pattern.exec(line);
                if (match === null)
                    continue;
                place = placeOf(...match.slice(1)) ?? place;
                return;
            }
        },
        place: () => place,
    };
}

// EXTERNAL MODULE: ./build/builds/tags.js
var tags = __webpack_require__(4095);
;// CONCATENATED MODULE: ./build/builds/build-version.js








/** The limit in seconds if `wait-for-finish` is empty. */
const DEFAULT_WAIT_SECS = 2 * 60 * 60;
/** Starts a build of the version, streams its log and waits until it ends. @throws the same errors as `runJob`. */
function buildVersion(request, tools) {
    const { actorId, waitForFinishSecs } = request;
    const plan = planOf(request, tools);
    const mistakes = createMistakeFinder();
    const onLine = (line) => {
        mistakes.read(line);
        tools.onLine(line);
    };
    const end = async ({ job: build, logTail, diagnostics }) => {
        const result = { build, logTail, diagnostics };
        if ((0,job/* hasFailed */.WN)(build)) {
            return { ...result, outcome: 'failed', failure: explainFailure(build, logTail), place: mistakes.place() };
        }
        if (waitForFinishSecs === 0)
            return { ...result, outcome: 'not-awaited' };
        if (!(0,job/* isFinal */.dR)(build)) {
            const state = `is still ${(0,job/* formatStatus */.me)(build)} after ${(0,build_text/* formatDuration */.a3)(plan.waitMs)}`;
            const message = `${(0,build_text/* capitalize */.ZH)((0,build_name/* buildName */.A)(build))} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
            return { ...result, outcome: 'out-of-time', diagnostics: [...diagnostics, { level: 'warning', message }] };
        }
        const tag = request.tag ?? (build.actVersion?.buildTag || request.versionTag || undefined);
        if (tag === undefined)
            return { ...result, outcome: 'succeeded', promoted: false, actor: undefined };
        const tagged = await (0,tags/* waitForTag */.bf)({ actorId, tag, build }, tools);
        return { ...result, outcome: 'succeeded', ...tagged, diagnostics: [...diagnostics, ...tagged.diagnostics] };
    };
    return (0,run_job/* runJob */.b)(plan, end, { ...tools, onLine });
}
/** https://docs.apify.com/api/v2/act-builds-post */
function planOf(request, tools) {
    const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
    const { api } = tools;
    const query = { version, useCache, tag };
    return {
        kind: 'build',
        name: `build of version ${version}`,
        maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
        waitMs: (waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000,
        send: (control) => api.startBuild(actorId, query, control),
        listAfter: (requestedAt, deadline) => createBuildList({ actorId, version, requestedAt }, { ...tools, deadline }),
        requestsFor: (build) => ({
            name: (0,build_name/* buildName */.A)(build),
            get: (waitSecs, signal) => api.getBuild(build.id, waitSecs, signal),
            abort: (signal) => api.abortBuild(build.id, signal),
            open: (signal) => api.openBuildLog(build.id, signal),
        }),
    };
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/actions/deploy/inputs.js
var deploy_inputs = __webpack_require__(2325);
// EXTERNAL MODULE: ./build/actions/deploy/state.js
var deploy_state = __webpack_require__(8652);
;// CONCATENATED MODULE: ./build/actions/deploy/build.js







/**
 * Builds the version and prints the build log.
 * @returns the Actor, if it was read after the build.
 */
async function build(context, config, actorId) {
    const { state } = context;
    const { inputs, target, workspace, test } = config;
    const request = {
        actorId,
        versionNumber: target.versionNumber,
        useCache: inputs.useCache,
        tag: test === undefined ? target.chosenTag : deploy_state/* CANDIDATE */.Me,
        versionTag: state.current.version?.buildTag ?? undefined,
        waitForFinishSecs: inputs.waitForFinishSecs,
    };
    const result = await buildVersion(request, {
        ...context.jobTools,
        api: await context.connect(inputs),
        onJob: (news) => state.record({ build: news }),
    });
    state.report(...result.diagnostics);
    state.record({ build: result.build, buildResult: result.outcome });
    switch (result.outcome) {
        case 'succeeded': {
            const tag = (0,deploy_state/* tagOf */.cO)(state.current);
            state.record({ promoted: result.promoted && (test === undefined || tag === deploy_state/* CANDIDATE */.Me) });
            const newer = test === undefined && tag !== undefined && result.actor && (0,tags/* newerBuild */.iD)(result.actor, tag, result.build);
            if (newer)
                state.record({ newerBuild: newer });
            return result.actor;
        }
        case 'out-of-time':
            if (test !== undefined)
                state.report({ level: 'warning', message: notTested(state.current, test) });
            return undefined;
        case 'not-awaited':
            return undefined;
        case 'failed': {
            const { failure, logTail } = result;
            state.record({ buildFailure: { reason: failure.reason, logTail } });
            const place = (0,deploy_inputs/* isCheckedOut */.k)(inputs.source) ? await findPlace(result.place, workspace) : undefined;
            const page = (0,deploy_state/* buildUrl */.c$)(state.current);
            const hint = page === undefined ? failure.hint : `${failure.hint} See ${page}`;
            throw new errors/* ActionError */.lZ((0,failure_message/* messageWithLog */.qh)(failure.reason, logTail), { hint, place });
        }
    }
}
function notTested(state, { run }) {
    const missed = run === undefined ? 'The action' : 'There is no test run, and the action';
    const tag = (0,deploy_state/* tagOf */.cO)(state);
    return `${missed} does not point ${tag === undefined ? 'a tag' : `the tag ${(0,build_text/* visible */.RK)(tag)}`} to the build. To promote it after it has succeeded, use the promote action with build: ${deploy_state/* CANDIDATE */.Me}.`;
}
async function findPlace(place, folder) {
    if (place === undefined)
        return undefined;
    const { findLogPlace } = await __webpack_require__.e(/* import() */ 924).then(__webpack_require__.bind(__webpack_require__, 6924));
    return findLogPlace(place, folder);
}


/***/ })

};
