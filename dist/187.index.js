export const id = 187;
export const ids = [187];
export const modules = {

/***/ 3376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ envVar),
/* harmony export */   M_: () => (/* binding */ store),
/* harmony export */   RT: () => (/* binding */ dataset),
/* harmony export */   _H: () => (/* binding */ buildDefinition),
/* harmony export */   eF: () => (/* binding */ run),
/* harmony export */   eN: () => (/* binding */ actor),
/* harmony export */   jq: () => (/* binding */ build),
/* harmony export */   kQ: () => (/* binding */ user),
/* harmony export */   ld: () => (/* binding */ items),
/* harmony export */   p: () => (/* binding */ data),
/* harmony export */   rE: () => (/* binding */ version)
/* harmony export */ });
/* unused harmony exports standby, actorSettings, taggedBuild, keyList */
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9393);
/** The properties of API objects that the actions read. https://docs.apify.com/api/v2 */

/**
 * Rejects other characters, because an ID becomes a path segment, in which a dot or slash could lead to another
 * resource.
 */
const id = (value, path) => (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(value, path) ?? (/^[\w-]{1,100}$/.test(String(value)) ? undefined : `${path} is not an ID`);
const data = (form) => (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ data: form });
const items = (form) => data((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ items: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(form) }));
/** The API never returns the value of a secret. */
const envVar = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ name: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, value: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), isSecret: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt) });
/** A version may still have the fields of earlier source types. */
const version = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    versionNumber: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    sourceType: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm)()),
    buildTag: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    applyEnvVarsToBuild: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt),
    envVars: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(envVar)),
    actorPath: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    gitRepoUrl: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    tarballUrl: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    gitHubGistUrl: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
/** https://docs.apify.com/api/v2/act-put */
const standby = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    isEnabled: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt),
    desiredRequestsPerActorRun: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    maxRequestsPerActorRun: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    idleTimeoutSecs: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    build: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    memoryMbytes: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    disableStandbyFieldsOverride: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt),
    shouldPassActorInput: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt),
});
const runOptions = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    build: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    timeoutSecs: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    memoryMbytes: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    restartOnError: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt),
    maxItems: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    forcePermissionLevel: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});
const settings = {
    title: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    description: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    seoTitle: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    seoDescription: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    categories: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)),
    defaultRunOptions: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(runOptions),
    exampleRunInput: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ body: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), contentType: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) })),
    actorStandby: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(standby),
};
const actorSettings = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)(settings);
const taggedBuild = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ buildId: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), buildNumber: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), finishedAt: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
const actor = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    id,
    name: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    username: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    versions: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)(version)),
    taggedBuilds: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .mapOf */ .A7)(taggedBuild)),
    ...settings,
});
const build = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    id,
    actId: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(id),
    status: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm)(),
    statusMessage: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    buildNumber: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    startedAt: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    usageTotalUsd: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
    actVersion: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ buildTag: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) })),
});
const run = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    id,
    status: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .word */ .Vm)(),
    statusMessage: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    startedAt: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq,
    buildId: id,
    defaultDatasetId: id,
    usageTotalUsd: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai),
});
const anything = () => undefined;
/** `inputSchema` is a JSON string and is deprecated. */
const buildDefinition = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    actorDefinition: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ input: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(anything) })),
    inputSchema: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(anything),
});
const store = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ id, urlSigningSecretKey: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
/** Only the accounts of organizations have an owner. */
const user = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ id: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq), username: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, organizationOwnerUserId: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq) });
const dataset = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ itemCount: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai });
const keyList = (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    items: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .listOf */ .c3)((0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ key: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq })),
    isTruncated: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt,
    nextExclusiveStartKey: (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
});


/***/ }),

/***/ 9393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Vm: () => (/* binding */ word),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   lq: () => (/* binding */ optional)
/* harmony export */ });
/** Checks external values. TypeScript derives the type of a value from its form. */
function ofType(type) {
    return (value, path) => (typeof value === type ? undefined : `${path} is not a ${type}`);
}
const text = ofType('string');
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
        if (!isObject(value))
            return `${path} is not an object`;
        for (const [name, form] of Object.entries(fields)) {
            const mistake = form(value[name], `${path}.${name}`);
            if (mistake !== undefined)
                return mistake;
        }
        return undefined;
    };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** An object with any keys. Error messages do not contain the keys, because they are external text. */
function mapOf(form) {
    return (value, path) => object({})(value, path) ?? listOf(optional(form))(Object.values(value), `${path}, value `);
}


/***/ }),

/***/ 4187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ry: () => (/* binding */ actorPath),
  So: () => (/* binding */ apiPath),
  JY: () => (/* binding */ openConnection)
});

// EXTERNAL MODULE: ./node_modules/ky/distribution/index.js + 17 modules
var distribution = __webpack_require__(7296);
// EXTERNAL MODULE: ./node_modules/ky/distribution/errors/TimeoutError.js
var TimeoutError = __webpack_require__(1625);
;// CONCATENATED MODULE: ./build/runner/version.js
/** The version of this action, for the `User-Agent` header. `npm run docs` copies it from package.json. */
const VERSION = '1.0.0';

// EXTERNAL MODULE: ./build/text.js
var build_text = __webpack_require__(977);
// EXTERNAL MODULE: ./build/apify/api-error.js
var api_error = __webpack_require__(757);
// EXTERNAL MODULE: ./build/apify/api-forms.js
var api_forms = __webpack_require__(3376);
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
        return new api_error/* LostResponseError */.s8(message, { hint, outcome, attempts, cause: error });
    }
    const messages = chain.map(({ message }) => message).filter((message) => typeof message === 'string');
    const reason = messages.findLast((text) => text !== '' && !/fetch failed$|^terminated$/.test(text));
    const message = `No response to ${request}: ${reason ?? 'the connection failed'}`;
    return new api_error/* LostResponseError */.s8(message, { hint: checkNetwork, attempts, cause: error });
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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
        return (0,external_node_zlib_.gzipSync)(bytes, options);
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
        const handle = __addDisposableResource(env_1, await (0,promises_.open)(path), true);
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
    return new errors/* ActionError */.lZ(`${path} could not be uploaded: ${(0,errors/* codeOf */.$N)(error)}`, {
        hint: 'Make sure that no other process changes or deletes this file while the action is running.',
        cause: error,
    });
}

// EXTERNAL MODULE: ./build/apify/response.js
var apify_response = __webpack_require__(8748);
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
    const retryAfterMs = error instanceof api_error/* ApifyApiError */.UP ? (error.retryAfterMs ?? 0) : 0;
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
    if (error instanceof api_error/* LostResponseError */.s8)
        return error.outcome === 'lost' && !creates;
    if (!(error instanceof api_error/* ApifyApiError */.UP))
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
    return new errors/* ActionError */.lZ(`${(0,errors/* messageToGoOn */.QG)(error)}. The API asked to retry after ${time}`, {
        hint: `The action retries for only ${Math.round(leftMs / 1000)} more seconds. Run the job again after that time.`,
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/apify/http.js










/** Minimum time to wait for a response, in milliseconds, even if less time is left for retrying. */
const MIN_IDLE_MS = 1_000;
/** https://docs.apify.com/api/v2#authentication */
function openConnection(connection) {
    const http = distribution/* default */.Ay.create({
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
            const read = async (received) => (await (0,apify_response/* readJson */.Vh)(received, (0,api_forms/* data */.p)(form))).data;
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
    const tooSlow = (ms, cause) => new api_error/* LostResponseError */.s8(`No response to ${name} within ${(0,build_text/* formatDuration */.a3)(ms)}`, {
        hint: 'The Apify API or the network is slow or down. See https://status.apify.com, then run the job again.',
        attempts,
        cause,
    });
    const nameTimeout = (error) => (error instanceof TimeoutError/* TimeoutError */.M ? tooSlow(limits.totalMs, error) : error);
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
                throw await (0,apify_response/* readError */.lS)(received, clock.now());
            result = await request.read(received);
            return response;
        }
        catch (error) {
            cancelled?.throwIfAborted();
            if (error instanceof api_error/* ApifyApiError */.UP || error instanceof api_error/* LostResponseError */.s8)
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


/***/ }),

/***/ 8748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F1: () => (/* binding */ readItems),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   bv: () => (/* binding */ readStream),
/* harmony export */   lS: () => (/* binding */ readError),
/* harmony export */   sm: () => (/* binding */ readEmpty)
/* harmony export */ });
/* unused harmony exports readErrorBody, readRetryAfter */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(977);
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(757);
/* harmony import */ var _api_forms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3376);
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9393);




/** The maximum size of a response in bytes. The response for an Actor contains the files of all its versions. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_JSON_LEVELS = 100;
const MAX_MESSAGE_LENGTH = 2_000;
/** Reads a JSON response. @throws LostResponseError if it is not valid JSON of this form. */
async function readJson(received, form) {
    const text = await readText(received, MAX_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${MAX_BYTES / 1024 ** 2} MiB`);
    if ((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonDeeperThan */ .ZI)(text, MAX_JSON_LEVELS)) {
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
/** Reads a list, and the API's time in ms since 1970 (with a resolution of one second). */
async function readItems(received, form) {
    const { data } = await readJson(received, (0,_api_forms_js__WEBPACK_IMPORTED_MODULE_2__/* .items */ .ld)(form));
    return { items: data.items, now: readDate(received.response.headers.get('date') ?? '') };
}
/** Checks a response whose content does not matter. @throws LostResponseError if it is a web page or other text. */
async function readEmpty(received) {
    const text = await readText(received, MAX_ERROR_BYTES);
    if (text === undefined)
        throw unusable(received, `it is longer than ${MAX_ERROR_BYTES / 1024} KiB`);
    if (text.trim() !== '' && !(0,_forms_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(parseJson(text)))
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
        return new _api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ApifyApiError */ .UP({ ...more, type: 'redirect', apiMessage });
    }
    const text = await readText(received, MAX_ERROR_BYTES).catch(() => undefined);
    if (text === undefined)
        return new _api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ApifyApiError */ .UP({ ...more, type: '', apiMessage: 'the rest of the response could not be read' });
    const { type, message } = readErrorBody(text);
    return new _api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ApifyApiError */ .UP({ ...more, type, apiMessage: message || `the response is ${describe(response, text)}` });
}
/**
 * Reads `{ "error": { "type", "message" } }`. Missing or invalid values become empty strings.
 * https://docs.apify.com/api/v2#errors
 */
function readErrorBody(text) {
    const json = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonDeeperThan */ .ZI)(text, MAX_JSON_LEVELS) ? undefined : parseJson(text);
    const { type, message } = (0,_forms_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json) && (0,_forms_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json['error']) ? json['error'] : {};
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
    return new _api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .LostResponseError */ .s8(message, { hint, attempts, outcome: 'unusable' });
}
function notJson({ response, request, attempts }, text) {
    const message = `The response to ${request} could not be read: it is ${describe(response, text)}`;
    return new _api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .LostResponseError */ .s8(message, { hint, attempts });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Describes a response that does not come from the API, without quoting a whole page. */
function describe(response, text) {
    if (text.trim() === '')
        return 'empty';
    const type = /^[\w.+/-]{1,100}(?=;|\s|$)/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'no content type';
    if (!/<title>|<html/i.test(text))
        return `not from the Apify API (${type}, ${text.length} characters)`;
    const title = /<title>([^<]{1,100})</i.exec(text)?.[1]?.trim();
    const titled = title === undefined ? '' : ` with the title "${title}"`;
    return `a web page${titled} (${type}), probably from a proxy or gateway`;
}


/***/ })

};
