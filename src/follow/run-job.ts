import { type Diagnostic, messageOf } from '../errors.ts';
import { CancelledError, cancelledWith } from '../runner/cancellation.ts';
import { capitalize, formatDuration } from '../text.ts';
import { limitTimeAfter } from '../time/time-limit.ts';
import { followLog } from './follow-log.ts';
import { followStatus, retryNotFound, type StatusSource, warnIfUnknown } from './follow-status.ts';
import { formatStatus, hasFailed, isFinal, type Job } from './job.ts';
import type { OpenLog } from './log-reader.ts';
import { type JobToStart, type StartTools, startJob } from './start-job.ts';

/** How long requests may take after a cancellation, in milliseconds. The runner kills the step after 10 seconds. */
const CANCEL_MS = 8_500;

const PROGRESS_MS = 50_000;

/** How long to wait for an abort to take effect, in seconds. */
const ABORT_SECS = 2;

interface JobRequests<T extends Job> extends StatusSource<T> {
  readonly abort: (signal: AbortSignal) => Promise<T>;
  readonly open: OpenLog;
}

export interface JobPlan<T extends Job> extends JobToStart<T> {
  readonly requestsFor: (job: T) => JobRequests<T>;
  /** How long to wait until the job ends, in milliseconds. If 0, the log is read only if the job has already failed. */
  readonly waitMs: number;
  /** Called if the job cannot be monitored, unless the step is canceled. @returns the error for the step. */
  readonly onFailure?: (error: unknown, job: T) => Promise<Error>;
}

export interface JobTools<T> extends StartTools {
  /** Called with each response that contains the job. */
  readonly onJob: (job: T) => void;
  /** Called with each line of the log, unescaped. */
  readonly onLine: (line: string) => void;
  readonly onWarning: (message: string) => void;
}

export interface FollowedJob<T extends Job> {
  readonly job: T;
  /** The last lines of the log, unescaped. */
  readonly logTail: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Starts a build or run, streams its log, and waits until it ends or the time limit is reached. Aborts it if the step is
 * canceled.
 * @param end continues with the result. The job is final, unless the time was too short.
 * @throws ActionError or ApifyApiError if the job could not be started or monitored. After a cancellation,
 *   CancelledError with what happened to the job.
 */
export async function runJob<T extends Job, R>(
  plan: JobPlan<T>,
  end: (followed: FollowedJob<T>) => Promise<R>,
  tools: JobTools<T>,
): Promise<R> {
  const { clock, signal } = tools;
  const deadline = limitTimeAfter(signal, clock, { ms: CANCEL_MS, reason: () => new Error('the step had to end') });
  let started: { readonly requests: JobRequests<T>; readonly startedAt: number } | undefined;
  let latest: T | undefined;
  const onJob = (job: T): void => {
    latest = job;
    tools.onJob(job);
  };
  try {
    const job = await startJob(plan, tools, deadline.signal);
    // Later responses may contain another ID.
    const requests = plan.requestsFor(job);
    started = { requests, startedAt: clock.now() };
    onJob(job);
    signal.throwIfAborted();
    try {
      return await end(await followJob(job, requests, { ...tools, onJob, waitMs: plan.waitMs }));
    } catch (error) {
      if (signal.aborted || plan.onFailure === undefined) throw error;
      throw await plan.onFailure(error, job);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    if (started !== undefined && latest !== undefined) {
      throw await abortJob(latest, started, { ...tools, deadline: deadline.signal });
    }
    throw error instanceof CancelledError ? error : cancelledWith(signal, messageOf(error));
  } finally {
    deadline.end();
  }
}

async function followJob<T extends Job>(
  job: T,
  requests: JobRequests<T>,
  tools: JobTools<T> & { readonly waitMs: number },
): Promise<FollowedJob<T>> {
  const { clock, waitMs, onJob, onProgress, onWarning } = tools;
  if (waitMs === 0 && !hasFailed(job)) {
    warnIfUnknown(requests.name, job, onWarning);
    return { job, logTail: [], diagnostics: [] };
  }
  const startedAt = clock.now();
  let progressAt = startedAt;
  const onStatus = (response: T): void => {
    onJob(response);
    if (isFinal(response) || clock.now() - progressAt < PROGRESS_MS) return;
    progressAt = clock.now();
    const duration = formatDuration(progressAt - startedAt);
    onProgress(`${capitalize(requests.name)} is ${formatStatus(response)} after ${duration}`);
  };
  const log = followLog(requests, tools);
  try {
    const options = { ...tools, startedAt, until: startedAt + waitMs, onStatus };
    const last = await followStatus(job, requests, options);
    if (isFinal(last)) await log.finish(hasFailed(last));
    return { job: last, logTail: log.tail, diagnostics: log.diagnostics };
  } finally {
    await log.stop();
  }
}

/**
 * Aborts a build or run after a cancellation, unless it has already ended. Never throws.
 * @returns the error for the step.
 */
async function abortJob<T extends Job>(
  job: T,
  { requests, startedAt }: { readonly requests: JobRequests<T>; readonly startedAt: number },
  { clock, signal, onJob, deadline }: JobTools<T> & { readonly deadline: AbortSignal },
): Promise<CancelledError> {
  const { name, abort, get } = requests;
  let known = job;
  try {
    if (!isFinal(known)) {
      known = await retryNotFound(() => abort(deadline), startedAt, { clock, signal: deadline });
      onJob(known);
    }
    if (!isFinal(known)) {
      known = await get(ABORT_SECS, deadline);
      onJob(known);
    }
  } catch (error) {
    if (known.status !== 'ABORTING') {
      return cancelledWith(signal, `${name} could not be aborted: ${messageOf(error)}`, {
        hint: 'It may still be running. Abort it in Apify Console.',
      });
    }
  }
  if (known.status === 'ABORTED') return cancelledWith(signal, `${name} was aborted`);
  if (known.status === 'ABORTING') return cancelledWith(signal, `${name} is being aborted`);
  if (isFinal(known)) return cancelledWith(signal, `${name} had already ended with status ${known.status}`);
  return cancelledWith(signal, `${name} was not aborted: its status is still ${formatStatus(known)}`, {
    hint: 'Abort it in Apify Console.',
  });
}
