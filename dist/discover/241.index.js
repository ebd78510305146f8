export const id = 241;
export const ids = [241];
export const modules = {

/***/ 376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ createGitHubClient)
});

;// CONCATENATED MODULE: ./build/runner/version.js
/** The version of this action, for the `User-Agent`. `npm run docs` copies it from package.json. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/time/time-limit.js
/** The longest timer of Node, in milliseconds. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** The time starts now. @param reason what the signal is aborted with. */
function limitTime(clock, ms, reason) {
    return limitTimeAfter(AbortSignal.abort(), clock, { ms, reason: () => reason });
}
/** The time starts when `start` is aborted. */
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
/** Waits until the promise is settled, for at most `ms`. @returns whether it is settled. */
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
    try {
        if (ms > 0)
            await clock.sleep(ms, signal);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/github/client.js


/** Limits of a response in bytes, milliseconds and levels. They are the same as for Apify's API. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_IDLE_MS = 30_000;
const MAX_TOTAL_MS = 5 * 60_000;
const MAX_LEVELS = 100;
/** A server error or a broken connection is retried twice. */
const MAX_ATTEMPTS = 3;
/** A typed client for one repository; the library is loaded here only, because most runs send no request to GitHub. */
async function createGitHubClient({ apiUrl, repository, token }, tools) {
    const { GitHub, defaults, getOctokitOptions } = await __webpack_require__.e(/* import() */ 845).then(__webpack_require__.bind(__webpack_require__, 1845));
    const send = defaults.request?.fetch;
    const [owner = '', repo = ''] = repository.split('/');
    const octokit = new GitHub(getOctokitOptions(token, {
        baseUrl: apiUrl,
        userAgent: `deploy-apify-actor/${VERSION}`,
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        request: {
            // A token is not sent to the address of a redirect.
            redirect: 'manual',
            fetch: (url, init) => fetchWithRetries(() => fetchWithin(send, url, init, tools), tools),
        },
    }));
    return { rest: octokit.rest, owner, repo };
}
/** Errors are reported by the code that sent the request. */
function ignore() { }
async function fetchWithRetries(send, { clock, signal }) {
    for (let attempt = 1;; attempt += 1) {
        const outcome = await send().catch((error) => ({ error }));
        const isFinal = attempt === MAX_ATTEMPTS || signal.aborted;
        if ('error' in outcome) {
            if (isFinal || outcome.error instanceof ResponseLimitError)
                throw outcome.error;
        }
        else if (isFinal || outcome.status < 500)
            return outcome;
        await clock.sleep(500 * 2 ** attempt * (0.5 + clock.random() / 2), signal);
    }
}
/** The response exceeds a limit, or does not come in time; it is not requested again. */
class ResponseLimitError extends Error {
}
async function fetchWithin(send, url, init, tools) {
    const { clock, signal } = tools;
    const total = limitTime(clock, MAX_TOTAL_MS, new ResponseLimitError('no complete response within 5 minutes'));
    const stop = new AbortController();
    const withIdleLimit = async (work) => {
        const idle = limitTime(clock, MAX_IDLE_MS);
        idle.signal.addEventListener('abort', () => stop.abort(new ResponseLimitError('no data for 30 seconds')));
        try {
            return await work;
        }
        finally {
            idle.end();
        }
    };
    const all = AbortSignal.any([signal, total.signal, stop.signal]);
    try {
        const response = await withIdleLimit(send(url, { ...init, signal: all }));
        const maxBytes = response.ok ? MAX_BYTES : MAX_ERROR_BYTES;
        const reader = response.body?.getReader();
        const chunks = [];
        let bytes = 0;
        for (;;) {
            const part = await withIdleLimit(reader?.read() ?? Promise.resolve({ done: true, value: undefined }));
            if (part.done)
                break;
            bytes += part.value.byteLength;
            if (bytes > maxBytes) {
                const error = new ResponseLimitError(`the response is larger than ${maxBytes / 1024} KiB`);
                stop.abort(error);
                throw error;
            }
            chunks.push(part.value);
        }
        const body = Buffer.concat(chunks);
        if (levelsOf(body) > MAX_LEVELS)
            throw new ResponseLimitError(`the response has more than ${MAX_LEVELS} levels`);
        const { status, statusText, headers } = response;
        return new Response(body.length === 0 ? null : body, { status, statusText, headers });
    }
    catch (error) {
        signal.throwIfAborted();
        all.throwIfAborted();
        throw error;
    }
    finally {
        total.end();
    }
}
/** How deep brackets nest outside strings of a JSON text. */
function levelsOf(json) {
    let level = 0;
    let deepest = 0;
    let inString = false;
    for (let index = 0; index < json.length; index += 1) {
        const byte = json[index];
        if (inString) {
            if (byte === 0x5c)
                index += 1;
            else if (byte === 0x22)
                inString = false;
        }
        else if (byte === 0x22)
            inString = true;
        else if (byte === 0x5b || byte === 0x7b) {
            level += 1;
            if (level > deepest)
                deepest = level;
        }
        else if (byte === 0x5d || byte === 0x7d)
            level -= 1;
    }
    return deepest;
}


/***/ }),

/***/ 7241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ explainFailure),
/* harmony export */   compareOnGitHub: () => (/* binding */ compareOnGitHub),
/* harmony export */   w: () => (/* binding */ explainRedirect)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(376);


/** The API's list has at most this many files. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MAX_FILES = 300;
const FETCH_HISTORY = 'If actions/checkout fetches the whole history (fetch-depth: 0), no request to GitHub is needed.';
/**
 * Requests the files that differ between two commits. GitHub compares from the merge base; with `from: 'base'`, there is
 * no answer if that is a different commit.
 */
async function compareOnGitHub(access, { base, head, from }, tools) {
    try {
        const { rest, owner, repo } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_1__/* .createGitHubClient */ .L)(access, tools);
        // The first page has all files, so one commit is enough.
        const query = { owner, repo, basehead: `${base}...${head}`, page: 1, per_page: 1 };
        const response = await rest.repos.compareCommitsWithBasehead(query);
        const redirect = explainRedirect(response, FETCH_HISTORY);
        if (redirect !== undefined)
            return redirect;
        const { status, files, base_commit: baseCommit, merge_base_commit: mergeBase } = bodyOf(response.data);
        if (from === 'base' && (status === 'diverged' || status === 'behind')) {
            return noAnswer('the push was forced, and the compare API of GitHub compares only from the merge base');
        }
        if (!Array.isArray(files) || !files.every(isFile)) {
            return noAnswer('the response of the compare API of GitHub does not list any files', { hint: FETCH_HISTORY });
        }
        if (files.length >= MAX_FILES) {
            return noAnswer(`the compare API of GitHub lists at most ${MAX_FILES} files, and more may have changed`);
        }
        const baseSha = hashOf(baseCommit) ?? base;
        return { kind: 'files', files: files.flatMap(filesOf), base: baseSha, mergeBase: hashOf(mergeBase) ?? baseSha };
    }
    catch (error) {
        tools.signal.throwIfAborted();
        return explainFailure(error, {
            permission: 'contents: read',
            missing: 'neither local Git nor GitHub has the commit to compare with',
            hint: FETCH_HISTORY,
        });
    }
}
function noAnswer(why, more = {}) {
    return { kind: 'no-answer', why, ...more };
}
/** A renamed or transferred repository answers with a redirect, which is not followed. */
function explainRedirect({ status }, hint) {
    if (status < 300)
        return undefined;
    return noAnswer('GitHub redirected the request, because the repository was renamed or moved', { hint });
}
function bodyOf(data) {
    return typeof data === 'object' && data !== null ? data : {};
}
function hashOf(commit) {
    return typeof commit?.sha === 'string' && /^[0-9a-f]{40,64}$/.test(commit.sha) ? commit.sha : undefined;
}
function isFile(file) {
    return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}
function filesOf({ filename, status, previous_filename: before }) {
    const file = { path: filename, removed: status === 'removed' };
    if (typeof before !== 'string')
        return [file];
    // A copied file has a previous name too, which still exists.
    return status === 'renamed'
        ? [{ path: before, removed: true, renamedTo: filename }, file]
        : [{ path: before, removed: false }, file];
}
/** An error of octokit has `response` if the API answered. */
function explainFailure(error, { permission, missing, hint }) {
    const { status, response, message } = error;
    const detail = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .visible */ .RK)(typeof message === 'string' ? message : String(error));
    if (typeof status !== 'number' || response === undefined) {
        return noAnswer('the API of GitHub could not be reached', { detail, hint });
    }
    if (status === 404)
        return noAnswer(missing, { detail, hint });
    const why = `the API of GitHub responded with ${status}`;
    return noAnswer(why, { detail, hint: status < 500 ? `Add permissions to the job: ${permission}. ${hint}` : hint });
}


/***/ })

};
