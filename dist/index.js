import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 3339:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 9599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ consoleUrl),
/* harmony export */   K: () => (/* binding */ buildOfTag)
/* harmony export */ });
/** The Actor's page in Apify Console. Organizations have their own part of it. */
function consoleUrl(actorId, account) {
    const isOrganization = typeof account?.organizationOwnerUserId === 'string' && account.id !== undefined;
    const organization = isOrganization ? `/organization/${encodeURIComponent(account.id ?? '')}` : '';
    return `https://console.apify.com${organization}/actors/${encodeURIComponent(actorId)}`;
}
/** The build that a tag points to. */
function buildOfTag({ taggedBuilds }, tag) {
    const found = Object.entries(taggedBuilds ?? {}).find(([name]) => name === tag)?.[1];
    return !found?.buildId ? undefined : { id: found.buildId, number: found.buildNumber ?? '' };
}


/***/ }),

/***/ 6998:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8870);

await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hx: () => (/* binding */ sourceUrl),
/* harmony export */   Lg: () => (/* binding */ actorUrl),
/* harmony export */   Q5: () => (/* binding */ knownActorId),
/* harmony export */   c$: () => (/* binding */ buildUrl)
/* harmony export */ });
/* harmony import */ var _actor_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9599);
/** Pages in Apify Console: pure functions of the state. */

/** The Actor's ID, if a response contained it. */
function knownActorId({ actor, build }) {
    return [actor?.id, build?.actId].find((id) => typeof id === 'string' && /^[A-Za-z0-9]+$/.test(id)) ?? undefined;
}
/** Undefined if no response contained the Actor's ID. */
function actorUrl(state) {
    const id = knownActorId(state);
    return id === undefined ? undefined : (0,_actor_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .consoleUrl */ .B)(id, state.account);
}
/** The page with the source of the Actor's versions. */
function sourceUrl(state) {
    const page = actorUrl(state);
    return page === undefined ? undefined : `${page}/source`;
}
function buildUrl(state, buildNumber = state.build?.buildNumber) {
    const page = actorUrl(state);
    if (page === undefined || buildNumber === undefined)
        return undefined;
    return `${page}#/builds/${encodeURIComponent(buildNumber)}`;
}


/***/ }),

/***/ 8870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

// EXTERNAL MODULE: ./build/errors.js
var build_errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(3053);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_node_http_, 2);
;// CONCATENATED MODULE: ./build/runner/proxy.js



/** Lowercase names take precedence, as in Node and curl. */
const VARIABLES = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
];
/**
 * Sends every request through the proxy in the runner's variables, except for the hosts in `NO_PROXY`. The built-in
 * fetch ignores these variables by default.
 * @returns a warning if this version of Node does not support it.
 * @throws ActionError with the names of the variables that do not contain the URL of a proxy.
 */
function useProxy(environment) {
    const set = VARIABLES.flatMap((names) => names.find((name) => environment[name]) ?? []);
    if (set.length === 0)
        return [];
    const wrong = set.filter((name) => !isProxy(environment[name] ?? ''));
    if (wrong.length > 0)
        throw notAProxy(wrong);
    const setProxy = "setGlobalProxyFromEnv" in external_node_http_namespaceObject ? external_node_http_.setGlobalProxyFromEnv : undefined;
    if (setProxy === undefined) {
        const message = `${set.join(', ')} has no effect, because the runner's Node ${process.versions.node} does not support proxies. Update the runner to a version with Node 24.14 or later.`;
        return [{ level: 'warning', message }];
    }
    try {
        setProxy(environment);
    }
    catch {
        // The error contains the URL, which may contain a password.
        throw notAProxy(set);
    }
    (0,external_node_diagnostics_channel_.subscribe)('undici:client:connectError', endEndlessConnecting);
    return [];
}
function isProxy(text) {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || /[\r\n]/.test(text))
        return false;
    try {
        // Node sends them decoded.
        decodeURIComponent(url.username + url.password);
        return true;
    }
    catch {
        return false;
    }
}
function notAProxy(names) {
    return new build_errors/* ActionError */.lZ(`${names.join(' and ')} on the runner is not a valid proxy URL`, {
        hint: 'Set it to a URL with a scheme, such as http://proxy.example.com:8080, with % in a password written as %25. Otherwise, remove the variable from the runner.',
    });
}
/**
 * If a proxy closes the connection before the tunnel exists, fetch treats it like a closed idle connection: it connects
 * again immediately, forever. With another code, it is a failure.
 * https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message) {
    const { error } = message;
    if (error?.code === 'UND_ERR_SOCKET')
        error.code = 'ERR_PROXY_TUNNEL';
}
/**
 * Closes every connection of the built-in fetch. Otherwise, a proxy that does not respond keeps the process alive for
 * minutes after the end of the run. No request is possible afterward.
 */
async function endConnections() {
    const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis;
    await dispatcher?.destroy?.();
}

// EXTERNAL MODULE: ./build/source/files/encode-files.js
var encode_files = __nccwpck_require__(5234);
// EXTERNAL MODULE: ./build/source/read-files.js + 13 modules
var read_files = __nccwpck_require__(9765);
;// CONCATENATED MODULE: ./build/source/prepare-source.js


/**
 * Turns what was read into the source to send. Packs the files as an archive if they do not fit into the request.
 * @param otherBytes size of the version's request body without its files.
 * @throws ActionError if a file changed or contains a secret, or the archive could not be written.
 */
async function prepareSource(request, read, otherBytes) {
    const { facts, planned, content } = read;
    switch (content.kind) {
        case 'url':
            return { source: content, facts, planned, diagnostics: [] };
        case 'encoded': {
            const { encoded, root } = content;
            if (!(0,encode_files/* fitsIntoBody */.Pq)(encoded, otherBytes))
                return pack(request, content, 'body');
            const source = { kind: 'files', sourceFiles: encoded.sourceFiles, ...(0,read_files/* actorPathOf */.KG)(root) };
            return { source, facts, planned, diagnostics: [] };
        }
        case 'unread':
            return pack(request, content, content.reason);
    }
}
async function pack(request, content, reason) {
    const { packSource } = await __nccwpck_require__.e(/* import() */ 984).then(__nccwpck_require__.bind(__nccwpck_require__, 6984));
    return packSource(request, content, reason);
}
/** Deletes the archive of a prepared source, if it has one. */
async function removeArchive({ source }) {
    if (source.kind !== 'archive')
        return;
    const archive = await __nccwpck_require__.e(/* import() */ 750).then(__nccwpck_require__.bind(__nccwpck_require__, 750));
    await archive.removeArchive(source.path);
}

;// CONCATENATED MODULE: ./build/source/source-url.js
/** Names of query parameters that grant access, at Apify, AWS, Azure, Google, GitLab and others. */
const SECRET_NAME = /sig|token|secret|pass|pwd|auth|cred|jwt|key|accessid|policy|^x-(?:amz|goog)-|^code$/;
/**
 * A source's URL for the log, summary and outputs: without user information (except the user `git`, which is not
 * secret), and without query parameters that contain a signature or token.
 * @param url of a Git repository (also `git@host:owner/name.git`), a tarball or a Gist.
 */
function shownUrl(url) {
    const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(withoutUser(url)) ?? [];
    const kept = (query ?? '').split('&').filter((parameter) => !isSecret(parameter));
    return address + (query === undefined || kept.join('') === '' ? '' : `?${kept.join('&')}`) + fragment;
}
/** Characters. Shorter values of parameters, such as `true`, are not secret. */
const SHORTEST_HIDDEN = 8;
/** The values of these query parameters, as written and decoded, so that messages that repeat the URL can hide them. */
function secretParameters(url) {
    const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(url) ?? [];
    const values = query
        .split('&')
        .filter(isSecret)
        .map((parameter) => parameter.slice(parameter.indexOf('=') + 1));
    return values.filter((value) => value.length >= SHORTEST_HIDDEN).flatMap((value) => [value, decoded(value)]);
}
function withoutUser(text) {
    const url = URL.parse(text);
    if (url !== null && (url.username !== '' || url.password !== '')) {
        if (url.username === 'git' && url.password === '')
            return text;
        url.username = '';
        url.password = '';
        return url.href;
    }
    // `user@host:path`, and URLs with a mistake.
    return text.replace(/^([a-z][a-z0-9+.-]*:[/\\]+)?([^/?#\\]*)@/i, (all, scheme, user) => user === 'git' ? all : (scheme ?? ''));
}
/** Whether a part between two `&` has such a name, also after a `;` or in a URL that is its value. */
function isSecret(parameter) {
    const names = [...decoded(parameter).matchAll(/(?:^|[;&?])([^=;&?]*)=?/g)].map(([, name = '']) => name);
    return names.some((name) => SECRET_NAME.test(name.toLowerCase()));
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/source/read-source.js


/**
 * Reads and checks the source: lists and reads the files, or determines the URL. Sends nothing to Apify.
 * @throws ActionError
 */
async function readSource(request) {
    const { source } = request;
    switch (source.type) {
        case 'SOURCE_FILES':
            return (0,read_files/* readFiles */.Ul)(request, source.patterns);
        case 'TARBALL':
            return source.url === undefined
                ? (0,read_files/* readFiles */.Ul)(request, source.patterns)
                : fromUrl({ sourceType: source.type, tarballUrl: source.url }, source.url);
        case 'GITHUB_GIST':
            return fromUrl({ sourceType: source.type, gitHubGistUrl: source.url }, source.url);
        case 'GIT_REPO': {
            const { readGitUrl } = await __nccwpck_require__.e(/* import() */ 879).then(__nccwpck_require__.bind(__nccwpck_require__, 3879));
            const { url, diagnostics } = await readGitUrl(request, source.url);
            return fromUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
        }
    }
}
function fromUrl(source, url, diagnostics = []) {
    return {
        facts: { type: source.sourceType, url: shownUrl(url) },
        diagnostics,
        planned: source,
        fileNames: [],
        content: { kind: 'url', source },
    };
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./build/time/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};

;// CONCATENATED MODULE: ./build/apify/api.js
/** The parts of the Apify API that the actions use, with the API's own names. https://docs.apify.com/api/v2 */
const urlFields = {
    GIT_REPO: 'gitRepoUrl',
    TARBALL: 'tarballUrl',
    GITHUB_GIST: 'gitHubGistUrl',
};
/** The URL of the version's own source type, and the URL fields that are left from earlier source types. */
function urlsOf(version) {
    const set = Object.entries(urlFields).flatMap(([type, field]) => {
        const url = version[field];
        return url ? [{ isOwn: type === version.sourceType, field, url }] : [];
    });
    return {
        own: set.find(({ isOwn }) => isOwn),
        leftovers: set.filter(({ isOwn }) => !isOwn).map(({ field }) => field),
    };
}

// EXTERNAL MODULE: ./build/apify/value-rules.js
var value_rules = __nccwpck_require__(4193);
;// CONCATENATED MODULE: ./build/env-vars/lines.js



/**
 * Reads one variable per line. A value is everything after the first `=`, byte for byte. Blank lines and comments are
 * skipped. Mistakes are returned, because secrets must be masked before anything is printed.
 * @param text the input as written; its lines end with LF or CRLF.
 * @param environment the step's variables, from which a bare `NAME` takes its value.
 */
function parseEnvVarLines(input, text, environment) {
    const isSecret = input === 'secret-env-vars';
    const lines = [];
    const mistakes = [];
    const doubts = [];
    const mask = [];
    const firstLines = new Map();
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = index + 1;
        const content = raw.trimStart();
        if (content === '' || content.startsWith('#'))
            continue;
        const isReferenceOnly = isSecret && content.startsWith('@');
        const written = isReferenceOnly ? content.slice(1) : content;
        const read = withLimits(readLine(written, environment, { isSecret, isReferenceOnly }));
        if (isSecret)
            mask.push(...textsToMask(written, read));
        if ('problem' in read) {
            const error = new build_errors/* ActionError */.lZ(`Line ${line} of ${input} ${read.problem}`, { hint: read.hint });
            (read.isDoubtful ? doubts : mistakes).push(error);
            continue;
        }
        const first = firstLines.get(read.name);
        if (first === undefined) {
            firstLines.set(read.name, line);
            lines.push({ ...read, line, isReferenceOnly });
        }
        else {
            const shown = isSecret ? 'the same name' : read.name;
            const message = `${input} defines ${shown} twice (lines ${first} and ${line})`;
            mistakes.push(new build_errors/* ActionError */.lZ(message, { hint: 'Remove one of the two lines.' }));
            if (isSecret && mayBeSecret(written))
                mask.push(written);
        }
    }
    return { input, lines, mistakes, doubts, mask: mask.filter((value) => value.trim() !== '') };
}
/** The secrets of the lines, each under every name that it has; a text without a name under that of the input. */
function secretsOf({ lines, mask }) {
    const named = new Set(lines.map(({ value }) => value));
    const unnamed = mask.filter((value) => !named.has(value)).map((value) => ({ name: 'secret-env-vars', value }));
    return [...lines.filter(({ value }) => value.trim() !== '').map(({ name, value }) => ({ name, value })), ...unnamed];
}
/** Whether a line could be a secret that was pasted without a name. Base64 and its URL form look like this too. */
function mayBeSecret(line) {
    return line.length > 20 && (/\d/.test(line) || (/[a-z]/.test(line) && /[A-Z]/.test(line)));
}
function readLine(content, environment, { isSecret, isReferenceOnly }) {
    const isName = isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV;
    const equals = content.indexOf('=');
    if (equals < 0)
        return readBareName(content.trimEnd(), environment, isSecret);
    const name = content.slice(0, equals);
    const value = content.slice(equals + 1);
    if (!isName(name)) {
        const isShown = !isSecret && name !== '' && name.length <= 2 * value_rules/* MAX_NAME_LENGTH */.EM;
        const problem = isShown
            ? `begins with "${(0,build_text/* visible */.RK)(name)}", which is not a valid name`
            : 'has no valid name before "="';
        const hint = `Write NAME=value. A name consists of ${value_rules/* NAME_RULE */.$h}, and no white space is before "=".`;
        return { problem, hint };
    }
    // The padding of Base64 looks like the `=` after a name.
    const isPadding = isReferenceOnly ? /^=+$/.test(value) : /^=*$/.test(value);
    if (isSecret && isPadding && mayBeSecret(content)) {
        const hint = `Write NAME=\${{ secrets.NAME }}, with the name first.`;
        return { problem: 'has no value, or is the secret itself', hint, isDoubtful: value === '' };
    }
    return { name, value };
}
function readBareName(name, environment, isSecret) {
    const isName = (isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV)(name);
    // `toString` is a function of every object.
    const value = isName ? environment[name] : undefined;
    if (typeof value === 'string')
        return { name, value };
    if (isSecret) {
        const problem = "is neither NAME=value nor the name of one of the step's environment variables";
        const hint = "Write NAME=value on one line. For a value with several lines, set a variable under the step's env, and write only its name here.";
        return { problem, hint };
    }
    if (!isName)
        return {
            problem: 'is neither NAME=value nor a valid name',
            hint: `Write NAME=value. A name consists of ${value_rules/* NAME_RULE */.$h}.`,
        };
    const problem = `is the name ${name.length > value_rules/* MAX_NAME_LENGTH */.EM ? '' : `${name} `}without a value, and the step's environment has no variable with this name`;
    return { problem, hint: "Write NAME=value, or set the variable under the step's env." };
}
function withLimits(read) {
    if ('problem' in read)
        return read;
    const { name, value } = read;
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        return { problem: `has a name of ${name.length} characters`, hint: `Use at most ${value_rules/* MAX_NAME_LENGTH */.EM} characters.` };
    }
    if (value.length > value_rules/* MAX_VALUE_LENGTH */.CU) {
        const hint = `Use at most ${value_rules/* MAX_VALUE_LENGTH */.CU} characters, and put longer values into a file or a key-value store.`;
        return { problem: `has a value of ${value.length} characters`, hint };
    }
    return read;
}
/** The value of a valid line. A wrong line is masked as a whole, unless it is a short name in capital letters. */
function textsToMask(content, read) {
    if (!('problem' in read))
        return [read.value];
    const text = content.trimEnd();
    if (/^[A-Z_][A-Z0-9_]*=?$/.test(text) && !mayBeSecret(text))
        return [];
    const equals = content.indexOf('=');
    if (equals < 0)
        return [text];
    const value = content.slice(equals + 1);
    // Base64 may be shown without its padding.
    return /^=*$/.test(value) ? [content, content.slice(0, equals)] : [content, value];
}

;// CONCATENATED MODULE: ./build/env-vars/env-vars.js




/** Resolves the variables to set, and the references to secrets. */
function wantedEnvVars(sources) {
    const { fromDefinition, plain, secret, secretsRequired } = sources;
    const lineErrors = [...plain.mistakes, ...secret.mistakes, ...(secretsRequired ? secret.doubts : [])];
    const doubts = secretsRequired ? [] : secret.doubts.map(({ message }) => ({ level: 'warning', message }));
    // Without actor.json, nobody knows which secrets it uses.
    if (fromDefinition === undefined)
        return { wanted: [], diagnostics: doubts, errors: lineErrors };
    const wanted = new Map();
    const references = new Map();
    for (const [name, value] of Object.entries(fromDefinition)) {
        if (isReference(value))
            references.set(name, value.slice(1));
        wanted.set(name, { name, value, isSecret: false });
    }
    const referenced = new Set(references.values());
    for (const { name, value } of plain.lines) {
        references.delete(name);
        wanted.set(name, { name, value, isSecret: false });
    }
    const errors = [...lineErrors];
    for (const { name, value, line, isReferenceOnly } of secret.lines) {
        if (isReferenceOnly || (referenced.has(name) && !wanted.has(name)))
            continue;
        references.delete(name);
        if ((0,value_rules/* isEnvVarName */.yV)(name))
            wanted.set(name, { name, value, isSecret: true });
        else
            errors.push(notAVariable(line));
    }
    const secrets = new Map(secret.lines.map((line) => [line.name, line]));
    const used = new Set(references.values());
    const isEmpty = ({ name, value, isReferenceOnly }) => value.trim() === '' && (!isReferenceOnly || used.has(name));
    const missing = secret.lines.filter(isEmpty).map(shownSecret);
    for (const [name, secretName] of references) {
        const found = secrets.get(secretName);
        if (found === undefined)
            missing.push(`${(0,build_text/* visible */.RK)(secretName)} (for ${name} in ${sources.definitionFile})`);
        wanted.set(name, { name, value: found?.value ?? '', isSecret: true });
    }
    const diagnostics = [...doubts];
    const unused = secret.lines.filter(({ name, isReferenceOnly }) => !isReferenceOnly && referenced.has(name) && !wanted.has(name) && !used.has(name));
    if (unused.length > 0) {
        const message = `Unused secrets, because inputs replace the references to them in ${sources.definitionFile}: ${(0,build_text/* listSome */.XT)(unused.map(shownSecret))}`;
        diagnostics.push({ level: 'notice', message });
    }
    if (missing.length > 0) {
        const hasLiteral = [...used].some((name) => !secrets.has(name) && !(0,value_rules/* isSecretName */.eh)(name));
        if (secretsRequired)
            errors.push(missingSecrets(missing, hasLiteral));
        else
            diagnostics.push({ level: 'warning', message: `Secrets are missing or empty: ${(0,build_text/* listSome */.XT)(missing)}` });
    }
    const all = [...wanted.values()];
    return { wanted: all, diagnostics: [...diagnostics, ...platformNames(all), ...tokenAsValue(sources)], errors };
}
/** `@name`; `@` alone is a literal. */
function isReference(value) {
    return value.length > 1 && value.startsWith('@');
}
/** The name of a secret, or its line if the name may be the secret itself. */
function shownSecret({ name, line }) {
    return mayBeSecret(name) ? `line ${line} of secret-env-vars` : (0,build_text/* visible */.RK)(name);
}
function notAVariable(line) {
    return new build_errors/* ActionError */.lZ(`Line ${line} of secret-env-vars has a name that is not valid for a variable`, {
        hint: `Use ${value_rules/* NAME_RULE */.$h}. If only references in actor.json use the secret, write @ before its name.`,
    });
}
function missingSecrets(names, hasLiteral) {
    const literal = hasLiteral ? ' If a value that begins with @ is not a reference, move it to env-vars.' : '';
    const subject = names.length === 1 ? 'A secret is' : `${names.length} secrets are`;
    return new build_errors/* ActionError */.lZ(`${subject} missing or empty: ${(0,build_text/* listSome */.XT)(names)}`, {
        hint: `Add NAME=\${{ secrets.NAME }} to secret-env-vars, and create the secret in the repository, organization or environment that the job uses. Pull requests from forks and Dependabot do not receive secrets.${literal}`,
    });
}
function platformNames(wanted) {
    const names = wanted.map(({ name }) => name).filter((name) => /^(APIFY|ACTOR)_/.test(name));
    if (names.length === 0)
        return [];
    const message = `Apify may overwrite variables whose names start with APIFY_ or ACTOR_: ${(0,build_text/* listSome */.XT)(names)}`;
    return [{ level: 'warning', message }];
}
function tokenAsValue({ plain, token }) {
    const names = plain.lines.filter(({ value }) => token !== undefined && value.includes(token)).map(({ name }) => name);
    if (names.length === 0)
        return [];
    const message = `env-vars contains the Apify token, which everyone who can view the Actor's source can read: ${(0,build_text/* listSome */.XT)(names)}. Move it to secret-env-vars.`;
    return [{ level: 'warning', message }];
}
/** Whether the plan depends on the list that Apify has. */
function mustReadStored(mode, wanted) {
    return mode === 'merge' && wanted.length > 0;
}
/**
 * Plans how the variables are sent.
 * @param stored Apify's list; undefined if the version is being created or the list is replaced.
 */
function planEnvVars(request) {
    const { mode, wanted, stored } = request;
    if (wanted.length === 0)
        return { plan: { kind: 'in-body', envVars: undefined }, diagnostics: [] };
    if (mode === 'replace' || stored === undefined)
        return { plan: { kind: 'in-body', envVars: wanted }, diagnostics: [] };
    const byName = new Map(wanted.map((envVar) => [envVar.name, envVar]));
    const storedNames = new Set(stored.map(({ name }) => name));
    const merged = stored.map((old) => byName.get(old.name) ?? asReadable(old));
    const added = wanted.filter(({ name }) => !storedNames.has(name));
    const diagnostics = becomingPlain(stored, byName);
    const readable = merged.filter((envVar) => envVar !== undefined);
    if (readable.length === merged.length) {
        return { plan: { kind: 'in-body', envVars: [...readable, ...added] }, diagnostics };
    }
    const writes = wanted.map((envVar) => ({ action: storedNames.has(envVar.name) ? 'update' : 'create', envVar }));
    return { plan: { kind: 'one-by-one', writes }, diagnostics };
}
/** A variable that is kept, in the form that can be sent again; undefined if its value cannot be read. */
function asReadable({ name, value, isSecret }) {
    if (isSecret === true || typeof value !== 'string')
        return undefined;
    return { name, value, isSecret: false };
}
function becomingPlain(stored, wanted) {
    const names = stored
        .filter(({ name, isSecret }) => isSecret === true && wanted.get(name)?.isSecret === false)
        .map(({ name }) => (0,build_text/* visible */.RK)(name));
    if (names.length === 0)
        return [];
    const message = `Variables that were secret become plain text: ${(0,build_text/* listSome */.XT)(names)}. To keep them secret, move them to secret-env-vars.`;
    return [{ level: 'warning', message }];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/version/archive-key.js

/** `0.1-2026-11-24T07-43-23-123Z-<UUID>.zip`: a record key may contain letters, digits, dots and hyphens. */
const ARCHIVE_KEY = /^(?<versionNumber>\d{1,2}\.\d{1,2})-(?<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.zip$/;
/** A record key for an archive that no other upload uses. @param now ms since 1970. */
function createArchiveKey(versionNumber, now) {
    return `${versionNumber}-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-${(0,external_node_crypto_.randomUUID)()}.zip`;
}
/** The parts of a key that `createArchiveKey` made; undefined for any other key. `time` sorts by age. */
function parseArchiveKey(key) {
    const { versionNumber, time } = ARCHIVE_KEY.exec(key)?.groups ?? {};
    return versionNumber === undefined || time === undefined ? undefined : { versionNumber, time };
}
/** The record that a `tarballUrl` names, if this action uploaded it. */
function ownArchiveOf(tarballUrl) {
    const [, storeId, key] = /\/v2\/key-value-stores\/([^/]+)\/records\/([^/]+)$/.exec(URL.parse(tarballUrl)?.pathname ?? '') ?? [];
    return storeId === undefined || key === undefined || parseArchiveKey(key) === undefined
        ? undefined
        : { storeId, key };
}
function isOwnArchive(tarballUrl) {
    return ownArchiveOf(tarballUrl) !== undefined;
}

;// CONCATENATED MODULE: ./build/version/update-request.js



/** @throws ActionError if the update would create something without permission, or replace another kind of source. */
function checkRequest(request, remote) {
    switch (remote.kind) {
        case 'unknown':
            return [];
        case 'no-actor':
            checkNewActor(request);
            return [];
        case 'no-version':
            checkNewVersion(request, remote.actor);
            return [];
        case 'existing':
            return checkSource(request, remote.version);
    }
}
function checkNewActor({ target, actorId, createIfMissing }) {
    const shown = actorId.replace('~', '/');
    if (target.actor.kind === 'given') {
        const maybeName = /[~/]/.test(actorId) ? '' : ` If "${shown}" is a name, use username/${shown}.`;
        throw new build_errors/* ActionError */.lZ(`The Actor ${shown} (input actor-id) was not found`, {
            hint: `Check the spelling, and that the token's account has access to the Actor.${maybeName} To create an Actor, remove actor-id and set its name in .actor/actor.json.`,
        });
    }
    if (createIfMissing)
        return;
    throw new build_errors/* ActionError */.lZ(`The Actor ${shown} was not found, and create-if-missing is false`, {
        hint: "Check name in .actor/actor.json and the token's account, or set create-if-missing: true.",
    });
}
function checkNewVersion({ target, actorId, createIfMissing }, { versions }) {
    if (createIfMissing)
        return;
    const shown = actorId.replace('~', '/');
    const existing = versions?.map(({ versionNumber }) => versionNumber).join(', ') || 'none';
    throw new build_errors/* ActionError */.lZ(`The Actor ${shown} has no version ${target.versionNumber}, and create-if-missing is false`, {
        hint: `Set version to an existing version (${existing}), or set create-if-missing: true.`,
    });
}
/** Files must not silently replace a source that somebody chose in Apify Console. */
function checkSource(request, version) {
    const { sourceType } = version;
    if (request.isSourceChosen || !sourceType || sourceType === 'SOURCE_FILES')
        return [];
    if (sourceType === 'TARBALL' && isOwnArchive(version.tarballUrl ?? ''))
        return [];
    const { versionNumber } = request.target;
    const message = `Version ${versionNumber} of ${request.actorId.replace('~', '/')} on Apify has the source type ${sourceType}, and source-type is not set`;
    const url = urlsOf(version).own?.field;
    const keep = sourceType === 'GIT_REPO' ? '' : ` and ${sourceType === 'TARBALL' ? 'tarball-url' : 'github-gist-url'}`;
    const hint = `Set source-type: SOURCE_FILES to replace the source with the files of this checkout, or source-type: ${sourceType}${url === undefined ? '' : keep} to keep it.`;
    if (!request.dryRun)
        throw new build_errors/* ActionError */.lZ(message, { hint });
    return [{ level: 'warning', message: `${message}. ${hint}` }];
}

;// CONCATENATED MODULE: ./build/version/plan.js



/**
 * Compares the request with the state on Apify: pure.
 * @throws ActionError if the update would create something without permission, or replace another kind of source.
 */
function planUpdate(request, remote) {
    const checked = checkRequest(request, remote);
    const { plan, diagnostics } = planEnvVars({ ...request.envVars, stored: storedEnvVars(remote) });
    return { request, remote, envVars: plan, creates: missingIn(remote), diagnostics: [...checked, ...diagnostics] };
}
function missingIn({ kind }) {
    switch (kind) {
        case 'no-actor':
            return 'actor';
        case 'no-version':
            return 'version';
        case 'existing':
        case 'unknown':
            return undefined;
    }
}
function storedEnvVars(remote) {
    return remote.kind === 'existing' ? remote.envVars : undefined;
}
/** The body of the version's request. Apify keeps the properties that it does not contain. */
function versionBody({ request, envVars, creates }, source) {
    const { target, applyEnvVarsToBuild } = request;
    const buildTag = target.buildTag ?? (creates === 'actor' ? 'latest' : undefined);
    const variables = envVars.kind === 'in-body' ? envVars.envVars : undefined;
    return {
        versionNumber: target.versionNumber,
        ...(buildTag === undefined ? {} : { buildTag }),
        ...source,
        ...(variables === undefined ? {} : { envVars: variables }),
        ...(applyEnvVarsToBuild === undefined ? {} : { applyEnvVarsToBuild }),
    };
}
/** Size of the version's request body without its files. */
function bytesWithoutFiles(plan) {
    return Buffer.byteLength(JSON.stringify(versionBody(plan, noFiles)));
}
const noFiles = { sourceType: 'SOURCE_FILES', sourceFiles: [] };
/** The body of the request that creates the Actor. Apify rewrites files in this request, so the update sends them. */
function newActorBody(plan, source) {
    const { definition, actorId } = plan.request;
    const { title, description, usesStandbyMode } = definition ?? {};
    const version = versionBody(plan, source);
    return {
        name: actorId.slice(actorId.indexOf('~') + 1),
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(usesStandbyMode === undefined ? {} : { actorStandby: { isEnabled: usesStandbyMode } }),
        // The values of the Apify CLI: https://github.com/apify/apify-cli/blob/master/src/commands/actors/push.ts
        defaultRunOptions: { build: version.buildTag ?? 'latest', memoryMbytes: 4096, timeoutSecs: 3600 },
        versions: [version],
    };
}
/** The version after the update as far as it is known, for the outputs of a dry run. */
function plannedVersion(plan, body) {
    const now = plan.remote.kind === 'existing' ? plan.remote.version : undefined;
    const { own } = urlsOf(body);
    const buildTag = body.buildTag ?? now?.buildTag;
    const applyEnvVarsToBuild = body.applyEnvVarsToBuild ?? now?.applyEnvVarsToBuild;
    const envVars = plannedEnvVars(plan, now);
    return {
        versionNumber: body.versionNumber,
        sourceType: body.sourceType,
        ...(buildTag === undefined ? {} : { buildTag }),
        ...(applyEnvVarsToBuild === undefined ? {} : { applyEnvVarsToBuild }),
        ...(envVars === undefined ? {} : { envVars: envVars.map(({ name, isSecret = false }) => ({ name, isSecret })) }),
        ...(own === undefined ? {} : { [own.field]: own.url }),
    };
}
/** Undefined if only Apify has the list. */
function plannedEnvVars({ envVars, creates, remote }, now) {
    if (envVars.kind === 'one-by-one') {
        const added = envVars.writes.filter(({ action }) => action === 'create').map(({ envVar }) => envVar);
        return [...(storedEnvVars(remote) ?? []), ...added];
    }
    if (envVars.envVars !== undefined)
        return envVars.envVars;
    return creates === undefined && now === undefined ? undefined : (now?.envVars ?? []);
}

;// CONCATENATED MODULE: ./build/apify/lost-response.js

/** There is no usable response to a request. */
class LostResponseError extends build_errors/* ActionError */.lZ {
    outcome;
    attempts;
    constructor(message, more = {}) {
        super(message, more);
        this.outcome = more.outcome ?? 'lost';
        this.attempts = more.attempts ?? 1;
    }
}
const checkNetwork = "Check the runner's network and api-base-url. If the runner is behind a proxy, set HTTPS_PROXY.";
const checkProxy = 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY on the runner, and that the proxy can reach the API and allows its host.';
const checkServer = 'Check api-base-url, and any proxies between the runner and the API.';
/**
 * Compared with the error's codes and messages. The first match applies.
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
/** Describes why a request has no response, based on the codes and messages of the error and its causes. */
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
/** The error, its causes, and the parts of an aggregate error, which has one part for each address that was tried. */
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

;// CONCATENATED MODULE: ./build/apify/api-error.js

/** The API returned an error. */
class ApifyApiError extends Error {
    name = 'ApifyApiError';
    status;
    /** The API's error type, such as `actor-not-found`. Empty if the response had none. */
    type;
    /** The API's message, not escaped: redaction would not find a secret that was escaped. */
    apiMessage;
    /** Method and path, such as `POST /v2/acts/janedoe~my-actor/versions/0.1`. It contains no query and no token. */
    request;
    attempts;
    /** `Retry-After` in milliseconds. */
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
/** True for an API error with this status and type. An omitted argument matches everything. */
function isApiError(error, status, type) {
    if (!(error instanceof ApifyApiError))
        return false;
    return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}
/** True if the API may have carried out the request: there was no usable response, or a server error. */
function wasMaybeCarriedOut(error) {
    if (error instanceof LostResponseError)
        return error.outcome !== 'not-sent';
    return error instanceof ApifyApiError && error.status >= 500;
}

;// CONCATENATED MODULE: ./build/version/remote-state.js

/**
 * Reads the Actor and, if variables have to be merged, those of the version. Both requests are sent at once.
 * @param of.actorId an ID or `username~name`.
 */
async function readRemoteState(api, of) {
    const { actorId, versionNumber, needsEnvVars } = of;
    const [actor, envVars] = await Promise.all([
        unlessMissing(api.getActor(actorId)),
        needsEnvVars ? unlessMissing(api.listEnvVars(actorId, versionNumber)) : undefined,
    ]);
    if (actor === undefined)
        return { kind: 'no-actor' };
    const version = actor.versions?.find((one) => one.versionNumber === versionNumber);
    // The responses contradict each other if another run creates or deletes the version: creating it finds out.
    if (version === undefined || (needsEnvVars && envVars === undefined))
        return { kind: 'no-version', actor };
    return { kind: 'existing', actor, version, ...(envVars === undefined ? {} : { envVars }) };
}
function remoteActor(remote) {
    return remote.kind === 'existing' || remote.kind === 'no-version' ? remote.actor : undefined;
}
async function unlessMissing(response) {
    try {
        return await response;
    }
    catch (error) {
        if (isApiError(error, 404))
            return undefined;
        throw error;
    }
}

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

;// CONCATENATED MODULE: ./build/runner/cancellation.js



/**
 * Milliseconds that a request has left after a cancel. The runner sends SIGINT, SIGTERM 7.5 seconds later, and kills
 * the process after another 2.5 seconds. On Windows, it sends Ctrl+C and Ctrl+Break, which Node calls SIGINT and
 * SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const GRACE_MS = 5_000;
/** From now on, the runner's signals abort `signal` and no longer end the process. */
function listenForCancellation(clock = systemClock, platform = process.platform) {
    const controller = new AbortController();
    const cancel = (signal) => controller.abort(new CancelledError(signal));
    const signals = platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.on(signal, cancel);
    const grace = limitTimeAfter(controller.signal, clock, {
        ms: GRACE_MS,
        reason: () => cancelledWith(controller.signal, 'the current request was not answered in time'),
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
class CancelledError extends build_errors/* ActionError */.lZ {
    /** The signal, for example `SIGINT`. */
    by;
    /** @param result of the work in progress: `build 0.1.7 was aborted`. */
    constructor(by, result, more = {}) {
        super(`Canceled (${by})${result === undefined ? '' : `: ${result}`}`, more);
        this.by = by;
    }
}
/** The error of a step that this signal canceled, with the result of the work in progress. */
function cancelledWith(signal, result, more) {
    const { reason } = signal;
    return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', result, more);
}

;// CONCATENATED MODULE: ./build/version/standby.js


/** https://docs.apify.com/api/v2/actor-put: Apify may return more properties, but does not document them. */
const DOCUMENTED = [
    'desiredRequestsPerActorRun',
    'maxRequestsPerActorRun',
    'idleTimeoutSecs',
    'build',
    'memoryMbytes',
    'disableStandbyFieldsOverride',
    'shouldPassActorInput',
];
function differsInStandby({ actorStandby }, usesStandbyMode) {
    return (actorStandby?.isEnabled ?? false) !== usesStandbyMode;
}
/**
 * Enables or disables Standby mode and keeps the Actor's other Standby settings. The version is deployed already, so a
 * failure is a warning.
 * @throws CancelledError if the step is canceled.
 */
async function updateStandby(api, actor, usesStandbyMode) {
    if (!differsInStandby(actor, usesStandbyMode))
        return [];
    const { actorStandby } = actor;
    const kept = DOCUMENTED.filter((name) => actorStandby?.[name] !== undefined).map((name) => [
        name,
        actorStandby?.[name],
    ]);
    const changed = { ...Object.fromEntries(kept), isEnabled: usesStandbyMode };
    try {
        await api.updateActor(actor.id, { actorStandby: changed });
        const state = usesStandbyMode ? 'Enabled' : 'Disabled';
        return [{ level: 'info', message: `${state} Standby mode (usesStandbyMode in actor.json)` }];
    }
    catch (error) {
        if (error instanceof CancelledError)
            throw error;
        const message = `Standby mode could not be ${usesStandbyMode ? 'enabled' : 'disabled'} (usesStandbyMode in actor.json): ${(0,build_errors/* messageOf */.bD)(error)}`;
        return [{ level: 'warning', message }];
    }
}

;// CONCATENATED MODULE: ./build/version/create.js

/** Attempts to create one thing if its responses get lost. */
const MAX_ATTEMPTS = 5;
/** Milliseconds before the second attempt; doubles each time. */
const FIRST_PAUSE_MS = 500;
/**
 * Creates something exactly once. If the response is lost, it looks for the thing before it tries again.
 * @param creation.find returns the thing; a 404 means that it was not created.
 * @throws the API's error that another run was faster, if the thing exists at the first attempt.
 */
async function createOnce(creation, { clock, signal, log }) {
    const { what, create, find, existsType } = creation;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await create();
        }
        catch (failure) {
            const exists = attempt > 1 && isApiError(failure, undefined, existsType);
            if (!exists && !wasMaybeCarriedOut(failure))
                throw failure;
            try {
                const found = await find();
                log({
                    level: 'info',
                    message: `The response to the request that creates ${what} was lost, but ${what} exists`,
                });
                return found;
            }
            catch (error) {
                if (!isApiError(error, 404))
                    throw error;
                if (attempt >= MAX_ATTEMPTS)
                    throw failure;
            }
        }
        log({ level: 'info', message: `The response to the request that creates ${what} was lost, so it is sent again` });
        await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + clock.random() / 2), signal);
        signal.throwIfAborted();
    }
}
/** @see https://docs.apify.com/api/v2/actors-post */
function createActor(tools, actorId, actor) {
    return createOnce({
        what: `the Actor ${actorId.replace('~', '/')}`,
        create: () => tools.api.createActor(actor),
        find: () => tools.api.getActor(actorId),
        existsType: 'actor-name-not-unique',
    }, tools);
}
/** The update that follows a lost response finds the version, or a 404 shows that it is missing. */
function createVersion(tools, actorId, version) {
    return createOnce({
        what: `version ${version.versionNumber}`,
        create: () => tools.api.createVersion(actorId, version),
        find: () => tools.api.updateVersion(actorId, version),
        existsType: 'version-already-exists',
    }, tools);
}
/** If another run creates the variable first, its value is replaced. */
async function createEnvVar(tools, version, envVar) {
    const { actorId, versionNumber } = version;
    const update = () => tools.api.updateEnvVar(actorId, versionNumber, envVar);
    const creation = {
        what: `the environment variable ${envVar.name}`,
        create: () => tools.api.createEnvVar(actorId, versionNumber, envVar),
        find: update,
        existsType: 'env-var-already-exists',
    };
    try {
        await createOnce(creation, tools);
    }
    catch (error) {
        if (!isApiError(error, undefined, creation.existsType))
            throw error;
        await update();
    }
}

;// CONCATENATED MODULE: ./build/version/upload-archive.js


/**
 * Uploads an archive as a record of the Actor's own key-value store.
 * @param now ms since 1970.
 * @returns the source of a version that is built from it.
 * @throws ApifyApiError, ActionError like the methods of the API, which retry.
 */
async function uploadArchive(api, { path, byteLength, actorPath }, { actorId, versionNumber, now }) {
    const store = await api.getOrCreateStore(`actor-${actorId}-source`);
    const key = createArchiveKey(versionNumber, now);
    await api.putRecord(store.id, key, { path, byteLength, contentType: 'application/zip' });
    const url = api.recordUrl(store.id, key);
    const secretKey = store.urlSigningSecretKey ?? '';
    const tarballUrl = secretKey === '' ? url : `${url}?signature=${signRecordKey(secretKey, key)}`;
    return { sourceType: 'TARBALL', tarballUrl, ...(actorPath === undefined ? {} : { actorPath }) };
}
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/**
 * The signature that allows access to a record without a token: the first 30 hex digits of HMAC-SHA256 as a base 62
 * number, like `createHmacSignature` in https://github.com/apify/apify-shared-js.
 */
function signRecordKey(secretKey, key) {
    let number = BigInt(`0x${(0,external_node_crypto_.createHmac)('sha256', secretKey).update(key).digest('hex').slice(0, 30)}`);
    let text = '';
    do {
        text = DIGITS.charAt(Number(number % 62n)) + text;
        number /= 62n;
    } while (number > 0n);
    return text;
}

;// CONCATENATED MODULE: ./build/version/write-version.js







/** Plans that one write may need if other runs change the Actor at the same time. */
const MAX_PLANS = 4;
const REPLAN_PAUSE_MS = 500;
/**
 * Creates the Actor if it is missing, uploads the archive if there is one, and writes the version.
 * @returns the version as Apify stored it.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
async function updateVersion(first, toSend, tools) {
    const { plan, result: actor } = await writeWithPlan(first, tools, (now) => ensureActor(now, toSend, tools));
    const source = toSend.kind === 'archive' ? await upload(toSend, plan, actor, tools) : versionSource(toSend);
    const { result: version } = await writeWithPlan(plan, tools, (now) => writeVersion(now, source, tools));
    const { versionNumber } = plan.request.target;
    tools.record({ writing: undefined, written: `version ${versionNumber}` });
    logLeftovers(version, tools);
    return version;
}
/** Repeats a write with a new plan if another run created or deleted the Actor or version in the meantime. */
async function writeWithPlan(first, tools, write) {
    let plan = first;
    for (let count = 1;; count += 1) {
        try {
            return { plan, result: await write(plan) };
        }
        catch (error) {
            const race = describeRace(error, plan);
            if (race === undefined || count === MAX_PLANS)
                throw error;
            tools.record({ writing: undefined });
            if (count > 1)
                await tools.clock.sleep(REPLAN_PAUSE_MS * 2 ** (count - 2), tools.signal);
            tools.signal.throwIfAborted();
            const next = await planAgain(plan, tools);
            // The Actor existed a moment ago: another run or person is deleting it.
            if (next.creates === 'actor' && plan.creates !== 'actor')
                throw error;
            tools.log({ level: 'notice', message: race });
            for (const diagnostic of next.diagnostics)
                tools.log(diagnostic);
            plan = next;
        }
    }
}
function describeRace(error, { request, creates }) {
    const actor = `the Actor ${request.actorId.replace('~', '/')}`;
    const version = `version ${request.target.versionNumber} of ${actor}`;
    const next = 'This run plans its update again.';
    if (creates === 'actor' && isApiError(error, undefined, 'actor-name-not-unique'))
        return `Another run created ${actor} at the same time. ${next}`;
    if (creates === 'version' && isApiError(error, undefined, 'version-already-exists'))
        return `Another run created ${version} at the same time. ${next}`;
    if (isApiError(error, 404))
        return `Another run changed or deleted ${version} at the same time. ${next}`;
    return undefined;
}
async function planAgain({ request }, { api }) {
    const { actorId, target, envVars } = request;
    const needsEnvVars = envVars.mode === 'merge' && envVars.wanted.length > 0;
    const of = { actorId, versionNumber: target.versionNumber, needsEnvVars };
    return planUpdate(request, await readRemoteState(api, of));
}
async function ensureActor(plan, toSend, tools) {
    const existing = remoteActor(plan.remote);
    if (existing !== undefined)
        return existing;
    const { actorId } = plan.request;
    tools.signal.throwIfAborted();
    tools.record({ writing: `Actor ${actorId.replace('~', '/')}` });
    const body = newActorBody(plan, toSend.kind === 'url' ? toSend.source : noFiles);
    const actor = await createActor(tools, actorId, body);
    const name = `${actor.username}/${actor.name}`;
    tools.record({ writing: undefined, written: `Actor ${name}`, actor, created: 'actor' });
    tools.log({ level: 'notice', message: `Created the Actor ${name} in the account ${actor.username}` });
    return actor;
}
async function upload(archive, plan, actor, tools) {
    const { uploadApi, clock, signal, record } = tools;
    signal.throwIfAborted();
    record({ writing: 'the source archive' });
    const { versionNumber } = plan.request.target;
    const source = await uploadArchive(uploadApi, archive, { actorId: actor.id, versionNumber, now: clock.now() });
    record({ writing: undefined, written: 'the source archive', archiveUrl: source.tarballUrl });
    return source;
}
function versionSource(toSend) {
    if (toSend.kind === 'url')
        return toSend.source;
    const { kind: _kind, ...files } = toSend;
    return { sourceType: 'SOURCE_FILES', ...files };
}
async function writeVersion(plan, source, tools) {
    const { actorId, target } = plan.request;
    const body = versionBody(plan, source);
    if (plan.creates !== 'version') {
        await writeEnvVars(plan, tools);
        tools.signal.throwIfAborted();
        tools.record({ writing: `version ${target.versionNumber}` });
        return tools.api.updateVersion(actorId, body);
    }
    tools.signal.throwIfAborted();
    tools.record({ writing: `version ${target.versionNumber}` });
    const version = await createVersion(tools, actorId, body);
    tools.record({ created: 'version' });
    const { username = '', name = '' } = remoteActor(plan.remote) ?? {};
    const message = `Created version ${target.versionNumber} of ${username}/${name} in the account ${username}`;
    tools.log({ level: 'notice', message });
    return version;
}
/** Writes the variables that cannot be part of the body, because a secret is kept whose value cannot be read. */
async function writeEnvVars({ request, envVars }, tools) {
    if (envVars.kind !== 'one-by-one')
        return;
    const { actorId, target } = request;
    const { versionNumber } = target;
    for (const { action, envVar } of envVars.writes) {
        tools.signal.throwIfAborted();
        tools.record({ writing: `environment variable ${envVar.name}` });
        switch (action) {
            case 'create':
                await createEnvVar(tools, { actorId, versionNumber }, envVar);
                break;
            case 'update':
                await tools.api.updateEnvVar(actorId, versionNumber, envVar);
                break;
        }
        tools.record({ writing: undefined, written: `environment variable ${envVar.name}` });
    }
}
/** @throws ActionError if Apify did not store the Actor's folder, because it would build the wrong one. */
function checkActorPath(version, { actorPath }) {
    if (actorPath === undefined || version.actorPath === actorPath)
        return;
    throw new build_errors/* ActionError */.lZ(`Apify did not store the Actor's folder (actorPath ${actorPath}) with the version`, {
        hint: 'Set source-type: GIT_REPO, so that Apify reads the Actor and its Docker context from the repository.',
    });
}
/** Apify keeps the URL fields of earlier source types. They have no effect. */
function logLeftovers(version, { log }) {
    const { leftovers } = urlsOf(version);
    if (leftovers.length === 0)
        return;
    log({
        level: 'debug',
        message: `The version is ${version.sourceType} and keeps ${leftovers.join(', ')} from before`,
    });
}

;// CONCATENATED MODULE: ./build/follow/job.js

/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
const finalStatuses = ['SUCCEEDED', 'FAILED', 'TIMED-OUT', 'ABORTED'];
const otherStatuses = ['READY', 'RUNNING', 'TIMING-OUT', 'ABORTING'];
function isFinal({ status }) {
    return finalStatuses.includes(status);
}
function isDocumented(job) {
    return isFinal(job) || otherStatuses.includes(job.status);
}
/** For messages: an unknown status is quoted. */
function formatStatus(job) {
    return isDocumented(job) ? job.status : (0,build_text/* quoted */.TL)(job.status);
}

;// CONCATENATED MODULE: ./build/follow/retry-not-found.js

/** Milliseconds for which the API may return 404 for a new build, run or log. */
const NOT_FOUND_MS = 10_000;
/** Milliseconds between two requests. */
const FIRST_PAUSES = [100, 250, 500];
const PAUSE_MS = 1_000;
/** Repeats a request that returns 404 because the build or run is new. @param startedAt when it was started. */
async function retryNotFound(request, startedAt, { clock, signal }) {
    for (let attempt = 0;; attempt += 1) {
        try {
            return await request();
        }
        catch (error) {
            if (!isApiError(error, 404) || clock.now() - startedAt >= NOT_FOUND_MS)
                throw error;
        }
        await clock.sleep(FIRST_PAUSES[attempt] ?? PAUSE_MS, signal);
    }
}

;// CONCATENATED MODULE: ./build/follow/abort-job.js




/** Seconds for which the action waits until an abort has taken effect. */
const ABORT_SECS = 2;
/**
 * Aborts a build or run of a canceled step, unless it has ended.
 * @param options `signal` was aborted by the cancellation; `deadline` aborts requests.
 * @returns the error of the step. Never throws.
 */
async function abortJob(job, { name, abort, get }, options) {
    const { clock, startedAt, signal, deadline, onStatus } = options;
    let known = job;
    try {
        if (!isFinal(known)) {
            known = await retryNotFound(() => abort(deadline), startedAt, { clock, signal: deadline });
            onStatus(known);
        }
        if (!isFinal(known)) {
            known = await get(ABORT_SECS, deadline);
            onStatus(known);
        }
    }
    catch (error) {
        if (known.status !== 'ABORTING') {
            return cancelledWith(signal, `${name} could not be aborted: ${(0,build_errors/* messageOf */.bD)(error)}`, {
                hint: 'It may still be running. Abort it in Apify Console.',
            });
        }
    }
    switch (known.status) {
        case 'ABORTED':
            return cancelledWith(signal, `${name} was aborted`);
        case 'ABORTING':
            return cancelledWith(signal, `${name} is being aborted`);
        default:
            return isFinal(known)
                ? cancelledWith(signal, `${name} had already ended with status ${known.status}`)
                : cancelledWith(signal, `${name} was not aborted: its status is still ${formatStatus(known)}`, {
                    hint: 'Abort it in Apify Console.',
                });
    }
}

;// CONCATENATED MODULE: ./build/follow/log-lines.js

/** Bytes of a line that are kept. */
const MAX_LINE_BYTES = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;
/**
 * A line ends with LF, CR, or CRs and LF, as in the runner: progress bars overwrite themselves with CR. Bytes are
 * decoded only when their line is complete, so that no character is split. A line that is too long is truncated.
 */
function createLineDecoder(maxBytes = MAX_LINE_BYTES) {
    let parts = [];
    let kept = 0;
    let dropped = 0;
    let isAfterCr = false;
    const keep = (bytes) => {
        // A copy, because a view would keep the whole chunk in memory.
        const part = Buffer.from(bytes.subarray(0, maxBytes - kept));
        if (part.length > 0)
            parts.push(part);
        kept += part.length;
        dropped += bytes.length - part.length;
    };
    const takeLine = () => {
        const text = Buffer.concat(parts).toString();
        const line = dropped === 0 ? text : `${cutAtSpace(text)} (truncated: the line has ${kept + dropped} bytes)`;
        parts = [];
        kept = 0;
        dropped = 0;
        return line;
    };
    return {
        push: (bytes) => {
            const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
            const lines = [];
            let start = 0;
            for (let at = 0; at < chunk.length; at += 1) {
                const isCr = chunk[at] === CR;
                const isEnd = isCr || chunk[at] === LF;
                if (isEnd && !isAfterCr) {
                    const isWhole = kept + dropped === 0 && at - start <= maxBytes;
                    if (!isWhole)
                        keep(chunk.subarray(start, at));
                    lines.push(isWhole ? chunk.toString('utf8', start, at) : takeLine());
                }
                if (isEnd)
                    start = at + 1;
                isAfterCr = isCr;
            }
            keep(chunk.subarray(start));
            return lines;
        },
        end: () => (kept + dropped === 0 ? undefined : takeLine()),
    };
}
/**
 * Cuts a text after its last space. Redaction recognizes the start of our secrets before the mark. The masks of other
 * secrets, which only the runner knows, do not match a part of them, so the last word is dropped.
 */
function cutAtSpace(text, length = text.length) {
    let end = Math.min(length, text.length);
    while (end > 0 && text[end - 1] !== ' ' && text[end - 1] !== '\t')
        end -= 1;
    return text.slice(0, end) + build_text/* CUT_MARK */.Hj;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./build/follow/log-reader.js


function createLogReader(open, { clock, onLine }) {
    const decoder = createLineDecoder();
    // The known bytes, which are not kept.
    let length = 0;
    let checksum = 0;
    const state = { lastByteAt: clock.now(), wasOpened: false, hasChanged: false };
    const readStream = async (stream, stop) => {
        const known = { length, checksum };
        let position = 0;
        let sum = 0;
        const readPart = (bytes) => {
            const old = bytes.subarray(0, Math.max(0, known.length - position));
            const added = bytes.subarray(old.length);
            position += old.length;
            sum = (0,external_node_zlib_.crc32)(old, sum);
            if (position === known.length && sum !== known.checksum)
                state.hasChanged = true;
            length += added.length;
            checksum = (0,external_node_zlib_.crc32)(added, checksum);
            for (const line of decoder.push(added))
                onLine(line);
        };
        for (let part = await stream.read(); !part.done && !stop.aborted; part = await stream.read()) {
            state.lastByteAt = clock.now();
            readPart(part.value);
        }
        if (position < known.length && !stop.aborted)
            state.hasChanged = true;
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
        close: () => {
            const line = decoder.end();
            if (line !== undefined)
                onLine(line);
        },
        state,
    };
}

;// CONCATENATED MODULE: ./build/follow/follow-log.js






/** Lines that are kept for the end. */
const TAIL_LINES = 50;
/** Characters of such a line. */
const TAIL_LINE_LENGTH = 1_000;
/** Milliseconds before a stream is opened again: after it broke, and after it ended too early. */
const AFTER_BREAK_MS = 250;
const AFTER_END_MS = 1_000;
/** The pause doubles up to this limit while no new bytes arrive. The log of a new build may not exist yet. */
const MAX_PAUSE_MS = 30_000;
const MAX_PAUSE_NEW_MS = 1_000;
/** A stream that ended at most this many milliseconds before the status was final is complete. */
const SAME_TIME_MS = 250;
/** After the end, milliseconds without a byte before the open stream is closed, and before a second one is closed. */
const QUIET_MS = 350;
const QUIET_AGAIN_MS = 700;
/** Milliseconds for the rest of the log. A hostile log never ends. */
const REST_MS = 30_000;
/** Attempts without a new byte to read the rest if the stream breaks, and the milliseconds between them. */
const REST_ATTEMPTS = 3;
const REST_PAUSE_MS = 100;
/** Milliseconds to wait for a log that does not exist if it does not have to explain a failure. */
const UNNEEDED_MS = 1_000;
/**
 * Streams a log until `finish` or `stop`. A stream that breaks or ends early is opened again and continues after the
 * last byte. A log that cannot be read never causes an error.
 * @param source `name` is `build 0.1.7`, for messages.
 * @see https://docs.apify.com/api/v2/actor-build-log-get
 */
function followLog({ name, open }, tools) {
    const { clock, signal, onLine } = tools;
    const startedAt = clock.now();
    const tail = [];
    const diagnostics = [];
    const reader = createLogReader(open, {
        clock,
        onLine: (line) => {
            tail.push(line.length > TAIL_LINE_LENGTH ? cutAtSpace(line, TAIL_LINE_LENGTH) : line);
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
            await pause(clock, pauseMs, live.signal);
            const isNew = !reader.state.wasOpened && clock.now() - startedAt < NOT_FOUND_MS;
            pauseMs = Math.min(pauseMs * 2, isNew ? MAX_PAUSE_NEW_MS : MAX_PAUSE_MS);
        }
    };
    const following = followLive();
    /** Whether the stream ends before it is quiet for too long. */
    const endsSoon = async (stream, quietMs, until) => {
        const from = clock.now();
        for (;;) {
            const leftMs = Math.min(until, Math.max(from, reader.state.lastByteAt) + quietMs) - clock.now();
            if (leftMs <= 0)
                return false;
            if (await settlesWithin(stream, leftMs, clock))
                return true;
        }
    };
    const readRest = async (until, notFoundUntil) => {
        for (let attempts = 1; clock.now() < until && !rest.signal.aborted; attempts += 1) {
            const stream = reader.read(rest.signal);
            if (!(await endsSoon(stream, QUIET_AGAIN_MS, until)))
                rest.abort();
            last = await stream;
            const isNotFound = last.reason === 'not-opened' && isApiError(last.error, 404);
            const mayRetry = isNotFound
                ? clock.now() < Math.min(notFoundUntil, startedAt + NOT_FOUND_MS)
                : last.reason === 'broken' && attempts < REST_ATTEMPTS;
            if (!mayRetry)
                break;
            if (last.newBytes > 0)
                attempts = 0;
            await pause(clock, REST_PAUSE_MS, rest.signal);
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
    const found = [];
    if (state.hasChanged) {
        const message = `The log of ${name} changed while the action read it. Lines may be missing.`;
        found.push({ level: 'info', message });
    }
    let problem = state.wasOpened ? undefined : 'Apify did not respond in time';
    if (last?.reason === 'broken')
        problem = 'the connection was closed';
    if (last?.reason === 'not-opened')
        problem = (0,build_errors/* messageOf */.bD)(last.error);
    const part = state.wasOpened ? 'the end of the log' : 'the log';
    if (problem !== undefined)
        found.push({ level: 'warning', message: `Could not read ${part} of ${name}: ${problem}` });
    return found;
}

;// CONCATENATED MODULE: ./build/follow/follow-status.js





/** Seconds for which Apify delays a response at most. https://docs.apify.com/api/v2/actor-build-get */
const MAX_WAIT_SECS = 60;
/** Lower limit in seconds when the wait is shortened because longer requests fail. */
const MIN_WAIT_SECS = 5;
/** Milliseconds between two requests if Apify responds at once. */
const MIN_PAUSE_MS = 1_000;
/** Milliseconds after the time limit in which a response still counts. */
const LATE_MS = 3_000;
/**
 * Polls the status until it is final or the time is over.
 * @returns the last response.
 * @throws ActionError if the status cannot be read; the signal's reason if it is aborted.
 */
async function followStatus(started, { name, get }, options) {
    const { clock, startedAt, until, onStatus, onWarning } = options;
    const limit = limitTime(clock, until - clock.now() + LATE_MS);
    const signal = AbortSignal.any([options.signal, limit.signal]);
    const request = (waitSecs) => retryNotFound(() => get(waitSecs, signal), startedAt, { clock, signal });
    let maxWaitSecs = MAX_WAIT_SECS;
    let hasWarned = false;
    const warnIfUnknown = (job) => {
        if (hasWarned || isDocumented(job))
            return;
        hasWarned = true;
        onWarning(`Apify returned an unknown status for ${name}: ${(0,build_text/* quoted */.TL)(job.status)}. The action handles it like RUNNING.`);
    };
    let job = started;
    try {
        warnIfUnknown(job);
        while (!isFinal(job)) {
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
                // A proxy may close idle connections. A request without a wait shows whether the API responds at all.
                const response = await request(0).catch(() => undefined);
                options.signal.throwIfAborted();
                if (response === undefined && clock.now() < until)
                    throw statusError(name, error);
                job = response ?? job;
                maxWaitSecs = Math.max(MIN_WAIT_SECS, Math.floor(waitSecs / 2));
            }
            onStatus(job);
            warnIfUnknown(job);
            if (!isFinal(job))
                await pause(clock, Math.min(sentAt + MIN_PAUSE_MS, until) - clock.now(), signal);
            options.signal.throwIfAborted();
        }
        return job;
    }
    finally {
        limit.end();
    }
}
function statusError(name, cause) {
    const more = cause instanceof build_errors/* ActionError */.lZ && cause.hint !== undefined ? ` ${cause.hint}` : '';
    return new build_errors/* ActionError */.lZ(`The status of ${name} could not be read: ${(0,build_errors/* messageOf */.bD)(cause)}`, {
        hint: `It may still be running. Check it in Apify Console before you run the job again.${more}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/follow/with-job.js








/** Milliseconds after a cancellation in which all requests must end. The runner kills the step after 10 seconds. */
const CANCEL_MS = 8_500;
/** Milliseconds between two log lines about the status. */
const PROGRESS_MS = 50_000;
/**
 * Starts a build or run, and aborts it if the step is canceled.
 * @param start receives a signal that aborts requests when the step has to end.
 * @throws CancelledError after a cancellation, with what happened to the job.
 */
async function withJob({ start, requestsFor, record, }, use, { clock, signal }) {
    const deadline = limitTimeAfter(signal, clock, { ms: CANCEL_MS, reason: () => new Error('the step had to end') });
    let started;
    let known;
    const recordJob = (job) => {
        known = job;
        record(job);
    };
    try {
        const job = await start(deadline.signal);
        started = { job, startedAt: clock.now(), requests: requestsFor(job), record: recordJob };
        recordJob(job);
        signal.throwIfAborted();
        return await use(started);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        if (started !== undefined) {
            const { job, startedAt, requests } = started;
            const options = { clock, startedAt, signal, deadline: deadline.signal, onStatus: recordJob };
            throw await abortJob(known ?? job, requests, options);
        }
        throw error instanceof CancelledError ? error : cancelledWith(signal, (0,build_errors/* messageOf */.bD)(error));
    }
    finally {
        deadline.end();
    }
}
/**
 * Streams the log and polls the status until it is final or the time is over.
 * @param end receives the last response, and the log, which it has to finish or stop.
 */
async function followJob({ job, startedAt, requests, record }, end, tools) {
    const { clock, waitMs, onProgress } = tools;
    let progressAt = startedAt;
    const onStatus = (response) => {
        record(response);
        if (isFinal(response) || clock.now() - progressAt < PROGRESS_MS)
            return;
        progressAt = clock.now();
        const duration = (0,build_text/* formatDuration */.a3)(progressAt - startedAt);
        onProgress(`${(0,build_text/* capitalize */.ZH)(requests.name)} is ${formatStatus(response)} after ${duration}`);
    };
    const log = followLog(requests, tools);
    try {
        const options = { ...tools, startedAt, until: startedAt + waitMs, onStatus };
        return await end(await followStatus(job, requests, options), log);
    }
    finally {
        await log.stop();
    }
}

;// CONCATENATED MODULE: ./build/follow/failure-message.js


/** Lines of the log in the error. */
const SHOWN_LINES = 15;
/** Characters of the status message. */
const MESSAGE_LENGTH = 1_000;
/** @returns the message that Apify added to the status; undefined if there is none. */
function statusMessageOf({ statusMessage, }) {
    const text = (statusMessage ?? '').trim();
    if (text === '')
        return undefined;
    return text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text;
}
/** The lines that are not blank, without style. They are not escaped, because redaction would not find an escaped secret. */
function plainLines(tail) {
    return tail.map((line) => (0,build_text/* withoutStyle */.IV)(line).trimEnd()).filter((line) => line !== '');
}
/** The reason, and the last lines of the log if there are any. */
function messageWithLog(reason, tail) {
    const shown = plainLines(tail).slice(-SHOWN_LINES);
    return shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
}

;// CONCATENATED MODULE: ./build/builds/build-name.js

/** `build 0.1.7`. */
function buildName({ buildNumber }) {
    return `build ${/^[\d.]{1,30}$/.test(buildNumber) ? buildNumber : (0,build_text/* quoted */.TL)(buildNumber)}`;
}

;// CONCATENATED MODULE: ./build/builds/build-failure.js





/**
 * Explains why a build failed. Text of the API and of the log is not escaped, because redaction would not recognize an
 * escaped secret.
 * @param tail the last lines of the log.
 */
function explainFailure(build, tail) {
    const cause = statusMessageOf(build) ?? lastErrorIn(plainLines(tail));
    const reason = `${describe(build)}${cause === undefined ? '' : `: ${cause}`}`;
    return { reason, error: new build_errors/* ActionError */.lZ(messageWithLog(reason, tail), { hint: hintFor(build) }) };
}
function describe(build) {
    const name = (0,build_text/* capitalize */.ZH)(buildName(build));
    switch (build.status) {
        case 'FAILED':
            return `${name} failed`;
        case 'ABORTED':
            return `${name} was aborted`;
        case 'TIMED-OUT':
            return `${name} exceeded Apify's time limit (TIMED-OUT)`;
        default:
            return `${name} ended with status ${formatStatus(build)}`;
    }
}
function hintFor({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'Someone, or another run, aborted the build. To keep deployments from overlapping, add a concurrency group to the workflow.';
        case 'TIMED-OUT':
            return 'Reduce the work in the Dockerfile, or order its steps so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
        default:
            return 'Fix the error that the log shows, then deploy again. The version is already updated, but its tag still points to the previous build.';
    }
}
const ERROR = 'ERROR: ';
/** The message of the platform's last error. Lines start with a time. */
function lastErrorIn(lines) {
    for (const line of lines.toReversed()) {
        const at = line.indexOf(ERROR);
        const start = at === -1 ? '-' : line.slice(0, at);
        if (start === '' || start === 'ACTOR: ' || /^\S{1,40}Z (?:ACTOR: )?$/.test(start))
            return line.slice(at + ERROR.length);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/builds/log-place.js

/** Lines after the message about actor.json that may contain its details. */
const DETAIL_LINES = 40;
/** Steps that are remembered. BuildKit runs a few of them at the same time. */
const MAX_STEPS = 100;
/** Characters of a line with details, and of a word in it that may be a pointer or a key. */
const DETAIL_LENGTH = 2_000;
const WORD_LENGTH = 200;
const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;
/**
 * Knows the messages of Docker, of BuildKit (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go), of
 * Apify's input schema validator (https://github.com/apify/apify-shared-js/tree/master/packages/input_schema) and of
 * the platform. A log may be hostile: the time for a line must grow in proportion to its length only.
 */
function createMistakeFinder() {
    let place;
    let frameLine;
    let detailLines = 0;
    /** By their number; steps of Docker's classic builder have none. */
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
        [/^ *(\d+) \| >>>/, (line) => (Number(line) === frameLine ? { kind: 'dockerfile', line: frameLine } : undefined)],
        [/dockerfile parse error (?:on )?line (\d+):/i, (line) => ({ kind: 'dockerfile', line: Number(line) })],
        [
            /^\.actor\/actor\.json has invalid format\b(.*)$/,
            (details = '') => {
                const keys = keysIn(details);
                detailLines = keys.length === 0 ? DETAIL_LINES : 0;
                return { kind: 'actor-json', keys };
            },
        ],
        [/^Schema property "([^"]+)": /, (keys = '') => ({ kind: 'actor-json', keys: keys.split('.') })],
        [/^File "([^"]+)" does not exist/, (path = '') => ({ kind: 'missing-file', path })],
        [
            /^(?:Input schema\b.*?\b)?(?:Field|Property) schema\.(\S+)(.*)$/,
            (keys = '', rest = '') => ({
                kind: 'input-schema',
                keys: rest.includes('but it is specified in schema.required') ? 'required' : withoutEnd(keys),
            }),
        ],
    ];
    const readDetails = (line) => {
        const pointer = /"?instancePath"?: *["'](\/[^"']+)["']/.exec(line)?.[1] ?? pointerIn(line);
        detailLines = pointer === undefined ? detailLines - 1 : 0;
        return pointer === undefined ? undefined : { kind: 'actor-json', keys: keysOfPointer(pointer) };
    };
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
            if (detailLines > 0)
                place = readDetails(line.slice(0, DETAIL_LENGTH)) ?? place;
        },
        get place() {
            return place;
        },
    };
}
/** Without the punctuation of the sentence. */
function withoutEnd(keys) {
    let end = keys.length;
    while (end > 0 && '.)'.includes(keys.charAt(end - 1)))
        end -= 1;
    return keys.slice(0, end);
}
/** The keys in the message of a JSON schema validator, such as `/storages/dataset must be string`. */
function keysIn(message) {
    const text = message.slice(0, DETAIL_LENGTH);
    const pointer = pointerIn(text);
    if (pointer !== undefined)
        return keysOfPointer(pointer);
    const quotedKey = /"([^"]+)" (?:must|should|is)\b/.exec(text)?.[1];
    const keys = quotedKey ?? endOfSubject(text, /\w[\w.-]*$/);
    return keys === undefined ? [] : keys.split('.');
}
function pointerIn(text) {
    return endOfSubject(text, /\/[\w$~-][\w$~./-]*$/);
}
/** The part that matches at the end of a word before `must`, `should` or `is`. */
function endOfSubject(text, pattern) {
    const words = text.split(' ');
    for (const [index, word] of words.entries()) {
        if (word.length > WORD_LENGTH || !/^(?:must|should|is)\b/.test(words[index + 1] ?? ''))
            continue;
        const match = pattern.exec(word);
        if (match !== null)
            return match[0];
    }
    return undefined;
}
/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function keysOfPointer(pointer) {
    const keys = pointer.split('/').slice(1);
    return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

;// CONCATENATED MODULE: ./build/follow/memory-wait.js



/** Milliseconds. The step waits this long at most for memory of the account. */
const MAX_WAIT_MS = 10 * 60_000;
const memory_wait_PAUSE_MS = 15_000;
/** Milliseconds between two lines in the log. */
const memory_wait_PROGRESS_MS = 60_000;
/** True if a build or run was rejected because other builds and runs use the memory of the account. */
function isMemoryRejection(error) {
    return isApiError(error, 402, 'actor-memory-limit-exceeded');
}
/**
 * @param maxMs shorter limit for the wait.
 * @returns a function that waits after a rejection. It throws ActionError if the time is over, and the signal's reason.
 */
function createMemoryWait(maxMs, tools) {
    const { clock, signal, onProgress } = tools;
    const limitMs = Math.min(maxMs, MAX_WAIT_MS);
    let firstAt;
    let reportAt = 0;
    return async (rejection) => {
        const now = clock.now();
        firstAt ??= now;
        const leftMs = firstAt + limitMs - now;
        if (leftMs <= 0)
            throw memoryError(rejection, limitMs);
        if (now >= reportAt) {
            const state = firstAt === now ? (0,build_errors/* messageToGoOn */.QG)(rejection) : `No memory after ${(0,build_text/* formatDuration */.a3)(now - firstAt)}`;
            onProgress(`${state}. Other builds and runs use the memory of the account. The action tries again every ${memory_wait_PAUSE_MS / 1000} s for up to ${(0,build_text/* formatDuration */.a3)(leftMs)}.`);
            reportAt = now + memory_wait_PROGRESS_MS;
        }
        await clock.sleep(Math.min(memory_wait_PAUSE_MS, leftMs), signal);
    };
}
function memoryError(rejection, waitedMs) {
    const waited = waitedMs > 0 ? ` (repeated for ${(0,build_text/* formatDuration */.a3)(waitedMs)})` : '';
    return new build_errors/* ActionError */.lZ(`${(0,build_errors/* messageToGoOn */.QG)(rejection)}${waited}`, {
        hint: 'Other builds and runs use the memory of the account. Start fewer builds at the same time: set max-parallel in the strategy of the matrix, or wait until other builds and runs have ended.',
        cause: rejection,
    });
}

;// CONCATENATED MODULE: ./build/follow/start-job.js






/** Responses that may be lost. After the last one, the request is not sent again. */
const MAX_LOST = 2;
/**
 * Starts exactly one build or run. If the response is lost, the action searches for it. If the memory of the account is
 * in use, it repeats the request.
 * @returns the job, even if the step was canceled meanwhile. The caller aborts it.
 * @throws ActionError if no job is known; CancelledError after a cancellation.
 */
async function startJob({ kind, name, maxMemoryWaitMs, send, find }, tools) {
    const { clock, signal, onProgress } = tools;
    const waitForMemory = createMemoryWait(maxMemoryWaitMs, tools);
    let attemptAt = clock.now();
    const onAttempt = () => {
        attemptAt = clock.now();
    };
    let firstLostAt;
    let lostCount = 0;
    const tooLate = new LostResponseError(`Apify did not respond to the ${kind} request before the step had to end`);
    const grace = limitTimeAfter(signal, clock, { ms: GRACE_MS, reason: () => tooLate });
    try {
        for (;;) {
            signal.throwIfAborted();
            try {
                return await send({ signal: grace.signal, noMore: signal, onAttempt });
            }
            catch (error) {
                if (isMemoryRejection(error)) {
                    await waitForMemory(error);
                    continue;
                }
                if (!wasMaybeCarriedOut(error))
                    throw error;
                lostCount += 1;
                // Earlier attempts of this request were rejected, so only the last one may have started something.
                firstLostAt ??= attemptAt;
                onProgress(`${(0,build_errors/* messageToGoOn */.QG)(error)}. The action checks whether a ${kind} was started.`);
                const found = await find(error, firstLostAt);
                if (found !== undefined)
                    return found;
                if (signal.aborted) {
                    const happened = `Apify did not respond to the request for a ${name}, and no ${kind} was found`;
                    throw cancelledWith(signal, happened, { hint: `Check the ${kind}s of the Actor in Apify Console.` });
                }
                if (lostCount >= MAX_LOST)
                    throw neverStarted(error, kind, name);
                onProgress(`No ${kind} was started. The action sends the request once more.`);
            }
        }
    }
    finally {
        grace.end();
    }
}
function neverStarted(lost, kind, name) {
    return new build_errors/* ActionError */.lZ(`No ${name} could be started: ${(0,build_errors/* messageOf */.bD)(lost)}`, {
        hint: `The action sent the request twice, and no ${kind} appeared. See https://status.apify.com and check the ${kind}s in Apify Console, then run the job again.`,
        cause: lost,
    });
}

;// CONCATENATED MODULE: ./build/builds/find-lost-build.js




/** Milliseconds of the search, and between two lists. */
const SEARCH_MS = 5_000;
const find_lost_build_PAUSE_MS = 500;
/** Builds in a list, of all versions. */
const LIST_LENGTH = 100;
/** Milliseconds to which the time of the request must be known, and the lists that may be read for that. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** Milliseconds by which the clocks of Apify's servers may differ. */
const TOLERANCE_MS = 100;
/**
 * Finds the one build of the version that started after the request, by the API's clock. The runner's clock may be
 * wrong. A response has its time in whole seconds only, so if a build started at about the time of the request, more
 * lists are read to determine that time.
 * After a cancellation, the list is read once more.
 * @returns undefined if there is none after 5 seconds.
 * @throws ActionError if there are several, or if it cannot be determined.
 */
async function findLostBuild({ actorId, version, requestedAt, lost }, { api, clock, signal, deadline }) {
    const searchEnd = clock.now() + SEARCH_MS;
    // The time of the request by the API's clock.
    let earliest = Number.NEGATIVE_INFINITY;
    let latest = Number.POSITIVE_INFINITY;
    let preciseLists = 0;
    for (;;) {
        const isLast = signal.aborted || clock.now() >= searchEnd;
        const sentAt = clock.now();
        const { builds, now } = await api.listBuilds(actorId, LIST_LENGTH, deadline).catch((error) => {
            throw unknown(lost, version, (0,build_errors/* messageOf */.bD)(error));
        });
        if (now === undefined)
            throw unknown(lost, version, 'the response with the list of builds has no Date header');
        // Apify determined `now` between the request and the response, in whole seconds.
        earliest = Math.max(earliest, now - (clock.now() - requestedAt));
        latest = Math.min(latest, now + 1000 - (sentAt - requestedAt));
        const candidates = builds.filter(({ buildNumber, startedAt }) => buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= earliest - TOLERANCE_MS);
        const isUnclear = latest - earliest > PRECISION_MS && candidates.some(({ startedAt }) => Date.parse(startedAt) < latest);
        if (isUnclear && preciseLists < MAX_PRECISE_LISTS) {
            preciseLists += 1;
            // A list at the moment when the API's second may change halves the possible range.
            const middle = (earliest + latest) / 2 + (clock.now() - requestedAt);
            await pause(clock, 1000 - (middle % 1000), deadline);
            continue;
        }
        if (candidates.length > 1)
            throw several(candidates, lost, version);
        if (candidates.length === 1 || isLast)
            return candidates[0];
        await pause(clock, find_lost_build_PAUSE_MS, signal);
    }
}
const checkHint = 'Check the builds of the Actor in Apify Console before you run the job again, to avoid a second build.';
function several(builds, lost, version) {
    const shown = builds.map((build) => `${buildName(build)} (${(0,build_text/* quoted */.TL)(build.status)}, started ${(0,build_text/* quoted */.TL)(build.startedAt)})`);
    const message = `${(0,build_errors/* messageToGoOn */.QG)(lost)}. ${builds.length} builds of version ${version} started since then, and the action cannot determine which one is its own: ${(0,build_text/* listSome */.XT)(shown)}`;
    const hint = `${checkHint} To keep deployments from overlapping, add a concurrency group to the workflow.`;
    return new build_errors/* ActionError */.lZ(message, { hint, cause: lost });
}
function unknown(lost, version, reason) {
    const message = `${(0,build_errors/* messageToGoOn */.QG)(lost)}. A build of version ${version} may or may not have been started: ${reason}`;
    return new build_errors/* ActionError */.lZ(message, { hint: checkHint, cause: lost });
}

;// CONCATENATED MODULE: ./build/builds/start-build.js


/**
 * Starts exactly one build, as `startJob` describes.
 * @see https://docs.apify.com/api/v2/act-builds-post
 */
function startBuild(request, tools) {
    const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
    const body = { version, useCache, ...(tag === undefined ? {} : { tag }) };
    const job = {
        kind: 'build',
        name: `build of version ${version}`,
        maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
        send: (control) => tools.api.startBuild(actorId, body, control),
        find: (lost, requestedAt) => findLostBuild({ actorId, version, requestedAt, lost }, tools),
    };
    return startJob(job, tools);
}

;// CONCATENATED MODULE: ./build/builds/wait-for-tag.js




/** Milliseconds. The tag moves shortly after the build has succeeded. */
const wait_for_tag_MAX_WAIT_MS = 30_000;
/** Milliseconds between two requests. */
const wait_for_tag_FIRST_PAUSES = [250, 500];
const wait_for_tag_PAUSE_MS = 1_000;
/**
 * Waits until the tag points to the build or to a newer one. If it does not, the result has a warning.
 * @throws the signal's reason if it is aborted.
 */
async function waitForTag(request, tools) {
    const { actorId, tag, build } = request;
    const { api, clock } = tools;
    const limit = limitTime(clock, wait_for_tag_MAX_WAIT_MS);
    const signal = AbortSignal.any([tools.signal, limit.signal]);
    let actor;
    try {
        for (let attempt = 0;; attempt += 1) {
            actor = await api.getActor(actorId, signal);
            const tagged = taggedBuild(actor, tag);
            if (isSameOrNewer(tagged, build))
                return { promoted: tagged?.buildId === build.id, actor, diagnostics: [] };
            await clock.sleep(wait_for_tag_FIRST_PAUSES[attempt] ?? wait_for_tag_PAUSE_MS, signal);
        }
    }
    catch (error) {
        tools.signal.throwIfAborted();
        const problem = limit.signal.aborted ? undefined : (0,build_errors/* messageOf */.bD)(error);
        return { promoted: false, actor, diagnostics: [{ level: 'warning', message: explain(request, actor, problem) }] };
    }
    finally {
        limit.end();
    }
}
function taggedBuild(actor, tag) {
    const tags = actor.taggedBuilds ?? {};
    return Object.hasOwn(tags, tag) ? (tags[tag] ?? undefined) : undefined;
}
/**
 * Within a version, the higher number is the newer build. Builds of different versions are compared by time: a tag that
 * has pointed to 1.0.4 for weeks does not point to a newer build than 0.9.2.
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
/** @param problem why the Actor could not be read; undefined if the time is over. */
function explain({ tag, build }, actor, problem) {
    const start = `${(0,build_text/* capitalize */.ZH)(buildName(build))} succeeded, but`;
    if (actor === undefined || problem !== undefined) {
        const reason = problem ?? 'Apify did not respond in time';
        return `${start} the action could not check whether the tag ${(0,build_text/* visible */.RK)(tag)} points to it: ${reason}`;
    }
    const buildNumber = taggedBuild(actor, tag)?.buildNumber;
    const state = buildNumber ? `still points to ${buildName({ buildNumber })}` : 'does not point to any build';
    return `${start} its tag ${(0,build_text/* visible */.RK)(tag)} ${state} after ${wait_for_tag_MAX_WAIT_MS / 1000} seconds. Runs that use this tag do not use the new build yet.`;
}

;// CONCATENATED MODULE: ./build/builds/build-version.js








/** Seconds. The limit if `wait-for-finish` is empty. */
const DEFAULT_WAIT_SECS = 2 * 60 * 60;
/**
 * Starts a build of the version, streams its log and waits until it ends.
 * @throws ActionError or ApifyApiError if the build could not be started or followed. After a cancellation, the build
 *   is aborted, and CancelledError explains what happened.
 */
function buildVersion(request, tools) {
    const { api, onBuild: record } = tools;
    const start = (deadline) => startBuild(request, { ...tools, deadline });
    return withJob({ start, requestsFor: (build) => requestsFor(build, api), record }, follow, tools);
    async function follow(started) {
        const { job, requests } = started;
        if (request.waitForFinishSecs === 0)
            return { outcome: 'not-awaited', build: job, diagnostics: [], logTail: [] };
        const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000;
        const mistakes = createMistakeFinder();
        const onLine = (line) => {
            mistakes.read(line);
            tools.onLogLine(line);
        };
        const end = async (build, log) => {
            if (isFinal(build))
                return finish(request, { build, log, place: () => mistakes.place }, tools);
            await log.stop();
            const state = `is still ${formatStatus(build)} after ${(0,build_text/* formatDuration */.a3)(waitMs)}`;
            const message = `${(0,build_text/* capitalize */.ZH)(requests.name)} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
            const diagnostics = [...log.diagnostics, { level: 'warning', message }];
            return { outcome: 'out-of-time', build, logTail: log.tail, diagnostics };
        };
        return followJob(started, end, { ...tools, waitMs, onLine });
    }
}
function requestsFor(build, api) {
    return {
        name: buildName(build),
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
    const tag = request.tag ?? build.actVersion?.buildTag ?? request.versionTag;
    const [tagged] = await Promise.all([
        tag === undefined ? undefined : waitForTag({ actorId: request.actorId, tag, build }, tools),
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

;// CONCATENATED MODULE: ./build/apify/forms.js
/** Checks values from outside. A form is also the source of the value's type. */
function ofType(type) {
    return (value, path) => (typeof value === type ? undefined : `${path} is not a ${type}`);
}
const forms_text = ofType('string');
const number = ofType('number');
const flag = ofType('boolean');
/** A string with known values. Apify may add others, so they are not checked. */
function word() {
    return ofType('string');
}
/** A property that may be missing or `null`. */
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
/** An object with these properties. It may have more. */
function object(fields) {
    return (value, path) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return `${path} is not an object`;
        for (const [name, form] of Object.entries(fields)) {
            const mistake = form(value[name], `${path}.${name}`);
            if (mistake !== undefined)
                return mistake;
        }
        return undefined;
    };
}
/** An object with any keys. Messages do not contain them, because they come from outside. */
function mapOf(form) {
    return (value, path) => object({})(value, path) ?? listOf(optional(form))(Object.values(value), `${path}, value `);
}

;// CONCATENATED MODULE: ./build/apify/api-forms.js
/** The documented forms of the API's objects, with the properties that the actions read. https://docs.apify.com/api/v2 */

/** Letters and digits. An ID is a segment of paths, in which dots and slashes would lead to another resource. */
const id = (value, path) => forms_text(value, path) ?? (/^[\w-]{1,100}$/.test(String(value)) ? undefined : `${path} is not an ID`);
const data = (form) => object({ data: form });
const items = (form) => data(object({ items: listOf(form) }));
/** The API never returns the value of a secret. */
const envVar = object({ name: forms_text, value: optional(forms_text), isSecret: optional(flag) });
/** It may still have fields of earlier source types. */
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
/** The properties of an Actor that the `actor-settings` input can change. */
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
    finishedAt: optional(forms_text),
    usageTotalUsd: optional(number),
    actVersion: optional(object({ versionNumber: optional(forms_text), buildTag: optional(forms_text) })),
});
const run = object({
    id,
    status: word(),
    statusMessage: optional(forms_text),
    startedAt: forms_text,
    finishedAt: optional(forms_text),
    buildId: id,
    buildNumber: optional(forms_text),
    defaultDatasetId: id,
    usageTotalUsd: optional(number),
});
const store = object({ id, urlSigningSecretKey: optional(forms_text) });
/** Only organizations have an owner. */
const user = object({ id: optional(forms_text), username: forms_text, organizationOwnerUserId: optional(forms_text) });
const dataset = object({ id, itemCount: number });
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
const isObject = (value) => value !== null && typeof value === 'object';
//# sourceMappingURL=is.js.map
;// CONCATENATED MODULE: ./node_modules/ky/distribution/utils/merge.js


const replaceSymbol = Symbol('replaceOption');
const getReplaceState = (value) => isObject(value) && value[replaceSymbol] === true
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
        if ((!isObject(source) || Array.isArray(source)) && source !== undefined) {
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
    if (!isObject(value) || Array.isArray(value)) {
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
        else if (isObject(input)) {
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
        else if (isObject(source)) {
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
                    if (value !== undefined && value !== null && (!isObject(value) || Array.isArray(value))) {
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
                if (isRoot && key === 'retry' && isObject(value) && !isReplace && typeof returnValue[key] === 'number') {
                    returnValue = { ...returnValue, [key]: { limit: returnValue[key] } };
                }
                if (isObject(value) && !isReplace && key in returnValue) {
                    value = deepMergeInternal(false, returnValue[key], value);
                }
                returnValue = { ...returnValue, [key]: value };
            }
            if (isObject(source.hooks)) {
                const { value: hookValue, isReplace } = getReplaceState(source.hooks);
                hooks = isReplace
                    ? mergeHooks({}, hookValue)
                    : mergeHooks(hooks, hookValue);
                returnValue.hooks = hooks;
            }
            if (isObject(source.headers)) {
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
/** The version of this action in package.json, for the `User-Agent`. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/apify/idle-limit.js
/** Bytes per millisecond: at 50 kB/s, data that is already in the buffers of sockets needs extra time. */
const SLOWEST_LINE = 50;
/** The most bytes that those buffers contain. */
const MAX_BUFFERED = 4 * 1024 ** 2;
/** Limits the time without progress of one attempt to `idleMs`. */
function limitIdleTime(idleMs, cancelled) {
    const limit = new AbortController();
    const signal = AbortSignal.any([limit.signal, cancelled]);
    let buffered = 0;
    let timer = setTimeout(() => limit.abort(), idleMs);
    const restart = (ms) => {
        clearTimeout(timer);
        timer = setTimeout(() => limit.abort(), ms);
    };
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
        end: () => clearTimeout(timer),
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
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




const compress = (0,external_node_util_.promisify)(external_node_zlib_.gzip);
/** The fastest: level 6 takes twice as long to make source code 15 % smaller. */
const COMPRESSION_LEVEL = 1;
/** Bytes from which a body is compressed. */
const COMPRESS_FROM = 1024;
const noBody = { headers: {}, open: () => ({ init: {} }) };
/** https://docs.apify.com/api/v2#request-body */
async function encodeJson(json) {
    const text = Buffer.from(JSON.stringify(json));
    const isCompressed = text.byteLength >= COMPRESS_FROM;
    const body = isCompressed ? Buffer.from(await compress(text, { level: COMPRESSION_LEVEL })) : text;
    return {
        headers: { 'content-type': 'application/json', ...(isCompressed ? { 'content-encoding': 'gzip' } : {}) },
        open: (onSent) => {
            onSent(body.byteLength);
            return { init: { body } };
        },
    };
}
/** Reads the file part by part, so that memory use does not grow with its size. */
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
            // With any other `redirect`, fetch keeps the whole body in memory for a request that might follow.
            opened.init = { body: ReadableStream.from(parts()), duplex: 'half', redirect: 'error' };
            return opened;
        },
    };
}
async function* readParts({ path, byteLength }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const handle = __addDisposableResource(env_1, await (0,external_node_fs_promises_.open)(path), true);
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
    return new build_errors/* ActionError */.lZ(`${path} could not be uploaded: ${(0,build_errors/* codeOf */.$N)(error)}`, {
        hint: 'Make sure that no other process changes or deletes this file while the action is running.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/apify/retry.js




/** Times are milliseconds. https://docs.apify.com/api/v2#rate-limiting */
const defaultLimits = {
    maxAttempts: 12,
    /** After the first failure, without the time that uploads take. */
    maxRetryingMs: 40_000,
    /** Before the second attempt. The API documents 500. The delay doubles each time. */
    firstDelayMs: 500,
    maxDelayMs: 8_000,
    /** Without a byte. */
    idleMs: 30_000,
    /** For an attempt, except for uploads and for reading a log. */
    totalMs: 300_000,
};
/**
 * The only rule for retries.
 * @returns milliseconds until the next attempt; undefined if the request is not repeated.
 * @throws ActionError if `Retry-After` is longer than the time that is left.
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
    // Jobs that were rejected together should not return together.
    return Math.min(leftMs, Math.max(delayMs, retryAfterMs + (limits.firstDelayMs / 2) * random));
}
/** A rejected request (429) was not carried out, so it is always safe to repeat. */
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
    return new build_errors/* ActionError */.lZ(`${error.message.replace(/\.$/, '')}. The API asked to retry after ${time}`, {
        hint: `The action retries for only ${Math.round(leftMs / 1000)} more seconds. Run the job again after that time.`,
        cause: error,
    });
}
/** A year: longer times mean never. */
const MAX_RETRY_AFTER = 365 * 24 * 60 * 60 * 1000;
/**
 * Reads `Retry-After` as milliseconds. A date counts from the response's own `Date`, because the runner's clock may be
 * wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
function readRetryAfter(headers, now) {
    const text = headers.get('retry-after')?.trim() ?? '';
    const date = readDate(text);
    const ms = /^\d+(\.\d+)?$/.test(text)
        ? Number(text) * 1000
        : date && date - (readDate(headers.get('date') ?? '') ?? now);
    return ms === undefined ? undefined : Math.min(Math.max(0, ms), MAX_RETRY_AFTER);
}
/** Reads the three date formats of HTTP as ms since 1970. The oldest one does not contain `GMT`. */
function readDate(text) {
    const [date = ''] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w:, -]+$/.exec(text.trim()) ?? [];
    const time = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
    return Number.isNaN(time) ? undefined : time;
}

;// CONCATENATED MODULE: ./build/apify/response.js





/** Bytes of a response. An Actor contains the files of all its versions. */
const MAX_BYTES = 64 * 1024 ** 2;
/** Bytes of an error response. */
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_JSON_LEVELS = 100;
/** Characters of an error message. */
const MAX_MESSAGE_LENGTH = 2_000;
/** Reads a response whole. @throws LostResponseError if it is not JSON of this form. */
async function readJson(received, form) {
    const text = await readText(received, MAX_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${MAX_BYTES / 1024 ** 2} MiB`);
    if ((0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_JSON_LEVELS)) {
        throw unusable(received, `its JSON has more than ${MAX_JSON_LEVELS} levels`);
    }
    const json = parseJson(text);
    if (json === undefined)
        throw notJson(received, text);
    const mistake = form(json, 'response');
    if (mistake !== undefined)
        throw unusable(received, `it does not have the documented form (${mistake})`);
    return json;
}
/** Reads a list, and the API's clock in ms since 1970, in whole seconds. */
async function readItems(received, form) {
    const { data } = await readJson(received, items(form));
    return { items: data.items, now: readDate(received.response.headers.get('date') ?? '') };
}
/** Reads a response without useful content. @throws LostResponseError if it is a web page or other text. */
async function readEmpty(received) {
    const text = await readText(received, MAX_ERROR_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${MAX_ERROR_BYTES / 1024} KiB`);
    if (text.trim() !== '' && !response_isObject(parseJson(text)))
        throw notJson(received, text);
}
/** Returns the body as a stream. @throws LostResponseError if it is a web page, because a log is plain text. */
async function readStream({ response, ...received }) {
    if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
        return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
    }
    response.body?.cancel().catch(() => { });
    throw notJson({ response, ...received }, '<html>');
}
/** Reads an error response. The status counts even if the rest cannot be read. */
async function readError(received, now) {
    const { response, request, attempts } = received;
    const { status, headers } = response;
    const more = { status, request, attempts, retryAfterMs: readRetryAfter(headers, now) };
    if (status >= 300 && status < 400) {
        response.body?.cancel().catch(() => { });
        // Only the origin: the rest may contain a secret.
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
 * Reads `{ "error": { "type", "message" } }`. A missing or invalid value is an empty string.
 * https://docs.apify.com/api/v2#errors
 */
function readErrorBody(text) {
    const json = (0,build_text/* isJsonDeeperThan */.ZI)(text, MAX_JSON_LEVELS) ? undefined : parseJson(text);
    const { type, message } = response_isObject(json) && response_isObject(json['error']) ? json['error'] : {};
    return {
        type: typeof type === 'string' && /^[\w-]{1,100}$/.test(type) ? type : '',
        message: typeof message === 'string' ? withoutLongText(message) : '',
    };
}
/** Omits a long text completely: redaction would not find a secret that was cut in two. */
function withoutLongText(message) {
    return message.length > MAX_MESSAGE_LENGTH ? `(a message of ${message.length} characters)` : message;
}
/** @returns undefined if there are more bytes than `maxBytes`. */
async function readText({ response, limit }, maxBytes) {
    const reader = response.body?.getReader();
    const parts = [];
    let length = 0;
    try {
        for (;;) {
            const { done, value } = (await limit.race(reader?.read() ?? Promise.resolve(undefined))) ?? { done: true };
            if (done || value === undefined)
                return new TextDecoder().decode(Buffer.concat(parts));
            limit.received();
            length += value.byteLength;
            if (length > maxBytes)
                return undefined;
            parts.push(value);
        }
    }
    finally {
        reader?.cancel().catch(() => { });
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
function response_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Describes a response that does not come from the API, without repeating a whole page. */
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

;// CONCATENATED MODULE: ./build/apify/http.js










/** Milliseconds for the response to the last attempt, even if less time is left for retrying. */
const MIN_IDLE_MS = 1_000;
/** https://docs.apify.com/api/v2#authentication */
function openConnection(connection) {
    const http = distribution.create({
        baseUrl: `${connection.baseUrl}/`,
        headers: {
            authorization: `Bearer ${connection.token}`,
            'user-agent': `deploy-apify-actor/${VERSION} (GitHub Action)`,
            accept: 'application/json, */*;q=0.1',
            // As in Apify's CLI: https://github.com/apify/apify-cli/pull/1110
            'x-apify-request-origin': 'CI',
            'x-apify-github-actions-run-url': connection.runUrl,
        },
        // A redirect could send the token to another server.
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
/**
 * ky repeats the attempts, and each attempt also reads and checks the response, so that a truncated response is
 * repeated too. ky waits before it calls `beforeRetry`, and its wait ends only together with the request. Therefore,
 * `shouldRetry` logs the failure and waits.
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
            // The time of an upload has no limit, but its short response has to arrive without further pauses.
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
    await http(path.slice(1), {
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

;// CONCATENATED MODULE: ./build/apify/paths.js
function apiPath(...segments) {
    return ['', 'v2', ...segments.map(encodeURIComponent)].join('/');
}
function actorPath(actorId, ...rest) {
    return apiPath('acts', actorId.replace('/', '~'), ...rest);
}

;// CONCATENATED MODULE: ./build/apify/client.js





/** The requests of a deployment. Other requests are in separate files, which a deployment does not load. */
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
/** The response repeats the files that were sent, which can be megabytes. */
function withoutFiles(version) {
    const { sourceFiles: _files, ...rest } = version;
    return rest;
}

;// CONCATENATED MODULE: ./build/apify/error-hints.js




const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const statusPage = 'See https://status.apify.com, then run the job again.';
/** Hints for the API's error types. https://docs.apify.com/api/v2#errors */
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
    ['redirect', 'Check api-base-url. A redirect could send the token to another server.'],
]);
function byStatus(status) {
    switch (status) {
        case 400:
            return 'Check the inputs and .actor/actor.json. The message above names the value that the API rejected.';
        case 401:
            return `Check the token input. The secret may be empty, revoked or from another account. See ${tokens}.`;
        case 402:
            return `The account cannot pay for this. Check ${billing}.`;
        case 403:
            return `The token does not have the permission for this. Use an unscoped token of the Actor's own account: ${tokens}.`;
        case 404:
            return "Check actor-id and version, and that the token's account can access the Actor.";
        case 405:
        case 415:
            return 'Check api-base-url, and any proxies that may change requests. The server does not support this request.';
        case 407:
            return 'Set HTTPS_PROXY to http://user:password@proxy.example.com:8080, because the proxy requires a user name and password.';
        case 408:
            return `The Apify API did not finish in time. ${statusPage}`;
        case 409:
            return "The request conflicts with the Actor's current state. Check the Actor in Apify Console.";
        case 413:
            return 'Exclude files with .actorignore, or use source-type: TARBALL or GIT_REPO.';
        case 429:
            return 'Run the job again later, with fewer jobs at the same time. There were too many requests.';
        default:
            return status >= 500
                ? `The Apify API has a problem. ${statusPage}`
                : 'See the message above and the description of the API at https://docs.apify.com/api/v2.';
    }
}
/** An error of the API has a type. Without one, another server may have sent it, and the status may mislead. */
function error_hints_hintFor({ status, type }) {
    const isDoubtful = type === '' && (status === 403 || status === 404);
    const doubt = isDoubtful
        ? ' Also check api-base-url and any proxies: the response may not be from the Apify API.'
        : '';
    return byType.get(type) ?? byStatus(status) + doubt;
}
/** Turns any error into the message and hint that the user reads. */
function error_hints_explain(error) {
    if (error instanceof ApifyApiError) {
        return { message: withAttempts(error), hint: error_hints_hintFor(error), place: undefined };
    }
    if (error instanceof build_errors/* ActionError */.lZ) {
        const message = error instanceof LostResponseError ? withAttempts(error) : error.message;
        return { message, hint: error.hint, place: error.place };
    }
    return {
        message: `Unexpected error: ${(0,build_errors/* messageOf */.bD)(error)}`,
        hint: 'This is a bug in the action. Report it, with the log of a run with debug logging.',
        place: undefined,
    };
}
function withAttempts({ message, attempts }) {
    return attempts > 1 ? `${message} (after ${attempts} attempts)` : message;
}
/** The log line before another attempt. @param attempts the number of attempts so far. */
function formatRetry(reason, attempts, delayMs) {
    const isConcurrent = isApiError(reason, 403, 'concurrent-update-detected');
    const why = isConcurrent ? 'Another run or person is changing the Actor at the same time. ' : '';
    return `${why}${(0,build_errors/* messageToGoOn */.QG)(reason)}. Retrying in ${(0,build_text/* formatDuration */.a3)(delayMs)} (attempt ${attempts + 1})`;
}

// EXTERNAL MODULE: ./build/runner/git.js + 1 modules
var git = __nccwpck_require__(6299);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
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
    process.stdout.write(cmd.toString() + external_os_.EOL);
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
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
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
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
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
    process.stdout.write(external_os_.EOL);
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
    process.stdout.write(message + external_os_.EOL);
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

/** Reads the step's inputs and environment. */
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


const { access, appendFile, writeFile } = external_fs_.promises;
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
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
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
        return this.addRaw(external_os_.EOL);
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
// EXTERNAL MODULE: ./build/runner/secrets.js
var runner_secrets = __nccwpck_require__(2210);
;// CONCATENATED MODULE: ./build/runner/report.js




/** Bytes of a step summary. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const SUMMARY_LIMIT = 1024 * 1024;
/** Properties that have fixed values, by which a summary decides. A secret may have the same value by chance. */
const FIXED = new Set(['buildResult', 'created', 'creates', 'kind', 'level']);
/** Annotations with a file. GitHub shows 10 errors of a step. */
const MOST_PROBLEMS = 10;
/** Hides the secrets before anything is printed. Outputs are never changed. */
function createReport(secrets) {
    const known = new Map();
    let hidden = [];
    let redact = (0,runner_secrets/* createRedactor */.lY)([]);
    const redactAll = (text) => {
        const redacted = redact(text);
        // Control characters and colors between the parts of a secret are not shown.
        const plain = (0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLog */.Ah)(redacted));
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => (0,build_text/* escapeLog */.Ah)(redactAll(text));
    // Workflow commands are not matched, lines are.
    const logLine = (text) => stopProblemMatchers(shown(text));
    const annotationAt = (place) => {
        if (place === undefined)
            return {};
        return {
            file: redactAll(place.file),
            ...(place.line === undefined ? {} : { startLine: place.line }),
            ...(place.column === undefined ? {} : { startColumn: place.column }),
        };
    };
    const hide = (added) => {
        hidden = [...hidden, ...added];
        redact = (0,runner_secrets/* createRedactor */.lY)(hidden);
        const forms = new Set(added.flatMap(({ value }) => (0,runner_secrets/* writtenForms */.xb)(value)));
        for (const form of forms)
            if ((0,runner_secrets/* isMaskable */.h_)(form))
                setSecret(form);
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
    return {
        hide,
        line: (text) => info(logLine(text)),
        debug: (text) => debug(shown(text)),
        group: (title, run) => group(shown(title), run),
        print,
        fail: ({ message, hint, place }, error) => {
            const problems = error instanceof build_errors/* ActionError */.lZ ? error.problems : [];
            const text = hint === undefined ? message : `${message}\n${hint}`;
            core_error(shown(text), annotationAt(problems.length > 1 ? undefined : place));
            const isShown = problems.length === 1 && place !== undefined;
            for (const problem of isShown ? [] : problems.slice(0, MOST_PROBLEMS)) {
                core_error(shown(`${problem.message}\n${problem.hint}`), annotationAt(problem));
            }
            for (const trace of (0,build_errors/* traceOf */.fC)(error))
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
            // Escaped secrets are harder to find, so they are replaced first.
            const html = summaryOf(redactStrings(state, redactAll));
            try {
                await summary.addRaw(limitSummary(html), true).write();
            }
            catch (error) {
                print({ level: 'warning', message: `The step summary could not be written: ${(0,build_errors/* messageOf */.bD)(error)}` });
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
        throw new build_errors/* ActionError */.lZ(`Output ${name} could not be written: ${(0,build_errors/* messageOf */.bD)(error)}`, {
            hint: 'Check that the file in GITHUB_OUTPUT exists and that its disk is not full.',
            cause: error,
        });
    }
}
/**
 * Cuts a summary at the end of a line, where neither a tag nor a word is cut in two, and closes the elements that are
 * still open there.
 */
function limitSummary(html) {
    const note = '\n\n<p>The rest was omitted, because a step summary is limited to 1 MiB.</p>\n';
    // Room for closing tags and the end of the line.
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
/** `:1:2`, `:1:`, `(1,2)`, a line that starts with `1:2`, `line 1` and `error:`, before white space. */
const LOCATION = /(?::\d+:(?:\d+:?)?|^[ \t]*\d+:\d+|\d\):?|\b(?:error|warning):|\bline(?=\s{1,9}\d))(?=\s)/gim;
/** Between two characters it separates them for programs. It has no width and does not count as white space. */
const WORD_JOINER = '\u2060';
/**
 * Separates a location from the text after it, so that problem matchers of earlier steps do not turn lines of a build
 * log into annotations of any file. The runner has no command that turns all matchers off. The mark is put before white
 * space, where it hardly ever cuts a secret that another step has masked.
 * @see https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
function stopProblemMatchers(text) {
    return text.replace(LOCATION, `$&${WORD_JOINER}`);
}

;// CONCATENATED MODULE: ./build/runner/run-url.js
/**
 * The page of this workflow run. Undefined outside GitHub Actions.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readRunUrl(environment) {
    const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
    if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? ''))
        return undefined;
    const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

// EXTERNAL MODULE: ./build/actor/definition.js + 2 modules
var actor_definition = __nccwpck_require__(3384);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __nccwpck_require__(4565);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
;// CONCATENATED MODULE: ./build/actor/missing-definition.js





const ways = {
    'actor-id': 'set the actor-id input (username/name or an ID), or "name" in',
    version: 'set the version input (for example, \'0.1\'), or "version" in',
};
/** The error for an actor.json that exists and lacks values that no input sets. */
function missingFields(file, missing) {
    const fields = missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
    return new build_errors/* ActionError */.lZ(`${file} has no ${fields.join(' and no ')}, and the ${inputsAreEmpty(missing)}`, {
        hint: hintsFor(missing, file),
        place: { file },
    });
}
/**
 * The error for an actor.json that does not exist although values are missing: names them, both ways to provide them,
 * and similar files that are not read.
 */
function missingFile(folder, missing) {
    const { file, elsewhere, place } = explore(folder);
    return new build_errors/* ActionError */.lZ(`${file} does not exist, and the ${inputsAreEmpty(missing)}`, {
        hint: [elsewhere, hintsFor(missing, file)].filter((hint) => hint !== undefined).join(' '),
        place: place === undefined ? undefined : { file: place },
    });
}
/** The warning for an actor.json that does not exist although inputs set everything that is needed. */
function missingFileWarning(folder) {
    const { file, elsewhere, place } = explore(folder);
    const message = `${file} does not exist, so only the files are deployed`;
    return {
        level: 'warning',
        message: elsewhere === undefined ? message : `${message}. ${elsewhere}`,
        ...(place === undefined ? {} : { place: { file: place } }),
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
    const path = (...names) => (0,build_text/* visible */.RK)((0,read_actor_json/* pathForMessages */.d)(folder, ...names));
    const file = path('.actor', 'actor.json');
    if ((0,workspace_file/* listNames */.Zv)(workspace).length === 0) {
        return { file, elsewhere: 'The workspace is empty: run actions/checkout before this step.' };
    }
    const names = (0,workspace_file/* listNames */.Zv)(workingDirectory);
    const dotActor = names.find((name) => name.toLowerCase() === '.actor');
    const misspelled = (0,workspace_file/* listNames */.Zv)((0,external_node_path_.join)(workingDirectory, dotActor ?? '.actor')).find((name) => name.toLowerCase() === 'actor.json');
    if (dotActor !== undefined && misspelled !== undefined) {
        const found = path(dotActor, misspelled);
        const elsewhere = `${found} is not read because uppercase letters count: rename it (git mv ${found} ${file}).`;
        return { file, elsewhere, place: found };
    }
    if (names.includes('actor.json')) {
        const found = path('actor.json');
        const elsewhere = `${found} is not read: move it (mkdir -p ${path('.actor')} && git mv ${found} ${file}). Paths in it are then relative to .actor/.`;
        return { file, elsewhere, place: found };
    }
    if (names.includes('apify.json')) {
        const found = path('apify.json');
        const elsewhere = `${found} has the old format and is not read: move its name, version and buildTag to ${file}, next to "actorSpecification": 1, and its env to "environmentVariables".`;
        return { file, elsewhere, place: found };
    }
    const below = (0,workspace_file/* findFoldersWith */.t1)(workingDirectory, '.actor/actor.json').map((name) => path(name));
    if (below.length === 0)
        return { file };
    const [first = ''] = below;
    const example = below.length === 1 ? `working-directory: ${first}` : 'working-directory to one of them';
    return { file, elsewhere: `These folders contain .actor/actor.json: ${(0,build_text/* listSome */.XT)(below)}. Set ${example}.` };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
;// CONCATENATED MODULE: ./build/runner/workspace.js






/** @throws ActionError if the folder does not exist, leads out of the workspace, or is `.actor` itself. */
async function findWorkspace(workspace, input) {
    let top;
    try {
        top = (0,workspace_file/* realPath */.Ye)(workspace);
    }
    catch (cause) {
        const hint = 'Run this step after actions/checkout. GITHUB_WORKSPACE contains the path of the folder.';
        throw new build_errors/* ActionError */.lZ(`The workspace ${(0,build_text/* visible */.RK)(workspace)} could not be read`, { hint, cause });
    }
    const real = realFolder(external_node_path_.resolve(top, input), input);
    const shown = (0,paths/* nameFrom */.Ov)(top, real);
    if (shown === undefined) {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which leads out of the workspace`, {
            hint: 'Use a folder of the checkout, relative to its root: packages/my-actor.',
        });
    }
    if (external_node_path_.posix.basename(shown) === '.actor') {
        throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, the .actor folder itself`, {
            hint: `Use its parent folder: ${(0,build_text/* visible */.RK)(external_node_path_.posix.dirname(shown))}.`,
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function realFolder(folder, input) {
    let cause;
    try {
        const real = (0,workspace_file/* realPath */.Ye)(folder);
        if ((0,external_node_fs_.statSync)(real).isDirectory())
            return real;
    }
    catch (error) {
        cause = error;
    }
    const spaces = input === input.trim() ? '' : ' Remove the white space at its start or end, which is part of the name.';
    throw new build_errors/* ActionError */.lZ(`The working-directory input is ${(0,build_text/* quoted */.TL)(input)}, which is not a folder of the checkout`, {
        hint: `Use the folder that contains .actor/, relative to the root of the repository, and run this step after actions/checkout.${spaces}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/version/target.js
/** Required values that neither the inputs nor actor.json contain. */
function missingFromTarget(inputs, definition) {
    const missing = [];
    if (inputs.actorId === undefined && definition?.name === undefined)
        missing.push('actor-id');
    if (inputs.version === undefined && definition === undefined)
        missing.push('version');
    return missing;
}
/** Inputs take precedence over actor.json, and actor.json over the defaults. */
function chooseTarget(inputs, definition) {
    const versionNumber = inputs.version ?? definition?.version ?? '0.0';
    const chosenTag = inputs.buildTag ?? definition?.buildTag;
    const target = {
        actor: inputs.actorId === undefined
            ? { kind: 'named', name: definition?.name ?? '' }
            : { kind: 'given', actorId: inputs.actorId },
        versionNumber,
        chosenTag,
        buildTag: chosenTag ?? (versionNumber === '0.0' ? 'latest' : undefined),
    };
    const differs = inputs.version !== undefined && definition?.version !== undefined && inputs.version !== definition.version;
    if (!differs)
        return { target, diagnostics: [] };
    const message = `The version input is ${inputs.version}, so version ${definition.version} in ${definition.file} has no effect`;
    return { target, diagnostics: [{ level: 'info', message }] };
}

;// CONCATENATED MODULE: ./build/actions/input-fields.js



/** The error for one input. @param problem continues a sentence that begins with `The version input`. */
function wrong(name, problem, hint) {
    return new build_errors/* ActionError */.lZ(`The ${name} input ${problem}`, { hint });
}
const tokenPage = 'https://console.apify.com/settings/integrations';
/** The `token` input, otherwise the step's APIFY_TOKEN; empty if neither is set. */
function tokenOf(raw) {
    return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}
/** The token; undefined in a dry run without one. @throws ActionError */
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
/** An ID or `username~name`; undefined if the text is empty. @throws ActionError */
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
/** `MAJOR.MINOR`; undefined if the text is empty. @throws ActionError */
function readVersion(text) {
    if (text === '' || (0,value_rules/* isVersionNumber */.i3)(text))
        return text || undefined;
    throw wrong('version', `is ${(0,build_text/* quoted */.TL)(text)}, not MAJOR.MINOR`, versionHint(text));
}
function versionHint(text) {
    const long = `${text}.0`;
    if ((0,value_rules/* isVersionNumber */.i3)(long)) {
        return `Quote the version in the workflow: version: '${long}'. YAML reads an unquoted ${long} as the number ${text}.`;
    }
    const short = (0,value_rules/* versionOfThreeParts */.CI)(text);
    if (short !== undefined)
        return `Use '${short}'. ${value_rules/* THREE_PARTS_HINT */.ko}`;
    return "Use two numbers from 0 to 99 without leading zeros: '1.2'.";
}
/** Undefined if the text is empty. @throws ActionError */
function readBuildTag(text) {
    if ((0,value_rules/* isBuildTag */.FE)(text))
        return text || undefined;
    const problem = `is ${(0,build_text/* quoted */.TL)(text)}, which is not a valid tag`;
    throw wrong('build-tag', problem, 'Use a tag without white space and control characters: beta.');
}
/** One of the values; undefined if the text is empty. @throws ActionError */
function oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined) {
        throw wrong(name, `is ${(0,build_text/* quoted */.TL)(text)}, which is not supported`, `Use one of ${allowed.join(', ')}.`);
    }
    return found;
}
/** YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#1032-tag-resolution. @throws ActionError */
function input_fields_boolean(name, text, otherwise) {
    if (text === '')
        return otherwise;
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw wrong(name, `is ${(0,build_text/* quoted */.TL)(text)}, not a boolean`, 'Use true or false.');
}
/** Seconds, including 0; undefined if the text is empty. @throws ActionError */
function readSeconds(text) {
    if (text === '')
        return undefined;
    if (/^\d{1,6}$/.test(text))
        return Number(text);
    if (/^\d+$/.test(text)) {
        throw wrong('wait-for-finish', `is ${(0,build_text/* quoted */.TL)(text)}, longer than any job`, 'Use at most 999999 seconds.');
    }
    const hint = 'Use a whole number of seconds: 600. With 0, the action does not wait.';
    throw wrong('wait-for-finish', `is ${(0,build_text/* quoted */.TL)(text)}, not a number of seconds`, hint);
}
const DEFAULT_BASE_URL = 'https://api.apify.com';
/** The address of the API without a `/` or `/v2` at its end. @throws ActionError */
function readBaseUrl(raw) {
    const input = raw.text('api-base-url');
    const variable = (raw.environment['APIFY_CLIENT_BASE_URL'] ?? '').trim();
    const url = URL.parse(input || variable || DEFAULT_BASE_URL);
    const subject = input === '' ? 'The APIFY_CLIENT_BASE_URL variable' : 'The api-base-url input';
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new build_errors/* ActionError */.lZ(`${subject} is not an http or https URL`, { hint: `Use a URL such as ${DEFAULT_BASE_URL}.` });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new build_errors/* ActionError */.lZ(`${subject} contains user information, a query or a fragment`, {
            hint: 'Use only the scheme, host and path. Put the token into the token input.',
        });
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}
/** What users should know about the API's address: another host, and a token that is sent without encryption. */
function describeBaseUrl(apiBaseUrl, isFromEnvironment) {
    if (apiBaseUrl === DEFAULT_BASE_URL)
        return [];
    const { protocol, host, hostname } = new URL(apiBaseUrl);
    const isLoopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    const diagnostics = [];
    if (host !== new URL(DEFAULT_BASE_URL).host) {
        // An earlier step may have set the variable without the workflow's author noticing.
        const setBy = isFromEnvironment ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
        const message = `The API server is ${apiBaseUrl}${setBy}, not ${DEFAULT_BASE_URL}`;
        diagnostics.push({ level: 'info', message });
    }
    if (protocol === 'http:' && !isLoopback) {
        const message = `${apiBaseUrl} is not encrypted, so others in the network can read the token. Use https.`;
        diagnostics.push({ level: 'warning', message });
    }
    return diagnostics;
}

;// CONCATENATED MODULE: ./build/actions/step-secrets.js

/** Inputs and variables of the step that contain a URL. */
const urlInputs = ['git-repo-url', 'tarball-url', 'github-gist-url', 'api-base-url'];
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
/**
 * The secrets of the step that are known before anything is checked: the token, a different APIFY_TOKEN, and user
 * information in URLs. The values of `secret-env-vars` are read with their lines.
 */
function readStepSecrets(raw) {
    const token = tokenOf(raw);
    const variable = (raw.environment['APIFY_TOKEN'] ?? '').trim();
    const secrets = token === '' ? [] : [{ name: 'token', value: token, kind: 'token' }];
    if (variable !== '' && variable !== token)
        secrets.push({ name: 'APIFY_TOKEN', value: variable, kind: 'token' });
    const urls = [
        ...urlInputs.map((name) => [name, raw.text(name)]),
        ['APIFY_CLIENT_BASE_URL', raw.environment['APIFY_CLIENT_BASE_URL'] ?? ''],
    ];
    return [...secrets, ...urls.flatMap(([name, url]) => userSecrets(name, userInformation(url)))];
}
/** The passwords of the runner's proxies. They are hidden, but files may contain them. */
function readProxySecrets(raw) {
    return proxyVariables.flatMap((name) => {
        const { password, both } = userInformation(raw.environment[name] ?? '');
        return password === '' ? [] : userSecrets(name, { user: '', password, both });
    });
}
function userSecrets(source, { user, password, both }) {
    const pair = password === '' ? [] : [both, step_secrets_decoded(both)];
    // `git` is the user of every SSH URL.
    const values = [...(user === 'git' ? [] : [user, step_secrets_decoded(user)]), password, step_secrets_decoded(password), ...pair];
    const name = `${source} (user information)`;
    return [...new Set(values)]
        .filter((value) => value !== '')
        .map((value) => ({ name, value, kind: 'user-information' }));
}
/** User and password as written in anything that looks like a URL, or in Git's `user@host:path`. */
function userInformation(url) {
    const text = url.trim();
    const [, both = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
    const colon = both.indexOf(':');
    return colon < 0
        ? { user: both, password: '', both }
        : { user: both.slice(0, colon), password: both.slice(colon + 1), both };
}
function step_secrets_decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy/url-inputs.js
/** The input that contains the URL, by source type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const urlSources = Object.entries(urlInputOf);
const url_inputs_urlInputs = Object.values(urlInputOf);
/** Control characters. `git-repo-url` may have spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and similar, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
const hints = {
    'git-repo-url': 'Use https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private repository. To select a branch and a folder, add #BRANCH:FOLDER.',
    'tarball-url': 'Use a URL from which Apify can download the archive. To upload the files of the checkout instead, remove this input and set source-type: TARBALL.',
    'github-gist-url': 'Use the URL of the Gist: https://gist.github.com/OWNER/ID.',
};
/** The problem with a URL, and what to do; undefined if it is valid. */
function checkUrl(input, text) {
    const isGit = input === 'git-repo-url';
    const isValid = isGit
        ? GIT_URL.test(text) && !CONTROLS.test(text) && (!/^[a-z+]+:\/\//i.test(text) || URL.canParse(text))
        : WEB_URL.test(text) && URL.canParse(text);
    if (isValid)
        return undefined;
    return { problem: isGit ? 'is not the URL of a Git repository' : 'is not an http or https URL', hint: hints[input] };
}

;// CONCATENATED MODULE: ./build/actions/deploy/inputs.js



const sourceTypes = ['SOURCE_FILES', 'GIT_REPO', 'TARBALL', 'GITHUB_GIST'];
/**
 * Checks every input that can be checked by itself.
 * @param errors receives one error for each mistake. The result is complete only if none is added.
 */
function readInputs(raw, errors) {
    const read = (0,build_errors/* collectErrors */.ul)(errors);
    const readBoolean = (name, otherwise) => read(() => input_fields_boolean(name, raw.text(name), otherwise));
    const dryRun = readBoolean('dry-run', false);
    const inputs = {
        token: read(() => readToken(raw, dryRun ?? true)),
        actorId: read(() => readActorId(raw.text('actor-id'))),
        version: read(() => readVersion(raw.text('version'))),
        buildTag: read(() => readBuildTag(raw.text('build-tag'))),
        source: read(() => inputs_readSource(raw)),
        envVarsMode: read(() => oneOf('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'])) ?? 'merge',
        applyEnvVarsToBuild: readBoolean('apply-env-vars-to-build', undefined),
        createIfMissing: readBoolean('create-if-missing', true),
        build: readBoolean('build', true),
        useCache: readBoolean('use-cache', true),
        waitForFinishSecs: read(() => readSeconds(raw.text('wait-for-finish'))),
        dryRun,
        apiBaseUrl: read(() => readBaseUrl(raw)),
    };
    return inputs;
}
function inputs_readSource(raw) {
    const given = oneOf('source-type', raw.text('source-type'), sourceTypes);
    const set = urlSources.map(([type, name]) => ({ type, name, url: raw.text(name) })).filter(({ url }) => url !== '');
    const type = given ?? set[0]?.type ?? 'SOURCE_FILES';
    const typeName = `source-type (${type})`;
    if (set.some((source) => source.type !== type)) {
        const names = [...(given === undefined ? [] : [typeName]), ...set.map(({ name }) => name)];
        throw contradiction(names, 'A version has one source. Keep one of these inputs and remove the others.');
    }
    const [source] = set;
    const mistake = source === undefined ? undefined : checkUrl(source.name, source.url);
    if (source !== undefined && mistake !== undefined)
        throw wrong(source.name, mistake.problem, mistake.hint);
    const url = source?.url;
    const patterns = readPatterns(raw.text('files'));
    const sendsFiles = type === 'SOURCE_FILES' || (type === 'TARBALL' && url === undefined);
    if (!sendsFiles && patterns.some((pattern) => pattern !== '**')) {
        throw contradiction(['files', source?.name ?? typeName], `With ${type}, the action does not send files. Remove one of the two inputs.`);
    }
    switch (type) {
        case 'SOURCE_FILES':
            return { type, patterns };
        case 'GIT_REPO':
            return { type, url };
        case 'TARBALL':
            return url === undefined ? { type, url, patterns } : { type, url };
        case 'GITHUB_GIST':
            if (url !== undefined)
                return { type, url };
            throw wrong('github-gist-url', 'is empty although source-type is GITHUB_GIST', 'Set it to the URL of the Gist, or change source-type.');
    }
}
function contradiction(names, hint) {
    const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    return new build_errors/* ActionError */.lZ(`The inputs ${list} contradict each other`, { hint });
}
/** One pattern per line, without blank lines and comments; `**` if there is none. */
function readPatterns(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
    return patterns.length === 0 ? ['**'] : patterns;
}

;// CONCATENATED MODULE: ./build/actions/deploy/config.js












function readHiddenInputs(raw) {
    const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
    const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
    const secrets = [...readStepSecrets(raw), ...secretsOf(secret)];
    const signatures = url_inputs_urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
    return { lines: { plain, secret }, secrets, hidden: [...secrets, ...readProxySecrets(raw), ...signatures] };
}
/** @throws ActionError that lists all mistakes in the inputs, the working directory, actor.json and the variables. */
async function readConfig(raw, { plain, secret }) {
    const errors = [];
    const inputs = readInputs(raw, errors);
    const workspace = await findWorkspace(raw.workspace, raw.workingDirectory).catch((0,build_errors/* keepError */.CD)(errors));
    const found = workspace === undefined ? undefined : await readDefinition(raw, workspace, { plain, secret }, errors);
    const envVars = wantedEnvVars({
        fromDefinition: found && (found.definition?.environmentVariables ?? {}),
        definitionFile: found?.definition?.file ?? '.actor/actor.json',
        plain,
        secret,
        secretsRequired: !inputs.dryRun || inputs.token !== undefined,
        token: inputs.token,
    });
    errors.push(...envVars.errors);
    if (errors.length > 0 || workspace === undefined || found === undefined) {
        throw (0,build_errors/* combineErrors */.Lt)(errors, 'mistakes in the inputs and files of this deployment');
    }
    const { definition } = found;
    const { target, diagnostics } = chooseTarget(inputs, definition);
    return {
        inputs,
        workspace,
        definition,
        target,
        wanted: envVars.wanted,
        diagnostics: [
            ...describeBaseUrl(inputs.apiBaseUrl, raw.text('api-base-url') === ''),
            ...found.diagnostics,
            ...envVars.diagnostics,
            ...diagnostics,
        ],
    };
}
/** actor.json; undefined if it has mistakes, which are added to the errors. */
async function readDefinition(raw, workspace, { plain, secret }, errors) {
    const [actorId, version, buildTag] = ['actor-id', 'version', 'build-tag'].map((name) => raw.text(name) || undefined);
    const variables = [...plain.lines, ...secret.lines.filter(({ isReferenceOnly }) => !isReferenceOnly)];
    const count = errors.length;
    const definition = await (0,actor_definition/* readActorDefinition */.Bz)({
        ...workspace,
        replaced: { name: actorId !== undefined, version: version !== undefined, buildTag: buildTag !== undefined },
        replacedEnvVars: new Set(variables.map(({ name }) => name)),
    }).catch((0,build_errors/* keepError */.CD)(errors));
    if (errors.length > count)
        return undefined;
    const missing = missingFromTarget({ actorId, version, buildTag }, definition);
    if (missing.length === 0) {
        return { definition, diagnostics: definition === undefined ? [missingFileWarning(workspace)] : [] };
    }
    errors.push(definition === undefined ? missingFile(workspace, missing) : missingFields(definition.file, missing));
    return definition && { definition, diagnostics: [] };
}

// EXTERNAL MODULE: ./build/actions/deploy/links.js
var links = __nccwpck_require__(3703);
;// CONCATENATED MODULE: ./build/actions/deploy/outputs.js



/** The outputs of action.yml that are known by now, as the runner stores them. */
function outputsOf(state) {
    const known = Object.entries(valuesOf(state)).filter((entry) => !isEmpty(entry[1]));
    const outputs = known.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
    const result = Object.fromEntries(known.map(([name, value]) => [camelCase(name), value]));
    return Object.fromEntries([...outputs, ['result', JSON.stringify(result)]]);
}
function valuesOf(state) {
    const { source, build, previousBuild } = state;
    const version = state.version ?? state.plan?.version;
    const url = version === undefined ? undefined : urlsOf(version).own?.url;
    return {
        'actor-id': (0,links/* knownActorId */.Q5)(state) ?? state.actorId,
        'actor-url': (0,links/* actorUrl */.Lg)(state),
        'version-number': version?.versionNumber,
        'source-type': version?.sourceType,
        'build-tag': version?.buildTag,
        'apply-env-vars-to-build': version?.applyEnvVarsToBuild,
        'source-url': url === undefined ? undefined : shownUrl(url),
        'source-file-count': source?.files?.count,
        'source-bytes': source?.files?.bytes,
        'env-var-names': envVarNames(state),
        created: state.created,
        'build-id': build?.id,
        'build-number': build?.buildNumber,
        'build-status': build?.status,
        'build-url': build === undefined ? undefined : (0,links/* buildUrl */.c$)(state),
        'previous-build-id': previousBuild?.id,
        'previous-build-number': previousBuild?.number,
        promoted: build === undefined ? undefined : (state.promoted ?? false),
        problems: state.problems?.map(({ hint: _hint, ...problem }) => problem),
    };
}
/** A response without variables means that there are none. A plan without them means that they are unknown. */
function envVarNames({ version, plan }) {
    const envVars = version === undefined ? plan?.version.envVars : (version.envVars ?? []);
    return envVars?.map(({ name }) => name);
}
function isEmpty(value) {
    return value === undefined || value === null || value === '';
}
function camelCase(name) {
    return name.replaceAll(/-([a-z])/g, (_all, letter) => letter.toUpperCase());
}

;// CONCATENATED MODULE: ./build/actions/deploy/state.js
function createState(report, clock, outputsOf) {
    let state = { dryRun: false, written: [], diagnostics: [], times: [] };
    const record = (news) => {
        state = { ...state, ...news };
        report.outputs(outputsOf(state));
    };
    return {
        get current() {
            return state;
        },
        record,
        recordUpdate: ({ written, archiveUrl: _archiveUrl, ...news }) => {
            if (written !== undefined)
                report.line(`Wrote ${written}`);
            record({ ...news, written: written === undefined ? state.written : [...state.written, written] });
        },
        report: (...diagnostics) => {
            // A second plan repeats the diagnostics of the first.
            const known = new Set(state.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
            const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
            for (const diagnostic of added)
                report.print(diagnostic);
            state = { ...state, diagnostics: [...state.diagnostics, ...added] };
        },
        stage: async (title, run) => {
            const start = clock.now();
            try {
                return await report.group(title, run);
            }
            finally {
                state = { ...state, times: [...state.times, { stage: title, ms: clock.now() - start }] };
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy/context.js











/** Hides all secrets before anything can fail or be printed. */
function openContext() {
    const raw = readRawInputs();
    const { lines, secrets, hidden } = readHiddenInputs(raw);
    const report = createReport(hidden);
    return {
        raw,
        envVarInputs: lines,
        secrets,
        report,
        state: createState(report, systemClock, outputsOf),
        cancellation: listenForCancellation(),
        git: (0,git/* createGit */.l)(raw.environment),
    };
}
/** The API; retries are printed. */
function connect({ raw, report }, { apiBaseUrl, token = '' }, signals = {}) {
    return createApifyApi({
        baseUrl: apiBaseUrl,
        token,
        clock: systemClock,
        runUrl: readRunUrl(raw.environment),
        onRetry: (...failure) => report.line(formatRetry(...failure)),
        ...signals,
    });
}

;// CONCATENATED MODULE: ./build/actions/deploy/build.js




/**
 * Builds the version and prints the build log.
 * @returns the Actor, if it was read after the build.
 */
async function build(context, config, actorId) {
    const { state, report, cancellation } = context;
    const { inputs, target, workspace } = config;
    const request = {
        actorId,
        versionNumber: target.versionNumber,
        useCache: inputs.useCache,
        tag: target.chosenTag,
        versionTag: state.current.version?.buildTag ?? undefined,
        waitForFinishSecs: inputs.waitForFinishSecs,
    };
    const result = await buildVersion(request, {
        api: connect(context, inputs),
        clock: systemClock,
        signal: cancellation.signal,
        onBuild: (news) => state.record({ build: news }),
        onLogLine: report.line,
        onProgress: report.line,
        onWarning: (message) => state.report({ level: 'warning', message }),
    });
    state.report(...result.diagnostics);
    state.record({ build: result.build, buildResult: result.outcome });
    switch (result.outcome) {
        case 'succeeded':
            state.record({ promoted: result.promoted });
            return result.actor;
        case 'not-awaited':
        case 'out-of-time':
            return undefined;
        case 'failed': {
            state.record({ buildFailure: { reason: result.reason, logTail: result.logTail } });
            const { source } = inputs;
            const isFromCheckout = source.type === 'SOURCE_FILES' || source.url === undefined;
            const place = isFromCheckout ? await findPlace(result.place, workspace) : undefined;
            const { message, hint } = result.error;
            const more = { ...(hint === undefined ? {} : { hint }), ...(place === undefined ? {} : { place }) };
            throw new build_errors/* ActionError */.lZ(message, { ...more, cause: result.error });
        }
    }
}
async function findPlace(place, folder) {
    if (place === undefined)
        return undefined;
    const { findLogPlace } = await __nccwpck_require__.e(/* import() */ 661).then(__nccwpck_require__.bind(__nccwpck_require__, 661));
    return findLogPlace(place, folder);
}

;// CONCATENATED MODULE: ./build/actions/deploy/finish.js




async function writeSummary({ report, state }, outcome) {
    const { summaryOf } = await __nccwpck_require__.e(/* import() */ 625).then(__nccwpck_require__.bind(__nccwpck_require__, 5625));
    await report.summary({ state: state.current, outcome }, (shown) => summaryOf(shown.state, shown.outcome));
}
/** Prints one error, with the changes that were made before it, and writes the summary. */
async function reportFailure(context, error) {
    const { report, state } = context;
    const { message, hint, place } = error_hints_explain(error);
    const kind = error instanceof CancelledError ? 'canceled' : 'failed';
    const changes = formatChanges(state.current, kind);
    const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
    report.fail({ message, hint: advice, place }, error);
    if (error instanceof build_errors/* ActionError */.lZ && error.problems.length > 0)
        recordProblems(context, error.problems);
    await writeSummary(context, { kind, message, hint, changes });
}
/** The step fails anyway, so a second error (outputs that cannot be written) is only a debug line. */
function recordProblems({ report, state }, problems) {
    try {
        state.record({ problems });
    }
    catch (error) {
        report.debug((0,build_errors/* messageOf */.bD)(error));
    }
}
/** Describes what was written before the step stopped; undefined if that is clear without words. */
function formatChanges({ written, writing, version }, kind) {
    const isUnclear = kind === 'canceled' && writing !== undefined;
    const isPartial = written.length > 0 && version === undefined;
    if (kind === 'failed' && !isPartial)
        return undefined;
    const parts = [
        ...(written.length === 0
            ? []
            : [`Already written before the step ${kind === 'failed' ? 'failed' : 'was canceled'}: ${(0,build_text/* listSome */.XT)(written)}.`]),
        ...(isUnclear ? [`${(0,build_text/* capitalize */.ZH)(writing)} may or may not have been written: Apify did not respond.`] : []),
    ];
    return parts.join(' ') || 'Nothing was written to Apify.';
}

;// CONCATENATED MODULE: ./build/actions/deploy/format-plan.js




/** The changes that the run makes, one per line, with names and sizes but no values: pure. */
function formatPlan(plan, body, next) {
    const { request, creates } = plan;
    const { versionNumber } = request.target;
    const actor = (0,build_text/* escapeLogLine */._P)(request.actorId.replace('~', '/'));
    const standby = request.definition?.usesStandbyMode === true ? ' with Standby mode' : '';
    return [
        ...(creates === 'actor' ? [`Create the Actor ${actor}${standby}`] : []),
        `${creates === undefined ? 'Update' : 'Create'} version ${versionNumber} of ${actor}`,
        `  Source: ${formatSource(body, next.fileNames.length)}`,
        `  Build tag: ${body.buildTag ?? (creates === undefined ? 'unchanged' : 'none')}`,
        ...(body.applyEnvVarsToBuild === undefined
            ? []
            : [`  Environment variables in builds: ${body.applyEnvVarsToBuild}`]),
        ...formatEnvVars(plan),
        next.build ? `Build the version${next.useCache ? '' : ' without the cache'}` : 'Do not build the version',
        // The action updates Standby mode only after a build that it saw succeed.
        ...(next.build && next.waitForFinishSecs === 0 ? [] : formatStandby(plan)),
        ...(next.fileNames.length > 0 ? ['Files:', ...next.fileNames.map((name) => `  ${(0,build_text/* escapeLogLine */._P)(name)}`)] : []),
    ];
}
function formatEnvVars({ request, remote, creates, envVars }) {
    if (envVars.kind === 'one-by-one') {
        return [
            '  Environment variables, updated one at a time to preserve existing secrets:',
            ...envVars.writes.map(({ action, envVar }) => `${formatEnvVar(envVar)} (${action})`),
        ];
    }
    if (envVars.envVars === undefined)
        return [`  Environment variables: ${creates === undefined ? 'unchanged' : 'none'}`];
    const isMergedLater = request.envVars.mode === 'merge' && remote.kind === 'unknown';
    const title = isMergedLater ? 'in addition to those on Apify' : 'the complete list';
    return [`  Environment variables (${title}):`, ...envVars.envVars.map(formatEnvVar)];
}
function formatStandby({ request, creates, remote }) {
    const wanted = request.definition?.usesStandbyMode;
    if (wanted === undefined || creates === 'actor')
        return [];
    const line = wanted ? 'Enable Standby mode' : 'Disable Standby mode';
    const actor = remoteActor(remote);
    if (actor === undefined)
        return [`${line} if necessary`];
    return differsInStandby(actor, wanted) ? [line] : [];
}
function formatSource(body, fileCount) {
    switch (body.sourceType) {
        case 'SOURCE_FILES':
            return `SOURCE_FILES, ${(0,build_text/* formatCount */.B4)(fileCount, 'file')}`;
        case 'GIT_REPO':
            return `GIT_REPO, ${shownUrl(body.gitRepoUrl)}`;
        case 'TARBALL':
            return body.tarballUrl === ''
                ? `TARBALL, an archive of ${(0,build_text/* formatCount */.B4)(fileCount, 'file')}`
                : `TARBALL, ${shownUrl(body.tarballUrl)}`;
        case 'GITHUB_GIST':
            return `GITHUB_GIST, ${shownUrl(body.gitHubGistUrl)}`;
    }
}
function formatEnvVar({ name, isSecret }) {
    return `    ${name}${isSecret ? ' (secret)' : ''}`;
}

// EXTERNAL MODULE: ./build/actions/actor-facts.js
var actor_facts = __nccwpck_require__(9599);
;// CONCATENATED MODULE: ./build/actions/deploy/read-remote.js




/** Milliseconds that links wait for the account after the Actor is known. */
const ACCOUNT_MS = 1_000;
/** Sends the first requests: the Actor, the variables if they must be merged, and the account. */
async function readRemote({ inputs, target, wanted }, tools) {
    const { state, signal } = tools;
    const { actor, versionNumber } = target;
    if (inputs.token === undefined) {
        return { actorId: actor.kind === 'given' ? actor.actorId : actor.name, remote: { kind: 'unknown' } };
    }
    const api = tools.api();
    const needsEnvVars = inputs.envVarsMode === 'merge' && wanted.length > 0;
    const read = async (actorId) => {
        const remote = await readRemoteState(api, { actorId, versionNumber, needsEnvVars });
        // Recorded at once, because reading the source may fail.
        state.record(factsOf(remote, target));
        return remote;
    };
    if (actor.kind === 'named') {
        const account = await api.getUser();
        const actorId = `${account.username}~${actor.name}`;
        state.record({ actorId, account });
        return { actorId, remote: await read(actorId) };
    }
    // Only links need the account here, so a failure does not matter.
    const lookup = api.getUser({ once: true, signal }).catch(() => undefined);
    const remote = await read(actor.actorId);
    const account = (await settlesWithin(lookup, ACCOUNT_MS, systemClock)) ? await lookup : undefined;
    if (account !== undefined)
        state.record({ account });
    return { actorId: actor.actorId, remote };
}
function factsOf(remote, { chosenTag, buildTag }) {
    const actor = remoteActor(remote);
    if (actor === undefined)
        return {};
    const tag = chosenTag ?? (remote.kind === 'existing' ? remote.version.buildTag : undefined) ?? buildTag;
    const previousBuild = tag ? (0,actor_facts/* buildOfTag */.K)(actor, tag) : undefined;
    const { id, name, username } = actor;
    return { actor: { id, name, username }, ...(previousBuild === undefined ? {} : { previousBuild }) };
}

;// CONCATENATED MODULE: ./build/actions/deploy/main.js
var main_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var main_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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



















/** Runs the stages in order. The exit code is 1 if an error was printed. */
async function main_run() {
    const context = openContext();
    try {
        await deploy(context);
        await writeSummary(context, { kind: 'done' });
    }
    catch (error) {
        process.exitCode = 1;
        await reportFailure(context, error);
    }
    finally {
        context.cancellation.end();
        await endConnections();
    }
}
async function deploy(context) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { state, cancellation } = context;
        const cleanup = main_addDisposableResource(env_1, new AsyncDisposableStack(), true);
        const config = await state.stage('Inputs', () => readInputsAndDefinition(context));
        cancellation.signal.throwIfAborted();
        const { source, remote, actorId } = await state.stage('Source', () => readSourceAndRemote(context, config));
        cancellation.signal.throwIfAborted();
        const { plan, prepared } = await state.stage('Plan', async () => {
            const plan = planFrom(context, config, { remote, actorId });
            const prepared = await prepareSource(sourceRequest(context, config), source, bytesWithoutFiles(plan));
            cleanup.defer(() => removeArchive(prepared));
            logPlan(context, config, { plan, prepared, names: source.fileNames });
            return { plan, prepared };
        });
        if (config.inputs.dryRun)
            return recordCommit(context, config, source);
        cancellation.signal.throwIfAborted();
        await state.stage('Version update', () => update(context, config, { plan, prepared }));
        cancellation.signal.throwIfAborted();
        const commit = recordCommit(context, config, source);
        try {
            const tagged = config.inputs.build ? await state.stage('Build', () => build(context, config, actorId)) : undefined;
            await syncStandby(context, config, tagged ?? remoteActor(remote));
        }
        finally {
            await commit;
        }
        logResult(context);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = main_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function readInputsAndDefinition({ raw, envVarInputs, state, report }) {
    const config = await readConfig(raw, envVarInputs);
    const { inputs, target, wanted, definition } = config;
    const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
    report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'unchanged'}`);
    if (definition !== undefined)
        report.line(`Read ${definition.file}`);
    state.report(...useProxy(raw.environment), ...config.diagnostics);
    state.record({
        dryRun: inputs.dryRun,
        target,
        problems: [],
        envVars: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
        ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
    });
    return config;
}
/** Reads the files and sends the first requests at the same time. If one fails, the other is canceled. */
async function readSourceAndRemote(context, config) {
    const { state, report, cancellation } = context;
    const stop = new AbortController();
    const signal = AbortSignal.any([cancellation.signal, stop.signal]);
    try {
        const [source, found] = await Promise.all([
            readSource(sourceRequest(context, config, signal)),
            readRemote(config, { state, api: () => connect(context, config.inputs, { signal }), signal }),
        ]);
        const { facts, diagnostics } = source;
        if (facts.files === undefined)
            report.line(`${facts.type}: ${facts.url ?? ''}`);
        else
            report.line(`${(0,build_text/* formatCount */.B4)(facts.files.count, 'file')}, ${(0,build_text/* formatBytes */.z3)(facts.files.bytes)}`);
        state.report(...diagnostics);
        state.record({ source: facts });
        return { source, ...found };
    }
    finally {
        stop.abort();
    }
}
function sourceRequest({ raw, secrets, git, cancellation }, { inputs, workspace, definition }, signal = cancellation.signal) {
    const { temporaryFolder } = raw;
    return { source: inputs.source, workspace, definition, secrets, git, temporaryFolder, signal };
}
function planFrom({ raw, state }, { inputs, target, definition, wanted }, { remote, actorId }) {
    const { createIfMissing, dryRun, envVarsMode: mode, applyEnvVarsToBuild } = inputs;
    const isSourceChosen = ['source-type', ...url_inputs_urlInputs].some((name) => raw.text(name) !== '');
    const envVars = { mode, wanted };
    const request = {
        target,
        actorId,
        definition,
        createIfMissing,
        dryRun,
        isSourceChosen,
        envVars,
        applyEnvVarsToBuild,
    };
    const plan = planUpdate(request, remote);
    state.report(...plan.diagnostics);
    return plan;
}
/** Names of files that the log shows. A dry run shows all. */
const SHOWN_FILES = 50;
function logPlan({ state, report }, { inputs }, { plan, prepared, names }) {
    const { facts, planned, diagnostics } = prepared;
    state.report(...diagnostics);
    state.record({ source: facts });
    if (inputs.token === undefined) {
        const message = 'No token was provided, so this plan is based only on local files. Runs of pull requests from forks and of Dependabot do not receive secrets.';
        state.report({ level: 'warning', message });
    }
    const body = versionBody(plan, planned);
    const lines = formatPlan(plan, body, { ...inputs, fileNames: names });
    const shown = inputs.dryRun ? lines : lines.slice(0, lines.length - Math.max(0, names.length - SHOWN_FILES));
    for (const line of shown)
        report.line(line);
    if (shown.length < lines.length)
        report.line(`  and ${lines.length - shown.length} more`);
    const version = plannedVersion(plan, body);
    if (inputs.dryRun)
        state.record({ plan: { lines, version, creates: plan.creates } });
}
async function update(context, { inputs }, { plan, prepared }) {
    const { state, report, cancellation } = context;
    const { source } = prepared;
    const { signal, graceSignal } = cancellation;
    const version = await updateVersion(plan, source, {
        // After a cancel, the current request has a few seconds to report whether it was carried out.
        api: connect(context, inputs, { signal: graceSignal, noMore: signal }),
        uploadApi: connect(context, inputs, { signal }),
        clock: systemClock,
        signal,
        log: state.report,
        record: (news) => {
            if (news.archiveUrl !== undefined)
                report.hide(archiveSecrets(news.archiveUrl));
            state.recordUpdate(news);
        },
    });
    state.record({ version });
    if (source.kind !== 'url')
        checkActorPath(version, source);
}
function archiveSecrets(url) {
    return [url, ...secretParameters(url)].map((value) => ({ name: 'tarballUrl', value }));
}
/** Only the summary needs the commit, so a failure is a debug line. */
async function recordCommit({ git, raw, state, report, cancellation: { signal } }, { workspace }, { content }) {
    if (content.kind === 'url')
        return;
    const head = await git(['rev-parse', '--verify', 'HEAD'], { cwd: workspace.workingDirectory }).catch(build_errors/* messageOf */.bD);
    if (typeof head === 'string' || head.kind !== 'ok') {
        report.debug(`Git could not read the commit: ${typeof head === 'string' ? head : head.kind}`);
        return;
    }
    const sha = head.stdout.toString().trim();
    const { countUncommittedFiles } = await __nccwpck_require__.e(/* import() */ 871).then(__nccwpck_require__.bind(__nccwpck_require__, 1871));
    const request = { files: content.files, folder: content.root.folder, git, signal };
    const uncommitted = await countUncommittedFiles(request).catch((error) => {
        report.debug(`Git could not compare the files with the commit: ${(0,build_errors/* messageOf */.bD)(error)}`);
        return undefined;
    });
    const commit = raw.commit?.sha === sha ? raw.commit : { sha };
    state.record({ commit: uncommitted === undefined ? commit : { ...commit, uncommitted } });
}
/** A new Actor was created with its Standby mode. */
async function syncStandby(context, { definition, inputs }, actor) {
    const { state, cancellation } = context;
    const usesStandbyMode = definition?.usesStandbyMode;
    const isReady = !inputs.build || state.current.buildResult === 'succeeded';
    if (usesStandbyMode === undefined || actor === undefined || state.current.created === 'actor' || !isReady)
        return;
    const api = connect(context, inputs, { signal: cancellation.signal });
    state.report(...(await updateStandby(api, actor, usesStandbyMode)));
}
function logResult({ state, report }) {
    const { build, buildResult, version } = state.current;
    const page = (0,links/* buildUrl */.c$)(state.current) ?? (0,links/* actorUrl */.Lg)(state.current);
    const updated = `Updated version ${version?.versionNumber}`;
    const deployed = buildResult === 'succeeded' ? `Deployed build ${build?.buildNumber}` : updated;
    const status = buildResult === 'succeeded' || build === undefined ? '' : `; build ${build.buildNumber} is ${build.status}`;
    report.line(`${deployed}${status}${page === undefined ? '' : `: ${page}`}`);
}


/***/ }),

/***/ 3384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  bB: () => (/* reexport */ named_files/* defaultFiles */.bB),
  Bz: () => (/* binding */ readActorDefinition)
});

// UNUSED EXPORTS: parseActorDefinition

// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/apify/value-rules.js
var value_rules = __nccwpck_require__(4193);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
;// CONCATENATED MODULE: ./build/actor/fields.js


function checkText(value) {
    return typeof value === 'string'
        ? { value }
        : { problem: `is ${describe(value)}, not a string`, hint: 'Write it in double quotes.' };
}
function checkBoolean(value) {
    return typeof value === 'boolean'
        ? { value }
        : { problem: `is ${describe(value)}, not a boolean`, hint: 'Write true or false, without quotes.' };
}
/** 3 to 63 letters, digits and inner hyphens. */
function checkName(value) {
    if (typeof value === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/.test(value))
        return { value };
    const problem = `is ${describe(value)}, which is not a valid Actor name`;
    return { problem, hint: 'Use 3 to 63 letters, digits and inner hyphens, without the account: "my-actor".' };
}
/** `MAJOR.MINOR`, each from 0 to 99, without a leading zero. */
function checkVersion(value) {
    if (typeof value === 'number') {
        const text = Number.isInteger(value) ? `${value}.0` : `${value}`;
        const example = (0,value_rules/* isVersionNumber */.i3)(text) ? text : '1.0';
        const hint = `Write it as a string: "version": "${example}". JSON reads the number 1.0 as 1.`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (typeof value === 'string' && (0,value_rules/* isVersionNumber */.i3)(value))
        return { value };
    const short = typeof value === 'string' ? (0,value_rules/* versionOfThreeParts */.CI)(value) : undefined;
    const hint = short === undefined
        ? 'Use MAJOR.MINOR, each from 0 to 99, without leading zeros: "1.2".'
        : `Use "${short}". ${value_rules/* THREE_PARTS_HINT */.ko}`;
    return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}
function checkBuildTag(value) {
    if (typeof value !== 'string' || (0,value_rules/* isBuildTag */.FE)(value))
        return checkText(value);
    const hint = 'Use a tag without white space and control characters: "beta".';
    return { problem: `is ${describe(value)}, which is not a valid tag`, hint };
}
/** A variable of `environmentVariables`. Apify rejects numbers, booleans and null. */
function checkEnvVar(name, value) {
    if (!(0,value_rules/* isEnvVarName */.yV)(name))
        return { problem: 'is not a valid name of a variable', hint: `Use ${value_rules/* NAME_RULE */.$h}.` };
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        const problem = `has a name of ${name.length} characters`;
        return { problem, hint: `Use at most ${value_rules/* MAX_NAME_LENGTH */.EM} characters.` };
    }
    if (typeof value !== 'string') {
        const text = typeof value === 'object' ? 'value' : String(value);
        const hint = `Write it in double quotes: "${name}": "${value === null ? '' : text}".`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    if (value.length <= value_rules/* MAX_VALUE_LENGTH */.CU)
        return { value };
    const problem = `has a value of ${value.length} characters`;
    return { problem, hint: `Use at most ${value_rules/* MAX_VALUE_LENGTH */.CU} characters.` };
}
/** The value in a few words, for a message. */
function describe(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value === 'string')
        return value.length > 100 ? `a text of ${value.length} characters` : (0,build_text/* quoted */.TL)(value);
    return typeof value === 'number' ? `the number ${value}` : String(value);
}

// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __nccwpck_require__(6271);
;// CONCATENATED MODULE: ./build/actor/locate-problems.js


/** Problems with their lines and columns in a JSON text, in the order of the text. */
function locateProblems(file, text, problems) {
    const positions = (0,json_positions/* findKeyPlaces */.R4)(text, problems.map(({ path }) => path));
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

// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __nccwpck_require__(1857);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
;// CONCATENATED MODULE: ./build/actor/definition.js







/**
 * Reads and checks `.actor/actor.json`; undefined if it does not exist. A wrong value that an input replaces is
 * absent from the result, or empty for a variable.
 * @throws ActionError with all mistakes in the file.
 */
async function readActorDefinition(request) {
    const text = await (0,read_actor_json/* readActorJson */.q)(request);
    if (text === undefined)
        return undefined;
    return parseActorDefinition(text, (0,read_actor_json/* pathForMessages */.d)(request, '.actor', 'actor.json'), request);
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
    const definition = {
        file,
        name: read('name', checkName, replaced?.name),
        version: read('version', checkVersion, replaced?.version),
        // Apify's CLI treats an empty tag as absent too.
        buildTag: read('buildTag', checkBuildTag, replaced?.buildTag) || undefined,
        title: read('title', checkText),
        description: read('description', checkText),
        usesStandbyMode: read('usesStandbyMode', checkBoolean),
        environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
        dockerfile: read('dockerfile', checkText),
        dockerContextDir: read('dockerContextDir', checkText),
        namedFiles: (0,named_files/* listNamedFiles */.VC)(actorJson),
        references: (0,named_files/* listReferences */.Xo)(actorJson),
    };
    if (mistakes.length > 0)
        throw (0,errors/* problemsError */.$j)(locateProblems(file, text, mistakes));
    return definition;
}
/** The object without properties that count as absent: `null`, and `false` for `dockerfile`. */
function parseObject(text, file) {
    const parsed = parseJson(text, file);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
        throw new errors/* ActionError */.lZ(`${file} is ${describe(parsed)}, not an object`, {
            hint: 'Write an object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
            place: { file, line: 1, column: 1 },
        });
    }
    const isAbsent = ([key, value]) => value === null || (key === 'dockerfile' && value === false);
    return Object.fromEntries(Object.entries(parsed).filter((entry) => !isAbsent(entry)));
}
function parseJson(text, file) {
    try {
        if (!(0,json_positions/* mayBeTooDeep */.dc)(text) || (0,json_positions/* findSyntaxError */.po)(text) === undefined)
            return JSON.parse(text);
    }
    catch {
        // The scanner explains it better.
    }
    const { line, column, problem } = (0,json_positions/* findSyntaxError */.po)(text) ?? { line: 1, column: 1, problem: 'a mistake' };
    throw new errors/* ActionError */.lZ(`${file} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
        hint: `${file} must be strict JSON: double quotes, no comments, no trailing commas.`,
        place: { file, line, column },
    });
}
function readEnvironmentVariables(variables, replaced, mistakes) {
    const key = 'environmentVariables';
    if (variables === undefined || (Array.isArray(variables) && variables.length === 0))
        return {};
    if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
        const hint = 'Write { "NAME": "value" }.';
        mistakes.push(mistakeAt([key], { problem: `is ${describe(variables)}, not an object`, hint }));
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


/***/ }),

/***/ 6271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R4: () => (/* binding */ findKeyPlaces),
/* harmony export */   dc: () => (/* binding */ mayBeTooDeep),
/* harmony export */   po: () => (/* binding */ findSyntaxError)
/* harmony export */ });
/** Positions in JSON texts, in one pass over the text however many positions are needed. */
/** Levels of objects and lists. Real definitions have about ten; code that recurses overflows at thousands. */
const MAX_DEPTH = 100;
/**
 * The positions of keys in a text that is JSON. A path that does not exist has the position of its deepest part that
 * exists, or the start of the text.
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
            // If a name occurs twice, the last one counts. Children of the first are before it.
            if (child === undefined || child.offset <= node.offset)
                break;
            node = child;
        }
        return Math.max(0, node.offset);
    });
    return positionsOf(text, offsets);
}
/** Whether the text has so many brackets that its depth has to be checked. */
function mayBeTooDeep(text) {
    return text.split(/[[{]/, MAX_DEPTH + 2).length > MAX_DEPTH + 1;
}
/** The first mistake in a text that is not JSON, or that is nested too deep; undefined if there is none. */
function findSyntaxError(text) {
    const found = scan(text, undefined);
    if (found === undefined)
        return undefined;
    const [position = { line: 1, column: 1 }] = positionsOf(text, [found.offset]);
    return { ...position, problem: found.problem };
}
/** Reads a JSON text from start to end, and sets the offsets of the nodes. */
function scan(text, root) {
    const levels = [];
    let expected = 'value';
    /** The node of the next value. */
    let node = root;
    let at = 0;
    for (;;) {
        at = skipSpace(text, at);
        const start = at;
        const char = text[at];
        const level = levels.at(-1);
        if (char === undefined)
            return levels.length === 0 && expected === 'comma' ? undefined : endOf(text);
        const isEnd = char === (level?.isList ? ']' : '}');
        if (level !== undefined && isEnd && (expected === 'item' || expected === 'first-key' || expected === 'comma')) {
            levels.pop();
            expected = 'comma';
            at += 1;
        }
        else if (expected === 'comma' && level !== undefined && char === ',') {
            expected = level.isList ? 'value' : 'key';
            at += 1;
        }
        else if (expected === 'colon' && char === ':') {
            expected = 'value';
            at += 1;
        }
        else if ((expected === 'key' || expected === 'first-key') && char === '"') {
            at = endOfString(text, start);
            if (at < 0)
                return { offset: ~at, problem: 'a string that is not valid' };
            node = level?.node?.children.get(JSON.parse(text.slice(start, at)));
            if (node !== undefined)
                node.offset = start;
            expected = 'colon';
        }
        else if (expected === 'value' || expected === 'item') {
            if (level?.isList) {
                node = level.node?.children.get(String(level.index));
                if (node !== undefined)
                    node.offset = start;
                level.index += 1;
            }
            const isList = char === '[';
            if (isList || char === '{') {
                if (levels.length === MAX_DEPTH)
                    return { offset: at, problem: `more than ${MAX_DEPTH} levels of nesting` };
                levels.push({ isList, index: 0, node });
                expected = isList ? 'item' : 'first-key';
                at += 1;
            }
            else {
                at = char === '"' ? endOfString(text, start) : endOfLiteral(text, start);
                if (at < 0)
                    return char === '"' ? { offset: ~at, problem: 'a string that is not valid' } : unexpected(text, start);
                expected = 'comma';
            }
        }
        else
            return unexpected(text, start);
    }
}
function skipSpace(text, from) {
    let at = from;
    while (' \t\n\r'.includes(text[at] ?? '-'))
        at += 1;
    return at;
}
/** The offset after the string; `~offset` of the mistake if it is not valid. */
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
/** The offset after a number, `true`, `false` or `null`; negative if there is none. */
function endOfLiteral(text, start) {
    const literal = /[-+.\w]*/y;
    literal.lastIndex = start;
    const [word = ''] = literal.exec(text) ?? [];
    const isValid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(word);
    return isValid ? start + word.length : -1;
}
function endOf(text) {
    return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'the file is empty' : 'the end of the file' };
}
function unexpected(text, offset) {
    const [character = ''] = text.slice(offset, offset + 2);
    if (/^(?:\/\/|\/\*|#)/.test(text.slice(offset, offset + 2)))
        return { offset, problem: 'a comment' };
    let before = offset - 1;
    while (' \t\n\r'.includes(text[before] ?? '-'))
        before -= 1;
    if ((character === '}' || character === ']') && text[before] === ',') {
        return { offset: before, problem: 'a trailing comma' };
    }
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


/***/ }),

/***/ 1857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VC: () => (/* binding */ listNamedFiles),
/* harmony export */   Xo: () => (/* binding */ listReferences),
/* harmony export */   bB: () => (/* binding */ defaultFiles),
/* harmony export */   cy: () => (/* binding */ defaultPlaces),
/* harmony export */   eB: () => (/* binding */ asObject)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * Default places of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
const defaultPlaces = {
    dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
    readme: ['.actor/README.md', 'README.md'],
    changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
    // Only Apify's CLI and templates use the lowercase names.
    input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
};
/** The files at default places, for an Actor without actor.json. */
const defaultFiles = Object.values(defaultPlaces).flat();
/** The paths of files that actor.json names. An object in place of a path is the content itself. */
function listReferences(actorJson) {
    const top = [
        'dockerfile',
        'readme',
        'changelog',
        'input',
        'inputSchema',
        'output',
        'outputSchema',
        'webServerSchema',
    ];
    const storages = asObject(actorJson['storages']);
    const named = (key) => Object.entries(asObject(storages[key])).map(([name, value]) => [['storages', key, name], value]);
    const all = [
        ...top.map((key) => [[key], actorJson[key]]),
        [['storages', 'dataset'], storages['dataset']],
        [['storages', 'keyValueStore'], storages['keyValueStore']],
        ...named('datasets'),
        ...named('keyValueStores'),
    ];
    return all.flatMap(([keys, written]) => (typeof written === 'string' ? [{ keys, written }] : []));
}
/**
 * actor.json, the files that it names, and the default places of the others: POSIX paths relative to the working
 * directory. Absolute paths, paths that lead out of it and paths with a backslash are omitted. The files need not exist.
 */
function listNamedFiles(actorJson) {
    const isSet = (key) => actorJson[key] !== undefined && actorJson[key] !== null;
    const named = listReferences(actorJson).flatMap(({ keys, written }) => {
        // `inputSchema` is the older name of `input`.
        if (keys[0] === 'inputSchema' && isSet('input'))
            return [];
        // On Windows, a backslash separates folders, so that the path could lead out of the working directory.
        if (written.includes('\\'))
            return [];
        const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join('.actor', written);
        return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(written) || /^\.\.?(?:\/|$)/.test(path) || path.endsWith('/') ? [] : [path];
    });
    const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) => isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places);
    return [...new Set(['.actor/actor.json', ...named, ...defaults])];
}
/** The value if it is an object, otherwise an empty one. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}


/***/ }),

/***/ 5475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ pathForMessages),
/* harmony export */   q: () => (/* binding */ readActorJson)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4565);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






/** Bytes. Apify accepts at most 3 MiB of files that are not in an archive; a definition has a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;
/** Bytes. No system follows a longer link. */
const MOST_LINK_BYTES = 4096;
/** Path of a file in the working directory relative to the workspace, with `/`, for messages and annotations. */
function pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workingDirectory, ...names)).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_1__.sep, '/');
}
/**
 * The text of `.actor/actor.json` without its byte order mark; undefined if the file does not exist in this spelling.
 * @throws ActionError if it is not a readable UTF-8 file in the workspace.
 */
async function readActorJson(folder) {
    const { workspace, workingDirectory } = folder;
    const shown = pathForMessages(folder, '.actor', 'actor.json');
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workingDirectory, '.actor', 'actor.json');
    const failed = (problem, hint, more = {}) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${shown} ${problem}`, {
        hint,
        place: { file: shown, ...(more.line === undefined ? {} : { line: more.line }) },
        cause: more.cause,
    });
    const textLink = (problem) => failed(`${problem} that Git has checked out as text`, 'Git does this on Windows if links are off. Run git config --global core.symlinks true before the checkout, or replace the link with the file.');
    const file = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, path, MAX_BYTES);
    switch (file.kind) {
        case 'missing':
            if (file.isBrokenLink) {
                const hint = 'Fix the link, or replace it with the file.';
                throw failed('is a link, or behind a link, whose target does not exist', hint);
            }
            if (await isTextLink(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))
                throw textLink('is behind a link');
            return undefined;
        case 'outside':
            throw failed('is a link, or behind a link, that leads out of the workspace', 'Replace the link with the file.');
        case 'not-a-file':
            throw failed('is not a file', 'Replace it with a JSON file that defines the Actor.');
        case 'too-large': {
            const sizes = `is ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatBytes */ .z3)(file.size)} (${file.size} bytes); the limit is ${MAX_BYTES} bytes`;
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
            if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
                return new TextDecoder().decode(bytes);
            throw failed('is not UTF-8 text', 'Save it as UTF-8.', { line: firstLineNotUtf8(bytes) });
        }
    }
}
/** Disks of Windows and macOS find `.Actor/Actor.json` too, which Apify does not. */
function isSpelledSo(path, real) {
    if (path === real)
        return true;
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
    return (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .listNames */ .Zv)(folder).includes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) && (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .listNames */ .Zv)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)).includes((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder));
}
/** Whether a file contains only what looks like a relative path to something that exists. */
async function isTextLink(workspace, path) {
    const file = await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, path, MOST_LINK_BYTES);
    const text = file.kind === 'read' ? file.bytes.toString() : '';
    if (!/^[^\n{\0]+$/.test(text))
        return false;
    const target = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), text);
    if ((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isOnNetwork */ .y$)(target))
        return false;
    return (await (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .readWorkspaceFile */ .sL)(workspace, target, 0)).kind !== 'missing';
}
function firstLineNotUtf8(bytes) {
    let line = 1;
    for (let start = 0;; line += 1) {
        const end = bytes.indexOf(0x0a, start);
        if (end < 0 || !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes.subarray(start, end)))
            return line;
        start = end + 1;
    }
}


/***/ }),

/***/ 4193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ NAME_RULE),
/* harmony export */   CI: () => (/* binding */ versionOfThreeParts),
/* harmony export */   CU: () => (/* binding */ MAX_VALUE_LENGTH),
/* harmony export */   EM: () => (/* binding */ MAX_NAME_LENGTH),
/* harmony export */   FE: () => (/* binding */ isBuildTag),
/* harmony export */   eh: () => (/* binding */ isSecretName),
/* harmony export */   i3: () => (/* binding */ isVersionNumber),
/* harmony export */   ko: () => (/* binding */ THREE_PARTS_HINT),
/* harmony export */   yV: () => (/* binding */ isEnvVarName)
/* harmony export */ });
/** Values that the Apify API accepts. The limits of environment variables are those of Apify's own CLI. */
/** Characters of a name. */
const MAX_NAME_LENGTH = 100;
/** UTF-16 code units of a value, as JavaScript's `length` and Apify's own CLI count: an emoji is two or more. */
const MAX_VALUE_LENGTH = 50_000;
const NAME_RULE = 'letters, digits and underscores, not starting with a digit';
/** True for letters, digits and `_` of any length that do not start with a digit. */
function isEnvVarName(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
/** True for the name of a secret that only references use: `-` and `.` are allowed too. */
function isSecretName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}
/** `MAJOR.MINOR`, each from 0 to 99, without a leading zero. https://docs.apify.com/api/v2/actor-version-post */
function isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}
/** `1.0` for `1.0.0`; undefined for any other text. */
function versionOfThreeParts(text) {
    const [, version = ''] = /^(\d+\.\d+)\.\d+$/.exec(text) ?? [];
    return isVersionNumber(version) ? version : undefined;
}
const THREE_PARTS_HINT = 'Apify adds the third number at each build.';
/** True for a tag without white space and control characters. The API decides on everything else. */
function isBuildTag(text) {
    return !/[\s\p{Cc}]/u.test(text);
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   $j: () => (/* binding */ problemsError),
/* harmony export */   CD: () => (/* binding */ keepError),
/* harmony export */   Lt: () => (/* binding */ combineErrors),
/* harmony export */   QG: () => (/* binding */ messageToGoOn),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   fC: () => (/* binding */ traceOf),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   ul: () => (/* binding */ collectErrors)
/* harmony export */ });
/** An error that ends the run and that the user can fix. */
class ActionError extends Error {
    name = 'ActionError';
    hint;
    place;
    /** The mistakes in JSON files that this error lists. */
    problems;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? undefined : { cause: more.cause });
        this.hint = more.hint;
        this.place = more.place;
        this.problems = more.problems ?? [];
    }
}
/** Mistakes of one file that a message lists. */
const MOST_LISTED = 10;
/** One error for the mistakes in one file, in the order of their positions. */
function problemsError(problems, cause) {
    const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const [first] = sorted;
    if (first === undefined)
        throw new TypeError('There is no problem to report');
    const { file, line, column } = first;
    const more = { place: { file, line, column }, problems: sorted, cause };
    if (sorted.length === 1)
        return new ActionError(`${file}: ${first.message}`, { ...more, hint: first.hint });
    const lines = listProblems(sorted, (problem) => `- line ${problem.line}: `);
    return new ActionError(`${file} has ${sorted.length} mistakes:\n${lines.join('\n')}`, more);
}
/**
 * One error that lists all of these, each with its hint; a single error is returned unchanged.
 * @param title a noun phrase in the plural: `inputs are not valid`.
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
/** A function for `catch` that adds an ActionError to the list and throws every other error again. */
function keepError(errors) {
    return (error) => {
        if (!(error instanceof ActionError))
            throw error;
        errors.push(error);
        return undefined;
    };
}
/** A function that runs a step, and adds its ActionError to the list. */
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
/** The message of anything that was thrown. */
function messageOf(error) {
    return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** The message without a full stop at its end, so that a sentence can continue. */
function messageToGoOn(error) {
    return messageOf(error).replace(/\.$/, '');
}
/** The code of a system error, such as `ENOENT`; the message if it has none. */
function codeOf(error) {
    return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}
/** The stack of an error and of each of its causes, for the debug log. */
function traceOf(error) {
    const traces = [];
    // A chain of causes may be a circle.
    for (let cause = error; isObject(cause) && traces.length < 20; cause = cause['cause']) {
        traces.push(typeof cause['stack'] === 'string' ? cause['stack'] : messageOf(cause));
    }
    return traces;
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}


/***/ }),

/***/ 1340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ov: () => (/* binding */ nameFrom),
/* harmony export */   VV: () => (/* binding */ placeIn),
/* harmony export */   e9: () => (/* binding */ isInGitFolder),
/* harmony export */   lX: () => (/* binding */ nameBelow),
/* harmony export */   y$: () => (/* binding */ isOnNetwork)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * The POSIX path of a place relative to a folder, both absolute and with links resolved. It is empty for the folder
 * itself, and undefined if the place is not in the folder.
 */
function nameFrom(folder, place, rules = node_path__WEBPACK_IMPORTED_MODULE_0__) {
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
/** A POSIX name relative to a folder, both relative to the same place; undefined if it is not in the folder. */
function nameBelow(folder, name) {
    if (folder === '')
        return name;
    return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}
/** The place of a normalized POSIX name below an absolute folder; faster than `path.join`. */
function placeIn(folder, name, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/** Whether a path may lead to another machine. Windows sends the user's credentials there when it opens the path. */
function isOnNetwork(place, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name is `.git` or below it, in any letter case, because some disks ignore case. */
function isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}


/***/ }),

/***/ 1060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** Much longer than any path. */
const MAX_GIT_FILE_BYTES = 64 * 1024;
/**
 * The innermost repository around a folder, by `.git` alone. Git itself also takes a folder that looks like a bare
 * repository for one, and such a folder can be committed.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
function findRepository(folder) {
    for (let workTree = folder;; workTree = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree)) {
        const gitDir = gitDirOf(workTree);
        if (gitDir !== undefined)
            return { gitDir, workTree };
        if (workTree === node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(workTree))
            return undefined;
    }
}
/** The Git folder of a work tree; undefined if its `.git` does not lead to one. */
function gitDirOf(workTree) {
    const dotGit = node_path__WEBPACK_IMPORTED_MODULE_1__.join(workTree, '.git');
    const stats = statOf(dotGit);
    if (stats === undefined)
        return undefined;
    if (stats.isDirectory())
        return isGitDir(dotGit) ? dotGit : undefined;
    if (!stats.isFile() || stats.size > MAX_GIT_FILE_BYTES)
        return undefined;
    // Submodules and worktrees have a file that names the folder.
    const [, target] = /^gitdir: (.+?)[\r\n]*$/s.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(dotGit, 'utf8')) ?? [];
    if (target === undefined)
        return undefined;
    const gitDir = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workTree, target);
    return isGitDir(gitDir) ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(gitDir) : undefined;
}
function isGitDir(folder) {
    const has = (name) => statOf(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, name)) !== undefined;
    return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}
function statOf(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(place, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S: () => (/* binding */ checkGitPath),
  l: () => (/* binding */ createGit)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
;// CONCATENATED MODULE: ./build/runner/git.js





/**
 * Settings of the command line take precedence over those of any file. A repository's settings can name programs (a
 * file system monitor, hooks, a program that checks signatures): none of them runs. Names are those on the disk, on
 * every system: the case of letters counts in rules, and macOS's decomposed letters stay unchanged.
 */
const settings = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'log.showSignature=false',
    'gpg.program=false',
    'diff.external=',
    'core.ignoreCase=false',
    'core.precomposeUnicode=false',
    'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);
/** Everything that Git needs of the step's environment. Any other variable could be a secret or redirect Git. */
const passedVariables = new Set([
    ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH'],
    ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'],
    ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
]);
const TIME_LIMIT_MS = 2 * 60 * 1000;
/**
 * Git as every stage uses it: it only reads, without locks, prompts, hooks and network, in English.
 * @param environment of the step.
 */
function createGit(environment, { timeLimitMs = TIME_LIMIT_MS } = {}) {
    const env = {
        ...Object.fromEntries(Object.entries(environment).filter(([name]) => passedVariables.has(name.toUpperCase()))),
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        // A partial clone would fetch missing objects: the first is for Git since 2.45, the second for all versions.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
    };
    return async (args, options) => {
        const repository = (0,git_repository/* findRepository */.W)(options.cwd);
        if (repository === undefined)
            return noRepository;
        const { gitDir, workTree } = repository;
        // Git does not check the owner of a repository that is named: in a container the checkout belongs to another user.
        const named = [`--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-C', options.cwd];
        return await run([...named, ...settings, ...args], { ...options, env, timeLimitMs, command: commandOf(args) });
    };
}
function commandOf(args) {
    return args.find((argument) => !argument.startsWith('-')) ?? '';
}
const noRepository = { kind: 'failed', exitCode: 128, stderr: 'fatal: not a git repository' };
function run(args, { env, input, signal, timeLimitMs, command }) {
    return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        let git;
        try {
            // Windows looks for programs in the folder of the process first: that is never the checkout.
            const cwd = external_node_path_.dirname(process.execPath);
            const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
            git = (0,external_node_child_process_namespaceObject.spawn)('git', args, { cwd, env, stdio: [...stdio], windowsHide: true });
        }
        catch (error) {
            resolve({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) });
            return;
        }
        const stop = (reason) => {
            reject(reason);
            git.kill('SIGKILL');
            // A process that Git started may keep its output open.
            git.stdout?.destroy();
            git.stderr?.destroy();
        };
        const onAbort = () => stop(signal?.reason);
        signal?.addEventListener('abort', onAbort, { once: true });
        const timer = setTimeout(() => stop(tookTooLong(command, timeLimitMs)), timeLimitMs);
        const end = (result) => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', onAbort);
            resolve(result);
        };
        const stdout = collect(git.stdout);
        const stderr = collect(git.stderr);
        git.stdin?.on('error', () => { }); // Git may end before it has read everything: its exit code counts.
        git.stdin?.end(input);
        git.on('error', (error) => end({ kind: 'no-git', code: (0,errors/* codeOf */.$N)(error) }));
        git.on('close', (exitCode) => {
            const messages = Buffer.concat(stderr).toString().trim();
            if (exitCode === 0)
                end({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: messages });
            else
                end({ kind: 'failed', exitCode, stderr: messages });
        });
    });
}
function tookTooLong(command, ms) {
    return new errors/* ActionError */.lZ(`git ${(0,build_text/* visible */.RK)(command)} did not finish within ${ms / 1000} seconds and was stopped`, {
        hint: 'Check that the disk of the checkout responds, and that no .gitignore file, and no file that the settings of Git name, is a pipe.',
    });
}
/**
 * Checks a path that Git returned: an index that somebody made by hand can contain paths that lead elsewhere.
 * @throws ActionError if it is absolute or has a `.` or `..` segment.
 */
function checkGitPath(name, { sep } = external_node_path_) {
    const leadsElsewhere = sep === '\\' ? /^[\\/]|^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i : /^\/|(?:^|\/)\.{0,2}(?:\/|$)/;
    // A folder's name ends with a slash.
    if (!leadsElsewhere.test(name.endsWith('/') ? name.slice(0, -1) : name))
        return;
    throw new errors/* ActionError */.lZ(`Git returned the path "${(0,build_text/* visible */.RK)(name)}", which is not a path inside the repository`, {
        hint: 'The index of the repository is damaged or was changed by another program. Check out the repository again.',
    });
}
function collect(stream) {
    const chunks = [];
    stream?.on('data', (chunk) => chunks.push(chunk));
    return chunks;
}


/***/ }),

/***/ 2210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   XP: () => (/* binding */ formsOf),
/* harmony export */   h_: () => (/* binding */ isMaskable),
/* harmony export */   lY: () => (/* binding */ createRedactor),
/* harmony export */   xb: () => (/* binding */ writtenForms)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(977);

/** Characters. Parts that are shorter have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;
/** Characters. The runner's own mask hides shorter values in the log; here they would change every version number. */
const SHORTEST_REDACTED = 4;
/** Characters. Shorter parts between `\n` may belong to a path of Windows. */
const SHORTEST_ESCAPED_LINE = 16;
/** All forms of a secret to mask: of the whole value, and of each of its lines of 8 characters or more. */
function writtenForms(value) {
    const lines = value
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line.length >= SHORTEST_DERIVED);
    // A secret that is JSON may be shown after it was parsed.
    const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
    const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
    return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}
/**
 * False for a form whose mask would hide common words: the runner masks each line of a value with several lines, however
 * short, and the long lines are forms of their own.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
function isMaskable(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    const isShort = (line) => line.length < SHORTEST_DERIVED;
    return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}
/**
 * The forms in which one text may appear: unchanged; as a JSON string, once and twice; URL-encoded; in XML and HTML;
 * with `\n` for its line ends; in Base64. The leak check uses it too, for the whole value and its longest line only.
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
            ...jsonForms.flatMap((form) => [form(text), form(form(text))]),
            text.replaceAll(/\r\n|\n|\r/g, '\\n'),
            text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
            ...urlForms(wellFormed),
            ...markupForms(text),
            ...base64Forms(bytes),
            // Basic authentication with an unknown user, or with the secret as the user.
            ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
            ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
        ]),
    ];
}
const inJavaScript = (text) => JSON.stringify(text).slice(1, -1);
const inAscii = (text) => inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** JSON strings as JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go write them. */
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
/** References for quotes, by the language that writes them. */
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
/** Base64 at each of the three alignments inside a longer text, and in lines of 76 characters. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
    const parts = [0, 1, 2].map((before) => {
        const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
        // The first and last characters depend on the bytes around the secret too.
        const start = Math.ceil((before * 8) / 6);
        return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
    });
    const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
    const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
    return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}
/** Characters. Long forms are compared only if so many are the same, so that texts with only the beginning cost little. */
const PREFIX = 32;
/** Places where a text was cut that are searched for the beginning of a secret, from the end of the text. */
const MOST_CUTS = 100;
/**
 * A function that replaces every form of every secret by `***`, and the beginning of a secret before the mark of a
 * cut. Its time grows with the length of the text, hardly with the number of secrets.
 */
function createRedactor(secrets) {
    const forms = new Set(secrets.flatMap(({ value }) => writtenForms(value)));
    const redacted = [...forms].filter(({ length }) => length >= SHORTEST_REDACTED).sort((a, b) => b.length - a.length);
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
    return (text) => hideRanges(text, [...findSecrets(text, groupAt), ...findCutSecrets(text, groupAt, longest)]);
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
        // Secrets that overlap or touch are one range.
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
    let end = text.lastIndexOf(_text_js__WEBPACK_IMPORTED_MODULE_0__/* .CUT_MARK */ .Hj);
    for (let cuts = 0; end > 0 && cuts < MOST_CUTS; cuts += 1) {
        const before = text.lastIndexOf(_text_js__WEBPACK_IMPORTED_MODULE_0__/* .CUT_MARK */ .Hj, end - 1);
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
/** A hash of the four characters at an offset. */
function hashAt(text, at) {
    const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 1031;
    return (first + text.charCodeAt(at + 2) * 7919 + text.charCodeAt(at + 3) * 40_503) & (HASHES - 1);
}


/***/ }),

/***/ 4565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ye: () => (/* binding */ realPath),
/* harmony export */   Zv: () => (/* binding */ listNames),
/* harmony export */   sL: () => (/* binding */ readWorkspaceFile),
/* harmony export */   t1: () => (/* binding */ findFoldersWith)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1340);





const openFile = (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.open);
/**
 * Reads a regular file of the workspace. The file that was opened is the one that was checked, so a link that changes
 * meanwhile has no effect, and a pipe or device never blocks.
 * @param workspace absolute, links resolved.
 * @param file absolute.
 * @param maxBytes larger files are not read.
 */
async function readWorkspaceFile(workspace, file, maxBytes) {
    let descriptor;
    try {
        const real = realPath(file);
        const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .nameFrom */ .Ov)(workspace, real);
        if (name === undefined || (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .isInGitFolder */ .e9)(name))
            return { kind: 'outside' };
        // Only opening may wait for a network disk. The rest is faster without a promise, which counts for hundreds of files.
        descriptor = await openFile(real, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
        const opened = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
        if (!opened.isFile())
            return { kind: 'not-a-file' };
        if (opened.size > maxBytes)
            return { kind: 'too-large', size: opened.size };
        const again = realPath(file);
        if (again !== real || !isSame((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(again), opened))
            return { kind: 'outside' };
        return { kind: 'read', bytes: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(descriptor), path: real };
    }
    catch (cause) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(cause);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return { kind: 'missing', isBrokenLink: isBehindBrokenLink(file) };
        if (code === 'EISDIR' || code === 'ENXIO')
            return { kind: 'not-a-file' };
        return { kind: 'unreadable', code, cause };
    }
    finally {
        if (descriptor !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
function isSame(a, b) {
    return a.dev === b.dev && a.ino === b.ino;
}
/** Whether the deepest part of the path that exists is a link whose target does not exist. */
function isBehindBrokenLink(file) {
    const found = statusOf(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync);
    const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(file);
    if (found === undefined && folder !== file)
        return isBehindBrokenLink(folder);
    return found?.isSymbolicLink() === true && statusOf(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync) === undefined;
}
/**
 * The path with all links resolved, in the spelling of the disk.
 * @throws a system error if it does not exist.
 */
function realPath(file) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(file);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error)))
            throw error;
        // Some disks of Windows, such as RAM disks, do not support the native call.
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(file);
    }
}
/** The names in a folder; none if it cannot be read. */
function listNames(folder) {
    return readFolder(folder).map(({ name }) => name);
}
/** Folders that a search looks into. */
const MOST_SEARCHED = 5000;
/**
 * Folders below this one that contain the file, as POSIX paths from it, the highest first. Hidden folders,
 * `node_modules` and links are skipped, and a search ends after 5,000 folders.
 * @param file POSIX path, `.actor/actor.json`.
 */
function findFoldersWith(folder, file) {
    const found = [];
    const names = [''];
    for (let index = 0; index < Math.min(names.length, MOST_SEARCHED); index += 1) {
        const name = names[index];
        const place = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, name);
        if (name !== '' && isFile(node_path__WEBPACK_IMPORTED_MODULE_1__.join(place, file)))
            found.push(name);
        const inner = readFolder(place)
            .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
            .map((entry) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(name, entry.name));
        names.push(...inner.sort());
    }
    return found;
}
function readFolder(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
function isFile(file) {
    return statusOf(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)?.isFile() === true;
}
function statusOf(file, read) {
    try {
        return read(file);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ createInspection),
  q: () => (/* binding */ findEmptyFiles)
});

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/errors.js
var build_errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/runner/secrets.js
var secrets = __nccwpck_require__(2210);
;// CONCATENATED MODULE: ./build/source/checks/find-needles.js
/** Shorter needles are searched for one by one: they leave nothing to skip. */
const SHORTEST_SKIPPING = 8;
const LONGEST_SKIP = 255;
/**
 * Searches for many byte strings in one pass (Wu and Manber, 1994): two bytes at the end of a window as long as the
 * shortest needle show how far the window can move.
 */
function createSearch(needles) {
    const indexes = needles.map((_, index) => index).filter((index) => needles[index]?.length !== 0);
    const isLong = (index) => (needles[index]?.length ?? 0) >= SHORTEST_SKIPPING;
    const short = indexes.filter((index) => !isLong(index));
    const long = indexes.filter(isLong);
    const searchLong = long.length === 0 ? () => { } : createSkippingSearch(needles, long);
    return (bytes, found) => {
        for (const index of short)
            if (bytes.includes(needles[index]))
                found(index);
        searchLong(bytes, found);
    };
}
function createSkippingSearch(needles, indexes) {
    const window = Math.min(LONGEST_SKIP, ...indexes.map((index) => needles[index]?.length ?? 0));
    const skips = new Uint8Array(0x10000).fill(window - 1);
    const candidates = new Map();
    for (const index of indexes) {
        const needle = needles[index];
        for (let end = 1; end < window; end += 1) {
            const pair = pairAt(needle, end);
            skips[pair] = Math.min(skips[pair] ?? 0, window - 1 - end);
            if (end === window - 1)
                candidates.set(pair, [...(candidates.get(pair) ?? []), index]);
        }
    }
    return (bytes, found) => {
        for (let end = window - 1; end < bytes.length;) {
            const pair = pairAt(bytes, end);
            const skip = skips[pair];
            if (skip === 0) {
                for (const index of candidates.get(pair) ?? []) {
                    if (startsWith(bytes, end - window + 1, needles[index]))
                        found(index);
                }
            }
            end += skip || 1;
        }
    };
}
function pairAt(bytes, end) {
    return (bytes[end - 1] << 8) | bytes[end];
}
function startsWith(bytes, start, needle) {
    return start + needle.length <= bytes.length && needle.every((byte, offset) => bytes[start + offset] === byte);
}

;// CONCATENATED MODULE: ./build/source/checks/leak-check.js




/** Characters. A shorter secret may be in a file by chance. The token counts at any length. */
const SHORTEST_SECRET = 16;
/** Characters of a form that are searched for, before the rest is compared. */
const PART_LENGTH = 16;
/**
 * @param names of all files: a name may contain a secret too.
 * @param shownFolder the folder of the files from the workspace's root, for annotations.
 */
function createLeakCheck(secrets, { names, shownFolder }) {
    const wanted = listWanted(secrets);
    const parts = wanted.flatMap((secret) => 
    // Many forms differ only at their beginning or end.
    [...new Set(secret.forms.flatMap(toParts))].flatMap(toBytes).map((part) => ({ part, secret })));
    const search = createSearch(parts.map(({ part }) => part));
    // UTF-16 doubles the bytes of a form, and Base64 may be wrapped.
    const longest = 3 * Math.max(0, ...wanted.flatMap(({ forms }) => forms.map((form) => Buffer.byteLength(form))));
    const findSuspects = (bytes) => {
        const suspects = new Set();
        search(bytes, (index) => {
            const { secret } = parts[index] ?? {};
            if (secret !== undefined)
                suspects.add(secret);
        });
        return suspects;
    };
    const findIn = (bytes) => {
        const suspects = findSuspects(bytes);
        if (suspects.size === 0)
            return [];
        const texts = decodings(bytes);
        return [...suspects].filter(({ forms }) => {
            const needles = forms.map(withoutLineEnds);
            return texts.some((text) => needles.some((needle) => text.includes(needle)));
        });
    };
    const isSuspect = (bytes) => findSuspects(bytes).size > 0;
    if (isSuspect(Buffer.from(names.join('\u0001')))) {
        for (const name of names)
            for (const secret of findIn(Buffer.from(name)))
                secret.names.add(name);
    }
    return {
        isSuspect,
        inspect: ({ name, size }) => {
            let left = size;
            let end;
            return (part) => {
                const bytes = end === undefined ? part : Buffer.concat([end, part]);
                for (const secret of findIn(bytes))
                    secret.files.add(name);
                left -= part.length;
                if (left > 0)
                    end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - longest)));
            };
        },
        throwIfFound: () => {
            const forms = wanted.flatMap((secret) => secret.forms);
            const found = wanted.filter(({ files, names: inNames }) => files.size + inNames.size > 0);
            const errors = found.map((secret) => toError(secret, forms, shownFolder));
            if (errors.length > 0)
                throw (0,build_errors/* combineErrors */.Lt)(errors, 'secrets are in files that would be deployed');
        },
    };
}
function listWanted(secrets) {
    const wanted = new Map();
    for (const secret of secrets) {
        const text = secret.value.replaceAll('\r\n', '\n').trim();
        if (text === '' || (secret.kind !== 'token' && [...text].length < SHORTEST_SECRET))
            continue;
        const known = wanted.get(text);
        if (known !== undefined)
            known.secrets.push(secret);
        else
            wanted.set(text, { secrets: [secret], forms: listForms(text), files: new Set(), names: new Set() });
    }
    return [...wanted.values()];
}
/** Forms of the whole value and of its longest line: short lines of JSON and armor lines of keys are not secret. */
function listForms(text) {
    const lines = text.split('\n').map((line) => line.trim());
    // A private key in the JSON of a service account has line ends that are written as `\n`.
    const escapedLines = lines.flatMap((line) => line.split('\\n').slice(1, -1));
    const longest = [lines, escapedLines].flatMap((all) => {
        const candidates = all.filter((line) => !/^-----.*-----$/.test(line));
        return candidates.toSorted((a, b) => b.length - a.length).slice(0, 1);
    });
    const secretLines = longest.filter((line) => line.length >= SHORTEST_SECRET);
    return [...new Set([text, text.replaceAll('\n', '\r\n'), ...secretLines].flatMap(secrets/* formsOf */.XP))];
}
/**
 * Two parts from the middle of a form. If Base64 is wrapped, one of the two is still on one line: lines have 64 characters
 * or more.
 */
function toParts(form) {
    const characters = [...form];
    if (characters.length < PART_LENGTH)
        return [form];
    const middle = Math.floor(characters.length / 2);
    const start = Math.max(0, middle - PART_LENGTH);
    return [characters.slice(start, middle).join(''), characters.slice(middle, middle + PART_LENGTH).join('')];
}
/** A part in UTF-8 and UTF-16. */
function toBytes(part) {
    const utf16 = Buffer.from(part, 'utf16le');
    return [Buffer.from(part), utf16, Buffer.from(utf16).swap16()];
}
/** The bytes as UTF-8 and UTF-16, the latter from even and odd places, without line ends. */
function decodings(bytes) {
    const utf16 = [bytes, bytes.subarray(1)].flatMap((from) => {
        const pairs = from.subarray(0, from.length - (from.length % 2));
        return [pairs.toString('utf16le'), Buffer.from(pairs).swap16().toString('utf16le')];
    });
    return [bytes.toString(), ...utf16].map(withoutLineEnds);
}
function withoutLineEnds(text) {
    return text.replaceAll(/[\r\n]/g, '');
}
function toError({ secrets, files, names }, forms, shownFolder) {
    const hide = (name) => (0,build_text/* visible */.RK)(forms.reduce((shown, form) => (form.length < 4 ? shown : shown.replaceAll(form, '***')), name));
    const inFiles = [...files].sort();
    const [first] = inFiles;
    const shown = [...inFiles.map(hide), ...[...names].sort().map((name) => `the name of ${hide(name)}`)];
    const contain = `${(0,build_text/* listSome */.XT)(shown)} ${shown.length === 1 ? 'contains' : 'contain'}`;
    const path = shownFolder === '' ? first : `${shownFolder}/${first}`;
    return new build_errors/* ActionError */.lZ(`${contain} ${describeSecrets(secrets)}`, {
        hint: hintFor(secrets),
        ...(first === undefined || path === undefined || names.has(first) ? {} : { place: { file: path } }),
    });
}
function describeSecrets(secrets) {
    const names = [...new Set(secrets.map(({ name }) => (0,build_text/* visible */.RK)(name)))];
    const token = secrets.find(({ kind }) => kind === 'token');
    if (token === undefined)
        return `the value of the secret ${names.join(' and ')}`;
    const others = names.filter((name) => name !== 'token' || token.name !== 'token');
    return `the Apify token${others.length === 0 ? '' : ` (also the value of ${others.join(' and ')})`}`;
}
function hintFor(secrets) {
    const solutions = (what) => `Remove the ${what} from the file or its name, or exclude the file in .actorignore`;
    if (secrets.some(({ kind }) => kind === 'token')) {
        return `${solutions('token')}: everyone who can see the Actor's source could use it. If the token was committed, revoke it at https://console.apify.com/settings/integrations.`;
    }
    const names = secrets.filter(({ kind }) => kind === undefined).map(({ name }) => (0,build_text/* visible */.RK)(name));
    const move = names.length === 0 ? '' : ` If the value is not a secret, move ${[...new Set(names)].join(' and ')} to env-vars.`;
    return `${solutions('secret')}.${move}`;
}

// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __nccwpck_require__(9897);
;// CONCATENATED MODULE: ./build/source/checks/line-endings.js



/** Characters of names in one command line, at most. Windows allows 32,767 in total. */
const NAMES_IN_ARGUMENTS = 16_000;
/** `i/lf w/crlf attr/… <tab>name`. With the attribute `eol=crlf`, CRLF is what the repository wants. */
const CHANGED_BY_CHECKOUT = /^i\/lf +w\/crlf +attr\/(?![^\t]*eol=crlf)[^\t]*\t/;
/**
 * Warns about tracked files that have LF in Git and CRLF on disk, which a checkout on Windows causes: a shell script
 * with CRLF does not start in the Actor's container.
 * @param files that contain CRLF. Files of submodules are skipped.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol
 */
async function findCrlfFiles(request) {
    const { folder, git, signal } = request;
    const names = new Map();
    for (const { name, path, tracked } of request.files) {
        // Git lists a file by its own name, not by the name of a link to it.
        const own = tracked ? (0,paths/* nameFrom */.Ov)(folder, path) : undefined;
        if (own !== undefined)
            names.set(own, name);
    }
    if (names.size === 0)
        return [];
    const own = [...names.keys()];
    const asked = own.reduce((sum, name) => sum + name.length, 0) <= NAMES_IN_ARGUMENTS ? own : [];
    const result = await git(['--literal-pathspecs', 'ls-files', '--eol', '-z', '--', ...asked], {
        cwd: folder,
        ...(signal === undefined ? {} : { signal }),
    });
    if (result.kind !== 'ok')
        return [];
    const changed = (0,file_names/* readRecords */.T3)(result.stdout)
        .filter(({ name: record }) => CHANGED_BY_CHECKOUT.test(record))
        .flatMap(({ name: record }) => names.get(record.slice(record.indexOf('\t') + 1)) ?? []);
    if (changed.length === 0)
        return [];
    return [
        {
            level: 'warning',
            message: `Some files have LF line ends in Git, but are deployed with CRLF, as on disk: ${(0,build_text/* listSome */.XT)(changed.map(build_text/* visible */.RK))}. To check them out with LF, commit a .gitattributes file with this line: * text=auto eol=lf`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/source/checks/inspection.js



function createInspection(files, secrets, root) {
    const names = files.map(({ name }) => name);
    const leaks = createLeakCheck(secrets, { names, shownFolder: root.shown });
    const pointers = [];
    const encrypted = [];
    const withCrlf = [];
    const inspect = (file) => {
        const inspectPart = leaks.inspect(file);
        let isFirst = true;
        return (part) => {
            inspectPart(part);
            if (!isFirst)
                return;
            isFirst = false;
            if (isLfsPointer(file, part))
                pointers.push(file.name);
            else if (part.subarray(0, encryptedStart.length).equals(encryptedStart))
                encrypted.push(file.name);
            else if (part.includes('\r\n') && !part.includes(0))
                withCrlf.push(file);
        };
    };
    return {
        inspect,
        inspectEncoded: (sourceFiles) => {
            // Searching all texts at once is much faster, and nearly always finds that no file must be inspected.
            const texts = sourceFiles.map(({ format, content }) => (format === 'TEXT' ? content : '')).join('\u0001');
            const all = Buffer.from(texts);
            const isClean = !all.includes('\r\n') && !all.includes(pointerStart) && !leaks.isSuspect(all);
            for (let index = 0; index < sourceFiles.length; index += 1) {
                const { format, content } = sourceFiles[index];
                if (isClean && format === 'TEXT')
                    continue;
                inspect(files[index])(Buffer.from(content, format === 'TEXT' ? 'utf8' : 'base64'));
            }
        },
        report: async (git, signal) => {
            leaks.throwIfFound();
            const crlf = { files: withCrlf, folder: root.folder, git, ...(signal === undefined ? {} : { signal }) };
            return [
                ...warnAbout(pointers, 'are Git LFS pointers, not the files themselves', 'Set lfs: true of actions/checkout.'),
                ...warnAbout(encrypted, 'are encrypted by git-crypt', 'Run git-crypt unlock before this step.'),
                ...(await findCrlfFiles(crlf)),
            ];
        },
    };
}
/** A locked file of https://github.com/AGWA/git-crypt begins with it. */
const encryptedStart = Buffer.from('\0GITCRYPT\0');
/** A pointer has less than 1,024 bytes. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MAX_POINTER_BYTES = 1023;
const pointerStart = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
function isLfsPointer({ size }, part) {
    return size <= MAX_POINTER_BYTES && part.subarray(0, pointerStart.length).equals(pointerStart);
}
function warnAbout(names, problem, hint) {
    if (names.length === 0)
        return [];
    const files = (0,build_text/* listSome */.XT)(names.toSorted().map(build_text/* visible */.RK));
    return [{ level: 'warning', message: `Some files ${problem}: ${files}. ${hint}` }];
}
/** Apify stores empty files, but its builds skip them unless the source is an archive. */
function findEmptyFiles(files) {
    const names = files.filter(({ size }) => size === 0).map(({ name }) => (0,build_text/* visible */.RK)(name));
    if (names.length === 0)
        return [];
    const message = `Apify's builds skip ${(0,build_text/* formatCount */.B4)(names.length, 'empty file')}: ${(0,build_text/* listSome */.XT)(names)}`;
    return [{ level: 'debug', message }];
}


/***/ }),

/***/ 5234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pq: () => (/* binding */ fitsIntoBody),
/* harmony export */   oQ: () => (/* binding */ encodeFiles)
/* harmony export */ });
/* unused harmony exports MAX_CONTENT_BYTES, MAX_BODY_BYTES, encodeBytes */
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8500);
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2705);



/** Bytes of all `content` strings of a version, at most. `MAX_MULTIFILE_BYTES` in https://github.com/apify/apify-shared-js */
const MAX_CONTENT_BYTES = 3 * 1024 ** 2;
/** Bytes of a request's body before compression, at most. https://docs.apify.com/api/v2 */
const MAX_BODY_BYTES = 9_437_184;
/** Milliseconds of reading, after which requests and a cancellation have their turn. */
const SLICE_MS = 20;
/**
 * Reads and encodes files: as text if their bytes are valid UTF-8 without NUL, otherwise as Base64. Ends as soon as the
 * content is too large for a version, so that never more than that is in memory.
 * @throws ActionError if a file cannot be read or changes.
 */
async function encodeFiles(files, { workspace, signal }) {
    // Neither form is shorter than the bytes.
    if (files.reduce((sum, { size }) => sum + size, 0) > MAX_CONTENT_BYTES)
        return 'too-large';
    const sourceFiles = [];
    let contentBytes = 0;
    while (sourceFiles.length < files.length) {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setImmediate)();
        signal?.throwIfAborted();
        const end = performance.now() + SLICE_MS;
        const reader = (0,_read_file_js__WEBPACK_IMPORTED_MODULE_2__/* .createFileReader */ .g)(workspace);
        for (const file of files.slice(sourceFiles.length)) {
            const text = reader.readText(file);
            const encoded = text === undefined ? encodeBytes(reader.readWhole(file)) : encodeText(text, file.size);
            sourceFiles.push({ name: file.name, format: encoded.format, content: encoded.content });
            contentBytes += encoded.counted;
            if (contentBytes > MAX_CONTENT_BYTES)
                return 'too-large';
            if (sourceFiles.length % 32 === 0 && performance.now() > end)
                break;
        }
    }
    return { sourceFiles, contentBytes };
}
function encodeBytes(bytes) {
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes) && !bytes.includes(0))
        return encodeText(bytes.toString(), bytes.length);
    return { format: 'BASE64', content: bytes.toString('base64'), counted: Math.ceil(bytes.length / 3) * 4 };
}
/** The platform counts 5 bytes, not 4, for a character beyond U+FFFF. Text with a character for each byte is ASCII. */
function encodeText(content, bytes) {
    const beyond = content.length === bytes ? 0 : (content.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0);
    return { format: 'TEXT', content, counted: bytes + beyond };
}
/** The JSON around a file's name and content. */
const FORM_BYTES = '{"name":"","format":"BASE64","content":""},'.length;
/** Characters that JSON writes as `\u0001`, in 6 bytes. Every other character takes at most twice its bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for
const LONG_ESCAPES = /[\u0000-\u0007\u000b\u000e-\u001f]/;
/**
 * Whether the version's request stays within the platform's limit.
 * @param otherBytes size of the request's body without files.
 */
function fitsIntoBody({ sourceFiles, contentBytes }, otherBytes) {
    const nameBytes = sourceFiles.reduce((sum, { name }) => sum + 3 * name.length, 0);
    const isBelow = (escapeBytes) => otherBytes + escapeBytes * (contentBytes + nameBytes) + FORM_BYTES * sourceFiles.length <= MAX_BODY_BYTES;
    if (isBelow(6))
        return true;
    if (isBelow(2) && !sourceFiles.some(({ name, content }) => LONG_ESCAPES.test(content) || LONG_ESCAPES.test(name))) {
        return true;
    }
    return otherBytes + Buffer.byteLength(JSON.stringify(sourceFiles)) - '[]'.length <= MAX_BODY_BYTES;
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $0: () => (/* binding */ createSpelling),
/* harmony export */   IU: () => (/* binding */ statAt),
/* harmony export */   JH: () => (/* binding */ joinNames),
/* harmony export */   T3: () => (/* binding */ readRecords),
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   dF: () => (/* binding */ realFoldersBelow),
/* harmony export */   j1: () => (/* binding */ readFolder)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1340);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






/** Git's output with `-z`, one text per record. */
function readRecords(output) {
    if (output.length === 0)
        return [];
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(output)) {
        const text = output.toString('utf8', 0, output.length - 1);
        return text.split('\0').map((name) => ({ name }));
    }
    const records = [];
    for (let start = 0; start < output.length;) {
        const found = output.indexOf(0, start);
        const end = found < 0 ? output.length : found;
        records.push(readName(output.subarray(start, end)));
        start = end + 1;
    }
    return records;
}
function readName(bytes) {
    const name = bytes.toString();
    return (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes) ? { name } : { name, escaped: escapeBytes(bytes) };
}
/** Bytes that are not UTF-8 as `\xNN`. */
function escapeBytes(bytes) {
    return bytes.toString('latin1').replace(/[\x80-\xff]+/g, (run) => {
        const part = Buffer.from(run, 'latin1');
        return (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(part) ? part.toString() : part.toString('hex').replace(/../g, '\\x$&');
    });
}
/**
 * The entries of a folder; undefined if it could not be read. Synchronous, because a promise takes ten times as long as
 * the answer.
 */
function readFolder(folder) {
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true });
        if (!entries.some(({ name }) => name.includes('\ufffd'))) {
            return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, folder) }));
        }
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
            const read = readName(entry.name);
            return { ...read, kind: kindOf(entry, folder, read.name) };
        });
    }
    catch {
        return undefined;
    }
}
function kindOf(entry, folder, name = String(entry.name)) {
    // On Windows, folders of some file systems are reparse points, which a listing shows as links.
    const shown = entry.isSymbolicLink() && node_path__WEBPACK_IMPORTED_MODULE_2__.sep === '\\' ? (statAt((0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, name)) ?? entry) : entry;
    if (shown.isDirectory())
        return 'folder';
    if (shown.isSymbolicLink())
        return 'link';
    return shown.isFile() ? 'file' : 'other';
}
/**
 * Returns a function that finds out whether the disk has a name only in another spelling: some disks ignore the case of
 * letters. A name in a folder that cannot be read counts as spelled correctly.
 */
function createSpelling(folder) {
    const known = new Map();
    const entriesOf = (place) => {
        if (!known.has(place)) {
            const entries = readFolder(place);
            known.set(place, entries && new Set(entries.map(({ name }) => name)));
        }
        return known.get(place);
    };
    return (name) => {
        if (statAt((0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, name)) === undefined)
            return false;
        return [...foldersAbove(name), name].some((each) => {
            const place = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .placeIn */ .VV)(folder, each);
            return entriesOf(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(place))?.has(node_path__WEBPACK_IMPORTED_MODULE_2__.basename(place)) === false;
        });
    };
}
/** The file or link at a place, without following links; undefined if nothing is there or its folder cannot be entered. */
function statAt(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(place, { throwIfNoEntry: false });
    }
    catch (cause) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(cause);
        // A file in the place of a folder.
        if (code === 'ENOTDIR')
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(place)} could not be read (${code})`, {
            hint: 'Check the permissions of the file and its folders, or exclude the folder in .actorignore.',
            cause,
        });
    }
}
/** Joins two POSIX names; either may be empty. */
function joinNames(above, below) {
    if (above === '' || below === '')
        return above + below;
    return `${above}/${below}`;
}
/** The folders around a name, from the outermost. */
function foldersAbove(name) {
    const parts = name.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
/**
 * Returns a function that checks whether no folder between the top and a place is a link. Git considers a file deleted if
 * it is behind such a link.
 */
function realFoldersBelow(top) {
    const known = new Map([[top, true]]);
    return (place) => {
        const folder = place.slice(0, place.lastIndexOf(node_path__WEBPACK_IMPORTED_MODULE_2__.sep));
        const isReal = (above) => {
            const answer = known.get(above) ?? (isReal(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(above)) && statAt(above)?.isDirectory() === true);
            known.set(above, answer);
            return answer;
        };
        return known.get(folder) ?? isReal(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(place));
    };
}


/***/ }),

/***/ 4741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h5: () => (/* binding */ gitOptions),
/* harmony export */   jl: () => (/* binding */ readDiskSettings),
/* harmony export */   q4: () => (/* binding */ listByGit)
/* harmony export */ });
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6299);
/* harmony import */ var _runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1060);
/* harmony import */ var _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6228);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9897);





/**
 * The files that Git would commit at or below a folder: one process lists tracked files with their modes, and untracked
 * files that are not ignored. It does not look into untracked `node_modules` and the like. Deleted files are included.
 * @returns the reason if Git cannot list them.
 * @see https://git-scm.com/docs/git-ls-files
 */
async function listByGit(git, folder, signal) {
    const excluded = _rules_built_in_rules_js__WEBPACK_IMPORTED_MODULE_3__/* .dependencyFolders */ .DT.map((name) => `--exclude=${name}`);
    const args = ['ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard', ...excluded];
    const result = await git(args, gitOptions(folder, signal));
    switch (result.kind) {
        case 'ok':
            return { ...parseListing(result.stdout), unreadable: readUnreadable(result.stderr, folder) };
        case 'no-git':
            return {
                reason: (result.code ?? 'ENOENT') === 'ENOENT' ? 'Git is not installed' : `Git could not be started (${result.code})`,
            };
        case 'failed':
            return {
                reason: result.stderr.includes('not a git repository')
                    ? 'there is no Git repository'
                    : `Git failed: ${result.stderr.split('\n', 1)[0]}`,
            };
    }
}
function gitOptions(cwd, signal) {
    return { cwd, ...(signal === undefined ? {} : { signal }) };
}
/** Git only prints a warning about them, with names from the repository's top. On Windows, a path can be too long. */
function readUnreadable(stderr, folder) {
    const named = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(([, name = '']) => name);
    if (named.length === 0)
        return [];
    const prefix = (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFrom */ .Ov)((0,_runner_git_repository_js__WEBPACK_IMPORTED_MODULE_2__/* .findRepository */ .W)(folder)?.workTree ?? folder, folder) ?? '';
    return named.map((name) => (prefix !== '' && name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : name));
}
const SUBMODULE = '160000';
/** Records are `? name`, or `H mode object stage<tab>name`. */
function parseListing(output) {
    const files = [];
    const nested = [];
    const submodules = [];
    let previous = '';
    for (const { name: record, escaped } of (0,_file_names_js__WEBPACK_IMPORTED_MODULE_4__/* .readRecords */ .T3)(output)) {
        const tracked = record.charAt(0) !== '?';
        const start = tracked ? record.indexOf('\t') + 1 : 2;
        const name = record.slice(start);
        const shown = escaped?.slice(start) ?? name;
        // An unmerged file is listed once for each side.
        if (tracked && shown === previous)
            continue;
        previous = shown;
        (0,_runner_git_js__WEBPACK_IMPORTED_MODULE_1__/* .checkGitPath */ .S)(name);
        const indexMode = record.slice(2, 8);
        const isFolder = tracked ? indexMode === SUBMODULE : name.endsWith('/');
        if (escaped !== undefined)
            files.push({ name, escaped: shown, tracked });
        else if (isFolder && tracked)
            submodules.push(name);
        else if (isFolder)
            nested.push(name.slice(0, -1));
        else if (tracked)
            files.push({ name, tracked, indexMode, isSparse: record.startsWith('S') });
        else
            files.push({ name, tracked });
    }
    return { files, nested, submodules };
}
/** Reads a repository's settings; without a repository, Git's defaults. */
async function readDiskSettings(git, folder, signal) {
    const args = ['config', '-z', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'];
    const result = await git(args, gitOptions(folder, signal));
    const settings = result.kind === 'ok' ? (0,_file_names_js__WEBPACK_IMPORTED_MODULE_4__/* .readRecords */ .T3)(result.stdout).map(({ name }) => name) : [];
    // The last of several applies.
    const isOff = (key) => settings.findLast((line) => line.startsWith(`${key}\n`)) === `${key}\nfalse`;
    return { hasModes: !isOff('core.filemode'), hasLinks: !isOff('core.symlinks') };
}


/***/ }),

/***/ 2705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ createFileReader)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1340);
/* harmony import */ var _runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4565);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(977);






const PART_BYTES = 64 * 1024;
/** A pipe does not block, and a link that replaced the file is not followed. Windows has neither flag. */
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0);
const AS_TEXT = { encoding: 'utf8', flag: FLAGS };
/**
 * Reads regular files that are in the workspace when they are opened.
 * @param workspace absolute, links resolved. A folder is checked before its first file is read, so a reader must not be
 * kept while other code runs.
 */
function createFileReader(workspace) {
    let pool;
    let checkedPlace;
    const checkPlace = (file) => {
        // Faster than path.dirname, which counts for thousands of files.
        const folder = file.path.slice(0, file.path.lastIndexOf(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) + 1);
        const place = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW === undefined ? file.path : folder;
        if (place === checkedPlace)
            return;
        const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(workspace, (0,_runner_workspace_file_js__WEBPACK_IMPORTED_MODULE_4__/* .realPath */ .Ye)(place));
        if (name === undefined || (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isInGitFolder */ .e9)(name))
            throw replaced(file);
        checkedPlace = place;
    };
    const open = (file) => {
        checkPlace(file);
        const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file.path, FLAGS);
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor);
        if (stats.isFile() && stats.size === file.size)
            return descriptor;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
        throw stats.isFile() ? changed(file) : replaced(file);
    };
    const fill = (file, descriptor, part) => {
        for (let length = 0; length < part.length;) {
            const bytesRead = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, part, length, part.length - length, null);
            if (bytesRead === 0)
                throw changed(file);
            length += bytesRead;
        }
        return part;
    };
    return {
        readText: (file) => {
            try {
                checkPlace(file);
                // One call of Node, three times as fast as opening, reading and closing.
                const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file.path, AS_TEXT);
                // Bytes that are not UTF-8 become U+FFFD.
                const isText = !text.includes('\ufffd') && !text.includes('\0');
                return isText && (text.length === file.size || Buffer.byteLength(text) === file.size) ? text : undefined;
            }
            catch (error) {
                throw toActionError(file, error);
            }
        },
        readWhole: (file) => {
            let descriptor;
            try {
                descriptor = open(file);
                pool ??= Buffer.allocUnsafeSlow(PART_BYTES);
                const isSmall = file.size <= PART_BYTES;
                return fill(file, descriptor, isSmall ? pool.subarray(0, file.size) : Buffer.allocUnsafeSlow(file.size));
            }
            catch (error) {
                throw toActionError(file, error);
            }
            finally {
                if (descriptor !== undefined)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
            }
        },
        readParts: function* (file) {
            let descriptor;
            try {
                descriptor = open(file);
                const buffer = Buffer.allocUnsafeSlow(PART_BYTES);
                for (let left = file.size; left > 0; left -= PART_BYTES) {
                    yield fill(file, descriptor, buffer.subarray(0, Math.min(left, PART_BYTES)));
                }
            }
            catch (error) {
                throw toActionError(file, error);
            }
            finally {
                if (descriptor !== undefined)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
            }
        },
    };
}
function toActionError(file, error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ)
        return error;
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error);
    switch (code) {
        case 'ENOENT':
            return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(file.name)} was deleted while the action was running`, { hint, cause: error });
        case 'EAGAIN':
        case 'EISDIR':
        case 'ELOOP':
        case 'ENOTDIR':
        case 'ENXIO':
            return replaced(file);
        default:
            return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(file.name)} could not be read (${code})`, {
                hint: 'Make sure that this step can read the file, or exclude it in .actorignore.',
                cause: error,
            });
    }
}
function changed({ name, size }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(name)} changed while the action was running: it no longer has ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .formatCount */ .B4)(size, 'byte')}`, {
        hint,
    });
}
function replaced({ name }) {
    const message = `${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(name)} was replaced while the action was running: it is no longer a regular file in the workspace`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ(message, { hint });
}
const hint = 'Make sure that no other process changes the checkout while the action runs, or exclude such files in .actorignore.';


/***/ }),

/***/ 9765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  KG: () => (/* binding */ actorPathOf),
  xS: () => (/* binding */ factsOf),
  bv: () => (/* binding */ plannedArchive),
  Ul: () => (/* binding */ readFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./build/actor/definition.js + 2 modules
var actor_definition = __nccwpck_require__(3384);
// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __nccwpck_require__(6271);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
// EXTERNAL MODULE: ./build/runner/workspace-file.js
var workspace_file = __nccwpck_require__(4565);
;// CONCATENATED MODULE: ./build/source/places/deployment-places.js

/**
 * @param folder of the Actor; empty for the workspace's root.
 * @param paths of actor.json; the type of `dockerContextDir` was not checked.
 * @param exists whether there is a file at a path.
 */
function deploymentPlaces(folder, paths, exists) {
    const references = paths.references.map((reference) => placeReference(folder, reference, exists));
    const { dockerContextDir } = paths;
    const context = typeof dockerContextDir === 'string' && isRelative(dockerContextDir)
        ? placeOf(folder, '.actor', dockerContextDir)
        : folder;
    const dockerfile = references.find(({ keys, exists: isThere }) => keys[0] === 'dockerfile' && isThere);
    const withDockerfile = dockerfile?.place === undefined ? folder : external_node_path_.posix.dirname(dockerfile.place);
    // If a file does not exist, it may be created at either place.
    const named = references.flatMap(({ place, exists: isThere, written }) => place === undefined ? [] : isThere ? [place] : [place, placeOf(folder, '', written)]);
    const isOutside = (place) => !isWithin(place, folder);
    return {
        context: isOutside(context) ? context : undefined,
        uploadRoot: commonFolder(folder, commonFolder(context, withDockerfile)),
        namedFiles: [...new Set(named)].filter((place) => isOutside(place) && isWithin(place, '')),
        references,
    };
}
/** A path is relative to `.actor/`. If there is no file, it counts from the Actor's folder. */
function placeReference(folder, reference, exists) {
    const { written } = reference;
    const [place, other] = isRelative(written)
        ? ['.actor', '']
            .map((below) => placeOf(folder, below, written))
            .map((found) => (isWithin(found, '') ? found : undefined))
        : [];
    if (place !== undefined && exists(place))
        return { ...reference, place, exists: true };
    if (other !== undefined && exists(other)) {
        const correction = external_node_path_.posix.relative('.actor', external_node_path_.posix.join(written));
        return { ...reference, place: other, exists: true, correction };
    }
    return { ...reference, place, exists: false };
}
/** On Windows, `\` separates folders, and `:` follows a drive: such a path could lead anywhere. */
function isRelative(written) {
    return !external_node_path_.posix.isAbsolute(written) && (external_node_path_.sep === '/' || !/[\\:]/.test(written));
}
function commonFolder(a, b) {
    if (a === b)
        return a;
    const other = b.split('/');
    const parts = a.split('/');
    const end = parts.findIndex((part, index) => part !== other[index]);
    return end === -1 ? a : parts.slice(0, end).join('/');
}
/** Whether the path is the folder or below it. */
function isWithin(place, folder) {
    if (folder === '')
        return place !== '..' && !place.startsWith('../');
    return place === folder || place.startsWith(`${folder}/`);
}
function placeOf(folder, below, written) {
    const place = external_node_path_.posix.join(folder, below, written).replace(/\/$/, '');
    return place === '.' ? '' : place;
}

;// CONCATENATED MODULE: ./build/source/places/upload-places.js










/** Characters of `actorPath`, at most. Source: UpdateVersionRequest in the reference of Apify's Python client 3.5. */
const MAX_ACTOR_PATH = 255;
/** @throws ActionError at the line of actor.json if its Dockerfile or context leads out of the workspace. */
async function findUploadPlaces(workspace, definition) {
    const { workspace: top, workingDirectory, shown } = workspace;
    const isFile = (place) => statAt((0,paths/* placeIn */.VV)(top, place))?.isFile() === true;
    const places = deploymentPlaces(shown, definition ?? { references: [] }, isFile);
    const fail = async (key, problem, hint) => {
        throw await errorAt(workspace, definition, { key, problem, hint });
    };
    const dockerfile = places.references.find(({ keys }) => keys[0] === 'dockerfile');
    if (dockerfile !== undefined && dockerfile.place === undefined) {
        await fail('dockerfile', 'leads out of the workspace', ways);
    }
    const { dockerContextDir = '' } = definition ?? {};
    const isContextInside = places.context === undefined || isWithin(places.context, '');
    if (!isContextInside || !isRelative(dockerContextDir)) {
        await fail('dockerContextDir', 'leads out of the workspace', ways);
    }
    const context = (0,paths/* placeIn */.VV)(top, places.context ?? shown);
    const isFolder = statAt(context)?.isDirectory() === true;
    if (places.context !== undefined && isFolder) {
        const real = (0,paths/* nameFrom */.Ov)(top, (0,workspace_file/* realPath */.Ye)(context));
        if (real === undefined)
            await fail('dockerContextDir', 'leads out of the workspace', ways);
        else if (real !== places.context) {
            const correct = external_node_path_.posix.relative(external_node_path_.posix.join(shown, '.actor'), real);
            await fail('dockerContextDir', `is another path of the folder ${(0,build_text/* visible */.RK)(real)}`, `Write "${(0,build_text/* visible */.RK)(correct)}".`);
        }
    }
    const folder = (0,paths/* placeIn */.VV)(top, places.uploadRoot);
    const actorPath = (0,paths/* nameFrom */.Ov)(folder, workingDirectory) || undefined;
    if (actorPath !== undefined && actorPath.length > MAX_ACTOR_PATH) {
        const problem = `requires an actorPath of ${actorPath.length} characters; the limit is ${MAX_ACTOR_PATH}`;
        await fail(places.context === undefined ? 'dockerfile' : 'dockerContextDir', problem, ways);
    }
    const root = { folder, shown: places.uploadRoot, actorPath };
    const named = (definition?.namedFiles ?? actor_definition/* defaultFiles */.bB).map((name) => external_node_path_.posix.join(shown, name));
    const found = places.references.flatMap(({ place, exists }) => (exists && place !== undefined ? [place] : []));
    return {
        root,
        otherFolders: places.context === undefined || !isFolder ? [] : [context],
        namedFiles: [...new Set([...named, ...found])].filter(isPortable).flatMap((place) => nameIn(root.shown, place)),
        dockerfile,
        diagnostics: [
            ...reportReferences(definition, places.references, root),
            ...reportContext(definition, statAt((0,paths/* placeIn */.VV)(top, external_node_path_.posix.join(shown, '.actor', dockerContextDir)))?.isDirectory()),
            ...reportRoot(root),
        ],
    };
}
const ways = 'Let Apify build from Git (source-type: GIT_REPO), or set working-directory to a folder of the workspace that contains everything that Docker needs.';
function reportReferences(definition, references, { shown }) {
    const { file = '' } = definition ?? {};
    return references.flatMap(({ keys, written, place, exists, correction }) => {
        const isUnused = keys[0] === 'inputSchema' && references.some(({ keys: [key] }) => key === 'input');
        const name = `${file}: ${keys.map(build_text/* visible */.RK).join('.')} "${(0,build_text/* visible */.RK)(written)}"`;
        const warn = (problem) => {
            return [{ level: 'warning', message: `${name} ${problem}`, place: { file } }];
        };
        if (isUnused)
            return [];
        if (correction !== undefined && place !== undefined) {
            return warn(`does not exist, so ${(0,build_text/* visible */.RK)(place)} is used. Write "${(0,build_text/* visible */.RK)(correction)}".`);
        }
        if (keys[0] === 'dockerfile')
            return [];
        if (place === undefined)
            return warn('leads out of the workspace, so it is not deployed.');
        if (!exists)
            return warn('does not exist. The path is relative to .actor/.');
        if (nameIn(shown, place).length > 0)
            return [];
        return warn("is outside the folder that is deployed, so it is not deployed. Move it into the Actor's folder.");
    });
}
function reportContext(definition, isFolder) {
    if (definition?.dockerContextDir === undefined || isFolder === true)
        return [];
    const { file, dockerContextDir } = definition;
    const message = `${file}: dockerContextDir "${(0,build_text/* visible */.RK)(dockerContextDir)}" is not a folder. The path is relative to .actor/, with / between folders.`;
    return [{ level: 'warning', message, place: { file } }];
}
function reportRoot({ shown, actorPath }) {
    if (actorPath === undefined)
        return [];
    const root = shown === '' ? 'the root of the workspace' : (0,build_text/* visible */.RK)(shown);
    const message = `Docker needs files outside the working directory, so the upload starts at ${root} and actorPath is ${(0,build_text/* visible */.RK)(actorPath)}`;
    return [{ level: 'info', message }];
}
/** The name of a place relative to a folder, both from the workspace's root; nothing outside the folder. */
function nameIn(folder, place) {
    if (!isWithin(place, folder))
        return [];
    return [folder === '' ? place : place.slice(folder.length + 1)];
}
/** On Windows, a name with a backslash could lead out of the folder. */
function isPortable(place) {
    return external_node_path_.sep === '/' || !/[\\:]/.test(place);
}
function statAt(place) {
    try {
        return (0,external_node_fs_.statSync)(place, { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}
/** An error about a path, at its line in actor.json. */
async function errorAt(workspace, definition, { key, problem, hint }) {
    const { file = '' } = definition ?? {};
    const written = key === 'dockerfile' ? definition?.dockerfile : definition?.dockerContextDir;
    const [place] = (0,json_positions/* findKeyPlaces */.R4)((await (0,read_actor_json/* readActorJson */.q)(workspace)) ?? '', [[key]]);
    return new errors/* ActionError */.lZ(`${file}: ${key} "${(0,build_text/* visible */.RK)(written ?? '')}" ${problem}`, { hint, place: { file, ...place } });
}

;// CONCATENATED MODULE: ./build/source/checks/docker.js



/** Apify's default places, in this order. https://docs.apify.com/platform/actors/development/actor-definition/dockerfile */
const defaultDockerfiles = ['.actor/Dockerfile', 'Dockerfile'];
/**
 * Checks that the Dockerfile is among the files that are sent.
 * @param names of all files that are sent.
 * @throws ActionError at the line of actor.json if the Dockerfile that it names is not.
 */
async function checkDockerfile({ dockerfile, root: { shown, actorPath = '' } }, names, { definition, workspace }) {
    if (dockerfile === undefined) {
        const places = defaultDockerfiles.map((name) => external_node_path_.posix.join(actorPath, name));
        if (names.some((name) => places.includes(name)))
            return [];
        const message = `There is no Dockerfile (${defaultDockerfiles.join(' or ')}), so Apify builds with its default image for Node.js.`;
        return [{ level: 'warning', message }];
    }
    const { written, place = '' } = dockerfile;
    const name = external_node_path_.posix.relative(shown, place);
    if (names.includes(name))
        return [];
    const wanted = external_node_path_.posix.join(actorPath, '.actor', written.replaceAll('\\', '/')).toLowerCase();
    const similar = names.find((other) => other.toLowerCase() === wanted);
    const reason = written.includes('\\') ? 'Use / in paths.' : 'Letter case counts.';
    throw await errorAt(workspace, definition, {
        key: 'dockerfile',
        problem: 'does not exist',
        hint: similar === undefined
            ? `Add the file ${(0,build_text/* visible */.RK)(name)}, or correct the path, which is relative to .actor/.`
            : `There is ${(0,build_text/* visible */.RK)(similar)}. ${reason}`,
    });
}

// EXTERNAL MODULE: ./build/source/checks/inspection.js + 3 modules
var checks_inspection = __nccwpck_require__(719);
// EXTERNAL MODULE: ./build/source/files/encode-files.js
var encode_files = __nccwpck_require__(5234);
// EXTERNAL MODULE: ./build/source/rules/actor-ignore.js
var actor_ignore = __nccwpck_require__(8624);
;// CONCATENATED MODULE: ./build/source/rules/source-rules.js

/** What the user includes and excludes of the files that Git would commit. Names are relative to the upload root. */
function createSourceRules(options) {
    const { uploadRoot, actorFolder, ignore, patterns, namedFiles } = options;
    const isSelected = (name) => {
        if (patterns === undefined || namedFiles.has(name))
            return true;
        const below = (0,paths/* nameBelow */.lX)(actorFolder, name);
        return below === undefined || patterns.select(below);
    };
    /** The name of a file behind a link. */
    const otherName = (name, at) => {
        const own = (0,paths/* nameFrom */.Ov)(uploadRoot, at);
        return own === name ? undefined : own;
    };
    return {
        includesAgain: ignore.includesAgain,
        isNamed: (name) => namedFiles.has(name),
        isSelected,
        matters: (name, isFolder) => isSelected(name) || (isFolder && patterns?.maySelectBelow((0,paths/* nameBelow */.lX)(actorFolder, name) ?? '') === true),
        judge: (name, at) => {
            if (!ignore.hasRules)
                return 'undecided';
            const own = otherName(name, at);
            const kinds = [name, ...(own === undefined ? [] : [own])].map((each) => ignore.judge(each).kind);
            if (kinds.includes('excluded') && !namedFiles.has(name))
                return 'excluded';
            return kinds.includes('included-again') ? 'included-again' : 'undecided';
        },
        mayIncludeIn: (name, at) => {
            const own = otherName(name, at);
            return ignore.mayIncludeIn(name) || (own !== undefined && ignore.mayIncludeIn(own));
        },
    };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
// EXTERNAL MODULE: ./build/source/rules/ignore-rules.js
var ignore_rules = __nccwpck_require__(5086);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __nccwpck_require__(9897);
;// CONCATENATED MODULE: ./build/source/files/actor-ignore-file.js








const NAME = '.actorignore';
const MAX_BYTES = 1024 ** 2;
/**
 * The rules of `.actorignore` in a folder; none if there is no such file.
 * @param folder absolute and real.
 * @throws ActionError if it is not a regular file of UTF-8 text with at most 1 MiB.
 */
async function readActorIgnore(workspace, folder) {
    const place = external_node_path_.join(folder, NAME);
    const stats = (0,file_names/* statAt */.IU)(place);
    // Some disks also find .ActorIgnore.
    if (stats === undefined || (0,file_names/* createSpelling */.$0)(folder)(NAME))
        return [];
    const shown = (0,build_text/* visible */.RK)((0,paths/* nameFrom */.Ov)(workspace, place) ?? NAME);
    const wrong = (problem, hint, cause) => new errors/* ActionError */.lZ(`${shown} ${problem}`, { hint, cause });
    const notAFile = 'Replace it with a text file with one rule per line, as in .gitignore.';
    if (stats.isSymbolicLink())
        throw wrong('is a link', notAFile);
    const file = await (0,workspace_file/* readWorkspaceFile */.sL)(workspace, place, MAX_BYTES);
    switch (file.kind) {
        case 'read':
            break;
        case 'missing':
            return [];
        case 'outside':
            throw wrong('is a link', notAFile);
        case 'not-a-file':
            throw wrong('is not a regular file', notAFile);
        case 'too-large':
            throw wrong(`is ${file.size} bytes; the limit is ${MAX_BYTES}`, 'Use patterns instead of a line for each file.');
        case 'unreadable':
            throw wrong(`could not be read (${file.code})`, 'Check the permissions of the file.', file.cause);
    }
    if (isUtf16(file.bytes))
        throw wrong('is UTF-16 text', saveAsUtf8);
    if (!(0,external_node_buffer_.isUtf8)(file.bytes))
        throw wrong('is not UTF-8 text', saveAsUtf8);
    return (0,ignore_rules/* parseIgnoreRules */.R0)(file.bytes);
}
/** PowerShell's `>` writes UTF-16, and Notepad can. */
function isUtf16(bytes) {
    const [first, second] = bytes;
    return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0);
}
const saveAsUtf8 = 'Save the file as UTF-8. In VS Code, click the encoding in the status bar and select "Save with Encoding". In PowerShell, write it with Set-Content -Encoding utf8.';

// EXTERNAL MODULE: ./build/source/rules/built-in-rules.js
var built_in_rules = __nccwpck_require__(6228);
;// CONCATENATED MODULE: ./build/source/files/included-again.js



/**
 * Files below a folder that Git ignores and `.actorignore` includes again. Only folders in which a line may match are
 * read. Names are relative to the folder.
 * @param place the folder, and the name under which its files are sent.
 * @param listed the files that Git does not ignore.
 */
function findIncludedAgain(place, listed, rules) {
    const known = new Set(listed.map(({ name }) => name));
    const files = [];
    const unreadable = [];
    const visit = (above) => {
        if (!rules.mayIncludeIn((0,file_names/* joinNames */.JH)(place.name, above), (0,paths/* placeIn */.VV)(place.folder, above)))
            return;
        const entries = (0,file_names/* readFolder */.j1)((0,paths/* placeIn */.VV)(place.folder, above));
        if (entries === undefined)
            unreadable.push(above);
        for (const { name: base, escaped, kind } of entries ?? []) {
            if (kind === 'other' || (0,paths/* isInGitFolder */.e9)(base) || (0,built_in_rules/* isLeftByTools */.AJ)(base))
                continue;
            // No folder is found by a name that is not UTF-8, so the name itself is listed.
            const end = kind === 'folder' && escaped !== undefined ? '/' : '';
            const name = (0,file_names/* joinNames */.JH)(above, base) + end;
            if (kind === 'folder' && end === '')
                visit(name);
            else if (!known.has(name) && isIncluded(name)) {
                const shown = escaped === undefined ? {} : { escaped: (0,file_names/* joinNames */.JH)(above, escaped) + end };
                files.push({ name, ...shown, tracked: false, isIncludedAgain: true });
            }
        }
    };
    const isIncluded = (name) => rules.judge((0,file_names/* joinNames */.JH)(place.name, name), (0,paths/* placeIn */.VV)(place.folder, name)) === 'included-again';
    visit('');
    return { files, unreadable };
}

;// CONCATENATED MODULE: ./build/source/files/links.js





/** On Windows, EPERM means that access is denied, and EINVAL and UNKNOWN mean that the target is not valid. */
const unreachable = new Set([
    ...['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'],
    ...(external_node_path_.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);
/** The number of links in one chain that Linux follows. */
const LONGEST_CHAIN = 40;
/**
 * Follows a link to its end.
 * @param link absolute; its folder is real.
 * @param isTextLink whether a file is a link that Git checked out as text (Windows, `core.symlinks` false).
 */
function resolveLink(link, workspace, isTextLink) {
    let place = link;
    try {
        for (let hops = 0;; hops += 1) {
            if (hops === LONGEST_CHAIN)
                return { kind: 'broken' };
            const next = foldersTo(place, workspace).find((at) => isTextLink(at) || isFollowedByText(at));
            if (next === undefined)
                break;
            place = external_node_path_.resolve(external_node_path_.dirname(next), readLinkText(next, isTextLink), external_node_path_.relative(next, place));
            if ((0,paths/* isOnNetwork */.y$)(place) && (0,paths/* nameFrom */.Ov)(workspace, place) === undefined)
                return { kind: 'outside', isFolder: false };
        }
        const target = (0,workspace_file/* realPath */.Ye)(place);
        const stats = (0,external_node_fs_.statSync)(target);
        const name = (0,paths/* nameFrom */.Ov)(workspace, target);
        if (name === undefined)
            return { kind: 'outside', isFolder: stats.isDirectory() };
        if ((0,paths/* isInGitFolder */.e9)(name))
            return { kind: 'in-git', isFolder: stats.isDirectory() };
        // Opening a pipe would wait forever.
        if (!stats.isDirectory() && !stats.isFile())
            return { kind: 'broken' };
        return { kind: stats.isDirectory() ? 'folder' : 'file', path: target, size: stats.size, mode: stats.mode };
    }
    catch (error) {
        if (unreachable.has((0,errors/* codeOf */.$N)(error)))
            return { kind: 'broken' };
        throw error;
    }
}
/**
 * Whether a link is followed by its text, so that each place on the way is checked before anything opens it. Only
 * Windows requires this: a path can lead to another machine there, and the system resolves `..` as this code does.
 */
function isFollowedByText(place) {
    return external_node_path_.sep === '\\' && (0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
/** The text of a link. If it is a file behind a link, the path of the file. */
function readLinkText(link, isTextLink) {
    if (isTextLink(link))
        return (0,external_node_fs_.readFileSync)(link, 'utf8');
    return (0,external_node_fs_.lstatSync)(link).isSymbolicLink() ? (0,external_node_fs_.readlinkSync)(link) : (0,workspace_file/* realPath */.Ye)(link);
}
/** The folders around a place, from the workspace down, and the place itself. */
function foldersTo(place, workspace) {
    const name = (0,paths/* nameFrom */.Ov)(workspace, place);
    const parts = name === undefined || name === '' ? [] : name.split('/');
    return parts.map((_, index) => external_node_path_.join(workspace, ...parts.slice(0, index + 1)));
}

;// CONCATENATED MODULE: ./build/source/files/notes.js
function noNotes() {
    return {
        brokenLinks: [],
        emptyLinks: [],
        linksOutside: [],
        linksIntoGit: [],
        sparse: [],
        missingSubmodules: [],
        unreadableFolders: [],
        namesNotUtf8: [],
        untracked: new Set(),
        doubtfulModes: new Set(),
    };
}

;// CONCATENATED MODULE: ./build/source/files/collect-files.js









/** A link's mode in the index. */
const LINK = '120000';
/** More than any Actor has: links to folders that contain each other multiply. */
const MAX_LINKS = 10_000;
/** The files at or below the folders by Git's rules and `.actorignore`, links included. `files` is not applied yet. */
async function collectFiles(request) {
    const { folders, uploadRoot, listings } = request;
    const collection = { ...request, files: new Map(), notes: noNotes(), textLinks: new Set(), linkCount: 0 };
    for (const folder of folders) {
        await listings.ofRoot(folder);
        await walk(collection, {
            folder,
            name: (0,paths/* nameFrom */.Ov)(uploadRoot, folder) ?? '',
            followed: new Set(),
            origin: requested,
        });
    }
    for (const name of request.namedFiles)
        await addNamed(collection, name);
    const { notes } = collection;
    const found = [...collection.files.values()];
    // On a disk without modes, all files may look executable.
    const hasModes = notes.doubtfulModes.size === 0 || (await listings.diskSettings(folders[0] ?? uploadRoot)).hasModes;
    if (hasModes)
        return { files: found, notes };
    const files = found.map((file) => (notes.doubtfulModes.has(file.name) ? { ...file, executable: false } : file));
    return { files, notes };
}
const requested = { tracked: true };
/** @returns the number of files and links that are listed there. */
async function walk(collection, place) {
    const { listings, rules, notes } = collection;
    const { folder } = place;
    const listing = await listings.around(folder);
    const listed = filesBelow(listing, folder);
    const again = rules.includesAgain ? findIncludedAgain(place, listed, rules) : { files: [], unreadable: [] };
    const isReal = (0,file_names/* realFoldersBelow */.dF)(folder);
    const links = [];
    for (const file of [...listed, ...again.files]) {
        const name = (0,file_names/* joinNames */.JH)(place.name, file.name);
        const at = (0,paths/* placeIn */.VV)(folder, file.name);
        if (collection.rules.judge(name, at) === 'excluded')
            continue;
        if (file.escaped !== undefined) {
            const isFolder = name.endsWith('/');
            if (collection.rules.matters(isFolder ? name.slice(0, -1) : name, isFolder)) {
                notes.namesNotUtf8.push((0,file_names/* joinNames */.JH)(place.name, file.escaped));
            }
            continue;
        }
        const stats = isReal(at) ? (0,file_names/* statAt */.IU)(at) : undefined;
        if (stats === undefined) {
            if (file.isSparse === true && collection.rules.matters(name, false))
                notes.sparse.push(name);
        }
        else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(collection, file, at)))) {
            links.push({ name, path: at, origin: through(place.origin, file) });
        }
        else if (stats.isFile()) {
            add(collection, { name, path: at, stats, file, origin: place.origin });
        }
    }
    noteFolders(collection, place, listing, again.unreadable);
    for (const link of links)
        await follow(collection, link, place.followed);
    return listed.length + again.files.length;
}
/** The files of a listing at or below a folder, with their names from there. */
function filesBelow(listing, folder) {
    const below = (0,paths/* nameFrom */.Ov)(listing.folder, folder) ?? '';
    if (below === '')
        return listing.files;
    return listing.files
        .filter(({ name }) => name.startsWith(`${below}/`))
        .map((file) => ({ ...file, name: file.name.slice(below.length + 1) }));
}
/** Notes folders without files that can be sent, unless the rules exclude them anyway. */
function noteFolders(collection, place, listing, unreadable) {
    const { notes } = collection;
    const below = (names) => names.flatMap((name) => (0,paths/* nameFrom */.Ov)(place.folder, (0,paths/* placeIn */.VV)(listing.folder, name)) ?? []);
    const note = (folders, list) => {
        for (const folder of folders) {
            const name = (0,file_names/* joinNames */.JH)(place.name, folder);
            const isExcluded = collection.rules.judge(`${name}/a`, (0,paths/* placeIn */.VV)(place.folder, `${folder}/a`)) === 'excluded';
            if (!isExcluded && collection.rules.matters(name, true) && !list.includes(name))
                list.push(name);
        }
    };
    note(below(listing.missingSubmodules), notes.missingSubmodules);
    note([...below(listing.unreadable), ...unreadable], notes.unreadableFolders);
}
async function follow(collection, link, followed) {
    const { notes, textLinks, signal, workspace, listings } = collection;
    signal?.throwIfAborted();
    if (followed.has(link.path))
        return;
    collection.linkCount += 1;
    if (collection.linkCount > MAX_LINKS) {
        throw new errors/* ActionError */.lZ(`The source has more than ${MAX_LINKS} links, ${(0,build_text/* visible */.RK)(link.name)} among them`, {
            hint: 'Links to folders that contain each other multiply the files. Exclude some of the links in .actorignore.',
        });
    }
    const isText = (file) => textLinks.has(file);
    const target = resolveLink(link.path, workspace, isText);
    const note = (list, isFolder) => {
        if (collection.rules.matters(link.name, isFolder)) {
            list.push({ name: link.name, target: readLinkText(link.path, isText) });
        }
    };
    switch (target.kind) {
        case 'broken':
            return note(notes.brokenLinks, true);
        case 'outside':
            return note(notes.linksOutside, target.isFolder);
        case 'in-git':
            return note(notes.linksIntoGit, target.isFolder);
        case 'folder': {
            const { name, origin } = link;
            const place = { folder: target.path, name, followed: new Set([...followed, link.path]), origin };
            if ((await walk(collection, place)) === 0)
                note(notes.emptyLinks, true);
            return;
        }
        case 'file': {
            const file = await listings.find(target.path);
            if (file !== undefined && (await isTextLink(collection, file, target.path))) {
                return await follow(collection, link, followed);
            }
            const judgement = collection.rules.judge(link.name, target.path);
            if (judgement === 'excluded')
                return;
            const isIncluded = judgement === 'included-again' || collection.rules.isNamed(link.name);
            if (file !== undefined || (isIncluded && !(0,built_in_rules/* isLeftByTools */.AJ)(external_node_path_.basename(target.path)))) {
                add(collection, { name: link.name, path: target.path, stats: target, file, origin: link.origin });
            }
            else
                note(notes.emptyLinks, false);
            return;
        }
    }
}
/** A file that actor.json names is sent even if Git ignores it. */
async function addNamed(collection, name) {
    const { uploadRoot, files } = collection;
    const at = (0,paths/* placeIn */.VV)(uploadRoot, name);
    if (files.has(name) || (0,paths/* isInGitFolder */.e9)(name) || (0,built_in_rules/* isLeftByTools */.AJ)(name))
        return;
    const stats = (0,file_names/* statAt */.IU)(at);
    if (stats?.isFile() !== true && stats?.isSymbolicLink() !== true)
        return;
    if ((0,file_names/* createSpelling */.$0)(uploadRoot)(name))
        return;
    await follow(collection, { name, path: at, origin: requested }, new Set());
}
/** @param file undefined if `.actorignore` or actor.json includes it although it is not listed. */
function through(way, file) {
    return {
        tracked: way.tracked && file?.tracked === true && file.isNested !== true,
        isIncludedAgain: way.isIncludedAgain === true || file === undefined || file.isIncludedAgain === true,
    };
}
function add({ files, notes }, { name, path: at, stats, file, origin }) {
    if (files.has(name))
        return;
    const { tracked, isIncludedAgain } = through(origin, file);
    const isExecutable = (stats.mode & 0o111) !== 0;
    files.set(name, {
        name,
        path: at,
        size: stats.size,
        executable: isExecutable || file?.indexMode === '100755',
        tracked,
    });
    if (isExecutable && file?.indexMode === '100644')
        notes.doubtfulModes.add(name);
    if (!tracked && !isIncludedAgain && file?.isNested !== true)
        notes.untracked.add(name);
}
async function isTextLink({ listings, textLinks }, file, at) {
    if (file.indexMode !== LINK || (await listings.diskSettings(external_node_path_.dirname(at))).hasLinks)
        return false;
    textLinks.add(at);
    return true;
}

;// CONCATENATED MODULE: ./build/source/files/diagnostics.js





/** @throws ActionError for links and names that cannot be sent, all of them together. */
function throwIfNotSendable({ linksOutside, linksIntoGit, namesNotUtf8 }) {
    const mistakes = [];
    const refuseLinks = (links, where) => {
        const [first] = links;
        if (first === undefined)
            return;
        mistakes.push(new errors/* ActionError */.lZ(`Links lead ${where}: ${listNames(links.map(formatLink))}`, {
            hint: `Add the target to the repository, or exclude the link with a line in .actorignore: ${(0,build_text/* visible */.RK)(`/${first.name}`)}`,
        }));
    };
    refuseLinks(linksOutside, 'out of the workspace');
    refuseLinks(linksIntoGit, 'into a .git folder');
    if (namesNotUtf8.length > 0) {
        mistakes.push(new errors/* ActionError */.lZ(`File names are not valid UTF-8: ${listNames(namesNotUtf8)}`, {
            hint: 'Rename the files, or exclude them in .actorignore. Write * for each part that is shown as \\x.',
        }));
    }
    if (mistakes.length > 0)
        throw (0,errors/* combineErrors */.Lt)(mistakes, 'mistakes in the source files');
}
/** What the user should know about files that are deployed, and about those that are not. */
function reportFiles(request) {
    const { files, notes } = request;
    const credentials = files.filter(({ name, tracked }) => !tracked && (0,built_in_rules/* isNamedLikeCredentials */.J0)(name));
    const untracked = isVersioned(request) ? files.filter(({ name }) => notes.untracked.has(name)) : [];
    return [
        ...reportFallbacks(request),
        ...report('warning', 'Submodules are not checked out, so their files are not deployed', {
            names: notes.missingSubmodules,
            advice: 'Set submodules: true for actions/checkout',
        }),
        ...report('warning', 'Folders could not be read, so their untracked files are not deployed', {
            names: notes.unreadableFolders,
        }),
        ...report('warning', 'Tracked files are not deployed because the sparse checkout excludes them', {
            names: notes.sparse,
        }),
        ...report('warning', 'Broken links are not deployed', { names: notes.brokenLinks.map(formatLink) }),
        ...report('warning', 'Repositories that are not submodules are deployed with the Actor', {
            names: countNestedFiles(request),
            advice: 'If they are not part of the Actor, exclude them in .actorignore',
        }),
        ...report('warning', 'Untracked files with names of credentials are deployed', {
            names: credentials.map(({ name }) => name),
            advice: 'Exclude secrets in .actorignore',
        }),
        ...report('notice', 'Links to files that Git ignores are not deployed', {
            names: notes.emptyLinks.map(formatLink),
            advice: 'To include the files, add lines that begin with ! to .actorignore',
        }),
        ...report('notice', `${(0,build_text/* formatCount */.B4)(untracked.length, 'untracked file')} deployed`, {
            names: untracked.map(({ name }) => name),
        }),
        ...report('notice', 'Files in .actor/ are not deployed because ignore rules or the files input exclude them', {
            names: findExcludedActorFiles(request),
        }),
    ];
}
function report(level, what, { names, advice }) {
    if (names.length === 0)
        return [];
    return [{ level, message: `${what}: ${listNames(names)}${advice === undefined ? '' : `. ${advice}`}` }];
}
/** Whether Git determined the files of the working directory, so that it is known which are tracked. */
function isVersioned({ workspace: { workingDirectory }, listings }) {
    const isWithoutGit = (listing) => listing.withoutGit.some(({ folder }) => folder === workingDirectory) ||
        (listing.folder === workingDirectory && listing.ignoredBy !== undefined);
    return !listings.some(isWithoutGit);
}
function reportFallbacks({ workspace: { workspace }, listings }) {
    const shown = (folder) => (0,paths/* nameFrom */.Ov)(workspace, folder) || '.';
    const byReason = Map.groupBy(listings.flatMap(({ withoutGit }) => withoutGit), ({ reason }) => reason);
    const fallbacks = [...byReason].map(([reason, places]) => {
        const folders = listNames(places.map(({ folder }) => shown(folder)));
        const message = `Because ${(0,build_text/* visible */.RK)(reason)}, only .gitignore files determine which files of ${folders} are deployed. Ignored files are not deployed even if they are tracked, and ignore rules from other places have no effect`;
        return { level: 'warning', message };
    });
    const ignored = listings.flatMap(({ folder, ignoredBy }) => {
        if (ignoredBy === undefined)
            return [];
        const rule = `${(0,build_text/* visible */.RK)(ignoredBy.file)}, line ${ignoredBy.line}: ${(0,build_text/* visible */.RK)(ignoredBy.text)}`;
        const message = `Git ignores the folder ${(0,build_text/* visible */.RK)(shown(folder))} (${rule}). Its files are deployed by the ignore files inside it, and rules above it do not apply`;
        return [{ level: 'notice', message }];
    });
    return [...fallbacks, ...ignored];
}
function countNestedFiles({ workspace: { workspace }, files, listings }) {
    const nested = [...new Set(listings.flatMap((listing) => listing.nested))];
    return nested.flatMap((folder) => {
        const count = files.filter((file) => (0,paths/* nameFrom */.Ov)(folder, file.path) !== undefined).length;
        return count === 0 ? [] : [`${(0,paths/* nameFrom */.Ov)(workspace, folder)} (${(0,build_text/* formatCount */.B4)(count, 'file')})`];
    });
}
/** Files in `.actor/` on the disk that are not deployed, although the build may need them. */
function findExcludedActorFiles({ workspace, actorFolder, files, notes }) {
    const { workingDirectory } = workspace;
    if ((0,file_names/* createSpelling */.$0)(workingDirectory)('.actor'))
        return [];
    const sent = new Set(files.map(({ name }) => name));
    const isSent = (name) => sent.has(name) || files.some((file) => file.name.startsWith(`${name}/`));
    const isReported = (name) => [...notes.brokenLinks, ...notes.emptyLinks].some((link) => link.name === name);
    const excluded = [];
    const visit = (folder) => {
        for (const { name: base, kind } of (0,file_names/* readFolder */.j1)((0,paths/* placeIn */.VV)(workingDirectory, folder)) ?? []) {
            const own = (0,file_names/* joinNames */.JH)(folder, base);
            const name = (0,file_names/* joinNames */.JH)(actorFolder, own);
            if ((0,paths/* isInGitFolder */.e9)(base) || (0,built_in_rules/* isLeftByTools */.AJ)(base) || (0,built_in_rules/* excludedFolder */.v_)(base, undefined) !== undefined)
                continue;
            if (kind === 'folder')
                visit(own);
            else if (kind !== 'other' && !isSent(name) && !isReported(name))
                excluded.push(name);
        }
    };
    visit('.actor');
    return excluded;
}
function formatLink({ name, target }) {
    return `${name} -> ${target}`;
}
function listNames(names) {
    return (0,build_text/* listSome */.XT)([...new Set(names)].map(build_text/* visible */.RK));
}

// EXTERNAL MODULE: ./build/runner/git-repository.js
var git_repository = __nccwpck_require__(1060);
;// CONCATENATED MODULE: ./build/source/files/aliases.js
/**
 * On a disk that ignores the case of letters, Git lists a file twice if the index spells it, or a folder around it,
 * differently from the disk: as tracked and as untracked. The tracked name would be committed.
 * @param isSpelledOtherwise whether the disk has a name only in another spelling.
 * @returns the untracked names of such files.
 */
function findAliases(files, isSpelledOtherwise) {
    const untracked = Map.groupBy(files.filter(({ tracked }) => !tracked), ({ name }) => fold(name));
    const aliases = new Set();
    if (untracked.size === 0)
        return aliases;
    for (const { name, tracked } of files) {
        const others = tracked ? untracked.get(fold(name)) : undefined;
        if (others === undefined || !isSpelledOtherwise(name))
            continue;
        for (const other of others)
            aliases.add(other.name);
    }
    return aliases;
}
function fold(name) {
    return name.normalize('NFC').toLowerCase();
}

// EXTERNAL MODULE: ./build/source/files/git-listing.js
var git_listing = __nccwpck_require__(4741);
;// CONCATENATED MODULE: ./build/source/files/listings.js








/** Processes that run at the same time. */
const AT_ONCE = 8;
function createListings({ git, workspace, workingDirectory, signal }) {
    const listings = new Map();
    const indexes = new Map();
    const settings = new Map();
    const list = async (folder, { isRoot = false } = {}) => {
        const listed = await listRepository(folder, isRoot);
        const isPresent = (name) => (0,external_node_fs_.existsSync)((0,paths/* placeIn */.VV)(folder, `${name}/.git`));
        const present = listed.submodules.filter(isPresent);
        const missing = listed.submodules.filter((name) => !isPresent(name));
        const nested = listed.nested.filter((name) => isSent(folder, { name, tracked: false }));
        const aliases = findAliases(listed.files, (0,file_names/* createSpelling */.$0)(folder));
        const files = listed.files.filter((file) => isSent(folder, file) && !aliases.has(file.name));
        const inner = await listInner(folder, [...present, ...nested]);
        const isNested = new Set(nested);
        const from = (key) => inner.flatMap(({ name, listing }) => listing[key].map((each) => (0,file_names/* joinNames */.JH)(name, each)));
        return {
            folder,
            files: [
                ...files,
                ...inner.flatMap(({ name, listing }) => listing.files.map((file) => moved(file, name, isNested.has(name)))),
            ],
            missingSubmodules: [...missing, ...from('missingSubmodules')],
            unreadable: [...listed.unreadable, ...from('unreadable')],
            nested: [
                ...nested.map((name) => (0,paths/* placeIn */.VV)(folder, name)),
                ...inner.flatMap(({ name, listing }) => (isNested.has(name) ? [] : listing.nested)),
            ],
            withoutGit: [
                ...(listed.reason === undefined ? [] : [{ folder, reason: listed.reason }]),
                ...inner.flatMap(({ listing }) => listing.withoutGit),
            ],
            ...(listed.ignoredBy === undefined ? {} : { ignoredBy: listed.ignoredBy }),
        };
    };
    const listRepository = async (folder, isRoot) => {
        const listed = await (0,git_listing/* listByGit */.q4)(git, folder, signal);
        if ('reason' in listed) {
            const { listByIgnoreFiles } = await __nccwpck_require__.e(/* import() */ 154).then(__nccwpck_require__.bind(__nccwpck_require__, 5154));
            const found = listByIgnoreFiles(workspace, folder);
            return isRoot || found.ignoredBy === undefined ? { ...found, ...listed } : { ...nothing, ...listed };
        }
        const isEmpty = listed.files.length + listed.nested.length + listed.submodules.length === 0;
        if (!isRoot || !isEmpty)
            return listed;
        const { readIgnoreLine } = await __nccwpck_require__.e(/* import() */ 362).then(__nccwpck_require__.bind(__nccwpck_require__, 362));
        const ignoredBy = await readIgnoreLine({ git, workspace, signal }, folder);
        if (ignoredBy === undefined)
            return listed;
        const { listIsolated } = await __nccwpck_require__.e(/* import() */ 154).then(__nccwpck_require__.bind(__nccwpck_require__, 5154));
        return { ...listIsolated(folder), ignoredBy };
    };
    const listInner = async (folder, names) => {
        const inner = [];
        for (let start = 0; start < names.length; start += AT_ONCE) {
            const batch = names
                .slice(start, start + AT_ONCE)
                .map(async (name) => ({ name, listing: await list((0,paths/* placeIn */.VV)(folder, name)) }));
            inner.push(...(await Promise.all(batch)));
        }
        return inner;
    };
    const isSent = (folder, { name, tracked }) => {
        if ((0,paths/* isInGitFolder */.e9)(name))
            return false;
        if (tracked)
            return true;
        return (!(0,built_in_rules/* isLeftByTools */.AJ)(name) && (0,built_in_rules/* excludedFolder */.v_)(name, (0,paths/* nameFrom */.Ov)(workingDirectory, (0,paths/* placeIn */.VV)(folder, name))) === undefined);
    };
    const remember = (folder, listing) => {
        listings.set(folder, listing);
        return listing;
    };
    const around = (folder) => {
        const known = [...listings.keys()].find((each) => (0,paths/* nameFrom */.Ov)(each, folder) !== undefined);
        return (known === undefined ? undefined : listings.get(known)) ?? remember(folder, list(folder));
    };
    return {
        around,
        ofRoot: (folder) => listings.get(folder) ?? remember(folder, list(folder, { isRoot: true })),
        find: async (file) => {
            const listing = await around(external_node_path_.dirname(file));
            const index = indexes.get(listing) ?? new Map(listing.files.map((each) => [each.name, each]));
            indexes.set(listing, index);
            return index.get((0,paths/* nameFrom */.Ov)(listing.folder, file) ?? '');
        },
        all: () => Promise.all(listings.values()),
        diskSettings: (folder) => {
            const repository = (0,git_repository/* findRepository */.W)(folder)?.workTree ?? folder;
            const known = settings.get(repository) ?? (0,git_listing/* readDiskSettings */.jl)(git, folder, signal);
            settings.set(repository, known);
            return known;
        },
    };
}
const nothing = { files: [], nested: [], submodules: [], unreadable: [] };
/** A file with its name from a folder further up. */
function moved(file, above, isNested) {
    const escaped = file.escaped === undefined ? {} : { escaped: (0,file_names/* joinNames */.JH)(above, file.escaped) };
    return { ...file, ...escaped, name: (0,file_names/* joinNames */.JH)(above, file.name), isNested: isNested || file.isNested === true };
}

;// CONCATENATED MODULE: ./build/source/files/list-files.js










/**
 * The files to deploy, in the order of their names' bytes: those that Git would commit, without those that `.actorignore`
 * and the `files` input exclude. Reads names and sizes, not contents.
 * @throws ActionError if there are no files, a pattern matches nothing, a link leads out of the workspace, or a name is
 * not UTF-8.
 */
async function listSourceFiles(request) {
    const { git, signal } = request;
    const { workspace, workingDirectory } = request.workspace;
    const uploadRoot = request.uploadRoot ?? workingDirectory;
    const actorFolder = (0,paths/* nameFrom */.Ov)(uploadRoot, workingDirectory) ?? '';
    const listings = createListings({ git, workspace, workingDirectory, signal });
    const [listing, ruleFiles, patterns] = await Promise.all([
        listings.ofRoot(workingDirectory),
        readRuleFiles(workspace, [uploadRoot, workingDirectory]),
        readPatterns(request.patterns, workingDirectory),
    ]);
    const ignore = (0,actor_ignore/* createActorIgnore */.a)(ruleFiles, { actorFolder, isIgnoredByGit: withoutFiles(listing, actorFolder) });
    const namedFiles = new Set(request.namedFiles);
    const rules = createSourceRules({ uploadRoot, actorFolder, ignore, patterns, namedFiles });
    const folders = [workingDirectory, ...(request.otherFolders ?? [])];
    const collected = { rules, folders, uploadRoot, namedFiles, workspace, listings, signal };
    const { files: found, notes } = await collectFiles(collected);
    throwIfNotSendable(notes);
    const files = sortByBytes(found.filter(({ name }) => rules.isSelected(name)));
    const unmatched = patterns?.unmatched(found.flatMap(({ name }) => (0,paths/* nameBelow */.lX)(actorFolder, name) ?? [])) ?? [];
    if (unmatched.length > 0) {
        const { explainUnmatched } = await __nccwpck_require__.e(/* import() */ 54).then(__nccwpck_require__.bind(__nccwpck_require__, 2054));
        const more = { workspace, workingDirectory, actorFolder, git, signal, ruleFiles, listing };
        throw await explainUnmatched(unmatched, more);
    }
    if (files.length === 0)
        throw noFiles(request.workspace);
    const diagnostics = reportFiles({
        workspace: request.workspace,
        actorFolder,
        files,
        notes,
        listings: await listings.all(),
    });
    return { files, diagnostics };
}
async function readPatterns(lines, workingDirectory) {
    if (lines.every((line) => line === '**'))
        return undefined;
    const { readFilePatterns } = await __nccwpck_require__.e(/* import() */ 946).then(__nccwpck_require__.bind(__nccwpck_require__, 1946));
    return readFilePatterns(lines, workingDirectory);
}
/** @param folders from the outermost. */
async function readRuleFiles(workspace, folders) {
    const [root = ''] = folders;
    const read = [...new Set(folders)].map(async (folder) => ({
        folder: (0,paths/* nameFrom */.Ov)(root, folder) ?? '',
        rules: await readActorIgnore(workspace, folder),
    }));
    return await Promise.all(read);
}
/** Whether Git lists nothing in a folder. */
function withoutFiles({ files }, actorFolder) {
    let folders;
    return (folder) => {
        folders ??= new Set(['', ...files.flatMap(({ name }) => (0,file_names/* foldersAbove */.Zv)((0,file_names/* joinNames */.JH)(actorFolder, name)))]);
        return !folders.has(folder);
    };
}
/** JavaScript compares strings by UTF-16, whose order differs only for characters beyond U+FFFF. */
function sortByBytes(files) {
    if (!files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
        return [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
    }
    const keyed = files.map((file) => ({ file, key: Buffer.from(file.name) }));
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ file }) => file);
}
function noFiles({ shown }) {
    return new errors/* ActionError */.lZ(`No files to deploy in ${shown === '' ? 'the working directory' : (0,build_text/* visible */.RK)(shown)}`, {
        hint: 'Check the working-directory and files inputs, and the rules in .gitignore and .actorignore.',
    });
}

;// CONCATENATED MODULE: ./build/source/read-files.js





/**
 * Lists the files of the working directory and, if they may fit into the request, reads, checks and encodes them.
 * @throws ActionError if there are none, or one cannot be sent or contains a secret.
 */
async function readFiles(request, patterns) {
    const { source, workspace, definition, secrets, git, signal } = request;
    const places = await findUploadPlaces(workspace, definition);
    const { root, otherFolders, namedFiles } = places;
    const options = {
        workspace,
        git,
        uploadRoot: root.folder,
        otherFolders,
        ...(signal === undefined ? {} : { signal }),
    };
    const listed = await listSourceFiles({ ...options, patterns, namedFiles });
    const { files } = listed;
    const fileNames = files.map(({ name }) => name);
    const docker = await checkDockerfile(places, fileNames, request);
    const diagnostics = [...places.diagnostics, ...listed.diagnostics, ...docker];
    const unread = (reason) => ({
        facts: factsOf(files, { archived: true }),
        diagnostics,
        planned: plannedArchive(root),
        fileNames,
        content: { kind: 'unread', files, root, reason },
    });
    if (source.type === 'TARBALL')
        return unread('requested');
    const encoded = await (0,encode_files/* encodeFiles */.oQ)(files, { workspace: workspace.workspace, signal });
    if (encoded === 'too-large')
        return unread('content');
    const inspection = (0,checks_inspection/* createInspection */.T)(files, secrets, root);
    inspection.inspectEncoded(encoded.sourceFiles);
    return {
        facts: factsOf(files, { archived: false }),
        diagnostics: [...diagnostics, ...(await inspection.report(git, signal)), ...(0,checks_inspection/* findEmptyFiles */.q)(files)],
        planned: { sourceType: 'SOURCE_FILES', sourceFiles: [], ...actorPathOf(root) },
        fileNames,
        content: { kind: 'encoded', files, root, encoded },
    };
}
function plannedArchive(root) {
    return { sourceType: 'TARBALL', tarballUrl: '', ...actorPathOf(root) };
}
function actorPathOf({ actorPath }) {
    return actorPath === undefined ? {} : { actorPath };
}
function factsOf(files, { archived }) {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}


/***/ }),

/***/ 8624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ createActorIgnore)
/* harmony export */ });
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1340);
/* harmony import */ var _built_in_rules_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6228);
/* harmony import */ var _ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5086);



const undecided = { kind: 'undecided' };
/**
 * Rules of gitignore in order: the last match wins, and nothing below an excluded folder is included again. Unlike in
 * gitignore, a `!` line includes what it matches even if Git ignores it or a folder around it. `node_modules` and other
 * folders that are excluded by default are included again only by a line that contains their name, or with a folder
 * that Git ignores as a whole.
 * @param files from the outermost.
 */
function createActorIgnore(files, options) {
    const { actorFolder, isIgnoredByGit } = options;
    const judged = new Map([['', undecided]]);
    const judgeFolder = (folder) => {
        const known = judged.get(folder);
        if (known !== undefined)
            return known;
        const found = judgeAt(folder, true);
        judged.set(folder, found);
        return found;
    };
    const judgeAt = (name, isFolder) => {
        const parent = name.slice(0, Math.max(name.lastIndexOf('/'), 0));
        const around = judgeFolder(parent);
        if (around.kind === 'excluded')
            return around;
        const comesWithParent = around.kind === 'included-again' && isIgnoredByGit(parent);
        const closed = around.closed ?? (comesWithParent ? undefined : (0,_built_in_rules_js__WEBPACK_IMPORTED_MODULE_1__/* .excludedFolderAt */ .uD)(name, (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(actorFolder, name)));
        const found = (0,_ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .findRule */ .Il)(filesFor(closed), name, isFolder);
        if (found !== undefined)
            return { kind: found.rule.negated ? 'included-again' : 'excluded', ...found };
        return closed === undefined ? around : { kind: 'undecided', closed };
    };
    const filesFor = (closed) => {
        if (closed === undefined)
            return files;
        const applies = ({ negated, text }) => !negated || text.includes(closed);
        return files.map(({ folder, rules }) => ({ folder, rules: rules.filter(applies) }));
    };
    if (files.every(({ rules }) => rules.length === 0)) {
        return { hasRules: false, includesAgain: false, judge: () => undecided, mayIncludeIn: () => false };
    }
    return {
        hasRules: true,
        includesAgain: files.some(({ rules }) => rules.some(({ negated }) => negated)),
        judge: (name) => judgeAt(name, false),
        mayIncludeIn: (folder) => {
            const { kind, closed } = judgeFolder(folder);
            if (kind !== 'undecided')
                return kind === 'included-again';
            return filesFor(closed).some((file) => {
                const below = folder === file.folder ? '' : (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(file.folder, folder);
                // The folder of the rules may be below this one.
                if (below === undefined)
                    return `${file.folder}/`.startsWith(folder === '' ? '' : `${folder}/`);
                return file.rules.some((rule) => rule.negated && (0,_ignore_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .mayRuleMatchBelow */ .KL)(rule, below));
            });
        },
    };
}


/***/ }),

/***/ 6228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AJ: () => (/* binding */ isLeftByTools),
/* harmony export */   DT: () => (/* binding */ dependencyFolders),
/* harmony export */   J0: () => (/* binding */ isNamedLikeCredentials),
/* harmony export */   uD: () => (/* binding */ excludedFolderAt),
/* harmony export */   v_: () => (/* binding */ excludedFolder)
/* harmony export */ });
/** Rules for names that apply whatever the ignore files contain. Names are POSIX paths from the upload root. */
/** Credentials that google-github-actions/auth writes into the workspace. */
function isLeftByTools(name) {
    return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}
/** Excluded at any depth unless they are tracked. */
const dependencyFolders = ['node_modules', '.venv', 'venv', '__pycache__', '.pnpm-store'];
/** What Apify's SDKs and Crawlee store in a local run: excluded at the working directory's root unless tracked. */
const storageFolders = ['storage', 'apify_storage', 'crawlee_storage'];
/**
 * The name of the default-excluded folder that a file or folder is, or that it is in.
 * @param name from the upload root. @param ownName from the working directory; undefined if it is outside.
 */
function excludedFolder(name, ownName) {
    const [first] = ownName?.split('/') ?? [];
    return storageFolders.find((each) => each === first) ?? name.split('/').find(isDependencyFolder);
}
/** The same only for the folder itself. */
function excludedFolderAt(name, ownName) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    return storageFolders.find((each) => each === ownName) ?? (isDependencyFolder(base) ? base : undefined);
}
function isDependencyFolder(name) {
    return dependencyFolders.includes(name);
}
/** Files whose names are those of credentials. */
function isNamedLikeCredentials(name) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    return /\.(?:pem|key|p12|pfx|tfstate)$|^\.env|^service-account.*\.json$/.test(base) || credentialNames.has(base);
}
const credentialNames = new Set([
    ...['.npmrc', '.netrc', '.pypirc', '.git-credentials'],
    ...['id_rsa', 'id_ed25519', 'credentials.json', 'kubeconfig'],
]);


/***/ }),

/***/ 5086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Il: () => (/* binding */ findRule),
/* harmony export */   KL: () => (/* binding */ mayRuleMatchBelow),
/* harmony export */   R0: () => (/* binding */ parseIgnoreRules)
/* harmony export */ });
/* unused harmony export lastMatch */
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1340);
/* harmony import */ var _wildcards_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4515);


/**
 * The rules of a file in gitignore's format, in order. The case of letters counts.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
function parseIgnoreRules(file) {
    const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
    return text.split(/\r?\n/).flatMap((line, index) => {
        const written = withoutTrailingSpaces(line);
        if (written === '' || written.startsWith('#'))
            return [];
        const negated = written.startsWith('!');
        const foldersOnly = written.endsWith('/');
        const pattern = written.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
        const parsed = pattern === '' ? undefined : parseIgnorePattern(pattern);
        if (parsed === undefined)
            return [];
        const shown = Buffer.from(written, 'latin1').toString();
        return [{ ...parsed, negated, foldersOnly, line: index + 1, text: shown }];
    });
}
/** A space that a backslash escapes is kept. */
function withoutTrailingSpaces(line) {
    let end = line.length;
    while (line[end - 1] === ' ')
        end -= 1;
    let backslashes = 0;
    while (line[end - 1 - backslashes] === '\\')
        backslashes += 1;
    return line.slice(0, end + (backslashes % 2));
}
/** The last rule that matches. @param path POSIX, relative to the folder of the rules. */
function lastMatch(rules, path, isFolder) {
    if (rules.length === 0)
        return undefined;
    const names = asBytes(path).split('/');
    const last = names.at(-1) ?? '';
    return rules.findLast((rule) => (isFolder || !rule.foldersOnly) && (rule.anchored ? (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesPath */ .$h)(rule.path, names) : (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesName */ .Hj)(rule.name, last)));
}
/** The rule that applies to a name: the innermost file with a match decides. @param files from the outermost. */
function findRule(files, name, isFolder) {
    for (const { folder, rules } of files.toReversed()) {
        const below = (0,_paths_js__WEBPACK_IMPORTED_MODULE_0__/* .nameBelow */ .lX)(folder, name);
        const rule = below === undefined ? undefined : lastMatch(rules, below, isFolder);
        if (rule !== undefined)
            return { folder, rule };
    }
    return undefined;
}
/** Whether the rule may match something below the folder. @param folder relative to the folder of the rules. */
function mayRuleMatchBelow(rule, folder) {
    return !rule.anchored || folder === '' || (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .mayMatchBelow */ .qM)(rule.path, asBytes(folder).split('/'));
}
/** One character for each byte of the text in UTF-8. ASCII text stays the same. */
function asBytes(text) {
    return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}
/**
 * @param pattern as bytes, without `!` and without the slash at its end.
 * @returns undefined if the pattern is broken, so that it matches nothing in Git.
 */
function parseIgnorePattern(pattern) {
    const anchored = pattern.includes('/');
    const names = readNames(anchored ? pattern.replace(/^\//, '') : pattern);
    if (names === undefined)
        return undefined;
    if (anchored)
        return { anchored, path: (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .pathPattern */ .s$)(names) };
    const [first = _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .anyName */ .kO] = names;
    return { anchored, name: first === _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u ? _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .anyName */ .kO : first };
}
function readNames(pattern) {
    const names = [];
    let units = [];
    for (let index = 0; index <= pattern.length;) {
        const depth = units.length === 0 ? depthAt(pattern, index) : undefined;
        if (depth !== undefined) {
            names.push(...depth.names);
            index = depth.end;
            continue;
        }
        const separator = /^\\?\//.exec(pattern.slice(index, index + 2))?.[0];
        if (separator !== undefined || index === pattern.length) {
            names.push((0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .namePattern */ ._u)(units));
            units = [];
            index += separator?.length ?? 1;
            continue;
        }
        const next = unitAt(pattern, index);
        if (next === undefined)
            return undefined;
        units.push(next.unit);
        index = next.end;
    }
    return names;
}
/** Two or more stars between two slashes stand for any number of folders; anywhere else they are one star. */
function depthAt(pattern, start) {
    const end = endOfStars(pattern, start);
    if (end - start < 2)
        return undefined;
    // At the end they match everything inside a folder, not the folder itself.
    if (end === pattern.length)
        return { names: [_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u, _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .anyName */ .kO], end: end + 1 };
    if (pattern[end] === '/')
        return { names: [_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u], end: end + 1 };
    // If the slash is escaped, Git requires one folder.
    return pattern.startsWith('\\/', end) ? { names: [_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .ANY_DEPTH */ .$u, _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .anyName */ .kO], end: end + 2 } : undefined;
}
function endOfStars(pattern, start) {
    let end = start;
    while (pattern[end] === '*')
        end += 1;
    return end;
}
function unitAt(pattern, index) {
    const character = pattern.charAt(index);
    switch (character) {
        case '*':
            return { unit: _wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .STAR */ .Vw, end: endOfStars(pattern, index) };
        case '?':
            return { unit: () => true, end: index + 1 };
        case '[': {
            const set = (0,_wildcards_js__WEBPACK_IMPORTED_MODULE_1__/* .readCharacterSet */ .MV)(pattern, index);
            return set === undefined ? undefined : { unit: set.matches, end: set.end };
        }
        case '\\':
            return index + 1 === pattern.length ? undefined : { unit: pattern.charAt(index + 1), end: index + 2 };
        default:
            return { unit: character, end: index + 1 };
    }
}


/***/ }),

/***/ 4515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ matchesPath),
/* harmony export */   $u: () => (/* binding */ ANY_DEPTH),
/* harmony export */   Hj: () => (/* binding */ matchesName),
/* harmony export */   MV: () => (/* binding */ readCharacterSet),
/* harmony export */   Vw: () => (/* binding */ STAR),
/* harmony export */   _u: () => (/* binding */ namePattern),
/* harmony export */   kO: () => (/* binding */ anyName),
/* harmony export */   qM: () => (/* binding */ mayMatchBelow),
/* harmony export */   s$: () => (/* binding */ pathPattern)
/* harmony export */ });
/**
 * Matches names against patterns with stars. The part between two stars has a fixed length, so the leftmost place for it
 * is always good enough: nothing is tried twice, and matching takes at most the product of both lengths in steps.
 * Regular expressions can take exponentially more (`*a*a*a*b`).
 */
const STAR = Symbol('*');
const ANY_DEPTH = Symbol('**');
function namePattern(units) {
    const parts = splitAt(units, STAR);
    const isText = units.every((unit) => typeof unit !== 'function');
    return { parts, texts: isText ? parts.map((part) => part.join('')) : undefined };
}
const anyName = namePattern([STAR]);
function pathPattern(names) {
    return splitAt(names, ANY_DEPTH);
}
function splitAt(items, mark) {
    const parts = [[]];
    for (const item of items) {
        if (item === mark)
            parts.push([]);
        else
            parts.at(-1)?.push(item);
    }
    return parts;
}
function matchesName({ parts, texts }, name) {
    if (texts !== undefined)
        return fitsText(texts, name);
    const characters = /[\ud800-\udfff]/.test(name) ? [...name] : name;
    return fits(parts, characters, (unit, character) => typeof unit === 'string' ? unit === character : unit(character));
}
/** @param names the names of the path, from the outermost folder. */
function matchesPath(pattern, names) {
    return fits(pattern, names, matchesName);
}
/** Whether the pattern may match something below this folder. */
function mayMatchBelow([first = [], ...rest], folder) {
    const known = first.slice(0, folder.length);
    return (known.every((pattern, index) => matchesName(pattern, folder[index] ?? '')) &&
        (rest.length > 0 || first.length > folder.length));
}
function fits(parts, items, matches) {
    const isAt = (part, start) => part.every((each, index) => matches(each, items[start + index]));
    const first = parts[0] ?? [];
    if (parts.length === 1)
        return items.length === first.length && isAt(first, 0);
    const last = parts.at(-1) ?? [];
    const end = items.length - last.length;
    if (end < first.length || !isAt(first, 0) || !isAt(last, end))
        return false;
    let start = first.length;
    for (const part of parts.slice(1, -1)) {
        while (start + part.length <= end && !isAt(part, start))
            start += 1;
        start += part.length;
        if (start > end)
            return false;
    }
    return true;
}
function fitsText(parts, text) {
    const first = parts[0] ?? '';
    if (parts.length === 1)
        return text === first;
    const last = parts.at(-1) ?? '';
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last))
        return false;
    let start = first.length;
    for (let index = 1; index < parts.length - 1; index += 1) {
        const part = parts[index] ?? '';
        const found = text.indexOf(part, start);
        if (found === -1 || found + part.length > end)
            return false;
        start = found + part.length;
    }
    return true;
}
/** Only ASCII, in every locale, as in Git. */
const classes = {
    alnum: '09AZaz',
    alpha: 'AZaz',
    blank: '\t\t  ',
    cntrl: '\0\x1f\x7f\x7f',
    digit: '09',
    graph: '!~',
    lower: 'az',
    print: ' ~',
    punct: '!/:@[`{~',
    space: '\t\n\r\r  ',
    upper: 'AZ',
    xdigit: '09AFaf',
};
/**
 * Reads the set that begins at a bracket. A slash is never in a set.
 * @returns undefined if it is not closed or has an unknown class.
 */
function readCharacterSet(characters, start) {
    const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
    const ranges = [];
    let index = start + (negated ? 2 : 1);
    let rangeFrom;
    // A closing bracket at the beginning is in the set.
    for (let first = true; first || characters[index] !== ']'; first = false) {
        const name = classNameAt(characters, index);
        if (name !== undefined) {
            const ends = classes[name];
            if (ends === undefined)
                return undefined;
            for (let at = 0; at < ends.length; at += 2)
                ranges.push([ends.charCodeAt(at), ends.charCodeAt(at + 1)]);
            index += name.length + '[::]'.length;
            rangeFrom = undefined;
            continue;
        }
        const isRange = characters[index] === '-' && rangeFrom !== undefined && characters[index + 1] !== ']';
        if (isRange)
            index += 1;
        if (characters[index] === '\\')
            index += 1;
        const code = characters[index]?.codePointAt(0);
        if (code === undefined)
            return undefined;
        const from = isRange ? (rangeFrom ?? code) : code;
        ranges.push([from, code]);
        index += 1;
        rangeFrom = isRange ? undefined : code;
    }
    const isIn = (code) => ranges.some(([from, to]) => from <= code && code <= to);
    return {
        matches: (character) => character !== '/' && isIn(character.codePointAt(0) ?? 0) !== negated,
        hasEmptyRange: ranges.some(([from, to]) => from > to),
        end: index + 1,
    };
}
function classNameAt(characters, start) {
    if (characters[start] !== '[' || characters[start + 1] !== ':')
        return undefined;
    let name = '';
    for (let index = start + 2; index < characters.length && characters[index] !== ']'; index += 1) {
        name += characters[index];
    }
    const isClosed = characters[start + 2 + name.length] === ']';
    return isClosed && name.endsWith(':') ? name.slice(0, -1) : undefined;
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   Hj: () => (/* binding */ CUT_MARK),
/* harmony export */   IV: () => (/* binding */ withoutStyle),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   UK: () => (/* binding */ formatUsd),
/* harmony export */   XT: () => (/* binding */ listSome),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   ZH: () => (/* binding */ capitalize),
/* harmony export */   ZI: () => (/* binding */ isJsonDeeperThan),
/* harmony export */   _P: () => (/* binding */ escapeLogLine),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   h8: () => (/* binding */ htmlCode),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* unused harmony export cutText */
/**
 * Text from outside (file names, API messages, build logs, actor.json, branch names) in a form that cannot act in the
 * place where it is shown. The text stays readable.
 */
/** C0 and C1 controls, and marks that change the direction of text or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** One line in which every control character is an escape such as `\n`. */
function visible(text) {
    return text.replace(CONTROLS, (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * A value in a sentence: in quotes, on one line. A long value is omitted completely, because a part of a secret in it
 * would not be redacted.
 */
function quoted(text) {
    return text.length > 100 ? `a text of ${text.length} characters` : `"${visible(text)}"`;
}
/** The end of a text that was cut. Redaction removes the beginning of a secret before it. */
const CUT_MARK = '…';
/** At most `most` characters of a text, with a mark where it was cut. */
function cutText(text, most) {
    return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}${CUT_MARK}` : text;
}
/** Color and style: the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
/**
 * A line of another program's log as the step's log may show it. Color and style are kept, other terminal sequences
 * and controls are removed, and nothing in it is a workflow command. For the runner, `::` at the start of a line (after
 * white space) and `##[` anywhere are commands. Its comparison ignores characters without width, so a space separates
 * the marks.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function escapeLogLine(line) {
    const parts = line.split(STYLE);
    const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
    return withoutCommands(kept.join(''));
}
/** The text without the color and style that `escapeLogLine` keeps. */
function withoutStyle(line) {
    return line.replace(STYLE, '');
}
function withoutControls(text) {
    return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}
/** A text of several lines as the step's log may show it. */
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
/** The offset after styles and characters that the runner's comparison ignores. */
function skip(line, from, { alsoSpace = false } = {}) {
    let at = from;
    for (;;) {
        const code = line.codePointAt(at) ?? 0;
        // The only sequences that are left are styles, which end with an m.
        if (code === 0x1b)
            at = line.indexOf('m', at) + 1;
        else if (code === 0x20 || code === 0x09 ? alsoSpace : code > 0x7f && isSkipped(code, alsoSpace)) {
            at += code > 0xffff ? 2 : 1;
        }
        else
            return at;
    }
}
/** What is known about characters that are not ASCII, since a regular expression for each takes long. */
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
/** Text for HTML, on one line. */
function escapeHtml(text) {
    return visible(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
/** Text as code in HTML. */
function htmlCode(text) {
    return `<code>${escapeHtml(text)}</code>`;
}
/** `a, b and 3 more`: at most `most` items, in their order. */
function listSome(items, most = 10) {
    const shown = items.slice(0, most).join(', ');
    return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
/** `1 file`, `2 files`, `12,000 files`. */
function formatCount(count, thing) {
    // Not by toLocaleString, whose first call costs a fifth of the whole start.
    const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
    return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}
/** Bytes in units of 1,000, as GitHub and Apify Console show them. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return formatCount(bytes, 'byte');
    const units = ['kB', 'MB', 'GB'];
    const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
    return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}
/** Milliseconds as a person says them: `240 ms`, `3.1 s`, `2 min 5 s`. */
function formatDuration(ms) {
    if (ms < 1000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
/** What something cost, in US dollars. */
function formatUsd(usd) {
    return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
/** Checks the depth before the text is parsed, without recursion. Text that is not JSON gives any result. */
function isJsonDeeperThan(text, levels) {
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
/** For the start of a sentence. */
function capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
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
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
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
/******/ var __webpack_exports__ = __nccwpck_require__(6998);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
