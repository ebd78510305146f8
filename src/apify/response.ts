import { isJsonDeeperThan } from '../text.ts';
import { ApifyApiError, LostResponseError } from './api-error.ts';
import { items } from './api-forms.ts';
import { type Form, isObject } from './forms.ts';
import type { IdleLimit } from './idle-limit.ts';

/** The maximum size of a response in bytes. The response for an Actor contains the files of all its versions. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_ERROR_BYTES = 256 * 1024;
const MAX_JSON_LEVELS = 100;
const MAX_MESSAGE_LENGTH = 2_000;

export interface Received {
  readonly response: Response;
  /** For example, `POST /v2/acts/janedoe~my-actor/versions/0.1`, without the query. */
  readonly request: string;
  readonly attempts: number;
  readonly limit: IdleLimit;
}

/** Reads a JSON response. @throws LostResponseError if it is not valid JSON of this form. */
export async function readJson<T>(received: Received, form: Form<T>): Promise<T> {
  const text = await readText(received, MAX_BYTES);
  if (text === undefined) throw unusable(received, `it is longer than ${MAX_BYTES / 1024 ** 2} MiB`);
  if (isJsonDeeperThan(text, MAX_JSON_LEVELS)) {
    throw unusable(received, `its JSON has more than ${MAX_JSON_LEVELS} levels`);
  }
  const json = parseJson(text);
  if (json === undefined) throw notJson(received, text);
  const mistake = form(json, 'response');
  if (mistake !== undefined) throw unusable(received, `it does not have the documented form (${mistake})`);
  return json as T;
}

/** Reads a list, and the API's time in ms since 1970 (with a resolution of one second). */
export async function readItems<T>(received: Received, form: Form<T>) {
  const { data } = await readJson(received, items(form));
  return { items: data.items, now: readDate(received.response.headers.get('date') ?? '') };
}

/** Checks a response whose content does not matter. @throws LostResponseError if it is a web page or other text. */
export async function readEmpty(received: Received): Promise<void> {
  const text = await readText(received, MAX_ERROR_BYTES);
  if (text === undefined) throw unusable(received, `it is longer than ${MAX_ERROR_BYTES / 1024} KiB`);
  if (text.trim() !== '' && !isObject(parseJson(text))) throw notJson(received, text);
}

/** Returns the body as a stream. @throws LostResponseError if it is a web page, because logs are plain text. */
export async function readStream({ response, ...received }: Received): Promise<ReadableStream<Uint8Array>> {
  if (!/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
    return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
  }
  response.body?.cancel().catch(() => {});
  throw notJson({ response, ...received }, '<html>');
}

/** Reads an error response. If its body cannot be read, the status is still used. */
export async function readError(received: Received, now: number): Promise<ApifyApiError> {
  const { response, request, attempts } = received;
  const { status, headers } = response;
  const more = { status, request, attempts, retryAfterMs: readRetryAfter(headers, now) };
  if (status >= 300 && status < 400) {
    response.body?.cancel().catch(() => {});
    // Show only the origin, because the rest may contain a secret.
    const origin = headers.has('location') && URL.parse(headers.get('location') ?? '', response.url)?.origin;
    const target = origin && origin !== 'null' ? origin : 'an unknown address';
    const apiMessage = `a redirect to ${target}, which the action does not follow`;
    return new ApifyApiError({ ...more, type: 'redirect', apiMessage });
  }
  const text = await readText(received, MAX_ERROR_BYTES).catch(() => undefined);
  if (text === undefined)
    return new ApifyApiError({ ...more, type: '', apiMessage: 'the rest of the response could not be read' });
  const { type, message } = readErrorBody(text);
  return new ApifyApiError({ ...more, type, apiMessage: message || `the response is ${describe(response, text)}` });
}

/**
 * Reads `{ "error": { "type", "message" } }`. Missing or invalid values become empty strings.
 * https://docs.apify.com/api/v2#errors
 */
export function readErrorBody(text: string): { readonly type: string; readonly message: string } {
  const json = isJsonDeeperThan(text, MAX_JSON_LEVELS) ? undefined : parseJson(text);
  const { type, message } = isObject(json) && isObject(json['error']) ? json['error'] : {};
  return {
    type: typeof type === 'string' && /^[\w-]{1,100}$/.test(type) ? type : '',
    message: typeof message === 'string' ? withoutLongText(message) : '',
  };
}

/** Omits a long message entirely, because redaction would not find a secret that is cut in two. */
function withoutLongText(message: string): string {
  return message.length > MAX_MESSAGE_LENGTH ? `(a message of ${message.length} characters)` : message;
}

/** One year in milliseconds. A longer delay means never. */
const MAX_RETRY_AFTER = 365 * 24 * 60 * 60 * 1000;

/**
 * Converts `Retry-After` to milliseconds. A date is compared with the response's `Date`, because the runner's clock may
 * be wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const date = readDate(text);
  const ms = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : date && date - (readDate(headers.get('date') ?? '') ?? now);
  return ms === undefined ? undefined : Math.min(Math.max(0, ms), MAX_RETRY_AFTER);
}

/** Parses the three HTTP date formats and returns ms since 1970. The oldest format does not contain `GMT`. */
function readDate(text: string): number | undefined {
  const [date = ''] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w:, -]+$/.exec(text.trim()) ?? [];
  const time = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** @returns undefined if the response is longer than `maxBytes`. */
async function readText({ response, limit }: Received, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await limit.race(reader.read());
      if (done) return new TextDecoder().decode(Buffer.concat(parts));
      limit.received();
      length += value.byteLength;
      if (length > maxBytes) return undefined;
      parts.push(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

const hint = 'Check api-base-url, and any proxies between the runner and the API.';

function unusable({ request, attempts }: Received, problem: string): LostResponseError {
  const message = `The response to ${request} could not be used: ${problem}`;
  return new LostResponseError(message, { hint, attempts, outcome: 'unusable' });
}

function notJson({ response, request, attempts }: Received, text: string): LostResponseError {
  const message = `The response to ${request} could not be read: it is ${describe(response, text)}`;
  return new LostResponseError(message, { hint, attempts });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Describes a response that does not come from the API, without quoting a whole page. */
function describe(response: Response, text: string): string {
  if (text.trim() === '') return 'empty';
  const type = /^[\w.+/-]{1,100}(?=;|\s|$)/.exec(response.headers.get('content-type') ?? '')?.[0] ?? 'no content type';
  if (!/<title>|<html/i.test(text)) return `not from the Apify API (${type}, ${text.length} characters)`;
  const title = /<title>([^<]{1,100})</i.exec(text)?.[1]?.trim();
  const titled = title === undefined ? '' : ` with the title "${title}"`;
  return `a web page${titled} (${type}), probably from a proxy or gateway`;
}
