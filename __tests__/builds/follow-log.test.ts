import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import type { BuildLogEntry, Emulator, Fault } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { followLog, TAIL_LINES } from '../../src/builds/follow-log.ts';
import { systemClock } from '../../src/time/clock.ts';
import { fasterClock, runBuild, startPlatform } from '../support/build-run.ts';

const logPath = /\/log$/;

function raw(text: string, atMs = 0): BuildLogEntry {
  return { atMs, text, raw: true };
}

function logRequests(emulator: Emulator): number {
  return emulator.requests.filter(({ path }) => logPath.test(path)).length;
}

test.concurrent('a line is told when it is written, not when the build is over', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ readyMs: 300, log: [raw('early\n', 200), raw('late\n', 900)], runMs: 1_000 });
  const at = new Map<string, number>();
  const { result } = runBuild(emulator, { onLine: (line) => at.set(line, Date.now()) });
  const { build } = await result;
  expect(Date.parse(build.finishedAt ?? '') - (at.get('early') ?? Infinity)).toBeGreaterThan(500);
  expect([...at.keys()]).toEqual(['early', 'late']);
});

describe('a stream that breaks', () => {
  const text = 'one\r\ntwo: ä€😀\nthree\n\nfour';
  const lines = ['one', 'two: ä€😀', 'three', '', 'four'];

  test.concurrent.each([
    ['in a line', [2]],
    ['in a character', [Buffer.from('one\r\ntwo: ä€').length - 1]],
    ['between CR and LF', [4]],
    ["at a line's end", [5]],
    ['before its first byte', [0]],
    ['again and again, also before the place where it broke last', [3, 9, 4, 12]],
  ])('%s is taken up again: no line twice, none lost', async (_title, logCutsAfterBytes) => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw(text)], runMs: 30, logCutsAfterBytes });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
    expect(run.lines).toEqual(lines);
  });

  test.concurrent('while the build runs is taken up again live', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({
      log: [raw('one\nt'), raw('wo\n', 100), raw('three\n', 900)],
      runMs: 1_500,
      logCutsAfterBytes: [5, 8],
    });
    const at = new Map<string, number>();
    const run = runBuild(emulator, { onLine: (line) => at.set(line, Date.now()) });
    const { build } = await run.result;
    expect(run.lines).toEqual(['one', 'two', 'three']);
    expect(Date.parse(build.finishedAt ?? '') - (at.get('three') ?? Infinity)).toBeGreaterThan(300);
  });

  test.concurrent('by ending early is read to the end when the build is over', async () => {
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

  test.concurrent('by ending at once is not asked for all the time', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw('one\n')], logEndsAtMs: 0, runMs: 3_500 });
    await runBuild(emulator).result;
    // After 1, 2 and 4 seconds, and at the end.
    expect(logRequests(emulator)).toBeLessThanOrEqual(4);
  });

  test.concurrent('by hanging is left, and read anew at the end', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, fault: { kind: 'hang' } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 200 });
    const run = runBuild(emulator);
    expect(await run.result).toMatchObject({ outcome: 'succeeded', diagnostics: [] });
    expect(run.lines).toEqual(['one']);
  });
});

test.concurrent("a log that goes on after the build's end is read to its end", async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({
    log: [raw('one\n'), raw('two\n', 250), raw('three\n', 500), raw('four', 750)],
    runMs: 100,
    status: 'FAILED',
  });
  const run = runBuild(emulator);
  const { logTail } = await run.result;
  expect(run.lines).toEqual(['one', 'two', 'three', 'four']);
  expect(logTail).toEqual(run.lines);
});

test.concurrent('a log that ends a little after the build takes one request', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ log: [raw('one\n'), raw('two\n', 250)], runMs: 100 });
  const run = runBuild(emulator);
  await run.result;
  expect(run.lines).toEqual(['one', 'two']);
  expect(logRequests(emulator)).toBe(1);
});

test.concurrent('the whole log takes one request', async () => {
  await using emulator = await startPlatform();
  emulator.scriptBuilds({ log: Array.from({ length: 50 }, (_, index) => raw(`${index}\n`, index * 10)), runMs: 500 });
  const run = runBuild(emulator);
  await run.result;
  expect(run.lines).toHaveLength(50);
  expect(logRequests(emulator)).toBe(1);
});

describe('a log that is not there', () => {
  test.concurrent('at first is looked for again', async () => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, times: 3, fault: { kind: 'status', status: 404 } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 2_000 });
    const at: number[] = [];
    const run = runBuild(emulator, { onLine: () => at.push(Date.now()) });
    const { build, diagnostics } = await run.result;
    expect(diagnostics).toEqual([]);
    expect(run.lines).toEqual(['one']);
    expect(Date.parse(build.finishedAt ?? '') - (at[0] ?? Infinity)).toBeGreaterThan(0);
  });

  test.concurrent.each([
    ['SUCCEEDED', 3],
    ['FAILED', 12],
  ] as const)('when the build is over, %s, is looked for a little longer', async (status, times) => {
    await using emulator = await startPlatform();
    emulator.addFault({ path: logPath, times, fault: { kind: 'status', status: 404 } });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 20, status });
    const run = runBuild(emulator);
    expect((await run.result).diagnostics).toEqual([]);
    expect(run.lines).toEqual(['one']);
  });

  test.concurrent.each<readonly [string, Fault]>([
    ['never there', { kind: 'status', status: 404 }],
    ['refused', { kind: 'status', status: 403 }],
    ['without an answer', { kind: 'hang' }],
    ['a web page', { kind: 'html', status: 200 }],
  ])('that is %s is one warning, and the build is followed all the same', async (_title, fault) => {
    await using emulator = await startPlatform();
    const began = Date.now();
    emulator.addFault({ path: logPath, times: Infinity, fault });
    emulator.scriptBuilds({ log: [raw('one\n')], runMs: 300 });
    const run = runBuild(emulator);
    const { outcome, diagnostics } = await run.result;
    expect(outcome).toBe('succeeded');
    expect(Date.now() - began).toBeLessThan(300 + 1_500);
    expect(diagnostics).toEqual([
      { level: 'warning', message: expect.stringContaining('The log of build 0.1.1 cannot be had') },
    ]);
  });

  test.concurrent('any more at the end is a warning too', async () => {
    await using emulator = await startPlatform();
    emulator.scriptBuilds({ log: [raw('one\ntwo\n')], runMs: 100, logCutsAfterBytes: [5] });
    emulator.addFault({ path: logPath, skip: 1, times: Infinity, fault: { kind: 'status', status: 404 } });
    const run = runBuild(emulator);
    const { diagnostics } = await run.result;
    expect(diagnostics).toMatchObject([
      { level: 'warning', message: /^The end of the log of build 0\.1\.1 cannot be had/ },
    ]);
    // What had come of the second line is shown.
    expect(run.lines).toEqual(['one', 't']);
  });
});

test.concurrent('of a long log the last lines are kept, those of a sane length', async () => {
  await using emulator = await startPlatform();
  const text = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  const long = 'x'.repeat(1_001);
  emulator.scriptBuilds({ log: [raw(`${[...text, long].join('\n')}\n`)], runMs: 20 });
  const run = runBuild(emulator);
  const { logTail } = await run.result;
  expect(logTail).toEqual([...text.slice(1 - TAIL_LINES), '(a line of 1001 characters)']);
  expect(run.lines.at(-1)).toBe(long);
});

/** A server that has one log only. */
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

test.concurrent('a log that was another one is told, and goes on', async () => {
  let reading = 0;
  const { api, close } = await serveLog(async (send) => {
    reading += 1;
    await send(Buffer.from(reading === 1 ? 'one\ntwo\n' : 'one\nTWO\nthree\n'));
  });
  const lines: string[] = [];
  const build = { id: 'x', buildNumber: '0.1.1' };
  const log = followLog(build, { api, clock: fasterClock(20), onLine: (line) => void lines.push(line) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await log.finish(true);
  close();
  expect(lines).toEqual(['one', 'two', 'three']);
  expect(log.diagnostics).toEqual([{ level: 'info', message: expect.stringContaining('was not what it had been') }]);
});

// What is held counts, not what has not been cleared away yet.
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

test('memory stays flat however long the log is, with lines that end and one that does not', async () => {
  const megabytes = 150;
  const line = Buffer.from(`${'x'.repeat(1023)}\n`);
  const withEnds = Buffer.concat(Array.from({ length: 512 }, () => line));
  const withoutEnd = Buffer.alloc(withEnds.length, 'y');
  const { api, close } = await serveLog(async (send) => {
    for (let sent = 0; sent < megabytes; sent += 1) {
      await send(withEnds);
    }
    for (let sent = 0; sent < megabytes; sent += 1) await send(withoutEnd);
  });
  let lines = 0;
  let most = 0;
  collectGarbage();
  const before = process.memoryUsage();
  const build = { id: 'x', buildNumber: '0.1.1' };
  const done = Promise.withResolvers<void>();
  const log = followLog(build, {
    api,
    clock: systemClock,
    onLine: () => {
      lines += 1;
      if (lines === megabytes * 512) done.resolve();
      if (lines % 10_000 !== 0) return;
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      most = Math.max(most, heapUsed - before.heapUsed + (external - before.external));
    },
  });
  await done.promise;
  await log.finish(true);
  close();
  expect(log.tail.at(-1)).toBe(`… (cut: the line has ${megabytes * withoutEnd.length} bytes)`);
  expect(lines).toBe(megabytes * 512 + 1);
  expect(most).toBeLessThan(100 * 1024 ** 2);
});
