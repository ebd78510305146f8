import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance as the stages use them; handed in, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970; never goes back while the process runs, however the machine's clock is set. */
  now(): number;
  /** Rejects with the signal's reason, at once, when the signal is aborted. */
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
