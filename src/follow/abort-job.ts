import { messageOf } from '../errors.ts';
import { type CancelledError, cancelledWith } from '../runner/cancellation.ts';
import type { Clock } from '../time/clock.ts';
import { formatStatus, isFinal, type Job } from './job.ts';
import { retryNotFound } from './retry-not-found.ts';

/** Seconds for which the action waits until an abort has taken effect. */
const ABORT_SECS = 2;

export interface AbortRequests<T extends Job> {
  /** `build 0.1.7`, for messages. */
  readonly name: string;
  readonly abort: (signal: AbortSignal) => Promise<T>;
  readonly get: (waitSecs: number, signal: AbortSignal) => Promise<T>;
}

/**
 * Aborts a build or run of a canceled step, unless it has ended.
 * @param options `signal` was aborted by the cancellation; `deadline` aborts requests.
 * @returns the error of the step. Never throws.
 */
export async function abortJob<T extends Job>(
  job: T,
  { name, abort, get }: AbortRequests<T>,
  options: {
    readonly clock: Clock;
    readonly startedAt: number;
    readonly signal: AbortSignal;
    readonly deadline: AbortSignal;
    readonly onStatus: (job: T) => void;
  },
): Promise<CancelledError> {
  const { clock, startedAt, signal, deadline, onStatus } = options;
  let known = job;
  try {
    if (!isFinal(known)) {
      known = await retryNotFound(() => abort(deadline), startedAt, { clock, signal: deadline });
      onStatus(known);
    }
    if (!isFinal(known)) {
      known = await get(ABORT_SECS, deadline);
      onStatus(known);
    }
  } catch (error) {
    if (known.status !== 'ABORTING') {
      return cancelledWith(signal, `${name} could not be aborted: ${messageOf(error)}`, {
        hint: 'It may still be running. Abort it in Apify Console.',
      });
    }
  }
  switch (known.status) {
    case 'ABORTED':
      return cancelledWith(signal, `${name} was aborted`);
    case 'ABORTING':
      return cancelledWith(signal, `${name} is being aborted`);
    default:
      return isFinal(known)
        ? cancelledWith(signal, `${name} had already ended with status ${known.status}`)
        : cancelledWith(signal, `${name} was not aborted: its status is still ${formatStatus(known)}`, {
            hint: 'Abort it in Apify Console.',
          });
  }
}
