import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { listSourceFiles } from '../../../src/source/files/list-files.ts';
import { notCanceled } from '../../support/signals.ts';
import { createTree, gitEnvironment, type Tree } from '../../support/tree.ts';

interface Row {
  readonly from: string;
  readonly uploadRoot: string;
  readonly otherFolders: readonly string[];
  readonly patterns?: readonly string[];
  readonly namedFiles?: readonly string[];
}

async function list(tree: Tree, row: Row): ReturnType<typeof listSourceFiles> {
  return await listSourceFiles({
    workspace: await findWorkspace(tree.folder, row.from),
    uploadRoot: tree.path(row.uploadRoot),
    otherFolders: row.otherFolders.map((folder) => tree.path(folder)),
    patterns: row.patterns ?? ['**'],
    namedFiles: row.namedFiles ?? [],
    git: createGit(gitEnvironment),
    signal: notCanceled,
  });
}

const rootAsContext: Row = { from: 'apps/x', uploadRoot: '', otherFolders: [''] };

function monorepo(): Tree {
  return createTree()
    .files('package.json', 'libs/a.js', 'libs/b.md', 'storage/s', 'apps/y/main.js')
    .files('apps/x/.actor/actor.json', 'apps/x/main.js', 'apps/x/notes.md')
    .track();
}

const all = [
  ...['apps/x/.actor/actor.json', 'apps/x/main.js', 'apps/x/notes.md', 'apps/y/main.js'],
  ...['libs/a.js', 'libs/b.md', 'package.json', 'storage/s'],
];

describe('a Docker context that is the root of the repository', () => {
  async function names(tree: Tree, row: Partial<Row> = {}): Promise<readonly string[]> {
    return (await list(tree, { ...rootAsContext, ...row })).files.map(({ name }) => name);
  }

  test('is deployed with names relative to the root', async () => {
    using tree = monorepo();
    expect(await names(tree)).toEqual(all);
  });

  test('excludes the storage folder of the working directory, not that of the root', async () => {
    using tree = monorepo().files('apps/x/storage/u', 'storage/u');
    expect(await names(tree)).toEqual([...all, 'storage/u']);
  });

  test('applies the files input to the working directory only', async () => {
    using tree = monorepo();
    const sent = await names(tree, { patterns: ['*.js'], namedFiles: ['apps/x/.actor/actor.json'] });
    expect(sent).toEqual(all.filter((name) => name !== 'apps/x/notes.md'));
  });

  test('applies the .actorignore files of both folders, of which the inner one takes precedence', async () => {
    using tree = monorepo().file('.actorignore', '*.md\napps/y/\n/.actorignore\n');
    tree.file('apps/x/.actorignore', '!notes.md\n/main.js\n.actorignore\n');
    expect(await names(tree)).toEqual([
      ...['apps/x/.actor/actor.json', 'apps/x/notes.md', 'libs/a.js', 'package.json', 'storage/s'],
    ]);
  });

  test('is deployed with a working directory that Git ignores', async () => {
    using tree = monorepo().file('.gitignore', '/dist/\n').files('dist/x/a', 'dist/y/b');
    const { files, diagnostics } = await list(tree, { ...rootAsContext, from: 'dist/x' });
    expect(files.map(({ name }) => name)).toEqual(['.gitignore', ...all.slice(0, 4), 'dist/x/a', ...all.slice(4)]);
    expect(diagnostics.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^Git ignores .*dist\/x/));
  });
});

test('supports a context beside the working directory, and a Dockerfile outside both', async () => {
  using tree = monorepo().files('docker/Dockerfile', 'docker/other');
  const row = { from: 'apps/x', uploadRoot: '', otherFolders: ['libs'], namedFiles: ['docker/Dockerfile'] };
  const { files } = await list(tree, row);
  expect(files.map(({ name }) => name)).toEqual([
    ...['apps/x/.actor/actor.json', 'apps/x/main.js', 'apps/x/notes.md'],
    ...['docker/Dockerfile', 'libs/a.js', 'libs/b.md'],
  ]);
});
