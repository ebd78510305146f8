import type { StartControl } from '../apify/api.ts';
import { wasMaybeCarriedOut } from '../apify/api-error.ts';
import { LostResponseError } from '../apify/lost-response.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { cancelledWith, GRACE_MS } from '../runner/cancellation.ts';
import type { Clock } from '../time/clock.ts';
import { limitTimeAfter } from '../time/time-limit.ts';
import { createMemoryWait, isMemoryRejection } from './memory-wait.ts';

/** Responses that may be lost. After the last one, the request is not sent again. */
const MAX_LOST = 2;

export interface JobToStart<T> {
  readonly kind: 'build' | 'run';
  /** `build of version 0.1`, for messages. */
  readonly name: string;
  /** Milliseconds to wait for memory of the account; at most 10 minutes. */
  readonly maxMemoryWaitMs: number;
  readonly send: (control: StartControl) => Promise<T>;
  /**
   * Searches for the job after a lost response.
   * @param requestedAt when the first request was sent whose response was lost.
   * @returns undefined if it was not started. @throws ActionError if it cannot be determined.
   */
  readonly find: (lost: unknown, requestedAt: number) => Promise<T | undefined>;
}

/**
 * Starts exactly one build or run. If the response is lost, the action searches for it. If the memory of the account is
 * in use, it repeats the request.
 * @returns the job, even if the step was canceled meanwhile. The caller aborts it.
 * @throws ActionError if no job is known; CancelledError after a cancellation.
 */
export async function startJob<T>(
  { kind, name, maxMemoryWaitMs, send, find }: JobToStart<T>,
  tools: { readonly clock: Clock; readonly signal: AbortSignal; readonly onProgress: (text: string) => void },
): Promise<T> {
  const { clock, signal, onProgress } = tools;
  const waitForMemory = createMemoryWait(maxMemoryWaitMs, tools);
  let attemptAt = clock.now();
  const onAttempt = (): void => {
    attemptAt = clock.now();
  };
  let firstLostAt: number | undefined;
  let lostCount = 0;
  const tooLate = new LostResponseError(`Apify did not respond to the ${kind} request before the step had to end`);
  const grace = limitTimeAfter(signal, clock, { ms: GRACE_MS, reason: () => tooLate });
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await send({ signal: grace.signal, noMore: signal, onAttempt });
      } catch (error) {
        if (isMemoryRejection(error)) {
          await waitForMemory(error);
          continue;
        }
        if (!wasMaybeCarriedOut(error)) throw error;
        lostCount += 1;
        // Earlier attempts of this request were rejected, so only the last one may have started something.
        firstLostAt ??= attemptAt;
        onProgress(`${messageToGoOn(error)}. The action checks whether a ${kind} was started.`);
        const found = await find(error, firstLostAt);
        if (found !== undefined) return found;
        if (signal.aborted) {
          const happened = `Apify did not respond to the request for a ${name}, and no ${kind} was found`;
          throw cancelledWith(signal, happened, { hint: `Check the ${kind}s of the Actor in Apify Console.` });
        }
        if (lostCount >= MAX_LOST) throw neverStarted(error, kind, name);
        onProgress(`No ${kind} was started. The action sends the request once more.`);
      }
    }
  } finally {
    grace.end();
  }
}

function neverStarted(lost: unknown, kind: string, name: string): ActionError {
  return new ActionError(`No ${name} could be started: ${messageOf(lost)}`, {
    hint: `The action sent the request twice, and no ${kind} appeared. See https://status.apify.com and check the ${kind}s in Apify Console, then run the job again.`,
    cause: lost,
  });
}
