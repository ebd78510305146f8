import type { Clock } from './clock.ts';

/** A signal that is aborted when time is over. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Takes the limit back; a timer that is left would keep the process alive. */
  end(): void;
}

/** Node's timers hold no more milliseconds than a signed 32-bit number. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Counts from now on. @param reason what the signal is aborted with. */
export function limitTime(clock: Clock, ms: number, reason?: Error): TimeLimit {
  return limitAfter(AbortSignal.abort(), clock, ms, () => reason);
}

/** Counts from the moment on in which `start` is aborted. @param reasonOf what the signal is aborted with, made then. */
export function limitAfter(start: AbortSignal, clock: Clock, ms: number, reasonOf: () => Error | undefined): TimeLimit {
  const limit = new AbortController();
  const timer = new AbortController();
  const begin = (): void => {
    clock.sleep(Math.min(ms, LONGEST_TIMER), timer.signal).then(
      () => limit.abort(reasonOf()),
      () => {},
    );
  };
  if (start.aborted) begin();
  else start.addEventListener('abort', begin, { once: true, signal: timer.signal });
  return { signal: limit.signal, end: () => timer.abort() };
}

/** Waits until the work has ended, well or badly, or so many milliseconds are over. @returns whether it has ended. */
export async function endsWithin(work: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const limit = limitTime(clock, ms);
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      new Promise<boolean>((resolve) => {
        limit.signal.addEventListener('abort', () => resolve(false), { once: true });
      }),
    ]);
  } finally {
    limit.end();
  }
}

/** Sleeps so many milliseconds, or until the signal is aborted: both are an end, neither is an error. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
