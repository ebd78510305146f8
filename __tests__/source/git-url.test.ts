import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { createGit } from '../../src/runner/git.ts';
import { readCheckout } from '../../src/source/checkout.ts';
import { type Checkout, type GitRun, makeGitUrl } from '../../src/source/git-url.ts';

const run: GitRun = {
  eventName: 'push',
  ref: 'refs/heads/main',
  serverUrl: 'https://github.com',
  repository: 'Jane/my-actor',
  isPrivate: false,
  pullRequestHead: undefined,
  eventProblem: undefined,
};
const checkout: Checkout = { kind: 'repository', folder: '', origin: 'https://github.com/Jane/my-actor' };

const merge = { ref: 'refs/pull/7/merge' };
const head = { branch: 'fix/typo', repository: 'Jane/my-actor' };
const fork = { branch: 'main', repository: 'mallory/my-actor' };

describe('the URL', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, string]>([
    ['push to a branch', {}, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['push of a tag', { ref: 'refs/tags/v1.2.0' }, {}, 'https://github.com/Jane/my-actor.git#v1.2.0'],
    ['a branch with slashes', { ref: 'refs/heads/a/b/c' }, {}, 'https://github.com/Jane/my-actor.git#a/b/c'],
    ['a branch with a #', { ref: 'refs/heads/fix-#12' }, {}, 'https://github.com/Jane/my-actor.git#fix-#12'],
    ['a branch beyond ASCII', { ref: 'refs/heads/žluť' }, {}, 'https://github.com/Jane/my-actor.git#žluť'],
    [
      'a branch called like a ref',
      { ref: 'refs/heads/refs/tags/a' },
      {},
      'https://github.com/Jane/my-actor.git#refs/tags/a',
    ],
    ['a folder', {}, { folder: 'packages/a b' }, 'https://github.com/Jane/my-actor.git#main:packages/a b'],
    [
      'a manual run',
      { eventName: 'workflow_dispatch', ref: 'refs/heads/dev' },
      {},
      'https://github.com/Jane/my-actor.git#dev',
    ],
    ['a schedule', { eventName: 'schedule' }, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['a release', { eventName: 'release', ref: 'refs/tags/v2' }, {}, 'https://github.com/Jane/my-actor.git#v2'],
    ['the end of another workflow', { eventName: 'workflow_run' }, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['a comment', { eventName: 'issue_comment' }, {}, 'https://github.com/Jane/my-actor.git#main'],
    [
      'a pull request',
      { eventName: 'pull_request', ...merge, pullRequestHead: head },
      {},
      'https://github.com/Jane/my-actor.git#fix/typo',
    ],
    [
      'a review',
      { eventName: 'pull_request_review', ...merge, pullRequestHead: head },
      {},
      'https://github.com/Jane/my-actor.git#fix/typo',
    ],
    [
      'a review comment',
      { eventName: 'pull_request_review_comment', ref: 'refs/pull/7/head', pullRequestHead: head },
      {},
      'https://github.com/Jane/my-actor.git#fix/typo',
    ],
    [
      'a pull request whose repository is written otherwise',
      { eventName: 'pull_request', ...merge, pullRequestHead: { branch: 'a', repository: 'jane/My-Actor' } },
      {},
      'https://github.com/Jane/my-actor.git#a',
    ],
    [
      'a merged pull request',
      { eventName: 'pull_request', pullRequestHead: fork },
      {},
      'https://github.com/Jane/my-actor.git#main',
    ],
    [
      "a pull request's target",
      { eventName: 'pull_request_target', pullRequestHead: fork },
      {},
      'https://github.com/Jane/my-actor.git#main',
    ],
    [
      'Enterprise Server',
      { serverUrl: 'https://ghe.test:8443' },
      { origin: 'https://ghe.test:8443/Jane/my-actor' },
      'https://ghe.test:8443/Jane/my-actor.git#main',
    ],
    [
      'a server with a slash at its end',
      { serverUrl: 'https://ghe.test/' },
      { origin: undefined },
      'https://ghe.test/Jane/my-actor.git#main',
    ],
    ['a private repository', { isPrivate: true }, { folder: 'a' }, 'git@github.com:Jane/my-actor.git#main:a'],
    [
      'a private one on Enterprise Server',
      { isPrivate: true, serverUrl: 'https://ghe.test:8443' },
      { origin: undefined },
      'git@ghe.test:Jane/my-actor.git#main',
    ],
    ['an event that does not tell', { isPrivate: undefined }, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['no remote', {}, { origin: undefined }, 'https://github.com/Jane/my-actor.git#main'],
    [
      'no checkout',
      {},
      { kind: 'none', folder: 'a', reason: 'Git is not installed' },
      'https://github.com/Jane/my-actor.git#main:a',
    ],
  ])('%s', (_title, runOf, checkoutOf, url) => {
    expect(makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf } as Checkout).url).toBe(url);
  });
});

describe('origin may be written in many ways', () => {
  test.each([
    'https://github.com/Jane/my-actor.git',
    'https://github.com/jane/MY-ACTOR/',
    'https://x-access-token:ghs_abc@github.com/Jane/my-actor',
    'http://github.com/Jane/my-actor',
    'git@github.com:Jane/my-actor.git',
    'github.com:Jane/my-actor',
    'ssh://git@github.com/Jane/my-actor.git',
    'ssh://git@ssh.github.com:443/Jane/my-actor.git',
    'git://github.com/Jane/my-actor.git',
  ])('%s', (origin) => {
    expect(makeGitUrl(run, { ...checkout, origin } as Checkout).url).toBe('https://github.com/Jane/my-actor.git#main');
  });
});

describe('no URL', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, RegExp]>([
    [
      'a fork',
      { eventName: 'pull_request', ...merge, pullRequestHead: fork },
      {},
      /comes from the fork mallory\/my-actor, and nobody's fork/,
    ],
    [
      'a fork that is gone',
      { eventName: 'pull_request', ...merge, pullRequestHead: { branch: 'a', repository: undefined } },
      {},
      /a fork that is gone/,
    ],
    [
      'a pull request that the event does not describe',
      { eventName: 'pull_request', ...merge },
      {},
      /does not tell the pull request's branch/,
    ],
    [
      'a merge queue',
      { eventName: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-1-abc' },
      {},
      /merge queue/,
    ],
    ['a merge queue whose ref is another', { eventName: 'merge_group' }, {}, /merge queue/],
    ["a push to a merge queue's branch", { ref: 'refs/heads/gh-readonly-queue/main/pr-1-abc' }, {}, /merge queue/],
    ['no ref', { ref: '' }, {}, /no branch or tag/],
    ['a ref of another kind', { ref: 'refs/notes/a' }, {}, /refs\/notes\/a is no branch or tag/],
    ['a branch with a colon', { ref: 'refs/heads/a:b' }, {}, /branch a:b has a ":"/],
    ['a branch with a space', { ref: 'refs/heads/a b' }, {}, /branch a b has a " "/],
    ['a folder with a colon', {}, { folder: 'a:b' }, /folder a:b has a ":"/],
    ['a folder with a line end', {}, { folder: 'a\nb' }, /folder a\\nb has a "\\n"/],
    [
      'the checkout of another repository',
      {},
      { origin: 'https://github.com/Jane/other' },
      /another repository than the run/,
    ],
    [
      'the checkout of another owner',
      {},
      { origin: 'git@github.com:mallory/my-actor.git' },
      /another repository than the run/,
    ],
    [
      'the checkout from another server',
      {},
      { origin: 'https://gitlab.com/Jane/my-actor' },
      /another repository than the run/,
    ],
    ['a local clone', {}, { origin: '/srv/git/my-actor.git' }, /another repository than the run/],
  ])('%s', (_title, runOf, checkoutOf, message) => {
    const make = () => makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf } as Checkout);
    expect(make).toThrow(message);
    expect(make).toThrow(ActionError);
    try {
      make();
    } catch (error) {
      expect((error as ActionError).hint).toMatch(/git-repo-url/);
    }
  });

  test("a foreign origin's token is not told", () => {
    const origin = 'https://x-access-token:ghs_SECRET@github.com/Jane/other';
    expect(() => makeGitUrl(run, { ...checkout, origin } as Checkout)).not.toThrow(/SECRET/);
  });
});

describe('what the user should know', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, string, RegExp]>([
    ['a private repository needs a key', { isPrivate: true }, {}, 'info', /deploy key/],
    ['it is not known to be public', { isPrivate: undefined }, {}, 'notice', /taken for a public one/],
    [
      'the folder is a guess',
      {},
      { kind: 'none', folder: 'a', reason: 'Git is not installed' },
      'warning',
      /Git is not installed: .* folder a, as in the workspace/,
    ],
  ])('%s', (_title, runOf, checkoutOf, level, message) => {
    const { diagnostics } = makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf } as Checkout);
    expect(diagnostics).toEqual([{ level, message: expect.stringMatching(message) }]);
  });

  test('nothing of a public repository that is checked out', () => {
    expect(makeGitUrl(run, checkout).diagnostics).toEqual([]);
  });
});

describe('the checkout', () => {
  let top = '';
  const git = createGit(process.env);
  beforeAll(async () => {
    top = await realpath(await mkdtemp(path.join(tmpdir(), 'git-source-')));
    await mkdir(path.join(top, 'repo', 'packages', 'ä b'), { recursive: true });
    await mkdir(path.join(top, 'plain'));
    execFileSync('git', ['init', '-q'], { cwd: path.join(top, 'repo') });
  });
  afterAll(() => rm(top, { recursive: true, force: true }));

  const read = (folder: string, asked = git) =>
    readCheckout(asked, { workspace: top, workingDirectory: path.join(top, folder), shown: folder });

  test('without a remote, at the top', async () => {
    expect(await read('repo')).toEqual({ kind: 'repository', folder: '', origin: undefined });
  });

  test('with a remote, below the top', async () => {
    execFileSync('git', ['remote', 'add', 'origin', 'https://github.com/Jane/my-actor'], {
      cwd: path.join(top, 'repo'),
    });
    expect(await read('repo/packages/ä b')).toEqual({
      kind: 'repository',
      folder: 'packages/ä b',
      origin: 'https://github.com/Jane/my-actor',
    });
  });

  test('none', async () => {
    const expected = {
      kind: 'none',
      folder: 'plain',
      reason: expect.stringMatching(/Git found no repository .*not a git repository/),
    };
    expect(await read('plain')).toEqual(expected);
  });

  test('no Git', async () => {
    const expected = { kind: 'none', folder: 'repo', reason: 'Git is not installed' };
    expect(await read('repo', createGit({ PATH: path.join(top, 'plain') }))).toEqual(expected);
  });
});

describe('a run that does not say where it comes from', () => {
  test('rejects a broken event file', () => {
    expect(() => makeGitUrl({ ...run, eventProblem: 'Unexpected end of JSON input' }, checkout)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/event file \(GITHUB_EVENT_PATH\).*: Unexpected end of JSON input$/),
        hint: expect.stringMatching(/git-repo-url/),
      }),
    );
  });

  test('rejects a run without a repository', () => {
    expect(() => makeGitUrl({ ...run, repository: undefined }, checkout)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/GITHUB_REPOSITORY/),
        hint: expect.stringMatching(/git-repo-url/),
      }),
    );
  });
});
