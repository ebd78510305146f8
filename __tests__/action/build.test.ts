import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuildScript, type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
});
afterEach(() => emulator.close());

const inputs = { 'actor-id': 'janedoe/my-actor' };

async function run(script: BuildScript, more: Readonly<Record<string, string>> = {}, files = smallActor) {
  emulator.queueNextBuild(script);
  await using tree = await checkout(files);
  // Awaited here: the checkout goes when this function ends.
  return await deploy({ emulator, workspace: tree.folder, inputs: { ...inputs, ...more } });
}

const log = [
  { atMs: 10, text: '2026-11-24T09:00:00.000Z Step 1/2 : FROM apify/actor-node:24\n' },
  { atMs: 60, text: '2026-11-24T09:00:01.000Z \u001b[32mdone\u001b[0m\n' },
];

test('a successful build sets the outputs, and its log is printed', async () => {
  const step = await run({ log, runMs: 100, status: 'SUCCEEDED', tagAfterMs: 50 });
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

describe('a failed build fails the step and sets outputs and summary', () => {
  test.each(['FAILED', 'ABORTED', 'TIMED-OUT'] as const)('%s', async (status) => {
    const step = await run({ log: [...log, { atMs: 80, text: 'ERROR: it broke\n' }], runMs: 100, status });
    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({ 'build-status': status, 'version-number': '0.1', 'source-file-count': '3' });
    expect(step.annotations[0]?.message).toMatch(/Build 0\.1\.1 .*it broke/s);
    expect(step.summary).toMatch(/❌ Build .* failed/);
    expect(step.summary).toMatch(/Step 1(\/|&#47;)2/);
  });

  test('with an annotation at the line of the Dockerfile', async () => {
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
    const step = await run({ log: [{ atMs: 10, text }], runMs: 50, status: 'FAILED' }, {}, files);
    expect(step.annotations).toMatchObject([{ kind: 'error', properties: { file: 'Dockerfile', line: '3' } }]);
  });
});

test('no line of a build log is a workflow command', async () => {
  const text =
    '::error::forged\n  ::add-mask::x\n##[error]forged\n\u001b[31m::warning::forged\r::error::y\n\u001b]0;title\u0007z\n';
  const step = await run({ log: [{ atMs: 10, text }], runMs: 50, status: 'SUCCEEDED' });
  expect(step.annotations).toEqual([]);
  expect(step.masks).not.toContain('x');
  for (const sequence of ['##[error]', '\u001b]', '\u0007']) expect(step.log).not.toContain(sequence);
});

test('a line of the build log is printed while the build is running', async () => {
  emulator.queueNextBuild({ log: [{ atMs: 300, text: 'early line\n' }], runMs: 2_000, status: 'SUCCEEDED' });
  await using tree = await checkout(smallActor);
  let statusThen: string | undefined;
  await deploy({
    emulator,
    workspace: tree.folder,
    inputs,
    onLog: (text) => {
      if (text.includes('early line')) statusThen = emulator.platform.builds.at(-1)?.status;
    },
  });
  expect(statusThen).toBe('RUNNING');
});

test('the end of the wait-for-finish time is a warning', async () => {
  const step = await run({ log, runMs: 5_000, status: 'SUCCEEDED' }, { 'wait-for-finish': '1' });
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('wait-for-finish') }]);
  expect(step.outputs['build-status']).toBe('RUNNING');
  expect(step.summary).toContain('still running');
});

test('wait-for-finish 0 sends one request for the build and prints no warning', async () => {
  const step = await run({ log, runMs: 5_000, status: 'SUCCEEDED' }, { 'wait-for-finish': '0' });
  expect(step.annotations).toEqual([]);
  expect(emulator.requests.map(({ method, path }) => `${method} ${path}`).slice(2)).toEqual([
    'POST /v2/acts/janedoe~my-actor/versions/0.1',
    'POST /v2/acts/janedoe~my-actor/builds',
  ]);
  expect(step.outputs).toMatchObject({ 'build-id': expect.any(String), 'build-status': expect.any(String) });
});

test('build-tag and use-cache are part of the build request', async () => {
  await run({ runMs: 20, status: 'SUCCEEDED' }, { 'build-tag': 'beta', 'use-cache': 'false', 'wait-for-finish': '0' });
  const query = emulator.requests.at(-1)?.query;
  expect(Object.fromEntries(query ?? [])).toEqual({ version: '0.1', tag: 'beta', useCache: 'false' });
});

test('a 402 of an account that cannot pay fails the step', async () => {
  emulator.addFault({ method: 'POST', path: /\/builds$/, fault: { kind: 'status', status: 402 } });
  const step = await run({});
  expect(step.annotations[0]?.message).toMatch(/402.*billing/s);
  expect(step.outputs).toMatchObject({ 'version-number': '0.1' });
});

test('a lost response to the build request leads to one build', async () => {
  emulator.addFault({ method: 'POST', path: /\/builds$/, fault: { kind: 'lost-answer' } });
  const step = await run({ runMs: 50, status: 'SUCCEEDED' });
  expect(step.outputs['build-status']).toBe('SUCCEEDED');
  expect(emulator.platform.builds.length).toBe(1);
});

test('a build that the memory limit prevents fails with the advice to use max-parallel', async () => {
  const fault = { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' } as const;
  emulator.addFault({ method: 'POST', path: /\/builds$/, times: Infinity, fault });
  const step = await run({}, { 'wait-for-finish': '1' });
  expect(step.exitCode).toBe(1);
  expect(step.annotations[0]?.message).toMatch(/402 actor-memory-limit-exceeded.*max-parallel/s);
  expect(step.log).toContain('The action tries again every 15 s for up to 1.0 s');
  expect(step.outputs).toMatchObject({ 'version-number': '0.1' });
});

test('an unknown status is a warning and is handled like RUNNING', async () => {
  const edit = (data: object) => ({ ...data, status: 'HIBERNATING' });
  emulator.addFault({ path: /\/actor-builds\/\w+$/, fault: { kind: 'edit', edit } });
  const step = await run({ runMs: 50 });
  expect(step.exitCode).toBe(0);
  expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('"HIBERNATING"') }]);
  expect(step.outputs['build-status']).toBe('SUCCEEDED');
});

test('a hostile log takes little time, and long lines do not show a part of a secret', async () => {
  const secret = 'correct horse battery staple';
  const words = 'x '.repeat(8_185);
  const lines = [
    `${words}${secret} end`,
    'y'.repeat(8_000_000),
    ...Array.from({ length: 300 }, () => '/a'.repeat(8_000)),
  ];
  const text = `.actor/actor.json has invalid format\n${lines.join('\n')}\n${words}${secret}`;
  const step = await run(
    { log: [{ atMs: 10, text }], runMs: 50, status: 'FAILED' },
    { 'secret-env-vars': `S=${secret}` },
  );
  expect(step.annotations[0]?.message).toContain('Build 0.1.1 failed');
  expect(step.log).toContain('(truncated: the line has 8000000 bytes)');
  const log = step.log.replaceAll(/^::add-mask::.*$/gm, '');
  for (const shown of [log, step.summary, step.annotations[0]?.message]) expect(shown).not.toContain('correct');
});

describe('Standby', () => {
  const standby = (usesStandbyMode: boolean) => ({
    ...smallActor,
    '.actor/actor.json': JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode }),
  });

  test('is updated with its other settings if it differs', async () => {
    const actorStandby = { isEnabled: false, idleTimeoutSecs: 300 };
    const actor = emulator.addActor({ name: 'standing', versions: [{ versionNumber: '0.1' }], actorStandby });
    await run({ runMs: 20, status: 'SUCCEEDED' }, { 'actor-id': 'janedoe/standing' }, standby(true));
    expect(actor.actorStandby).toMatchObject({ isEnabled: true, idleTimeoutSecs: 300 });
  });

  test('is not updated if it is the same', async () => {
    await run({}, { build: 'false' }, standby(false));
    expect(emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  test('that cannot be updated is a warning', async () => {
    emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
    const step = await run({}, { build: 'false' }, standby(true));
    expect(step.exitCode).toBe(0);
    expect(step.annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('Standby') }]);
  });

  test('is not updated with wait-for-finish 0', async () => {
    const step = await run({ runMs: 20, status: 'SUCCEEDED' }, { 'wait-for-finish': '0' }, standby(true));
    expect(step.exitCode).toBe(0);
    expect(emulator.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'POST']);
  });

  test('is not updated after a failed build', async () => {
    await run({ runMs: 20, status: 'FAILED' }, {}, standby(true));
    expect(emulator.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
