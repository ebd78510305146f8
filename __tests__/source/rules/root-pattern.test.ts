import path from 'node:path';
import { expect, test } from '@jest/globals';
import { rootPattern } from '../../../src/source/rules/glob-walk.ts';

test.each([
  ['src/**', 'D:\\a\\repo', path.win32, 'D:\\a\\repo\\src/**'],
  ['.\\src\\**', 'D:\\a\\repo', path.win32, 'D:\\a\\repo\\src\\**'],
  ['**', 'D:\\', path.win32, 'D:\\**'],
  ['**', '\\\\server\\share\\repo', path.win32, '\\\\server\\share\\repo\\**'],
  ['**', 'D:\\a [1]', path.win32, 'D:\\a [[]1]\\**'],
  ['D:\\a\\repo\\src\\**', 'D:\\a\\repo', path.win32, 'D:\\a\\repo\\src\\**'],
  ['c:/x', 'D:\\a\\repo', path.win32, 'c:/x'],
  ['src/**', '/a/repo', path.posix, '/a/repo/src/**'],
  ['./src/**', '/a/repo', path.posix, '/a/repo/src/**'],
  ['**', '/', path.posix, '/**'],
  ['**', '/a\\b', path.posix, '/a\\\\b/**'],
  ['c:/x', '/a/repo', path.posix, '/a/repo/c:/x'],
])('resolves the pattern %s in %s: row %#', (pattern, folder, rules, rooted) => {
  expect(rootPattern(pattern, folder, rules)).toBe(rooted);
});
