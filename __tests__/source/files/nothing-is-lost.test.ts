import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { list } from '../../support/source-rows.ts';
import { createTree, gitEnvironment, type Tree } from '../../support/tree.ts';

const name = fc.constantFrom('a', 'b', 'c.js', '.x', 'é', '.actor', 'd e', ...(diskTakes('a', 'A') ? ['A'] : []));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const rule = fc.constantFrom(
  ...[
    'a',
    '/a',
    'a/',
    '!a',
    '*',
    '!*/',
    'b/c.js',
    '!c.js',
    '**/c.js',
    'a/**',
    '.x',
    '?',
    '[ab]/',
    '!é',
    '*.js',
    '.actor/*',
  ],
);
const ruleFile = fc.record({
  folder: fc.constantFrom('', 'a/', 'b/', 'a/b/'),
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
});
const link = fc.record({
  name: fc.constantFrom('l', 'a/l', 'b/m'),
  target: fc.constantFrom('a', '../b', 'missing', '.x'),
});

interface Sample {
  readonly paths: readonly string[];
  readonly ruleFiles: readonly { readonly folder: string; readonly rules: readonly string[] }[];
  readonly links: readonly { readonly name: string; readonly target: string }[];
  readonly forced: readonly number[];
  readonly removed: readonly number[];
  readonly nested: boolean;
}

const sample: fc.Arbitrary<Sample> = fc.record({
  paths: fc.uniqueArray(path, { minLength: 3, maxLength: 12 }),
  ruleFiles: fc.array(ruleFile, { maxLength: 3 }),
  links: fc.uniqueArray(link, { maxLength: diskTakesLinks ? 2 : 0, selector: (each) => each.name }),
  forced: fc.array(fc.nat(11), { maxLength: 3 }),
  removed: fc.array(fc.nat(11), { maxLength: 2 }),
  nested: fc.boolean(),
});

/** Builds the tree, with some ignored files tracked and some tracked files removed. */
function build(tree: Tree, { paths, ruleFiles, links, forced, removed, nested }: Sample): void {
  const isFree = (each: string): boolean =>
    !['a', 'b', 'a/b'].includes(each) && !paths.some((other) => other.startsWith(`${each}/`));
  const files = paths.filter(isFree);
  tree.files('a/z', 'b/z', 'a/b/z', ...files);
  for (const { folder, rules } of ruleFiles) tree.file(`${folder}.gitignore`, rules.join('\n'));
  for (const each of links) tree.link(each.name, each.target);
  tree.track();
  const pick = (numbers: readonly number[]): readonly string[] => files.filter((_, index) => numbers.includes(index));
  tree.files('keep').git('add', '-f', '--', 'keep', ...pick(forced));
  for (const each of pick(removed)) tree.remove(each);
  tree.files('a/new', 'b/new.js');
  if (nested) tree.files('nested/a', 'nested/b').commit('nested');
}

/** The files and links that `git add -A` and a commit would store, which exist on the disk. */
function filesOfGit(tree: Tree): readonly string[] {
  const args = ['-c', 'core.ignoreCase=false', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const output = execFileSync('git', args, { cwd: tree.folder, env: gitEnvironment }).toString();
  const exists = (each: string): boolean => lstatSync(tree.path(each), { throwIfNoEntry: false }) !== undefined;
  return [...new Set(output.split('\0'))].filter((each) => each !== '' && exists(each));
}

test('every file that Git would commit is either deployed or named in a notice or warning', async () => {
  await fc.assert(
    fc.asyncProperty(sample, async (each) => {
      using tree = createTree();
      build(tree, each);
      const { files, diagnostics } = await list(tree, { namedFiles: [] });
      const sent = files.map((file) => file.name);
      const messages = diagnostics.map(({ message }) => message).join('\n');
      const committed = filesOfGit(tree);
      const isSent = (file: string): boolean =>
        sent.some((other) => other === file || other.startsWith(file.endsWith('/') ? file : `${file}/`));
      const lost = committed.filter((file) => !isSent(file) && !messages.includes(`${file} -> `));
      expect(lost).toEqual([]);
      const isCommitted = (file: string): boolean =>
        committed.some((other) => other === file || file.startsWith(other.endsWith('/') ? other : `${other}/`));
      expect(sent.filter((file) => !isCommitted(file))).toEqual([]);
      const unnamed = sent.filter((file) => file.startsWith('nested/')).length;
      expect(messages.includes(`nested (${unnamed} files)`)).toBe(unnamed > 0);
    }),
    { seed: 15, numRuns: 8 },
  );
});
