import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import type { BuildLogEntry, Emulator, Fault } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { followLog, TAIL_LINES } from '../../src/follow/follow-log.ts';
import { systemClock } from '../../src/time/clock.ts';
import { runBuild, startPlatform } from '../support/build-run.ts';

const logPath = /\/log$/;

function raw(text: string, atMs = 0): BuildLogEntry {
  return { atMs, text, raw: true };
}

function logRequests(emulator: Emulator): number {
  return emulator.requests.filter(({ path }) => logPath.test(path)).length;
}

/** When the first build has ended, in ms since 1970. */
function endOf({ platform }: Emulator): number {
  return platform.builds[0]?.finishedAt ?? 0;
}

test('passes on a line when it is written, not when the build has ended', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ readyMs: 300, log: [raw('early\n', 200), raw('late\n', 900)], runMs: 1_000 });
  const at = new Map<string, number>();
  const { result } = runBuild(emulator, { onLine: (line) => at.set(line, emulator.clock.now()) });
  await result;
  expect(endOf(emulator) - (at.get('early') ?? Infinity)).toBeGreaterThan(500);
  expect([...at.keys()]).toEqual(['early', 'late']);
});

describe('a stream that breaks off', () => {
  const text = 'one\r\ntwo: ä€😀\nthree\n\nfour';
  const lines = ['one', 'two: ä€😀', 'three', '', 'four'];

  test.each([
    ['in a line', [2]],
    ['in a character', [Buffer.from('one\r\ntwo: ä€').length - 1]],
    ['between CR and LF', [4]],
    ['at the end of a line', [5]],
    ['before its first byte', [0]],
    ['several times, once before the previous position', [3, 9, 4, 12]],
  ])('%s is opened again, and no line is repeated or lost', async (_title, logCutsAfterBytes) => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw(text)], runMs: 30, logCutsAfterBytes });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
    expect(run.lines).toEqual(lines);
  });

  test('while the build is running is opened again at once', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({
      log: [raw('one\nt'), raw('wo\n', 100), raw('three\n', 900)],
      runMs: 1_500,
      logCutsAfterBytes: [5, 8],
    });
    const at = new Map<string, number>();
    const run = runBuild(emulator, { onLine: (line) => at.set(line, emulator.clock.now()) });
    await run.result;
    expect(run.lines).toEqual(['one', 'two', 'three']);
    expect(endOf(emulator) - (at.get('three') ?? Infinity)).toBeGreaterThan(300);
  });

  test('because it ends early is read to the end when the build has ended', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({
      log: [raw('one\n'), raw('two\n', 300), raw('three\n', 690)],
      logEndsAtMs: 100,
      runMs: 700,
    });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
    expect(run.lines).toEqual(['one', 'two', 'three']);
  });

  test('because it ends at once is opened again after increasing pauses', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw('one\n')], logEndsAtMs: 0, runMs: 3_500 });
    await runBuild(emulator).result;
    // After 1, 2 and 4 seconds, and at the end.
    expect(logRequests(emulator)).toBeLessThanOrEqual(4);
  });

  test('because it hangs is closed and opened again when the build has ended', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, fault: { kind: 'hang' } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 200 });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
    expect(run.lines).toEqual(['one']);
  });
});

test('a log that continues after the end of the build is read to its end', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({
    log: [raw('one\n'), raw('two\n', 250), raw('three\n', 500), raw('four', 750)],
    runMs: 100,
    status: 'FAILED',
  });
  const run = runBuild(emulator);
  const result = await run.result;
  expect(run.lines).toEqual(['one', 'two', 'three', 'four']);
  expect(result).toMatchObject({ logTail: run.lines });
});

describe('a log that continues for a long time after the end of the build', () => {
  const log = (seconds: number) => Array.from({ length: seconds * 4 }, (_, index) => raw(`${index}\n`, index * 250));

  test('is read to its end within 30 seconds', async () => {
    await using emulator = await startPlatform({ log: log(25), runMs: 100, status: 'FAILED' });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'failed', diagnostics: [] });
    expect(run.lines).toHaveLength(100);
  });

  test('is cut off after 30 seconds with a warning', async () => {
    await using emulator = await startPlatform({ log: log(60), runMs: 100 });
    const { diagnostics } = await runBuild(emulator).result;
    expect(diagnostics).toEqual([{ level: 'warning', message: expect.stringContaining('is missing') }]);
  });

  test('is cut off at once if the step is canceled', async () => {
    await using emulator = await startPlatform({ log: log(60), runMs: 100, status: 'FAILED' });
    const began = emulator.clock.now();
    const run = runBuild(emulator);
    emulator.clock.after(5_000, () => run.cancel(new Error('canceled')));
    await run.result.catch(() => {});
    expect(emulator.clock.now() - began).toBe(5_000);
  });
});

test('a log that pauses after the end of the build is opened again and read to its end', async () => {
  await using emulator = await startPlatform({ log: [raw('one\n'), raw('two\n', 1_000)], runMs: 100 });
  const run = runBuild(emulator);
  expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
  expect(run.lines).toEqual(['one', 'two']);
  expect(logRequests(emulator)).toBe(2);
});

test('a log that ends shortly after the build requires one request', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ log: [raw('one\n'), raw('two\n', 250)], runMs: 100 });
  const run = runBuild(emulator);
  await run.result;
  expect(run.lines).toEqual(['one', 'two']);
  expect(logRequests(emulator)).toBe(1);
});

test('the whole log requires one request', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ log: Array.from({ length: 50 }, (_, index) => raw(`${index}\n`, index * 10)), runMs: 500 });
  const run = runBuild(emulator);
  await run.result;
  expect(run.lines).toHaveLength(50);
  expect(logRequests(emulator)).toBe(1);
});

describe('a log that cannot be read', () => {
  test('at first is requested again', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, times: 6, fault: { kind: 'status', status: 404 } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 6_000 });
    const at: number[] = [];
    const run = runBuild(emulator, { onLine: () => at.push(emulator.clock.now()) });
    const { diagnostics } = await run.result;
    expect(diagnostics).toEqual([]);
    expect(run.lines).toEqual(['one']);
    expect(endOf(emulator) - (at[0] ?? Infinity)).toBeGreaterThan(0);
  });

  test.each([
    ['SUCCEEDED', 3],
    ['FAILED', 12],
  ] as const)('when the build has %s is requested for a short time', async (status, times) => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, times, fault: { kind: 'status', status: 404 } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 20, status });
    const run = runBuild(emulator);
    expect((await run.result).diagnostics).toEqual([]);
    expect(run.lines).toEqual(['one']);
  });

  test.each<readonly [string, Fault]>([
    ['never found', { kind: 'status', status: 404 }],
    ['forbidden', { kind: 'status', status: 403 }],
    ['not sent', { kind: 'hang' }],
    ['a web page', { kind: 'html', status: 200 }],
  ])('causes one warning and does not affect the result: %s', async (_title, fault) => {
    await using emulator = await startPlatform();
    const began = emulator.clock.now();
    emulator.addFault({ path: logPath, times: Infinity, fault });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 300 });
    const run = runBuild(emulator);
    const { outcome, diagnostics } = await run.result;
    expect(outcome).toBe('succeeded');
    expect(emulator.clock.now() - began).toBeLessThan(300 + 1_500);
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringContaining('Could not read the log of build 0.1.1: ') },
    ]);
  });

  test('at the end causes a warning too', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw('one\ntwo\n')], runMs: 100, logCutsAfterBytes: [5] });
    emulator.addFault({ path: logPath, skip: 1, times: Infinity, fault: { kind: 'status', status: 404 } });
    const run = runBuild(emulator);
    const { diagnostics } = await run.result;
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringMatching(/^Could not read the end of the log of build 0\.1\.1: GET/) },
    ]);
    // The beginning of the second line.
    expect(run.lines).toEqual(['one', 't']);
  });
});

test('keeps the last lines of a long log, and truncates lines that are too long', async () => {
  await using emulator = await startPlatform();
  const text = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  const words = 'word '.repeat(1_000);
  const long = `start ${'x'.repeat(1_001)}`;
  emulator.scriptBuilds({ log: [raw(`${[...text, words, long].join('\n')}\n`)], runMs: 20, status: 'FAILED' });
  const run = runBuild(emulator);
  const logTail = [...text.slice(2 - TAIL_LINES), `${'word '.repeat(200)}…`, 'start …'];
  expect(await run.result).toMatchObject({ logTail });
  expect(run.lines.slice(-2)).toEqual([words, long]);
});

/** A server with a single log. */
async function serveLog(write: (send: (chunk: Buffer) => Promise<void>) => Promise<void>) {
  const server = createServer((_request, response) => {
    const send = (chunk: Buffer): Promise<void> =>
      new Promise((resolve) => {
        if (response.write(chunk)) resolve();
        else response.once('drain', resolve);
      });
    void write(send).then(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { api: createApifyApi({ baseUrl: `http://127.0.0.1:${port}`, token: 'x', clock: systemClock }), close };
}

// Only memory that is still used counts.
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

test('memory use does not grow with the length of a log or of a line', async () => {
  const halfMegabytes = 60;
  const line = Buffer.from(`${'x'.repeat(1023)}\n`);
  const withEnds = Buffer.concat(Array.from({ length: 512 }, () => line));
  const withoutEnd = Buffer.alloc(withEnds.length, 'y');
  const { api, close } = await serveLog(async (send) => {
    for (let sent = 0; sent < halfMegabytes; sent += 1) await send(withoutEnd);
    await send(Buffer.from('\n'));
    for (let sent = 0; sent < halfMegabytes; sent += 1) await send(withEnds);
  });
  let lines = 0;
  let longLine = '';
  let least = Number.POSITIVE_INFINITY;
  collectGarbage();
  const before = process.memoryUsage();
  const done = Promise.withResolvers<void>();
  const source = { name: 'build 0.1.1', open: (signal: AbortSignal) => api.openBuildLog('x', signal) };
  const log = followLog(source, {
    clock: systemClock,
    signal: new AbortController().signal,
    onLine: (text) => {
      lines += 1;
      if (lines === 1) longLine = text;
      if (lines === halfMegabytes * 512 + 1) done.resolve();
      // Memory may be freed late, so the smallest of several measurements counts.
      if (lines < halfMegabytes * 256 || lines % 4_000 !== 0) return;
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      least = Math.min(least, heapUsed - before.heapUsed + (external - before.external));
    },
  });
  await done.promise;
  await log.finish(true);
  close();
  expect(longLine).toBe(`… (truncated: the line has ${halfMegabytes * withoutEnd.length} characters)`);
  expect(lines).toBe(halfMegabytes * 512 + 1);
  expect(least).toBeLessThan(15 * 1024 ** 2);
});
