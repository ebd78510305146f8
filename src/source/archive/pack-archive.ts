import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createDeflateRaw, type DeflateRaw, deflateRaw } from 'node:zlib';
import { ActionError, codeOf } from '../../errors.ts';
import { createFileReader, type Inspect } from '../files/read-file.ts';
import type { SourceFile } from '../files/source-file.ts';
import { makeTemporaryFolder, removeArchive } from './temporary-folder.ts';
import { checkZipLimits, createZipStream, type ZipStream } from './zip-stream.ts';

const deflate = promisify(deflateRaw);

/** In bytes. Files smaller than this are packed in memory, several at a time. */
const SMALL_BYTES = 512 * 1024;
/** The number of small files to read and compress in advance. */
const AHEAD = 16;
/** In bytes. For larger files, a sample shows whether compression makes them smaller. */
const SAMPLE_FROM_BYTES = 64 * 1024;
const SAMPLE_BYTES = 16 * 1024;
/** The size of the buffers for compressed data, in bytes. */
const CHUNK_BYTES = 64 * 1024;

/** The number of bytes to collect while the disk is writing. */
const WRITE_BYTES = 256 * 1024;

/** A complete ZIP file on disk. Its folder contains no other files. */
export interface PackedArchive {
  readonly path: string;
  readonly byteLength: number;
}

interface PackRequest {
  readonly files: readonly SourceFile[];
  readonly workspace: string;
  /** The runner's folder for temporary files. Defaults to the system's. */
  readonly temporaryFolder: string | undefined;
  readonly inspect: Inspect;
  readonly signal: AbortSignal;
}

/**
 * Packs files into a ZIP outside the checkout, with their names and modes. Memory use does not depend on their size.
 * @throws ActionError if a file cannot be read or changes, or if the disk is full. In that case, no archive is left
 *   behind.
 */
export async function packArchive(request: PackRequest): Promise<PackedArchive> {
  checkZipLimits(request.files);
  const folder = await makeTemporaryFolder(request.temporaryFolder, request.workspace);
  const file = path.join(folder, 'source.zip');
  try {
    return { path: file, byteLength: await writeArchive(file, request) };
  } catch (error) {
    await removeArchive(file);
    throw error;
  }
}

/** @returns the size of the archive in bytes. @throws ActionError if it cannot be written. */
export async function writeArchive(target: string, request: PackRequest): Promise<number> {
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600, highWaterMark: WRITE_BYTES });
  try {
    await pipeline(packFiles(request), output);
    return output.bytesWritten;
  } catch (cause) {
    // Other errors are not about the archive, but about the files in it.
    if (typeof cause !== 'object' || cause === null || !('syscall' in cause)) throw cause;
    throw new ActionError(`Could not write the archive to ${target} (${codeOf(cause)})`, {
      hint: ['ENOSPC', 'EDQUOT'].includes(codeOf(cause))
        ? 'Free up disk space in RUNNER_TEMP.'
        : 'Make RUNNER_TEMP a folder that this step can write to.',
      cause,
    });
  }
}

/** Creates the bytes of the archive. */
async function* packFiles(request: PackRequest): AsyncGenerator<Uint8Array, void> {
  const zip = await createZipStream();
  const packNext = packAhead(request);
  for (const file of request.files) {
    request.signal.throwIfAborted();
    zip.begin(file);
    const small = packNext();
    if (small === undefined) yield* packInParts(file, request, zip);
    else {
      const { crc, deflated } = await small;
      zip.add(deflated);
      zip.endFile(crc);
    }
    yield* zip.take();
  }
  zip.end();
  yield* zip.take();
}

interface PackedFile {
  readonly crc: number;
  readonly deflated: Buffer<ArrayBuffer>;
}

/**
 * Compresses small files in advance, in Node's thread pool.
 * @returns a function that returns the next file, or undefined if that file is not small.
 */
function packAhead({ files, workspace, inspect }: PackRequest): () => Promise<PackedFile> | undefined {
  const started: (Promise<PackedFile> | undefined)[] = [];
  let taken = 0;
  const packWhole = async (file: SourceFile): Promise<PackedFile> => {
    const bytes = createFileReader(workspace).readWhole(file);
    inspect(file)(bytes);
    const level = bytes.length > SAMPLE_FROM_BYTES ? await levelFor(bytes) : undefined;
    return { crc: crc32(bytes), deflated: await deflate(bytes, { ...level }) };
  };
  return () => {
    for (const file of files.slice(started.length, taken + AHEAD)) {
      const packed = file.size > SMALL_BYTES ? undefined : packWhole(file);
      // The error is thrown when it is the file's turn, unless an earlier file fails.
      packed?.catch(() => {});
      started.push(packed);
    }
    const packed = started[taken];
    started[taken] = undefined;
    taken += 1;
    return packed;
  };
}

async function* packInParts(
  file: SourceFile,
  { workspace, inspect, signal }: PackRequest,
  zip: ZipStream,
): AsyncGenerator<Uint8Array, void> {
  const inspectPart = inspect(file);
  let crc = 0;
  let deflater: DeflateRaw | undefined;
  try {
    for (const part of createFileReader(workspace).readParts(file)) {
      signal.throwIfAborted();
      deflater ??= createDeflateRaw({ ...(await levelFor(part)), chunkSize: CHUNK_BYTES }).on('data', zip.add);
      crc = crc32(part, crc);
      inspectPart(part);
      await write(deflater, part);
      yield* zip.take();
    }
    deflater?.end();
    if (deflater !== undefined) await finished(deflater);
  } finally {
    deflater?.destroy();
  }
  zip.endFile(crc);
}

/** Waits until the bytes are compressed, because their buffer is then reused. */
function write(deflater: DeflateRaw, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    deflater.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Returns the compression level. Media and compressed files do not get smaller, and compressing them takes ten times as
 * long as copying. Level 0 stores them in deflate's own format, which all readers support.
 */
async function levelFor(bytes: Buffer): Promise<{ readonly level: number } | undefined> {
  const middle = Math.floor(bytes.length / 2);
  const sample = bytes.subarray(middle, middle + SAMPLE_BYTES);
  return (await deflate(sample, { level: 1 })).length < sample.length * 0.97 ? undefined : { level: 0 };
}
