import { ActionError } from '../errors.ts';

/**
 * A request was made, and no answer that can be read came back: nobody knows whether it was carried out.
 * Time-outs, broken connections, and answers that are cut or are not JSON.
 */
export class LostAnswerError extends ActionError {
  /** False where another attempt cannot help: a certificate that is not trusted, a proxy that refuses. */
  readonly passing: boolean;

  constructor(message: string, more: { readonly hint?: string; readonly passing?: boolean; readonly cause?: unknown }) {
    super(message, more);
    this.passing = more.passing ?? true;
  }
}

interface Diagnosis {
  readonly words: string;
  readonly hint: string;
  readonly passing: boolean;
}

const unreachable = 'Check the network of the runner and `api-base-url`; behind a proxy set HTTPS_PROXY.';
const authority = 'Where a company proxy signs its own certificates, set NODE_EXTRA_CA_CERTS to its certificate file.';

/** https://nodejs.org/api/errors.html#common-system-errors and https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const diagnoses: readonly (readonly [RegExp, Diagnosis])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, { words: 'the host name could not be resolved (DNS)', hint: unreachable, passing: true }],
  [/^ECONNREFUSED$/, { words: 'the connection was refused', hint: unreachable, passing: true }],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, { words: 'the connection broke', hint: unreachable, passing: true }],
  [/^(ENETUNREACH|EHOSTUNREACH)$/, { words: 'the host could not be reached', hint: unreachable, passing: true }],
  [
    /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    { words: 'the connection could not be made in time', hint: unreachable, passing: true },
  ],
  [
    /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID)/,
    { words: 'the TLS certificate is not trusted', hint: authority, passing: false },
  ],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO)/, { words: 'the TLS connection failed', hint: unreachable, passing: false }],
  [
    /^(ERR_PROXY_TUNNEL|UND_ERR_PRX)/,
    { words: 'the proxy refused the connection', hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.', passing: false },
  ],
];

/** Says in plain words why a request got no answer, from the error codes in the chain of causes. */
export function lostAnswer(request: string, error: unknown): LostAnswerError {
  const codes = causes(error).map((cause) => String((cause as { code?: unknown }).code ?? ''));
  for (const [pattern, diagnosis] of diagnoses) {
    const code = codes.find((candidate) => pattern.test(candidate));
    if (code !== undefined) {
      return new LostAnswerError(`No answer to ${request}: ${diagnosis.words} (${code})`, {
        ...diagnosis,
        cause: error,
      });
    }
  }
  const innermost = causes(error).at(-1);
  const words = innermost instanceof Error ? innermost.message : String(innermost);
  return new LostAnswerError(`No answer to ${request}: ${words}`, { hint: unreachable, cause: error });
}

/** The error, its causes, and the parts of an aggregate (one for each address that was tried). */
function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || found.includes(next)) continue;
    found.push(next);
    queue.push((next as { cause?: unknown }).cause, ...((next as { errors?: unknown[] }).errors ?? []));
  }
  return found;
}
