import { describe, expect, test } from '@jest/globals';
import { type Scenario, smallActor, startScenario } from '../support/deployment.ts';

const password = 'correct-horse-battery';
const envVars = [
  { name: 'OLD', value: 'kept', isSecret: false },
  { name: 'KEY', value: 'was-secret', isSecret: true },
];

function start(environmentVariables: object = {}): Promise<Scenario> {
  const actorJson = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', environmentVariables });
  const files = { ...smallActor, '.actor/actor.json': actorJson };
  return startScenario({ versions: [{ versionNumber: '0.1', envVars }], files });
}

function run(scenario: Scenario, inputs: Readonly<Record<string, string>>) {
  return scenario.run({ build: 'false', ...inputs }, { secrets: [password] });
}

test.concurrent('env-vars-mode replace sends only the given variables, and does not read the list on Apify', async () => {
  await using scenario = await start();
  const lines = { 'env-vars': 'A=1', 'secret-env-vars': `PASSWORD=${password}` };
  const { annotations, outputs } = await run(scenario, { ...lines, 'env-vars-mode': 'replace' });
  const replaced = [
    { name: 'A', value: '1', isSecret: false },
    { name: 'PASSWORD', value: password, isSecret: true },
  ];
  expect(scenario.reads()).toEqual(['/acts/janedoe~my-actor', '/users/me']);
  expect(scenario.emulator.requests.at(-1)?.json).toMatchObject({ envVars: replaced });
  expect(scenario.actor?.versions[0]?.envVars).toEqual(replaced);
  expect(outputs['env-var-names']).toBe('["A","PASSWORD"]');
  expect(annotations).toEqual([]);
});

test.concurrent('env-vars-mode merge is the default and keeps the variables on Apify', async () => {
  await using scenario = await start();
  await run(scenario, { 'env-vars': 'A=1' });
  expect(scenario.actor?.versions[0]?.envVars?.map(({ name }) => name)).toEqual(['OLD', 'KEY', 'A']);
});

test.concurrent.each([
  ['true', true],
  ['false', false],
])('apply-env-vars-to-build %s is sent with the version', async (value, applyEnvVarsToBuild) => {
  await using scenario = await start();
  const { outputs } = await run(scenario, { 'apply-env-vars-to-build': value });
  expect(scenario.emulator.requests.at(-1)?.json).toMatchObject({ applyEnvVarsToBuild });
  expect(outputs['apply-env-vars-to-build']).toBe(value);
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ applyEnvVarsToBuild });
});

test.concurrent.each(['merge', 'replace'])('a secret that becomes plain text is a warning (%s)', async (mode) => {
  await using scenario = await start();
  const { annotations, summary } = await run(scenario, { 'env-vars': 'KEY=plain', 'env-vars-mode': mode });
  const message = expect.stringMatching(/become plain text: KEY\b.*secret-env-vars/);
  expect(annotations).toMatchObject([{ kind: 'warning', message }]);
  expect(summary).toContain('become plain text');
});

describe('environmentVariables in actor.json that an input replaces are not checked', () => {
  test.concurrent.each<[string, unknown]>([
    ['a value of the wrong type', ['x']],
    ['a secret that is missing', '@MISSING'],
  ])('%s', async (_title, value) => {
    await using scenario = await start({ A: value, B: value });
    const lines = { 'env-vars': 'A=1', 'secret-env-vars': `B=${password}` };
    await run(scenario, { ...lines, 'env-vars-mode': 'replace' });
    expect(scenario.actor?.versions[0]?.envVars).toEqual([
      { name: 'A', value: '1', isSecret: false },
      { name: 'B', value: password, isSecret: true },
    ]);
  });
});

test.concurrent('environmentVariables in actor.json that no input replaces are checked', async () => {
  await using scenario = await start({ A: ['x'], B: ['x'] });
  const { annotations } = await run(scenario, { 'env-vars': 'A=1' });
  const message = expect.stringMatching(/actor\.json: environmentVariables\.B /);
  expect(annotations).toMatchObject([{ kind: 'error', message }]);
  expect(scenario.emulator.requests).toEqual([]);
});
