import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isOnNetwork, nameFrom, placeIn } from '../src/paths.ts';

describe('the path relative to a folder on Windows,', () => {
  test.each<[string, string, string, string | undefined]>([
    ['of the folder itself', 'D:\\a\\repo', 'D:\\a\\repo', ''],
    ['of a file in the folder', 'D:\\a\\repo', 'D:\\a\\repo\\src\\main.js', 'src/main.js'],
    [
      'of a file in the folder, with a different case of the drive letter',
      'D:\\a\\repo',
      'd:\\a\\repo\\src\\main.js',
      'src/main.js',
    ],
    [
      'of a file in the folder, with a different case of a folder name',
      'D:\\a\\Repo',
      'D:\\A\\repo\\main.js',
      'main.js',
    ],
    ['of a file on a drive', 'D:\\', 'D:\\src\\main.js', 'src/main.js'],
    ['of a file on a share', '\\\\server\\share\\', '\\\\server\\share\\src\\main.js', 'src/main.js'],
    ['of a file in a folder of a share', '\\\\server\\share\\repo', '\\\\server\\share\\repo\\main.js', 'main.js'],
    ['of a path whose name begins with dots', 'D:\\a', 'D:\\a\\..b\\c', '..b/c'],
    ['of the parent folder', 'D:\\a\\repo', 'D:\\a', undefined],
    ['of a file in a sibling folder', 'D:\\a\\repo', 'D:\\a\\other\\main.js', undefined],
    [
      "of a file in a sibling folder whose name begins with the folder's name",
      'D:\\a\\repo',
      'D:\\a\\repo2\\main.js',
      undefined,
    ],
    ['of a file on another drive', 'D:\\a\\repo', 'C:\\a\\repo\\main.js', undefined],
    ['of a file on a share, from a drive', 'D:\\a\\repo', '\\\\server\\share\\main.js', undefined],
    ['of a file on another share', '\\\\server\\share\\repo', '\\\\server\\other\\repo\\main.js', undefined],
  ])('%s', (_where, folder, place, name) => {
    expect(nameFrom(folder, place, path.win32)).toBe(name);
  });
});

describe('the path relative to a folder on POSIX systems,', () => {
  test.each<[string, string, string, string | undefined]>([
    ['of the folder itself', '/a/repo', '/a/repo', ''],
    ['of a file in the folder', '/a/repo', '/a/repo/src/main.js', 'src/main.js'],
    ['of a file below the root', '/', '/src/main.js', 'src/main.js'],
    ['of a file with a backslash in its name', '/a', '/a/b\\c', 'b\\c'],
    ['of a path whose name begins with dots', '/a', '/a/..b/c', '..b/c'],
    ['of the parent folder', '/a/repo', '/a', undefined],
    [
      "of a file in a sibling folder whose name begins with the folder's name",
      '/a/repo',
      '/a/repo2/main.js',
      undefined,
    ],
    ['of a path with different letter case', '/a/Repo', '/a/repo/main.js', undefined],
  ])('%s', (_where, folder, place, name) => {
    expect(nameFrom(folder, place, path.posix)).toBe(name);
  });
});

test.each([
  ['D:\\a', 'src/main.js', path.win32, 'D:\\a\\src\\main.js'],
  ['D:\\', 'src/main.js', path.win32, 'D:\\src\\main.js'],
  ['D:\\a', '', path.win32, 'D:\\a'],
  ['/a', 'src/main.js', path.posix, '/a/src/main.js'],
  ['/', 'src/main.js', path.posix, '/src/main.js'],
  ['/a', 'b\\c', path.posix, '/a/b\\c'],
])('the path in %s of the name "%s"', (folder, name, rules, place) => {
  expect(placeIn(folder, name, rules)).toBe(place);
  expect(nameFrom(folder, place, rules)).toBe(name);
});

test.each([
  ['\\\\server\\share\\x', path.win32, true],
  ['//server/share/x', path.win32, true],
  ['\\\\?\\UNC\\server\\share\\x', path.win32, true],
  ['\\\\.\\UNC\\server\\share\\x', path.win32, true],
  ['\\\\?\\GLOBALROOT\\Device\\Mup\\server\\share\\x', path.win32, true],
  ['\\\\?\\D:\\a\\x', path.win32, false],
  ['\\\\.\\D:\\a\\x', path.win32, false],
  ['D:\\a\\x', path.win32, false],
  ['..\\x', path.win32, false],
  ['//server/share/x', path.posix, false],
])('whether %s may lead to another computer: row %#', (place, rules, expected) => {
  expect(isOnNetwork(place, rules)).toBe(expected);
});
