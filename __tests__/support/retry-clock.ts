import type { Clock } from '../../src/time/clock.ts';

/** A virtual clock on which only sleeping takes time. */
export interface RetryClock extends Clock {
  /** Milliseconds of each sleep, in order. */
  readonly sleeps: readonly number[];
}

/** @param random the value of each `random()`. */
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
