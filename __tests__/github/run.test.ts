import { describe, expect, test } from '@jest/globals';
import { readGitHubRun } from '../../src/github/run.ts';
import { createTree } from '../support/tree.ts';

/** Reads a run with this text in its event file. */
async function readRun(event: string | undefined, variables: Readonly<Record<string, string>> = {}) {
  using tree = createTree();
  if (event !== undefined) tree.file('event.json', event);
  return await readGitHubRun({ GITHUB_EVENT_PATH: tree.path('event.json'), ...variables });
}

const variables = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_SERVER_URL: 'https://ghe.test/',
  GITHUB_API_URL: 'https://ghe.test/api/v3/',
  GITHUB_REPOSITORY: 'Jane/my-actor',
  GITHUB_WORKFLOW_REF: 'Jane/my-actor/.github/workflows/deploy.yml@refs/pull/7/merge',
};

test('reads the variables and the event', async () => {
  const event = {
    repository: { full_name: 'Jane/my-actor', private: true, visibility: 'internal' },
    pull_request: { head: { ref: 'fix', repo: { full_name: 'mallory/my-actor', fork: true } } },
  };
  expect(await readRun(JSON.stringify(event), variables)).toEqual({
    eventName: 'pull_request',
    ref: 'refs/pull/7/merge',
    sha: 'a'.repeat(40),
    serverUrl: 'https://ghe.test',
    apiUrl: 'https://ghe.test/api/v3',
    repository: 'Jane/my-actor',
    workflowFile: 'deploy.yml',
    isPrivate: true,
    pullRequestHead: { branch: 'fix', repository: 'mallory/my-actor' },
    payload: event,
    eventProblem: undefined,
  });
});

test('uses defaults outside GitHub Actions', async () => {
  expect(await readGitHubRun({})).toEqual({
    eventName: '',
    ref: '',
    sha: '',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    repository: undefined,
    workflowFile: undefined,
    isPrivate: undefined,
    pullRequestHead: undefined,
    payload: {},
    eventProblem: undefined,
  });
});

test('omits the repository of a fork that was deleted', async () => {
  const event = { pull_request: { head: { ref: 'fix', repo: null } } };
  expect(await readRun(JSON.stringify(event), variables)).toMatchObject({
    pullRequestHead: { branch: 'fix', repository: undefined },
  });
});

test.each(['"yes"', '1', 'null'])(
  'does not determine the visibility of a repository with private: %s',
  async (value) => {
    expect(await readRun(`{"repository":{"private":${value}}}`, variables)).toMatchObject({ isPrivate: undefined });
  },
);

describe('uses only the variables if the event file', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['is not JSON', '{', /JSON/],
    ['does not exist', undefined, /does not exist/],
  ])('%s', async (_title, event, problem) => {
    expect(await readRun(event, variables)).toMatchObject({
      repository: 'Jane/my-actor',
      payload: undefined,
      eventProblem: expect.stringMatching(problem),
    });
  });

  test.each(['null', '7', '[]', '{"pull_request":7,"repository":[]}'])('is %s', async (event) => {
    expect(await readRun(event, variables)).toMatchObject({ pullRequestHead: undefined, eventProblem: undefined });
  });
});
