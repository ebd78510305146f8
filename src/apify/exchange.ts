import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import ky, { type KyInstance } from 'ky';
import type { Clock } from '../clock.ts';
import { VERSION } from '../version.ts';
import type { Upload } from './api.ts';
import { ApifyApiError } from './api-error.ts';
import { LostAnswerError, lostAnswer } from './lost-answer.ts';
import {
  AttemptFailed,
  defaultBounds,
  type Repeatable,
  type RetryBounds,
  readRetryAfter,
  withRetries,
} from './retry.ts';

const compress = promisify(gzip);

/** From this size on a body is compressed, in bytes. */
const COMPRESS_FROM = 1024;
/** Milliseconds that an answer may take after the request has been sent. */
const ANSWER_TIMEOUT = 30_000;
/** Bytes per millisecond (50 kB/s): the slowest line for which an upload is given time. */
const SLOWEST_LINE = 50;

export interface Connection {
  /** Scheme, host and path prefix, without a trailing `/` and without `/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly clock: Clock;
  readonly bounds?: RetryBounds;
  readonly fetch?: typeof globalThis.fetch;
  /** Told of each wait before another attempt. */
  readonly onRetry?: (reason: Error, attempts: number, delayMs: number) => void;
  /** Ends what is under way when the run is cancelled. */
  readonly signal?: AbortSignal;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From `/v2` on, each part encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly json?: unknown;
  readonly upload?: Upload;
  readonly repeatable: Repeatable;
  /** Milliseconds that the platform itself may wait before it answers. */
  readonly platformWaitMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Lets the attempt under way come to its end, and none follow. */
  readonly noMore?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The answer's `data`, as it came. */
  readonly data: unknown;
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
    ...(connection.fetch === undefined ? {} : { fetch: connection.fetch }),
  });
  return {
    exchange: (request) => repeatRequest(connection, http, request, (response) => readAnswer(request, response)),
    openStream: (request) =>
      repeatRequest(connection, http, request, async (response) => response.body ?? emptyStream()),
  };
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

async function repeatRequest<T>(
  connection: Connection,
  http: KyInstance,
  request: Request,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const body = await encodeBody(request);
  const cancelled = anyOf(connection.signal, request.signal);
  const noMore = anyOf(cancelled, request.noMore);
  const attempt = async (attempts: number, remainingMs: number | undefined): Promise<T> => {
    const sendMs = body.byteLength / SLOWEST_LINE;
    const { platformWaitMs = 0 } = request;
    // What is left for retrying bounds the wait for an answer, not the upload's own time nor the platform's own waiting.
    const answerMs = platformWaitMs + Math.min(ANSWER_TIMEOUT, remainingMs ?? ANSWER_TIMEOUT);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), sendMs + answerMs);
    try {
      const response = await http(request.path.slice(1), {
        method: request.method,
        headers: body.headers,
        ...(request.query === undefined ? {} : { searchParams: { ...request.query } }),
        ...(body.open === undefined ? {} : { body: body.open() }),
        signal: cancelled === undefined ? limit.signal : AbortSignal.any([cancelled, limit.signal]),
      });
      if (response.status >= 200 && response.status < 300) return await read(response);
      const reason = await readError(request, response, attempts);
      throw new AttemptFailed(reason, readRetryAfter(response.headers, connection.clock.now()));
    } catch (error) {
      cancelled?.throwIfAborted();
      if (error instanceof AttemptFailed || error instanceof ApifyApiError) throw error;
      if (error instanceof LostAnswerError) throw new AttemptFailed(error);
      const timedOut = limit.signal.aborted;
      throw new AttemptFailed(timedOut ? tooSlow(request, answerMs, error) : lostAnswer(describe(request), error));
    } finally {
      clearTimeout(timer);
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

interface EncodedBody {
  readonly headers: Record<string, string>;
  readonly byteLength: number;
  readonly open?: () => Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

async function encodeBody({ json, upload }: Request): Promise<EncodedBody> {
  if (upload !== undefined) {
    const headers = { 'content-type': upload.contentType, 'content-length': String(upload.byteLength) };
    return { headers, byteLength: upload.byteLength, open: () => upload.open() };
  }
  if (json === undefined) return { headers: {}, byteLength: 0 };
  const plain = Buffer.from(JSON.stringify(json));
  const headers = { 'content-type': 'application/json' };
  if (plain.byteLength < COMPRESS_FROM) return { headers, byteLength: plain.byteLength, open: () => plain };
  const compressed = Buffer.from(await compress(plain));
  return {
    headers: { ...headers, 'content-encoding': 'gzip' },
    byteLength: compressed.byteLength,
    open: () => compressed,
  };
}

async function readAnswer(request: Request, response: Response): Promise<Answer> {
  const text = await response.text();
  // A stored record is answered with no body worth reading.
  if (request.upload !== undefined) return { status: response.status, headers: response.headers, data: undefined };
  const parsed = parseJson(text);
  if (typeof parsed === 'object' && parsed !== null && 'data' in parsed) {
    return { status: response.status, headers: response.headers, data: parsed.data };
  }
  throw new LostAnswerError(`The answer to ${describe(request)} cannot be read: ${describeBody(response, text)}`, {
    hint: 'Something between the runner and the Apify API may have changed it: check proxies and `api-base-url`.',
  });
}

async function readError(request: Request, response: Response, attempts: number): Promise<ApifyApiError> {
  const more = { status: response.status, request: describe(request), attempts };
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    const to = hostOf(response.headers.get('location'), response.url);
    return new ApifyApiError({ ...more, type: 'redirect', apiMessage: `a redirect to ${to}, which is not followed` });
  }
  const text = await response.text();
  const parsed = parseJson(text) as { error?: { type?: unknown; message?: unknown } } | undefined;
  const { type, message } = parsed?.error ?? {};
  return new ApifyApiError({
    ...more,
    type: typeof type === 'string' ? type : '',
    apiMessage: typeof message === 'string' && message !== '' ? message : describeBody(response, text),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says what came instead of JSON, without repeating a whole page. */
function describeBody(response: Response, text: string): string {
  if (text.trim() === '') return 'it is empty';
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim();
  if (title !== undefined) return `a web page titled "${title}" (${type}), as a proxy or gateway answers`;
  return `${type} of ${text.length} characters that is not what the API answers`;
}

function hostOf(location: string | null, base: string): string {
  const url = location === null ? null : URL.parse(location, base);
  return url === null ? 'nowhere' : url.origin;
}

function tooSlow(request: Request, answerMs: number, cause: unknown): LostAnswerError {
  return new LostAnswerError(`No answer to ${describe(request)} within ${Math.round(answerMs / 1000)} seconds`, {
    hint: 'The Apify API or the network is slow or down: see https://status.apify.com, then run the job again.',
    cause,
  });
}

function describe(request: Request): string {
  return `${request.method} ${request.path}`;
}
