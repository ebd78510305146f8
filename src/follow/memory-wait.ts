import { isApiError } from '../apify/api-error.ts';
import { ActionError, messageToGoOn } from '../errors.ts';
import { formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';

/** Milliseconds. The step waits this long at most for memory of the account. */
const MAX_WAIT_MS = 10 * 60_000;
const PAUSE_MS = 15_000;
/** Milliseconds between two lines in the log. */
const PROGRESS_MS = 60_000;

/** True if a build or run was rejected because other builds and runs use the memory of the account. */
export function isMemoryRejection(error: unknown): boolean {
  return isApiError(error, 402, 'actor-memory-limit-exceeded');
}

/**
 * @param maxMs shorter limit for the wait.
 * @returns a function that waits after a rejection. It throws ActionError if the time is over, and the signal's reason.
 */
export function createMemoryWait(
  maxMs: number,
  tools: { readonly clock: Clock; readonly signal: AbortSignal; readonly onProgress: (text: string) => void },
): (rejection: unknown) => Promise<void> {
  const { clock, signal, onProgress } = tools;
  const limitMs = Math.min(maxMs, MAX_WAIT_MS);
  let firstAt: number | undefined;
  let reportAt = 0;
  return async (rejection) => {
    const now = clock.now();
    firstAt ??= now;
    const leftMs = firstAt + limitMs - now;
    if (leftMs <= 0) throw memoryError(rejection, limitMs);
    if (now >= reportAt) {
      const state = firstAt === now ? messageToGoOn(rejection) : `No memory after ${formatDuration(now - firstAt)}`;
      onProgress(
        `${state}. Other builds and runs use the memory of the account. The action tries again every ${PAUSE_MS / 1000} s for up to ${formatDuration(leftMs)}.`,
      );
      reportAt = now + PROGRESS_MS;
    }
    await clock.sleep(Math.min(PAUSE_MS, leftMs), signal);
  };
}

function memoryError(rejection: unknown, waitedMs: number): ActionError {
  const waited = waitedMs > 0 ? ` (repeated for ${formatDuration(waitedMs)})` : '';
  return new ActionError(`${messageToGoOn(rejection)}${waited}`, {
    hint: 'Other builds and runs use the memory of the account. Start fewer builds at the same time: set max-parallel in the strategy of the matrix, or wait until other builds and runs have ended.',
    cause: rejection,
  });
}
