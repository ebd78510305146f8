import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { JobStatus } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { systemClock } from '../../src/time/clock.ts';
import { fasterClock, runBuild } from '../support/build-run.ts';

/** How many times faster the platform of this file waits than it is asked to. */
const FASTER = 50;

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

interface FastPlatform {
  readonly url: string;
  readonly token: string;
  /** Seconds that it was asked to wait. */
  readonly waits: readonly number[];
}

/** A platform of one build, which has one of the statuses after another and keeps the last; first answers may be none. */
async function startFastPlatform(
  options: { readonly breaks?: number; readonly waitMs?: number; readonly statuses?: readonly JobStatus[] } = {},
): Promise<FastPlatform> {
  const waits: number[] = [];
  const statuses = [...(options.statuses ?? ['RUNNING'])];
  const startedAt = new Date().toISOString();
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const answer = (): void => {
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      response.end(JSON.stringify({ data: { id: 'x', buildNumber: '0.1.1', status, startedAt } }));
    };
    if (url.pathname.endsWith('/log')) return;
    const wait = url.searchParams.get('waitForFinish');
    if (wait === null) return answer();
    waits.push(Number(wait));
    if (waits.length <= (options.breaks ?? 0)) {
      request.socket.destroy();
      return;
    }
    setTimeout(answer, options.waitMs ?? (Number(wait) * 1000) / FASTER);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'x', waits };
}

test('each question has the platform wait as long as it can, the last one as long as is left', async () => {
  const platform = await startFastPlatform();
  const { result, progress } = runBuild(platform, { clock: fasterClock(FASTER), waitForFinishSecs: 150 });
  expect(await result).toMatchObject({ outcome: 'out-of-time', build: { status: 'RUNNING' } });
  expect(platform.waits.slice(0, 2)).toEqual([60, 60]);
  expect(platform.waits[2]).toBeGreaterThan(0);
  expect(platform.waits[2]).toBeLessThanOrEqual(30);
  expect(progress[0]).toMatch(/^After \d min \d+ s build 0\.1\.1 is RUNNING$/);
  expect(progress.length).toBeLessThan(4);
});

test('a platform that does not wait as it is asked to is not asked all the time', async () => {
  const platform = await startFastPlatform({ waitMs: 0 });
  const { result, progress } = runBuild(platform, { clock: fasterClock(10), waitForFinishSecs: 5 });
  expect((await result).outcome).toBe('out-of-time');
  expect(platform.waits.length).toBeLessThanOrEqual(6);
  expect(progress).toEqual([]);
});

test.each([
  ['TIMING-OUT', 'TIMED-OUT'],
  ['ABORTING', 'ABORTED'],
] as const)('%s is not the end, %s is', async (...ending) => {
  const platform = await startFastPlatform({ waitMs: 0, statuses: ['READY', ...ending] });
  const { result } = runBuild(platform, { clock: fasterClock(FASTER) });
  expect(await result).toMatchObject({ outcome: 'failed', build: { status: ending[1] } });
});

test("the platform's own waiting is not cut short where a question is repeated", async () => {
  const platform = await startFastPlatform({ breaks: 1, waitMs: 900 });
  const limits = { maxAttempts: 3, maxRetryingMs: 300, firstDelayMs: 1, maxDelayMs: 1 };
  const api = createApifyApi({ baseUrl: platform.url, token: 'x', clock: systemClock, limits });
  expect(await api.getBuild('x', 1)).toMatchObject({ status: 'RUNNING' });
  expect(platform.waits).toEqual([1, 1]);
});

test('a sleep that is ended tells why', async () => {
  const reason = new Error('enough');
  await expect(systemClock.sleep(10_000, AbortSignal.abort(reason))).rejects.toBe(reason);
});
