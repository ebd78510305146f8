import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type IdleLimit, limitIdleTime } from '../../src/apify/idle-limit.ts';

const MB = 1024 ** 2;
const never = new Promise<never>(() => {});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Milliseconds until the limit of 100 ms is reached if `act` is called `times` times, every 50 ms. */
function timeUntilReached(act: (limit: IdleLimit) => void, times: number): number {
  const limit = limitIdleTime(100, new AbortController().signal);
  const began = performance.now();
  let reachedAt = Number.NaN;
  limit.signal.addEventListener('abort', () => {
    reachedAt = performance.now();
  });
  for (let count = 0; count < times; count += 1) {
    jest.advanceTimersByTime(50);
    act(limit);
  }
  while (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
  expect(limit.isReached()).toBe(true);
  return Math.ceil(reachedAt - began);
}

describe('the limit is reached', () => {
  test.each<[string, (limit: IdleLimit) => void, number, number]>([
    ['after its time if nothing happens', () => {}, 0, 100],
    ['after its time without a received byte', (limit) => limit.received(), 3, 150 + 100],
    ['later if sent bytes may still be in buffers, at 50 kB/s', (limit) => limit.sent(5_000), 1, 50 + 100 + 100],
    ['later for the sum of all sent bytes', (limit) => limit.sent(5_000), 2, 100 + 100 + 200],
    [
      'at most 84 s later, because buffers contain at most 4 MiB',
      (limit) => limit.sent(100 * MB),
      1,
      50 + 100 + 83_886,
    ],
  ])('%s', (_, act, times, expected) => {
    expect(timeUntilReached(act, times)).toBe(expected);
  });
});

test('a limit that has ended is never reached', () => {
  limitIdleTime(100, new AbortController().signal).end();
  expect(jest.getTimerCount()).toBe(0);
});

test('a body that is read after the end does not start the time again', () => {
  const limit = limitIdleTime(100, new AbortController().signal);
  limit.end();
  limit.sent(1);
  limit.received();
  expect(jest.getTimerCount()).toBe(0);
});

describe('race', () => {
  test('returns the result, and removes its listener', async () => {
    const limit = limitIdleTime(100, new AbortController().signal);
    expect(await limit.race(Promise.resolve(5))).toBe(5);
    await expect(limit.race(Promise.reject(new Error('x')))).rejects.toThrow('x');
    jest.advanceTimersByTime(100);
    expect(limit.isReached()).toBe(true);
  });

  test('rejects with the reason of the signal, whether or not the work ends', async () => {
    const controller = new AbortController();
    const limit = limitIdleTime(100, controller.signal);
    const work = limit.race(never);
    controller.abort(new Error('cancelled'));
    await expect(work).rejects.toThrow('cancelled');
    await expect(limit.race(never)).rejects.toThrow('cancelled');
    expect(limit.isReached()).toBe(false);
    limit.end();
  });

  test('rejects if the limit is reached', async () => {
    const limit = limitIdleTime(100, new AbortController().signal);
    const work = limit.race(never);
    jest.advanceTimersByTime(100);
    await expect(work).rejects.toThrow('aborted');
  });
});
