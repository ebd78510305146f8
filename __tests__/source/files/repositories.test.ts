import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { listSourceFiles } from '../../../src/source/files/list-files.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { notCanceled } from '../../support/signals.ts';
import { checkRow, possible, type SourceRow } from '../../support/source-rows.ts';
import { createTree, gitEnvironment, type Tree } from '../../support/tree.ts';

/** A repository at `main/` with the one at `library/` as its submodule `main/lib`. */
function withSubmodule(tree: Tree): Tree {
  tree.files('library/a.js', 'library/dist/b.js').file('library/.gitignore', 'dist/\n').commit('library');
  tree.files('main/x.js').commit('main');
  return tree.git('-C', 'main', 'submodule', '--quiet', 'add', tree.path('library'), 'lib').commit('main');
}

const repositories: readonly SourceRow[] = [
  {
    title: 'a submodule, by its own rules',
    from: 'main',
    build: (tree) =>
      withSubmodule(tree)
        .files('main/lib/dist/ignored', 'main/lib/new', 'main/lib/keep.tmp')
        .file('main/.gitignore', '*.tmp\n'),
    sent: ['.gitignore', '.gitmodules', 'lib/.gitignore', 'lib/a.js', 'lib/keep.tmp', 'lib/new', 'x.js'],
    notices: [/^3 untracked files deployed: \.gitignore, lib\/keep\.tmp, lib\/new$/],
  },
  {
    title: 'a submodule in a submodule',
    from: 'main',
    build: (tree) => {
      tree.files('inner/i').commit('inner');
      tree.files('middle/m').commit('middle');
      tree.git('-C', 'middle', 'submodule', '--quiet', 'add', tree.path('inner'), 'in').commit('middle');
      tree.files('main/x').commit('main').git('-C', 'main', 'submodule', '--quiet', 'add', tree.path('middle'), 'mid');
      tree.git('-C', 'main', 'submodule', '--quiet', 'update', '--init', '--recursive');
    },
    sent: ['.gitmodules', 'mid/.gitmodules', 'mid/in/i', 'mid/m', 'x'],
  },
  {
    title: 'the working directory in a submodule',
    from: 'main/lib',
    build: withSubmodule,
    sent: ['.gitignore', 'a.js'],
  },
  {
    title: 'a submodule that is not checked out',
    from: 'clone',
    build: (tree) => withSubmodule(tree).git('clone', '-q', 'main', 'clone'),
    sent: ['.gitmodules', 'x.js'],
    warnings: [/^Submodules are not checked out.*: lib\. Set submodules: true/],
  },
  {
    title: 'a submodule that is not checked out and that is excluded',
    from: 'clone',
    build: (tree) => withSubmodule(tree).git('clone', '-q', 'main', 'clone').file('clone/.actorignore', '/lib/\n.*\n'),
    sent: ['x.js'],
  },
  {
    title: 'a nested repository in an untracked storage folder',
    build: (tree) => tree.files('a').commit().files('storage/x').commit('storage').files('b/y').commit('b'),
    sent: ['a', 'b/y'],
    warnings: [/^Repositories that are not submodules are deployed with the Actor: b \(1 file\)\. /],
  },
  {
    title: 'a nested repository by its own rules, without its .git/config',
    build: (tree) =>
      tree
        .files('nested/a', 'nested/out/b', 'nested/c.tmp')
        .file('nested/.gitignore', 'out/\n')
        .commit('nested')
        .git('-C', 'nested', 'config', 'http.extraheader', 'AUTHORIZATION: basic credentials')
        .file('.gitignore', '*.tmp\n')
        .init(),
    sent: ['.gitignore', 'nested/.gitignore', 'nested/a', 'nested/c.tmp'],
    warnings: [/^Repositories that are not submodules are deployed with the Actor: nested \(3 files\)\. /],
  },
  {
    title: 'credentials that a nested repository tracks',
    build: (tree) => tree.files('a', '.env').commit().files('b/.env', 'b/c').commit('b'),
    sent: ['.env', 'a', 'b/.env', 'b/c'],
    warnings: [/: b \(2 files\)\. /, /^Untracked files whose names suggest credentials .*: b\/\.env\. /],
    notices: [],
  },
  {
    title: 'a nested repository without a commit',
    build: (tree) => tree.files('x').commit().files('nested/a').init('nested'),
    sent: ['nested/a', 'x'],
    warnings: [/^Repositories that are not submodules are deployed with the Actor: nested \(1 file\)\. /],
  },
  {
    title: 'a nested repository in an ignored folder, which is ignored',
    build: (tree) => tree.files('x', 'vendor/lib/a').file('.gitignore', '/vendor/\n').commit('vendor/lib').commit(),
    sent: ['.gitignore', 'x'],
  },
  {
    title: 'two checkouts side by side in a workspace without a repository',
    build: (tree) => tree.files('a/x', 'a/out', 'b/y').file('a/.gitignore', 'out\n').commit('a').commit('b'),
    sent: ['a/.gitignore', 'a/x', 'b/y'],
    warnings: [
      /^Because there is no Git repository, only \.gitignore files determine which files of \. are deployed/,
      /^Repositories that are not submodules .*: a \(2 files\), b \(1 file\)\./,
    ],
  },
  {
    title: 'a worktree, whose .git is a file',
    from: 'tree',
    build: (tree) =>
      tree
        .files('main/a', 'main/b')
        .file('main/.gitignore', 'out\n')
        .commit('main')
        .git('-C', 'main', 'worktree', 'add', '-q', '../tree')
        .files('tree/out', 'tree/new'),
    sent: ['.gitignore', ['a', 'main/a'], ['b', 'main/b'], ['new', 'tree/new']],
  },
  {
    title: 'a worktree inside the repository, as a nested repository',
    build: (tree) => tree.files('a').commit().git('worktree', 'add', '-q', 'wt'),
    sent: ['a', ['wt/a', 'a']],
    warnings: [/^Repositories that are not submodules are deployed with the Actor: wt \(1 file\)\. /],
  },
  {
    title: 'a repository whose .git folder is elsewhere',
    from: 'work',
    build: (tree) =>
      tree
        .files('work/a', 'work/b')
        .file('work/.gitignore', 'b\n')
        .git('init', '-q', '--separate-git-dir=elsewhere', 'work'),
    sent: ['.gitignore', 'a'],
  },
  {
    title: 'a shallow clone',
    from: 'clone',
    build: (tree) =>
      tree
        .files('main/a')
        .commit('main')
        .git('clone', '-q', '--depth=1', pathToFileURL(tree.path('main')).href, 'clone'),
    sent: ['a'],
  },
  {
    title: 'a sparse checkout, with a warning about excluded files that would be deployed',
    build: (tree) =>
      tree
        .files('in/a', 'out/b', 'out/c.md', 'top')
        .file('.actorignore', '*.md\n')
        .commit()
        .git('sparse-checkout', 'set', 'in'),
    sent: ['.actorignore', 'in/a', 'top'],
    warnings: [/^Tracked files are not deployed because the sparse checkout excludes them: out\/b$/],
  },
  {
    title: 'a sparse index',
    build: (tree) =>
      tree
        .files('in/a', 'out/b', 'out/deep/c')
        .commit()
        .git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in'),
    sent: ['in/a'],
    warnings: [/: out\/b, out\/deep\/c$/],
  },
  {
    title: 'a split index and an untracked cache',
    build: (tree) =>
      tree
        .files('a', 'b')
        .commit()
        .git('update-index', '--split-index', '--untracked-cache')
        .files('c')
        .git('add', 'c')
        .git('status'),
    sent: ['a', 'b', 'c'],
  },
  {
    title: 'a partial clone that cannot reach its server',
    from: 'clone',
    build: (tree) => {
      tree.files('main/a').commit('main').git('-C', 'main', 'config', 'uploadpack.allowFilter', 'true');
      tree.git('clone', '-q', '--filter=blob:none', pathToFileURL(tree.path('main')).href, 'clone').remove('main');
    },
    sent: ['a'],
  },
  {
    title: 'a link to a submodule',
    possible: diskTakesLinks,
    from: 'main',
    build: (tree) => withSubmodule(tree).link('main/other', 'lib'),
    sent: [
      '.gitmodules',
      'lib/.gitignore',
      ['lib/a.js', 'library/a.js'],
      'other/.gitignore',
      ['other/a.js', 'library/a.js'],
      'x.js',
    ],
  },
  {
    title: 'a repository that Git cannot read, by its ignore files and with a warning',
    build: (tree) => tree.files('a', 'b').file('.gitignore', 'b\n').commit().file('.git/index', 'broken'),
    sent: ['.gitignore', 'a'],
    warnings: [/^Because Git failed: .*index file/],
  },
];

test('ignores a repository above the workspace that ignores everything', async () => {
  using tree = createTree().files('ws/a', 'ws/b', 'ws/.actor/actor.json').file('.gitignore', '*\n');
  tree.track().file('ws/.gitignore', 'b\n');
  const workspace = await findWorkspace(tree.path('ws'), '.');
  const places = { uploadRoot: workspace.workingDirectory, otherFolders: [], namedFiles: [] };
  const request = { workspace, ...places, patterns: ['**'], git: createGit(gitEnvironment), signal: notCanceled };
  const { files, diagnostics } = await listSourceFiles(request);
  expect(files.map(({ name }) => name)).toEqual(['.actor/actor.json', '.gitignore', 'a']);
  const message = expect.stringMatching(/^Git ignores the folder \. \(\.gitignore, line 1: \*\)\./);
  expect(diagnostics).toEqual([{ level: 'notice', message }]);
});

describe('repositories of every kind', () => {
  test.each(possible(repositories))('$title', checkRow);
});
