import { expect, test } from '@jest/globals';
import { type Fault, type FaultRule, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

/** The state of the platform before the step. `secret` is a version with a secret that the deploy keeps. */
type Before = 'nothing' | 'actor' | 'version' | 'secret';

const standby = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode: true });
const twice = { kind: 'status', status: 500 } as const;

/** One fault for each kind of request. `__tests__/apify/faults.test.ts` tries all faults. */
test.concurrent.each<[string, Before, FaultRule, { inputs?: Record<string, string>; definition?: string }?]>([
  ['user', 'version', { method: 'GET', path: /users\/me$/, times: 2, fault: twice }],
  ['Actor', 'actor', { method: 'GET', path: /~my-actor$/, fault: { kind: 'cut-body' } }],
  ['new Actor', 'nothing', { method: 'POST', path: /\/acts$/, fault: { kind: 'lost-answer' } }],
  ['new version', 'actor', { method: 'POST', path: /\/versions$/, fault: { kind: 'lost-answer' } }],
  ['version update', 'version', { method: 'POST', path: /versions\/0\.1$/, times: 2, fault: twice }],
  ['list of variables', 'version', { method: 'GET', path: /env-vars$/, fault: { kind: 'broken-json' } }],
  ['new variable', 'secret', { method: 'POST', path: /env-vars$/, fault: { kind: 'lost-answer' } }],
  [
    'variable',
    'secret',
    { method: 'PUT', path: /env-vars\/OLD$/, fault: { kind: 'reset' } },
    { inputs: { 'env-vars': 'OLD=x' } },
  ],
  [
    'store',
    'version',
    { method: 'POST', path: /key-value-stores$/, fault: { kind: 'empty' } },
    { inputs: { 'source-type': 'TARBALL' } },
  ],
  [
    'record',
    'version',
    { method: 'PUT', path: /records\//, fault: { kind: 'reset' } },
    { inputs: { 'source-type': 'TARBALL' } },
  ],
  ['new build', 'version', { method: 'POST', path: /\/builds$/, fault: { kind: 'lost-answer' } }],
  ['build', 'version', { method: 'GET', path: /actor-builds\/\w+$/, fault: { kind: 'html' } }],
  ['log', 'version', { method: 'GET', path: /\/log$/, fault: { kind: 'reset' } }],
  [
    "Actor's settings",
    'version',
    { method: 'PUT', path: /\/acts\/\w+$/, fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } } },
    { definition: standby },
  ],
])('%s: the step succeeds after a fault, and nothing is created twice', async (_name, before, rule, more = {}) => {
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
  emulator.addFault(rule);
  const files = more.definition === undefined ? smallActor : { ...smallActor, '.actor/actor.json': more.definition };
  await using tree = await checkout(files);
  const { exitCode, outputs, log } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'env-vars': 'NEW=n', ...more.inputs },
  });
  const { path = /^/, method } = rule;
  const affected = emulator.requests.filter((request) => request.method === method && path.test(request.path)).length;
  expect({ exitCode, status: outputs['build-status'], log }).toMatchObject({ exitCode: 0, status: 'SUCCEEDED' });
  expect(affected).toBeGreaterThan(0);
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
  ['an Actor whose ID is a number', actorRequest, ok('{"data":{"id":5}}'), 'response.data.id is not a string'],
  [
    'an Actor whose versions are a string',
    actorRequest,
    ok('{"data":{"id":"x","name":"my-actor","username":"janedoe","versions":"0.1"}}'),
    'response.data.versions is not an array',
  ],
  ['66 MB of spaces', actorRequest, ok(' '.repeat(66 * 1024 ** 2)), 'it is longer than 64 MiB'],
  [
    'a redirect with the token in its target',
    actorRequest,
    { kind: 'status', status: 302, headers: { location: `https://example.com/?token=${token}` } },
    'a redirect to https://example.com, which the action does not follow',
  ],
  ['a version without a number', versionRequest, ok('{"data":{}}'), 'response.data.versionNumber is not a string'],
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
])('one error that names the request, with a summary: %s', async (_, rule, fault, words) => {
  await using emulator = await startEmulator({ token });
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
  emulator.addFault({ ...rule, times: 99, fault });
  await using tree = await checkout(smallActor);
  const step = await deploy({ emulator, workspace: tree.folder });
  const [annotation] = step.annotations.filter(({ kind }) => kind === 'error');
  expect(step.exitCode).toBe(1);
  expect(annotation?.message).toMatch(/\b(GET|POST) \/v2\/acts\/janedoe~my-actor/);
  expect(annotation?.message).toContain(words);
  expect(step.summary).toContain('my-actor');
  expect(JSON.parse(step.outputs['result'] ?? '{}')).toMatchObject({});
});
