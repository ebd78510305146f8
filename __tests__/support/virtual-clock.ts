import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock as EmulatorClock } from '../../emulator/emulator.ts';
import type { Clock } from '../../src/time/clock.ts';

/**
 * One clock for the code under test and the emulator. Time passes only in `advance` and `run`, without real waiting:
 * the clock jumps from timer to timer.
 *
 *     const clock = virtualClock();
 *     const emulator = await startEmulator({ clock });
 *     const result = await clock.run(buildVersion(request, { clock, … }));
 */
export interface VirtualClock extends Clock, EmulatorClock {
  /** Lets this number of milliseconds pass. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until the work is done. @returns Its result. */
  run<T>(work: Promise<T>): Promise<T>;
}

/**
 * Before each jump, requests and responses get some turns of the event loop, which is enough for sockets, and some
 * milliseconds, which compression requires because it runs in other threads. ky sleeps for a millisecond before it
 * repeats
 * a request. A timer that is due earlier fires first, so a busy machine does not make the time too short.
 */
const SETTLE_ROUNDS = 3;
const SETTLE_TURNS = 15;

/** @param random The value of each `random()`. */
export function virtualClock(random = 0.5): VirtualClock {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let timers: readonly { readonly at: number; readonly run: () => void }[] = [];

  const after: VirtualClock['after'] = (ms, run) => {
    const timer = { at: now + Math.max(0, ms), run };
    timers = [...timers, timer].sort((a, b) => a.at - b.at);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const jump = (until = Number.POSITIVE_INFINITY): boolean => {
    const [next, ...rest] = timers;
    if (next === undefined || next.at > until) return false;
    timers = rest;
    now = next.at;
    next.run();
    return true;
  };

  return {
    now: () => now,
    random: () => random,
    after,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const cancel = after(ms, resolve);
      const onAbort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      await promise.finally(() => signal?.removeEventListener('abort', onAbort));
    },
    advance: async (ms) => {
      const end = now + ms;
      do await settle();
      while (jump(end));
      now = end;
    },
    run: async (work) => {
      let done = false;
      const finish = (): void => {
        done = true;
      };
      work.then(finish, finish);
      for (await settle(); !done; await settle()) jump();
      return work;
    },
  };
}

async function settle(): Promise<void> {
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    await setTimeout(1);
    for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await setImmediate();
  }
}
