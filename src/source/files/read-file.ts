import { closeSync, open as openFile, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ActionError, codeOf } from '../../errors.ts';
import { visible } from '../../text.ts';
import type { SourceFile } from './source-file.ts';

const openDescriptor = promisify(openFile);

/** Bytes that are read at once from a file that is not read whole. */
const CHUNK_BYTES = 64 * 1024;

/** Looks at the bytes of files on their way, so that each file is read once. */
export interface Look {
  /** Looks at a file that is whole in memory. */
  look(file: SourceFile, bytes: Buffer): void;
  /** Looks at a file of any size: the function takes its parts, in their order, and keeps none of their buffers. */
  follow(file: SourceFile): (part: Buffer) => void;
}

/**
 * The bytes of a file that fits into memory. Opening is what may wait, on a network's disk or for a virus scanner; the
 * bytes of small files are then there at once, and reading them synchronously halves the time of thousands.
 * @throws ActionError where it cannot be read, or is not what was listed any more.
 */
export async function readWhole(file: SourceFile): Promise<Buffer> {
  const descriptor = await openDescriptor(file.path, 'r').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    // The byte more than was listed shows a file that has grown.
    const bytes = Buffer.allocUnsafe(file.size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length !== file.size + 1; length += read) {
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    if (length !== file.size) throw changed(file);
    return bytes.subarray(0, length);
  } catch (error) {
    throw error instanceof ActionError ? error : unreadable(file, error);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The bytes of a file of any size, a part at a time, each good until the next is asked for.
 * @throws ActionError where it cannot be read, or is not what was listed any more.
 */
export async function* readInParts(file: SourceFile): AsyncGenerator<Buffer, void> {
  const fails = (cause: unknown): never => {
    throw unreadable(file, cause);
  };
  const handle = await open(file.path, 'r').catch(fails);
  try {
    const part = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let left = file.size;
    for (;;) {
      const { bytesRead } = await handle.read(part, 0, CHUNK_BYTES, null).catch(fails);
      left -= bytesRead;
      if (left < 0 || (bytesRead === 0 && left > 0)) throw changed(file);
      if (bytesRead === 0) return;
      yield part.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function unreadable({ name }: SourceFile, cause: unknown): ActionError {
  const code = codeOf(cause);
  if (code === 'ENOENT') {
    return new ActionError(`${visible(name)} was there when the files were listed, and is gone now`, {
      hint: calm,
      cause,
    });
  }
  return new ActionError(`${visible(name)} cannot be read (${code})`, {
    hint: 'See to it that this step may read it, or leave it out by .actorignore.',
    cause,
  });
}

function changed({ name, size }: SourceFile): ActionError {
  return new ActionError(`${visible(name)} changed while it was read: it does not have the ${size} bytes any more`, {
    hint: calm,
  });
}

const calm =
  'Something else changes the checkout while this step runs: let it end before, or leave such files out by .actorignore.';
