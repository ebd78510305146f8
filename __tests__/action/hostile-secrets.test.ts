import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { smallActor, startScenario } from '../support/deployment.ts';
import { diskTakes } from '../support/disk.ts';

const noBuild = { build: 'false' };
const value = 'sesame "open"/<now>+0123456789';
const pem =
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The forms in which other programs write a secret. */
const forms: readonly (readonly [string, string, string])[] = [
  ['unchanged', value, value],
  ['as JSON', value, JSON.stringify(value)],
  ['as JSON in JSON', value, JSON.stringify(JSON.stringify({ value }))],
  ['as JSON of PHP', value, value.replaceAll('"', '\\"').replaceAll('/', '\\/')],
  ['as JSON of Go', value, JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')],
  ['URL-encoded', value, encodeURIComponent(value)],
  ['URL-encoded in lowercase', value, encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
  ['as a form', value, new URLSearchParams({ a: value }).toString()],
  ['as XML', value, value.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
  ['in Base64', value, base64(value)],
  ['in Base64 after one byte', value, base64(`x${value}`)],
  ['in Base64 after two bytes', value, base64(`xy${value}`)],
  ['in Basic authentication', value, base64(`someone:${value}`)],
  ['in Base64url', value, Buffer.from(value).toString('base64url')],
  ['a key with \\n', pem, pem.replaceAll('\n', '\\n')],
  ['one line of a key', pem, 'MIIEvQIBADANBgkqhkiG9w0BAQEF'],
  ['a key in Base64', pem, base64(pem)],
];

describe('a secret in any form', () => {
  const lines = forms.map(([title, , form]) => `${title}: ${form} |`);

  test.concurrent('is not in the log, annotations, outputs or summary if a build prints it and fails', async () => {
    await using scenario = await startScenario();
    scenario.emulator.queueNextBuild({
      log: [{ atMs: 0, text: `${lines.join('\n')}\n` }],
      runMs: 50,
      status: 'FAILED',
    });
    const { exitCode, log, summary, outputs, annotations } = await scenario.run(
      { 'secret-env-vars': `A=${value}\nPEM` },
      { environment: { PEM: pem }, secrets: [value, pem] },
    );
    expect(exitCode).toBe(1);
    const printed = log.replaceAll(/^::add-mask::.*$/gm, '');
    const all = [printed, summary, JSON.stringify(outputs), ...annotations.map(({ message }) => message)].join('\n');
    const shown = forms.filter(([, , form]) => all.includes(form.replace(/^"|"$/g, '')));
    expect(shown.map(([title]) => title)).toEqual([]);
    // The rest of each line stays readable.
    for (const [title] of forms) expect(printed).toContain(`${title}: `);
  });

  test.concurrent('is masked by the runner in later steps', async () => {
    await using scenario = await startScenario();
    const { masks } = await scenario.run(
      { ...noBuild, 'secret-env-vars': `A=${value}\nPEM` },
      { environment: { PEM: pem }, secrets: [value, pem] },
    );
    const isMasked = (form: string): boolean => masks.some((mask) => form.includes(mask));
    expect(forms.filter(([, , form]) => !isMasked(form)).map(([title]) => title)).toEqual([]);
  });

  test.concurrent('in deployed files is an error that names each file, even in UTF-16', async () => {
    // A single line of a key could be its BEGIN or END line.
    const sent = forms.filter(([title]) => !title.startsWith('a line of'));
    const files: Record<string, string | Uint8Array> = { ...smallActor };
    for (const [index, [, , form]] of sent.entries()) files[`f/${index}.txt`] = `auth = ${form}\n`;
    files['f/le.txt'] = Buffer.from(`\ufeff${value}`, 'utf16le');
    files['f/be.txt'] = Buffer.from(`\ufeff${value}`, 'utf16le').swap16();
    await using scenario = await startScenario({ files });
    const found: string[] = [];
    // An error names at most 10 files.
    for (let left = Object.keys(files).filter((name) => name.startsWith('f/')); left.length > 0; ) {
      const more = { environment: { A: value, PEM: pem }, secrets: [value, pem] };
      const patterns = ['**', ...found.map((name) => `!${name}`)].join('\n');
      const { annotations } = await scenario.run({ ...noBuild, 'secret-env-vars': 'A\nPEM', files: patterns }, more);
      const named = left.filter((name) =>
        annotations.some(({ kind, message }) => kind === 'error' && message.includes(name)),
      );
      expect({ left, named }).not.toMatchObject({ named: [] });
      found.push(...named);
      left = left.filter((name) => !named.includes(name));
    }
    expect(scenario.writes()).toEqual([]);
  });
});

describe('the token', () => {
  test.concurrent('as the name of a file or folder is an error that does not show it', async () => {
    await using scenario = await startScenario({
      files: { ...smallActor, 'apify_api_emulator0123456789ABCDEFGHIJ/x': 'x' },
    });
    const { exitCode, annotations } = await scenario.run(noBuild);
    expect({ exitCode, writes: scenario.writes() }).toEqual({ exitCode: 1, writes: [] });
    expect(annotations[0]?.message).toMatch(/token/);
  });

  test.concurrent('in a Docker configuration is an error', async () => {
    const auth = base64('apify:apify_api_emulator0123456789ABCDEFGHIJ');
    const config = JSON.stringify({ auths: { 'registry.example.com': { auth } } });
    await using scenario = await startScenario({ files: { ...smallActor, '.docker/config.json': config } });
    const { exitCode, annotations } = await scenario.run(noBuild);
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(/\.docker\/config\.json/);
  });

  test.concurrent('in env-vars is a warning', async () => {
    await using scenario = await startScenario();
    const { annotations } = await scenario.run({ ...noBuild, 'env-vars': `TOKEN=${scenario.emulator.token}` });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringMatching(/token/) }]);
  });

  test.concurrent('is not shown if every input and name contains it', async () => {
    await using scenario = await startScenario();
    const { token } = scenario.emulator;
    for (const name of ['files', 'api-base-url']) {
      await scenario.run({ ...noBuild, [name]: name === 'api-base-url' ? `https://${token}@127.0.0.1:9` : token });
    }
  });

  test.concurrent('is not shown if actor.json and the names of the run contain it', async () => {
    const token = 'apify_api_emulator0123456789ABCDEFGHIJ';
    const definition = JSON.stringify({ name: token, version: token, dockerfile: token, [token]: 1 });
    await using scenario = await startScenario({ files: { ...smallActor, '.actor/actor.json': definition } });
    const environment = { GITHUB_REF: `refs/heads/${token}`, GITHUB_REF_NAME: token, GITHUB_SHA: token };
    await scenario.run({ ...noBuild, 'actor-id': '' }, { environment });
  });
});

describe('lines of secret-env-vars', () => {
  test.concurrent('that are the secret itself are masked and never repeated', async () => {
    const lines = [
      'sk-proj-0123456789abcdefghij',
      'c2VzYW1lLW9wZW4tMTIzNDU2Nzg5MA==',
      'Aa0123456789Bb0123456789Cc',
      'sk_live_0123456789ABCDEFGHIJ',
      '@Bb0123456789Bb0123456789Cc==',
      'c2VzYW1l%2BLW9wZW4tMTIzNDU2Nzg5MA%3D%3D',
    ];
    const secrets = lines.map((line) => line.replace(/^@/, '').replace(/=+$/, ''));
    await using scenario = await startScenario();
    const inputs = { ...noBuild, 'secret-env-vars': lines.join('\n') };
    const { exitCode, masks, annotations } = await scenario.run(inputs, { secrets });
    expect(annotations[0]?.message).toMatch(/secret-env-vars/);
    expect({ exitCode, writes: scenario.writes() }).toEqual({ exitCode: 1, writes: [] });
    expect(secrets.filter((secret) => !masks.some((mask) => mask.includes(secret)))).toEqual([]);
  });

  test.concurrent('with short values do not mask words of later steps', async () => {
    await using scenario = await startScenario();
    const { masks } = await scenario.run({ ...noBuild, 'secret-env-vars': 'A=on\nB=true\nC=id\nD=0' });
    const words = 'on true id 0 installation python action identity override b24= dHJ1ZQ== aWQ= MA== %20'.split(' ');
    const hidden = words.filter((word) =>
      masks.some((mask) => word.includes(mask) && !['on', 'true', 'id', '0'].includes(mask)),
    );
    expect(hidden).toEqual([]);
    expect(masks.filter((mask) => mask.length < 8 && !['on', 'true', 'id', '0'].includes(mask))).toEqual([]);
  });

  test.concurrent('with several short lines do not mask a line of two letters', async () => {
    await using scenario = await startScenario();
    const { masks } = await scenario.run(
      { ...noBuild, 'secret-env-vars': 'J' },
      { environment: { J: '{\n  "a": "b",\n  "secret": "sesame-0123456789"\n}' } },
    );
    expect(masks.flatMap((mask) => mask.split(/\r?\n/)).filter((line) => line.trim().length < 3)).toEqual([]);
  });
});

test.concurrent('masks of other steps still match in the summary, where _ and - are not escaped', async () => {
  const other = 'ghp_other-step_secret-0123';
  await using scenario = await startScenario();
  scenario.emulator.queueNextBuild({ log: [{ atMs: 0, text: `key ${other}\n` }], runMs: 50, status: 'FAILED' });
  const { summary, log } = await scenario.run({}, { environment: {} });
  expect(summary).toContain(other);
  expect(log).toContain(other);
});

test.concurrent('a secret that a length limit would cut in two is not shown', async () => {
  const secret = `${'correct-horse-'.repeat(30)}staple`;
  await using scenario = await startScenario();
  const text = [16_380, 16_000, 15_900].map((before) => `${'x'.repeat(before - 1)} ${secret}`).join('\n');
  scenario.emulator.queueNextBuild({ log: [{ atMs: 0, text: `${text}\n` }], runMs: 50, status: 'FAILED' });
  const { log, summary } = await scenario.run({ 'secret-env-vars': `S=${secret}` }, { secrets: [secret] });
  expect(log.replaceAll(/^::add-mask::.*$/gm, '') + summary).not.toContain('correct-horse');
});

test.concurrent('outputs keep their values if a secret has the same value', async () => {
  await using scenario = await startScenario();
  const { outputs, summary } = await scenario.run({
    'build-tag': 'nightly-build',
    'secret-env-vars': 'A=nightly-build\nB=SUCCEEDED\nC=my-actor\nD=SOURCE_FILES',
  });
  expect(outputs).toMatchObject({
    'build-tag': 'nightly-build',
    'build-status': 'SUCCEEDED',
    'source-type': 'SOURCE_FILES',
  });
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ buildTag: 'nightly-build', buildStatus: 'SUCCEEDED' });
  expect(summary).toContain('✅');
});

(diskTakes('sesame-open-0123456789') ? test : test.skip)('a secret in a file name is an error', async () => {
  await using scenario = await startScenario();
  writeFileSync(path.join(scenario.folder, 'src/sesame-open-0123456789.js'), 'x');
  const more = { secrets: ['sesame-open-0123456789'] };
  const { exitCode } = await scenario.run({ ...noBuild, 'secret-env-vars': 'S=sesame-open-0123456789' }, more);
  expect(exitCode).toBe(1);
});
