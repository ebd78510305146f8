import { expect, test } from '@jest/globals';
import { orAborted } from '../../src/apify/or-aborted.ts';

const never = new Promise<never>(() => {});

test('gives what the work comes to', async () => {
  const { signal } = new AbortController();
  await expect(orAborted(Promise.resolve(1), signal)).resolves.toBe(1);
  await expect(orAborted(Promise.reject(new Error('x')), signal)).rejects.toThrow('x');
});

test('ends with the reason of the signal, whatever the work does', async () => {
  const controller = new AbortController();
  const ended = orAborted(never, controller.signal);
  controller.abort(new Error('time is over'));
  await expect(ended).rejects.toThrow('time is over');
  await expect(orAborted(never, controller.signal)).rejects.toThrow('time is over');
});
