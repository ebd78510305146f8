import { afterEach, expect, test } from '@jest/globals';
import { type Emulator, type RunScript, startEmulator } from '../../emulator/emulator.ts';
import type { RunsApi } from '../../src/apify/api.ts';
import { createRunsApi } from '../../src/apify/runs-client.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import { runTest, type TestRunOptions, type TestRunResult } from '../../src/runs/run-test.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let emulator: Emulator;
let clock: VirtualClock;
let progress: string[];
let startedAt: number;
afterEach(() => emulator.close());

/** Runs build 0.1.1 of my-actor. */
async function runIt(
  script: RunScript,
  more: { readonly options?: Partial<TestRunOptions>; readonly prepare?: () => void } = {},
): Promise<TestRunResult> {
  clock = virtualClock();
  startedAt = clock.now();
  emulator = await startEmulator({ clock });
  const actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
  const build = emulator.addBuild(actor, { versionNumber: '0.1' });
  emulator.scriptRuns({ runMs: 100, ...script });
  more.prepare?.();
  progress = [];
  const defaults = { timeoutSecs: 300, memoryMbytes: undefined, maxTotalChargeUsd: undefined, minItems: 1 };
  const options = { ...defaults, ...more.options };
  const work = runTest(
    { actorId: actor.id, build, input: {}, options, maxMemoryWaitMs: Number.POSITIVE_INFINITY },
    {
      api: createRunsApi({ baseUrl: emulator.url, token: emulator.token, clock }),
      clock,
      signal: new AbortController().signal,
      onJob: () => {},
      onLine: () => {},
      onProgress: (text) => void progress.push(text),
      onWarning: () => {},
    },
  );
  return clock.run(work);
}

test('passes as soon as there are enough items', async () => {
  const { failure, itemCount, run } = await runIt({ items: [{}, {}], itemCountAfterMs: 20_000 });
  expect([failure, itemCount, run.status]).toEqual([undefined, 2, 'SUCCEEDED']);
  expect(clock.now() - startedAt).toBeLessThan(22_000);
});

test('fails if there are too few items after 30 seconds', async () => {
  const { failure, itemCount } = await runIt({ items: [{}], itemCountAfterMs: 40_000 });
  expect(itemCount).toBe(0);
  expect(failure?.reason).toMatch(/^Test run \w+ succeeded, but its default dataset has 0 items, and .* 1 item$/);
});

test('does not wait for items that are not required', async () => {
  const { failure, itemCount } = await runIt({ items: [] }, { options: { minItems: 0 } });
  expect([failure, itemCount]).toEqual([undefined, 0]);
  expect(clock.now() - startedAt).toBeLessThan(1_000);
});

test.each([
  ['FAILED', /^Test run \w+ failed \(FAILED\): no luck$/, /^Fix the error/],
  ['ABORTED', /^Test run \w+ was aborted \(ABORTED\): no luck$/, /^Someone, /],
] as const)('names the status %s and its message', async (status, reason, hint) => {
  const { failure } = await runIt({ status, statusMessage: 'no luck' });
  expect(failure).toMatchObject({ reason: expect.stringMatching(reason), hint: expect.stringMatching(hint) });
});

test('passes with a warning if the log cannot be read', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/logs\//, times: Number.POSITIVE_INFINITY, fault });
  const { failure, diagnostics } = await runIt({ items: [{}] }, { prepare });
  expect(failure).toBeUndefined();
  expect(diagnostics).toEqual([
    { level: 'warning', message: expect.stringMatching(/^Could not read the log of test run \w+: /) },
  ]);
});

test('passes with a warning if the dataset cannot be read and no items are required', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/datasets\//, times: 99, fault });
  const { failure, diagnostics } = await runIt({}, { options: { minItems: 0 }, prepare });
  expect(failure).toBeUndefined();
  expect(diagnostics).toMatchObject([{ level: 'warning', message: expect.stringContaining('could not be counted') }]);
});

test('fails if the dataset cannot be read and items are required', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/datasets\//, times: 99, fault });
  const { failure } = await runIt({}, { prepare });
  expect(failure?.reason).toContain('could not be counted');
});

test('aborts a run that is READY forever, a minute after its time limit', async () => {
  const { failure, run } = await runIt({ readyMs: Number.POSITIVE_INFINITY });
  expect(failure?.reason).toContain('did not end within 6 min, so the action aborted it');
  expect(run.status).toMatch(/^ABORT/);
});

test('reports that a run without an end could not be aborted', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/abort$/, times: 99, fault });
  const { failure } = await runIt({ readyMs: Number.POSITIVE_INFINITY }, { prepare });
  expect(failure).toMatchObject({
    reason: expect.stringContaining('it could not be aborted'),
    hint: expect.stringContaining('Abort it in Apify Console'),
  });
});

test('reports the status of a run that ends before it can be aborted', async () => {
  const edit = (data: object) => ({ ...data, status: 'FAILED' });
  const prepare = (): void => emulator.addFault({ path: /\/abort$/, fault: { kind: 'edit', edit } });
  const { failure, run } = await runIt({ readyMs: Number.POSITIVE_INFINITY }, { prepare });
  expect(failure?.reason).toMatch(/did not end within 6 min, so its status is now FAILED$/);
  expect(run.status).toBe('FAILED');
});

test('fails with the last known count if the dataset cannot be read anymore', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/datasets\//, skip: 1, times: 99, fault });
  const { failure } = await runIt({ items: [{}], itemCountAfterMs: 40_000 }, { prepare });
  expect(failure?.reason).toMatch(
    /has 0 items \(the last request failed: .* 403 .*\), and test-min-items requires 1 item$/,
  );
});

test('reports that a run whose status cannot be read could not be aborted', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ path: /\/actor-runs\//, times: 99, fault });
  await expect(runIt({ runMs: 600_000 }, { prepare })).rejects.toMatchObject({
    message: expect.stringMatching(/could not be read.*\. The run could not be aborted: POST .* 403 /s),
    hint: expect.stringContaining('still be running'),
  });
});

test('aborts the run if its status cannot be read', async () => {
  const fault = { kind: 'status', status: 403 } as const;
  const prepare = (): void => emulator.addFault({ method: 'GET', path: /\/actor-runs\/\w+$/, times: 99, fault });
  await expect(runIt({ runMs: 600_000 }, { prepare })).rejects.toMatchObject({
    message: expect.stringMatching(/The status of test run \w+ could not be read.*[^.]\. The action aborted the run$/s),
    hint: expect.not.stringContaining('still be running'),
  });
  expect(emulator.platform.runs[0]?.status).toMatch(/^ABORT/);
});

test('waits up to 10 minutes until the account has enough memory', async () => {
  const fault = { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' } as const;
  const prepare = (): void => emulator.addFault({ method: 'POST', path: /\/runs$/, times: 99, fault });
  await expect(runIt({}, { prepare })).rejects.toMatchObject({
    message: expect.stringContaining('(repeated for 10 min)'),
    hint: expect.stringContaining('max-parallel'),
  });
  expect(progress).toHaveLength(10);
});

test('finds a run whose response was lost, even if the list shows it late', async () => {
  const prepare = (): void => emulator.addFault({ method: 'POST', path: /\/runs$/, fault: { kind: 'lost-answer' } });
  const { failure } = await runIt({ unlistedMs: 3_000 }, { prepare });
  expect(failure).toBeUndefined();
  expect(emulator.platform.runs).toHaveLength(1);
});

test('reports that a run may have been started if the list of runs cannot be read', async () => {
  const prepare = (): void => {
    emulator.addFault({ method: 'POST', path: /\/runs$/, fault: { kind: 'lost-answer' } });
    emulator.addFault({ method: 'GET', path: /\/runs$/, times: 99, fault: { kind: 'status', status: 403 } });
  };
  await expect(runIt({}, { prepare })).rejects.toMatchObject({
    message: expect.stringContaining('A test run of build 0.1.1 may or may not have been started: GET '),
    hint: expect.stringContaining('Check the runs of the Actor'),
  });
});

test('a cancellation during the abort of a run that cannot be monitored aborts it again', async () => {
  const cancel = new AbortController();
  const run = { id: 'run1', status: 'RUNNING', startedAt: '', buildId: 'build1', defaultDatasetId: 'data' };
  const aborts: string[] = [];
  const api = {
    startRun: async () => run,
    getRun: async () => {
      throw new Error('The status is not readable');
    },
    openRunLog: async () => new ReadableStream({ start: (controller) => controller.close() }),
    abortRun: async (id: string) => {
      aborts.push(id);
      if (aborts.length > 1) return { ...run, status: 'ABORTED' };
      cancel.abort(new CancelledError('SIGINT'));
      throw cancel.signal.reason;
    },
  } as unknown as RunsApi;
  const options = { timeoutSecs: 300, memoryMbytes: undefined, maxTotalChargeUsd: undefined, minItems: 1 };
  const build = { id: 'build1', buildNumber: '0.1.1' };
  const request = { actorId: 'actor1', build, input: {}, options, maxMemoryWaitMs: 0 };
  clock = virtualClock();
  emulator = await startEmulator({ clock });
  const ignore = (): void => {};
  const tools = { onJob: ignore, onLine: ignore, onProgress: ignore, onWarning: ignore };
  const work = runTest(request, { api, clock, signal: cancel.signal, ...tools });
  await expect(clock.run(work)).rejects.toThrow('Canceled (SIGINT): test run run1 was aborted');
  expect(aborts).toEqual(['run1', 'run1']);
});
