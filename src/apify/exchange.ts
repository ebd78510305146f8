import ky, { type KyInstance } from 'ky';
import { VERSION } from '../runner/version.ts';
import { formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { type Asked, readData, readError, readReceipt, refuseWebPage } from './answer.ts';
import type { Upload } from './api.ts';
import type { ApifyApiError } from './api-error.ts';
import { LostAnswerError, lostAnswer } from './lost-answer.ts';
import { orAborted } from './or-aborted.ts';
import { limitProgress } from './progress.ts';
import { encodeBody, openUpload } from './request-body.ts';
import {
  AttemptFailed,
  defaultBounds,
  type Repeatable,
  type RetryBounds,
  readRetryAfter,
  withRetries,
} from './retry.ts';

/**
 * Milliseconds that an answer may take, to its last byte, after the request has been sent. Connecting is part of it;
 * Node itself gives up a connection after 10 seconds.
 */
const ANSWER_MS = 30_000;
/** Milliseconds that the last attempt has for its answer, however little is left for retrying. */
const LEAST_ANSWER_MS = 1_000;

export interface Connection {
  /** Scheme, host and path prefix, without a trailing `/` and without `/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly clock: Clock;
  readonly bounds?: RetryBounds;
  /** Milliseconds of the machine's time for an answer, in place of 30 seconds. */
  readonly answerMs?: number;
  /** Told of each wait before another attempt. */
  readonly onRetry?: (reason: Error, attempts: number, delayMs: number) => void;
  /** Ends what is under way when the run is cancelled. */
  readonly signal?: AbortSignal;
  /** Lets attempts under way come to their end, and none follow. */
  readonly noMore?: AbortSignal;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From `/v2` on, each part encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly json?: unknown;
  readonly upload?: Upload;
  /** What the answer's `data` must have: each a text or a list. */
  readonly needs?: readonly string[];
  readonly repeatable: Repeatable;
  /** Milliseconds that the platform itself may wait before it answers. */
  readonly platformWaitMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly noMore?: AbortSignal | undefined;
  /** Told before each attempt. */
  readonly onAttempt?: () => void;
}

export interface Answer {
  readonly headers: Headers;
  /** The answer's `data`; an upload's answer has none. */
  readonly data: object | undefined;
}

export type Exchange = (request: Request) => Promise<Answer>;
export type OpenStream = (request: Request) => Promise<ReadableStream<Uint8Array>>;

/**
 * One way to talk to the API: a request goes out, is repeated where that is allowed, and its answer is read whole.
 * @see https://docs.apify.com/api/v2#authentication
 */
export function openConnection(connection: Connection): {
  readonly exchange: Exchange;
  readonly openStream: OpenStream;
} {
  const http = ky.create({
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
    exchange: (request) =>
      repeatRequest(connection, http, request, async (response, asked) => {
        const { headers } = response;
        if (request.upload === undefined)
          return { headers, data: await readData(response, asked, request.needs ?? []) };
        await readReceipt(response, asked);
        return { headers, data: undefined };
      }),
    openStream: (request) =>
      repeatRequest(connection, http, request, async (response, asked) => {
        refuseWebPage(response, asked);
        return response.body ?? emptyStream();
      }),
  };
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

async function repeatRequest<T>(
  connection: Connection,
  http: KyInstance,
  request: Request,
  read: (response: Response, asked: Asked) => Promise<T>,
): Promise<T> {
  const body = await encodeBody(request.json, request.upload);
  const cancelled = anyOf(connection.signal, request.signal);
  const noMore = anyOf(cancelled, connection.noMore, request.noMore);
  const named = `${request.method} ${request.path}`;

  const attempt = async (attempts: number, remainingMs: number | undefined): Promise<T> => {
    const { answerMs = ANSWER_MS, clock } = connection;
    const { platformWaitMs = 0 } = request;
    request.onAttempt?.();
    // What is left for retrying bounds the wait for an answer, not the upload's own time nor the platform's own waiting.
    const patience = Math.min(answerMs, Math.max(remainingMs ?? answerMs, LEAST_ANSWER_MS));
    const limit = limitProgress(platformWaitMs + patience, body.kind === 'bytes' ? body.bytes.byteLength : 0);
    const signal = anyOf(limit.signal, cancelled) ?? limit.signal;
    const asked: Asked = { request: named, attempts, signal, onBytes: limit.moved };
    const began = performance.now();
    const upload = body.kind === 'upload' ? openUpload(body.upload, limit.moved) : undefined;
    const failed = (reason: ApifyApiError | LostAnswerError, retryAfterMs?: number): AttemptFailed =>
      new AttemptFailed(reason, { retryAfterMs, uploadMs: upload === undefined ? 0 : upload.watch.lastByteAt - began });
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
      if (response.status >= 200 && response.status < 300) return await read(response, asked);
      const reason = await readError(response, asked);
      throw failed(reason, readRetryAfter(response.headers, clock.now()));
    } catch (error) {
      cancelled?.throwIfAborted();
      if (error instanceof AttemptFailed) throw error;
      if (error instanceof LostAnswerError) throw failed(error);
      if (upload?.watch.unreadable !== undefined) throw upload.watch.unreadable.reason;
      throw failed(limit.signal.aborted ? tooSlow(asked, patience, error) : lostAnswer(asked, error));
    } finally {
      limit.end();
    }
  };

  return withRetries(attempt, {
    repeatable: request.repeatable,
    bounds: connection.bounds ?? defaultBounds,
    clock: connection.clock,
    onRetry: connection.onRetry ?? (() => {}),
    ...(noMore === undefined ? {} : { signal: noMore }),
  });
}

function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const known = signals.filter((signal) => signal !== undefined);
  return known.length > 1 ? AbortSignal.any(known) : known[0];
}

function tooSlow({ request, attempts }: Asked, patienceMs: number, cause: unknown): LostAnswerError {
  return new LostAnswerError(`No answer to ${request} within ${formatDuration(patienceMs)}`, {
    hint: 'The Apify API or the network is slow or down: see https://status.apify.com, then run the job again.',
    attempts,
    cause,
  });
}
