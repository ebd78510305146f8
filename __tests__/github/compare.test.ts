import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compareOnGitHub } from '../../src/github/compare.ts';
import type { Clock } from '../../src/time/clock.ts';
import { discover, pullRequest, push } from '../support/discovery.ts';
import { type Answer, comparison, startFakeGitHub } from '../support/fake-github.ts';
import { actorFiles, createHistory } from '../support/history.ts';

const history = createHistory();
const first = history.commit({ ...actorFiles('packages/a'), ...actorFiles('packages/b'), 'libs/x.js': '' });
const second = history.commit({ 'packages/a/src/main.js': '// two\n' });
const shallow = history.clone('--depth=1');
afterAll(() => {
  history[Symbol.dispose]();
  shallow[Symbol.dispose]();
});

const token = 'ghs_0123456789';
const inputs = { 'github-token': token };

/** A push in a shallow checkout. */
async function discoverShallow(answers: readonly Answer[], more: Partial<Parameters<typeof discover>[0]> = {}) {
  await using gitHub = await startFakeGitHub(answers);
  const environment = { GITHUB_API_URL: gitHub.url };
  const found = await discover({ folder: shallow.folder, inputs, environment, event: push(first, second), ...more });
  return { ...found, asked: gitHub.asked, headers: gitHub.headers };
}

test('GitHub is asked once, with the token and the name of the action', async () => {
  const { asked, headers, deployed, changes } = await discoverShallow([comparison(['packages/b/src/main.js'])]);
  expect(asked).toEqual([`GET /repos/janedoe/actors/compare/${first}...${second}?page=1&per_page=1`]);
  expect(headers).toMatchObject([
    { authorization: `token ${token}`, 'user-agent': expect.stringMatching(/^deploy-apify-actor\/\d/) },
  ]);
  expect(deployed).toEqual(['packages/b']);
  expect(changes).toMatchObject({ kind: 'files', base: first, head: second, by: 'the compare API of GitHub' });
});

test('it is not asked where local Git has the commits, nor where nothing is compared', async () => {
  expect((await discoverShallow([], { folder: history.folder })).asked).toEqual([]);
  expect((await discoverShallow([], { eventName: 'schedule' })).asked).toEqual([]);
  expect((await discoverShallow([], { inputs: { ...inputs, 'changed-only': 'false' } })).asked).toEqual([]);
});

test.each(['/api/v3', '/api/v3/'])('an Enterprise Server has it below %s', async (prefix) => {
  await using gitHub = await startFakeGitHub([comparison(['packages/b/src/main.js'])], prefix);
  const environment = { GITHUB_API_URL: gitHub.url };
  const { deployed } = await discover({ folder: shallow.folder, inputs, environment, event: push(first, second) });
  expect(gitHub.asked).toEqual([`GET /api/v3/repos/janedoe/actors/compare/${first}...${second}?page=1&per_page=1`]);
  expect(deployed).toEqual(['packages/b']);
});

test('a pull request is compared by its base and head, whatever is checked out', async () => {
  const [base, head] = ['b'.repeat(40), 'a'.repeat(40)];
  const answer = comparison(['packages/b/x.js'], { status: 'diverged', merge_base_commit: { sha: first } });
  const event = pullRequest(base, head);
  const { asked, deployed, changes } = await discoverShallow([answer], { eventName: 'pull_request', event });
  expect(asked).toEqual([expect.stringContaining(`/compare/${base}...${head}?`)]);
  expect(deployed).toEqual(['packages/b']);
  expect(changes).toMatchObject({ base: first, head });
});

test('a base is asked for by its name, with what is checked out as the head', async () => {
  const run = { eventName: 'workflow_dispatch', inputs: { ...inputs, base: 'release/1.x' } };
  const { asked, deployed } = await discoverShallow([comparison(['packages/b/x.js'])], run);
  expect(asked).toEqual([expect.stringContaining(`/compare/release%2F1.x...${second}?`)]);
  expect(deployed).toEqual(['packages/b']);
});

test('without a repository the head is the commit of the run', async () => {
  using tree = history.copy();
  tree.tree.remove('.git');
  await using gitHub = await startFakeGitHub([comparison(['packages/b/x.js'])]);
  const { deployed } = await discover({
    folder: tree.folder,
    eventName: 'workflow_dispatch',
    inputs: { ...inputs, base: 'v1' },
    environment: { GITHUB_API_URL: gitHub.url, GITHUB_SHA: second },
  });
  expect(gitHub.asked).toEqual([expect.stringContaining(`/compare/v1...${second}?`)]);
  expect(deployed).toEqual(['packages/b']);
});

test('a checkout below the workspace: files cannot be told apart', async () => {
  using tree = createHistory();
  tree.tree.remove('.git').git('clone', '-q', '--depth=1', pathToFileURL(history.folder).href, 'checkout');
  await using gitHub = await startFakeGitHub([comparison(['packages/b/x.js'])]);
  const environment = { GITHUB_API_URL: gitHub.url };
  const found = await discover({ folder: tree.folder, inputs, environment, event: push(first, second) });
  expect(found.deployed).toEqual(['checkout/packages/a', 'checkout/packages/b']);
  expect(found.changes).toMatchObject({ why: expect.stringMatching(/root/), unexpected: true });
});

describe('what the answer lists', () => {
  test.each<[string, Answer, readonly string[], readonly string[]]>([
    ['nothing', comparison([], { status: 'identical' }), [], []],
    [
      'a rename: both sides',
      comparison([{ filename: 'packages/b/y.js', previous_filename: 'packages/a/x.js', status: 'renamed' }]),
      ['packages/a', 'packages/b'],
      [],
    ],
    [
      'an Actor that is deleted',
      comparison([{ filename: 'packages/gone/.actor/actor.json', status: 'removed' }]),
      [],
      ['packages/gone'],
    ],
    [
      'an Actor that moved',
      comparison([
        {
          filename: 'packages/a/.actor/actor.json',
          previous_filename: 'old/.actor/actor.json',
          status: 'renamed',
        },
      ]),
      ['packages/a'],
      ['old'],
    ],
    [
      'an Actor that only the pull request has, in a checkout of its base',
      comparison([{ filename: 'new/.actor/actor.json', status: 'added' }]),
      [],
      [],
    ],
    ['299 files', comparison(Array.from({ length: 299 }, (_, index) => `packages/b/${index}.js`)), ['packages/b'], []],
  ])('%s', async (_title, answer, expected, gone) => {
    const { deployed, deleted } = await discoverShallow([answer]);
    expect({ deployed, deleted }).toEqual({ deployed: expected, deleted: gone });
  });
});

describe('in doubt all, and why', () => {
  test.each<[string, Answer, RegExp, boolean, RegExp?]>([
    [
      '300 files',
      comparison(Array.from({ length: 300 }, (_, index) => `packages/b/${index}.js`)),
      /lists 300 files at most/,
      false,
    ],
    ['a forced push', comparison(['packages/b/x.js'], { status: 'diverged' }), /forced/, false],
    ['a branch that was set back', comparison([], { status: 'behind' }), /forced/, false],
    ['no list', { body: { status: 'ahead' } }, /lists no files/, true],
    ['a list of something else', { body: { files: [{ name: 'x' }] } }, /lists no files/, true],
    ['something else than JSON', { body: '<html>' }, /lists no files/, true],
    ['nothing', { body: 'null' }, /lists no files/, true],
    [
      'a commit that is gone',
      { status: 404, body: { message: 'Not Found' } },
      /^neither local Git nor GitHub/,
      true,
      /Not Found/,
    ],
    [
      'a refusal',
      { status: 403, body: { message: 'Resource not accessible' } },
      /answered 403/,
      true,
      /not accessible/,
    ],
    ['a wrong token', { status: 401, body: { message: 'Bad credentials' } }, /answered 401/, true, /Bad credentials/],
    ['too many requests', { status: 429, body: { message: 'slow\u001b[2Jdown' } }, /answered 429/, true, /slow\\u001b/],
    ['a comparison that takes too long', { status: 422, body: { message: 'diff too large' } }, /answered 422/, true],
    // A parameter that is not at rest and not always there would be Jest's "done".
  ])('%s', async (_title, answer, why, unexpected, ...[detail]) => {
    const { deployed, changes, asked } = await discoverShallow([answer]);
    expect(deployed).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({ kind: 'everything', why: expect.stringMatching(why), unexpected });
    expect(changes).toMatchObject({ why: expect.stringMatching(/^[\w ,]+$/) });
    if (unexpected) expect(changes).toMatchObject({ hint: expect.stringMatching(/fetch-depth: 0/) });
    expect(asked).toHaveLength(1);
    if (detail !== undefined) expect(changes).toMatchObject({ detail: expect.stringMatching(detail) });
  });

  test('a refusal tells the permission', async () => {
    const { changes } = await discoverShallow([{ status: 403, body: { message: 'No' } }]);
    expect(changes).toMatchObject({ hint: expect.stringMatching(/contents: read/) });
  });

  test('without a token nobody is asked', async () => {
    const { changes, asked } = await discoverShallow([], { inputs: {} });
    expect(changes).toMatchObject({ why: expect.stringMatching(/github-token is empty/), unexpected: true });
    expect(asked).toEqual([]);
  });
});

describe('a server in trouble is asked again', () => {
  const range = { base: first, head: second, from: 'base' } as const;

  async function compare(answers: readonly Answer[], clock: Clock) {
    await using gitHub = await startFakeGitHub(answers);
    const repository = { apiUrl: gitHub.url, name: 'janedoe/actors', token };
    const found = await compareOnGitHub(repository, range, { clock, signal: new AbortController().signal });
    return { found, asked: gitHub.asked };
  }

  /** Sleeps not at all, save that the limit of patience never ends. */
  const hurried: Clock = {
    now: () => 0,
    random: () => 0,
    sleep: (ms) => (ms === 20_000 ? new Promise(() => {}) : Promise.resolve()),
  };

  test.each<[string, Answer]>([
    ['502', { status: 502, body: { message: 'Server Error' } }],
    ['a broken connection', 'broken connection'],
  ])('%s, then an answer', async (_title, trouble) => {
    const { found, asked } = await compare([trouble, trouble, comparison(['a.js'])], hurried);
    expect(found).toMatchObject({ kind: 'files', files: [{ path: 'a.js' }] });
    expect(asked).toHaveLength(3);
  });

  test('three times at most', async () => {
    const { found, asked } = await compare([{ status: 500, body: { message: 'Server Error' } }], hurried);
    expect(found).toMatchObject({ why: 'the compare API of GitHub answered 500', detail: 'Server Error' });
    expect(asked).toHaveLength(3);
  });

  test('connections that all break', async () => {
    const { found } = await compare(['broken connection'], hurried);
    expect(found).toMatchObject({ why: 'the compare API of GitHub could not be reached', unexpected: true });
  });

  test('no answer in time', async () => {
    const patience: number[] = [];
    const impatient: Clock = {
      ...hurried,
      sleep: async (ms) => {
        patience.push(ms);
        await new Promise((resolve) => setTimeout(resolve, 50));
      },
    };
    const { found } = await compare(['no answer'], impatient);
    expect(found).toMatchObject({
      why: 'the compare API of GitHub did not answer within 20 seconds',
      unexpected: true,
    });
    expect(patience).toEqual([20_000]);
  });

  test('a run that ends asks no more', async () => {
    await using gitHub = await startFakeGitHub(['no answer']);
    const stop = new AbortController();
    const repository = { apiUrl: gitHub.url, name: 'janedoe/actors', token };
    const asking = compareOnGitHub(repository, range, { clock: hurried, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('over')), 50);
    await expect(asking).rejects.toThrow('over');
  });
});
