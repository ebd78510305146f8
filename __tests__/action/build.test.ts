import { describe, expect, test } from '@jest/globals';
import type { BuildScript } from '../../emulator/emulator.ts';
import { type Scenario, smallActor, startScenario } from '../support/deployment.ts';

/** Starts an emulator with a separate Actor for one test. Its next build follows this script. */
async function start(script: BuildScript = {}, files = smallActor): Promise<Scenario> {
  const scenario = await startScenario({ versions: [{ versionNumber: '0.1', buildTag: 'latest' }], files });
  scenario.emulator.queueNextBuild(script);
  return scenario;
}

const log = [
  { atMs: 10, text: '2026-11-24T09:00:00.000Z Step 1/2 : FROM apify/actor-node:24\n' },
  { atMs: 60, text: '2026-11-24T09:00:01.000Z \u001b[32mdone\u001b[0m\n' },
];

test.concurrent('a successful build sets the outputs, and its log is printed', async () => {
  await using scenario = await start({ log, runMs: 100, status: 'SUCCEEDED', tagAfterMs: 50 });
  const step = await scenario.run();
  expect(step.log).toContain('Step 1/2 : FROM apify/actor-node:24');
  expect(step.log).toContain('\u001b[32mdone\u001b[0m');
  expect(step.outputs).toMatchObject({
    'build-status': 'SUCCEEDED',
    'build-number': '0.1.1',
    'build-id': expect.stringMatching(/^\w{17}$/),
    'build-url': expect.stringMatching(/^https:\/\/console\.apify\.com\/actors\/\w+#\/builds\/0\.1\.1$/),
    'actor-url': expect.stringMatching(/^https:\/\/console\.apify\.com\/actors\/\w+$/),
  });
  expect(step.summary).toContain('✅ Build ');
  expect(step.outputs).toMatchObject({ promoted: 'true' });
  expect(step.outputs).not.toHaveProperty('previous-build-id');
});

test.concurrent('if the tag points to a newer build, the result shows that build', async () => {
  await using scenario = await start({ log: [], runMs: 20, tagTakenByNewer: true });
  const step = await scenario.run();
  expect(step.outputs).toMatchObject({ 'build-number': '0.1.1', promoted: 'false' });
  expect(step.log).toMatch(/^Build 0\.1\.1 succeeded: https:/m);
  expect(step.summary).toMatch(/<code>latest<\/code> points to the newer build <a [^>]*>0\.1\.2</);
});

describe('a failed build', () => {
  test.concurrent.each(['FAILED', 'ABORTED', 'TIMED-OUT'] as const)(
    'with the status %s fails the step, and sets the outputs and the summary',
    async (status) => {
      await using scenario = await start({
        log: [...log, { atMs: 80, text: 'ERROR: it broke\n' }],
        runMs: 100,
        status,
      });
      const step = await scenario.run();
      expect(step.exitCode).toBe(1);
      expect(step.outputs).toMatchObject({ 'build-status': status, 'version-number': '0.1', 'source-file-count': '3' });
      expect(step.annotations[0]?.message).toMatch(/Build 0\.1\.1 .*it broke/s);
      expect(step.annotations[0]?.message.split('See ').at(-1)).toBe(step.outputs['build-url']);
      expect(step.summary).toMatch(/❌ Build .* failed/);
      expect(step.summary).toMatch(/Step 1(\/|&#47;)2/);
    },
  );

  test.concurrent('has an annotation at the line of the Dockerfile', async () => {
    const files = { ...smallActor, Dockerfile: 'FROM apify/actor-node:24\nCOPY . ./\nRUN exit 7\n' };
    const text = [
      'Dockerfile:3',
      '--------------------',
      '   1 |     FROM apify/actor-node:24',
      '   2 |     COPY . ./',
      '   3 | >>> RUN exit 7',
      '--------------------',
      'ERROR: failed to solve: process "/bin/sh -c exit 7" did not complete successfully: exit code: 7',
      '',
    ].join('\n');
    await using scenario = await start({ log: [{ atMs: 10, text }], runMs: 50, status: 'FAILED' }, files);
    const step = await scenario.run();
    expect(step.annotations).toMatchObject([{ kind: 'error', properties: { file: 'Dockerfile', line: '3' } }]);
  });
});

test.concurrent('no line of a build log acts as a workflow command', async () => {
  const text =
    '::error::forged\n  ::add-mask::x\n##[error]forged\n\u001b[31m::warning::forged\r::error::y\n\u001b]0;title\u0007z\n';
  await using scenario = await start({ log: [{ atMs: 10, text }], runMs: 50, status: 'SUCCEEDED' });
  const step = await scenario.run();
  expect(step.annotations).toEqual([]);
  expect(step.masks).not.toContain('x');
  for (const sequence of ['##[error]', '\u001b]', '\u0007']) expect(step.log).not.toContain(sequence);
});

test.concurrent('a line of the build log is printed while the build is running', async () => {
  await using scenario = await start({
    log: [{ atMs: 300, text: 'early line\n' }],
    runMs: 3_000,
    status: 'SUCCEEDED',
  });
  let statusThen: string | undefined;
  await scenario.run(
    {},
    {
      onLog: (text) => {
        if (text.includes('early line')) statusThen = scenario.emulator.platform.builds.at(-1)?.status;
      },
    },
  );
  expect(statusThen).toBe('RUNNING');
});

test.concurrent('prints a warning when the wait-for-finish time is over', async () => {
  await using scenario = await start({ log, runMs: 5_000, status: 'SUCCEEDED' });
  const step = await scenario.run({ 'wait-for-finish': '1' });
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('wait-for-finish') }]);
  expect(step.outputs['build-status']).toBe('RUNNING');
  expect(step.summary).toContain('still running');
});

test.concurrent('wait-for-finish 0 sends one request for the build and prints no warning', async () => {
  await using scenario = await start({ log, runMs: 5_000, status: 'SUCCEEDED' });
  const step = await scenario.run({ 'wait-for-finish': '0' });
  expect(step.annotations).toEqual([]);
  expect(scenario.emulator.requests.map(({ method, path }) => `${method} ${path}`).slice(2)).toEqual([
    'POST /v2/acts/janedoe~my-actor/versions/0.1',
    'POST /v2/acts/janedoe~my-actor/builds',
  ]);
  expect(step.outputs).toMatchObject({ 'build-id': expect.any(String), 'build-status': expect.any(String) });
});

test.concurrent('build-tag and use-cache are part of the build request', async () => {
  await using scenario = await start({ runMs: 20, status: 'SUCCEEDED' });
  await scenario.run({ 'build-tag': 'beta', 'use-cache': 'false', 'wait-for-finish': '0' });
  const query = scenario.emulator.requests.at(-1)?.query;
  expect(Object.fromEntries(query ?? [])).toEqual({ version: '0.1', tag: 'beta', useCache: 'false' });
});

test.concurrent('a 402 response for an account that cannot pay fails the step', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'POST', path: /\/builds$/, fault: { kind: 'status', status: 402 } });
  const step = await scenario.run();
  expect(step.annotations[0]?.message).toMatch(/402.*billing/s);
  expect(step.outputs).toMatchObject({ 'version-number': '0.1' });
});

test.concurrent('a lost response to the build request leads to one build', async () => {
  await using scenario = await start({ runMs: 50, status: 'SUCCEEDED' });
  scenario.emulator.addFault({ method: 'POST', path: /\/builds$/, fault: { kind: 'lost-answer' } });
  const step = await scenario.run();
  expect(step.outputs['build-status']).toBe('SUCCEEDED');
  expect(scenario.emulator.platform.builds.length).toBe(1);
});

test.concurrent('a build that exceeds the memory limit fails with the advice to use max-parallel', async () => {
  const fault = { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' } as const;
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'POST', path: /\/builds$/, times: Infinity, fault });
  const step = await scenario.run({ 'wait-for-finish': '1' });
  expect(step.exitCode).toBe(1);
  expect(step.annotations[0]?.message).toMatch(/402 actor-memory-limit-exceeded.*max-parallel/s);
  expect(step.log).toContain('The action tries again every 15 s for up to 1.0 s');
  expect(step.outputs).toMatchObject({ 'version-number': '0.1' });
});

test.concurrent('an unknown status causes a warning and is handled like RUNNING', async () => {
  const edit = (data: object) => ({ ...data, status: 'HIBERNATING' });
  await using scenario = await start({ runMs: 50 });
  scenario.emulator.addFault({ path: /\/actor-builds\/\w+$/, fault: { kind: 'edit', edit } });
  const step = await scenario.run();
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('"HIBERNATING"') }]);
  expect(step.outputs['build-status']).toBe('SUCCEEDED');
});

test.concurrent('a hostile log is read quickly, and long lines show no part of a secret', async () => {
  const secret = 'correct horse battery staple';
  const words = 'x '.repeat(8_185);
  const lines = [
    `${words}${secret} end`,
    'y'.repeat(8_000_000),
    ...Array.from({ length: 300 }, () => '/a'.repeat(8_000)),
  ];
  const text = `.actor/actor.json has invalid format\n${lines.join('\n')}\n${words}${secret}`;
  await using scenario = await start({ log: [{ atMs: 10, text }], runMs: 50, status: 'FAILED' });
  const step = await scenario.run({ 'secret-env-vars': `S=${secret}` });
  expect(step.annotations[0]?.message).toContain('Build 0.1.1 failed');
  expect(step.log).toContain('(truncated: the line has 8000000 characters)');
  const log = step.log.replaceAll(/^::add-mask::.*$/gm, '');
  for (const shown of [log, step.summary, step.annotations[0]?.message]) expect(shown).not.toContain('correct');
});

describe('Standby', () => {
  const standby = (usesStandbyMode: boolean) => ({
    ...smallActor,
    '.actor/actor.json': JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode }),
  });

  test.concurrent('is updated together with its other settings if it differs', async () => {
    const actorStandby = { isEnabled: false, idleTimeoutSecs: 300 };
    await using scenario = await start({ runMs: 20, status: 'SUCCEEDED' }, standby(true));
    const actor = scenario.emulator.addActor({ name: 'standing', versions: [{ versionNumber: '0.1' }], actorStandby });
    await scenario.run({ 'actor-id': 'janedoe/standing' });
    expect(actor.actorStandby).toMatchObject({ isEnabled: true, idleTimeoutSecs: 300 });
  });

  test.concurrent('is not updated if it does not differ', async () => {
    await using scenario = await start({}, standby(false));
    await scenario.run({ build: 'false' });
    expect(scenario.emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test.concurrent('causes a warning if it cannot be updated', async () => {
    await using scenario = await start({}, standby(true));
    scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
    const step = await scenario.run({ build: 'false' });
    expect(step.exitCode).toBe(0);
    expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('Standby') }]);
  });

  test.concurrent('is not updated with wait-for-finish 0', async () => {
    await using scenario = await start({ runMs: 20, status: 'SUCCEEDED' }, standby(true));
    const step = await scenario.run({ 'wait-for-finish': '0' });
    expect(step.exitCode).toBe(0);
    expect(scenario.emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'POST']);
  });

  test.concurrent('is not updated after a failed build', async () => {
    await using scenario = await start({ runMs: 20, status: 'FAILED' }, standby(true));
    await scenario.run();
    expect(scenario.emulator.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
