import { execFileSync } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { createInspection, findEmptyFiles } from '../../../src/source/checks/inspection.ts';
import { type SourceFolder, sourceFolder } from '../../support/source-folder.ts';
import { gitEnvironment } from '../../support/tree.ts';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** Looks at all files of a folder, whole or in parts of so many bytes. @returns messages of what is found. */
async function inspect(
  { folder, files }: SourceFolder,
  { partBytes, tracked = true }: { readonly partBytes?: number; readonly tracked?: boolean } = {},
): Promise<readonly string[]> {
  const top = await realpath(folder);
  const inspection = createInspection([], { workspace: top, workingDirectory: top, shown: '' });
  for (const file of files) {
    const listed = { ...file, path: path.join(top, file.name), tracked };
    const bytes = await readFile(file.path);
    if (partBytes === undefined) inspection.look(listed, bytes);
    else {
      const next = inspection.follow(listed);
      for (let start = 0; start < bytes.length; start += partBytes) next(bytes.subarray(start, start + partBytes));
    }
  }
  const diagnostics = await inspection.conclude(createGit(process.env));
  expect(diagnostics.every(({ level }) => level === 'warning')).toBe(true);
  return diagnostics.map(({ message }) => message);
}

describe('Git LFS pointers', () => {
  test('are told together', async () => {
    await using folder = await sourceFolder({ 'b.bin': pointer, a: pointer, 'c.js': 'x', 'd.md': `# ${pointer}` });
    expect(await inspect(folder)).toEqual([
      '2 Git LFS pointers are sent in place of what they point to: a, b.bin. Set lfs: true of actions/checkout',
    ]);
  });

  test('a single one', async () => {
    await using folder = await sourceFolder({ a: pointer });
    expect(await inspect(folder)).toEqual([
      expect.stringMatching(/^A Git LFS pointer is sent in place of what it points to: a\./),
    ]);
  });
});

describe('line ends that the checkout has changed', () => {
  async function onWindows(contents: Readonly<Record<string, string | Uint8Array>>): Promise<SourceFolder> {
    const folder = await sourceFolder(contents);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'core.autocrlf=true', ...args], {
        cwd: folder.folder,
        env: gitEnvironment,
        stdio: 'ignore',
      });
    git('init', '-q');
    git('add', '-A');
    return folder;
  }

  test.each([
    ['whole', undefined],
    ['in parts', 11],
  ])('are told, read %s', async (_title, partBytes) => {
    await using folder = await onWindows({ 'run.sh': '#!/bin/sh\r\n', 'b.js': 'a;\n', binary: 'a\r\n\0' });
    expect(await inspect(folder, partBytes === undefined ? {} : { partBytes })).toEqual([
      expect.stringMatching(
        /^Git holds these files with LF, the disk has them with CRLF.*: run\.sh\. .*\.gitattributes/,
      ),
    ]);
  });

  test('what Git holds with CRLF too is as it should be', async () => {
    await using folder = await sourceFolder({ 'a.bat': 'rem\r\n' });
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
    ])
      execFileSync('git', args, { cwd: folder.folder, env: gitEnvironment });
    expect(await inspect(folder)).toEqual([]);
  });

  test('what is not tracked is nobody’s', async () => {
    await using folder = await onWindows({ 'run.sh': '#!/bin/sh\r\n' });
    expect(await inspect(folder, { tracked: false })).toEqual([]);
  });

  test('Git is not asked where no CRLF is', async () => {
    await using folder = await sourceFolder({ a: 'a\n' });
    const top = await realpath(folder.folder);
    const inspection = createInspection([], { workspace: top, workingDirectory: top, shown: '' });
    const [file] = folder.files;
    if (file !== undefined) inspection.look(file, Buffer.from('a\n'));
    const asked: string[] = [];
    await inspection.conclude(async (args) => {
      asked.push(args.join(' '));
      return { kind: 'no-git' };
    });
    expect(asked).toEqual([]);
  });
});

describe('empty files', () => {
  test('none', async () => {
    await using folder = await sourceFolder({ a: 'a' });
    expect(findEmptyFiles(folder.files)).toEqual([]);
  });

  test('one', async () => {
    await using folder = await sourceFolder({ 'src/__init__.py': '', a: 'a' });
    expect(findEmptyFiles(folder.files)).toEqual([
      {
        level: 'notice',
        message:
          '1 empty file is sent, which the platform leaves out when it builds: src/__init__.py. source-type: TARBALL keeps them',
      },
    ]);
  });

  test('ten names at most', async () => {
    await using folder = await sourceFolder(
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index}`, ''])),
    );
    expect(findEmptyFiles(folder.files)[0]?.message).toMatch(
      /^12 empty files are sent, .*: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more\. /,
    );
  });
});
