import { EOL } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type ActionStep, type FinishedStep, GITHUB_TOKEN, runAction } from '../../scripts/run-action.ts';
import { pullRequest, push } from '../support/discovery.ts';
import { diskTakes } from '../support/disk.ts';
import { comparison, startFakeGitHub } from '../support/fake-github.ts';
import { actorFiles, createHistory } from '../support/history.ts';

const history = createHistory();
const first = history.commit({
  ...actorFiles('packages/a', { title: 'The first' }),
  ...actorFiles('packages/b', { buildTag: 'beta', dockerContextDir: '../../..' }),
  'shared/x.js': '',
});
const second = history.commit({ 'packages/a/src/main.js': '// two\n', 'README.md': '# Actors\n' });
const shallow = history.clone('--depth=1');
afterAll(() => {
  history[Symbol.dispose]();
  shallow[Symbol.dispose]();
});

/** Runs the built action, and holds what is true of every run: one error exactly where it fails, no token anywhere. */
async function discover(step: Partial<ActionStep> = {}): Promise<FinishedStep> {
  const finished = await runAction({
    action: 'discover',
    workspace: history.folder,
    inputs: {},
    event: push(first, second),
    ...step,
  });
  const errors = finished.annotations.filter(({ kind }) => kind === 'error');
  expect({ exitCode: finished.exitCode, errors: errors.length, log: finished.log }).toMatchObject(
    finished.exitCode === 0 ? { exitCode: 0, errors: 0 } : { exitCode: 1, errors: 1 },
  );
  expect(finished.stderr).toBe('');
  const left = [finished.log.replaceAll(/^::add-mask::.*$/gm, ''), finished.summary, JSON.stringify(finished.outputs)];
  expect(left.filter((text) => text.includes(GITHUB_TOKEN))).toEqual([]);
  expect(finished.masks).toContain(GITHUB_TOKEN);
  return { ...finished, log: finished.log.replaceAll(EOL, '\n') };
}

test('a push: outputs, log and summary tell what it concerns', async () => {
  const { exitCode, outputs, log, summary, annotations } = await discover();
  expect(exitCode).toBe(0);
  expect({ ...outputs, matrix: JSON.parse(outputs['matrix'] ?? '') }).toEqual({
    matrix: {
      include: [
        {
          name: 'packages-a',
          directory: 'packages/a',
          version: '0.1',
          'build-tag': '',
          title: 'The first',
          'source-type': '',
          reason: '1 file in its folder changed',
        },
        {
          name: 'packages-b',
          directory: 'packages/b',
          version: '0.1',
          'build-tag': 'beta',
          title: '',
          'source-type': 'GIT_REPO',
          reason: '1 file of its Docker context or its Dockerfile changed',
        },
      ],
    },
    directories: '["packages/a","packages/b"]',
    any: 'true',
    count: '2',
  });
  expect(log).toContain(`Compared ${first.slice(0, 7)} with ${second.slice(0, 7)} by local Git: 2 files changed\n`);
  expect(log).toContain('packages/a: deployed, 1 file in its folder changed (packages/a/src/main.js)\n');
  expect(log).toContain('No Actor is concerned by README.md\n');
  expect(log).toContain('2 Actors of 2 to deploy\n');
  expect(summary).toMatch(/^## 🚀 2 of 2 Actors to deploy\n/);
  expect(annotations).toEqual([]);
});

test('nothing that concerns an Actor: an empty matrix, and any is false', async () => {
  const { exitCode, outputs } = await discover({ event: push(second, second) });
  expect(exitCode).toBe(0);
  expect(outputs).toEqual({ matrix: '{"include":[]}', directories: '[]', any: 'false', count: '0' });
});

test('the Actors that are asked for', async () => {
  const { outputs } = await discover({ inputs: { actors: '!packages/a', 'changed-only': 'false' } });
  expect(outputs).toMatchObject({ directories: '["packages/b"]', count: '1' });
});

test('a shallow checkout of a pull request on an Enterprise Server', async () => {
  await using gitHub = await startFakeGitHub([comparison(['packages/a/src/main.js'])], '/api/v3');
  const { outputs, log } = await discover({
    workspace: shallow.folder,
    environment: { GITHUB_API_URL: gitHub.url, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge' },
    event: pullRequest(first, 'a'.repeat(40)),
  });
  expect(gitHub.asked).toEqual([
    expect.stringMatching(/^GET \/api\/v3\/repos\/janedoe\/actors\/compare\/[0-9a-f.]+\?/),
  ]);
  expect(gitHub.headers).toMatchObject([{ authorization: `token ${GITHUB_TOKEN}` }]);
  expect(log).toContain('by the compare API of GitHub: 1 file changed\n');
  expect(outputs).toMatchObject({ directories: '["packages/a","packages/b"]' });
});

describe('in doubt all, and a warning that says why', () => {
  test('a refusal, whose words cannot act or carry the token', async () => {
    const message = `No, ${GITHUB_TOKEN}\n::error::x <img src=x>`;
    await using gitHub = await startFakeGitHub([{ status: 403, body: { message } }]);
    const { outputs, annotations, summary } = await discover({
      workspace: shallow.folder,
      environment: { GITHUB_API_URL: gitHub.url },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([
      {
        kind: 'warning',
        message: expect.stringMatching(
          /^All Actors are deployed, because the compare API of GitHub answered 403 \(No, \*\*\*/,
        ),
      },
    ]);
    expect(summary).toMatch(/because the compare API of GitHub answered 403/);
    expect(summary).not.toContain('<img');
    expect(JSON.parse(outputs['matrix'] ?? '').include[0].reason).toBe(
      'all, because the compare API of GitHub answered 403',
    );
  });

  test('nobody answers', async () => {
    const { outputs, annotations } = await discover({
      workspace: shallow.folder,
      environment: { GITHUB_API_URL: 'http://127.0.0.1:9' },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringMatching(/could not be reached/) }]);
  });

  test('an event file that is broken', async () => {
    using other = createHistory();
    other.tree.file('event.json', '{');
    const { outputs, annotations } = await discover({
      environment: { GITHUB_EVENT_PATH: other.tree.path('event.json') },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([
      { kind: 'warning', message: expect.stringMatching(/does not tell its commits/) },
    ]);
  });

  test('a broken event file is no matter where a base is given', async () => {
    using other = createHistory();
    other.tree.file('event.json', '{');
    await using gitHub = await startFakeGitHub([comparison([])]);
    const { outputs } = await discover({
      workspace: shallow.folder,
      inputs: { base: 'v1' },
      environment: { GITHUB_EVENT_PATH: other.tree.path('event.json'), GITHUB_API_URL: gitHub.url },
    });
    expect(outputs).toMatchObject({ count: '2' });
  });
});

describe('what is wrong is one error', () => {
  test('in the inputs', async () => {
    const { exitCode, annotations, summary, outputs } = await discover({
      inputs: { 'changed-only': 'maybe', base: 'a..b' },
    });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([
      { message: expect.stringMatching(/^2 inputs are wrong:\n- Input changed-only.*\n- Input base/) },
    ]);
    expect(summary).toMatch(/^## ❌ No matrix was made\n/);
    expect(outputs).toEqual({});
  });

  test('in an actor.json, at its line', async () => {
    using other = history.copy();
    const third = other.commit({ 'packages/b/.actor/actor.json': '{\n  "name": "b-actor",,\n}' });
    const { exitCode, annotations } = await discover({ workspace: other.folder, event: push(second, third) });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([
      {
        kind: 'error',
        message: expect.stringMatching(/^packages\/b\/\.actor\/actor\.json is not valid JSON: line 2/),
        properties: { file: 'packages/b/.actor/actor.json', line: '2' },
      },
    ]);
  });

  test('an output file that cannot be written', async () => {
    const environment = { GITHUB_OUTPUT: history.tree.path('nowhere/output') };
    const { exitCode, annotations } = await discover({ environment });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([{ message: expect.stringMatching(/^Output matrix could not be written/) }]);
  });
});

test('a summary that cannot be written is a warning', async () => {
  const environment = { GITHUB_STEP_SUMMARY: history.tree.path('nowhere/summary') };
  const { exitCode, annotations } = await discover({ environment });
  expect(exitCode).toBe(0);
  expect(annotations).toMatchObject([
    { kind: 'warning', message: expect.stringMatching(/summary could not be written/) },
  ]);
});

const evil = 'packages/a/\n::error::$(id) `b` | <img src=x>.js';
(diskTakes(evil) ? test : test.skip)(
  'names of files are text, and no commands; in the matrix they are not',
  async () => {
    using other = history.copy();
    const third = other.commit({ [evil]: '' });
    const { log, summary, outputs } = await discover({ workspace: other.folder, event: push(second, third) });
    expect(log).toContain('packages/a/\\n::error::$(id)');
    expect(summary).not.toMatch(/<img|::error::|\$\(id\)/);
    expect(outputs['matrix']).not.toMatch(/id|img/);
  },
);

test('a deleted Actor is told', async () => {
  using other = history.copy();
  const third = other.commit({
    'packages/a': null,
    'packages/b/.actor/actor.json': JSON.stringify({ name: 'b-actor' }),
  });
  const { log, summary, outputs } = await discover({ workspace: other.folder, event: push(second, third) });
  expect(log).toContain('packages/a: deleted here, and so not deployed');
  expect(summary).toMatch(/\| 🗑️ no \| deleted here/);
  expect(outputs).toMatchObject({ directories: '["packages/b"]' });
});
