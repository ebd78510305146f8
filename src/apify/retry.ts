import type { Clock } from '../clock.ts';
import { ActionError } from '../errors.ts';
import type { ApifyApiError } from './api-error.ts';
import { LostAnswerError } from './lost-answer.ts';

/** How often and how long one request is repeated. */
export interface RetryBounds {
  readonly maxAttempts: number;
  /** Milliseconds from the first failure on. */
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

  constructor(reason: ApifyApiError | LostAnswerError, retryAfterMs?: number) {
    super(reason.message, { cause: reason });
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * `Retry-After` in milliseconds: seconds or a date, which counts by the answer's own `Date` where it has one,
 * since a runner's clock may be wrong. https://httpwg.org/specs/rfc9110.html#field.retry-after
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  const sent = Date.parse(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(sent) ? now : sent));
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
 * each step by chance, or what `Retry-After` asks for.
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
      return await attempt(number, deadline === undefined ? undefined : Math.max(1, deadline - clock.now()));
    } catch (error) {
      if (!(error instanceof AttemptFailed)) throw error;
      deadline ??= clock.now() + bounds.maxRetryingMs;
      const left = deadline - clock.now();
      if (!mayRepeat(error.reason, options.repeatable) || number >= bounds.maxAttempts) throw error.reason;
      if (error.retryAfterMs !== undefined && error.retryAfterMs > left) throw askedToWait(error, left);
      const step = Math.min(bounds.maxDelayMs, bounds.firstDelayMs * 2 ** (number - 1));
      const delayMs = error.retryAfterMs ?? step * (0.5 + clock.random() / 2);
      if (delayMs > left) throw error.reason;
      options.signal?.throwIfAborted();
      options.onRetry(error.reason, number, delayMs);
      await clock.sleep(delayMs, options.signal);
    }
  }
}

function askedToWait({ reason, retryAfterMs = 0 }: AttemptFailed, leftMs: number): ActionError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const when = seconds > 120 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  return new ActionError(`${reason.message} (it asks to wait for ${when})`, {
    hint: `That is longer than the ${Math.round(leftMs / 1000)} seconds left for retrying: run the job again after ${when}.`,
    cause: reason,
  });
}
