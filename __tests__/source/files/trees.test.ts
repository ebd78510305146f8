import { mkdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { isNamedLikeCredentials } from '../../../src/source/rules/built-in-rules.ts';
import { diskTakes, diskTakesLinks, gitTakesLongPaths } from '../../support/disk.ts';
import { checkRow, errorOf, list, possible, type SourceRow } from '../../support/source-rows.ts';
import { createTree, type Tree } from '../../support/tree.ts';

/** Creates a file in a folder whose name is not UTF-8. */
function inLatin1(tree: Tree, name: string): Tree {
  const file = Buffer.from(`d/caf\xe9/${name}`, 'latin1');
  mkdirSync(Buffer.concat([Buffer.from(`${tree.folder}/`), file.subarray(0, file.lastIndexOf('/'))]), {
    recursive: true,
  });
  return tree.file(file, 'x');
}

/** Creates the parts of a repository that Git checks, in a folder whose name is not UTF-8. */
function nestedInLatin1(tree: Tree): Tree {
  for (const name of ['.git/objects/x', '.git/refs/heads/x']) inLatin1(tree, name);
  inLatin1(tree, 'x');
  return tree.file(Buffer.from('d/caf\xe9/.git/HEAD', 'latin1'), 'ref: refs/heads/main\n');
}

const longName = `${'deep/'.repeat(40)}${'n'.repeat(50)}`;

const names: readonly SourceRow[] = [
  ...[
    ['spaces', 'a b c.txt'],
    ['a space at the end', 'end '],
    ['a space at the start', ' start'],
    ['quotes', `it's "so".txt`],
    ['a newline', 'one\ntwo'],
    ['a tab', 'one\ttwo'],
    ['a backslash', 'one\\two'],
    ['brackets', 'a[b]{c}(d)'],
    ['a leading #', '#hash'],
    ['a leading !', '!bang'],
    ['a leading -', '-rf'],
    ['a leading colon, which is special in Git', ':(top)x'],
    ['glob characters', '*?[a-z]'],
    ['non-ASCII letters', 'žluťoučký/日本語/😀.txt'],
    ['250 characters', longName],
    ['a name like a mode and an object', `100644 ${'0'.repeat(40)} 0\tx`],
    ['a replacement character', 'a\ufffdb'],
  ].map(([title = '', name = '']) => ({
    title: `a name with ${title}, tracked and untracked`,
    possible: diskTakes(name) && (name !== longName || gitTakesLongPaths),
    build: (tree: Parameters<SourceRow['build']>[0]) => tree.files(name).track().files(`u/${name}`),
    sent: [[name, name] as const, [`u/${name}`, `u/${name}`] as const].sort(([a], [b]) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    ),
  })),
  {
    title: 'NFC and NFD forms of one name, byte for byte',
    possible: diskTakes('caf\u00e9', 'cafe\u0301'),
    build: (tree) => tree.files('caf\u00e9', 'cafe\u0301').track(),
    sent: ['cafe\u0301', 'caf\u00e9'],
  },
  {
    title: 'names sorted by bytes, not by UTF-16',
    possible: diskTakes('b', 'B'),
    build: (tree) => tree.files('\u{1f600}', '\uffee', 'b', 'B', 'a/c', 'a-c').track(),
    sent: ['B', 'a-c', 'a/c', 'b', '\uffee', '\u{1f600}'],
  },
  {
    title: 'ignored names of every kind, which are not deployed',
    possible: diskTakes('a"b', 'e '),
    build: (tree) =>
      tree
        .files('žluť', 'a"b', '[x]', '#c', '!d', 'e ', 'keep')
        .file('.gitignore', 'žluť\na"b\n\\[x]\n\\#c\n\\!d\ne\\ \n')
        .track(),
    sent: ['.gitignore', 'keep'],
  },
];

const gitRules: readonly SourceRow[] = [
  {
    title: 'a tracked src/lib, although /lib is ignored',
    build: (tree) => tree.files('src/lib/x.js', 'lib/y.js').file('.gitignore', '/lib\n').track(),
    sent: ['.gitignore', 'src/lib/x.js'],
  },
  {
    title: 'a tracked build/, although Build/ is ignored',
    possible: diskTakes('build/a', 'Build/b'),
    build: (tree) => tree.files('build/a', 'Build/b').file('.gitignore', 'Build/\n').track(),
    sent: ['.gitignore', 'build/a'],
  },
  {
    title: 'names with different letter case, although core.ignoreCase is set',
    possible: diskTakes('build/a', 'Build/b'),
    build: (tree) =>
      tree
        .files('build/a', 'Build/b')
        .file('.gitignore', 'Build/\n')
        .track()
        .git('config', 'core.ignoreCase', 'true')
        .files('build/c'),
    sent: ['.gitignore', 'build/a', 'build/c'],
  },
  {
    title: 'nested .gitignore files with negation',
    build: (tree) =>
      tree
        .files('a.log', 'logs/b.log', 'logs/keep.log', 'logs/deep/c.log', 'logs/deep/keep.log')
        .file('.gitignore', '*.log\n')
        .file('logs/.gitignore', '!keep.log\n')
        .track(),
    sent: ['.gitignore', 'logs/.gitignore', 'logs/deep/keep.log', 'logs/keep.log'],
  },
  {
    title: 'rules in a parent folder of a monorepo',
    from: 'packages/a',
    build: (tree) =>
      tree
        .files('packages/a/x.js', 'packages/a/dist/y.js', 'packages/a/z.tmp', 'packages/b/other.js')
        .file('.gitignore', 'dist/\n')
        .file('packages/.gitignore', '/a/*.tmp\n')
        .track(),
    sent: [['x.js', 'packages/a/x.js']],
  },
  {
    title: 'only the tracked files in a working directory that Git ignores',
    from: 'gen',
    build: (tree) =>
      tree
        .files('gen/a', 'gen/b')
        .file('.gitignore', '/gen/\n')
        .track()
        .git('add', '-f', 'gen/a')
        .git('commit', '-qm', 'x'),
    sent: [['a', 'gen/a']],
  },
  {
    title: 'files in an ignored working directory, by the ignore files inside it',
    from: 'dist/apps/x',
    build: (tree) =>
      tree
        .files('dist/apps/x/.actor/actor.json', 'dist/apps/x/main.js', 'dist/apps/x/log', 'dist/apps/y/other')
        .files('dist/apps/x/node_modules/m')
        .file('.gitignore', '# output\ndist/\n*.js\n')
        .file('dist/apps/x/.gitignore', 'log\n')
        .commit(),
    sent: ['.actor/actor.json', '.gitignore', 'main.js'].map((name) =>
      name === '.gitignore' ? ([name, 'log\n'] as const) : ([name, `dist/apps/x/${name}`] as const),
    ),
    notices: [/^Git ignores the folder dist\/apps\/x \(\.gitignore, line 2: dist\/\)\. .*ignore files in this folder/],
  },
  {
    title: 'a file in an ignored folder that was added with --force',
    build: (tree) =>
      tree.files('out/forced', 'out/other').file('.gitignore', 'out/\n').track().git('add', '-f', 'out/forced'),
    sent: ['.gitignore', 'out/forced'],
  },
  {
    title: 'no tracked files that were deleted',
    build: (tree) => tree.files('a', 'b/c').track().remove('b/c'),
    sent: ['a'],
  },
  {
    title: 'changed, staged and untracked files with their contents on disk',
    build: (tree) =>
      tree
        .files('a', 'b')
        .track()
        .file('a', 'changed')
        .file('b', 'staged')
        .git('add', 'b')
        .file('b', 'again')
        .files('new'),
    sent: [
      ['a', 'changed'],
      ['b', 'again'],
      ['new', 'new'],
    ],
    notices: [/^1 untracked file deployed: new$/],
  },
  {
    title: 'files that are staged for removal, but still on disk',
    build: (tree) => tree.files('a', 'b').track().git('rm', '-q', '--cached', 'b'),
    sent: ['a', 'b'],
    notices: [/: b$/],
  },
  {
    title: 'files that are marked with intent to add',
    build: (tree) => tree.files('a').track().files('b').git('add', '-N', 'b'),
    sent: ['a', 'b'],
    notices: [],
  },
  {
    title: 'an unmerged file, once',
    build: (tree) => {
      tree.file('a', 'base').commit().git('checkout', '-qb', 'other').file('a', 'theirs').git('commit', '-qam', 'x');
      tree.git('checkout', '-q', 'main').file('a', 'ours').git('commit', '-qam', 'y');
      expect(() => tree.git('merge', 'other')).toThrow();
    },
    sent: ['a'],
  },
  {
    title: 'a file in place of a folder, and a folder in place of a file',
    build: (tree) => tree.files('a', 'b/c').track().remove('a').remove('b').files('a/inner', 'b'),
    sent: ['a/inner', 'b'],
  },
  {
    title: 'files that are assumed unchanged',
    build: (tree) => tree.files('a').track().git('update-index', '--assume-unchanged', 'a').file('a', 'new'),
    sent: [['a', 'new']],
  },
  {
    title: 'files in a repository without a commit',
    build: (tree) => tree.init().files('a'),
    sent: ['a'],
  },
  {
    title: 'files that .git/info/exclude does not exclude',
    build: (tree) => tree.files('a', 'b').init().file('.git/info/exclude', 'b\n'),
    sent: ['a'],
  },
  {
    title: 'files of a repository whose .gitignore is ignored',
    build: (tree) => tree.files('a').file('.gitignore', '.gitignore\n').track(),
    sent: ['a'],
  },
  {
    title: 'empty files, and no empty folders',
    build: (tree) => tree.file('empty', '').files('a').init().files('gone/x').remove('gone/x'),
    sent: ['a', 'empty'],
  },
  {
    title: 'files in .github and other dot folders',
    build: (tree) => tree.files('.github/workflows/x.yml', '.gitattributes', '.dockerignore').track(),
    sent: ['.dockerignore', '.gitattributes', '.github/workflows/x.yml'],
  },
];

const builtInRules: readonly SourceRow[] = [
  {
    title: 'excludes untracked node_modules at any depth, but not tracked files',
    build: (tree) =>
      tree
        .files('node_modules/t.js', 'a/node_modules/t.js')
        .track()
        .files('node_modules/u.js', 'a/node_modules/u/x.js', 'b/node_modules/c.js', 'node_modules_2/x'),
    sent: ['a/node_modules/t.js', 'node_modules/t.js', 'node_modules_2/x'],
    notices: [/^1 untracked file deployed: node_modules_2\/x$/],
  },
  {
    title: 'excludes untracked environments and caches at any depth, but not tracked files',
    build: (tree) =>
      tree
        .files('venv/t', 'src/__pycache__/t')
        .track()
        .files('.venv/u', 'a/venv/u', 'src/__pycache__/u', '.pnpm-store/u', 'venv2/v'),
    sent: ['src/__pycache__/t', 'venv/t', 'venv2/v'],
  },
  {
    title: 'includes an environment that .actorignore names',
    build: (tree) =>
      tree.files('a').file('.actorignore', '!venv/\n').track().files('venv/x', 'venv/__pycache__/y', '.venv/z'),
    sent: ['.actorignore', 'a', 'venv/__pycache__/y', 'venv/x'],
  },
  {
    title: 'handles an untracked file or link named node_modules',
    possible: diskTakesLinks,
    build: (tree) =>
      tree
        .files('a', 'deps/x')
        .track()
        .files('deps/node_modules')
        .link('node_modules', 'deps')
        .link('.actor/node_modules', '../deps'),
    sent: ['a', 'deps/x'],
    notices: [],
  },
  {
    title: 'excludes untracked storage folders at the root, but not tracked files',
    build: (tree) =>
      tree
        .files('storage/t', 'a')
        .track()
        .files('storage/u', 'apify_storage/u', 'crawlee_storage/u', 'src/storage/v', 'storage2/w'),
    sent: ['a', 'src/storage/v', 'storage/t', 'storage2/w'],
  },
  {
    title: 'excludes storage folders at the root of the working directory, not of the repository',
    from: 'pkg',
    build: (tree) => tree.files('pkg/a').track().files('pkg/storage/u', 'pkg/src/apify_storage/v'),
    sent: [
      ['a', 'pkg/a'],
      ['src/apify_storage/v', 'pkg/src/apify_storage/v'],
    ],
  },
  {
    title: 'excludes credentials of another action',
    build: (tree) =>
      tree.files('gha-creds-tracked.json').track().files('gha-creds-1.json', 'a/gha-creds-2.json', 'gha-creds-3.txt'),
    sent: ['gha-creds-3.txt', 'gha-creds-tracked.json'],
  },
  {
    title: 'excludes credentials of another action, even if actor.json names them',
    namedFiles: ['gha-creds-1.json', 'b'],
    build: (tree) => tree.files('a').file('.gitignore', 'b\n').track().files('gha-creds-1.json', 'b'),
    sent: ['.gitignore', 'a', 'b'],
  },
  {
    title: 'excludes a link with the name of such credentials, even if actor.json names it',
    possible: diskTakesLinks,
    namedFiles: ['gha-creds-1.json'],
    build: (tree) => tree.files('a').track().link('gha-creds-1.json', 'a'),
    sent: ['a'],
  },
  {
    title: 'excludes files and folders named .git, in any letter case',
    possible: diskTakes('.git/config', '.GIT/config'),
    build: (tree) => tree.files('a').track().files('.GIT/config', 'x/.Git', 'x/b'),
    sent: ['a', 'x/b'],
  },
  {
    title: 'warns about untracked files with names of credentials',
    build: (tree) =>
      tree
        .files('a', '.env.tracked')
        .track()
        .files('.env', '.env.local', 'cert.pem', 'x/id.key', '.npmrc', 'keyed.txt'),
    sent: ['.env', '.env.local', '.env.tracked', '.npmrc', 'a', 'cert.pem', 'keyed.txt', 'x/id.key'],
    warnings: [/credentials.*: \.env, \.env\.local, \.npmrc, cert\.pem, x\/id\.key\. /],
    notices: [/^6 untracked files/],
  },
  {
    title: 'excludes an untracked file named .git, at any depth and in any letter case',
    possible: diskTakes('x/.GIT'),
    build: (tree) => tree.files('a', 'x/b').track().files('x/.GIT'),
    sent: ['a', 'x/b'],
  },
  {
    title: 'prints a notice about untracked files with their number and ten names',
    build: (tree) =>
      tree
        .files('a')
        .track()
        .files(...Array.from({ length: 12 }, (_, index) => `u${index + 10}`)),
    sent: ['a', ...Array.from({ length: 12 }, (_, index) => `u${index + 10}`)],
    notices: [/^12 untracked files deployed: u10, .*u19 and 2 more$/],
  },
  {
    title: 'includes ignored files in .actor/ only if actor.json names them',
    namedFiles: ['.actor/actor.json', '.actor/Dockerfile', 'schemas/in.json', '.actor/missing'],
    build: (tree) =>
      tree
        .files(
          '.actor/actor.json',
          '.actor/Dockerfile',
          '.actor/local.json',
          '.actor/kept',
          'schemas/in.json',
          'schemas/b',
        )
        .file('.gitignore', 'actor.json\nDockerfile\nlocal.json\n/schemas/\n')
        .track(),
    sent: ['.actor/Dockerfile', '.actor/actor.json', '.actor/kept', '.gitignore', 'schemas/in.json'],
  },
];

describe('an untracked file is reported as credentials', () => {
  test.each([
    ...['.env', '.env.local', '.envrc', 'a/.env', 'x.pem', 'x.key', 'x.p12', 'x.pfx', '.npmrc', '.netrc', '.pypirc'],
    ...['.git-credentials', 'id_rsa', 'id_ed25519', 'credentials.json', 'service-account.json'],
    ...['service-account-1.json', 'kubeconfig', 'prod.tfstate', 'deep/in/a/folder/x.key', 'KEY.PEM', '.Env.local'],
  ])('%s', (name) => {
    expect(isNamedLikeCredentials(name)).toBe(true);
  });

  test.each([
    ...['a.keys.js', 'x.pem.md', 'key', 'pem', 'env', 'my.env', '.npmrc.md', 'id_rsa.pub', 'credentials.json.md'],
    ...[
      'service-account.ts',
      'my-service-account.json',
      'kubeconfig.md',
      '.env/x',
      'x.key/y',
      'monkey',
      'x.tfstate.md',
    ],
  ])('but not %s', (name) => {
    expect(isNamedLikeCredentials(name)).toBe(false);
  });
});

describe('deploys files with special names:', () => {
  test.each(possible(names))('$title', checkRow);
});

describe('deploys the files that Git would commit:', () => {
  test.each(possible(gitRules))('$title', checkRow);

  test('files that the settings of the user do not exclude', async () => {
    using tree = createTree();
    tree.files('repo/a', 'repo/b.swp').file('home/.config/git/ignore', '*.swp\n').init('repo');
    const git = createGit({ PATH: process.env['PATH'], HOME: tree.path('home') });
    const { files } = await list(tree, { from: 'repo', git });
    expect(files.map(({ name }) => name)).toEqual(['a']);
  });

  (gitTakesLongPaths ? test : test.skip)(
    'files beside 2,000 ignored files, with Git output of more than 1 MiB',
    async () => {
      using tree = createTree();
      const tracked = Array.from({ length: 1400 }, (_, index) => `${'long-folder-name/'.repeat(45)}${index}`);
      tree.init().file('.gitignore', '/ignored/\n');
      for (const name of tracked) tree.file(name, '');
      for (let index = 0; index < 2000; index += 1) tree.file(`ignored/${index}`, '');
      tree.git('add', '-A');
      const { files } = await list(tree, {});
      expect(files.map(({ name }) => name)).toEqual(['.gitignore', ...tracked].sort());
      expect(files.filter((file) => file.tracked)).toHaveLength(1401);
    },
  );
});

describe('the built-in rules, whatever the ignore files contain:', () => {
  test.each(possible(builtInRules))('$title', checkRow);
});

const testWithLatin1 = diskTakes(Buffer.from('d/caf\xe9/x', 'latin1')) ? test : test.skip;

describe('errors', () => {
  testWithLatin1('a name that is not UTF-8 is escaped in the message', async () => {
    const error = await errorOf({
      build: (tree) => tree.files('a').init().file(Buffer.from('caf\xe9.txt', 'latin1'), '').git('add', '-A'),
    });
    expect(error.message).toBe('File names are not valid UTF-8: caf\\xe9.txt');
    expect(error.hint).toMatch(/\.actorignore/);
  });

  testWithLatin1.each<[string, Omit<SourceRow, 'title' | 'sent'>]>([
    ['a nested repository', { build: (tree) => nestedInLatin1(tree.files('a').init()) }],
    ['without a repository, a folder', { build: (tree) => inLatin1(tree.files('a'), 'x') }],
    [
      'a folder that .actorignore re-includes',
      { build: (tree) => inLatin1(tree.file('.gitignore', 'd/\n').file('.actorignore', '!/d/\n').init(), 'x') },
    ],
  ])('%s whose name is not UTF-8 is escaped in the message', async (_, row) => {
    expect((await errorOf(row)).message).toBe('File names are not valid UTF-8: d/caf\\xe9/');
  });

  testWithLatin1('a folder whose name is not UTF-8 is not an error if it is excluded', async () => {
    const build = (tree: Tree): Tree => inLatin1(tree.file('.actorignore', '!dist/\n/d/caf*/\n'), 'x');
    await checkRow({ title: '', build, sent: ['.actorignore'], warnings: [/^Because there is no Git repository/] });
    await checkRow({
      title: '',
      build: (tree) => inLatin1(tree.file('.gitignore', 'd\n').file('.actorignore', '!dist/\n').init(), 'x'),
      sent: ['.actorignore', '.gitignore'],
    });
  });

  testWithLatin1('a name that is not UTF-8 is not an error if it is excluded', async () => {
    await checkRow({
      title: '',
      build: (tree) => tree.file('.actorignore', 'caf*.txt\n').init().file(Buffer.from('caf\xe9.txt', 'latin1'), ''),
      sent: ['.actorignore'],
    });
  });

  test('an empty list of files is rejected', async () => {
    const error = await errorOf({ build: (tree) => tree.init() });
    expect(error.message).toMatch(/^No files to deploy in the working directory$/);
    expect(error.hint).toMatch(/working-directory/);
  });
});
