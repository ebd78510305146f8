import { describe, expect, test } from '@jest/globals';
import type { Emulator, Fault } from '../../emulator/emulator.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { type Platform, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const POST_BUILDS = { method: 'POST', path: /\/builds$/ } as const;
const LIST = 'GET /v2/acts/janedoe~my-actor/builds?desc=1&limit=100';
const noWait = { waitForFinishSecs: 0 } as const;

/** Starts a build as another client does. */
async function buildByAnother(emulator: Emulator, version: string): Promise<void> {
  const url = `${emulator.url}/v2/acts/janedoe~my-actor/builds?version=${version}`;
  await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${emulator.token}` } });
}

function posts(emulator: Emulator): number {
  return requestsTo(emulator).filter((request) => request.startsWith('POST')).length;
}

describe('a lost response to the build request', () => {
  test.each<readonly [string, Fault]>([
    ['a closed connection', { kind: 'lost-answer' }],
    ['a truncated response', { kind: 'cut-body' }],
    ['a response that is not JSON', { kind: 'broken-json' }],
    ['an empty response', { kind: 'empty' }],
    [
      'a response with an ID that would change the path',
      { kind: 'edit', edit: (data) => ({ ...data, id: '../../users/me' }) },
    ],
    ['a server error', { kind: 'status', status: 500, carriedOut: true }],
    ['a gateway timeout', { kind: 'status', status: 504, carriedOut: true, body: '<html>', contentType: 'text/html' }],
  ])('after %s leads to the build, and no other build is started', async (_title, fault) => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault });
    const { result, progress } = runBuild(emulator);
    const { build, outcome } = await result;
    expect([outcome, build.buildNumber]).toEqual(['succeeded', '0.1.1']);
    expect(emulator.platform.builds).toHaveLength(1);
    expect(posts(emulator)).toBe(1);
    expect(progress).toEqual([expect.stringMatching(/[^.]\. The action checks whether a build was started\.$/)]);
  });

  test.each([
    ['has the time of the runner', 0],
    ['is an hour ahead', HOUR],
    ['is an hour behind', -HOUR],
  ])('does not lead to an earlier build if the clock of the API %s', async (_title, clockAheadMs) => {
    await using emulator = await startPlatform({}, { clockAheadMs });
    await buildByAnother(emulator, '0.1');
    await buildByAnother(emulator, '0.2');
    await emulator.clock.advance(600);
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { build } = await runBuild(emulator, noWait).result;
    expect(build.buildNumber).toBe('0.1.2');
    expect(posts(emulator)).toBe(3);
    expect(requestsTo(emulator).filter((request) => request === LIST).length).toBeLessThanOrEqual(5);
  });

  test('does not lead to a build of another version', async () => {
    await using emulator = await startPlatform({ unlistedMs: 100 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator, noWait);
    emulator.clock.after(50, () => void buildByAnother(emulator, '0.2'));
    expect((await result).build.buildNumber).toBe('0.1.1');
  });

  test('does not lead to a build that another run started while ours was rejected', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'status', status: 429, headers: { 'retry-after': '2' } } });
    emulator.addFault({ ...POST_BUILDS, skip: 1, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator, noWait);
    emulator.clock.after(300, () => void buildByAnother(emulator, '0.1'));
    expect((await result).build.buildNumber).toBe('0.1.2');
  });

  test('leads to a build that appears in the list late', async () => {
    await using emulator = await startPlatform({ unlistedMs: 2_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { build } = await runBuild(emulator, noWait).result;
    expect(build.buildNumber).toBe('0.1.1');
    expect(emulator.platform.builds).toHaveLength(1);
  });

  test('leads to a second request after 5 seconds without a build', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'reset' } });
    const began = emulator.clock.now();
    const { result, progress } = runBuild(emulator, noWait);
    expect((await result).build.buildNumber).toBe('0.1.1');
    expect(posts(emulator)).toBe(2);
    expect(emulator.clock.now() - began).toBeGreaterThanOrEqual(5_000);
    expect(progress.at(-1)).toBe('No build was started. The action sends the request once more.');
  });

  test('leads to the first build if it appears after the second request', async () => {
    await using emulator = await startPlatform({ unlistedMs: 6_000 });
    emulator.addFault({ ...POST_BUILDS, times: 2, fault: { kind: 'lost-answer' } });
    expect((await runBuild(emulator, noWait).result).build.buildNumber).toBe('0.1.1');
    expect(posts(emulator)).toBe(2);
  });

  test('does not lead to a third request', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: { kind: 'status', status: 500 } });
    await expect(runBuild(emulator).result).rejects.toMatchObject({
      message: expect.stringContaining('No build of version 0.1 could be started'),
      hint: expect.stringContaining('sent the request twice'),
    });
    expect(posts(emulator)).toBe(2);
  });

  test('is an error that lists the builds if several were started', async () => {
    await using emulator = await startPlatform({ unlistedMs: 100 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator);
    emulator.clock.after(50, () => void buildByAnother(emulator, '0.1'));
    await expect(result).rejects.toMatchObject({
      message: expect.stringMatching(
        /A build of version 0\.1 was started, .* these 2 builds .*0\.1\.2 \("\w+", started .*0\.1\.1 \(/,
      ),
      hint: expect.stringContaining('before you run the job again'),
    });
    expect(posts(emulator)).toBe(2);
  });

  test('is an error if the list of builds cannot be read', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    emulator.addFault({ method: 'GET', path: /\/builds$/, fault: { kind: 'status', status: 403 } });
    await expect(runBuild(emulator).result).rejects.toMatchObject({
      message: expect.stringContaining('may or may not have been started: GET /v2/acts'),
      hint: expect.stringContaining('Apify Console'),
    });
    expect(posts(emulator)).toBe(1);
  });
});

test('a request is repeated without a search after a 429 response', async () => {
  await using emulator = await startPlatform();
  emulator.addFault({ ...POST_BUILDS, times: 2, fault: { kind: 'status', status: 429 } });
  await runBuild(emulator, noWait).result;
  expect(posts(emulator)).toBe(3);
  expect(requestsTo(emulator)).not.toContain(LIST);
});

describe('a build that the memory limit of the account prevents', () => {
  const noMemory: Fault = { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' };

  /** The times of the requests for a build, and of the log lines: seconds, in steps of 5. */
  async function requestTimes(platform: Platform, options: Parameters<typeof runBuild>[1] = {}) {
    const run = runBuild(platform, options);
    const times: number[] = [];
    const lineTimes: number[] = [];
    const began = platform.clock.now();
    const watch = (): void => {
      const seconds = (platform.clock.now() - began) / 1000;
      while (times.length < posts(platform)) times.push(seconds);
      while (lineTimes.length < run.progress.length) lineTimes.push(seconds);
      platform.clock.after(5000, watch);
    };
    watch();
    const error = await run.result.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { ...run, error, times, lineTimes };
  }

  test('is requested every 15 seconds until other builds have ended', async () => {
    await using emulator = await startPlatform({ runMs: 50_000 }, { memoryLimitMbytes: 8_192 });
    await buildByAnother(emulator, '0.2');
    await buildByAnother(emulator, '0.2');
    const { error, times, progress, lineTimes } = await requestTimes(emulator);
    expect(error).toBeUndefined();
    // Another client started two of them.
    expect(times).toEqual([0, 0, 5, 15, 30, 45, 60]);
    expect(emulator.platform.builds).toHaveLength(3);
    expect(lineTimes).toHaveLength(1);
    expect(progress[0]).toMatch(/memory limit.*every 15 s for up to 10 min/);
  });

  test('fails after 10 minutes, with one log line per minute', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: noMemory });
    const began = emulator.clock.now();
    const { error, progress, lineTimes } = await requestTimes(emulator);
    expect(error).toMatchObject({
      message: expect.stringMatching(/402 actor-memory-limit-exceeded.*\(repeated for 10 min\)/),
      hint: expect.stringContaining('max-parallel'),
    });
    expect((emulator.clock.now() - began) / MINUTE).toBeCloseTo(10, 1);
    expect(posts(emulator)).toBe(41);
    expect(progress).toHaveLength(10);
    const gaps = lineTimes.slice(1).map((time, index) => time - (lineTimes[index] ?? 0));
    expect(new Set(gaps.slice(1))).toEqual(new Set([60]));
    expect(progress[1]).toMatch(/for up to 9 min\.$/);
  });

  test.each([
    [0, 1, /requested: 4096MB\)$/],
    [20, 3, / \(repeated for 20\.0 s\)$/],
  ])('fails after %i seconds if wait-for-finish is shorter', async (waitForFinishSecs, requests, message) => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: noMemory });
    const began = emulator.clock.now();
    await expect(runBuild(emulator, { waitForFinishSecs }).result).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringContaining('max-parallel'),
    });
    expect(emulator.clock.now() - began).toBe(waitForFinishSecs * 1000);
    expect(posts(emulator)).toBe(requests);
  });

  test('stops at once if the step is canceled', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: noMemory });
    const began = emulator.clock.now();
    const run = runBuild(emulator);
    const reason = new CancelledError('SIGINT');
    emulator.clock.after(20_000, () => run.cancel(reason));
    await expect(run.result).rejects.toBe(reason);
    expect(emulator.clock.now() - began).toBe(20_000);
    expect(posts(emulator)).toBe(2);
  });

  test('is not started twice if a response is lost after the wait', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: 2, fault: noMemory });
    emulator.addFault({ ...POST_BUILDS, skip: 2, fault: { kind: 'lost-answer' } });
    expect((await runBuild(emulator).result).outcome).toBe('succeeded');
    expect(posts(emulator)).toBe(3);
    expect(emulator.platform.builds).toHaveLength(1);
  });

  test('does not wait after any other 402 response', async () => {
    await using emulator = await startPlatform();
    const type = 'not-enough-usage-to-run-paid-actor';
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'status', status: 402, type } });
    await expect(runBuild(emulator).result).rejects.toMatchObject({ status: 402 });
    expect(posts(emulator)).toBe(1);
  });
});
