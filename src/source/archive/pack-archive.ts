import { rm } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createDeflateRaw, type DeflateRaw, deflateRaw } from 'node:zlib';
import { type Look, readInParts, readWhole } from '../files/read-file.ts';
import type { SourceFile } from '../files/source-file.ts';
import { type ArchiveFile, createArchiveFile } from './archive-file.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { checkZipLimits, createZipStream, type ZipStream } from './zip-stream.ts';

const deflate = promisify(deflateRaw);

/** Bytes up to which a file is packed in memory, side by side with others. */
const SMALL_BYTES = 512 * 1024;
/** Bytes from which on it is found out first whether a file gets smaller, and of how many bytes of it. */
const PROBE_FROM_BYTES = 64 * 1024;
const PROBE_BYTES = 16 * 1024;
/** Small files that are read and deflated ahead. */
const AHEAD = 16;
/** Bytes of the buffers that deflated bytes come in. */
const CHUNK_BYTES = 64 * 1024;

/** A complete ZIP on disk, alone in its folder. */
export interface PackedArchive {
  readonly path: string;
  readonly byteLength: number;
}

/**
 * Packs files as a ZIP outside the checkout, with their modes; names as they are. Memory does not grow with the files.
 * @param temporaryFolder the runner's; undefined: the system's.
 * @throws ActionError where a file cannot be read or changes meanwhile, or the disk is full; nothing is left then.
 */
export async function packArchive(
  files: readonly SourceFile[],
  more: {
    readonly temporaryFolder: string | undefined;
    readonly workspace: string;
    readonly look: Look;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<PackedArchive> {
  checkZipLimits(files);
  const folder = await makeTemporaryFolder(more.temporaryFolder, more.workspace);
  const file = path.join(folder, 'source.zip');
  try {
    return { path: file, byteLength: await writeArchive(files, file, more.look, more.signal) };
  } catch (error) {
    await removeArchive(file);
    throw error;
  }
}

/** Deletes the archive and its folder. The runner empties its temporary folder anyway, so a failure has no effect. */
export async function removeArchive(file: string): Promise<void> {
  await rm(path.dirname(file), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

/** @returns bytes of the archive. */
async function writeArchive(
  files: readonly SourceFile[],
  target: string,
  look: Look,
  signal: AbortSignal | undefined,
): Promise<number> {
  const output = await createArchiveFile(target);
  try {
    const zip = await createZipStream();
    const next = packAhead(files, look);
    for (const file of files) {
      signal?.throwIfAborted();
      zip.begin(file);
      const small = next();
      if (small === undefined) await packInParts(file, zip, output, look, signal);
      else await addPacked(zip, small);
      await output.write(zip.take());
    }
    zip.end();
    await output.write(zip.take());
    return await output.close();
  } finally {
    await output.abandon();
  }
}

interface Packed {
  readonly crc: number;
  readonly deflated: Buffer<ArrayBuffer>;
}

/**
 * Reads and deflates small files before it is their turn; Node's threads do it side by side.
 * @returns a function that gives the files' in their order; undefined for one that is not small.
 */
function packAhead(files: readonly SourceFile[], look: Look): () => Promise<Packed> | undefined {
  const started: (Promise<Packed> | undefined)[] = [];
  let taken = 0;
  return () => {
    for (const file of files.slice(started.length, taken + AHEAD)) {
      const packed = file.size > SMALL_BYTES ? undefined : packWhole(file, look);
      // It fails when it is its turn, or not at all where an earlier one fails.
      packed?.catch(() => {});
      started.push(packed);
    }
    const packed = started[taken];
    started[taken] = undefined;
    taken += 1;
    return packed;
  };
}

async function packWhole(file: SourceFile, look: Look): Promise<Packed> {
  const bytes = await readWhole(file);
  look.look(file, bytes);
  const level = bytes.length > PROBE_FROM_BYTES ? await levelFor(bytes) : undefined;
  return { crc: crc32(bytes), deflated: await deflate(bytes, { ...level }) };
}

async function addPacked(zip: ZipStream, packed: Promise<Packed>): Promise<void> {
  const { crc, deflated } = await packed;
  zip.add(deflated);
  zip.endFile(crc);
}

async function packInParts(
  file: SourceFile,
  zip: ZipStream,
  output: ArchiveFile,
  look: Look,
  signal: AbortSignal | undefined,
): Promise<void> {
  const follow = look.follow(file);
  let crc = 0;
  let deflater: DeflateRaw | undefined;
  try {
    for await (const part of readInParts(file)) {
      signal?.throwIfAborted();
      deflater ??= createDeflateRaw({ ...(await levelFor(part)), chunkSize: CHUNK_BYTES }).on('data', zip.add);
      crc = crc32(part, crc);
      follow(part);
      await write(deflater, part);
      await output.write(zip.take());
    }
    deflater?.end();
    if (deflater !== undefined) await finished(deflater);
  } finally {
    deflater?.destroy();
  }
  zip.endFile(crc);
}

/** Waits until the bytes are deflated: their buffer is free then. */
function write(deflater: DeflateRaw, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    deflater.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Media and packed data get no smaller, and deflating them takes ten times as long as copying: they go into the archive
 * as deflate's own stored blocks (level 0), which every reader takes.
 */
async function levelFor(bytes: Buffer): Promise<{ readonly level: number } | undefined> {
  const middle = Math.floor(bytes.length / 2);
  const probe = bytes.subarray(middle, middle + PROBE_BYTES);
  return (await deflate(probe, { level: 1 })).length < probe.length * 0.97 ? undefined : { level: 0 };
}
