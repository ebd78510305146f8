import { VERSION } from '../runner/version.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';

/** A repository on GitHub or an Enterprise Server, and the token to read it. */
export interface GitHubAccess {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

/** Time and cancellation of requests. */
export interface RequestTools {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Limits of a response in bytes, milliseconds and levels. They are the same as for Apify's API. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_IDLE_MS = 30_000;
const MAX_TOTAL_MS = 5 * 60_000;
const MAX_LEVELS = 100;

/** A server error or a broken connection is retried twice. */
const MAX_ATTEMPTS = 3;

/** A typed client for one repository; the library is loaded here only, because most runs send no request to GitHub. */
export async function createGitHubClient({ apiUrl, repository, token }: GitHubAccess, tools: RequestTools) {
  const { GitHub, defaults, getOctokitOptions } = await import('@actions/github/lib/utils');
  const send = defaults.request?.fetch as typeof fetch;
  const [owner = '', repo = ''] = repository.split('/');
  const octokit = new GitHub(
    getOctokitOptions(token, {
      baseUrl: apiUrl,
      userAgent: `deploy-apify-actor/${VERSION}`,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      request: {
        // A token is not sent to the address of a redirect.
        redirect: 'manual',
        fetch: (url: string, init: RequestInit) => fetchWithRetries(() => fetchWithin(send, url, init, tools), tools),
      },
    }),
  );
  return { rest: octokit.rest, owner, repo };
}

/** Errors are reported by the code that sent the request. */
function ignore(): void {}

async function fetchWithRetries(send: () => Promise<Response>, { clock, signal }: RequestTools): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send().catch((error: unknown) => ({ error }));
    const isFinal = attempt === MAX_ATTEMPTS || signal.aborted;
    if ('error' in outcome) {
      if (isFinal || outcome.error instanceof ResponseLimitError) throw outcome.error;
    } else if (isFinal || outcome.status < 500) return outcome;
    await clock.sleep(500 * 2 ** attempt * (0.5 + clock.random() / 2), signal);
  }
}

/** The response exceeds a limit, or is too late. The request is not repeated. */
class ResponseLimitError extends Error {}

async function fetchWithin(send: typeof fetch, url: string, init: RequestInit, tools: RequestTools): Promise<Response> {
  const { clock, signal } = tools;
  const total = limitTime(clock, MAX_TOTAL_MS, new ResponseLimitError('no complete response within 5 minutes'));
  const stop = new AbortController();
  const withIdleLimit = async <T>(work: Promise<T>): Promise<T> => {
    const idle = limitTime(clock, MAX_IDLE_MS);
    idle.signal.addEventListener('abort', () => stop.abort(new ResponseLimitError('no data for 30 seconds')));
    try {
      return await work;
    } finally {
      idle.end();
    }
  };
  const all = AbortSignal.any([signal, total.signal, stop.signal]);
  try {
    const response = await withIdleLimit(send(url, { ...init, signal: all }));
    const maxBytes = response.ok ? MAX_BYTES : MAX_ERROR_BYTES;
    const reader = response.body?.getReader();
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for (;;) {
      const part = await withIdleLimit(reader?.read() ?? Promise.resolve({ done: true as const, value: undefined }));
      if (part.done) break;
      bytes += part.value.byteLength;
      if (bytes > maxBytes) {
        const error = new ResponseLimitError(`the response is larger than ${maxBytes / 1024} KiB`);
        stop.abort(error);
        throw error;
      }
      chunks.push(part.value);
    }
    const body = Buffer.concat(chunks);
    if (levelsOf(body) > MAX_LEVELS) throw new ResponseLimitError(`the response has more than ${MAX_LEVELS} levels`);
    const { status, statusText, headers } = response;
    return new Response(body.length === 0 ? null : body, { status, statusText, headers });
  } catch (error) {
    signal.throwIfAborted();
    all.throwIfAborted();
    throw error;
  } finally {
    total.end();
  }
}

/** The nesting depth of brackets outside strings in a JSON text. */
function levelsOf(json: Buffer): number {
  let level = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (inString) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      level += 1;
      if (level > deepest) deepest = level;
    } else if (byte === 0x5d || byte === 0x7d) level -= 1;
  }
  return deepest;
}
