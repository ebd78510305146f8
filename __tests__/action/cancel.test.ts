import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../emulator/emulator.ts';
import { checkout, smallActor, startScenario } from '../support/deployment.ts';

/** With a secret that is kept, variables are written one at a time. */
const versions = [{ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'kept', isSecret: true }] }];
const actorPath = '/acts/janedoe~my-actor';

/** Late enough that the signal arrives before the response on a busy machine. */
const late = (method: string, path: RegExp): FaultRule => ({ method, path, fault: { kind: 'delay', ms: 600 } });

const slowGit = `#!/bin/sh
case "$*" in *'rev-parse --verify HEAD') exec sleep 20; esac
PATH=\${PATH#*:} exec git "$@"
`;

// Windows ends a process that receives a signal at once.
const onSystemsWithSignals = process.platform === 'win32' ? describe.skip : describe;

onSystemsWithSignals('an interrupted write without a response', () => {
  test.concurrent.each<[string, FaultRule]>([
    ['a response that does not arrive', { method: 'POST', path: /versions/, fault: { kind: 'delay', ms: 9_000 } }],
    [
      'a lost response, after which no request is sent',
      {
        method: 'POST',
        path: /versions/,
        fault: { kind: 'status', status: 503, carriedOut: true, headers: { 'retry-after': '20' } },
      },
    ],
  ])('is reported as unknown: %s', async (_title, fault) => {
    await using scenario = await startScenario({ versions, speed: 4 });
    scenario.emulator.addFault(fault);
    const step = await scenario.cancelAt('SIGINT', /^POST .*versions/, { build: 'false' });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/^Canceled \(SIGINT\)/);
    expect(step.annotations[0]?.message).toMatch(
      /\nVersion 0\.1 may or may not have been written: Apify did not respond\.$/,
    );
  });
});

/** Both signals have the same listener, so most stages get only one of them. */
onSystemsWithSignals('a cancellation', () => {
  test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
    'before the first write prevents all writes (%s)',
    async (signal) => {
      await using scenario = await startScenario({ versions });
      scenario.emulator.addFault({ method: 'GET', path: /env-vars/, fault: { kind: 'hang' } });
      const step = await scenario.cancelAt(signal, /^GET .*env-vars/, { 'env-vars': 'A=1' });
      expect(step.exitCode).toBe(1);
      expect(step.annotations[0]?.message).toMatch(/^Canceled \(SIG.*Nothing was written to Apify\.$/s);
      expect(scenario.writes()).toEqual([]);
      expect(step.summary).toContain('🛑');
    },
  );

  test.concurrent('while variables are written lists them, and prevents the update of the version', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.addFault(late('POST', /env-vars/));
    const step = await scenario.cancelAt('SIGINT', /^POST .*env-vars/, { 'env-vars': 'A=1\nB=2' });
    expect(step.annotations[0]?.message).toMatch(
      /Already written before the step was canceled: environment variable A\.$/,
    );
    expect(scenario.writes()).toEqual([`POST ${actorPath}/versions/0.1/env-vars`]);
  });

  test.concurrent('while the version is written waits for the response, and prevents the build', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.addFault(late('POST', /versions\/0\.1$/));
    const step = await scenario.cancelAt('SIGTERM', /^POST .*versions\/0\.1$/);
    expect(step.annotations[0]?.message).toMatch(/Already written before the step was canceled: version 0\.1\.$/);
    expect(step.outputs['version-number']).toBe('0.1');
    expect(scenario.writes()).toEqual([`POST ${actorPath}/versions/0.1`]);
  });

  test.concurrent('while the version is written fails the step, even if no build was requested', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.addFault(late('POST', /versions\/0\.1$/));
    const step = await scenario.cancelAt('SIGINT', /^POST .*versions\/0\.1$/, { build: 'false' });
    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]?.message).toMatch(/Already written before the step was canceled: version 0\.1\.$/);
    expect(step.summary).toContain('🛑');
  });

  test.concurrent('after an update failed because the version does not exist prevents all writes', async () => {
    await using scenario = await startScenario({ versions });
    const status = { kind: 'status', status: 404 } as const;
    scenario.emulator.addFault({ method: 'POST', path: /versions\/0\.1$/, times: 1, fault: status });
    scenario.emulator.addFault({ ...late('GET', /my-actor$/), skip: 1 });
    const step = await scenario.cancelAt('SIGTERM', /^POST .*versions\/0\.1$/);
    expect(step.exitCode).toBe(1);
    expect(scenario.writes()).toEqual([`POST ${actorPath}/versions/0.1`]);
    expect(step.annotations.at(-1)?.message).toMatch(/^Canceled \(SIG.*Nothing was written to Apify\.$/s);
  });

  test.concurrent('before a retry prevents the retry', async () => {
    await using scenario = await startScenario({ versions });
    const headers = { 'retry-after': '2' };
    scenario.emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 503, headers } });
    let isSent = false;
    const step = await scenario.run(undefined, {
      onLog: (text, child) => {
        if (isSent || !text.includes('returned 503')) return;
        isSent = true;
        child.kill('SIGINT');
      },
    });
    expect(isSent).toBe(true);
    expect(step.annotations[0]?.message).toMatch(/^Canceled \(SIG/);
    expect(scenario.writes()).toHaveLength(1);
  });

  test.concurrent('while the build is started waits for the response, then aborts the build', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.queueNextBuild({ runMs: 20_000, status: 'SUCCEEDED' });
    scenario.emulator.addFault(late('POST', /builds$/));
    const step = await scenario.cancelAt('SIGTERM', /^POST .*builds$/);
    expect(step.annotations[0]?.message).toMatch(/build 0\.1\.1 (was|is being) aborted/);
    expect(step.outputs['build-id']).toMatch(/\w+/);
  });

  test.concurrent('while the build is running aborts the build', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.queueNextBuild({ runMs: 20_000, status: 'SUCCEEDED' });
    const step = await scenario.cancelAt('SIGINT', /^GET .*actor-builds/);
    expect(step.annotations[0]?.message).toMatch(/build 0\.1\.1 (was|is being) aborted/);
    expect(step.outputs).toMatchObject({ 'build-status': expect.stringMatching(/ABORT/), promoted: 'false' });
    expect(step.ms).toBeLessThan(10_000);
    expect(scenario.emulator.platform.builds.at(-1)?.status).toMatch(/ABORT/);
  });

  test.concurrent('while the tag is moved waits for the response, and reports that the tag has moved', async () => {
    await using scenario = await startScenario({ versions });
    scenario.emulator.addFault(late('PUT', /acts/));
    const step = await scenario.cancelAt('SIGTERM', /^PUT /, { 'test-input': '{}', 'build-tag': 'beta' });
    expect(step.annotations[0]?.message).toMatch(/^Canceled \(SIG.*: version 0\.1, tag beta\.$/s);
    expect(step.outputs['promoted']).toBe('true');
  });

  test.concurrent('does not wait for Git, which reads the commit for the summary', async () => {
    await using scenario = await startScenario({ versions });
    await using tools = await checkout({ git: slowGit }, { git: false });
    scenario.emulator.queueNextBuild({ runMs: 20_000, status: 'SUCCEEDED' });
    const PATH = `${tools.folder}${path.delimiter}${process.env['PATH']}`;
    const step = await scenario.cancelAt('SIGINT', /^GET .*actor-builds/, {}, { PATH });
    expect(step.annotations[0]?.message).toMatch(/build 0\.1\.1 (was|is being) aborted/);
    expect(step.ms).toBeLessThan(10_000);
  });

  const withSettings = { versions, files: { ...smallActor, 'settings.json': '{ "description": "New" }' } };
  const settings = { build: 'false', 'actor-settings': 'settings.json' };

  test.concurrent('while the settings are written waits for the response, and fails the step', async () => {
    await using scenario = await startScenario(withSettings);
    scenario.emulator.addFault(late('PUT', /acts/));
    const step = await scenario.cancelAt('SIGTERM', /^PUT /, settings);
    expect(step.annotations[0]?.message).toMatch(
      /^Canceled \(SIG.*Already written before the step was canceled: version 0\.1, the Actor's settings\.$/s,
    );
    expect(step.outputs['settings-changed']).toBe('["description"]');
    expect(step.summary).toContain('🛑');
  });
});
