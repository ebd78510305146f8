import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import type { SourceFile } from '../../src/source/files/source-file.ts';

/** Real files in a separate folder, as a listing would return them. */
export interface SourceFolder extends AsyncDisposable {
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** @param contents by POSIX name. Strings are written as UTF-8. */
export async function sourceFolder(contents: Readonly<Record<string, string | Uint8Array>>): Promise<SourceFolder> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'source-folder-')));
  const files: SourceFile[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    const executable = name.endsWith('.sh');
    if (executable) await chmod(file, 0o755);
    files.push({ name, path: file, size: Buffer.byteLength(content), executable, tracked: true });
  }
  return { folder, files, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) };
}

export interface ZipEntry {
  readonly name: string;
  readonly mode: number;
  /** The bits of the date and of the time, as in the ZIP. */
  readonly changed: readonly [number, number];
  readonly bytes: Buffer;
}

/** Reads a ZIP with a different library than the one that writes it, and keeps names byte for byte. */
export async function readZip(file: string): Promise<readonly ZipEntry[]> {
  const archive = await readFile(file);
  const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true, decodeStrings: false });
  const entries: ZipEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    // Each entry is deflated. Decompressing it here is ten times as fast as with a stream.
    const bytes = inflateRawSync(archive.subarray(fileDataStart, fileDataStart + entry.compressedSize));
    if (entry.compressionMethod !== 8 || bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) {
      throw new Error(`The entry ${entry.fileNameRaw} is broken`);
    }
    const { externalFileAttributes, versionMadeBy, lastModFileDate, lastModFileTime } = entry;
    // The attributes contain a mode only if the entry was created on Unix.
    const mode = versionMadeBy >>> 8 === 3 ? externalFileAttributes >>> 16 : Number.NaN;
    entries.push({ name: entry.fileNameRaw.toString(), mode, changed: [lastModFileDate, lastModFileTime], bytes });
  }
  if (entries.length !== zip.entryCount) throw new Error('The ZIP is broken');
  return entries;
}
