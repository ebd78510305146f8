import { ApifyApiError } from './api-error.ts';
import { LostAnswerError } from './lost-answer.ts';
import { orAborted } from './or-aborted.ts';

/** Bytes of an answer that are read: an Actor comes with the files of all its versions. */
const LONGEST_ANSWER = 64 * 1024 ** 2;
/** Bytes of an error's answer that are read. */
const LONGEST_ERROR = 256 * 1024;
/** Characters of an error's message that is shown. */
const LONGEST_MESSAGE = 2_000;

/** One attempt's question, for words about its answer. */
export interface Asked {
  /** `POST /v2/acts/janedoe~my-actor/versions/0.1`: no query. */
  readonly request: string;
  readonly attempts: number;
  /** Ends the reading of an answer. */
  readonly signal: AbortSignal;
  /** Told of each part of the answer that arrives. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * The answer's `data`.
 * @param needs properties without which the answer is none: each a text or a list.
 * @throws LostAnswerError where it cannot be read.
 */
export async function readData(response: Response, asked: Asked, needs: readonly string[]): Promise<object> {
  const text = await readText(response, LONGEST_ANSWER, asked);
  if (text === undefined) throw unreadable(asked, `it is longer than ${LONGEST_ANSWER / 1024 ** 2} MiB`);
  const parsed = parseJson(text);
  const data = isObject(parsed) ? parsed['data'] : undefined;
  if (!isObject(data)) throw unreadable(asked, describeBody(response, text));
  const missing = needs.filter((name) => typeof data[name] !== 'string' && !Array.isArray(data[name]));
  if (missing.length > 0) throw unreadable(asked, `it has no ${missing.join(', ')}`);
  return data;
}

/** A stored record is answered with nothing worth reading; a web page says that it was not the API who answered. */
export async function readReceipt(response: Response, asked: Asked): Promise<void> {
  const text = await readText(response, LONGEST_ERROR, asked);
  if (text === undefined) throw unreadable(asked, `it is longer than ${LONGEST_ERROR / 1024} KiB`);
  if (text.trim() !== '' && !isObject(parseJson(text))) throw unreadable(asked, describeBody(response, text));
}

/** A log is plain text: a web page is from something in between. @throws LostAnswerError */
export function refuseWebPage(response: Response, asked: Asked): void {
  if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) return;
  response.body?.cancel().catch(() => {});
  throw unreadable(asked, 'it is a web page, as a proxy or gateway answers');
}

/** An answer that is an error: its status counts, also where the rest cannot be read. */
export async function readError(response: Response, asked: Asked): Promise<ApifyApiError> {
  const more = { status: response.status, request: asked.request, attempts: asked.attempts };
  if (response.status >= 300 && response.status < 400) {
    response.body?.cancel().catch(() => {});
    const to = originOf(response.headers.get('location'), response.url);
    return new ApifyApiError({ ...more, type: 'redirect', apiMessage: `a redirect to ${to}, which is not followed` });
  }
  const text = await readText(response, LONGEST_ERROR, asked).catch(() => undefined);
  const { type, message } = readErrorBody(text ?? '');
  const apiMessage = message || (text === undefined ? 'the rest cannot be read' : describeBody(response, text));
  return new ApifyApiError({ ...more, type, apiMessage });
}

/**
 * The API's `{ "error": { "type", "message" } }`; empty texts for what is missing or is none.
 * @see https://docs.apify.com/api/v2#errors
 */
export function readErrorBody(text: string): { readonly type: string; readonly message: string } {
  const parsed = parseJson(text);
  const error = isObject(parsed) && isObject(parsed['error']) ? parsed['error'] : {};
  const { type, message } = error;
  return {
    type: typeof type === 'string' && /^[\w-]{1,100}$/.test(type) ? type : '',
    message: typeof message === 'string' ? shortened(message) : '',
  };
}

/** Cut in two, a secret in it would not be known again: what is too long is left out as a whole. */
function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  return `(a message of ${message.length} characters, left out)`;
}

/** @returns undefined where there is more than `limit` bytes. */
async function readText(response: Response, limit: number, { signal, onBytes }: Asked): Promise<string | undefined> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const part = await orAborted(reader?.read() ?? Promise.resolve(noMore), signal);
      if (part.done) return new TextDecoder().decode(Buffer.concat(parts));
      onBytes(part.value.byteLength);
      length += part.value.byteLength;
      if (length > limit) return undefined;
      parts.push(part.value);
    }
  } finally {
    // Of an answer that was read to its end there is nothing left to cancel.
    reader?.cancel().catch(() => {});
  }
}

const noMore = { done: true, value: undefined } as const;

function unreadable({ request, attempts }: Asked, why: string): LostAnswerError {
  return new LostAnswerError(`The answer to ${request} cannot be read: ${why}`, {
    hint: 'Something between the runner and the Apify API may have changed it: check proxies and `api-base-url`.',
    attempts,
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says what came instead of the API's JSON, without repeating a whole page. */
function describeBody(response: Response, text: string): string {
  if (text.trim() === '') return 'it is empty';
  const type = /^[\w.+/-]{1,100}/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'no content type';
  const title = /<title>([^<]{1,100})/i.exec(text)?.[1]?.trim();
  if (title !== undefined) return `a web page titled "${title}" (${type}), as a proxy or gateway answers`;
  return `${type} of ${text.length} characters that is not what the API answers`;
}

function originOf(location: string | null, base: string): string {
  const url = location === null ? null : URL.parse(location, base);
  return url === null ? 'nowhere' : url.origin;
}
