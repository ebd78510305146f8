export const id = 138;
export const ids = [138];
export const modules = {

/***/ 3138:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: ./build/follow/follow-status.js
var follow_status = __webpack_require__(5178);
// EXTERNAL MODULE: ./build/follow/job.js
var follow_job = __webpack_require__(4555);
// EXTERNAL MODULE: ./build/follow/start-job.js
var start_job = __webpack_require__(9506);
// EXTERNAL MODULE: ./build/follow/with-job.js + 1 modules
var with_job = __webpack_require__(7290);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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
    const cause = (0,failure_message/* statusMessageOf */.rQ)(build) ?? lastErrorIn((0,failure_message/* plainLines */.y1)(tail));
    const reason = `${describeBuild(build)}${cause === undefined ? '' : `: ${cause}`}`;
    return { reason, error: new errors/* ActionError */.lZ((0,failure_message/* messageWithLog */.qh)(reason, tail), { hint: hintFor(build) }) };
}
function describeBuild(build) {
    const name = (0,build_text/* capitalize */.ZH)((0,build_name/* buildName */.A)(build));
    switch (build.status) {
        case 'FAILED':
            return `${name} failed`;
        case 'ABORTED':
            return `${name} was aborted`;
        case 'TIMED-OUT':
            return `${name} exceeded Apify's time limit (TIMED-OUT)`;
        default:
            return `${name} ended with status ${(0,follow_job/* formatStatus */.me)(build)}`;
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
;// CONCATENATED MODULE: ./build/builds/find-lost-build.js




/** How long to search, and the pause between two requests, in milliseconds. */
const SEARCH_MS = 5_000;
const PAUSE_MS = 500;
/** The number of builds to list, of all versions. */
const LIST_LENGTH = 100;
/** How precisely the request time must be known, in milliseconds, and the number of extra lists to determine it. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** The maximum difference between the clocks of Apify's servers, in milliseconds. */
const TOLERANCE_MS = 100;
/**
 * Finds the only build of the version that started after the request. Start times are compared with the API's clock,
 * because the runner's clock may be wrong. A response contains the API's time in whole seconds. If a build started at
 * about the time of the request, more lists are read to determine that time more precisely. After a cancellation, the
 * list is read once more.
 * @returns undefined if no build appears within 5 seconds.
 * @throws ActionError if there are several builds, or if it cannot be determined.
 */
async function findLostBuild({ actorId, version, requestedAt, lost }, { api, clock, signal, deadline }) {
    const searchEnd = clock.now() + SEARCH_MS;
    // The range in which the request was sent, in the API's time.
    let earliest = Number.NEGATIVE_INFINITY;
    let latest = Number.POSITIVE_INFINITY;
    let preciseLists = 0;
    for (;;) {
        const isLast = signal.aborted || clock.now() >= searchEnd;
        const sentAt = clock.now();
        const { builds, now } = await api.listBuilds(actorId, LIST_LENGTH, deadline).catch((error) => {
            throw unknown(lost, version, (0,errors/* messageOf */.bD)(error));
        });
        if (now === undefined)
            throw unknown(lost, version, 'the response with the list of builds has no Date header');
        // Apify determined `now`, in whole seconds, between the request and its response.
        earliest = Math.max(earliest, now - (clock.now() - requestedAt));
        latest = Math.min(latest, now + 1000 - (sentAt - requestedAt));
        const candidates = builds.filter(({ buildNumber, startedAt }) => buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= earliest - TOLERANCE_MS);
        const isUnclear = latest - earliest > PRECISION_MS && candidates.some(({ startedAt }) => Date.parse(startedAt) < latest);
        if (isUnclear && preciseLists < MAX_PRECISE_LISTS) {
            preciseLists += 1;
            // A list that is read when the API's clock may reach the next second halves the range.
            const middle = (earliest + latest) / 2 + (clock.now() - requestedAt);
            await (0,time_limit/* pause */.v7)(clock, 1000 - (middle % 1000), deadline);
            continue;
        }
        if (candidates.length > 1)
            throw several(candidates, lost, version);
        if (candidates.length === 1 || isLast)
            return candidates[0];
        await (0,time_limit/* pause */.v7)(clock, PAUSE_MS, signal);
    }
}
const checkHint = 'Check the builds of the Actor in Apify Console before you run the job again, to avoid a second build.';
function several(builds, lost, version) {
    const shown = builds.map((build) => `${(0,build_name/* buildName */.A)(build)} (${(0,build_text/* quoted */.TL)(build.status)}, started ${(0,build_text/* quoted */.TL)(build.startedAt)})`);
    const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. ${builds.length} builds of version ${version} started since then, and the action cannot determine which one is its own: ${(0,build_text/* listSome */.XT)(shown)}`;
    const hint = `${checkHint} To keep deployments from overlapping, add a concurrency group to the workflow.`;
    return new errors/* ActionError */.lZ(message, { hint, cause: lost });
}
function unknown(lost, version, reason) {
    const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. A build of version ${version} may or may not have been started: ${reason}`;
    return new errors/* ActionError */.lZ(message, { hint: checkHint, cause: lost });
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

// EXTERNAL MODULE: ./build/builds/wait-for-tag.js
var wait_for_tag = __webpack_require__(2976);
;// CONCATENATED MODULE: ./build/builds/build-version.js










/** The limit in seconds if `wait-for-finish` is empty. */
const DEFAULT_WAIT_SECS = 2 * 60 * 60;
/**
 * Starts a build of the version, streams its log and waits until it ends.
 * @throws ActionError or ApifyApiError if the build could not be started or monitored. After a cancellation, aborts the
 *   build and throws CancelledError with what happened.
 */
function buildVersion(request, tools) {
    const { api, onBuild: record } = tools;
    const start = (deadline) => startBuild(request, tools, deadline);
    return (0,with_job/* withJob */.e)({ start, requestsFor: (build) => requestsFor(build, api), record }, follow, tools);
    async function follow(started) {
        const { job, requests } = started;
        const hasFailed = (0,follow_job/* isFinal */.dR)(job) && job.status !== 'SUCCEEDED';
        if (request.waitForFinishSecs === 0 && !hasFailed) {
            (0,follow_status/* warnIfUnknown */.gZ)(requests.name, job, tools.onWarning);
            return { outcome: 'not-awaited', build: job, diagnostics: [], logTail: [] };
        }
        const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000;
        const mistakes = createMistakeFinder();
        const onLine = (line) => {
            mistakes.read(line);
            tools.onLogLine(line);
        };
        const end = async (build, log) => {
            if ((0,follow_job/* isFinal */.dR)(build))
                return finish(request, { build, log, place: mistakes.place }, tools);
            await log.stop();
            const state = `is still ${(0,follow_job/* formatStatus */.me)(build)} after ${(0,build_text/* formatDuration */.a3)(waitMs)}`;
            const message = `${(0,build_text/* capitalize */.ZH)(requests.name)} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
            const diagnostics = [...log.diagnostics, { level: 'warning', message }];
            return { outcome: 'out-of-time', build, logTail: log.tail, diagnostics };
        };
        return (0,with_job/* followJob */.B)(started, end, { ...tools, waitMs, onLine });
    }
}
/** Starts exactly one build. https://docs.apify.com/api/v2/act-builds-post */
function startBuild(request, tools, deadline) {
    const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
    const { api } = tools;
    const body = { version, useCache, ...(tag === undefined ? {} : { tag }) };
    const job = {
        kind: 'build',
        name: `build of version ${version}`,
        maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
        send: (control) => api.startBuild(actorId, body, control),
        find: (lost, requestedAt) => findLostBuild({ actorId, version, requestedAt, lost }, { ...tools, deadline }),
    };
    return (0,start_job/* startJob */._)(job, tools);
}
function requestsFor(build, api) {
    return {
        name: (0,build_name/* buildName */.A)(build),
        get: (waitSecs, signal) => api.getBuild(build.id, waitSecs, signal),
        abort: (signal) => api.abortBuild(build.id, signal),
        open: (signal) => api.openBuildLog(build.id, signal),
    };
}
async function finish(request, ended, tools) {
    const { build, log } = ended;
    if (build.status !== 'SUCCEEDED') {
        await log.finish(true);
        const { reason, error } = explainFailure(build, log.tail);
        const { diagnostics, tail: logTail } = log;
        return { outcome: 'failed', build, reason, error, place: ended.place(), diagnostics, logTail };
    }
    const tag = request.tag ?? (build.actVersion?.buildTag || request.versionTag || undefined);
    const [tagged] = await Promise.all([
        tag === undefined ? undefined : (0,wait_for_tag/* waitForTag */.b)({ actorId: request.actorId, tag, build }, tools),
        log.finish(false),
    ]);
    return {
        outcome: 'succeeded',
        build,
        promoted: tagged?.promoted === true,
        actor: tagged?.actor,
        diagnostics: [...log.diagnostics, ...(tagged?.diagnostics ?? [])],
        logTail: log.tail,
    };
}

// EXTERNAL MODULE: ./build/time/clock.js
var clock = __webpack_require__(5786);
// EXTERNAL MODULE: ./build/actions/deploy/inputs.js
var deploy_inputs = __webpack_require__(2325);
// EXTERNAL MODULE: ./build/actions/deploy/record-newer-build.js
var record_newer_build = __webpack_require__(6052);
// EXTERNAL MODULE: ./build/actions/deploy/state.js
var deploy_state = __webpack_require__(8652);
;// CONCATENATED MODULE: ./build/actions/deploy/build.js







/**
 * Builds the version and prints the build log.
 * @returns the Actor, if it was read after the build.
 */
async function build(context, config, actorId) {
    const { state, report, cancellation } = context;
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
        api: await context.connect(inputs),
        clock: clock/* systemClock */.m,
        signal: cancellation.signal,
        onBuild: (news) => state.record({ build: news }),
        onLogLine: report.line,
        onProgress: report.line,
        onWarning: (message) => state.report({ level: 'warning', message }),
    });
    state.report(...result.diagnostics);
    state.record({ build: result.build, buildResult: result.outcome });
    switch (result.outcome) {
        case 'succeeded': {
            const tag = (0,deploy_state/* tagOf */.cO)(state.current);
            state.record({ promoted: result.promoted && (test === undefined || tag === deploy_state/* CANDIDATE */.Me) });
            if (test === undefined && tag !== undefined && result.actor !== undefined) {
                (0,record_newer_build/* recordNewerBuild */.Z)(context, result.actor, { tag, build: result.build });
            }
            return result.actor;
        }
        case 'out-of-time':
            if (test !== undefined)
                state.report({ level: 'warning', message: notTested(state.current, test) });
            return undefined;
        case 'not-awaited':
            return undefined;
        case 'failed': {
            state.record({ buildFailure: { reason: result.reason, logTail: result.logTail } });
            const place = (0,deploy_inputs/* isCheckedOut */.k)(inputs.source) ? await findPlace(result.place, workspace) : undefined;
            const { message, hint } = result.error;
            const page = (0,deploy_state/* buildUrl */.c$)(state.current);
            const parts = [hint, page === undefined ? undefined : `See ${page}`].filter((part) => part !== undefined);
            throw new errors/* ActionError */.lZ(message, { hint: parts.join(' '), place, cause: result.error });
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
