import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

function asked(): readonly string[] {
  return emulator.requests.map(({ method, path }) => `${method} ${path.replace('/v2', '')}`);
}

function addActor(...versionNumbers: readonly string[]) {
  return emulator.addActor({ name: 'my-actor', versions: versionNumbers.map((versionNumber) => ({ versionNumber })) });
}

const given = { 'actor-id': 'janedoe/my-actor', build: 'false' };

test('Actor given, version there, no variables: one request with what was set and nothing else', async () => {
  addActor('0.1');
  await using tree = await checkout(smallActor);
  const { outputs, summary } = await deploy({ emulator, workspace: tree.folder, inputs: given });
  expect(asked()).toEqual(['POST /acts/janedoe~my-actor/versions/0.1']);
  const [request] = emulator.requests;
  expect(request?.json).toEqual({
    versionNumber: '0.1',
    sourceType: 'SOURCE_FILES',
    sourceFiles: Object.entries(smallActor)
      .map(([name, content]) => ({ name, format: 'TEXT', content }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  });
  expect(request?.headers).toMatchObject({
    authorization: `Bearer ${emulator.token}`,
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^deploy-apify-actor\/\d+\.\d+\.\d+/),
  });
  const bytes = Object.values(smallActor).join('').length;
  expect(outputs).toEqual({
    'actor-id': 'janedoe~my-actor',
    'version-number': '0.1',
    'source-type': 'SOURCE_FILES',
    'apply-env-vars-to-build': 'false',
    'source-file-count': '3',
    'source-bytes': String(bytes),
    'env-var-names': '[]',
  });
  expect(summary).toContain('✅ Updated');
});

test('what is deployed is read back byte for byte', async () => {
  addActor('0.1');
  const files = {
    ...smallActor,
    'text.txt': 'grüße\n',
    'crlf.txt': 'a\r\nb\r\n',
    'bom.txt': '\ufeffmark',
    'empty.txt': '',
    'nul.js': 'a\0b',
    'latin1.txt': Buffer.from('gr\xfc\xdfe', 'latin1'),
    'image.png': Buffer.from(Array.from({ length: 2048 }, (_, index) => (index * 7) % 256)),
    'names/with space #1 [x] ü.txt': 'x',
  };
  await using tree = await checkout(files);
  await deploy({ emulator, workspace: tree.folder, inputs: given });
  const client = new ApifyClient({ baseUrl: emulator.url, token: emulator.token });
  const version = await client.actor('janedoe~my-actor').version('0.1').get();
  const sent = version?.sourceType === 'SOURCE_FILES' ? version.sourceFiles : [];
  const bytes = sent.map((file) => {
    const { name, format, content } = file as { name: string; format: string; content: string };
    return [name, Buffer.from(content, format === 'BASE64' ? 'base64' : 'utf8').toString('latin1')];
  });
  expect(Object.fromEntries(bytes)).toEqual(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('latin1')])),
  );
});

test('ignored files stay, untracked ones are sent and told', async () => {
  addActor('0.1');
  await using tree = await checkout({ ...smallActor, '.gitignore': 'secret.txt\n' });
  const { writeFile } = await import('node:fs/promises');
  await writeFile(`${tree.folder}/secret.txt`, 'x');
  await writeFile(`${tree.folder}/generated.js`, 'x');
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs: given });
  const names = ['.actor/actor.json', '.gitignore', 'Dockerfile', 'generated.js', 'src/main.js'];
  expect(emulator.requests[0]?.json).toMatchObject({ sourceFiles: names.map((name) => ({ name })) });
  expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('generated.js') }]);
});

describe('what is missing is created, and a notice says in which account', () => {
  test('the Actor of actor.json', async () => {
    await using tree = await checkout(smallActor);
    const { outputs, annotations } = await deploy({ emulator, workspace: tree.folder, inputs: { build: 'false' } });
    expect(asked()).toEqual([
      'GET /users/me',
      'POST /acts/janedoe~my-actor/versions/0.1',
      'GET /acts/janedoe~my-actor',
      'POST /acts',
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    const [actor] = emulator.platform.actors;
    expect(outputs).toMatchObject({
      created: 'actor',
      'actor-id': actor?.id,
      'actor-url': `https://console.apify.com/actors/${actor?.id}`,
      'build-tag': 'latest',
    });
    expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('account janedoe') }]);
  });

  test('the Actor, with what actor.json says of it', async () => {
    const definition = {
      name: 'my-actor',
      version: '0.1',
      title: 'Mine',
      description: 'It counts.',
      usesStandbyMode: true,
    };
    await using tree = await checkout({ ...smallActor, '.actor/actor.json': JSON.stringify(definition) });
    await deploy({ emulator, workspace: tree.folder, inputs: { build: 'false' } });
    const creation = emulator.requests.find(({ method, path }) => method === 'POST' && path === '/v2/acts');
    expect(creation?.json).toMatchObject({
      name: 'my-actor',
      title: 'Mine',
      description: 'It counts.',
      actorStandby: { isEnabled: true },
    });
    expect(asked().filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  test('the version', async () => {
    addActor('0.0');
    await using tree = await checkout(smallActor);
    const { outputs, annotations } = await deploy({ emulator, workspace: tree.folder, inputs: given });
    expect(outputs).toMatchObject({ created: 'version', 'version-number': '0.1' });
    expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('account janedoe') }]);
  });
});

describe('other sources', () => {
  test.each<[string, Record<string, string>, object, Record<string, string>]>([
    [
      'Git, made from the run',
      { 'source-type': 'GIT_REPO' },
      { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/janedoe/actors.git#main' },
      { 'source-type': 'GIT_REPO', 'source-url': 'https://github.com/janedoe/actors.git#main' },
    ],
    [
      'Git, given',
      { 'git-repo-url': 'https://github.com/a/b#dev:packages/x' },
      { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/a/b#dev:packages/x' },
      { 'source-url': 'https://github.com/a/b#dev:packages/x' },
    ],
    [
      'a tarball',
      { 'tarball-url': 'https://user:pass-word@x.test/a.zip?signature=abcdef' },
      { sourceType: 'TARBALL', tarballUrl: 'https://user:pass-word@x.test/a.zip?signature=abcdef' },
      { 'source-url': 'https://x.test/a.zip' },
    ],
    [
      'a Gist',
      { 'github-gist-url': 'https://gist.github.com/a/1' },
      { sourceType: 'GITHUB_GIST', gitHubGistUrl: 'https://gist.github.com/a/1' },
      { 'source-url': 'https://gist.github.com/a/1' },
    ],
  ])('%s', async (_title, inputs, body, expected) => {
    addActor('0.1');
    await using tree = await checkout(smallActor);
    const event = { repository: { private: false, clone_url: 'https://github.com/janedoe/actors.git' } };
    const { outputs } = await deploy({
      emulator,
      workspace: tree.folder,
      event,
      inputs: { ...given, ...inputs },
      secrets: ['pass-word'],
    });
    expect(emulator.requests.map(({ json }) => json)).toEqual([{ versionNumber: '0.1', ...body }]);
    expect(outputs).toMatchObject(expected);
    expect(outputs).not.toHaveProperty('source-file-count');
  });
});

test('files after another source: the URL that the version still shows is no output', async () => {
  const gitRepoUrl = 'https://github.com/janedoe/old.git';
  const versions = [{ versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl }] as const;
  const actor = emulator.addActor({ name: 'my-actor', versions });
  await using tree = await checkout(smallActor);
  const { outputs } = await deploy({ emulator, workspace: tree.folder, inputs: given });
  expect(actor.versions[0]).toMatchObject({ sourceType: 'SOURCE_FILES', gitRepoUrl });
  expect(outputs['source-type']).toBe('SOURCE_FILES');
  expect(outputs).not.toHaveProperty('source-url');
});

test('what inputs replace of actor.json is not checked', async () => {
  addActor('0.1');
  const definition = { name: 'Not a name!', version: 'one', buildTag: ' ' };
  await using tree = await checkout({ ...smallActor, '.actor/actor.json': JSON.stringify(definition) });
  const inputs = { ...given, version: '0.1', 'build-tag': 'beta' };
  const { outputs } = await deploy({ emulator, workspace: tree.folder, inputs });
  expect(outputs).toMatchObject({ 'actor-id': 'janedoe~my-actor', 'version-number': '0.1' });
});

test.each(['actor-id', 'version', 'build-tag'])('without input %s it is checked', async (name) => {
  addActor('0.1');
  const definition = { name: 'Not a name!', version: 'one', buildTag: ' ' };
  await using tree = await checkout({ ...smallActor, '.actor/actor.json': JSON.stringify(definition) });
  const inputs = { ...given, version: '0.1', 'build-tag': 'beta', [name]: '' };
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs });
  const key = { 'actor-id': 'name', version: 'version', 'build-tag': 'buildTag' }[name];
  const message = expect.stringMatching(new RegExp(`^\\.actor/actor\\.json: ${key} `));
  expect(annotations).toMatchObject([{ kind: 'error', message }]);
  expect(asked()).toEqual([]);
});

test.each([
  ['http://api.invalid', ['http://api.invalid']],
  ['https://api.invalid', []],
  ['http://127.0.0.1:9', []],
])('an API that is reached without encryption is a warning, but on this machine: %s', async (url, warned) => {
  await using tree = await checkout(smallActor);
  const inputs = { token: '', 'dry-run': 'true', 'api-base-url': url };
  const { annotations } = await deploy({ emulator, workspace: tree.folder, inputs });
  const warnings = annotations.filter(({ message }) => message.includes('without encryption'));
  expect(warnings).toMatchObject(warned.map((shown) => ({ kind: 'warning', message: expect.stringContaining(shown) })));
});

describe('dry run', () => {
  test('asks, plans and writes nothing', async () => {
    addActor('0.1');
    await using tree = await checkout(smallActor);
    const inputs = { 'actor-id': 'janedoe/my-actor', 'dry-run': 'true', 'secret-env-vars': 'KEY=sesame-open' };
    const { log, outputs, summary } = await deploy({
      emulator,
      workspace: tree.folder,
      inputs,
      secrets: ['sesame-open'],
    });
    expect(asked().filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(log).toMatch(/Update version 0\.1 of janedoe\/my-actor/);
    for (const name of Object.keys(smallActor)) expect(log).toContain(name);
    expect(log).toContain('KEY (secret)');
    expect(outputs).toMatchObject({ 'version-number': '0.1', 'source-file-count': '3', 'env-var-names': '["KEY"]' });
    expect(summary).toContain('Dry run');
  });

  test('says what it would create', async () => {
    await using tree = await checkout(smallActor);
    const { log, outputs } = await deploy({ emulator, workspace: tree.folder, inputs: { 'dry-run': 'true' } });
    expect(log).toMatch(/Create the Actor janedoe\/my-actor/);
    expect(outputs).not.toHaveProperty('created');
    expect(asked()).toEqual(['GET /users/me', 'GET /acts/janedoe~my-actor']);
  });

  test('goes on without a token and without secrets, as in a fork', async () => {
    await using tree = await checkout(smallActor);
    const { log, annotations } = await deploy({
      emulator,
      workspace: tree.folder,
      inputs: { token: '', 'dry-run': 'true', 'secret-env-vars': 'KEY=' },
    });
    expect(asked()).toEqual([]);
    expect(log).toMatch(/Update version 0\.1 of my-actor/);
    expect(annotations.map(({ kind, message }) => [kind, message])).toEqual([
      ['warning', expect.stringContaining('Secrets are missing: KEY')],
      ['warning', expect.stringContaining('Without a token')],
    ]);
  });
});

test('the version of the input that differs from actor.json is told in log and summary', async () => {
  addActor('0.2');
  await using tree = await checkout(smallActor);
  const { log, summary } = await deploy({ emulator, workspace: tree.folder, inputs: { ...given, version: '0.2' } });
  expect(log).toMatch(/input version 0\.2 is deployed, not version 0\.1/);
  expect(summary).toMatch(/input version 0&#46;2 is deployed/);
});

describe('files of the runner that cannot be written', () => {
  test('the summary: a warning', async () => {
    addActor('0.1');
    await using tree = await checkout(smallActor);
    const { annotations } = await deploy({
      emulator,
      workspace: tree.folder,
      inputs: given,
      environment: { GITHUB_STEP_SUMMARY: `${tree.folder}/gone/summary` },
    });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('step summary') }]);
  });

  test('the outputs: an error, before anything is written', async () => {
    addActor('0.1');
    await using tree = await checkout(smallActor);
    const { annotations } = await deploy({
      emulator,
      workspace: tree.folder,
      inputs: given,
      environment: { GITHUB_OUTPUT: `${tree.folder}/gone/output` },
    });
    expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining('Output actor-id') }]);
    expect(asked()).toEqual([]);
  });
});

/** A `git` that lists, and cannot be started any more after that. */
async function gitThatGoes(folder: string): Promise<string> {
  const git = path.join(folder, 'git');
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const lines = ['#!/bin/sh', 'PATH=/usr/bin:/bin', `'${real}' "$@"`, 'code=$?'];
  lines.push(`case "$*" in *ls-files*) rm '${git}'; ln -s git '${git}';; esac`, 'exit $code', '');
  await writeFile(git, lines.join('\n'), { mode: 0o755 });
  return folder;
}

(process.platform === 'win32' ? test.skip : test)('a commit that cannot be asked for stops nothing', async () => {
  addActor('0.1');
  await using tree = await checkout(smallActor);
  await using programs = await checkout({}, { git: false });
  const { log, outputs, summary } = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'actor-id': 'janedoe/my-actor' },
    environment: { PATH: await gitThatGoes(programs.folder) },
  });
  expect(outputs['build-status']).toBe('SUCCEEDED');
  expect(log).toContain('::debug::Git could not be asked for the commit: spawn ELOOP');
  expect(summary).not.toContain('Commit');
});
