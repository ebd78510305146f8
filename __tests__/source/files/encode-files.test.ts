import { execFileSync } from 'node:child_process';
import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeBytes, encodeFiles, fitsIntoBody } from '../../../src/source/files/encode-files.ts';
import { createFileReader } from '../../../src/source/files/read-file.ts';
import type { SourceFile } from '../../../src/source/files/source-file.ts';
import { anyCharacter } from '../../support/characters.ts';
import { diskTakes, diskTakesLinks } from '../../support/disk.ts';
import { notCanceled } from '../../support/signals.ts';
import { type SourceFolder, sourceFolder } from '../../support/source-folder.ts';

const MIB = 1024 ** 2;

type Folder = Pick<SourceFolder, 'folder' | 'files'>;

describe('whether a file is text', () => {
  test.each<[string, Buffer, 'TEXT' | 'BASE64']>([
    ['an empty file', Buffer.alloc(0), 'TEXT'],
    ['ASCII', Buffer.from('a\tb\n'), 'TEXT'],
    ['CRLF', Buffer.from('a\r\nb\r'), 'TEXT'],
    ['every other control character', Buffer.from(Array.from({ length: 31 }, (_, index) => index + 1)), 'TEXT'],
    ['letters beyond ASCII', Buffer.from('žluťoučký 中文'), 'TEXT'],
    ['characters beyond U+FFFF', Buffer.from('😀𐍈'), 'TEXT'],
    ['the last Unicode character', Buffer.from('f48fbfbf', 'hex'), 'TEXT'],
    ['a literal U+FFFD', Buffer.from('\ufffd'), 'TEXT'],
    ['a byte order mark', Buffer.from('\ufeffa'), 'TEXT'],
    ['only a byte order mark', Buffer.from('efbbbf', 'hex'), 'TEXT'],
    ['NUL in JavaScript', Buffer.from('const a = "\0";'), 'BASE64'],
    ['Latin-1', Buffer.from('caf\u00e9', 'latin1'), 'BASE64'],
    ['Windows-1250', Buffer.from('9e6c75f9', 'hex'), 'BASE64'],
    [
      'UTF-16 with a byte order mark',
      Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('abc', 'utf16le')]),
      'BASE64',
    ],
    ['UTF-16 without a byte order mark', Buffer.from('abc', 'utf16le'), 'BASE64'],
    ['CESU-8', Buffer.from('eda0bdedb880', 'hex'), 'BASE64'],
    ['half of a surrogate pair', Buffer.from('eda080', 'hex'), 'BASE64'],
    ['a slash in two bytes', Buffer.from('c0af', 'hex'), 'BASE64'],
    ['NUL in two bytes', Buffer.from('c080', 'hex'), 'BASE64'],
    ['a code point after the last Unicode character', Buffer.from('f4908080', 'hex'), 'BASE64'],
    ['a truncated character', Buffer.from('61e282', 'hex'), 'BASE64'],
    ['xlsx, docx', Buffer.from('504b0304140006000800', 'hex'), 'BASE64'],
    ['PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'BASE64'],
    ['MPEG .ts', Buffer.from(`47${'40001000'.repeat(20)}ff`, 'hex'), 'BASE64'],
  ])('%s', (_title, bytes, format) => {
    const encoded = encodeBytes(bytes);
    expect(encoded.format).toBe(format);
    // Through JSON, as in the request.
    const { content } = JSON.parse(JSON.stringify(encoded));
    expect(Buffer.from(content, format === 'TEXT' ? 'utf8' : 'base64')).toEqual(bytes);
  });

  test('encodes any bytes without loss', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.string({ unit: anyCharacter }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, (array) => {
        const { format, content } = JSON.parse(JSON.stringify(encodeBytes(Buffer.from(array))));
        expect(Buffer.from(content, format === 'TEXT' ? 'utf8' : 'base64').equals(Buffer.from(array))).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

test('counts the length of the string, plus one for each character beyond U+FFFF, like Apify', () => {
  const unit = fc.oneof(
    fc.constantFrom('a', 'é', '中', '😀', '\0', '\u0001'),
    fc.string({ unit: anyCharacter, maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const { content, counted } = encodeBytes(Buffer.from(parts.join('')));
      expect(counted).toBe(Buffer.byteLength(content) + (content.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0));
    }),
    { seed: 1, numRuns: 150 },
  );
});

function encode({ folder: workspace, files }: Folder, signal = notCanceled) {
  return encodeFiles(files, { workspace, signal });
}

describe('the limit of 3 MiB', () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, 'encoded' | 'too-large']>([
    ['exactly 3 MiB of text', { a: 'a'.repeat(MIB), b: 'b'.repeat(2 * MIB) }, 'encoded'],
    ['one more byte of text', { a: 'a'.repeat(MIB), b: 'b'.repeat(2 * MIB), c: 'c' }, 'too-large'],
    ['exactly 3 MiB of Base64', { a: Buffer.alloc((3 * MIB * 3) / 4) }, 'encoded'],
    ['one more byte of Base64', { a: Buffer.alloc((3 * MIB * 3) / 4 + 1) }, 'too-large'],
    [
      'characters of four bytes, counted as five',
      { a: '😀'.repeat(600_000), b: 'b'.repeat(3 * MIB - 3_000_000) },
      'encoded',
    ],
    ['one more character of four bytes', { a: '😀'.repeat(600_000), b: 'b'.repeat(3 * MIB - 2_999_999) }, 'too-large'],
    ['9.5 MB', { a: 'a'.repeat(9_500_000) }, 'too-large'],
  ])('%s', async (_title, contents, kind) => {
    await using folder = await sourceFolder(contents);
    expect((await encode(folder)) === 'too-large' ? 'too-large' : 'encoded').toBe(kind);
  });

  test('does not read files that are obviously too large', async () => {
    const file: SourceFile = { name: 'a', path: '/nowhere/a', size: 3 * MIB + 1, executable: false, tracked: true };
    expect(await encode({ folder: '/nowhere', files: [file] })).toBe('too-large');
  });

  test('stops reading when the limit is exceeded', async () => {
    await using folder = await sourceFolder({ a: '😀'.repeat(700_000), b: '' });
    await rm(path.join(folder.folder, 'b'));
    expect(await encode(folder)).toBe('too-large');
  });
});

describe('the size limit of a request', () => {
  const encodeContents = async (contents: Readonly<Record<string, string>>) => {
    await using folder = await sourceFolder(contents);
    const encoded = await encode(folder);
    if (encoded === 'too-large') throw new Error('too large');
    return encoded;
  };

  test('rejects 2 MiB of control characters, which are 12 MiB of JSON', async () => {
    expect(fitsIntoBody(await encodeContents({ a: '\u0001'.repeat(2 * MIB) }), 100)).toBe(false);
  });

  test('accepts 3 MiB of text', async () => {
    expect(fitsIntoBody(await encodeContents({ a: 'a'.repeat(3 * MIB) }), 100)).toBe(true);
  });

  // A name that JSON escapes too, if the disk supports it.
  const odd = diskTakes('b"\\') ? 'b"\\' : 'b';
  test.each([
    ['control characters', { a: '\u0001'.repeat(1_500_000), [odd]: '"\\'.repeat(1000), c: '\u007f\u2028é' }],
    ['very few bytes', { a: 'a' }],
  ])('is exact to the byte: %s', async (_title, contents) => {
    const encoded = await encodeContents(contents);
    const empty = {
      versionNumber: '0.1',
      sourceType: 'SOURCE_FILES',
      sourceFiles: [],
      envVars: [{ name: 'A', value: '' }],
    };
    const body = (value: string) => ({ ...empty, envVars: [{ name: 'A', value }], sourceFiles: encoded });
    const rest = 'x'.repeat(9_437_184 - Buffer.byteLength(JSON.stringify(body(''))));
    const fits = (value: string): boolean => {
      const other = { ...empty, envVars: [{ name: 'A', value }] };
      return fitsIntoBody(encoded, Buffer.byteLength(JSON.stringify(other)));
    };
    expect(Buffer.byteLength(JSON.stringify(body(rest)))).toBe(9_437_184);
    expect([fits(rest), fits(`${rest}x`)]).toEqual([true, false]);
  });
});

test('encodes files in their order', async () => {
  const contents = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`d/${index}.txt`, `${index}`]));
  await using folder = await sourceFolder(contents);
  const expected = Object.entries(contents);
  expect(await encode(folder)).toEqual(expected.map(([name, content]) => ({ name, format: 'TEXT', content })));
});

test.each([
  ['text', 'žluť 😀'],
  ['text with U+FFFD', '\ufffd žluť'],
  ['text with NUL', 'a\0b'],
  ['Latin-1', Buffer.from('caf\u00e9', 'latin1')],
  ['one byte per character, one of them not UTF-8', Buffer.from('61ff62', 'hex')],
  ['more than one part', Buffer.alloc(200_000, 'ž')],
  ['an empty file', ''],
])('encodes a file like its bytes: %s', async (_title, content) => {
  await using folder = await sourceFolder({ a: content });
  const bytes = Buffer.from(content as string);
  const { format, content: text } = encodeBytes(bytes);
  expect(await encode(folder)).toEqual([{ name: 'a', format, content: text }]);
  const parts = [...createFileReader(folder.folder).readParts(folder.files[0] as SourceFile)].map(
    (part) => part.length,
  );
  expect(parts.reduce((sum, length) => sum + length, 0)).toBe(bytes.length);
});

describe('reports a file that', () => {
  const readers = [
    ['encoded', encode],
    ['read whole', async ({ folder, files }: Folder) => files.map(createFileReader(folder).readWhole)],
    [
      'read in parts',
      async ({ folder, files }: Folder) => files.map((file) => [...createFileReader(folder).readParts(file)]),
    ],
  ] as const;

  test.each(readers)('was deleted, %s', async (_title, read) => {
    await using folder = await sourceFolder({ a: 'x' });
    await rm(path.join(folder.folder, 'a'));
    const files = folder.files.map((file) => ({ ...file, name: 'a\nb' }));
    await expect(read({ ...folder, files })).rejects.toThrow('a\\nb was deleted while the action was running');
  });

  test.each(readers)('has grown, %s', async (_title, read) => {
    await using folder = await sourceFolder({ a: 'x' });
    await writeFile(path.join(folder.folder, 'a'), 'xyz');
    await expect(read(folder)).rejects.toThrow('a changed while the action was running: it no longer has 1 byte');
  });

  test.each(readers)('has shrunk, %s', async (_title, read) => {
    await using folder = await sourceFolder({ a: 'xyz' });
    await writeFile(path.join(folder.folder, 'a'), '');
    await expect(read(folder)).rejects.toThrow(/^a changed while the action was running/);
  });

  test.each(readers)('is now a folder, %s', async (_title, read) => {
    await using folder = await sourceFolder({ 'a/b': 'x' });
    const file: SourceFile = {
      name: 'a',
      path: path.join(folder.folder, 'a'),
      size: 1,
      executable: false,
      tracked: true,
    };
    await expect(read({ ...folder, files: [file] })).rejects.toThrow(
      /^a (was replaced while the action was running: it is no longer a regular file|could not be read \((EPERM|EACCES)\))/,
    );
  });

  const testWithLinks = diskTakesLinks ? test : test.skip;
  testWithLinks.each(readers)('is now a link to a file outside, %s', async (_title, read) => {
    await using outside = await sourceFolder({ key: 'x' });
    await using folder = await sourceFolder({ a: 'x' });
    await rm(path.join(folder.folder, 'a'));
    await symlink(path.join(outside.folder, 'key'), path.join(folder.folder, 'a'));
    await expect(read(folder)).rejects.toThrow(/^a was replaced while the action was running/);
  });

  testWithLinks.each(readers)('is in a folder that is now a link to a folder outside, %s', async (_title, read) => {
    await using outside = await sourceFolder({ a: 'x' });
    await using folder = await sourceFolder({ 'b/a': 'x' });
    await rm(path.join(folder.folder, 'b'), { recursive: true });
    await symlink(outside.folder, path.join(folder.folder, 'b'));
    await expect(read(folder)).rejects.toThrow(/^b\/a was replaced while the action was running/);
  });

  const testWithPipes = process.platform === 'win32' ? test.skip : test;
  testWithPipes.each(readers)('is now a pipe, and does not block, %s', async (_title, read) => {
    await using folder = await sourceFolder({ a: 'x' });
    await rm(path.join(folder.folder, 'a'));
    execFileSync('mkfifo', [path.join(folder.folder, 'a')]);
    await expect(read(folder)).rejects.toThrow(/^a was replaced while the action was running/);
  });

  // The root user can read every file.
  const testAsUser = process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test;
  testAsUser.each(readers)('cannot be read, %s', async (_title, read) => {
    await using folder = await sourceFolder({ a: 'x' });
    await chmod(path.join(folder.folder, 'a'), 0);
    await expect(read(folder)).rejects.toThrow('a could not be read (EACCES)');
  });
});

test('stops if the run is canceled', async () => {
  await using folder = await sourceFolder({ a: 'x' });
  const reason = new Error('cancelled');
  await expect(encode(folder, AbortSignal.abort(reason))).rejects.toBe(reason);
});
