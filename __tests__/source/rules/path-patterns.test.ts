import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFilePatterns } from '../../../src/source/rules/file-patterns.ts';
import { lastMatching, onlyExclude, readPathPatterns } from '../../../src/source/rules/path-patterns.ts';
import { backslashEscapes } from '../../support/disk.ts';

function matches(text: string, name: string): boolean {
  const last = lastMatching(readPathPatterns('shared', text), name);
  return last !== undefined && !last.excludes;
}

describe('a pattern matches', () => {
  test.each<[string, string]>([
    ['**', ''],
    ['**', 'a'],
    ['**', '.github/workflows/a.yml'],
    ['.', ''],
    ['.', 'a/b'],
    ['libs', 'libs'],
    ['libs', 'libs/deep/a.js'],
    ['libs/', 'libs/a.js'],
    ['./libs', 'libs/a.js'],
    ['libs/**', 'libs/.hidden/a.js'],
    ['libs/**', 'libs'],
    ['packages/*', 'packages/a'],
    ['packages/*', 'packages/a/src/main.js'],
    ['packages/*', 'packages/.hidden'],
    ['*', '.env'],
    ['*.js', 'a.js'],
    ['**/*.js', 'a.js'],
    ['**/*.js', 'a/b/c.js'],
    ['a/**/b', 'a/b'],
    ['a/**/b', 'a/x/y/b'],
    ['a**b', 'axb'],
    ['fil?.txt', 'file.txt'],
    ['fil?.txt', 'fil😀.txt'],
    ['?/main.js', '😀/main.js'],
    ['[ab].txt', 'b.txt'],
    ['[a-c]x', 'bx'],
    ['[!a]x', 'bx'],
    ['[^a]x', 'bx'],
    ['[]]x', ']x'],
    ['[[]id]', '[id]'],
    ['[\\d]', 'd'],
    ['[a\\-c]', '-'],
    ['\\*', '*'],
    ['a.b+c(d)|e$', 'a.b+c(d)|e$'],
    ['[', '['],
    ['[]', '[]'],
    ['{a,b}', '{a,b}'],
    ['Grüße/*', 'Grüße/a'],
  ])('%j matches %j', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each<[string, string]>([
    ['*', ''],
    ['?', ''],
    ['libs', 'libs2/a.js'],
    ['libs', 'a/libs'],
    ['libs', 'LIBS'],
    ['packages/*', 'packages'],
    ['packages/*', 'apps/packages/a'],
    ['*.js', 'a/b.js'],
    ['a**b', 'a/b'],
    ['fil?.txt', 'fil/.txt'],
    ['[!a]x', '/x'],
    ['[!a]x', 'ax'],
    ['[a\\-c]', 'b'],
    ['[\\d]', '1'],
    ['\\*', 'a'],
    ['a.js', 'abjs'],
    ['{a,b}', 'a'],
  ])('%j does not match %j', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });
});

test.each([
  ['*a*a*a*a*a*b', 'a'.repeat(255)],
  ['*[a]*[a]*?*[a]*[a]*b', 'a'.repeat(255)],
  ['**/d/**/d/**/d/**/d/**/d/x', 'd/'.repeat(1000)],
])('matches a hostile name quickly: %s', (pattern, name) => {
  const start = performance.now();
  expect(matches(pattern, `${name}c`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('uses the last line that matches, and ignores blank lines and comments', () => {
  const text = '\nlibs/**\r\n  # not these\n! libs/docs\nlibs/docs/schema.json\n';
  expect(['libs/a.js', 'libs/docs/b.md', 'libs/docs/schema.json', 'other'].map((path) => matches(text, path))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test.each([
  ['', true],
  ['!a', true],
  ['!a\nb', false],
])('whether %j only excludes: %j', (text, expected) => {
  expect(onlyExclude(readPathPatterns('actors', text))).toBe(expected);
});

describe('an invalid pattern is an error that names the input and the line', () => {
  test.each([
    ['/packages/*', /^The pattern "\/packages\/\*" in the actors input begins with a slash$/, /packages\/\*/],
    ['packages/../libs', /contains "\.\."$/, /"\.\."/],
    ['!', /is empty$/, /exclamation mark/],
    ['a/*b*c*d*e*f*g*', /contains more than 6 "\*" between two slashes$/, /fewer/],
    ['a/[z-a]', /contains an invalid character set$/, /\[a-z\]/],
    ['/\u001b[2J', /The pattern "\/\\u001b\[2J" in the actors input begins/, /root/],
  ])('%j', (text, message, hint) => {
    expect(() => readPathPatterns('actors', text)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });
});

test.each([
  '**',
  'libs',
  'libs/',
  './libs',
  'libs/**',
  'libs/*',
  'libs/**/*.js',
  '**/*.js',
  '*.js',
  '?.js',
  '[ab].js',
  '[!a].js',
  'a**b',
  '{a,b}.js',
  ...(backslashEscapes ? ['\\*'] : []),
])('%j has the same meaning as in the `files` input', async (pattern) => {
  const names = [
    'a.js',
    'b.js',
    'c.js',
    'ab.js',
    'axb',
    'a/b',
    '*',
    '.hidden.js',
    'libs/a.js',
    'libs/deep/a.js',
    'libs/.hidden/b.txt',
    'libs2/a.js',
    'other/libs/a.js',
    '{a,b}.js',
  ];
  const files = await readFilePatterns([pattern], path.resolve('/workspace'));
  expect(names.filter((name) => matches(pattern, name))).toEqual(names.filter((name) => files.select(name)));
});
