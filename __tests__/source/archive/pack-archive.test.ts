import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type PackedArchive, packArchive, writeArchive } from '../../../src/source/archive/pack-archive.ts';
import { removeArchive } from '../../../src/source/archive/temporary-folder.ts';
import { createLeakCheck } from '../../../src/source/checks/leak-check.ts';
import type { Inspect } from '../../../src/source/files/read-file.ts';
import type { SourceFile } from '../../../src/source/files/source-file.ts';
import { diskKnowsModes } from '../../support/disk.ts';
import { notCanceled } from '../../support/signals.ts';
import { readZip, type SourceFolder, sourceFolder, type ZipEntry } from '../../support/source-folder.ts';

const nothing: Inspect = () => () => {};

let temporaryFolder = '';
beforeEach(async () => {
  temporaryFolder = await realpath(await mkdtemp(path.join(tmpdir(), 'runner-temp-')));
});
afterEach(async () => {
  // No test may leave a file behind.
  const left = await readdir(temporaryFolder);
  await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
  expect(left).toEqual([]);
});

type Folder = Pick<SourceFolder, 'folder' | 'files'>;

function packFolder({ folder, files }: Folder, inspect = nothing, signal = notCanceled): Promise<PackedArchive> {
  return packArchive({ files, temporaryFolder, workspace: folder, inspect, signal });
}

async function pack(folder: Folder, inspect = nothing): Promise<readonly ZipEntry[]> {
  const archive = await packFolder(folder, inspect);
  try {
    expect((await stat(archive.path)).size).toBe(archive.byteLength);
    return await readZip(archive.path);
  } finally {
    await removeArchive(archive.path);
  }
}

test('keeps bytes, names and modes', async () => {
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    '.actor/actor.json': '{}',
    'a b/žluť.js': 'x',
    empty: '',
    'run.sh': '#!/bin/sh\n',
    'bom.txt': '\ufeffa\r\n',
    'image.png': randomBytes(3_000_000),
    'large.txt': 'line of text\n'.repeat(100_000),
    'large.sh': randomBytes(600_000).toString('hex'),
  };
  await using folder = await sourceFolder(contents);
  const entries = await pack(folder);
  expect(entries.map(({ name, mode, bytes }) => ({ name, mode, bytes: bytes.toString('base64') }))).toEqual(
    Object.entries(contents).map(([name, content]) => ({
      name,
      mode: name.endsWith('.sh') ? 0o100755 : 0o100644,
      bytes: Buffer.from(content as string).toString('base64'),
    })),
  );
});

test('keeps arbitrary names and bytes', async () => {
  const special = fc.constantFrom(
    'a\\b',
    'C:',
    'C:\\x',
    ' a ',
    'a.',
    '#a',
    '!a',
    '-a',
    'a\nb',
    'é',
    'e\u0301',
    '😀',
    '\'"`$',
    '[a]',
    'a..b',
  );
  const part = fc.oneof(special, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }));
  const name = fc
    .array(part, { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map((text) => text.toWellFormed().replaceAll(/[/\0]/g, '_')).join('/'))
    .filter((text) => !text.split('/').some((each) => each === '.' || each === '..'));
  const size = fc.oneof(fc.nat({ max: 200 }), fc.constantFrom(0, 1, 65_536, 512 * 1024, 512 * 1024 + 1, 700_000));
  const file = fc.record({ name, size, executable: fc.boolean(), isRandom: fc.boolean() });
  const files = fc.uniqueArray(file, { selector: (each) => each.name, minLength: 1, maxLength: 40 });
  await using folder = await sourceFolder({});
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      // The bytes are in files with plain names, because not every disk supports the other names.
      const expected = all.map((each) => ({
        name: each.name,
        mode: each.executable ? 0o100755 : 0o100644,
        bytes: each.isRandom ? randomBytes(each.size) : Buffer.alloc(each.size, 'text '),
      }));
      const listed = await Promise.all(
        all.map(async ({ name: sent, size: bytes, executable }, index): Promise<SourceFile> => {
          const at = path.join(folder.folder, String(index));
          await writeFile(at, expected[index]?.bytes ?? '');
          return { name: sent, path: at, size: bytes, executable, tracked: true };
        }),
      );
      const entries = await pack({ folder: folder.folder, files: listed });
      expect(entries.map(({ name: sent, mode }) => [sent, mode])).toEqual(
        expected.map((each) => [each.name, each.mode]),
      );
      for (const [index, { bytes }] of entries.entries())
        expect(bytes.equals(expected[index]?.bytes ?? bytes)).toBe(true);
    }),
    { seed: 1, numRuns: 20 },
  );
});

describe('is complete in each run', () => {
  test.each([
    ['515 files, 4 MB', 515, 8_000],
    ['19 files, 4 MB', 19, 210_000],
  ])(
    '%s',
    async (_title, count, size) => {
      const contents = Object.fromEntries(
        Array.from({ length: count }, (_, index) => {
          const bytes = index % 2 === 0 ? randomBytes(size) : Buffer.alloc(size, `text of file ${index}\n`);
          return [`folder-${index % 7}/${index}`, bytes];
        }),
      );
      await using folder = await sourceFolder(contents);
      for (let turn = 0; turn < 3; turn += 1) {
        const entries = await pack(folder);
        expect(entries.length).toBe(count);
        for (const { name, bytes } of entries) expect(bytes.equals(contents[name] ?? Buffer.alloc(0))).toBe(true);
      }
    },
    120_000,
  );
});

test('creates identical archives from identical files', async () => {
  await using folder = await sourceFolder({ a: 'a', b: randomBytes(800_000), c: 'text\n'.repeat(200_000) });
  const packed = async (): Promise<Buffer> => {
    const archive = await packFolder(folder);
    const bytes = await readFile(archive.path);
    await removeArchive(archive.path);
    return bytes;
  };
  expect((await packed()).equals(await packed())).toBe(true);
  // The first of February 1980, in any time zone.
  for (const { changed } of await pack(folder)) expect(changed).toEqual([0b0000000_0010_00001, 0]);
});

test('compresses text, and stores files that do not get smaller', async () => {
  await using folder = await sourceFolder({ text: 'line of text\n'.repeat(100_000), media: randomBytes(2_000_000) });
  const archive = await packFolder(folder);
  await removeArchive(archive.path);
  expect(archive.byteLength).toBeGreaterThan(2_000_000);
  expect(archive.byteLength).toBeLessThan(2_020_000);
});

test('inspects small and large files while it packs them', async () => {
  const secret = 'correct horse battery';
  const large = `${'a'.repeat(262_144 - 10)}${secret}${'b'.repeat(600_000)}`;
  await using folder = await sourceFolder({ small: secret, large, other: 'x'.repeat(600_000) });
  const check = createLeakCheck([{ name: 'PASSWORD', value: secret }], { names: [], shownFolder: '' });
  await pack(folder, check.inspect);
  expect(() => check.throwIfFound()).toThrow('large, small contain the value of the secret PASSWORD');
});

describe('no archive is left', () => {
  test.each([
    ['small', 10],
    ['large', 2_000_000],
  ])('if a %s file changes', async (_title, size) => {
    await using folder = await sourceFolder({ a: 'a', b: Buffer.alloc(size), c: 'c' });
    await writeFile(path.join(folder.folder, 'b'), 'b');
    await expect(packFolder(folder)).rejects.toThrow(/^b changed while the action was running/);
  });

  test('if the run was already canceled', async () => {
    await using folder = await sourceFolder({ a: 'a' });
    const reason = new Error('cancelled');
    await expect(packFolder(folder, nothing, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test.each([
    ['between small files', Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`, 'x']))],
    ['in a large file', { a: Buffer.alloc(5_000_000) }],
  ])('if the run is canceled %s', async (_title, contents) => {
    await using folder = await sourceFolder(contents);
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const cancel = (): void => controller.abort(reason);
    await expect(packFolder(folder, () => cancel, controller.signal)).rejects.toBe(reason);
  });
});

test('rejects an archive that cannot be written', async () => {
  const target = path.join(temporaryFolder, 'gone', 'source.zip');
  const request = { files: [], temporaryFolder, workspace: temporaryFolder, inspect: nothing, signal: notCanceled };
  await expect(writeArchive(target, request)).rejects.toMatchObject({
    message: `Could not write the archive to ${target} (ENOENT)`,
    hint: 'Make RUNNER_TEMP a folder that this step can write to.',
  });
});

describe('rejects more than a ZIP can contain', () => {
  const one: SourceFile = { name: 'a', path: '/nowhere', size: 1, executable: false, tracked: true };
  test.each<[string, readonly SourceFile[], RegExp]>([
    ['files', Array.from({ length: 65_535 }, () => one), /cannot contain 65535 files; the limit is 65534/],
    ['bytes of one file', [{ ...one, size: 2 ** 32 - 1 }], /^a is too large for a ZIP; the limit is 4 GiB/],
  ])('%s', async (_title, files, message) => {
    await expect(packFolder({ folder: import.meta.dirname, files })).rejects.toThrow(message);
  });
});

describe('the folder of the archive', () => {
  test('can be read only by the current user', async () => {
    await using folder = await sourceFolder({ a: 'a' });
    const archive = await packFolder(folder);
    const { mode } = await stat(path.dirname(archive.path));
    if (diskKnowsModes) expect(mode & 0o777).toBe(0o700);
    expect(path.relative(temporaryFolder, archive.path)).toMatch(/^actor-source-[^/\\]+[/\\]source\.zip$/);
    await removeArchive(archive.path);
  });

  test.each([
    ['is never in the checkout', 'inside'],
    ['is the system’s folder if the runner’s folder does not exist', 'not-there'],
  ])('%s', async (_title, name) => {
    await using workspace = await sourceFolder({ a: 'a' });
    await mkdir(path.join(workspace.folder, 'inside'));
    const archive = await packArchive({
      files: workspace.files,
      temporaryFolder: path.join(workspace.folder, name),
      workspace: workspace.folder,
      inspect: nothing,
      signal: notCanceled,
    });
    expect(archive.path.startsWith(workspace.folder)).toBe(false);
    await removeArchive(archive.path);
    expect((await readdir(workspace.folder)).sort()).toEqual(['a', 'inside']);
  });
});
