import { afterEach, beforeEach, expect, test } from '@jest/globals';
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

test("secrets in lines and in the step's variables are stored as secrets, and masked before anything else is printed", async () => {
  await using tree = await checkout(smallActor);
  const step = await deploy({ emulator, workspace: tree.folder, inputs, environment, secrets });
  expect(stored()).toEqual([
    { name: 'PASSWORD', value: password, isSecret: true },
    { name: 'KEY', value: key, isSecret: true },
  ]);
  expect(step.masks).toEqual(expect.arrayContaining([emulator.token, password, ...key.split('\n')]));
  expect(step.summary).toContain('PASSWORD');
  expect(step.outputs['env-var-names']).toBe('["PASSWORD","KEY"]');
  const lines = step.log.split('\n').filter((line) => line !== '');
  const firstOther = lines.findIndex((line) => !line.startsWith('::add-mask::'));
  expect(lines.findLastIndex((line) => line.startsWith('::add-mask::'))).toBeLessThan(firstOther);
});

test('redacts a secret that a response of the API repeats in any form', async () => {
  const forms: Readonly<Record<string, string>> = {
    unchanged: password,
    'as JSON': JSON.stringify({ value: password }),
    'URL-encoded': encodeURIComponent(password),
    Base64: Buffer.from(password).toString('base64'),
    'one line of it': 'MIIEvQIBADANBg',
    'the token': emulator.token,
    'between colors': `\u001b[31m${password}\u001b[0m`,
    'split by a color': `${password.slice(0, 5)}\u001b[31m${password.slice(5)}`,
  };
  const message = Object.entries(forms).map(([title, form]) => `${title}: ${form} is not allowed.`);
  const fault = { kind: 'status', status: 400, type: 'invalid-input', message: message.join(' ') } as const;
  emulator.addFault({ method: 'POST', fault });
  await using tree = await checkout(smallActor);
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs, environment, secrets });
  const shown = annotations[0]?.message ?? '';
  expect(shown).toContain('400 invalid-input: unchanged: ');
  const parts = shown.split(' is not allowed.').slice(0, -1);
  expect(parts).toHaveLength(message.length);
  for (const [index, title] of Object.keys(forms).entries()) {
    expect(parts[index]).toMatch(new RegExp(`${title}: .*\\*\\*\\*`));
  }
});

test('redacts a secret in the build log, even if a color code splits it', async () => {
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

test('a secret in a line that repeats the name of another line is masked and not printed', async () => {
  await using tree = await checkout(smallActor);
  const secret = 'N=sesame0123456789sesame';
  const step = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'secret-env-vars': `N=1\n${secret}` },
    secrets: [secret],
  });
  expect(step.masks).toContain(secret);
  expect(step.annotations.map(({ message }) => message).join()).toMatch(/secret-env-vars/);
  expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('text from the API does not act as a command or as Markdown', async () => {
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

test('a secret in a deployed file is an error that names the secret and the file, but not the value', async () => {
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

test.each(['true', 'false'])('the debug log contains no secret (dry-run %s)', async (dryRun) => {
  await using tree = await checkout(smallActor);
  await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { ...inputs, 'dry-run': dryRun },
    environment: { ...environment, RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' },
    secrets,
  });
});
