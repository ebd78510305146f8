import { ActionError } from '../errors.ts';

/**
 * A request was made, and no answer that can be read came back: nobody knows whether it was carried out.
 * Time-outs, broken connections, and answers that are cut or are not JSON.
 */
export class LostAnswerError extends ActionError {
  /** False where the request never reached the API and another attempt cannot help: a proxy that refuses, for example. */
  readonly passing: boolean;
  readonly attempts: number;

  constructor(
    message: string,
    more: {
      readonly hint?: string;
      readonly passing?: boolean;
      readonly attempts?: number;
      readonly cause?: unknown;
    },
  ) {
    super(message, more);
    this.passing = more.passing ?? true;
    this.attempts = more.attempts ?? 1;
  }
}

interface Diagnosis {
  /** Against an error's code or its message. */
  readonly sign: RegExp;
  readonly words: string;
  readonly hint: string;
  readonly passing: boolean;
}

const unreachable = 'Check the network of the runner and `api-base-url`; behind a proxy set HTTPS_PROXY.';
const authority = 'Where a company proxy signs its own certificates, set NODE_EXTRA_CA_CERTS to its certificate file.';
const settings = 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner';

/**
 * The first that fits counts.
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const diagnoses: readonly Diagnosis[] = [
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
export function lostAnswer(
  asked: { readonly request: string; readonly attempts: number },
  error: unknown,
): LostAnswerError {
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

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function signsOf({ code, message }: Cause): readonly string[] {
  return [code, message].filter((sign) => typeof sign === 'string');
}

/** The error, its causes, and the parts of an aggregate (one for each address that was tried). */
function causes(error: unknown): readonly Cause[] {
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
