import { ActionError, messageToGoOn } from '../errors.ts';
import { formatDuration } from '../text.ts';
import { ApifyApiError, LostResponseError } from './api-error.ts';

/** All times are in milliseconds. https://docs.apify.com/api/v2#rate-limiting */
export const defaultLimits = {
  maxAttempts: 12,
  /** The time after the first failure, not counting uploads. */
  maxRetryingMs: 40_000,
  /** The delay before the second attempt, as documented by Apify. It doubles each time. */
  firstDelayMs: 500,
  maxDelayMs: 8_000,
  /** The maximum time without receiving or sending a byte. */
  idleMs: 30_000,
  /** The maximum time for one attempt, except for uploads and reading a log. */
  totalMs: 300_000,
};

export type Limits = Readonly<typeof defaultLimits>;

export interface FailedAttempt {
  readonly error: unknown;
  readonly attempts: number;
  readonly creates: boolean;
  readonly leftMs: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: number;
  readonly limits: Limits;
}

/**
 * Decides whether and when to retry. This is the only place that does so.
 * @returns milliseconds until the next attempt; undefined if the request must not be retried.
 * @throws ActionError if `Retry-After` exceeds the time that is left.
 */
export function retryDelay(failed: FailedAttempt): number | undefined {
  const { error, leftMs, limits, random } = failed;
  if (!isRepeatable(error, failed.creates)) return undefined;
  const retryAfterMs = error instanceof ApifyApiError ? (error.retryAfterMs ?? 0) : 0;
  if (retryAfterMs > Math.max(0, leftMs)) throw retryAfterTooLong(error, retryAfterMs, Math.max(0, leftMs));
  const backoffMs = Math.min(limits.maxDelayMs, limits.firstDelayMs * 2 ** (failed.attempts - 1));
  const delayMs = backoffMs * (0.5 + random / 2);
  if (retryAfterMs === 0) return delayMs > leftMs ? undefined : delayMs;
  // Randomized, so that jobs that were rejected at the same time do not all retry at the same time.
  return Math.min(leftMs, Math.max(delayMs, retryAfterMs + (limits.firstDelayMs / 2) * random));
}

/** A request that was rejected with 429 was not processed, so it is always safe to retry. */
function isRepeatable(error: unknown, creates: boolean): error is Error {
  if (error instanceof LostResponseError) return error.outcome === 'lost' && !creates;
  if (!(error instanceof ApifyApiError)) return false;
  if (error.status === 429) return true;
  if (creates) return false;
  return error.status >= 500 || (error.status === 403 && error.type === 'concurrent-update-detected');
}

function retryAfterTooLong(error: Error, retryAfterMs: number, leftMs: number): ActionError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const time = seconds > 120 ? `${seconds} seconds (${formatDuration(retryAfterMs)})` : `${seconds} seconds`;
  return new ActionError(`${messageToGoOn(error)}. The API asked to retry after ${time}`, {
    hint: `The action retries for only ${Math.round(leftMs / 1000)} more seconds. Run the job again after that time.`,
    cause: error,
  });
}
