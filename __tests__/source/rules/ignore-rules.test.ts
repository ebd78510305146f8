import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type IgnoreRule,
  lastMatch,
  mayRuleMatchBelow,
  parseIgnoreRules,
} from '../../../src/source/rules/ignore-rules.ts';
import { backslashEscapes } from '../../support/disk.ts';
import { createTree, gitEnvironment, type Tree } from '../../support/tree.ts';

/** Whether Git ignores each path. */
function askGit(tree: Tree, rules: Buffer, paths: readonly string[]): readonly boolean[] {
  tree.file('.gitignore', rules);
  const { stdout } = spawnSync('git', ['-c', 'core.ignoreCase=false', 'check-ignore', '--no-index', '-z', '--stdin'], {
    cwd: tree.folder,
    env: gitEnvironment,
    input: `${paths.join('\0')}\0`,
  });
  const ignored = new Set(stdout.toString().split('\0'));
  return paths.map((path) => ignored.has(path));
}

/** Whether our rules ignore a path. Everything in an ignored folder is ignored. */
function isIgnored(rules: readonly IgnoreRule[], path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => {
    const isFolder = index + 1 < parts.length;
    return lastMatch(rules, parts.slice(0, index + 1).join('/'), isFolder)?.negated === false;
  });
}

const parts = [
  ...['a', 'b', 'A', 'ab', 'é', ' ', '\t', '.', '-', ']', '+', '^', '$', '(', '|', '{a,b}', '#', '!'],
  ...['*', '*', '?', '/', '/', '**/', '/**', '/**/', '\\*', '\\a', '\\ ', '\\', '['],
  ...['[ab]', '[!a]', '[^b]', '[a-c]', '[c-a]', '[]a]', '[a-]', '[--0]', '[\\]a]', '[a/b]', '[é]', '[:]'],
  ...['[[:alpha:]]', '[![:space:]a]', '[[:foo:]]', '[[:punct:]-z]'],
];
const rule = fc
  .tuple(
    fc.constantFrom('', '', '', '!'),
    fc.constantFrom('', '', '/'),
    fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 }),
  )
  // Git before 2.51 interprets asterisks after a letter like asterisks after a slash.
  .map(([mark, slash, pattern]) => mark + slash + pattern.join('').replaceAll(/([^/])\*\*+/g, '$1*'));
const name = fc
  .array(
    fc.constantFrom(
      ...['a', 'b', 'A', 'ab', 'é', ' ', '\t', '.', '-', ']', '[', '*', '+', '^', '{a,b}', '#', '!'],
      ...(backslashEscapes ? ['\\'] : []),
    ),
    {
      minLength: 1,
      maxLength: 2,
    },
  )
  .map((characters) => characters.join('').replace(/^\.+$/, 'a'));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const file = fc
  .tuple(
    fc.constantFrom('', '', '\ufeff'),
    fc.array(rule, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.boolean(),
  )
  .map(([mark, rules, end, isEnded]) => Buffer.from(mark + rules.join(end) + (isEnded ? end : '')));

test('ignores the same names as Git for random rules', () => {
  using tree = createTree();
  tree.init();
  fc.assert(
    fc.property(file, fc.uniqueArray(path, { minLength: 40, maxLength: 40 }), (rules, paths) => {
      const parsed = parseIgnoreRules(rules);
      const ours = paths.map((each) => isIgnored(parsed, each));
      expect(ours).toEqual(askGit(tree, rules, paths));
    }),
    { seed: 1, numRuns: 30 },
  );
});

test.each(['**\\/a', 'x/**\\/a', '/**\\/**a', 'a**\\/a', '*\\/a'])(
  'interprets an escaped slash like Git: %s',
  (rule) => {
    using tree = createTree();
    tree.init();
    const paths = ['a', 'a/a', 'x/a', 'x/b/a', 'x/b/c/a', 'x/b/ca', 'b/a/a', 'ab/a'];
    const rules = Buffer.from(rule);
    expect(paths.map((each) => isIgnored(parseIgnoreRules(rules), each))).toEqual(askGit(tree, rules, paths));
  },
);

test('supports bytes that are not UTF-8 in a rule', () => {
  using tree = createTree();
  tree.init();
  const rules = Buffer.from('caf\xe9\n[\xc3]\xa9\ncaf?\n', 'latin1');
  const paths = ['café', 'cafe', 'é', 'caf'];
  expect(paths.map((each) => isIgnored(parseIgnoreRules(rules), each))).toEqual(askGit(tree, rules, paths));
});

test('returns the line number and the text of a rule', () => {
  const [first, second] = parseIgnoreRules(Buffer.from('# comment\n\n!/žluť/ \r\n\\ \n'));
  expect(first).toMatchObject({ line: 3, text: '!/žluť/', negated: true, foldersOnly: true });
  expect(second).toMatchObject({ line: 4, text: '\\ ', negated: false, foldersOnly: false });
});

test.each([
  ['*a*a*a*a*a*a*b', 'a'.repeat(255)],
  ['[a]*[a]*[a]*[a]*[a]*[a]*b', 'a'.repeat(255)],
  ['**/d/**/d/**/d/**/d/**/d/x', 'd/'.repeat(1000)],
  ['/**/*a*a*a*a*b/**/*a*a*a*b', `${'a'.repeat(100)}/`.repeat(20)],
  [`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)],
])('matches a hostile rule quickly: %.40s', (rule, path) => {
  const start = performance.now();
  expect(lastMatch(parseIgnoreRules(Buffer.from(rule)), `${path}c`, false)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1000);
});

describe('a rule that may match below a folder', () => {
  test('is returned for every file that it matches', () => {
    fc.assert(
      fc.property(rule, path, (text, each) => {
        const [parsed] = parseIgnoreRules(Buffer.from(text));
        fc.pre(parsed !== undefined && each.includes('/') && lastMatch([parsed], each, true) !== undefined);
        const folder = each.slice(0, each.lastIndexOf('/'));
        expect(parsed === undefined || mayRuleMatchBelow(parsed, folder)).toBe(true);
      }),
      { seed: 1, numRuns: 80 },
    );
  });
});
