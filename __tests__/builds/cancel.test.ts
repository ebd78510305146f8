import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Emulator } from '../../emulator/emulator.ts';
import { CancelledError, listenForCancellation } from '../../src/runner/cancellation.ts';
import { systemClock } from '../../src/time/clock.ts';
import { type BuildRunOptions, fasterClock, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const POST_BUILDS = { method: 'POST', path: /\/builds$/ } as const;
/** The runner kills 10 seconds after SIGINT. */
const KILL = 10_000;

const sleep = (ms: number): Promise<void> => systemClock.sleep(ms);

/** Cancels after so many milliseconds. @returns the error, the statuses told, and how long it took from there on. */
async function cancelAfter(emulator: Emulator, ms: number, options: BuildRunOptions = {}) {
  const run = runBuild(emulator, options);
  await sleep(ms);
  const cancelled = Date.now();
  run.cancel(new CancelledError('SIGINT'));
  const error = await run.result.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, statuses: run.builds.map(({ status }) => status), took: Date.now() - cancelled };
}

function statuses(emulator: Emulator): readonly string[] {
  return emulator.platform.builds.map(({ status }) => status);
}

test.concurrent.each<readonly [string, BuildScript]>([
  ['is READY', { readyMs: 60_000 }],
  ['runs', { log: [{ atMs: 0, text: 'one' }], runMs: 60_000 }],
  ['cannot be read yet', { notFoundMs: 700, runMs: 60_000 }],
])('a build that %s is aborted, and the error says so', async (_title, script) => {
  await using emulator = await startPlatform(script);
  const { error, statuses: told, took } = await cancelAfter(emulator, 200);
  expect(error).toBeInstanceOf(CancelledError);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
  expect(statuses(emulator)).toEqual(['ABORTED']);
  expect(told.at(-1)).toBe('ABORTED');
  expect(took).toBeLessThan(3_000);
});

test.concurrent('before the request for the build nothing is asked', async () => {
  await using emulator = await startPlatform();
  const reason = new CancelledError('SIGTERM');
  await expect(runBuild(emulator, { signal: AbortSignal.abort(reason) }).result).rejects.toBe(reason);
  expect(requestsTo(emulator)).toEqual([]);
});

describe('while the request for the build is under way', () => {
  test.concurrent('its answer is waited for, and the build is aborted', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 600 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(took).toBeGreaterThan(400);
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test.concurrent('even where the run would not have waited for it', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 300 } });
    await cancelAfter(emulator, 100, { waitForFinishSecs: 0 });
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test.concurrent('for 5 seconds at most: then the build is looked for, and aborted', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'delay', ms: 30_000 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(took).toBeGreaterThan(4_900);
    expect(took).toBeLessThan(KILL - 1_500);
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test.concurrent('an answer that is lost: the build is looked for, and aborted', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    emulator.addFault({ method: 'GET', path: /\/builds$/, fault: { kind: 'delay', ms: 300 } });
    const { error } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
    expect(statuses(emulator)).toEqual(['ABORTED']);
  });

  test.concurrent('a request that never arrived is not made again', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'hang' } });
    const { error, took } = await cancelAfter(emulator, 20, { clock: fasterClock(10) });
    expect(error).toBeInstanceOf(CancelledError);
    expect(error).toMatchObject({ message: expect.stringContaining('was lost, and none is there') });
    expect(took).toBeLessThan(KILL / 10);
    expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(statuses(emulator)).toEqual([]);
  });

  test.concurrent('nor is one that was refused for now', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: { kind: 'status', status: 429 } });
    const { error, took } = await cancelAfter(emulator, 100);
    expect(error).toMatchObject({ message: 'Canceled (SIGINT)' });
    expect(took).toBeLessThan(1_000);
    expect(statuses(emulator)).toEqual([]);
  });
});

test.concurrent('while a lost build is looked for, it is looked for once more', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000, unlistedMs: 500 });
  emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
  const { error } = await cancelAfter(emulator, 800);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was aborted' });
  expect(emulator.requests.filter(({ path }) => /\/builds$/.test(path)).length).toBeLessThanOrEqual(5);
});

test.concurrent('while its tag is waited for, a build has succeeded already', async () => {
  await using emulator = await startPlatform({ tagAfterMs: 'never' });
  const { error, took } = await cancelAfter(emulator, 500, { tag: 'beta' });
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was over already: SUCCEEDED' });
  expect(took).toBeLessThan(500);
  expect(requestsTo(emulator).filter((request) => request.includes('abort'))).toEqual([]);
});

test.concurrent('a build that ends before it can be aborted is told as it ended', async () => {
  await using emulator = await startPlatform({ runMs: 400 });
  emulator.addFault({ path: /\/abort$/, fault: { kind: 'status', status: 503, headers: { 'retry-after': '1' } } });
  const { error, statuses: told } = await cancelAfter(emulator, 100);
  expect(error).toMatchObject({ message: 'Canceled (SIGINT): build 0.1.1 was over already: SUCCEEDED' });
  expect(told.at(-1)).toBe('SUCCEEDED');
});

test.concurrent.each([
  ['is slow', { abortMs: 60_000 }, undefined, 'build 0.1.1 is being aborted'],
  ['is refused', {}, 403, 'build 0.1.1 could not be aborted: POST /v2/actor-builds'],
] as const)('an abort that %s is told, in time', async (_title, script, status, message) => {
  await using emulator = await startPlatform({ readyMs: 60_000, ...script });
  if (status !== undefined) emulator.addFault({ path: /\/abort$/, fault: { kind: 'status', status } });
  const { error, took } = await cancelAfter(emulator, 200);
  expect(error).toMatchObject({ message: expect.stringContaining(message) });
  expect(took).toBeLessThan(KILL - 1_500);
});

test.concurrent('an API that answers nothing any more does not hold the run', async () => {
  await using emulator = await startPlatform({ readyMs: 60_000 });
  emulator.addFault({ path: /\/abort$/, times: Infinity, fault: { kind: 'hang' } });
  const { error, took } = await cancelAfter(emulator, 20, { clock: fasterClock(10) });
  expect(error).toMatchObject({ message: expect.stringContaining('could not be aborted') });
  expect(took).toBeLessThan((KILL - 1_000) / 10);
});

test.each<[NodeJS.Platform, readonly NodeJS.Signals[]]>([
  ['linux', ['SIGINT', 'SIGTERM']],
  ['darwin', ['SIGINT', 'SIGTERM']],
  ['win32', ['SIGINT', 'SIGBREAK']],
])('on %s the runner’s signals are %j', (platform, signals) => {
  const all: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
  const count = (): readonly number[] => all.map((signal) => process.listenerCount(signal));
  const before = count();
  const cancellation = listenForCancellation(fasterClock(50), platform);
  const heard = all.filter((_signal, index) => (count()[index] ?? 0) > (before[index] ?? 0));
  cancellation.end();
  expect(heard).toEqual(signals);
  expect(count()).toEqual(before);
});

describe('signals', () => {
  const other = process.platform === 'win32' ? 'SIGBREAK' : 'SIGTERM';
  test.each(['SIGINT', other] as const)('%s aborts, once, and grants a grace', async (name) => {
    const cancellation = listenForCancellation(fasterClock(50));
    try {
      expect(() => cancellation.signal.throwIfAborted()).not.toThrow();
      process.emit(name, name);
      process.emit(other, other);
      expect(cancellation.signal.reason).toMatchObject({ message: `Canceled (${name})`, by: name });
      expect(() => cancellation.signal.throwIfAborted()).toThrow(CancelledError);
      expect(cancellation.graceSignal.aborted).toBe(false);
      await sleep(200);
      expect(cancellation.graceSignal.aborted).toBe(true);
    } finally {
      cancellation.end();
    }
    expect(process.listenerCount(other)).toBe(0);
  });
});
