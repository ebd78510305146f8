import { isApiError } from '../apify/api-error.ts';
import { ActionError, messageOf } from '../errors.ts';
import { quoted } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime, pause } from '../time/time-limit.ts';
import { isDocumented, isFinal, type Job, NOT_FOUND_MS } from './job.ts';

/** The maximum time, in seconds, for which Apify delays a response. https://docs.apify.com/api/v2/actor-build-get */
const MAX_WAIT_SECS = 60;
/** The minimum wait in seconds when the wait is shortened because longer requests fail. */
const MIN_WAIT_SECS = 5;
/** The minimum time between two requests, in milliseconds, if Apify responds immediately. */
const MIN_PAUSE_MS = 1_000;
/** How long after the time limit a response is still accepted, in milliseconds. */
const LATE_MS = 3_000;

export interface StatusSource<T extends Job> {
  /** For messages, for example `build 0.1.7`. */
  readonly name: string;
  /** Apify delays the response until the job ends, for up to `waitSecs`. */
  readonly get: (waitSecs: number, signal: AbortSignal) => Promise<T>;
}

interface StatusOptions<T extends Job> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  /** When to stop waiting, as measured by the clock. */
  readonly until: number;
  readonly onStatus: (job: T) => void;
  readonly onWarning: (message: string) => void;
}

/**
 * Polls the status until it is final or the time limit is reached.
 * @returns the last response.
 * @throws ActionError if the status cannot be read, or the signal's reason if it is aborted.
 */
export async function followStatus<T extends Job>(
  started: T,
  { name, get }: StatusSource<T>,
  options: StatusOptions<T>,
): Promise<T> {
  const { clock, startedAt, until, onStatus, onWarning } = options;
  const limit = limitTime(clock, until - clock.now() + LATE_MS);
  const signal = AbortSignal.any([options.signal, limit.signal]);
  const request = (waitSecs: number): Promise<T> =>
    retryNotFound(() => get(waitSecs, signal), startedAt, { clock, signal });
  let maxWaitSecs = MAX_WAIT_SECS;
  let job = started;
  let hasWarned = warnIfUnknown(name, job, onWarning);
  try {
    while (!isFinal(job)) {
      const sentAt = clock.now();
      if (sentAt >= until) break;
      const waitSecs = Math.min(maxWaitSecs, Math.ceil((until - sentAt) / 1000));
      try {
        job = await request(waitSecs);
      } catch (error) {
        options.signal.throwIfAborted();
        if (clock.now() >= until) break;
        // A proxy may close idle connections. A request without a wait shows whether the API is available.
        const response = await request(0).catch(() => undefined);
        options.signal.throwIfAborted();
        if (response === undefined && clock.now() < until) throw new StatusError(name, error);
        job = response ?? job;
        maxWaitSecs = Math.max(MIN_WAIT_SECS, Math.floor(waitSecs / 2));
      }
      onStatus(job);
      if (!hasWarned) hasWarned = warnIfUnknown(name, job, onWarning);
      if (!isFinal(job)) await pause(clock, Math.min(sentAt + MIN_PAUSE_MS, until) - clock.now(), signal);
      options.signal.throwIfAborted();
    }
    return job;
  } finally {
    limit.end();
  }
}

/** @returns whether there was a warning, because the status is not documented. */
export function warnIfUnknown(name: string, job: Job, onWarning: (message: string) => void): boolean {
  if (isDocumented(job)) return false;
  onWarning(`Apify returned an unknown status for ${name}: ${quoted(job.status)}. The action handles it like RUNNING.`);
  return true;
}

/** The job may still be running. */
export class StatusError extends ActionError {
  constructor(name: string, cause: unknown) {
    const more = cause instanceof ActionError && cause.hint !== undefined ? ` ${cause.hint}` : '';
    super(`The status of ${name} could not be read: ${messageOf(cause)}`, {
      hint: `It may still be running. Check it in Apify Console before you run the job again.${more}`,
      cause,
    });
  }
}

/** The first and the longest pause between two attempts, in milliseconds. */
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 1_000;

/**
 * Retries a request that returns 404 because the build or run is new.
 * @param startedAt when the build or run started.
 */
export async function retryNotFound<T>(
  request: () => Promise<T>,
  startedAt: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    try {
      return await request();
    } catch (error) {
      if (!isApiError(error, 404) || clock.now() - startedAt >= NOT_FOUND_MS) throw error;
    }
    await clock.sleep(pauseMs, signal);
  }
}
