import type { ChildProcess } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { StoredActor } from '../../emulator/platform.ts';
import { type FinishedStep, runAction } from '../../scripts/run-action.ts';
import { checkout, smallActor } from '../support/deployment.ts';
import { startFakeGitHub } from '../support/fake-github.ts';

const archive = (version: string, day: number): string =>
  `${version}-2026-11-${String(day).padStart(2, '0')}T07-43-23-123Z-0123abcd-0123-0123-0123-0123456789ab.zip`;

interface Scenario extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly actor: StoredActor;
  run(
    inputs: Readonly<Record<string, string>>,
    environment?: Readonly<Record<string, string>>,
    onStart?: (child: ChildProcess) => void,
  ): Promise<FinishedStep>;
  left(): {
    readonly tags: readonly string[];
    readonly versions: readonly string[];
    readonly archives: readonly string[];
  };
  deletions(): readonly string[];
}

/** Version 0.1 is `latest`; 10.1 and 10.2 are previews of pull requests 1 and 2; each has archives. */
async function start(username = 'janedoe'): Promise<Scenario> {
  const emulator = await startEmulator();
  const actor = emulator.addActor({
    username,
    name: 'my-actor',
    id: 'actor1',
    versions: [
      {
        versionNumber: '0.1',
        sourceType: 'TARBALL',
        tarballUrl: `${emulator.url}/v2/key-value-stores/s/records/${archive('0.1', 1)}`,
        buildTag: 'latest',
      },
      { versionNumber: '10.1', buildTag: 'pr-1' },
      { versionNumber: '10.2', buildTag: 'pr-2' },
    ],
  });
  emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
  emulator.addBuild(actor, { versionNumber: '10.1', tags: ['pr-1'] });
  emulator.addBuild(actor, { versionNumber: '10.2', tags: ['pr-2'] });
  const keys = [
    archive('0.1', 1),
    archive('0.1', 2),
    archive('0.1', 3),
    archive('10.1', 4),
    archive('10.2', 5),
    'INPUT',
  ];
  const store = emulator.addStore({
    name: 'actor-actor1-source',
    records: Object.fromEntries(keys.map((key) => [key, 'zip'])),
  });
  const tree = await checkout(smallActor);
  return {
    emulator,
    actor,
    run: (inputs, environment = {}, onStart = () => {}) =>
      runAction({
        action: 'cleanup',
        workspace: tree.folder,
        inputs: { token: emulator.token, 'api-base-url': emulator.url, ...inputs },
        environment,
        onStart,
      }),
    left: () => ({
      tags: Object.keys(actor.taggedBuilds).sort(),
      versions: actor.versions.map(({ versionNumber }) => versionNumber),
      archives: [...store.records.keys()],
    }),
    deletions: () =>
      emulator.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.split('/')[2]}`),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await tree[Symbol.asyncDispose]();
    },
  };
}

test.concurrent('removes the tag, the archives and the version of a preview in this order', async () => {
  await using scenario = await start();
  const { exitCode, outputs, summary, log } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1' });
  expect(exitCode).toBe(0);
  expect(log.match(/^Deleted .*$/gm)).toEqual([
    'Deleted tag pr-1',
    `Deleted archive ${archive('10.1', 4)}`,
    'Deleted version 10.1',
  ]);
  expect(scenario.left()).toEqual({
    tags: ['latest', 'pr-2'],
    versions: ['0.1', '10.2'],
    archives: [archive('0.1', 1), archive('0.1', 2), archive('0.1', 3), archive('10.2', 5), 'INPUT'],
  });
  expect(scenario.deletions()).toEqual(['PUT acts', 'DELETE key-value-stores', 'DELETE acts']);
  expect(outputs).toEqual({
    'deleted-tags': '["pr-1"]',
    'deleted-versions': '["10.1"]',
    'deleted-archives': JSON.stringify([archive('10.1', 4)]),
  });
  expect(summary).toContain('Deleted 1 tag, 1 archive and 1 version of');
});

test.concurrent('a preview that no longer exists is not an error', async () => {
  await using scenario = await start();
  const { exitCode, annotations } = await scenario.run({ version: '10.9', 'build-tag': 'pr-9' });
  expect([exitCode, scenario.deletions()]).toEqual([0, []]);
  expect(annotations).toMatchObject([{ kind: 'notice', message: 'Nothing to delete was found' }]);
});

test.concurrent('keep-archives deletes the oldest archives, but keeps an archive that a version uses', async () => {
  await using scenario = await start();
  const { exitCode, outputs } = await scenario.run({ 'keep-archives': '1' });
  expect(exitCode).toBe(0);
  expect(outputs['deleted-archives']).toBe(JSON.stringify([archive('0.1', 2)]));
  expect(scenario.left().archives).toEqual([
    archive('0.1', 1),
    archive('0.1', 3),
    archive('10.1', 4),
    archive('10.2', 5),
    'INPUT',
  ]);
});

test.concurrent('keeps an archive that a deployment uploads or uses while cleanup runs', async () => {
  await using scenario = await start();
  const { emulator, actor, left } = scenario;
  const now = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const uploaded = `0.1-${now}-0123abcd-0123-0123-0123-0123456789ab.zip`;
  const change = (): void => {
    const [store] = emulator.platform.stores;
    store?.records.set(uploaded, { ...store.records.get('INPUT'), key: uploaded } as never);
    const [version] = actor.versions;
    if (version) version.tarballUrl = version.tarballUrl?.replace(archive('0.1', 1), archive('0.1', 2));
  };
  emulator.addFault({ path: /\/keys$/, fault: { kind: 'race', change } });
  const { exitCode } = await scenario.run({ 'keep-archives': '0' });
  expect([exitCode, left().archives]).toEqual([0, [archive('0.1', 2), 'INPUT', uploaded]]);
});

test.concurrent('closed-previews removes only previews of closed pull requests', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([{ body: { state: 'closed' } }, { body: { state: 'open' } }]);
  const { exitCode, log } = await scenario.run({ 'closed-previews': 'pr-*' }, { GITHUB_API_URL: gitHub.url });
  expect(exitCode).toBe(0);
  expect(gitHub.asked).toEqual(['GET /repos/janedoe/actors/pulls/1', 'GET /repos/janedoe/actors/pulls/2']);
  expect(scenario.left().tags).toEqual(['latest', 'pr-2']);
  expect(scenario.left().versions).toEqual(['0.1', '10.2']);
  expect(log).toContain('pr-2: kept, pull request 2 is open');
});

test.concurrent('a preview without a version of its own does not need access to the archives', async () => {
  await using scenario = await start();
  scenario.actor.versions.splice(1);
  scenario.emulator.addFault({ path: /\/key-value-stores\//, times: Infinity, fault: { kind: 'status', status: 403 } });
  await using gitHub = await startFakeGitHub([{ body: { state: 'closed' } }, { body: { state: 'closed' } }]);
  const { exitCode } = await scenario.run({ 'closed-previews': 'pr-*' }, { GITHUB_API_URL: gitHub.url });
  expect([exitCode, scenario.left().tags]).toEqual([0, ['latest']]);
});

test.concurrent('removes a preview of an Actor that never had an archive', async () => {
  await using scenario = await start();
  scenario.emulator.platform.stores.splice(0);
  const { exitCode } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1' });
  expect([exitCode, scenario.left().tags]).toEqual([0, ['latest', 'pr-2']]);
  expect(scenario.left().versions).toEqual(['0.1', '10.2']);
});

test.concurrent('closed-previews sends no request to GitHub if no tag matches', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([]);
  const { exitCode, annotations } = await scenario.run({ 'closed-previews': 'x-*' }, { GITHUB_API_URL: gitHub.url });
  expect([exitCode, gitHub.asked]).toEqual([0, []]);
  expect(annotations).toMatchObject([{ kind: 'notice', message: 'Nothing to delete was found' }]);
});

test.concurrent('closed-previews keeps a preview if GitHub redirects the request for its pull request', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([{ status: 301, body: {} }]);
  const { annotations } = await scenario.run({ 'closed-previews': 'pr-*' }, { GITHUB_API_URL: gitHub.url });
  expect(scenario.deletions()).toEqual([]);
  expect(annotations[0]?.message).toMatch(/^pr-1 was kept, .*: GitHub responded 301 without a state$/);
});

test.concurrent('closed-previews keeps a preview whose pull request GitHub does not know', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([{ status: 404, body: { message: 'Not Found' } }]);
  const { exitCode, annotations } = await scenario.run({ 'closed-previews': 'pr-*' }, { GITHUB_API_URL: gitHub.url });
  expect([exitCode, scenario.deletions()]).toEqual([0, []]);
  expect(annotations.map(({ kind }) => kind)).toEqual(['warning', 'warning', 'notice']);
});

test.concurrent('reports that the permission for pull requests is missing', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([{ status: 403, body: { message: 'Resource not accessible.' } }]);
  const { annotations } = await scenario.run({ 'closed-previews': 'pr-*' }, { GITHUB_API_URL: gitHub.url });
  expect(annotations[0]?.message).toMatch(/Resource not accessible\. .*pull-requests: read$/);
});

test.concurrent('removes a preview once if an input names it and its pull request is closed', async () => {
  await using scenario = await start();
  await using gitHub = await startFakeGitHub([{ body: { state: 'closed' } }, { body: { state: 'open' } }]);
  const inputs = { version: '10.1', 'build-tag': 'pr-1', 'closed-previews': 'pr-*' };
  const { outputs } = await scenario.run(inputs, { GITHUB_API_URL: gitHub.url });
  expect(outputs['deleted-tags']).toBe('["pr-1"]');
  expect(scenario.deletions()).toEqual(['PUT acts', 'DELETE key-value-stores', 'DELETE acts']);
});

test.concurrent('an item that another run deleted first is not reported as left', async () => {
  await using scenario = await start();
  const fault = { kind: 'status', status: 404, type: 'record-not-found' } as const;
  scenario.emulator.addFault({ method: 'DELETE', path: /\/versions\//, fault });
  const { exitCode, outputs, summary } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1' });
  expect([exitCode, outputs['deleted-versions']]).toEqual([0, '[]']);
  expect(summary).toContain('<td>Version</td><td><code>10.1</code></td><td>no longer existed</td>');
});

test.concurrent('a version counts as deleted if the response to its deletion was lost', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'DELETE', path: /\/versions\//, fault: { kind: 'lost-answer' } });
  const { exitCode, outputs } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1' });
  expect([exitCode, outputs['deleted-versions']]).toEqual([0, '["10.1"]']);
});

test.concurrent('the summary distinguishes a tag from a version with the same name', async () => {
  await using scenario = await start();
  scenario.emulator.addBuild(scenario.actor, { versionNumber: '10.1', tags: ['10.1'] });
  scenario.emulator.addFault({ method: 'DELETE', path: /\/versions\//, fault: { kind: 'status', status: 403 } });
  const { summary } = await scenario.run({ version: '10.1', 'build-tag': '10.1' });
  expect(summary).toContain('<td>Tag</td><td><code>10.1</code></td><td>deleted</td>');
  expect(summary).toContain('<td>Version</td><td><code>10.1</code></td><td>not deleted</td>');
});

test.concurrent("deletes archives in the token's account if the Actor belongs to another one", async () => {
  await using scenario = await start('acme');
  const { outputs } = await scenario.run({ 'actor-id': 'acme/my-actor', 'keep-archives': '1' });
  expect(outputs['deleted-archives']).toBe(JSON.stringify([archive('0.1', 2)]));
});

test.concurrent.each([
  ['with a token', {}],
  ['without a token', { token: '' }],
])('the outputs of a dry run %s are empty lists', async (_name, inputs) => {
  await using scenario = await start();
  const { outputs } = await scenario.run({ 'keep-archives': '1', 'dry-run': 'true', ...inputs });
  expect(outputs).toEqual({ 'deleted-tags': '[]', 'deleted-archives': '[]', 'deleted-versions': '[]' });
});

test.concurrent('a dry run lists everything and deletes nothing', async () => {
  await using scenario = await start();
  const { exitCode, log, summary } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1', 'dry-run': 'true' });
  expect([exitCode, scenario.deletions()]).toEqual([0, []]);
  expect(log).toContain('To delete: version 10.1\n');
  expect(summary).toContain('1 tag, 1 archive and 1 version of');
});

test.concurrent('one failure does not prevent the other deletions, and the error lists the items that are left', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({
    method: 'DELETE',
    path: /\/records\//,
    times: Infinity,
    fault: { kind: 'status', status: 403 },
  } as never);
  const { exitCode, annotations, outputs, summary } = await scenario.run({ version: '10.1', 'build-tag': 'pr-1' });
  expect(exitCode).toBe(1);
  const message = `1 of 3 items could not be deleted:\n- archive ${archive('10.1', 4)}: `;
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining(message) }]);
  expect(summary).toContain(`<code>${archive('10.1', 4)}</code></td><td>not deleted</td>`);
  expect([outputs['deleted-tags'], outputs['deleted-archives'], outputs['deleted-versions']]).toEqual([
    '["pr-1"]',
    '[]',
    '["10.1"]',
  ]);
});

test.concurrent.each([
  ['the tag latest', { version: '10.1', 'build-tag': 'latest' }, 'The build-tag input is latest'],
  ['the version that latest points to', { version: '0.1', 'build-tag': 'pr-1' }, 'The version input is 0.1'],
  ['a version without a tag', { version: '10.1' }, 'build-tag'],
  ['nothing to do', {}, 'There is nothing to clean up'],
  ['a pattern without a *', { 'closed-previews': 'pr' }, 'not a pattern with one *'],
  ['a pattern with white space', { 'closed-previews': 'pr *' }, 'The closed-previews input is "pr *"'],
  ['a pattern that matches every tag', { 'closed-previews': '*' }, 'not a pattern with one *'],
  ['an invalid number', { 'keep-archives': 'all' }, 'not a whole number from 0 to 999999'],
])('%s is one error, and nothing is deleted', async (_name, inputs, message) => {
  await using scenario = await start();
  const { exitCode, annotations } = await scenario.run(inputs);
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining(message) }]);
  expect(scenario.deletions()).toEqual([]);
});

// Windows ends a process that receives a signal at once.
const onSystemsWithSignals = process.platform === 'win32' ? test.skip : test;

onSystemsWithSignals('a cancellation reports what was deleted, and what may have been deleted', async () => {
  await using scenario = await start();
  const { emulator } = scenario;
  emulator.addFault({ method: 'DELETE', path: /versions/, fault: { kind: 'hang' } });
  let watch: NodeJS.Timeout | undefined;
  const onStart = (child: ChildProcess): void => {
    watch = setInterval(() => {
      if (!emulator.requests.some(({ method, path }) => method === 'DELETE' && path.includes('versions'))) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 10);
  };
  const inputs = { version: '10.1', 'build-tag': 'pr-1' };
  const step = await scenario.run(inputs, {}, onStart).finally(() => clearInterval(watch));
  expect(step.exitCode).toBe(1);
  expect(step.annotations[0]?.message).toMatch(/^Canceled \(SIGINT\): deleted 2 of 3 items\n/);
  expect(step.outputs).toMatchObject({ 'deleted-tags': '["pr-1"]', 'deleted-versions': '[]' });
  expect(step.summary).toMatch(/<td>Version<\/td><td><code>10\.1<\/code><\/td><td>may have been deleted<\/td>/);
});

test.concurrent('sets the outputs even if an input is not valid', async () => {
  await using scenario = await start();
  const { exitCode, outputs } = await scenario.run({ 'keep-archives': 'all' });
  expect(exitCode).toBe(1);
  expect(outputs).toEqual({ 'deleted-tags': '[]', 'deleted-archives': '[]', 'deleted-versions': '[]' });
});
