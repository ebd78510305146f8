import type { Zip, ZipInputFile } from 'fflate';
import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';
import type { SourceFile } from '../files/source-file.ts';

/**
 * Limits of a ZIP without Zip64, which all readers support. The largest value of each field is reserved for Zip64
 * (APPNOTE.TXT 4.4).
 */
const MAX_ENTRIES = 0xfffe;
const MAX_BYTES = 0xffff_fffe;

/**
 * The same time for all files, so that the same files always result in the same archive. ZIP times start in 1980, and
 * this date is later than that in all time zones.
 */
const TIME = new Date(1980, 1, 1);

/** On this system, the upper half of an entry's attributes contains its mode. */
const UNIX = 3;
const DEFLATED = 8;

export type ZipStream = Awaited<ReturnType<typeof createZipStream>>;

/** @throws ActionError if a ZIP cannot contain this number of files, or if a file is too large. */
export function checkZipLimits(files: readonly SourceFile[]): void {
  if (files.length > MAX_ENTRIES) {
    throw tooLarge(`A ZIP cannot contain ${files.length} files; the limit is ${MAX_ENTRIES}`);
  }
  const large = files.find(({ size }) => size > MAX_BYTES);
  if (large !== undefined) throw tooLarge(`${visible(large.name)} is too large for a ZIP; the limit is 4 GiB`);
}

/** Loads the ZIP library, and creates a ZIP from bytes that are already compressed. */
export async function createZipStream() {
  const library = await import('fflate');
  let chunks: Uint8Array[] = [];
  let length = 0;
  const zip: Zip = new library.Zip((error, chunk) => {
    if (error !== null) throw error;
    length += chunk.length;
    chunks.push(chunk);
  });
  let entry: ZipInputFile | undefined;
  const push = (chunk: Uint8Array<ArrayBuffer>, isLast: boolean): void => entry?.ondata?.(null, chunk, isLast);
  return {
    /** Starts a file. The previous file must be complete. */
    begin: ({ name, size, executable }: SourceFile): void => {
      const mode = executable ? 0o100755 : 0o100644;
      const form = { compression: DEFLATED, os: UNIX, attrs: (mode << 16) >>> 0, mtime: TIME };
      entry = { filename: name, size, crc: 0, ...form };
      zip.add(entry);
    },
    add: (deflated: Uint8Array<ArrayBuffer>): void => push(deflated, false),
    /** @param crc CRC-32 of the uncompressed bytes. */
    endFile: (crc: number): void => {
      if (entry !== undefined) entry.crc = crc;
      push(new Uint8Array(), true);
    },
    end: (): void => zip.end(),
    /** @returns the bytes to write, since the last call. @throws ActionError if the archive is too large for a ZIP. */
    take: (): readonly Uint8Array[] => {
      if (length > MAX_BYTES) throw tooLarge('The archive is too large for a ZIP; the limit is 4 GiB');
      const taken = chunks;
      chunks = [];
      return taken;
    },
  };
}

function tooLarge(message: string): ActionError {
  return new ActionError(message, {
    hint: 'Exclude files in .actorignore, or let Apify build from Git (source-type: GIT_REPO).',
  });
}
