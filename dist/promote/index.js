import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 859:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(710);

await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

;// CONCATENATED MODULE: ./build/errors.js
/** An error that stops the run and that the user can fix. */
class ActionError extends Error {
    name = 'ActionError';
    hint;
    place;
    /** The problems in JSON files that this error lists, and related warnings. */
    problems;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? undefined : { cause: more.cause });
        this.hint = more.hint;
        this.place = more.place;
        this.problems = more.problems ?? [];
    }
}
/** The maximum number of problems in a message. */
const MOST_LISTED = 10;
/** Combines problems in files into one error, sorted by position. */
function errors_problemsError(problems) {
    const sorted = sortProblems(problems);
    const [first] = sorted;
    if (first === undefined)
        throw new TypeError('There is no problem to report');
    const { file, line, column } = first;
    const more = { place: { file, line, column }, problems: sorted };
    if (sorted.length === 1)
        return new ActionError(`${file}: ${first.message}`, { ...more, hint: first.hint });
    const files = new Set(sorted.map((problem) => problem.file));
    const isOneFile = files.size === 1;
    const lines = listProblems(sorted, (problem) => `- ${isOneFile ? '' : `${problem.file}, `}line ${problem.line}: `);
    const title = isOneFile
        ? `${file} has ${sorted.length} mistakes`
        : `${files.size} files have ${sorted.length} mistakes`;
    return new ActionError(`${title}:\n${lines.join('\n')}`, more);
}
/** Sorts problems by file and position. */
function sortProblems(problems) {
    const files = [...new Set(problems.map(({ file }) => file))];
    return problems.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
/** Returns the same error with warnings about the same files. */
function withWarnings(error, warnings) {
    if (warnings.length === 0)
        return error;
    const { message, hint, place, cause, problems } = error;
    return new ActionError(message, { hint, place, cause: cause ?? error, problems: [...problems, ...warnings] });
}
/**
 * Combines several errors and their hints into one error. Returns a single error unchanged.
 * @param title a plural noun phrase with its verb: `inputs are not valid`.
 */
function combineErrors(errors, title) {
    const [first] = errors;
    if (first !== undefined && errors.length === 1)
        return first;
    const count = errors.reduce((sum, { problems }) => sum + Math.max(1, problems.length), 0);
    const lines = errors.flatMap(({ message, hint, problems }) => problems.length === 0
        ? [`- ${message}${hint === undefined ? '' : `. ${hint}`}`]
        : listProblems(problems, ({ file, line }) => `- ${file}, line ${line}: `));
    return new ActionError(`${count} ${title}:\n${lines.join('\n')}`, {
        problems: errors.flatMap(({ problems }) => problems),
        cause: first,
    });
}
function listProblems(problems, start) {
    const lines = problems.slice(0, MOST_LISTED).map((problem) => `${start(problem)}${problem.message}. ${problem.hint}`);
    return problems.length > MOST_LISTED ? [...lines, `- and ${problems.length - MOST_LISTED} more`] : lines;
}
/** Returns a `catch` callback that adds an ActionError to the list and rethrows all other errors. */
function keepError(errors) {
    return (error) => {
        if (!(error instanceof ActionError))
            throw error;
        errors.push(error);
        return undefined;
    };
}
/** Returns a function that runs a step and adds its ActionError to the list. */
function collectErrors(errors) {
    const keep = keepError(errors);
    return (step) => {
        try {
            return step();
        }
        catch (error) {
            return keep(error);
        }
    };
}
function messageOf(error) {
    return errors_isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** Returns the message without a trailing period, so that the sentence can continue. */
function messageToGoOn(error) {
    return messageOf(error).replace(/\.$/, '');
}
/** Returns the code of a system error, such as `ENOENT`, or the message if it has no code. */
function codeOf(error) {
    return errors_isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}
/** Returns the stack traces of an error and its causes, for the debug log. */
function traceOf(error) {
    const traces = [];
    // A chain of causes can be circular.
    for (let cause = error; errors_isObject(cause) && traces.length < 20; cause = cause['cause']) {
        traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
    }
    return traces;
}
function errors_isObject(value) {
    return typeof value === 'object' && value !== null;
}
/**
 * Error codes for paths that do not exist. The last two are for paths that cannot exist: too long, or with a NUL
 * character.
 */
const nowhere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
/** Whether a system error means that a path does not exist. */
function isNowhere(error) {
    return nowhere.has(codeOf(error));
}

;// CONCATENATED MODULE: ./build/apify/api-error.js

class ApifyApiError extends Error {
    name = 'ApifyApiError';
    status;
    /** The error type of the API, such as `actor-not-found`; empty if the response has none. */
    type;
    /** The error message of the API. It is not escaped, because redaction would not find an escaped secret. */
    apiMessage;
    /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`, without the query. */
    request;
    attempts;
    retryAfterMs;
    constructor(response) {
        const { status, type, apiMessage, request } = response;
        super(`${request} returned ${status}${type && ` ${type}`}: ${apiMessage}`);
        this.status = status;
        this.type = type;
        this.apiMessage = apiMessage;
        this.request = request;
        this.attempts = response.attempts;
        this.retryAfterMs = response.retryAfterMs;
    }
}
class LostResponseError extends ActionError {
    outcome;
    attempts;
    constructor(message, more = {}) {
        super(message, more);
        this.outcome = more.outcome ?? 'lost';
        this.attempts = more.attempts ?? 1;
    }
}
/** Whether it is an API error with this status and type. If an argument is omitted, any value matches. */
function isApiError(error, status, type) {
    if (!(error instanceof ApifyApiError))
        return false;
    return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}
/** Whether the API may have processed the request: there was no usable response, or a server error. */
function wasMaybeCarriedOut(error) {
    if (error instanceof LostResponseError)
        return error.outcome !== 'not-sent';
    return error instanceof ApifyApiError && error.status >= 500;
}

;// CONCATENATED MODULE: ./build/apify/value-rules.js
/** Rules for values that the Apify API accepts. The limits for environment variables are the same as in Apify's CLI. */
const value_rules_MAX_NAME_LENGTH = 100;
/** In UTF-16 code units, as counted by JavaScript's `length` and by Apify's CLI. An emoji counts as two or more. */
const value_rules_MAX_VALUE_LENGTH = 50_000;
const value_rules_NAME_RULE = 'letters, digits and underscores, not starting with a digit';
/** Whether the text contains only letters, digits and `_`, and does not start with a digit. Its length is ignored. */
function value_rules_isEnvVarName(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
/** Whether the text is valid for a secret that only references use. Such names may also contain `-` and `.`. */
function isSecretName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}
/**
 * Whether the text is `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros.
 * https://docs.apify.com/api/v2/actor-version-post
 */
function value_rules_isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
/** Returns `1.0` for `1.0.0`; undefined for any other text. */
function value_rules_versionOfThreeParts(text) {
    const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
    return value_rules_isVersionNumber(version) ? version : undefined;
}
const value_rules_THREE_PARTS_HINT = 'Apify adds the third number at each build.';
/** Whether the tag contains no white space or control characters. The API checks everything else. */
function value_rules_isBuildTag(text) {
    return !/[\s\p{Cc}]/u.test(text);
}

;// CONCATENATED MODULE: ./build/apify/api.js
/** The parts of the Apify API that the actions use. All names are those of the API. https://docs.apify.com/api/v2 */
const urlFields = {
    GIT_REPO: 'gitRepoUrl',
    TARBALL: 'tarballUrl',
    GITHUB_GIST: 'gitHubGistUrl',
};
/** Returns the URL that the version uses. Apify keeps URLs of earlier source types, which have no effect. */
function urlOf(version) {
    const { sourceType } = version;
    if (!sourceType || sourceType === 'SOURCE_FILES')
        return undefined;
    const field = urlFields[sourceType];
    const url = version[field];
    return url ? { field, url } : undefined;
}
/** Returns the build that a tag points to. */
function api_taggedBuild({ taggedBuilds }, tag) {
    return Object.entries(taggedBuilds ?? {}).find(([name]) => name === tag)?.[1] ?? undefined;
}

;// CONCATENATED MODULE: ./build/time/time-limit.js
/**
 * The longest delay that Node's timers support, in milliseconds.
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Starts a time limit. */
function limitTime(clock, ms) {
    return limitTimeAfter(AbortSignal.abort(), clock, { ms, reason: () => undefined });
}
/** Starts a time limit when `start` is aborted. @param reason returns the reason with which the signal is aborted. */
function limitTimeAfter(start, clock, { ms, reason }) {
    const limit = new AbortController();
    const timer = new AbortController();
    const begin = () => {
        clock.sleep(Math.min(Math.max(0, ms), MAX_TIMER_MS), timer.signal).then(() => limit.abort(reason()), () => { });
    };
    if (start.aborted)
        begin();
    else
        start.addEventListener('abort', begin, { once: true, signal: timer.signal });
    return { signal: limit.signal, end: () => timer.abort() };
}
/** Waits up to `ms` until the promise is settled. @returns whether it is settled. */
async function settlesWithin(promise, ms, clock) {
    const timer = new AbortController();
    const settled = promise.then(() => true, () => true);
    try {
        return await Promise.race([settled, pause(clock, ms, timer.signal).then(() => false)]);
    }
    finally {
        timer.abort();
    }
}
/** Sleeps for `ms`, or until the signal is aborted. */
async function pause(clock, ms, signal) {
    if (ms > 0)
        await clock.sleep(ms, signal).catch(() => { });
}

;// CONCATENATED MODULE: ./build/follow/poll.js


/** The first and the longest pause between two requests, in milliseconds. The pause doubles each time. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 1_000;
/**
 * Repeats a request until its response is the expected one, the request fails, or the time limit is reached.
 * @returns the last response, if there is one. `problem` is set if the last request failed, or if there was no response.
 * @throws the signal's reason if it is aborted.
 */
async function poll_poll(request, { isDone, limitMs }, { clock, signal }) {
    const limit = limitTime(clock, limitMs);
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
            return { last, problem: messageOf(error) };
        return last === undefined ? { last, problem: 'Apify did not respond in time' } : { last };
    }
    finally {
        limit.end();
    }
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
;// CONCATENATED MODULE: ./build/builds/build-name.js

/** `build 0.1.7`. */
function build_name_buildName({ buildNumber }) {
    return `build ${/^[\d.]{1,30}$/.test(buildNumber) ? buildNumber : quoted(buildNumber)}`;
}

;// CONCATENATED MODULE: ./build/builds/tags.js




/** How long to wait for tags to move, in milliseconds. */
const MAX_WAIT_MS = 30_000;
/**
 * Waits until the tag points to the build or a newer one. If it does not, returns a warning.
 * @throws the signal's reason if it is aborted.
 */
async function waitForTag(request, tools) {
    const { actorId, tag, build } = request;
    const isDone = (actor) => isSameOrNewer(taggedBuild(actor, tag), build);
    const getActor = (signal) => tools.api.getActor(actorId, signal);
    const { last: actor, problem } = await poll(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
    if (actor !== undefined && problem === undefined && isDone(actor)) {
        return { promoted: taggedBuild(actor, tag)?.buildId === build.id, actor, diagnostics: [] };
    }
    return { promoted: false, actor, diagnostics: [{ level: 'warning', message: explain(request, actor, problem) }] };
}
/** @param problem why the Actor could not be read; undefined after a timeout. */
function explain({ tag, build }, actor, problem) {
    const start = `${capitalize(buildName(build))} succeeded, but`;
    if (actor === undefined || problem !== undefined) {
        return `${start} the action could not check whether the tag ${visible(tag)} points to it: ${problem}`;
    }
    const buildNumber = taggedBuild(actor, tag)?.buildNumber;
    const state = buildNumber ? `still points to ${buildName({ buildNumber })}` : 'does not point to any build';
    return `${start} its tag ${visible(tag)} ${state} after ${MAX_WAIT_MS / 1000} seconds. Runs that use this tag do not use the new build yet.`;
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
    await poll_poll(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
    return tagsElsewhere(actor, tags, buildId);
}
function tagsElsewhere(actor, tags, buildId) {
    return tags.filter((tag) => api_taggedBuild(actor, tag)?.buildId !== buildId);
}
/** Returns the build that the tag points to if it is newer than the given one. */
function newerBuild(actor, tag, build) {
    const tagged = taggedBuild(actor, tag);
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

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = process.getBuiltinModule("node:timers/promises");
;// CONCATENATED MODULE: ./build/time/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,promises_namespaceObject.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};

;// CONCATENATED MODULE: ./build/runner/cancellation.js



/**
 * How long a request may continue after a cancellation, in milliseconds. The runner sends SIGINT, then SIGTERM after
 * 7.5 seconds, and kills the process after another 2.5 seconds. On Windows, it sends Ctrl+C and Ctrl+Break, which Node
 * calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const GRACE_MS = 5_000;
/** Handles the runner's signals, so that they abort `signal` instead of ending the process. */
function listenForCancellation(clock = systemClock, platform = process.platform) {
    const controller = new AbortController();
    const cancel = (signal) => controller.abort(new CancelledError(signal));
    const signals = platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.on(signal, cancel);
    const grace = limitTimeAfter(controller.signal, clock, {
        ms: GRACE_MS,
        reason: () => cancelledWith(controller.signal, 'Apify did not respond to the current request in time'),
    });
    return {
        signal: controller.signal,
        graceSignal: grace.signal,
        end: () => {
            grace.end();
            for (const signal of signals)
                process.off(signal, cancel);
        },
    };
}
class CancelledError extends ActionError {
    /** The signal, for example `SIGINT`. */
    by;
    /** @param result what happened to the work in progress, for example `build 0.1.7 was aborted`. */
    constructor(by, result, more = {}) {
        super(`Canceled (${by})${result === undefined ? '' : `: ${result}`}`, more);
        this.by = by;
    }
}
/** Creates the error for a canceled step, with what happened to the work in progress. */
function cancelledWith(signal, result, more) {
    const { reason } = signal;
    return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', result, more);
}

;// CONCATENATED MODULE: ./build/actor/fields.js


function fields_checkText(value) {
    return typeof value === 'string'
        ? { value }
        : { problem: `is ${fields_describe(value)}, not a string`, hint: 'Write it in double quotes.' };
}
function fields_checkBoolean(value) {
    return typeof value === 'boolean'
        ? { value }
        : { problem: `is ${fields_describe(value)}, not a boolean`, hint: 'Write true or false, without quotes.' };
}
function fields_checkName(value) {
    if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value))
        return { value };
    const problem = `is ${fields_describe(value)}, which is not a valid Actor name`;
    return { problem, hint: 'Use 3 to 63 letters, digits and inner hyphens, without the account: "my-actor".' };
}
/** Checks for `MAJOR.MINOR`, two numbers from 0 to 99 without leading zeros. */
function fields_checkVersion(value) {
    if (typeof value === 'number') {
        const text = Number.isInteger(value) ? `${value}.0` : `${value}`;
        const example = isVersionNumber(text) ? text : '1.0';
        const hint = `Write it as a string: "version": "${example}". JSON reads the number 1.0 as 1.`;
        return { problem: `is ${fields_describe(value)}, not a string`, hint };
    }
    if (typeof value === 'string' && isVersionNumber(value))
        return { value };
    const short = typeof value === 'string' ? versionOfThreeParts(value) : undefined;
    const hint = short === undefined
        ? 'Use MAJOR.MINOR, each from 0 to 99, without leading zeros: "1.2".'
        : `Use "${short}". ${THREE_PARTS_HINT}`;
    return { problem: `is ${fields_describe(value)}, not MAJOR.MINOR`, hint };
}
function fields_checkBuildTag(value) {
    if (typeof value !== 'string' || isBuildTag(value))
        return fields_checkText(value);
    const hint = 'Use a tag without white space or control characters: "beta".';
    return { problem: `is ${fields_describe(value)}, which is not a valid tag`, hint };
}
/** Checks a variable in `environmentVariables`. Apify rejects numbers, booleans and null. */
function fields_checkEnvVar(name, value) {
    if (!isEnvVarName(name))
        return { problem: 'is not a valid variable name', hint: `Use ${NAME_RULE}.` };
    if (name.length > MAX_NAME_LENGTH) {
        const problem = `has a name of ${name.length} characters`;
        return { problem, hint: `Use at most ${MAX_NAME_LENGTH} characters.` };
    }
    if (typeof value !== 'string') {
        const text = typeof value === 'object' ? 'value' : String(value);
        const hint = `Write it in double quotes: "${name}": "${value === null ? '' : text}".`;
        return { problem: `is ${fields_describe(value)}, not a string`, hint };
    }
    if (value.length <= MAX_VALUE_LENGTH)
        return { value };
    const problem = `has a value of ${value.length} characters`;
    return { problem, hint: `Use at most ${MAX_VALUE_LENGTH} characters.` };
}
function fields_describe(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value === 'string')
        return (0,build_text/* quoted */.TL)(value);
    return typeof value === 'number' ? `the number ${value}` : String(value);
}

;// CONCATENATED MODULE: ./build/actor/json-positions.js
/** Finds positions in JSON text. One pass is enough for any number of positions. */
/** The maximum nesting depth. Real definitions have about ten levels, and recursive code overflows at thousands. */
const MAX_DEPTH = 100;
/**
 * Returns the positions of keys in valid JSON. If a path does not exist, returns the position of its deepest existing
 * key, or the start of the text.
 */
function findKeyPlaces(text, paths) {
    const root = { offset: -1, children: new Map() };
    for (const path of paths) {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key) ?? { offset: -1, children: new Map() };
            node.children.set(key, child);
            node = child;
        }
    }
    scan(text, root);
    const offsets = paths.map((path) => {
        let node = root;
        for (const key of path) {
            const child = node.children.get(key);
            // If a key occurs twice, the last one counts. Children of the first one come before it.
            if (child === undefined || child.offset <= node.offset)
                break;
            node = child;
        }
        return Math.max(0, node.offset);
    });
    return positionsOf(text, offsets);
}
/** Returns the first syntax error, including nesting that is too deep. Returns undefined if the text is valid. */
function findSyntaxError(text) {
    const found = scan(text, undefined);
    if (found === undefined)
        return undefined;
    const [position = { line: 1, column: 1 }] = positionsOf(text, [found.offset]);
    return { ...position, problem: found.problem };
}
/** Reads JSON text from start to end and sets the offsets of the nodes. */
function scan(text, root) {
    let at = 0;
    const next = () => {
        while (' \t\n\r'.includes(text[at] ?? '-'))
            at += 1;
        return text[at];
    };
    /** Reads a string, a number, `true`, `false` or `null`. */
    const readToken = () => {
        const isString = text[at] === '"';
        const end = isString ? endOfString(text, at) : endOfLiteral(text, at);
        if (end < 0)
            return isString ? { offset: ~end, problem: 'an invalid string' } : unexpected(text, at);
        at = end;
        return undefined;
    };
    /** Reads a key and the colon after it. */
    const readKey = (node) => {
        const start = at;
        const mistake = text[at] === '"' ? readToken() : unexpected(text, at);
        if (mistake !== undefined)
            return mistake;
        const child = node?.children.get(JSON.parse(text.slice(start, at)));
        if (next() !== ':')
            return unexpected(text, at);
        at += 1;
        return { child };
    };
    const readValue = (node, depth) => {
        const char = next();
        if (char !== '[' && char !== '{')
            return readToken();
        if (depth === MAX_DEPTH)
            return { offset: at, problem: `more than ${MAX_DEPTH} levels of nesting` };
        at += 1;
        const end = char === '[' ? ']' : '}';
        for (let index = 0; index > 0 || next() !== end; index += 1) {
            next();
            const start = at;
            const found = char === '[' ? { child: node?.children.get(String(index)) } : readKey(node);
            if ('problem' in found)
                return found;
            if (found.child !== undefined)
                found.child.offset = start;
            const mistake = readValue(found.child, depth + 1);
            if (mistake !== undefined)
                return mistake;
            if (next() === end)
                break;
            if (text[at] !== ',')
                return unexpected(text, at);
            at += 1;
        }
        at += 1;
        return undefined;
    };
    return readValue(root, 0) ?? (next() === undefined ? undefined : unexpected(text, at));
}
/** Returns the offset after the string; `~offset` of the error if the string is not valid. */
function endOfString(text, start) {
    for (let at = start + 1;; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x22)
            return at + 1;
        if (Number.isNaN(code) || code < 0x20)
            return ~at;
        if (code !== 0x5c)
            continue;
        if (/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(at + 1, at + 6)))
            at += 1;
        else
            return ~at;
    }
}
/** Returns the offset after a number, `true`, `false` or `null`. Returns a negative number for other text. */
function endOfLiteral(text, start) {
    const literal = /[-+.\w]*/y;
    literal.lastIndex = start;
    const [word = ''] = literal.exec(text) ?? [];
    const isValid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(word);
    return isValid ? start + word.length : -1;
}
function unexpected(text, offset) {
    const rest = text.slice(offset, offset + 2);
    if (rest === '') {
        return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'the file is empty' : 'the end of the file' };
    }
    if (/^(?:\/\/|\/\*|#)/.test(rest))
        return { offset, problem: 'a comment' };
    const before = text.slice(0, offset).trimEnd().length - 1;
    if (/^[}\]]/.test(rest) && text[before] === ',')
        return { offset: before, problem: 'a trailing comma' };
    const [character = ''] = rest;
    return { offset, problem: JSON.stringify(character) };
}
function positionsOf(text, offsets) {
    const positions = new Map();
    let line = 1;
    let lineStart = 0;
    const ends = /\r\n|\n|\r/g;
    let end = ends.exec(text);
    for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
        for (; end !== null && ends.lastIndex <= offset; end = ends.exec(text)) {
            line += 1;
            lineStart = ends.lastIndex;
        }
        positions.set(offset, { line, column: offset - lineStart + 1 });
    }
    return offsets.map((offset) => positions.get(offset) ?? { line: 1, column: 1 });
}

;// CONCATENATED MODULE: ./build/actor/locate-problems.js



/** Adds lines and columns to problems in a JSON file, and sorts the problems by position. */
function locate_problems_locateProblems(file, text, problems) {
    const positions = findKeyPlaces(text, problems.map(({ path }) => path));
    return problems
        .map(({ path, message, hint, level }, index) => ({
        file,
        ...(positions[index] ?? { line: 1, column: 1 }),
        pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
        message: `${path.map(shownKey).join('.') || 'The file'} ${message}`,
        hint,
        level,
    }))
        .sort((a, b) => a.line - b.line || a.column - b.column);
}
function shownKey(key) {
    return key.length > 200 ? `(a name of ${key.length} characters)` : (0,build_text/* visible */.RK)(key);
}
/** Creates an error about a file as a whole. @param message completes a sentence that begins with the file. */
function fileError(message, { hint, place }) {
    const problem = { ...place, pointer: '', message: `The file ${message}`, hint, level: 'error' };
    return new ActionError(`${place.file} ${message}`, { hint, place, problems: [problem] });
}

;// CONCATENATED MODULE: ./build/actor/named-files.js
/**
 * Default paths of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
const defaultPlaces = {
    dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
    readme: ['.actor/README.md', 'README.md'],
    changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
    // The lowercase names are used only by Apify's CLI and templates.
    input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
};
const keysOfFiles = 'dockerfile readme changelog input inputSchema output outputSchema webServerSchema'.split(' ');
/** Returns the values in actor.json that can be the path of a file. An object instead of a path is the content itself. */
function listFileValues(actorJson) {
    const storages = asObject(actorJson['storages']);
    return [
        ...keysOfFiles.map((key) => ({ keys: [key], value: actorJson[key] })),
        ...['dataset', 'keyValueStore'].map((key) => ({ keys: ['storages', key], value: storages[key] })),
        ...['datasets', 'keyValueStores'].flatMap((key) => Object.entries(asObject(storages[key])).map(([name, value]) => ({ keys: ['storages', key, name], value }))),
    ];
}
/** Whether a newer property replaces `inputSchema` or `outputSchema`, so that Apify ignores it. */
function isReplaced(key, actorJson) {
    return /^(?:in|out)putSchema$/.test(key) && (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}
/** Returns the paths of files that actor.json names. */
function named_files_listReferences(actorJson) {
    return listFileValues(actorJson).flatMap(({ keys, value }) => typeof value === 'string' ? [{ keys, written: value }] : []);
}
/** Returns actor.json and the default paths of the files that it does not name, relative to the Actor's folder. */
function named_files_listDefaultFiles(actorJson) {
    const isSet = (key) => (actorJson[key] ?? undefined) !== undefined;
    const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) => 
    // `inputSchema` is the old name of `input`.
    isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places);
    return ['.actor/actor.json', ...defaults];
}
/** Returns the value if it is an object, otherwise an empty object. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}

;// CONCATENATED MODULE: ./build/actor/parse-json.js


/** Parses JSON. Nesting of more than 100 levels is an error too. */
function parseJson(text) {
    try {
        if (!(0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_DEPTH))
            return { value: JSON.parse(text) };
    }
    catch {
        // The scanner's error message is better.
    }
    return { mistake: findSyntaxError(text) ?? { line: 1, column: 1, problem: 'a mistake' } };
}
/** Turns the syntax error in a file into a problem of the whole file. */
function syntaxProblem(file, { line, column, problem }) {
    const message = problem.startsWith('more than')
        ? `The file has ${problem}`
        : `The file is not valid JSON: ${problem}`;
    const hint = 'Write strict JSON in UTF-8: double quotes, no comments, no trailing commas.';
    return { file, line, column, pointer: '', message, hint, level: 'error' };
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = process.getBuiltinModule("node:buffer");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = process.getBuiltinModule("node:path");
;// CONCATENATED MODULE: ./build/paths.js

/**
 * Returns the POSIX path of a file or folder relative to a folder. Both arguments are absolute, with links resolved.
 * The result is empty for the folder itself, and undefined if the path is not in the folder.
 */
function nameFrom(folder, place, rules = external_node_path_namespaceObject) {
    if (place === folder)
        return '';
    const { sep } = rules;
    // Many times faster than `path.relative`.
    const start = folder.endsWith(sep) ? folder : folder + sep;
    if (place.startsWith(start))
        return withSlashes(place.slice(start.length), sep);
    const relative = rules.relative(folder, place);
    if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative))
        return undefined;
    return withSlashes(relative, sep);
}
/**
 * Returns a POSIX name relative to a folder; undefined if it is not in the folder. Both arguments are relative to the
 * same root.
 */
function nameBelow(folder, name) {
    if (folder === '')
        return name;
    return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}
/** Joins an absolute folder and a normalized POSIX name. Faster than `path.join`. */
function placeIn(folder, name, { sep } = path) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/**
 * Whether a path may lead to another machine. Opening such a path on Windows sends the user's credentials to that
 * machine.
 */
function isOnNetwork(place, { sep } = external_node_path_namespaceObject) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name is `.git` or inside it. Ignores letter case, because some file systems do. */
function isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = process.getBuiltinModule("node:fs");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = process.getBuiltinModule("node:util");
;// CONCATENATED MODULE: ./build/runner/workspace-file.js






const openFile = (0,external_node_util_namespaceObject.promisify)(external_node_fs_namespaceObject.open);
/**
 * Reads a regular file in the workspace. The file that is checked is always the one that was opened, so a link that
 * changes in the meantime has no effect, and a pipe or device never blocks.
 * @param workspace absolute path, with links resolved.
 * @param file absolute path.
 * @param maxBytes size limit. Larger files are not read.
 */
async function readWorkspaceFile(workspace, file, maxBytes) {
    let descriptor;
    try {
        const real = realPath(file);
        const name = nameFrom(workspace, real);
        if (name === undefined || isInGitFolder(name))
            return { kind: 'outside' };
        // Only opening the file may have to wait for a network disk. Everything else is synchronous, which is faster for
        // hundreds of files.
        descriptor = await openFile(real, external_node_fs_namespaceObject.constants.O_RDONLY | (external_node_fs_namespaceObject.constants.O_NONBLOCK ?? 0));
        const opened = (0,external_node_fs_namespaceObject.fstatSync)(descriptor);
        if (!opened.isFile())
            return { kind: 'not-a-file' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', size: opened.size };
        const again = realPath(file);
        if (again !== real || !isSame((0,external_node_fs_namespaceObject.statSync)(again), opened))
            return { kind: 'outside' };
        return { kind: 'read', bytes: (0,external_node_fs_namespaceObject.readFileSync)(descriptor), path: real };
    }
    catch (cause) {
        const code = codeOf(cause);
        if (isNowhere(cause))
            return { kind: 'missing', isBrokenLink: isBehindBrokenLink(file) };
        if (code === 'EISDIR' || code === 'ENXIO')
            return { kind: 'not-a-file' };
        return { kind: 'unreadable', code, cause };
    }
    finally {
        if (descriptor !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}
/** Explains why a file was not read: the end of a sentence that begins with its name, and a hint. */
function explainUnread(file, maxBytes) {
    switch (file.kind) {
        case 'missing':
            return { problem: 'does not exist', hint: 'Correct the path, or add the file.' };
        case 'outside':
            return { problem: 'leads out of the workspace', hint: 'Put the file into the repository.' };
        case 'not-a-file':
            return { problem: 'is not a file', hint: 'Replace it with a regular file.' };
        case 'too-large':
            return { problem: `has ${formatBytes(file.size)}`, hint: `Shorten it to at most ${formatBytes(maxBytes)}.` };
        case 'unreadable':
            return { problem: `could not be read (${file.code})`, hint: 'Give this step permission to read it.' };
    }
}
function isSame(a, b) {
    return a.dev === b.dev && a.ino === b.ino;
}
/** Whether the deepest existing part of the path is a broken link. */
function isBehindBrokenLink(file) {
    const found = statusOf(file, external_node_fs_namespaceObject.lstatSync);
    const folder = external_node_path_namespaceObject.dirname(file);
    if (found === undefined && folder !== file)
        return isBehindBrokenLink(folder);
    return found?.isSymbolicLink() === true && statusOf(file) === undefined;
}
/**
 * Returns the path with all links resolved, in the spelling on disk.
 * @throws a system error if the path does not exist.
 */
function realPath(file) {
    try {
        return external_node_fs_namespaceObject.realpathSync.native(file);
    }
    catch (error) {
        if (isNowhere(error) || ['ELOOP', 'EACCES'].includes(codeOf(error)))
            throw error;
        // Some file systems on Windows, such as RAM disks, do not support the native call.
        return (0,external_node_fs_namespaceObject.realpathSync)(file);
    }
}
/** Returns the names in a folder; none if it cannot be read. */
function listNames(folder) {
    return readFolder(folder).map(({ name }) => name);
}
const MOST_SEARCHED = 5000;
/**
 * Finds the subfolders that contain the file, as POSIX paths relative to the folder, starting with the highest level.
 * Skips hidden folders, `node_modules` and links, and stops after 5,000 folders.
 * @param file POSIX path, for example `.actor/actor.json`.
 */
function findFoldersWith(folder, file) {
    const found = [];
    const names = [''];
    for (let index = 0; index < Math.min(names.length, MOST_SEARCHED); index += 1) {
        const name = names[index];
        const place = external_node_path_namespaceObject.join(folder, name);
        if (name !== '' && isFile(external_node_path_namespaceObject.join(place, file)))
            found.push(name);
        const inner = readFolder(place)
            .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
            .map((entry) => external_node_path_namespaceObject.posix.join(name, entry.name));
        names.push(...inner.sort());
    }
    return found;
}
function readFolder(folder) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
function isFile(file) {
    return statusOf(file, external_node_fs_namespaceObject.lstatSync)?.isFile() === true;
}
/** Returns undefined if the path does not exist or is not accessible. */
function statusOf(file, read = external_node_fs_namespaceObject.statSync) {
    try {
        return read(file, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actor/read-actor-json.js






/** Size limit in bytes. Apify accepts at most 3 MiB of files without an archive, and a definition has a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;
/** Size limit of a link in bytes. No operating system follows a longer link. */
const MOST_LINK_BYTES = 4096;
/**
 * Returns the path of a file in the working directory relative to the workspace, with `/` as separator, for messages
 * and annotations.
 */
function pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,external_node_path_namespaceObject.relative)(workspace, (0,external_node_path_namespaceObject.join)(workingDirectory, ...names)).replaceAll(external_node_path_namespaceObject.sep, '/');
}
/**
 * Reads the text of `.actor/actor.json` without its byte order mark; undefined if the file does not exist with this
 * exact spelling.
 * @throws ActionError if it is not a readable UTF-8 file in the workspace.
 */
async function readActorJson(folder) {
    const { workspace, workingDirectory } = folder;
    const shown = pathForMessages(folder, '.actor', 'actor.json');
    const path = (0,external_node_path_namespaceObject.join)(workingDirectory, '.actor', 'actor.json');
    const failed = (problem, hint, more = {}) => new ActionError(`${shown} ${problem}`, {
        hint,
        place: { file: shown, ...(more.line === undefined ? {} : { line: more.line }) },
        cause: more.cause,
    });
    const textLink = (problem) => failed(`${problem} that Git has checked out as text`, 'Git does this on Windows if links are off. Run git config --global core.symlinks true before the checkout, or replace the link with the file.');
    const file = await readWorkspaceFile(workspace, path, MAX_BYTES);
    switch (file.kind) {
        case 'missing':
            if (file.isBrokenLink) {
                const hint = 'Fix the link, or replace it with the file.';
                throw failed('is a link, or behind a link, whose target does not exist', hint);
            }
            if (await isTextLink(workspace, (0,external_node_path_namespaceObject.dirname)(path)))
                throw textLink('is behind a link');
            return undefined;
        case 'outside':
            throw failed('is a link, or behind a link, that leads out of the workspace', 'Replace the link with the file.');
        case 'not-a-file':
            throw failed('is not a file', 'Replace it with a JSON file that defines the Actor.');
        case 'too-large': {
            const sizes = `is ${(0,build_text/* formatBytes */.z3)(file.size)} (${file.size} bytes); the limit is ${MAX_BYTES} bytes`;
            throw failed(sizes, 'Move schemas to files of their own.');
        }
        case 'unreadable':
            throw failed(`could not be read (${file.code})`, 'Give this step permission to read it.', { cause: file.cause });
        case 'read': {
            const { bytes } = file;
            if (!isSpelledSo(path, file.path))
                return undefined;
            if (!bytes.includes('{') && (await isTextLink(workspace, path)))
                throw textLink('is a link');
            if ((0,external_node_buffer_namespaceObject.isUtf8)(bytes))
                return new TextDecoder().decode(bytes);
            // Each byte becomes one character, so that a line can be converted back to its bytes.
            const lines = bytes.toString('latin1').split('\n');
            const line = 1 + lines.findIndex((text) => !(0,external_node_buffer_namespaceObject.isUtf8)(Buffer.from(text, 'latin1')));
            throw failed('is not UTF-8 text', 'Save it as UTF-8.', { line });
        }
    }
}
/** Checks the spelling, because Windows and macOS also find `.Actor/Actor.json`, but Apify does not. */
function isSpelledSo(path, real) {
    if (path === real)
        return true;
    const folder = (0,external_node_path_namespaceObject.dirname)(path);
    return listNames(folder).includes((0,external_node_path_namespaceObject.basename)(path)) && listNames((0,external_node_path_namespaceObject.dirname)(folder)).includes((0,external_node_path_namespaceObject.basename)(folder));
}
/** Whether a file contains nothing but a relative path to something that exists. */
async function isTextLink(workspace, path) {
    const file = await readWorkspaceFile(workspace, path, MOST_LINK_BYTES);
    const text = file.kind === 'read' ? file.bytes.toString() : '';
    if (!/^[^\n{\0]+$/.test(text))
        return false;
    const target = (0,external_node_path_namespaceObject.resolve)((0,external_node_path_namespaceObject.dirname)(path), text);
    if (isOnNetwork(target))
        return false;
    return (await readWorkspaceFile(workspace, target, 0)).kind !== 'missing';
}

;// CONCATENATED MODULE: ./build/actor/schema-problem.js
function schema_problem_errorAt(path, message, hint) {
    return { level: 'error', path, message, hint };
}
function warningAt(path, message, hint) {
    return { level: 'warning', path, message, hint };
}
function schema_problem_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/actor/definition.js







/**
 * Reads only the `name` in `.actor/actor.json`; undefined if the file does not exist.
 * @throws ActionError if the file is not a JSON object, or if the name is not valid.
 */
async function readActorName(folder) {
    const text = await readActorJson(folder);
    if (text === undefined)
        return undefined;
    const file = pathForMessages(folder, '.actor', 'actor.json');
    const { name } = parseObject(text, file);
    const checked = name === undefined ? { value: undefined } : fields_checkName(name);
    if ('value' in checked)
        return { file, name: checked.value };
    throw errors_problemsError(locate_problems_locateProblems(file, text, [mistakeAt(['name'], checked)]));
}
/** Checks the text of an actor.json without a byte order mark. @param file its path, for messages. */
function parseActorDefinition(text, file, { replaced, replacedEnvVars }) {
    const actorJson = parseObject(text, file);
    const mistakes = [];
    const read = (key, check, isReplaced = false) => {
        const value = actorJson[key];
        if (value === undefined)
            return undefined;
        const checked = check(value);
        if ('value' in checked)
            return checked.value;
        if (!isReplaced)
            mistakes.push(mistakeAt([key], checked));
        return undefined;
    };
    for (const key of ['dockerfile', 'dockerContextDir'])
        read(key, checkText);
    const definition = {
        ...pathsOf(actorJson, file),
        name: read('name', checkName, replaced?.name),
        version: read('version', checkVersion, replaced?.version),
        // Like Apify's CLI, treats an empty tag as missing.
        buildTag: read('buildTag', checkBuildTag, replaced?.buildTag) || undefined,
        title: read('title', checkText),
        description: read('description', checkText),
        usesStandbyMode: read('usesStandbyMode', checkBoolean),
        environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
    };
    if (mistakes.length > 0)
        throw problemsError(locateProblems(file, text, mistakes));
    return definition;
}
/**
 * Reads only the paths and variables. A path of a wrong type is absent from the result, and a variable with a mistake is
 * empty. @param file its path, for messages.
 * @throws ActionError if the text is not a JSON object.
 */
function parsePartially(text, file) {
    const actorJson = parseObject(text, file);
    const environmentVariables = readEnvironmentVariables(actorJson['environmentVariables'], undefined, []);
    return { ...pathsOf(actorJson, file), environmentVariables };
}
function pathsOf(actorJson, file) {
    const { dockerfile, dockerContextDir } = actorJson;
    return {
        file,
        dockerfile: typeof dockerfile === 'string' ? dockerfile : undefined,
        dockerContextDir: typeof dockerContextDir === 'string' ? dockerContextDir : undefined,
        defaultFiles: listDefaultFiles(actorJson),
        references: listReferences(actorJson),
    };
}
/** The object without properties that count as absent: `null`, and `false` for `dockerfile`. */
function parseObject(text, file) {
    const parsed = parseJson(text);
    if ('mistake' in parsed) {
        const { line, column, problem } = parsed.mistake;
        throw fileError(`is not valid JSON: line ${line}, column ${column}: ${problem}`, {
            hint: `${file} must be strict JSON: double quotes, no comments, no trailing commas.`,
            place: { file, line, column },
        });
    }
    const { value } = parsed;
    if (!schema_problem_isObject(value)) {
        throw fileError(`is ${fields_describe(value)}, not an object`, {
            hint: 'Write an object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
            place: { file, line: 1, column: 1 },
        });
    }
    const isAbsent = ([key, part]) => part === null || (key === 'dockerfile' && part === false);
    return Object.fromEntries(Object.entries(value).filter((entry) => !isAbsent(entry)));
}
function readEnvironmentVariables(variables, replaced, mistakes) {
    const key = 'environmentVariables';
    if (variables === undefined || (Array.isArray(variables) && variables.length === 0))
        return {};
    if (!isObject(variables)) {
        const hint = 'Write { "NAME": "value" }.';
        mistakes.push(errorAt([key], `is ${describe(variables)}, not an object`, hint));
        return {};
    }
    const read = Object.entries(variables).map(([name, value]) => {
        const checked = checkEnvVar(name, value);
        if ('value' in checked)
            return [name, checked.value];
        if (replaced?.has(name) !== true)
            mistakes.push(mistakeAt([key, name], checked));
        return [name, ''];
    });
    return Object.fromEntries(read);
}
function mistakeAt(path, { problem, hint }) {
    return { path, message: problem, hint, level: 'error' };
}

;// CONCATENATED MODULE: ./build/actor/missing-definition.js






const ways = {
    'actor-id': 'set the actor-id input (username/name or an ID), or "name" in',
    version: 'set the version input (for example, \'0.1\'), or "version" in',
};
/** Creates the error for required values that neither actor.json nor the inputs contain. */
function missingFields(file, missing) {
    const fields = missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
    return fileError(`has no ${fields.join(' and no ')}, and the ${inputsAreEmpty(missing)}`, {
        hint: hintsFor(missing, file),
        place: { file, line: 1, column: 1 },
    });
}
/**
 * Creates the error for a missing actor.json whose values are needed. It lists the missing values, the two ways to set
 * them, and similar files that are not read.
 */
function missingFile(folder, missing) {
    const { file, elsewhere, place } = explore(folder);
    return new ActionError(`${file} does not exist, and the ${inputsAreEmpty(missing)}`, {
        hint: [...elsewhere, hintsFor(missing, file)].join(' '),
        ...place,
    });
}
/** Creates the warning for a missing actor.json if the inputs set all required values. */
function missingFileWarning(folder) {
    const { file, elsewhere, place } = explore(folder);
    const message = `${file} does not exist, so only the files are deployed`;
    return {
        level: 'warning',
        message: elsewhere.length === 0 ? message : `${message}. ${elsewhere.join(' ')}`,
        ...place,
    };
}
function inputsAreEmpty(missing) {
    return missing.length === 1 ? `${missing[0]} input is empty` : `${missing.join(' and ')} inputs are empty`;
}
function hintsFor(missing, file) {
    return missing.map((name) => `To provide the ${name}, ${ways[name]} ${file}.`).join(' ');
}
function explore(folder) {
    const { workingDirectory, workspace } = folder;
    const path = (...names) => (0,build_text/* visible */.RK)(pathForMessages(folder, ...names));
    const file = path('.actor', 'actor.json');
    if (listNames(workspace).length === 0) {
        return { file, elsewhere: ['The workspace is empty: run actions/checkout before this step.'] };
    }
    const elsewhere = [];
    const [misplaced, advice] = findMisplaced(workingDirectory, path) ?? [];
    if (advice !== undefined)
        elsewhere.push(advice);
    const below = findFoldersWith(workingDirectory, '.actor/actor.json').map((name) => path(name));
    if (below.length > 0) {
        const example = below.length === 1 ? `working-directory: ${below[0]}` : 'working-directory to one of them';
        elsewhere.push(`These folders contain .actor/actor.json: ${(0,build_text/* listSome */.XT)(below)}. Set ${example}.`);
    }
    return { file, elsewhere, ...(misplaced === undefined ? {} : { place: { place: { file: misplaced } } }) };
}
/** Finds a definition that the action does not read. @param path returns the path of a file, for messages. */
function findMisplaced(workingDirectory, path) {
    const file = path('.actor', 'actor.json');
    const names = listNames(workingDirectory);
    const findIn = (folder, wanted) => folder.find((name) => name.toLowerCase() === wanted);
    const dotActor = findIn(names, '.actor');
    const misspelled = dotActor && findIn(listNames((0,external_node_path_namespaceObject.join)(workingDirectory, dotActor)), 'actor.json');
    if (dotActor !== undefined && misspelled !== undefined) {
        const found = path(dotActor, misspelled);
        return [found, `${found} is not read, because the name is case-sensitive: rename it (git mv ${found} ${file}).`];
    }
    if (names.includes('actor.json')) {
        const found = path('actor.json');
        const command = `mkdir -p ${path('.actor')} && git mv ${found} ${file}`;
        return [found, `${found} is not read: move it (${command}). Paths in it are then relative to .actor/.`];
    }
    if (names.includes('apify.json')) {
        const found = path('apify.json');
        const advice = `${found} has the old format and is not read: move its name, version and buildTag to ${file}, next to "actorSpecification": 1, and its env to "environmentVariables".`;
        return [found, advice];
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/apify/forms.js
/** Checks external values. TypeScript derives the type of a value from its form. */
function ofType(type) {
    return (value, path) => (typeof value === type ? undefined : `${path} is not a ${type}`);
}
const forms_text = ofType('string');
const number = ofType('number');
const flag = ofType('boolean');
/** A string with a known set of values. Other values are accepted, because Apify may add some. */
function word() {
    return ofType('string');
}
function optional(form) {
    const check = (value, path) => (value === undefined || value === null ? undefined : form(value, path));
    return Object.assign(check, { isOptional: true });
}
function listOf(form) {
    return (value, path) => {
        if (!Array.isArray(value))
            return `${path} is not an array`;
        const index = value.findIndex((item) => form(item, '') !== undefined);
        return index === -1 ? undefined : form(value[index], `${path}[${index}]`);
    };
}
function object(fields) {
    return (value, path) => {
        if (!forms_isObject(value))
            return `${path} is not an object`;
        for (const [name, form] of Object.entries(fields)) {
            const mistake = form(value[name], `${path}.${name}`);
            if (mistake !== undefined)
                return mistake;
        }
        return undefined;
    };
}
function forms_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An object with any keys. Error messages do not contain the keys, because they are external text. */
function mapOf(form) {
    return (value, path) => object({})(value, path) ?? listOf(optional(form))(Object.values(value), `${path}, value `);
}

;// CONCATENATED MODULE: ./build/apify/api-forms.js
/** The properties of API objects that the actions read. https://docs.apify.com/api/v2 */

/**
 * Rejects other characters, because an ID becomes a path segment, in which a dot or slash could lead to another
 * resource.
 */
const id = (value, path) => forms_text(value, path) ?? (/^[\w-]{1,100}$/.test(String(value)) ? undefined : `${path} is not an ID`);
const data = (form) => object({ data: form });
const items = (form) => data(object({ items: listOf(form) }));
/** The API never returns the value of a secret. */
const envVar = object({ name: forms_text, value: optional(forms_text), isSecret: optional(flag) });
/** A version may still have the fields of earlier source types. */
const version = object({
    versionNumber: forms_text,
    sourceType: optional(word()),
    buildTag: optional(forms_text),
    applyEnvVarsToBuild: optional(flag),
    envVars: optional(listOf(envVar)),
    actorPath: optional(forms_text),
    gitRepoUrl: optional(forms_text),
    tarballUrl: optional(forms_text),
    gitHubGistUrl: optional(forms_text),
});
/** https://docs.apify.com/api/v2/act-put */
const standby = object({
    isEnabled: optional(flag),
    desiredRequestsPerActorRun: optional(number),
    maxRequestsPerActorRun: optional(number),
    idleTimeoutSecs: optional(number),
    build: optional(forms_text),
    memoryMbytes: optional(number),
    disableStandbyFieldsOverride: optional(flag),
    shouldPassActorInput: optional(flag),
});
const runOptions = object({
    build: optional(forms_text),
    timeoutSecs: optional(number),
    memoryMbytes: optional(number),
    restartOnError: optional(flag),
    maxItems: optional(number),
    forcePermissionLevel: optional(forms_text),
});
const settings = {
    title: optional(forms_text),
    description: optional(forms_text),
    seoTitle: optional(forms_text),
    seoDescription: optional(forms_text),
    categories: optional(listOf(forms_text)),
    defaultRunOptions: optional(runOptions),
    exampleRunInput: optional(object({ body: optional(forms_text), contentType: optional(forms_text) })),
    actorStandby: optional(standby),
};
const actorSettings = object(settings);
const api_forms_taggedBuild = object({ buildId: optional(forms_text), buildNumber: optional(forms_text), finishedAt: optional(forms_text) });
const actor = object({
    id,
    name: forms_text,
    username: forms_text,
    versions: optional(listOf(version)),
    taggedBuilds: optional(mapOf(api_forms_taggedBuild)),
    ...settings,
});
const api_forms_build = object({
    id,
    actId: optional(id),
    status: word(),
    statusMessage: optional(forms_text),
    buildNumber: forms_text,
    startedAt: forms_text,
    usageTotalUsd: optional(number),
    actVersion: optional(object({ buildTag: optional(forms_text) })),
});
const run = object({
    id,
    status: word(),
    statusMessage: optional(forms_text),
    startedAt: forms_text,
    buildId: id,
    defaultDatasetId: id,
    usageTotalUsd: optional(number),
});
const anything = () => undefined;
/** `inputSchema` is a JSON string and is deprecated. */
const buildDefinition = object({
    actorDefinition: optional(object({ input: optional(anything) })),
    inputSchema: optional(anything),
});
const store = object({ id, urlSigningSecretKey: optional(forms_text) });
/** Only the accounts of organizations have an owner. */
const user = object({ id: optional(forms_text), username: forms_text, organizationOwnerUserId: optional(forms_text) });
const dataset = object({ itemCount: number });
const keyList = object({
    items: listOf(object({ key: forms_text })),
    isTruncated: flag,
    nextExclusiveStartKey: optional(forms_text),
});

;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/KyError.js
/**
Base class for all Ky-specific errors. `HTTPError`, `NetworkError`, `TimeoutError`, and `ForceRetryError` extend this class.

You can use `instanceof KyError` to check if an error originated from Ky, or use the `isKyError()` type guard for cross-realm compatibility and TypeScript type narrowing.

Note: `SchemaValidationError` is intentionally not considered a Ky error. `KyError` covers failures in Ky's HTTP lifecycle (bad status, timeout, retry), while schema validation errors originate from the user-provided schema, not from Ky itself.
*/
class KyError extends Error {
    name = 'KyError';
    get isKyError() {
        return true;
    }
}
//# sourceMappingURL=KyError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/HTTPError.js

/**
Error thrown when the response has a non-2xx status code and `throwHttpErrors` is enabled.

The error has a `response` property with the `Response` object, a `request` property with the `Request` object, an `options` property with the normalized options (either passed to `ky` when creating an instance with `ky.create()` or directly when performing the request), and a `data` property with the pre-parsed response body. For JSON responses (based on `Content-Type`), the body is parsed using the `parseJson` option if set, or `JSON.parse` by default. For other content types, it is set as plain text. If the body is empty, unreadable, too large, parsing fails, or the error-data read/parse timeout is reached, `data` will be `undefined`. To avoid hanging or excessive buffering, `error.data` body reads and async JSON parsing are bounded by the request timeout (or 10 seconds when `timeout` is disabled), any remaining `totalTimeout` budget, and a 10 MiB response body size limit. If `totalTimeout` expires while populating `error.data`, Ky throws `TimeoutError` instead of `HTTPError`. The `data` property is populated before `beforeError` hooks run, so hooks can access it.

The response body is automatically consumed when populating `error.data`, so `error.response.json()` and other body methods will not work. Use `error.data` instead. The `error.response` object is still available for headers, status, etc.

Be aware that some types of errors, such as network errors, inherently mean that a response was not received. In that case, the error will be an instance of `NetworkError` instead of `HTTPError` and will not contain a `response` property.
*/
class HTTPError extends KyError {
    name = 'HTTPError';
    response;
    request;
    options;
    data;
    constructor(response, request, options) {
        const code = (response.status || response.status === 0) ? response.status : '';
        const title = response.statusText ?? '';
        const status = `${code} ${title}`.trim();
        const reason = status ? `status code ${status}` : 'an unknown error';
        super(`Request failed with ${reason}: ${request.method} ${request.url}`);
        this.response = response;
        this.request = request;
        this.options = options;
    }
}
//# sourceMappingURL=HTTPError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/NetworkError.js

/**
Error thrown when a network error occurs during the request (e.g., DNS failure, connection refused, offline). It has a `request` property with the `Request` object. The original error is available via the standard `cause` property.

Network errors are automatically retried (for retriable methods).

Note: Network errors are detected using runtime-specific heuristics. Unrecognized runtimes may produce errors that are not wrapped in `NetworkError`. Use the `shouldRetry` option to handle such cases.
*/
class NetworkError extends KyError {
    name = 'NetworkError';
    request;
    constructor(request, options) {
        super(`Request failed due to a network error: ${request.method} ${request.url}`, options);
        this.request = request;
    }
}
//# sourceMappingURL=NetworkError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/NonError.js
/**
Wrapper for non-Error values that were thrown.

In JavaScript, any value can be thrown (not just Error instances). This class wraps such values to ensure consistent error handling.
*/
class NonError extends Error {
    name = 'NonError';
    value;
    constructor(value) {
        let message = 'Non-error value was thrown';
        // Intentionally minimal as this error is just an edge-case.
        try {
            if (typeof value === 'string') {
                message = value;
            }
            else if (value && typeof value === 'object' && 'message' in value && typeof value.message === 'string') {
                message = value.message;
            }
        }
        catch {
            // Use default message if accessing properties throws
        }
        super(message);
        this.value = value;
    }
}
//# sourceMappingURL=NonError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/ForceRetryError.js


/**
Error used to signal a forced retry from `afterResponse` hooks.

This is thrown when `ky.retry()` is returned from an `afterResponse` hook. It is observable in `beforeRetry` and `beforeError` hooks via the `isForceRetryError()` type guard.
*/
class ForceRetryError_ForceRetryError extends KyError {
    name = 'ForceRetryError';
    customDelay;
    code;
    customRequest;
    constructor(options) {
        // Runtime protection: wrap non-Error causes in NonError
        // TypeScript type is Error for guidance, but JS users can pass anything
        const cause = options?.cause
            ? (options.cause instanceof Error ? options.cause : new NonError(options.cause))
            : undefined;
        super(options?.code ? `Forced retry: ${options.code}` : 'Forced retry', cause ? { cause } : undefined);
        this.customDelay = options?.delay;
        this.code = options?.code;
        this.customRequest = options?.request;
    }
}
//# sourceMappingURL=ForceRetryError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/SchemaValidationError.js
/**
The error thrown when [Standard Schema](https://github.com/standard-schema/standard-schema) validation fails in `.json(schema)`. It has an `issues` property with the validation issues from the schema.

This error intentionally does not extend `KyError` because it does not represent a failure in Ky's HTTP lifecycle. The request succeeded; the user's schema rejected the data. As such, it is not matched by `isKyError()`.

@example
```
import ky, {SchemaValidationError} from 'ky';
import {z} from 'zod';

const userSchema = z.object({name: z.string()});

try {
    const user = await ky('/api/user').json(userSchema);
    console.log(user.name);
} catch (error) {
    if (error instanceof SchemaValidationError) {
        console.error(error.issues);
    }
}
```
*/
class SchemaValidationError extends Error {
    name = 'SchemaValidationError';
    issues;
    constructor(issues) {
        super('Response schema validation failed');
        this.issues = issues;
    }
}
//# sourceMappingURL=SchemaValidationError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/errors/TimeoutError.js

/**
Error thrown when the request times out. It has a `request` property with the `Request` object.
*/
class TimeoutError extends KyError {
    name = 'TimeoutError';
    request;
    constructor(request) {
        super(`Request timed out: ${request.method} ${request.url}`);
        this.request = request;
    }
}
//# sourceMappingURL=TimeoutError.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/core/constants.js
const supportsRequestStreams = (() => {
    let duplexAccessed = false;
    let hasContentType = false;
    const supportsReadableStream = typeof globalThis.ReadableStream === 'function';
    const supportsRequest = typeof globalThis.Request === 'function';
    if (supportsReadableStream && supportsRequest) {
        try {
            hasContentType = new globalThis.Request('https://empty.invalid', {
                body: new globalThis.ReadableStream(),
                method: 'POST',
                // @ts-expect-error - Types are outdated.
                get duplex() {
                    duplexAccessed = true;
                    return 'half';
                },
            }).headers.has('Content-Type');
        }
        catch (error) {
            // QQBrowser on iOS throws "unsupported BodyInit type" error (see issue #581)
            if (error instanceof Error && error.message === 'unsupported BodyInit type') {
                return false;
            }
            throw error;
        }
    }
    return duplexAccessed && !hasContentType;
})();
const supportsAbortController = typeof globalThis.AbortController === 'function';
const supportsAbortSignal = typeof globalThis.AbortSignal === 'function' && typeof globalThis.AbortSignal.any === 'function';
const supportsResponseStreams = typeof globalThis.ReadableStream === 'function';
const supportsFormData = typeof globalThis.FormData === 'function';
const requestMethods = ['get', 'post', 'put', 'patch', 'head', 'delete', 'query'];
const validate = () => undefined;
validate();
const responseTypes = {
    json: 'application/json',
    text: 'text/*',
    formData: 'multipart/form-data',
    arrayBuffer: '*/*',
    blob: '*/*',
    // Supported in modern Fetch implementations (for example, browsers and recent Node.js/undici).
    // We still feature-check at runtime before exposing the shortcut.
    bytes: '*/*',
};
// The maximum value of a 32bit int (see issue #117)
const maxSafeTimeout = 2_147_483_647;
// Size in bytes of a typical form boundary (e.g., '------WebKitFormBoundaryaxpyiPgbbPti10Rw'), used to help estimate upload size
const usualFormBoundarySize = 40;
/**
Symbol that can be returned by a `beforeRetry` hook to stop retrying without throwing an error.
*/
const stop = Symbol('stop');
/**
Marker returned by `ky.retry()` to signal a forced retry from `afterResponse` hooks.
*/
class RetryMarker {
    options;
    constructor(options) {
        this.options = options;
    }
}
/**
Force a retry from an `afterResponse` hook.

This allows you to retry a request based on the response content, even if the response has a successful status code. The retry will respect the `retry.limit` option and skip the `shouldRetry` check. The forced retry is observable in `beforeRetry` hooks, where the error will be a `ForceRetryError`.

@param options - Optional configuration for the retry.

@example
```
import ky, {isForceRetryError} from 'ky';

const api = ky.extend({
    hooks: {
        afterResponse: [
            async ({request, response}) => {
                // Retry based on response body content
                if (response.status === 200) {
                    const data = await response.json();

                    // Simple retry with default delay
                    if (data.error?.code === 'TEMPORARY_ERROR') {
                        return ky.retry();
                    }

                    // Retry with custom delay from API response
                    if (data.error?.code === 'RATE_LIMIT') {
                        return ky.retry({
                            delay: data.error.retryAfter * 1000,
                            code: 'RATE_LIMIT'
                        });
                    }

                    // Retry with a modified request (e.g., fallback endpoint)
                    if (data.error?.code === 'FALLBACK_TO_BACKUP') {
                        return ky.retry({
                            request: new Request('https://backup-api.com/endpoint', {
                                method: request.method,
                                headers: request.headers,
                            }),
                            code: 'BACKUP_ENDPOINT'
                        });
                    }

                    // Retry with refreshed authentication
                    if (data.error?.code === 'TOKEN_REFRESH' && data.newToken) {
                        return ky.retry({
                            request: new Request(request, {
                                headers: {
                                    ...Object.fromEntries(request.headers),
                                    'Authorization': `Bearer ${data.newToken}`
                                }
                            }),
                            code: 'TOKEN_REFRESHED'
                        });
                    }

                    // Retry with cause to preserve error chain
                    try {
                        validateResponse(data);
                    } catch (error) {
                        return ky.retry({
                            code: 'VALIDATION_FAILED',
                            cause: error
                        });
                    }
                }
            }
        ],
        beforeRetry: [
            ({error, retryCount}) => {
                // Observable in beforeRetry hooks
                if (isForceRetryError(error)) {
                    console.log(`Forced retry #${retryCount}: ${error.message}`);
                    // Example output: "Forced retry #1: Forced retry: RATE_LIMIT"
                }
            }
        ]
    }
});

const response = await api.get('https://example.com/api');
```
*/
const retry = (options) => new RetryMarker(options);
const kyOptionKeys = {
    json: true,
    parseJson: true,
    stringifyJson: true,
    searchParams: true,
    baseUrl: true,
    prefix: true,
    retry: true,
    timeout: true,
    totalTimeout: true,
    hooks: true,
    throwHttpErrors: true,
    onDownloadProgress: true,
    onUploadProgress: true,
    fetch: true,
    context: true,
};
// Standard RequestInit options that should NOT be passed separately to fetch()
// because they're already applied to the Request object.
// Note: `dispatcher` and `priority` are NOT included here - they're fetch-only
// options that the Request constructor doesn't accept, so they need to be passed
// separately to fetch().
const requestOptionsRegistry = {
    method: true,
    headers: true,
    body: true,
    mode: true,
    credentials: true,
    cache: true,
    redirect: true,
    referrer: true,
    referrerPolicy: true,
    integrity: true,
    keepalive: true,
    signal: true,
    window: true,
    duplex: true,
};
//# sourceMappingURL=constants.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/body.js

const encoder = new TextEncoder();
// eslint-disable-next-line @typescript-eslint/no-restricted-types
const getBodySize = (body) => {
    if (!body) {
        return 0;
    }
    if (body instanceof FormData) {
        // This is an approximation, as FormData size calculation is not straightforward
        let size = 0;
        for (const [key, value] of body) {
            size += usualFormBoundarySize;
            size += encoder.encode(`Content-Disposition: form-data; name="${key}"`).byteLength;
            size += typeof value === 'string'
                ? encoder.encode(value).byteLength
                : value.size;
        }
        return size;
    }
    if (body instanceof Blob) {
        return body.size;
    }
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
        return body.byteLength;
    }
    if (typeof body === 'string') {
        return encoder.encode(body).byteLength;
    }
    if (body instanceof URLSearchParams) {
        return encoder.encode(body.toString()).byteLength;
    }
    return 0;
};
const withProgress = (stream, totalBytes, onProgress) => {
    let previousChunk;
    let transferredBytes = 0;
    return stream.pipeThrough(new TransformStream({
        transform(currentChunk, controller) {
            controller.enqueue(currentChunk);
            if (previousChunk) {
                transferredBytes += previousChunk.byteLength;
                let percent = totalBytes === 0 ? 0 : transferredBytes / totalBytes;
                // Avoid reporting 100% progress before the stream is actually finished (in case totalBytes is inaccurate)
                if (percent >= 1) {
                    // Epsilon is used here to get as close as possible to 100% without reaching it.
                    // If we were to use 0.99 here, percent could potentially go backwards.
                    percent = 1 - Number.EPSILON;
                }
                onProgress?.({ percent, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, previousChunk);
            }
            previousChunk = currentChunk;
        },
        flush() {
            const finalChunk = previousChunk ?? new Uint8Array();
            transferredBytes += finalChunk.byteLength;
            onProgress?.({ percent: 1, totalBytes: Math.max(totalBytes, transferredBytes), transferredBytes }, finalChunk);
        },
    }));
};
const streamResponse = (response, onDownloadProgress) => {
    if (!response.body) {
        return response;
    }
    const responseInit = {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
    };
    if (response.status === 204) {
        return new Response(null, responseInit);
    }
    const totalBytes = Math.max(0, Number(response.headers.get('content-length')) || 0);
    return new Response(withProgress(response.body, totalBytes, onDownloadProgress), responseInit);
};
// eslint-disable-next-line @typescript-eslint/no-restricted-types
const streamRequest = (request, onUploadProgress, originalBody) => {
    if (!request.body) {
        return request;
    }
    // Use original body for size calculation since request.body is already a stream
    const totalBytes = getBodySize(originalBody ?? request.body);
    return new Request(request, {
        // @ts-expect-error - Types are outdated.
        duplex: 'half',
        body: withProgress(request.body, totalBytes, onUploadProgress),
    });
};
//# sourceMappingURL=body.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/is.js
// eslint-disable-next-line @typescript-eslint/no-restricted-types
const is_isObject = (value) => value !== null && typeof value === 'object';
//# sourceMappingURL=is.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/merge.js


const replaceSymbol = Symbol('replaceOption');
const getReplaceState = (value) => is_isObject(value) && value[replaceSymbol] === true
    ? {
        isReplace: true,
        value: value.value,
    }
    : {
        isReplace: false,
        value,
    };
/**
Wraps a value so that `ky.extend()` will replace the parent value instead of merging with it. Works with hooks, headers, search parameters, context, and any other deep-merged option.

By default, `.extend()` deep-merges options with the parent instance: hooks get appended, headers get merged, and search parameters get accumulated. Use `replaceOption` when you want to fully replace a merged property instead.

@example
```
import ky, {replaceOption} from 'ky';

const base = ky.create({
    hooks: {beforeRequest: [addAuth, addTracking]},
});

// Replaces instead of appending
const extended = base.extend({
    hooks: replaceOption({beforeRequest: [onlyThis]}),
});
// hooks.beforeRequest is now [onlyThis], not [addAuth, addTracking, onlyThis]
```
*/
const replaceOption = (value) => {
    const markedValue = { [replaceSymbol]: true, value };
    return markedValue;
};
const validateAndMerge = (...sources) => {
    for (const source of sources) {
        if ((!is_isObject(source) || Array.isArray(source)) && source !== undefined) {
            throw new TypeError('The `options` argument must be an object');
        }
    }
    return deepMerge({}, ...sources);
};
const mergeHeaders = (source1 = {}, source2 = {}) => {
    const result = new globalThis.Headers(source1);
    const isHeadersInstance = source2 instanceof globalThis.Headers;
    const source = new globalThis.Headers(source2);
    for (const [key, value] of source.entries()) {
        if ((isHeadersInstance && value === 'undefined') || value === undefined) {
            result.delete(key);
        }
        else {
            result.set(key, value);
        }
    }
    return result;
};
const isPlainObject = (value) => {
    if (!is_isObject(value) || Array.isArray(value)) {
        return false;
    }
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
};
const cloneShallow = (value) => {
    if (value instanceof URLSearchParams) {
        const copy = new URLSearchParams(value);
        const deleted = value[deletedParametersSymbol];
        if (deleted) {
            // Preserve internal deletion markers so init-hook cloning does not resurrect params removed during option merging.
            copy[deletedParametersSymbol] = new Set(deleted);
        }
        return copy;
    }
    if (value instanceof globalThis.Headers) {
        return new globalThis.Headers(value);
    }
    if (Array.isArray(value)) {
        return [...value];
    }
    if (isPlainObject(value)) {
        const copy = { ...value };
        return copy;
    }
    return value;
};
const normalizeHeaderObject = (headers) => Object.fromEntries(Object.entries(headers).filter((entry) => entry[1] !== undefined));
const mergeHeaderContainers = (source1, source2) => {
    if (isPlainObject(source1) && isPlainObject(source2)) {
        return normalizeHeaderObject({ ...source1, ...source2 });
    }
    return mergeHeaders(source1, source2);
};
function newHookValue(original, incoming, property) {
    return (Object.hasOwn(incoming, property) && incoming[property] === undefined)
        ? []
        : deepMerge(original[property] ?? [], incoming[property] ?? []);
}
const mergeHooks = (original = {}, incoming = {}) => ({
    init: newHookValue(original, incoming, 'init'),
    beforeRequest: newHookValue(original, incoming, 'beforeRequest'),
    beforeRetry: newHookValue(original, incoming, 'beforeRetry'),
    beforeError: newHookValue(original, incoming, 'beforeError'),
    afterResponse: newHookValue(original, incoming, 'afterResponse'),
});
const deletedParametersSymbol = Symbol('deletedParameters');
const appendSearchParameters = (target, source) => {
    const result = new URLSearchParams();
    const deleted = new Set();
    for (const input of [target, source]) {
        if (input === undefined) {
            continue;
        }
        if (input instanceof URLSearchParams) {
            for (const [key, value] of input.entries()) {
                result.append(key, value);
                deleted.delete(key);
            }
            const inputDeleted = input[deletedParametersSymbol];
            if (inputDeleted) {
                for (const key of inputDeleted) {
                    result.delete(key);
                    deleted.add(key);
                }
            }
        }
        else if (Array.isArray(input)) {
            for (const pair of input) {
                if (!Array.isArray(pair) || pair.length !== 2) {
                    throw new TypeError('Array search parameters must be provided in [[key, value], ...] format');
                }
                result.append(String(pair[0]), String(pair[1]));
                deleted.delete(String(pair[0]));
            }
        }
        else if (is_isObject(input)) {
            for (const [key, value] of Object.entries(input)) {
                if (value === undefined) {
                    result.delete(key);
                    deleted.add(key);
                }
                else {
                    result.append(key, String(value));
                    deleted.delete(key);
                }
            }
        }
        else {
            // String
            const parameters = new URLSearchParams(input);
            for (const [key, value] of parameters.entries()) {
                result.append(key, value);
                deleted.delete(key);
            }
        }
    }
    if (deleted.size > 0) {
        result[deletedParametersSymbol] = deleted;
    }
    return result;
};
// TODO: Make this strongly-typed (no `any`).
const deepMergeInternal = (isRoot, ...sources) => {
    let returnValue = {};
    let headers = {};
    let hooks = {};
    let searchParameters;
    const signals = [];
    for (const source of sources) {
        if (Array.isArray(source)) {
            if (!Array.isArray(returnValue)) {
                returnValue = [];
            }
            returnValue = [...returnValue, ...source];
        }
        else if (is_isObject(source)) {
            for (let [key, value] of Object.entries(source)) {
                const replaceState = getReplaceState(value);
                const { isReplace } = replaceState;
                value = replaceState.value;
                const isRootSignal = isRoot && key === 'signal';
                if (isRootSignal && (isReplace || value === undefined)) {
                    signals.length = 0;
                }
                // Special handling for AbortSignal instances at the root options level
                if (isRootSignal && value instanceof globalThis.AbortSignal) {
                    signals.push(value);
                    continue;
                }
                // Special handling for context - shallow merge only
                if (key === 'context') {
                    if (value !== undefined && value !== null && (!is_isObject(value) || Array.isArray(value))) {
                        throw new TypeError('The `context` option must be an object');
                    }
                    // Shallow merge: always create a new object to prevent mutation bugs
                    returnValue = {
                        ...returnValue,
                        context: (value === undefined || value === null)
                            ? {}
                            : (isReplace
                                ? { ...value }
                                : { ...returnValue.context, ...value }),
                    };
                    continue;
                }
                // Special handling for searchParams
                if (key === 'searchParams') {
                    if (value === undefined || value === null) {
                        // Explicit undefined or null removes searchParams
                        searchParameters = undefined;
                    }
                    else if (isReplace) {
                        searchParameters = value;
                    }
                    else {
                        // First source: keep as-is to preserve type (string/object/URLSearchParams)
                        // Subsequent sources: merge and convert to URLSearchParams
                        searchParameters = searchParameters === undefined ? value : appendSearchParameters(searchParameters, value);
                    }
                    continue;
                }
                // `retry` accepts a number as shorthand for `{limit: number}`. Expand it before
                // merging so extending a numeric `retry` with an object keeps the limit instead
                // of dropping it (e.g. `ky.create({retry: 3}).extend({retry: {methods: ['get']}})`).
                // Scoped to the root options level so it never rewrites nested user data that
                // happens to contain a `retry` key (e.g. a `json` request body).
                if (isRoot && key === 'retry' && is_isObject(value) && !isReplace && typeof returnValue[key] === 'number') {
                    returnValue = { ...returnValue, [key]: { limit: returnValue[key] } };
                }
                if (is_isObject(value) && !isReplace && key in returnValue) {
                    value = deepMergeInternal(false, returnValue[key], value);
                }
                returnValue = { ...returnValue, [key]: value };
            }
            if (is_isObject(source.hooks)) {
                const { value: hookValue, isReplace } = getReplaceState(source.hooks);
                hooks = isReplace
                    ? mergeHooks({}, hookValue)
                    : mergeHooks(hooks, hookValue);
                returnValue.hooks = hooks;
            }
            if (is_isObject(source.headers)) {
                const { value: headerValue, isReplace } = getReplaceState(source.headers);
                headers = isReplace
                    ? cloneShallow(headerValue)
                    : mergeHeaderContainers(headers, headerValue);
                returnValue.headers = headers;
            }
        }
    }
    if (searchParameters !== undefined) {
        returnValue.searchParams = searchParameters;
    }
    if (signals.length > 0) {
        if (signals.length === 1) {
            returnValue.signal = signals[0];
        }
        else if (supportsAbortSignal) {
            returnValue.signal = AbortSignal.any(signals);
        }
        else {
            // When AbortSignal.any is not available, use the last signal
            // This maintains the previous behavior before signal merging was added
            // This can be removed when the `supportsAbortSignal` check is removed.
            returnValue.signal = signals.at(-1);
        }
    }
    return returnValue;
};
const deepMerge = (...sources) => deepMergeInternal(true, ...sources);
//# sourceMappingURL=merge.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/normalize.js

const normalizeRequestMethod = (input) => requestMethods.includes(input) ? input.toUpperCase() : input;
const retryMethods = ['get', 'put', 'head', 'delete', 'options', 'trace', 'query'];
const retryStatusCodes = [408, 413, 429, 500, 502, 503, 504];
const retryAfterStatusCodes = [413, 429, 503];
const invalidRetryLimitErrorMessage = '`retry.limit` must be a finite, non-negative integer';
const defaultRetryOptions = {
    limit: 2,
    methods: retryMethods,
    statusCodes: retryStatusCodes,
    afterStatusCodes: retryAfterStatusCodes,
    maxRetryAfter: Number.POSITIVE_INFINITY,
    backoffLimit: Number.POSITIVE_INFINITY,
    delay: attemptCount => 0.3 * (2 ** (attemptCount - 1)) * 1000,
    jitter: undefined,
    retryOnTimeout: false,
};
const getDefaultRetryOptions = () => ({
    ...defaultRetryOptions,
    methods: [...defaultRetryOptions.methods],
    statusCodes: [...defaultRetryOptions.statusCodes],
    afterStatusCodes: [...defaultRetryOptions.afterStatusCodes],
});
/**
Normalizes an omitted retry limit or validates a supplied one.
*/
const normalizeRetryLimit = (retryLimit) => {
    if (retryLimit === undefined) {
        return defaultRetryOptions.limit;
    }
    if (typeof retryLimit !== 'number' || !Number.isInteger(retryLimit) || retryLimit < 0) {
        throw new TypeError(invalidRetryLimitErrorMessage);
    }
    return retryLimit;
};
const normalizeRetryOptions = (retry = {}) => {
    if (typeof retry === 'number') {
        return {
            ...getDefaultRetryOptions(),
            limit: normalizeRetryLimit(retry),
        };
    }
    if (retry === null || typeof retry !== 'object' || Array.isArray(retry)) {
        throw new TypeError('`retry` must be a number or an object');
    }
    const normalizedRetry = Object.fromEntries(Object.entries(retry).filter(([, value]) => value !== undefined));
    const retryLimit = normalizeRetryLimit(normalizedRetry.limit);
    if (normalizedRetry.methods !== undefined && !Array.isArray(normalizedRetry.methods)) {
        throw new Error('retry.methods must be an array');
    }
    if (normalizedRetry.statusCodes !== undefined && !Array.isArray(normalizedRetry.statusCodes)) {
        throw new Error('retry.statusCodes must be an array');
    }
    if (normalizedRetry.afterStatusCodes !== undefined && !Array.isArray(normalizedRetry.afterStatusCodes)) {
        throw new Error('retry.afterStatusCodes must be an array');
    }
    if (normalizedRetry.methods !== undefined) {
        normalizedRetry.methods = normalizedRetry.methods.map(method => method.toLowerCase());
    }
    if (normalizedRetry.statusCodes !== undefined) {
        normalizedRetry.statusCodes = [...normalizedRetry.statusCodes];
    }
    if (normalizedRetry.afterStatusCodes !== undefined) {
        normalizedRetry.afterStatusCodes = [...normalizedRetry.afterStatusCodes];
    }
    return {
        ...getDefaultRetryOptions(),
        ...normalizedRetry,
        limit: retryLimit,
    };
};
//# sourceMappingURL=normalize.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/timeout.js

// `Promise.race()` workaround (#91)
async function timeout(request, init, abortController, options) {
    return new Promise((resolve, reject) => {
        const timeoutId = setTimeout(() => {
            if (abortController) {
                abortController.abort();
            }
            reject(new TimeoutError(request));
        }, options.timeout);
        void options
            .fetch(request, init)
            .then(resolve)
            .catch(reject)
            .then(() => {
            clearTimeout(timeoutId);
        });
    });
}
//# sourceMappingURL=timeout.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/delay.js
// https://github.com/sindresorhus/delay/tree/ab98ae8dfcb38e1593286c94d934e70d14a4e111
async function delay(ms, { signal }) {
    return new Promise((resolve, reject) => {
        if (signal) {
            signal.throwIfAborted();
            signal.addEventListener('abort', abortHandler, { once: true });
        }
        function abortHandler() {
            clearTimeout(timeoutId);
            reject(signal.reason);
        }
        const timeoutId = setTimeout(() => {
            signal?.removeEventListener('abort', abortHandler);
            resolve();
        }, ms);
    });
}
//# sourceMappingURL=delay.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/options.js


const findUnknownOptions = (options) => {
    const unknownOptions = {};
    for (const key in options) {
        // Skip inherited properties
        if (!Object.hasOwn(options, key)) {
            continue;
        }
        // Forward every non-standard, non-Ky option to fetch().
        // We intentionally do not check whether the key also exists on `Request`, because some runtimes
        // patch `Request.prototype` with fetch-only extensions. For example, Next.js adds `next`, and the
        // old `key in request` heuristic dropped it unless Ky kept a special-case allowlist.
        // Passing all non-standard keys makes that allowlist unnecessary and preserves future fetch extensions too.
        if (!(key in requestOptionsRegistry) && !(key in kyOptionKeys)) {
            unknownOptions[key] = options[key];
        }
    }
    return unknownOptions;
};
const hasSearchParameters = (search) => {
    if (search === undefined) {
        return false;
    }
    // The `typeof array` still gives "object", so we need different checking for array.
    if (Array.isArray(search)) {
        return search.length > 0;
    }
    if (search instanceof URLSearchParams) {
        return search.size > 0 || Boolean(search[deletedParametersSymbol]?.size);
    }
    // Record
    if (typeof search === 'object') {
        return Object.keys(search).length > 0;
    }
    if (typeof search === 'string') {
        return search.trim().length > 0;
    }
    return Boolean(search);
};
//# sourceMappingURL=options.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/is-network-error.js
// Inlined from https://github.com/sindresorhus/is-network-error v1.3.2
const objectToString = Object.prototype.toString;
const isError = (value) => objectToString.call(value) === '[object Error]';
const errorMessages = new Set([
    'network error', // Chrome
    'NetworkError when attempting to fetch resource.', // Firefox
    'The Internet connection appears to be offline.', // Safari 16
    'Network request failed', // `cross-fetch`
    'fetch failed', // Undici (Node.js)
    'terminated', // Undici (Node.js)
    ' A network error occurred.', // Bun (WebKit) - leading space is intentional
    'Network connection lost', // Cloudflare Workers (fetch)
]);
function isRawNetworkError(error) {
    const isValid = error
        && isError(error)
        && error.name === 'TypeError'
        && typeof error.message === 'string';
    if (!isValid) {
        return false;
    }
    const { message, stack } = error;
    // Safari 17+ has generic message but no stack for network errors
    if (message === 'Load failed' || (message.startsWith('Load failed (') && message.endsWith(')'))) {
        return stack === undefined
            // Sentry adds its own stack trace to the fetch error, so also check for that
            || '__sentry_captured__' in error;
    }
    // Deno network errors start with specific text
    if (message.startsWith('error sending request for url')) {
        return true;
    }
    // Chrome: exact "Failed to fetch" or with hostname: "Failed to fetch (example.com)"
    if (message === 'Failed to fetch' || (message.startsWith('Failed to fetch (') && message.endsWith(')'))) {
        return true;
    }
    // Standard network error messages
    return errorMessages.has(message);
}
//# sourceMappingURL=is-network-error.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/type-guards.js




// Handles cross-realm cases (e.g., iframes, different JS contexts) where `instanceof` fails.
const isErrorType = (error, cls) => error instanceof cls || error?.name === cls.name;
/**
Type guard to check if an error is a `KyError`.

Note: `SchemaValidationError` is intentionally not considered a Ky error. `KyError` covers failures in Ky's HTTP lifecycle (bad status, timeout, retry), while schema validation errors originate from the user-provided schema, not from Ky itself.

@param error - The error to check
@returns `true` if the error is a Ky error, `false` otherwise

@example
```
import ky, {isKyError} from 'ky';
try {
    const response = await ky.get('/api/data');
} catch (error) {
    if (isKyError(error)) {
        // Handle Ky-specific errors
        console.log('Ky error occurred:', error.message);
    } else {
        // Handle other errors
        console.log('Unknown error:', error);
    }
}
```
*/
function isKyError(error) {
    return error?.isKyError === true || isHTTPError(error) || isNetworkError(error) || isTimeoutError(error) || isForceRetryError(error);
}
/**
Type guard to check if an error is an `HTTPError`.

@param error - The error to check
@returns `true` if the error is an `HTTPError`, `false` otherwise

@example
```
import ky, {isHTTPError} from 'ky';
try {
    const response = await ky.get('/api/data');
} catch (error) {
    if (isHTTPError(error)) {
        console.log('HTTP error status:', error.response.status);
    }
}
```
*/
function isHTTPError(error) {
    return isErrorType(error, HTTPError);
}
/**
Type guard to check if an error is a `NetworkError`.

@param error - The error to check
@returns `true` if the error is a `NetworkError`, `false` otherwise

@example
```
import ky, {isNetworkError} from 'ky';
try {
    const response = await ky.get('/api/data');
} catch (error) {
    if (isNetworkError(error)) {
        console.log('Network error:', error.request.url);
    }
}
```
*/
function isNetworkError(error) {
    return isErrorType(error, NetworkError);
}
/**
Type guard to check if an error is a `TimeoutError`.

@param error - The error to check
@returns `true` if the error is a `TimeoutError`, `false` otherwise

@example
```
import ky, {isTimeoutError} from 'ky';
try {
    const response = await ky.get('/api/data', { timeout: 1000 });
} catch (error) {
    if (isTimeoutError(error)) {
        console.log('Request timed out:', error.request.url);
    }
}
```
*/
function isTimeoutError(error) {
    return isErrorType(error, TimeoutError);
}
/**
Type guard to check if an error is a `ForceRetryError`.

@param error - The error to check
@returns `true` if the error is a `ForceRetryError`, `false` otherwise

@example
```
import ky, {isForceRetryError} from 'ky';

const api = ky.extend({
    hooks: {
        beforeRetry: [
            ({error, retryCount}) => {
                if (isForceRetryError(error)) {
                    console.log(`Forced retry #${retryCount}: ${error.code}`);
                }
            }
        ]
    }
});
```
*/
function isForceRetryError(error) {
    return isErrorType(error, ForceRetryError);
}
//# sourceMappingURL=type-guards.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/core/retry-timing.js
// Older epoch-second values are indistinguishable from ordinary delay seconds, so timestamp compatibility only applies to current-era reset headers.
const timestampThreshold = Date.parse('2024-01-01');
const delayPattern = /^\d+$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
// HTTP-date parsing is limited to IMF-fixdate and the two obsolete HTTP-date formats. Other date-like strings intentionally fall back to the normal retry delay.
const imfDatePattern = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const rfc850DatePattern = /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (\d{2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const asctimeDatePattern = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}| \d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;
const getRetryTimingHeader = (headers) => {
    const retryAfter = headers.get('Retry-After');
    if (retryAfter !== null) {
        return { value: retryAfter, allowTimestamp: false };
    }
    // Retry-After is authoritative when present. Only missing Retry-After falls through to rate-limit headers.
    const rateLimitReset = headers.get('RateLimit-Reset');
    if (rateLimitReset !== null) {
        return { value: rateLimitReset, allowTimestamp: true };
    }
    const rateLimitRetryAfter = headers.get('X-RateLimit-Retry-After'); // Symfony-based services
    if (rateLimitRetryAfter !== null) {
        return { value: rateLimitRetryAfter, allowTimestamp: false };
    }
    const rateLimitResetAlias = headers.get('X-RateLimit-Reset') // GitHub
        ?? headers.get('X-Rate-Limit-Reset'); // Twitter
    if (rateLimitResetAlias !== null) {
        return { value: rateLimitResetAlias, allowTimestamp: true };
    }
    return undefined;
};
const createTimestamp = ({ year, month, day, hours, minutes, seconds }) => {
    const monthIndex = months.indexOf(month);
    const dayNumber = Number(day);
    const hoursNumber = Number(hours);
    const minutesNumber = Number(minutes);
    const secondsNumber = Number(seconds);
    if (monthIndex === -1
        || hoursNumber > 23
        || minutesNumber > 59
        || secondsNumber > 60) {
        return undefined;
    }
    const normalizedSeconds = Math.min(secondsNumber, 59);
    const date = new Date(Date.UTC(year, monthIndex, dayNumber, hoursNumber, minutesNumber, normalizedSeconds));
    date.setUTCFullYear(year);
    const timestamp = date.getTime();
    // Date.UTC normalizes overflow, so round-trip the parts to reject invalid dates. A leap second is represented by parsing 60 as 59 and adding one second.
    if (date.getUTCFullYear() !== year
        || date.getUTCMonth() !== monthIndex
        || date.getUTCDate() !== dayNumber
        || date.getUTCHours() !== hoursNumber
        || date.getUTCMinutes() !== minutesNumber
        || date.getUTCSeconds() !== normalizedSeconds) {
        return undefined;
    }
    return secondsNumber === 60 ? timestamp + 1000 : timestamp;
};
const getCapture = (match, index) => match[index];
const parseDate = (value) => {
    const imfDate = imfDatePattern.exec(value);
    if (imfDate) {
        return createTimestamp({
            year: Number(getCapture(imfDate, 3)),
            month: getCapture(imfDate, 2),
            day: getCapture(imfDate, 1),
            hours: getCapture(imfDate, 4),
            minutes: getCapture(imfDate, 5),
            seconds: getCapture(imfDate, 6),
        });
    }
    const rfc850Date = rfc850DatePattern.exec(value);
    if (rfc850Date) {
        const now = new Date();
        const twoDigitYear = Number(getCapture(rfc850Date, 3));
        const currentCenturyYear = (Math.floor(now.getUTCFullYear() / 100) * 100) + twoDigitYear;
        const fiftyYearsFromNow = Date.UTC(now.getUTCFullYear() + 50, now.getUTCMonth(), now.getUTCDate(), now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds(), now.getUTCMilliseconds());
        let timestamp;
        // RFC 9110 maps two-digit years to the latest matching century that is not more than 50 years in the future.
        for (const year of [
            currentCenturyYear - 100,
            currentCenturyYear,
            currentCenturyYear + 100,
        ]) {
            const candidateTimestamp = createTimestamp({
                year,
                month: getCapture(rfc850Date, 2),
                day: getCapture(rfc850Date, 1),
                hours: getCapture(rfc850Date, 4),
                minutes: getCapture(rfc850Date, 5),
                seconds: getCapture(rfc850Date, 6),
            });
            if (candidateTimestamp !== undefined
                && candidateTimestamp <= fiftyYearsFromNow) {
                timestamp = candidateTimestamp;
            }
        }
        return timestamp;
    }
    const asctimeDate = asctimeDatePattern.exec(value);
    if (asctimeDate) {
        const time = getCapture(asctimeDate, 4);
        const [hours, minutes, seconds] = time.split(':');
        return createTimestamp({
            year: Number(getCapture(asctimeDate, 5)),
            month: getCapture(asctimeDate, 2),
            day: getCapture(asctimeDate, 3).trim(),
            hours,
            minutes,
            seconds,
        });
    }
    return undefined;
};
const calculateRetryTimingDelay = ({ value, allowTimestamp }) => {
    if (delayPattern.test(value)) {
        let delay = Number(value) * 1000;
        // Standard Retry-After numbers are delay seconds. Timestamp compatibility only applies to reset headers.
        if (allowTimestamp
            && delay >= timestampThreshold) {
            delay -= Date.now();
        }
        return Math.max(0, delay);
    }
    const timestamp = parseDate(value);
    if (timestamp === undefined) {
        return undefined;
    }
    const delay = timestamp - Date.now();
    return Number.isFinite(delay) ? Math.max(0, delay) : undefined;
};
//# sourceMappingURL=retry-timing.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/core/Ky.js
















const maxErrorResponseBodySize = 10 * 1024 * 1024;
const prefixUrlRenamedErrorMessage = 'The `prefixUrl` option has been renamed `prefix` in v2 and enhanced to allow slashes in input. See also the new `baseUrl` option for improved flexibility with standard URL resolution: https://github.com/sindresorhus/ky#baseurl';
const timedOutResponseData = Symbol('timedOutResponseData');
const timedOutOperation = Symbol('timedOutOperation');
const createTextDecoder = (contentType) => {
    const match = /;\s*charset\s*=\s*(?:"([^"]+)"|([^;,\s]+))/i.exec(contentType);
    const charset = match?.[1] ?? match?.[2];
    if (charset) {
        try {
            return new TextDecoder(charset);
        }
        catch { }
    }
    return new TextDecoder();
};
const invalidSchemaMessage = 'The `schema` argument must follow the Standard Schema specification';
const cloneRetryOptions = (retry) => {
    if (retry === null || typeof retry !== 'object' || Array.isArray(retry)) {
        return retry;
    }
    const clonedRetry = { ...retry };
    // Clone nested arrays too so init hooks can mutate retry config without leaking state across requests.
    if (Array.isArray(clonedRetry.methods)) {
        clonedRetry.methods = [...clonedRetry.methods];
    }
    if (Array.isArray(clonedRetry.statusCodes)) {
        clonedRetry.statusCodes = [...clonedRetry.statusCodes];
    }
    if (Array.isArray(clonedRetry.afterStatusCodes)) {
        clonedRetry.afterStatusCodes = [...clonedRetry.afterStatusCodes];
    }
    return clonedRetry;
};
const Ky_objectToString = Object.prototype.toString;
const leadingC0ControlOrSpacePattern = /^[\0-\u0020]+/g;
const asciiTabOrNewLinePattern = /[\t\n\r]/g;
const schemePattern = /^[a-z][\d+.a-z-]*:/i;
const malformedHttpProtocolPattern = /^https?:(?!\/\/)/i;
const isRequestInstance = (value) => value instanceof globalThis.Request || Ky_objectToString.call(value) === '[object Request]';
// Accepted custom responses are treated as full Responses throughout Ky.
// If a custom fetch returns one, it must behave like a Response for cloning,
// body consumption, `json()` decoration, and any enabled stream features.
const isResponseInstance = (value) => value instanceof globalThis.Response || Ky_objectToString.call(value) === '[object Response]';
const isAbsoluteInput = (input) => schemePattern.test(input);
const normalizeInputForProtocolCheck = (input) => input.replaceAll(leadingC0ControlOrSpacePattern, '').replaceAll(asciiTabOrNewLinePattern, '');
const cloneSearchParametersForInitHook = (searchParameters) => {
    if (Array.isArray(searchParameters)) {
        return searchParameters.map(parameter => [...parameter]);
    }
    return cloneShallow(searchParameters);
};
// Shallow-clone mutable option properties so init hook mutations don't leak across requests.
function cloneInitHookOptions(options) {
    const clonedOptions = {
        ...options,
        json: cloneShallow(options.json),
        context: cloneShallow(options.context),
        headers: cloneShallow(options.headers),
        searchParams: cloneSearchParametersForInitHook(options.searchParams),
    };
    if (options.retry !== undefined) {
        clonedOptions.retry = cloneRetryOptions(options.retry);
    }
    return clonedOptions;
}
const validateJsonWithSchema = async (jsonValue, schema) => {
    if ((typeof schema !== 'object'
        && typeof schema !== 'function')
        || schema === null) {
        throw new TypeError(invalidSchemaMessage);
    }
    const standardSchema = schema['~standard'];
    if (typeof standardSchema !== 'object'
        || standardSchema === null
        || typeof standardSchema.validate !== 'function') {
        throw new TypeError(invalidSchemaMessage);
    }
    const validationResult = await standardSchema.validate(jsonValue);
    if (validationResult.issues) {
        throw new SchemaValidationError(validationResult.issues);
    }
    return validationResult.value;
};
class Ky {
    static create(input, options) {
        const initHooks = options.hooks?.init ?? [];
        const initHookOptions = initHooks.length > 0 ? cloneInitHookOptions(options) : options;
        for (const hook of initHooks) {
            hook(initHookOptions);
        }
        const ky = new Ky(input, initHookOptions);
        const function_ = async () => {
            if (typeof ky.#options.timeout === 'number' && ky.#options.timeout > maxSafeTimeout) {
                throw new RangeError(`The \`timeout\` option cannot be greater than ${maxSafeTimeout}`);
            }
            if (typeof ky.#options.totalTimeout === 'number' && ky.#options.totalTimeout > maxSafeTimeout) {
                throw new RangeError(`The \`totalTimeout\` option cannot be greater than ${maxSafeTimeout}`);
            }
            // Delay the fetch so that body method shortcuts can set the Accept header
            await Promise.resolve();
            const beforeRequestResponse = await ky.#runBeforeRequestHooks();
            if (beforeRequestResponse !== undefined) {
                ky.#retryLimit = normalizeRetryOptions(ky.#options.retry).limit;
            }
            let response = beforeRequestResponse ?? await ky.#retry(async () => ky.#fetch());
            let responseFromHook = beforeRequestResponse !== undefined
                || ky.#consumeReturnedResponseFromBeforeRetryHook();
            for (;;) {
                // `undefined` means a hook stopped the flow without providing a response.
                // Non-native Responses still continue through Ky if they pass `isResponseInstance()`.
                if (response === undefined) {
                    return response;
                }
                if (isResponseInstance(response)) {
                    try {
                        // eslint-disable-next-line no-await-in-loop
                        response = await ky.#runAfterResponseHooks(response);
                    }
                    catch (error) {
                        if (!(error instanceof ForceRetryError_ForceRetryError)) {
                            throw error;
                        }
                        // eslint-disable-next-line no-await-in-loop
                        const retriedResponse = await ky.#retryFromError(error, async () => ky.#fetch());
                        if (retriedResponse === undefined) {
                            return retriedResponse;
                        }
                        response = retriedResponse;
                        responseFromHook = ky.#consumeReturnedResponseFromBeforeRetryHook();
                        continue;
                    }
                }
                const currentResponse = response;
                // Opaque responses (`response.type === 'opaque'`) from `no-cors` requests always have `status: 0` and `ok: false`, but this is not a failure - the actual status is hidden by the browser.
                if (!currentResponse.ok && currentResponse.type !== 'opaque' && (typeof ky.#options.throwHttpErrors === 'function'
                    ? ky.#options.throwHttpErrors(currentResponse.status)
                    : ky.#options.throwHttpErrors)) {
                    // `request` must reflect the request that actually failed, but `options` stays as Ky's
                    // normalized options snapshot. Replacement `Request` instances do not preserve the
                    // original `BodyInit`, so trying to make `options` mirror arbitrary requests would be lossy.
                    const httpError = new HTTPError(currentResponse, ky.#getResponseRequest(currentResponse), ky.#getNormalizedOptions());
                    const errorToThrow = httpError;
                    // eslint-disable-next-line no-await-in-loop
                    httpError.data = await ky.#getResponseData(currentResponse);
                    if (responseFromHook) {
                        throw errorToThrow;
                    }
                    // eslint-disable-next-line no-await-in-loop
                    const retriedResponse = await ky.#retryFromError(httpError, async () => ky.#fetch());
                    if (retriedResponse === undefined) {
                        return retriedResponse;
                    }
                    response = retriedResponse;
                    responseFromHook = ky.#consumeReturnedResponseFromBeforeRetryHook();
                    continue;
                }
                break;
            }
            if (!isResponseInstance(response)) {
                return response;
            }
            ky.#decorateResponse(response);
            // If `onDownloadProgress` is passed, it uses the stream API internally
            if (ky.#options.onDownloadProgress) {
                if (typeof ky.#options.onDownloadProgress !== 'function') {
                    throw new TypeError('The `onDownloadProgress` option must be a function');
                }
                if (!supportsResponseStreams) {
                    throw new Error('Streams are not supported in your environment. `ReadableStream` is missing.');
                }
                const progressResponse = response.clone();
                ky.#cancelResponseBody(response);
                return streamResponse(progressResponse, ky.#options.onDownloadProgress);
            }
            return response;
        };
        const result = (async () => {
            try {
                return await function_();
            }
            catch (error) {
                await ky.#throwProcessedError(error);
            }
            finally {
                const originalRequest = ky.#originalRequest;
                // Ignore cancellation errors from already-locked or already-consumed streams.
                ky.#cancelBody(originalRequest?.body ?? undefined);
                // Only cancel the current request body if it's distinct from the original (i.e. it was cloned for retries).
                if (ky.request !== originalRequest) {
                    ky.#cancelBody(ky.request.body ?? undefined);
                }
            }
        })();
        for (const [type, mimeType] of Object.entries(responseTypes)) {
            // Only expose `.bytes()` when the environment implements it.
            if (type === 'bytes'
                && typeof globalThis.Response?.prototype?.bytes !== 'function') {
                continue;
            }
            result[type] = async (schema) => {
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                ky.request.headers.set('accept', ky.request.headers.get('accept') || mimeType);
                const response = await result;
                if (type !== 'json') {
                    return ky.#raceBodyRead(async () => response[type](), response);
                }
                const text = await ky.#raceBodyRead(async () => response.text(), response);
                const request = ky.#getResponseRequest(response);
                const parsedResult = await ky.#raceWithTotalTimeout(async () => {
                    const jsonValue = initHookOptions.parseJson
                        ? await initHookOptions.parseJson(text, { request, response })
                        : (text === '' && schema !== undefined
                            ? undefined
                            : JSON.parse(text));
                    return schema === undefined ? jsonValue : validateJsonWithSchema(jsonValue, schema);
                });
                if (parsedResult === timedOutOperation) {
                    await ky.#throwProcessedError(new TimeoutError(request));
                }
                return parsedResult;
            };
        }
        return result;
    }
    // eslint-disable-next-line unicorn/prevent-abbreviations
    static #normalizeSearchParams(searchParams) {
        // Filter out undefined values from plain objects
        if (searchParams && typeof searchParams === 'object' && !Array.isArray(searchParams) && !(searchParams instanceof URLSearchParams)) {
            return Object.fromEntries(Object.entries(searchParams).filter(([, value]) => value !== undefined));
        }
        return searchParams;
    }
    request;
    #abortController;
    #retryCount = 0;
    #retryLimit;
    #input;
    #options;
    #originalRequest;
    #userProvidedAbortSignal;
    #beforeRetryHookErrors = new WeakSet();
    #cachedNormalizedOptions;
    #startTime;
    #returnedResponseFromBeforeRetryHook = false;
    #responseRequests = new WeakMap();
    // eslint-disable-next-line complexity
    constructor(input, options = {}) {
        this.#input = input;
        if (Object.hasOwn(options, 'prefixUrl')) {
            throw new Error(prefixUrlRenamedErrorMessage);
        }
        this.#options = {
            ...options,
            headers: mergeHeaders(this.#input.headers, options.headers),
            hooks: mergeHooks({}, options.hooks),
            method: normalizeRequestMethod(options.method ?? this.#input.method ?? 'GET'),
            // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
            prefix: String(options.prefix || ''),
            retry: normalizeRetryOptions(options.retry),
            throwHttpErrors: options.throwHttpErrors ?? true,
            timeout: options.timeout ?? 10_000,
            totalTimeout: options.totalTimeout ?? false,
            fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
            context: options.context ?? {},
        };
        this.#retryLimit = this.#options.retry.limit;
        if (typeof this.#input !== 'string' && !(this.#input instanceof URL || this.#input instanceof globalThis.Request)) {
            throw new TypeError('`input` must be a string, URL, or Request');
        }
        if (typeof this.#input === 'string') {
            if (this.#options.prefix) {
                const normalizedPrefix = this.#options.prefix.replace(/\/+$/, '');
                const normalizedInput = this.#input.replace(/^\/+/, '');
                this.#input = `${normalizedPrefix}/${normalizedInput}`;
            }
            if (this.#options.baseUrl) {
                const normalizedInput = normalizeInputForProtocolCheck(this.#input);
                if (malformedHttpProtocolPattern.test(normalizedInput)) {
                    throw new TypeError('`input` url protocol must be followed by `//` when using `baseUrl`');
                }
                if (!isAbsoluteInput(normalizedInput)) {
                    this.#input = new URL(this.#input, (new Request(this.#options.baseUrl)).url);
                }
            }
        }
        if (supportsAbortController && supportsAbortSignal) {
            this.#userProvidedAbortSignal = this.#options.signal ?? this.#input.signal;
            this.#abortController = new globalThis.AbortController();
            this.#options.signal = this.#createManagedSignal();
        }
        if (supportsRequestStreams) {
            // @ts-expect-error - Types are outdated.
            this.#options.duplex = 'half';
        }
        if (this.#options.json !== undefined) {
            this.#options.body = this.#options.stringifyJson?.(this.#options.json) ?? JSON.stringify(this.#options.json);
            this.#options.headers.set('content-type', this.#options.headers.get('content-type') ?? 'application/json');
        }
        // To provide correct form boundary, Content-Type header should be deleted when creating Request from another Request with FormData/URLSearchParams body
        // Only delete if user didn't explicitly provide a custom content-type
        const userProvidedContentType = options.headers && new globalThis.Headers(options.headers).has('content-type');
        if (this.#input instanceof globalThis.Request
            && ((supportsFormData && this.#options.body instanceof globalThis.FormData) || this.#options.body instanceof URLSearchParams)
            && !userProvidedContentType) {
            this.#options.headers.delete('content-type');
        }
        this.request = new globalThis.Request(this.#input, this.#options);
        if (hasSearchParameters(this.#options.searchParams)) {
            const url = new URL(this.request.url);
            const deleted = this.#options.searchParams?.[deletedParametersSymbol];
            if (deleted) {
                // Remove keys from the input URL first so later searchParams entries can intentionally re-add them.
                for (const key of deleted) {
                    url.searchParams.delete(key);
                }
            }
            if (typeof this.#options.searchParams === 'string') {
                const stringSearchParameters = this.#options.searchParams.replace(/^\?/, '');
                if (stringSearchParameters !== '') {
                    url.search = url.search ? `${url.search}&${stringSearchParameters}` : `?${stringSearchParameters}`;
                }
            }
            else {
                const optionsSearchParameters = new URLSearchParams(Ky.#normalizeSearchParams(this.#options.searchParams));
                for (const [key, value] of optionsSearchParameters.entries()) {
                    url.searchParams.append(key, value);
                }
            }
            if (this.#options.searchParams
                && typeof this.#options.searchParams === 'object'
                && !Array.isArray(this.#options.searchParams)
                && !(this.#options.searchParams instanceof URLSearchParams)) {
                for (const [key, value] of Object.entries(this.#options.searchParams)) {
                    if (value === undefined) {
                        url.searchParams.delete(key);
                    }
                }
            }
            // Recreate request with the updated URL. We already have all options in this.#options, including duplex.
            this.request = new globalThis.Request(url, this.#options);
        }
        if (this.#options.onUploadProgress && typeof this.#options.onUploadProgress !== 'function') {
            throw new TypeError('The `onUploadProgress` option must be a function');
        }
        // `totalTimeout` starts when the request pipeline is created, so it also includes
        // Ky's internal scheduling and user hook time before the first fetch attempt.
        this.#startTime = typeof this.#options.totalTimeout === 'number' ? this.#getCurrentTime() : undefined;
    }
    #calculateDelay(retry) {
        const retryDelay = retry.delay(this.#retryCount + 1);
        let jitteredDelay = retryDelay;
        if (retry.jitter === true) {
            jitteredDelay = Math.random() * retryDelay;
        }
        else if (typeof retry.jitter === 'function') {
            jitteredDelay = retry.jitter(retryDelay);
            if (!Number.isFinite(jitteredDelay) || jitteredDelay < 0) {
                jitteredDelay = retryDelay;
            }
        }
        return Math.min(retry.backoffLimit, jitteredDelay);
    }
    async #calculateRetryDelay(error) {
        const retry = normalizeRetryOptions(this.#options.retry);
        if (this.#retryCount >= Math.min(retry.limit, this.#retryLimit)) {
            throw error;
        }
        // Wrap non-Error throws to ensure consistent error handling
        const errorObject = error instanceof Error ? error : new NonError(error);
        // Handle forced retry from afterResponse hook - skip method check and shouldRetry
        if (errorObject instanceof ForceRetryError_ForceRetryError) {
            return errorObject.customDelay ?? this.#calculateDelay(retry);
        }
        // Check if method is retriable for non-forced retries
        if (!retry.methods.includes(this.request.method.toLowerCase())) {
            throw error;
        }
        const { shouldRetry } = retry;
        if (shouldRetry !== undefined) {
            const result = await this.#raceWithTotalTimeout(async () => shouldRetry({ error: errorObject, retryCount: this.#retryCount + 1 }));
            if (result === timedOutOperation) {
                throw new TimeoutError(this.request);
            }
            // Only exact booleans override the default retry checks.
            if (result === false) {
                throw error;
            }
            if (result === true) {
                return this.#calculateDelay(retry);
            }
        }
        // Default timeout behavior
        if (isTimeoutError(error)) {
            if (!retry.retryOnTimeout) {
                throw error;
            }
            return this.#calculateDelay(retry);
        }
        if (isHTTPError(error)) {
            if (!retry.statusCodes.includes(error.response.status)) {
                throw error;
            }
            const retryTimingHeader = getRetryTimingHeader(error.response.headers);
            if (retryTimingHeader && retry.afterStatusCodes.includes(error.response.status)) {
                const after = calculateRetryTimingDelay(retryTimingHeader);
                if (after === undefined) {
                    // Malformed retry timing headers should not disable retries; they only lose their server-provided timing.
                    return this.#calculateDelay(retry);
                }
                // Don't apply jitter when server provides explicit retry timing
                return Math.min(retry.maxRetryAfter, after);
            }
            if (error.response.status === 413) {
                throw error;
            }
            return this.#calculateDelay(retry);
        }
        // Only retry known retriable error types. Unknown errors (e.g., programming bugs) are not retried.
        if (!isNetworkError(error)) {
            throw error;
        }
        return this.#calculateDelay(retry);
    }
    #decorateResponse(response) {
        const request = this.#getResponseRequest(response);
        if (this.#options.parseJson) {
            response.json = async () => {
                const text = await response.text();
                return this.#options.parseJson(text, { request, response });
            };
        }
        return response;
    }
    async #throwProcessedError(error) {
        // Non-Error throws (e.g., thrown strings) pass through unchanged
        if (!(error instanceof Error)) {
            throw error;
        }
        // Errors thrown by beforeRetry hooks must propagate unchanged.
        if (this.#beforeRetryHookErrors.has(error)) {
            throw error;
        }
        let processedError = error;
        for (const hook of this.#options.hooks.beforeError) {
            // `request` is the current failing request. `options` intentionally remains the
            // stable normalized Ky options snapshot for the same reason as `HTTPError` above.
            // eslint-disable-next-line no-await-in-loop
            const hookResult = await hook({
                request: this.request,
                options: this.#getNormalizedOptions(),
                error: processedError,
                retryCount: this.#retryCount,
            });
            // Only overwrite if the hook returns a valid Error instance.
            if (hookResult instanceof Error) {
                processedError = hookResult;
            }
        }
        throw processedError;
    }
    async #getResponseData(response) {
        // Even with request timeouts disabled, bound error-body reads so retries and error propagation
        // cannot be stalled indefinitely by never-ending response streams.
        const readTimeout = this.#getErrorDataTimeout();
        const text = await this.#readResponseText(response, readTimeout.milliseconds);
        if (text === timedOutResponseData) {
            if (readTimeout.fromTotalTimeout) {
                throw new TimeoutError(this.request);
            }
            this.#throwIfTotalTimeoutExhausted();
            return undefined;
        }
        if (!text) {
            return undefined;
        }
        if (!this.#isJsonContentType(response.headers.get('content-type') ?? '')) {
            return text;
        }
        const parseTimeout = this.#getErrorDataTimeout();
        const data = await this.#parseJson(text, response, parseTimeout.milliseconds, this.#getResponseRequest(response));
        if (data === timedOutResponseData) {
            if (parseTimeout.fromTotalTimeout) {
                throw new TimeoutError(this.request);
            }
            this.#throwIfTotalTimeoutExhausted();
            return undefined;
        }
        return data;
    }
    #getErrorDataTimeout() {
        const errorDataTimeout = this.#options.timeout === false ? 10_000 : this.#options.timeout;
        const remainingTotal = this.#getRemainingTotalTimeout();
        if (remainingTotal === undefined) {
            return {
                milliseconds: errorDataTimeout,
                fromTotalTimeout: false,
            };
        }
        if (remainingTotal <= 0) {
            throw new TimeoutError(this.request);
        }
        return {
            milliseconds: Math.min(errorDataTimeout, remainingTotal),
            fromTotalTimeout: remainingTotal <= errorDataTimeout,
        };
    }
    #getBodyReadTimeout() {
        const remainingTotal = this.#getRemainingTotalTimeout();
        if (remainingTotal !== undefined) {
            if (remainingTotal <= 0) {
                throw new TimeoutError(this.request);
            }
            return this.#options.timeout === false
                ? remainingTotal
                : Math.min(this.#options.timeout, remainingTotal);
        }
        return this.#options.timeout === false ? undefined : this.#options.timeout;
    }
    // Unlike error bodies (`#getResponseData`), a successful body read has no fallback value to return -
    // the caller's `.json()`/`.text()`/etc. promise must settle, so a timeout here always rejects.
    async #raceBodyRead(createBodyPromise, response) {
        let timeoutMs;
        try {
            timeoutMs = this.#getBodyReadTimeout();
        }
        catch (error) {
            await this.#throwProcessedError(error);
        }
        const bodyPromise = createBodyPromise();
        if (timeoutMs === undefined) {
            return bodyPromise;
        }
        const result = await Promise.race([
            bodyPromise,
            new Promise(resolve => {
                const timeoutId = setTimeout(() => {
                    resolve(timedOutResponseData);
                }, timeoutMs);
                void bodyPromise.finally(() => {
                    clearTimeout(timeoutId);
                }).catch(() => undefined);
            }),
        ]);
        if (result === timedOutResponseData) {
            // The stream is locked by the native body method's own reader by this point, so
            // `response.body.cancel()` would reject as "already locked". Aborting the request's
            // signal is what actually interrupts the underlying network read.
            this.#abortController?.abort();
            await this.#throwProcessedError(new TimeoutError(this.#getResponseRequest(response)));
        }
        return result;
    }
    async #raceWithTotalTimeout(operation) {
        const remainingTotal = this.#getRemainingTotalTimeout();
        if (remainingTotal === undefined) {
            return operation();
        }
        if (remainingTotal <= 0) {
            this.#abortController?.abort();
            return timedOutOperation;
        }
        let timeoutId;
        try {
            const timeoutPromise = new Promise(resolve => {
                timeoutId = setTimeout(() => {
                    resolve(timedOutOperation);
                }, remainingTotal);
            });
            const operationResult = Promise.resolve()
                .then(operation)
                .then(value => ({ status: 'fulfilled', value }))
                .catch((error) => ({ status: 'rejected', error }));
            const result = await Promise.race([operationResult, timeoutPromise]);
            const remainingAfterOperation = this.#getRemainingTotalTimeout();
            const didTimeOut = result === timedOutOperation || (remainingAfterOperation !== undefined && remainingAfterOperation <= 0);
            if (didTimeOut) {
                this.#abortController?.abort();
                if (result === timedOutOperation) {
                    void operationResult.then(result => {
                        if (result.status === 'fulfilled') {
                            this.#cancelReturnedBody(result.value);
                        }
                    });
                }
                else if (result.status === 'fulfilled') {
                    this.#cancelReturnedBody(result.value);
                }
                return timedOutOperation;
            }
            if (result.status === 'rejected') {
                throw result.error;
            }
            return result.value;
        }
        finally {
            clearTimeout(timeoutId);
        }
    }
    #isJsonContentType(contentType) {
        // Match JSON subtypes like `json`, `problem+json`, and `vnd.api+json`.
        const mimeType = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
        return /\/(?:.*[.+-])?json$/.test(mimeType);
    }
    async #readResponseText(response, timeoutMs) {
        const { body } = response;
        if (!body) {
            try {
                return await response.text();
            }
            catch {
                return undefined;
            }
        }
        let reader;
        try {
            reader = body.getReader();
        }
        catch {
            // Another consumer already locked the stream.
            return undefined;
        }
        const decoder = createTextDecoder(response.headers.get('content-type') ?? '');
        const chunks = [];
        let totalBytes = 0;
        const readAll = (async () => {
            try {
                for (;;) {
                    // eslint-disable-next-line no-await-in-loop
                    const { done, value } = await reader.read();
                    if (done) {
                        break;
                    }
                    totalBytes += value.byteLength;
                    if (totalBytes > maxErrorResponseBodySize) {
                        void reader.cancel().catch(() => undefined);
                        return undefined;
                    }
                    chunks.push(decoder.decode(value, { stream: true }));
                }
            }
            catch {
                return undefined;
            }
            chunks.push(decoder.decode());
            return chunks.join('');
        })();
        const timeoutPromise = new Promise(resolve => {
            const timeoutId = setTimeout(() => {
                resolve(timedOutResponseData);
            }, timeoutMs);
            void readAll.finally(() => {
                clearTimeout(timeoutId);
            });
        });
        const result = await Promise.race([readAll, timeoutPromise]);
        if (result === timedOutResponseData) {
            void reader.cancel().catch(() => undefined);
        }
        return result;
    }
    async #parseJson(text, response, timeoutMs, request) {
        let timeoutId;
        try {
            return await Promise.race([
                Promise.resolve().then(() => this.#options.parseJson
                    ? this.#options.parseJson(text, { request, response })
                    : JSON.parse(text)),
                new Promise(resolve => {
                    timeoutId = setTimeout(() => {
                        resolve(timedOutResponseData);
                    }, timeoutMs);
                }),
            ]);
        }
        catch {
            return undefined;
        }
        finally {
            clearTimeout(timeoutId);
        }
    }
    #cancelBody(body) {
        if (!body) {
            return;
        }
        // Ignore cancellation failures from already-locked or already-consumed streams.
        void body.cancel().catch(() => undefined);
    }
    #cancelResponseBody(response) {
        // Ignore cancellation failures from already-locked or already-consumed streams.
        this.#cancelBody(response.body ?? undefined);
    }
    #cancelReturnedBody(value) {
        if (isResponseInstance(value)) {
            this.#cancelResponseBody(value);
        }
        else if (isRequestInstance(value)) {
            this.#cancelBody(value.body ?? undefined);
        }
    }
    #createManagedSignal() {
        return this.#userProvidedAbortSignal
            ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal])
            : this.#abortController.signal;
    }
    #throwIfTotalTimeoutExhausted() {
        const remaining = this.#getRemainingTotalTimeout();
        if (remaining !== undefined && remaining <= 0) {
            throw new TimeoutError(this.request);
        }
    }
    async #runBeforeRequestHooks() {
        for (const hook of this.#options.hooks.beforeRequest) {
            // eslint-disable-next-line no-await-in-loop
            const result = await this.#raceWithTotalTimeout(async () => hook({
                request: this.request,
                options: this.#getNormalizedOptions(),
                retryCount: 0,
            }));
            if (result === timedOutOperation) {
                throw new TimeoutError(this.request);
            }
            if (isRequestInstance(result)) {
                this.#assignRequest(result);
            }
            else if (isResponseInstance(result)) {
                return result;
            }
        }
        return undefined;
    }
    async #runAfterResponseHooks(response) {
        const responseRequest = this.#getResponseRequest(response);
        for (const hook of this.#options.hooks.afterResponse) {
            const hookResponse = this.#setResponseRequest(response.clone(), responseRequest);
            this.#decorateResponse(hookResponse);
            let modifiedResponse;
            try {
                // eslint-disable-next-line no-await-in-loop
                modifiedResponse = await this.#raceWithTotalTimeout(async () => hook({
                    request: this.request,
                    options: this.#getNormalizedOptions(),
                    response: hookResponse,
                    retryCount: this.#retryCount,
                }));
                if (modifiedResponse === timedOutOperation) {
                    throw new TimeoutError(this.request);
                }
            }
            catch (error) {
                // Cancel both responses to prevent memory leaks when hook throws
                if (hookResponse !== response) {
                    this.#cancelResponseBody(hookResponse);
                }
                this.#cancelResponseBody(response);
                throw error;
            }
            if (modifiedResponse instanceof RetryMarker) {
                // Cancel both the cloned response passed to the hook and the current response to prevent resource leaks (especially important in Deno/Bun).
                // Do not await cancellation since hooks can clone the response, leaving extra tee branches that keep cancel promises pending per the Streams spec.
                if (hookResponse !== response) {
                    this.#cancelResponseBody(hookResponse);
                }
                this.#cancelResponseBody(response);
                throw new ForceRetryError_ForceRetryError(modifiedResponse.options);
            }
            const nextResponse = isResponseInstance(modifiedResponse)
                ? this.#setResponseRequest(modifiedResponse, responseRequest)
                : response;
            // Cancel any response bodies we won't use to prevent memory leaks.
            // Uses fire-and-forget since hooks may have cloned the response, creating tee branches that block cancellation.
            // If the hook wrapped an existing body into a new Response, both Response objects can still point at the same stream.
            if (hookResponse !== response && hookResponse !== nextResponse && hookResponse.body !== nextResponse.body) {
                this.#cancelResponseBody(hookResponse);
            }
            if (response !== nextResponse && response.body !== nextResponse.body) {
                this.#cancelResponseBody(response);
            }
            response = nextResponse;
        }
        return response;
    }
    async #retry(function_) {
        try {
            return await function_();
        }
        catch (error) {
            return this.#retryFromError(error, function_);
        }
    }
    async #retryFromError(error, function_) {
        this.#returnedResponseFromBeforeRetryHook = false;
        const retryDelay = Math.min(await this.#calculateRetryDelay(error), maxSafeTimeout);
        const delayOptions = { signal: this.#userProvidedAbortSignal };
        const remainingTimeout = this.#getRemainingTotalTimeout();
        if (remainingTimeout !== undefined) {
            if (remainingTimeout <= 0) {
                throw new TimeoutError(this.request);
            }
            // If waiting would consume all remaining budget, time out without starting another request.
            if (retryDelay >= remainingTimeout) {
                await delay(remainingTimeout, delayOptions);
                throw new TimeoutError(this.request);
            }
        }
        // Only use user-provided signal for delay, not our internal abortController
        await delay(retryDelay, delayOptions);
        this.#throwIfTotalTimeoutExhausted();
        // Apply custom request from forced retry before beforeRetry hooks
        // Ensure the custom request has the correct managed signal for timeouts and user aborts
        if (error instanceof ForceRetryError_ForceRetryError && error.customRequest) {
            const customRequest = new globalThis.Request(error.customRequest, this.#options.signal ? { signal: this.#options.signal } : undefined);
            // Replacement Requests are authoritative by design. Do not rewrite headers here,
            // even for cross-origin retries. Callers using `ky.retry({request})` explicitly
            // opted into the exact Request they constructed.
            this.#assignRequest(customRequest);
        }
        for (const hook of this.#options.hooks.beforeRetry) {
            let hookResult;
            try {
                // eslint-disable-next-line no-await-in-loop
                hookResult = await this.#raceWithTotalTimeout(async () => hook({
                    request: this.request,
                    options: this.#getNormalizedOptions(),
                    error: error,
                    retryCount: this.#retryCount + 1,
                }));
            }
            catch (hookError) {
                // Preserve the original request error path (`throw error`) so beforeError hooks can still run.
                if (hookError instanceof Error && hookError !== error) {
                    this.#beforeRetryHookErrors.add(hookError);
                }
                throw hookError;
            }
            if (hookResult === timedOutOperation) {
                throw new TimeoutError(this.request);
            }
            if (isRequestInstance(hookResult)) {
                // Same contract as `ky.retry({request})`: a Request returned from `beforeRetry`
                // is used as-is rather than being sanitized or otherwise rewritten by Ky.
                this.#assignRequest(hookResult);
                break;
            }
            if (isResponseInstance(hookResult)) {
                this.#returnedResponseFromBeforeRetryHook = true;
                this.#retryCount++;
                return hookResult;
            }
            // If `stop` is returned from the hook, the retry process is stopped
            if (hookResult === stop) {
                return;
            }
        }
        this.#throwIfTotalTimeoutExhausted();
        this.#retryCount++;
        return this.#retry(function_);
    }
    #consumeReturnedResponseFromBeforeRetryHook() {
        const value = this.#returnedResponseFromBeforeRetryHook;
        this.#returnedResponseFromBeforeRetryHook = false;
        return value;
    }
    async #fetch() {
        // Reset abortController if it was aborted (happens on timeout retry)
        if (this.#abortController?.signal.aborted) {
            this.#abortController = new globalThis.AbortController();
            this.#options.signal = this.#createManagedSignal();
            // Recreate request with new signal
            this.request = new globalThis.Request(this.request, { signal: this.#options.signal });
        }
        const nonRequestOptions = findUnknownOptions(this.#options);
        this.#retryLimit = normalizeRetryOptions(this.#options.retry).limit;
        const retryRequest = this.#retryLimit > 0 ? this.request.clone() : undefined;
        const request = this.#wrapRequestWithUploadProgress(this.request, this.#options.body ?? undefined);
        // Cloning is done here to prepare in advance for retries.
        // Skip cloning when retries are disabled - cloning a streaming body calls ReadableStream#tee()
        // which buffers the entire stream in memory, causing excessive memory usage for large uploads.
        this.#originalRequest = request;
        if (retryRequest) {
            this.request = retryRequest;
        }
        try {
            const remainingTotal = this.#getRemainingTotalTimeout();
            if (remainingTotal !== undefined && remainingTotal <= 0) {
                throw new TimeoutError(this.request);
            }
            const effectiveTimeout = this.#options.timeout === false
                ? remainingTotal
                : (remainingTotal === undefined
                    ? this.#options.timeout
                    : Math.min(this.#options.timeout, remainingTotal));
            const response = effectiveTimeout === undefined
                ? await this.#options.fetch(request, nonRequestOptions)
                : await timeout(request, nonRequestOptions, this.#abortController, {
                    timeout: effectiveTimeout,
                    fetch: this.#options.fetch,
                });
            return this.#setResponseRequest(response, request);
        }
        catch (error) {
            if (isRawNetworkError(error)) {
                throw new NetworkError(this.request, { cause: error });
            }
            throw error;
        }
    }
    #getRemainingTotalTimeout() {
        if (this.#startTime === undefined) {
            return undefined;
        }
        const elapsed = this.#getCurrentTime() - this.#startTime;
        return Math.max(0, this.#options.totalTimeout - elapsed);
    }
    #getCurrentTime() {
        return globalThis.performance?.now() ?? Date.now();
    }
    #getNormalizedOptions() {
        if (!this.#cachedNormalizedOptions) {
            // Exclude Ky-specific options that are not part of `RequestInit`.
            const { hooks, json, parseJson, stringifyJson, searchParams, timeout, totalTimeout, throwHttpErrors, fetch, ...normalizedOptions } = this.#options;
            this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
        }
        return this.#cachedNormalizedOptions;
    }
    #assignRequest(request) {
        this.#cachedNormalizedOptions = undefined;
        this.request = request;
    }
    #getResponseRequest(response) {
        return this.#responseRequests.get(response) ?? this.request;
    }
    #setResponseRequest(response, request) {
        this.#responseRequests.set(response, request);
        return response;
    }
    #wrapRequestWithUploadProgress(request, originalBody) {
        if (!this.#options.onUploadProgress || !request.body || !supportsRequestStreams) {
            return request;
        }
        return streamRequest(request, this.#options.onUploadProgress, originalBody ?? this.#options.body ?? undefined);
    }
}
//# sourceMappingURL=Ky.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/index.js
/*! MIT License © Sindre Sorhus */



const createInstance = (defaults) => {
    // eslint-disable-next-line @typescript-eslint/promise-function-async
    const ky = (input, options) => Ky.create(input, validateAndMerge(defaults, options));
    for (const method of requestMethods) {
        // eslint-disable-next-line @typescript-eslint/promise-function-async
        ky[method] = (input, options) => Ky.create(input, validateAndMerge(defaults, options, { method }));
    }
    ky.create = (newDefaults) => createInstance(validateAndMerge(newDefaults));
    ky.extend = (newDefaults) => {
        if (typeof newDefaults === 'function') {
            newDefaults = newDefaults(defaults ?? {});
        }
        return createInstance(validateAndMerge(defaults, newDefaults));
    };
    ky.stop = stop;
    ky.retry = retry;
    return ky;
};
const ky = createInstance();
/* harmony default export */ const distribution = (ky);








// Intentionally not exporting this for now as it's just an implementation detail and we don't want to commit to a certain API yet at least.
// export {NonError} from './errors/NonError.js';
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./build/runner/version.js
/** The version of this action, for the `User-Agent` header. `npm run docs` copies it from package.json. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/apify/idle-limit.js
/** Assumed minimum upload speed, in bytes per millisecond. It determines the extra time for data in socket buffers. */
const SLOWEST_LINE = 50;
/** The maximum number of bytes in socket buffers. */
const MAX_BUFFERED = 4 * 1024 ** 2;
/** Aborts an attempt that makes no progress for `idleMs`. */
function limitIdleTime(idleMs, cancelled) {
    const limit = new AbortController();
    const signal = AbortSignal.any([limit.signal, cancelled]);
    let buffered = 0;
    let timer;
    let isEnded = false;
    const restart = (ms) => {
        clearTimeout(timer);
        // The body of a failed request is still read for a moment.
        if (isEnded)
            return;
        timer = setTimeout(() => limit.abort(), ms);
    };
    restart(idleMs);
    return {
        signal,
        isReached: () => limit.signal.aborted,
        sent: (bytes) => {
            buffered = Math.min(buffered + bytes, MAX_BUFFERED);
            restart(idleMs + buffered / SLOWEST_LINE);
        },
        received: () => restart(idleMs),
        race: async (work) => {
            const { promise: aborted, reject } = Promise.withResolvers();
            const stop = () => reject(signal.reason);
            if (signal.aborted)
                stop();
            else
                signal.addEventListener('abort', stop);
            try {
                return await Promise.race([work, aborted]);
            }
            finally {
                signal.removeEventListener('abort', stop);
            }
        },
        end: () => {
            isEnded = true;
            clearTimeout(timer);
        },
    };
}

;// CONCATENATED MODULE: ./build/apify/lost-response.js

const checkNetwork = "Check the runner's network and api-base-url. If the runner is behind a proxy, set HTTPS_PROXY.";
const checkProxy = 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY on the runner, and that the proxy can reach the API and allows its host.';
const checkServer = 'Check api-base-url, and any proxies between the runner and the API.';
/**
 * Patterns for the codes and messages of errors. The first match applies.
 * https://nodejs.org/api/errors.html#common-system-errors, https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const diagnoses = [
    [
        'not-sent',
        /^unexpected redirect$/,
        'the server sent a redirect, which the action does not follow',
        'A redirect could send the token to another server. Check api-base-url.',
    ],
    ['lost', /^(ENOTFOUND|EAI_AGAIN)$/, 'the host name could not be resolved (DNS)', checkNetwork],
    ['lost', /^ECONNREFUSED$/, 'the connection was refused', checkNetwork],
    [
        'not-sent',
        /^Proxy response \(407\)/,
        'the proxy requires a user name and password',
        'Add them to HTTPS_PROXY or HTTP_PROXY on the runner: http://user:password@proxy.example.com:8080.',
    ],
    ['lost', /^Proxy response \((429|5..)\)/, 'the proxy could not make the connection', checkProxy],
    ['not-sent', /^Proxy response \(/, 'the proxy refused the connection', checkProxy],
    ['lost', /^ERR_PROXY_TUNNEL$/, 'the proxy closed the connection', checkProxy],
    [
        'not-sent',
        /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
        'the TLS certificate is not valid at this time',
        "Check the runner's clock and the server's certificate.",
    ],
    ['not-sent', /^ERR_TLS_CERT_ALTNAME_INVALID$/, 'the TLS certificate belongs to another host', checkServer],
    [
        'not-sent',
        /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/,
        'the TLS certificate is not trusted',
        "If your company's proxy signs certificates, set NODE_EXTRA_CA_CERTS to the path of its certificate file.",
    ],
    [
        'not-sent',
        /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|\w*ALERT_(HANDSHAKE|PROTOCOL)_\w+)$/,
        'a TLS connection could not be established',
        'Check api-base-url. The server may not support https.',
    ],
    ['lost', /^(ERR_SSL_|ERR_TLS_|EPROTO$)/, 'the TLS connection broke', checkNetwork],
    ['not-sent', /^bad port$/, 'the port is reserved for another service', 'Use a different port in api-base-url.'],
    ['lost', /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection broke', checkNetwork],
    ['lost', /^(ENETUNREACH|EHOSTUNREACH)$/, 'the host could not be reached', checkNetwork],
    ['lost', /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'the connection timed out', checkNetwork],
    [
        'lost',
        /^(HPE_|UND_ERR_HEADERS_OVERFLOW$|UND_ERR_RES_|ERR_ASSERTION$|Response does not match the HTTP)/,
        'the response is not valid HTTP',
        checkServer,
    ],
    ['lost', /^(Z_|ERR_BROTLI|too many content-encodings)/, 'the response could not be decompressed', checkServer],
];
/** Explains why a request has no response, based on the codes and messages of the error and its causes. */
function lostResponse({ request, attempts }, error) {
    const chain = causesOf(error);
    const signs = chain.flatMap(({ code, message }) => [code, message]).filter((sign) => typeof sign === 'string');
    for (const [outcome, sign, problem, hint] of diagnoses) {
        const found = signs.find((text) => sign.test(text));
        if (found === undefined)
            continue;
        const message = `No response to ${request}: ${problem} (${found})`;
        return new LostResponseError(message, { hint, outcome, attempts, cause: error });
    }
    const messages = chain.map(({ message }) => message).filter((message) => typeof message === 'string');
    const reason = messages.findLast((text) => text !== '' && !/fetch failed$|^terminated$/.test(text));
    const message = `No response to ${request}: ${reason ?? 'the connection failed'}`;
    return new LostResponseError(message, { hint: checkNetwork, attempts, cause: error });
}
/** Returns the error, its causes, and the parts of an aggregate error (one for each address that was tried). */
function causesOf(error) {
    const found = [];
    const queue = [error];
    while (queue.length > 0 && found.length < 20) {
        const next = queue.shift();
        if (typeof next !== 'object' || next === null || found.includes(next))
            continue;
        const cause = next;
        found.push(cause);
        queue.push(cause.cause, ...(Array.isArray(cause.errors) ? cause.errors : []));
    }
    return found;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = process.getBuiltinModule("node:fs/promises");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = process.getBuiltinModule("node:zlib");
;// CONCATENATED MODULE: ./build/apify/request-body.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});




const compress = (0,external_node_util_namespaceObject.promisify)(external_node_zlib_namespaceObject.gzip);
/** The fastest level. Level 6 takes twice as long and makes source code only 15 % smaller. */
const COMPRESSION_LEVEL = 1;
/** The minimum size of a body to compress, in bytes. */
const COMPRESS_FROM = 1024;
/** Up to this number of bytes, compression is faster than starting a thread for it (2 ms). */
const COMPRESS_SYNC_TO = 64 * 1024;
const noBody = { headers: {}, open: () => ({ init: {} }) };
/** https://docs.apify.com/api/v2#request-body */
async function encodeJson(json) {
    const text = Buffer.from(JSON.stringify(json));
    const isCompressed = text.byteLength >= COMPRESS_FROM;
    const body = isCompressed ? await compressBytes(text) : text;
    return {
        headers: { 'content-type': 'application/json', ...(isCompressed ? { 'content-encoding': 'gzip' } : {}) },
        open: (onSent) => {
            onSent(body.byteLength);
            return { init: { body } };
        },
    };
}
async function compressBytes(bytes) {
    const options = { level: COMPRESSION_LEVEL };
    if (bytes.byteLength <= COMPRESS_SYNC_TO)
        return (0,external_node_zlib_namespaceObject.gzipSync)(bytes, options);
    return await compress(bytes, options);
}
/** Reads the file in parts, so that memory use does not depend on its size. */
function encodeFile(file) {
    return {
        headers: { 'content-type': file.contentType, 'content-length': String(file.byteLength) },
        open: (onSent) => {
            const opened = { init: {} };
            async function* parts() {
                try {
                    for await (const part of readParts(file)) {
                        onSent(part.byteLength);
                        yield part;
                    }
                }
                catch (error) {
                    opened.fault = faultOf(file, error);
                    throw error;
                }
            }
            // With any other `redirect`, fetch keeps the whole body in memory in case it has to follow a redirect.
            opened.init = { body: ReadableStream.from(parts()), duplex: 'half', redirect: 'error' };
            return opened;
        },
    };
}
async function* readParts({ path, byteLength }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const handle = __addDisposableResource(env_1, await (0,external_node_fs_promises_namespaceObject.open)(path), true);
        let left = (await handle.stat()).size === byteLength ? byteLength : -1;
        for await (const part of handle.createReadStream({ autoClose: false })) {
            left -= part.byteLength;
            if (left < 0)
                break;
            yield part;
        }
        if (left !== 0)
            throw new Error('its length changed');
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
function faultOf({ path }, error) {
    return new ActionError(`${path} could not be uploaded: ${codeOf(error)}`, {
        hint: 'Make sure that no other process changes or deletes this file while the action is running.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/apify/response.js




/** The maximum size of a response in bytes. The response for an Actor contains the files of all its versions. */
const response_MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_JSON_LEVELS = 100;
const MAX_MESSAGE_LENGTH = 2_000;
/** Reads a JSON response. @throws LostResponseError if it is not valid JSON of this form. */
async function readJson(received, form) {
    const text = await readText(received, response_MAX_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${response_MAX_BYTES / 1024 ** 2} MiB`);
    if ((0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_JSON_LEVELS)) {
        throw unusable(received, `its JSON has more than ${MAX_JSON_LEVELS} levels`);
    }
    const json = response_parseJson(text);
    if (json === undefined)
        throw notJson(received, text);
    const mistake = form(json, 'response');
    if (mistake !== undefined)
        throw unusable(received, `it does not have the documented form (${mistake})`);
    return json;
}
/** Reads a list, and the API's time in ms since 1970 (with a resolution of one second). */
async function readItems(received, form) {
    const { data } = await readJson(received, items(form));
    return { items: data.items, now: readDate(received.response.headers.get('date') ?? '') };
}
/** Checks a response whose content does not matter. @throws LostResponseError if it is a web page or other text. */
async function readEmpty(received) {
    const text = await readText(received, MAX_ERROR_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${MAX_ERROR_BYTES / 1024} KiB`);
    if (text.trim() !== '' && !forms_isObject(response_parseJson(text)))
        throw notJson(received, text);
}
/** Returns the body as a stream. @throws LostResponseError if it is a web page, because logs are plain text. */
async function readStream({ response, ...received }) {
    if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
        return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
    }
    response.body?.cancel().catch(() => { });
    throw notJson({ response, ...received }, '<html>');
}
/** Reads an error response. If its body cannot be read, the status is still used. */
async function readError(received, now) {
    const { response, request, attempts } = received;
    const { status, headers } = response;
    const more = { status, request, attempts, retryAfterMs: readRetryAfter(headers, now) };
    if (status >= 300 && status < 400) {
        response.body?.cancel().catch(() => { });
        // Show only the origin, because the rest may contain a secret.
        const origin = headers.has('location') && URL.parse(headers.get('location') ?? '', response.url)?.origin;
        const target = origin && origin !== 'null' ? origin : 'an unknown address';
        const apiMessage = `a redirect to ${target}, which the action does not follow`;
        return new ApifyApiError({ ...more, type: 'redirect', apiMessage });
    }
    const text = await readText(received, MAX_ERROR_BYTES).catch(() => undefined);
    if (text === undefined)
        return new ApifyApiError({ ...more, type: '', apiMessage: 'the rest of the response could not be read' });
    const { type, message } = readErrorBody(text);
    return new ApifyApiError({ ...more, type, apiMessage: message || `the response is ${response_describe(response, text)}` });
}
/**
 * Reads `{ "error": { "type", "message" } }`. Missing or invalid values become empty strings.
 * https://docs.apify.com/api/v2#errors
 */
function readErrorBody(text) {
    const json = (0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_JSON_LEVELS) ? undefined : response_parseJson(text);
    const { type, message } = forms_isObject(json) && forms_isObject(json['error']) ? json['error'] : {};
    return {
        type: typeof type === 'string' && /^[\w-]{1,100}$/.test(type) ? type : '',
        message: typeof message === 'string' ? withoutLongText(message) : '',
    };
}
/** Omits a long message entirely, because redaction would not find a secret that is cut in two. */
function withoutLongText(message) {
    return message.length > MAX_MESSAGE_LENGTH ? `(a message of ${message.length} characters)` : message;
}
/** One year in milliseconds. A longer delay means never. */
const MAX_RETRY_AFTER = 365 * 24 * 60 * 60 * 1000;
/**
 * Converts `Retry-After` to milliseconds. A date is compared with the response's `Date`, because the runner's clock may
 * be wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
function readRetryAfter(headers, now) {
    const text = headers.get('retry-after')?.trim() ?? '';
    const date = readDate(text);
    const ms = /^\d+(\.\d+)?$/.test(text)
        ? Number(text) * 1000
        : date && date - (readDate(headers.get('date') ?? '') ?? now);
    return ms === undefined ? undefined : Math.min(Math.max(0, ms), MAX_RETRY_AFTER);
}
/** Parses the three HTTP date formats and returns ms since 1970. The oldest format does not contain `GMT`. */
function readDate(text) {
    const [date = ''] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w:, -]+$/.exec(text.trim()) ?? [];
    const time = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
    return Number.isNaN(time) ? undefined : time;
}
/** @returns undefined if the response is longer than `maxBytes`. */
async function readText({ response, limit }, maxBytes) {
    if (response.body === null)
        return '';
    const reader = response.body.getReader();
    const parts = [];
    let length = 0;
    try {
        for (;;) {
            const { done, value } = await limit.race(reader.read());
            if (done)
                return new TextDecoder().decode(Buffer.concat(parts));
            limit.received();
            length += value.byteLength;
            if (length > maxBytes)
                return undefined;
            parts.push(value);
        }
    }
    finally {
        reader.cancel().catch(() => { });
    }
}
const hint = 'Check api-base-url, and any proxies between the runner and the API.';
function unusable({ request, attempts }, problem) {
    const message = `The response to ${request} could not be used: ${problem}`;
    return new LostResponseError(message, { hint, attempts, outcome: 'unusable' });
}
function notJson({ response, request, attempts }, text) {
    const message = `The response to ${request} could not be read: it is ${response_describe(response, text)}`;
    return new LostResponseError(message, { hint, attempts });
}
function response_parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Describes a response that does not come from the API, without quoting a whole page. */
function response_describe(response, text) {
    if (text.trim() === '')
        return 'empty';
    const type = /^[\w.+/-]{1,100}(?=;|\s|$)/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'no content type';
    if (!/<title>|<html/i.test(text))
        return `not from the Apify API (${type}, ${text.length} characters)`;
    const title = /<title>([^<]{1,100})</i.exec(text)?.[1]?.trim();
    const titled = title === undefined ? '' : ` with the title "${title}"`;
    return `a web page${titled} (${type}), probably from a proxy or gateway`;
}

;// CONCATENATED MODULE: ./build/apify/retry.js



/** All times are in milliseconds. https://docs.apify.com/api/v2#rate-limiting */
const defaultLimits = {
    maxAttempts: 12,
    /** The time after the first failure, not counting uploads. */
    maxRetryingMs: 40_000,
    /** The delay before the second attempt, as documented by Apify. It doubles each time. */
    firstDelayMs: 500,
    maxDelayMs: 8_000,
    /** The maximum time without receiving or sending a byte. */
    idleMs: 30_000,
    /** The maximum time for one attempt, except for uploads and reading a log. */
    totalMs: 300_000,
};
/**
 * Decides whether and when to retry. This is the only place that does so.
 * @returns milliseconds until the next attempt; undefined if the request must not be retried.
 * @throws ActionError if `Retry-After` exceeds the time that is left.
 */
function retryDelay(failed) {
    const { error, leftMs, limits, random } = failed;
    if (!isRepeatable(error, failed.creates))
        return undefined;
    const retryAfterMs = error instanceof ApifyApiError ? (error.retryAfterMs ?? 0) : 0;
    if (retryAfterMs > Math.max(0, leftMs))
        throw retryAfterTooLong(error, retryAfterMs, Math.max(0, leftMs));
    const backoffMs = Math.min(limits.maxDelayMs, limits.firstDelayMs * 2 ** (failed.attempts - 1));
    const delayMs = backoffMs * (0.5 + random / 2);
    if (retryAfterMs === 0)
        return delayMs > leftMs ? undefined : delayMs;
    // Randomized, so that jobs that were rejected at the same time do not all retry at the same time.
    return Math.min(leftMs, Math.max(delayMs, retryAfterMs + (limits.firstDelayMs / 2) * random));
}
/** A request that was rejected with 429 was not processed, so it is always safe to retry. */
function isRepeatable(error, creates) {
    if (error instanceof LostResponseError)
        return error.outcome === 'lost' && !creates;
    if (!(error instanceof ApifyApiError))
        return false;
    if (error.status === 429)
        return true;
    if (creates)
        return false;
    return error.status >= 500 || (error.status === 403 && error.type === 'concurrent-update-detected');
}
function retryAfterTooLong(error, retryAfterMs, leftMs) {
    const seconds = Math.ceil(retryAfterMs / 1000);
    const time = seconds > 120 ? `${seconds} seconds (${(0,build_text/* formatDuration */.a3)(retryAfterMs)})` : `${seconds} seconds`;
    return new ActionError(`${messageToGoOn(error)}. The API asked to retry after ${time}`, {
        hint: `The action retries for only ${Math.round(leftMs / 1000)} more seconds. Run the job again after that time.`,
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/apify/http.js










/** Minimum time to wait for a response, in milliseconds, even if less time is left for retrying. */
const MIN_IDLE_MS = 1_000;
/** https://docs.apify.com/api/v2#authentication */
function openConnection(connection) {
    const http = distribution.create({
        headers: {
            authorization: `Bearer ${connection.token}`,
            'user-agent': `deploy-apify-actor/${VERSION} (GitHub Action)`,
            accept: 'application/json, */*;q=0.1',
            // The same value as in Apify's CLI: https://github.com/apify/apify-cli/pull/1110
            'x-apify-request-origin': 'CI',
            'x-apify-github-actions-run-url': connection.runUrl,
        },
        // Do not follow redirects, because the token could be sent to another server.
        redirect: 'manual',
    });
    return {
        send: (request, read) => send(http, connection, { ...request, read }),
        get: (request, form) => {
            const read = async (received) => (await readJson(received, data(form))).data;
            return send(http, connection, { ...request, read });
        },
    };
}
function apiPath(...segments) {
    return ['', 'v2', ...segments.map(encodeURIComponent)].join('/');
}
function actorPath(actorId, ...rest) {
    return apiPath('acts', actorId, ...rest);
}
/**
 * Sends a request with ky, which retries it. Each attempt also reads and checks the response, so that a truncated
 * response is retried too. `shouldRetry` logs the failure and waits, because ky would wait before it calls
 * `beforeRetry`, and only an abort of the whole request could end that wait.
 */
async function send(http, connection, request) {
    const { clock, onRetry } = connection;
    const { method, path, file, json, creates = false, platformWaitMs = 0 } = request;
    const limits = { ...defaultLimits, ...connection.limits };
    const cancelled = anyOf(connection.signal, request.signal);
    const noMore = anyOf(cancelled, connection.noMore, request.noMore);
    const name = `${method} ${path}`;
    const body = file ? encodeFile(file) : json === undefined ? noBody : await encodeJson(json);
    let attempts = 0;
    let uploadMs = 0;
    let deadline;
    let result;
    const tooSlow = (ms, cause) => new LostResponseError(`No response to ${name} within ${(0,build_text/* formatDuration */.a3)(ms)}`, {
        hint: 'The Apify API or the network is slow or down. See https://status.apify.com, then run the job again.',
        attempts,
        cause,
    });
    const nameTimeout = (error) => (error instanceof TimeoutError ? tooSlow(limits.totalMs, error) : error);
    const attempt = async (ready) => {
        cancelled?.throwIfAborted();
        attempts += 1;
        request.onAttempt?.();
        const leftMs = deadline === undefined ? limits.idleMs : Math.max(MIN_IDLE_MS, deadline - clock.now());
        const idleMs = Math.min(limits.idleMs, leftMs);
        const limit = limitIdleTime(platformWaitMs + idleMs, ready.signal);
        const began = performance.now();
        uploadMs = 0;
        const opened = body.open((bytes) => {
            limit.sent(bytes);
            uploadMs = file ? performance.now() - began : 0;
        });
        try {
            const response = await limit.race(fetch(ready, { ...opened.init, signal: limit.signal }));
            // An upload may take any time, but its short response must then arrive without a pause.
            const received = { response, request: name, attempts, limit: file ? { ...limit, received: () => { } } : limit };
            if (!response.ok)
                throw await readError(received, clock.now());
            result = await request.read(received);
            return response;
        }
        catch (error) {
            cancelled?.throwIfAborted();
            if (error instanceof ApifyApiError || error instanceof LostResponseError)
                throw error;
            if (opened.fault)
                throw opened.fault;
            throw limit.isReached() ? tooSlow(idleMs, error) : lostResponse({ request: name, attempts }, error);
        }
        finally {
            limit.end();
        }
    };
    const shouldRetry = async ({ error }) => {
        const reason = nameTimeout(error);
        const now = clock.now();
        deadline = deadline === undefined ? now + limits.maxRetryingMs : deadline + uploadMs;
        const failed = { error: reason, attempts, creates, leftMs: deadline - now, random: clock.random(), limits };
        const delayMs = retryDelay(failed);
        if (delayMs === undefined)
            return false;
        noMore?.throwIfAborted();
        onRetry?.(reason, attempts, delayMs);
        await clock.sleep(delayMs, noMore);
        return true;
    };
    await http(`${connection.baseUrl}${path}`, {
        method,
        headers: body.headers,
        searchParams: request.query ?? {},
        timeout: file ? false : limits.totalMs,
        fetch: (ready) => attempt(ready),
        retry: {
            limit: request.once ? 0 : limits.maxAttempts - 1,
            methods: [method.toLowerCase()],
            shouldRetry,
            delay: () => 0,
        },
        hooks: { beforeError: [({ error }) => nameTimeout(error)] },
        ...(cancelled === undefined ? {} : { signal: cancelled }),
    });
    return result;
}
function anyOf(...signals) {
    const known = signals.filter((signal) => signal !== undefined);
    return known.length > 1 ? AbortSignal.any(known) : known[0];
}

;// CONCATENATED MODULE: ./build/apify/client.js




/** Creates the client for a deployment. Other requests are in separate files, which a deployment does not load. */
function createApifyApi(connection) {
    const { send, get } = openConnection(connection);
    const build = (buildId, ...rest) => apiPath('actor-builds', buildId, ...rest);
    const record = (storeId, key) => apiPath('key-value-stores', storeId, 'records', key);
    const envVars = (actorId, versionNumber, ...rest) => actorPath(actorId, 'versions', versionNumber, 'env-vars', ...rest);
    return {
        getUser: ({ once = false, signal } = {}) => get({ method: 'GET', path: apiPath('users', 'me'), once, signal }, user),
        getActor: (actorId, signal) => get({ method: 'GET', path: actorPath(actorId), signal }, actor),
        createActor: (json) => get({ method: 'POST', path: apiPath('acts'), json, creates: true }, actor),
        updateActor: (actorId, json) => get({ method: 'PUT', path: actorPath(actorId), json }, actor),
        updateVersion: async (actorId, json) => {
            const path = actorPath(actorId, 'versions', json.versionNumber);
            return withoutFiles(await get({ method: 'POST', path, json }, version));
        },
        createVersion: async (actorId, json) => {
            const path = actorPath(actorId, 'versions');
            return withoutFiles(await get({ method: 'POST', path, json, creates: true }, version));
        },
        listEnvVars: async (actorId, versionNumber) => {
            const request = { method: 'GET', path: envVars(actorId, versionNumber) };
            return (await get(request, object({ items: listOf(envVar) }))).items;
        },
        createEnvVar: async (actorId, versionNumber, json) => {
            await get({ method: 'POST', path: envVars(actorId, versionNumber), json, creates: true }, object({}));
        },
        updateEnvVar: async (actorId, versionNumber, json) => {
            await get({ method: 'PUT', path: envVars(actorId, versionNumber, json.name), json }, object({}));
        },
        listBuilds: async (actorId, limit, signal) => {
            const request = { method: 'GET', path: actorPath(actorId, 'builds'), query: { desc: 1, limit }, signal };
            const { items, now } = await send(request, (received) => readItems(received, api_forms_build));
            return { builds: items, now };
        },
        startBuild: (actorId, query, control = {}) => get({ method: 'POST', path: actorPath(actorId, 'builds'), query: { ...query }, creates: true, ...control }, api_forms_build),
        getBuild: (buildId, waitForFinish, signal) => {
            const wait = { query: { waitForFinish }, platformWaitMs: waitForFinish * 1000 };
            return get({ method: 'GET', path: build(buildId), ...wait, signal }, api_forms_build);
        },
        abortBuild: (buildId, signal) => get({ method: 'POST', path: build(buildId, 'abort'), signal }, api_forms_build),
        openBuildLog: (buildId, signal) => send({ method: 'GET', path: build(buildId, 'log'), query: { stream: 1 }, signal }, readStream),
        getOrCreateStore: (name) => get({ method: 'POST', path: apiPath('key-value-stores'), query: { name } }, store),
        putRecord: (storeId, key, file) => send({ method: 'PUT', path: record(storeId, key), file }, readEmpty),
        recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
    };
}
/** Removes the files, which the response repeats and which can be megabytes. */
function withoutFiles(version) {
    const { sourceFiles: _files, ...rest } = version;
    return rest;
}

;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = process.getBuiltinModule("node:diagnostics_channel");
;// CONCATENATED MODULE: ./build/runner/proxy.js


/** Lowercase names take precedence, as in Node and curl. */
const VARIABLES = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
];
/**
 * Sends all requests through the proxy in the runner's variables, except for requests to hosts in `NO_PROXY`. By
 * default, the built-in fetch ignores these variables.
 * @returns warnings if this version of Node does not support proxies, or if certificates are not checked.
 * @throws ActionError that lists the variables that do not contain a proxy URL.
 */
function useProxy(environment) {
    return [...checkCertificates(environment), ...setProxy(environment)];
}
/**
 * Warns if certificates are not checked, because an earlier step can turn the check off for all later steps.
 * https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function checkCertificates({ NODE_TLS_REJECT_UNAUTHORIZED: value }) {
    if (value !== '0')
        return [];
    const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so others on the network can read the token. Remove the variable. To trust your own certificate, set NODE_EXTRA_CA_CERTS to its path.';
    return [{ level: 'warning', message }];
}
function setProxy(environment) {
    const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
    if (set.length === 0)
        return [];
    const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
    if (wrong.length > 0)
        throw notAProxy(wrong);
    // Loaded only if there is a proxy, because loading it takes time.
    const http = process.getBuiltinModule('node:http');
    const setGlobalProxy = 'setGlobalProxyFromEnv' in http ? http.setGlobalProxyFromEnv : undefined;
    if (setGlobalProxy === undefined) {
        const message = `${set.join(', ')} has no effect, because the runner's Node ${process.versions.node} does not support proxies. Update the runner to a version with Node 24.14 or later.`;
        return [{ level: 'warning', message }];
    }
    try {
        setGlobalProxy(environment);
    }
    catch {
        // The error contains the URL, which may contain a password.
        throw notAProxy(set);
    }
    (0,external_node_diagnostics_channel_namespaceObject.subscribe)('undici:client:connectError', endEndlessConnecting);
    return [];
}
function isProxy(text) {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text))
        return false;
    try {
        // Node decodes them before it sends them.
        decodeURIComponent(url.username + url.password);
        return true;
    }
    catch {
        return false;
    }
}
function notAProxy(names) {
    return new ActionError(`${names.join(' and ')} on the runner is not a valid proxy URL`, {
        hint: 'Set it to a URL with a scheme, such as http://proxy.example.com:8080, with % in a password written as %25. Otherwise, remove the variable from the runner.',
    });
}
/**
 * Turns a connection that the proxy closes into a failure. If a proxy closes the connection before the tunnel exists,
 * fetch treats it like an idle connection that was closed, and reconnects endlessly. It does not do so if the error has
 * another code. https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message) {
    const { error } = message;
    if (error?.code === 'UND_ERR_SOCKET')
        error.code = 'ERR_PROXY_TUNNEL';
}
/**
 * Closes all connections of the built-in fetch. Otherwise, a proxy that does not respond would keep the process alive
 * for minutes after the run. No requests are possible afterward.
 */
async function endConnections() {
    const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis;
    await dispatcher?.destroy?.();
}

;// CONCATENATED MODULE: ./build/runner/workspace.js






/** @throws ActionError if the folder does not exist, leads out of the workspace, or is `.actor` itself. */
async function findWorkspace(workspace, input) {
    let top;
    try {
        top = realPath(workspace);
    }
    catch (cause) {
        const hint = 'Run this step after actions/checkout. GITHUB_WORKSPACE contains the path of the folder.';
        throw new ActionError(`The workspace ${(0,build_text/* visible */.RK)(workspace)} could not be read`, { hint, cause });
    }
    const real = realFolder(external_node_path_namespaceObject.resolve(top, input), input);
    const shown = nameFrom(top, real);
    if (shown === undefined) {
        throw new ActionError(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which leads out of the workspace`, {
            hint: 'Use a folder of the checkout, relative to its root: packages/my-actor.',
        });
    }
    if (external_node_path_namespaceObject.posix.basename(shown) === '.actor') {
        throw new ActionError(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, the .actor folder itself`, {
            hint: `Set the working-directory input to its parent folder, ${(0,build_text/* quoted */.TL)(external_node_path_namespaceObject.posix.dirname(shown))}.`,
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function realFolder(folder, input) {
    let cause;
    try {
        const real = realPath(folder);
        if ((0,external_node_fs_namespaceObject.statSync)(real).isDirectory())
            return real;
    }
    catch (error) {
        cause = error;
    }
    const spaces = input === input.trim() ? '' : ' Remove the white space at its start or end, which is part of the name.';
    throw new ActionError(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which is not a folder of the checkout`, {
        hint: `Use the folder that contains .actor/, relative to the root of the repository, and run this step after actions/checkout.${spaces}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/actions/actor-facts.js

/** Returns the URL of the Actor in Apify Console. The URLs of organizations contain the organization's ID. */
function consoleUrl(actorId, account) {
    const isOrganization = typeof account?.organizationOwnerUserId === 'string' && account.id !== undefined;
    const organization = isOrganization ? `/organization/${encodeURIComponent(account.id ?? '')}` : '';
    return `https://console.apify.com${organization}/actors/${encodeURIComponent(actorId)}`;
}
function differsInStandby({ actorStandby }, usesStandbyMode) {
    return (actorStandby?.isEnabled ?? false) !== usesStandbyMode;
}
/** Returns the ID and number of the build that a tag points to. */
function buildOfTag(actor, tag) {
    const found = api_taggedBuild(actor, tag);
    return found?.buildId ? { id: found.buildId, number: found.buildNumber ?? '' } : undefined;
}

;// CONCATENATED MODULE: ./build/apify/error-hints.js



const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const statusPage = 'See https://status.apify.com, then run the job again.';
/** Hints for the error types of the API. https://docs.apify.com/api/v2#errors */
const byType = new Map([
    [
        'versions-size-exceeded',
        'All versions of the Actor together are too large. Delete old versions in Apify Console, upload an archive (source-type: TARBALL), or use a Git repository (source-type: GIT_REPO).',
    ],
    ['too-many-versions', 'Delete unused versions in Apify Console, or deploy to an existing version.'],
    ['too-many-actors', 'Delete unused Actors in Apify Console, or deploy to an existing Actor.'],
    [
        'concurrent-update-detected',
        'Another run or person kept changing the Actor at the same time. Run the job again, and add a concurrency group to the workflow.',
    ],
    [
        'insufficient-permissions',
        `Use an unscoped token with an expiration date. Tokens with limited permissions cannot update Actors. Create the token at ${tokens}.`,
    ],
    [
        'actor-memory-limit-exceeded',
        "Other builds and runs are using the account's memory. Run the job again later. If a matrix deploys several Actors, reduce max-parallel.",
    ],
    ['actor-name-not-unique', 'The account already has an Actor with this name. Change name in .actor/actor.json.'],
    ['not-enough-usage-to-run-paid-actor', `Check the account's plan and limits at ${billing}.`],
    ['monthly-usage-limit-too-low', `Raise the account's monthly usage limit at ${billing}.`],
    ['actor-disabled', "Check the Actor's page in Apify Console for the reason why it is disabled."],
    ['user-disabled', 'Sign in to Apify Console to find out why the account is disabled.'],
    ['page-not-found', 'Check api-base-url. The server has no API at this address.'],
    ['redirect', 'Check api-base-url. A redirect could send the token to another server.'],
]);
function byStatus(status) {
    switch (status) {
        case 400:
            return 'Check the inputs and .actor/actor.json. The message above names the value that the API rejected.';
        case 401:
            return `Check the token input. The secret may be empty, revoked or from another account. See ${tokens}.`;
        case 402:
            return `Check the account's plan and payment method at ${billing}.`;
        case 403:
            return `Use an unscoped token of the Actor's own account: ${tokens}.`;
        case 404:
            return "Check actor-id and version, and that the token's account can access the Actor.";
        case 405:
        case 415:
            return 'Check api-base-url, and any proxies that may change requests. The server does not support this request.';
        case 407:
            return 'Set HTTPS_PROXY to http://user:password@proxy.example.com:8080, because the proxy requires a user name and password.';
        case 408:
            return statusPage;
        case 409:
            return 'Check the Actor in Apify Console. Another run or person may have changed it.';
        case 413:
            return 'Exclude files with .actorignore, or use source-type: TARBALL or GIT_REPO.';
        case 429:
            return 'Run the job again later, with fewer jobs at the same time.';
        default:
            return status >= 500
                ? statusPage
                : 'See the message above and the description of the API at https://docs.apify.com/api/v2.';
    }
}
/**
 * All errors of the API have a type. An error without one may come from another server, so its status can be
 * misleading.
 */
function hintFor({ status, type }) {
    const isDoubtful = type === '' && (status === 403 || status === 404);
    const doubt = isDoubtful
        ? ' Also check api-base-url and any proxies: the response may not be from the Apify API.'
        : '';
    return byType.get(type) ?? byStatus(status) + doubt;
}
/** Turns any error into the message and hint that users see. */
function error_hints_explain(error) {
    if (error instanceof ApifyApiError) {
        return { message: withAttempts(error), hint: hintFor(error), place: undefined };
    }
    if (error instanceof ActionError) {
        const message = error instanceof LostResponseError ? withAttempts(error) : error.message;
        return { message, hint: error.hint, place: error.place };
    }
    return {
        message: `Unexpected error: ${messageOf(error)}`,
        hint: 'This is a bug in the action. Report it, with the log of a run with debug logging.',
        place: undefined,
    };
}
function withAttempts({ message, attempts }) {
    return attempts > 1 ? `${message} (after ${attempts} attempts)` : message;
}
/** Formats the log line that announces a retry. @param attempts the number of attempts so far. */
function formatRetry(reason, attempts, delayMs) {
    const isConcurrent = isApiError(reason, 403, 'concurrent-update-detected');
    const why = isConcurrent ? 'Another run or person is changing the Actor at the same time. ' : '';
    return `${why}${messageToGoOn(reason)}. Retrying in ${(0,build_text/* formatDuration */.a3)(delayMs)} (attempt ${attempts + 1})`;
}

;// CONCATENATED MODULE: ./build/actions/connection.js


/** Returns the connection settings for API requests. Retries are logged. */
function connectionOf({ raw, report }, { apiBaseUrl, token = '' }, signals = {}) {
    return {
        baseUrl: apiBaseUrl,
        token,
        clock: systemClock,
        runUrl: raw.runUrl,
        onRetry: (...failure) => report.line(formatRetry(...failure)),
        ...signals,
    };
}

;// CONCATENATED MODULE: ./build/actions/input-fields.js



/** Creates the error for one input. @param problem completes a sentence that begins with `The version input`. */
function wrong(name, problem, hint) {
    return new ActionError(`The ${name} input ${problem}`, { hint });
}
const tokenPage = 'https://console.apify.com/settings/integrations';
/** Returns the `token` input, or APIFY_TOKEN if the input is empty; empty if neither is set. */
function tokenOf(raw) {
    return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}
/** Returns the token; undefined in a dry run without a token. @throws ActionError */
function readToken(raw, dryRun) {
    const token = tokenOf(raw);
    if (token === '' && dryRun)
        return undefined;
    if (token === '') {
        throw wrong('token', 'is empty, and the step has no APIFY_TOKEN variable', `Create a token at ${tokenPage}, store it as a repository secret, and pass \${{ secrets.APIFY_TOKEN }}. Pull requests from forks and Dependabot do not receive secrets: deploy on push, or use dry-run for them.`);
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
        const problem = 'contains white space or characters that are not in Apify tokens';
        throw wrong('token', problem, `Copy the token again from ${tokenPage}.`);
    }
    return token;
}
/** Reads an ID or `username~name`; undefined if the text is empty. @throws ActionError */
function readActorId(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text))
        return text.replace('/', '~');
    if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) {
        const hint = `Add the account: username/${text}. If actor.json contains the name, you can also remove this input.`;
        throw wrong('actor-id', `is ${(0,build_text/* quoted */.TL)(text)}, a name without an account`, hint);
    }
    const problem = `is ${(0,build_text/* quoted */.TL)(text)}, which is not a valid Actor ID or username/name`;
    throw wrong('actor-id', problem, 'Use the ID from Apify Console, or username/name.');
}
/** Reads a version in the form `MAJOR.MINOR`; undefined if the text is empty. @throws ActionError */
function readVersion(text) {
    if (text === '' || isVersionNumber(text))
        return text || undefined;
    throw wrong('version', `is ${quoted(text)}, not MAJOR.MINOR`, versionHint(text));
}
function versionHint(text) {
    const long = `${text}.0`;
    if (isVersionNumber(long)) {
        return `Quote the version in the workflow: version: '${long}'. YAML reads an unquoted ${long} as the number ${text}.`;
    }
    const short = versionOfThreeParts(text);
    if (short !== undefined)
        return `Use '${short}'. ${THREE_PARTS_HINT}`;
    return "Use two numbers from 0 to 99 without leading zeros: '1.2'.";
}
/** Returns undefined if the text is empty. @throws ActionError */
function readBuildTag(text) {
    if (isBuildTag(text))
        return text || undefined;
    const problem = `is ${quoted(text)}, which is not a valid tag`;
    throw wrong('build-tag', problem, 'Use a tag without white space or control characters: beta.');
}
/** Reads one of the allowed values; undefined if the text is empty. @throws ActionError */
function oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
        throw wrong(name, `is ${quoted(text)}, which is not supported`, `Use one of ${allowed.join(', ')}.`);
    }
    return found;
}
/**
 * Reads a boolean in the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution.
 * @throws ActionError
 */
function input_fields_boolean(name, text, otherwise) {
    if (text === '')
        return otherwise;
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw wrong(name, `is ${(0,build_text/* quoted */.TL)(text)}, not a boolean`, 'Use true or false.');
}
/** Reads a whole number; undefined if the text is empty. @throws ActionError */
function readWholeNumber(name, text, { least = 0, most = 999_999, hint }) {
    if (text === '')
        return undefined;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most)
        return value;
    throw wrong(name, `is ${quoted(text)}, not a whole number from ${least} to ${most}`, hint);
}
const DEFAULT_BASE_URL = 'https://api.apify.com';
/** Reads the URL of the API and removes a trailing `/` or `/v2`. @throws ActionError */
function readBaseUrl(raw) {
    const input = raw.text('api-base-url');
    const variable = (raw.environment['APIFY_CLIENT_BASE_URL'] ?? '').trim();
    const url = URL.parse(input || variable || DEFAULT_BASE_URL);
    const subject = input === '' ? 'The APIFY_CLIENT_BASE_URL variable' : 'The api-base-url input';
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new ActionError(`${subject} is not an http or https URL`, { hint: `Use a URL such as ${DEFAULT_BASE_URL}.` });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new ActionError(`${subject} contains user information, a query or a fragment`, {
            hint: 'Use only the scheme, host and path. Put the token into the token input.',
        });
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}
/** Hosts of the runner itself, as they appear in URLs. IPv4 addresses in IPv6 have two hexadecimal parts. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
/** Diagnostics about the URL of the API: a custom host, and a token that is sent without encryption. */
function describeBaseUrl(apiBaseUrl, isFromEnvironment) {
    if (apiBaseUrl === DEFAULT_BASE_URL)
        return [];
    const { protocol, host, hostname } = new URL(apiBaseUrl);
    const isLoopback = LOOPBACK.test(hostname);
    const diagnostics = [];
    if (host !== new URL(DEFAULT_BASE_URL).host) {
        // An earlier step may have set the variable unnoticed.
        const setBy = isFromEnvironment ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
        const message = `The API server is ${apiBaseUrl}${setBy}, not ${DEFAULT_BASE_URL}`;
        diagnostics.push({ level: 'info', message });
    }
    if (protocol === 'http:' && !isLoopback) {
        const message = `${apiBaseUrl} is not encrypted, so others on the network can read the token. Use https.`;
        diagnostics.push({ level: 'warning', message });
    }
    return diagnostics;
}

;// CONCATENATED MODULE: ./build/actions/actor-action.js
/** The shared part of `promote` and `cleanup`: the inputs that name the Actor, and the first requests. */









/**
 * Reads the inputs of an action and reports all invalid inputs in one error.
 * @param readMore reads the action's other inputs with `read`.
 */
async function readActorInputs({ raw, state }, readMore) {
    const errors = [];
    const read = collectErrors(errors);
    const dryRun = read(() => input_fields_boolean('dry-run', raw.text('dry-run'), false)) ?? true;
    const token = read(() => readToken(raw, dryRun));
    const actorId = read(() => readActorId(raw.text('actor-id')));
    const apiBaseUrl = read(() => readBaseUrl(raw)) ?? '';
    const name = raw.text('actor-id') === '' ? await readName(raw).catch(keepError(errors)) : undefined;
    const more = readMore(read);
    if (errors.length > 0)
        throw combineErrors(errors, 'inputs are not valid');
    state.report(...useProxy(raw.environment), ...describeBaseUrl(apiBaseUrl, raw.text('api-base-url') === ''));
    return { token, actorId, name, apiBaseUrl, dryRun, ...more };
}
/** The Actor's name. Other mistakes in actor.json must not prevent a rollback. */
async function readName(raw) {
    const folder = await findWorkspace(raw.workspace, raw.workingDirectory);
    const definition = await readActorName(folder);
    if (definition === undefined)
        throw missingFile(folder, ['actor-id']);
    if (definition.name === undefined)
        throw missingFields(definition.file, ['actor-id']);
    return definition.name;
}
/**
 * Requests the Actor and the account. If `actor-id` is set, only links need the account, so the action ignores a
 * failure of that request.
 * @returns undefined without a token. In this case, adds a warning that ends with `unknown`.
 */
async function connectActor(context, inputs, unknown) {
    if (inputs.token === undefined) {
        context.state.report({ level: 'warning', message: `No token was provided, so ${unknown}` });
        return undefined;
    }
    const connection = connectionOf(context, inputs, { signal: context.cancellation.signal });
    const api = createApifyApi(connection);
    const lookup = api.getUser({ once: inputs.actorId !== undefined });
    const account = inputs.actorId === undefined ? await lookup : undefined;
    const [actor, found] = await Promise.all([
        api.getActor(inputs.actorId ?? `${account?.username}~${inputs.name}`),
        lookup.catch(() => undefined),
    ]);
    const url = consoleUrl(actor.id, found);
    context.state.record({ actor: { name: `${actor.username}/${actor.name}`, url } });
    return { actor, account: found, url, api, connection };
}

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = process.getBuiltinModule("os");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = process.getBuiltinModule("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = process.getBuiltinModule("fs");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = process.getBuiltinModule("path");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    core_error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function core_error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/runner/inputs.js

function readRawInputs() {
    return rawInputsFrom((name) => getInput(name, { trimWhitespace: false }), process.env);
}
/** @param get returns an input byte for byte; empty if it is not set. */
function rawInputsFrom(get, environment) {
    const exactText = (name) => {
        const text = get(name);
        return text.trim() === '' ? '' : text;
    };
    return {
        environment,
        workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
        workingDirectory: exactText('working-directory') || '.',
        temporaryFolder: environment['RUNNER_TEMP'] || undefined,
        runUrl: readRunUrl(environment),
        commit: readCommit(environment),
        text: (name) => get(name).trim(),
        exactText,
    };
}
/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readCommit(environment) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = environment;
    return server && repository && sha ? { sha, url: `${server}/${repository}/commit/${sha}` } : undefined;
}
function readRunUrl(environment) {
    const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
    if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? ''))
        return undefined;
    const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./build/runner/secrets.js

/** In characters. Shorter parts have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;
/** In characters. Only the runner masks shorter values, because replacing them would change every version number. */
const SHORTEST_REDACTED = 4;
/** In characters. A shorter part between two `\n` may belong to a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;
/** Returns all forms of a secret to mask: of the whole value, and of each line with 8 or more characters. */
function writtenForms(value) {
    const lines = value
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line.length >= SHORTEST_DERIVED);
    // A JSON secret may be printed after it was parsed.
    const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
    const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
    return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}
/**
 * Whether a form can be masked without hiding common words. The runner masks each line of a multiline value, even very
 * short ones. The long lines are separate forms anyway.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
function isMaskable(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    const isShort = (line) => line.length < SHORTEST_DERIVED;
    return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}
/**
 * Returns the forms in which a string may appear: unchanged, as a JSON string (encoded once or twice), URL-encoded, in
 * XML or HTML, with `\n` for its line breaks, and in Base64. The leak check uses these forms too, but only for the
 * whole value and its longest line.
 */
function formsOf(text) {
    if (text === '')
        return [];
    if (text.length < SHORTEST_DERIVED)
        return [text];
    const wellFormed = text.toWellFormed();
    const bytes = Buffer.from(text);
    return [
        ...new Set([
            text,
            ...jsonForms.flatMap((form) => [form(text), ...jsonForms.map((outer) => outer(form(text)))]),
            text.replaceAll(/\r\n|\n|\r/g, '\\n'),
            text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
            ...urlForms(wellFormed),
            ...markupForms(text),
            ...base64Forms(bytes),
            // Basic authentication with an unknown user, or with the secret as the user name.
            ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
            ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
        ]),
    ];
}
const inJavaScript = (text) => JSON.stringify(text).slice(1, -1);
const inAscii = (text) => inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** JSON strings as written by JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go. */
const jsonForms = [
    inJavaScript,
    inAscii,
    (text) => inAscii(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replaceAll('/', '\\/'),
    (text) => inJavaScript(text).replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
];
function urlForms(text) {
    const strict = (encoded) => encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    const encoded = encodeURIComponent(text);
    const all = [encoded, strict(encoded), new URLSearchParams({ '': text }).toString().slice(1), encodeURI(text)];
    return all.flatMap((form) => [form, form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())]);
}
/** Character references for quotes in different languages. */
const quotes = [
    ['"', "'"],
    ['&quot;', "'"],
    ['&quot;', '&#39;'],
    ['&quot;', '&#039;'],
    ['&quot;', '&apos;'],
    ['&quot;', '&#x27;'],
    ['&#34;', '&#39;'],
];
function markupForms(text) {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return quotes.map(([double, single]) => escaped.replaceAll('"', double).replaceAll("'", single));
}
/** Returns the Base64 forms at all three possible alignments in a longer text, and in lines of 76 characters. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
    const parts = [0, 1, 2].map((before) => {
        const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
        // The first and last characters also depend on the neighboring bytes.
        const start = Math.ceil((before * 8) / 6);
        return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
    });
    const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
    const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
    return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}
/** In characters. Long forms are compared only if this many characters match, so that partial matches are cheap. */
const PREFIX = 32;
/** Up to this number, each form is searched for separately. A secret has about 20 forms. */
const FEW_FORMS = 200;
/** The number of cut marks to check for the start of a secret, from the end of the text. */
const MOST_CUTS = 100;
/**
 * Returns a function that replaces every form of a secret with `***`, including the start of a secret before a cut
 * mark. Its run time depends on the length of the text, and hardly on the number of secrets.
 */
function createRedactor(forms) {
    const redacted = [...new Set(forms)]
        .filter(({ length }) => length >= SHORTEST_REDACTED)
        .sort((a, b) => b.length - a.length);
    if (redacted.length === 0)
        return (text) => text;
    const groups = new Map();
    const isUsed = new Uint8Array(HASHES);
    for (const [hash, all] of Map.groupBy(redacted, (form) => hashAt(form, 0))) {
        isUsed[hash] = 1;
        const short = all.filter(({ length }) => length < PREFIX);
        const long = all.filter(({ length }) => length >= PREFIX);
        groups.set(hash, {
            short: new Set(short),
            lengths: [...new Set(short.map(({ length }) => length))],
            long: Map.groupBy(long, (form) => form.slice(0, PREFIX)),
        });
    }
    const longest = redacted[0]?.length ?? 0;
    const groupAt = (text, at) => {
        const hash = hashAt(text, at);
        return isUsed[hash] === 0 ? undefined : groups.get(hash);
    };
    // Node finds a few forms faster than the loop over all characters, and most strings contain none.
    const mayContain = (text) => redacted.length > FEW_FORMS || redacted.some((form) => text.includes(form));
    return (text) => {
        const whole = mayContain(text) ? findSecrets(text, groupAt) : [];
        return hideRanges(text, [...whole, ...findCutSecrets(text, groupAt, longest)]);
    };
}
function findSecrets(text, groupAt) {
    const ranges = [];
    let last = { start: -1, end: -1 };
    for (let start = 0; start <= text.length - SHORTEST_REDACTED; start += 1) {
        const group = groupAt(text, start);
        if (group === undefined)
            continue;
        const long = group.long.get(text.slice(start, start + PREFIX))?.find((form) => text.startsWith(form, start));
        const length = long?.length ?? group.lengths.find((each) => group.short.has(text.slice(start, start + each))) ?? 0;
        if (length === 0)
            continue;
        const end = start + length;
        // Merges secrets that overlap or are adjacent.
        if (start <= last.end)
            last.end = Math.max(last.end, end);
        else {
            last = { start, end };
            ranges.push(last);
        }
    }
    return ranges;
}
function findCutSecrets(text, groupAt, longest) {
    const ranges = [];
    let end = text.lastIndexOf(build_text/* CUT_MARK */.Hj);
    for (let cuts = 0; end > 0 && cuts < MOST_CUTS; cuts += 1) {
        const before = text.lastIndexOf(build_text/* CUT_MARK */.Hj, end - 1);
        for (let start = Math.max(before + 1, end - longest); start <= end - SHORTEST_REDACTED; start += 1) {
            const group = groupAt(text, start);
            if (group === undefined)
                continue;
            const beginning = text.slice(start, end);
            const forms = beginning.length >= PREFIX
                ? (group.long.get(beginning.slice(0, PREFIX)) ?? [])
                : [...group.short, ...[...group.long.values()].flat()];
            if (!forms.some((form) => form.startsWith(beginning)))
                continue;
            ranges.push({ start, end });
            break;
        }
        end = before;
    }
    return ranges;
}
function hideRanges(text, ranges) {
    let result = '';
    let shown = 0;
    for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
        if (end <= shown)
            continue;
        result += start <= shown && shown > 0 ? '' : `${text.slice(shown, start)}***`;
        shown = end;
    }
    return result + text.slice(shown);
}
const HASHES = 1 << 16;
function hashAt(text, at) {
    const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 1031;
    return (first + text.charCodeAt(at + 2) * 7919 + text.charCodeAt(at + 3) * 40_503) & (HASHES - 1);
}

;// CONCATENATED MODULE: ./build/runner/report.js




/**
 * The maximum size of a step summary, in bytes.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const SUMMARY_LIMIT = 1024 * 1024;
/**
 * Properties with fixed values that the summary depends on. They are not redacted, because a secret may have the same
 * value by chance.
 */
const FIXED = new Set([
    'buildResult',
    'created',
    'creates',
    'kind',
    'level',
    'moved',
    'result',
    'testResult',
]);
/** The maximum number of annotations in files. GitHub shows 10 errors for each step. */
const MOST_PROBLEMS = 10;
/** Creates the report. It hides the secrets in everything except the outputs. */
function createReport(secrets) {
    const known = new Map();
    const hiddenForms = new Set();
    let redact = createRedactor([]);
    const redactAll = (text) => {
        const redacted = redact(text);
        // Control characters and colors between the parts of a secret are not visible in the log.
        const plain = (0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLog */.Ah)(redacted));
        if (plain === redacted)
            return redacted;
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => (0,build_text/* escapeLog */.Ah)(redactAll(text));
    // Problem matchers apply to log lines, but not to workflow commands.
    const logLine = (text) => stopProblemMatchers(shown(text));
    const annotationAt = (place) => {
        if (place === undefined)
            return {};
        return {
            file: (0,build_text/* visible */.RK)(redactAll(place.file)),
            ...(place.line === undefined ? {} : { startLine: place.line }),
            ...(place.column === undefined ? {} : { startColumn: place.column }),
        };
    };
    const hide = (added) => {
        // Writes all masks at once.
        process.stdout.cork();
        for (const form of added.flatMap(({ value }) => writtenForms(value))) {
            if (!hiddenForms.has(form) && isMaskable(form))
                setSecret(form);
            hiddenForms.add(form);
        }
        process.stdout.uncork();
        redact = createRedactor(hiddenForms);
    };
    hide(secrets);
    const print = ({ level, message, place }) => {
        const write = {
            debug: debug,
            info: info,
            notice: notice,
            warning: warning,
        }[level];
        write(level === 'info' ? logLine(message) : shown(message), annotationAt(place));
    };
    /** Prints errors first. @param before the number of annotations in files that were printed earlier. */
    const printProblems = (problems, before = 0) => {
        const sorted = problems.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
        const printed = sorted.slice(0, MOST_PROBLEMS - before);
        for (const problem of printed) {
            const write = problem.level === 'error' ? core_error : warning;
            write(shown(`${problem.message}\n${problem.hint}`), annotationAt(problem));
        }
        const rest = sorted.length - printed.length;
        if (rest > 0)
            info(`The summary and the problems output contain ${rest} more`);
    };
    return {
        withoutSecrets: redactAll,
        hide,
        problems: printProblems,
        line: (text) => info(logLine(text)),
        debug: (text) => debug(shown(text)),
        group: (title, run) => group(shown(title), run),
        print,
        fail: ({ message, hint, place }, error) => {
            const problems = error instanceof ActionError ? error.problems : [];
            const errors = problems.filter(({ level }) => level === 'error');
            const text = hint === undefined ? message : `${message}\n${hint}`;
            core_error(shown(text), annotationAt(errors.length > 1 ? undefined : place));
            const isShown = errors.length === 1 && place !== undefined;
            printProblems(isShown ? problems.filter((problem) => problem !== errors[0]) : problems, isShown ? 1 : 0);
            for (const trace of traceOf(error))
                debug(shown(trace));
        },
        outputs: (values) => {
            for (const [name, value] of Object.entries(values)) {
                if (known.get(name) === value)
                    continue;
                report_setOutput(name, value);
                known.set(name, value);
            }
        },
        summary: async (state, summaryOf) => {
            // Secrets are replaced before the text is escaped, because escaped secrets are harder to find.
            const html = summaryOf(redactStrings(state, redactAll));
            try {
                await summary.addRaw(limitSummary(html), true).write();
            }
            catch (error) {
                print({ level: 'warning', message: `The step summary could not be written: ${messageOf(error)}` });
            }
        },
    };
}
function redactStrings(value, hide) {
    return JSON.parse(JSON.stringify(value), (key, part) => typeof part === 'string' && !FIXED.has(key) ? hide(part) : part);
}
function report_setOutput(name, value) {
    try {
        setOutput(name, value);
    }
    catch (error) {
        throw new ActionError(`Output ${name} could not be written: ${messageOf(error)}`, {
            hint: 'Check that the file in GITHUB_OUTPUT exists and that its disk is not full.',
            cause: error,
        });
    }
}
/** Cuts off a summary at the end of a line, so that no tag or word is split, and closes all open elements. */
function limitSummary(html) {
    const note = '\n\n<p>The rest was omitted, because a step summary is limited to 1 MiB.</p>\n';
    // Leaves room for closing tags and the line break.
    const most = SUMMARY_LIMIT - Buffer.byteLength(note) - 256;
    const bytes = Buffer.from(html);
    if (bytes.length <= most)
        return html;
    const kept = bytes.subarray(0, bytes.lastIndexOf('\n', most)).toString();
    return kept + closingTags(kept) + note;
}
function closingTags(html) {
    const open = [];
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)(table|tr|td|ul|li|details|pre|blockquote)\b/g)) {
        if (slash === '')
            open.push(name);
        else
            open.pop();
    }
    return open
        .reverse()
        .map((name) => `</${name}>`)
        .join('');
}
/**
 * Matches a location before white space: `:1:2`, `:1:`, `(1,2)`, `.go:`, a line that starts with `1:2`, `line 1` or
 * `error:`.
 */
const LOCATION = /(?::\d+:(?:\d+:?)?|\.[a-z]\w{0,9}:|^[ \t]*\d+:\d+|\d\):?|\b(?:error|warning):|\bline(?=\s{1,9}\d))(?=\s)/gim;
/** An invisible character that separates two others for programs and does not count as white space. */
const WORD_JOINER = '\u2060';
/**
 * Separates a location from the text after it. Otherwise, problem matchers of earlier steps could turn build log lines
 * into annotations, and the runner has no command to turn all matchers off. The separator is inserted before white
 * space, where it rarely splits a secret that another step has masked.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function stopProblemMatchers(text) {
    return text.replace(LOCATION, `$&${WORD_JOINER}`);
}

;// CONCATENATED MODULE: ./build/actions/url-inputs.js
/** The input that contains the URL for each source type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const urlSources = Object.entries(urlInputOf);
const urlInputs = Object.values(urlInputOf);
/** Control characters. `git-repo-url` may contain spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and similar, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
const GIST_URL = /^https:\/\/gist\.github\.com\/[^/]+\/[^/]+/;
const hints = {
    'git-repo-url': 'Use https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private repository. To select a branch and a folder, add #BRANCH:FOLDER.',
    'tarball-url': 'Use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove this input and set source-type: TARBALL.',
    'github-gist-url': 'Use the URL of the Gist: https://gist.github.com/OWNER/ID.',
};
/** Returns the problem with a URL and a hint; undefined if the URL is valid. */
function checkUrl(input, text) {
    const hint = hints[input];
    if (input === 'git-repo-url') {
        const isValid = GIT_URL.test(text) && !CONTROLS.test(text) && (!/^[a-z+]+:\/\//i.test(text) || URL.canParse(text));
        return isValid ? undefined : { problem: 'is not the URL of a Git repository', hint };
    }
    const url = WEB_URL.test(text) ? URL.parse(text) : null;
    if (url === null)
        return { problem: 'is not an http or https URL', hint };
    if (input === 'tarball-url' || GIST_URL.test(`${url.origin}${url.pathname}`))
        return undefined;
    return { problem: 'is not the URL of a Gist', hint };
}

;// CONCATENATED MODULE: ./build/actions/step-secrets.js



const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
/**
 * Returns the secrets that are known before anything is checked: the token, APIFY_TOKEN if it is different, and user
 * information in URLs. The values of `secret-env-vars` are read separately.
 */
function readStepSecrets(raw) {
    const token = tokenOf(raw);
    const variable = (raw.environment['APIFY_TOKEN'] ?? '').trim();
    const secrets = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
    if (variable !== '' && variable !== token)
        secrets.push({ name: 'APIFY_TOKEN', value: variable, kind: 'token' });
    const urls = [
        ...[...urlInputs, 'api-base-url'].map((name) => [name, raw.text(name)]),
        ['APIFY_CLIENT_BASE_URL', raw.environment['APIFY_CLIENT_BASE_URL'] ?? ''],
    ];
    return [...secrets, ...urls.flatMap(([name, url]) => userSecrets(name, userInformation(url)))];
}
/** Returns the token for GitHub's API, which `discover` and `cleanup` have. */
function readGitHubToken(raw) {
    const value = raw.text('github-token');
    return value === '' ? [] : [{ name: 'github-token', value }];
}
/** Returns the passwords of the runner's proxies. They are masked, but deployed files may contain them. */
function readProxySecrets(raw) {
    return proxyVariables.flatMap((name) => {
        const { password, both } = userInformation(raw.environment[name] ?? '');
        return password === '' ? [] : userSecrets(name, { user: '', password, both });
    });
}
function userSecrets(source, { user, password, both }) {
    const pair = password === '' ? [] : [both, (0,build_text/* decoded */.DH)(both)];
    // `git` is the user name in all SSH URLs.
    const values = [...(user === 'git' ? [] : [user, (0,build_text/* decoded */.DH)(user)]), password, (0,build_text/* decoded */.DH)(password), ...pair];
    const name = `${source} (user information)`;
    return [...new Set(values)]
        .filter((value) => value !== '')
        .map((value) => ({ name, value, kind: 'user-information' }));
}
/** Returns the user and password, unchanged, from anything that looks like a URL or like Git's `user@host:path`. */
function userInformation(url) {
    const text = url.trim();
    const [, both = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
    const colon = both.indexOf(':');
    return colon < 0
        ? { user: both, password: '', both }
        : { user: both.slice(0, colon), password: both.slice(colon + 1), both };
}

;// CONCATENATED MODULE: ./build/actions/run-action.js






/**
 * Runs an action: masks all secrets before anything is printed, prints a single error and sets the exit code to 1 if it
 * fails, and always writes the summary.
 */
async function runAction({ raw = readRawInputs(), secrets = secretsOf(raw), initial, outputsOf, loadSummary, changesOf }, run) {
    const report = createReport(secrets);
    const cancellation = listenForCancellation();
    let current = initial;
    const state = {
        get current() {
            return current;
        },
        add: (news) => {
            current = { ...current, ...news };
        },
        record: (news) => {
            state.add(news);
            if (outputsOf !== undefined)
                report.outputs(outputsOf(current));
        },
        report: (...diagnostics) => {
            const known = new Set(current.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
            const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
            for (const diagnostic of added)
                report.print(diagnostic);
            current = { ...current, diagnostics: [...current.diagnostics, ...added] };
        },
    };
    const context = { raw, report, state, cancellation };
    try {
        await run(context);
        // The step may have been canceled during the last request.
        cancellation.signal.throwIfAborted();
    }
    catch (error) {
        process.exitCode = 1;
        const { message, hint, place } = error_hints_explain(error);
        const changes = changesOf?.(context, error);
        const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
        report.fail({ message, hint: advice, place }, error);
        current = { ...current, failure: { message, hint, changes, isCanceled: error instanceof CancelledError } };
    }
    finally {
        const { summaryOf } = await loadSummary();
        await report.summary(current, summaryOf);
        cancellation.end();
        await endConnections();
    }
}
function secretsOf(raw) {
    return [...readStepSecrets(raw), ...readProxySecrets(raw), ...readGitHubToken(raw)];
}

;// CONCATENATED MODULE: ./build/actions/promote/choose-build.js




/** The number of builds to search for a number or for the previous build. The API lists at most 1,000. */
const LISTED = 1_000;
/**
 * Finds the build that the `build` input refers to.
 * @param wanted a build ID, a number such as `1.2.3`, a tag, or `previous`.
 * @param tag the first tag to move, which `previous` is relative to.
 * @throws ActionError if the build does not exist, belongs to another Actor, or is not SUCCEEDED.
 */
async function chooseBuild(api, actor, { wanted, tag }) {
    const build = await findBuild(api, actor, wanted, tag);
    if (build.actId && build.actId !== actor.id) {
        throw notUsable(wanted, `belongs to another Actor (${(0,build_text/* visible */.RK)(build.actId)})`, 'Use a build of this Actor.');
    }
    if (build.status !== 'SUCCEEDED') {
        const number = wanted === build.buildNumber ? '' : `is build ${(0,build_text/* visible */.RK)(build.buildNumber)} and `;
        throw notUsable(wanted, `${number}has the status ${(0,build_text/* visible */.RK)(build.status)}`, 'Use a build with the status SUCCEEDED.');
    }
    return build;
}
async function findBuild(api, actor, wanted, tag) {
    if (wanted === 'previous')
        return findPrevious(api, actor, tag);
    const tagged = buildOfTag(actor, wanted);
    if (tagged !== undefined)
        return api.getBuild(tagged.id, 0);
    if (/^\d+\.\d+\.\d+$/.test(wanted)) {
        const { builds } = await api.listBuilds(actor.id, LISTED);
        const found = builds.find(({ buildNumber }) => buildNumber === wanted);
        if (found !== undefined)
            return found;
        throw notUsable(wanted, `is not among the newest ${LISTED} builds of this Actor`, 'Check the number in Apify Console.');
    }
    try {
        return await api.getBuild(wanted, 0);
    }
    catch (error) {
        if (!isApiError(error, 404))
            throw error;
        const tags = Object.keys(actor.taggedBuilds ?? {})
            .map(build_text/* visible */.RK)
            .join(', ');
        const hint = `Use a build ID, a number such as 1.2.3, previous, or one of the tags of this Actor: ${tags || 'it has none'}.`;
        throw notUsable(wanted, 'is neither a build nor a tag of this Actor', hint);
    }
}
async function findPrevious(api, actor, tag) {
    const current = buildOfTag(actor, tag);
    if (current === undefined) {
        throw notUsable('previous', `cannot be found, because the tag ${(0,build_text/* visible */.RK)(tag)} does not point to a build`, 'Use a build number.');
    }
    const { builds } = await api.listBuilds(actor.id, LISTED);
    const number = current.number || (builds.find(({ id }) => id === current.id)?.buildNumber ?? '');
    const found = previousBuild(builds, number);
    if (found !== undefined)
        return found;
    const hint = 'Use a build number of another version.';
    throw notUsable('previous', `does not exist: no older build of the same version as ${(0,build_text/* visible */.RK)(number)} succeeded`, hint);
}
/** Returns the newest successful build of the same `MAJOR.MINOR` that is older than the given one. Pure. */
function previousBuild(builds, number) {
    const [version, count] = split(number);
    return builds
        .filter(({ buildNumber, status }) => {
        const [own, ownCount] = split(buildNumber);
        return status === 'SUCCEEDED' && own === version && ownCount < count;
    })
        .sort((a, b) => split(b.buildNumber)[1] - split(a.buildNumber)[1])[0];
}
function split(number) {
    const [, version = '', count = ''] = /^(\d+\.\d+)\.(\d+)$/.exec(number) ?? [];
    return [version, Number(count)];
}
function notUsable(wanted, problem, hint) {
    return new ActionError(`The build input is ${(0,build_text/* quoted */.TL)(wanted)}, which ${problem}`, { hint });
}

;// CONCATENATED MODULE: ./build/actions/promote/main.js












/** Points tags to an existing build. Sets the exit code to 1 if it fails. */
function main_run() {
    const initial = { dryRun: false, tags: [], diagnostics: [] };
    return runAction({ initial, loadSummary: () => __nccwpck_require__.e(/* import() */ 214).then(__nccwpck_require__.bind(__nccwpck_require__, 214)) }, promote);
}
async function promote(context) {
    const { report, raw, state, cancellation } = context;
    const inputs = await readActorInputs(context, (read) => ({
        wanted: read(() => readWanted(raw.text('build'))) ?? '',
        tags: read(() => readTags(raw.text('tags'))) ?? [],
        expect: raw.text('expect'),
    }));
    const { wanted, tags, expect, dryRun } = inputs;
    const [tag = 'latest'] = tags;
    state.record({ dryRun, tags: tags.map((name) => ({ name })) });
    const connected = await connectActor(context, inputs, 'the builds on Apify are unknown. Nothing was changed.');
    if (connected === undefined)
        return;
    const { api, actor, url } = connected;
    const before = buildOfTag(actor, tag);
    report.outputs({
        'actor-id': actor.id,
        'actor-url': url,
        ...(before === undefined ? {} : { 'previous-build-id': before.id, 'previous-build-number': before.number }),
    });
    if (expect !== '' && expect !== before?.id && expect !== before?.number) {
        const expected = `the expect input requires build ${(0,build_text/* visible */.RK)(expect)}`;
        const now = before === undefined
            ? `does not point to a build, but ${expected}`
            : `points to build ${(0,build_text/* visible */.RK)(before.number || before.id)}, but ${expected}`;
        throw new ActionError(`The tag ${(0,build_text/* visible */.RK)(tag)} ${now}`, {
            hint: 'Check the builds in Apify Console, because another run may have moved the tag. Then run the job again with the current build in expect.',
        });
    }
    const build = await chooseBuild(api, actor, { wanted, tag });
    report.outputs({ 'build-id': build.id, 'build-number': build.buildNumber });
    const moves = tags.map((name) => ({ name, before: buildOfTag(actor, name)?.number }));
    state.record({ build: { number: build.buildNumber }, tags: moves });
    const waiting = tagsElsewhere(actor, tags, build.id);
    for (const { name, before: old } of moves) {
        const from = old === undefined ? 'no build' : `build ${old}`;
        report.line(`${name}: ${waiting.includes(name) ? `${from} -> ` : ''}build ${build.buildNumber}`);
    }
    if (waiting.length === 0) {
        state.report({
            level: 'notice',
            message: `All tags already point to build ${(0,build_text/* visible */.RK)(build.buildNumber)}. Nothing was changed.`,
        });
        state.record({ promoted: true });
        if (!dryRun)
            report.outputs({ promoted: 'true' });
        return;
    }
    if (dryRun)
        return;
    cancellation.signal.throwIfAborted();
    const { signal } = cancellation;
    let moved = 'maybe';
    const onWritten = () => {
        moved = 'yes';
    };
    const canceled = (result) => cancelledWith(signal, result, { hint: 'Check the tags in Apify Console.' });
    const request = { actorId: actor.id, tags, buildId: build.id };
    const unmoved = await moveTags(api, request, { clock: systemClock, signal, onWritten }).catch((error) => {
        const isCanceled = error instanceof CancelledError;
        if (isCanceled || wasMaybeCarriedOut(error))
            state.record({ moved });
        if (!isCanceled)
            throw error;
        throw canceled(moved === 'yes' ? 'the tags were already moved' : 'the tags may or may not have been moved');
    });
    const promoted = unmoved.length === 0;
    state.record({ promoted, moved: 'yes' });
    report.outputs({ promoted: String(promoted) });
    if (signal.aborted)
        throw canceled('the tags were already moved');
    if (!promoted) {
        const message = `After 30 seconds, these tags do not point to build ${(0,build_text/* visible */.RK)(build.buildNumber)} yet: ${unmoved.map(build_text/* visible */.RK).join(', ')}. Check them in Apify Console.`;
        state.report({ level: 'warning', message });
    }
    if (promoted)
        report.line(`Build ${build.buildNumber} is live as ${tags.join(', ')}: ${url}`);
}
function readWanted(text) {
    if (text !== '')
        return text;
    throw wrong('build', 'is empty', 'Use a build ID, a number such as 1.2.3, a tag such as candidate, or previous.');
}
function readTags(text) {
    const lines = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    for (const line of lines) {
        if (value_rules_isBuildTag(line))
            continue;
        const hint = 'Use tags without white space and control characters, one per line.';
        throw wrong('tags', `contains ${(0,build_text/* quoted */.TL)(line)}, which is not a valid tag`, hint);
    }
    return lines.length === 0 ? ['latest'] : [...new Set(lines)];
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   Hj: () => (/* binding */ CUT_MARK),
/* harmony export */   IV: () => (/* binding */ withoutStyle),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   XT: () => (/* binding */ listSome),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   ZI: () => (/* binding */ isJsonDeeperThan),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   h8: () => (/* binding */ htmlCode),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* unused harmony exports escapeLogLine, formatCount, formatUsd, capitalize */
/**
 * Escapes external text (file names, API messages, build logs, actor.json, branch names) so that it has no effect where
 * it is printed. The text stays readable.
 */
/** C0 and C1 control characters, and characters that change the text direction or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** Returns one line in which control characters are replaced by escapes such as `\n`. */
function visible(text) {
    return text.replace(CONTROLS, (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * Formats a value in a sentence: quoted, on one line. A long value is omitted entirely, because redaction would not
 * find a part of a secret in it.
 */
function quoted(text) {
    return text.length > 100 ? `a string of ${text.length} characters` : `"${visible(text)}"`;
}
/** Marks the end of a string that was cut off. Redaction removes the start of a secret before this mark. */
const CUT_MARK = '…';
/** Color and style, which are the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
/**
 * Escapes a line of another program's log for the step's log. Keeps color and style, and removes other terminal
 * sequences and control characters. Workflow commands have no effect: the runner recognizes `::` at the start of a line
 * (after white space) and `##[` anywhere. It ignores zero-width characters, so a space is inserted into these marks.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function escapeLogLine(line) {
    const parts = line.split(STYLE);
    const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
    return withoutCommands(kept.join(''));
}
/** Removes the color and style that `escapeLogLine` keeps. */
function withoutStyle(line) {
    return line.replace(STYLE, '');
}
function withoutControls(text) {
    return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}
/** Escapes a multiline text for the step's log. */
function escapeLog(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(escapeLogLine)
        .join('\n');
}
function withoutCommands(line) {
    const first = skip(line, 0, { alsoSpace: true });
    const isCommand = line[first] === ':' && line[skip(line, first + 1)] === ':';
    const apart = isCommand ? `${line.slice(0, first)}: ${line.slice(first + 1)}` : line;
    let result = '';
    let shown = 0;
    for (let at = apart.indexOf('#'); at >= 0; at = apart.indexOf('#', at + 1)) {
        const second = skip(apart, at + 1);
        if (apart[second] !== '#' || apart[skip(apart, second + 1)] !== '[')
            continue;
        result += `${apart.slice(shown, second + 1)} `;
        shown = second + 1;
    }
    return result + apart.slice(shown);
}
/** Returns the offset after styles and characters that the runner ignores. */
function skip(line, from, { alsoSpace = false } = {}) {
    let at = from;
    for (;;) {
        const code = line.codePointAt(at) ?? 0;
        // Only styles are left, and they end with an m.
        if (code === 0x1b)
            at = line.indexOf('m', at) + 1;
        else if (code === 0x20 || code === 0x09 ? alsoSpace : code > 0x7f && isSkipped(code, alsoSpace)) {
            at += code > 0xffff ? 2 : 1;
        }
        else
            return at;
    }
}
/** Caches results for non-ASCII characters, because a regular expression for each of them is slow. */
const ignoredCodes = new Map();
function isSkipped(code, alsoSpace) {
    const character = String.fromCodePoint(code);
    if (alsoSpace && character.trim() === '')
        return true;
    const known = ignoredCodes.get(code);
    if (known !== undefined)
        return known;
    const isIgnored = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character);
    ignoredCodes.set(code, isIgnored);
    return isIgnored;
}
function escapeHtml(text) {
    return visible(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
function htmlCode(text) {
    return `<code>${escapeHtml(text)}</code>`;
}
/** Formats at most `most` items, such as `a, b and 3 more`. */
function listSome(items, most = 10) {
    const shown = items.slice(0, most).join(', ');
    return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
function formatCount(count, thing) {
    // Avoids toLocaleString, because its first call takes a fifth of the total startup time.
    const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
    return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}
/** Formats bytes in units of 1,000, like GitHub and Apify Console. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return formatCount(bytes, 'byte');
    const units = ['kB', 'MB', 'GB'];
    const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
    return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}
function formatDuration(ms) {
    if (ms < 1000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    const minutes = `${Math.floor(seconds / 60)} min`;
    return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}
function formatUsd(usd) {
    return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
/** Checks the depth before parsing, without recursion. For text that is not JSON, the result is arbitrary. */
function isJsonDeeperThan(text, levels) {
    // Most strings have too few brackets. Counting them is faster than checking each character.
    if (text.split(/[[{]/, levels + 2).length < levels + 2)
        return false;
    let depth = 0;
    let isInString = false;
    for (let index = 0; index < text.length; index += 1) {
        const character = text[index];
        if (isInString) {
            if (character === '\\')
                index += 1;
            else if (character === '"')
                isInString = false;
        }
        else if (character === '"')
            isInString = true;
        else if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth -= 1;
        if (depth > levels)
            return true;
    }
    return false;
}
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
/** Decodes URL encoding. Returns the text unchanged if its encoding is not valid. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(859);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
