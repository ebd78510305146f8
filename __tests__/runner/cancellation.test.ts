import { describe, expect, test } from '@jest/globals';
import { CancelledError, listenForCancellation } from '../../src/runner/cancellation.ts';
import { virtualClock } from '../support/virtual-clock.ts';

test.each<[NodeJS.Platform, readonly NodeJS.Signals[]]>([
  ['linux', ['SIGINT', 'SIGTERM']],
  ['darwin', ['SIGINT', 'SIGTERM']],
  ['win32', ['SIGINT', 'SIGBREAK']],
])('listens on %s for %j', (platform, signals) => {
  const all: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
  const count = (): readonly number[] => all.map((signal) => process.listenerCount(signal));
  const before = count();
  const cancellation = listenForCancellation(virtualClock(), platform);
  const found = all.filter((_signal, index) => (count()[index] ?? 0) > (before[index] ?? 0));
  cancellation.end();
  expect(found).toEqual(signals);
  expect(count()).toEqual(before);
});

describe('a signal', () => {
  const other = process.platform === 'win32' ? 'SIGBREAK' : 'SIGTERM';
  test.each(['SIGINT', other] as const)(
    '%s aborts once, and 5 seconds later it aborts the requests in progress',
    async (name) => {
      const clock = virtualClock();
      const cancellation = listenForCancellation(clock);
      try {
        expect(() => cancellation.signal.throwIfAborted()).not.toThrow();
        process.emit(name, name);
        process.emit(other, other);
        expect(cancellation.signal.reason).toMatchObject({ message: `Canceled (${name})`, by: name });
        expect(() => cancellation.signal.throwIfAborted()).toThrow(CancelledError);
        expect(cancellation.graceSignal.aborted).toBe(false);
        await clock.advance(5_000);
        expect(cancellation.graceSignal.aborted).toBe(true);
      } finally {
        cancellation.end();
      }
      expect(process.listenerCount(other)).toBe(0);
    },
  );
});
