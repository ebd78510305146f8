import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { createActorIgnore } from '../../../src/source/rules/actor-ignore.ts';
import { parseIgnoreRules } from '../../../src/source/rules/ignore-rules.ts';
import { diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { checkRow, errorOf, possible, type SourceRow } from '../../support/source-rows.ts';
import type { Tree } from '../../support/tree.ts';

/** A tree with both ignore files, which are excluded to keep the rows short. */
function rules(
  title: string,
  {
    git = '',
    actor,
    files,
    untracked = [],
  }: {
    readonly git?: string;
    readonly actor: string;
    readonly files: readonly string[];
    readonly untracked?: readonly string[];
  },
  sent: readonly string[],
): SourceRow {
  const build = (tree: Tree): void => {
    tree
      .files(...files)
      .file('.gitignore', `${git}\n`)
      .file('.actorignore', `${actor}\n/.actorignore\n/.gitignore\n`);
    tree.track().files(...untracked);
  };
  return { title, build, sent, possible: diskTakes(...files, ...untracked) };
}

const leavesOut: readonly SourceRow[] = [
  rules('tracked files', { actor: '*.md\ndocs/', files: ['a', 'b.md', 'docs/c', 'src/docs/d'] }, ['a']),
  rules('the last match wins', { actor: '*.md\n!keep.md\ntop.md', files: ['a.md', 'keep.md', 'x/keep.md', 'top.md'] }, [
    'keep.md',
    'x/keep.md',
  ]),
  rules('an excluded folder, even if lines include files in it', { actor: 'd/\n!d/keep', files: ['a', 'd/keep'] }, [
    'a',
  ]),
  rules('all files in a folder except one', { actor: 'd/*\n!d/keep', files: ['d/a', 'd/keep'] }, ['d/keep']),
  rules(
    'everything except one folder',
    { actor: '/*\n!/src/\n/src/*.test.js', files: ['a', 'src/b.js', 'src/b.test.js', 'lib/c'] },
    ['src/b.js'],
  ),
  rules('a file in the root with a line that begins with a slash', { actor: '/a', files: ['a', 'x/a'] }, ['x/a']),
  rules('case-sensitive names', { actor: 'BUILD/\n*.MD', files: ['build/a', 'b.md', 'BUILD/c', 'd.MD'] }, [
    'b.md',
    'build/a',
  ]),
  rules(
    'comments, escapes, spaces and CRLF',
    { actor: '# a\r\n\\#b\r\n\\!c\r\nd \r\ne\\ \r', files: ['# a', '#b', '!c', 'd', 'e ', 'e'] },
    ['# a', 'e'],
  ),
  rules('everything except actor.json', { actor: '*', files: ['.actor/actor.json', '.actor/x/y.md', 'a'] }, [
    '.actor/actor.json',
  ]),
  rules('non-ASCII names', { actor: 'ž*\n日本/', files: ['žluť', 'a', '日本/b', 'z'] }, ['a', 'z']),
];

const reincludes: readonly SourceRow[] = [
  ...['!dist/', '!dist', '!/dist/', '!dist/**', '!/dist/*', '!dist/x.js', '!*.js', '!d*/'].map((line) =>
    rules(`a folder that Git ignores, by ${line}`, { git: 'dist/', actor: line, files: ['a', 'dist/x.js'] }, [
      'a',
      'dist/x.js',
    ]),
  ),
  rules(
    'one file in an ignored folder',
    { git: 'dist/', actor: '!dist/x.js', files: ['dist/x.js', 'dist/y.js', 'dist/z/x.js'] },
    ['dist/x.js'],
  ),
  rules(
    'files that Git ignores by name, at any depth',
    { git: '*.log', actor: '!keep.log', files: ['keep.log', 'a/keep.log', 'b.log'] },
    ['a/keep.log', 'keep.log'],
  ),
  rules('a file in several ignored folders', { git: 'a/\nb/', actor: '!a/b/c', files: ['a/b/c', 'a/b/d', 'a/e'] }, [
    'a/b/c',
  ]),
  rules(
    'a folder, except some of its files',
    { git: 'dist/', actor: '!dist/\n*.map\ndist/tmp/', files: ['dist/x', 'dist/x.map', 'dist/tmp/y'] },
    ['dist/x'],
  ),
  rules(
    'files that a .gitignore inside the folder ignores',
    { git: 'out/', actor: '!out/', files: ['out/.gitignore', 'out/x'] },
    ['out/.gitignore', 'out/x'],
  ),
  rules(
    'an untracked node_modules that a line names',
    { actor: '!node_modules/', files: ['a'], untracked: ['node_modules/m/x', 'b/node_modules/m/node_modules/n/y'] },
    ['a', 'b/node_modules/m/node_modules/n/y', 'node_modules/m/x'],
  ),
  rules(
    'an ignored node_modules that a line names',
    { git: 'node_modules/', actor: '!/node_modules/', files: ['a', 'node_modules/m/x', 'b/node_modules/y'] },
    ['a', 'node_modules/m/x'],
  ),
  rules(
    'one package in node_modules',
    { git: 'node_modules', actor: '!/node_modules/own/**', files: ['node_modules/own/x', 'node_modules/other/y'] },
    ['node_modules/own/x'],
  ),
  rules(
    'a storage folder that a line names',
    {
      actor: '!storage/key_value_stores/**',
      files: ['a'],
      untracked: ['storage/key_value_stores/x', 'storage/datasets/y'],
    },
    ['a', 'storage/key_value_stores/x'],
  ),
  rules(
    'node_modules in a folder that a line names, if the line also names node_modules',
    {
      git: '/.next/\n/out/',
      actor: '!/.next/standalone/\n!/.next/standalone/node_modules/\n!/out/\n!*',
      files: [
        '.next/standalone/x',
        '.next/standalone/node_modules/m/x',
        '.next/cache/y',
        'out/a',
        'out/node_modules/y',
      ],
      untracked: ['sub/node_modules/z'],
    },
    ['.next/cache/y', '.next/standalone/node_modules/m/x', '.next/standalone/x', 'out/a'],
  ),
  rules(
    'nothing in node_modules or storage if no line names them',
    {
      git: 'node_modules/',
      actor: '!*.js\n!dist/\n!/src/\n!**/dist/**',
      files: ['src/a.js', 'node_modules/m/dist/x.js', 'src/node_modules/y.js'],
      untracked: ['storage/z.js'],
    },
    ['src/a.js'],
  ),
  rules(
    'neither .git nor credentials of another action',
    { git: 'x/\ngha*', actor: '!.git/\n!*\n!**', files: ['a', 'x/.git/config', 'x/y', 'gha-creds-1.json'] },
    ['a', 'x/y'],
  ),
  rules(
    'a file in .actor/',
    { git: '.actor/local.json', actor: '!/.actor/local.json', files: ['.actor/local.json', 'a'] },
    ['.actor/local.json', 'a'],
  ),
];

describe('.actorignore excludes', () => {
  test.each(possible(leavesOut))('$title', checkRow);
});

describe('.actorignore re-includes', () => {
  test.each(possible(reincludes))('$title', checkRow);

  test('files without a notice about untracked files, but with a warning about credentials', async () => {
    await checkRow({
      title: '',
      build: (tree) =>
        tree
          .files('dist/x', '.env')
          .file('.gitignore', 'dist/\n.env\n')
          .file('.actorignore', '!dist/\n!.env\n')
          .track(),
      sent: ['.actorignore', '.env', '.gitignore', 'dist/x'],
      warnings: [/credentials.*: \.env\. /],
      notices: [],
    });
  });

  test('files despite a byte order mark at its start', async () => {
    await checkRow({
      title: '',
      build: (tree) => tree.files('a', 'b').file('.actorignore', '\ufeffa\n').track(),
      sent: ['.actorignore', 'b'],
    });
  });

  test('files only at the root of the working directory', async () => {
    await checkRow({
      title: '',
      from: 'pkg',
      build: (tree) =>
        tree
          .files('pkg/a', 'pkg/b', 'pkg/c')
          .file('.actorignore', 'a\n')
          .file('pkg/.actorignore', 'b\n')
          .file('pkg/sub/.actorignore', '../c\n*\n')
          .track(),
      sent: ['.actorignore', 'a', 'c', 'sub/.actorignore'],
    });
  });
});

const saveAs = /UTF-8.*VS Code/;

describe('.actorignore is an error', () => {
  test.each<[string, (tree: Tree) => unknown, RegExp, RegExp]>([
    ['in UTF-16', (tree) => tree.file('.actorignore', Buffer.from('\ufeffa\n', 'utf16le')), /is UTF-16 text$/, saveAs],
    [
      'in UTF-16 without a byte order mark',
      (tree) => tree.file('.actorignore', Buffer.from('a\n', 'utf16le')),
      /is UTF-16/,
      saveAs,
    ],
    ['in Latin-1', (tree) => tree.file('.actorignore', Buffer.from('\xe9', 'latin1')), /is not UTF-8 text$/, saveAs],
    ['as a folder', (tree) => tree.files('.actorignore/x'), /is not a file$/, /regular file/],
    [
      'over 1 MiB',
      (tree) => tree.file('.actorignore', Buffer.alloc(1024 ** 2 + 1, '#')),
      /is 1048577 bytes/,
      /patterns/,
    ],
  ])('%s', async (_title, build, message, hint) => {
    const error = await errorOf({ build: (tree) => void build(tree.files('a')) });
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  const testWithLinks = diskTakesLinks ? test : test.skip;
  testWithLinks.each(['rules', '/dev/zero', '/etc/passwd'])('as a link to %s', async (target) => {
    const build = (tree: Tree): unknown => tree.files('a', 'rules').link('.actorignore', target);
    expect((await errorOf({ from: '.', build: (tree) => void build(tree) })).message).toBe('.actorignore is a link');
  });

  const testWithPipes = process.platform === 'win32' ? test.skip : test;
  testWithPipes('as a pipe', async () => {
    const build = (tree: Tree): unknown => execFileSync('mkfifo', [tree.files('pkg/a').path('pkg/.actorignore')]);
    const error = await errorOf({ from: 'pkg', build: (tree) => void build(tree) });
    expect(error.message).toBe('pkg/.actorignore is not a file');
  });
});

test('.ActorIgnore has no effect on any disk', async () => {
  await checkRow({
    title: '',
    build: (tree) => tree.files('a').file('.ActorIgnore', 'a\n').track(),
    sent: ['.ActorIgnore', 'a'],
  });
});

describe('folders in which nothing can be re-included are not read', () => {
  test.each([
    ['!dist/', 'node_modules', false],
    ['!dist/', 'packages/a/node_modules', false],
    ['!dist/', '.venv', false],
    ['!dist/', '.cache', true],
    ['!/dist/', '.cache', false],
    ['!__pycache__/', 'src/__pycache__', true],
    ['!/dist/', 'dist', true],
    ['!/packages/*/dist/x.js', 'packages', true],
    ['!/packages/*/dist/x.js', 'packages/a', true],
    ['!/packages/*/dist/x.js', 'packages/a/src', false],
    ['!/packages/*/dist/x.js', 'packages/a/dist/deep', false],
    ['!a/**/b', 'a/x/y', true],
    ['!a/**/b', 'c', false],
    ['!*.log', 'a', true],
    ['!*.log\n/a/', 'a', false],
    ['!node_modules/m/', 'node_modules', true],
    ['!node_modules/m/', 'node_modules/other', false],
    ['!node_modules/m/', 'node_modules/m/deep', true],
    ['!*', 'storage', false],
    ['*.log', 'a', false],
  ])('%j, %s: %s', (lines, folder, expected) => {
    const files = [{ folder: '', rules: parseIgnoreRules(Buffer.from(lines)) }];
    const ignore = createActorIgnore(files, '');
    expect(ignore.mayIncludeIn(folder)).toBe(expected);
  });
});
