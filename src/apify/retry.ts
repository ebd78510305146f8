import { ActionError } from '../errors.ts';
import { formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import type { ApifyApiError } from './api-error.ts';
import { LostAnswerError } from './lost-answer.ts';

/** How often and how long one request is repeated. */
export interface RetryBounds {
  readonly maxAttempts: number;
  /** Milliseconds from the first failure on; the time of uploads is not counted. */
  readonly maxRetryingMs: number;
  /** Milliseconds before the second attempt; doubles each time. The API asks for 500. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** https://docs.apify.com/api/v2#rate-limiting */
export const defaultBounds: RetryBounds = {
  maxAttempts: 12,
  maxRetryingMs: 40_000,
  firstDelayMs: 500,
  maxDelayMs: 8_000,
};

/**
 * Which failures allow another attempt: `any` for a request that changes nothing when it is made twice,
 * `refused` for one that creates something, where only a 429 tells for sure that nothing was made.
 */
export type Repeatable = 'any' | 'refused';

/** A single attempt that failed, with what the answer's `Retry-After` asked for. */
export class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly reason: ApifyApiError | LostAnswerError;
  /** Milliseconds from now; undefined without the header. */
  readonly retryAfterMs: number | undefined;
  /** Milliseconds of the attempt in which the upload was on its way: they do not count as retrying. */
  readonly uploadMs: number;

  constructor(
    reason: ApifyApiError | LostAnswerError,
    more: { readonly retryAfterMs?: number | undefined; readonly uploadMs?: number } = {},
  ) {
    super(reason.message, { cause: reason });
    this.reason = reason;
    this.retryAfterMs = more.retryAfterMs;
    this.uploadMs = more.uploadMs ?? 0;
  }
}

/** A year: whoever asks for more means never. */
const LONGEST_RETRY_AFTER = 365 * 24 * 60 * 60 * 1000;

/**
 * `Retry-After` in milliseconds: seconds or a date, which counts by the answer's own `Date` where it has one,
 * since a runner's clock may be wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const until = readDate(text);
  const asked = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : until && until - (readDate(headers.get('date')) ?? now);
  return asked === undefined ? undefined : Math.min(Math.max(0, asked), LONGEST_RETRY_AFTER);
}

/** Each form of a date that HTTP knows; the oldest does not say that it is GMT. */
function readDate(text: string | null): number | undefined {
  const [date = ''] = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w:, -]+$/.exec(text?.trim() ?? '') ?? [];
  const time = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether the failure of an attempt leaves room for another one. */
export function mayRepeat(reason: ApifyApiError | LostAnswerError, repeatable: Repeatable): boolean {
  if (reason instanceof LostAnswerError) return repeatable === 'any' && reason.passing;
  if (reason.status === 429) return true;
  if (repeatable === 'refused') return false;
  return reason.status >= 500 || (reason.status === 403 && reason.type === 'concurrent-update-detected');
}

/**
 * Makes attempts until one succeeds or the bounds are reached: exponential back-off, between half and the whole of
 * each step by chance, and never sooner than `Retry-After` asks for.
 *
 * @param attempt gets its number (from 1) and the milliseconds left for it (none for the first attempt); throws
 *   `AttemptFailed` where another attempt may help.
 * @param onRetry is told of each wait before it begins.
 * @throws the last attempt's reason; where `Retry-After` asks for more than is left, at once, with the time.
 */
export async function withRetries<T>(
  attempt: (number: number, remainingMs: number | undefined) => Promise<T>,
  options: {
    readonly repeatable: Repeatable;
    readonly bounds: RetryBounds;
    readonly clock: Clock;
    readonly onRetry: (reason: Error, attempts: number, delayMs: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<T> {
  const { bounds, clock } = options;
  let deadline: number | undefined;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number, deadline === undefined ? undefined : Math.max(0, deadline - clock.now()));
    } catch (error) {
      if (!(error instanceof AttemptFailed)) throw error;
      deadline = deadline === undefined ? clock.now() + bounds.maxRetryingMs : deadline + error.uploadMs;
      const left = deadline - clock.now();
      if (!mayRepeat(error.reason, options.repeatable) || number >= bounds.maxAttempts) throw error.reason;
      const { retryAfterMs = 0 } = error;
      if (retryAfterMs > Math.max(0, left)) throw askedToWait(error.reason, retryAfterMs, Math.max(0, left));
      const step = Math.min(bounds.maxDelayMs, bounds.firstDelayMs * 2 ** (number - 1));
      const backOffMs = step * (0.5 + clock.random() / 2);
      if (backOffMs > left && retryAfterMs === 0) throw error.reason;
      // Jobs that were refused together are not to come back together.
      const apartMs = retryAfterMs === 0 ? 0 : (bounds.firstDelayMs / 2) * clock.random();
      const delayMs = Math.min(left, Math.max(backOffMs, retryAfterMs + apartMs));
      options.signal?.throwIfAborted();
      options.onRetry(error.reason, number, delayMs);
      await clock.sleep(delayMs, options.signal);
    }
  }
}

function askedToWait(reason: Error, askedMs: number, leftMs: number): ActionError {
  const seconds = Math.ceil(askedMs / 1000);
  const when = seconds > 120 ? `${seconds} seconds, ${formatDuration(askedMs)}` : `${seconds} seconds`;
  return new ActionError(`${reason.message} (it asks to wait for ${when})`, {
    hint: `That is longer than the ${Math.round(leftMs / 1000)} seconds left for retrying: run the job again after that time.`,
    cause: reason,
  });
}
