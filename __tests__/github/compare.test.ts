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

test('sends one request, with the token and the name of the action', async () => {
  const { asked, headers, affected, changes } = await discoverShallow([comparison(['packages/b/src/main.js'])]);
  expect(asked).toEqual([`GET /repos/janedoe/actors/compare/${first}...${second}?page=1&per_page=1`]);
  expect(headers).toMatchObject([
    { authorization: `token ${token}`, 'user-agent': expect.stringMatching(/^deploy-apify-actor\/\d/) },
  ]);
  expect(affected).toEqual(['packages/b']);
  expect(changes).toMatchObject({ kind: 'files', base: first, head: second, by: 'the compare API of GitHub' });
});

test('sends no request if local Git has the commits, or if nothing is compared', async () => {
  expect((await discoverShallow([], { folder: history.folder })).asked).toEqual([]);
  expect((await discoverShallow([], { eventName: 'schedule' })).asked).toEqual([]);
  expect((await discoverShallow([], { inputs: { ...inputs, 'changed-only': 'false' } })).asked).toEqual([]);
});

test.each(['/api/v3', '/api/v3/'])('supports an Enterprise Server with %s', async (prefix) => {
  await using gitHub = await startFakeGitHub([comparison(['packages/b/src/main.js'])], prefix);
  const environment = { GITHUB_API_URL: gitHub.url };
  const { affected } = await discover({ folder: shallow.folder, inputs, environment, event: push(first, second) });
  expect(gitHub.asked).toEqual([`GET /api/v3/repos/janedoe/actors/compare/${first}...${second}?page=1&per_page=1`]);
  expect(affected).toEqual(['packages/b']);
});

test('compares the base and the head of a pull request if neither is checked out', async () => {
  const [base, head] = ['b'.repeat(40), 'a'.repeat(40)];
  const answer = comparison(['packages/b/x.js'], { status: 'diverged', merge_base_commit: { sha: first } });
  const event = pullRequest(base, head);
  const { asked, affected, changes } = await discoverShallow([answer], { eventName: 'pull_request', event });
  expect(asked).toEqual([expect.stringContaining(`/compare/${base}...${head}?`)]);
  expect(affected).toEqual(['packages/b']);
  expect(changes).toMatchObject({ base: first, head });
});

test('compares the merge commit of a pull request with its first parent, which a shallow clone does not have', async () => {
  using origin = history.copy();
  origin.git('checkout', '-q', '-b', 'feature', first);
  const head = origin.commit({ 'packages/b/src/main.js': '// feature\n' });
  origin.git('checkout', '-q', 'main');
  origin.tree.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
  const merge = origin.git('rev-parse', 'HEAD');
  using clone = origin.clone('--depth=1');
  const { asked, affected } = await discoverShallow([comparison(['packages/b/src/main.js'])], {
    folder: clone.folder,
    eventName: 'pull_request',
    event: pullRequest(first, head),
  });
  expect(asked).toEqual([expect.stringContaining(`/compare/${second}...${merge}?`)]);
  expect(affected).toEqual(['packages/b']);
});

test('compares the base input with the checked-out commit', async () => {
  const run = { eventName: 'workflow_dispatch', inputs: { ...inputs, base: 'release/1.x' } };
  const { asked, affected } = await discoverShallow([comparison(['packages/b/x.js'])], run);
  expect(asked).toEqual([expect.stringContaining(`/compare/release%2F1.x...${second}?`)]);
  expect(affected).toEqual(['packages/b']);
});

test('falls back to the event if the base is the pushed commit', async () => {
  const answers = [
    comparison([], { status: 'identical', base_commit: { sha: second } }),
    comparison(['packages/b/x.js']),
  ];
  const { asked, affected } = await discoverShallow(answers, { inputs: { ...inputs, base: 'v1' } });
  expect(asked).toEqual([
    expect.stringContaining(`/compare/v1...${second}?`),
    expect.stringContaining(`/compare/${first}...${second}?`),
  ]);
  expect(affected).toEqual(['packages/b']);
});

test('compares with the commit of the run if there is no local repository', async () => {
  using tree = history.copy();
  tree.tree.remove('.git');
  await using gitHub = await startFakeGitHub([comparison(['packages/b/x.js'])]);
  const { affected } = await discover({
    folder: tree.folder,
    eventName: 'workflow_dispatch',
    inputs: { ...inputs, base: 'v1' },
    environment: { GITHUB_API_URL: gitHub.url, GITHUB_SHA: second },
  });
  expect(gitHub.asked).toEqual([expect.stringContaining(`/compare/v1...${second}?`)]);
  expect(affected).toEqual(['packages/b']);
});

test('includes all Actors if the checkout is a folder of the workspace', async () => {
  using tree = createHistory();
  tree.tree.remove('.git').git('clone', '-q', '--depth=1', pathToFileURL(history.folder).href, 'checkout');
  await using gitHub = await startFakeGitHub([comparison(['packages/b/x.js'])]);
  const environment = { GITHUB_API_URL: gitHub.url };
  const found = await discover({ folder: tree.folder, inputs, environment, event: push(first, second) });
  expect(found.affected).toEqual(['checkout/packages/a', 'checkout/packages/b']);
  expect(found.changes).toMatchObject({ why: expect.stringMatching(/root/), hint: expect.any(String) });
});

describe('lists', () => {
  test.each<[string, Answer, readonly string[], readonly string[]]>([
    ['nothing', comparison([], { status: 'identical' }), [], []],
    [
      'both names of a renamed file',
      comparison([{ filename: 'packages/b/y.js', previous_filename: 'packages/a/x.js', status: 'renamed' }]),
      ['packages/a', 'packages/b'],
      [],
    ],
    [
      'a deleted Actor',
      comparison([{ filename: 'packages/gone/.actor/actor.json', status: 'removed' }]),
      [],
      ['packages/gone'],
    ],
    [
      'a renamed Actor folder, but not as deleted',
      comparison([
        {
          filename: 'packages/a/.actor/actor.json',
          previous_filename: 'old/.actor/actor.json',
          status: 'renamed',
        },
      ]),
      ['packages/a'],
      [],
    ],
    [
      'an Actor that only the pull request contains, with its base checked out',
      comparison([{ filename: 'new/.actor/actor.json', status: 'added' }]),
      [],
      [],
    ],
    ['299 files', comparison(Array.from({ length: 299 }, (_, index) => `packages/b/${index}.js`)), ['packages/b'], []],
  ])('%s', async (_title, answer, expected, gone) => {
    const { affected, deleted } = await discoverShallow([answer]);
    expect({ affected, deleted }).toEqual({ affected: expected, deleted: gone });
  });
});

describe('includes all Actors for', () => {
  test.each<[string, Answer, RegExp, boolean, RegExp?]>([
    [
      '300 files',
      comparison(Array.from({ length: 300 }, (_, index) => `packages/b/${index}.js`)),
      /lists at most 300 files/,
      false,
    ],
    ['a force push', comparison(['packages/b/x.js'], { status: 'diverged' }), /forced/, false],
    ['a branch that was reset', comparison([], { status: 'behind' }), /forced/, false],
    ['a response without a list', { body: { status: 'ahead' } }, /does not list any files/, true],
    ['a list of other values', { body: { files: [{ name: 'x' }] } }, /does not list any files/, true],
    ...['/etc/passwd', '../x.js', 'packages/a/../b/x.js'].map((name): [string, Answer, RegExp, boolean] => [
      `a response with the path ${name}`,
      comparison(['packages/b/x.js', name]),
      /lists a path that is not in the repository/,
      true,
    ]),
    ['a response that is not JSON', { body: '<html>' }, /does not list any files/, true],
    ['a null response', { body: 'null' }, /does not list any files/, true],
    [
      'a commit that does not exist',
      { status: 404, body: { message: 'Not Found' } },
      /^neither local Git nor GitHub has the commit/,
      true,
      /Not Found/,
    ],
    [
      'a missing permission',
      { status: 403, body: { message: 'Resource not accessible' } },
      /responded with 403/,
      true,
      /not accessible/,
    ],
    [
      'an invalid token',
      { status: 401, body: { message: 'Bad credentials' } },
      /responded with 401/,
      true,
      /Bad credentials/,
    ],
    [
      'too many requests',
      { status: 429, body: { message: 'slow\u001b[2Jdown' } },
      /responded with 429/,
      true,
      /slow\\u001b/,
    ],
    [
      'a renamed repository, whose redirect is not followed',
      {
        status: 301,
        body: { message: 'Moved Permanently' },
        headers: { location: 'http://127.0.0.1:9/repositories/1' },
      },
      /^GitHub redirected the request, because the repository was renamed or moved$/,
      true,
    ],
    [
      'a large error response',
      { status: 403, body: { message: 'x'.repeat(300_000) } },
      /could not be reached/,
      true,
      /^the response is larger than 256 KiB$/,
    ],
    [
      'a deeply nested response',
      { body: `${'['.repeat(101)}${']'.repeat(101)}` },
      /could not be reached/,
      true,
      /^the response has more than 100 levels$/,
    ],
    [
      'a comparison that takes too long',
      { status: 422, body: { message: 'diff too large' } },
      /responded with 422/,
      true,
    ],
    // Jest would pass its `done` callback as an optional parameter.
  ])('%s', async (_title, answer, why, unexpected, ...[detail]) => {
    const { affected, changes, asked } = await discoverShallow([answer]);
    expect(affected).toEqual(['packages/a', 'packages/b']);
    expect(changes).toMatchObject({ kind: 'everything', why: expect.stringMatching(why) });
    expect(changes).toMatchObject({ why: expect.stringMatching(/^[\w ,]+$/) });
    expect(Reflect.get(changes, 'hint') ?? '').toMatch(unexpected ? /fetch-depth: 0/ : /^$/);
    expect(asked).toHaveLength(1);
    if (detail !== undefined) expect(changes).toMatchObject({ detail: expect.stringMatching(detail) });
  });

  test('reports the missing permission', async () => {
    const { changes } = await discoverShallow([{ status: 403, body: { message: 'No' } }]);
    expect(changes).toMatchObject({ hint: expect.stringMatching(/contents: read/) });
  });

  test('sends no request without a token', async () => {
    const { changes, asked } = await discoverShallow([], { inputs: {} });
    expect(changes).toMatchObject({
      why: expect.stringMatching(/github-token input is empty/),
      hint: expect.any(String),
    });
    expect(asked).toEqual([]);
  });
});

describe('retries', () => {
  const range = { base: first, head: second, from: 'base' } as const;

  async function compare(answers: readonly Answer[], clock: Clock) {
    await using gitHub = await startFakeGitHub(answers);
    const repository = { apiUrl: gitHub.url, repository: 'janedoe/actors', token };
    const found = await compareOnGitHub(repository, range, { clock, signal: new AbortController().signal });
    return { found, asked: gitHub.asked };
  }

  /** Does not wait between attempts; limits of time never end. */
  const hurried: Clock = {
    now: () => 0,
    random: () => 0,
    sleep: (ms) => (ms >= 30_000 ? new Promise(() => {}) : Promise.resolve()),
  };

  test.each<[string, Answer]>([
    ['after a server error', { status: 502, body: { message: 'Server Error' } }],
    ['after a broken connection', 'broken connection'],
  ])('%s', async (_title, trouble) => {
    const { found, asked } = await compare([trouble, trouble, comparison(['a.js'])], hurried);
    expect(found).toMatchObject({ kind: 'files', files: [{ path: 'a.js' }] });
    expect(asked).toHaveLength(3);
  });

  test('at most twice after a server error', async () => {
    const { found, asked } = await compare([{ status: 500, body: { message: 'Server Error' } }], hurried);
    expect(found).toMatchObject({ why: 'the API of GitHub responded with 500', detail: 'Server Error' });
    expect(found).toMatchObject({ hint: expect.not.stringContaining('permissions') });
    expect(asked).toHaveLength(3);
  });

  test('at most twice after a broken connection', async () => {
    const { found, asked } = await compare(['broken connection'], hurried);
    expect(found).toMatchObject({ why: 'the API of GitHub could not be reached', hint: expect.any(String) });
    expect(asked).toHaveLength(3);
  });

  test.each([
    [30_000, 'no data for 30 seconds'],
    [300_000, 'no complete response within 5 minutes'],
  ])('after no response within %d ms', async (limit, detail) => {
    const impatient: Clock = { ...hurried, sleep: (ms) => (ms === limit ? Promise.resolve() : new Promise(() => {})) };
    const { found } = await compare(['no answer'], impatient);
    expect(found).toMatchObject({ why: 'the API of GitHub could not be reached', detail });
  });

  test('not after the run has ended', async () => {
    await using gitHub = await startFakeGitHub(['no answer']);
    const stop = new AbortController();
    const access = { apiUrl: gitHub.url, repository: 'janedoe/actors', token };
    const comparing = compareOnGitHub(access, range, { clock: hurried, signal: stop.signal });
    await gitHub.request;
    stop.abort(new Error('over'));
    await expect(comparing).rejects.toThrow('over');
  });
});
