import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

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

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7590:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9926);

await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .run */ .e)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9926:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

;// CONCATENATED MODULE: ./build/errors.js
/** The run cannot go on, and the user can do something about it. */
class errors_ActionError extends Error {
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
function errors_combineErrors(mistakes, title) {
    const [first] = mistakes;
    if (first !== undefined && mistakes.length === 1)
        return first;
    const lines = mistakes.map(({ message, hint }) => `- ${message}${hint === undefined ? '' : `. ${hint}`}`);
    return new errors_ActionError(`${mistakes.length} ${title}:\n${lines.join('\n')}`);
}
/** What was thrown, in its own words. */
function messageOf(error) {
    return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
/** The same without a full stop at its end, for more to follow. */
function errors_messageToGoOn(error) {
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

;// CONCATENATED MODULE: ./build/text.js
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
function text_quoted(text) {
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
function text_formatDuration(ms) {
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

;// CONCATENATED MODULE: ./build/apify/lost-answer.js

/**
 * A request was made, and no answer that can be read came back: nobody knows whether it was carried out.
 * Time-outs, broken connections, and answers that are cut or are not JSON.
 */
class lost_answer_LostAnswerError extends errors_ActionError {
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
            return new lost_answer_LostAnswerError(message, { ...diagnosis, attempts, cause: error });
        }
    }
    const words = chain.flatMap(({ message }) => (typeof message === 'string' ? message : []));
    const telling = words.findLast((text) => text !== '' && !/fetch failed$|^terminated$/.test(text));
    const message = `No answer to ${request}: ${telling ?? 'the connection failed'}`;
    return new lost_answer_LostAnswerError(message, { hint: unreachable, attempts, cause: error });
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
function api_error_isApiError(error, status, type) {
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
function explain(error) {
    if (error instanceof lost_answer_LostAnswerError) {
        return { message: error.message + triesOf(error), hint: error.hint, place: undefined };
    }
    if (error instanceof errors_ActionError)
        return { message: error.message, hint: error.hint, place: error.place };
    if (error instanceof ApifyApiError) {
        const hint = byType.get(error.type) ?? byStatus(error.status) + doubtOf(error);
        return { message: error.message + triesOf(error), hint, place: undefined };
    }
    const message = messageOf(error);
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
    return `${another}${messageToGoOn(reason)}. Attempt ${attempts + 1} follows in ${formatDuration(delayMs)}`;
}

;// CONCATENATED MODULE: ./build/changes/range.js
/**
 * Which commits the event is about. A base that the user gives takes the place of the event's. Pure.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
function rangeOf(event, base) {
    const own = ownRange(event);
    if (base === undefined)
        return own;
    if (own.kind === 'range')
        return { ...own, range: { ...own.range, base } };
    return range(base, undefined, event.name.startsWith('pull_request') ? 'merge-base' : 'base');
}
function range(base, head, from) {
    return { kind: 'range', range: { base, head, from } };
}
function ownRange({ name, ref, payload }) {
    // Reviews and their comments carry the pull request too.
    if (name.startsWith('pull_request')) {
        const [base, head] = [
            commit(payload, 'pull_request', 'base', 'sha'),
            commit(payload, 'pull_request', 'head', 'sha'),
        ];
        return base === undefined || head === undefined ? untold(name) : range(base, head, 'merge-base');
    }
    if (name === 'merge_group') {
        const [base, head] = [commit(payload, 'merge_group', 'base_sha'), commit(payload, 'merge_group', 'head_sha')];
        return base === undefined || head === undefined ? untold(name) : range(base, head, 'base');
    }
    if (name !== 'push')
        return everything(otherEvents[name] ?? `an event ${name} compares nothing`);
    if (ref.startsWith('refs/tags/'))
        return everything('a tag was pushed');
    const before = read(payload, 'before');
    if (typeof before === 'string' && /^0+$/.test(before))
        return everything('it is the first push of the branch');
    const [base, head] = [commit(payload, 'before'), commit(payload, 'after')];
    return base === undefined || head === undefined ? untold(name) : range(base, head, 'base');
}
const otherEvents = {
    schedule: 'the run was started by a schedule',
    workflow_dispatch: 'the run was started by hand',
    repository_dispatch: 'the run was started by hand',
};
/** What was to be expected, or, with more than a reason, what the user should mend. */
function everything(why, trouble) {
    return { kind: 'everything', why, unexpected: trouble !== undefined, ...trouble };
}
function untold(name) {
    return everything(`the event ${name} does not tell its commits`, {
        hint: 'GITHUB_EVENT_PATH names the file that describes it.',
    });
}
/** A commit's hash at this place of the payload; the zeros that stand for none are none. */
function commit(payload, ...keys) {
    const value = read(payload, ...keys);
    return typeof value === 'string' && isCommitHash(value) && !/^0+$/.test(value) ? value : undefined;
}
/** SHA-1 or SHA-256 in full. */
function isCommitHash(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
function read(payload, ...keys) {
    return keys.reduce((value, key) => (typeof value === 'object' && value !== null ? value[key] : undefined), payload);
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
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
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
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
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
        const plain = withoutStyle(escapeLog(redacted));
        const hidden = redact(plain);
        return hidden === plain ? redacted : hidden;
    };
    const shown = (text) => escapeLog(hide(text));
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
            for (const trace of traceOf(error))
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
                find({ level: 'warning', message: `The step summary could not be written: ${messageOf(error)}` });
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
        throw new errors_ActionError(`Output ${name} could not be written: ${messageOf(error)}`, {
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

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./build/paths.js

/**
 * The POSIX name of a place from a folder, both absolute and real; empty for the folder itself, undefined where the
 * place does not lie in it: above, beside, or on another drive or share.
 */
function nameFrom(folder, place, rules = external_node_path_namespaceObject) {
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
function placeIn(folder, name, { sep } = path) {
    if (name === '')
        return folder;
    const below = sep === '/' ? name : name.replaceAll('/', sep);
    return folder.endsWith(sep) ? folder + below : folder + sep + below;
}
/** Whether a path may lead to another machine: on Windows, to open it signs in there. Only drives surely do not. */
function isOnNetwork(place, { sep } = external_node_path_namespaceObject) {
    return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}
/** Whether a name leads into a repository's own folder, or to the file that names it; some systems know no letter's case. */
function isInGitFolder(name) {
    return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}
function withSlashes(relative, sep) {
    return sep === '/' ? relative : relative.split(sep).join('/');
}

;// CONCATENATED MODULE: ./build/runner/workspace.js





/** @throws ActionError naming the input where the folder is not there or leads out of the workspace. */
async function findWorkspace(workspace, input) {
    const top = await (0,promises_namespaceObject.realpath)(workspace).catch((cause) => {
        throw new errors_ActionError(`The workspace ${visible(workspace)} cannot be read`, {
            hint: 'Run the step after actions/checkout; GITHUB_WORKSPACE names the folder.',
            cause,
        });
    });
    const folder = external_node_path_namespaceObject.resolve(top, input);
    const real = await (0,promises_namespaceObject.realpath)(folder).catch((cause) => {
        throw notThere(input, cause);
    });
    if (!(await (0,promises_namespaceObject.stat)(real)).isDirectory())
        throw notThere(input);
    const shown = nameFrom(top, real);
    if (shown === undefined) {
        throw new errors_ActionError(`Input working-directory ${text_quoted(input)} leads out of the workspace`, {
            hint: 'Give a folder of the checkout, relative to its root, packages/my-actor for example.',
        });
    }
    return { workspace: top, workingDirectory: real, shown };
}
function notThere(input, cause) {
    return new errors_ActionError(`Input working-directory ${text_quoted(input)} is not a folder of the checkout`, {
        hint: 'Give the folder that holds .actor/, relative to the root of the repository, and run the step after actions/checkout.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/actions/input-fields.js



/** The error for one input. @param problem the end of a sentence that begins with the input's name. */
function input_fields_wrong(name, problem, hint) {
    return new errors_ActionError(`Input ${name} ${problem}`, { hint });
}
/** An ID or `username~name`; undefined where there is no text, as in all of these. @throws ActionError */
function input_fields_readActorId(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9]+$/.test(text) || /^[A-Za-z0-9._-]+[/~][A-Za-z0-9._-]+$/.test(text))
        return text.replace('/', '~');
    const bare = /^[A-Za-z0-9._-]{1,100}$/.test(text);
    throw input_fields_wrong('actor-id', bare ? `${quoted(text)} is a bare name` : `${quoted(text)} is no Actor`, bare
        ? `Put the account before it: username/${text}. Or leave it out where actor.json has the name.`
        : 'Give the ID from Apify Console, or username/name.');
}
/** `MAJOR.MINOR`. @throws ActionError with a hint for a number that YAML has shortened */
function input_fields_readVersion(text) {
    if (text === '' || isVersionNumber(text))
        return text || undefined;
    const quotes = `Quote it in the workflow: version: '${text}.0'. YAML reads an unquoted ${text}.0 as the number ${text}.`;
    throw input_fields_wrong('version', `${quoted(text)} is not MAJOR.MINOR`, isVersionNumber(`${text}.0`) ? quotes : "Give two numbers from 0 to 99 without leading zeros, '1.2' for example.");
}
/** @throws ActionError */
function input_fields_readBuildTag(text) {
    if (text === '')
        return undefined;
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text))
        return text;
    throw input_fields_wrong('build-tag', `${quoted(text)} is not a build tag`, 'Use letters, digits, dots, hyphens and underscores, `beta` for example.');
}
/** One of the words, as it is written. */
function input_fields_oneOf(name, text, allowed) {
    if (text === '')
        return undefined;
    const found = allowed.find((value) => value === text);
    if (found === undefined)
        throw input_fields_wrong(name, `${quoted(text)} is not known`, `Use one of ${allowed.join(', ')}.`);
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
    throw input_fields_wrong(name, `${text_quoted(text)} is not a boolean`, 'Use true or false.');
}
/** Seconds, 0 included. @throws ActionError */
function input_fields_readSeconds(text) {
    if (text === '')
        return undefined;
    if (/^\d{1,6}$/.test(text))
        return Number(text);
    const isTooLong = /^\d+$/.test(text);
    throw input_fields_wrong('wait-for-finish', `${quoted(text)} is ${isTooLong ? 'longer than any job runs' : 'not a number of seconds'}`, isTooLong ? 'Give 999999 seconds at most.' : 'Give a whole number, 600 for example; 0 does not wait.');
}

;// CONCATENATED MODULE: ./build/actions/deploy/url-inputs.js
/** The input that gives the URL of a source, by the source's type. */
const urlInputOf = {
    GIT_REPO: 'git-repo-url',
    TARBALL: 'tarball-url',
    GITHUB_GIST: 'github-gist-url',
};
const url_inputs_urlSources = Object.entries(urlInputOf);
const urlInputs = Object.values(urlInputOf);
/** Controls, line ends among them; `git-repo-url` may have spaces in its folder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const url_inputs_CONTROLS = /[\u0000-\u001f\u007f]/;
/** `https://host/…`, `ssh://git@host/…` and the like, or `git@host:owner/name`. */
const GIT_URL = /^(?:(?:https?|ssh|git|git\+https?|git\+ssh):\/\/[^\s/?#\\]+|[^\s/:@#\\]+@(?:[^\s/:@[\]#\\]+|\[[^\s\]]+\]):[^\s#])/i;
const WEB_URL = /^https?:\/\/[^\s/?#\\]+[^\s]*$/i;
/** What is wrong with a URL that is given, and what would be right; undefined where nothing is. */
function url_inputs_faultOfUrl(input, text) {
    const isWebUrl = WEB_URL.test(text) && URL.canParse(text);
    switch (input) {
        case 'git-repo-url': {
            const isUrl = /^[a-z+]+:\/\//i.test(text);
            if (GIT_URL.test(text) && !url_inputs_CONTROLS.test(text) && (!isUrl || URL.canParse(text)))
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
    return parts.filter((part) => part !== '' && part !== 'git').flatMap((part) => [part, decoded(part)]);
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy/inputs.js



const sourceTypes = (/* unused pure expression or super */ null && (['SOURCE_FILES', 'GIT_REPO', 'TARBALL', 'GITHUB_GIST']));
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
            if (!(error instanceof ActionError))
                throw error;
            mistakes.push(error);
            return undefined;
        }
    };
    const dryRun = read(() => boolean('dry-run', raw.text('dry-run'), false));
    const inputs = {
        token: read(() => readToken(raw, dryRun ?? true)),
        actorId: read(() => readActorId(raw.text('actor-id'))),
        version: read(() => readVersion(raw.text('version'))),
        buildTag: read(() => readBuildTag(raw.text('build-tag'))),
        source: read(() => readSource(raw)),
        envVarsMode: read(() => oneOf('env-vars-mode', raw.text('env-vars-mode'), ['merge', 'replace'])) ?? 'merge',
        applyEnvVarsToBuild: read(() => boolean('apply-env-vars-to-build', raw.text('apply-env-vars-to-build'), undefined)),
        createIfMissing: read(() => boolean('create-if-missing', raw.text('create-if-missing'), true)),
        build: read(() => boolean('build', raw.text('build'), true)),
        useCache: read(() => boolean('use-cache', raw.text('use-cache'), true)),
        waitForFinishSecs: read(() => readSeconds(raw.text('wait-for-finish'))),
        dryRun,
        apiBaseUrl: read(() => readBaseUrl(raw)),
    };
    if (mistakes.length > 0)
        throw combineErrors(mistakes, 'inputs are wrong');
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
function readSource(raw) {
    const given = oneOf('source-type', raw.text('source-type'), sourceTypes);
    const urls = urlSources.map(([type, input]) => [type, input, raw.text(input)]);
    const set = urls.filter(([, , url]) => url !== '');
    const foreign = set.filter(([type]) => type !== (given ?? set[0]?.[0]));
    if (foreign.length > 0) {
        const names = [...(given === undefined ? [] : [`source-type (${given})`]), ...set.map(([, name]) => name)];
        throw new ActionError(`Inputs ${names.join(' and ')} contradict each other`, {
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
        throw new ActionError(`Inputs files and ${set[0]?.[1] ?? `source-type (${type})`} contradict each other`, {
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
        throw new ActionError(`${subject} is not an http or https address`, {
            hint: 'Give https://api.apify.com, for example.',
        });
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new ActionError(`${subject} carries user information, a query or a fragment`, {
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

;// CONCATENATED MODULE: ./build/apify/value-rules.js
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
function value_rules_isVersionNumber(text) {
    return /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/.test(text);
}

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
    if (typeof value === 'string' && value_rules_isVersionNumber(value))
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
    if (!isEnvVarName(name))
        return { problem: 'is no name of a variable', hint: `Use ${NAME_RULE}.` };
    if (name.length > MAX_NAME_LENGTH) {
        return { problem: `has ${name.length} characters`, hint: `A name has ${MAX_NAME_LENGTH} at most.` };
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
            if (value.length <= MAX_VALUE_LENGTH)
                return { value };
            return { problem: `has ${value.length} characters`, hint: `A value has ${MAX_VALUE_LENGTH} at most.` };
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

;// CONCATENATED MODULE: ./build/actor/json-positions.js
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

;// CONCATENATED MODULE: ./build/actor/named-files.js

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
    if (typeof value !== 'string' || external_node_path_namespaceObject.posix.isAbsolute(value))
        return [];
    const path = external_node_path_namespaceObject.posix.join('.actor', value);
    return /^\.\.?(?:\/|$)/.test(path) || path.endsWith('/') ? [] : [path];
}
/** The value where it is an object, else an empty one. */
function asObject(value) {
    return typeof value === 'object' && value !== null ? value : {};
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/actor/read-actor-json.js







const openDescriptor = (0,external_node_util_.promisify)(external_node_fs_namespaceObject.open);
/** Bytes. The platform takes no more than this as files that are not packed (3 MiB); real ones have a few KiB. */
const MAX_BYTES = 3 * 1024 ** 2;
/** Longer ones no system follows. */
const MOST_LINK_BYTES = 4096;
const AS_TEXT = 'Git does so on Windows where links are off: run git config --global core.symlinks true before the checkout, or put the file itself there.';
/** Path of a file in the working directory from the workspace's root, with `/`, for messages and annotations. */
function read_actor_json_pathForMessages({ workspace, workingDirectory }, ...names) {
    return (0,external_node_path_namespaceObject.relative)(workspace, (0,external_node_path_namespaceObject.join)(workingDirectory, ...names)).replaceAll(external_node_path_namespaceObject.sep, '/');
}
/**
 * The text of `.actor/actor.json` without its byte order mark; undefined where there is none.
 * @throws ActionError where there is one that is not a readable UTF-8 file inside the workspace.
 */
async function readActorJson(folder) {
    const file = read_actor_json_pathForMessages(folder, '.actor', 'actor.json');
    const broken = (problem, hint, more = {}) => new errors_ActionError(`${file} ${problem}`, {
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
        if (error instanceof errors_ActionError)
            throw error;
        throw broken(`cannot be read (${codeOf(error)})`, 'See to it that this step may read it.', { cause: error });
    }
    if (!bytes.includes('{') && (await isTextLink(path)))
        throw broken('is a link that Git has checked out as text', AS_TEXT);
    if (!(0,external_node_buffer_.isUtf8)(bytes)) {
        const line = firstLineNotUtf8(bytes);
        throw broken('is not UTF-8 text', 'Save it as UTF-8.', { line });
    }
    return new TextDecoder().decode(bytes);
}
async function resolveLinks({ workspace, workingDirectory }, broken) {
    const folder = (0,external_node_path_namespaceObject.join)(workingDirectory, '.actor');
    const path = (0,external_node_path_namespaceObject.join)(folder, 'actor.json');
    let real;
    try {
        real = await (0,promises_namespaceObject.realpath)(path);
    }
    catch (error) {
        const code = codeOf(error);
        if (code !== 'ENOENT' && code !== 'ENOTDIR') {
            throw broken(`cannot be read (${code})`, 'See to it that this step may read it.', { cause: error });
        }
        if (await isTextLink(folder))
            throw broken('is behind a link that Git has checked out as text', AS_TEXT);
        if ((await isLink(path)) || ((await isLink(folder)) && !(await read_actor_json_exists(folder)))) {
            throw broken('is a link, or behind one, whose target is not there', 'Mend the link, or put the file itself there.');
        }
        return undefined;
    }
    // A resolved path that begins with the workspace's shows that this one is resolved too.
    const name = nameFrom(workspace, real) ?? nameFrom(await (0,promises_namespaceObject.realpath)(workspace), real);
    if (name === undefined || isInGitFolder(name)) {
        throw broken('is a link, or behind one, that leads out of the workspace', 'Put the file itself there.');
    }
    return real;
}
/**
 * Opening is what may wait, for a network's disk or a virus scanner; what the system then knows already is asked
 * synchronously, which counts where hundreds are read.
 */
async function readRegularFile(path, broken) {
    const stats = (0,external_node_fs_namespaceObject.statSync)(path);
    if (!stats.isFile())
        throw broken('is not a file', 'Put the definition of the Actor there, as a JSON file.');
    if (stats.size > MAX_BYTES) {
        throw broken(`has ${stats.size} bytes, more than the ${MAX_BYTES} that are read`, 'Move schemas to files of their own.');
    }
    const descriptor = await openDescriptor(path, 'r');
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(descriptor);
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}
async function isLink(path) {
    return (0,promises_namespaceObject.lstat)(path).then((found) => found.isSymbolicLink(), () => false);
}
/** Whether a file holds what reads like the way to something that is there. */
async function isTextLink(path) {
    try {
        const stats = await (0,promises_namespaceObject.lstat)(path);
        if (!stats.isFile() || stats.size > MOST_LINK_BYTES)
            return false;
        const text = await (0,promises_namespaceObject.readFile)(path, 'utf8');
        const target = (0,external_node_path_namespaceObject.resolve)((0,external_node_path_namespaceObject.dirname)(path), text);
        return /^[^\n{]+$/.test(text) && !isOnNetwork(target) && (await read_actor_json_exists(target));
    }
    catch {
        return false;
    }
}
/** Whether something can be reached under this path. */
async function read_actor_json_exists(path) {
    return (0,promises_namespaceObject.stat)(path).then(() => true, () => false);
}
function firstLineNotUtf8(bytes) {
    let line = 1;
    for (let start = 0;; line += 1) {
        const end = bytes.indexOf(0x0a, start);
        if (end < 0 || !(0,external_node_buffer_.isUtf8)(bytes.subarray(start, end)))
            return line;
        start = end + 1;
    }
}

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
    const file = pathForMessages(request, '.actor', 'actor.json');
    const hints = request.missing.map((name) => `To give ${ways[name]} ${file}.`);
    const fields = request.missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
    if (await exists(join(request.workingDirectory, '.actor', 'actor.json'))) {
        return new ActionError(`${file} has no ${fields.join(' and no ')}, and the input${list(request.missing)} empty`, {
            hint: hints.join(' '),
            place: { file },
        });
    }
    const elsewhere = await findElsewhere(request, file);
    return new ActionError(`There is no ${file}, and the input${list(request.missing)} empty`, {
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
    const atRoot = pathForMessages(folder, 'actor.json');
    if (await exists(join(folder.workingDirectory, 'actor.json'))) {
        const hint = `${atRoot} is not read there: move it (\`mkdir -p ${pathForMessages(folder, '.actor')} && git mv ${atRoot} ${file}\`); paths in it are then relative to .actor/.`;
        return { file: atRoot, hint };
    }
    const old = pathForMessages(folder, 'apify.json');
    if (await exists(join(folder.workingDirectory, 'apify.json'))) {
        const hint = `${old} is of the old form and not read: move its name, version and buildTag to ${file}, beside "actorSpecification": 1; env is called environmentVariables there.`;
        return { file: old, hint };
    }
    return undefined;
}
/** Why there may be nothing at all: a folder that is not there, or a repository that was not checked out. */
async function explainEmptiness({ workspace, workingDirectory }) {
    const names = await readdir(workspace).catch(() => []);
    if (names.length === 0)
        return 'The workspace is empty: run actions/checkout before this step.';
    if (await exists(workingDirectory))
        return undefined;
    return `The working directory ${pathForMessages({ workspace, workingDirectory })} is not there: see the input working-directory.`;
}

;// CONCATENATED MODULE: ./build/actor/definition.js








/**
 * Reads and checks `.actor/actor.json`; undefined where there is none. What an input replaces is not checked: where
 * it is wrong it is absent in the result, and a variable of `replacedEnvVars` is empty there.
 * @throws ActionError with file, line and column, which tells all mistakes of the file together.
 */
async function readActorDefinition(request) {
    const text = await readActorJson(request);
    if (text === undefined)
        return undefined;
    return parseActorDefinition(text, read_actor_json_pathForMessages(request, '.actor', 'actor.json'), request);
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
        namedFiles: listNamedFiles(actorJson),
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
        const { line, column, problem } = await explainSyntaxError(text, cause);
        throw new errors_ActionError(`${file} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
            hint: 'It is strict JSON: double quotes, no comments, no trailing commas.',
            place: { file, line, column },
            cause,
        });
    }
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return { ...parsed };
    throw new errors_ActionError(`${file} is ${describe(parsed)}, not an object`, {
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
    const places = await findKeyPlaces(text, mistakes.map(({ keys }) => keys));
    const told = mistakes
        .map(({ keys, problem, hint }, index) => ({
        ...(places[index] ?? { line: 1, column: 1 }),
        sentence: `${keys.map(visible).join('.')} ${problem}`,
        hint,
    }))
        .sort((a, b) => a.line - b.line || a.column - b.column);
    const [first] = told;
    if (first === undefined)
        throw new TypeError('no mistake to tell');
    const place = { file, line: first.line, column: first.column };
    if (told.length === 1)
        return new errors_ActionError(`${file}: ${first.sentence}`, { hint: first.hint, place });
    const lines = told.map(({ line, sentence, hint }) => `- line ${line}: ${sentence}. ${hint}`);
    return new errors_ActionError(`${file} has ${told.length} mistakes:\n${lines.join('\n')}`, { place });
}

;// CONCATENATED MODULE: ./build/actions/discover/actors.js




/** Files that are read at once. */
const SIDE_BY_SIDE = 64;
/**
 * Reads actor.json of each of the folders.
 * @throws ActionError for those that are wrong, at the line where one is; all of them in one error.
 */
async function readActors(workspace, folders, tracked) {
    const found = new Map();
    const mistakes = new Map();
    // The workers share one iterator: each takes the next folder.
    const next = folders.values();
    const work = async () => {
        for (const folder of next) {
            try {
                const definition = await readActorDefinition({
                    workspace,
                    workingDirectory: external_node_path_namespaceObject.join(workspace, folder),
                    replaced: { name: false, version: false, buildTag: false },
                    replacedEnvVars: new Set(),
                });
                if (definition === undefined)
                    continue;
                found.set(folder, { folder, definition, outside: outsideOf(folder, definition) });
            }
            catch (error) {
                if (!(error instanceof errors_ActionError))
                    throw error;
                mistakes.set(folder, error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, folders.length) }, work));
    if (mistakes.size > 0)
        throw actors_combineMistakes(folders.flatMap((folder) => mistakes.get(folder) ?? []));
    const actors = folders.flatMap((folder) => found.get(folder) ?? []);
    const missing = folders.filter((folder) => tracked.has(folder) && !found.has(folder));
    return { actors, diagnostics: [...missingOnes(missing), ...namesakes(actors)] };
}
/** An annotation has one place: that of the first. */
function actors_combineMistakes(mistakes) {
    const { message, hint, place } = errors_combineErrors(mistakes, 'Actors have mistakes in their actor.json');
    const at = place ?? mistakes[0]?.place;
    return new errors_ActionError(message, {
        ...(hint === undefined ? {} : { hint }),
        ...(at === undefined ? {} : { place: at }),
        cause: mistakes[0],
    });
}
/** Both paths are relative to `.actor/`. */
function outsideOf(folder, { dockerContextDir, dockerfile }) {
    return [dockerContextDir, dockerfile].flatMap((written) => {
        if (written === undefined)
            return [];
        // An absolute path leads out too: to the root of the repository at most.
        const joined = external_node_path_namespaceObject.posix.isAbsolute(written) ? written.slice(1) : external_node_path_namespaceObject.posix.join(folder, '.actor', written);
        const place = external_node_path_namespaceObject.posix.normalize(joined).replace(/^\.?\/$|^\.$|\/$/, '');
        return isWithin(place, folder) && !external_node_path_namespaceObject.posix.isAbsolute(written) ? [] : [place];
    });
}
/** Whether the path is the folder or lies in it. */
function isWithin(place, folder) {
    if (folder === '')
        return place !== '..' && !place.startsWith('../');
    return place === folder || place.startsWith(`${folder}/`);
}
function missingOnes(folders) {
    if (folders.length === 0)
        return [];
    const message = `Git tracks .actor/actor.json of these folders, but the checkout does not have it: ${listSome(folders.map(showFolder))}. They are left out; check them out (a sparse checkout may exclude them).`;
    return [{ level: 'warning', message }];
}
function namesakes(actors) {
    const byName = Map.groupBy(actors, ({ definition }) => definition.name);
    return [...byName].flatMap(([name, ofName]) => {
        if (name === undefined || ofName.length < 2)
            return [];
        const folders = ofName.map(({ folder }) => showFolder(folder));
        const message = `${ofName.length} Actors are called ${visible(name)}: ${listSome(folders)}. Under one account they are one Actor, and the last to be deployed wins: rename them, or give each deployment an actor-id.`;
        const place = ofName[1]?.definition.file;
        return [{ level: 'warning', message, ...(place === undefined ? {} : { place: { file: place } }) }];
    });
}
/** The folder as a person and `working-directory` know it. */
function showFolder(folder) {
    return folder === '' ? '.' : visible(folder);
}

;// CONCATENATED MODULE: ./build/source/rules/path-patterns.js


/**
 * Patterns as the input `files` has them, matched against names alone, so that what is gone can match too: one a line,
 * `*`, `?`, `[…]` within a name, `**` for any number of folders, `!` excludes, `#` comments. Names are POSIX paths
 * from the workspace's root; what matches a folder matches everything in it; letters' case counts on every system,
 * and braces mean themselves.
 * @throws ActionError naming the input and the line that can match nothing.
 */
function readPathPatterns(input, text) {
    const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => compile(input, line));
}
/** Of patterns in order the last that matches. @param path a file's or folder's; empty for the root itself. */
function lastMatching(patterns, path) {
    return patterns.findLast(({ expression }) => expression.test(path));
}
/** True where every line begins with `!`, and so `**` is meant before them; true without a line too. */
function onlyExclude(patterns) {
    return patterns.every(({ excludes }) => excludes);
}
function compile(input, text) {
    const excludes = text.startsWith('!');
    const pattern = excludes ? text.slice(1).trim() : text;
    const wrong = (problem, hint) => new errors_ActionError(`Input ${input}: the pattern ${visible(text)} ${problem}`, { hint });
    if (pattern === '')
        throw wrong('is empty', 'Write what it excludes after the exclamation mark.');
    if (pattern.startsWith('/')) {
        throw wrong('begins with a slash', 'Patterns begin at the root of the workspace: packages/* for example.');
    }
    const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) {
        throw wrong('leads upwards', 'Patterns begin at the root of the workspace and have no "..".');
    }
    // The end stands for the folder and all in it anyway.
    while (segments.at(-1) === '**')
        segments.pop();
    const sources = segments.map((segment) => (segment === '**' ? '(?:[^/]+/)*' : `${sourceOf(segment)}/`));
    try {
        const source = segments.length === 0 ? '' : `^${sources.join('').slice(0, -1)}(?:/|$)`;
        return { text, excludes, expression: new RegExp(source, 'su') };
    }
    catch {
        throw wrong('has a set that is none', 'Write sets of characters as [abc], [a-z] or [!a-z].');
    }
}
/** The source of a regular expression for one name. */
function sourceOf(segment) {
    // A name is never empty.
    if (/^\*+$/.test(segment))
        return '[^/]+';
    return segment.replace(/\*+|\?|\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]|\\(.)|[$()+.[\\\]^{|}]/gsu, (part, ...groups) => {
        const [negation, members, escaped] = groups;
        if (part.startsWith('*'))
            return '[^/]*';
        if (part === '?')
            return '[^/]';
        if (members)
            return negation ? `(?!/)[^${membersOf(members)}]` : `[${membersOf(members)}]`;
        return literally(escaped ?? part);
    });
}
/** A hyphen stays what it is: between two characters a range. */
function membersOf(set) {
    return set.replace(/\\(.)|[[\]\\^]/gsu, (mark, escaped) => escaped === undefined ? `\\${mark}` : literally(escaped));
}
function literally(text) {
    return text.replace(/[$()*+.?[\\\]^{|}/-]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);
}

;// CONCATENATED MODULE: ./build/actions/discover/config.js




/** What is secret, before anything is checked. */
function readGitHubToken(raw) {
    const value = raw.text('github-token');
    return value === '' ? [] : [{ name: 'github-token', value }];
}
/** @throws ActionError that tells all mistakes together. */
function readDiscoverInputs(raw) {
    const mistakes = [];
    const read = (parse, otherwise) => {
        try {
            return parse();
        }
        catch (error) {
            if (!(error instanceof errors_ActionError))
                throw error;
            mistakes.push(error);
            return otherwise;
        }
    };
    const inputs = {
        actors: read(() => withEverything(readPathPatterns('actors', raw.text('actors'))), []),
        changedOnly: read(() => input_fields_boolean('changed-only', raw.text('changed-only'), true), true),
        base: read(() => readBase(raw.text('base')), undefined),
        shared: read(() => readPathPatterns('shared', raw.text('shared')), []),
        ignore: read(() => readPathPatterns('ignore', raw.text('ignore')), []),
        gitHubToken: raw.text('github-token'),
    };
    if (mistakes.length > 0)
        throw errors_combineErrors(mistakes, 'inputs are wrong');
    return inputs;
}
function withEverything(patterns) {
    return onlyExclude(patterns) ? [...readPathPatterns('actors', '**'), ...patterns] : patterns;
}
/** GitHub knows branches and tags by their short names only. */
function readBase(text) {
    const base = text.replace(/^refs\/(?:heads|tags)\//, '');
    if (base === '')
        return undefined;
    // What no name of a commit holds, and what an option or a second commit would begin with.
    if (!/^-|\.\.|[\s:?*[\\]/.test(base) && visible(base) === base)
        return base;
    throw new errors_ActionError(`Input base "${visible(text)}" is no commit, branch or tag`, {
        hint: 'Give one: main, v1.2.0 or a hash, for example.',
    });
}

;// CONCATENATED MODULE: ./build/changes/local-git.js



/** Undefined where there is no repository. Where the workspace is its top, as a checkout makes it, no process is needed. */
async function findRepository(local) {
    if ((0,external_node_fs_namespaceObject.existsSync)(external_node_path_namespaceObject.join(local.workspace, '.git')))
        return { prefix: '' };
    const prefix = (await ask(local, ['rev-parse', '--show-prefix']))?.replace(/\n$/, '');
    return prefix === undefined ? undefined : { prefix };
}
/**
 * Names below the workspace that may make their folder an Actor: `.actor/actor.json`, and `.actor` where it is a link;
 * those in submodules that are there too. Undefined where Git cannot tell.
 */
async function listActorFiles(local) {
    const patterns = [':(glob)**/.actor/actor.json', ':(glob)**/.actor'];
    return namesIn(await ask(local, ['ls-files', '-z', '--recurse-submodules', '--', ...patterns]));
}
/** Every tracked name below the workspace. */
async function listFiles(local) {
    return namesIn(await ask(local, ['ls-files', '-z', '--recurse-submodules']));
}
/**
 * What the range's names stand for; hashes are not looked up. Of a base's names that of a tag comes first, then a
 * branch of the remote, then whatever Git takes it for.
 */
async function findCommits(local, { base, head }) {
    if (isCommitHash(base) && head !== undefined)
        return { base, head };
    const ofBase = isCommitHash(base) ? [base] : [`refs/tags/${base}`, `refs/remotes/origin/${base}`, base];
    const input = [...ofBase, head ?? 'HEAD'].map((name) => `${name}^{commit}\n`).join('');
    const answer = (await ask(local, ['cat-file', '--batch-check'], input)) ?? '';
    const hashes = answer.split('\n').map((line) => /^([0-9a-f]{40,64}) commit \d+$/.exec(line)?.[1]);
    return { base: hashes.slice(0, ofBase.length).find((hash) => hash !== undefined), head: hashes[ofBase.length] };
}
/**
 * The files that differ, from trees alone, so that a clone without blobs can tell too.
 * Undefined where this clone does not have what is needed.
 */
async function compareLocally(local, { prefix }, commits, from) {
    const base = from === 'base' ? commits.base : await findMergeBase(local, commits);
    if (base === undefined)
        return undefined;
    // Of the plumbing, which no setting of the user changes; renames stay two files, submodules count whatever .gitmodules says.
    const options = ['-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=none'];
    const listed = await ask(local, ['diff-tree', ...options, base, commits.head, '--']);
    if (listed === undefined)
        return undefined;
    const files = changesIn(listed).map((file) => ({ ...file, path: fromWorkspace(file.path, prefix) }));
    return { kind: 'files', files, base, head: commits.head, by: 'local Git' };
}
/** The workspace's view of a path that begins at the repository's top. */
function fromWorkspace(file, prefix) {
    return prefix === '' ? file : external_node_path_namespaceObject.posix.relative(`/${prefix}`, `/${file}`);
}
async function findMergeBase(local, { base, head }) {
    const found = (await ask(local, ['merge-base', base, head]))?.trim();
    if (found === undefined || !isCommitHash(found))
        return undefined;
    // Where history is cut on the way to it, a nearer one may lie behind the cut: Git marks such commits as grafted.
    if ((await ask(local, ['rev-parse', '--is-shallow-repository']))?.trim() === 'false')
        return found;
    const passed = await ask(local, ['log', '--decorate=full', '--format=%D', `${base}...${head}`, '--']);
    return passed?.split(/, |\n/).includes('grafted') === false ? found : undefined;
}
function changesIn(listed) {
    const fields = listed.split('\0');
    const files = [];
    for (let index = 0; index + 1 < fields.length; index += 2) {
        files.push({ path: fields[index + 1] ?? '', removed: fields[index] === 'D' });
    }
    return files;
}
function namesIn(listed) {
    return listed?.split('\0').filter((name) => name !== '');
}
/** What Git printed; undefined where it failed. */
async function ask({ git, workspace, signal }, args, input) {
    const result = await git(args, { cwd: workspace, signal, ...(input === undefined ? {} : { input }) });
    return result.kind === 'ok' ? result.stdout.toString() : undefined;
}

;// CONCATENATED MODULE: ./build/actions/discover/actor-folders.js




/**
 * Folders with `.actor/actor.json`, by Git's tracked files; without a repository every folder is looked into.
 * @throws ActionError where the workspace is empty.
 */
async function findActorFolders(local, repository) {
    const names = repository === undefined ? undefined : await listActorFiles(local);
    // A repository around the workspace that tracks nothing in it is not the one that was checked out.
    if (names === undefined || (names.length === 0 && repository?.prefix !== ''))
        return walk(local);
    const tracked = names.filter((name) => name.endsWith('.json')).map((name) => folderOf(name) ?? '');
    return { folders: foldersOf(names), tracked: new Set(tracked) };
}
/** The folder that a file, or a link, of this name makes an Actor; undefined for any other name. */
function folderOf(name) {
    const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(name);
    return match === null ? undefined : (match[1] ?? '');
}
function foldersOf(names) {
    return [...new Set(names.map(folderOf))].filter((folder) => folder !== undefined).sort();
}
/** Links are not followed: what they lead to is found at its own place. */
async function walk({ workspace, signal }) {
    const names = [];
    const unreadable = [];
    let passedRepository = false;
    const waiting = [''];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        signal.throwIfAborted();
        const entries = await readFolder(external_node_path_namespaceObject.join(workspace, folder));
        if (entries === undefined)
            unreadable.push(folder);
        if (folder === '' && entries?.length === 0) {
            throw new errors_ActionError('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
        }
        for (const entry of entries ?? []) {
            const name = external_node_path_namespaceObject.posix.join(folder, entry.name);
            if (entry.name === '.git')
                passedRepository ||= folder !== '';
            else if (entry.name === '.actor')
                names.push(name);
            else if (entry.isDirectory() && entry.name !== 'node_modules')
                waiting.push(name);
        }
    }
    return { folders: foldersOf(names), tracked: new Set(), walk: { passedRepository, unreadable } };
}
async function readFolder(folder) {
    return (0,promises_namespaceObject.readdir)(folder, { withFileTypes: true }).catch(() => undefined);
}

;// CONCATENATED MODULE: ./build/actions/discover/built-in-ignore.js

/** Files outside Actor folders that change no Actor: Markdown, licences, and what editors, linters and GitHub read. */
const patterns = readPathPatterns('ignore', `
  **/*.[mM][dD]
  **/*.markdown
  **/LICEN[CS]E*
  **/licen[cs]e.txt
  **/COPYING*
  **/.editorconfig
  **/.vscode
  **/.idea
  **/.zed
  **/.fleet
  **/*.code-workspace
  **/*.sublime-project
  **/*.sublime-workspace
  **/.eslintrc*
  **/.eslintignore
  **/eslint.config.*
  **/tslint.json
  **/.oxlintrc.json
  **/biome.json
  **/biome.jsonc
  **/.prettierrc*
  **/.prettierignore
  **/prettier.config.*
  **/.stylelintrc*
  **/.stylelintignore
  **/stylelint.config.*
  **/.markdownlint*
  **/.jshintrc
  **/dprint.json
  **/.pylintrc
  **/pylintrc
  **/.flake8
  **/ruff.toml
  **/.ruff.toml
  **/.yamllint*
  **/.hadolint.y*ml
  **/.shellcheckrc
  **/.golangci.*
  **/.rubocop*.yml
  **/.pre-commit-config.y*ml
  **/.husky
  **/.lintstagedrc*
  **/lint-staged.config.*
  **/.commitlintrc*
  **/commitlint.config.*
  .github
  `);
/** Whether a file outside all Actor folders concerns none, unless the user says otherwise. */
function affectsNothing(file) {
    return lastMatching(patterns, file) !== undefined;
}

;// CONCATENATED MODULE: ./build/actions/discover/affected.js




/** Which Actors each of the files concerns. Pure; takes time for files and Actors, not for their product. */
function affectedBy(files, actors, rules) {
    const byFolder = groupByPlace(actors, ({ folder }) => [folder]);
    const byOutside = groupByPlace(actors, ({ outside }) => outside);
    const folders = new Set(rules.folders);
    const ofActors = new Map();
    const concern = (places, kind, file) => {
        let any = false;
        for (const folder of places) {
            const found = ofActors.get(folder) ?? { own: [], outside: [] };
            ofActors.set(folder, found);
            found[kind].push(file);
            any = true;
        }
        return any;
    };
    const shared = [];
    const unaffected = [];
    const overruled = [];
    for (const file of new Set(files)) {
        const ignored = lastMatching(rules.ignore, file);
        if (ignored?.excludes === false) {
            unaffected.push(file);
            continue;
        }
        const isOutside = !above(file).some((folder) => folders.has(folder));
        const isNobodys = isOutside && ignored === undefined && affectsNothing(file);
        const isOwn = concern(byFolder.concernedBy(file), 'own', file);
        const outside = isNobodys ? byOutside.exactly(file) : byOutside.concernedBy(file);
        const isOutsideOf = concern([...outside].filter((folder) => !isWithin(file, folder)), 'outside', file);
        const named = lastMatching(rules.shared, file);
        const isShared = named === undefined ? isOutside && onlyExclude(rules.shared) : !named.excludes;
        if (isShared && !isNobodys)
            shared.push(file);
        else if (!isOwn && !isOutsideOf && isOutside)
            unaffected.push(file);
        if (isNobodys && named?.excludes === false)
            overruled.push(file);
    }
    return { ofActors, shared, unaffected, overruled };
}
function groupByPlace(actors, placesOf) {
    const at = new Map();
    const below = new Map();
    for (const actor of actors) {
        for (const place of placesOf(actor)) {
            add(at, place, actor.folder);
            for (const parent of above(place).slice(1))
                add(below, parent, actor.folder);
        }
    }
    return {
        exactly: (file) => at.get(file) ?? [],
        concernedBy: (file) => new Set([...above(file).flatMap((place) => [...(at.get(place) ?? [])]), ...(below.get(file) ?? [])]),
    };
}
function add(places, place, folder) {
    const there = places.get(place) ?? new Set();
    there.add(folder);
    places.set(place, there);
}
/** The path itself and every folder that it lies in, up to the root. */
function above(file) {
    const places = [file];
    for (let place = file; place !== '' && place !== '..';) {
        const parent = external_node_path_namespaceObject.posix.dirname(place);
        place = parent === '.' ? '' : parent;
        places.push(place);
    }
    return places;
}

;// CONCATENATED MODULE: ./build/actions/discover/decide.js




/**
 * Decides for each Actor whether it is deployed. Pure.
 * @param folders every Actor's folder, those that are not asked for too.
 */
function decide(changes, actors, folders, { actors: patterns, shared, ignore }) {
    if (changes.kind === 'everything') {
        const why = `all, because ${changes.why}`;
        return {
            decisions: actors.map((actor) => ({ actor, deployed: true, why, files: [] })),
            deleted: [],
            diagnostics: [],
        };
    }
    const there = new Set(folders);
    const missing = changes.files.flatMap(({ path, removed }) => {
        const folder = folderOf(path);
        return folder === undefined || there.has(folder) ? [] : [{ folder, removed }];
    });
    const concerns = affectedBy(changes.files.map(({ path }) => path), actors, 
    // What lies in an Actor's folder is shared with nobody, though the Actor is gone, or not in this checkout yet.
    { folders: [...folders, ...missing.map(({ folder }) => folder)], shared, ignore });
    const deleted = missing.filter(({ folder, removed }) => removed && lastMatching(patterns, folder)?.excludes === false);
    return {
        decisions: actors.map((actor) => ({ actor, ...decideOne(concerns.ofActors.get(actor.folder), concerns.shared) })),
        deleted: [...new Set(deleted.map(({ folder }) => folder))].sort(),
        diagnostics: unaffectedDiagnostics(concerns),
    };
}
function decideOne(concern = { own: [], outside: [] }, shared) {
    const { own, outside } = concern;
    const causes = [
        { files: own, say: (count) => `${count} in its folder changed` },
        { files: outside, say: (count) => `${count} of its Docker context or its Dockerfile changed` },
        { files: shared, say: (count) => `${count} that every Actor shares changed` },
    ].filter(({ files }) => files.length > 0);
    if (causes.length === 0)
        return { deployed: false, why: 'nothing that concerns it changed', files: [] };
    return {
        deployed: true,
        why: causes.map(({ files, say }) => say(formatCount(files.length, 'file'))).join('; '),
        files: [...new Set(causes.flatMap(({ files }) => files))],
    };
}
function unaffectedDiagnostics({ unaffected, overruled }) {
    const diagnostics = [];
    if (unaffected.length > 0) {
        diagnostics.push({ level: 'info', message: `No Actor is concerned by ${listSome(unaffected.map(visible))}` });
    }
    if (overruled.length > 0) {
        const [first = ''] = overruled.map(visible);
        const message = `${listSome(overruled.map(visible))}: the input shared names it, but files of this kind concern no Actor outside Actor folders. Where it should, add the line !${first} to the input ignore.`;
        diagnostics.push({ level: 'notice', message });
    }
    return diagnostics;
}

;// CONCATENATED MODULE: ./build/actions/discover/outputs.js


/** Jobs of one matrix. https://docs.github.com/actions/reference/limits */
const MOST_ROWS = 256;
function rowOf({ folder, definition, outside }, reason) {
    return {
        name: definition.name ?? '',
        directory: folder === '' ? '.' : folder,
        version: definition.version ?? '',
        'build-tag': definition.buildTag ?? '',
        title: definition.title ?? '',
        // What is outside the folder is not among the files that are sent.
        'source-type': outside.length > 0 ? 'GIT_REPO' : '',
        reason,
    };
}
/** The outputs of discover/action.yml. @throws ActionError where GitHub would refuse the matrix. */
function outputsOf(rows) {
    if (rows.length > MOST_ROWS) {
        throw new errors_ActionError(`${formatCount(rows.length, 'Actor')} are to be deployed, and a matrix has ${MOST_ROWS} jobs at most`, {
            hint: 'Discover them in parts: one step and one deploying job each for packages/a* and packages/b* in the input actors, for example.',
        });
    }
    return {
        matrix: JSON.stringify({ include: rows }),
        directories: JSON.stringify(rows.map(({ directory }) => directory)),
        any: String(rows.length > 0),
        count: String(rows.length),
    };
}

;// CONCATENATED MODULE: ./build/actions/discover/summary.js

/** Lines of those that are not deployed that are shown at once. */
const MOST_OPEN = 20;
/** The step summary: how many first, then a table of Actors, then what to know. Every foreign text is inert. Pure. */
function summaryOf(facts) {
    const told = facts.actors.filter(({ fate }) => fate !== 'not deployed');
    const rest = facts.actors.filter(({ fate }) => fate === 'not deployed');
    const isLong = rest.length > MOST_OPEN;
    const parts = [
        `## ${headline(facts)}`,
        facts.failure === undefined ? escapeHtml(facts.compared) : reason(facts.failure),
        table(isLong ? told : [...told, ...rest]),
        isLong
            ? `<details><summary>${rest.length} Actors that are not deployed</summary>\n\n${table(rest)}\n\n</details>`
            : '',
        diagnostics(facts.diagnostics),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function headline({ actors, failure }) {
    if (failure !== undefined)
        return '❌ No matrix was made';
    const deployed = actors.filter(({ fate }) => fate === 'deployed').length;
    const all = actors.filter(({ fate }) => fate !== 'deleted').length;
    if (all === 0)
        return '🔍 No Actor was found';
    if (deployed === 0)
        return `💤 None of ${all} Actors is to be deployed`;
    return `🚀 ${deployed} of ${all} ${all === 1 ? 'Actor' : 'Actors'} to deploy`;
}
function reason({ message, hint }) {
    const lines = [...message.split('\n'), ...(hint?.split('\n') ?? [])];
    return lines.map(escapeHtml).join('<br>\n');
}
function table(lines) {
    if (lines.length === 0)
        return '';
    const rows = lines.map(({ name, folder, fate, why, files }) => [
        name === '' ? '(no name)' : htmlCode(name),
        htmlCode(folder),
        { deployed: '✅ yes', 'not deployed': 'no', deleted: '🗑️ no' }[fate],
        files.length === 0 ? escapeHtml(why) : `${escapeHtml(why)}: ${listSome(files.map(htmlCode), 3)}`,
    ]);
    const head = ['Actor', 'Folder', 'Deployed', 'Why'];
    return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
function diagnostics(all) {
    const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' };
    return all
        .flatMap(({ level, message }) => (level === 'debug' ? [] : [`- ${icons[level]} ${escapeHtml(message)}`]))
        .join('\n');
}

;// CONCATENATED MODULE: ./build/runner/version.js
/** Of this action, as package.json has it; goes into the `User-Agent`. */
const VERSION = '1.0.0';

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

;// CONCATENATED MODULE: ./build/github/compare.js




/** Files that the API lists at most, all on its first page. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_FILES = 300;
/** Milliseconds that an answer is waited for, attempts and all. */
const PATIENCE_MS = 20_000;
/** A server's own trouble, and broken connections: so often it is asked. */
const MOST_ATTEMPTS = 3;
/**
 * Asks GitHub which files differ. It compares from the merge base always; where that is not the base that is meant, or
 * the list may be cut, or nothing can be had, the answer is everything, and why.
 */
async function compareOnGitHub(repository, { base, head, from }, { clock, signal }) {
    const limit = limitTime(clock, PATIENCE_MS);
    try {
        const { status, files, merge_base_commit: mergeBase, } = await compare_ask(repository, `${base}...${head}`, {
            clock,
            signal: AbortSignal.any([signal, limit.signal]),
        });
        if (from === 'base' && (status === 'diverged' || status === 'behind')) {
            return everything('the push was forced, and GitHub compares from the merge base only');
        }
        if (!Array.isArray(files) || !files.every(isFile)) {
            return everything('the answer of the compare API of GitHub lists no files', { hint: wholeHistory });
        }
        if (files.length >= MOST_FILES) {
            return everything(`the compare API of GitHub lists ${MOST_FILES} files at most, and more may have changed`);
        }
        const comparedWith = typeof mergeBase?.sha === 'string' ? mergeBase.sha : base;
        return { kind: 'files', files: files.flatMap(namesOf), base: comparedWith, head, by: 'the compare API of GitHub' };
    }
    catch (error) {
        signal.throwIfAborted();
        if (limit.signal.aborted) {
            return everything(`the compare API of GitHub did not answer within ${PATIENCE_MS / 1000} seconds`, {
                hint: wholeHistory,
            });
        }
        return compare_explain(error);
    }
    finally {
        limit.end();
    }
}
async function compare_ask({ apiUrl, name, token }, basehead, { clock, signal }) {
    // Loaded here only: most runs need no API, and it reads the event's file when it is loaded.
    const { getOctokit } = await __nccwpck_require__.e(/* import() */ 413).then(__nccwpck_require__.bind(__nccwpck_require__, 2413));
    const octokit = getOctokit(token, {
        baseUrl: apiUrl.replace(/\/+$/, ''),
        userAgent: `deploy-apify-actor/${VERSION}`,
        log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    const [owner = '', repo = ''] = name.split('/');
    for (let attempt = 1;; attempt += 1) {
        try {
            // One commit is enough: the files are all on the first page.
            const query = { owner, repo, basehead, page: 1, per_page: 1 };
            const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
                ...query,
                request: { signal },
            });
            return typeof data === 'object' && data !== null ? data : {};
        }
        catch (error) {
            const { status } = error;
            if (attempt === MOST_ATTEMPTS || signal.aborted || typeof status !== 'number' || status < 500)
                throw error;
            await clock.sleep(500 * 2 ** attempt * (0.5 + clock.random() / 2), signal);
        }
    }
}
/** What is worth telling is told as the reason. */
function quiet() { }
function isFile(file) {
    return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}
function namesOf({ filename, status, previous_filename: before }) {
    const file = { path: filename, removed: status === 'removed' };
    return typeof before === 'string' ? [{ path: before, removed: status === 'renamed' }, file] : [file];
}
/** The error of an answer has it at `response`; without one there was none. */
function compare_explain(error) {
    const { status, response, message } = error;
    const detail = visible(typeof message === 'string' ? message : String(error));
    if (typeof status !== 'number' || response === undefined) {
        return everything('the compare API of GitHub could not be reached', { detail, hint: wholeHistory });
    }
    const hint = status < 500 ? `The job needs permissions: contents: read. ${wholeHistory}` : wholeHistory;
    const why = status === 404
        ? 'neither local Git nor GitHub has the commit to compare with'
        : `the compare API of GitHub answered ${status}`;
    return everything(why, { detail, hint });
}
const wholeHistory = 'Where actions/checkout fetches the whole history (fetch-depth: 0), local Git can answer.';

;// CONCATENATED MODULE: ./build/changes/find-changes.js



/**
 * The files that the event changed: local Git answers where it has the commits, else GitHub is asked once. In doubt
 * everything has changed. No failure of either is an error.
 */
async function findChanges(request) {
    const { event, local, repository, gitHub, clock } = request;
    const asked = rangeOf(event, request.base);
    if (asked.kind === 'everything')
        return asked;
    const { range } = asked;
    const { base, head } = repository === undefined ? { base: undefined, head: undefined } : await findCommits(local, range);
    if (repository !== undefined && base !== undefined && head !== undefined) {
        const found = await compareLocally(local, repository, { base, head }, range.from);
        if (found !== undefined)
            return found;
    }
    if (gitHub.token === '') {
        const hint = 'Leave github-token out, or let actions/checkout fetch the whole history (fetch-depth: 0).';
        return everything('local Git lacks the commits to compare, and the input github-token is empty', { hint });
    }
    const answer = await compareOnGitHub(gitHub, { base: base ?? range.base, head: range.head ?? head ?? event.sha, from: range.from }, { clock, signal: local.signal });
    if (answer.kind === 'everything')
        return answer;
    const prefix = repository?.prefix ?? '';
    return { ...answer, files: answer.files.map((file) => ({ ...file, path: fromWorkspace(file.path, prefix) })) };
}

;// CONCATENATED MODULE: ./build/github/event.js

/**
 * The event from the runner's variables and its file. The file is read here since `@actions/github`, which would read
 * it too, throws on a broken one, and takes time that most runs need not spend.
 */
async function readGitHubEvent(environment) {
    return {
        name: environment['GITHUB_EVENT_NAME'] ?? '',
        ref: environment['GITHUB_REF'] ?? '',
        sha: environment['GITHUB_SHA'] ?? '',
        payload: await readPayload(environment['GITHUB_EVENT_PATH'] ?? ''),
    };
}
async function readPayload(file) {
    try {
        return JSON.parse(await (0,promises_namespaceObject.readFile)(file, 'utf8'));
    }
    catch {
        return undefined;
    }
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
    for (let folder = options.cwd;; folder = external_node_path_namespaceObject.dirname(folder)) {
        const named = { ...env, GIT_DIR: external_node_path_namespaceObject.join(folder, '.git'), GIT_WORK_TREE: folder };
        const result = await run(args, options, named);
        if (result.kind !== 'failed' || !result.stderr.includes('not a git repository'))
            return result;
        if (folder === external_node_path_namespaceObject.dirname(folder))
            return undefined;
    }
}
function run(args, { cwd, input, signal }, env) {
    return new Promise((resolve, reject) => {
        // Windows looks for programs in the folder of the process first: that is never the checkout.
        const git = (0,external_node_child_process_namespaceObject.spawn)('git', ['-C', cwd, ...git_settings, ...args], {
            cwd: external_node_path_namespaceObject.dirname(process.execPath),
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

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/time/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: async (ms, signal) => {
        try {
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
    random: Math.random,
};

;// CONCATENATED MODULE: ./build/actions/discover/survey.js










/**
 * Finds the Actors and the changes, side by side: neither needs the other.
 * @param workspace absolute, links resolved.
 * @throws ActionError where the workspace is empty, or an actor.json is wrong.
 */
async function survey(environment, inputs, workspace) {
    // Where one fails, the others need not go on.
    const stop = new AbortController();
    const local = { git: createGit(environment), workspace, signal: stop.signal };
    try {
        const [repository, event] = await Promise.all([findRepository(local), readGitHubEvent(environment)]);
        const [found, changes, files] = await Promise.all([
            findActors(local, repository, inputs.actors),
            inputs.changedOnly
                ? findChanges({
                    event,
                    base: inputs.base,
                    local,
                    repository,
                    gitHub: gitHubOf(environment, inputs),
                    clock: systemClock,
                })
                : everything('the input changed-only is false'),
            inputs.shared.some(({ excludes }) => !excludes) ? listFiles(local) : undefined,
        ]);
        return {
            actors: found.actors,
            folders: found.folders,
            changes: found.all.walk?.passedRepository === true && changes.kind === 'files' ? checkedOutElsewhere : changes,
            diagnostics: [
                ...(found.all.walk === undefined ? [] : walkDiagnostics(found.all.walk, repository)),
                ...found.diagnostics,
                ...(found.all.folders.length === 0 ? [noActors(found.all)] : []),
                ...missesOf('actors', inputs.actors, found.all.folders, 'Actor folder'),
                ...missesOf('shared', inputs.shared, files && [...files, ...pathsIn(changes)], 'file'),
            ],
        };
    }
    finally {
        stop.abort();
    }
}
async function findActors(local, repository, patterns) {
    const all = await findActorFolders(local, repository);
    const isAsked = (folder) => lastMatching(patterns, folder)?.excludes === false;
    const { actors, diagnostics } = await readActors(local.workspace, all.folders.filter(isAsked), all.tracked);
    const read = new Set(actors.map(({ folder }) => folder));
    const folders = all.folders.filter((folder) => read.has(folder) || all.tracked.has(folder) || !isAsked(folder));
    return { actors, folders, diagnostics, all };
}
const checkedOutElsewhere = everything('the checkout is not at the root of the workspace, so that changed files cannot be told apart', { hint: 'Leave the input path of actions/checkout out.' });
function gitHubOf(environment, { gitHubToken }) {
    return {
        apiUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
        name: environment['GITHUB_REPOSITORY'] ?? '',
        token: gitHubToken,
    };
}
function pathsIn(changes) {
    return changes.kind === 'files' ? changes.files.map(({ path }) => path) : [];
}
/** Including patterns that match none of the names are mistakes mostly: what they should have named is left out. */
function missesOf(input, patterns, names, thing) {
    if (names === undefined)
        return [];
    const misses = patterns.filter(({ excludes, text, expression }) => !excludes && text !== '**' && !names.some((name) => expression.test(name)));
    return misses.map(({ text }) => {
        const braces = text.includes('{') ? ' Braces mean themselves: write a line for each alternative.' : '';
        return { level: 'warning', message: `Input ${input}: ${visible(text)} matches no ${thing}.${braces}` };
    });
}
function walkDiagnostics({ unreadable }, repository) {
    const reason = repository === undefined ? 'There is no Git repository here' : 'Git could not list what it tracks';
    const save = unreadable.length === 0 ? '' : `, save what cannot be read: ${listSome(unreadable.map(showFolder))}`;
    const level = repository === undefined && unreadable.length === 0 ? 'info' : 'warning';
    return [{ level, message: `${reason}: every folder was looked into for Actors${save}` }];
}
function noActors({ walk }) {
    const message = walk === undefined
        ? 'Git tracks no .actor/actor.json in this workspace.'
        : 'No folder of this workspace has .actor/actor.json. Run actions/checkout before this step.';
    return { level: 'warning', message };
}

;// CONCATENATED MODULE: ./build/actions/discover/main.js














/**
 * The second action: inputs, Actor folders and changed files, what concerns what, matrix, report. Whatever happens is
 * told once, here; the exit code is 1 exactly where an error was told.
 */
async function main_run() {
    const raw = readRawInputs();
    // Masks first: nothing can fail before what is secret is known.
    const secrets = [...readGitHubToken(raw), ...readPlainSecrets(raw)];
    const report = createReport(createRedactor(secrets));
    report.mask(secrets.flatMap(({ value }) => writtenForms(value)));
    const diagnostics = [];
    try {
        const facts = await discover(raw, report, diagnostics);
        await report.summary(facts, summaryOf);
    }
    catch (error) {
        process.exitCode = 1;
        const failure = explain(error);
        report.fail(failure, error);
        await report.summary({ compared: '', actors: [], diagnostics, failure }, summaryOf);
    }
}
async function discover(raw, report, diagnostics) {
    const find = (found) => {
        diagnostics.push(...found);
        for (const diagnostic of found)
            report.find(diagnostic);
    };
    const inputs = readDiscoverInputs(raw);
    const { workspace } = await findWorkspace(raw.workspace, '.');
    const { actors, folders, changes, diagnostics: aboutPlaces } = await survey(raw.environment, inputs, workspace);
    find(aboutPlaces);
    const decisions = decide(changes, actors, folders, inputs);
    const compared = main_describe(changes);
    await report.group('Changes', async () => logChanges(report, compared, changes));
    await report.group('Actors', async () => logDecisions(report, decisions));
    // The summary begins with it.
    if (changes.kind === 'everything' && changes.unexpected)
        report.find({ level: 'warning', message: compared });
    find(decisions.diagnostics);
    const deployed = decisions.decisions.filter((decision) => decision.deployed);
    find(namelessOnes(deployed.map(({ actor }) => actor)));
    report.outputs(outputsOf(deployed.map(({ actor, why }) => rowOf(actor, why))));
    report.line(`${formatCount(deployed.length, 'Actor')} of ${decisions.decisions.length} to deploy`);
    return { compared, actors: linesOf(decisions), diagnostics };
}
function namelessOnes(actors) {
    return actors
        .filter(({ definition }) => definition.name === undefined)
        .map(({ definition: { file } }) => ({
        level: 'warning',
        message: `${visible(file)} has no name: its deployment needs the input actor-id`,
        place: { file },
    }));
}
/** What was compared with what, or why nothing was. */
function main_describe(changes) {
    if (changes.kind === 'everything') {
        const { why, detail, hint } = changes;
        const reason = `All Actors are deployed, because ${why}${detail === undefined ? '' : ` (${detail})`}`;
        return hint === undefined ? reason : `${reason}. ${hint}`;
    }
    const { base, head, by, files } = changes;
    return `Compared ${shortened(base)} with ${shortened(head)} by ${by}: ${formatCount(files.length, 'file')} changed`;
}
function shortened(commit) {
    return isCommitHash(commit) ? commit.slice(0, 7) : visible(commit);
}
/** Changed files that the log names. */
const MOST_NAMED = 100;
function logChanges(report, compared, changes) {
    report.line(compared);
    if (changes.kind === 'everything')
        return;
    for (const { path, removed } of changes.files.slice(0, MOST_NAMED)) {
        report.line(`  ${visible(path)}${removed ? ' (removed)' : ''}`);
    }
    if (changes.files.length > MOST_NAMED)
        report.line(`  and ${changes.files.length - MOST_NAMED} more`);
}
function logDecisions(report, { decisions, deleted }) {
    for (const { actor, deployed, why, files } of decisions) {
        if (!deployed)
            continue;
        const named = files.length === 0 ? '' : ` (${listSome(files.map(visible), 3)})`;
        report.line(`${showFolder(actor.folder)}: deployed, ${why}${named}`);
    }
    for (const folder of deleted)
        report.line(`${showFolder(folder)}: ${deletedWhy}`);
    const rest = decisions.filter(({ deployed }) => !deployed).length;
    if (rest > 0)
        report.line(`${formatCount(rest, 'Actor')} not concerned`);
}
const deletedWhy = 'deleted here, and so not deployed; the platform keeps it until it is deleted there';
function linesOf({ decisions, deleted }) {
    const lines = decisions.map(({ actor, deployed, why, files }) => {
        const { definition, folder } = actor;
        const shown = { name: definition.name ?? '', folder: folder === '' ? '.' : folder };
        return { ...shown, fate: deployed ? 'deployed' : 'not deployed', why, files };
    });
    const gone = deleted.map((folder) => ({ name: '', folder: folder || '.', fate: 'deleted', why: deletedWhy, files: [] }));
    return [
        ...lines.filter(({ fate }) => fate === 'deployed'),
        ...gone,
        ...lines.filter(({ fate }) => fate !== 'deployed'),
    ];
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
/******/ var __webpack_exports__ = __nccwpck_require__(7590);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
