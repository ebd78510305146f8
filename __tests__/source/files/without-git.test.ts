import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { listSourceFiles } from '../../../src/source/files/list-files.ts';
import { diskKnowsModes, diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { notCanceled } from '../../support/signals.ts';
import { checkRow, errorOf, list, possible, type SourceRow } from '../../support/source-rows.ts';
import { createTree, type Tree } from '../../support/tree.ts';

const noGit = createGit({ PATH: '/nowhere' });

const noRepository: readonly SourceRow[] = [
  {
    title: 'a downloaded archive',
    build: (tree) => tree.files('a', 'b.log', 'd/c').file('.gitignore', '*.log\n'),
    sent: ['.gitignore', 'a', 'd/c'],
  },
  {
    title: 'ignore files from the root of the workspace down',
    from: 'packages/a',
    build: (tree) =>
      tree
        .files('packages/a/x', 'packages/a/dist/y', 'packages/a/z.tmp', 'packages/a/keep.tmp', 'packages/a/src/w.tmp')
        .file('.gitignore', 'dist\n*.tmp\n')
        .file('packages/.gitignore', '!keep.tmp\n')
        .file('packages/a/src/.gitignore', '!*.tmp\n'),
    sent: ['src/.gitignore', 'src/w.tmp', 'x', 'keep.tmp'].sort(),
  },
  {
    title: 'a .gitignore in an ignored folder, which has no effect',
    build: (tree) => tree.files('out/x', 'a').file('.gitignore', 'out/\n').file('out/.gitignore', '!x\n'),
    sent: ['.gitignore', 'a'],
  },
  {
    title: 'an ignored working directory, to which only the ignore files inside it apply',
    from: 'out/pkg',
    build: (tree) =>
      tree
        .files('out/pkg/.actor/actor.json', 'out/pkg/x', 'out/pkg/y')
        .file('.gitignore', '/out/\n')
        .file('out/pkg/.gitignore', 'y\n'),
    sent: [['.actor/actor.json', 'out/pkg/.actor/actor.json'], '.gitignore', 'x'],
    notices: [/^Git ignores the folder out\/pkg \(\.gitignore, line 1: \/out\/\)\./],
  },
  {
    title: 'a .gitignore that is a link, which has no effect, as in Git',
    possible: diskTakesLinks,
    build: (tree) => tree.files('a', 'b').file('rules', 'b\n').link('.gitignore', 'rules'),
    sent: [['.gitignore', 'b\n'], 'a', 'b', ['rules', 'b\n']],
  },
  {
    title: 'built-in rules and credentials',
    build: (tree) =>
      tree.files('a', 'node_modules/x', 'b/node_modules/y', 'storage/z', 'gha-creds-1.json', '.GIT/c', '.env'),
    sent: ['.env', 'a'],
    warnings: [/^Because there is no Git repository/, /credentials.*: \.env\. /],
    notices: [],
  },
  {
    title: 'links',
    possible: diskTakesLinks,
    build: (tree) =>
      tree.files('d/x', 'out/y').file('.gitignore', 'out\n').link('l', 'd').link('m', 'out').link('gone', 'missing'),
    sent: ['.gitignore', 'd/x', ['l/x', 'd/x']],
    warnings: [/^Because there is no Git repository/, /gone -> missing/],
    notices: [/m -> out/],
  },
  {
    title: '.actorignore and the files input',
    patterns: ['src/**', 'dist/**'],
    build: (tree) =>
      tree.files('src/a', 'src/b.md', 'dist/c', 'd').file('.gitignore', 'dist\n').file('.actorignore', '*.md\n!dist\n'),
    sent: ['dist/c', 'src/a'],
  },
  {
    title: 'file modes on disk',
    build: (tree) => tree.file('run', 'run', 0o755).files('a'),
    sent: ['a', 'run'],
  },
];

const withoutProgram = [/^Because Git is not installed, only /];

const noProgram: readonly SourceRow[] = [
  {
    title: 'a checkout, but not tracked files in an ignored folder',
    build: (tree) => tree.files('a', 'out/x', 'new').file('.gitignore', 'out/\n').init().git('add', '-f', 'a', 'out/x'),
    sent: ['.gitignore', 'a', 'new'],
  },
  {
    title: 'nested repositories by their own rules',
    build: (tree) =>
      tree
        .files('nested/a', 'nested/b.tmp', 'nested/out/c')
        .file('nested/.gitignore', 'out/\n')
        .commit('nested')
        .file('.gitignore', '*.tmp\n')
        .init(),
    sent: ['.gitignore', 'nested/.gitignore', 'nested/a', 'nested/b.tmp'],
    warnings: [...withoutProgram, /: nested \(3 files\)\./],
  },
  {
    title: 'a working directory in a nested repository',
    from: 'nested/pkg',
    build: (tree) =>
      tree
        .files('nested/pkg/a.tmp', 'nested/pkg/b')
        .file('nested/.gitignore', 'b\n')
        .commit('nested')
        .file('.gitignore', '*.tmp\n'),
    sent: [['a.tmp', 'nested/pkg/a.tmp']],
  },
];

describe('without a repository', () => {
  const warnings = [
    /^Because there is no Git repository, only \.gitignore files determine which files of \S+ are deployed\. /,
  ];
  test.each(possible(noRepository))('$title', async (row) => await checkRow({ warnings, ...row }));
});

describe('a .gitignore file', () => {
  (process.platform === 'win32' ? test.skip : test)('that is a pipe has no effect', async () => {
    using tree = createTree().files('a');
    execFileSync('mkfifo', [tree.path('.gitignore')]);
    const { files } = await list(tree, { git: noGit });
    expect(files.map(({ name }) => name)).toEqual(['a']);
  });

  test('of more than 1 MiB is an error', async () => {
    const build = (tree: Tree): unknown => tree.files('a').file('.gitignore', Buffer.alloc(1024 ** 2 + 1, '#'));
    const { message } = await errorOf({ git: noGit, build: (tree) => void build(tree) });
    expect(message).toMatch(/\.gitignore is 1048577 bytes; the limit is 1048576$/);
  });
});

/** Runs as a user who cannot read the folder. */
async function withoutAccess<T>(tree: Tree, folder: string, run: () => Promise<T>): Promise<T> {
  chmodSync(tree.folder, 0o755);
  chmodSync(tree.path(folder), 0);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(tree.path(folder), 0o755);
  }
}

(process.platform === 'win32' ? describe.skip : describe)('warns about a folder that cannot be read,', () => {
  test.each<[string, string, string, string, readonly string[]]>([
    [
      'even if .actorignore includes it',
      '.',
      'dist',
      'dist',
      ['.actorignore', '.gitignore', 'a', 'data/a', 'data/b/x'],
    ],
    ['with its name relative to the working directory', 'data', 'data/b', 'b', ['a']],
  ])('%s', async (_title, from, folder, shown, sent) => {
    using tree = createTree().files('a', 'dist/x', 'data/a', 'data/b/x').file('.actorignore', '!dist/\n');
    tree.file('.gitignore', 'dist/\n');
    const workspace = await findWorkspace(tree.folder, from);
    const places = { uploadRoot: workspace.workingDirectory, otherFolders: [], namedFiles: [] };
    const request = { workspace, ...places, patterns: ['**'], git: noGit, signal: notCanceled };
    const { files, diagnostics } = await withoutAccess(tree, folder, async () => await listSourceFiles(request));
    expect(files.map(({ name }) => name)).toEqual(sent);
    expect(diagnostics.map(({ message }) => message)).toContainEqual(
      `Folders could not be read, so their untracked files are not deployed: ${shown}`,
    );
  });
});

describe('without Git', () => {
  test.each(noProgram)('$title', async (row) => {
    await checkRow({ warnings: withoutProgram, ...row, git: noGit });
  });

  (diskKnowsModes ? test : test.skip)('reads file modes from the disk', async () => {
    using tree = createTree();
    tree.file('run', '', 0o755).file('text', '');
    const { files } = await list(tree, { git: noGit });
    expect(files.map(({ executable }) => executable)).toEqual([true, false]);
  });

  test('selects the same files as Git for random trees and rules', async () => {
    const name = fc.constantFrom('a', 'b', 'c', ...(diskTakes('a', 'A') ? ['A'] : []), '.x', 'é', 'a b');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const rule = fc.constantFrom(
      'a',
      '/a',
      'a/',
      '!a',
      '*',
      '!*/',
      'b/c',
      '!b/c',
      '**/c',
      'a/**',
      '!/a/b',
      '.x',
      '?',
      '[ab]/',
      '!é',
      'a/*/c',
    );
    const ruleFile = fc.tuple(fc.constantFrom('', 'a/', 'b/', 'a/b/'), fc.array(rule, { minLength: 1, maxLength: 4 }));
    using tree = createTree();
    tree.init();
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 5, maxLength: 25 }),
        fc.array(ruleFile, { maxLength: 3 }),
        fc.constantFrom('.', 'a', 'a/b'),
        async (paths, ruleFiles, from) => {
          for (const each of readdirSync(tree.folder)) if (each !== '.git') tree.remove(each);
          tree.files('a/b/z');
          const isFree = (each: string): boolean =>
            paths.every((other) => !other.startsWith(`${each}/`)) && !['a', 'a/b', 'b'].includes(each);
          tree.files(...paths.filter((each) => isFree(each)));
          for (const [folder, rules] of ruleFiles) tree.file(`${folder}.gitignore`, rules.join('\n'));
          const row = { from, patterns: ['**'], namedFiles: ['z', 'b/z', 'a/b/z'] };
          const byGit = await list(tree, row);
          const byIgnoreFiles = await list(tree, { ...row, git: noGit });
          expect(byIgnoreFiles.files.map((file) => file.name)).toEqual(byGit.files.map((file) => file.name));
        },
      ),
      { seed: 1, numRuns: 8 },
    );
  });
});
