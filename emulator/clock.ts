/** The emulator's clock. Tests use their own clock to avoid waiting. */
export interface Clock {
  now(): number;
  /** Calls `run` after `ms` milliseconds. @returns a function that cancels the call. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Timers that are removed with the emulator, so that a build in progress does not keep the process alive. */
export interface Timers {
  /** @param ms the delay in milliseconds; Infinity means never. @returns a function that cancels the call. */
  after(ms: number, run: () => void): () => void;
  clear(): void;
}

export function createTimers(clock: Clock): Timers {
  const pending = new Set<() => void>();
  return {
    after: (ms, run) => {
      if (ms === Number.POSITIVE_INFINITY) return () => {};
      const stop = clock.after(ms, () => {
        pending.delete(cancel);
        run();
      });
      const cancel = (): void => {
        stop();
        pending.delete(cancel);
      };
      pending.add(cancel);
      return cancel;
    },
    clear: () => {
      for (const cancel of pending) cancel();
    },
  };
}
