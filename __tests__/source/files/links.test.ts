import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from '@jest/globals';
import { diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { checkRow, errorOf, possible, type SourceRow } from '../../support/source-rows.ts';
import { createTree, type Tree } from '../../support/tree.ts';

/** A folder outside of every workspace, and how a message shows it. */
const outside = createTree().files('hostname');
const shown = `.*${path.basename(outside.folder)}`;
afterAll(() => outside[Symbol.dispose]());

const links: readonly SourceRow[] = [
  {
    title: 'a link to a file',
    build: (tree) => tree.files('a/x').link('l', 'a/x').track(),
    sent: ['a/x', ['l', 'a/x']],
  },
  {
    title: 'a link to a folder',
    build: (tree) => tree.files('a/x', 'a/b/y').link('l', 'a').track(),
    sent: ['a/b/y', 'a/x', ['l/b/y', 'a/b/y'], ['l/x', 'a/x']],
  },
  {
    title: 'an absolute link inside the workspace',
    build: (tree) => tree.files('a').link('l', tree.path('a')).track(),
    sent: ['a', ['l', 'a']],
  },
  {
    title: 'a chain of links',
    build: (tree) => tree.files('d/a').link('1', '2').link('2', 'd/3').link('d/3', 'a').track(),
    sent: [['1', 'd/a'], ['2', 'd/a'], ['d/3', 'd/a'], 'd/a'],
  },
  {
    title: 'links out of the working directory to other folders in the workspace',
    from: 'packages/a',
    build: (tree) =>
      tree
        .files('packages/a/x', 'shared/s', 'shared/b/t', 'shared/out/u', 'LICENSE')
        .file('.gitignore', 'out/\n')
        .link('packages/a/shared', '../../shared')
        .link('packages/a/LICENSE', '../../LICENSE')
        .track(),
    sent: [
      ['LICENSE', 'LICENSE'],
      ['shared/b/t', 'shared/b/t'],
      ['shared/s', 'shared/s'],
      ['x', 'packages/a/x'],
    ],
  },
  {
    title: 'a loop, which is followed once',
    build: (tree) => tree.files('a', 'd/b').link('d/loop', '..').track(),
    sent: ['a', 'd/b', ['d/loop/a', 'a'], ['d/loop/d/b', 'd/b']],
  },
  {
    title: 'a link to ..',
    from: 'p/a',
    build: (tree) => tree.files('p/a/x', 'p/b/y').link('p/a/up', '..').track(),
    sent: [
      ['up/a/x', 'p/a/x'],
      ['up/b/y', 'p/b/y'],
      ['x', 'p/a/x'],
    ],
  },
  {
    title: 'two links that lead to each other’s folders',
    build: (tree) => tree.files('a/x', 'b/y').link('a/b', '../b').link('b/a', '../a').track(),
    sent: [['a/b/a/x', 'a/x'], ['a/b/y', 'b/y'], 'a/x', ['b/a/b/y', 'b/y'], ['b/a/x', 'a/x'], 'b/y'],
  },
  {
    title: 'a link to an ignored folder or file, with a notice',
    build: (tree) =>
      tree.files('a', 'out/x', '.env').file('.gitignore', 'out/\n.env\n').link('l', 'out').link('e', '.env').track(),
    sent: ['.gitignore', 'a'],
    notices: [/^Links to files that Git ignores are not deployed: e -> \.env, l -> out\./],
  },
  {
    title: 'a link to tracked files in an ignored folder, which are deployed under the name of the link',
    build: (tree) =>
      tree.files('out/x', 'out/y').file('.gitignore', 'out/\n').link('l', 'out').track().git('add', '-f', 'out/x'),
    sent: ['.gitignore', ['l/x', 'out/x'], 'out/x'],
  },
  {
    title: 'a link into an untracked node_modules or storage folder, which is not deployed',
    build: (tree) =>
      tree
        .files('a', 'node_modules/m/x', 'storage/y')
        .link('m', 'node_modules/m')
        .link('s', 'storage')
        .init()
        .git('add', 'a', 'm', 's'),
    sent: ['a'],
    notices: [/: m -> node_modules[\\/]m, s -> storage\./],
  },
  {
    title: 'an ignored link, which is not followed',
    build: (tree) => tree.files('a').file('.gitignore', '/l\n').link('l', outside.folder).track(),
    sent: ['.gitignore', 'a'],
  },
  {
    title: 'broken links and links to themselves, with warnings',
    build: (tree) =>
      tree.files('a').link('gone', 'missing/x').link('self', 'self').link('one', 'two').link('two', 'one').track(),
    sent: ['a'],
    warnings: [/^Broken links are not deployed: gone -> missing[\\/]x, one -> two, self -> self, two -> one$/],
  },
  {
    title: 'a broken link in .actor/, which is reported once',
    build: (tree) => tree.files('a').link('.actor/l', 'missing').track(),
    sent: ['a'],
    warnings: [/^Broken links are not deployed: \.actor\/l -> missing$/],
    notices: [],
  },
  {
    title: 'an excluded broken link, which is not reported',
    build: (tree) => tree.files('a').file('.actorignore', 'gone\n').link('gone', 'missing').track(),
    sent: ['.actorignore', 'a'],
  },
  {
    title: '.actorignore applies to the name of the link',
    build: (tree) => tree.files('d/x', 'd/y').file('.actorignore', '/l/x\n').link('l', 'd').track(),
    sent: ['.actorignore', 'd/x', 'd/y', ['l/y', 'd/y']],
  },
  {
    title: '.actorignore applies to the name of the target',
    build: (tree) => tree.files('d/x', 'd/y').file('.actorignore', '/d/x\n').link('l', 'd').link('m', 'd/x').track(),
    sent: ['.actorignore', 'd/y', ['l/y', 'd/y']],
  },
  {
    title: '.actorignore with a line for folders excludes a link to a folder',
    build: (tree) => tree.files('d/x').file('.actorignore', 'l/\n').link('l', 'd').track(),
    sent: ['.actorignore', 'd/x'],
  },
  {
    title: '.actorignore re-includes ignored files under either name',
    build: (tree) =>
      tree
        .files('out/x', 'out/y', 'out2/z', 'out2/w')
        .file('.gitignore', 'out/\nout2/\n')
        .file('.actorignore', '!/out/x\n!/m/z\n')
        .link('l', 'out')
        .link('m', 'out2')
        .track(),
    sent: ['.actorignore', '.gitignore', ['l/x', 'out/x'], ['m/z', 'out2/z'], 'out/x'],
  },
  {
    title: '.actorignore re-includes a single file behind a link',
    build: (tree) =>
      tree.files('a', 'out/x').file('.gitignore', 'out/\n').file('.actorignore', '!/l\n').link('l', 'out/x').track(),
    sent: ['.actorignore', '.gitignore', 'a', ['l', 'out/x']],
  },
  {
    title: 'the files input applies to the name of the link only',
    patterns: ['l/**', '!d/**'],
    build: (tree) => tree.files('d/x', 'd/y').link('l', 'd').track(),
    sent: [
      ['l/x', 'd/x'],
      ['l/y', 'd/y'],
    ],
  },
  {
    title: 'a link out of the workspace that the files input excludes',
    patterns: ['src/**'],
    build: (tree) => tree.files('src/a').link('out', outside.folder).track(),
    sent: ['src/a'],
  },
  {
    title: 'a link into a submodule and a nested repository, whose rules apply',
    build: (tree) =>
      tree
        .files('nested/d/a', 'nested/d/b')
        .file('nested/.gitignore', 'b\n')
        .commit('nested')
        .link('l', 'nested/d')
        .init(),
    sent: [['l/a', 'nested/d/a'], 'nested/.gitignore', 'nested/d/a'],
    warnings: [/^Repositories that are not submodules .*: nested \(3 files\)\./],
  },
  {
    title: 'a link to another checkout in the workspace',
    from: 'a',
    build: (tree) =>
      tree
        .files('a/x', 'b/lib/y', 'b/lib/out')
        .file('b/.gitignore', 'out\n')
        .commit('b')
        .link('a/lib', '../b/lib')
        .commit('a'),
    sent: [
      ['lib/y', 'b/lib/y'],
      ['x', 'a/x'],
    ],
  },
  {
    title: 'a named file that is a link to an ignored file',
    namedFiles: ['Dockerfile'],
    build: (tree) =>
      tree.files('a', 'docker/prod').file('.gitignore', 'docker\n').link('Dockerfile', 'docker/prod').track(),
    sent: ['.gitignore', ['Dockerfile', 'docker/prod'], 'a'],
  },
  {
    title: 'a link in place of a folder with tracked files, which no longer exist',
    build: (tree) => tree.files('d/x', 'e/x', 'e/y').track().remove('d').link('d', 'e'),
    sent: [['d/x', 'e/x'], ['d/y', 'e/y'], 'e/x', 'e/y'],
  },
  {
    title: 'an ignored link in place of a folder with tracked files, which are not read behind the link',
    build: (tree) =>
      tree
        .files('a', 'd/x', 'secret/x')
        .file('.gitignore', '/secret/\n')
        .track()
        .remove('d')
        .link('d', 'secret')
        .file('.gitignore', '/secret/\n/d\n'),
    sent: ['.gitignore', 'a'],
  },
  {
    title: 'tracked credentials of another action behind a link',
    build: (tree) => tree.files('d/gha-creds-1.json').link('l.json', 'd/gha-creds-1.json').track(),
    sent: ['d/gha-creds-1.json', ['l.json', 'd/gha-creds-1.json']],
  },
  {
    title: 'untracked credentials of another action behind a link, which are never deployed',
    namedFiles: ['n.json'],
    build: (tree) =>
      tree
        .files('a')
        .link('l.json', 'd/gha-creds-1.json')
        .link('n.json', 'd/gha-creds-1.json')
        .file('.actorignore', '!d/*\n!l.json\n')
        .track()
        .files('d/gha-creds-1.json'),
    sent: ['.actorignore', 'a'],
  },
  {
    title: 'files behind an untracked link, which are untracked',
    build: (tree) => tree.files('d/x').track().link('l', 'd').link('m', 'd/x'),
    sent: ['d/x', ['l/x', 'd/x'], ['m', 'd/x']],
    notices: [/^2 untracked files deployed: l\/x, m$/],
  },
  {
    title: 'a link in .actor/ to files that .actorignore excludes, with a warning',
    build: (tree) => tree.files('s/x').file('.actorignore', 's/\n').link('.actor/s', '../s').track(),
    sent: ['.actorignore'],
    notices: [/^Files in \.actor\/ are not deployed .*: \.actor\/s$/],
  },
  {
    title: 'a link with newlines and quotes in its name and target',
    possible: diskTakes('a\n"b"/x y', 'l\n'),
    build: (tree) => tree.files('a\n"b"/x y').link('l\n', 'a\n"b"').track(),
    sent: ['a\n"b"/x y', ['l\n/x y', 'a\n"b"/x y']],
  },
];

const refused: readonly {
  readonly title: string;
  readonly build: (tree: Tree) => void;
  readonly from?: string;
  readonly message: RegExp;
}[] = [
  {
    title: 'out of the workspace',
    build: (tree) => tree.files('a').link('name', outside.path('hostname')).track(),
    message: new RegExp(`^Links lead out of the workspace: name -> ${shown}.hostname$`),
  },
  {
    title: 'to .. of the workspace',
    build: (tree) => tree.files('a').link('up', '..').track(),
    message: /out of the workspace: up -> \.\.$/,
  },
  {
    title: 'out of the workspace through a chain',
    build: (tree) => tree.files('a').link('two', outside.folder).link('one', 'two').track(),
    message: new RegExp(`out of the workspace: one -> two, two -> ${shown}$`),
  },
  {
    title: 'to a file in .git',
    build: (tree) => tree.files('a').init().link('config', '.git/config').track(),
    message: /^Links lead into a \.git folder: config -> \.git[\\/]config$/,
  },
  {
    title: 'to a folder in .git',
    build: (tree) => tree.files('a').init().link('g', '.git').track(),
    message: /into a \.git folder: g -> \.git$/,
  },
  {
    title: 'out of the workspace, after another link',
    from: 'a',
    build: (tree) => tree.files('a/x', 'b/y').link('a/l', '../b').link('b/out', outside.folder).track(),
    message: new RegExp(`out of the workspace: l/out -> ${shown}$`),
  },
  {
    title: 'out of the workspace or into .git, in one error',
    build: (tree) => tree.init().link('a', outside.folder).link('b', '.git').track(),
    message: new RegExp(`^2 mistakes in the source files:\\n- .*a -> ${shown}.*\\n- .*b -> \\.git`),
  },
];

const describeWithLinks = diskTakesLinks ? describe : describe.skip;
const testWithLinks = diskTakesLinks ? test : test.skip;

describeWithLinks('links', () => {
  test.each(possible(links))('$title', checkRow);
});

describeWithLinks('rejects a link that leads', () => {
  test.each(refused)('$title', async (row) => {
    expect((await errorOf(row)).message).toMatch(row.message);
  });
});

testWithLinks('does not read a named file behind a link that leads out of the workspace', async () => {
  const { message } = await errorOf({
    namedFiles: ['out/hostname'],
    patterns: ['a'],
    build: (tree) => tree.files('a').link('out', outside.folder).track(),
  });
  expect(message).toMatch(new RegExp(`out of the workspace: out/hostname -> ${shown}.hostname$`));
});

testWithLinks('rejects links that multiply', async () => {
  const { message } = await errorOf({
    build: (tree) => {
      for (const name of 'abcdefghi') tree.link(name, '.');
      tree.files('x').track();
    },
  });
  expect(message).toMatch(/^The source has more than 10000 links, including ./);
});

const testWithPipes = process.platform === 'win32' ? test.skip : test;
testWithPipes('does not open a pipe that actor.json names or that .actorignore re-includes behind a link', async () => {
  await checkRow({
    title: '',
    namedFiles: ['README.md'],
    build: (tree) => {
      execFileSync('mkfifo', [tree.path('README.md'), tree.path('pipe')]);
      tree.files('a').file('.actorignore', '!*\n').link('l', 'pipe').track();
    },
    sent: ['.actorignore', 'a'],
    warnings: [/^Broken links are not deployed: l -> pipe$/],
  });
});
