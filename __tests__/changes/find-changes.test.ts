import { afterAll, expect, test } from '@jest/globals';
import { type ChangesRequest, findChanges } from '../../src/changes/find-changes.ts';
import { prefixOf } from '../../src/changes/local-git.ts';
import { readGitHubRun } from '../../src/github/run.ts';
import { createGit } from '../../src/runner/git.ts';
import { createHistory } from '../support/history.ts';
import { retryClock } from '../support/retry-clock.ts';
import { createTree, gitEnvironment } from '../support/tree.ts';

const history = createHistory();
const before = history.commit({ a: '1', b: '1' });
const after = history.commit({ b: '2' });
const unknown = 'f'.repeat(40);
afterAll(() => history[Symbol.dispose]());

/** A push between these commits, without a token for GitHub. */
async function push(payload: object, base?: string): Promise<ChangesRequest> {
  using place = createTree().file('event.json', JSON.stringify(payload));
  const workspace = history.folder;
  return {
    run: await readGitHubRun({
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: place.path('event.json'),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'janedoe/actors',
    }),
    base,
    local: {
      git: createGit(gitEnvironment),
      workspace,
      prefix: prefixOf(workspace),
      signal: new AbortController().signal,
    },
    gitHubToken: '',
    clock: retryClock(),
  };
}

const compared = { kind: 'files', files: [{ path: 'b', removed: false }], base: before, head: after, by: 'local Git' };

test('local Git compares the commits of a push', async () => {
  expect(await findChanges(await push({ before, after }))).toEqual({ changes: compared, diagnostics: [] });
});

test('without a token, base: last-success causes a warning, and the event determines the base', async () => {
  expect(await findChanges(await push({ before, after }, 'last-success'))).toEqual({
    changes: compared,
    diagnostics: [
      {
        level: 'warning',
        message:
          'The commit of the last successful run is not known, because the github-token input or GITHUB_REPOSITORY is empty. The base is determined from the event instead.',
      },
    ],
  });
});

test('all Actors are affected if local Git does not have the commits and there is no token', async () => {
  const { changes } = await findChanges(await push({ before: unknown, after }));
  expect(changes).toMatchObject({
    kind: 'everything',
    why: expect.stringContaining('local Git does not have the commits'),
    hint: expect.stringContaining('fetch-depth: 0'),
  });
});

test('all Actors are affected if the commits have no common history', async () => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  const unrelated = history.git(...identity, 'commit-tree', '-m', 'First', `${after}^{tree}`);
  const request = await push({ pull_request: { base: { sha: before }, head: { sha: unrelated } } });
  const { changes } = await findChanges({ ...request, run: { ...request.run, eventName: 'pull_request' } });
  expect(changes).toMatchObject({ kind: 'everything' });
});
