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

/***/ 6998:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3416);

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
/** The Actor's ID, if a response contained it. */
function knownActorId({ actor, build }) {
    return [actor?.id, build?.actId].find((id) => id !== undefined && /^[A-Za-z0-9]+$/.test(id));
}
/** Undefined if no response contained the Actor's ID. */
function actorUrl(state) {
    const id = knownActorId(state);
    return id === undefined ? undefined : `${consoleUrl(state)}/actors/${id}`;
}
/** Organizations have their own part of Apify Console. */
function consoleUrl({ account }) {
    const isOrganization = typeof account?.organizationOwnerUserId === 'string' && account.id !== undefined;
    const organization = isOrganization ? `/organization/${encodeURIComponent(account.id ?? '')}` : '';
    return `https://console.apify.com${organization}`;
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

/***/ 3416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(3053);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
var external_node_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_node_http_, 2);
;// CONCATENATED MODULE: ./build/runner/proxy.js



/** Lower case comes first, as Node and curl have it. */
const VARIABLES = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
];
/**
 * Sends every request through the proxy that the runner's variables name; `NO_PROXY` is honoured. The built-in fetch
 * does not look at them by itself.
 * @returns what the user should know where this Node cannot do it.
 * @throws ActionError naming the variable whose value is no proxy's address.
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
        const message = `${set.join(', ')} has no effect: the runner's Node ${process.versions.node} cannot use a proxy, 24.14 and later can. Update the runner.`;
        return [{ level: 'warning', message }];
    }
    try {
        setProxy(environment);
    }
    catch {
        // The reason shows the address, and with it a password.
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
        // They are sent decoded.
        decodeURIComponent(url.username + url.password);
        return true;
    }
    catch {
        return false;
    }
}
function notAProxy(names) {
    return new errors/* ActionError */.lZ(`The variable ${names.join(' and ')} is not the address of a proxy`, {
        hint: 'Write it with its scheme, http://proxy.example.com:8080 for example, and % in a password as %25; or remove it from the runner.',
    });
}
/**
 * Where a proxy closes the connection before it is a tunnel, Node's fetch takes that for a connection that was used
 * up, and connects again at once, without end, also when nobody waits any more. By another code it is a failure.
 * @see https://nodejs.org/api/diagnostics_channel.html#undici
 */
function endEndlessConnecting(message) {
    const { error } = message;
    if (error?.code === 'UND_ERR_SOCKET')
        error.code = 'ERR_PROXY_TUNNEL';
}
/**
 * Ends every connection of the built-in fetch. Without it a proxy that never answers keeps the process alive for
 * minutes after the run's end. No request can be made afterwards.
 */
async function endConnections() {
    const { [Symbol.for('undici.globalDispatcher.1')]: dispatcher } = globalThis;
    await dispatcher?.destroy?.();
}

// EXTERNAL MODULE: ./build/source/files/encode-files.js
var encode_files = __nccwpck_require__(5234);
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
            const { files, encoded } = content;
            if ((0,encode_files/* fitsIntoBody */.Pq)(encoded, otherBytes)) {
                return { source: { kind: 'files', sourceFiles: encoded.sourceFiles }, facts, planned, diagnostics: [] };
            }
            return pack(request, files, 'body');
        }
        case 'unread':
            return pack(request, content.files, content.reason);
    }
}
async function pack(request, files, reason) {
    const { packSource } = await __nccwpck_require__.e(/* import() */ 984).then(__nccwpck_require__.bind(__nccwpck_require__, 6984));
    return packSource(request, files, reason);
}
/** Deletes the archive of a prepared source, if it has one. */
async function removeArchive({ source }) {
    if (source.kind !== 'archive')
        return;
    const archive = await __nccwpck_require__.e(/* import() */ 750).then(__nccwpck_require__.bind(__nccwpck_require__, 750));
    await archive.removeArchive(source.path);
}

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
;// CONCATENATED MODULE: ./build/source/git-url.js


/**
 * The URL under which Apify finds what the run has checked out: `https://host/owner/name.git#branch:folder`.
 * https://docs.apify.com/platform/actors/development/deployment/source-types#git-repository
 * @throws ActionError that asks for `git-repo-url` where no such URL can be made.
 */
function makeGitUrl(run, checkout) {
    checkOrigin(run, checkout);
    const branch = branchOf(run);
    for (const [what, text] of [['branch', branch], ['folder', checkout.folder]]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        const [mark] = /[:\s\u0000-\u001f]/.exec(text) ?? [];
        if (mark !== undefined && !(what === 'folder' && mark === ' ')) {
            throw noUrl(run, `the ${what} ${(0,build_text/* visible */.RK)(text)} has a "${(0,build_text/* visible */.RK)(mark)}", which such a URL cannot carry`);
        }
    }
    const repository = run.isPrivate === true ? sshUrl(run) : httpsUrl(run);
    const folder = checkout.folder === '' ? '' : `:${checkout.folder}`;
    return { url: `${repository}#${branch}${folder}`, diagnostics: findingsOf(run, checkout) };
}
function httpsUrl({ serverUrl, repository }) {
    return `${serverUrl.replace(/\/+$/, '')}/${repository}.git`;
}
/** The server's port is that of HTTPS: SSH has its own, which nothing tells. */
function sshUrl({ serverUrl, repository }) {
    return `git@${new URL(serverUrl).hostname}:${repository}.git`;
}
function branchOf(run) {
    const { eventName, ref, repository } = run;
    if (eventName === 'merge_group' || ref.startsWith('refs/heads/gh-readonly-queue/')) {
        throw noUrl(run, 'a merge queue made the branch of this run, and will remove it');
    }
    const [, name] = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref) ?? [];
    if (name !== undefined)
        return name;
    if (!ref.startsWith('refs/pull/')) {
        throw noUrl(run, ref === '' ? 'the run has no branch or tag' : `the run's ref ${(0,build_text/* visible */.RK)(ref)} is no branch or tag`);
    }
    const head = run.pullRequestHead;
    if (head === undefined)
        throw noUrl(run, `the event ${(0,build_text/* visible */.RK)(eventName)} does not tell the pull request's branch`);
    if (head.repository === undefined || head.repository.toLowerCase() !== repository.toLowerCase()) {
        const fork = head.repository === undefined ? 'a fork that is gone' : `the fork ${(0,build_text/* visible */.RK)(head.repository)}`;
        throw noUrl(run, `the pull request comes from ${fork}, and nobody's fork is deployed by default`);
    }
    return head.branch;
}
/** @throws ActionError where the run's repository is not the one that is checked out. */
function checkOrigin(run, checkout) {
    if (checkout.kind === 'none' || checkout.origin === undefined)
        return;
    if (identityOf(checkout.origin) === identityOf(httpsUrl(run)))
        return;
    throw noUrl(run, `the checkout is of another repository than the run, which is of ${(0,build_text/* visible */.RK)(run.repository)}`);
}
/** Host and path of a Git URL, however it is written; the origin itself may carry a token and is never shown. */
function identityOf(url) {
    const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? URL.parse(url) : null;
    const [, host = '', path = ''] = parsed === null ? (/^(?:[^/@]*@)?([^/:]*):(.*)$/s.exec(url) ?? []) : ['', parsed.hostname, parsed.pathname];
    const name = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
    // GitHub takes SSH at a host of its own where port 22 is closed.
    return `${host.replace(/^ssh\.(?=github\.com$)/i, '')}/${name}`.toLowerCase();
}
function findingsOf({ isPrivate }, checkout) {
    const diagnostics = [];
    if (checkout.kind === 'none') {
        const place = checkout.folder === '' ? 'its root' : `its folder ${(0,build_text/* visible */.RK)(checkout.folder)}`;
        const message = `${checkout.reason}: the Actor is taken to be in ${place}, as in the workspace. Where that is wrong, set git-repo-url`;
        diagnostics.push({ level: 'warning', message });
    }
    if (isPrivate === true) {
        const message = "The repository is private: Apify reads it by SSH and needs the Actor's deploy key, https://docs.apify.com/platform/actors/development/deployment/source-types#private-repositories";
        diagnostics.push({ level: 'info', message });
    }
    if (isPrivate === undefined) {
        const message = 'The event does not tell whether the repository is private: it is taken for a public one. Where it is private, set git-repo-url to its SSH form';
        diagnostics.push({ level: 'notice', message });
    }
    return diagnostics;
}
function noUrl(run, reason) {
    return new errors/* ActionError */.lZ(`No Git URL can be made from this run: ${reason}`, {
        hint: `Set git-repo-url to what Apify is to build, ${(0,build_text/* visible */.RK)(httpsUrl(run))}#BRANCH for example; with :FOLDER behind the branch where the Actor is not at the top.`,
    });
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./build/source/github-run.js


const giveUrl = 'Set git-repo-url to the URL of the repository.';
/**
 * Reads the run from its variables and its event file.
 * @throws ActionError where the file is broken, or the run has no repository.
 */
async function readGitHubRun() {
    // It reads the event file when it is loaded.
    const { context } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(413)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2413)).catch((cause) => {
        const problem = (0,errors/* messageOf */.bD)(cause);
        throw new errors/* ActionError */.lZ(`The file of the run's event (GITHUB_EVENT_PATH) cannot be read: ${problem}`, {
            hint: `The Git URL is made from it. ${giveUrl}`,
            cause,
        });
    });
    const { repository, pull_request: pullRequest } = (context.payload ?? {});
    return {
        eventName: context.eventName ?? '',
        ref: context.ref ?? '',
        serverUrl: URL.canParse(context.serverUrl) ? context.serverUrl : 'https://github.com',
        repository: repositoryOf(context),
        isPrivate: typeof repository?.private === 'boolean' ? repository.private : undefined,
        pullRequestHead: typeof pullRequest?.head?.ref === 'string'
            ? { branch: pullRequest.head.ref, repository: pullRequest.head.repo?.full_name ?? undefined }
            : undefined,
    };
}
function repositoryOf(context) {
    const unknown = (cause) => new errors/* ActionError */.lZ('The run tells no repository (GITHUB_REPOSITORY)', { hint: giveUrl, cause });
    let repository;
    try {
        repository = context.repo;
    }
    catch (cause) {
        throw unknown(cause);
    }
    // Of a variable without a slash the second part is missing.
    if (!repository.owner || !repository.repo)
        throw unknown();
    return `${repository.owner}/${repository.repo}`;
}
/**
 * Asks Git where the working directory lies and where the checkout comes from.
 * @throws ActionError where the folder's name is not UTF-8, so that no URL can carry it.
 */
async function readCheckout(git, { workingDirectory, shown }, signal) {
    const options = { cwd: workingDirectory, ...(signal === undefined ? {} : { signal }) };
    const [prefix, origin] = await Promise.all([
        git(['rev-parse', '--show-prefix'], options),
        git(['config', '--get', 'remote.origin.url'], options),
    ]);
    switch (prefix.kind) {
        case 'no-git':
            return { kind: 'none', folder: shown, reason: 'Git is not installed here' };
        case 'failed': {
            const [line = ''] = prefix.stderr.split('\n');
            return { kind: 'none', folder: shown, reason: `Git knows no checkout here (${line})` };
        }
        case 'ok':
            if (!(0,external_node_buffer_.isUtf8)(prefix.stdout)) {
                throw new errors/* ActionError */.lZ("No Git URL can be made: the working directory's name is not UTF-8", { hint: giveUrl });
            }
            return {
                kind: 'repository',
                folder: prefix.stdout.toString().replace(/\/?\n$/, ''),
                origin: origin.kind === 'ok' ? origin.stdout.toString().trim() : undefined,
            };
    }
}

// EXTERNAL MODULE: ./build/source/read-files.js + 17 modules
var read_files = __nccwpck_require__(3114);
;// CONCATENATED MODULE: ./build/source/source-url.js
/** Names of query parameters that open what the URL leads to, in the words of Apify, AWS, Azure, Google, GitLab and others. */
const SECRET_NAME = /sig|token|secret|pass|pwd|auth|cred|jwt|key|accessid|policy|^x-(?:amz|goog)-|^code$/;
/**
 * A source's URL as log, summary and outputs may show it: without user information (the login `git`, which is nobody's
 * secret, stays) and without query parameters that sign it or carry a token. The rest stays as it is written.
 * @param url of a Git repository (`git@host:owner/name.git` too), a tarball or a Gist.
 */
function shownUrl(url) {
    const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(withoutUser(url)) ?? [];
    const kept = (query ?? '').split('&').filter((parameter) => !isSecret(parameter));
    return address + (query === undefined || kept.join('') === '' ? '' : `?${kept.join('&')}`) + fragment;
}
/** Characters of a parameter's value from which on it is hidden: `true` and the like open nothing. */
const SHORTEST_HIDDEN = 8;
/** The values of those query parameters, as written and decoded: whoever shows a message that repeats the URL hides them. */
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
    // What no URL parser takes: `user@host:path`, and addresses with a mistake in them.
    return text.replace(/^([a-z][a-z0-9+.-]*:[/\\]+)?([^/?#\\]*)@/i, (all, scheme, user) => user === 'git' ? all : (scheme ?? ''));
}
/** Whether a part between two `&` has such a name, by itself, behind a `;`, or in a URL that is its value. */
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
            const { url, diagnostics } = source.url === undefined ? await readGitUrl(request) : { url: source.url, diagnostics: [] };
            return fromUrl({ sourceType: source.type, gitRepoUrl: url }, url, diagnostics);
        }
    }
}
async function readGitUrl({ git, workspace, signal }) {
    const [run, checkout] = await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)]);
    return makeGitUrl(run, checkout);
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

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/time/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};

;// CONCATENATED MODULE: ./build/apify/api.js
/**
 * The Apify API as far as a deployment needs it: its own words, only the properties that are used.
 * https://docs.apify.com/api/v2
 */
/** The field of a version that holds the URL of its source, by the source's type. */
const urlFields = {
    GIT_REPO: 'gitRepoUrl',
    TARBALL: 'tarballUrl',
    GITHUB_GIST: 'gitHubGistUrl',
};
/** The fields of URLs that are set: of the version's own source type, and of others, which the platform keeps. */
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
;// CONCATENATED MODULE: ./build/env-vars/env-vars.js



/**
 * The variables that this run wants, each once.
 * @throws ActionError that tells all mistakes of the lines, and all secrets that are missing or empty, together.
 */
function wantedEnvVars(sources) {
    const { fromDefinition, plain, secret } = sources;
    const secrets = new Map(secret.lines.map(({ name, value }) => [name, value]));
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
    const mistakes = [...plain.mistakes, ...secret.mistakes, ...(sources.secretsRequired ? secret.doubts : [])];
    for (const { name, value, line } of secret.lines) {
        if (referenced.has(name) && !wanted.has(name))
            continue;
        references.delete(name);
        if ((0,value_rules/* isEnvVarName */.yV)(name))
            wanted.set(name, { name, value, isSecret: true });
        else
            mistakes.push(notAVariable(name, line));
    }
    const missing = secret.lines.filter(({ value }) => value.trim() === '').map(({ name }) => name);
    let mayBeLiteral = false;
    for (const [name, secretName] of references) {
        const value = secrets.get(secretName);
        if (value === undefined) {
            missing.push(`${secretName} (for ${name} of ${sources.definitionFile})`);
            mayBeLiteral ||= !(0,value_rules/* isSecretName */.eh)(secretName);
        }
        wanted.set(name, { name, value: value ?? '', isSecret: true });
    }
    const diagnostics = [];
    const used = new Set(references.values());
    const unused = secret.lines
        .map(({ name }) => name)
        .filter((name) => referenced.has(name) && !wanted.has(name) && !used.has(name));
    if (unused.length > 0) {
        const message = `Secrets are set nowhere, since what refers to them in ${sources.definitionFile} is replaced: ${shown(unused)}`;
        diagnostics.push({ level: 'notice', message });
    }
    if (missing.length > 0 && sources.secretsRequired)
        mistakes.push(missingSecrets(missing, mayBeLiteral));
    else if (missing.length > 0)
        diagnostics.push({ level: 'warning', message: `Secrets are missing: ${shown(missing)}` });
    if (!sources.secretsRequired)
        diagnostics.push(...secret.doubts.map(({ message }) => ({ level: 'warning', message })));
    if (mistakes.length > 0)
        throw (0,errors/* combineErrors */.Lt)(mistakes, 'mistakes in the environment variables');
    const all = [...wanted.values()];
    return { wanted: all, diagnostics: [...diagnostics, ...platformNames(all)] };
}
/** `@name`; `@` alone is a literal. */
function isReference(value) {
    return value.length > 1 && value.startsWith('@');
}
function notAVariable(name, line) {
    return new errors/* ActionError */.lZ(`Input secret-env-vars, line ${line} (${(0,build_text/* visible */.RK)(name)}) is not the name of a variable`, {
        hint: `Use ${value_rules/* NAME_RULE */.$h}; or refer to it in actor.json: "environmentVariables": { "NAME": "@${name}" }.`,
    });
}
function missingSecrets(names, mayBeLiteral) {
    const literal = mayBeLiteral ? ' A value that begins with @ and is no reference goes into env-vars.' : '';
    return new errors/* ActionError */.lZ(`${names.length === 1 ? 'A secret is' : 'Secrets are'} missing or empty: ${shown(names)}`, {
        hint: `Write NAME=\${{ secrets.NAME }} into secret-env-vars, and create the secret in the repository, organization or environment that the job uses. Runs of pull requests from forks and of Dependabot get no secrets.${literal}`,
    });
}
function shown(names) {
    return names.map(build_text/* visible */.RK).join(', ');
}
function platformNames(wanted) {
    const names = wanted.map(({ name }) => name).filter((name) => /^(APIFY|ACTOR)_/.test(name));
    if (names.length === 0)
        return [];
    const message = `Names that start with APIFY_ or ACTOR_ belong to the platform, which may overwrite them: ${(0,build_text/* listSome */.XT)(names)}`;
    return [{ level: 'warning', message }];
}
/** Whether the platform's list has to be read for the plan. */
function mustReadStored(mode, wanted) {
    return mode === 'merge' && wanted.length > 0;
}
/**
 * Plans how the wanted variables are written: pure.
 * @param stored the platform's list; undefined where the version is created now, or the list is replaced.
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
/** A variable that stays, as it can be sent again; undefined for one whose value cannot be read. */
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
        throw new errors/* ActionError */.lZ(`The Actor ${shown} (input actor-id) was not found`, {
            hint: `Check the spelling, and that the token's account has access to the Actor.${maybeName} To create an Actor, remove actor-id and set its name in .actor/actor.json.`,
        });
    }
    if (createIfMissing)
        return;
    throw new errors/* ActionError */.lZ(`The Actor ${shown} was not found, and create-if-missing is false`, {
        hint: "Check name in .actor/actor.json and the token's account, or set create-if-missing: true.",
    });
}
function checkNewVersion({ target, actorId, createIfMissing }, { versions = [] }) {
    if (createIfMissing)
        return;
    const shown = actorId.replace('~', '/');
    const existing = versions.map(({ versionNumber }) => versionNumber).join(', ') || 'none';
    throw new errors/* ActionError */.lZ(`The Actor ${shown} has no version ${target.versionNumber}, and create-if-missing is false`, {
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
        throw new errors/* ActionError */.lZ(message, { hint });
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
    const { name = actorId, title, description, usesStandbyMode } = definition ?? {};
    const version = versionBody(plan, source);
    return {
        name,
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

;// CONCATENATED MODULE: ./build/apify/lost-answer.js

/**
 * A request was made, and no answer that can be read came back: nobody knows whether it was carried out.
 * Time-outs, broken connections, and answers that are cut or are not JSON.
 */
class LostAnswerError extends errors/* ActionError */.lZ {
    /** False where the request never reached the API and another attempt cannot help: a proxy that refuses, for example. */
    passing;
    attempts;
    constructor(message, more) {
        super(message, more);
        this.passing = more.passing ?? true;
        this.attempts = more.attempts ?? 1;
    }
}
const unreachable = 'Check the network of the runner and `api-base-url`; behind a proxy set HTTPS_PROXY.';
const authority = 'Where a company proxy signs its own certificates, set NODE_EXTRA_CA_CERTS to its certificate file.';
const settings = 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner';
/**
 * The first that fits counts.
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const diagnoses = [
    {
        sign: /^unexpected redirect$/,
        words: 'a redirect, which is not followed',
        hint: 'Redirects could carry the token elsewhere. Check `api-base-url`.',
        passing: false,
    },
    {
        sign: /^(ENOTFOUND|EAI_AGAIN)$/,
        words: 'the host name could not be resolved (DNS)',
        hint: unreachable,
        passing: true,
    },
    { sign: /^ECONNREFUSED$/, words: 'the connection was refused', hint: unreachable, passing: true },
    {
        sign: /^Proxy response \(407\)/,
        words: 'the proxy wants a user name and password',
        hint: `${settings}: they are written as http://user:password@proxy.example.com:8080.`,
        passing: false,
    },
    {
        sign: /^Proxy response \((429|5..)\)/,
        words: 'the proxy could not make the connection',
        hint: `${settings}, and whether the proxy can reach the API.`,
        passing: true,
    },
    {
        sign: /^Proxy response \(/,
        words: 'the proxy refused the connection',
        hint: `${settings}; whoever runs the proxy can allow the host of the API.`,
        passing: false,
    },
    {
        sign: /^ERR_PROXY_TUNNEL$/,
        words: 'the proxy closed the connection',
        hint: `${settings}, and whether it is the address of a proxy.`,
        passing: true,
    },
    {
        sign: /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
        words: 'the TLS certificate is not valid at this time',
        hint: 'Check the clock of the runner, and the certificate of `api-base-url`.',
        passing: false,
    },
    {
        sign: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
        words: 'the TLS certificate is of another host',
        hint: 'Check `api-base-url`, and what is between the runner and the API.',
        passing: false,
    },
    {
        sign: /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/,
        words: 'the TLS certificate is not trusted',
        hint: authority,
        passing: false,
    },
    {
        sign: /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|\w*ALERT_(HANDSHAKE|PROTOCOL)_\w+)$/,
        words: 'no TLS connection could be agreed on',
        hint: 'Check `api-base-url`: what answers there does not speak https as it should.',
        passing: false,
    },
    { sign: /^(ERR_SSL_|ERR_TLS_|EPROTO$)/, words: 'the TLS connection broke', hint: unreachable, passing: true },
    {
        sign: /^bad port$/,
        words: 'its port is one that is kept for other services',
        hint: 'Give another port in `api-base-url`.',
        passing: false,
    },
    {
        sign: /^UND_ERR_REQ_CONTENT_LENGTH_MISMATCH$/,
        words: 'what was to be sent has changed its length meanwhile',
        hint: 'Let nothing write to the archive while the step runs.',
        passing: false,
    },
    { sign: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, words: 'the connection broke', hint: unreachable, passing: true },
    { sign: /^(ENETUNREACH|EHOSTUNREACH)$/, words: 'the host could not be reached', hint: unreachable, passing: true },
    {
        sign: /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
        words: 'the connection could not be made in time',
        hint: unreachable,
        passing: true,
    },
    {
        sign: /^(HPE_|UND_ERR_HEADERS_OVERFLOW$|Response does not match the HTTP)/,
        words: 'what answered does not speak HTTP as it should',
        hint: 'Check `api-base-url` and proxies.',
        passing: true,
    },
    { sign: /^Z_/, words: 'what came cannot be unpacked', hint: 'Check `api-base-url` and proxies.', passing: true },
];
/** Says in plain words why a request got no answer, from the codes and messages in the chain of causes. */
function lostAnswer(asked, error) {
    const { request, attempts } = asked;
    const chain = causes(error);
    for (const { sign, ...diagnosis } of diagnoses) {
        const found = chain.flatMap(signsOf).find((text) => sign.test(text));
        if (found !== undefined) {
            const message = `No answer to ${request}: ${diagnosis.words} (${found})`;
            return new LostAnswerError(message, { ...diagnosis, attempts, cause: error });
        }
    }
    const words = chain.flatMap(({ message }) => (typeof message === 'string' ? message : []));
    const telling = words.findLast((text) => text !== '' && !/fetch failed$|^terminated$/.test(text));
    const message = `No answer to ${request}: ${telling ?? 'the connection failed'}`;
    return new LostAnswerError(message, { hint: unreachable, attempts, cause: error });
}
function signsOf({ code, message }) {
    return [code, message].filter((sign) => typeof sign === 'string');
}
/** The error, its causes, and the parts of an aggregate (one for each address that was tried). */
function causes(error) {
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

/** The API answered, and the answer was an error. */
class ApifyApiError extends Error {
    name = 'ApifyApiError';
    status;
    /** The API's own machine-readable word, `actor-not-found` for example; empty where the answer had none. */
    type;
    /** The API's own sentence, as it came: text from outside. Escaped, a secret in it would not be known again. */
    apiMessage;
    /** What was asked for, `POST /v2/acts/janedoe~my-actor/versions/0.1`: no query, no token. */
    request;
    attempts;
    constructor(answer) {
        super(`${answer.request} answered ${answer.status}${answer.type && ` ${answer.type}`}: ${answer.apiMessage}`);
        this.status = answer.status;
        this.type = answer.type;
        this.apiMessage = answer.apiMessage;
        this.request = answer.request;
        this.attempts = answer.attempts;
    }
}
/** True for an answer with this status and this type of the API's; what is not given may be anything. */
function isApiError(error, status, type) {
    if (!(error instanceof ApifyApiError))
        return false;
    return (status === undefined || error.status === status) && (type === undefined || error.type === type);
}
/** True where nobody knows whether the request was carried out: no answer, or a server error. */
function wasMaybeCarriedOut(error) {
    if (error instanceof LostAnswerError)
        return error.passing;
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
/** Node's timers hold no more milliseconds than a signed 32-bit number. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER = 2 ** 31 - 1;
/** Counts from now on. @param reason what the signal is aborted with. */
function limitTime(clock, ms, reason) {
    return limitAfter(AbortSignal.abort(), clock, ms, () => reason);
}
/** Counts from the moment on in which `start` is aborted. @param reasonOf what the signal is aborted with, made then. */
function limitAfter(start, clock, ms, reasonOf) {
    const limit = new AbortController();
    const timer = new AbortController();
    const begin = () => {
        clock.sleep(Math.min(ms, LONGEST_TIMER), timer.signal).then(() => limit.abort(reasonOf()), () => { });
    };
    if (start.aborted)
        begin();
    else
        start.addEventListener('abort', begin, { once: true, signal: timer.signal });
    return { signal: limit.signal, end: () => timer.abort() };
}
/** Waits until the work has ended, well or badly, or so many milliseconds are over. @returns whether it has ended. */
async function endsWithin(work, ms, clock) {
    const limit = limitTime(clock, ms);
    try {
        return await Promise.race([
            work.then(() => true, () => true),
            new Promise((resolve) => {
                limit.signal.addEventListener('abort', () => resolve(false), { once: true });
            }),
        ]);
    }
    finally {
        limit.end();
    }
}
/** Sleeps so many milliseconds, or until the signal is aborted: both are an end, neither is an error. */
async function pause(clock, ms, signal) {
    try {
        await clock.sleep(ms, signal);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/runner/cancellation.js



/**
 * Milliseconds that the answer to a request under way is waited for. The runner sends SIGINT, SIGTERM 7.5 seconds
 * later, and kills after another 2.5; Windows sends Ctrl+C and Ctrl+Break, which Node calls SIGINT and SIGBREAK.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
const GRACE_MS = 5_000;
/** From here on the platform's signals that end a process abort `signal` instead, and the run has to end itself. */
function listenForCancellation(clock = systemClock, platform = process.platform) {
    const controller = new AbortController();
    const cancel = (signal) => {
        const reason = new CancelledError(signal);
        controller.abort(reason);
    };
    const signals = platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals)
        process.on(signal, cancel);
    const grace = limitAfter(controller.signal, clock, GRACE_MS, () => cancelledWith(controller.signal, 'what was being written was not answered in time'));
    return {
        signal: controller.signal,
        graceSignal: grace.signal,
        stopIfCancelled: () => controller.signal.throwIfAborted(),
        end: () => {
            grace.end();
            for (const signal of signals)
                process.off(signal, cancel);
        },
    };
}
class CancelledError extends errors/* ActionError */.lZ {
    /** What the process was sent, `SIGINT` for example. */
    by;
    /** @param happened what became of what was under way: `build 0.1.7 was aborted`. */
    constructor(by, happened, more = {}) {
        super(`Cancelled (${by})${happened === undefined ? '' : `: ${happened}`}`, more);
        this.by = by;
    }
}
/** The error of a run that was cancelled by this signal, with what became of what was under way. */
function cancelledWith(signal, happened, more) {
    const { reason } = signal;
    return new CancelledError(reason instanceof CancelledError ? reason.by : 'signal', happened, more);
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
        const message = `Standby mode could not be ${usesStandbyMode ? 'enabled' : 'disabled'} (usesStandbyMode in actor.json): ${(0,errors/* messageOf */.bD)(error)}`;
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./build/apify/file-upload.js

/** An upload of a file on disk, which each attempt reads from its beginning, in parts. */
function uploadFile(path, upload) {
    return {
        ...upload,
        open: () => {
            async function* parts() {
                yield* (await (0,external_node_fs_.openAsBlob)(path)).stream();
            }
            return ReadableStream.from(parts());
        },
    };
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
    await api.putRecord(store.id, key, uploadFile(path, { byteLength, contentType: 'application/zip' }));
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
    throw new errors/* ActionError */.lZ(`Apify did not store the Actor's folder (actorPath ${actorPath}) with the version`, {
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

;// CONCATENATED MODULE: ./build/builds/new-build.js

/** Milliseconds for which a build or log just made may answer 404. */
const NEW_MS = 10_000;
/** Milliseconds between two looks. */
const PAUSES = [100, 250, 500];
const LAST_PAUSE = 1_000;
/** Asks again where a new build is not there yet. @param begun when the build was started, by this clock. */
async function onceThere(ask, begun, clock, signal) {
    for (let looks = 0;; looks += 1) {
        try {
            return await ask();
        }
        catch (error) {
            if (!isApiError(error, 404) || clock.now() - begun >= NEW_MS)
                throw error;
        }
        await clock.sleep(PAUSES[looks] ?? LAST_PAUSE, signal);
    }
}

;// CONCATENATED MODULE: ./build/builds/status.js
/** Whether the build is over; TIMING-OUT and ABORTING are on their way there. https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
function isFinal(status) {
    switch (status) {
        case 'SUCCEEDED':
        case 'FAILED':
        case 'TIMED-OUT':
        case 'ABORTED':
            return true;
        case 'READY':
        case 'RUNNING':
        case 'TIMING-OUT':
        case 'ABORTING':
            return false;
    }
}
/** `build 0.1.7`. */
function nameOf(build) {
    return `build ${build.buildNumber}`;
}
/** For the beginning of a sentence. */
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./build/builds/abort-build.js




/** Seconds for which the end of an aborted build is waited for. */
const END_SECS = 2;
/**
 * Aborts the build of a run that was cancelled, where it is not over.
 * @param begun when it was started, by this clock.
 * @param tools `deadline` ends all.
 * @returns the error that tells what became of the build; never throws.
 * @see https://docs.apify.com/api/v2/actor-build-abort-post
 */
async function abortBuild(build, begun, tools) {
    const { api, clock, signal, deadline, onBuild } = tools;
    const name = nameOf(build);
    let known = build;
    try {
        if (!isFinal(known.status)) {
            known = await onceThere(() => api.abortBuild(build.id, deadline), begun, clock, deadline);
            onBuild(known);
        }
        if (!isFinal(known.status)) {
            known = await api.getBuild(build.id, END_SECS, deadline);
            onBuild(known);
        }
    }
    catch (error) {
        if (known.status !== 'ABORTING') {
            return cancelledWith(signal, `${name} could not be aborted: ${(0,errors/* messageOf */.bD)(error)}`, {
                hint: 'It may still be running: abort it in Apify Console.',
            });
        }
    }
    switch (known.status) {
        case 'ABORTED':
            return cancelledWith(signal, `${name} was aborted`);
        case 'ABORTING':
            return cancelledWith(signal, `${name} is being aborted`);
        default:
            return cancelledWith(signal, `${name} was over already: ${known.status}`);
    }
}

;// CONCATENATED MODULE: ./build/builds/build-failure.js



/** Lines of the log that the error itself shows. */
const SHOWN_LINES = 15;
/**
 * Text from outside stays as it is here, save for its colours: escaped, a secret in it would not be known again.
 * @param tail the last lines of the log.
 */
function explainFailure(build, tail) {
    const lines = tail.map((line) => (0,build_text/* withoutStyle */.IV)(line).trimEnd());
    const why = build.statusMessage?.trim() || messageIn(lines) || '';
    const reason = `${sentence(build)}${why === '' ? '' : `: ${why}`}`;
    const shown = lines.filter((line) => line !== '').slice(-SHOWN_LINES);
    const message = shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
    return { reason, error: new errors/* ActionError */.lZ(message, { hint: hintFor(build) }) };
}
function sentence(build) {
    const name = capital(nameOf(build));
    switch (build.status) {
        case 'FAILED':
            return `${name} failed`;
        case 'ABORTED':
            return `${name} was aborted`;
        case 'TIMED-OUT':
            return `${name} took longer than Apify allows (TIMED-OUT)`;
        default:
            return `${name} ended as ${(0,build_text/* visible */.RK)(build.status)}`;
    }
}
function hintFor({ status }) {
    switch (status) {
        case 'ABORTED':
            return 'Somebody, or another run, aborted it: a concurrency group in the workflow keeps deployments of one Actor apart.';
        case 'TIMED-OUT':
            return 'Let the Dockerfile do less, or order it so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
        default:
            return 'The log above shows what went wrong. The version is updated already, but the build before is still the one that its tag runs.';
    }
}
/** The platform's own last message of an error. */
function messageIn(lines) {
    return lines.map((line) => /(?:^|Z )(?:ACTOR: )?ERROR: (.+)$/.exec(line)?.[1]).findLast((text) => text !== undefined);
}

;// CONCATENATED MODULE: ./build/builds/log-place.js

/** Lines after the message about actor.json in which the validator's errors are looked for. */
const DETAILS = 40;
/** BuildKit steps that are remembered; it runs a few of them side by side. */
const STEPS = 100;
const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;
const STEP = /^Step (\d+)\/(\d+) : (.+)$/;
const STEP_FAILED = /^(?:The command '.*' returned a non-zero code: \d+|(?:COPY|ADD) failed: |manifest for \S+ not found|pull access denied for )/;
const KIT_STEP = /^#(\d+) \[(?:\S+ +)?\d+\/\d+\] (.+)$/;
const KIT_STEP_FAILED = /^#(\d+) ERROR: /;
const KIT_FRAME = /^[^\s:]+:(\d+)$/;
const KIT_FRAME_LINE = /^ *(\d+) \| >>>/;
const PARSE_ERROR = /dockerfile parse error (?:on )?line (\d+):/i;
const SCHEMA_FIELD = /^(?:Input schema\b.*?\b)?(?:Field|Property) schema\.(\S+)(.*)$/;
const NO_SUCH_FIELD = 'but it is specified in schema.required';
const INVALID_DEFINITION = /^\.actor\/actor\.json has invalid format\b(.*)$/;
const POINTER = /\/[\w$~-]+(?:\/[\w$~.-]+)*(?= (?:must|should|is)\b)/;
const QUOTED_KEY = /"([^"]+)" (?:must|should|is)\b/;
const DOTTED_KEYS = /\b(\w[\w-]*(?:\.[\w-]+)*) (?:must|should|is)\b/;
const INSTANCE_PATH = /"?instancePath"?: *["'](\/[^"']+)["']/;
const SCHEMA_PROPERTY = /^Schema property "([^"]+)": /;
const NO_FILE = /^File "([^"]+)" does not exist/;
/**
 * The wordings of Docker, of BuildKit (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go), of
 * Apify's input schema validator (https://github.com/apify/apify-shared-js/tree/master/packages/input_schema) and of
 * the platform's own messages. Pure; keeps a few lines, however long the log is.
 */
function createPlaceFinder() {
    let place;
    let step;
    let frame;
    let details = 0;
    const kitSteps = new Map();
    const readDocker = (line) => {
        const [, number, of, text] = STEP.exec(line) ?? [];
        if (text !== undefined)
            step = { kind: 'instruction', text, step: { number: Number(number), of: Number(of) } };
        else if (STEP_FAILED.test(line) && step !== undefined)
            place = step;
        else
            return false;
        return true;
    };
    const readKit = (line) => {
        const [, id = '', text] = KIT_STEP.exec(line) ?? [];
        if (text !== undefined) {
            const [oldest] = kitSteps.keys();
            if (kitSteps.size >= STEPS && oldest !== undefined)
                kitSteps.delete(oldest);
            kitSteps.set(id, text);
            return true;
        }
        const failed = kitSteps.get(KIT_STEP_FAILED.exec(line)?.[1] ?? '');
        if (failed !== undefined)
            place = { kind: 'instruction', text: failed };
        return failed !== undefined;
    };
    const readFrame = (line) => {
        const named = KIT_FRAME.exec(line)?.[1];
        if (named !== undefined) {
            frame = Number(named);
            return true;
        }
        const marked = KIT_FRAME_LINE.exec(line)?.[1];
        if (marked === undefined || Number(marked) !== frame)
            return false;
        place = { kind: 'dockerfile', line: frame };
        return true;
    };
    const readDefinition = (line) => {
        const [, more] = INVALID_DEFINITION.exec(line) ?? [];
        if (more !== undefined) {
            place = { kind: 'actor-json', keys: keysIn(more) };
            details = place.keys.length === 0 ? DETAILS : 0;
            return true;
        }
        if (details > 0) {
            details -= 1;
            const pointer = INSTANCE_PATH.exec(line)?.[1] ?? POINTER.exec(line)?.[0];
            if (pointer !== undefined) {
                place = { kind: 'actor-json', keys: keysOfPointer(pointer) };
                details = 0;
                return true;
            }
        }
        const property = SCHEMA_PROPERTY.exec(line)?.[1];
        if (property !== undefined) {
            place = { kind: 'actor-json', keys: property.split('.') };
            return true;
        }
        const path = NO_FILE.exec(line)?.[1];
        if (path !== undefined)
            place = { kind: 'named-in-actor-json', path };
        return path !== undefined;
    };
    const readSchema = (line) => {
        const [, keys, more] = SCHEMA_FIELD.exec(line) ?? [];
        if (keys === undefined)
            return false;
        const field = keys.replace(/[.)]+$/, '');
        place = { kind: 'input-schema', keys: more?.includes(NO_SUCH_FIELD) === true ? 'required' : field };
        return true;
    };
    const readParseError = (line) => {
        const number = PARSE_ERROR.exec(line)?.[1];
        if (number !== undefined)
            place = { kind: 'dockerfile', line: Number(number) };
        return number !== undefined;
    };
    const readers = [readDocker, readKit, readFrame, readParseError, readDefinition, readSchema];
    return {
        read: (raw) => {
            const line = (0,build_text/* withoutStyle */.IV)(raw).replace(PREFIX, '').trimEnd();
            for (const read of readers)
                if (read(line))
                    return;
        },
        get place() {
            return place;
        },
    };
}
function keysIn(text) {
    const pointer = POINTER.exec(text)?.[0];
    if (pointer !== undefined)
        return keysOfPointer(pointer);
    const keys = QUOTED_KEY.exec(text)?.[1] ?? DOTTED_KEYS.exec(text)?.[1];
    return keys === undefined ? [] : keys.split('.');
}
/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function keysOfPointer(pointer) {
    const keys = pointer.split('/').slice(1);
    return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

;// CONCATENATED MODULE: ./build/builds/log-lines.js
/** Bytes of a line that are kept; a log may hold one that never ends. */
const MAX_LINE_BYTES = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;
/** Half a word may be half a secret, which would not be known as one. */
function wholeWords(text) {
    return text.replace(/\S+$/, '');
}
/**
 * LF, CR and CRs before a LF end a line, as the runner sees it: progress bars overwrite themselves by CR. The bytes
 * are split before they are decoded, so that no cut can spoil a character. Of a line over `maxBytes` the rest is left out.
 */
function createLineDecoder(maxBytes = MAX_LINE_BYTES) {
    let parts = [];
    let kept = 0;
    let leftOut = 0;
    let afterCr = false;
    const keep = (part) => {
        const piece = part.subarray(0, maxBytes - kept);
        // A copy, since the piece would hold the whole chunk in memory.
        if (piece.length > 0)
            parts.push(Buffer.from(piece));
        kept += piece.length;
        leftOut += part.length - piece.length;
    };
    const take = () => {
        const text = Buffer.concat(parts).toString();
        const line = leftOut === 0 ? text : `${wholeWords(text)}… (cut: the line has ${kept + leftOut} bytes)`;
        parts = [];
        kept = 0;
        leftOut = 0;
        return line;
    };
    return {
        push: (bytes) => {
            const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
            const lines = [];
            let lf = chunk.indexOf(LF);
            let cr = chunk.indexOf(CR);
            for (let start = 0; start < chunk.length;) {
                if (afterCr && (chunk[start] === CR || chunk[start] === LF)) {
                    afterCr = chunk[start] === CR;
                    start += 1;
                    continue;
                }
                afterCr = false;
                if (lf !== -1 && lf < start)
                    lf = chunk.indexOf(LF, start);
                if (cr !== -1 && cr < start)
                    cr = chunk.indexOf(CR, start);
                const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
                if (end === -1) {
                    keep(chunk.subarray(start));
                    break;
                }
                keep(chunk.subarray(start, end));
                lines.push(take());
                afterCr = end === cr;
                start = end + 1;
            }
            return lines;
        },
        end: () => {
            afterCr = false;
            return kept + leftOut === 0 ? undefined : take();
        },
    };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./build/builds/seen-bytes.js

/** Keeps a length and a checksum, no bytes. */
function createSeenBytes() {
    let length = 0;
    let sum = 0;
    return {
        get length() {
            return length;
        },
        beginAgain: () => {
            const before = { length, sum };
            let reached = 0;
            let sumAgain = 0;
            return {
                take: (bytes) => {
                    const again = bytes.subarray(0, Math.max(0, before.length - reached));
                    const fresh = bytes.subarray(again.length);
                    sumAgain = (0,external_node_zlib_.crc32)(again, sumAgain);
                    reached += again.length;
                    sum = (0,external_node_zlib_.crc32)(fresh, sum);
                    length += fresh.length;
                    return fresh;
                },
                get missing() {
                    return before.length - reached;
                },
                get differs() {
                    return reached === before.length && sumAgain !== before.sum;
                },
            };
        },
    };
}

;// CONCATENATED MODULE: ./build/builds/read-log.js


/** @param onLine is told each line once, as it comes. */
function createLogReader(buildId, tools) {
    const { api, clock, onLine } = tools;
    const seen = createSeenBytes();
    const decoder = createLineDecoder();
    let lastByteAt = clock.now();
    let hadStream = false;
    let hasChanged = false;
    const readAll = async (stop) => {
        let reader;
        try {
            reader = (await api.openBuildLog(buildId, stop)).getReader();
        }
        catch (noStream) {
            return { noStream };
        }
        hadStream = true;
        const cancel = () => void reader.cancel().catch(() => { });
        stop.addEventListener('abort', cancel, { once: true });
        const again = seen.beginAgain();
        try {
            for (let part = await reader.read(); !part.done; part = await reader.read()) {
                if (stop.aborted)
                    return 'stopped';
                lastByteAt = clock.now();
                for (const line of decoder.push(again.take(part.value)))
                    onLine(line);
            }
            hasChanged ||= again.differs || (again.missing > 0 && !stop.aborted);
            return 'ended';
        }
        catch {
            hasChanged ||= again.differs;
            return 'broke';
        }
        finally {
            stop.removeEventListener('abort', cancel);
        }
    };
    return {
        read: async (stop) => {
            const before = seen.length;
            const reason = await readAll(stop);
            return { at: clock.now(), freshBytes: seen.length - before, reason: stop.aborted ? 'stopped' : reason };
        },
        close: () => {
            const line = decoder.end();
            if (line !== undefined)
                onLine(line);
        },
        get lastByteAt() {
            return lastByteAt;
        },
        get hadStream() {
            return hadStream;
        },
        get hasChanged() {
            return hasChanged;
        },
    };
}

;// CONCATENATED MODULE: ./build/builds/follow-log.js






/** Lines that are kept for the end of the run. */
const TAIL_LINES = 50;
/** Characters of such a line. Cut in two, a secret in it would not be known again: a longer line is left out as a whole. */
const TAIL_LENGTH = 1_000;
/** Milliseconds before a stream that broke, or that ended although the build goes on, is opened again. */
const AFTER_BREAK = 250;
const AFTER_END = 1_000;
/** While nothing new comes each pause is twice the last one; a log that may be too new is looked for more often. */
const LONGEST_PAUSE_NEW = 1_000;
const LONGEST_PAUSE = 30_000;
/** A stream that ended so many milliseconds before the build's end was known had the whole log. */
const SAME_TIME = 250;
/** Milliseconds without a byte for which a stream is left open after the build's end, and then one that is opened anew. */
const QUIET_OPEN = 350;
const QUIET_ANEW = 700;
/** Milliseconds that reading the rest of the log may take in all. */
const REST_MS = 4_000;
/** How often the rest is begun again without a new byte where its stream breaks, and the milliseconds before. */
const REST_TRIES = 3;
const REST_PAUSE = 100;
/** Milliseconds for which a new log that is not there is looked for after the end of a build that succeeded. */
const NOT_NEEDED_MS = 1_000;
/**
 * Streams the log until the build is over. A stream that breaks, or ends early, is opened again, and goes on with the
 * byte after the last one; a log that cannot be had is looked for all the while. Never fails: the build decides.
 * @see https://docs.apify.com/api/v2/actor-build-log-get
 */
function followLog(build, tools) {
    const { clock } = tools;
    const begun = clock.now();
    const places = createPlaceFinder();
    const tail = [];
    const diagnostics = [];
    const onLine = (line) => {
        tail.push(line.length > TAIL_LENGTH ? `(a line of ${line.length} characters)` : line);
        if (tail.length > TAIL_LINES)
            tail.shift();
        places.read(line);
        tools.onLine(line);
    };
    const reader = createLogReader(build.id, { ...tools, onLine });
    const live = new AbortController();
    const rest = new AbortController();
    let reading;
    let last;
    let isClosed = false;
    const follow = async () => {
        for (let pauseMs = AFTER_BREAK; !live.signal.aborted;) {
            reading = reader.read(live.signal);
            last = await reading;
            reading = undefined;
            const mayComeYet = !reader.hadStream && clock.now() - begun < NEW_MS;
            if (last.freshBytes > 0)
                pauseMs = last.reason === 'ended' ? AFTER_END : AFTER_BREAK;
            await pause(clock, pauseMs, live.signal);
            pauseMs = Math.min(pauseMs * 2, mayComeYet ? LONGEST_PAUSE_NEW : LONGEST_PAUSE);
        }
    };
    const following = follow();
    /** A build may fail so early that its log is not there yet. */
    const mayCome = ({ reason }, until) => typeof reason === 'object' && isApiError(reason.noStream, 404) && clock.now() < Math.min(until, begun + NEW_MS);
    const finishReading = async (needed) => {
        const over = clock.now();
        const until = over + REST_MS;
        const lookUntil = needed ? until : over + NOT_NEEDED_MS;
        const endsSoon = (stream, quietMs) => endsBeforeQuiet(stream, { reader, clock, quietMs, until });
        if (reading !== undefined)
            await endsSoon(reading, QUIET_OPEN);
        live.abort();
        await following;
        if (last?.reason === 'ended' && last.at >= over - SAME_TIME)
            return;
        for (let tries = 1; clock.now() < until && !rest.signal.aborted; tries += 1) {
            const stream = reader.read(rest.signal);
            if (!(await endsSoon(stream, QUIET_ANEW)))
                rest.abort();
            last = await stream;
            const again = last.reason === 'broke' ? tries < REST_TRIES : mayCome(last, lookUntil);
            if (!again)
                break;
            if (last.freshBytes > 0)
                tries = 0;
            await pause(clock, REST_PAUSE, rest.signal);
        }
        if (last?.reason === 'stopped' && clock.now() >= until) {
            const message = `The rest of the log of build ${build.buildNumber} is left out: there is more than can be read in ${REST_MS / 1000} seconds`;
            diagnostics.push({ level: 'info', message });
        }
    };
    const close = () => {
        if (!isClosed)
            reader.close();
        isClosed = true;
    };
    return {
        finish: async (needed) => {
            await finishReading(needed);
            close();
            diagnostics.push(...troubles(build.buildNumber, reader, last?.reason));
        },
        stop: async () => {
            live.abort();
            rest.abort();
            await following;
            close();
        },
        tail,
        get place() {
            return places.place;
        },
        diagnostics,
    };
}
/** Waits for a stream's end until `until`, but not longer than it is quiet for so many milliseconds. */
async function endsBeforeQuiet(stream, limits) {
    const { reader, clock, quietMs, until } = limits;
    const from = clock.now();
    for (;;) {
        const left = Math.min(until, Math.max(from, reader.lastByteAt) + quietMs) - clock.now();
        if (left <= 0)
            return false;
        if (await endsWithin(stream, left, clock))
            return true;
    }
}
function troubles(buildNumber, reader, reason) {
    const found = [];
    if (reader.hasChanged) {
        const message = `The log of build ${buildNumber} was read again and was not what it had been: lines may be missing`;
        found.push({ level: 'info', message });
    }
    const what = `${reader.hadStream ? 'The end of the log' : 'The log'} of build ${buildNumber} cannot be had`;
    const why = trouble(reader, reason);
    if (why !== undefined)
        found.push({ level: 'warning', message: `${what}: ${why}` });
    return found;
}
function trouble(reader, reason) {
    if (reason === 'broke')
        return 'the connection broke';
    if (typeof reason === 'object')
        return (0,errors/* messageOf */.bD)(reason.noStream);
    return reader.hadStream ? undefined : 'no answer in time';
}

;// CONCATENATED MODULE: ./build/builds/follow-status.js




/** Seconds that the API itself waits for a build's end at most. https://docs.apify.com/api/v2/actor-build-get */
const LONGEST_WAIT = 60;
/** Seconds below which a wait is not shortened, where longer ones break. */
const SHORTEST_WAIT = 5;
/** Milliseconds between two questions at least, where the API does not wait as it was asked to. */
const LEAST_PAUSE = 1_000;
/** Milliseconds after the end of time in which an answer that is under way still counts. */
const LATE = 3_000;
/**
 * Asks for the build until it is over or `until` (by the clock handed in) has come. The platform waits before it
 * answers, so that the end is told at once and little is asked.
 * @param begun when the build was started.
 * @param onBuild is told of each answer.
 * @returns the build as it was last seen: not over where time was.
 * @throws ActionError where the API cannot be asked; the signal's reason when it is aborted.
 */
async function followStatus(started, times, tools) {
    const { api, clock, onBuild } = tools;
    const over = limitTime(clock, times.until - clock.now());
    const late = limitTime(clock, times.until - clock.now() + LATE);
    const signal = AbortSignal.any([tools.signal, late.signal]);
    const between = AbortSignal.any([tools.signal, over.signal]);
    const ask = (seconds) => onceThere(() => api.getBuild(started.id, seconds, signal), times.begun, clock, between);
    let build = started;
    let longest = LONGEST_WAIT;
    try {
        while (!isFinal(build.status)) {
            const asked = clock.now();
            const left = Math.ceil((times.until - asked) / 1000);
            if (left <= 0)
                break;
            const seconds = Math.min(longest, left);
            try {
                build = await ask(seconds);
            }
            catch (error) {
                tools.signal.throwIfAborted();
                if (over.signal.aborted)
                    break;
                // Something between here and the API may cut connections that are silent: a question with an answer at once
                // tells whether the API is there.
                build = await ask(0).catch(() => {
                    tools.signal.throwIfAborted();
                    if (over.signal.aborted)
                        return build;
                    throw unknownStatus(build, error);
                });
                longest = Math.max(SHORTEST_WAIT, Math.floor(seconds / 2));
            }
            onBuild(build);
            if (!isFinal(build.status))
                await pause(clock, asked + LEAST_PAUSE - clock.now(), between);
            tools.signal.throwIfAborted();
        }
        return build;
    }
    finally {
        over.end();
        late.end();
    }
}
function unknownStatus(build, cause) {
    const more = cause instanceof errors/* ActionError */.lZ && cause.hint !== undefined ? ` ${cause.hint}` : '';
    return new errors/* ActionError */.lZ(`The status of ${nameOf(build)} could not be read: ${(0,errors/* messageOf */.bD)(cause)}`, {
        hint: `The build was started and may still be running: look at it in Apify Console before you run the job again.${more}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/builds/find-started-build.js



/** Milliseconds for which a build is looked for after its request's answer was lost. */
const LOOK_MS = 5_000;
const LOOK_PAUSE = 500;
/** Builds of all versions that are read; only those of the last minutes count. */
const LISTED = 100;
/** Milliseconds to which the API's clock is read where it matters, and the looks that this may take. */
const FINE_ENOUGH = 250;
const FINE_LOOKS = 3;
/** Milliseconds by which a build's time and the `Date` of an answer may differ, being of two machines. */
const TOLERANCE = 100;
/**
 * The one build of the version that was started since it was asked for, by the API's clock. Only that clock counts: a
 * runner's may be wrong. An answer's `Date` tells it to the second only, so where a build was started about then some
 * more are read.
 * @param tools `signal` ends the waiting, after one more look; `deadline` ends all.
 * @returns undefined where there is none after 5 seconds.
 * @throws ActionError where there are several, or where nobody can tell.
 */
async function lookForBuild({ actorId, version, began, lost }, tools) {
    const { api, clock, signal, deadline } = tools;
    const first = clock.now();
    let after = Number.NEGATIVE_INFINITY;
    let before = Number.POSITIVE_INFINITY;
    for (let fineLooks = 0;;) {
        const isLast = signal.aborted || clock.now() - first >= LOOK_MS;
        const asked = clock.now();
        const { builds, now } = await api.listBuilds(actorId, LISTED, deadline).catch((error) => {
            throw cannotTell(lost, version, (0,errors/* messageOf */.bD)(error));
        });
        if (now === undefined)
            throw cannotTell(lost, version, 'the list of builds does not tell the time');
        // The API's clock when the build was asked for: `now` is cut to the second, and was read between question and answer.
        after = Math.max(after, now - (clock.now() - began));
        before = Math.min(before, now + 1000 - (asked - began));
        const ours = builds.filter(({ buildNumber, startedAt }) => buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= after - TOLERANCE);
        const isUnclear = before - after > FINE_ENOUGH && ours.some(({ startedAt }) => Date.parse(startedAt) < before);
        if (isUnclear && fineLooks < FINE_LOOKS) {
            fineLooks += 1;
            // Asked when the second ends in the middle of what is possible, the answer halves it.
            const middle = (after + before) / 2 + (clock.now() - began);
            await pause(clock, 1000 - (middle % 1000), deadline);
            continue;
        }
        if (ours.length > 1)
            throw several(ours, lost, version);
        if (ours.length === 1 || isLast)
            return ours[0];
        await pause(clock, LOOK_PAUSE, signal);
    }
}
const lookFirst = 'Look at the builds of the Actor in Apify Console before you run the job again, so that nothing is built twice.';
function several(builds, lost, version) {
    const shown = builds.map(({ buildNumber, status, startedAt }) => `${(0,build_text/* visible */.RK)(buildNumber)} (${(0,build_text/* visible */.RK)(status)}, started ${(0,build_text/* visible */.RK)(startedAt)})`);
    const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. ${builds.length} builds of version ${version} were started since then, and nobody can tell which one is this run's: ${(0,build_text/* listSome */.XT)(shown)}`;
    return new errors/* ActionError */.lZ(message, {
        hint: `${lookFirst} A concurrency group in the workflow keeps deployments from overlapping.`,
        cause: lost,
    });
}
function cannotTell(lost, version, reason) {
    const message = `${(0,errors/* messageToGoOn */.QG)(lost)}. Whether a build of version ${version} was started is not known: ${reason}`;
    return new errors/* ActionError */.lZ(message, { hint: lookFirst, cause: lost });
}

;// CONCATENATED MODULE: ./build/builds/start-build.js






/** How often the build is asked for in all: once more where the first request got lost and no build appeared. */
const ROUNDS = 2;
/**
 * Starts exactly one build. Where the answer is lost, it is looked for in the list of builds.
 * @returns the build, also where the run was cancelled meanwhile: the caller aborts it.
 * @throws ActionError where nobody knows which build it is; CancelledError where none is known after a cancel.
 * @see https://docs.apify.com/api/v2/act-builds-post
 */
async function startBuild(actorId, request, tools) {
    const { api, clock, signal } = tools;
    let attempted = clock.now();
    let began;
    const onAttempt = () => {
        attempted = clock.now();
    };
    const tooLate = new LostAnswerError('No answer to the request for the build before the run had to stop', {});
    const grace = limitAfter(signal, clock, GRACE_MS, () => tooLate);
    try {
        for (let round = 1;; round += 1) {
            signal.throwIfAborted();
            try {
                return await api.startBuild(actorId, request, { signal: grace.signal, noMore: signal, onAttempt });
            }
            catch (lost) {
                if (!wasMaybeCarriedOut(lost))
                    throw lost;
                // Of several attempts only the last may have been carried out: those before were refused.
                began ??= attempted;
                const search = { actorId, version: request.version, began, lost };
                tools.onProgress(`${(0,errors/* messageToGoOn */.QG)(lost)}. Looking whether a build was started`);
                const found = await lookForBuild(search, tools);
                if (found !== undefined)
                    return found;
                if (signal.aborted)
                    throw notSeen(signal, request.version);
                if (round >= ROUNDS)
                    throw neverSeen(lost, request.version);
                tools.onProgress('No build was started: asking for it once more');
            }
        }
    }
    finally {
        grace.end();
    }
}
function notSeen(signal, version) {
    return cancelledWith(signal, `the answer to the request for a build of version ${version} was lost, and none is there`, {
        hint: 'Look at the builds of the Actor in Apify Console: it may still appear.',
    });
}
function neverSeen(lost, version) {
    return new errors/* ActionError */.lZ(`No build of version ${version} could be started: ${(0,errors/* messageOf */.bD)(lost)}`, {
        hint: 'It was asked for twice, and none appeared in the list of builds. See https://status.apify.com, look at the builds in Apify Console, then run the job again.',
        cause: lost,
    });
}

;// CONCATENATED MODULE: ./build/builds/wait-for-tag.js




/** Milliseconds that the tag is given to move after the build's success. */
const TAG_MS = 30_000;
/** Milliseconds between two looks; no longer than that the step ends soon after the move. */
const wait_for_tag_PAUSES = [250, 500];
const wait_for_tag_LAST_PAUSE = 1_000;
/**
 * Waits until the tag points at the build or a newer one; that it does not is a warning.
 * @throws the signal's reason when it is aborted.
 */
async function awaitTag(request, tools) {
    const { actorId, tag, build } = request;
    const { api, clock } = tools;
    const limit = limitTime(clock, TAG_MS);
    const signal = AbortSignal.any([tools.signal, limit.signal]);
    let actor;
    try {
        for (let looks = 0;; looks += 1) {
            actor = await api.getActor(actorId, signal);
            if (isSameOrNewer(taggedBuild(actor, tag), build))
                return { actor, diagnostics: [] };
            await clock.sleep(wait_for_tag_PAUSES[looks] ?? wait_for_tag_LAST_PAUSE, signal);
        }
    }
    catch (error) {
        tools.signal.throwIfAborted();
        return {
            actor,
            diagnostics: [{ level: 'warning', message: explain(request, actor, limit.signal.aborted, error) }],
        };
    }
    finally {
        limit.end();
    }
}
function taggedBuild(actor, tag) {
    return Object.entries(actor.taggedBuilds ?? {}).find(([name]) => name === tag)?.[1] ?? undefined;
}
/**
 * Builds of one version are counted, so the higher number is the newer build. Of another version's build only a time
 * tells: 1.0.4 that the tag had pointed at all along is not newer than a 0.9.2 of now.
 */
function isSameOrNewer(tagged, build) {
    if (tagged === undefined)
        return false;
    if (tagged.buildId === build.id)
        return true;
    const numbers = numbersOf(tagged.buildNumber);
    const own = numbersOf(build.buildNumber);
    if (numbers === undefined || own === undefined)
        return false;
    if (numbers[0] === own[0] && numbers[1] === own[1])
        return numbers[2] > own[2];
    const finished = Date.parse(tagged.finishedAt ?? '');
    const started = Date.parse(build.startedAt);
    if (!Number.isNaN(finished) && !Number.isNaN(started))
        return finished >= started;
    return numbers[0] === own[0] ? numbers[1] > own[1] : numbers[0] > own[0];
}
function numbersOf(buildNumber) {
    const [, major, minor, count] = /^(\d+)\.(\d+)\.(\d+)$/.exec(buildNumber ?? '') ?? [];
    return count === undefined ? undefined : [Number(major), Number(minor), Number(count)];
}
function explain({ tag, build }, actor, timeIsOver, error) {
    const begin = `${capital(nameOf(build))} succeeded, but`;
    if (actor === undefined || !timeIsOver) {
        const reason = timeIsOver ? 'no answer in time' : (0,errors/* messageOf */.bD)(error);
        return `${begin} whether the tag ${(0,build_text/* visible */.RK)(tag)} points at it could not be read: ${reason}`;
    }
    const other = taggedBuild(actor, tag)?.buildNumber;
    const state = other === undefined || other === null ? 'points at no build' : `still points at build ${(0,build_text/* visible */.RK)(other)}`;
    return `${begin} after ${TAG_MS / 1000} seconds its tag ${(0,build_text/* visible */.RK)(tag)} ${state}: those who run the Actor by this tag do not get the new build yet`;
}

;// CONCATENATED MODULE: ./build/builds/build-version.js











/** Seconds that a build is waited for where the user does not say. */
const DEFAULT_WAIT = 2 * 60 * 60;
/** Milliseconds from a cancel on after which nothing may be under way: the runner kills 10 seconds after it. */
const LAST_MS = 8_500;
/** Milliseconds at least between two lines that say that the build goes on. */
const PROGRESS_MS = 50_000;
/**
 * Starts a build of the version, shows its log, and waits for its end.
 * @throws ActionError and ApifyApiError where it could not be started or followed; CancelledError after a cancel,
 *   when the build is aborted, which tells what became of it.
 */
async function buildVersion(request, tools) {
    const { clock, signal } = tools;
    const deadline = limitAfter(signal, clock, LAST_MS, () => new Error('the run had to stop'));
    const all = { ...tools, deadline: deadline.signal };
    let known;
    let begun = clock.now();
    const onBuild = (build) => {
        known = build;
        tools.onBuild(build);
    };
    try {
        const { actorId, versionNumber: version, useCache, tag } = request;
        const build = await startBuild(actorId, { version, useCache, ...(tag === undefined ? {} : { tag }) }, all);
        begun = clock.now();
        onBuild(build);
        signal.throwIfAborted();
        if (request.waitForFinishSecs === 0)
            return { outcome: 'not-awaited', build, diagnostics: [], logTail: [] };
        return await follow(request, build, begun, { ...tools, onBuild });
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        if (known !== undefined)
            throw await abortBuild(known, begun, { ...all, onBuild });
        if (error instanceof CancelledError)
            throw error;
        throw cancelledWith(signal, (0,errors/* messageOf */.bD)(error));
    }
    finally {
        deadline.end();
    }
}
async function follow(request, started, begun, tools) {
    const { api, clock, onLogLine } = tools;
    const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT) * 1000;
    const log = followLog(started, { api, clock, onLine: onLogLine });
    const times = { begun, until: begun + waitMs };
    let toldAt = begun;
    const onBuild = (build) => {
        tools.onBuild(build);
        if (isFinal(build.status) || clock.now() - toldAt < PROGRESS_MS)
            return;
        toldAt = clock.now();
        tools.onProgress(`After ${(0,build_text/* formatDuration */.a3)(toldAt - begun)} ${nameOf(build)} is ${(0,build_text/* visible */.RK)(build.status)}`);
    };
    try {
        const build = await followStatus(started, times, { ...tools, onBuild });
        if (isFinal(build.status))
            return await end(request, build, log, tools);
        await log.stop();
        const message = `${capital(nameOf(build))} is still ${(0,build_text/* visible */.RK)(build.status)} after ${(0,build_text/* formatDuration */.a3)(waitMs)}, and is not waited for any longer (wait-for-finish)`;
        return {
            outcome: 'out-of-time',
            build,
            logTail: log.tail,
            diagnostics: [...log.diagnostics, { level: 'warning', message }],
        };
    }
    finally {
        await log.stop();
    }
}
async function end(request, build, log, tools) {
    if (build.status !== 'SUCCEEDED') {
        await log.finish(true);
        const { reason, error } = explainFailure(build, log.tail);
        const { diagnostics, tail: logTail, place } = log;
        return { outcome: 'failed', build, reason, error, place, diagnostics, logTail };
    }
    const tag = request.tag ?? build.actVersion?.buildTag ?? request.versionTag;
    const noTag = { actor: undefined, diagnostics: [] };
    const [wait] = await Promise.all([
        tag === undefined ? noTag : awaitTag({ actorId: request.actorId, tag, build }, tools),
        log.finish(false),
    ]);
    const diagnostics = [...log.diagnostics, ...wait.diagnostics];
    return { outcome: 'succeeded', build, actor: wait.actor, diagnostics, logTail: log.tail };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __nccwpck_require__(6271);
// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __nccwpck_require__(1857);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
;// CONCATENATED MODULE: ./build/builds/dockerfile-lines.js
/**
 * The line on which an instruction begins: by its number where the file has as many, else by its text where only one
 * fits. Undefined in all other cases: the file is then not the one that was built.
 */
function findInstruction(dockerfile, { text, step }) {
    const all = listInstructions(dockerfile);
    const numbered = step === undefined || step.of !== all.length ? undefined : all[step.number - 1];
    if (numbered !== undefined && keyword(numbered.text) === keyword(text))
        return numbered.line;
    const [first, ...others] = all.filter((instruction) => flat(instruction.text) === flat(text));
    return others.length === 0 ? first?.line : undefined;
}
/** Instructions with their continued lines; comments and empty lines between those belong to none. */
function listInstructions(dockerfile) {
    const lines = dockerfile.replace(/^\ufeff/, '').split(/\r?\n/);
    const continuation = /^#\s*escape\s*=\s*`/im.test(headOf(lines)) ? '`' : '\\';
    const found = [];
    let heredocs = [];
    let goesOn = false;
    for (const [index, line] of lines.entries()) {
        const current = found.at(-1);
        if (heredocs.length > 0) {
            if (line.replace(/^\t+/, '') === heredocs[0])
                heredocs = heredocs.slice(1);
            continue;
        }
        if (/^\s*(?:#|$)/.test(line))
            continue;
        const trimmed = line.trimEnd();
        const continued = trimmed.endsWith(continuation);
        const text = continued ? trimmed.slice(0, -1) : trimmed;
        if (goesOn && current !== undefined)
            current.text += text;
        else
            found.push({ line: index + 1, text });
        goesOn = continued;
        if (!continued)
            heredocs = heredocsOf(found.at(-1)?.text ?? '');
    }
    return found;
}
/** Directives are comments at the file's start. https://docs.docker.com/reference/dockerfile/#parser-directives */
function headOf(lines) {
    const end = lines.findIndex((line) => !line.startsWith('#'));
    return lines.slice(0, end === -1 ? lines.length : end).join('\n');
}
/** https://docs.docker.com/reference/dockerfile/#here-documents */
function heredocsOf(text) {
    if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text))
        return [];
    return [...text.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name = '']) => name);
}
function keyword(text) {
    return (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}
/** Builders join continued lines and change the white space in between. */
function flat(text) {
    return text
        .trim()
        .replace(/^\w+/, (word) => word.toUpperCase())
        .replace(/\s+/g, ' ');
}

;// CONCATENATED MODULE: ./build/builds/find-log-place.js







/** Bytes. Dockerfiles and schemas are small; the platform takes schemas of 500 kB at most. */
const MAX_BYTES = 2 * 1024 ** 2;
/**
 * The file and line that a place in a build's log means; undefined where the files as they lie here do not show it.
 * Never throws: it only helps an error that is told anyway. Right only where the build is made of these files.
 */
async function findLogPlace(place, folder) {
    try {
        const text = await (0,read_actor_json/* readActorJson */.qc)(folder);
        const actorJson = { text, value: (0,named_files/* asObject */.eB)(text === undefined ? undefined : JSON.parse(text)) };
        return await find(place, folder, actorJson);
    }
    catch {
        return undefined;
    }
}
async function find(place, folder, actorJson) {
    switch (place.kind) {
        case 'dockerfile': {
            const file = await findFile(folder, actorJson.value['dockerfile'], named_files/* defaultPlaces */.cy.dockerfile);
            const isThere = file !== undefined && place.line <= file.text.split('\n').length;
            return isThere ? { file: file.path, line: place.line } : undefined;
        }
        case 'instruction': {
            const file = await findFile(folder, actorJson.value['dockerfile'], named_files/* defaultPlaces */.cy.dockerfile);
            const line = file === undefined ? undefined : findInstruction(file.text, place);
            return file === undefined || line === undefined ? undefined : { file: file.path, line };
        }
        case 'input-schema':
            return findInSchema(place.keys, folder, actorJson);
        case 'actor-json':
            return keyOf(actorJson, folder, place.keys);
        case 'named-in-actor-json': {
            const keys = findNaming(actorJson.value, place.path);
            return keys === undefined ? undefined : keyOf(actorJson, folder, keys);
        }
    }
}
async function findInSchema(dotted, folder, actorJson) {
    const key = actorJson.value['input'] === undefined ? 'inputSchema' : 'input';
    const named = actorJson.value[key];
    if (typeof named === 'object')
        return keyOf(actorJson, folder, [key, ...splitKeys(named, dotted)]);
    const file = await findFile(folder, named, named_files/* defaultPlaces */.cy.input);
    if (file === undefined)
        return undefined;
    return placeIn(file.path, await positionOf(file.text, splitKeys(parse(file.text), dotted)));
}
async function keyOf({ text }, folder, keys) {
    if (text === undefined)
        return undefined;
    return placeIn((0,read_actor_json/* pathForMessages */.dg)(folder, '.actor', 'actor.json'), await positionOf(text, keys));
}
async function positionOf(text, keys) {
    const [position] = await (0,json_positions/* findKeyPlaces */.R)(text, [keys]);
    return position;
}
function placeIn(file, position) {
    return { file, ...(position === undefined ? {} : { line: position.line, column: position.column }) };
}
/**
 * The way to a value by keys that the object has, where the log joined them with dots: of the ways that a key with
 * dots in it leaves open the one that leads furthest.
 */
function splitKeys(value, dotted) {
    if (dotted === '' || typeof value !== 'object' || value === null)
        return dotted === '' ? [] : [dotted];
    const ways = Object.entries(value).flatMap(([key, inner]) => {
        if (dotted === key)
            return [[key]];
        return dotted.startsWith(`${key}.`) ? [[key, ...splitKeys(inner, dotted.slice(key.length + 1))]] : [];
    });
    const length = (way) => way.slice(0, -1).join('.').length;
    return ways.toSorted((a, b) => length(b) - length(a))[0] ?? [dotted];
}
/** The way to the text in actor.json that names this file; paths there count from `.actor/`. */
function findNaming(value, path) {
    if (typeof value === 'string')
        return external_node_path_.posix.join('.actor', value) === path ? [] : undefined;
    for (const [key, inner] of Object.entries((0,named_files/* asObject */.eB)(value))) {
        const way = findNaming(inner, path);
        if (way !== undefined)
            return [key, ...way];
    }
    return undefined;
}
/** The first of the files that is there, inside the workspace; names are compared as the disk does. */
async function findFile(folder, named, otherwise) {
    const names = typeof named === 'string' ? [external_node_path_.posix.join('.actor', named)] : otherwise;
    const workspace = await (0,promises_.realpath)(folder.workspace);
    for (const name of names) {
        const path = (0,read_actor_json/* pathForMessages */.dg)(folder, ...name.split('/'));
        try {
            const real = await (0,promises_.realpath)((0,external_node_path_.join)(folder.workspace, path));
            const stats = await (0,promises_.stat)(real);
            if ((0,paths/* nameFrom */.Ov)(workspace, real) === undefined || !stats.isFile() || stats.size > MAX_BYTES)
                continue;
            return { path, text: await (0,promises_.readFile)(real, 'utf8') };
        }
        catch {
            // Not there: the next one.
        }
    }
    return undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

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
/** Of this action, as package.json has it; goes into the `User-Agent`. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/apify/or-aborted.js
/**
 * What a promise comes to, or the signal's reason as soon as it is aborted. The built-in fetch forgets a signal when its
 * request has been collected as garbage, and would then wait for an answer's body without end.
 * @see https://github.com/nodejs/undici/blob/main/lib/web/fetch/request.js
 */
async function orAborted(work, signal) {
    const settled = new AbortController();
    try {
        return await Promise.race([
            work,
            new Promise((_resolve, reject) => {
                const stop = () => reject(signal.reason);
                if (signal.aborted)
                    stop();
                else
                    signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
            }),
        ]);
    }
    finally {
        settled.abort();
    }
}

;// CONCATENATED MODULE: ./build/apify/answer.js



/** Bytes of an answer that are read: an Actor comes with the files of all its versions. */
const LONGEST_ANSWER = 64 * 1024 ** 2;
/** Bytes of an error's answer that are read. */
const LONGEST_ERROR = 256 * 1024;
/** Characters of an error's message that is shown. */
const LONGEST_MESSAGE = 2_000;
/**
 * The answer's `data`.
 * @param needs properties without which the answer is none: each a text or a list.
 * @throws LostAnswerError where it cannot be read.
 */
async function readData(response, asked, needs) {
    const text = await readText(response, LONGEST_ANSWER, asked);
    if (text === undefined)
        throw unreadable(asked, `it is longer than ${LONGEST_ANSWER / 1024 ** 2} MiB`);
    const parsed = parseJson(text);
    const data = answer_isObject(parsed) ? parsed['data'] : undefined;
    if (!answer_isObject(data))
        throw unreadable(asked, describeBody(response, text));
    const missing = needs.filter((name) => typeof data[name] !== 'string' && !Array.isArray(data[name]));
    if (missing.length > 0)
        throw unreadable(asked, `it has no ${missing.join(', ')}`);
    return data;
}
/** A stored record is answered with nothing worth reading; a web page says that it was not the API who answered. */
async function readReceipt(response, asked) {
    const text = await readText(response, LONGEST_ERROR, asked);
    if (text === undefined)
        throw unreadable(asked, `it is longer than ${LONGEST_ERROR / 1024} KiB`);
    if (text.trim() !== '' && !answer_isObject(parseJson(text)))
        throw unreadable(asked, describeBody(response, text));
}
/** A log is plain text: a web page is from something in between. @throws LostAnswerError */
function refuseWebPage(response, asked) {
    if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? ''))
        return;
    response.body?.cancel().catch(() => { });
    throw unreadable(asked, 'it is a web page, as a proxy or gateway answers');
}
/** An answer that is an error: its status counts, also where the rest cannot be read. */
async function readError(response, asked) {
    const more = { status: response.status, request: asked.request, attempts: asked.attempts };
    if (response.status >= 300 && response.status < 400) {
        response.body?.cancel().catch(() => { });
        const to = originOf(response.headers.get('location'), response.url);
        return new ApifyApiError({ ...more, type: 'redirect', apiMessage: `a redirect to ${to}, which is not followed` });
    }
    const text = await readText(response, LONGEST_ERROR, asked).catch(() => undefined);
    const { type, message } = readErrorBody(text ?? '');
    const apiMessage = message || (text === undefined ? 'the rest cannot be read' : describeBody(response, text));
    return new ApifyApiError({ ...more, type, apiMessage });
}
/**
 * The API's `{ "error": { "type", "message" } }`; empty texts for what is missing or is none.
 * @see https://docs.apify.com/api/v2#errors
 */
function readErrorBody(text) {
    const parsed = parseJson(text);
    const error = answer_isObject(parsed) && answer_isObject(parsed['error']) ? parsed['error'] : {};
    const { type, message } = error;
    return {
        type: typeof type === 'string' && /^[\w-]{1,100}$/.test(type) ? type : '',
        message: typeof message === 'string' ? shortened(message) : '',
    };
}
/** Cut in two, a secret in it would not be known again: what is too long is left out as a whole. */
function shortened(message) {
    if (message.length <= LONGEST_MESSAGE)
        return message;
    return `(a message of ${message.length} characters, left out)`;
}
/** @returns undefined where there is more than `limit` bytes. */
async function readText(response, limit, { signal, onBytes }) {
    const reader = response.body?.getReader();
    const parts = [];
    let length = 0;
    try {
        for (;;) {
            const part = await orAborted(reader?.read() ?? Promise.resolve(noMore), signal);
            if (part.done)
                return new TextDecoder().decode(Buffer.concat(parts));
            onBytes(part.value.byteLength);
            length += part.value.byteLength;
            if (length > limit)
                return undefined;
            parts.push(part.value);
        }
    }
    finally {
        // Of an answer that was read to its end there is nothing left to cancel.
        reader?.cancel().catch(() => { });
    }
}
const noMore = { done: true, value: undefined };
function unreadable({ request, attempts }, why) {
    return new LostAnswerError(`The answer to ${request} cannot be read: ${why}`, {
        hint: 'Something between the runner and the Apify API may have changed it: check proxies and `api-base-url`.',
        attempts,
    });
}
function answer_isObject(value) {
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
/** Says what came instead of the API's JSON, without repeating a whole page. */
function describeBody(response, text) {
    if (text.trim() === '')
        return 'it is empty';
    const type = /^[\w.+/-]{1,100}/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'no content type';
    const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim();
    if (title !== undefined)
        return `a web page titled "${title}" (${type}), as a proxy or gateway answers`;
    return `${type} of ${text.length} characters that is not what the API answers`;
}
function originOf(location, base) {
    const url = location === null ? null : URL.parse(location, base);
    return url === null ? 'nowhere' : url.origin;
}

;// CONCATENATED MODULE: ./build/apify/progress.js
/** Bytes per millisecond (50 kB/s): the slowest line that is given time. */
const SLOWEST_LINE = 50;
/** Bytes that may lie in the buffers of sockets between what was handed over and what has arrived. */
const BUFFERED = 4 * 1024 ** 2;
/**
 * Ends a request that stands still for `waitMs`, and one that moves on so slowly that no line explains it. Counts by
 * the machine's own time, since sockets do.
 * @param bytes that are sent at once, without telling how far they are.
 */
function limitProgress(waitMs, bytes) {
    const limit = new AbortController();
    const began = performance.now();
    let total = bytes;
    let due = began + waitMs + total / SLOWEST_LINE;
    const check = () => {
        const left = due - performance.now();
        if (left <= 0)
            limit.abort();
        else
            timer = setTimeout(check, left);
    };
    let timer = setTimeout(check, due - began);
    return {
        signal: limit.signal,
        moved: (more) => {
            total += more;
            const whole = began + waitMs + total / SLOWEST_LINE;
            const still = performance.now() + waitMs + Math.min(total, BUFFERED) / SLOWEST_LINE;
            due = Math.min(whole, still);
        },
        end: () => clearTimeout(timer),
    };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/apify/request-body.js


const compress = (0,external_node_util_.promisify)(external_node_zlib_.gzip);
/** From this size on a body is compressed, in bytes. */
const COMPRESS_FROM = 1024;
/** @see https://docs.apify.com/api/v2#request-body */
async function encodeBody(json, upload) {
    if (upload !== undefined) {
        const headers = { 'content-type': upload.contentType, 'content-length': String(upload.byteLength) };
        return { kind: 'upload', headers, upload };
    }
    if (json === undefined)
        return { kind: 'none' };
    const bytes = Buffer.from(JSON.stringify(json));
    const headers = { 'content-type': 'application/json' };
    if (bytes.byteLength < COMPRESS_FROM)
        return { kind: 'bytes', headers, bytes };
    const compressed = Buffer.from(await compress(bytes));
    return { kind: 'bytes', headers: { ...headers, 'content-encoding': 'gzip' }, bytes: compressed };
}
/** Opens an upload once, told of each part that is taken. */
function openUpload(upload, onBytes) {
    const watch = { lastByteAt: performance.now(), unreadable: undefined };
    async function* parts() {
        try {
            for await (const part of upload.open()) {
                watch.lastByteAt = performance.now();
                onBytes(part.byteLength);
                yield part;
            }
        }
        catch (reason) {
            watch.unreadable = { reason };
            throw reason;
        }
    }
    return { stream: ReadableStream.from(parts()), watch };
}

;// CONCATENATED MODULE: ./build/apify/retry.js



/** https://docs.apify.com/api/v2#rate-limiting */
const defaultBounds = {
    maxAttempts: 12,
    maxRetryingMs: 40_000,
    firstDelayMs: 500,
    maxDelayMs: 8_000,
};
/** A single attempt that failed, with what the answer's `Retry-After` asked for. */
class AttemptFailed extends Error {
    name = 'AttemptFailed';
    reason;
    /** Milliseconds from now; undefined without the header. */
    retryAfterMs;
    /** Milliseconds of the attempt in which the upload was on its way: they do not count as retrying. */
    uploadMs;
    constructor(reason, more = {}) {
        super(reason.message, { cause: reason });
        this.reason = reason;
        this.retryAfterMs = more.retryAfterMs;
        this.uploadMs = more.uploadMs ?? 0;
    }
}
/** A year: whoever asks for more means never. */
const LONGEST_RETRY_AFTER = 365 * 24 * 60 * 60 * 1000;
/**
 * `Retry-After` in milliseconds: seconds or a date, which counts by the answer's own `Date` where it has one,
 * since a runner's clock may be wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
function readRetryAfter(headers, now) {
    const text = headers.get('retry-after')?.trim() ?? '';
    const until = readDate(text);
    const asked = /^\d+(\.\d+)?$/.test(text)
        ? Number(text) * 1000
        : until && until - (readDate(headers.get('date')) ?? now);
    return asked === undefined ? undefined : Math.min(Math.max(0, asked), LONGEST_RETRY_AFTER);
}
/** Each form of a date that HTTP knows; the oldest does not say that it is GMT. */
function readDate(text) {
    const [date = ''] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w:, -]+$/.exec(text?.trim() ?? '') ?? [];
    const time = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
    return Number.isNaN(time) ? undefined : time;
}
/** Whether the failure of an attempt leaves room for another one. */
function mayRepeat(reason, repeatable) {
    if (reason instanceof LostAnswerError)
        return repeatable === 'any' && reason.passing;
    if (reason.status === 429)
        return true;
    if (repeatable === 'refused')
        return false;
    return reason.status >= 500 || (reason.status === 403 && reason.type === 'concurrent-update-detected');
}
/**
 * Makes attempts until one succeeds or the bounds are reached: exponential back-off, between half and the whole of
 * each step by chance, and never sooner than `Retry-After` asks for.
 *
 * @param attempt gets its number (from 1) and the milliseconds left for it (none for the first attempt); throws
 *   `AttemptFailed` where another attempt may help.
 * @param onRetry is told of each wait before it begins.
 * @throws the last attempt's reason; where `Retry-After` asks for more than is left, at once, with the time.
 */
async function withRetries(attempt, options) {
    const { bounds, clock } = options;
    let deadline;
    for (let number = 1;; number += 1) {
        try {
            return await attempt(number, deadline === undefined ? undefined : Math.max(0, deadline - clock.now()));
        }
        catch (error) {
            if (!(error instanceof AttemptFailed))
                throw error;
            deadline = deadline === undefined ? clock.now() + bounds.maxRetryingMs : deadline + error.uploadMs;
            const left = deadline - clock.now();
            if (!mayRepeat(error.reason, options.repeatable) || number >= bounds.maxAttempts)
                throw error.reason;
            const { retryAfterMs = 0 } = error;
            if (retryAfterMs > Math.max(0, left))
                throw askedToWait(error.reason, retryAfterMs, Math.max(0, left));
            const step = Math.min(bounds.maxDelayMs, bounds.firstDelayMs * 2 ** (number - 1));
            const backOffMs = step * (0.5 + clock.random() / 2);
            if (backOffMs > left && retryAfterMs === 0)
                throw error.reason;
            // Jobs that were refused together are not to come back together.
            const apartMs = retryAfterMs === 0 ? 0 : (bounds.firstDelayMs / 2) * clock.random();
            const delayMs = Math.min(left, Math.max(backOffMs, retryAfterMs + apartMs));
            options.signal?.throwIfAborted();
            options.onRetry(error.reason, number, delayMs);
            await clock.sleep(delayMs, options.signal);
        }
    }
}
function askedToWait(reason, askedMs, leftMs) {
    const seconds = Math.ceil(askedMs / 1000);
    const when = seconds > 120 ? `${seconds} seconds, ${(0,build_text/* formatDuration */.a3)(askedMs)}` : `${seconds} seconds`;
    return new errors/* ActionError */.lZ(`${reason.message} (it asks to wait for ${when})`, {
        hint: `That is longer than the ${Math.round(leftMs / 1000)} seconds left for retrying: run the job again after that time.`,
        cause: reason,
    });
}

;// CONCATENATED MODULE: ./build/apify/exchange.js









/**
 * Milliseconds that an answer may take, to its last byte, after the request has been sent. Connecting is part of it;
 * Node itself gives up a connection after 10 seconds.
 */
const ANSWER_MS = 30_000;
/** Milliseconds that the last attempt has for its answer, however little is left for retrying. */
const LEAST_ANSWER_MS = 1_000;
/**
 * One way to talk to the API: a request goes out, is repeated where that is allowed, and its answer is read whole.
 * @see https://docs.apify.com/api/v2#authentication
 */
function openConnection(connection) {
    const http = distribution.create({
        baseUrl: `${connection.baseUrl}/`,
        headers: {
            authorization: `Bearer ${connection.token}`,
            'user-agent': `deploy-apify-actor/${VERSION} (GitHub Action)`,
            accept: 'application/json, */*;q=0.1',
        },
        retry: 0,
        throwHttpErrors: false,
        // A followed redirect could carry the token or the body to another host.
        redirect: 'manual',
        timeout: false,
    });
    return {
        exchange: (request) => repeatRequest(connection, http, request, async (response, asked) => {
            const { headers } = response;
            if (request.upload === undefined)
                return { headers, data: await readData(response, asked, request.needs ?? []) };
            await readReceipt(response, asked);
            return { headers, data: undefined };
        }),
        openStream: (request) => repeatRequest(connection, http, request, async (response, asked) => {
            refuseWebPage(response, asked);
            return response.body ?? emptyStream();
        }),
    };
}
function emptyStream() {
    return new ReadableStream({ start: (controller) => controller.close() });
}
async function repeatRequest(connection, http, request, read) {
    const body = await encodeBody(request.json, request.upload);
    const cancelled = anyOf(connection.signal, request.signal);
    const noMore = anyOf(cancelled, connection.noMore, request.noMore);
    const named = `${request.method} ${request.path}`;
    const attempt = async (attempts, remainingMs) => {
        const { answerMs = ANSWER_MS, clock } = connection;
        const { platformWaitMs = 0 } = request;
        request.onAttempt?.();
        // What is left for retrying bounds the wait for an answer, not the upload's own time nor the platform's own waiting.
        const patience = Math.min(answerMs, Math.max(remainingMs ?? answerMs, LEAST_ANSWER_MS));
        const limit = limitProgress(platformWaitMs + patience, body.kind === 'bytes' ? body.bytes.byteLength : 0);
        const signal = anyOf(limit.signal, cancelled) ?? limit.signal;
        const asked = { request: named, attempts, signal, onBytes: limit.moved };
        const began = performance.now();
        const upload = body.kind === 'upload' ? openUpload(body.upload, limit.moved) : undefined;
        const failed = (reason, retryAfterMs) => new AttemptFailed(reason, { retryAfterMs, uploadMs: upload === undefined ? 0 : upload.watch.lastByteAt - began });
        try {
            const answer = http(request.path.slice(1), {
                method: request.method,
                ...(body.kind === 'none' ? {} : { headers: body.headers }),
                ...(request.query === undefined ? {} : { searchParams: { ...request.query } }),
                ...(body.kind === 'bytes' ? { body: body.bytes } : {}),
                // Where a redirect's answer can be read, fetch keeps the whole body for a request that might follow.
                ...(upload === undefined ? {} : { body: upload.stream, redirect: 'error' }),
                signal,
            });
            const response = await orAborted(answer, signal);
            if (response.status >= 200 && response.status < 300)
                return await read(response, asked);
            const reason = await readError(response, asked);
            throw failed(reason, readRetryAfter(response.headers, clock.now()));
        }
        catch (error) {
            cancelled?.throwIfAborted();
            if (error instanceof AttemptFailed)
                throw error;
            if (error instanceof LostAnswerError)
                throw failed(error);
            if (upload?.watch.unreadable !== undefined)
                throw upload.watch.unreadable.reason;
            throw failed(limit.signal.aborted ? tooSlow(asked, patience, error) : lostAnswer(asked, error));
        }
        finally {
            limit.end();
        }
    };
    return withRetries(attempt, {
        repeatable: request.repeatable,
        bounds: connection.bounds ?? defaultBounds,
        clock: connection.clock,
        onRetry: connection.onRetry ?? (() => { }),
        ...(noMore === undefined ? {} : { signal: noMore }),
    });
}
function anyOf(...signals) {
    const known = signals.filter((signal) => signal !== undefined);
    return known.length > 1 ? AbortSignal.any(known) : known[0];
}
function tooSlow({ request, attempts }, patienceMs, cause) {
    return new LostAnswerError(`No answer to ${request} within ${(0,build_text/* formatDuration */.a3)(patienceMs)}`, {
        hint: 'The Apify API or the network is slow or down: see https://status.apify.com, then run the job again.',
        attempts,
        cause,
    });
}

;// CONCATENATED MODULE: ./build/apify/client.js

/** The requests of a deployment, made to the real API (or to what `baseUrl` names). */
function createApifyApi(connection) {
    const { exchange, openStream } = openConnection(connection);
    /** Of an answer's properties those are checked without which a wrong thing would be done; readers allow for the others' absence. */
    const data = async (request) => (await exchange(request)).data;
    const actor = (actorId, ...rest) => client_path('acts', actorId.replace('/', '~'), ...rest);
    const build = (buildId, ...rest) => client_path('actor-builds', buildId, ...rest);
    return {
        getUser: ({ once = false, signal } = {}) => data({
            method: 'GET',
            path: client_path('users', 'me'),
            repeatable: 'any',
            needs: ['username'],
            signal,
            noMore: once ? AbortSignal.abort() : undefined,
        }),
        getActor: (actorId, signal) => data({ method: 'GET', path: actor(actorId), repeatable: 'any', needs: ['id'], signal }),
        createActor: (json) => data({ method: 'POST', path: client_path('acts'), json, repeatable: 'refused', needs: ['id'] }),
        updateActor: (actorId, json) => data({ method: 'PUT', path: actor(actorId), json, repeatable: 'any', needs: ['id'] }),
        updateVersion: (actorId, json) => data({
            method: 'POST',
            path: actor(actorId, 'versions', json.versionNumber),
            json,
            repeatable: 'any',
            needs: ['versionNumber'],
        }).then(withoutFiles),
        createVersion: (actorId, json) => data({
            method: 'POST',
            path: actor(actorId, 'versions'),
            json,
            repeatable: 'refused',
            needs: ['versionNumber'],
        }).then(withoutFiles),
        listEnvVars: async (actorId, versionNumber) => {
            const request = { method: 'GET', path: actor(actorId, 'versions', versionNumber, 'env-vars') };
            const list = { ...request, repeatable: 'any', needs: ['items'] };
            return (await data(list)).items;
        },
        createEnvVar: async (actorId, versionNumber, json) => {
            const target = actor(actorId, 'versions', versionNumber, 'env-vars');
            await exchange({ method: 'POST', path: target, json, repeatable: 'refused' });
        },
        updateEnvVar: async (actorId, versionNumber, json) => {
            const target = actor(actorId, 'versions', versionNumber, 'env-vars', json.name);
            await exchange({ method: 'PUT', path: target, json, repeatable: 'any' });
        },
        listBuilds: async (actorId, limit, signal) => {
            const request = { method: 'GET', path: actor(actorId, 'builds'), query: { desc: 1, limit } };
            const answer = await exchange({ ...request, repeatable: 'any', needs: ['items'], signal });
            const { items } = answer.data;
            const now = Date.parse(answer.headers.get('date') ?? '');
            return { builds: items, now: Number.isNaN(now) ? undefined : now };
        },
        startBuild: (actorId, { version, useCache, tag }, control = {}) => {
            const query = { version, useCache, ...(tag === undefined ? {} : { tag }) };
            const request = { method: 'POST', path: actor(actorId, 'builds'), query, repeatable: 'refused' };
            return data({ ...request, needs: ['id', 'status'], ...control });
        },
        getBuild: (buildId, waitForFinish, signal) => data({
            method: 'GET',
            path: build(buildId),
            query: { waitForFinish },
            repeatable: 'any',
            needs: ['id', 'status'],
            platformWaitMs: waitForFinish * 1000,
            signal,
        }),
        abortBuild: (buildId, signal) => data({
            method: 'POST',
            path: build(buildId, 'abort'),
            // Not in the rules for repeating; an abort of a build that is over does nothing.
            repeatable: 'any',
            needs: ['id', 'status'],
            signal,
        }),
        openBuildLog: (buildId, signal) => openStream({
            method: 'GET',
            path: build(buildId, 'log'),
            query: { stream: 1 },
            repeatable: 'any',
            signal,
        }),
        getOrCreateStore: (name) => data({
            method: 'POST',
            path: client_path('key-value-stores'),
            query: { name },
            repeatable: 'any',
            needs: ['id'],
        }),
        putRecord: async (storeId, key, upload) => {
            await exchange({ method: 'PUT', path: record(storeId, key), upload, repeatable: 'any' });
        },
        recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
    };
}
/** The answer repeats the files that were sent: megabytes that nobody reads. */
function withoutFiles(answered) {
    const { sourceFiles: _files, ...version } = answered;
    return version;
}
function record(storeId, key) {
    return client_path('key-value-stores', storeId, 'records', key);
}
function client_path(...parts) {
    return ['', 'v2', ...parts.map(encodeURIComponent)].join('/');
}

;// CONCATENATED MODULE: ./build/apify/error-hints.js




const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const again = 'see https://status.apify.com, then run the job again.';
/** Types of the API's errors, and what helps. https://docs.apify.com/api/v2#errors */
const byType = new Map([
    [
        'versions-size-exceeded',
        'All versions of the Actor together are too large: delete old ones in Apify Console, deploy this one as an archive (source-type: TARBALL), or let Apify read it from Git (source-type: GIT_REPO).',
    ],
    ['too-many-versions', 'Delete versions that are no longer used in Apify Console, or deploy to one that exists.'],
    ['too-many-actors', 'Delete Actors that are no longer used in Apify Console, or deploy to one that exists.'],
    [
        'concurrent-update-detected',
        'Another run or person kept changing the Actor at the same time. Run the job again, and give the workflow a concurrency group.',
    ],
    ['actor-name-not-unique', 'The account has an Actor of that name already: check name in .actor/actor.json.'],
    ['not-enough-usage-to-run-paid-actor', `Check the plan and the limits of the account at ${billing}.`],
    ['monthly-usage-limit-too-low', `Raise the monthly limit of the account at ${billing}.`],
    ['actor-disabled', 'The Actor is disabled: see its page in Apify Console.'],
    ['user-disabled', 'The account is disabled: sign in to Apify Console to see why.'],
    ['redirect', 'Redirects are not followed, since they could carry the token elsewhere. Check api-base-url.'],
]);
/** Statuses, for types that have no advice of their own. */
function byStatus(status) {
    switch (status) {
        case 400:
            return 'The API did not accept a value: its message says which. Check the inputs and .actor/actor.json.';
        case 401:
            return `Check the input token (the secret may be empty, revoked or of another account): ${tokens}`;
        case 402:
            return `The account cannot pay for this: see ${billing}.`;
        case 403:
            return `The token may not do this. Give it the permission, or use one of the Actor's own account: ${tokens}`;
        case 404:
            return "Check actor-id and version, and that the token's account may see the Actor.";
        case 405:
        case 415:
            return 'What answered does not know this request: check api-base-url, and proxies that may change requests.';
        case 407:
            return 'The proxy wants a user name and password: HTTPS_PROXY is written as http://user:password@proxy.example.com:8080.';
        case 408:
            return `The Apify API did not finish in time: ${again}`;
        case 409:
            return 'Something on the platform stands against it: the message above says what. Look at the Actor in Apify Console.';
        case 413:
            return 'Leave out files by .actorignore, or use source-type: TARBALL or GIT_REPO.';
        case 429:
            return 'Too many requests: run the job again later, with fewer jobs at once.';
        default:
            return status >= 500
                ? `The Apify API has a problem: ${again}`
                : 'See the message above; https://docs.apify.com/api/v2 describes the API.';
    }
}
/** The API's own errors have a type: without one something else may have answered, by a status that misleads. */
function doubtOf({ status, type }) {
    const misleads = type === '' && (status === 403 || status === 404);
    return misleads ? ' What answered may not be the Apify API: check api-base-url and proxies as well.' : '';
}
/** Turns whatever was thrown into what the user reads. */
function error_hints_explain(error) {
    if (error instanceof LostAnswerError) {
        return { message: error.message + triesOf(error), hint: error.hint, place: undefined };
    }
    if (error instanceof errors/* ActionError */.lZ)
        return { message: error.message, hint: error.hint, place: error.place };
    if (error instanceof ApifyApiError) {
        const hint = byType.get(error.type) ?? byStatus(error.status) + doubtOf(error);
        return { message: error.message + triesOf(error), hint, place: undefined };
    }
    const message = (0,errors/* messageOf */.bD)(error);
    return {
        message: `Unexpected: ${message}`,
        hint: 'This is a fault of the action: please report it, with the log of a run with debug logging.',
        place: undefined,
    };
}
function triesOf({ attempts }) {
    return attempts > 1 ? ` (after ${attempts} attempts)` : '';
}
/** A line of the log for an attempt that failed, when another one follows. @param attempts that were made so far. */
function formatRetry(reason, attempts, delayMs) {
    const another = isApiError(reason, 403, 'concurrent-update-detected')
        ? 'Another run or person is changing the Actor at the same time. '
        : '';
    return `${another}${(0,errors/* messageToGoOn */.QG)(reason)}. Attempt ${attempts + 1} follows in ${(0,build_text/* formatDuration */.a3)(delayMs)}`;
}

;// CONCATENATED MODULE: ./build/env-vars/lines.js



/**
 * Reads one variable a line. Values are taken byte for byte after the first `=`; blank lines and comments are passed
 * over. Nothing is thrown: secrets must be masked before the first mistake is told.
 * @param text the input as it was written; its lines end with LF or CRLF.
 * @param environment the step's variables, which a bare `NAME` takes its value from.
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
        const read = readLine(content, environment, isSecret);
        if (isSecret)
            mask.push(...read.mask);
        const { name, value } = read;
        const first = name === undefined ? undefined : firstLines.get(name);
        const problem = read.problem ?? (first === undefined ? undefined : { says: `is the name of line ${first} too`, hint: twice });
        if (name !== undefined && first === undefined)
            firstLines.set(name, line);
        if (problem !== undefined) {
            const isShown = name !== undefined && name !== '' && name.length <= LONGEST_SHOWN;
            const subject = isShown ? ` (${(0,build_text/* visible */.RK)(name)})` : '';
            const kind = read.isDoubtful === true ? doubts : mistakes;
            kind.push(new errors/* ActionError */.lZ(`Input ${input}, line ${line}${subject} ${problem.says}`, { hint: problem.hint }));
        }
        else if (name !== undefined && value !== undefined) {
            lines.push({ name, value, line });
        }
    }
    return { input, lines, mistakes, doubts, mask: mask.filter((value) => value.trim() !== '') };
}
/** Characters of a name that is told; what is longer is none, and the line's number is enough. */
const LONGEST_SHOWN = 2 * value_rules/* MAX_NAME_LENGTH */.EM;
/** What may be shown nowhere, by the name of its line where it has one; a value that has several names, by each. */
function secretsOf({ lines, mask }) {
    const named = new Set(lines.map(({ value }) => value));
    const unnamed = mask.filter((value) => !named.has(value)).map((value) => ({ name: 'secret-env-vars', value }));
    return [...lines.filter(({ value }) => value.trim() !== '').map(({ name, value }) => ({ name, value })), ...unnamed];
}
const twice = 'Keep one of the two lines.';
function readLine(content, environment, isSecret) {
    const equals = content.indexOf('=');
    if (equals < 0)
        return readBareName(content.trimEnd(), environment, isSecret);
    const name = content.slice(0, equals);
    const value = content.slice(equals + 1);
    const isName = isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV;
    if (!isName(name)) {
        const hint = `Write NAME=value, with a name of ${value_rules/* NAME_RULE */.$h}, and no white space before "=".`;
        // In a secret's line even the part before `=` may belong to the secret.
        if (isSecret)
            return { problem: { says: 'has no name before "="', hint }, mask: [content, value] };
        return { name, problem: { says: 'does not begin with a name', hint }, mask: [] };
    }
    if (isSecret && isBase64Like(name, value)) {
        const hint = `Write NAME=\${{ secrets.NAME }}: the name first, whatever the secret is.`;
        const problem = { says: 'is the secret itself, or has no value', hint };
        return { problem, isDoubtful: value === '', mask: [content, name] };
    }
    const problem = checkLengths(name, value);
    return { name, ...(problem === undefined ? { value } : { problem }), mask: [value] };
}
/** Base64 that was given without a name: its padding is taken for the `=` behind one. */
function isBase64Like(name, value) {
    const isWord = name.length >= 16 && /^[A-Za-z0-9]+$/.test(name);
    return (value === '' || value === '=') && isWord && /[a-z]/.test(name) && /[A-Z]/.test(name) && /[0-9]/.test(name);
}
function readBareName(name, environment, isSecret) {
    const value = (isSecret ? value_rules/* isSecretName */.eh : value_rules/* isEnvVarName */.yV)(name) ? environment[name] : undefined;
    // `toString` and the like are there as functions.
    if (typeof value === 'string') {
        const problem = checkLengths(name, value);
        return { name, ...(problem === undefined ? { value } : { problem }), mask: [value] };
    }
    if (isSecret) {
        const says = "is neither NAME=value nor the name of one of the step's environment variables";
        const hint = "Write NAME=value on one line; give a value of several lines to the step under env: and write its variable's name alone.";
        return { problem: { says, hint }, mask: [name] };
    }
    if (!(0,value_rules/* isEnvVarName */.yV)(name)) {
        const says = 'is neither NAME=value nor a name';
        return { name, problem: { says, hint: `Write NAME=value, with a name of ${value_rules/* NAME_RULE */.$h}.` }, mask: [] };
    }
    const says = "is a name alone, and the step's environment has no variable of that name";
    return { name, problem: { says, hint: `Write ${name}=value, or give ${name} to the step under env:.` }, mask: [] };
}
function checkLengths(name, value) {
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        return { says: `has a name of ${name.length} characters`, hint: `A name has ${value_rules/* MAX_NAME_LENGTH */.EM} at most.` };
    }
    if (value.length > value_rules/* MAX_VALUE_LENGTH */.CU) {
        return {
            says: `has a value of ${value.length} characters`,
            hint: `A value has ${value_rules/* MAX_VALUE_LENGTH */.CU} at most: put more into a file or a key-value store.`,
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/runner/git.js


/**
 * Settings of the command line, which win over those of any file. A repository may name programs in its settings
 * (a file system monitor, hooks): none of them runs. Names are as the disk has them, on every system: letters' case
 * counts in rules, macOS's decomposed letters stay as they are, and Windows's paths may be longer than 260 characters.
 * `safe.directory` lets Git read a checkout of another owner, as in a container; it counts here since Git 2.38.
 */
const git_settings = [
    'safe.directory=*',
    'core.fsmonitor=',
    'core.hooksPath=/dev/null',
    'core.ignoreCase=false',
    'core.precomposeUnicode=false',
    'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);
/** Variables of Git that say where the user's settings and Git's own programs are; all others could redirect it. */
const keptVariables = new Set([
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_SYSTEM',
    'GIT_CONFIG_NOSYSTEM',
    'GIT_EXEC_PATH',
]);
/**
 * Git as every stage asks it: read only, without locks, prompts, hooks and network, in English.
 * @param environment of the step: `PATH`, `HOME` and the like.
 */
function createGit(environment) {
    const env = environmentOf(environment);
    return async (args, options) => {
        const result = await run(args, options, env);
        return isRefusal(result) ? ((await runWhereRepositoryIs(args, options, env)) ?? result) : result;
    };
}
function environmentOf(environment) {
    const kept = Object.entries(environment).filter(([name]) => !/^GIT_/i.test(name) || keptVariables.has(name.toUpperCase()));
    return {
        ...Object.fromEntries(kept),
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        // A partial clone would ask its server for what it lacks: the first for Git since 2.45, the second for all.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
    };
}
/** Git older than 2.38 takes `safe.directory` from files only, which are not ours to write. */
function isRefusal(result) {
    return result.kind === 'failed' && /dubious ownership|unsafe repository/.test(result.stderr);
}
/** A repository that is named is not checked for its owner: the first folder upwards that Git takes for one is it. */
async function runWhereRepositoryIs(args, options, env) {
    for (let folder = options.cwd;; folder = external_node_path_.dirname(folder)) {
        const named = { ...env, GIT_DIR: external_node_path_.join(folder, '.git'), GIT_WORK_TREE: folder };
        const result = await run(args, options, named);
        if (result.kind !== 'failed' || !result.stderr.includes('not a git repository'))
            return result;
        if (folder === external_node_path_.dirname(folder))
            return undefined;
    }
}
function run(args, { cwd, input, signal }, env) {
    return new Promise((resolve, reject) => {
        // Windows looks for programs in the folder of the process first: that is never the checkout.
        const git = (0,external_node_child_process_namespaceObject.spawn)('git', ['-C', cwd, ...git_settings, ...args], {
            cwd: external_node_path_.dirname(process.execPath),
            env,
            stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
            windowsHide: true,
            ...(signal === undefined ? {} : { signal }),
        });
        const stdout = collect(git.stdout);
        const stderr = collect(git.stderr);
        git.stdin?.on('error', () => { }); // Git may end before it has read everything: its exit code tells.
        git.stdin?.end(input);
        git.on('error', (error) => {
            // What Git has started may hold its output open.
            git.stdout?.destroy();
            git.stderr?.destroy();
            if (signal?.aborted === true)
                reject(signal.reason);
            else if (error.code === 'ENOENT' || error.code === 'EACCES')
                resolve({ kind: 'no-git' });
            else
                reject(error);
        });
        git.on('close', (exitCode) => {
            const told = Buffer.concat(stderr).toString().trim();
            if (exitCode === 0)
                resolve({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: told });
            else
                resolve({ kind: 'failed', exitCode, stderr: told });
        });
    });
}
function collect(stream) {
    const chunks = [];
    stream?.on('data', (chunk) => chunks.push(chunk));
    return chunks;
}

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
    const environment = process.env;
    const exactText = (name) => {
        const text = getInput(name, { trimWhitespace: false });
        return text.split('\n').every((line) => /^\s*(#|$)/.test(line)) ? '' : text;
    };
    return {
        environment,
        workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
        workingDirectory: exactText('working-directory').trim() || '.',
        temporaryFolder: environment['RUNNER_TEMP'] || undefined,
        commit: readCommit(environment),
        text: (name) => exactText(name).trim(),
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
;// CONCATENATED MODULE: ./build/runner/report.js



/** GitHub takes a step summary of up to 1 MiB. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const SUMMARY_LIMIT = 1024 * 1024;
/** Properties of facts that hold words of our own, by which a summary decides: a secret may be such a word by chance. */
const OWN_WORDS = new Set(['buildResult', 'created', 'fate', 'kind', 'level', 'wouldCreate']);
/** @param redact replaces what must not be seen in a text. */
function createReport(redact) {
    const told = new Map();
    const hide = (text) => {
        const redacted = redact(text);
        // What is between the parts of a secret goes where it is shown, or is only a colour.
        const plain = (0,build_text/* withoutStyle */.IV)((0,build_text/* escapeLog */.Ah)(redacted));
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => (0,build_text/* escapeLog */.Ah)(hide(text));
    const annotationAt = (place) => {
        if (place === undefined)
            return {};
        return {
            file: hide(place.file),
            ...(place.line === undefined ? {} : { startLine: place.line }),
            ...(place.column === undefined ? {} : { startColumn: place.column }),
        };
    };
    const find = ({ level, message, place }) => {
        const tell = {
            debug: debug,
            info: info,
            notice: notice,
            warning: warning,
        }[level];
        tell(shown(message), annotationAt(place));
    };
    return {
        mask: (values) => {
            for (const value of values)
                setSecret(value);
        },
        line: (text) => info(shown(text)),
        debug: (text) => debug(shown(text)),
        group: (title, tell) => group(shown(title), tell),
        find,
        fail: ({ message, hint, place }, error) => {
            core_error(shown(hint === undefined ? message : `${message}\n${hint}`), annotationAt(place));
            for (const trace of (0,errors/* traceOf */.fC)(error))
                debug(shown(trace));
        },
        outputs: (values) => {
            for (const [name, value] of Object.entries(values)) {
                const output = redact(value);
                if (told.get(name) === output)
                    continue;
                report_setOutput(name, output);
                told.set(name, output);
            }
        },
        summary: async (facts, summaryOf) => {
            // Before anything is escaped: an escaped secret would not be known again.
            const markdown = summaryOf(redactAll(facts, hide));
            try {
                await summary.addRaw(toLimit(markdown), true).write();
            }
            catch (error) {
                find({ level: 'warning', message: `The step summary could not be written: ${(0,errors/* messageOf */.bD)(error)}` });
            }
        },
    };
}
function redactAll(value, hide) {
    return JSON.parse(JSON.stringify(value), (key, part) => typeof part === 'string' && !OWN_WORDS.has(key) ? hide(part) : part);
}
function report_setOutput(name, value) {
    try {
        setOutput(name, value);
    }
    catch (error) {
        throw new errors/* ActionError */.lZ(`Output ${name} could not be written: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: 'The runner names the file in GITHUB_OUTPUT: check that its disk is not full and the file was not removed.',
            cause: error,
        });
    }
}
function toLimit(markdown) {
    const end = '\n\n(The rest is left out: a step summary holds 1 MiB.)\n';
    const most = SUMMARY_LIMIT - 16;
    if (Buffer.byteLength(markdown) <= most)
        return markdown;
    const room = most - Buffer.byteLength(end);
    return (Buffer.from(markdown)
        .subarray(0, room)
        .toString()
        .replace(/\ufffd+$/, '') + end);
}

;// CONCATENATED MODULE: ./build/runner/secrets.js
/**
 * Shorter values cannot be told from ordinary text; the runner's own mask, which covers every length, hides them
 * in the log.
 */
const SHORTEST_REDACTED = 4;
/** The value and the forms in which it might turn up: its lines, URL-encoded, JSON-escaped, Base64. */
function writtenForms(value) {
    const forms = new Set();
    const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
    for (const part of [value, value.trim(), ...lines, ...escapedLines(value)]) {
        if (part === '')
            continue;
        const wellFormed = part.toWellFormed();
        forms.add(part);
        forms.add(encodeURIComponent(wellFormed));
        forms.add(new URLSearchParams({ '': wellFormed }).toString().slice(1));
        forms.add(JSON.stringify(part).slice(1, -1));
        forms.add(Buffer.from(part).toString('base64'));
        forms.add(Buffer.from(part).toString('base64url'));
    }
    return [...forms];
}
/** Characters: shorter parts between what looks like `\n` may be of a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;
/** Lines of a text that is written in JSON, as a private key is in the key file of a service account. */
function escapedLines(value) {
    return value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE && !/[\r\n]/.test(line));
}
/** A function that replaces every written form of every secret by `***`. */
function createRedactor(secrets) {
    const forms = [...new Set(secrets.flatMap(({ value }) => writtenForms(value)))]
        .filter((form) => form.length >= SHORTEST_REDACTED)
        .sort((a, b) => b.length - a.length);
    return (text) => forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text);
}

;// CONCATENATED MODULE: ./build/actions/input-fields.js



/** The error for one input. @param problem the end of a sentence that begins with the input's name. */
function wrong(name, problem, hint) {
    return new errors/* ActionError */.lZ(`Input ${name} ${problem}`, { hint });
}
/** An ID or `username~name`; undefined where there is no text, as in all of these. @throws ActionError */
function readActorId(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text))
        return text.replace('/', '~');
    const bare = /^[A-Za-z0-9._-]{1,100}$/.test(text);
    throw wrong('actor-id', bare ? `${(0,build_text/* quoted */.TL)(text)} is a bare name` : `${(0,build_text/* quoted */.TL)(text)} is no Actor`, bare
        ? `Put the account before it: username/${text}. Or leave it out where actor.json has the name.`
        : 'Give the ID from Apify Console, or username/name.');
}
/** `MAJOR.MINOR`. @throws ActionError with a hint for a number that YAML has shortened */
function readVersion(text) {
    if (text === '' || (0,value_rules/* isVersionNumber */.i3)(text))
        return text || undefined;
    const quotes = `Quote it in the workflow: version: '${text}.0'. YAML reads an unquoted ${text}.0 as the number ${text}.`;
    throw wrong('version', `${(0,build_text/* quoted */.TL)(text)} is not MAJOR.MINOR`, (0,value_rules/* isVersionNumber */.i3)(`${text}.0`) ? quotes : "Give two numbers from 0 to 99 without leading zeros, '1.2' for example.");
}
/** @throws ActionError */
function readBuildTag(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text))
        return text;
    throw wrong('build-tag', `${(0,build_text/* quoted */.TL)(text)} is not a build tag`, 'Use letters, digits, dots, hyphens and underscores, `beta` for example.');
}
/** One of the words, as it is written. */
function oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined)
        throw wrong(name, `${(0,build_text/* quoted */.TL)(text)} is not known`, `Use one of ${allowed.join(', ')}.`);
    return found;
}
/** YAML 1.2 core schema. https://yaml.org/spec/1.2.2/#1032-tag-resolution */
function input_fields_boolean(name, text, otherwise) {
    if (text === '')
        return otherwise;
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw wrong(name, `${(0,build_text/* quoted */.TL)(text)} is not a boolean`, 'Use true or false.');
}
/** Seconds, 0 included. @throws ActionError */
function readSeconds(text) {
    if (text === '')
        return undefined;
    if (/^\d{1,6}$/.test(text))
        return Number(text);
    const isTooLong = /^\d+$/.test(text);
    throw wrong('wait-for-finish', `${(0,build_text/* quoted */.TL)(text)} is ${isTooLong ? 'longer than any job runs' : 'not a number of seconds'}`, isTooLong ? 'Give 999999 seconds at most.' : 'Give a whole number, 600 for example; 0 does not wait.');
}

;// CONCATENATED MODULE: ./build/actions/deploy/url-inputs.js
/** The input that gives the URL of a source, by the source's type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const urlSources = Object.entries(urlInputOf);
const urlInputs = Object.values(urlInputOf);
/** Controls, line ends among them; `git-repo-url` may have spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and the like, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
/** What is wrong with a URL that is given, and what would be right; undefined where nothing is. */
function faultOfUrl(input, text) {
    const isWebUrl = WEB_URL.test(text) && URL.canParse(text);
    switch (input) {
        case 'git-repo-url': {
            const isUrl = /^[a-z+]+:\/\//i.test(text);
            if (GIT_URL.test(text) && !CONTROLS.test(text) && (!isUrl || URL.canParse(text)))
                return undefined;
            return {
                problem: 'is not the URL of a Git repository',
                hint: 'Give https://github.com/OWNER/NAME.git, or git@github.com:OWNER/NAME.git for a private one; with #BRANCH and :FOLDER behind it where needed.',
            };
        }
        case 'tarball-url':
            if (isWebUrl)
                return undefined;
            return {
                problem: 'is not an http or https address',
                hint: 'Give the address under which Apify can fetch the archive; to upload the files of the checkout, leave it out and set source-type: TARBALL.',
            };
        case 'github-gist-url':
            if (isWebUrl)
                return undefined;
            return {
                problem: 'is not an http or https address',
                hint: 'Give the address of the Gist, https://gist.github.com/OWNER/ID for example.',
            };
    }
}
/** User and password of anything that looks like a URL, or Git's `user@host:path`, as written and decoded; `git` is nobody's secret. */
function userInformation(text) {
    const [, authority = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)@/i.exec(text) ?? /^([^\s/:@#\\]+)@[^\s/:@#\\]+:/.exec(text) ?? [];
    const colon = authority.indexOf(':');
    const parts = colon < 0 ? [authority] : [authority.slice(0, colon), authority.slice(colon + 1)];
    return parts.filter((part) => part !== '' && part !== 'git').flatMap((part) => [part, url_inputs_decoded(part)]);
}
function url_inputs_decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy/inputs.js



const sourceTypes = ['SOURCE_FILES', 'GIT_REPO', 'TARBALL', 'GITHUB_GIST'];
/**
 * What is secret before anything is checked: the token and user information in URLs. Values of `secret-env-vars` are
 * found where its lines are read.
 */
function readPlainSecrets(raw) {
    const token = tokenOf(raw);
    const secrets = token === '' ? [] : [{ name: 'token', value: token }];
    for (const name of [...urlInputs, 'api-base-url']) {
        for (const value of userInformation(raw.text(name)))
            secrets.push({ name: `${name} (user information)`, value });
    }
    return [...secrets, ...userOfVariables(raw, ['APIFY_CLIENT_BASE_URL'])];
}
/** Of the runner, not of what is deployed: user information of its proxies. */
function readProxySecrets(raw) {
    return userOfVariables(raw, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']);
}
function userOfVariables(raw, names) {
    return names.flatMap((name) => userInformation(raw.environment[name]?.trim() ?? '').map((value) => ({
        name: `${name} (user information)`,
        value,
    })));
}
function tokenOf(raw) {
    return raw.text('token') || (raw.environment['APIFY_TOKEN'] ?? '').trim();
}
/**
 * Checks every input that can be checked by itself.
 * @throws ActionError that tells all mistakes together, each with the input's name and what would be right.
 */
function readInputs(raw) {
    const mistakes = [];
    const read = (parse) => {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ))
                throw error;
            mistakes.push(error);
            return undefined;
        }
    };
    const dryRun = read(() => input_fields_boolean('dry-run', raw.text('dry-run'), false));
    const inputs = {
        token: read(() => readToken(raw, dryRun ?? true)),
        actorId: read(() => readActorId(raw.text('actor-id'))),
        version: read(() => readVersion(raw.text('version'))),
        buildTag: read(() => readBuildTag(raw.text('build-tag'))),
        source: read(() => inputs_readSource(raw)),
        envVarsMode: read(() => oneOf('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'])) ?? 'merge',
        applyEnvVarsToBuild: read(() => input_fields_boolean('apply-env-vars-to-build', raw.text('apply-env-vars-to-build'), undefined)),
        createIfMissing: read(() => input_fields_boolean('create-if-missing', raw.text('create-if-missing'), true)),
        build: read(() => input_fields_boolean('build', raw.text('build'), true)),
        useCache: read(() => input_fields_boolean('use-cache', raw.text('use-cache'), true)),
        waitForFinishSecs: read(() => readSeconds(raw.text('wait-for-finish'))),
        dryRun,
        apiBaseUrl: read(() => readBaseUrl(raw)),
    };
    if (mistakes.length > 0)
        throw (0,errors/* combineErrors */.Lt)(mistakes, 'inputs are wrong');
    return inputs;
}
const tokenPlace = 'Create one at https://console.apify.com/settings/integrations';
function readToken(raw, dryRun) {
    const token = tokenOf(raw);
    if (token === '') {
        if (dryRun)
            return undefined;
        throw wrong('token', 'is empty, and the step has no APIFY_TOKEN variable', `${tokenPlace}, store it as a repository secret and pass \${{ secrets.APIFY_TOKEN }}. Runs of pull requests from forks and of Dependabot get no secrets: deploy on push, or use dry-run there.`);
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
        throw wrong('token', 'holds white space or characters that no Apify token has', `Paste it anew. ${tokenPlace}.`);
    }
    return token;
}
function inputs_readSource(raw) {
    const given = oneOf('source-type', raw.text('source-type'), sourceTypes);
    const urls = urlSources.map(([type, input]) => [type, input, raw.text(input)]);
    const set = urls.filter(([, , url]) => url !== '');
    const foreign = set.filter(([type]) => type !== (given ?? set[0]?.[0]));
    if (foreign.length > 0) {
        const names = [...(given === undefined ? [] : [`source-type (${given})`]), ...set.map(([, name]) => name)];
        throw new errors/* ActionError */.lZ(`Inputs ${names.join(' and ')} contradict each other`, {
            hint: 'A version has one source: keep the input that you mean and remove the others.',
        });
    }
    const type = given ?? set[0]?.[0] ?? 'SOURCE_FILES';
    const [, urlInput, url] = set[0] ?? [];
    const fault = urlInput === undefined ? undefined : faultOfUrl(urlInput, url ?? '');
    if (urlInput !== undefined && fault !== undefined)
        throw wrong(urlInput, fault.problem, fault.hint);
    const lines = raw
        .text('files')
        .split(/\r?\n/)
        .map((line) => line.trim());
    const patterns = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const packsFiles = type === 'SOURCE_FILES' || (type === 'TARBALL' && url === undefined);
    if (!packsFiles && patterns.length > 0 && patterns.join('\n') !== '**') {
        throw new errors/* ActionError */.lZ(`Inputs files and ${set[0]?.[1] ?? `source-type (${type})`} contradict each other`, {
            hint: `With ${type} no files are sent, so files has nothing to choose from: remove one of them.`,
        });
    }
    const everything = patterns.length === 0 ? ['**'] : patterns;
    switch (type) {
        case 'SOURCE_FILES':
            return { type, patterns: everything };
        case 'GIT_REPO':
            return { type, url };
        case 'TARBALL':
            return url === undefined ? { type, url, patterns: everything } : { type, url };
        case 'GITHUB_GIST':
            if (url !== undefined)
                return { type, url };
            throw wrong('github-gist-url', 'is empty, and source-type is GITHUB_GIST', 'Give the URL of the Gist, or another source-type.');
    }
}
function readBaseUrl(raw) {
    const input = raw.text('api-base-url');
    const name = input === '' && raw.environment['APIFY_CLIENT_BASE_URL']?.trim() ? 'APIFY_CLIENT_BASE_URL' : 'api-base-url';
    const text = input || raw.environment['APIFY_CLIENT_BASE_URL']?.trim() || 'https://api.apify.com';
    const url = URL.parse(text);
    const subject = name === 'api-base-url' ? 'Input api-base-url' : 'The variable APIFY_CLIENT_BASE_URL';
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new errors/* ActionError */.lZ(`${subject} is not an http or https address`, {
            hint: 'Give https://api.apify.com, for example.',
        });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new errors/* ActionError */.lZ(`${subject} carries user information, a query or a fragment`, {
            hint: 'Give scheme, host and path only; the token goes into the input token.',
        });
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}
/** True for an address that sends the token over a network in clear text. */
function isCleartext(apiBaseUrl) {
    const { protocol, hostname } = new URL(apiBaseUrl);
    return protocol === 'http:' && !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
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
        problems: state.target === undefined ? undefined : [],
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
            const known = new Set(state.diagnostics.map(({ message }) => message));
            const added = diagnostics.filter(({ message }) => !known.has(message));
            for (const diagnostic of added)
                report.find(diagnostic);
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














/** Masks all secrets before anything can fail or be printed. */
function openContext() {
    const raw = readRawInputs();
    const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
    const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
    const secrets = [...readPlainSecrets(raw), ...secretsOf(secret)];
    // Masked, but files may contain them: the user name of a proxy may be an ordinary word.
    const signatures = urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
    const hidden = [...secrets, ...readProxySecrets(raw), ...signatures];
    const report = createReport(createRedactor(hidden));
    report.mask(hidden.flatMap(({ value }) => writtenForms(value)));
    return {
        raw,
        envVarInputs: { plain, secret },
        secrets,
        report,
        state: createState(report, systemClock, outputsOf),
        cancellation: listenForCancellation(),
        git: createGit(raw.environment),
    };
}
/** The API; retries are printed. */
function connect({ report }, { apiBaseUrl, token = '' }, signals = {}) {
    return createApifyApi({
        baseUrl: apiBaseUrl,
        token,
        clock: systemClock,
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
    });
    state.report(...result.diagnostics);
    state.record({ build: result.build, buildResult: result.outcome });
    switch (result.outcome) {
        case 'succeeded': {
            const tags = Object.values(result.actor?.taggedBuilds ?? {});
            state.record({ promoted: tags.some((tagged) => tagged?.buildId === result.build.id) });
            return result.actor;
        }
        case 'not-awaited':
        case 'out-of-time':
            return undefined;
        case 'failed': {
            state.record({ buildFailure: { reason: result.reason, logTail: result.logTail } });
            const { source } = inputs;
            const isFromCheckout = source.type === 'SOURCE_FILES' || source.url === undefined;
            const place = result.place === undefined || !isFromCheckout ? undefined : await findLogPlace(result.place, workspace);
            const { message, hint } = result.error;
            const more = { ...(hint === undefined ? {} : { hint }), ...(place === undefined ? {} : { place }) };
            throw new errors/* ActionError */.lZ(message, { ...more, cause: result.error });
        }
    }
}

// EXTERNAL MODULE: ./build/actor/definition.js + 2 modules
var actor_definition = __nccwpck_require__(4903);
;// CONCATENATED MODULE: ./build/runner/workspace.js





/** @throws ActionError naming the input where the folder is not there or leads out of the workspace. */
async function findWorkspace(workspace, input) {
    const top = await (0,promises_.realpath)(workspace).catch((cause) => {
        throw new errors/* ActionError */.lZ(`The workspace ${(0,build_text/* visible */.RK)(workspace)} cannot be read`, {
            hint: 'Run the step after actions/checkout; GITHUB_WORKSPACE names the folder.',
            cause,
        });
    });
    const folder = external_node_path_.resolve(top, input);
    const real = await (0,promises_.realpath)(folder).catch((cause) => {
        throw notThere(input, cause);
    });
    if (!(await (0,promises_.stat)(real)).isDirectory())
        throw notThere(input);
    const shown = (0,paths/* nameFrom */.Ov)(top, real);
    if (shown === undefined) {
        throw new errors/* ActionError */.lZ(`Input working-directory ${(0,build_text/* quoted */.TL)(input)} leads out of the workspace`, {
            hint: 'Give a folder of the checkout, relative to its root, packages/my-actor for example.',
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function notThere(input, cause) {
    return new errors/* ActionError */.lZ(`Input working-directory ${(0,build_text/* quoted */.TL)(input)} is not a folder of the checkout`, {
        hint: 'Give the folder that holds .actor/, relative to the root of the repository, and run the step after actions/checkout.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/version/target.js
/** What neither the inputs nor actor.json tell although it is needed. */
function missingFromTarget(inputs, definition) {
    const missing = [];
    if (inputs.actorId === undefined && definition?.name === undefined)
        missing.push('actor-id');
    if (inputs.version === undefined && definition === undefined)
        missing.push('version');
    return missing;
}
/** Inputs come before actor.json, actor.json before the defaults. */
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
    const message = `The input version ${inputs.version} is deployed, not version ${definition.version} of ${definition.file}`;
    return { target, diagnostics: [{ level: 'info', message }] };
}

;// CONCATENATED MODULE: ./build/actions/deploy/config.js





/** @throws ActionError for inputs and actor.json, whatever is wrong with them. */
async function readConfig(raw, { plain, secret }) {
    const inputs = readInputs(raw);
    const workspace = await findWorkspace(raw.workspace, raw.workingDirectory);
    const definition = await (0,actor_definition/* readActorDefinition */.Bz)({
        ...workspace,
        replaced: {
            name: inputs.actorId !== undefined,
            version: inputs.version !== undefined,
            buildTag: inputs.buildTag !== undefined,
        },
        replacedEnvVars: new Set([...plain.lines, ...secret.lines].map(({ name }) => name)),
    });
    const missing = missingFromTarget(inputs, definition);
    if (missing.length > 0)
        throw await (0,actor_definition/* missingDefinition */.M0)({ ...workspace, missing });
    const envVars = wantedEnvVars({
        fromDefinition: definition?.environmentVariables ?? {},
        definitionFile: definition?.file ?? '.actor/actor.json',
        plain,
        secret,
        secretsRequired: inputs.token !== undefined,
    });
    const { target, diagnostics } = chooseTarget(inputs, definition);
    const { wanted } = envVars;
    return {
        inputs,
        workspace,
        definition,
        target,
        wanted,
        diagnostics: [...aboutAddress(inputs), ...envVars.diagnostics, ...diagnostics],
    };
}
function aboutAddress({ apiBaseUrl }) {
    if (!isCleartext(apiBaseUrl))
        return [];
    const message = `${apiBaseUrl} is reached without encryption: whoever listens to the network sees the token. Use https.`;
    return [{ level: 'warning', message }];
}

;// CONCATENATED MODULE: ./build/actions/deploy/finish.js



async function writeSummary({ report, state }, outcome) {
    const { summaryOf } = await __nccwpck_require__.e(/* import() */ 130).then(__nccwpck_require__.bind(__nccwpck_require__, 8130));
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
    await writeSummary(context, { kind, message, hint, changes });
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
        ...(isUnclear ? [`${finish_capital(writing)} may or may not have been written: Apify did not respond.`] : []),
    ];
    return parts.join(' ') || 'Nothing was written to Apify.';
}
function finish_capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
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
        next.build ? `Build it${next.useCache ? '' : ' without the cache'}` : 'Do not build it',
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
    const account = (await endsWithin(lookup, ACCOUNT_MS, systemClock)) ? await lookup : undefined;
    if (account !== undefined)
        state.record({ account });
    return { actorId: actor.actorId, remote };
}
function factsOf(remote, { chosenTag, buildTag }) {
    const actor = remoteActor(remote);
    if (actor === undefined)
        return {};
    const tag = chosenTag ?? (remote.kind === 'existing' ? remote.version.buildTag : undefined) ?? buildTag;
    const { id, name, username, taggedBuilds } = actor;
    const before = Object.entries(taggedBuilds ?? {}).find(([one]) => one === tag)?.[1];
    if (before?.buildId === undefined)
        return { actor: { id, name, username } };
    const number = before.buildNumber ?? undefined;
    return {
        actor: { id, name, username },
        previousBuild: { id: before.buildId, ...(number === undefined ? {} : { number }) },
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy/main.js
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
        const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack(), true);
        const config = await state.stage('Inputs', () => readInputsAndDefinition(context));
        cancellation.signal.throwIfAborted();
        const { source, remote, actorId } = await state.stage('Source', () => readSourceAndRemote(context, config));
        cancellation.signal.throwIfAborted();
        const { plan, prepared } = await state.stage('Plan', async () => {
            const plan = planFrom(context, config, remote, actorId);
            const prepared = await prepareSource(sourceRequest(context, config), source, bytesWithoutFiles(plan));
            cleanup.defer(() => removeArchive(prepared));
            logPlan(context, config, plan, { ...prepared, names: source.fileNames });
            return { plan, prepared };
        });
        if (config.inputs.dryRun)
            return recordCommit(context, config);
        cancellation.signal.throwIfAborted();
        await state.stage('Version update', () => update(context, config, plan, prepared));
        cancellation.signal.throwIfAborted();
        const commit = recordCommit(context, config);
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
        const result_1 = __disposeResources(env_1);
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
    const isOtherServer = new URL(inputs.apiBaseUrl).host !== 'api.apify.com';
    const setBy = raw.text('api-base-url') === '' ? ' (set by APIFY_CLIENT_BASE_URL)' : '';
    if (isOtherServer)
        report.line(`API server: ${inputs.apiBaseUrl}${setBy}`);
    state.report(...useProxy(raw.environment), ...config.diagnostics);
    state.record({
        dryRun: inputs.dryRun,
        target,
        envVars: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
        ...(isOtherServer ? { apiServer: `${inputs.apiBaseUrl}${setBy}` } : {}),
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
function planFrom({ raw, state }, { inputs, target, definition, wanted }, remote, actorId) {
    const { createIfMissing, dryRun, envVarsMode: mode, applyEnvVarsToBuild } = inputs;
    const isSourceChosen = ['source-type', ...urlInputs].some((name) => raw.text(name) !== '');
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
function logPlan({ state, report }, { inputs }, plan, { facts, planned, diagnostics, names }) {
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
async function update(context, { inputs }, plan, { source }) {
    const { state, report, cancellation } = context;
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
                report.mask([news.archiveUrl, ...secretParameters(news.archiveUrl)]);
            state.recordUpdate(news);
        },
    });
    state.record({ version });
    if (source.kind !== 'url')
        checkActorPath(version, source);
}
/** Only the summary needs the commit, so a failure is a debug line. */
async function recordCommit({ git, raw, state, report }, { workspace }) {
    if (state.current.source?.files === undefined)
        return;
    const head = await git(['rev-parse', '--verify', 'HEAD'], { cwd: workspace.workingDirectory }).catch((error) => report.debug(`Git could not read the commit: ${(0,errors/* messageOf */.bD)(error)}`));
    if (head?.kind !== 'ok')
        return;
    const sha = head.stdout.toString().trim();
    state.record({ commit: raw.commit?.sha === sha ? raw.commit : { sha } });
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

/***/ 4903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  bB: () => (/* reexport */ named_files/* defaultFiles */.bB),
  M0: () => (/* reexport */ missingDefinition),
  Bz: () => (/* binding */ readActorDefinition)
});

// UNUSED EXPORTS: parseActorDefinition

// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/apify/value-rules.js
var value_rules = __nccwpck_require__(4193);
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
    const hint = 'An Actor has a name of 3 to 63 letters, digits and inner hyphens, without the account: my-actor.';
    return { problem: `is ${describe(value)}, which is no Actor's name`, hint };
}
/** `MAJOR.MINOR`, each 0 to 99, no leading zero. */
function checkVersion(value) {
    if (typeof value === 'string' && (0,value_rules/* isVersionNumber */.i3)(value))
        return { value };
    if (typeof value === 'number') {
        const example = Number.isInteger(value) ? `${value}.0` : `${value}`;
        const hint = `Write it as a string: "version": "${example}". As a number, 1.0 would become 1.`;
        return { problem: `is ${describe(value)}, not a string`, hint };
    }
    const hint = 'Write MAJOR.MINOR, each 0 to 99 without leading zeros: "1.2".';
    return { problem: `is ${describe(value)}, not MAJOR.MINOR`, hint };
}
function checkBuildTag(value) {
    if (typeof value === 'string' && value.trim() === '') {
        return { problem: 'is empty', hint: 'Write a tag, "latest" for example, or leave buildTag out.' };
    }
    return checkText(value);
}
/** A variable of `environmentVariables`; numbers and booleans become text. */
function checkEnvVar(name, value) {
    if (!(0,value_rules/* isEnvVarName */.yV)(name))
        return { problem: 'is no name of a variable', hint: `Use ${value_rules/* NAME_RULE */.$h}.` };
    if (name.length > value_rules/* MAX_NAME_LENGTH */.EM) {
        return { problem: `has ${name.length} characters`, hint: `A name has ${value_rules/* MAX_NAME_LENGTH */.EM} at most.` };
    }
    switch (typeof value) {
        case 'boolean':
            return { value: String(value) };
        case 'number':
            if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) {
                return { value: String(value) };
            }
            return { problem: 'is a number too large to be kept exactly', hint: 'Write it in double quotes.' };
        case 'string':
            if (value.length <= value_rules/* MAX_VALUE_LENGTH */.CU)
                return { value };
            return { problem: `has ${value.length} characters`, hint: `A value has ${value_rules/* MAX_VALUE_LENGTH */.CU} at most.` };
        default:
            return { problem: `is ${describe(value)}`, hint: 'A variable is a string, a number, true or false.' };
    }
}
/** The value in a few words, for a message. Cut in two, a secret in it would not be known again. */
function describe(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value === 'string' && value.length > 100)
        return `a text of ${value.length} characters`;
    const text = JSON.stringify(value);
    return typeof value === 'number' ? `the number ${text}` : text;
}

// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __nccwpck_require__(6271);
// EXTERNAL MODULE: ./build/actor/named-files.js
var named_files = __nccwpck_require__(1857);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/actor/missing-definition.js




const ways = {
    'actor-id': 'the Actor: set the input actor-id (`username/name` or its ID), or "name" in',
    version: 'the version: set the input version (\'0.1\' for example), or "version" in',
};
/**
 * The error for what no input gives and actor.json does not tell, mostly because there is none: what is missing, both
 * ways to give it, and how to move an actor.json or apify.json that is not read where it lies.
 */
async function missingDefinition(request) {
    const file = (0,read_actor_json/* pathForMessages */.dg)(request, '.actor', 'actor.json');
    const hints = request.missing.map((name) => `To give ${ways[name]} ${file}.`);
    const fields = request.missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
    if (await (0,read_actor_json/* exists */.t2)((0,external_node_path_.join)(request.workingDirectory, '.actor', 'actor.json'))) {
        return new errors/* ActionError */.lZ(`${file} has no ${fields.join(' and no ')}, and the input${list(request.missing)} empty`, {
            hint: hints.join(' '),
            place: { file },
        });
    }
    const elsewhere = await findElsewhere(request, file);
    return new errors/* ActionError */.lZ(`There is no ${file}, and the input${list(request.missing)} empty`, {
        hint: [elsewhere?.hint ?? (await explainEmptiness(request)), ...hints]
            .filter((hint) => hint !== undefined)
            .join(' '),
        ...(elsewhere === undefined ? {} : { place: { file: elsewhere.file } }),
    });
}
function list(missing) {
    if (missing.length === 1)
        return ` ${missing[0]} is`;
    return `s ${missing.slice(0, -1).join(', ')} and ${missing.at(-1)} are`;
}
async function findElsewhere(folder, file) {
    const atRoot = (0,read_actor_json/* pathForMessages */.dg)(folder, 'actor.json');
    if (await (0,read_actor_json/* exists */.t2)((0,external_node_path_.join)(folder.workingDirectory, 'actor.json'))) {
        const hint = `${atRoot} is not read there: move it (\`mkdir -p ${(0,read_actor_json/* pathForMessages */.dg)(folder, '.actor')} && git mv ${atRoot} ${file}\`); paths in it are then relative to .actor/.`;
        return { file: atRoot, hint };
    }
    const old = (0,read_actor_json/* pathForMessages */.dg)(folder, 'apify.json');
    if (await (0,read_actor_json/* exists */.t2)((0,external_node_path_.join)(folder.workingDirectory, 'apify.json'))) {
        const hint = `${old} is of the old form and not read: move its name, version and buildTag to ${file}, beside "actorSpecification": 1; env is called environmentVariables there.`;
        return { file: old, hint };
    }
    return undefined;
}
/** Why there may be nothing at all: a folder that is not there, or a repository that was not checked out. */
async function explainEmptiness({ workspace, workingDirectory }) {
    const names = await (0,promises_.readdir)(workspace).catch(() => []);
    if (names.length === 0)
        return 'The workspace is empty: run actions/checkout before this step.';
    if (await (0,read_actor_json/* exists */.t2)(workingDirectory))
        return undefined;
    return `The working directory ${(0,read_actor_json/* pathForMessages */.dg)({ workspace, workingDirectory })} is not there: see the input working-directory.`;
}

;// CONCATENATED MODULE: ./build/actor/definition.js








/**
 * Reads and checks `.actor/actor.json`; undefined where there is none. What an input replaces is not checked: where
 * it is wrong it is absent in the result, and a variable of `replacedEnvVars` is empty there.
 * @throws ActionError with file, line and column, which tells all mistakes of the file together.
 */
async function readActorDefinition(request) {
    const text = await (0,read_actor_json/* readActorJson */.qc)(request);
    if (text === undefined)
        return undefined;
    return parseActorDefinition(text, (0,read_actor_json/* pathForMessages */.dg)(request, '.actor', 'actor.json'), request);
}
/** The same for a text that was read, without a byte order mark. @param file how messages call it. */
async function parseActorDefinition(text, file, { replaced, replacedEnvVars }) {
    const actorJson = await parseObject(text, file);
    const mistakes = [];
    const read = (key, check, isReplaced = false) => {
        const value = actorJson[key];
        if (value === undefined)
            return undefined;
        const checked = check(value);
        if ('value' in checked)
            return checked.value;
        if (!isReplaced)
            mistakes.push({ ...checked, keys: [key] });
        return undefined;
    };
    const definition = {
        file,
        name: read('name', checkName, replaced.name),
        version: read('version', checkVersion, replaced.version),
        buildTag: read('buildTag', checkBuildTag, replaced.buildTag),
        title: read('title', checkText),
        description: read('description', checkText),
        usesStandbyMode: read('usesStandbyMode', checkBoolean),
        environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
        dockerfile: read('dockerfile', checkText),
        dockerContextDir: read('dockerContextDir', checkText),
        namedFiles: (0,named_files/* listNamedFiles */.VC)(actorJson),
    };
    if (mistakes.length > 0)
        throw await combineMistakes(mistakes, text, file);
    return definition;
}
async function parseObject(text, file) {
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch (cause) {
        const { line, column, problem } = await (0,json_positions/* explainSyntaxError */.t)(text, cause);
        throw new errors/* ActionError */.lZ(`${file} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
            hint: 'It is strict JSON: double quotes, no comments, no trailing commas.',
            place: { file, line, column },
            cause,
        });
    }
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return { ...parsed };
    throw new errors/* ActionError */.lZ(`${file} is ${describe(parsed)}, not an object`, {
        hint: 'It holds one object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
        place: { file, line: 1, column: 1 },
    });
}
function readEnvironmentVariables(variables, replaced, mistakes) {
    const key = 'environmentVariables';
    if (variables === undefined)
        return {};
    if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
        const hint = 'Write { "NAME": "value" }.';
        mistakes.push({ keys: [key], problem: `is ${describe(variables)}, not an object`, hint });
        return {};
    }
    const read = Object.entries(variables).map(([name, value]) => {
        const checked = checkEnvVar(name, value);
        if ('value' in checked)
            return [name, checked.value];
        if (!replaced.has(name))
            mistakes.push({ ...checked, keys: [key, name] });
        return [name, ''];
    });
    return Object.fromEntries(read);
}
async function combineMistakes(mistakes, text, file) {
    const places = await (0,json_positions/* findKeyPlaces */.R)(text, mistakes.map(({ keys }) => keys));
    const told = mistakes
        .map(({ keys, problem, hint }, index) => ({
        ...(places[index] ?? { line: 1, column: 1 }),
        sentence: `${keys.map(build_text/* visible */.RK).join('.')} ${problem}`,
        hint,
    }))
        .sort((a, b) => a.line - b.line || a.column - b.column);
    const [first] = told;
    if (first === undefined)
        throw new TypeError('no mistake to tell');
    const place = { file, line: first.line, column: first.column };
    if (told.length === 1)
        return new errors/* ActionError */.lZ(`${file}: ${first.sentence}`, { hint: first.hint, place });
    const lines = told.map(({ line, sentence, hint }) => `- line ${line}: ${sentence}. ${hint}`);
    return new errors/* ActionError */.lZ(`${file} has ${told.length} mistakes:\n${lines.join('\n')}`, { place });
}


/***/ }),

/***/ 6271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ findKeyPlaces),
/* harmony export */   t: () => (/* binding */ explainSyntaxError)
/* harmony export */ });
/**
 * Where keys stand in a JSON text that parses. A path whose last keys are not there has the place of the deepest one
 * that is, a path with none of them the start of the text. The parser is loaded here only, since just errors need it.
 */
async function findKeyPlaces(text, paths) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 162).then(__nccwpck_require__.bind(__nccwpck_require__, 3162));
    let root;
    try {
        root = parse(text, { mode: 'json' }).body;
    }
    catch {
        // Nested too deep for its stack: the mistake is told without a line of its own.
    }
    return paths.map((path) => placeOf(root, path));
}
function placeOf(root, path) {
    let place = { line: 1, column: 1 };
    let node = root;
    for (const key of path) {
        if (node?.type !== 'Object')
            break;
        // Of two members with one name the last counts, as in JSON.parse.
        const member = node.members.findLast(({ name }) => name.type === 'String' && name.value === key);
        if (member === undefined)
            break;
        place = { line: member.loc.start.line, column: member.loc.start.column };
        node = member.value;
    }
    return place;
}
/** What is wrong with a text that `JSON.parse` refused with `error`, in words, and where. */
async function explainSyntaxError(text, error) {
    const offset = await findSyntaxError(text, error instanceof Error ? error.message : '');
    const before = text.slice(0, offset).trimEnd();
    const [character = ''] = text.slice(offset, offset + 2);
    if (character === '') {
        return { ...positionAt(text, offset), problem: text.trim() === '' ? 'it is empty' : 'it ends too early' };
    }
    if (/^(?:\/\/|\/\*|#)/.test(text.slice(offset, offset + 2))) {
        return { ...positionAt(text, offset), problem: 'a comment' };
    }
    if ((character === '}' || character === ']') && before.endsWith(',')) {
        return { ...positionAt(text, before.length - 1), problem: 'a trailing comma' };
    }
    return { ...positionAt(text, offset), problem: `unexpected ${JSON.stringify(character)}` };
}
/** V8 tells the offset of some mistakes only; the parser knows that of others. */
async function findSyntaxError(text, message) {
    if (message.startsWith('Unexpected end'))
        return text.length;
    const [, position] = / at position (\d+)/.exec(message) ?? [];
    if (position !== undefined)
        return Number(position);
    const { parse } = await __nccwpck_require__.e(/* import() */ 162).then(__nccwpck_require__.bind(__nccwpck_require__, 3162));
    try {
        parse(text, { mode: 'json' });
    }
    catch (error) {
        if (error instanceof Error && 'offset' in error && typeof error.offset === 'number')
            return error.offset;
    }
    return 0;
}
function positionAt(text, offset) {
    const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}


/***/ }),

/***/ 1857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VC: () => (/* binding */ listNamedFiles),
/* harmony export */   bB: () => (/* binding */ defaultFiles),
/* harmony export */   cy: () => (/* binding */ defaultPlaces),
/* harmony export */   eB: () => (/* binding */ asObject)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * Where the platform looks for what actor.json does not name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
const defaultPlaces = {
    dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
    readme: ['.actor/README.md', 'README.md'],
    changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
    // The lower-case names are known to Apify's CLI and templates only.
    input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
};
/** What is read from an Actor's folder where there is no actor.json. */
const defaultFiles = Object.values(defaultPlaces).flat();
/**
 * actor.json, the files that it names, and the default places of those that it could name and does not: POSIX paths
 * relative to the working directory. A path that leads out of it is left out, as is one that is absolute.
 * A file named here need not be there.
 */
function listNamedFiles(actorJson) {
    const storages = asObject(actorJson['storages']);
    const { dockerfile, readme, changelog } = actorJson;
    const input = actorJson['input'] ?? actorJson['inputSchema'];
    const named = [
        ...pathsOf(dockerfile, defaultPlaces.dockerfile),
        ...pathsOf(readme, defaultPlaces.readme),
        ...pathsOf(changelog, defaultPlaces.changelog),
        ...pathsOf(input, defaultPlaces.input),
        ...[actorJson['output'], actorJson['outputSchema'], actorJson['webServerSchema']].flatMap((path) => pathsOf(path)),
        ...[storages['dataset'], storages['keyValueStore']].flatMap((path) => pathsOf(path)),
        ...[storages['datasets'], storages['keyValueStores']].flatMap((map) => Object.values(asObject(map)).flatMap((path) => pathsOf(path))),
    ];
    return [...new Set(['.actor/actor.json', ...named])];
}
function pathsOf(value, otherwise = []) {
    if (value === undefined)
        return otherwise;
    // An object is the thing itself, written into actor.json.
    if (typeof value !== 'string' || node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(value))
        return [];
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join('.actor', value);
    return /^\.\.?(?:\/|$)/.test(path) || path.endsWith('/') ? [] : [path];
}
/** The value where it is an object, else an empty one. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}


/***/ }),

/***/ 5475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dg: () => (/* binding */ pathForMessages),
/* harmony export */   qc: () => (/* binding */ readActorJson),
/* harmony export */   t2: () => (/* binding */ exists)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9473);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1340);







const openDescriptor = (0,node_util__WEBPACK_IMPORTED_MODULE_4__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_1__.open);
/** Bytes. The platform takes no more than this as files that are not packed (3 MiB); real ones have a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;
/** Longer ones no system follows. */
const MOST_LINK_BYTES = 4096;
const AS_TEXT = 'Git does so on Windows where links are off: run git config --global core.symlinks true before the checkout, or put the file itself there.';
/** Path of a file in the working directory from the workspace's root, with `/`, for messages and annotations. */
function pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workingDirectory, ...names)).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_3__.sep, '/');
}
/**
 * The text of `.actor/actor.json` without its byte order mark; undefined where there is none.
 * @throws ActionError where there is one that is not a readable UTF-8 file inside the workspace.
 */
async function readActorJson(folder) {
    const file = pathForMessages(folder, '.actor', 'actor.json');
    const broken = (problem, hint, more = {}) => new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ(`${file} ${problem}`, {
        hint,
        place: { file, ...(more.line === undefined ? {} : { line: more.line }) },
        cause: more.cause,
    });
    const path = await resolveLinks(folder, broken);
    if (path === undefined)
        return undefined;
    let bytes;
    try {
        bytes = await readRegularFile(path, broken);
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ActionError */ .lZ)
            throw error;
        throw broken(`cannot be read (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .codeOf */ .$N)(error)})`, 'See to it that this step may read it.', { cause: error });
    }
    if (!bytes.includes('{') && (await isTextLink(path)))
        throw broken('is a link that Git has checked out as text', AS_TEXT);
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes)) {
        const line = firstLineNotUtf8(bytes);
        throw broken('is not UTF-8 text', 'Save it as UTF-8.', { line });
    }
    return new TextDecoder().decode(bytes);
}
async function resolveLinks({ workspace, workingDirectory }, broken) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workingDirectory, '.actor');
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'actor.json');
    let real;
    try {
        real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(path);
    }
    catch (error) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .codeOf */ .$N)(error);
        if (code !== 'ENOENT' && code !== 'ENOTDIR') {
            throw broken(`cannot be read (${code})`, 'See to it that this step may read it.', { cause: error });
        }
        if (await isTextLink(folder))
            throw broken('is behind a link that Git has checked out as text', AS_TEXT);
        if ((await isLink(path)) || ((await isLink(folder)) && !(await exists(folder)))) {
            throw broken('is a link, or behind one, whose target is not there', 'Mend the link, or put the file itself there.');
        }
        return undefined;
    }
    // A resolved path that begins with the workspace's shows that this one is resolved too.
    const name = (0,_paths_js__WEBPACK_IMPORTED_MODULE_6__/* .nameFrom */ .Ov)(workspace, real) ?? (0,_paths_js__WEBPACK_IMPORTED_MODULE_6__/* .nameFrom */ .Ov)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(workspace), real);
    if (name === undefined || (0,_paths_js__WEBPACK_IMPORTED_MODULE_6__/* .isInGitFolder */ .e9)(name)) {
        throw broken('is a link, or behind one, that leads out of the workspace', 'Put the file itself there.');
    }
    return real;
}
/**
 * Opening is what may wait, for a network's disk or a virus scanner; what the system then knows already is asked
 * synchronously, which counts where hundreds are read.
 */
async function readRegularFile(path, broken) {
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path);
    if (!stats.isFile())
        throw broken('is not a file', 'Put the definition of the Actor there, as a JSON file.');
    if (stats.size > MAX_BYTES) {
        throw broken(`has ${stats.size} bytes, more than the ${MAX_BYTES} that are read`, 'Move schemas to files of their own.');
    }
    const descriptor = await openDescriptor(path, 'r');
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(descriptor);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(descriptor);
    }
}
async function isLink(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path).then((found) => found.isSymbolicLink(), () => false);
}
/** Whether a file holds what reads like the way to something that is there. */
async function isTextLink(path) {
    try {
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path);
        if (!stats.isFile() || stats.size > MOST_LINK_BYTES)
            return false;
        const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(path, 'utf8');
        const target = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), text);
        return /^[^\n{]+$/.test(text) && !(0,_paths_js__WEBPACK_IMPORTED_MODULE_6__/* .isOnNetwork */ .y$)(target) && (await exists(target));
    }
    catch {
        return false;
    }
}
/** Whether something can be reached under this path. */
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path).then(() => true, () => false);
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
/* harmony export */   CU: () => (/* binding */ MAX_VALUE_LENGTH),
/* harmony export */   EM: () => (/* binding */ MAX_NAME_LENGTH),
/* harmony export */   eh: () => (/* binding */ isSecretName),
/* harmony export */   i3: () => (/* binding */ isVersionNumber),
/* harmony export */   yV: () => (/* binding */ isEnvVarName)
/* harmony export */ });
/** Values that the Apify API accepts. The limits of environment variables are those of Apify's own CLI. */
/** Characters of a name. */
const MAX_NAME_LENGTH = 100;
/** UTF-16 code units of a value, as JavaScript's `length` and Apify's own CLI count: an emoji is two or more. */
const MAX_VALUE_LENGTH = 50_000;
const NAME_RULE = 'letters, digits and underscores, not starting with a digit';
/** True for a name of letters, digits and `_` that does not start with a digit, of whatever length. */
function isEnvVarName(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
/** True for a name under which a secret can be referred to: as a variable's, but `-` and `.` are fine too. */
function isSecretName(text) {
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}
/** `MAJOR.MINOR`, each 0 to 99, no leading zero. https://docs.apify.com/api/v2/actor-version-post */
function isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   Lt: () => (/* binding */ combineErrors),
/* harmony export */   QG: () => (/* binding */ messageToGoOn),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   fC: () => (/* binding */ traceOf),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/** The run cannot go on, and the user can do something about it. */
class ActionError extends Error {
    name = 'ActionError';
    /** What would be right, or what to do next: a sentence of its own. */
    hint;
    place;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? undefined : { cause: more.cause });
        this.hint = more.hint;
        this.place = more.place;
    }
}
/** One error of several, each with its hint; a single one stays as it is. @param title what they are: `inputs are wrong`. */
function combineErrors(mistakes, title) {
    const [first] = mistakes;
    if (first !== undefined && mistakes.length === 1)
        return first;
    const lines = mistakes.map(({ message, hint }) => `- ${message}${hint === undefined ? '' : `. ${hint}`}`);
    return new ActionError(`${mistakes.length} ${title}:\n${lines.join('\n')}`);
}
/** What was thrown, in its own words. */
function messageOf(error) {
    return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** The same without a full stop at its end, for more to follow. */
function messageToGoOn(error) {
    return messageOf(error).replace(/\.$/, '');
}
/** The code of a system error, `ENOENT` for example; else what was thrown, in its own words. */
function codeOf(error) {
    return isObject(error) && typeof error['code'] === 'string' ? error['code'] : messageOf(error);
}
/** What was thrown and what led to it, each with its stack, for the debug log. */
function traceOf(error) {
    const traces = [];
    // A cause may lead back to itself.
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
/* harmony export */   y$: () => (/* binding */ isOnNetwork)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/**
 * The POSIX name of a place from a folder, both absolute and real; empty for the folder itself, undefined where the
 * place does not lie in it: above, beside, or on another drive or share.
 */
function nameFrom(folder, place, rules = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    if (place === folder)
        return '';
    const { sep } = rules;
    // The common case: comparing is many times faster than `path.relative`.
    const start = folder.endsWith(sep) ? folder : folder + sep;
    if (place.startsWith(start))
        return withSlashes(place.slice(start.length), sep);
    const relative = rules.relative(folder, place);
    if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative))
        return undefined;
    return withSlashes(relative, sep);
}
/** The place of a POSIX name below an absolute folder; faster than `path.join`, since neither needs to be normalized. */
function placeIn(folder, name, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/** Whether a path may lead to another machine: on Windows, to open it signs in there. Only drives surely do not. */
function isOnNetwork(place, { sep } = node_path__WEBPACK_IMPORTED_MODULE_0__) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name leads into a repository's own folder, or to the file that names it; some systems know no letter's case. */
function isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}


/***/ }),

/***/ 9587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T: () => (/* binding */ createInspection),
  q: () => (/* binding */ findEmptyFiles)
});

// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
;// CONCATENATED MODULE: ./build/source/checks/leak-check.js


/** Characters from which on a secret is looked for: shorter ones turn up in files by chance. The token always is. */
const SHORTEST_SECRET = 16;
/**
 * @param secrets the first that is called `token` is the Apify token.
 * @param shownFolder the working directory from the workspace's root, for annotations.
 */
function createLeakCheck(secrets, shownFolder) {
    const needles = needlesOf(secrets);
    // In a file with CRLF a value of many lines has as many bytes more.
    const longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length + bytes.filter((byte) => byte === LF).length));
    const look = ({ name }, bytes) => {
        let withLf;
        for (const needle of needles) {
            if (needle.hasLines)
                withLf ??= toLf(bytes);
            if ((needle.hasLines && withLf !== undefined ? withLf : bytes).includes(needle.bytes))
                needle.files.add(name);
        }
    };
    return {
        look,
        follow: (file) => {
            let end = Buffer.alloc(0);
            return (part) => {
                if (longest === 0)
                    return;
                const window = end.length === 0 ? part : Buffer.concat([end, part]);
                look(file, window);
                end = Buffer.from(window.subarray(Math.max(0, window.length - longest + 1)));
            };
        },
        stopWhereLeaked: () => {
            const found = needles.filter(({ files }) => files.size > 0).map((needle) => leakOf(needle, shownFolder));
            if (found.length > 0)
                throw (0,errors/* combineErrors */.Lt)(found, 'secrets are in files that would be deployed');
        },
    };
}
const LF = 0x0a;
function needlesOf(secrets) {
    const token = secrets.find(({ name }) => name === 'token');
    const needles = new Map();
    for (const secret of secrets) {
        const text = secret.value.replaceAll('\r\n', '\n').trim();
        const isToken = secret === token;
        if (text === '' || (!isToken && [...text].length < SHORTEST_SECRET))
            continue;
        const known = needles.get(text);
        if (known === undefined) {
            const bytes = Buffer.from(text);
            needles.set(text, { names: [secret.name], isToken, bytes, hasLines: bytes.includes(LF), files: new Set() });
        }
        else if (!known.names.includes(secret.name)) {
            known.names.push(secret.name);
        }
    }
    return [...needles.values()];
}
/** The bytes with LF in place of CRLF; the same buffer where there is none. */
function toLf(bytes) {
    let from = bytes.indexOf('\r\n');
    if (from < 0)
        return bytes;
    const result = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    let start = 0;
    for (; from >= 0; from = bytes.indexOf('\r\n', start)) {
        length += bytes.copy(result, length, start, from);
        start = from + 1;
    }
    length += bytes.copy(result, length, start);
    return result.subarray(0, length);
}
function leakOf({ names, isToken, files }, shownFolder) {
    const sorted = [...files].sort();
    const [first = ''] = sorted;
    const place = { file: shownFolder === '' ? first : `${shownFolder}/${first}` };
    const hold = `${(0,build_text/* listSome */.XT)(sorted.map(build_text/* visible */.RK))} ${sorted.length === 1 ? 'holds' : 'hold'}`;
    if (isToken) {
        const others = names.slice(1).map(build_text/* visible */.RK);
        const also = others.length === 0 ? '' : ` (${(0,build_text/* listSome */.XT)(others)} has the same value)`;
        return new errors/* ActionError */.lZ(`${hold} the Apify token${also}`, {
            hint: 'Whoever may see the source of the Actor could use it. Take it out of the file, or leave the file out by .actorignore; where it was committed, revoke it at https://console.apify.com/settings/integrations.',
            place,
        });
    }
    const shown = names.map(build_text/* visible */.RK).join(' and ');
    // What stands in a URL is no variable.
    const others = names.every((name) => name.endsWith('(user information)'))
        ? ' or take it out'
        : `, or, where the value is no secret, move ${shown} to env-vars`;
    return new errors/* ActionError */.lZ(`${hold} the value of the secret ${shown}`, {
        hint: `Leave the file out by .actorignore${others}.`,
        place,
    });
}

;// CONCATENATED MODULE: ./build/source/checks/lfs-pointers.js
/** Bytes that a pointer has less than. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const POINTER_BYTES = 1024;
const start = Buffer.from('version https://git-lfs.github.com/spec/v1\n');
/** Whether a file holds a Git LFS pointer in its content's place. */
function isLfsPointer(bytes) {
    return bytes.length < POINTER_BYTES && bytes.subarray(0, start.length).equals(start);
}

// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __nccwpck_require__(9897);
;// CONCATENATED MODULE: ./build/source/checks/line-endings.js



/** Characters of names that one command line takes; Windows takes 32,767 in all. */
const NAMES_IN_ARGUMENTS = 16_000;
/** `i/lf w/crlf attr/… <tab>name` */
const CHANGED_BY_CHECKOUT = /^i\/lf +w\/crlf [^\t]*\t/;
/**
 * Warns of tracked files that Git holds with LF and the disk has with CRLF, as a checkout on Windows makes them: a
 * shell script among them does not start in the Actor's container.
 * @param files those in which CRLF was seen; files of submodules are not asked for.
 * @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol
 */
async function findCrlfFiles(request) {
    const { workspace, git, signal } = request;
    const names = new Map();
    for (const { name, path, tracked } of request.files) {
        // Git knows a file by its own name, not by that of a link to it.
        const own = tracked ? (0,paths/* nameFrom */.Ov)(workspace.workingDirectory, path) : undefined;
        if (own !== undefined)
            names.set(own, name);
    }
    if (names.size === 0)
        return [];
    const own = [...names.keys()];
    const asked = own.reduce((sum, name) => sum + name.length, 0) <= NAMES_IN_ARGUMENTS ? own : [];
    const result = await git(['--literal-pathspecs', 'ls-files', '--eol', '-z', '--', ...asked], {
        cwd: workspace.workingDirectory,
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
            message: `Git holds these files with LF, the disk has them with CRLF, and so they are sent: ${(0,build_text/* listSome */.XT)(changed.map(build_text/* visible */.RK))}. To check them out as they are held, commit a .gitattributes file with the line: * text=auto eol=lf`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/source/checks/inspection.js




/** @param secrets the first that is called `token` is the Apify token. */
function createInspection(secrets, workspace) {
    const leaks = createLeakCheck(secrets, workspace.shown);
    const pointers = [];
    const withCrlf = [];
    const lookAtText = (file, bytes) => {
        if (bytes.includes('\r\n') && !bytes.includes(0))
            withCrlf.push(file);
    };
    return {
        look: (file, bytes) => {
            leaks.look(file, bytes);
            if (isLfsPointer(bytes))
                pointers.push(file.name);
            lookAtText(file, bytes);
        },
        follow: (file) => {
            const next = leaks.follow(file);
            let isFirst = true;
            return (part) => {
                next(part);
                if (isFirst)
                    lookAtText(file, part);
                isFirst = false;
            };
        },
        conclude: async (git, signal) => {
            leaks.stopWhereLeaked();
            const crlf = { files: withCrlf, workspace, git, ...(signal === undefined ? {} : { signal }) };
            return [...warnOfPointers(pointers.toSorted()), ...(await findCrlfFiles(crlf))];
        },
    };
}
function warnOfPointers(names) {
    if (names.length === 0)
        return [];
    const these = names.length === 1 ? 'A Git LFS pointer is' : `${names.length} Git LFS pointers are`;
    const message = `${these} sent in place of what ${names.length === 1 ? 'it points' : 'they point'} to: ${(0,build_text/* listSome */.XT)(names.map(build_text/* visible */.RK))}. Set lfs: true of actions/checkout`;
    return [{ level: 'warning', message }];
}
/** Reports empty files, which Apify stores and its builds skip; a build keeps those of an archive. */
function findEmptyFiles(files) {
    const names = files.filter(({ size }) => size === 0).map(({ name }) => (0,build_text/* visible */.RK)(name));
    if (names.length === 0)
        return [];
    const message = `${(0,build_text/* formatCount */.B4)(names.length, 'empty file')} ${names.length === 1 ? 'is' : 'are'} sent, which the platform leaves out when it builds: ${(0,build_text/* listSome */.XT)(names)}. source-type: TARBALL keeps them`;
    return [{ level: 'notice', message }];
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
/* harmony import */ var _read_file_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2705);


/** Bytes that all `content` strings of a version may have; exactly so many pass. `MAX_MULTIFILE_BYTES` of https://github.com/apify/apify-shared-js */
const MAX_CONTENT_BYTES = 3 * 1024 ** 2;
/** Bytes of a request's body before it is compressed. https://docs.apify.com/api/v2 */
const MAX_BODY_BYTES = 9_437_184;
/** Files that are read at the same time. */
const AT_ONCE = 32;
/**
 * Reads files and writes each as the API takes it: text where its bytes are valid UTF-8 without NUL, Base64 else.
 * No byte is changed. Reading ends as soon as the whole is too large: no more than that is ever in memory.
 * @param look is shown the bytes of each file that is read.
 * @throws ActionError where a file cannot be read or changes meanwhile.
 */
async function encodeFiles(files, look, signal) {
    // Neither form is shorter than the bytes.
    if (files.reduce((sum, { size }) => sum + size, 0) > MAX_CONTENT_BYTES)
        return 'too-large';
    const sourceFiles = [];
    let contentBytes = 0;
    let isOver = false;
    const rest = files.entries();
    const encodeNext = async () => {
        for (const [index, file] of rest) {
            signal?.throwIfAborted();
            const bytes = await (0,_read_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readWhole */ .o)(file);
            look(file, bytes);
            const { counted, ...encoded } = encodeBytes(bytes);
            sourceFiles[index] = { name: file.name, ...encoded };
            contentBytes += counted;
            isOver ||= contentBytes > MAX_CONTENT_BYTES;
            if (isOver)
                return;
        }
    };
    try {
        await Promise.all(Array.from({ length: AT_ONCE }, encodeNext));
    }
    finally {
        isOver = true;
    }
    return contentBytes > MAX_CONTENT_BYTES ? 'too-large' : { sourceFiles, contentBytes };
}
/** The bytes as a string that JSON carries, and how many bytes of it the platform counts. */
function encodeBytes(bytes) {
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes) || bytes.includes(0)) {
        return { format: 'BASE64', content: bytes.toString('base64'), counted: Math.ceil(bytes.length / 3) * 4 };
    }
    const content = bytes.toString('utf8');
    // As many characters as bytes: ASCII.
    const beyond = content.length === bytes.length ? 0 : countBeyondBmp(bytes);
    return { format: 'TEXT', content, counted: bytes.length + beyond };
}
/** Characters beyond U+FFFF, which the platform counts as five bytes: in UTF-8 they have four, of which the first is F0 or more. */
function countBeyondBmp(bytes) {
    let count = 0;
    for (const byte of bytes)
        if (byte >= 0xf0)
            count += 1;
    return count;
}
/**
 * Whether the version's request stays within the platform's limit. As JSON a control character has six bytes.
 * @param otherBytes of the request's body without files.
 */
function fitsIntoBody({ sourceFiles, contentBytes }, otherBytes) {
    const nameBytes = sourceFiles.reduce((sum, { name }) => sum + Buffer.byteLength(name), 0);
    const most = otherBytes + 6 * (contentBytes + nameBytes) + FORM_BYTES * sourceFiles.length;
    if (most <= MAX_BODY_BYTES)
        return true;
    return otherBytes + Buffer.byteLength(JSON.stringify(sourceFiles)) - '[]'.length <= MAX_BODY_BYTES;
}
/** What surrounds a file's name and content. */
const FORM_BYTES = '{"name":"","format":"BASE64","content":""},'.length;


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






/** Git's output with `-z`, one text a record. */
function readRecords(output) {
    if (output.length === 0)
        return [];
    if ((0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(output)) {
        return output
            .toString('utf8', 0, output.length - 1)
            .split('\0')
            .map((name) => ({ name }));
    }
    const records = [];
    for (let start = 0; start < output.length;) {
        const end = output.indexOf(0, start);
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
/** What lies in a folder, without `.` and `..`. Synchronous: a promise costs ten times as much as the answer. */
function readFolder(folder) {
    try {
        const entries = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, entry }));
        if (!entries.some(({ name }) => name.includes('\ufffd')))
            return entries;
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
            const read = readName(entry.name);
            const found = entries.find(({ name }) => name === read.name);
            if (found === undefined)
                throw new Error(`${read.name} has just come`);
            return { ...found, ...read };
        });
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`The folder ${(0,_text_js__WEBPACK_IMPORTED_MODULE_5__/* .visible */ .RK)(folder)} cannot be read`, {
            hint: 'See to it that this step may read it, or leave it out by a line in .actorignore or .gitignore.',
            cause,
        });
    }
}
/**
 * Tells whether a name lies on the disk in another spelling only: some disks find it in any case of its letters.
 * What cannot be read is taken for spelled as asked.
 */
function createSpelling(folder) {
    const known = new Map();
    const entriesOf = (place) => {
        if (!known.has(place))
            known.set(place, entriesAt(place));
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
function entriesAt(place) {
    try {
        return new Set((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(place));
    }
    catch {
        return undefined;
    }
}
/** What lies at a place, links not followed; undefined where nothing does. */
function statAt(place) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(place, { throwIfNoEntry: false });
    }
    catch (error) {
        // A file in a folder's place.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error) === 'ENOTDIR')
            return undefined;
        throw error;
    }
}
/** One name below another; either may be empty. */
function joinNames(above, below) {
    if (above === '' || below === '')
        return above + below;
    return `${above}/${below}`;
}
/** The folders that a name lies in, from the outermost. */
function foldersAbove(name) {
    const parts = name.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
/** Whether no folder on the way down to one is a link; Git takes what it tracks behind such a link for deleted. */
function realFoldersBelow(top) {
    const known = new Map([[top, true]]);
    const isReal = (folder) => {
        const answer = known.get(folder) ?? (isReal(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(folder)) && statAt(folder)?.isDirectory() === true);
        known.set(folder, answer);
        return answer;
    };
    return isReal;
}


/***/ }),

/***/ 2705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readInParts),
/* harmony export */   o: () => (/* binding */ readWhole)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9473);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(977);





const openDescriptor = (0,node_util__WEBPACK_IMPORTED_MODULE_2__.promisify)(node_fs__WEBPACK_IMPORTED_MODULE_0__.open);
/** Bytes that are read at once from a file that is not read whole. */
const CHUNK_BYTES = 64 * 1024;
/**
 * The bytes of a file that fits into memory. Opening is what may wait, on a network's disk or for a virus scanner; the
 * bytes of small files are then there at once, and reading them synchronously halves the time of thousands.
 * @throws ActionError where it cannot be read, or is not what was listed any more.
 */
async function readWhole(file) {
    const descriptor = await openDescriptor(file.path, 'r').catch((cause) => {
        throw unreadable(file, cause);
    });
    try {
        // The byte more than was listed shows a file that has grown.
        const bytes = Buffer.allocUnsafe(file.size + 1);
        let length = 0;
        for (let read = -1; read !== 0 && length !== file.size + 1; length += read) {
            read = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, bytes, length, bytes.length - length, null);
        }
        if (length !== file.size)
            throw changed(file);
        return bytes.subarray(0, length);
    }
    catch (error) {
        throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ ? error : unreadable(file, error);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
/**
 * The bytes of a file of any size, a part at a time, each good until the next is asked for.
 * @throws ActionError where it cannot be read, or is not what was listed any more.
 */
async function* readInParts(file) {
    const fails = (cause) => {
        throw unreadable(file, cause);
    };
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file.path, 'r').catch(fails);
    try {
        const part = Buffer.allocUnsafeSlow(CHUNK_BYTES);
        let left = file.size;
        for (;;) {
            const { bytesRead } = await handle.read(part, 0, CHUNK_BYTES, null).catch(fails);
            left -= bytesRead;
            if (left < 0 || (bytesRead === 0 && left > 0))
                throw changed(file);
            if (bytesRead === 0)
                return;
            yield part.subarray(0, bytesRead);
        }
    }
    finally {
        await handle.close();
    }
}
function unreadable({ name }, cause) {
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(cause);
    if (code === 'ENOENT') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(name)} was there when the files were listed, and is gone now`, {
            hint: calm,
            cause,
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(name)} cannot be read (${code})`, {
        hint: 'See to it that this step may read it, or leave it out by .actorignore.',
        cause,
    });
}
function changed({ name, size }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .visible */ .RK)(name)} changed while it was read: it does not have the ${size} bytes any more`, {
        hint: calm,
    });
}
const calm = 'Something else changes the checkout while this step runs: let it end before, or leave such files out by .actorignore.';


/***/ }),

/***/ 3114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xS: () => (/* binding */ factsOf),
  bv: () => (/* binding */ plannedArchive),
  Ul: () => (/* binding */ readFiles)
});

// EXTERNAL MODULE: ./build/actor/definition.js + 2 modules
var actor_definition = __nccwpck_require__(4903);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/actor/json-positions.js
var json_positions = __nccwpck_require__(6271);
// EXTERNAL MODULE: ./build/actor/read-actor-json.js
var read_actor_json = __nccwpck_require__(5475);
// EXTERNAL MODULE: ./build/errors.js
var errors = __nccwpck_require__(9473);
// EXTERNAL MODULE: ./build/text.js
var build_text = __nccwpck_require__(977);
;// CONCATENATED MODULE: ./build/source/checks/docker.js





/** Where the platform looks where actor.json names none. https://docs.apify.com/platform/actors/development/actor-definition/dockerfile */
const defaultDockerfiles = ['.actor/Dockerfile', 'Dockerfile'];
/**
 * Whether the platform can build an image from the files that are sent.
 * @param request.names of all files that are sent, POSIX, relative to the working directory.
 * @throws ActionError at the line of actor.json where its Dockerfile or context cannot be there.
 */
async function checkDocker(request) {
    const { definition, names, workspace } = request;
    if (definition !== undefined) {
        for (const key of ['dockerfile', 'dockerContextDir']) {
            const value = definition[key];
            if (value === undefined || !leadsOut(value))
                continue;
            throw new errors/* ActionError */.lZ(`${definition.file}: ${key} "${(0,build_text/* visible */.RK)(value)}" leads out of the working directory`, {
                hint: `Only the working directory's files are sent. Let Apify read the whole repository from Git instead (source-type: GIT_REPO), or set working-directory to a folder that holds all of it.`,
                place: await placeOf(key, definition, workspace),
            });
        }
        if (definition.dockerfile !== undefined) {
            await checkThere(definition, definition.dockerfile, names, workspace);
            return [];
        }
    }
    if (defaultDockerfiles.some((name) => names.has(name)))
        return [];
    const message = `No Dockerfile is sent (${defaultDockerfiles.join(' or ')}): the platform builds with its default image for Node.js`;
    return [{ level: 'warning', message }];
}
async function checkThere(definition, dockerfile, names, workspace) {
    const name = fromActorFolder(dockerfile);
    if (names.has(name))
        return;
    const wanted = fromActorFolder(dockerfile.replaceAll('\\', '/')).toLowerCase();
    const similar = [...names].find((other) => other.toLowerCase() === wanted);
    throw new errors/* ActionError */.lZ(`${definition.file}: dockerfile "${(0,build_text/* visible */.RK)(dockerfile)}" is not there`, {
        hint: similar === undefined
            ? `It is looked for at ${(0,build_text/* visible */.RK)(name)} of the working directory: the path is relative to .actor/.`
            : `There is ${(0,build_text/* visible */.RK)(similar)}: ${dockerfile.includes('\\') ? 'paths are written with /' : 'the case of letters counts'}.`,
        place: await placeOf('dockerfile', definition, workspace),
    });
}
function leadsOut(written) {
    return external_node_path_.posix.isAbsolute(written) || /^\.\.(?:\/|$)/.test(fromActorFolder(written));
}
function fromActorFolder(written) {
    return external_node_path_.posix.join('.actor', written);
}
async function placeOf(key, { file }, workspace) {
    const [place] = await (0,json_positions/* findKeyPlaces */.R)((await (0,read_actor_json/* readActorJson */.qc)(workspace)) ?? '', [[key]]);
    return { file, ...place };
}

// EXTERNAL MODULE: ./build/source/checks/inspection.js + 3 modules
var checks_inspection = __nccwpck_require__(9587);
// EXTERNAL MODULE: ./build/source/files/encode-files.js
var encode_files = __nccwpck_require__(5234);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./build/paths.js
var paths = __nccwpck_require__(1340);
;// CONCATENATED MODULE: ./build/source/rules/built-in-rules.js
/** What holds of names whatever the rules of a repository are. Names are POSIX paths relative to the working directory. */
/** Credentials that google-github-actions/auth leaves in the workspace; never sent where they are not tracked. */
function isLeftByTools(name) {
    return /(?:^|\/)gha-creds-[^/]*\.json$/.test(name);
}
/** At any depth; Git is asked not to look into them. */
const DEPENDENCY_FOLDER = 'node_modules';
/** Where Apify's SDKs and Crawlee keep what a local run has stored: at the working directory's root only. */
const storageFolders = new Set(['storage', 'apify_storage', 'crawlee_storage']);
/**
 * The folder (or file) at this very name is left out where it is not tracked, unless a line of `.actorignore` that
 * names it brings it back. @returns the name that the line must hold.
 */
function leftOutName(name) {
    if (storageFolders.has(name))
        return name;
    return name === DEPENDENCY_FOLDER || name.endsWith(`/${DEPENDENCY_FOLDER}`) ? DEPENDENCY_FOLDER : undefined;
}
/** Whether the name is `node_modules`, or below one. */
function isInDependencies(name) {
    return /(?:^|\/)node_modules(?:\/|$)/.test(name);
}
/** Whether the name is a storage folder of the working directory, or below one. */
function isInStorage(name) {
    return storageFolders.has(name.split('/', 1)[0] ?? '');
}
/** Files that mostly hold credentials. */
function isNamedLikeCredentials(name) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    return base.startsWith('.env') || base === '.npmrc' || /\.(?:pem|key)$/.test(base);
}
/** `.actor/` escapes `.actorignore` and `files`. */
function isInActorFolder(name) {
    return name.startsWith('.actor/');
}

;// CONCATENATED MODULE: ./build/source/checks/file-diagnostics.js




/** @throws ActionError where a link or a name makes it impossible to send what is there, all of them together. */
function refuse({ linksOutside, linksIntoGit, unreadableNames }) {
    const mistakes = [];
    const refuseLinks = (links, where) => {
        const [first] = links;
        if (first === undefined)
            return;
        const message = `Links lead ${where}: ${listShown(links.map(asText))}`;
        const line = `/${first.name}`;
        mistakes.push(new errors/* ActionError */.lZ(message, {
            hint: `Put what is meant into the repository, or leave the link out by a line in .actorignore: ${(0,build_text/* visible */.RK)(line)}`,
        }));
    };
    refuseLinks(linksOutside, 'out of the workspace');
    refuseLinks(linksIntoGit, 'into a .git folder');
    if (unreadableNames.length > 0) {
        mistakes.push(new errors/* ActionError */.lZ(`Names are not UTF-8: ${listShown(unreadableNames)}`, {
            hint: 'The API takes names in UTF-8 only. Rename the files, or leave them out by lines in .actorignore, with * for what is shown as \\x.',
        }));
    }
    if (mistakes.length > 0)
        throw (0,errors/* combineErrors */.Lt)(mistakes, 'mistakes in the source files');
}
/** What the user should know of the files that are sent, and of those that are not. */
function findAboutFiles(request) {
    const { workspace, files, notes, listings } = request;
    const withoutGit = listings.flatMap((listing) => listing.withoutGit);
    const isVersioned = withoutGit.every(({ folder }) => folder !== workspace.workingDirectory);
    const untracked = files.filter(({ tracked }) => !tracked);
    const unasked = isVersioned ? untracked.filter(({ reincluded }) => !reincluded).map(({ name }) => name) : [];
    const credentials = untracked.map(({ name }) => name).filter(isNamedLikeCredentials);
    return [
        ...aboutFallback(workspace, withoutGit),
        ...about('warning', 'Submodules are not checked out, so nothing of them is sent', notes.missingSubmodules, [
            'Set submodules: true of actions/checkout.',
        ]),
        ...about('warning', 'Folders cannot be read, so nothing of them is sent that is not tracked', notes.unopened),
        ...about('warning', 'Tracked files that the sparse checkout left out are not sent', notes.sparse),
        ...about('warning', 'Links whose target is not there are not sent', notes.brokenLinks.map(asText)),
        ...about('warning', 'Files that by their names hold credentials are sent, though Git does not track them', credentials, ['Leave out by lines in .actorignore what is secret.']),
        ...about('notice', 'Links lead to nothing that is sent, since Git ignores it', notes.emptyLinks.map(asText), [
            'A line in .actorignore that begins with ! brings it back.',
        ]),
        ...(unasked.length === 0
            ? []
            : about('notice', `${(0,build_text/* formatCount */.B4)(unasked.length, 'untracked file')} sent too`, unasked)),
    ];
}
function about(level, what, names, [advice] = []) {
    if (names.length === 0)
        return [];
    return [{ level, message: `${what}: ${listShown(names)}${advice === undefined ? '' : `. ${advice}`}` }];
}
/** Reading the ignore files in Git's place is never silent. */
function aboutFallback(workspace, places) {
    const byReason = Map.groupBy(places, ({ reason }) => reason);
    return [...byReason].map(([reason, of]) => {
        const folders = of.map(({ folder }) => (0,paths/* nameFrom */.Ov)(workspace.workspace, folder) || '.');
        return {
            level: 'warning',
            message: `.gitignore files decide what is sent of ${listShown(folders)}, since ${(0,build_text/* visible */.RK)(reason)}: files that are tracked though ignored are left out, and ignore rules from other places do not count`,
        };
    });
}
function asText({ name, target }) {
    return `${name} -> ${target}`;
}
function listShown(names) {
    return (0,build_text/* listSome */.XT)([...new Set(names)].map(build_text/* visible */.RK));
}

;// CONCATENATED MODULE: ./build/source/rules/ignore-pattern.js
const ANY_DEPTH = '**';
/** One folder or more: two stars before a slash that is escaped. */
const SOME_DEPTH = '.+';
/** One character for each byte of the text in UTF-8; text in ASCII stays as it is. */
function asBytes(text) {
    return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}
/** @param pattern as bytes, without `!` and without the slash at its end; undefined where it can match nothing. */
function compileIgnorePattern(pattern) {
    const anchored = pattern.includes('/');
    const sources = sourcesOf(anchored ? pattern.replace(/^\//, '') : pattern);
    if (sources === undefined)
        return undefined;
    const whole = sources.map((source, index) => {
        const isLast = index === sources.length - 1;
        if (source === ANY_DEPTH)
            return isLast ? '.*' : '(?:.*/)?';
        return isLast ? source : `${source}/`;
    });
    return {
        expression: expressionOf(whole.join('')),
        anchored,
        segments: sources.map((source) => source === ANY_DEPTH || source === SOME_DEPTH ? ANY_DEPTH : expressionOf(source)),
    };
}
function expressionOf(source) {
    return new RegExp(`^${source}$`, 's');
}
/** The source of a regular expression for each segment; undefined where the pattern is broken, and so matches nothing. */
function sourcesOf(pattern) {
    const segments = [''];
    for (let index = 0; index < pattern.length;) {
        const part = partAt(pattern, index);
        if (part === undefined)
            return undefined;
        index = part.end;
        if (part.source === '/')
            segments.push('');
        else
            segments[segments.length - 1] += part.source;
    }
    return segments;
}
function partAt(pattern, index) {
    const character = pattern.charAt(index);
    switch (character) {
        case '*':
            return starsAt(pattern, index);
        case '?':
            return { source: '[^/]', end: index + 1 };
        case '[':
            return setAt(pattern, index);
        case '\\':
            if (index + 1 === pattern.length)
                return undefined;
            return { source: escaped(pattern.charAt(index + 1)), end: index + 2 };
        default:
            return { source: escaped(character), end: index + 1 };
    }
}
function escaped(character) {
    return character.replace(/[$()*+.?[\\\]^{|}]/, '\\$&');
}
/** Two or more stars that are all between two slashes stand for any depth; elsewhere they are one star. */
function starsAt(pattern, start) {
    let end = start;
    while (pattern[end] === '*')
        end += 1;
    const begins = end - start > 1 && (start === 0 || pattern[start - 1] === '/');
    if (begins && (end === pattern.length || pattern[end] === '/'))
        return { source: ANY_DEPTH, end };
    return { source: begins && pattern.startsWith('\\/', end) ? SOME_DEPTH : '[^/]*', end };
}
/** ASCII only, whatever the locale. */
const classes = {
    alnum: /[A-Za-z0-9]/,
    alpha: /[A-Za-z]/,
    blank: /[ \t]/,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of control characters
    cntrl: /[\0-\x1f\x7f]/,
    digit: /[0-9]/,
    graph: /[!-~]/,
    lower: /[a-z]/,
    print: /[ -~]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /[ \t\n\r]/,
    upper: /[A-Z]/,
    xdigit: /[0-9A-Fa-f]/,
};
/** `[…]`: a set of bytes, which never holds the slash; undefined where it is not closed or names an unknown class. */
function setAt(pattern, start) {
    const negated = pattern[start + 1] === '!' || pattern[start + 1] === '^';
    const bytes = new Set();
    let index = start + (negated ? 2 : 1);
    let rangeFrom;
    // A bracket that closes at once is a member.
    for (let first = true; first || pattern[index] !== ']'; first = false) {
        const [whole, name] = /^\[:([^\]]*):\]/.exec(pattern.slice(index)) ?? [];
        if (whole !== undefined && name !== undefined) {
            const members = classes[name];
            if (members === undefined)
                return undefined;
            for (let byte = 0; byte < 0x80; byte += 1)
                if (members.test(String.fromCharCode(byte)))
                    bytes.add(byte);
            index += whole.length;
            rangeFrom = undefined;
            continue;
        }
        const isRange = pattern[index] === '-' && rangeFrom !== undefined && pattern[index + 1] !== ']';
        const member = memberAt(pattern, isRange ? index + 1 : index);
        if (member === undefined)
            return undefined;
        for (let byte = isRange ? (rangeFrom ?? 0) : member.byte; byte <= member.byte; byte += 1)
            bytes.add(byte);
        index = member.end;
        rangeFrom = isRange ? undefined : member.byte;
    }
    return { source: sourceOfSet(bytes, negated), end: index + 1 };
}
function memberAt(pattern, index) {
    const at = pattern[index] === '\\' ? index + 1 : index;
    return at < pattern.length ? { byte: pattern.charCodeAt(at), end: at + 1 } : undefined;
}
function sourceOfSet(bytes, negated) {
    const slash = '/'.charCodeAt(0);
    const members = Array.from({ length: 0x100 }, (_, byte) => byte).filter((byte) => byte !== slash && bytes.has(byte) !== negated);
    return `[${members.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}]`;
}

;// CONCATENATED MODULE: ./build/source/rules/ignore-rules.js

/**
 * The rules of a file in gitignore's format, in order; letters' case counts.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
function parseIgnoreRules(file) {
    const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
    return text.split(/\r?\n/).flatMap((line, index) => {
        const written = withoutTrailingSpaces(line);
        if (written === '' || written.startsWith('#'))
            return [];
        const negated = written.startsWith('!');
        const [, pattern = '', slash] = /^(.*?)(\/?)$/s.exec(negated ? written.slice(1) : written) ?? [];
        const compiled = pattern === '' ? undefined : compileIgnorePattern(pattern);
        if (compiled === undefined)
            return [];
        const rule = { ...compiled, negated, foldersOnly: slash === '/', line: index + 1 };
        return [{ ...rule, text: Buffer.from(written, 'latin1').toString() }];
    });
}
/** Spaces only, and not one that a backslash keeps. */
function withoutTrailingSpaces(line) {
    const [kept = ''] = /^(?:\\.|[^\\ ]| +(?=[^ ]))*\\?/s.exec(line) ?? [];
    return kept;
}
/** Of rules in order the last that matches. @param path POSIX, relative to the folder of the rules. */
function lastMatch(rules, path, isFolder) {
    if (rules.length === 0)
        return undefined;
    const bytes = asBytes(path);
    const name = bytes.slice(bytes.lastIndexOf('/') + 1);
    return rules.findLast(({ foldersOnly, anchored, expression }) => (isFolder || !foldersOnly) && expression.test(anchored ? bytes : name));
}
/** Whether the rule may match something below the folder. */
function mayMatchBelow({ anchored, segments }, folder) {
    if (!anchored)
        return true;
    const names = asBytes(folder).split('/');
    for (const [index, name] of names.entries()) {
        const segment = segments[index];
        if (segment === ANY_DEPTH)
            return true;
        if (segment === undefined || !segment.test(name))
            return false;
    }
    return segments.length > names.length;
}

;// CONCATENATED MODULE: ./build/source/rules/actor-ignore.js


/**
 * gitignore's rules in order, the last match wins, and nothing below an excluded folder comes back. Beyond gitignore,
 * what a `!` line matches comes back although Git ignores it or a folder around it. `node_modules` and the storage
 * folders come back by a line that names them only, or with a folder that Git leaves out as a whole.
 * @param isLeftOutByGit whether Git lists nothing at or below a folder.
 */
function createActorIgnore(file, isLeftOutByGit) {
    const rules = parseIgnoreRules(file);
    const judged = new Map([['', { kind: 'unsaid' }]]);
    const judgeFolder = (folder) => {
        const known = judged.get(folder);
        if (known !== undefined)
            return known;
        const found = judgeAt(folder, true);
        judged.set(folder, found);
        return found;
    };
    const judgeAt = (name, isFolder) => {
        const parent = parentOf(name);
        const around = judgeFolder(parent);
        if (around.kind === 'excluded')
            return around;
        const comesWithParent = around.kind === 'brought-back' && isLeftOutByGit(parent);
        const sealed = around.sealed ?? (comesWithParent ? undefined : leftOutName(name));
        const rule = lastMatch(rulesFor(sealed), name, isFolder);
        if (rule !== undefined)
            return { kind: rule.negated ? 'brought-back' : 'excluded', rule };
        return sealed === undefined ? around : { kind: 'unsaid', sealed };
    };
    const rulesFor = (sealed) => sealed === undefined ? rules : rules.filter(({ negated, text }) => !negated || text.includes(sealed));
    if (rules.length === 0) {
        return { reincludes: false, judge: () => ({ kind: 'unsaid' }), mayReincludeIn: () => false };
    }
    return {
        reincludes: rules.some(({ negated }) => negated),
        judge: (name) => judgeAt(name, false),
        mayReincludeIn: (folder) => {
            const { kind, sealed } = judgeFolder(folder);
            if (kind !== 'unsaid')
                return kind === 'brought-back';
            return rulesFor(sealed).some((rule) => rule.negated && (folder === '' || mayMatchBelow(rule, folder)));
        },
    };
}
function parentOf(name) {
    return name.slice(0, Math.max(name.lastIndexOf('/'), 0));
}

;// CONCATENATED MODULE: ./build/source/rules/file-patterns.js




const everything = {
    areAll: true,
    select: () => true,
    maySelectBelow: () => true,
    unmatched: () => [],
};
const MATCHES_FOLDER = 1;
const MATCHES_FILE = 2;
/**
 * Reads the lines of the input `files`. They are matched by the patterns of `@actions/glob` without its walk, which
 * looks into every folder below a pattern's fixed part, ignored ones too. As there, lines count in their order: an
 * exclude before its include does nothing, and what is below a folder that matches is matched.
 * @throws ActionError for a line that is no pattern.
 */
async function readFilePatterns(lines, workingDirectory) {
    if (lines.every((line) => line === '**'))
        return everything;
    const written = [];
    for (const line of lines)
        written.push(await readLine(line, workingDirectory));
    const patterns = written.every(({ pattern }) => pattern.negate)
        ? [await readLine('**', workingDirectory), ...written]
        : written;
    const including = patterns.filter(({ pattern }) => !pattern.negate);
    const absolute = (name) => (0,paths/* placeIn */.VV)(workingDirectory, name);
    const matchesAbove = remember((line, folder) => {
        if ((line.pattern.match(folder) & MATCHES_FOLDER) !== 0)
            return true;
        const parent = external_node_path_.dirname(folder);
        return parent !== folder && matchesAbove(line, parent);
    });
    const matches = (line, file) => (line.pattern.match(file) & MATCHES_FILE) !== 0 || matchesAbove(line, external_node_path_.dirname(file));
    return {
        areAll: false,
        select: (name) => patterns.findLast((line) => matches(line, absolute(name)))?.pattern.negate === false,
        // The last line that may say something of a file below.
        maySelectBelow: (folder) => patterns.findLast((line) => matchesAbove(line, absolute(folder)) || (!line.pattern.negate && line.pattern.partialMatch(absolute(folder))))?.pattern.negate === false,
        unmatched: (names) => including.filter((line) => line.line !== '**' && !names.some((name) => matches(line, absolute(name)))),
    };
}
/** Answers for a folder are the same for all files in it. */
function remember(ask) {
    const answers = new Map();
    return (line, folder) => {
        const ofLine = answers.get(line) ?? new Map();
        answers.set(line, ofLine);
        const answer = ofLine.get(folder) ?? ask(line, folder);
        ofLine.set(folder, answer);
        return answer;
    };
}
async function readLine(line, workingDirectory) {
    const { create } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(660)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3660));
    const [, marks = '', written = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
    const isNegated = marks.replaceAll(/\s/g, '').length % 2 === 1;
    const rooted = rootPattern(written, workingDirectory);
    try {
        const globber = await create(isNegated ? `!${rooted}` : rooted);
        const { patterns } = globber;
        const [pattern] = patterns;
        if (pattern === undefined)
            throw new TypeError('@actions/glob has made no pattern of the line');
        return { line, rooted, pattern };
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ(`Input files: "${(0,build_text/* visible */.RK)(line)}" is no pattern`, {
            hint: 'Give paths below the working directory without . and .. between slashes, src/** for example. What lies elsewhere is reached by a link in the working directory.',
            cause,
        });
    }
}
/** Relative patterns are meant from the working directory; the globber takes them from the folder of the process. */
function rootPattern(pattern, workingDirectory, rules = external_node_path_) {
    const isWindows = rules.sep === '\\';
    const isRooted = isWindows ? /^(?:[a-z]:|[\\/]|~$|~[\\/])/i : /^(?:\/|~$|~\/)/;
    if (pattern === '' || isRooted.test(pattern))
        return pattern;
    const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
    const folder = escapeGlob(workingDirectory, isWindows);
    return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}
/** A set of one matches just itself; a backslash escapes on other systems than Windows, and a line ends at a line end. */
function escapeGlob(text, isWindows) {
    const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
    return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}

;// CONCATENATED MODULE: ./build/source/rules/source-rules.js


/** Whether neither `.actorignore` nor `files` leaves the file out: `.actor/`, and what actor.json names. */
function isExempt(name, { namedFiles }) {
    return isInActorFolder(name) || namedFiles.has(name);
}
/**
 * What `.actorignore` says of a file. Behind a link it counts for both names.
 * @param name under which it is sent.
 * @param at where it lies.
 */
function judge(rules, name, at) {
    const kinds = namesOf(rules, name, at).map((each) => rules.ignore.judge(each).kind);
    if (kinds.includes('excluded') && !isExempt(name, rules))
        return 'excluded';
    return kinds.includes('brought-back') ? 'brought-back' : 'unsaid';
}
/** Whether `.actorignore` may bring something in a folder back, by either name. */
function mayReincludeIn(rules, name, at) {
    return namesOf(rules, name, at).some(rules.ignore.mayReincludeIn);
}
/** Whether `files` lets a file of this name through, or a file below a folder of it. */
function matters(rules, name, isFolder) {
    const { patterns } = rules;
    return isExempt(name, rules) || patterns.select(name) || (isFolder && patterns.maySelectBelow(name));
}
/** Behind a link outside of the working directory a file has one name only. */
function namesOf({ workspace }, name, at) {
    const own = (0,paths/* nameFrom */.Ov)(workspace.workingDirectory, at);
    return own === undefined || own === name ? [name] : [name, own];
}

// EXTERNAL MODULE: ./build/source/files/file-names.js
var file_names = __nccwpck_require__(9897);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./build/source/files/unversioned-files.js






/**
 * What Git would list at or below a folder if it were there and tracked nothing: `.gitignore` files from the workspace
 * down, or from the innermost repository in it. Links are listed, not followed.
 */
function listByIgnoreFiles(workspace, folder) {
    const top = topFor(workspace, folder);
    const start = (0,paths/* nameFrom */.Ov)(top, folder) ?? '';
    const files = [];
    const nested = [];
    const visit = (name, above) => {
        const entries = (0,file_names/* readFolder */.j1)((0,paths/* placeIn */.VV)(top, name));
        const isRepository = name !== start && entries.some((entry) => entry.name === '.git');
        if (isRepository) {
            nested.push(nameBelow(start, name));
            return;
        }
        const ruleFiles = [...above, ...readRuleFile(top, name)];
        for (const { name: base, escaped, entry } of entries) {
            const inner = (0,file_names/* joinNames */.JH)(name, base);
            if ((0,paths/* isInGitFolder */.e9)(base) || base === DEPENDENCY_FOLDER)
                continue;
            if (ruleThatIgnores(ruleFiles, inner, entry.isDirectory()) !== undefined)
                continue;
            // Node finds no folder by a name that is not UTF-8: the name itself is told.
            if (entry.isDirectory() && escaped === undefined)
                visit(inner, ruleFiles);
            else if (entry.isDirectory() || entry.isFile() || entry.isSymbolicLink()) {
                const end = entry.isDirectory() ? '/' : '';
                const below = (each) => `${nameBelow(start, (0,file_names/* joinNames */.JH)(name, each))}${end}`;
                files.push({
                    name: below(base),
                    ...(escaped === undefined ? {} : { escaped: below(escaped) }),
                    tracked: false,
                });
            }
        }
    };
    const around = ruleFilesAround(top, start);
    if (around.ignoredBy === undefined)
        visit(start, around.ruleFiles);
    return { files, nested, submodules: [], unopened: [] };
}
/** The line of a `.gitignore` that leaves a file out, and the place of it from the workspace. */
function findIgnoreLine(workspace, file) {
    const folder = external_node_path_.dirname(file);
    const top = topFor(workspace, folder);
    const name = (0,paths/* nameFrom */.Ov)(top, file) ?? '';
    const { ruleFiles, ignoredBy } = ruleFilesAround(top, (0,paths/* nameFrom */.Ov)(top, folder) ?? '');
    const own = ignoredBy === undefined ? readRuleFile(top, (0,paths/* nameFrom */.Ov)(top, folder) ?? '') : [];
    const found = ignoredBy ?? ruleThatIgnores([...ruleFiles, ...own], name, false);
    if (found === undefined)
        return undefined;
    const place = (0,paths/* nameFrom */.Ov)(workspace, external_node_path_.join(top, found.folder, '.gitignore')) ?? '.gitignore';
    return { place, line: found.rule.line, text: found.rule.text };
}
/** The rules of all folders above one, or the first of them that ignores it or one above it. */
function ruleFilesAround(top, name) {
    const ruleFiles = [];
    const parts = name === '' ? [] : name.split('/');
    for (const index of parts.keys()) {
        ruleFiles.push(...readRuleFile(top, parts.slice(0, index).join('/')));
        const ignoredBy = ruleThatIgnores(ruleFiles, parts.slice(0, index + 1).join('/'), true);
        if (ignoredBy !== undefined)
            return { ruleFiles, ignoredBy };
    }
    return { ruleFiles };
}
/** The innermost file with a rule for the name decides. */
function ruleThatIgnores(ruleFiles, name, isFolder) {
    for (const { folder, rules } of ruleFiles.toReversed()) {
        const rule = lastMatch(rules, nameBelow(folder, name), isFolder);
        if (rule !== undefined)
            return rule.negated ? undefined : { folder, rule };
    }
    return undefined;
}
/** Git reads no `.gitignore` that is a link. */
function readRuleFile(top, folder) {
    const file = external_node_path_.join(top, folder, '.gitignore');
    const isThere = (0,file_names/* statAt */.IU)(file)?.isFile() === true;
    return isThere ? [{ folder, rules: parseIgnoreRules((0,external_node_fs_.readFileSync)(file)) }] : [];
}
function topFor(workspace, folder) {
    if (folder === workspace || (0,external_node_fs_.existsSync)(external_node_path_.join(folder, '.git')))
        return folder;
    const parent = external_node_path_.dirname(folder);
    return parent === folder ? workspace : topFor(workspace, parent);
}
function nameBelow(folder, name) {
    return folder === '' ? name : name.slice(folder.length + 1);
}

;// CONCATENATED MODULE: ./build/source/rules/unmatched-patterns.js








/** The error for including lines of the input `files` that match nothing: why, and what brings the files back. */
async function explainUnmatched(lines, circumstances) {
    const mistakes = [];
    for (const line of lines)
        mistakes.push(await explainLine(line, circumstances));
    return (0,errors/* combineErrors */.Lt)(mistakes, 'lines of the input files match nothing');
}
async function explainLine({ line, rooted }, circumstances) {
    const { workspace } = circumstances;
    const shown = `Input files: "${(0,build_text/* visible */.RK)(line)}" matches no file that is sent`;
    if (/[{}]/.test(line)) {
        return new errors/* ActionError */.lZ(shown, { hint: 'Braces are not expanded: write a line of its own for each alternative.' });
    }
    const { create } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(660)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3660));
    const globber = await create(rooted);
    const [from = ''] = globber.getSearchPaths();
    if ((0,paths/* nameFrom */.Ov)(workspace.workingDirectory, from) === undefined) {
        return new errors/* ActionError */.lZ(`${shown}: it lies outside of the working directory`, {
            hint: 'Set working-directory to the folder that holds both, or put a link to it into the working directory.',
        });
    }
    const leftOut = await findLeftOut(globber, circumstances);
    if (leftOut === undefined) {
        return new errors/* ActionError */.lZ(shown, {
            hint: 'Check its spelling, letters’ case included; patterns are relative to the working directory, and ** stands for any number of folders.',
        });
    }
    const { name, text, isFinal } = leftOut;
    return new errors/* ActionError */.lZ(`${shown}: ${(0,build_text/* visible */.RK)(name)} is left out by ${text}`, {
        hint: isFinal
            ? 'Such files are never sent.'
            : `To send it all the same, add to .actorignore: ${await linesThatBringBack(name, from, circumstances)}`,
    });
}
/** The first file that the globber's own walk finds, and the rule that leaves it out. */
async function findLeftOut(globber, circumstances) {
    try {
        for await (const found of globber.globGenerator()) {
            const name = (0,paths/* nameFrom */.Ov)(circumstances.workspace.workingDirectory, found);
            if (name === undefined || !(await (0,promises_.stat)(found)).isFile())
                continue;
            const rule = await ruleThatLeavesOut(name, found, circumstances);
            if (rule !== undefined)
                return { name, ...rule };
        }
    }
    catch (error) {
        // It stumbles over a file in a folder's place, and over folders that may not be read.
        if (!['ENOTDIR', 'EACCES', 'EPERM'].includes((0,errors/* codeOf */.$N)(error)))
            throw error;
    }
    return undefined;
}
async function ruleThatLeavesOut(name, file, { workspace, git, ignoreFile, listing, signal }) {
    if ((0,paths/* isInGitFolder */.e9)(name))
        return { text: 'a rule of the action: .git is never sent', isFinal: true };
    if (isLeftByTools(name))
        return { text: 'a rule of the action: it holds credentials of this job', isFinal: true };
    const judgement = createActorIgnore(ignoreFile, () => false).judge(name);
    if (judgement.kind === 'excluded') {
        const { rule } = judgement;
        return { text: `.actorignore, line ${rule.line}: ${(0,build_text/* visible */.RK)(rule.text)}`, isFinal: false };
    }
    if (listing.files.has(name))
        return undefined;
    if (isInDependencies(name) || isInStorage(name)) {
        return { text: 'a rule of the action: untracked node_modules and storage folders', isFinal: false };
    }
    const options = { cwd: workspace.workingDirectory, input: `${name}\0`, ...(signal === undefined ? {} : { signal }) };
    const asked = await git(['check-ignore', '-z', '--verbose', '--stdin'], options);
    if (asked.kind === 'ok') {
        const [source = '', line = '', pattern = ''] = (0,file_names/* readRecords */.T3)(asked.stdout).map((record) => record.name);
        return { text: `${(0,build_text/* visible */.RK)(source)}, line ${line}: ${(0,build_text/* visible */.RK)(pattern)}`, isFinal: false };
    }
    const found = findIgnoreLine(workspace.workspace, file);
    if (found === undefined)
        return { text: 'Git', isFinal: false };
    return { text: `${(0,build_text/* visible */.RK)(found.place)}, line ${found.line}: ${(0,build_text/* visible */.RK)(found.text)}`, isFinal: false };
}
/** The first that does it: a line for the pattern's fixed folder, for the file, or for it and each folder above it. */
async function linesThatBringBack(name, from, circumstances) {
    const { ignoreFile, workspace } = circumstances;
    const folder = (0,paths/* nameFrom */.Ov)(workspace.workingDirectory, from) ?? '';
    const isFolder = folder !== '' && (await (0,promises_.stat)(from)).isDirectory();
    const ofFile = `!/${escapeRule(name)}`;
    const ofFoldersAbove = (0,file_names/* foldersAbove */.Zv)(name).map((above) => `!/${escapeRule(above)}/`);
    const doIt = (lines) => {
        const file = Buffer.concat([ignoreFile, Buffer.from(['', ...lines].join('\n'))]);
        return createActorIgnore(file, () => false).judge(name).kind === 'brought-back';
    };
    const ways = [...(isFolder ? [[`!/${escapeRule(folder)}/`]] : []), [ofFile], [...ofFoldersAbove, ofFile]];
    return (ways.find(doIt) ?? []).join(', ');
}
function escapeRule(name) {
    return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}

;// CONCATENATED MODULE: ./build/source/files/brought-back.js



/**
 * Files below a folder that Git leaves out and `.actorignore` brings back. Only folders are read in which a line may
 * match. Names are relative to the folder.
 */
function findReincluded(folder, rules) {
    const found = [];
    const visit = (above) => {
        for (const { name: base, escaped, entry } of (0,file_names/* readFolder */.j1)((0,paths/* placeIn */.VV)(folder, above))) {
            // No folder is found by a name that is not UTF-8: it is told, as a file's is, where all in it comes back.
            const end = entry.isDirectory() && escaped !== undefined ? '/' : '';
            const name = (0,file_names/* joinNames */.JH)(above, base) + end;
            if ((0,paths/* isInGitFolder */.e9)(base) || isLeftByTools(base))
                continue;
            if (entry.isDirectory() && end === '') {
                if (rules.mayReincludeIn(name))
                    visit(name);
            }
            else if ((end !== '' || entry.isFile() || entry.isSymbolicLink()) && rules.reincludes(name)) {
                const shown = escaped === undefined ? {} : { escaped: (0,file_names/* joinNames */.JH)(above, escaped) + end };
                found.push({ name, ...shown, tracked: false });
            }
        }
    };
    if (rules.mayReincludeIn(''))
        visit('');
    return found;
}

;// CONCATENATED MODULE: ./build/source/files/links.js





/** Windows says EPERM where access is denied, and EINVAL or UNKNOWN of targets that it cannot make out. */
const unreachable = new Set([
    ...['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'],
    ...(external_node_path_.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);
/** As many links in one chain as Linux follows. */
const LONGEST_CHAIN = 40;
/**
 * Follows a link to its end.
 * @param link absolute; its folder is real.
 * @param isTextLink whether a file is a link that Git checked out as text (Windows, `core.symlinks` false).
 */
async function resolveLink(link, workspace, isTextLink) {
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
        const target = await (0,promises_.realpath)(place);
        const stats = await (0,promises_.stat)(target);
        const name = (0,paths/* nameFrom */.Ov)(workspace, target);
        if (name === undefined)
            return { kind: 'outside', isFolder: stats.isDirectory() };
        if ((0,paths/* isInGitFolder */.e9)(name))
            return { kind: 'in-git', isFolder: stats.isDirectory() };
        // To open a pipe would wait for ever.
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
 * Whether a link is followed by its own text, so that each place on the way is judged before anything opens it: on
 * Windows, where a path may lead to another machine, and the system takes `..` out of a path as we do.
 */
function isFollowedByText(place) {
    return external_node_path_.sep === '\\' && (0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
/** What is written in a link; where it is none itself but lies behind one, the end of that. */
function readLinkText(link, isTextLink) {
    if (isTextLink(link))
        return (0,external_node_fs_.readFileSync)(link, 'utf8');
    return (0,external_node_fs_.lstatSync)(link).isSymbolicLink() ? (0,external_node_fs_.readlinkSync)(link) : (0,external_node_fs_.realpathSync)(link);
}
/** A place and the folders above it, from the workspace down. */
function foldersTo(place, workspace) {
    const name = (0,paths/* nameFrom */.Ov)(workspace, place);
    const parts = name === undefined || name === '' ? [] : name.split('/');
    return parts.map((_, index) => external_node_path_.join(workspace, ...parts.slice(0, index + 1)));
}

;// CONCATENATED MODULE: ./build/source/files/aliases.js
/**
 * On a disk that takes names in any case of their letters, Git lists a file a second time, as untracked, where the index
 * spells it, or a folder above it, in another way than the disk. What is tracked is what would be committed.
 * @param isSpelledOtherwise whether the disk has a name in another spelling only.
 * @returns the names that are such second ones.
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

;// CONCATENATED MODULE: ./build/source/files/git-listing.js


/**
 * What Git would commit at or below a folder: one process answers for what is tracked, with modes, and for what is not
 * and not ignored. It looks into no untracked `node_modules`. Deleted files are still listed.
 * @returns the reason where Git cannot tell.
 * @see https://git-scm.com/docs/git-ls-files
 */
async function listByGit(git, folder, signal) {
    const args = ['ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard', `--exclude=${DEPENDENCY_FOLDER}`];
    const result = await git(args, { cwd: folder, ...(signal === undefined ? {} : { signal }) });
    switch (result.kind) {
        case 'ok':
            return { ...parseListing(result.stdout), unopened: await readUnopened(result.stderr, git, folder) };
        case 'no-git':
            return { reason: 'Git is not installed' };
        case 'failed':
            return {
                reason: result.stderr.includes('not a git repository')
                    ? 'there is no Git repository'
                    : `Git failed: ${result.stderr.split('\n', 1)[0]}`,
            };
    }
}
/** Git only warns of them, as of paths that are too long for Windows, and names them from the repository's top. */
async function readUnopened(stderr, git, folder) {
    const named = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(([, name = '']) => name);
    if (named.length === 0)
        return [];
    const answer = await git(['rev-parse', '--show-prefix'], { cwd: folder });
    const prefix = answer.kind === 'ok' ? answer.stdout.toString().trimEnd() : '';
    return named.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name));
}
const LINK_TO_COMMIT = '160000';
/** Records are `? name`, or a letter, mode, object, stage, a tab and the name. */
function parseListing(output) {
    const files = new Map();
    const nested = [];
    const submodules = [];
    for (const { name: record, escaped } of (0,file_names/* readRecords */.T3)(output)) {
        const tag = record.charAt(0);
        const start = tag === '?' ? 2 : record.indexOf('\t') + 1;
        const name = record.slice(start);
        const shown = escaped === undefined ? {} : { escaped: escaped.slice(start) };
        const indexMode = record.slice(2, 8);
        const isFolder = tag === '?' ? name.endsWith('/') : indexMode === LINK_TO_COMMIT;
        // By such a name no repository can be asked: the name itself is told.
        if (isFolder && escaped !== undefined)
            files.set(escaped, { name, ...shown, tracked: tag !== '?' });
        else if (tag === '?' && isFolder)
            nested.push(name.slice(0, -1));
        else if (tag === '?')
            files.set(escaped ?? name, { name, ...shown, tracked: false });
        else if (isFolder)
            submodules.push(name);
        // An unmerged file is listed once for each side.
        else
            files.set(escaped ?? name, { name, ...shown, tracked: true, indexMode, isSparse: tag === 'S' });
    }
    return { files: [...files.values()], nested, submodules };
}
/** Asks a repository's settings; Git's own defaults where there are none. */
async function readDiskSettings(git, folder, signal) {
    const args = ['config', '-z', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'];
    const result = await git(args, { cwd: folder, ...(signal === undefined ? {} : { signal }) });
    const settings = result.kind === 'ok' ? (0,file_names/* readRecords */.T3)(result.stdout).map(({ name }) => name) : [];
    // The last of several counts.
    const isOff = (key) => settings.findLast((line) => line.startsWith(`${key}\n`)) === `${key}\nfalse`;
    return { knowsModes: !isOff('core.filemode'), knowsLinks: !isOff('core.symlinks') };
}

;// CONCATENATED MODULE: ./build/source/files/listings.js







/** Processes that run at the same time. */
const AT_ONCE = 8;
function createListings(git, { workspace, workingDirectory }, signal) {
    const listings = new Map();
    const settings = new Map();
    const list = async (folder) => {
        const answer = await listByGit(git, folder, signal);
        const isListed = !('reason' in answer);
        const found = isListed ? answer : listByIgnoreFiles(workspace, folder);
        const { present, missing } = splitSubmodules(folder, found);
        const nested = found.nested.filter((name) => isSent(folder, { name, tracked: false }));
        const inner = await listInner(folder, [...nested, ...present]);
        const files = new Map();
        const aliases = findAliases(found.files, (0,file_names/* createSpelling */.$0)(folder));
        for (const file of found.files) {
            if (isSent(folder, file) && !aliases.has(file.name))
                files.set(file.escaped ?? file.name, file);
        }
        for (const { name, listing } of inner) {
            for (const [below, file] of listing.files)
                files.set((0,file_names/* joinNames */.JH)(name, below), moved(file, name));
        }
        return {
            folder,
            files,
            missingSubmodules: [...missing, ...inner.flatMap(({ name, listing }) => below(name, listing.missingSubmodules))],
            unopened: [...found.unopened, ...inner.flatMap(({ name, listing }) => below(name, listing.unopened))],
            withoutGit: [
                ...(isListed ? [] : [{ folder, reason: answer.reason }]),
                ...inner.flatMap(({ listing }) => listing.withoutGit),
            ],
        };
    };
    const listInner = async (folder, names) => {
        const inner = [];
        for (let start = 0; start < names.length; start += AT_ONCE) {
            const batch = names.slice(start, start + AT_ONCE).map(async (name) => {
                return { name, listing: await list((0,paths/* placeIn */.VV)(folder, name)) };
            });
            inner.push(...(await Promise.all(batch)));
        }
        return inner;
    };
    const isSent = (folder, { name, tracked }) => {
        if ((0,paths/* isInGitFolder */.e9)(name))
            return false;
        if (tracked)
            return true;
        const fromWorkingDirectory = (0,paths/* nameFrom */.Ov)(workingDirectory, (0,paths/* placeIn */.VV)(folder, name));
        const isStored = fromWorkingDirectory !== undefined && isInStorage(fromWorkingDirectory);
        return !isLeftByTools(name) && !isInDependencies(name) && !isStored;
    };
    return {
        around: (folder) => {
            const covering = [...listings.keys()].find((known) => (0,paths/* nameFrom */.Ov)(known, folder) !== undefined) ?? folder;
            const listing = listings.get(covering) ?? list(folder);
            listings.set(covering, listing);
            return listing;
        },
        all: () => Promise.all(listings.values()),
        diskSettings: (folder) => {
            const known = settings.get(folder) ?? readDiskSettings(git, folder, signal);
            settings.set(folder, known);
            return known;
        },
    };
}
function below(above, names) {
    return names.map((name) => (0,file_names/* joinNames */.JH)(above, name));
}
/** A file as it is called from further up. */
function moved(file, above) {
    const escaped = file.escaped === undefined ? {} : { escaped: (0,file_names/* joinNames */.JH)(above, file.escaped) };
    return { ...file, ...escaped, name: (0,file_names/* joinNames */.JH)(above, file.name) };
}
function splitSubmodules(folder, { submodules }) {
    const isPresent = (name) => (0,external_node_fs_.existsSync)((0,paths/* placeIn */.VV)(folder, `${name}/.git`));
    return {
        present: submodules.filter(isPresent),
        missing: submodules.filter((name) => !isPresent(name)),
    };
}
/** The files of a listing at or below a folder that it covers, by their names from there. */
function filesBelow(listing, folder) {
    if (folder === listing.folder)
        return listing.files;
    const files = [...listing.files.values()].flatMap((file) => {
        const name = (0,paths/* nameFrom */.Ov)(folder, (0,paths/* placeIn */.VV)(listing.folder, file.name));
        return name === undefined ? [] : [{ ...file, name }];
    });
    return new Map(files.map((file) => [file.escaped ?? file.name, file]));
}
/** Those of a listing's folders that lie at or below a folder, by their names from there. */
function foldersBelow(listing, names, folder) {
    return names.flatMap((name) => (0,paths/* nameFrom */.Ov)(folder, (0,paths/* placeIn */.VV)(listing.folder, name)) ?? []);
}

;// CONCATENATED MODULE: ./build/source/files/collect-files.js










/** A link's mode in the index. */
const LINK = '120000';
/** More than any Actor has: links to folders that hold each other multiply. */
const MOST_LINKS = 10_000;
/** The files that Git's rules, `.actorignore` and the links give. */
async function collectFiles(rules, listings, signal) {
    const notes = {
        brokenLinks: [],
        emptyLinks: [],
        linksOutside: [],
        linksIntoGit: [],
        sparse: [],
        missingSubmodules: [],
        unopened: [],
        unreadableNames: [],
    };
    const files = new Map();
    const collection = { ...rules, listings, signal, files, notes, textLinks: new Set(), linkCount: 0 };
    await walk(collection, {
        folder: rules.workspace.workingDirectory,
        linkName: '',
        followed: new Set(),
        origin: asked,
    });
    for (const name of rules.namedFiles)
        await addNamed(collection, name);
    return { files: [...files.values()], notes };
}
/** The working directory, and what actor.json names. */
const asked = { tracked: true, reincluded: false };
/** @returns how many files and links are listed there. */
async function walk(collection, place) {
    const { listings, ignore } = collection;
    const { folder, linkName } = place;
    const listing = await listings.around(folder);
    const listed = filesBelow(listing, folder);
    const toName = (name) => (0,file_names/* joinNames */.JH)(linkName, name);
    const reincluded = ignore.reincludes
        ? findReincluded(folder, {
            mayReincludeIn: (name) => mayReincludeIn(collection, toName(name), (0,paths/* placeIn */.VV)(folder, name)),
            reincludes: (name) => !listed.has(name) && judge(collection, toName(name), (0,paths/* placeIn */.VV)(folder, name)) === 'brought-back',
        })
        : [];
    const isReal = (0,file_names/* realFoldersBelow */.dF)(folder);
    const links = [];
    for (const file of [...listed.values(), ...reincluded]) {
        const name = toName(file.name);
        const at = (0,paths/* placeIn */.VV)(folder, file.name);
        if (judge(collection, name, at) === 'excluded')
            continue;
        if (file.escaped !== undefined) {
            const isFolder = name.endsWith('/');
            if (matters(collection, isFolder ? name.slice(0, -1) : name, isFolder))
                collection.notes.unreadableNames.push(toName(file.escaped));
            continue;
        }
        const stats = isReal(external_node_path_.dirname(at)) ? (0,file_names/* statAt */.IU)(at) : undefined;
        if (stats === undefined) {
            if (file.isSparse === true && matters(collection, name, false))
                collection.notes.sparse.push(name);
        }
        else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(collection, listing, file, at)))) {
            links.push({ name, path: at, origin: through(place.origin, listed.get(file.name)) });
        }
        else if (stats.isFile()) {
            const { size, mode } = stats;
            const origin = through(place.origin, listed.get(file.name));
            add(collection, { name, path: at, size, mode, indexMode: file.indexMode, ...origin });
        }
    }
    for (const kind of ['missingSubmodules', 'unopened']) {
        for (const below of foldersBelow(listing, listing[kind], folder)) {
            const name = toName(below);
            // As of any file in it.
            const isLeftOut = judge(collection, `${name}/a`, (0,paths/* placeIn */.VV)(folder, `${below}/a`)) === 'excluded';
            if (!isLeftOut && matters(collection, name, true))
                collection.notes[kind].push(name);
        }
    }
    for (const link of links)
        await follow(collection, link, place.followed);
    return listed.size + reincluded.length;
}
async function follow(collection, link, followed) {
    const { notes, textLinks, signal, workspace } = collection;
    signal?.throwIfAborted();
    if (followed.has(link.path))
        return;
    collection.linkCount += 1;
    if (collection.linkCount > MOST_LINKS) {
        throw new errors/* ActionError */.lZ(`More than ${MOST_LINKS} links would be followed, ${(0,build_text/* visible */.RK)(link.name)} among them`, {
            hint: 'Links to folders that hold each other multiply files: leave some out by lines in .actorignore.',
        });
    }
    const isText = (file) => textLinks.has(file);
    const target = await resolveLink(link.path, workspace.workspace, isText);
    const note = () => ({ name: link.name, target: readLinkText(link.path, isText) });
    switch (target.kind) {
        case 'broken':
            if (matters(collection, link.name, true))
                notes.brokenLinks.push(note());
            return;
        case 'outside':
            if (matters(collection, link.name, target.isFolder))
                notes.linksOutside.push(note());
            return;
        case 'in-git':
            if (matters(collection, link.name, target.isFolder))
                notes.linksIntoGit.push(note());
            return;
        case 'folder': {
            const { name: linkName, origin } = link;
            const place = { folder: target.path, linkName, followed: new Set([...followed, link.path]), origin };
            const count = await walk(collection, place);
            if (count === 0 && matters(collection, link.name, true))
                notes.emptyLinks.push(note());
            return;
        }
        case 'file': {
            const listing = await collection.listings.around(external_node_path_.dirname(target.path));
            const listed = listing.files.get((0,paths/* nameFrom */.Ov)(listing.folder, target.path) ?? '');
            if (listed !== undefined && (await isTextLink(collection, listing, listed, target.path))) {
                return await follow(collection, link, followed);
            }
            const judgement = judge(collection, link.name, target.path);
            if (judgement === 'excluded')
                return;
            const isWanted = judgement === 'brought-back' || collection.namedFiles.has(link.name);
            if (listed !== undefined || (isWanted && !isLeftByTools(external_node_path_.basename(target.path)))) {
                const { path: at, size, mode } = target;
                const origin = through(link.origin, listed);
                add(collection, { name: link.name, path: at, size, mode, indexMode: listed?.indexMode, ...origin });
            }
            else if (matters(collection, link.name, false))
                notes.emptyLinks.push(note());
            return;
        }
    }
}
/** What actor.json names is sent even where Git ignores it. */
async function addNamed(collection, name) {
    const { workingDirectory } = collection.workspace;
    const at = (0,paths/* placeIn */.VV)(workingDirectory, name);
    if (collection.files.has(name) || (0,paths/* isInGitFolder */.e9)(name) || isLeftByTools(name))
        return;
    const stats = (0,file_names/* statAt */.IU)(at);
    if (stats?.isFile() !== true && stats?.isSymbolicLink() !== true)
        return;
    if ((0,file_names/* createSpelling */.$0)(workingDirectory)(name))
        return;
    await follow(collection, { name, path: at, origin: asked }, new Set());
}
/** @param listed what is listed under the name; nothing where `.actorignore` or actor.json has it sent. */
function through(way, listed) {
    return {
        tracked: way.tracked && listed?.tracked === true,
        reincluded: way.reincluded || listed === undefined,
    };
}
function add({ files }, file) {
    if (!files.has(file.name))
        files.set(file.name, file);
}
async function isTextLink({ listings, textLinks }, { folder }, { indexMode }, at) {
    if (indexMode !== LINK || (await listings.diskSettings(folder)).knowsLinks)
        return false;
    textLinks.add(at);
    return true;
}

;// CONCATENATED MODULE: ./build/source/files/list-files.js













/**
 * The files that are deployed, in the order of their names' bytes: what Git would commit, less what `.actorignore` and
 * the input `files` leave out. Reads names and sizes, no contents.
 * @throws ActionError where there is none, a pattern matches nothing, a link leads out of the workspace, or a name is
 * not UTF-8.
 */
async function listSourceFiles(request) {
    const { workspace, git, signal } = request;
    const { workingDirectory } = workspace;
    const listings = createListings(git, workspace, signal);
    const [listing, ignoreFile, patterns] = await Promise.all([
        listings.around(workingDirectory),
        readActorIgnore(workingDirectory),
        readFilePatterns(request.patterns, workingDirectory),
    ]);
    const ignore = createActorIgnore(ignoreFile, leftOutFolders(listing));
    const namedFiles = new Set(request.namedFiles);
    const rules = { workspace, ignore, patterns, namedFiles };
    const { files: found, notes } = await collectFiles(rules, listings, signal);
    refuse(notes);
    const files = sortByBytes(found.filter(({ name }) => isExempt(name, rules) || patterns.select(name)));
    const unmatched = patterns.areAll ? [] : patterns.unmatched(found.map(({ name }) => name));
    if (unmatched.length > 0)
        throw await explainUnmatched(unmatched, { workspace, git, ignoreFile, listing, signal });
    if (files.length === 0)
        throw noFiles(workspace);
    const diagnostics = findAboutFiles({ workspace, files, notes, listings: await listings.all() });
    return { files: await asSourceFiles(files, listings, workingDirectory), diagnostics };
}
async function readActorIgnore(workingDirectory) {
    try {
        return await (0,promises_.readFile)(external_node_path_.join(workingDirectory, '.actorignore'));
    }
    catch (cause) {
        if ((0,errors/* codeOf */.$N)(cause) === 'ENOENT')
            return Buffer.alloc(0);
        throw new errors/* ActionError */.lZ('.actorignore cannot be read', {
            hint: 'It is a file with one rule a line, as in .gitignore.',
            cause,
        });
    }
}
/** Whether Git lists nothing in a folder; answered only where a rule asks. */
function leftOutFolders({ files }) {
    let folders;
    return (folder) => {
        folders ??= new Set(['', ...[...files.keys()].flatMap(file_names/* foldersAbove */.Zv)]);
        return !folders.has(folder);
    };
}
async function asSourceFiles(found, listings, workingDirectory) {
    // Where modes on the disk mean nothing, all files may look executable.
    const isDoubtful = ({ mode, indexMode }) => indexMode === '100644' && isExecutable(mode);
    const believesDisk = !found.some(isDoubtful) || (await listings.diskSettings(workingDirectory)).knowsModes;
    return found.map(({ name, path: at, size, mode, tracked, indexMode }) => ({
        name,
        path: at,
        size,
        executable: indexMode === '100755' || (isExecutable(mode) && (believesDisk || indexMode === undefined)),
        tracked,
    }));
}
function isExecutable(mode) {
    return (mode & 0o111) !== 0;
}
function sortByBytes(files) {
    const keyed = files.map((file) => ({ file, key: asBytes(file.name) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    return keyed.map(({ file }) => file);
}
function noFiles({ shown }) {
    const folder = shown === '' ? 'the working directory' : (0,build_text/* visible */.RK)(shown);
    return new errors/* ActionError */.lZ(`No file is left to send of ${folder}`, {
        hint: 'Check the input working-directory, the lines of the input files, and what .gitignore and .actorignore leave out.',
    });
}

;// CONCATENATED MODULE: ./build/source/read-files.js





/**
 * Lists the files of the working directory and, if they may fit into the request, reads, checks and encodes them.
 * @throws ActionError if there are none, or one cannot be sent or contains a secret.
 */
async function readFiles(request, patterns) {
    const { source, workspace, definition, secrets, git, signal } = request;
    const namedFiles = definition?.namedFiles ?? actor_definition/* defaultFiles */.bB;
    const options = { workspace, git, ...(signal === undefined ? {} : { signal }) };
    const listed = await listSourceFiles({ ...options, patterns, namedFiles });
    const { files } = listed;
    const fileNames = files.map(({ name }) => name);
    const docker = await checkDocker({ definition, names: new Set(fileNames), workspace });
    const diagnostics = [...listed.diagnostics, ...docker];
    const unread = (reason) => ({
        facts: factsOf(files, { archived: true }),
        diagnostics,
        planned: plannedArchive,
        fileNames,
        content: { kind: 'unread', files, reason },
    });
    if (source.type === 'TARBALL')
        return unread('requested');
    const inspection = (0,checks_inspection/* createInspection */.T)(secrets, workspace);
    const encoded = await (0,encode_files/* encodeFiles */.oQ)(files, inspection.look, signal);
    if (encoded === 'too-large')
        return unread('content');
    return {
        facts: factsOf(files, { archived: false }),
        diagnostics: [...diagnostics, ...(await inspection.conclude(git, signal)), ...(0,checks_inspection/* findEmptyFiles */.q)(files)],
        planned: { sourceType: 'SOURCE_FILES', sourceFiles: [] },
        fileNames,
        content: { kind: 'encoded', files, encoded },
    };
}
const plannedArchive = { sourceType: 'TARBALL', tarballUrl: '' };
function factsOf(files, { archived }) {
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return { type: archived ? 'TARBALL' : 'SOURCE_FILES', files: { count: files.length, bytes, archived } };
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   IV: () => (/* binding */ withoutStyle),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   UK: () => (/* binding */ formatUsd),
/* harmony export */   XT: () => (/* binding */ listSome),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   _P: () => (/* binding */ escapeLogLine),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/* unused harmony export htmlCode */
/**
 * Text from outside (file names, API messages, build logs, actor.json, branch names) made harmless for the places
 * where it is shown. The text stays readable; what could act is escaped.
 */
/** C0 and C1 controls, and the marks that turn the direction of text or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT_ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** One line in which every control character is shown as an escape, `\n` for example. */
function visible(text) {
    return text.replace(CONTROLS, (character) => SHORT_ESCAPES[character] ?? `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}
/**
 * What somebody wrote, in a sentence: quoted, on one line. What is long is left out as a whole: cut in two, a secret in
 * it would not be known again.
 */
function quoted(text) {
    return text.length > 100 ? `(${text.length} characters)` : `"${visible(text)}"`;
}
/** Colour and style: the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
/** Between two characters it keeps them from being read as one sign; it has no width and is no white space. */
const WORD_JOINER = '\u2060';
/**
 * A line of a foreign log as the step's log may show it: colour and style pass, other terminal sequences and
 * controls go, and nothing in it is a workflow command. The runner takes `::` at a line's start (after any white
 * space) and `##[` anywhere for one, and ends a line at CR too.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function escapeLogLine(line) {
    const parts = line.split(STYLE);
    const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
    return withoutCommands(kept.join(''));
}
/** The text alone, where `escapeLogLine` has left colour and style. */
function withoutStyle(line) {
    return line.replace(STYLE, '');
}
function withoutControls(text) {
    return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}
/** Lines of our own that may carry foreign text, as the step's log may show them. */
function escapeLog(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(escapeLogLine)
        .join('\n');
}
function withoutCommands(line) {
    const apart = line.replaceAll('##[', `##${WORD_JOINER}[`);
    // Styles are stripped for the test: a runner that dropped them would see the command.
    return withoutStyle(apart).trimStart().startsWith('::') ? apart.replace('::', `:${WORD_JOINER}:`) : apart;
}
/**
 * Text for a Markdown document in which nothing of it is Markdown, HTML, a link or a mention: every ASCII
 * punctuation mark becomes a character reference, which never has a meaning of its own.
 * @see https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
function escapeHtml(text) {
    return visible(text).replace(/[!-/:-@[-`{-~]/g, (mark) => {
        const reference = `&#${mark.charCodeAt(0)};`;
        // GitHub links mentions and addresses after references are read.
        return mark === '@' ? reference + WORD_JOINER : reference;
    });
}
/** Foreign text as code inside a Markdown paragraph or table cell. */
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
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
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
