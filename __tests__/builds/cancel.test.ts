import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Emulator } from '../../emulator/emulator.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { type BuildRunOptions, type Platform, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const POST_BUILDS = { method: 'POST', path: /\/builds$/ } as const;
/** Milliseconds. The runner kills the step 10 seconds after SIGINT; the rest is for the summary. */
const MOST_TIME = 8_500;

/**
 * Cancels a build after a number of milliseconds. @returns the error, the statuses, and the milliseconds since then.
 */
async function cancelAfter(platform: Platform, ms: number, options: BuildRunOptions = {}) {
  const { clock } = platform;
  const run = runBuild(platform, options);
  let canceledAt = Number.NaN;
  clock.after(ms, () => {
    canceledAt = clock.now();
    run.cancel(new CancelledError('SIGINT'));
  });
  const error = await run.result.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, statuses: run.builds.map(({ status }) => status), took: clock.now() - canceledAt };
}

function statuses(emulator: Emulator): readonly string[] {
  return emulator.platform.builds.map(({ status }) => status);
}

test.each<readonly [string, BuildScript]>([
  ['is READY', { readyMs: 60_000 }],
  ['is running', { log: [{ atMs: 0, text: 'one' }], runMs: 60_000 }],
  ['the API does not return yet', { notFoundMs: 700, runMs: 60_000 }],
])('a cancellation aborts a build that %s, and the error reports it', async (_title, script) => {
  await using emulator = await startPlatform(script);
  const { error, statuses: seen, took } = await cancelAfter(emulator, 200);
  expect(error).toBeInstanceOf(CancelledError);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
  expect(statuses(emulator)).toEqual(['ABORTED']);
  expect(seen.at(-1)).toBe('ABORTED');
  expect(took).toBeLessThan(3_000);
});

test('a cancellation before the build request prevents all requests', async () => {
  await using emulator = await startPlatform();
  const reason = new CancelledError('SIGTERM');
  await expect(runBuild(emulator, { signal: AbortSignal.abort(reason) }).result).rejects.toBe(reason);
  expect(requestsTo(emulator)).toEqual([]);
});

describe('a cancellation during the build request', () => {
  test('waits for the response and aborts the build', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 600 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(took).toBeGreaterThan(400);
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test('aborts the build even if wait-for-finish is 0', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 300 } });
    await cancelAfter(emulator, 100, { waitForFinishSecs: 0 });
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test('waits for 5 seconds, then finds the build and aborts it', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 30_000 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(took).toBeGreaterThanOrEqual(5_000);
    expect(took).toBeLessThanOrEqual(MOST_TIME);
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test('finds the build of a lost response and aborts it', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    emulator.addFault({ method: 'GET', path: /\/builds$/, fault: { kind: 'delay', ms: 300 } });
    const { error } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test('does not repeat a request without a response', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'hang' } });
    const { error, took } = await cancelAfter(emulator, 20);
    expect(error).toBeInstanceOf(CancelledError);
    expect(error).toMatchObject({
      message: expect.stringContaining(
        'did not respond to the request for a build of version 0.1, and no build was found',
      ),
    });
    expect(took).toBeLessThanOrEqual(MOST_TIME);
    expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(statuses(emulator)).toEqual([]);
  });

  test('does not repeat a request after a 429 response', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: { kind: 'status', status: 429 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT)' });
    expect(took).toBeLessThan(1_000);
    expect(statuses(emulator)).toEqual([]);
  });
});

test('a cancellation during the search for a lost build reads the list one more time', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000, unlistedMs: 500 });
  emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
  const { error } = await cancelAfter(emulator, 800);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
  expect(emulator.requests.filter(({ path }) => /\/builds$/.test(path)).length).toBeLessThanOrEqual(5);
});

test('a cancellation during the wait for the tag does not abort the build', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 'never' });
  const { error, took } = await cancelAfter(emulator, 500, { tag: 'beta' });
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 had already ended with status SUCCEEDED' });
  expect(took).toBe(0);
  expect(requestsTo(emulator).filter((request) => request.includes('abort'))).toEqual([]);
});

test('a build that ends before the abort request is reported with its status', async () => {
  await using emulator = await startPlatform({ runMs: 400 });
  emulator.addFault({ path: /\/abort$/, fault: { kind: 'status', status: 503, headers: { 'retry-after': '1' } } });
  const { error, statuses: seen } = await cancelAfter(emulator, 100);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 had already ended with status SUCCEEDED' });
  expect(seen.at(-1)).toBe('SUCCEEDED');
});

test.each([
  ['is slow', { abortMs: 60_000 }, undefined, 'build 0.1.1 is being aborted'],
  ['is rejected', {}, 403, 'build 0.1.1 could not be aborted: POST /v2/actor-builds'],
] as const)('an abort that %s is reported in time', async (_title, script, status, message) => {
  await using emulator = await startPlatform({ readyMs: 60_000, ...script });
  if (status !== undefined) emulator.addFault({ path: /\/abort$/, fault: { kind: 'status', status } });
  const { error, took } = await cancelAfter(emulator, 200);
  expect(error).toMatchObject({ message: expect.stringContaining(message) });
  expect(took).toBeLessThanOrEqual(MOST_TIME);
});

test('an abort without an effect is reported with the status of the build', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000 });
  const edit = (data: object) => ({ ...data, status: 'RUNNING' });
  emulator.addFault({ path: /\/actor-builds\//, times: Infinity, fault: { kind: 'edit', edit } });
  emulator.addFault({ path: /\/actor-builds\//, times: Infinity, fault: { kind: 'edit', edit } });
  const { error } = await cancelAfter(emulator, 200);
  expect(error).toMatchObject({
    message: 'Canceled (SIGINT): build 0.1.1 was not aborted: its status is still RUNNING',
    hint: 'Abort it in Apify Console.',
  });
});

test('an abort in progress is reported even if the status cannot be read', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000, abortMs: 60_000 });
  const rule = { path: /\/actor-builds\/[^/]+$/, skip: 1, times: Infinity } as const;
  emulator.addFault({ ...rule, fault: { kind: 'status', status: 403 } });
  const { error } = await cancelAfter(emulator, 200);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 is being aborted' });
});

test('an API that does not respond does not delay the end of the step', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000 });
  emulator.addFault({ path: /\/abort$/, times: Infinity, fault: { kind: 'hang' } });
  const { error, took } = await cancelAfter(emulator, 20);
  expect(error).toMatchObject({ message: expect.stringContaining('could not be aborted') });
  expect(took).toBeLessThanOrEqual(MOST_TIME);
});

test('a cancellation after the end of the build starts no timer', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 0 });
  let sleeps = 0;
  const { clock } = emulator;
  const sleep: typeof clock.sleep = (ms, signal) => {
    sleeps += 1;
    return clock.sleep(ms, signal);
  };
  const run = runBuild({ ...emulator, clock: { ...clock, sleep } }, { tag: 'beta' });
  await run.result;
  const before = sleeps;
  run.cancel(new CancelledError('SIGINT'));
  expect(before).toBeGreaterThan(0);
  expect(sleeps).toBe(before);
});
