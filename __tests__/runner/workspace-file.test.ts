import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findFoldersWith, readWorkspaceFile, realPath } from '../../src/runner/workspace-file.ts';
import { diskTakesLinks } from '../support/disk.ts';
import { createTree } from '../support/tree.ts';

const testWithLinks = diskTakesLinks ? test : test.skip;

async function kindOf(folder: string, name: string, maxBytes = 10): Promise<string> {
  const file = await readWorkspaceFile(folder, path.join(folder, name), maxBytes);
  return file.kind === 'missing' && file.isBrokenLink ? 'missing, behind a broken link' : file.kind;
}

testWithLinks('reads a file up to the limit, and through a link inside the workspace', async () => {
  using tree = createTree().file('a/b', '0123456789').link('link', 'a/b');
  const file = await readWorkspaceFile(tree.folder, tree.path('link'), 10);
  expect(file).toEqual({ kind: 'read', bytes: Buffer.from('0123456789'), path: tree.path('a/b') });
  expect(await readWorkspaceFile(tree.folder, tree.path('a/b'), 9)).toEqual({ kind: 'too-large', size: 10 });
});

describe('does not read', () => {
  test('a file that does not exist', async () => {
    using tree = createTree().file('a', '');
    expect(await kindOf(tree.folder, 'gone')).toBe('missing');
    expect(await kindOf(tree.folder, 'gone/b')).toBe('missing');
    expect(await kindOf(tree.folder, 'a/b')).toBe('missing');
  });

  test('a path that no disk supports', async () => {
    using tree = createTree();
    for (const name of ['a\0b', 'a'.repeat(300), 'a/'.repeat(5000)]) {
      expect(await kindOf(tree.folder, name)).toMatch(/^missing/);
    }
  });

  testWithLinks('a file that does not exist behind a link', async () => {
    using tree = createTree().file('folder/b', '').link('link', 'folder');
    expect(await kindOf(tree.folder, 'link/gone')).toBe('missing');
  });

  testWithLinks('a link whose target does not exist', async () => {
    using tree = createTree().link('broken', 'gone').link('folder', 'gone');
    expect(await kindOf(tree.folder, 'broken')).toBe('missing, behind a broken link');
    expect(await kindOf(tree.folder, 'folder/b')).toBe('missing, behind a broken link');
  });

  testWithLinks('a link that leads out of the workspace or into .git', async () => {
    using outside = createTree().file('secret', 'x');
    using tree = createTree().link('away', outside.path('secret')).file('.git/config', 'x').link('in', '.git/config');
    expect(await kindOf(tree.folder, 'away')).toBe('outside');
    expect(await kindOf(tree.folder, 'in')).toBe('outside');
    expect(await kindOf(tree.folder, '../x')).not.toBe('read');
  });

  test('a folder', async () => {
    using tree = createTree().file('a/b', '');
    expect(await kindOf(tree.folder, 'a')).toBe('not-a-file');
  });

  const posix = process.platform === 'win32' ? test.skip : test;
  posix('a pipe or a device, and does not block', async () => {
    using tree = createTree();
    execFileSync('mkfifo', [tree.path('pipe')]);
    tree.link('zero', '/dev/zero');
    expect(await kindOf(tree.folder, 'pipe')).toBe('not-a-file');
    expect(await kindOf(tree.folder, 'zero')).toBe('outside');
    expect((await readWorkspaceFile('/', '/dev/zero', 10)).kind).toBe('not-a-file');
  });
});

test('finds folders that contain a file, the highest first, without links and hidden folders', () => {
  using tree = createTree();
  for (const name of ['z', 'a/b/c', 'a', '.x', 'a/node_modules/m']) tree.file(`${name}/.actor/actor.json`, '{}');
  if (diskTakesLinks) tree.link('loop', '.');
  tree.file('.actor/actor.json', '{}');
  expect(findFoldersWith(tree.folder, '.actor/actor.json')).toEqual(['a', 'z', 'a/b/c']);
});

test('returns no real path for a path that does not exist', () => {
  expect(() => realPath(path.join(import.meta.dirname, 'gone'))).toThrow(/ENOENT/);
});
