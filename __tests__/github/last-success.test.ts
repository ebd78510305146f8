import { afterAll, describe, expect, test } from '@jest/globals';
import { discover, pullRequest, push } from '../support/discovery.ts';
import { type Answer, comparison, startFakeGitHub } from '../support/fake-github.ts';
import { actorFiles, createHistory } from '../support/history.ts';

const history = createHistory();
const first = history.commit({ ...actorFiles('packages/a'), ...actorFiles('packages/b') });
const second = history.commit({ 'packages/a/src/main.js': '// two\n' });
const third = history.commit({ 'packages/b/src/main.js': '// two\n' });
const shallow = history.clone('--depth=1');
afterAll(() => {
  history[Symbol.dispose]();
  shallow[Symbol.dispose]();
});

const inputs = { 'github-token': 'ghs_0123456789', base: 'last-success' };

async function discoverSince(answers: readonly Answer[], more: Partial<Parameters<typeof discover>[0]> = {}) {
  await using gitHub = await startFakeGitHub(answers);
  const { environment, ...rest } = more;
  const found = await discover({
    folder: history.folder,
    inputs,
    environment: { GITHUB_API_URL: gitHub.url, ...environment },
    event: push(second, third),
    ...rest,
  });
  return { ...found, asked: gitHub.asked };
}

interface Run {
  readonly head_sha: string;
  readonly event?: unknown;
  readonly head_repository?: object | null | undefined;
}

function runs(...found: readonly Run[]): Answer {
  const own = { event: 'push', head_repository: { full_name: 'JaneDoe/actors' } };
  return { body: { total_count: found.length, workflow_runs: found.map((run) => ({ ...own, ...run })) } };
}

test("compares with the commit of this workflow's last success on this branch", async () => {
  const { asked, affected, changes, diagnostics } = await discoverSince([runs({ head_sha: first })]);
  expect(asked).toEqual([
    'GET /repos/janedoe/actors/actions/workflows/deploy.yml/runs?branch=main&status=success&per_page=50',
  ]);
  expect(changes).toMatchObject({ base: first, head: third, by: 'local Git' });
  expect({ affected, diagnostics }).toEqual({ affected: ['packages/a', 'packages/b'], diagnostics: [] });
});

test('compares on GitHub if the clone does not have the commit', async () => {
  const { asked, affected } = await discoverSince([runs({ head_sha: first }), comparison(['packages/a/x.js'])], {
    folder: shallow.folder,
  });
  expect(asked).toEqual([expect.anything(), expect.stringContaining(`/compare/${first}...${third}?`)]);
  expect(affected).toEqual(['packages/a']);
});

test('ignores runs of pull requests, and of forks that have a branch with the same name', async () => {
  const { changes } = await discoverSince([
    runs(
      { head_sha: second, event: 'pull_request' },
      { head_sha: second, head_repository: { full_name: 'mallory/actors' } },
      { head_sha: second, head_repository: null },
      { head_sha: first, event: 'workflow_dispatch' },
    ),
  ]);
  expect(changes).toMatchObject({ base: first });
});

test('includes a run if the response does not name its repository', async () => {
  const { changes } = await discoverSince([runs({ head_sha: first, head_repository: undefined })]);
  expect(changes).toMatchObject({ base: first });
});

test('uses the head branch and earlier runs of a pull request', async () => {
  const head = { ref: 'fix', sha: third, repo: { full_name: 'janedoe/actors' } };
  const event = { pull_request: { base: { sha: first }, head } };
  const { asked, changes } = await discoverSince(
    [runs({ head_sha: first }, { head_sha: first, event: 7 }, { head_sha: second, event: 'pull_request' })],
    {
      eventName: 'pull_request',
      event,
    },
  );
  expect(asked).toEqual([expect.stringContaining('branch=fix&')]);
  expect(changes).toMatchObject({ base: second, head: third });
});

test('falls back to the event if the last success is the pushed commit', async () => {
  const { affected, changes } = await discoverSince([runs({ head_sha: third })]);
  expect(changes).toMatchObject({ base: second, head: third });
  expect(affected).toEqual(['packages/b']);
});

describe('falls back to the event with a warning', () => {
  test.each<[string, readonly Answer[], Partial<Parameters<typeof discover>[0]>, RegExp, number]>([
    ['if there is no successful run', [runs()], {}, /has no successful run on this branch\./, 1],
    ['if the response has no list', [{ body: {} }], {}, /has no successful run/, 1],
    ['if the commit is not a hash', [runs({ head_sha: '--all' })], {}, /has no successful run/, 1],
    [
      'if a permission is missing',
      [{ status: 403, body: { message: 'Resource not accessible' } }],
      {},
      /responded with 403 \(Resource not accessible.*permissions to the job: actions: read/s,
      1,
    ],
    ['if GitHub does not find the workflow', [{ status: 404, body: { message: 'Not Found' } }], {}, /\(Not Found/, 1],
    ['if the repository was renamed', [{ status: 301, body: {}, headers: { location: '/x' } }], {}, /redirected/, 1],
    ['without a token', [], { inputs: { base: 'last-success' } }, /github-token input/, 0],
    ['on a tag', [], { environment: { GITHUB_REF: 'refs/tags/v1' } }, /not on a branch/, 0],
    ['outside a workflow', [], { environment: { GITHUB_WORKFLOW_REF: '' } }, /GITHUB_WORKFLOW_REF/, 0],
  ])('%s', async (_title, answers, more, message, requests) => {
    const { asked, changes, diagnostics } = await discoverSince(answers, more);
    expect(diagnostics).toEqual([{ level: 'warning', message: expect.stringMatching(message) }]);
    expect(diagnostics[0]?.message).toMatch(/^The commit of the last successful run is not known, because /);
    expect(asked).toHaveLength(requests);
    if (more.environment?.['GITHUB_REF'] === undefined) expect(changes).toMatchObject({ base: second });
    else expect(changes).toMatchObject({ why: 'a tag was pushed' });
  });
});

test('compares a pull request as usual if it has no earlier run', async () => {
  const { affected } = await discoverSince([runs()], { eventName: 'pull_request', event: pullRequest(first, second) });
  expect(affected).toEqual(['packages/a']);
});
