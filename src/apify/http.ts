import ky, { type KyInstance, TimeoutError } from 'ky';
import { VERSION } from '../runner/version.ts';
import { formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import type { RecordFile } from './api.ts';
import { ApifyApiError, LostResponseError } from './api-error.ts';
import { data } from './api-forms.ts';
import type { Form } from './forms.ts';
import { limitIdleTime } from './idle-limit.ts';
import { lostResponse } from './lost-response.ts';
import { encodeFile, encodeJson, noBody } from './request-body.ts';
import { type Received, readError, readJson } from './response.ts';
import { defaultLimits, type Limits, retryDelay } from './retry.ts';

/** Minimum time to wait for a response, in milliseconds, even if less time is left for retrying. */
const MIN_IDLE_MS = 1_000;

export interface Connection {
  /** Scheme, host and path prefix, without a trailing `/` and without `/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly clock: Clock;
  readonly runUrl?: string | undefined;
  readonly limits?: Partial<Limits>;
  readonly onRetry?: (reason: Error, attempts: number, delayMs: number) => void;
  readonly signal?: AbortSignal;
  /** Prevents further attempts without aborting the current one. */
  readonly noMore?: AbortSignal;
}

interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with `/v2`. All segments are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: unknown;
  readonly file?: RecordFile;
  /** True for a request that creates or starts something. It is retried only after a 429. */
  readonly creates?: boolean;
  readonly once?: boolean;
  readonly platformWaitMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly noMore?: AbortSignal | undefined;
  readonly onAttempt?: () => void;
}

interface Http {
  /** Sends a request and retries it if necessary. @param read reads the response. If it fails, the attempt fails. */
  send<T>(request: ApiRequest, read: (received: Received) => Promise<T>): Promise<T>;
  /** Sends a request and returns `data` from the response. */
  get<T>(request: ApiRequest, form: Form<T>): Promise<T>;
}

/** https://docs.apify.com/api/v2#authentication */
export function openConnection(connection: Connection): Http {
  const http = ky.create({
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
      const read = async (received: Received) => (await readJson(received, data(form))).data;
      return send(http, connection, { ...request, read });
    },
  };
}

export function apiPath(...segments: readonly string[]): string {
  return ['', 'v2', ...segments.map(encodeURIComponent)].join('/');
}

export function actorPath(actorId: string, ...rest: readonly string[]): string {
  return apiPath('acts', actorId, ...rest);
}

/**
 * Sends a request with ky, which retries it. Each attempt also reads and checks the response, so that a truncated
 * response is retried too. `shouldRetry` logs the failure and waits, because ky would wait before it calls
 * `beforeRetry`, and only an abort of the whole request could end that wait.
 */
async function send<T>(
  http: KyInstance,
  connection: Connection,
  request: ApiRequest & { readonly read: (received: Received) => Promise<T> },
): Promise<T> {
  const { clock, onRetry } = connection;
  const { method, path, file, json, creates = false, platformWaitMs = 0 } = request;
  const limits = { ...defaultLimits, ...connection.limits };
  const cancelled = anyOf(connection.signal, request.signal);
  const noMore = anyOf(cancelled, connection.noMore, request.noMore);
  const name = `${method} ${path}`;
  const body = file ? encodeFile(file) : json === undefined ? noBody : await encodeJson(json);
  let attempts = 0;
  let uploadMs = 0;
  let deadline: number | undefined;
  let result: T | undefined;

  const tooSlow = (ms: number, cause: unknown): LostResponseError =>
    new LostResponseError(`No response to ${name} within ${formatDuration(ms)}`, {
      hint: 'The Apify API or the network is slow or down. See https://status.apify.com, then run the job again.',
      attempts,
      cause,
    });
  const nameTimeout = (error: Error): Error => (error instanceof TimeoutError ? tooSlow(limits.totalMs, error) : error);

  const attempt = async (ready: Request): Promise<Response> => {
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
      const received = { response, request: name, attempts, limit: file ? { ...limit, received: () => {} } : limit };
      if (!response.ok) throw await readError(received, clock.now());
      result = await request.read(received);
      return response;
    } catch (error) {
      cancelled?.throwIfAborted();
      if (error instanceof ApifyApiError || error instanceof LostResponseError) throw error;
      if (opened.fault) throw opened.fault;
      throw limit.isReached() ? tooSlow(idleMs, error) : lostResponse({ request: name, attempts }, error);
    } finally {
      limit.end();
    }
  };

  const shouldRetry = async ({ error }: { readonly error: Error }): Promise<boolean> => {
    const reason = nameTimeout(error);
    const now = clock.now();
    deadline = deadline === undefined ? now + limits.maxRetryingMs : deadline + uploadMs;
    const failed = { error: reason, attempts, creates, leftMs: deadline - now, random: clock.random(), limits };
    const delayMs = retryDelay(failed);
    if (delayMs === undefined) return false;
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
    fetch: (ready) => attempt(ready as Request),
    retry: {
      limit: request.once ? 0 : limits.maxAttempts - 1,
      methods: [method.toLowerCase()],
      shouldRetry,
      delay: () => 0,
    },
    hooks: { beforeError: [({ error }) => nameTimeout(error)] },
    ...(cancelled === undefined ? {} : { signal: cancelled }),
  });
  return result as T;
}

function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const known = signals.filter((signal) => signal !== undefined);
  return known.length > 1 ? AbortSignal.any(known) : known[0];
}
