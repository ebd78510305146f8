import { type FileHandle, open } from 'node:fs/promises';
import { ActionError, codeOf } from '../../errors.ts';

/** The number of bytes to collect before writing them. */
const WRITE_BYTES = 256 * 1024;

/** A file that is written from start to end. */
export interface ArchiveFile extends AsyncDisposable {
  write(chunks: readonly Uint8Array[]): Promise<void>;
  /** Writes the remaining bytes and checks that the file is complete. @returns the size of the file in bytes. */
  finish(): Promise<number>;
}

/** Error codes for a full disk or quota. */
const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** @throws ActionError if the file cannot be written. Its methods throw the same error. */
export async function createArchiveFile(target: string): Promise<ArchiveFile> {
  const fail = (cause: unknown): never => {
    throw new ActionError(`Could not write the archive to ${target} (${codeOf(cause)})`, {
      hint: full.has(codeOf(cause))
        ? 'Free up disk space in RUNNER_TEMP.'
        : 'Make RUNNER_TEMP a folder that this step can write to.',
      cause,
    });
  };
  const handle: FileHandle = await open(target, 'wx', 0o600).catch(fail);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let expected = 0;
  const flush = async (): Promise<void> => {
    const chunks = waiting;
    waiting = [];
    waitingBytes = 0;
    if (chunks.length > 0) await handle.writev(chunks).catch(fail);
  };
  return {
    write: async (chunks) => {
      const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
      waiting.push(...chunks);
      waitingBytes += bytes;
      expected += bytes;
      if (waitingBytes >= WRITE_BYTES) await flush();
    },
    finish: async () => {
      await flush();
      const { size } = await handle.stat();
      if (size !== expected) fail(new Error(`${size} of ${expected} bytes`));
      return size;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
