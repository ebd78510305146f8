import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
});
afterEach(() => emulator.close());

const password = 'p@ss "word"/1234567890';
const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----';
const inputs = { 'actor-id': 'janedoe/my-actor', build: 'false', 'secret-env-vars': `PASSWORD=${password}\nKEY` };
const environment = { KEY: key };
const secrets = [password, key];

function stored() {
  const [actor] = emulator.platform.actors;
  return actor?.versions[0]?.envVars;
}

test('secrets of lines and of the step are stored as secrets, with several lines too', async () => {
  await using tree = await checkout(smallActor);
  const step = await deploy({ emulator, workspace: tree.folder, inputs, environment, secrets });
  expect(stored()).toEqual([
    { name: 'PASSWORD', value: password, isSecret: true },
    { name: 'KEY', value: key, isSecret: true },
  ]);
  expect(step.masks).toEqual(expect.arrayContaining([emulator.token, password, ...key.split('\n')]));
  expect(step.summary).toContain('PASSWORD');
  expect(step.outputs['env-var-names']).toBe('["PASSWORD","KEY"]');
});

test('masks come before anything else is printed', async () => {
  await using tree = await checkout(smallActor);
  const { log } = await deploy({ emulator, workspace: tree.folder, inputs, environment, secrets });
  const lines = log.split('\n').filter((line) => line !== '');
  const firstOther = lines.findIndex((line) => !line.startsWith('::add-mask::'));
  expect(lines.findLastIndex((line) => line.startsWith('::add-mask::'))).toBeLessThan(firstOther);
});

describe("the API's words may repeat a secret", () => {
  test.each([
    ['unchanged', password],
    ['as JSON', JSON.stringify({ value: password })],
    ['URL-encoded', encodeURIComponent(password)],
    ['Base64', Buffer.from(password).toString('base64')],
    ['a line of it', 'MIIEvQIBADANBg'],
    ['the token', 'apify_api_emulator0123456789ABCDEFGHIJ'],
    ['between colors', `\u001b[31m${password}\u001b[0m`],
    ['broken up by a color', `${password.slice(0, 5)}\u001b[31m${password.slice(5)}`],
  ])('%s', async (_title, text) => {
    const message = `Invalid input: ${text} is not allowed.`;
    emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 400, type: 'invalid-input', message } });
    await using tree = await checkout(smallActor);
    const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs, environment, secrets });
    expect(annotations[0]?.message).toMatch(/400 invalid-input: Invalid input: .*\*\*\*.* is not allowed\./);
  });
});

test("the build's log may print it, broken up by a color too", async () => {
  const broken = `${password.slice(0, 5)}\u001b[1m${password.slice(5)}`;
  emulator.scriptBuilds({
    status: 'FAILED',
    log: [
      { atMs: 0, text: `is ${password}` },
      { atMs: 5, text: `is ${broken}` },
    ],
  });
  await using tree = await checkout(smallActor);
  const more = { inputs: { ...inputs, build: 'true' }, environment, secrets: [...secrets, broken] };
  const { log, summary } = await deploy({ emulator, workspace: tree.folder, ...more });
  expect(log.match(/Z is \*\*\*$/gm)).toHaveLength(2);
  expect(summary.match(/Z is \*\*\*/g)).toHaveLength(2);
});

test('a different APIFY_TOKEN of the step is masked too', async () => {
  await using tree = await checkout(smallActor);
  const other = 'apify_api_of_another_step';
  const { masks } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs,
    environment: { ...environment, APIFY_TOKEN: other },
    secrets: [...secrets, other],
  });
  expect(masks).toEqual(expect.arrayContaining([emulator.token, other]));
});

test.each(['sk-proj-0123456789abcdefghij', 'c2VzYW1lLW9wZW4tMTIzNA==', 'N=1\nN=sesame0123456789sesame'])(
  'a secret without a name is masked and not printed: %s',
  async (text) => {
    await using tree = await checkout(smallActor);
    const line = text.split('\n').at(-1) ?? '';
    const [step] = await Promise.all([
      deploy({
        emulator,
        workspace: tree.folder,
        inputs: { ...inputs, 'secret-env-vars': text },
        secrets: [line.replace(/=+$/, '')],
      }),
    ]);
    expect(step.masks).toContain(line);
    expect(step.annotations.map(({ message }) => message).join()).toMatch(/secret-env-vars/);
    expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  },
);

test('masking does not change outputs', async () => {
  await using tree = await checkout(smallActor);
  const { outputs } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'build-tag': 'nightly-build', 'secret-env-vars': 'TAG=nightly-build' },
  });
  expect(outputs['build-tag']).toBe('nightly-build');
});

test('nothing that the API says acts as a command or as Markdown', async () => {
  const message = 'x\n::error::forged\n##[error]forged\r::set-output name=a::b <img src=x> **bold**';
  emulator.addFault({ method: 'POST', fault: { kind: 'status', status: 400, type: 'invalid-input', message } });
  await using tree = await checkout(smallActor);
  const { annotations, summary, log } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs,
    environment,
    secrets,
  });
  expect(annotations).toHaveLength(1);
  expect(log).not.toMatch(/##\[error\]/);
  expect(summary).not.toContain('<img');
  // No Markdown takes effect in HTML blocks, which end with a blank line.
  expect(
    summary
      .trim()
      .split(/\n\s*\n/)
      .filter((block) => !/^<.*>$/s.test(block)),
  ).toEqual([]);
});

test('a secret in a deployed file is an error that names both, not the value', async () => {
  await using tree = await checkout({
    ...smallActor,
    'src/config.js': `export const password = '${'long-secret-value-123456'}';\n`,
  });
  const value = 'long-secret-value-123456';
  const { annotations } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'secret-env-vars': `DB_PASSWORD=${value}` },
    secrets: [value],
  });
  expect(annotations[0]?.message).toMatch(/src\/config\.js/);
  expect(annotations[0]?.message).toMatch(/DB_PASSWORD/);
  expect(annotations[0]?.message).toMatch(/\.actorignore/);
});

test.each(['true', 'false'])('the debug log holds no secret (dry-run %s)', async (dryRun) => {
  await using tree = await checkout(smallActor);
  await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'dry-run': dryRun },
    environment: { ...environment, RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' },
    secrets,
  });
});
