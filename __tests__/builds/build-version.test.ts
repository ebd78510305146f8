import { describe, expect, test } from '@jest/globals';
import type { BuildScript, Fault } from '../../emulator/emulator.ts';
import type { Build } from '../../src/apify/api.ts';
import { ApifyApiError } from '../../src/apify/api-error.ts';
import { fasterClock, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const START = 'POST /v2/acts/janedoe~my-actor/builds?version=0.1&useCache=true';
const LOG = 'GET /v2/actor-builds/ID/log?stream=1';
const STATUS = 'GET /v2/actor-builds/ID?waitForFinish=60';
const ACTOR = 'GET /v2/acts/janedoe~my-actor';
const buildPath = /\/actor-builds\/[^/]+$/;

describe('a build', () => {
  test.concurrent('takes three requests, and one more where it has a tag', async () => {
    await using emulator = await startPlatform();
    const { result } = runBuild(emulator);
    expect((await result).outcome).toBe('succeeded');
    expect(requestsTo(emulator).toSorted()).toEqual([LOG, STATUS, START].toSorted());
    emulator.clearRequests();
    emulator.scriptBuilds({ tagAfterMs: 0 });
    await runBuild(emulator, { tag: 'latest' }).result;
    expect(requestsTo(emulator).toSorted()).toEqual([ACTOR, LOG, STATUS, `${START}&tag=latest`].toSorted());
  });

  test.concurrent.each([
    [{ useCache: true, tag: undefined }, '?version=0.1&useCache=true'],
    [{ useCache: false, tag: 'beta' }, '?version=0.1&useCache=false&tag=beta'],
  ])('is asked for with %j', async (options, query) => {
    await using emulator = await startPlatform();
    await runBuild(emulator, { ...options, waitForFinishSecs: 0 }).result;
    expect(requestsTo(emulator)).toEqual([`POST /v2/acts/janedoe~my-actor/builds${query}`]);
  });

  test.concurrent('is told when it is known, and when it is over', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ runMs: 50, usageTotalUsd: 0.02 });
    const { result, builds } = runBuild(emulator);
    const { build } = await result;
    expect(builds.map(({ status }) => status)).toEqual(['READY', 'SUCCEEDED']);
    expect(build).toMatchObject({ buildNumber: '0.1.1', status: 'SUCCEEDED', usageTotalUsd: 0.02 });
  });

  test.concurrent('whose news cannot be taken ends the run with the reason', async () => {
    await using emulator = await startPlatform();
    const reason = new Error('the output cannot be written');
    const onBuild = ({ status }: Build): void => {
      if (status === 'SUCCEEDED') throw reason;
    };
    await expect(runBuild(emulator, { onBuild }).result).rejects.toBe(reason);
  });

  test.concurrent('that is not waited for is one request, and no warning', async () => {
    await using emulator = await startPlatform();
    const { result } = runBuild(emulator, { waitForFinishSecs: 0, versionTag: 'latest' });
    expect(await result).toMatchObject({ outcome: 'not-awaited', diagnostics: [], build: { status: 'READY' } });
    expect(requestsTo(emulator)).toEqual([START]);
  });

  test.concurrent('that is refused is an error of the API, and nothing more is asked', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 402 } });
    const error = await runBuild(emulator).result.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApifyApiError);
    expect(error).toMatchObject({ status: 402 });
    expect(requestsTo(emulator)).toEqual([START]);
  });
});

describe('the end of a build', () => {
  test.concurrent.each([
    ['FAILED', 'Build 0.1.1 failed: no space left'],
    ['ABORTED', 'Build 0.1.1 was aborted: no space left'],
    ['TIMED-OUT', 'Build 0.1.1 took longer than Apify allows (TIMED-OUT): no space left'],
  ] as const)('%s is a failure, with its reason and the last lines of the log', async (status, reason) => {
    await using emulator = await startPlatform();
    const log = ['one', '', '\u001b[31mtwo\u001b[0m'].map((text, index) => ({ atMs: index, text }));
    emulator.scriptBuilds({ log, runMs: 50, status, statusMessage: 'no space left' });
    const result = await runBuild(emulator, { versionTag: 'latest' }).result;
    if (result.outcome !== 'failed') throw new Error(result.outcome);
    expect(result.build.status).toBe(status);
    expect(result.reason).toBe(reason);
    expect(result.error.message).toMatch(/ one\n.*\n.* two$/);
    expect(result.logTail).toHaveLength(3);
    expect(requestsTo(emulator)).not.toContain(ACTOR);
  });

  test.concurrent('is what its status says, not what its log says', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({
      log: [{ atMs: 0, text: 'ACTOR: Build finished.' }],
      logEndsAtMs: 10,
      runMs: 300,
      status: 'FAILED',
    });
    expect((await runBuild(emulator).result).outcome).toBe('failed');
  });

  test.concurrent('is waited for while it is READY and while it runs on after the log, by one question', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ readyMs: 1_000, log: [], logEndsAtMs: 0, runMs: 1_000 });
    const { result, builds } = runBuild(emulator);
    expect((await result).outcome).toBe('succeeded');
    expect(builds.map(({ status }) => status)).toEqual(['READY', 'SUCCEEDED']);
    expect(requestsTo(emulator).filter((request) => request === STATUS)).toHaveLength(1);
  });

  test.concurrent.each<readonly [string, BuildScript & { readonly tagAfterMs?: number }]>([
    ['its log ends', {}],
    ['its log goes on a little', { log: [{ atMs: 500, text: 'late' }], runMs: 300 }],
    ['its log does not end', { log: [{ atMs: 20_000, text: 'never' }], runMs: 300 }],
    ['its log ended before', { logEndsAtMs: 0, runMs: 300 }],
    ['its tag moves late', { runMs: 300, tagAfterMs: 1_300 }],
  ])('is told soon where %s', async (_title, script) => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds(script);
    const { result } = runBuild(emulator, { tag: 'latest' });
    const { build } = await result;
    const moved = Date.parse(build.finishedAt ?? '') + (script.tagAfterMs ?? 0);
    expect(Date.now() - moved).toBeLessThan(1_500);
  });

  test.concurrent('a build just made may answer 404', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ notFoundMs: 700, log: [{ atMs: 0, text: 'one' }], runMs: 20 });
    const { result, lines } = runBuild(emulator);
    expect((await result).outcome).toBe('succeeded');
    expect(lines).toHaveLength(1);
  });

  test.concurrent('a build that stays away for 10 seconds is an error', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: buildPath, times: Infinity, fault: { kind: 'status', status: 404 } });
    const clock = fasterClock(20);
    const began = clock.now();
    await expect(runBuild(emulator, { clock }).result).rejects.toMatchObject({
      message: expect.stringContaining('The status of build 0.1.1 could not be read'),
      hint: expect.stringContaining('may still be running'),
    });
    expect(clock.now() - began).toBeGreaterThan(10_000);
  });

  test.concurrent.each<readonly [string, Fault]>([
    ['breaks', { kind: 'reset' }],
    ['is cut', { kind: 'cut-body' }],
    ['is a server error', { kind: 'status', status: 503 }],
    ['is refused for now', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
  ])('a question whose answer %s is asked again', async (_title, fault) => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: buildPath, fault });
    emulator.scriptBuilds({ runMs: 100 });
    expect((await runBuild(emulator).result).outcome).toBe('succeeded');
  });

  test.concurrent('questions that break each time they wait are asked with shorter waits, not given up', async () => {
    await using emulator = await startPlatform();
    const limits = { maxAttempts: 1, maxRetryingMs: 0, firstDelayMs: 1, maxDelayMs: 1 };
    for (const skip of [0, 1, 2]) emulator.addFault({ path: buildPath, skip, fault: { kind: 'reset' } });
    emulator.scriptBuilds({ runMs: 3_500 });
    const { result } = runBuild(emulator, { limits });
    expect((await result).outcome).toBe('succeeded');
    const waits = emulator.requests.flatMap(({ path, query }) =>
      buildPath.test(path) ? [query.get('waitForFinish')] : [],
    );
    expect(waits).toEqual(['60', '0', '30', '0', '15', '0', '7']);
  });
});

describe('time that is over', () => {
  test.concurrent('is a warning, with the build as it is', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ readyMs: 60_000 });
    const { result } = runBuild(emulator, { waitForFinishSecs: 1 });
    expect(await result).toMatchObject({
      outcome: 'out-of-time',
      build: { status: 'READY' },
      diagnostics: [{ level: 'warning', message: expect.stringContaining('Build 0.1.1 is still READY after 1.0 s') }],
    });
    expect(requestsTo(emulator)).toContain('GET /v2/actor-builds/ID?waitForFinish=1');
  });

  test.concurrent('ends the wait for an answer too', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: buildPath, fault: { kind: 'hang' } });
    const began = Date.now();
    const { result } = runBuild(emulator, { waitForFinishSecs: 1 });
    expect((await result).outcome).toBe('out-of-time');
    expect(Date.now() - began).toBeLessThan(5_500);
  });
});
