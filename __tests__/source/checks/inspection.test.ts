import { execFileSync } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createGit } from '../../../src/runner/git.ts';
import { createInspection, findEmptyFiles } from '../../../src/source/checks/inspection.ts';
import { encodeFiles } from '../../../src/source/files/encode-files.ts';
import { notCanceled } from '../../support/signals.ts';
import { type SourceFolder, sourceFolder } from '../../support/source-folder.ts';
import { gitEnvironment } from '../../support/tree.ts';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** Inspects all files of a folder. @returns the messages of the warnings. */
async function inspect(
  { folder, files }: SourceFolder,
  {
    how = 'whole',
    tracked = true,
  }: { readonly how?: 'whole' | 'in parts' | 'encoded'; readonly tracked?: boolean } = {},
): Promise<readonly string[]> {
  const top = await realpath(folder);
  const listed = files.map((file) => ({ ...file, path: path.join(top, file.name), tracked }));
  const inspection = createInspection(
    { files: listed, root: { folder: top, shown: '', actorPath: undefined }, namedFiles: [] },
    [],
  );
  if (how === 'encoded') {
    const encoded = await encodeFiles(listed, { workspace: top, signal: notCanceled });
    inspection.inspectEncoded(encoded === 'too-large' ? [] : encoded);
  } else {
    for (const file of listed) {
      const bytes = await readFile(file.path);
      const partBytes = how === 'whole' ? bytes.length : 90;
      const inspectPart = inspection.inspect(file);
      for (let start = 0; start < bytes.length; start += partBytes) {
        inspectPart(bytes.subarray(start, Math.min(bytes.length, start + partBytes)));
      }
    }
  }
  const diagnostics = await inspection.report(createGit(process.env), notCanceled);
  expect(diagnostics.every(({ level }) => level === 'warning')).toBe(true);
  return diagnostics.map(({ message }) => message);
}

const ways = ['whole', 'in parts', 'encoded'] as const;

describe.each(ways)('files read %s', (how) => {
  test('warns about Git LFS pointers', async () => {
    await using folder = await sourceFolder({
      'b.bin': pointer,
      a: pointer,
      'c.js': 'x',
      'about.md': `# ${pointer}`,
      'long.md': pointer.padEnd(1024, 'x'),
      'version-10': pointer.replace('v1', 'v10'),
      empty: '',
    });
    expect(await inspect(folder, { how })).toEqual([
      'Some files are Git LFS pointers, not the files themselves: a, b.bin. Set lfs: true for actions/checkout.',
    ]);
  });

  test('warns about files that are locked by git-crypt', async () => {
    await using folder = await sourceFolder({
      'key.json': Buffer.from('\0GITCRYPT\0\u0001\u0002\u0003'),
      'about.md': 'GITCRYPT',
      'other.bin': Buffer.from('x\0GITCRYPT\0'),
    });
    expect(await inspect(folder, { how })).toEqual([
      'Some files are encrypted by git-crypt: key.json. Run git-crypt unlock before this step.',
    ]);
  });

  test('finds secrets in text and in other files', async () => {
    const secret = { name: 'S', value: 'correct horse battery' };
    for (const content of [`a ${secret.value}`, `a\0${secret.value}`, Buffer.from(secret.value, 'utf16le')]) {
      await using folder = await sourceFolder({ clean: 'x', a: content });
      const { files } = folder;
      const root = { folder: folder.folder, shown: '', actorPath: undefined };
      const inspection = createInspection({ files, root, namedFiles: [] }, [secret]);
      const encoded = await encodeFiles(files, { workspace: folder.folder, signal: notCanceled });
      inspection.inspectEncoded(encoded === 'too-large' ? [] : encoded);
      await expect(inspection.report(createGit(process.env), notCanceled)).rejects.toThrow(
        'a contains the value of the secret S',
      );
    }
  });
});

describe('line endings that the checkout changed', () => {
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

  test.each(ways)('cause a warning in files read %s', async (how) => {
    await using folder = await onWindows({ 'run.sh': '#!/bin/sh\r\n', 'b.js': 'a;\n', binary: 'a\r\n\0' });
    expect(await inspect(folder, { how })).toEqual([
      expect.stringMatching(
        /^Some files have LF line endings in Git, but are deployed with CRLF, as on disk: run\.sh\. .*\.gitattributes/,
      ),
    ]);
  });

  test('cause a warning in a submodule too', async () => {
    await using folder = await onWindows({ 'lib/run.sh': '#!/bin/sh\r\n', 'b.sh': '#!/bin/sh\r\n' });
    const lib = { cwd: path.join(folder.folder, 'lib'), env: gitEnvironment, stdio: 'ignore' } as const;
    execFileSync('git', ['rm', '-qf', '--cached', 'lib/run.sh'], { ...lib, cwd: folder.folder });
    execFileSync('git', ['init', '-q'], lib);
    execFileSync('git', ['-c', 'core.autocrlf=true', 'add', '-A'], lib);
    expect(await inspect(folder)).toEqual([expect.stringMatching(/ as on disk: b\.sh, lib\/run\.sh\. /)]);
  });

  test.each([
    ['the file in Git contains CRLF too', {}],
    ['an attribute requires it', { '.gitattributes': '*.bat text eol=crlf\n' }],
  ])('are not reported if %s', async (_title, attributes) => {
    await using folder = await sourceFolder({ 'a.bat': 'rem\r\n', ...attributes });
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: folder.folder, env: gitEnvironment, stdio: 'ignore' });
    git('init', '-q');
    git('add', '-A');
    expect(await inspect(folder)).toEqual([]);
  });

  test('are not reported for untracked files', async () => {
    await using folder = await onWindows({ 'run.sh': '#!/bin/sh\r\n' });
    expect(await inspect(folder, { tracked: false })).toEqual([]);
  });

  test('are not looked up with Git if no file contains CRLF', async () => {
    await using folder = await sourceFolder({ a: 'a\n' });
    const root = { folder: folder.folder, shown: '', actorPath: undefined };
    const inspection = createInspection({ files: folder.files, root, namedFiles: [] }, []);
    for (const file of folder.files) inspection.inspect(file)(Buffer.from('a\n'));
    const calls: string[] = [];
    await inspection.report(async (args) => {
      calls.push(args.join(' '));
      return { kind: 'no-git' };
    }, notCanceled);
    expect(calls).toEqual([]);
  });
});

describe('empty files', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['are not mentioned if there are none', { a: 'a' }, []],
    ['are mentioned by name', { 'src/__init__.py': '', a: 'a' }, ["Apify's builds skip 1 empty file: src/__init__.py"]],
    [
      'are mentioned with at most 10 names',
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index}`, ''])),
      ["Apify's builds skip 12 empty files: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"],
    ],
  ])('%s', async (_title, contents, messages) => {
    await using folder = await sourceFolder(contents);
    expect(findEmptyFiles(folder.files)).toEqual(messages.map((message) => ({ level: 'debug', message })));
  });
});
