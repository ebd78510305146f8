import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { ActionError, codeOf } from '../../errors.ts';
import { isInGitFolder, nameFrom } from '../../paths.ts';
import { realPath } from '../../runner/workspace-file.ts';
import { formatCount, visible } from '../../text.ts';
import type { SourceFile } from './source-file.ts';

/** Inspects files while they are read. The function receives a file's bytes in parts and keeps none of the buffers. */
export type Inspect = (file: SourceFile) => (part: Buffer) => void;

const PART_BYTES = 64 * 1024;

/** Do not block on a pipe, and do not follow a link that replaced the file. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
const AS_TEXT = { encoding: 'utf8', flag: FLAGS } as const;

/**
 * Reads regular files that are in the workspace when they are opened. Synchronous, because with thousands of small
 * files, promises take longer than the reading itself. A folder is checked only before its first file, so do not keep a
 * reader while other code runs.
 */
export function createFileReader(workspace: string) {
  let checkedPlace: string | undefined;

  const checkPlace = (file: SourceFile): void => {
    // Faster than path.dirname, which matters for thousands of files.
    const folder = file.path.slice(0, file.path.lastIndexOf(path.sep) + 1);
    const place = constants.O_NOFOLLOW === undefined ? file.path : folder;
    if (place === checkedPlace) return;
    const name = nameFrom(workspace, realPath(place));
    if (name === undefined || isInGitFolder(name)) throw replaced(file);
    checkedPlace = place;
  };
  const fill = (file: SourceFile, descriptor: number, part: Buffer): Buffer => {
    for (let length = 0; length < part.length; ) {
      const bytesRead = readSync(descriptor, part, length, part.length - length, null);
      if (bytesRead === 0) throw changed(file);
      length += bytesRead;
    }
    return part;
  };

  /** Returns the bytes in parts. Each part is valid until the next one is read. */
  const readParts = function* (file: SourceFile, partBytes = PART_BYTES): Generator<Buffer, void> {
    let descriptor: number | undefined;
    try {
      checkPlace(file);
      descriptor = openSync(file.path, FLAGS);
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) throw replaced(file);
      if (stats.size !== file.size) throw changed(file);
      const buffer = Buffer.allocUnsafe(Math.min(file.size, partBytes));
      for (let left = file.size; left > 0; left -= buffer.length) {
        yield fill(file, descriptor, buffer.subarray(0, left));
      }
    } catch (error) {
      throw toActionError(file, error);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  };

  return {
    readParts,
    readWhole: (file: SourceFile): Buffer => {
      const [bytes = Buffer.alloc(0)] = readParts(file, file.size);
      return bytes;
    },
    /** @returns the file as text; undefined if it might not be text. */
    readText: (file: SourceFile): string | undefined => {
      try {
        checkPlace(file);
        // A single call is three times as fast as opening, reading and closing.
        const text = readFileSync(file.path, AS_TEXT);
        // Bytes that are not UTF-8 become U+FFFD.
        const isText = !text.includes('\ufffd') && !text.includes('\0');
        return isText && (text.length === file.size || Buffer.byteLength(text) === file.size) ? text : undefined;
      } catch (error) {
        throw toActionError(file, error);
      }
    },
  };
}

function toActionError(file: SourceFile, error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  const code = codeOf(error);
  if (['EAGAIN', 'EISDIR', 'ELOOP', 'ENOTDIR', 'ENXIO'].includes(code)) return replaced(file);
  if (code === 'ENOENT') {
    return new ActionError(`${visible(file.name)} was deleted while the action was running`, { hint, cause: error });
  }
  return new ActionError(`${visible(file.name)} could not be read (${code})`, {
    hint: 'Make sure that this step can read the file, or exclude it in .actorignore.',
    cause: error,
  });
}

function changed({ name, size }: SourceFile): ActionError {
  const message = `${visible(name)} changed while the action was running: it no longer has ${formatCount(size, 'byte')}`;
  return new ActionError(message, { hint });
}

function replaced({ name }: SourceFile): ActionError {
  const message = `${visible(name)} was replaced while the action was running: it is no longer a regular file in the workspace`;
  return new ActionError(message, { hint });
}

const hint =
  'Make sure that no other process changes the checkout while the action runs, or exclude such files in .actorignore.';
