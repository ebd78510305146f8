import { messageOf } from '../errors.ts';
import { CancelledError, cancelledWith } from '../runner/cancellation.ts';
import { capitalize, formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTimeAfter } from '../time/time-limit.ts';
import { followLog, type LogFollower } from './follow-log.ts';
import { followStatus, retryNotFound, type StatusSource } from './follow-status.ts';
import { formatStatus, isFinal, type Job } from './job.ts';
import type { OpenLog } from './log-reader.ts';

/** How long requests may take after a cancellation, in milliseconds. The runner kills the step after 10 seconds. */
const CANCEL_MS = 8_500;

const PROGRESS_MS = 50_000;

/** How long to wait for an abort to take effect, in seconds. */
const ABORT_SECS = 2;

export interface JobRequests<T extends Job> extends StatusSource<T> {
  readonly abort: (signal: AbortSignal) => Promise<T>;
  readonly open: OpenLog;
}

export interface StartedJob<T extends Job> {
  readonly job: T;
  readonly startedAt: number;
  readonly requests: JobRequests<T>;
  readonly record: (job: T) => void;
}

interface Tools {
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
}

/**
 * Starts a build or run and aborts it if the step is canceled.
 * @param start receives a signal that aborts requests when the step must end.
 * @throws CancelledError after a cancellation, with what happened to the job.
 */
export async function withJob<T extends Job, R>(
  {
    start,
    requestsFor,
    record,
  }: {
    readonly start: (deadline: AbortSignal) => Promise<T>;
    readonly requestsFor: (job: T) => JobRequests<T>;
    readonly record: (job: T) => void;
  },
  use: (started: StartedJob<T>) => Promise<R>,
  tools: Tools,
): Promise<R> {
  const { clock, signal } = tools;
  const deadline = limitTimeAfter(signal, clock, { ms: CANCEL_MS, reason: () => new Error('the step had to end') });
  let started: StartedJob<T> | undefined;
  let known: T | undefined;
  const recordJob = (job: T): void => {
    known = job;
    record(job);
  };
  try {
    const job = await start(deadline.signal);
    started = { job, startedAt: clock.now(), requests: requestsFor(job), record: recordJob };
    recordJob(job);
    signal.throwIfAborted();
    return await use(started);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (started !== undefined) throw await abortJob({ ...started, job: known ?? started.job }, deadline.signal, tools);
    throw error instanceof CancelledError ? error : cancelledWith(signal, messageOf(error));
  } finally {
    deadline.end();
  }
}

/**
 * Streams the log and polls the status until it is final or the time limit is reached.
 * @param end receives the last response and the log, and must call the log's `finish` or `stop`.
 */
export async function followJob<T extends Job, R>(
  { job, startedAt, requests, record }: StartedJob<T>,
  end: (job: T, log: LogFollower) => Promise<R>,
  tools: Tools & {
    readonly waitMs: number;
    readonly onLine: (line: string) => void;
    readonly onProgress: (text: string) => void;
    readonly onWarning: (message: string) => void;
  },
): Promise<R> {
  const { clock, waitMs, onProgress } = tools;
  let progressAt = startedAt;
  const onStatus = (response: T): void => {
    record(response);
    if (isFinal(response) || clock.now() - progressAt < PROGRESS_MS) return;
    progressAt = clock.now();
    const duration = formatDuration(progressAt - startedAt);
    onProgress(`${capitalize(requests.name)} is ${formatStatus(response)} after ${duration}`);
  };
  const log = followLog(requests, tools);
  try {
    const options = { ...tools, startedAt, until: startedAt + waitMs, onStatus };
    return await end(await followStatus(job, requests, options), log);
  } finally {
    await log.stop();
  }
}

/**
 * Aborts a build or run after a cancellation, unless it has already ended. Never throws.
 * @returns the error for the step.
 */
async function abortJob<T extends Job>(
  { job, startedAt, requests, record }: StartedJob<T>,
  deadline: AbortSignal,
  { clock, signal }: Tools,
): Promise<CancelledError> {
  const { name, abort, get } = requests;
  let known = job;
  try {
    if (!isFinal(known)) {
      known = await retryNotFound(() => abort(deadline), startedAt, { clock, signal: deadline });
      record(known);
    }
    if (!isFinal(known)) {
      known = await get(ABORT_SECS, deadline);
      record(known);
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
