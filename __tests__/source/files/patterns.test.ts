import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { backslashEscapes, diskTakes } from '../../support/disk.ts';
import { checkRow, errorOf, possible, type SourceRow } from '../../support/source-rows.ts';
import type { Tree } from '../../support/tree.ts';

const files = ['.env.example', 'README.md', 'src/a.js', 'src/a.test.js', 'src/lib/b.js', 'test/c.js'];

function patterns(title: string, lines: readonly string[], sent: readonly string[]): SourceRow {
  return { title, patterns: lines, build: (tree) => tree.files(...files).track(), sent };
}

const rows: readonly SourceRow[] = [
  patterns('everything', ['**'], files),
  patterns('a folder', ['src/**'], ['src/a.js', 'src/a.test.js', 'src/lib/b.js']),
  patterns('a folder by its name, with everything in it', ['src'], ['src/a.js', 'src/a.test.js', 'src/lib/b.js']),
  patterns('a folder with a slash', ['src/'], ['src/a.js', 'src/a.test.js', 'src/lib/b.js']),
  patterns('from ./', ['./src/*.js'], ['src/a.js', 'src/a.test.js']),
  patterns('one asterisk, which matches one folder', ['*/*.js'], ['src/a.js', 'src/a.test.js', 'test/c.js']),
  patterns('dot files', ['*'], files),
  patterns('several lines', ['README.md', 'test/**'], ['README.md', 'test/c.js']),
  patterns('an exclude after its include', ['**/*.js', '!**/*.test.js'], ['src/a.js', 'src/lib/b.js', 'test/c.js']),
  patterns(
    'an exclude before its include, which has no effect',
    ['!**/*.test.js', 'src/**'],
    ['src/a.js', 'src/a.test.js', 'src/lib/b.js'],
  ),
  patterns(
    'an include after an exclude',
    ['**', '!src', 'src/lib/**'],
    ['.env.example', 'README.md', 'src/lib/b.js', 'test/c.js'],
  ),
  patterns('lines that only exclude', ['!src/**', '!*.md'], ['.env.example', 'test/c.js']),
  patterns('lines that only exclude, with a folder name', ['!src'], ['.env.example', 'README.md', 'test/c.js']),
  patterns('a double exclamation mark, which includes', ['!!src/a.js'], ['src/a.js']),
  patterns('character sets', ['src/[ab].js', '!src/[!b].js', 'test/**'], ['test/c.js']),
  {
    title: 'names with characters that other systems interpret',
    possible: backslashEscapes,
    patterns: ['a\\[b\\]', 'c?d', 'é*'],
    build: (tree) => tree.files('a[b]', 'c d', 'éa', 'eb').track(),
    sent: ['a[b]', 'c d', 'éa'],
  },
  {
    title: 'an absolute pattern',
    // On Windows each drive has a root.
    patterns: [`${path.parse(tmpdir()).root}**/src/*.js`],
    build: (tree) => tree.files('src/a.js', 'b.js').track(),
    sent: ['src/a.js'],
  },
  {
    title: 'files that actor.json names in any case, and reports other files in .actor/',
    patterns: ['src/**'],
    namedFiles: ['.actor/actor.json', 'Dockerfile'],
    build: (tree) => tree.files('.actor/actor.json', '.actor/x', 'Dockerfile', 'src/a', 'b').track(),
    sent: ['.actor/actor.json', 'Dockerfile', 'src/a'],
    notices: [/^Files in \.actor\/ are not deployed because ignore rules or the files input exclude them: \.actor\/x$/],
  },
  {
    title: 'only files that Git and .actorignore do not exclude',
    patterns: ['src/**', 'out/**'],
    build: (tree) =>
      tree
        .files('src/a', 'src/b.tmp', 'src/c.md', 'out/d', 'e')
        .file('.gitignore', '*.tmp\nout/\n')
        .file('.actorignore', '*.md\n!out/\n')
        .track(),
    sent: ['out/d', 'src/a'],
  },
  {
    title: 'a working directory with glob characters in its path',
    possible: diskTakes('a[1] {b}*?/y'),
    from: 'a[1] {b}*?',
    patterns: ['src/*'],
    build: (tree) => tree.files('a[1] {b}*?/src/x', 'a[1] {b}*?/y').track(),
    sent: [['src/x', 'a[1] {b}*?/src/x']],
  },
];

const unmatched: readonly {
  readonly title: string;
  readonly patterns: readonly string[];
  readonly build?: (tree: Tree) => void;
  readonly message: RegExp;
  readonly hint: RegExp;
}[] = [
  {
    title: 'several patterns on one line',
    patterns: ['src/**, libs/**'],
    message: /^The pattern "src\/\*\*, libs\/\*\*" in the files input matches no files to deploy$/,
    hint: /^Write one pattern per line\. /,
  },
  {
    title: 'a name that does not exist',
    patterns: ['src/**', 'libs/**'],
    message: /^The pattern "libs\/\*\*" in the files input matches no files to deploy$/,
    hint: /spelling/,
  },
  {
    title: 'a file in place of a folder',
    patterns: ['src/a/b'],
    message: /"src\/a\/b" in the files input matches no files to deploy$/,
    hint: /spelling/,
  },
  {
    title: 'braces',
    patterns: ['*.{js,ts}'],
    message: /"\*\.\{js,ts\}" in the files input matches no files/,
    hint: /^Braces are not expanded\. Write one line for each alternative: \*\.js, \*\.ts$/,
  },
  {
    title: 'braces without alternatives',
    patterns: ['{a}.txt'],
    message: /"\{a\}\.txt" in the files input matches no files/,
    hint: /^Braces are not expanded\. Write one line for each alternative: a\.txt$/,
  },
  {
    title: 'credentials of another action',
    patterns: ['gha-creds-*.json'],
    build: (tree) => {
      ignoring(tree);
      tree.files('gha-creds-1.json');
    },
    message: /: gha-creds-1\.json is excluded by a built-in rule for credentials of this job$/,
    hint: /never deployed/,
  },
  {
    title: 'a folder that Git ignores, with the rule and the line that re-includes it',
    patterns: ['out/**'],
    message: /: out\/d is excluded by \.gitignore, line 2: out\/$/,
    hint: /add to \.actorignore: !\/out\/$/,
  },
  {
    title: 'a file that Git ignores by its name',
    patterns: ['src/*.tmp'],
    message: /: src\/b\.tmp is excluded by \.gitignore, line 1: \*\.tmp$/,
    hint: /: !\/src\/$/,
  },
  {
    title: 'a file in the root',
    patterns: ['*.tmp'],
    message: /: r \[1\]\.tmp is excluded by \.gitignore, line 1: \*\.tmp$/,
    hint: /: !\/r \\\[1\]\.tmp$/,
  },
  {
    title: 'a folder that .actorignore excludes, with the line',
    patterns: ['docs/*.txt'],
    message: /: docs\/t\.txt is excluded by \.actorignore, line 2: docs\/$/,
    hint: /: !\/docs\/$/,
  },
  {
    title: 'a file that two lines of .actorignore exclude',
    patterns: ['docs/*.md'],
    message: /: docs\/c\.md is excluded by \.actorignore, line 2: docs\/$/,
    hint: /: !\/docs\/, !\/docs\/c\.md$/,
  },
  {
    title: 'a file that .actorignore excludes by its name',
    patterns: ['src/c.md'],
    message: /: src\/c\.md is excluded by \.actorignore, line 1: \*\.md$/,
    hint: /: !\/src\/c\.md$/,
  },
  {
    title: 'node_modules',
    patterns: ['node_modules/m/**'],
    message: /: node_modules\/m\/x is excluded by a built-in rule for untracked node_modules folders$/,
    hint: /: !\/node_modules\/m\/$/,
  },
  {
    title: 'a file that is never deployed',
    patterns: ['.git/config'],
    message: /: \.git\/config is excluded by a built-in rule: \.git is never deployed$/,
    hint: /never deployed/,
  },
  {
    title: 'brackets in a name',
    patterns: ['src/[id].js'],
    build: (tree) => tree.files('src/[id].js').track(),
    message: /The pattern "src\/\[id\]\.js" in the files input matches no files to deploy$/,
    hint: /match one character of a set.*for example src\/\[id\]\.js, write: src\/\[\[\]id\]\.js$/,
  },
  {
    title: 'seven asterisks between two slashes',
    patterns: ['a/*1*2*3*4*5*6*'],
    message: /contains more than 6 "\*" between two slashes$/,
    hint: /fewer/,
  },
  {
    title: 'a file two folders deep in a folder that .actorignore excludes',
    patterns: ['docs/deep/*.md'],
    build: (tree) => ignoring(tree.files('docs/deep/c.md')),
    message: /: docs\/deep\/c\.md is excluded by \.actorignore, line 2: docs\/$/,
    hint: /: !\/docs\/, !\/docs\/deep\/, !\/docs\/deep\/c\.md$/,
  },
  {
    title: 'a path outside the working directory',
    patterns: ['/etc/**'],
    message: /, because it is outside the working directory$/,
    hint: /Set working-directory/,
  },
  {
    title: 'a pattern with ..',
    patterns: ['../other/**'],
    message: /^The pattern "\.\.\/other\/\*\*" in the files input contains "\.\."$/,
    hint: /without "\.\."/,
  },
  {
    title: 'only an exclamation mark',
    patterns: ['**', '!'],
    message: /The pattern "!" in the files input is empty$/,
    hint: /Write a path after/,
  },
  {
    title: 'mistakes in several lines',
    patterns: ['x', '!y', 'z'],
    message: /^2 patterns in the files input do not match any files:\n- .*"x".*\n- .*"z"/,
    hint: /^undefined$/,
  },
  {
    title: 'without Git',
    patterns: ['out/**'],
    build: (tree) => tree.files('a', 'out/d').file('.gitignore', '\nout/\n'),
    message: /: out\/d is excluded by \.gitignore, line 2: out\/$/,
    hint: /: !\/out\/$/,
  },
];

function ignoring(tree: Tree): void {
  tree
    .files('src/a', 'src/b.tmp', 'src/c.md', 'docs/c.md', 'docs/t.txt', 'out/d', 'r [1].tmp')
    .file('.gitignore', '*.tmp\nout/\n');
  tree.file('.actorignore', '*.md\ndocs/\n').track().files('node_modules/m/x', 'node_modules/n/y');
}

describe('the files input selects', () => {
  test.each(possible(rows))('$title', checkRow);
});

describe('a line of the files input is an error:', () => {
  test.each(unmatched)('$title', async ({ patterns: lines, build = ignoring, message, hint }) => {
    const error = await errorOf({ patterns: lines, build });
    expect(error.message).toMatch(message);
    expect(String(error.hint)).toMatch(hint);
  });

  test.each(unmatched.filter(({ hint }) => hint.source.startsWith(': !') || hint.source.startsWith('add')))(
    'the suggested line re-includes the file: $title',
    async ({ patterns: lines, build = ignoring }) => {
      const { message, hint = '' } = await errorOf({ patterns: lines, build });
      const name = / deploy: (.*) is excluded/.exec(message)?.[1] ?? '';
      await checkRow({
        title: '',
        patterns: lines,
        build: (tree) => {
          build(tree);
          tree.init().file('.actorignore', `*.md\ndocs/\n${hint.replace(/^.*: /, '').replaceAll(', ', '\n')}\n`);
        },
        sent: [name],
      });
    },
  );
});
