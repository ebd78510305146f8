import { expect, test } from '@jest/globals';
import { type Fault, type FaultRule, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

/** The state of the platform before the step. `secret` is a version with a secret that the deploy keeps. */
type Before = 'nothing' | 'actor' | 'version' | 'secret';

const standby = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode: true });
const twice = { kind: 'status', status: 500 } as const;

/** One fault for each kind of request. `__tests__/apify/faults.test.ts` tries all faults. */
const faults = {
  user: { method: 'GET', path: /users\/me$/, times: 2, fault: twice },
  actor: { method: 'GET', path: /~my-actor$/, fault: { kind: 'cut-body' } },
  newActor: { method: 'POST', path: /\/acts$/, fault: { kind: 'lost-answer' } },
  newVersion: { method: 'POST', path: /\/versions$/, fault: { kind: 'lost-answer' } },
  version: { method: 'POST', path: /versions\/0\.1$/, times: 2, fault: twice },
  variables: { method: 'GET', path: /env-vars$/, fault: { kind: 'broken-json' } },
  newVariable: { method: 'POST', path: /env-vars$/, fault: { kind: 'lost-answer' } },
  variable: { method: 'PUT', path: /env-vars\/OLD$/, fault: { kind: 'reset' } },
  store: { method: 'POST', path: /key-value-stores$/, fault: { kind: 'empty' } },
  record: { method: 'PUT', path: /records\//, fault: { kind: 'reset' } },
  newBuild: { method: 'POST', path: /\/builds$/, fault: { kind: 'lost-answer' } },
  build: { method: 'GET', path: /actor-builds\/\w+$/, fault: { kind: 'html' } },
  log: { method: 'GET', path: /\/log$/, fault: { kind: 'reset' } },
  settings: {
    method: 'PUT',
    path: /\/acts\/\w+$/,
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
  },
} satisfies Readonly<Record<string, FaultRule>>;

test.concurrent.each<[string, Before, readonly FaultRule[], Readonly<Record<string, string>>]>([
  ['for a new Actor', 'nothing', [faults.newActor, faults.user], {}],
  ['for a new version and its build', 'actor', [faults.actor, faults.newVersion, faults.build, faults.log], {}],
  ['for an archive', 'version', [faults.store, faults.record], { 'source-type': 'TARBALL' }],
  [
    'for secrets that are kept',
    'secret',
    [faults.variables, faults.newVariable, faults.variable, faults.version],
    { 'env-vars': 'NEW=n\nOLD=x' },
  ],
  ['that starts a build or changes settings', 'version', [faults.newBuild, faults.settings], {}],
])('the step succeeds after a fault in each request %s, and nothing is created twice', async (...row) => {
  const [, before, rules, inputs] = row;
  await using emulator = await startEmulator();
  if (before !== 'nothing') {
    const envVars =
      before === 'secret'
        ? [
            { name: 'OLD', value: 'o', isSecret: true },
            { name: 'STAYS', value: 's', isSecret: true },
          ]
        : [];
    const versions = before === 'actor' ? [{ versionNumber: '0.0' }] : [{ versionNumber: '0.1', envVars }];
    emulator.addActor({ name: 'my-actor', versions });
  }
  for (const rule of rules) emulator.addFault(rule);
  const files = rules.includes(faults.settings) ? { ...smallActor, '.actor/actor.json': standby } : smallActor;
  await using tree = await checkout(files);
  const { exitCode, outputs, log } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'env-vars': 'NEW=n', ...inputs },
    speed: 5,
  });
  const untouched = rules.filter(
    ({ method, path = /^/ }) =>
      !emulator.requests.some((request) => request.method === method && path.test(request.path)),
  );
  expect({ exitCode, status: outputs['build-status'], log }).toMatchObject({ exitCode: 0, status: 'SUCCEEDED' });
  expect(untouched).toEqual([]);
  expect(emulator.platform.actors).toHaveLength(1);
  const [actor] = emulator.platform.actors;
  expect(actor?.versions.filter(({ versionNumber }) => versionNumber === '0.1')).toHaveLength(1);
  expect(emulator.platform.builds).toHaveLength(1);
  const names = actor?.versions.at(-1)?.envVars?.map(({ name }) => name) ?? [];
  expect(new Set(names).size).toBe(names.length);
});

const actorRequest = { method: 'GET', path: /~my-actor$/ } as const;
const versionRequest = { method: 'POST', path: /versions\/0\.1$/ } as const;
const buildRequest = { method: 'POST', path: /\/builds$/ } as const;
const ok = (body: string): Fault => ({ kind: 'status', status: 200, body });
const token = 'apify_api_0123456789abcdefghijABCDEFGHIJ';
const error = (message: string): Fault => ({
  kind: 'status',
  status: 400,
  body: JSON.stringify({ error: { type: 'invalid-input', message } }),
});

test.concurrent.each<[string, Pick<FaultRule, 'method' | 'path'>, Fault, string]>([
  ['a million levels of JSON', actorRequest, ok('[{"a":'.repeat(500_000)), 'its JSON has more than 100 levels'],
  ['66 MB of spaces', actorRequest, ok(' '.repeat(66 * 1024 ** 2)), 'it is longer than 64 MiB'],
  [
    'a redirect with the token in its target',
    actorRequest,
    { kind: 'status', status: 302, headers: { location: `https://example.com/?token=${token}` } },
    'a redirect to https://example.com, which the action does not follow',
  ],
  [
    'an error with workflow commands and terminal sequences',
    versionRequest,
    error('\n::error::x\r\n##[error]x\u001b[2J\u2028::set-output name=x::y'),
    'returned 400 invalid-input: ',
  ],
  ['an error with the token', versionRequest, error(`Unknown token ${token}`), 'Unknown token ***'],
  [
    'a web page with the token in its title',
    versionRequest,
    {
      kind: 'status',
      status: 403,
      contentType: 'text/html',
      body: `<html><title>${token}</title>${'x'.repeat(100_000)}`,
    },
    'a web page with the title "***"',
  ],
  [
    'a build without a number, started or not',
    buildRequest,
    ok('{"data":{"id":["x"],"status":"READY"}}'),
    'response.data.id is not a string',
  ],
])('reports one error that names the request, and writes the summary: %s', async (_, rule, fault, words) => {
  await using emulator = await startEmulator({ token });
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
  emulator.addFault({ ...rule, times: 99, fault });
  await using tree = await checkout(smallActor);
  const step = await deploy({ emulator, workspace: tree.folder, speed: 10 });
  const [annotation] = step.annotations.filter(({ kind }) => kind === 'error');
  expect(step.exitCode).toBe(1);
  expect(annotation?.message).toMatch(/\b(GET|POST) \/v2\/acts\/janedoe~my-actor/);
  expect(annotation?.message).toContain(words);
  expect(step.summary).toContain('my-actor');
  expect(JSON.parse(step.outputs['result'] ?? '{}')).toMatchObject({});
});
