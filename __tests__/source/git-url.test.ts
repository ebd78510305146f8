import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { createGit } from '../../src/runner/git.ts';
import { type Checkout, type GitRun, makeGitUrl, reportContext } from '../../src/source/git-url.ts';
import { readCheckout } from '../../src/source/read-git-url.ts';
import { notCanceled } from '../support/signals.ts';
import { createTree } from '../support/tree.ts';

const run: GitRun = {
  eventName: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  serverUrl: 'https://github.com',
  repository: 'Jane/my-actor',
  isPrivate: false,
  pullRequestHead: undefined,
  eventProblem: undefined,
};
const checkout: Checkout = {
  hasRepository: true,
  isRead: true,
  folder: '',
  origin: 'https://github.com/Jane/my-actor',
  head: 'a'.repeat(40),
  changedFiles: 0,
};

const merge = { ref: 'refs/pull/7/merge' };
const head = { branch: 'fix/typo', repository: 'Jane/my-actor' };
const fork = { branch: 'main', repository: 'mallory/my-actor' };

describe('the URL', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, string]>([
    ['a push to a branch', {}, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['a push of a tag', { ref: 'refs/tags/v1.2.0' }, {}, 'https://github.com/Jane/my-actor.git#v1.2.0'],
    ['a branch with slashes', { ref: 'refs/heads/a/b/c' }, {}, 'https://github.com/Jane/my-actor.git#a/b/c'],
    ['a branch with a #', { ref: 'refs/heads/fix-#12' }, {}, 'https://github.com/Jane/my-actor.git#fix-#12'],
    ['a branch with non-ASCII letters', { ref: 'refs/heads/žluť' }, {}, 'https://github.com/Jane/my-actor.git#žluť'],
    [
      'a branch with the name of a ref',
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
    [
      'the completion of another workflow',
      { eventName: 'workflow_run' },
      {},
      'https://github.com/Jane/my-actor.git#main',
    ],
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
      'a pull request with a different spelling of the repository',
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
      'an Enterprise Server',
      { serverUrl: 'https://ghe.test:8443' },
      { origin: 'https://ghe.test:8443/Jane/my-actor' },
      'https://ghe.test:8443/Jane/my-actor.git#main',
    ],
    ['a private repository', { isPrivate: true }, { folder: 'a' }, 'git@github.com:Jane/my-actor.git#main:a'],
    [
      'a private repository on an Enterprise Server',
      { isPrivate: true, serverUrl: 'https://ghe.test:8443' },
      { origin: undefined },
      'git@ghe.test:Jane/my-actor.git#main',
    ],
    ['an event without the branch', { isPrivate: undefined }, {}, 'https://github.com/Jane/my-actor.git#main'],
    ['a checkout without a remote', {}, { origin: undefined }, 'https://github.com/Jane/my-actor.git#main'],
    [
      'a run without a checkout',
      {},
      { hasRepository: false, isRead: false, folder: 'a' },
      'https://github.com/Jane/my-actor.git#main:a',
    ],
  ])('%s', (_title, runOf, checkoutOf, url) => {
    expect(makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf }).url).toBe(url);
  });
});

describe('accepts the spelling of origin', () => {
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
    expect(makeGitUrl(run, { ...checkout, origin }).url).toBe('https://github.com/Jane/my-actor.git#main');
  });
});

describe('derives no URL from', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, RegExp]>([
    [
      'a fork',
      { eventName: 'pull_request', ...merge, pullRequestHead: fork },
      {},
      /is from the fork mallory\/my-actor, and forks are not deployed/,
    ],
    [
      'a deleted fork',
      { eventName: 'pull_request', ...merge, pullRequestHead: { branch: 'a', repository: undefined } },
      {},
      /from a deleted fork/,
    ],
    [
      'a pull request that the event does not describe',
      { eventName: 'pull_request', ...merge },
      {},
      /does not contain the pull request's branch/,
    ],
    [
      'a merge queue',
      { eventName: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-1-abc' },
      {},
      /merge queue/,
    ],
    ['a merge queue with a different ref', { eventName: 'merge_group' }, {}, /merge queue/],
    ["a push to a merge queue's branch", { ref: 'refs/heads/gh-readonly-queue/main/pr-1-abc' }, {}, /merge queue/],
    ['a run without a ref', { ref: '' }, {}, /no branch or tag/],
    ['an unknown kind of ref', { ref: 'refs/notes/a' }, {}, /refs\/notes\/a is not a branch or tag/],
    ['a branch with a colon', { ref: 'refs/heads/a:b' }, {}, /the ":" in the branch a:b/],
    ['a branch with a space', { ref: 'refs/heads/a b' }, {}, /the " " in the branch a b/],
    ['a folder with a colon', {}, { folder: 'a:b' }, /the ":" in the folder a:b/],
    ['a folder with a line break', {}, { folder: 'a\nb' }, /the "\\n" in the folder a\\nb/],
    [
      'the checkout of another repository',
      {},
      { origin: 'https://github.com/Jane/other' },
      /not from the run's repository/,
    ],
    [
      'the checkout of another owner',
      {},
      { origin: 'git@github.com:mallory/my-actor.git' },
      /not from the run's repository/,
    ],
    [
      'the checkout from another server',
      {},
      { origin: 'https://gitlab.com/Jane/my-actor' },
      /not from the run's repository/,
    ],
    ['a local clone', {}, { origin: '/srv/git/my-actor.git' }, /not from the run's repository/],
  ])('%s', (_title, runOf, checkoutOf, message) => {
    const make = () => makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf });
    expect(make).toThrow(message);
    expect(make).toThrow(ActionError);
    try {
      make();
    } catch (error) {
      expect((error as ActionError).hint).toMatch(/git-repo-url/);
    }
  });

  test("does not repeat the token in another repository's URL", () => {
    const origin = 'https://x-access-token:ghs_SECRET@github.com/Jane/other';
    expect(() => makeGitUrl(run, { ...checkout, origin })).not.toThrow(/SECRET/);
  });
});

describe('reports', () => {
  test.each<[string, Partial<GitRun>, Partial<Checkout>, string, RegExp]>([
    ['a private repository', { isPrivate: true }, {}, 'info', /deploy key/],
    [
      'an event without the visibility of the repository',
      { isPrivate: undefined },
      {},
      'notice',
      /uses the URL of a public one/,
    ],
    [
      'a checkout of another commit',
      {},
      { head: 'b'.repeat(40) },
      'warning',
      /^Apify builds the branch main, not this checkout: its commit is b{7}, but the run's is a{7}\. .*SOURCE_FILES/,
    ],
    [
      'another commit than the tag',
      { ref: 'refs/tags/v1' },
      { head: 'b'.repeat(40) },
      'warning',
      /^Apify builds the tag v1, not/,
    ],
    ['a changed file', {}, { changedFiles: 1 }, 'warning', /^Apify builds .*: 1 file in it has changes\. /],
    [
      'a checkout of another commit with a changed file',
      {},
      { head: 'b'.repeat(40), changedFiles: 2 },
      'warning',
      /its commit is b{7}, but the run's is a{7}, and 2 files in it have changes\./,
    ],
    [
      'a checkout that Git cannot read',
      {},
      { isRead: false, origin: undefined },
      'warning',
      /^Git could not read the checkout, so the action did not compare it with the branch that Apify builds$/,
    ],
    [
      'a folder without a repository',
      {},
      { hasRepository: false, isRead: false, folder: 'a' },
      'warning',
      /^The workspace contains no Git repository, so .* taken from the workspace: a\./,
    ],
  ])('%s', (_title, runOf, checkoutOf, level, message) => {
    const { diagnostics } = makeGitUrl({ ...run, ...runOf }, { ...checkout, ...checkoutOf });
    expect(diagnostics).toEqual([{ level, message: expect.stringMatching(message) }]);
  });

  test('nothing about a public repository whose commit is checked out without changes', () => {
    expect(makeGitUrl(run, checkout).diagnostics).toEqual([]);
  });
});

describe('a notice about the Docker context', () => {
  test.each([
    ['a folder', 'https://github.com/a/b#main:actors/c', false, 1],
    ['is not printed for a folder with a Docker context', 'https://github.com/a/b#main:actors/c', true, 0],
    ['is not printed for the root', 'git@github.com:a/b.git#main:./', false, 0],
    ['is not printed without a folder', 'git@github.com:a/b.git#main', false, 0],
    ['is not printed without a branch', 'ssh://git@github.com:22/a/b.git', false, 0],
  ])('%s', (_title, url, hasContext, count) => {
    const notice = { level: 'notice', message: expect.stringMatching(/root of the repository, not actors\/c/) };
    expect(reportContext(url, hasContext)).toEqual(Array.from({ length: count }, () => notice));
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
  afterAll(() => rm(top, { recursive: true, force: true, maxRetries: 10 }));

  const read = (folder: string, asked = git) =>
    readCheckout(asked, { workspace: top, workingDirectory: path.join(top, folder), shown: folder }, notCanceled);

  test('may be the root of a new repository', async () => {
    expect(await read('repo')).toEqual({
      hasRepository: true,
      isRead: true,
      folder: '',
      origin: undefined,
      head: undefined,
      changedFiles: 0,
    });
  });

  test('may be a folder of a repository with a remote and changes', async () => {
    using tree = createTree();
    tree.file('a/b c/x', 'x').file('.gitignore', 'ignored\n').commit();
    tree.git('remote', 'add', 'origin', 'https://github.com/Jane/my-actor');
    tree.file('a/b c/x', 'changed').files('new/y', 'ignored', 'gha-creds-0123456789abcdef.json');
    const workspace = { workspace: tree.folder, workingDirectory: tree.path('a/b c'), shown: 'a/b c' };
    expect(await readCheckout(git, workspace, notCanceled)).toEqual({
      hasRepository: true,
      isRead: true,
      folder: 'a/b c',
      origin: 'https://github.com/Jane/my-actor',
      head: expect.stringMatching(/^[0-9a-f]{40}$/),
      changedFiles: 2,
    });
  });

  test('starts no program with a filter in the repository', async () => {
    using tree = createTree();
    tree.file('.gitattributes', '*.txt filter=evil\n').file('a.txt', 'a').commit();
    const program = `touch ${tree.path('started')}`;
    tree.git('config', 'filter.evil.clean', program).git('config', 'filter.evil.required', 'true');
    tree.file('a.txt', 'b');
    const workspace = { workspace: tree.folder, workingDirectory: tree.folder, shown: '' };
    expect(await readCheckout(git, workspace, notCanceled)).toMatchObject({ changedFiles: 1 });
    expect(existsSync(tree.path('started'))).toBe(false);
  });

  test("starts no program with a filter in a submodule's settings", async () => {
    using sub = createTree().file('.gitattributes', '* filter=evil\n').file('x', 'x').commit();
    using tree = createTree().file('a', 'a').commit();
    tree.git('submodule', '--quiet', 'add', sub.folder, 'sub').commit();
    tree.git('-C', 'sub', 'config', 'filter.evil.clean', `touch ${tree.path('started')}`);
    tree.file('sub/x', 'y');
    await readCheckout(git, { workspace: tree.folder, workingDirectory: tree.folder, shown: '' }, notCanceled);
    expect(existsSync(tree.path('started'))).toBe(false);
  });

  test('may be missing', async () => {
    expect(await read('plain')).toEqual({ hasRepository: false, isRead: false, folder: 'plain' });
  });

  test('has the same folder if Git is not installed', async () => {
    const folder = path.join('repo', 'packages');
    const checkout = await read(folder, createGit({ PATH: path.join(top, 'plain') }));
    expect(checkout).toEqual({ hasRepository: true, isRead: false, folder: 'packages' });
  });
});

describe('a run that cannot have a URL', () => {
  test('is rejected if its event file is invalid', () => {
    expect(() => makeGitUrl({ ...run, eventProblem: 'Unexpected end of JSON input' }, checkout)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/event file \(GITHUB_EVENT_PATH\).*: Unexpected end of JSON input$/),
        hint: expect.stringMatching(/git-repo-url/),
      }),
    );
  });

  test('is rejected if it has no repository', () => {
    expect(() => makeGitUrl({ ...run, repository: undefined }, checkout)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/GITHUB_REPOSITORY/),
        hint: expect.stringMatching(/git-repo-url/),
      }),
    );
  });
});
