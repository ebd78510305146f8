export const id = 624;
export const ids = [624];
export const modules = {

/***/ 3122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ buildName)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);

/** `build 0.1.7`. */
function buildName({ buildNumber }) {
    return `build ${/^[\d.]{1,30}$/.test(buildNumber) ? buildNumber : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(buildNumber)}`;
}


/***/ }),

/***/ 4095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ moveTags),
/* harmony export */   bf: () => (/* binding */ waitForTag),
/* harmony export */   iD: () => (/* binding */ newerBuild)
/* harmony export */ });
/* unused harmony exports tagsElsewhere, isSameOrNewer */
/* harmony import */ var _apify_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6210);
/* harmony import */ var _follow_poll_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6151);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(977);
/* harmony import */ var _build_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3122);




/** How long to wait for tags to move, in milliseconds. */
const MAX_WAIT_MS = 30_000;
/**
 * Waits until the tag points to the build or a newer one. If it does not, returns a warning.
 * @throws the signal's reason if it is aborted.
 */
async function waitForTag(request, tools) {
    const { actorId, tag, build } = request;
    const isDone = (actor) => isSameOrNewer((0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag), build);
    const getActor = (signal) => tools.api.getActor(actorId, signal);
    const { last: actor, problem } = await (0,_follow_poll_js__WEBPACK_IMPORTED_MODULE_1__/* .poll */ .w)(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
    if (actor !== undefined && problem === undefined && isDone(actor)) {
        return { promoted: (0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag)?.buildId === build.id, actor, diagnostics: [] };
    }
    return { promoted: false, actor, diagnostics: [{ level: 'warning', message: explain(request, actor, problem) }] };
}
/** @param problem why the Actor could not be read; undefined after a timeout. */
function explain({ tag, build }, actor, problem) {
    const start = `${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .capitalize */ .ZH)((0,_build_name_js__WEBPACK_IMPORTED_MODULE_3__/* .buildName */ .A)(build))} succeeded, but`;
    if (actor === undefined || problem !== undefined) {
        return `${start} the action could not check whether the tag ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(tag)} points to it: ${problem}`;
    }
    const buildNumber = (0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag)?.buildNumber;
    const state = buildNumber ? `still points to ${(0,_build_name_js__WEBPACK_IMPORTED_MODULE_3__/* .buildName */ .A)({ buildNumber })}` : 'does not point to any build';
    return `${start} its tag ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .visible */ .RK)(tag)} ${state} after ${MAX_WAIT_MS / 1000} seconds. Runs that use this tag do not use the new build yet.`;
}
/**
 * Points tags to a build and waits until all of them have moved.
 * @param tools.onWritten is called when Apify has accepted the change.
 * @returns the tags that still point elsewhere after 30 seconds.
 * @throws the signal's reason if it is aborted before the tags have moved.
 * @see https://docs.apify.com/api/v2/act-put
 */
async function moveTags(api, request, tools) {
    const { actorId, tags, buildId } = request;
    const taggedBuilds = Object.fromEntries(tags.map((tag) => [tag, { buildId }]));
    let actor = await api.updateActor(actorId, { taggedBuilds });
    tools.onWritten?.();
    const isDone = () => tagsElsewhere(actor, tags, buildId).length === 0;
    const getActor = async (signal) => {
        // The tags are already written, so a failed request does not matter.
        actor = await api.getActor(actorId, signal).catch(() => actor);
    };
    await (0,_follow_poll_js__WEBPACK_IMPORTED_MODULE_1__/* .poll */ .w)(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
    return tagsElsewhere(actor, tags, buildId);
}
function tagsElsewhere(actor, tags, buildId) {
    return tags.filter((tag) => (0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag)?.buildId !== buildId);
}
/** Returns the build that the tag points to if it is newer than the given one. */
function newerBuild(actor, tag, build) {
    const tagged = (0,_apify_api_js__WEBPACK_IMPORTED_MODULE_0__/* .taggedBuild */ .b)(actor, tag);
    if (!tagged?.buildId || tagged.buildId === build.id || !isSameOrNewer(tagged, build))
        return undefined;
    return { id: tagged.buildId, number: tagged.buildNumber ?? '' };
}
/**
 * Compares builds of the same version by number, and builds of different versions by time. For example, if a tag has
 * pointed to 1.0.4 for weeks, a new build 0.9.2 is newer.
 */
function isSameOrNewer(tagged, build) {
    if (tagged === undefined)
        return false;
    if (tagged.buildId === build.id)
        return true;
    const other = numbersOf(tagged.buildNumber);
    const own = numbersOf(build.buildNumber);
    if (other === undefined || own === undefined)
        return false;
    if (other[0] === own[0] && other[1] === own[1])
        return other[2] > own[2];
    const finished = Date.parse(tagged.finishedAt ?? '');
    const started = Date.parse(build.startedAt);
    if (!Number.isNaN(finished) && !Number.isNaN(started))
        return finished >= started;
    return other[0] === own[0] ? other[1] > own[1] : other[0] > own[0];
}
function numbersOf(buildNumber) {
    const [, major, minor, count] = /^(\d+)\.(\d+)\.(\d+)$/.exec(buildNumber ?? '') ?? [];
    return count === undefined ? undefined : [Number(major), Number(minor), Number(count)];
}


/***/ }),

/***/ 5232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qh: () => (/* binding */ messageWithLog),
/* harmony export */   wD: () => (/* binding */ withCause),
/* harmony export */   y1: () => (/* binding */ plainLines)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);
/* harmony import */ var _log_reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6428);


const SHOWN_LINES = 15;
const MESSAGE_LENGTH = 1_000;
/**
 * Adds the cause to a sentence about a build or run that failed.
 * @param cause the cause if Apify's message for the status is missing.
 */
function withCause(sentence, { statusMessage }, cause) {
    const text = (statusMessage ?? '').trim();
    const message = text.length > MESSAGE_LENGTH ? (0,_log_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .cutAtSpace */ .wF)(text, MESSAGE_LENGTH) : text || cause;
    return message === undefined ? sentence : `${sentence}: ${message}`;
}
/** Returns the non-blank lines without styles and unescaped, because redaction would not find an escaped secret. */
function plainLines(tail) {
    return tail.map((line) => (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutStyle */ .IV)(line).trimEnd()).filter((line) => line !== '');
}
function messageWithLog(reason, tail) {
    const shown = plainLines(tail).slice(-SHOWN_LINES);
    return shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
}


/***/ }),

/***/ 5178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AE: () => (/* binding */ retryNotFound),
/* harmony export */   Qk: () => (/* binding */ followStatus),
/* harmony export */   Xs: () => (/* binding */ StatusError),
/* harmony export */   gZ: () => (/* binding */ warnIfUnknown)
/* harmony export */ });
/* harmony import */ var _apify_api_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(757);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(977);
/* harmony import */ var _time_time_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8445);
/* harmony import */ var _job_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4555);





/** The maximum time, in seconds, for which Apify delays a response. https://docs.apify.com/api/v2/actor-build-get */
const MAX_WAIT_SECS = 60;
/** The minimum wait in seconds when the wait is shortened because longer requests fail. */
const MIN_WAIT_SECS = 5;
/** The minimum time between two requests, in milliseconds, if Apify responds immediately. */
const MIN_PAUSE_MS = 1_000;
/** How long after the time limit a response is still accepted, in milliseconds. */
const LATE_MS = 3_000;
/**
 * Polls the status until it is final or the time limit is reached.
 * @returns the last response.
 * @throws ActionError if the status cannot be read, or the signal's reason if it is aborted.
 */
async function followStatus(started, { name, get }, options) {
    const { clock, startedAt, until, onStatus, onWarning } = options;
    const limit = (0,_time_time_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .limitTime */ .DZ)(clock, until - clock.now() + LATE_MS);
    const signal = AbortSignal.any([options.signal, limit.signal]);
    const request = (waitSecs) => retryNotFound(() => get(waitSecs, signal), startedAt, { clock, signal });
    let maxWaitSecs = MAX_WAIT_SECS;
    let job = started;
    let hasWarned = warnIfUnknown(name, job, onWarning);
    try {
        while (!(0,_job_js__WEBPACK_IMPORTED_MODULE_3__/* .isFinal */ .dR)(job)) {
            const sentAt = clock.now();
            if (sentAt >= until)
                break;
            const waitSecs = Math.min(maxWaitSecs, Math.ceil((until - sentAt) / 1000));
            try {
                job = await request(waitSecs);
            }
            catch (error) {
                options.signal.throwIfAborted();
                if (clock.now() >= until)
                    break;
                // A proxy may close idle connections. A request without a wait shows whether the API is available.
                const response = await request(0).catch(() => undefined);
                options.signal.throwIfAborted();
                if (response === undefined && clock.now() < until)
                    throw new StatusError(name, error);
                job = response ?? job;
                maxWaitSecs = Math.max(MIN_WAIT_SECS, Math.floor(waitSecs / 2));
            }
            onStatus(job);
            if (!hasWarned)
                hasWarned = warnIfUnknown(name, job, onWarning);
            if (!(0,_job_js__WEBPACK_IMPORTED_MODULE_3__/* .isFinal */ .dR)(job))
                await (0,_time_time_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .pause */ .v7)(clock, Math.min(sentAt + MIN_PAUSE_MS, until) - clock.now(), signal);
            options.signal.throwIfAborted();
        }
        return job;
    }
    finally {
        limit.end();
    }
}
/** @returns whether there was a warning, because the status is not documented. */
function warnIfUnknown(name, job, onWarning) {
    if ((0,_job_js__WEBPACK_IMPORTED_MODULE_3__/* .isDocumented */ .Zc)(job))
        return false;
    onWarning(`Apify returned an unknown status for ${name}: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(job.status)}. The action handles it like RUNNING.`);
    return true;
}
/** The job may still be running. */
class StatusError extends _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ {
    constructor(name, cause) {
        const more = cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ && cause.hint !== undefined ? ` ${cause.hint}` : '';
        super(`The status of ${name} could not be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`, {
            hint: `It may still be running. Check it in Apify Console before you run the job again.${more}`,
            cause,
        });
    }
}
/** The first and the longest pause between two attempts, in milliseconds. */
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 1_000;
/**
 * Retries a request that returns 404 because the build or run is new.
 * @param startedAt when the build or run started.
 */
async function retryNotFound(request, startedAt, { clock, signal }) {
    for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
        try {
            return await request();
        }
        catch (error) {
            if (!(0,_apify_api_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isApiError */ .d7)(error, 404) || clock.now() - startedAt >= _job_js__WEBPACK_IMPORTED_MODULE_3__/* .NOT_FOUND_MS */ .kY)
                throw error;
        }
        await clock.sleep(pauseMs, signal);
    }
}


/***/ }),

/***/ 4555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WN: () => (/* binding */ hasFailed),
/* harmony export */   Zc: () => (/* binding */ isDocumented),
/* harmony export */   dR: () => (/* binding */ isFinal),
/* harmony export */   kY: () => (/* binding */ NOT_FOUND_MS),
/* harmony export */   me: () => (/* binding */ formatStatus)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);

/** How long the API may return 404 for a new build, run or log, in milliseconds. */
const NOT_FOUND_MS = 10_000;
/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
const finalStatuses = ['SUCCEEDED', 'FAILED', 'TIMED-OUT', 'ABORTED'];
const otherStatuses = ['READY', 'RUNNING', 'TIMING-OUT', 'ABORTING'];
function isFinal({ status }) {
    return finalStatuses.includes(status);
}
function hasFailed(job) {
    return isFinal(job) && job.status !== 'SUCCEEDED';
}
function isDocumented(job) {
    return isFinal(job) || otherStatuses.includes(job.status);
}
/** Formats a status for messages. An undocumented status is quoted. */
function formatStatus(job) {
    return isDocumented(job) ? job.status : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(job.status);
}


/***/ }),

/***/ 6428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ed: () => (/* binding */ createLogReader),
/* harmony export */   wF: () => (/* binding */ cutAtSpace)
/* harmony export */ });
/* unused harmony export createLineDecoder */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);

/**
 * Creates a reader of a log that may require several streams. Each stream starts at the first byte, and bytes that are
 * already known are skipped.
 */
function createLogReader(open, { clock, onLine }) {
    const decoder = createLineDecoder();
    /** The number of bytes that are known. */
    let length = 0;
    /** When the last byte arrived, or when the reader was created, and whether a stream was opened. */
    const state = { lastByteAt: clock.now(), wasOpened: false };
    const readStream = async (stream, stop) => {
        let position = 0;
        for (let part = await stream.read(); !part.done && !stop.aborted; part = await stream.read()) {
            state.lastByteAt = clock.now();
            const added = part.value.subarray(Math.max(0, length - position));
            position += part.value.length;
            length += added.length;
            for (const line of decoder.push(added))
                onLine(line);
        }
    };
    const read = async (stop) => {
        let stream;
        try {
            stream = (await open(stop)).getReader();
        }
        catch (error) {
            return { reason: 'not-opened', error };
        }
        state.wasOpened = true;
        const cancel = () => void stream.cancel().catch(() => { });
        stop.addEventListener('abort', cancel, { once: true });
        try {
            await readStream(stream, stop);
            return { reason: 'ended' };
        }
        catch {
            return { reason: 'broken' };
        }
        finally {
            stop.removeEventListener('abort', cancel);
        }
    };
    return {
        read: async (stop) => {
            const before = length;
            const end = await read(stop);
            return { ...(stop.aborted ? { reason: 'stopped' } : end), at: clock.now(), newBytes: length - before };
        },
        /** Passes on the last line if it does not end with a line break. */
        close: () => {
            const line = decoder.end();
            if (line !== undefined)
                onLine(line);
        },
        state,
    };
}
/** The number of characters to keep of each line. */
const MAX_LINE_LENGTH = 16 * 1024;
/**
 * Splits bytes into lines. As in the runner, a line ends with LF, with CR, or with several CRs and LF, because progress
 * bars use CR to overwrite themselves. Lines that are too long are truncated.
 */
function createLineDecoder(maxLength = MAX_LINE_LENGTH) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let line = '';
    let length = 0;
    let isAfterCr = false;
    const append = (text) => {
        line += text.slice(0, Math.max(0, maxLength - line.length));
        length += text.length;
    };
    const takeLine = () => {
        const text = length > maxLength ? `${cutAtSpace(line)} (truncated: the line has ${length} characters)` : line;
        line = '';
        length = 0;
        return text;
    };
    return {
        /** @returns the lines that these bytes complete, without line breaks. */
        push: (bytes) => {
            const text = decoder.decode(bytes, { stream: true });
            const parts = (isAfterCr ? text.replace(/^\r*\n?/, '') : text).split(/\r+\n?|\n/);
            if (text !== '')
                isAfterCr = text.endsWith('\r');
            const rest = parts.pop() ?? '';
            const lines = parts.map((part) => {
                append(part);
                return takeLine();
            });
            append(rest);
            return lines;
        },
        /** @returns the last line if it does not end with a line break; undefined if the text ends with one. */
        end: () => {
            append(decoder.decode());
            return length === 0 ? undefined : takeLine();
        },
    };
}
/**
 * Cuts off a string after its last space and adds a mark. Redaction recognizes the start of a known secret before the
 * mark. It cannot do that for secrets that only the runner knows, so the last word is removed.
 */
function cutAtSpace(text, length = text.length) {
    let end = Math.min(length, text.length);
    while (end > 0 && text[end - 1] !== ' ' && text[end - 1] !== '\t')
        end -= 1;
    return text.slice(0, end) + _text_js__WEBPACK_IMPORTED_MODULE_0__/* .CUT_MARK */ .Hj;
}


/***/ }),

/***/ 6151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ poll)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _time_time_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8445);


/** The first and the longest pause between two requests, in milliseconds. The pause doubles each time. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 1_000;
/**
 * Repeats a request until its response is the expected one, the request fails, or the time limit is reached.
 * @returns the last response, if there is one. `problem` is set if the last request failed, or if there was no response.
 * @throws the signal's reason if it is aborted.
 */
async function poll(request, { isDone, limitMs }, { clock, signal }) {
    const limit = (0,_time_time_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .limitTime */ .DZ)(clock, limitMs);
    const limited = AbortSignal.any([signal, limit.signal]);
    let last;
    try {
        for (let pauseMs = FIRST_PAUSE_MS;; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
            last = await request(limited);
            if (isDone(last))
                return { last };
            await clock.sleep(pauseMs, limited);
        }
    }
    catch (error) {
        signal.throwIfAborted();
        if (!limit.signal.aborted)
            return { last, problem: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) };
        return last === undefined ? { last, problem: 'Apify did not respond in time' } : { last };
    }
    finally {
        limit.end();
    }
}


/***/ }),

/***/ 8829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ runJob)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/runner/cancellation.js
var cancellation = __webpack_require__(172);
// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __webpack_require__(8445);
// EXTERNAL MODULE: ./build/apify/api-error.js
var api_error = __webpack_require__(757);
// EXTERNAL MODULE: ./build/follow/job.js
var follow_job = __webpack_require__(4555);
// EXTERNAL MODULE: ./build/follow/log-reader.js
var log_reader = __webpack_require__(6428);
;// CONCATENATED MODULE: ./build/follow/follow-log.js





/** The number of lines to keep from the end of the log. */
const TAIL_LINES = 50;
const TAIL_LINE_LENGTH = 1_000;
/** Delay in milliseconds before a stream is reopened: after a broken connection, and after it ended too early. */
const AFTER_BREAK_MS = 250;
const AFTER_END_MS = 1_000;
/** The delay doubles up to this limit if there are no new bytes. The limit is lower if the log might not exist yet. */
const MAX_PAUSE_MS = 30_000;
const MAX_PAUSE_NEW_MS = 1_000;
/** If the stream ended less than this many milliseconds before the status was final, it is complete. */
const SAME_TIME_MS = 250;
/** After the job ends, the open stream and then a second one are closed after this many milliseconds without data. */
const QUIET_MS = 350;
const QUIET_AGAIN_MS = 700;
/** Time limit for the rest of the log, in milliseconds, because a malicious log may never end. */
const REST_MS = 30_000;
/** The number of attempts without new bytes to read the rest of the log, and the delay between them in milliseconds. */
const REST_ATTEMPTS = 3;
const REST_PAUSE_MS = 100;
/** How long to wait for a missing log that is not needed to explain a failure, in milliseconds. */
const UNNEEDED_MS = 1_000;
/**
 * Streams a log until `finish` or `stop` is called. If the stream breaks or ends early, it is reopened and continues
 * after the last byte. Never throws an error if the log cannot be read.
 * @param source `name` is used in messages, for example `build 0.1.7`.
 * @see https://docs.apify.com/api/v2/actor-build-log-get
 */
function followLog({ name, open }, tools) {
    const { clock, signal, onLine } = tools;
    const startedAt = clock.now();
    const tail = [];
    const diagnostics = [];
    const reader = (0,log_reader/* createLogReader */.ed)(open, {
        clock,
        onLine: (line) => {
            tail.push(line.length > TAIL_LINE_LENGTH ? (0,log_reader/* cutAtSpace */.wF)(line, TAIL_LINE_LENGTH) : line);
            if (tail.length > TAIL_LINES)
                tail.shift();
            onLine(line);
        },
    });
    const live = new AbortController();
    const rest = new AbortController();
    let reading;
    let last;
    let isClosed = false;
    const abort = () => {
        live.abort();
        rest.abort();
    };
    signal.addEventListener('abort', abort, { once: true });
    const followLive = async () => {
        for (let pauseMs = AFTER_BREAK_MS; !live.signal.aborted;) {
            reading = reader.read(live.signal);
            last = await reading;
            reading = undefined;
            if (last.newBytes > 0)
                pauseMs = last.reason === 'ended' ? AFTER_END_MS : AFTER_BREAK_MS;
            await (0,time_limit/* pause */.v7)(clock, pauseMs, live.signal);
            const isNew = !reader.state.wasOpened && clock.now() - startedAt < follow_job/* NOT_FOUND_MS */.kY;
            pauseMs = Math.min(pauseMs * 2, isNew ? MAX_PAUSE_NEW_MS : MAX_PAUSE_MS);
        }
    };
    const following = followLive();
    /** Whether the stream ends before it has been idle for `quietMs`. */
    const endsSoon = async (stream, quietMs, until) => {
        const from = clock.now();
        for (;;) {
            const leftMs = Math.min(until, Math.max(from, reader.state.lastByteAt) + quietMs) - clock.now();
            if (leftMs <= 0)
                return false;
            if (await (0,time_limit/* settlesWithin */.od)(stream, leftMs, clock))
                return true;
        }
    };
    const readRest = async (until, notFoundUntil) => {
        for (let attempts = 1; clock.now() < until && !rest.signal.aborted; attempts += 1) {
            const stream = reader.read(rest.signal);
            if (!(await endsSoon(stream, QUIET_AGAIN_MS, until)))
                rest.abort();
            last = await stream;
            const isNotFound = last.reason === 'not-opened' && (0,api_error/* isApiError */.d7)(last.error, 404);
            const mayRetry = isNotFound
                ? clock.now() < Math.min(notFoundUntil, startedAt + follow_job/* NOT_FOUND_MS */.kY)
                : last.reason === 'broken' && attempts < REST_ATTEMPTS;
            if (!mayRetry)
                break;
            if (last.newBytes > 0)
                attempts = 0;
            await (0,time_limit/* pause */.v7)(clock, REST_PAUSE_MS, rest.signal);
        }
        if (last?.reason !== 'stopped' || clock.now() < until)
            return;
        const message = `The end of the log of ${name} is missing: it could not be read within ${REST_MS / 1000} seconds`;
        diagnostics.push({ level: 'warning', message });
    };
    const close = () => {
        signal.removeEventListener('abort', abort);
        if (!isClosed)
            reader.close();
        isClosed = true;
    };
    return {
        finish: async (isNeeded) => {
            const endedAt = clock.now();
            const until = endedAt + REST_MS;
            if (reading !== undefined)
                await endsSoon(reading, QUIET_MS, until);
            live.abort();
            await following;
            const isComplete = last?.reason === 'ended' && last.at >= endedAt - SAME_TIME_MS;
            if (!isComplete)
                await readRest(until, isNeeded ? until : endedAt + UNNEEDED_MS);
            close();
            diagnostics.push(...problemsOf(name, reader, last));
        },
        stop: async () => {
            abort();
            await following;
            close();
        },
        tail,
        diagnostics,
    };
}
function problemsOf(name, { state }, last) {
    let problem = state.wasOpened ? undefined : 'Apify did not respond in time';
    if (last?.reason === 'broken')
        problem = 'the connection was closed';
    if (last?.reason === 'not-opened')
        problem = (0,errors/* messageOf */.bD)(last.error);
    const part = state.wasOpened ? 'the end of the log' : 'the log';
    return problem === undefined ? [] : [{ level: 'warning', message: `Could not read ${part} of ${name}: ${problem}` }];
}

// EXTERNAL MODULE: ./build/follow/follow-status.js
var follow_status = __webpack_require__(5178);
;// CONCATENATED MODULE: ./build/follow/start-job.js





/** The maximum number of lost responses. After the last one, the request is not repeated. */
const MAX_LOST = 2;
/** In milliseconds: the maximum wait for free memory, the time between two requests, and between two log lines. */
const MAX_MEMORY_WAIT_MS = 10 * 60_000;
const MEMORY_PAUSE_MS = 15_000;
const MEMORY_PROGRESS_MS = 60_000;
/** How long to search for a job after a lost response, and the pause between two lists, in milliseconds. */
const SEARCH_MS = 5_000;
const SEARCH_PAUSE_MS = 500;
/**
 * Starts exactly one build or run. If the response is lost, searches for the job. If the account has no free memory,
 * retries for a limited time.
 * @param deadline aborts requests when the step must end.
 * @returns the job, even if the step was canceled in the meantime; the caller must then abort it.
 * @throws ActionError if the job could not be started or found; CancelledError after a cancellation.
 */
async function startJob(job, tools, deadline) {
    const { kind, name, send } = job;
    const { clock, signal, onProgress } = tools;
    const waitForMemory = createMemoryWait(job.maxMemoryWaitMs, tools);
    let attemptAt = clock.now();
    const onAttempt = () => {
        attemptAt = clock.now();
    };
    let firstLostAt;
    let lostCount = 0;
    const tooLate = new api_error/* LostResponseError */.s8(`Apify did not respond to the ${kind} request before the step had to end`);
    const grace = (0,time_limit/* limitTimeAfter */.r3)(signal, clock, { ms: cancellation/* GRACE_MS */.g3, reason: () => tooLate });
    try {
        for (;;) {
            signal.throwIfAborted();
            try {
                return await send({ signal: grace.signal, noMore: signal, onAttempt });
            }
            catch (error) {
                if ((0,api_error/* isApiError */.d7)(error, 402, 'actor-memory-limit-exceeded')) {
                    await waitForMemory(error);
                    continue;
                }
                if (!(0,api_error/* wasMaybeCarriedOut */.A1)(error))
                    throw error;
                lostCount += 1;
                // Earlier attempts of this request were rejected, so only the last one may have started a job.
                firstLostAt ??= attemptAt;
                onProgress(`${(0,errors/* messageToGoOn */.QG)(error)}. The action checks whether a ${kind} was started.`);
                const found = await findLost(job, { list: job.listAfter(firstLostAt, deadline), lost: error }, tools);
                if (found !== undefined)
                    return found;
                if (signal.aborted) {
                    const happened = `Apify did not respond to the request for a ${name}, and no ${kind} was found`;
                    throw (0,cancellation/* cancelledWith */.Wk)(signal, happened, { hint: `Check the ${kind}s of the Actor in Apify Console.` });
                }
                if (lostCount >= MAX_LOST) {
                    throw new errors/* ActionError */.lZ(`No ${name} could be started: ${(0,errors/* messageOf */.bD)(error)}`, {
                        hint: `The action sent the request twice, and no ${kind} appeared. See https://status.apify.com and check the ${kind}s in Apify Console, then run the job again.`,
                        cause: error,
                    });
                }
                onProgress(`No ${kind} was started. The action sends the request once more.`);
            }
        }
    }
    finally {
        grace.end();
    }
}
/** Searches for the job for up to 5 seconds. After a cancellation, reads the list once more. */
async function findLost({ kind, name, requestsFor }, { list, lost }, { clock, signal }) {
    const hint = `Check the ${kind}s of the Actor in Apify Console, and abort those that are not needed, before you run the job again. To keep deployments from overlapping, add a concurrency group to the workflow.`;
    for (const end = clock.now() + SEARCH_MS;;) {
        const isLast = signal.aborted || clock.now() >= end;
        const found = await list().catch((error) => {
            const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. A ${name} may or may not have been started: ${(0,errors/* messageOf */.bD)(error)}`;
            throw new errors/* ActionError */.lZ(message, { hint, cause: lost });
        });
        if (found.length > 1) {
            const shown = found.map((job) => `${requestsFor(job).name} (${(0,build_text/* quoted */.TL)(job.status)}, started ${(0,build_text/* quoted */.TL)(job.startedAt)})`);
            const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. A ${name} was started, but the action cannot determine which of these ${shown.length} ${kind}s is its own: ${(0,build_text/* listSome */.XT)(shown)}`;
            throw new errors/* ActionError */.lZ(message, { hint, cause: lost });
        }
        if (found.length === 1 || isLast)
            return found[0];
        await (0,time_limit/* pause */.v7)(clock, SEARCH_PAUSE_MS, signal);
    }
}
/**
 * @returns a function that waits after a rejection. It throws ActionError after the time limit, or the signal's reason
 *   if it is aborted.
 */
function createMemoryWait(maxMs, { clock, signal, onProgress }) {
    const limitMs = Math.min(maxMs, MAX_MEMORY_WAIT_MS);
    let firstAt;
    let reportAt = 0;
    return async (rejection) => {
        const now = clock.now();
        firstAt ??= now;
        const leftMs = firstAt + limitMs - now;
        const problem = (0,errors/* messageToGoOn */.QG)(rejection);
        if (leftMs <= 0) {
            const waited = limitMs > 0 ? ` (repeated for ${(0,build_text/* formatDuration */.a3)(limitMs)})` : '';
            throw new errors/* ActionError */.lZ(`${problem}${waited}`, {
                hint: "Other builds and runs are using the account's memory. Start fewer builds at the same time: set max-parallel in the strategy of the matrix, or wait until other builds and runs have ended.",
                cause: rejection,
            });
        }
        if (now >= reportAt) {
            onProgress(`${problem}. Other builds and runs are using the account's memory. The action tries again every ${MEMORY_PAUSE_MS / 1000} s for up to ${(0,build_text/* formatDuration */.a3)(leftMs)}.`);
            reportAt = now + MEMORY_PROGRESS_MS;
        }
        await clock.sleep(Math.min(MEMORY_PAUSE_MS, leftMs), signal);
    };
}

;// CONCATENATED MODULE: ./build/follow/run-job.js








/** How long requests may take after a cancellation, in milliseconds. The runner kills the step after 10 seconds. */
const CANCEL_MS = 8_500;
const PROGRESS_MS = 50_000;
/** How long to wait for an abort to take effect, in seconds. */
const ABORT_SECS = 2;
/**
 * Starts a build or run, streams its log, and waits until it ends or the time limit is reached. Aborts it if the step is
 * canceled.
 * @param end continues with the result. The job is final, unless the time was too short.
 * @throws ActionError or ApifyApiError if the job could not be started or monitored. After a cancellation,
 *   CancelledError with what happened to the job.
 */
async function runJob(plan, end, tools) {
    const { clock, signal } = tools;
    const deadline = (0,time_limit/* limitTimeAfter */.r3)(signal, clock, { ms: CANCEL_MS, reason: () => new Error('the step had to end') });
    let started;
    let latest;
    const onJob = (job) => {
        latest = job;
        tools.onJob(job);
    };
    try {
        const job = await startJob(plan, tools, deadline.signal);
        // Later responses may contain another ID.
        const requests = plan.requestsFor(job);
        started = { requests, startedAt: clock.now() };
        onJob(job);
        signal.throwIfAborted();
        try {
            return await end(await followJob(job, requests, { ...tools, onJob, waitMs: plan.waitMs }));
        }
        catch (error) {
            if (signal.aborted || plan.onFailure === undefined)
                throw error;
            throw await plan.onFailure(error, job);
        }
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        if (started !== undefined && latest !== undefined) {
            throw await abortJob(latest, started, { ...tools, deadline: deadline.signal });
        }
        throw error instanceof cancellation/* CancelledError */.cc ? error : (0,cancellation/* cancelledWith */.Wk)(signal, (0,errors/* messageOf */.bD)(error));
    }
    finally {
        deadline.end();
    }
}
async function followJob(job, requests, tools) {
    const { clock, waitMs, onJob, onProgress, onWarning } = tools;
    if (waitMs === 0 && !(0,follow_job/* hasFailed */.WN)(job)) {
        (0,follow_status/* warnIfUnknown */.gZ)(requests.name, job, onWarning);
        return { job, logTail: [], diagnostics: [] };
    }
    const startedAt = clock.now();
    let progressAt = startedAt;
    const onStatus = (response) => {
        onJob(response);
        if ((0,follow_job/* isFinal */.dR)(response) || clock.now() - progressAt < PROGRESS_MS)
            return;
        progressAt = clock.now();
        const duration = (0,build_text/* formatDuration */.a3)(progressAt - startedAt);
        onProgress(`${(0,build_text/* capitalize */.ZH)(requests.name)} is ${(0,follow_job/* formatStatus */.me)(response)} after ${duration}`);
    };
    const log = followLog(requests, tools);
    try {
        const options = { ...tools, startedAt, until: startedAt + waitMs, onStatus };
        const last = await (0,follow_status/* followStatus */.Qk)(job, requests, options);
        if ((0,follow_job/* isFinal */.dR)(last))
            await log.finish((0,follow_job/* hasFailed */.WN)(last));
        return { job: last, logTail: log.tail, diagnostics: log.diagnostics };
    }
    finally {
        await log.stop();
    }
}
/**
 * Aborts a build or run after a cancellation, unless it has already ended. Never throws.
 * @returns the error for the step.
 */
async function abortJob(job, { requests, startedAt }, { clock, signal, onJob, deadline }) {
    const { name, abort, get } = requests;
    let known = job;
    try {
        if (!(0,follow_job/* isFinal */.dR)(known)) {
            known = await (0,follow_status/* retryNotFound */.AE)(() => abort(deadline), startedAt, { clock, signal: deadline });
            onJob(known);
        }
        if (!(0,follow_job/* isFinal */.dR)(known)) {
            known = await get(ABORT_SECS, deadline);
            onJob(known);
        }
    }
    catch (error) {
        if (known.status !== 'ABORTING') {
            return (0,cancellation/* cancelledWith */.Wk)(signal, `${name} could not be aborted: ${(0,errors/* messageOf */.bD)(error)}`, {
                hint: 'It may still be running. Abort it in Apify Console.',
            });
        }
    }
    if (known.status === 'ABORTED')
        return (0,cancellation/* cancelledWith */.Wk)(signal, `${name} was aborted`);
    if (known.status === 'ABORTING')
        return (0,cancellation/* cancelledWith */.Wk)(signal, `${name} is being aborted`);
    if ((0,follow_job/* isFinal */.dR)(known))
        return (0,cancellation/* cancelledWith */.Wk)(signal, `${name} had already ended with status ${known.status}`);
    return (0,cancellation/* cancelledWith */.Wk)(signal, `${name} was not aborted: its status is still ${(0,follow_job/* formatStatus */.me)(known)}`, {
        hint: 'Abort it in Apify Console.',
    });
}


/***/ })

};
