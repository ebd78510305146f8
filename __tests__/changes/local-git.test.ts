import { afterAll, describe, expect, test } from '@jest/globals';
import {
  compareLocally,
  findCommits,
  fromWorkspace,
  type LocalGit,
  listIgnored,
  listTrackedFiles,
  prefixOf,
  readCheckedOut,
  readFilesAt,
} from '../../src/changes/local-git.ts';
import { createGit } from '../../src/runner/git.ts';
import { diskTakesLinks } from '../support/disk.ts';
import { createHistory } from '../support/history.ts';
import { createTree, gitEnvironment } from '../support/tree.ts';

const history = createHistory();
const first = history.commit({ 'a/one.js': '1', 'a/ü.js': 'žluť', 'two words': '', '.gitignore': '*.log\n' });
history.git('checkout', '-q', '-b', 'side');
const side = history.commit({ 'b/side.js': 'side' });
history.git('checkout', '-q', 'main');
const second = history.commit({ 'a/one.js': '2', 'two words': null });
history.tree.git('merge', '-q', '--no-ff', '-m', 'Merge\n\nparent 0000000000000000000000000000000000000000', 'side');
const merge = history.git('rev-parse', 'HEAD');
history.git('tag', 'v1', first);
history.git('branch', 'v1', second);
const outside = createTree();
afterAll(() => {
  history[Symbol.dispose]();
  outside[Symbol.dispose]();
});

const inFolder = (workspace: string): LocalGit => {
  return {
    git: createGit(gitEnvironment),
    workspace,
    prefix: prefixOf(workspace),
    signal: new AbortController().signal,
  };
};
const local = inFolder(history.folder);
const below = inFolder(history.tree.path('a'));
const nowhere = inFolder(outside.folder);

test('finds the repository of a workspace, and the path of the workspace in it', async () => {
  expect(prefixOf(local.workspace)).toBe('');
  expect(prefixOf(below.workspace)).toBe('a');
  expect(prefixOf(nowhere.workspace)).toBeUndefined();
  expect(fromWorkspace('a/b', 'a')).toBe('b');
  expect(fromWorkspace('c/b', 'a')).toBe('../c/b');
});

describe('tracked files', () => {
  test('have paths relative to the workspace', async () => {
    expect(await listTrackedFiles(local)).toEqual({
      paths: ['.gitignore', 'a/one.js', 'a/ü.js', 'b/side.js'],
      links: [],
    });
    expect(await listTrackedFiles(below)).toEqual({ paths: ['one.js', 'ü.js'], links: [] });
    expect(await listTrackedFiles(nowhere)).toBeUndefined();
  });

  (diskTakesLinks ? test : test.skip)('include links', async () => {
    using tree = createTree().files('a').link('l', 'a').track();
    expect(await listTrackedFiles(inFolder(tree.folder))).toEqual({ paths: ['a', 'l'], links: ['l'] });
  });

  test('include the files of submodules', async () => {
    using tree = createTree().files('lib/x').commit('lib').files('main/a').track('main');
    tree.git('-C', 'main', 'submodule', '--quiet', 'add', '../lib', 'sub');
    expect(await listTrackedFiles(inFolder(tree.path('main')))).toEqual({
      paths: ['.gitmodules', 'a', 'sub/x'],
      links: [],
    });
  });
});

test.each(['../a/.actor/actor.json', '/a/.actor/actor.json', 'a/../.actor/actor.json'])(
  'rejects %s in a manipulated index',
  async (name) => {
    const stdout = Buffer.from(`100644 ${first} 0\t${name}\0`);
    const manipulated: LocalGit = { ...local, git: async () => ({ kind: 'ok', stdout, stderr: '' }) };
    await expect(listTrackedFiles(manipulated)).rejects.toThrow(/not a path inside the repository/);
  },
);

test('reads the checked-out commit and its parents, not commits that its message names', async () => {
  expect(await readCheckedOut(local)).toEqual({ sha: merge, parents: [second, side] });
  expect(await readCheckedOut(nowhere)).toBeUndefined();
});

test('finds commits by hash, tag, branch and HEAD, the tag first', async () => {
  const from = 'base';
  expect(await findCommits(local, { base: first, head: second, from })).toEqual({ base: first, head: second });
  expect(await findCommits(local, { base: 'v1', head: undefined, from })).toEqual({ base: first, head: merge });
  expect(await findCommits(local, { base: 'side', head: second, from })).toEqual({ base: side, head: second });
  expect(await findCommits(local, { base: 'gone', head: second, from })).toEqual({ base: undefined, head: second });
});

describe('the comparison of two commits', () => {
  test('lists changed and removed files', async () => {
    expect(await compareLocally(local, { base: first, head: second, from: 'base' })).toEqual({
      base: first,
      files: [
        { path: 'a/one.js', removed: false },
        { path: 'two words', removed: true },
      ],
    });
  });

  test('has paths relative to the workspace', async () => {
    const found = await compareLocally(below, { base: first, head: second, from: 'base' });
    expect(found?.files.map(({ path }) => path)).toEqual(['one.js', '../two words']);
  });

  test('starts at the merge base', async () => {
    expect(await compareLocally(local, { base: second, head: side, from: 'merge-base' })).toEqual({
      base: first,
      files: [{ path: 'b/side.js', removed: false }],
    });
  });

  test('is not possible if one of the commits is missing', async () => {
    const gone = '1'.repeat(40);
    for (const start of ['base', 'merge-base'] as const) {
      expect(await compareLocally(local, { base: gone, head: second, from: start })).toBeUndefined();
    }
  });
});

test('reads files of a commit, and omits files that it does not contain', async () => {
  const found = await readFilesAt(local, first, ['gone', 'a/ü.js', 'two words', 'a', 'a\nb', 'a/one.js']);
  expect([...found]).toEqual([
    ['a/ü.js', 'žluť'],
    ['two words', ''],
    ['a/one.js', '1'],
  ]);
  expect((await readFilesAt(below, first, ['one.js'])).get('one.js')).toBe('1');
  expect((await readFilesAt(nowhere, first, ['one.js'])).size).toBe(0);
});

test('lists ignored paths', async () => {
  expect(await listIgnored(local, ['a.log', 'a/b.log', 'a.js'])).toEqual(new Set(['a.log', 'a/b.log']));
  expect(await listIgnored(local, ['a.js'])).toEqual(new Set());
  expect(await listIgnored(nowhere, ['a.js'])).toBeUndefined();
});
