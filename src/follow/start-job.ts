import type { StartControl } from '../apify/api.ts';
import { isApiError, LostResponseError, wasMaybeCarriedOut } from '../apify/api-error.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { cancelledWith, GRACE_MS } from '../runner/cancellation.ts';
import { formatDuration, listSome, quoted } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTimeAfter, pause } from '../time/time-limit.ts';
import type { Job } from './job.ts';

/** The maximum number of lost responses. After the last one, the request is not repeated. */
const MAX_LOST = 2;

/** In milliseconds: the maximum wait for free memory, the time between two requests, and between two log lines. */
const MAX_MEMORY_WAIT_MS = 10 * 60_000;
const MEMORY_PAUSE_MS = 15_000;
const MEMORY_PROGRESS_MS = 60_000;

/** How long to search for a job after a lost response, and the pause between two lists, in milliseconds. */
const SEARCH_MS = 5_000;
const SEARCH_PAUSE_MS = 500;

export interface JobToStart<T extends Job> {
  readonly kind: 'build' | 'run';
  /** For messages, for example `build of version 0.1`. */
  readonly name: string;
  /** How long to wait for free memory in the account, in milliseconds; at most 10 minutes. */
  readonly maxMemoryWaitMs: number;
  readonly send: (control: StartControl) => Promise<T>;
  /**
   * Returns a function that lists the jobs that the request may have started.
   * @param requestedAt when the first request with a lost response was sent.
   */
  readonly listAfter: (requestedAt: number, deadline: AbortSignal) => () => Promise<readonly T[]>;
  readonly requestsFor: (job: T) => { readonly name: string };
}

export interface StartTools {
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/**
 * Starts exactly one build or run. If the response is lost, searches for the job. If the account has no free memory,
 * retries for a limited time.
 * @param deadline aborts requests when the step must end.
 * @returns the job, even if the step was canceled in the meantime; the caller must then abort it.
 * @throws ActionError if the job could not be started or found; CancelledError after a cancellation.
 */
export async function startJob<T extends Job>(
  job: JobToStart<T>,
  tools: StartTools,
  deadline: AbortSignal,
): Promise<T> {
  const { kind, name, send } = job;
  const { clock, signal, onProgress } = tools;
  const waitForMemory = createMemoryWait(job.maxMemoryWaitMs, tools);
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
        if (isApiError(error, 402, 'actor-memory-limit-exceeded')) {
          await waitForMemory(error);
          continue;
        }
        if (!wasMaybeCarriedOut(error)) throw error;
        lostCount += 1;
        // Earlier attempts of this request were rejected, so only the last one may have started a job.
        firstLostAt ??= attemptAt;
        onProgress(`${messageToGoOn(error)}. The action checks whether a ${kind} was started.`);
        const found = await findLost(job, { list: job.listAfter(firstLostAt, deadline), lost: error }, tools);
        if (found !== undefined) return found;
        if (signal.aborted) {
          const happened = `Apify did not respond to the request for a ${name}, and no ${kind} was found`;
          throw cancelledWith(signal, happened, { hint: `Check the ${kind}s of the Actor in Apify Console.` });
        }
        if (lostCount >= MAX_LOST) {
          throw new ActionError(`No ${name} could be started: ${messageOf(error)}`, {
            hint: `The action sent the request twice, and no ${kind} appeared. See https://status.apify.com and check the ${kind}s in Apify Console, then run the job again.`,
            cause: error,
          });
        }
        onProgress(`No ${kind} was started. The action sends the request once more.`);
      }
    }
  } finally {
    grace.end();
  }
}

/** Searches for the job for up to 5 seconds. After a cancellation, reads the list once more. */
async function findLost<T extends Job>(
  { kind, name, requestsFor }: JobToStart<T>,
  { list, lost }: { readonly list: () => Promise<readonly T[]>; readonly lost: unknown },
  { clock, signal }: StartTools,
): Promise<T | undefined> {
  const hint = `Check the ${kind}s of the Actor in Apify Console, and abort those that are not needed, before you run the job again. To keep deployments from overlapping, add a concurrency group to the workflow.`;
  for (const end = clock.now() + SEARCH_MS; ; ) {
    const isLast = signal.aborted || clock.now() >= end;
    const found = await list().catch((error: unknown) => {
      const message = `${messageToGoOn(lost)}. A ${name} may or may not have been started: ${messageOf(error)}`;
      throw new ActionError(message, { hint, cause: lost });
    });
    if (found.length > 1) {
      const shown = found.map(
        (job) => `${requestsFor(job).name} (${quoted(job.status)}, started ${quoted(job.startedAt)})`,
      );
      const message = `${messageToGoOn(lost)}. A ${name} was started, but the action cannot determine which of these ${shown.length} ${kind}s is its own: ${listSome(shown)}`;
      throw new ActionError(message, { hint, cause: lost });
    }
    if (found.length === 1 || isLast) return found[0];
    await pause(clock, SEARCH_PAUSE_MS, signal);
  }
}

/**
 * @returns a function that waits after a rejection. It throws ActionError after the time limit, or the signal's reason
 *   if it is aborted.
 */
function createMemoryWait(maxMs: number, { clock, signal, onProgress }: StartTools) {
  const limitMs = Math.min(maxMs, MAX_MEMORY_WAIT_MS);
  let firstAt: number | undefined;
  let reportAt = 0;
  return async (rejection: unknown): Promise<void> => {
    const now = clock.now();
    firstAt ??= now;
    const leftMs = firstAt + limitMs - now;
    const problem = messageToGoOn(rejection);
    if (leftMs <= 0) {
      const waited = limitMs > 0 ? ` (repeated for ${formatDuration(limitMs)})` : '';
      throw new ActionError(`${problem}${waited}`, {
        hint: "Other builds and runs are using the account's memory. Start fewer builds at the same time: set max-parallel in the strategy of the matrix, or wait until other builds and runs have ended.",
        cause: rejection,
      });
    }
    if (now >= reportAt) {
      onProgress(
        `${problem}. Other builds and runs are using the account's memory. The action tries again every ${MEMORY_PAUSE_MS / 1000} s for up to ${formatDuration(leftMs)}.`,
      );
      reportAt = now + MEMORY_PROGRESS_MS;
    }
    await clock.sleep(Math.min(MEMORY_PAUSE_MS, leftMs), signal);
  };
}
