import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance. Tests pass their own, so that they need not wait. */
export interface Clock {
  /** Milliseconds since 1970. It never goes back, even if the time of the machine is changed. */
  now(): number;
  /** Rejects with the signal's reason as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** At least 0, less than 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
  random: Math.random,
};
