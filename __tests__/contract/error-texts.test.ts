/**
 * Every kind of error, with the facts that its message and its hint must contain. Inputs and actor.json have separate
 * tables.
 */
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ApifyApiError, LostResponseError } from '../../src/apify/api-error.ts';
import { explain } from '../../src/apify/error-hints.ts';
import { explainFailure } from '../../src/builds/build-failure.ts';
import { ActionError, type Failure } from '../../src/errors.ts';
import { messageWithLog } from '../../src/follow/failure-message.ts';
import { CancelledError } from '../../src/runner/cancellation.ts';
import type { Secret } from '../../src/runner/secrets.ts';
import { findWorkspace } from '../../src/runner/workspace.ts';
import { makeTemporaryFolder } from '../../src/source/archive/temporary-folder.ts';
import { checkZipLimits } from '../../src/source/archive/zip-stream.ts';
import { createLeakCheck } from '../../src/source/checks/leak-check.ts';
import { createFileReader } from '../../src/source/files/read-file.ts';
import type { SourceFile } from '../../src/source/files/source-file.ts';
import { type Checkout, type GitRun, makeGitUrl } from '../../src/source/git-url.ts';
import { findUploadPlaces } from '../../src/source/places/upload-places.ts';
import { diskTakes, diskTakesLinks } from '../support/disk.ts';
import { readDefinition } from '../support/read-definition.ts';
import { list } from '../support/source-rows.ts';
import { createTree, type Tree } from '../support/tree.ts';

interface Row {
  readonly title: string;
  /** False if this disk cannot have the problem. */
  readonly possible?: boolean;
  readonly fail: (tree: Tree) => unknown;
  readonly message: readonly string[];
  readonly hint: readonly string[];
}

const outside = createTree();
afterAll(() => outside[Symbol.dispose]());

const latin1 = Buffer.from('caf\xe9.txt', 'latin1');

const files: readonly Row[] = [
  {
    title: 'no files',
    fail: (tree) => list(tree.init(), {}),
    message: ['No files to deploy', 'working directory'],
    hint: ['working-directory', 'files', '.gitignore', '.actorignore'],
  },
  {
    title: 'a name that is not UTF-8',
    possible: diskTakes(latin1),
    fail: (tree) => list(tree.files('a').file(latin1, '').track(), {}),
    message: ['caf\\xe9.txt', 'UTF-8'],
    hint: ['Rename', '.actorignore'],
  },
  {
    title: 'a file that was deleted',
    fail: (tree) => read(tree.files('a'), 'gone', 1),
    message: ['gone', 'was deleted while the action was running'],
    hint: ['no other process', '.actorignore'],
  },
  {
    title: 'a file that has changed',
    fail: (tree) => read(tree.file('a', 'xx'), 'a', 3),
    message: ['a ', 'changed while the action was running', '3 bytes'],
    hint: ['no other process', '.actorignore'],
  },
  {
    title: 'a folder in place of a file',
    fail: (tree) => read(tree.files('a/x'), 'a', 0),
    message: ['a ', 'while the action was running'],
    hint: ['no other process'],
  },
  ...(
    [
      ['gone/**', {}, ['gone/**'], ['spelling', 'working directory']],
      ['{a,b}.js', {}, ['{a,b}.js'], ['Braces', 'a.js, b.js']],
      ['[x].js', { '[x].js': '' }, ['[x].js'], ['brackets', '[[]x].js']],
      ['x', { '.actorignore': 'b\nx\n', x: '' }, ['x', '.actorignore, line 2: x'], ['!/x']],
      ['out/x', { '.gitignore': 'out/\n', 'out/x': '' }, ['out/x', '.gitignore, line 1: out/'], ['!/out/x']],
    ] as const
  ).map(
    ([pattern, contents, message, hint]): Row => ({
      title: `the pattern ${pattern}, which matches no file`,
      fail: (tree) => {
        for (const [name, content] of Object.entries(contents)) tree.file(name, content);
        return list(tree.files('main.js').track(), { patterns: ['main.js', pattern] });
      },
      message: ['files', 'matches no files to deploy', ...message],
      hint,
    }),
  ),
  {
    title: 'an .actorignore that is too large',
    fail: (tree) => list(tree.file('.actorignore', Buffer.alloc(1024 ** 2 + 1, '#')).track(), {}),
    message: ['.actorignore', '1048577 bytes', '1048576'],
    hint: ['patterns'],
  },
  {
    title: 'an .actorignore that is not UTF-8',
    fail: (tree) => list(tree.file('.actorignore', latin1).track(), {}),
    message: ['.actorignore', 'not UTF-8'],
    hint: ['Save the file as UTF-8', 'VS Code', 'PowerShell'],
  },
  {
    title: 'a secret in a file',
    fail: () => leak({ name: 'token', value: 'apify_api_0123456789abcdef', kind: 'token' }),
    message: ['src/config.js', 'the Apify token'],
    hint: ['.actorignore', 'revoke', 'https://console.apify.com/settings/integrations'],
  },
  {
    title: 'the value of a variable in a file',
    fail: () => leak({ name: 'API_KEY', value: '0123456789abcdefghij' }),
    message: ['src/config.js', 'API_KEY'],
    hint: ['.actorignore', 'move API_KEY to env-vars'],
  },
];

const links: readonly Row[] = [
  {
    title: 'a link that leads out of the repository',
    possible: diskTakesLinks,
    fail: (tree) => list(tree.files('a').link('l', outside.folder).track(), {}),
    message: ['l -> '],
    hint: ['Add the target to the repository', '/l'],
  },
  {
    title: 'a link that leads into .git',
    possible: diskTakesLinks,
    fail: (tree) => list(tree.files('a').link('l', '.git/HEAD').track(), {}),
    message: ['.git', 'l -> '],
    hint: ['.actorignore', '/l'],
  },
  {
    title: 'an .actorignore that is a link',
    possible: diskTakesLinks,
    fail: (tree) => list(tree.files('rules').link('.actorignore', 'rules').track(), {}),
    message: ['.actorignore', 'is a link'],
    hint: ['Replace it with a text file'],
  },
];

function read(tree: Tree, name: string, size: number): void {
  createFileReader(tree.folder).readWhole(sourceFile(name, size, tree.path(name)));
}

function sourceFile(name: string, size: number, place = name): SourceFile {
  return { name, path: place, size, executable: false, tracked: true };
}

function leak(secret: Secret): void {
  const check = createLeakCheck([secret], { names: [], shownFolder: '' });
  const bytes = Buffer.from(`key = '${secret.value}'`);
  check.inspect(sourceFile('src/config.js', bytes.length))(bytes);
  check.throwIfFound();
}

const archives: readonly Row[] = [
  {
    title: 'a missing folder for the archive',
    fail: async (tree) => {
      const folder = await mkdtemp(path.join(tree.folder, 'temp-'));
      const top = path.parse(tree.folder).root;
      await makeTemporaryFolder(folder, top);
    },
    message: ['temporary folder for the archive', 'temp-', 'in the workspace'],
    hint: ['RUNNER_TEMP', 'outside the workspace'],
  },
  {
    title: 'too many files for a ZIP',
    fail: () => checkZipLimits(Array.from({ length: 65_536 }, (_, index) => sourceFile(String(index), 1))),
    message: ['65536 files', 'ZIP', '65534'],
    hint: ['.actorignore', 'GIT_REPO'],
  },
  {
    title: 'a file that is too large for a ZIP',
    fail: () => checkZipLimits([sourceFile('video.mp4', 2 ** 32)]),
    message: ['ZIP', '4 GiB'],
    hint: ['.actorignore', 'GIT_REPO'],
  },
];

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
const clone: Checkout = {
  hasRepository: true,
  isRead: true,
  folder: '',
  origin: 'https://github.com/Jane/my-actor',
  head: undefined,
  changedFiles: 0,
};
const pull = { eventName: 'pull_request', ref: 'refs/pull/7/merge' };
const example = ['git-repo-url', 'https://github.com/Jane/my-actor.git#BRANCH:FOLDER'];

const gitUrls: readonly Row[] = (
  [
    ['for a merge queue', { eventName: 'merge_group' }, {}, ['merge queue', 'temporary'], example],
    ['for a fork', { ...pull, pullRequestHead: { branch: 'x', repository: 'm/fork' } }, {}, ['fork m/fork'], example],
    ['without a branch', { ref: '' }, {}, ['no branch or tag'], example],
    ['for a pull request without its branch', pull, {}, ['pull_request', "pull request's branch"], example],
    [
      'for another repository',
      {},
      { origin: 'https://github.com/a/b' },
      ["run's repository", 'Jane/my-actor'],
      example,
    ],
    ['with a colon in the folder', {}, { folder: 'a:b' }, ['":"', 'folder a:b'], example],
    ['without a repository', { repository: undefined }, {}, ['GITHUB_REPOSITORY'], ['git-repo-url']],
    ['with an invalid event file', { eventProblem: 'no JSON' }, {}, ['GITHUB_EVENT_PATH', 'no JSON'], ['git-repo-url']],
  ] as const
).map(([title, given, checkout, message, hint]) => ({
  title: `a Git URL ${title}`,
  fail: () => makeGitUrl({ ...run, ...(given as Partial<GitRun>) }, { ...clone, ...(checkout as object) }),
  message: ['Git URL', ...message],
  hint,
}));

const docker: readonly Row[] = (['dockerfile', 'dockerContextDir'] as const).map((key) => ({
  title: `a ${key} outside the workspace`,
  fail: async (tree) => {
    const text = JSON.stringify({ [key]: '../../../x' });
    const workspace = await findWorkspace(tree.file('a/.actor/actor.json', text).folder, 'a');
    const definition = await readDefinition(workspace);
    await findUploadPlaces(workspace, definition);
  },
  message: ['a/.actor/actor.json', key, '"../../../x"', 'out of the workspace'],
  hint: ['source-type: GIT_REPO', 'working-directory'],
}));

const request = 'POST /v2/acts/janedoe~my-actor/versions/0.1';
const returned = (status: number, type: string): ApifyApiError =>
  new ApifyApiError({ status, type, apiMessage: 'Not now', request, attempts: 2 });

const apiErrors: readonly Row[] = [
  ...(
    [
      [400, 'invalid-input', '.actor/actor.json'],
      [401, 'user-or-token-not-found', 'token input'],
      [402, 'actor-memory-limit-exceeded', 'max-parallel'],
      [403, 'insufficient-permissions', 'unscoped token'],
      [404, 'record-not-found', 'actor-id'],
      [409, 'actor-name-not-unique', 'Change name in .actor/actor.json'],
      [413, 'request-too-large', 'TARBALL'],
      [429, 'rate-limit-exceeded', 'later'],
      [500, 'internal-server-error', 'https://status.apify.com'],
    ] as const
  ).map(
    ([status, type, hint]): Row => ({
      title: `the API's error ${status} ${type}`,
      fail: () => Promise.reject(returned(status, type)),
      message: [request, `${status} ${type}`, 'Not now', 'after 2 attempts'],
      hint: [hint],
    }),
  ),
  {
    title: 'a lost response',
    fail: () => Promise.reject(new LostResponseError(`${request}: no response`, { attempts: 9, hint: 'Wait.' })),
    message: [request, 'no response', 'after 9 attempts'],
    hint: ['Wait.'],
  },
  {
    title: 'a bug',
    fail: () => Promise.reject(new TypeError('x is not a function')),
    message: ['Unexpected error', 'x is not a function'],
    hint: ['bug', 'Report it', 'debug logging'],
  },
];

const builds: readonly Row[] = (
  [
    ['FAILED', ['failed'], ['the log shows', 'no tag has moved']],
    ['ABORTED', ['was aborted'], ['concurrency group']],
    ['TIMED-OUT', ['time limit', 'TIMED-OUT'], ['Dockerfile', 'use-cache: true', 'https://docs.apify.com/platform/']],
  ] as const
).map(([status, message, hint]) => ({
  title: `a build with status ${status}`,
  fail: () => {
    const build = { id: 'x', buildNumber: '0.1.7', startedAt: '', status, statusMessage: 'No space left' };
    const failure = explainFailure(build, []);
    throw new ActionError(messageWithLog(failure.reason, ['npm ERR! code ENOSPC']), failure);
  },
  message: ['Build 0.1.7', 'No space left', 'The last lines of its log', 'npm ERR! code ENOSPC', ...message],
  hint,
}));

const others: readonly Row[] = [
  {
    title: 'a cancellation',
    fail: () => Promise.reject(new CancelledError('SIGINT', 'build 0.1.7 was not aborted', { hint: 'Abort it.' })),
    message: ['Canceled', 'SIGINT', 'build 0.1.7 was not aborted'],
    hint: ['Abort it.'],
  },
  {
    title: 'a workspace that does not exist',
    fail: (tree) => findWorkspace(tree.path('gone'), '.'),
    message: ['workspace', 'gone', 'could not be read'],
    hint: ['actions/checkout'],
  },
  {
    title: 'a working directory outside the workspace',
    fail: (tree) => findWorkspace(tree.files('a/x', 'b/x').path('a'), '../b'),
    message: ['working-directory', '../b', 'out of the workspace'],
    hint: ['relative to its root'],
  },
  {
    title: 'a working directory that does not exist',
    fail: (tree) => findWorkspace(tree.folder, 'gone'),
    message: ['working-directory', 'gone', 'not a folder'],
    hint: ['.actor/', 'actions/checkout'],
  },
];

test.each(
  [...files, ...links, ...archives, ...gitUrls, ...docker, ...apiErrors, ...builds, ...others].filter(
    ({ possible }) => possible !== false,
  ),
)('$title', async ({ fail, message, hint }) => {
  using tree = createTree();
  const error = await failureOf(() => fail(tree));
  for (const fact of message) expect(error.message).toContain(fact);
  for (const fact of hint) expect(error.hint).toContain(fact);
  expect(error.message).not.toMatch(/\.$/);
  expect(error.hint).toMatch(/^[A-Z]/);
});

async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    return explain(error);
  }
  throw new Error('It did not fail');
}
