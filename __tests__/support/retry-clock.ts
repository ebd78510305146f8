import type { Clock } from '../../src/time/clock.ts';

/** A clock by which only sleeping takes time, and none of it is real. */
export interface RetryClock extends Clock {
  /** Milliseconds of each sleep, in their order. */
  readonly sleeps: readonly number[];
}

/** @param random what chance gives each time. */
export function retryClock(random = 1): RetryClock {
  const sleeps: number[] = [];
  let slept = 0;
  return {
    sleeps,
    now: () => slept,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      slept += ms;
    },
    random: () => random,
  };
}
