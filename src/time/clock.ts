import { setTimeout as delay } from 'node:timers/promises';

/** Provides the time and random numbers. Tests use their own clock to avoid waiting. */
export interface Clock {
  /** Milliseconds since 1970. Never goes back, even if the system time is changed. */
  now(): number;
  /** Rejects with the signal's reason as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
  random: Math.random,
};
