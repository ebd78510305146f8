import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { findCrlfFiles } from '../../../src/source/checks/line-endings.ts';
import { diskKnowsModes, diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { notCanceled } from '../../support/signals.ts';
import { checkRow, errorOf, list, type SourceRow } from '../../support/source-rows.ts';
import { createTree, type Tree } from '../../support/tree.ts';

/** Makes a checkout like on Windows: links are text files, and only the index contains modes. */
function likeWindows(tree: Tree): Tree {
  return tree.git('config', 'core.symlinks', 'false').git('config', 'core.fileMode', 'false');
}

/** Commits links and checks them out as text. */
function linksAsText(tree: Tree, links: Readonly<Record<string, string>>): void {
  for (const [name, target] of Object.entries(links)) tree.link(name, target);
  likeWindows(tree.track());
  for (const name of Object.keys(links)) tree.remove(name);
  tree.git('checkout', '-q', '--', '.');
}

const textLinks: readonly SourceRow[] = [
  {
    title: 'to a file and a folder',
    build: (tree) => linksAsText(tree.files('d/x', 'd/y'), { l: 'd', m: 'd/x' }),
    sent: ['d/x', 'd/y', ['l/x', 'd/x'], ['l/y', 'd/y'], ['m', 'd/x']],
  },
  {
    title: 'to another link, and through a link to a folder',
    build: (tree) => linksAsText(tree.files('d/x'), { one: 'two', two: 'l/x', l: 'd' }),
    sent: ['d/x', ['l/x', 'd/x'], ['one', 'd/x'], ['two', 'd/x']],
  },
  {
    title: 'to a link outside the working directory',
    from: 'pkg',
    build: (tree) => linksAsText(tree.files('pkg/a', 'LICENSE'), { 'pkg/LICENSE': '../licence', licence: 'LICENSE' }),
    sent: [
      ['LICENSE', 'LICENSE'],
      ['a', 'pkg/a'],
    ],
  },
  {
    title: 'but warns about loops and broken links',
    build: (tree) => linksAsText(tree.files('a'), { one: 'two', two: 'one', gone: 'missing' }),
    sent: ['a'],
    warnings: [/: gone -> missing, one -> two, two -> one$/],
  },
  {
    title: 'to a folder that contains the link',
    build: (tree) => linksAsText(tree.files('d/x'), { 'd/loop': '../d' }),
    sent: [['d/loop/x', 'd/x'], 'd/x'],
  },
  {
    title: 'but not text files on a disk that supports links',
    build: (tree) => tree.files('a').link('l', 'a').track().remove('l').file('l', 'a'),
    sent: ['a', ['l', 'a']],
  },
];

const describeWithLinks = diskTakesLinks ? describe : describe.skip;
describeWithLinks('follows links that Git checked out as text files:', () => {
  test.each(textLinks)('$title', checkRow);

  test('unless they lead out of the workspace', async () => {
    using outside = createTree();
    const target = `../${path.basename(outside.folder)}`;
    const { message } = await errorOf({ build: (tree) => linksAsText(tree.files('a'), { l: target }) });
    expect(message.replaceAll('\\', '/')).toBe(`Links lead out of the workspace: l -> ${target}`);
  });

  test('unless they lead into .git', async () => {
    const { message } = await errorOf({ build: (tree) => linksAsText(tree.files('a'), { l: '.git/config' }) });
    expect(message).toMatch(/^Links lead into a \.git folder: l -> \.git[\\/]config$/);
  });
});

describe('whether a file is executable', () => {
  const byTheDisk: readonly [title: string, build: (tree: Tree) => void, expected: boolean][] = [
    ['on the disk and in the index', (tree) => tree.file('f', '', 0o755).track(), true],
    [
      'in the index, if the disk has no modes',
      (tree) => likeWindows(tree.file('f', '', 0o755).track()).file('f', ''),
      true,
    ],
    ['after its mode changed', (tree) => chmodSync(tree.file('f', '').track().path('f'), 0o755), true],
    ['on disk, untracked', (tree) => tree.init().file('f', '', 0o755), true],
  ];
  const behindLinks: typeof byTheDisk = [
    [
      'in the index, behind a link',
      (tree) => likeWindows(tree.file('d/g', '').link('f', 'd/g').track()).git('update-index', '--chmod=+x', 'd/g'),
      true,
    ],
  ];

  test.each<(typeof byTheDisk)[number]>([
    ...(diskKnowsModes ? byTheDisk : []),
    ...(diskTakesLinks ? behindLinks : []),
    ['neither in the index nor on disk', (tree) => tree.file('f', '').track(), false],
    [
      'added to the index by update-index',
      (tree) => likeWindows(tree.file('f', '').track()).git('update-index', '--chmod=+x', 'f'),
      true,
    ],
    [
      'on a disk where all files look executable',
      (tree) => likeWindows(tree.file('f', '').track()).file('f', '', 0o755),
      false,
    ],
  ])('%s', async (_title, build, expected) => {
    using tree = createTree();
    build(tree);
    const { files } = await list(tree, {});
    expect(files.find(({ name }) => name === 'f')?.executable).toBe(expected);
  });
});

describe('line endings', () => {
  async function diagnostics(tree: Tree, from = '.'): Promise<readonly string[]> {
    const { files } = await list(tree, { from });
    const workspace = await findWorkspace(tree.folder, from);
    const found = await findCrlfFiles({
      files,
      folder: workspace.workingDirectory,
      git: createGit(process.env),
      signal: notCanceled,
    });
    return found.map(({ message }) => message);
  }

  test('are reported if the checkout converted LF to CRLF, with the .gitattributes line that prevents it', async () => {
    using tree = createTree();
    // A name with a special meaning in Git, if the disk supports it.
    const odd = diskTakes(':!é') ? ':!é' : '!é';
    tree.file('pkg/run.sh', 'a\nb\n').file(`pkg/${odd}`, 'a\n').file('pkg/crlf', 'a\r\n').file('pkg/bin', 'a\n\0');
    if (diskTakesLinks) tree.link('pkg/l', 'run.sh');
    tree.track().git('config', 'core.autocrlf', 'true');
    for (const name of ['pkg/run.sh', `pkg/${odd}`, 'pkg/bin']) tree.remove(name);
    tree.git('checkout', '-q', '--', '.').file('pkg/new', 'a\r\n');
    expect(await diagnostics(tree, 'pkg')).toEqual([
      expect.stringMatching(
        /have LF line endings in Git, but are deployed with CRLF.*: :?!é, (?:l|run\.sh)\. .*\.gitattributes .*: \* text=auto eol=lf$/,
      ),
    ]);
  });

  test('are not reported if that line is committed', async () => {
    using tree = createTree();
    tree.file('a', 'a\n').track().git('config', 'core.autocrlf', 'true').remove('a').git('checkout', '-q', '--', '.');
    const [message = ''] = await diagnostics(tree);
    tree
      .file('.gitattributes', `${message.replace(/^.*: /, '')}\n`)
      .remove('a')
      .git('checkout', '-q', '--', '.');
    expect(await diagnostics(tree)).toEqual([]);
  });

  test('are reported for more names than fit on a command line', async () => {
    using tree = createTree();
    for (let index = 0; index < 400; index += 1) tree.file(`${'folder/'.repeat(8)}${index}`, 'a\n');
    tree.track().git('config', 'core.autocrlf', 'true').remove('folder').git('checkout', '-q', '--', '.');
    expect(await diagnostics(tree)).toEqual([expect.stringMatching(/and 390 more/)]);
  });

  test('are not reported for files as they were committed', async () => {
    using tree = createTree();
    tree.file('a', 'a\n').file('crlf', 'a\r\n').file('new', 'a\n').track().file('untracked', 'a\r\n');
    expect(await diagnostics(tree)).toEqual([]);
  });

  test('are not reported without a repository', async () => {
    using tree = createTree();
    tree.file('a', 'a\r\n');
    expect(await diagnostics(tree)).toEqual([]);
  });
});
