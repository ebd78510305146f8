import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Fault } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { ApifyApiError } from '../../src/apify/api-error.ts';
import { type Platform, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const START = 'POST /v2/acts/janedoe~my-actor/builds?version=0.1&useCache=true';
const LOG = 'GET /v2/actor-builds/ID/log?stream=1';
const STATUS = 'GET /v2/actor-builds/ID?waitForFinish=60';
const ACTOR = 'GET /v2/acts/janedoe~my-actor';
const buildPath = /\/actor-builds\/[^/]+$/;

/** The `waitForFinish` of each request for the status. */
function waits({ requests }: Platform): readonly number[] {
  return requests.flatMap(({ path, query }) => (buildPath.test(path) ? [Number(query.get('waitForFinish'))] : []));
}

describe('a build', () => {
  test('requires three requests, or four if it has a tag', async () => {
    await using emulator = await startPlatform();
    expect((await runBuild(emulator).result).outcome).toBe('succeeded');
    expect(requestsTo(emulator).toSorted()).toEqual([LOG, STATUS, START].toSorted());
    emulator.clearRequests();
    emulator.scriptBuilds({ tagAfterMs: 0 });
    await runBuild(emulator, { tag: 'latest' }).result;
    expect(requestsTo(emulator).toSorted()).toEqual([ACTOR, LOG, STATUS, `${START}&tag=latest`].toSorted());
  });

  test.each([
    [{ useCache: true, tag: undefined }, '?version=0.1&useCache=true'],
    [{ useCache: false, tag: 'beta' }, '?version=0.1&useCache=false&tag=beta'],
  ])('is requested with %j', async (options, query) => {
    await using emulator = await startPlatform();
    await runBuild(emulator, { ...options, waitForFinishSecs: 0 }).result;
    expect(requestsTo(emulator)).toEqual([`POST /v2/acts/janedoe~my-actor/builds${query}`]);
  });

  test('is passed to the callback when it starts and when it ends', async () => {
    await using emulator = await startPlatform({ runMs: 50, usageTotalUsd: 0.02 });
    const { result, builds } = runBuild(emulator);
    const { build } = await result;
    expect(builds.map(({ status }) => status)).toEqual(['READY', 'SUCCEEDED']);
    expect(build).toMatchObject({ buildNumber: '0.1.1', status: 'SUCCEEDED', usageTotalUsd: 0.02 });
  });

  test('ends with the error that a callback throws', async () => {
    await using emulator = await startPlatform();
    const reason = new Error('the output file could not be written');
    const onBuild = ({ status }: Build): void => {
      if (status === 'SUCCEEDED') throw reason;
    };
    await expect(runBuild(emulator, { onBuild }).result).rejects.toBe(reason);
  });

  test('requires one request and causes no warning if wait-for-finish is 0', async () => {
    await using emulator = await startPlatform();
    const { result, warnings } = runBuild(emulator, { waitForFinishSecs: 0, versionTag: 'latest' });
    expect(await result).toMatchObject({ outcome: 'not-awaited', diagnostics: [], build: { status: 'READY' } });
    expect(warnings).toEqual([]);
    expect(requestsTo(emulator)).toEqual([START]);
  });

  test('fails if the response to its request has a failure status and wait-for-finish is 0', async () => {
    await using emulator = await startPlatform();
    const edit = (data: object) => ({ ...data, status: 'FAILED' });
    emulator.addFault({ method: 'POST', fault: { kind: 'edit', edit } });
    expect((await runBuild(emulator, { waitForFinishSecs: 0 }).result).outcome).toBe('failed');
  });

  test('is not requested again after a 402 response for an account that cannot pay', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 402 } });
    const error = await runBuild(emulator).result.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApifyApiError);
    expect(error).toMatchObject({ status: 402 });
    expect(requestsTo(emulator)).toEqual([START]);
  });
});

describe('the end of a build', () => {
  test.each([
    ['FAILED', 'Build 0.1.1 failed: no space left'],
    ['ABORTED', 'Build 0.1.1 was aborted: no space left'],
    ['TIMED-OUT', "Build 0.1.1 exceeded Apify's time limit (TIMED-OUT): no space left"],
  ] as const)(
    'with the status %s is a failure with its reason and the last lines of the log',
    async (status, reason) => {
      const log = ['one', '', '\u001b[31mtwo\u001b[0m'].map((text, index) => ({ atMs: index, text }));
      await using emulator = await startPlatform({ log, runMs: 50, status, statusMessage: 'no space left' });
      const result = await runBuild(emulator, { versionTag: 'latest' }).result;
      if (result.outcome !== 'failed') throw new Error(result.outcome);
      expect(result.build.status).toBe(status);
      expect(result.failure.reason).toBe(reason);
      expect(result.logTail).toHaveLength(3);
      expect(requestsTo(emulator)).not.toContain(ACTOR);
    },
  );

  test('depends on the status, not on the log', async () => {
    const log = [{ atMs: 0, text: 'ACTOR: Build finished.' }];
    await using emulator = await startPlatform({ log, logEndsAtMs: 10, runMs: 300, status: 'FAILED' });
    expect((await runBuild(emulator).result).outcome).toBe('failed');
  });

  test('requires one status request while the build is READY and after the log has ended', async () => {
    await using emulator = await startPlatform({ readyMs: 20_000, log: [], logEndsAtMs: 0, runMs: 20_000 });
    const { result, builds } = runBuild(emulator);
    expect((await result).outcome).toBe('succeeded');
    expect(builds.map(({ status }) => status)).toEqual(['READY', 'SUCCEEDED']);
    expect(waits(emulator)).toEqual([60]);
  });

  test.each<readonly [string, BuildScript & { readonly tagAfterMs?: number }]>([
    ['its log ends', {}],
    ['its log continues for a short time', { log: [{ atMs: 500, text: 'late' }], runMs: 300 }],
    ['its log does not end', { log: [{ atMs: 20_000, text: 'never' }], runMs: 300 }],
    ['its log ended earlier', { logEndsAtMs: 0, runMs: 300 }],
    ['its tag moves later', { runMs: 300, tagAfterMs: 1_300 }],
  ])('is reported within 1.5 seconds if %s', async (_title, script) => {
    await using emulator = await startPlatform(script);
    await runBuild(emulator, { tag: 'latest' }).result;
    const moved = (emulator.platform.builds[0]?.finishedAt ?? 0) + (script.tagAfterMs ?? 0);
    expect(emulator.clock.now() - moved).toBeLessThan(1_500);
  });

  test('is found although the API returns 404 for a new build', async () => {
    await using emulator = await startPlatform({ notFoundMs: 700, log: [{ atMs: 0, text: 'one' }], runMs: 20 });
    const { result, lines } = runBuild(emulator);
    expect((await result).outcome).toBe('succeeded');
    expect(lines).toHaveLength(1);
  });

  test('is an error if the API returns 404 for 10 seconds', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: buildPath, times: Infinity, fault: { kind: 'status', status: 404 } });
    const began = emulator.clock.now();
    await expect(runBuild(emulator).result).rejects.toMatchObject({
      message: expect.stringContaining('The status of build 0.1.1 could not be read'),
      hint: expect.stringContaining('may still be running'),
    });
    expect(emulator.clock.now() - began).toBeGreaterThanOrEqual(10_000);
  });

  test.each<readonly [string, Fault]>([
    ['closed connection', { kind: 'reset' }],
    ['truncated response', { kind: 'cut-body' }],
    ['server error', { kind: 'status', status: 503 }],
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ])('is requested again after a %s', async (_title, fault) => {
    await using emulator = await startPlatform({ runMs: 100 });
    emulator.addFault({ path: buildPath, fault });
    expect((await runBuild(emulator).result).outcome).toBe('succeeded');
  });

  test('is detected with shorter requests if longer ones fail', async () => {
    await using emulator = await startPlatform({ runMs: 3_500 });
    const limits = { maxAttempts: 1, maxRetryingMs: 0, firstDelayMs: 1, maxDelayMs: 1 };
    for (const skip of [0, 1, 2]) emulator.addFault({ path: buildPath, skip, fault: { kind: 'reset' } });
    expect((await runBuild(emulator, { limits }).result).outcome).toBe('succeeded');
    expect(waits(emulator)).toEqual([60, 0, 30, 0, 15, 0, 7]);
  });

  test.each(['TIMING-OUT', 'ABORTING'])('is not reached in the status %s', async (status) => {
    await using emulator = await startPlatform({ runMs: 5_000, status: 'FAILED' });
    emulator.addFault({ path: buildPath, fault: { kind: 'edit', edit: (data) => ({ ...data, status }) } });
    const { result, warnings } = runBuild(emulator);
    expect(await result).toMatchObject({ outcome: 'failed', build: { status: 'FAILED' } });
    expect(warnings).toEqual([]);
  });
});

describe('a status that Apify does not document', () => {
  test('causes one warning at once and is handled like RUNNING', async () => {
    await using emulator = await startPlatform({ runMs: 150_000 });
    const status = `NEW\n::error::${'x'.repeat(50)}`;
    emulator.addFault({ path: buildPath, times: 2, fault: { kind: 'edit', edit: (data) => ({ ...data, status }) } });
    const warnedAt: number[] = [];
    const began = emulator.clock.now();
    const run = runBuild(emulator, {
      onBuild: () => warnedAt.push(...run.warnings.slice(warnedAt.length).map(() => emulator.clock.now() - began)),
    });
    expect((await run.result).outcome).toBe('succeeded');
    expect(run.warnings).toEqual([expect.stringContaining(`build 0.1.1: "NEW\\n::error::xxx`)]);
    expect(run.builds.map((build) => build.status)).toEqual(['READY', status, status, 'SUCCEEDED']);
    expect(warnedAt[0]).toBeLessThan(130_000);
  });

  test('in the response to the build request is reported before any other request', async () => {
    await using emulator = await startPlatform();
    const edit = (data: object) => ({ ...data, status: 'x'.repeat(1_000_000) });
    emulator.addFault({ method: 'POST', fault: { kind: 'edit', edit } });
    const run = runBuild(emulator);
    expect((await run.result).outcome).toBe('succeeded');
    expect(run.warnings).toEqual([expect.stringContaining('1000000 characters')]);
    expect(run.warnings[0]?.length).toBeLessThan(200);
  });

  test('is reported if wait-for-finish is 0', async () => {
    await using emulator = await startPlatform();
    const edit = (data: object) => ({ ...data, status: 'NEW' });
    emulator.addFault({ method: 'POST', fault: { kind: 'edit', edit } });
    const run = runBuild(emulator, { waitForFinishSecs: 0 });
    expect((await run.result).outcome).toBe('not-awaited');
    expect(run.warnings).toEqual([expect.stringContaining('"NEW"')]);
    expect(requestsTo(emulator)).toEqual([START]);
  });
});

test('requests and aborts only the build that was started, whatever ID a response contains', async () => {
  await using emulator = await startPlatform({ readyMs: 200_000 });
  const edit = (data: object) => ({ ...data, id: 'another' });
  emulator.addFault({ method: 'GET', path: buildPath, times: Infinity, fault: { kind: 'edit', edit } });
  const run = runBuild(emulator);
  emulator.clock.after(100_000, () => run.cancel(new Error('canceled')));
  await expect(run.result).rejects.toMatchObject({ message: expect.stringContaining('build 0.1.1 was aborted') });
  expect(emulator.requests.filter(({ path }) => path.includes('another'))).toEqual([]);
});

describe('the wait-for-finish time', () => {
  test('ends with a warning and the last known status', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    expect(await runBuild(emulator, { waitForFinishSecs: 1 }).result).toMatchObject({
      outcome: 'out-of-time',
      build: { status: 'READY' },
      diagnostics: [{ level: 'warning', message: expect.stringContaining('Build 0.1.1 is still READY after 1.0 s') }],
    });
    expect(waits(emulator)).toEqual([1]);
  });

  test('includes a response that arrives slightly later', async () => {
    await using emulator = await startPlatform({ runMs: 900 });
    emulator.addFault({ path: buildPath, fault: { kind: 'delay', ms: 2_000 } });
    expect((await runBuild(emulator, { waitForFinishSecs: 1 }).result).outcome).toBe('succeeded');
  });

  test('ends the wait for a response too', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: buildPath, fault: { kind: 'hang' } });
    const began = emulator.clock.now();
    expect((await runBuild(emulator, { waitForFinishSecs: 1 }).result).outcome).toBe('out-of-time');
    expect(emulator.clock.now() - began).toBeLessThan(5_500);
  });

  test('is split into the longest waits that Apify supports, with a log line for each', async () => {
    await using emulator = await startPlatform({ readyMs: 200_000 });
    const { result, progress } = runBuild(emulator, { waitForFinishSecs: 150 });
    expect(await result).toMatchObject({ outcome: 'out-of-time', build: { status: 'READY' } });
    expect(waits(emulator)).toEqual([60, 60, 30]);
    expect(progress).toEqual(['Build 0.1.1 is READY after 1 min', 'Build 0.1.1 is READY after 2 min']);
  });

  test('is 2 hours by default', async () => {
    await using emulator = await startPlatform({ readyMs: 3 * 3_600_000 });
    const began = emulator.clock.now();
    expect((await runBuild(emulator).result).outcome).toBe('out-of-time');
    expect(Math.round((emulator.clock.now() - began) / 60_000)).toBe(120);
    expect(waits(emulator)).toHaveLength(120);
  });

  test('causes at most one request per second if Apify does not wait', async () => {
    await using emulator = await startPlatform({ readyMs: 60_000 });
    const edit = (data: object) => data;
    emulator.addFault({ path: buildPath, times: Infinity, fault: { kind: 'edit', edit } });
    const { result, progress } = runBuild(emulator, { waitForFinishSecs: 5 });
    expect((await result).outcome).toBe('out-of-time');
    expect(waits(emulator).length).toBeLessThanOrEqual(6);
    expect(progress).toEqual([]);
  });
});
