import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import type { SeedVersion } from '../../emulator/emulator.ts';
import { formatSummary } from '../../scripts/show.ts';
import { checkout, smallActor, startScenario } from '../support/deployment.ts';

const noBuild = { build: 'false' };
const actorPath = '/acts/janedoe~my-actor';
const update = `POST ${actorPath}/versions/0.1`;

function withDefinition(definition: object): Readonly<Record<string, string>> {
  return { ...smallActor, '.actor/actor.json': JSON.stringify(definition) };
}

test.concurrent('updates an existing version with one POST request, which contains only the properties that were set', async () => {
  await using scenario = await startScenario();
  const { outputs, summary, log } = await scenario.run(noBuild);
  expect(scenario.reads()).toEqual([actorPath, '/users/me']);
  expect(scenario.writes()).toEqual([update]);
  const request = scenario.emulator.requests.at(-1);
  expect(request?.json).toEqual({
    versionNumber: '0.1',
    sourceType: 'SOURCE_FILES',
    sourceFiles: Object.entries(smallActor)
      .map(([name, content]) => ({ name, format: 'TEXT', content }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  });
  expect(request?.headers).toMatchObject({
    authorization: `Bearer ${scenario.emulator.token}`,
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^deploy-apify-actor\/\d+\.\d+\.\d+/),
  });
  const { result = '', ...others } = outputs;
  const id = scenario.actor?.id;
  expect(others).toEqual({
    'actor-id': id,
    'actor-url': `https://console.apify.com/actors/${id}`,
    'version-number': '0.1',
    'source-type': 'SOURCE_FILES',
    'apply-env-vars-to-build': 'false',
    'source-file-count': '3',
    'source-bytes': String(Object.values(smallActor).join('').length),
    'env-var-names': '[]',
    problems: '[]',
  });
  expect(JSON.parse(result)).toMatchObject({ actorId: id, sourceFileCount: 3, applyEnvVarsToBuild: false });
  expect(summary).toContain('was updated');
  // The log lists the files, their number, and the changes.
  expect(log).toMatch(/^3 files, \d+ bytes$/m);
  for (const name of Object.keys(smallActor)) expect(log).toMatch(new RegExp(`^ {2}${name}$`, 'm'));
  expect(log).toMatch(/^Wrote version 0\.1$/m);
  expect(log).toMatch(new RegExp(`^The API server is ${scenario.emulator.url}, not https://api.apify.com$`, 'm'));
  expect(log.match(/^::group::.*/gm)).toEqual([
    '::group::Inputs',
    '::group::Source',
    '::group::Plan',
    '::group::Version update',
  ]);
});

test.concurrent('the log names at most 50 files', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`data/${index}.txt`, 'x']));
  await using scenario = await startScenario({ files: { ...smallActor, ...many } });
  const { log } = await scenario.run(noBuild);
  expect(log.match(/^ {2}\S+$/gm)).toHaveLength(50);
  expect(log).toMatch(/^ {2}and 13 more$/m);
});

test.concurrent('files arrive byte for byte', async () => {
  const files = {
    ...smallActor,
    'text.txt': 'grüße\n',
    'crlf.txt': 'a\r\nb\r\n',
    'bom.txt': '\ufeffmark',
    'empty.txt': '',
    'null.bin': 'a\0b',
    'latin1.txt': Buffer.from('gr\xfc\xdfe', 'latin1'),
    'image.png': Buffer.from(Array.from({ length: 2048 }, (_, index) => (index * 7) % 256)),
    'names/with space #1 [x] ü.txt': 'x',
  };
  await using scenario = await startScenario({ files });
  await scenario.run(noBuild);
  const client = new ApifyClient({ baseUrl: scenario.emulator.url, token: scenario.emulator.token });
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

test.concurrent('ignored files are not sent, and untracked files are sent with a notice', async () => {
  await using scenario = await startScenario({ files: { ...smallActor, '.gitignore': 'secret.txt\n' } });
  await writeFile(`${scenario.folder}/secret.txt`, 'x');
  await writeFile(`${scenario.folder}/generated.js`, 'x');
  const { annotations } = await scenario.run(noBuild);
  const names = ['.actor/actor.json', '.gitignore', 'Dockerfile', 'generated.js', 'src/main.js'];
  expect(scenario.emulator.requests.at(-1)?.json).toMatchObject({ sourceFiles: names.map((name) => ({ name })) });
  expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('generated.js') }]);
});

describe('creates, with a notice that names the account,', () => {
  test.concurrent('the Actor in actor.json', async () => {
    await using scenario = await startScenario({ versions: 'none' });
    const { outputs, annotations } = await scenario.run(noBuild);
    expect(scenario.reads()).toEqual([actorPath, '/users/me']);
    expect(scenario.writes()).toEqual(['POST /acts', update]);
    const [actor] = scenario.emulator.platform.actors;
    expect(outputs).toMatchObject({
      created: 'actor',
      'actor-id': actor?.id,
      'actor-url': `https://console.apify.com/actors/${actor?.id}`,
      'build-tag': 'latest',
    });
    expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('account janedoe') }]);
  });

  test.concurrent('the Actor with the properties in actor.json and default run options', async () => {
    const about = { title: 'Mine', description: 'It counts.' };
    const definition = { name: 'my-actor', version: '0.1', buildTag: 'beta', ...about, usesStandbyMode: true };
    await using scenario = await startScenario({ versions: 'none', files: withDefinition(definition) });
    await scenario.run(noBuild);
    const creation = scenario.emulator.requests.find(({ method, path }) => method === 'POST' && path === '/v2/acts');
    expect(creation?.json).toEqual({
      name: 'my-actor',
      ...about,
      actorStandby: { isEnabled: true },
      defaultRunOptions: { build: 'beta', memoryMbytes: 4096, timeoutSecs: 3600 },
      versions: [{ versionNumber: '0.1', buildTag: 'beta', sourceType: 'SOURCE_FILES', sourceFiles: [] }],
    });
    expect(scenario.writes()).toEqual(['POST /acts', update]);
  });

  test.concurrent('the version', async () => {
    await using scenario = await startScenario({ versions: [{ versionNumber: '0.0' }] });
    const { outputs, annotations } = await scenario.run(noBuild);
    expect(scenario.writes()).toEqual([`POST ${actorPath}/versions`]);
    expect(outputs).toMatchObject({ created: 'version', 'version-number': '0.1' });
    expect(annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('account janedoe') }]);
  });
});

describe('sources that are URLs', () => {
  test.concurrent.each<[string, Record<string, string>, object, Record<string, string>]>([
    [
      'Git, derived from the run',
      { 'source-type': 'GIT_REPO' },
      { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/janedoe/actors.git#main' },
      { 'source-type': 'GIT_REPO', 'source-url': 'https://github.com/janedoe/actors.git#main' },
    ],
    [
      'Git',
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
    await using scenario = await startScenario();
    const event = { repository: { private: false, clone_url: 'https://github.com/janedoe/actors.git' } };
    const { outputs } = await scenario.run({ ...noBuild, ...inputs }, { event, secrets: ['pass-word'] });
    expect(scenario.writes()).toEqual([update]);
    expect(scenario.emulator.requests.at(-1)?.json).toEqual({ versionNumber: '0.1', ...body });
    expect(outputs).toMatchObject(expected);
    expect(outputs).not.toHaveProperty('source-file-count');
  });
});

describe('another source on Apify', () => {
  const gitRepoUrl = 'https://github.com/janedoe/old.git';
  const versions: readonly SeedVersion[] = [{ versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl }];

  test.concurrent('is an error that names both solutions, if no input chooses a source', async () => {
    await using scenario = await startScenario({ versions });
    const { annotations } = await scenario.run(noBuild);
    const message = expect.stringMatching(/GIT_REPO.*source-type: SOURCE_FILES.*source-type: GIT_REPO/s);
    expect(annotations).toMatchObject([{ kind: 'error', message }]);
    expect(scenario.writes()).toEqual([]);
  });

  test.concurrent('is a warning in a dry run', async () => {
    await using scenario = await startScenario({ versions });
    const { annotations, exitCode } = await scenario.run({ 'dry-run': 'true' });
    const message = expect.stringMatching(/GIT_REPO.*source-type: SOURCE_FILES.*source-type: GIT_REPO/s);
    expect(annotations).toMatchObject([{ kind: 'warning', message }]);
    expect(exitCode).toBe(0);
  });

  test.concurrent('is replaced if source-type is set, and its URL is not an output', async () => {
    await using scenario = await startScenario({ versions });
    const { outputs } = await scenario.run({ ...noBuild, 'source-type': 'SOURCE_FILES' });
    expect(scenario.actor?.versions[0]).toMatchObject({ sourceType: 'SOURCE_FILES', gitRepoUrl });
    expect(outputs['source-type']).toBe('SOURCE_FILES');
    expect(outputs).not.toHaveProperty('source-url');
  });
});

describe("a Docker context outside the Actor's folder", () => {
  const files = {
    'shared/say.js': 'export {};\n',
    Dockerfile: 'FROM apify/actor-node:24\n',
    'actors/a/.actor/actor.json': JSON.stringify({
      actorSpecification: 1,
      name: 'my-actor',
      version: '0.1',
      dockerfile: '../../../Dockerfile',
      dockerContextDir: '../../..',
    }),
    'actors/a/main.js': "import '../../shared/say.js';\n",
  };
  const inputs = { ...noBuild, 'working-directory': 'actors/a' };

  test.concurrent('is uploaded with the path of the Actor', async () => {
    await using scenario = await startScenario({ files });
    await scenario.run(inputs);
    const names = ['Dockerfile', 'actors/a/.actor/actor.json', 'actors/a/main.js', 'shared/say.js'];
    expect(scenario.emulator.requests.at(-1)?.json).toMatchObject({
      actorPath: 'actors/a',
      sourceFiles: names.map((name) => ({ name })),
    });
  });

  test.concurrent('is an error before a build if Apify does not store the path', async () => {
    await using scenario = await startScenario({ files, options: { ignoresActorPath: true } });
    const { annotations, exitCode } = await scenario.run({ ...inputs, build: 'true' });
    const message = expect.stringMatching(/did not store.*actorPath actors\/a.*source-type: GIT_REPO/s);
    expect(annotations.filter(({ kind }) => kind === 'error')).toMatchObject([{ message }]);
    expect(exitCode).toBe(1);
    expect(scenario.writes()).toEqual([update]);
  });
});

test.concurrent('properties in actor.json that inputs replace are not checked', async () => {
  await using scenario = await startScenario({
    files: withDefinition({ actorSpecification: 1, name: 'Not a name!', version: 'one', buildTag: ' ' }),
  });
  const { outputs } = await scenario.run({ ...noBuild, version: '0.1', 'build-tag': 'beta' });
  expect(outputs).toMatchObject({ 'actor-id': scenario.actor?.id, 'version-number': '0.1' });
});

test.concurrent.each([
  ['actor-id', 'name'],
  ['version', 'version'],
  ['build-tag', 'buildTag'],
])('without the %s input, %s in actor.json is checked', async (input, key) => {
  await using scenario = await startScenario({
    files: withDefinition({ actorSpecification: 1, name: 'Not a name!', version: 'one', buildTag: ' ' }),
  });
  const { annotations } = await scenario.run({ ...noBuild, version: '0.1', 'build-tag': 'beta', [input]: '' });
  const message = expect.stringMatching(new RegExp(`^\\.actor/actor\\.json: ${key} `));
  expect(annotations).toMatchObject([{ kind: 'error', message }]);
  expect(scenario.emulator.requests).toEqual([]);
});

test.concurrent.each([
  ['http://api.invalid', ['http://api.invalid']],
  ['https://api.invalid', []],
  ['http://127.0.0.1:9', []],
])('an API server without encryption is a warning, except on this computer: %s', async (url, warned) => {
  await using scenario = await startScenario();
  const inputs = { token: '', 'dry-run': 'true', 'api-base-url': url };
  const { annotations } = await scenario.run(inputs);
  const warnings = annotations.filter(({ message }) => message.includes('encrypt'));
  expect(warnings).toMatchObject(warned.map((shown) => ({ kind: 'warning', message: expect.stringContaining(shown) })));
});

test.concurrent('the log and the summary name the API server that an earlier step set', async () => {
  await using scenario = await startScenario();
  const { url } = scenario.emulator;
  const environment = { APIFY_CLIENT_BASE_URL: url };
  const { log, summary } = await scenario.run({ ...noBuild, 'api-base-url': '' }, { environment });
  const expected = `The API server is ${url} (set by APIFY_CLIENT_BASE_URL), not https://api.apify.com`;
  expect(log).toContain(expected);
  expect(formatSummary(summary)).toContain(expected);
});

describe('the build that the tag pointed to before', () => {
  const versions = [{ versionNumber: '0.1', buildTag: 'beta' }];

  test.concurrent('is an output, and the summary explains how to roll back', async () => {
    await using scenario = await startScenario({ versions });
    const { emulator, actor } = scenario;
    const before = actor === undefined ? undefined : emulator.addBuild(actor, { versionNumber: '0.1', tags: ['beta'] });
    const { outputs, summary } = await scenario.run();
    expect(outputs).toMatchObject({
      'previous-build-id': before?.id,
      'previous-build-number': '0.1.1',
      'build-number': '0.1.2',
      promoted: 'true',
    });
    expect(summary).toMatch(/is live as <code>beta<\/code>.*To go back, run the promote action with/);
  });

  test.concurrent('is empty if another tag points to it', async () => {
    await using scenario = await startScenario({ versions });
    const { emulator, actor } = scenario;
    if (actor !== undefined) emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
    const { outputs } = await scenario.run(noBuild);
    expect(outputs).not.toHaveProperty('previous-build-id');
  });
});

describe('an organization', () => {
  const options = { username: 'acme', userId: 'org1', organizationOwnerUserId: 'owner1' };

  test.concurrent('has links that contain its ID', async () => {
    await using scenario = await startScenario({ options });
    const { outputs } = await scenario.run({ ...noBuild, 'actor-id': 'acme/my-actor' });
    expect(outputs['actor-url']).toBe(`https://console.apify.com/organization/org1/actors/${scenario.actor?.id}`);
  });

  test.concurrent('is requested once, and a failure is ignored', async () => {
    await using scenario = await startScenario({ options });
    scenario.emulator.addFault({ path: /users\/me$/, times: 99, fault: { kind: 'status', status: 500 } });
    const { outputs, annotations } = await scenario.run({ ...noBuild, 'actor-id': 'acme/my-actor' });
    expect(annotations).toEqual([]);
    expect(scenario.reads()).toEqual(['/acts/acme~my-actor', '/users/me']);
    expect(outputs['actor-url']).toBe(`https://console.apify.com/actors/${scenario.actor?.id}`);
  });

  test.concurrent('delays the step only briefly if the API does not respond', async () => {
    await using scenario = await startScenario({ options });
    scenario.emulator.addFault({ path: /users\/me$/, times: 99, fault: { kind: 'hang' } });
    const { outputs } = await scenario.run({ ...noBuild, 'actor-id': 'acme/my-actor' });
    expect(outputs['version-number']).toBe('0.1');
  });
});

describe('dry run', () => {
  test.concurrent('reads, prints the plan and writes nothing', async () => {
    await using scenario = await startScenario();
    const inputs = { 'dry-run': 'true', 'secret-env-vars': 'KEY=sesame-open' };
    const { log, outputs, summary } = await scenario.run(inputs, { secrets: ['sesame-open'] });
    expect(scenario.writes()).toEqual([]);
    expect(log).toMatch(/Update version 0\.1 of janedoe\/my-actor/);
    for (const name of Object.keys(smallActor)) expect(log).toContain(name);
    expect(log).toContain('KEY (secret)');
    expect(outputs).toMatchObject({ 'version-number': '0.1', 'source-file-count': '3', 'env-var-names': '["KEY"]' });
    expect(outputs).not.toHaveProperty('promoted');
    expect(summary).toContain('Dry run');
  });

  test.concurrent('prints what it would create', async () => {
    await using scenario = await startScenario({ versions: 'none' });
    const { log, outputs } = await scenario.run({ 'dry-run': 'true' });
    expect(log).toMatch(/Create the Actor janedoe\/my-actor/);
    expect(outputs).not.toHaveProperty('created');
    expect(scenario.writes()).toEqual([]);
  });

  test.concurrent('continues without a token and without secrets, as in a fork', async () => {
    await using scenario = await startScenario({ versions: 'none' });
    const inputs = { token: '', 'dry-run': 'true', 'secret-env-vars': 'KEY=' };
    const { log, annotations, exitCode } = await scenario.run(inputs);
    expect(exitCode).toBe(0);
    expect(scenario.emulator.requests).toEqual([]);
    expect(log).toMatch(/Update version 0\.1 of my-actor/);
    expect(annotations.map(({ kind, message }) => [kind, message])).toEqual([
      ['warning', expect.stringContaining('KEY')],
      ['warning', expect.stringContaining('No token was provided')],
    ]);
  });
});

test.concurrent('the log and the summary report a version that differs from actor.json', async () => {
  await using scenario = await startScenario({ versions: [{ versionNumber: '0.2' }] });
  const { log, summary } = await scenario.run({ ...noBuild, version: '0.2' });
  const pattern = /version input is 0\.2, so version 0\.1 in \.actor\/actor\.json has no effect/;
  expect(log).toMatch(pattern);
  expect(formatSummary(summary)).toMatch(pattern);
});

describe('a runner file that cannot be written', () => {
  test.concurrent('is a warning if it is the file for the summary', async () => {
    await using scenario = await startScenario();
    const environment = { GITHUB_STEP_SUMMARY: `${scenario.folder}/gone/summary` };
    const { annotations } = await scenario.run(noBuild, { environment });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('step summary') }]);
  });

  test.concurrent('is an error before anything is written to Apify if it is the file for outputs', async () => {
    await using scenario = await startScenario();
    const environment = { GITHUB_OUTPUT: `${scenario.folder}/gone/output` };
    const { annotations } = await scenario.run(noBuild, { environment });
    expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringMatching(/^Output \S+ could not/) }]);
    expect(scenario.emulator.requests).toEqual([]);
  });

  test.concurrent('does not hide a mistake in an input', async () => {
    await using scenario = await startScenario();
    const environment = { GITHUB_OUTPUT: `${scenario.folder}/gone/output` };
    const { annotations } = await scenario.run({ ...noBuild, version: '1' }, { environment });
    expect(annotations[0]?.message).toMatch(/^The version input is "1"/);
  });
});

describe('the commit in the summary', () => {
  test.concurrent('is the checked-out commit', async () => {
    await using scenario = await startScenario();
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: scenario.folder, encoding: 'utf8' }).trim();
    const other = await scenario.run(noBuild);
    expect(other.summary).toContain(`commit <code>${head.slice(0, 7)}</code>`);
    const own = await scenario.run(noBuild, { environment: { GITHUB_SHA: head } });
    expect(own.summary).toMatch(new RegExp(`commit <a href="[^"]*${head}">${head.slice(0, 7)}</a><`));
    await writeFile(path.join(scenario.folder, 'new'), 'new');
    const changed = await scenario.run(noBuild);
    expect(changed.summary).toContain(`${head.slice(0, 7)}</code> + 1 uncommitted change<`);
  });

  test.concurrent('is the checked-out commit if Apify builds from Git', async () => {
    await using scenario = await startScenario();
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: scenario.folder, encoding: 'utf8' }).trim();
    const { summary } = await scenario.run({ ...noBuild, 'git-repo-url': 'https://github.com/acme/crawler.git#main' });
    expect(summary).toContain(`</code>, commit <code>${head.slice(0, 7)}</code>`);
  });

  (process.platform === 'win32' ? test.skip : test.concurrent)('is missing if Git cannot read it', async () => {
    await using scenario = await startScenario();
    await using programs = await checkout({}, { git: false });
    const environment = { PATH: await gitThatDisappears(programs.folder) };
    const { log, outputs, summary } = await scenario.run(undefined, { environment });
    expect(outputs['build-status']).toBe('SUCCEEDED');
    expect(log).toMatch(/::debug::Git could not read the commit: /);
    expect(summary).toMatch(/3 files, \d+ bytes</);
  });
});

/** A `git` that lists files and deletes itself. */
async function gitThatDisappears(folder: string): Promise<string> {
  const git = path.join(folder, 'git');
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const lines = ['#!/bin/sh', 'PATH=/usr/bin:/bin', `'${real}' "$@"`, 'code=$?'];
  lines.push(`case "$*" in *ls-files*) rm '${git}'; ln -s git '${git}';; esac`, 'exit $code', '');
  await writeFile(git, lines.join('\n'), { mode: 0o755 });
  return folder;
}
