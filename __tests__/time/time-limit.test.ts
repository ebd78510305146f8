import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/time/clock.ts';
import { limitTime, limitTimeAfter, pause, settlesWithin } from '../../src/time/time-limit.ts';
import { virtualClock } from '../support/virtual-clock.ts';

describe('a time limit', () => {
  test('aborts when the time is over', async () => {
    const clock = virtualClock();
    const { signal } = limitTime(clock, 1_000);
    await clock.advance(999);
    expect(signal.aborted).toBe(false);
    await clock.advance(1);
    expect(signal.aborted).toBe(true);
  });

  test('can be removed', async () => {
    const clock = virtualClock();
    const limit = limitTime(clock, 1_000);
    limit.end();
    await clock.advance(2_000);
    expect(limit.signal.aborted).toBe(false);
  });

  test('can start when another signal is aborted, and aborts with its reason', async () => {
    const clock = virtualClock();
    const start = new AbortController();
    const reason = new Error('too late');
    const { signal } = limitTimeAfter(start.signal, clock, { ms: 1_000, reason: () => reason });
    await clock.advance(5_000);
    start.abort();
    await clock.advance(999);
    expect(signal.aborted).toBe(false);
    await clock.advance(1);
    expect(signal.reason).toBe(reason);
  });

  test("is never longer than Node's limit for timers, and never negative", async () => {
    const times: number[] = [];
    const clock = { ...virtualClock(), sleep: async (ms: number) => void times.push(ms) };
    limitTime(clock, Number.POSITIVE_INFINITY);
    limitTime(clock, -5);
    expect(times).toEqual([2 ** 31 - 1, 0]);
  });
});

describe('settlesWithin', () => {
  test.each([
    ['a promise that is fulfilled', () => Promise.resolve(1), true],
    ['a promise that is rejected', () => Promise.reject(new Error('x')), true],
    ['a promise that is pending', () => new Promise(() => {}), false],
  ])('waits for %s', async (_title, create, expected) => {
    const clock = virtualClock();
    expect(await clock.run(settlesWithin(create(), 1_000, clock))).toBe(expected);
  });
});

test('settlesWithin leaves no timer behind, which would keep the process alive', async () => {
  const signals: AbortSignal[] = [];
  const sleep = (_ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal !== undefined) signals.push(signal);
    return new Promise(() => {});
  };
  await settlesWithin(Promise.resolve(), 1_000, { ...virtualClock(), sleep });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

describe('pause', () => {
  test('ends when the time is over, or at once when the signal is aborted', async () => {
    const clock = virtualClock();
    const started = clock.now();
    await clock.run(pause(clock, 1_000, new AbortController().signal));
    expect(clock.now() - started).toBe(1_000);
    await pause(clock, 1_000, AbortSignal.abort());
    expect(clock.now() - started).toBe(1_000);
  });

  test.each([0, -1])('of %d milliseconds ends at once', async (ms) => {
    const sleep = (): Promise<void> => Promise.reject(new Error('It sleeps'));
    await pause({ ...virtualClock(), sleep }, ms, new AbortController().signal);
  });
});

test('an aborted sleep rejects with the reason of the signal', async () => {
  const reason = new Error('enough');
  await expect(systemClock.sleep(10_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});
