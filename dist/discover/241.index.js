export const id = 241;
export const ids = [241];
export const modules = {

/***/ 6245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ requestGitHub)
});

// UNUSED EXPORTS: createGitHubClient

;// CONCATENATED MODULE: ./build/runner/version.js
/** The version of this action, for the `User-Agent` header. `npm run docs` copies it from package.json. */
const VERSION = '1.0.0';

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/time/time-limit.js
var time_limit = __webpack_require__(8445);
// EXTERNAL MODULE: ./build/github/answers.js
var answers = __webpack_require__(9289);
;// CONCATENATED MODULE: ./build/github/client.js




/** Limits of a response in bytes, milliseconds and levels. They are the same as for the Apify API. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_IDLE_MS = 30_000;
const MAX_TOTAL_MS = 5 * 60_000;
const MAX_LEVELS = 100;
/** Requests are retried twice after a server error or a broken connection. */
const MAX_ATTEMPTS = 3;
/** Creates a typed client for one repository. Loads the library lazily, because most runs do not use GitHub's API. */
async function createGitHubClient({ apiUrl, repository, token }, tools) {
    const { GitHub, defaults, getOctokitOptions } = await __webpack_require__.e(/* import() */ 845).then(__webpack_require__.bind(__webpack_require__, 1845));
    const send = defaults.request?.fetch;
    const [owner = '', repo = ''] = repository.split('/');
    // The code that sends the request reports the errors.
    const ignore = () => { };
    const octokit = new GitHub(getOctokitOptions(token, {
        baseUrl: apiUrl,
        userAgent: `deploy-apify-actor/${VERSION}`,
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        request: {
            // The token must not be sent to the target of a redirect.
            redirect: 'manual',
            fetch: (url, init) => fetchWithRetries(() => fetchWithin(send, url, init, tools), tools),
        },
    }));
    return { rest: octokit.rest, owner, repo };
}
/** Sends a request. @returns the data in the response, or the reason why it is missing. */
async function requestGitHub(access, tools, { send, permission, missing, hint, }) {
    try {
        const response = await send(await createGitHubClient(access, tools));
        if (response.status < 300)
            return { kind: 'data', data: Object(response.data) };
        return (0,answers/* noAnswer */.qE)('GitHub redirected the request, because the repository was renamed or moved', { hint });
    }
    catch (error) {
        tools.signal.throwIfAborted();
        // Octokit's errors have a `response` if the API responded.
        const { status, response, message } = error;
        const detail = (0,build_text/* visible */.RK)(typeof message === 'string' ? message : String(error));
        if (typeof status !== 'number' || response === undefined) {
            return (0,answers/* noAnswer */.qE)('the API of GitHub could not be reached', { detail, hint });
        }
        if (status === 404)
            return (0,answers/* noAnswer */.qE)(missing, { detail, hint });
        const why = `the API of GitHub responded with ${status}`;
        return (0,answers/* noAnswer */.qE)(why, { detail, hint: status < 500 ? `Add permissions to the job: ${permission}. ${hint}` : hint });
    }
}
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
/** A response that exceeds a limit or arrives too late. The request is not retried. */
class ResponseLimitError extends Error {
}
async function fetchWithin(send, url, init, tools) {
    const stop = new AbortController();
    const stopAfter = (ms, problem) => {
        const limit = (0,time_limit/* limitTime */.DZ)(tools.clock, ms);
        limit.signal.addEventListener('abort', () => stop.abort(new ResponseLimitError(problem)));
        return limit;
    };
    const total = stopAfter(MAX_TOTAL_MS, 'no complete response within 5 minutes');
    let idle = stopAfter(MAX_IDLE_MS, 'no data for 30 seconds');
    const signal = AbortSignal.any([tools.signal, stop.signal]);
    try {
        const response = await send(url, { ...init, signal });
        const maxBytes = response.ok ? MAX_BYTES : MAX_ERROR_BYTES;
        const parts = [];
        let bytes = 0;
        for await (const part of response.body ?? []) {
            idle.end();
            idle = stopAfter(MAX_IDLE_MS, 'no data for 30 seconds');
            bytes += part.byteLength;
            if (bytes > maxBytes)
                throw new ResponseLimitError(`the response is larger than ${maxBytes / 1024} KiB`);
            parts.push(part);
        }
        const body = Buffer.concat(parts);
        if ((0,build_text/* isJsonDeeperThan */.ZI)(body.toString(), MAX_LEVELS)) {
            throw new ResponseLimitError(`the response has more than ${MAX_LEVELS} levels`);
        }
        const { status, statusText, headers } = response;
        return new Response(body.length === 0 ? null : body, { status, statusText, headers });
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        idle.end();
        total.end();
    }
}


/***/ }),

/***/ 7241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareOnGitHub: () => (/* binding */ compareOnGitHub)
/* harmony export */ });
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6299);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9289);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6245);



/** The maximum number of files in a response. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MAX_FILES = 300;
const FETCH_HISTORY = 'If actions/checkout fetches the whole history (fetch-depth: 0), no request to GitHub is needed.';
/**
 * Requests the files that differ between two commits. GitHub always compares with the merge base. If `from` is `base`,
 * there is no result unless both are the same commit.
 */
async function compareOnGitHub(access, { base, head, from }, tools) {
    const answer = await (0,_client_js__WEBPACK_IMPORTED_MODULE_1__/* .requestGitHub */ .P)(access, tools, {
        // The first page contains all files, so one commit is enough.
        send: ({ rest, owner, repo }) => rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, page: 1, per_page: 1 }),
        permission: 'contents: read',
        missing: 'neither local Git nor GitHub has the commit to compare with',
        hint: FETCH_HISTORY,
    });
    if (answer.kind === 'no-answer')
        return answer;
    const { status, files } = answer.data;
    if (from === 'base' && (status === 'diverged' || status === 'behind')) {
        return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .noAnswer */ .qE)('the push was forced, and the compare API of GitHub compares only from the merge base');
    }
    if (!Array.isArray(files) || !files.every(isFile)) {
        return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .noAnswer */ .qE)('the response of the compare API of GitHub does not list any files', { hint: FETCH_HISTORY });
    }
    if (files.length >= MAX_FILES) {
        return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .noAnswer */ .qE)(`the compare API of GitHub lists at most ${MAX_FILES} files, and more may have changed`);
    }
    const changed = files.flatMap(filesOf);
    if (!changed.every(({ path }) => (0,_runner_git_js__WEBPACK_IMPORTED_MODULE_0__/* .isGitPath */ .oP)(path))) {
        return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .noAnswer */ .qE)('the response of the compare API of GitHub lists a path that is not in the repository', {
            hint: FETCH_HISTORY,
        });
    }
    const hashOf = (commit, otherwise) => {
        const sha = (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .readField */ .dR)(answer.data, commit, 'sha');
        return (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .isCommitHash */ .EX)(sha) ? sha : otherwise;
    };
    const baseSha = hashOf('base_commit', base);
    return {
        kind: 'files',
        files: changed,
        base: baseSha,
        mergeBase: hashOf('merge_base_commit', baseSha),
    };
}
function isFile(file) {
    return typeof (0,_answers_js__WEBPACK_IMPORTED_MODULE_2__/* .readField */ .dR)(file, 'filename') === 'string';
}
function filesOf({ filename, status, previous_filename: before }) {
    const file = { path: filename, removed: status === 'removed' };
    if (typeof before !== 'string')
        return [file];
    // A copied file also has a previous name, but the original still exists.
    return status === 'renamed'
        ? [{ path: before, removed: true, renamedTo: filename }, file]
        : [{ path: before, removed: false }, file];
}


/***/ })

};
