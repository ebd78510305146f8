import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type StoredActor, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

const password = 'correct-horse-battery';

let emulator: Emulator;
let actor: StoredActor;
beforeEach(async () => {
  emulator = await startEmulator();
  const envVars = [
    { name: 'OLD', value: 'kept', isSecret: false },
    { name: 'KEY', value: 'was-secret', isSecret: true },
  ];
  actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', envVars }] });
});
afterEach(() => emulator.close());

async function run(inputs: Readonly<Record<string, string>>, environmentVariables: object = {}) {
  const actorJson = JSON.stringify({ name: 'my-actor', version: '0.1', environmentVariables });
  await using tree = await checkout({ ...smallActor, '.actor/actor.json': actorJson });
  return await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'actor-id': 'janedoe/my-actor', build: 'false', ...inputs },
    secrets: [password],
  });
}

test('env-vars-mode replace: the list is what was given, whatever the platform had, which is not asked', async () => {
  const lines = { 'env-vars': 'A=1', 'secret-env-vars': `PASSWORD=${password}` };
  const { annotations, outputs } = await run({ ...lines, 'env-vars-mode': 'replace' });
  const envVars = [
    { name: 'A', value: '1', isSecret: false },
    { name: 'PASSWORD', value: password, isSecret: true },
  ];
  expect(emulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v2/acts/janedoe~my-actor/versions/0.1',
  ]);
  expect(emulator.requests[0]?.json).toMatchObject({ envVars });
  expect(actor.versions[0]?.envVars).toEqual(envVars);
  expect(outputs['env-var-names']).toBe('["A","PASSWORD"]');
  expect(annotations).toEqual([]);
});

test('env-vars-mode merge, the default: what the platform had stays', async () => {
  await run({ 'env-vars': 'A=1' });
  expect(actor.versions[0]?.envVars?.map(({ name }) => name)).toEqual(['OLD', 'KEY', 'A']);
});

test.each([
  ['true', true],
  ['false', false],
])('apply-env-vars-to-build %s is sent with the version', async (value, applyEnvVarsToBuild) => {
  const { outputs } = await run({ 'apply-env-vars-to-build': value });
  expect(emulator.requests[0]?.json).toMatchObject({ applyEnvVarsToBuild });
  expect(outputs['apply-env-vars-to-build']).toBe(value);
});

test('a secret that becomes plain text is a warning', async () => {
  const { annotations, summary } = await run({ 'env-vars': 'KEY=plain' });
  const message = expect.stringMatching(/were secret become plain text: KEY\. .*secret-env-vars/);
  expect(annotations).toMatchObject([{ kind: 'warning', message }]);
  expect(summary).toContain('become plain text');
});

describe('what an input replaces of environmentVariables of actor.json is not checked', () => {
  test.each<[string, unknown]>([
    ['a value that is none', ['x']],
    ['a secret that is missing', '@MISSING'],
  ])('%s', async (_title, value) => {
    const lines = { 'env-vars': 'A=1', 'secret-env-vars': `B=${password}` };
    await run({ ...lines, 'env-vars-mode': 'replace' }, { A: value, B: value });
    expect(actor.versions[0]?.envVars).toEqual([
      { name: 'A', value: '1', isSecret: false },
      { name: 'B', value: password, isSecret: true },
    ]);
  });
});

test('what no input replaces of it is', async () => {
  const { annotations } = await run({ 'env-vars': 'A=1' }, { A: ['x'], B: ['x'] });
  const message = expect.stringMatching(/actor\.json: environmentVariables\.B /);
  expect(annotations).toMatchObject([{ kind: 'error', message }]);
  expect(emulator.requests).toEqual([]);
});
