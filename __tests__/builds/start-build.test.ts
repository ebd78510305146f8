import { describe, expect, test } from '@jest/globals';
import type { Emulator, Fault } from '../../emulator/emulator.ts';
import { fasterClock, requestsTo, runBuild, startPlatform } from '../support/build-run.ts';

const HOUR = 3_600_000;
const POST_BUILDS = { method: 'POST', path: /\/builds$/ } as const;
const LIST = 'GET /v2/acts/janedoe~my-actor/builds?desc=1&limit=100';
const notWaited = { waitForFinishSecs: 0 } as const;

/** Starts a build as another client does. */
async function buildByAnother(emulator: Emulator, version: string): Promise<void> {
  const url = `${emulator.url}/v2/acts/janedoe~my-actor/builds?version=${version}`;
  await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${emulator.token}` } });
}

function posts(emulator: Emulator): number {
  return requestsTo(emulator).filter((request) => request.startsWith('POST')).length;
}

describe('an answer that is lost', () => {
  test.concurrent.each<readonly [string, Fault]>([
    ['with the connection', { kind: 'lost-answer' }],
    ['midway', { kind: 'cut-body' }],
    ['to something that is not JSON', { kind: 'broken-json' }],
    ['to nothing', { kind: 'empty' }],
    ['to a server error', { kind: 'status', status: 500, carriedOut: true }],
    [
      'to a gateway that gave up',
      { kind: 'status', status: 504, carriedOut: true, body: '<html>', contentType: 'text/html' },
    ],
  ])('%s: the build is found, and no other is started', async (_title, fault) => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault });
    const { result, progress } = runBuild(emulator);
    const { build, outcome } = await result;
    expect([outcome, build.buildNumber]).toEqual(['succeeded', '0.1.1']);
    expect(emulator.platform.builds).toHaveLength(1);
    expect(posts(emulator)).toBe(1);
    expect(progress).toEqual([expect.stringMatching(/[^.]\. Looking whether a build was started$/)]);
  });

  test.concurrent.each([
    ['as the runner', 0],
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
  ])('builds of before are not taken for ours where the API has its clock %s', async (_title, clockAheadMs) => {
    await using emulator = await startPlatform({}, clockAheadMs);
    await buildByAnother(emulator, '0.1');
    await buildByAnother(emulator, '0.2');
    await new Promise((resolve) => setTimeout(resolve, 600));
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { build } = await runBuild(emulator, notWaited).result;
    expect(build.buildNumber).toBe('0.1.2');
    expect(posts(emulator)).toBe(3);
    expect(requestsTo(emulator).filter((request) => request === LIST).length).toBeLessThanOrEqual(5);
  });

  test.concurrent('a build of another version is not ours', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator, notWaited);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await buildByAnother(emulator, '0.2');
    expect((await result).build.buildNumber).toBe('0.1.1');
  });

  test.concurrent('a build that another started while ours was refused for now is not ours', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'status', status: 429, headers: { 'retry-after': '2' } } });
    emulator.addFault({ ...POST_BUILDS, skip: 1, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator, notWaited);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await buildByAnother(emulator, '0.1');
    expect((await result).build.buildNumber).toBe('0.1.2');
  });

  test.concurrent('a build that appears in the list late is found', async () => {
    await using emulator = await startPlatform({ unlistedMs: 2_000 });
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { build } = await runBuild(emulator, notWaited).result;
    expect(build.buildNumber).toBe('0.1.1');
    expect(emulator.platform.builds).toHaveLength(1);
  });

  test.concurrent('with none after 5 seconds it is asked for once more', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'reset' } });
    const { result, progress } = runBuild(emulator, { ...notWaited, clock: fasterClock(10) });
    expect((await result).build.buildNumber).toBe('0.1.1');
    expect(posts(emulator)).toBe(2);
    const [first, second] = emulator.requests.filter(({ method }) => method === 'POST');
    expect((second?.receivedAt ?? 0) - (first?.receivedAt ?? 0)).toBeGreaterThan(500);
    expect(progress).toHaveLength(2);
  });

  test.concurrent('and once more only', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, times: Infinity, fault: { kind: 'status', status: 500 } });
    await expect(runBuild(emulator, { clock: fasterClock(10) }).result).rejects.toMatchObject({
      message: expect.stringContaining('No build of version 0.1 could be started'),
      hint: expect.stringContaining('asked for twice'),
    });
    expect(posts(emulator)).toBe(2);
  });

  test.concurrent('several builds since then are an error that lists them', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    const { result } = runBuild(emulator);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await buildByAnother(emulator, '0.1');
    await expect(result).rejects.toMatchObject({
      message: expect.stringMatching(/2 builds of version 0\.1 .*0\.1\.2 \(\w+, started .*0\.1\.1 \(/),
      hint: expect.stringContaining('before you run the job again'),
    });
    expect(posts(emulator)).toBe(2);
  });

  test.concurrent.each<readonly [string, Fault, string]>([
    ['cannot be read', { kind: 'status', status: 403 }, 'is not known: GET /v2/acts'],
    ['is refused', { kind: 'status', status: 401 }, 'is not known: GET /v2/acts'],
  ])('where the list of builds %s, nobody knows', async (_title, fault, message) => {
    await using emulator = await startPlatform();
    emulator.addFault({ ...POST_BUILDS, fault: { kind: 'lost-answer' } });
    emulator.addFault({ method: 'GET', path: /\/builds$/, fault });
    await expect(runBuild(emulator).result).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringContaining('Apify Console'),
    });
    expect(posts(emulator)).toBe(1);
  });
});

test.concurrent('too many requests: asked again, and nothing is looked for', async () => {
  await using emulator = await startPlatform();
  emulator.addFault({ ...POST_BUILDS, times: 2, fault: { kind: 'status', status: 429 } });
  await runBuild(emulator, {
    ...notWaited,
    limits: { maxAttempts: 5, maxRetryingMs: 5_000, firstDelayMs: 1, maxDelayMs: 5 },
  }).result;
  expect(posts(emulator)).toBe(3);
  expect(requestsTo(emulator)).not.toContain(LIST);
});
