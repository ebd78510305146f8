import { LostResponseError, type Outcome } from './api-error.ts';

type Diagnosis = readonly [outcome: Outcome, sign: RegExp, problem: string, hint: string];

const checkNetwork = "Check the runner's network and api-base-url. If the runner is behind a proxy, set HTTPS_PROXY.";
const checkProxy =
  'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY on the runner, and that the proxy can reach the API and allows its host.';
const checkServer = 'Check api-base-url, and any proxies between the runner and the API.';

/**
 * Patterns for the codes and messages of errors. The first match applies.
 * https://nodejs.org/api/errors.html#common-system-errors, https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const diagnoses: readonly Diagnosis[] = [
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
export function lostResponse(
  { request, attempts }: { readonly request: string; readonly attempts: number },
  error: unknown,
): LostResponseError {
  const chain = causesOf(error);
  const signs = chain.flatMap(({ code, message }) => [code, message]).filter((sign) => typeof sign === 'string');
  for (const [outcome, sign, problem, hint] of diagnoses) {
    const found = signs.find((text) => sign.test(text));
    if (found === undefined) continue;
    const message = `No response to ${request}: ${problem} (${found})`;
    return new LostResponseError(message, { hint, outcome, attempts, cause: error });
  }
  const messages = chain.map(({ message }) => message).filter((message) => typeof message === 'string');
  const reason = messages.findLast((text) => text !== '' && !/fetch failed$|^terminated$/.test(text));
  const message = `No response to ${request}: ${reason ?? 'the connection failed'}`;
  return new LostResponseError(message, { hint: checkNetwork, attempts, cause: error });
}

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Returns the error, its causes, and the parts of an aggregate error (one for each address that was tried). */
function causesOf(error: unknown): readonly Cause[] {
  const found: Cause[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || found.includes(next)) continue;
    const cause: Cause = next;
    found.push(cause);
    queue.push(cause.cause, ...(Array.isArray(cause.errors) ? cause.errors : []));
  }
  return found;
}
