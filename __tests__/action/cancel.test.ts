import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type FaultRule, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  const envVars = [{ name: 'OLD', value: 'kept', isSecret: true }];
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', envVars }] });
});
afterEach(() => emulator.close());

const inputs = { 'actor-id': 'janedoe/my-actor' };

/** Runs the step, and sends the signal once a request like this one has come in. */
async function cancelAt(
  signal: NodeJS.Signals,
  request: RegExp,
  faults: readonly FaultRule[],
  more: Readonly<Record<string, string>> = {},
) {
  for (const fault of faults) emulator.addFault(fault);
  await using tree = await checkout(smallActor);
  let child: ChildProcess | undefined;
  const watch = setInterval(() => {
    if (!emulator.requests.some(({ method, path }) => request.test(`${method} ${path}`))) return;
    clearInterval(watch);
    child?.kill(signal);
  }, 10);
  const start = performance.now();
  const step = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, ...more },
    onStart: (started) => {
      child = started;
    },
  });
  clearInterval(watch);
  return { ...step, ms: performance.now() - start };
}

const late = (method: string, path: RegExp): FaultRule => ({ method, path, fault: { kind: 'delay', ms: 800 } });

// Windows ends a process that is sent a signal at once: there is nothing to see.
const onSystemsWithSignals = process.platform === 'win32' ? describe.skip : describe;

onSystemsWithSignals('what was being written when the run was cancelled, and was not answered', () => {
  test.each<[string, FaultRule]>([
    ['an answer that does not come', { method: 'POST', path: /versions/, fault: { kind: 'delay', ms: 9_000 } }],
    [
      'an answer that was lost, and is not asked for again',
      {
        method: 'POST',
        path: /versions/,
        fault: { kind: 'status', status: 503, carriedOut: true, headers: { 'retry-after': '20' } },
      },
    ],
  ])('is told: %s', async (_what, fault) => {
    const step = await cancelAt('SIGINT', /^POST .*versions/, [fault], { build: 'false' });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/^Cancelled \(SIGINT\)/);
    expect(step.annotations[0]?.message).toMatch(/\nWhether version 0\.1 was written is not known: no answer came\.$/);
  });
});

onSystemsWithSignals.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test('before the first write: nothing is written', async () => {
    const step = await cancelAt(signal, /^GET .*env-vars/, [late('GET', /env-vars/)], { 'env-vars': 'A=1' });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/^Cancelled \(SIG.*Nothing was written/s);
    expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(step.summary).toContain('🛑');
  });

  test('while variables are written: what was written is told, the version is not', async () => {
    const more = { 'env-vars': 'A=1\nB=2' };
    const step = await cancelAt(signal, /^POST .*env-vars/, [late('POST', /env-vars/)], more);
    expect(step.annotations[0]?.message).toMatch(/Written before: environment variable A\b/);
    expect(emulator.requests.filter(({ path }) => path.endsWith('/versions/0.1'))).toEqual([]);
  });

  test('while the version is written: its answer is waited for, and nothing is built', async () => {
    const step = await cancelAt(signal, /^POST .*versions\/0\.1$/, [late('POST', /versions\/0\.1$/)]);
    expect(step.annotations[0]?.message).toMatch(/Written before: version 0\.1/);
    expect(step.outputs['version-number']).toBe('0.1');
    expect(emulator.requests.filter(({ path }) => path.endsWith('/builds'))).toEqual([]);
  });

  test('while the version is written, without a build: the step fails all the same', async () => {
    const step = await cancelAt(signal, /^POST .*versions\/0\.1$/, [late('POST', /versions\/0\.1$/)], {
      build: 'false',
    });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/^Cancelled \(SIG.*Written before: version 0\.1/s);
    expect(step.summary).toContain('🛑');
  });

  test('after the version was refused, being missing: nothing is written, and that is known', async () => {
    const step = await cancelAt(signal, /^GET .*janedoe~my-actor$/, [late('GET', /my-actor$/)], { version: '0.2' });
    expect(step.exitCode).toBe(1);
    expect(emulator.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(step.annotations[0]?.message).toMatch(/^Cancelled \(SIG.*Nothing was written\.$/s);
  });

  test('before the version is tried again: it is not', async () => {
    const headers = { 'retry-after': '2' };
    emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 503, headers } });
    await using tree = await checkout(smallActor);
    let isPaused = false;
    const step = await deploy({
      emulator,
      workspace: tree.folder,
      inputs,
      onLog: (text, child) => {
        if (isPaused || !text.includes('503')) return;
        isPaused = true;
        child.kill(signal);
      },
    });
    expect(isPaused).toBe(true);
    expect(step.annotations[0]?.message).toMatch(/^Cancelled \(SIG/);
    expect(emulator.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('while the build is started: its answer is waited for, then it is aborted', async () => {
    emulator.queueNextBuild({ runMs: 20_000, status: 'SUCCEEDED' });
    const step = await cancelAt(signal, /^POST .*builds$/, [late('POST', /builds$/)]);
    expect(step.annotations[0]?.message).toMatch(/build 0\.1\.1 (was|is being) aborted/);
    expect(step.outputs['build-id']).toMatch(/\w+/);
  });

  test('while the build runs: it is aborted', async () => {
    emulator.queueNextBuild({ runMs: 20_000, status: 'SUCCEEDED' });
    const step = await cancelAt(signal, /^GET .*actor-builds/, []);
    expect(step.annotations[0]?.message).toMatch(/build 0\.1\.1 (was|is being) aborted/);
    expect(step.outputs['build-status']).toMatch(/ABORT/);
    expect(step.ms).toBeLessThan(10_000);
    expect(emulator.platform.builds.at(-1)?.status).toMatch(/ABORT/);
  });
});
