import type { Clock } from './clock.ts';

/** A signal that is aborted when the time limit is reached. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Removes the timer, which would otherwise keep the process alive. */
  end(): void;
}

/**
 * The longest delay that Node's timers support, in milliseconds.
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Starts a time limit. */
export function limitTime(clock: Clock, ms: number): TimeLimit {
  return limitTimeAfter(AbortSignal.abort(), clock, { ms, reason: () => undefined });
}

/** Starts a time limit when `start` is aborted. @param reason returns the reason with which the signal is aborted. */
export function limitTimeAfter(
  start: AbortSignal,
  clock: Clock,
  { ms, reason }: { readonly ms: number; readonly reason: () => Error | undefined },
): TimeLimit {
  const limit = new AbortController();
  const timer = new AbortController();
  const begin = (): void => {
    clock.sleep(Math.min(Math.max(0, ms), MAX_TIMER_MS), timer.signal).then(
      () => limit.abort(reason()),
      () => {},
    );
  };
  if (start.aborted) begin();
  else start.addEventListener('abort', begin, { once: true, signal: timer.signal });
  return { signal: limit.signal, end: () => timer.abort() };
}

/** Waits up to `ms` until the promise is settled. @returns whether it is settled. */
export async function settlesWithin(promise: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, pause(clock, ms, timer.signal).then(() => false)]);
  } finally {
    timer.abort();
  }
}

/** Sleeps for `ms`, or until the signal is aborted. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await clock.sleep(ms, signal).catch(() => {});
}
