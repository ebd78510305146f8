import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isOnNetwork, nameFrom, placeIn } from '../src/paths.ts';

describe('the path relative to a folder, by the rules of Windows', () => {
  test.each<[string, string, string, string | undefined]>([
    ['the folder itself', 'D:\\a\\repo', 'D:\\a\\repo', ''],
    ['below', 'D:\\a\\repo', 'D:\\a\\repo\\src\\main.js', 'src/main.js'],
    ['below, with the letter of the drive in another case', 'D:\\a\\repo', 'd:\\a\\repo\\src\\main.js', 'src/main.js'],
    ['below, with a folder in another case', 'D:\\a\\Repo', 'D:\\A\\repo\\main.js', 'main.js'],
    ['below a drive', 'D:\\', 'D:\\src\\main.js', 'src/main.js'],
    ['below a share', '\\\\server\\share\\', '\\\\server\\share\\src\\main.js', 'src/main.js'],
    ['below a folder of a share', '\\\\server\\share\\repo', '\\\\server\\share\\repo\\main.js', 'main.js'],
    ['with a name that begins with dots', 'D:\\a', 'D:\\a\\..b\\c', '..b/c'],
    ['above', 'D:\\a\\repo', 'D:\\a', undefined],
    ['beside', 'D:\\a\\repo', 'D:\\a\\other\\main.js', undefined],
    ['beside, with a name that begins with the name of the folder', 'D:\\a\\repo', 'D:\\a\\repo2\\main.js', undefined],
    ['on another drive', 'D:\\a\\repo', 'C:\\a\\repo\\main.js', undefined],
    ['on a share', 'D:\\a\\repo', '\\\\server\\share\\main.js', undefined],
    ['on another share', '\\\\server\\share\\repo', '\\\\server\\other\\repo\\main.js', undefined],
  ])('%s', (_where, folder, place, name) => {
    expect(nameFrom(folder, place, path.win32)).toBe(name);
  });
});

describe('the path relative to a folder, by POSIX rules', () => {
  test.each<[string, string, string, string | undefined]>([
    ['the folder itself', '/a/repo', '/a/repo', ''],
    ['below', '/a/repo', '/a/repo/src/main.js', 'src/main.js'],
    ['below the root', '/', '/src/main.js', 'src/main.js'],
    ['with a backslash in a name', '/a', '/a/b\\c', 'b\\c'],
    ['with a name that begins with dots', '/a', '/a/..b/c', '..b/c'],
    ['above', '/a/repo', '/a', undefined],
    ['beside, with a name that begins with the name of the folder', '/a/repo', '/a/repo2/main.js', undefined],
    ['in another case', '/a/Repo', '/a/repo/main.js', undefined],
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
])('the place in %s of the name "%s"', (folder, name, rules, place) => {
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
])('whether %s may lead to another machine: row %#', (place, rules, expected) => {
  expect(isOnNetwork(place, rules)).toBe(expected);
});
