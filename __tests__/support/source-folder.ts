import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { open, type ZipFile } from 'yauzl';
import type { SourceFile } from '../../src/source/source-file.ts';

/** Real files in a folder of their own, as a listing would name them. */
export interface SourceFolder extends AsyncDisposable {
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** @param contents by their POSIX names; strings are written as UTF-8. */
export async function sourceFolder(contents: Readonly<Record<string, string | Uint8Array>>): Promise<SourceFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'source-folder-'));
  const files: SourceFile[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    const executable = name.endsWith('.sh');
    if (executable) await chmod(file, 0o755);
    files.push({ name, path: file, size: Buffer.byteLength(content), executable, tracked: true });
  }
  return { folder, files, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export interface ZipEntry {
  readonly name: string;
  readonly mode: number;
  readonly bytes: Buffer;
}

/** Reads a ZIP with another library than the one that writes it; names byte for byte. */
export async function readZip(file: string): Promise<readonly ZipEntry[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: true, strictFileNames: true, decodeStrings: false }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  const entries: ZipEntry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('error', reject);
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const name = (entry.fileName as unknown as Buffer).toString();
          entries.push({ name, mode: entry.externalFileAttributes >>> 16, bytes: Buffer.concat(chunks) });
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
  return entries;
}
