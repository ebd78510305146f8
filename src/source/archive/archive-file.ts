import { type FileHandle, open } from 'node:fs/promises';
import { ActionError, codeOf } from '../../errors.ts';

/** Bytes that are gathered before they are written. */
const WRITE_BYTES = 256 * 1024;

/** A file that is written from its beginning to its end. */
export interface ArchiveFile {
  write(chunks: readonly Uint8Array[]): Promise<void>;
  /** Writes what is left and checks that all is there. @returns bytes of the file. */
  close(): Promise<number>;
  /** Closes what is still open. */
  abandon(): Promise<void>;
}

/** @throws ActionError, as its methods do, where the disk does not take it. */
export async function createArchiveFile(target: string): Promise<ArchiveFile> {
  const fails = (cause: unknown): never => {
    throw new ActionError(`The archive could not be written to ${target} (${codeOf(cause)})`, {
      hint: 'See to it that the disk of RUNNER_TEMP has room.',
      cause,
    });
  };
  const handle: FileHandle = await open(target, 'wx', 0o600).catch(fails);
  let isOpen = true;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let written = 0;
  const flush = async (): Promise<void> => {
    const chunks = waiting;
    waiting = [];
    waitingBytes = 0;
    if (chunks.length > 0) written += (await handle.writev(chunks).catch(fails)).bytesWritten;
  };
  const abandon = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  let expected = 0;
  return {
    write: async (chunks) => {
      const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
      waiting.push(...chunks);
      waitingBytes += bytes;
      expected += bytes;
      if (waitingBytes >= WRITE_BYTES) await flush();
    },
    close: async () => {
      await flush();
      const { size } = await handle.stat();
      if (size !== expected || written !== expected) fails(new Error(`${size} of ${expected} bytes`));
      await abandon();
      return size;
    },
    abandon,
  };
}
