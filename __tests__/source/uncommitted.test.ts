import { existsSync, utimesSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../src/runner/git.ts';
import { countUncommittedFiles } from '../../src/source/uncommitted.ts';
import { diskTakesLinks } from '../support/disk.ts';
import { notCanceled } from '../support/signals.ts';
import { list } from '../support/source-rows.ts';
import { createTree, gitEnvironment, type Tree } from '../support/tree.ts';

async function count(tree: Tree, from = '.'): Promise<number | undefined> {
  const { files, selects } = await list(tree, { from });
  return await countUncommittedFiles({
    files,
    selects,
    folder: tree.path(from),
    git: createGit(gitEnvironment),
    signal: notCanceled,
  });
}

describe('the number of files that differ from the commit', () => {
  test.each<[string, (tree: Tree) => unknown, number]>([
    ['is 0 for a fresh checkout', (tree) => tree, 0],
    ['counts a changed file', (tree) => tree.file('a', 'changed'), 1],
    ['counts a staged file', (tree) => tree.file('a', 'changed').git('add', 'a'), 1],
    ['counts a new file and a staged new file', (tree) => tree.files('new', 'staged').git('add', 'staged'), 2],
    ['counts a deleted file', (tree) => tree.remove('b'), 1],
    ['does not count a deleted file that is excluded', (tree) => tree.remove('ignored'), 0],
    ['does not count a new file that was deleted', (tree) => tree.files('new').git('add', 'new').remove('new'), 0],
    ['counts a file once if it is no longer tracked', (tree) => tree.git('rm', '-q', '--cached', 'a'), 1],
    ['does not count a file if only its modification time changed', (tree) => utimesSync(tree.path('a'), 1, 1), 0],
    ['does not count a changed file that is excluded', (tree) => tree.file('ignored', 'changed'), 0],
  ])('%s', async (_title, change, expected) => {
    using tree = createTree().files('a', 'b', 'ignored').file('.actorignore', 'ignored\n').commit();
    change(tree);
    expect(await count(tree)).toBe(expected);
  });

  const testWithLinks = diskTakesLinks ? test : test.skip;
  testWithLinks.each<[string, (tree: Tree) => unknown, number]>([
    ['counts a file that became a link', (tree) => tree.remove('a').link('a', 'pkg/b'), 1],
    ['counts the files behind a link that changed', (tree) => tree.remove('link').link('link', 'other'), 2],
    ['counts a changed file and the same file behind a link', (tree) => tree.file('pkg/b', 'changed'), 2],
  ])('%s', async (_title, change, expected) => {
    using tree = createTree().files('a', 'pkg/b', 'pkg/c', 'other/b', 'other/c').link('link', 'pkg').commit();
    change(tree);
    expect(await count(tree)).toBe(expected);
  });

  test('counts only files in the working directory', async () => {
    using tree = createTree().files('a', 'pkg/b', 'pkg/c').commit().file('a', 'changed').file('pkg/b', 'changed');
    expect(await count(tree, 'pkg')).toBe(1);
  });

  test('is unknown without a commit or a repository', async () => {
    using tree = createTree().files('pkg/a');
    expect(await count(tree, 'pkg')).toBeUndefined();
    expect(await count(tree.init(), 'pkg')).toBeUndefined();
  });

  (process.platform === 'win32' ? test.skip : test)('runs no filter that the repository names', async () => {
    using tree = createTree().files('a').file('.gitattributes', '* filter=evil\n');
    utimesSync(tree.path('a'), 1000, 1000);
    tree.commit().git('config', 'filter.evil.clean', `touch '${tree.path('.git/ran')}'; cat`);
    // Git reads files that are as new as its index.
    utimesSync(tree.path('.git/index'), 1000, 1000);
    tree.git('diff-index', 'HEAD');
    expect(existsSync(tree.path('.git/ran'))).toBe(true);
    tree.remove('.git/ran');
    expect(await count(tree)).toBe(0);
    expect(existsSync(tree.path('.git/ran'))).toBe(false);
  });
});
