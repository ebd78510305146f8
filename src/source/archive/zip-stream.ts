import type { Zip, ZipInputFile } from 'fflate';
import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';
import type { SourceFile } from '../files/source-file.ts';

/** The most that a ZIP holds in its plain form, which every reader knows. APPNOTE.TXT 4.4: the largest number of each field means Zip64. */
const MAX_ENTRIES = 0xfffe;
const MAX_BYTES = 0xffff_fffe;

/** Equal trees give equal archives. The day that Gradle uses: no time zone puts it before 1980, where a ZIP's time begins. */
const TIME = new Date(1980, 1, 1);

/** Made on Unix: the upper half of an entry's attributes is then its mode. */
const UNIX = 3;
const DEFLATED = 8;

/** A ZIP in the making; whoever writes it hands in bytes that are deflated already. */
export interface ZipStream {
  /** Begins a file; the one before must have been ended. */
  begin(file: SourceFile): void;
  add(deflated: Uint8Array<ArrayBuffer>): void;
  /** @param crc CRC-32 of the file's own bytes. */
  endFile(crc: number): void;
  end(): void;
  /** What there is to write since the last call. @throws ActionError where it becomes larger than a ZIP can be. */
  take(): readonly Uint8Array[];
}

/** @throws ActionError where there are more or larger files than a ZIP holds. */
export function checkZipLimits(files: readonly SourceFile[]): void {
  if (files.length > MAX_ENTRIES) {
    throw tooLarge(`${files.length} files are more than the ${MAX_ENTRIES} that a ZIP holds`);
  }
  const large = files.find(({ size }) => size > MAX_BYTES);
  if (large !== undefined) throw tooLarge(`${visible(large.name)} is larger than the 4 GiB that a ZIP holds`);
}

/** Loads the library: most runs need none. */
export async function createZipStream(): Promise<ZipStream> {
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
    begin: ({ name, size, executable }) => {
      const mode = executable ? 0o100755 : 0o100644;
      const form = { compression: DEFLATED, os: UNIX, attrs: (mode << 16) >>> 0, mtime: TIME };
      entry = { filename: name, size, crc: 0, ...form };
      zip.add(entry);
    },
    add: (deflated) => push(deflated, false),
    endFile: (crc) => {
      if (entry !== undefined) entry.crc = crc;
      push(new Uint8Array(), true);
    },
    end: () => zip.end(),
    take: () => {
      if (length > MAX_BYTES) throw tooLarge('The archive is larger than the 4 GiB that a ZIP holds');
      const taken = chunks;
      chunks = [];
      return taken;
    },
  };
}

function tooLarge(message: string): ActionError {
  return new ActionError(message, {
    hint: 'Leave files out by .actorignore, or let Apify read them from Git: source-type: GIT_REPO.',
  });
}
