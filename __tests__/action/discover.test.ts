import { afterAll, describe, expect, test } from '@jest/globals';
import { type ActionStep, type FinishedStep, GITHUB_TOKEN, runAction } from '../../scripts/run-action.ts';
import { fastTime } from '../support/deployment.ts';
import { pullRequest, push } from '../support/discovery.ts';
import { diskTakes } from '../support/disk.ts';
import { comparison, startFakeGitHub } from '../support/fake-github.ts';
import { actorFiles, createHistory } from '../support/history.ts';

const history = createHistory();
const first = history.commit({
  ...actorFiles('packages/a', { title: 'The first' }),
  ...actorFiles('packages/b', { buildTag: 'beta', dockerContextDir: '../../../shared' }),
  'shared/x.js': '',
});
const second = history.commit({
  'packages/a/src/main.js': '// two\n',
  'README.md': '# Actors\n',
  'shared/x.js': '2',
  'tools/x.js': '',
});
const shallow = history.clone('--depth=1');
afterAll(() => {
  history[Symbol.dispose]();
  shallow[Symbol.dispose]();
});

/** Runs the built action and checks the rules for every run: one error if it fails, and no token in any result. */
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
  return finished;
}

test('reports the Actors that a push affects', async () => {
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
          reason: '1 changed file in its folder',
        },
        {
          name: 'packages-b',
          directory: 'packages/b',
          version: '0.1',
          'build-tag': 'beta',
          title: '',
          reason: '1 changed file that it reads from outside its folder',
        },
      ],
    },
    directories: '["packages/a","packages/b"]',
    any: 'true',
    count: '2',
  });
  expect(log).toContain(`Compared ${first.slice(0, 7)} with ${second.slice(0, 7)} by local Git: 4 changed files\n`);
  expect(log).toContain('packages/a: affected, 1 changed file in its folder (packages/a/src/main.js)\n');
  expect(log).toContain('2 changed files affect no Actor: tools/x.js, README.md\n');
  expect(log).toContain('2 of 2 Actors affected\n');
  expect(summary).toMatch(/^<h2>🚀 2 of 2 Actors are affected<\/h2>\n/);
  expect(annotations).toEqual([]);
});

test('logs at most 100 changed files', async () => {
  using many = history.copy();
  const files = Array.from({ length: 101 }, (_, index) => [`libs/${index}.js`, '']);
  const head = many.commit(Object.fromEntries(files));
  const { log } = await discover({ workspace: many.folder, event: push(second, head) });
  expect(log.match(/^ {2}libs\/\d+\.js$/gm)).toHaveLength(100);
  expect(log).toContain('\n  and 1 more\n');
});

test('outputs an empty matrix if no Actor is affected', async () => {
  const { exitCode, outputs } = await discover({ event: push(second, second) });
  expect(exitCode).toBe(0);
  expect(outputs).toEqual({ matrix: '{"include":[]}', directories: '[]', any: 'false', count: '0' });
});

test('includes only the Actors that match the actors input', async () => {
  const { outputs } = await discover({ inputs: { actors: '!packages/a', 'changed-only': 'false' } });
  expect(outputs).toMatchObject({ directories: '["packages/b"]', count: '1' });
});

test('uses the API of an Enterprise Server to compare a pull request', async () => {
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
  expect(log).toContain('by the compare API of GitHub: 1 changed file\n');
  expect(outputs).toMatchObject({ directories: '["packages/a"]' });
});

describe('includes all Actors with a warning', () => {
  test('if a permission is missing, and escapes the response', async () => {
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
          /^All Actors are affected, because the API of GitHub responded with 403 \(No, \*\*\*/,
        ),
      },
    ]);
    expect(summary).toMatch(/because the API of GitHub responded with 403/);
    expect(summary).not.toContain('<img');
    expect(JSON.parse(outputs['matrix'] ?? '').include[0].reason).toBe('because the API of GitHub responded with 403');
  });

  test('if the API cannot be reached', async () => {
    const { outputs, annotations } = await discover({
      workspace: shallow.folder,
      environment: { GITHUB_API_URL: 'http://127.0.0.1:9', ...fastTime(10) },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringMatching(/could not be reached/) }]);
  });

  test('if the event file is broken', async () => {
    using other = createHistory();
    other.tree.file('event.json', '{');
    const { outputs, annotations } = await discover({
      environment: { GITHUB_EVENT_PATH: other.tree.path('event.json') },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([
      { kind: 'warning', message: expect.stringMatching(/does not contain its commits/) },
    ]);
  });

  test('if the event file is broken and a request would be necessary', async () => {
    using other = createHistory();
    other.tree.file('event.json', '{');
    const { outputs, annotations } = await discover({
      workspace: shallow.folder,
      inputs: { base: 'v1' },
      environment: {
        GITHUB_API_URL: 'http://127.0.0.1:9',
        GITHUB_EVENT_PATH: other.tree.path('event.json'),
        ...fastTime(10),
      },
    });
    expect(outputs).toMatchObject({ count: '2' });
    expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringMatching(/could not be reached/) }]);
  });
});

test('does not need the event file if local Git has the base', async () => {
  using other = createHistory();
  other.tree.file('event.json', '{');
  const { outputs } = await discover({
    inputs: { base: first },
    environment: { GITHUB_EVENT_PATH: other.tree.path('event.json') },
  });
  expect(outputs).toMatchObject({ count: '2' });
});

describe('reports one error for', () => {
  test('mistakes in the inputs', async () => {
    const { exitCode, annotations, summary, outputs } = await discover({
      inputs: { 'changed-only': 'maybe', base: 'a..b' },
    });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([
      { message: expect.stringMatching(/^2 inputs are not valid:\n- The changed-only input.*\n- The base input/) },
    ]);
    expect(summary).toMatch(/^<h2>❌ The matrix could not be created<\/h2>\n/);
    expect(outputs).toEqual({});
  });

  test('an output file that cannot be written', async () => {
    const environment = { GITHUB_OUTPUT: history.tree.path('nowhere/output') };
    const { exitCode, annotations } = await discover({ environment });
    expect(exitCode).toBe(1);
    expect(annotations).toMatchObject([{ message: expect.stringMatching(/^Output matrix could not be written/) }]);
  });
});

test('prints a warning if the summary cannot be written', async () => {
  const environment = { GITHUB_STEP_SUMMARY: history.tree.path('nowhere/summary') };
  const { exitCode, annotations } = await discover({ environment });
  expect(exitCode).toBe(0);
  expect(annotations).toMatchObject([
    { kind: 'warning', message: expect.stringMatching(/summary could not be written/) },
  ]);
});

const evil = 'packages/a/\n::error::$(id) `b` | <img src=x>.js';
(diskTakes(evil) ? test : test.skip)(
  'escapes file names in the log and summary, and omits them from the matrix',
  async () => {
    using other = history.copy();
    const third = other.commit({ [evil]: '' });
    const { log, summary, outputs } = await discover({ workspace: other.folder, event: push(second, third) });
    expect(log).toContain('packages/a/\\n::error::$(id)');
    expect(summary).not.toMatch(/<img|^\s*::error::/m);
    expect(JSON.parse(outputs['matrix'] ?? '').include).toMatchObject([{ reason: '1 changed file in its folder' }]);
  },
);

test('adds a row and a warning for an affected Actor whose actor.json has mistakes, and deploys the others', async () => {
  using other = history.copy();
  const broken = '{\n  "name": "b-actor",,\n}';
  const third = other.commit({ 'packages/b/.actor/actor.json': broken });
  const fourth = other.commit({ 'packages/a/src/main.js': '// three\n' });
  const both = await discover({ workspace: other.folder, event: push(second, fourth) });
  expect(both.exitCode).toBe(0);
  expect(JSON.parse(both.outputs['matrix'] ?? '').include).toMatchObject([
    { name: 'packages-a' },
    { name: 'b', directory: 'packages/b', version: '', 'build-tag': '', title: '' },
  ]);
  expect(both.annotations).toMatchObject([
    {
      kind: 'warning',
      message: expect.stringMatching(
        /^packages\/b\/\.actor\/actor\.json is not valid JSON: line 2.*actors: '!packages\/b'$/s,
      ),
      properties: { file: 'packages/b/.actor/actor.json', line: '2' },
    },
  ]);
  expect(both.summary).toContain('will fail');

  const one = await discover({ workspace: other.folder, event: push(third, fourth) });
  expect(one.outputs).toMatchObject({ directories: '["packages/a"]' });
  expect(one.annotations).toEqual([]);
  expect(one.log).toMatch(/::debug::.*packages\/b\/\.actor\/actor\.json/);
});

test('reports a deleted Actor', async () => {
  using other = history.copy();
  const third = other.commit({
    'packages/a': null,
    'packages/b/.actor/actor.json': JSON.stringify({ name: 'b-actor' }),
  });
  const { log, summary, outputs } = await discover({ workspace: other.folder, event: push(second, third) });
  expect(log).toContain('packages/a: deleted here, but not on Apify');
  expect(summary).toMatch(/<td>🗑️ no<\/td><td>deleted here/);
  expect(outputs).toMatchObject({ directories: '["packages/b"]' });
});
