import { VERSION } from '../runner/version.ts';
import { isJsonDeeperThan, visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime, type TimeLimit } from '../time/time-limit.ts';
import { type NoAnswer, noAnswer } from './answers.ts';

/** A repository on GitHub or GitHub Enterprise Server, and a token with read access to it. */
export interface GitHubAccess {
  readonly apiUrl: string;
  readonly repository: string;
  readonly token: string;
}

/** Controls the time and the cancellation of requests. */
export interface RequestTools {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Limits of a response in bytes, milliseconds and levels. They are the same as for the Apify API. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_IDLE_MS = 30_000;
const MAX_TOTAL_MS = 5 * 60_000;
const MAX_LEVELS = 100;

/** Requests are retried twice after a server error or a broken connection. */
const MAX_ATTEMPTS = 3;

/** Creates a typed client for one repository. Loads the library lazily, because most runs do not use GitHub's API. */
export async function createGitHubClient({ apiUrl, repository, token }: GitHubAccess, tools: RequestTools) {
  const { GitHub, defaults, getOctokitOptions } = await import('@actions/github/lib/utils');
  const send = defaults.request?.fetch as typeof fetch;
  const [owner = '', repo = ''] = repository.split('/');
  // The code that sends the request reports the errors.
  const ignore = (): void => {};
  const octokit = new GitHub(
    getOctokitOptions(token, {
      baseUrl: apiUrl,
      userAgent: `deploy-apify-actor/${VERSION}`,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      request: {
        // The token must not be sent to the target of a redirect.
        redirect: 'manual',
        fetch: (url: string, init: RequestInit) => fetchWithRetries(() => fetchWithin(send, url, init, tools), tools),
      },
    }),
  );
  return { rest: octokit.rest, owner, repo };
}

type GitHubClient = Awaited<ReturnType<typeof createGitHubClient>>;

/** Messages and hints for a failed request. */
interface FailureTexts {
  readonly permission: string;
  readonly missing: string;
  readonly hint: string;
}

/** Sends a request. @returns the data in the response, or the reason why it is missing. */
export async function requestGitHub(
  access: GitHubAccess,
  tools: RequestTools,
  {
    send,
    permission,
    missing,
    hint,
  }: FailureTexts & {
    readonly send: (client: GitHubClient) => Promise<{ readonly status: number; readonly data: unknown }>;
  },
): Promise<{ readonly kind: 'data'; readonly data: Readonly<Record<string, unknown>> } | NoAnswer> {
  try {
    const response = await send(await createGitHubClient(access, tools));
    if (response.status < 300) return { kind: 'data', data: Object(response.data) };
    return noAnswer('GitHub redirected the request, because the repository was renamed or moved', { hint });
  } catch (error) {
    tools.signal.throwIfAborted();
    // Octokit's errors have a `response` if the API responded.
    const { status, response, message } = error as { status?: unknown; response?: unknown; message?: unknown };
    const detail = visible(typeof message === 'string' ? message : String(error));
    if (typeof status !== 'number' || response === undefined) {
      return noAnswer('the API of GitHub could not be reached', { detail, hint });
    }
    if (status === 404) return noAnswer(missing, { detail, hint });
    const why = `the API of GitHub responded with ${status}`;
    return noAnswer(why, { detail, hint: status < 500 ? `Add permissions to the job: ${permission}. ${hint}` : hint });
  }
}

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

/** A response that exceeds a limit or arrives too late. The request is not retried. */
class ResponseLimitError extends Error {}

async function fetchWithin(send: typeof fetch, url: string, init: RequestInit, tools: RequestTools): Promise<Response> {
  const stop = new AbortController();
  const stopAfter = (ms: number, problem: string): TimeLimit => {
    const limit = limitTime(tools.clock, ms);
    limit.signal.addEventListener('abort', () => stop.abort(new ResponseLimitError(problem)));
    return limit;
  };
  const total = stopAfter(MAX_TOTAL_MS, 'no complete response within 5 minutes');
  let idle = stopAfter(MAX_IDLE_MS, 'no data for 30 seconds');
  const signal = AbortSignal.any([tools.signal, stop.signal]);
  try {
    const response = await send(url, { ...init, signal });
    const maxBytes = response.ok ? MAX_BYTES : MAX_ERROR_BYTES;
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body ?? []) {
      idle.end();
      idle = stopAfter(MAX_IDLE_MS, 'no data for 30 seconds');
      bytes += part.byteLength;
      if (bytes > maxBytes) throw new ResponseLimitError(`the response is larger than ${maxBytes / 1024} KiB`);
      parts.push(part);
    }
    const body = Buffer.concat(parts);
    if (isJsonDeeperThan(body.toString(), MAX_LEVELS)) {
      throw new ResponseLimitError(`the response has more than ${MAX_LEVELS} levels`);
    }
    const { status, statusText, headers } = response;
    return new Response(body.length === 0 ? null : body, { status, statusText, headers });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    idle.end();
    total.end();
  }
}
