import { constants, type Stats } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { codeOf } from '../errors.ts';
import { isInGitFolder, nameFrom } from '../paths.ts';

/** A regular file of the workspace, or the reason why it was not read. */
export type WorkspaceFile =
  | { readonly kind: 'read'; readonly bytes: Buffer /** Absolute; links are resolved. */; readonly path: string }
  | { readonly kind: 'missing' }
  /** The file, or a link on the way to it, leads out of the workspace or into `.git`. */
  | { readonly kind: 'outside' }
  /** A folder, a pipe or a device. */
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly code: string; readonly cause: unknown };

/**
 * Reads a regular file of the workspace. The file that was opened is the one that was checked, so a link that changes
 * meanwhile has no effect, and a pipe or device never blocks.
 * @param workspace absolute, links resolved.
 * @param path absolute.
 * @param maxBytes larger files are not read.
 */
export async function readWorkspaceFile(workspace: string, path: string, maxBytes: number): Promise<WorkspaceFile> {
  try {
    const real = await realpath(path);
    const name = nameFrom(workspace, real);
    if (name === undefined || isInGitFolder(name)) return { kind: 'outside' };
    await using handle = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const opened = await handle.stat();
    if (!opened.isFile()) return { kind: 'not-a-file' };
    if (opened.size > maxBytes) return { kind: 'too-large', size: opened.size };
    const again = await realpath(path);
    if (again !== real || !isSame(await stat(again), opened)) return { kind: 'outside' };
    return { kind: 'read', bytes: await handle.readFile(), path: real };
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'EISDIR' || code === 'ENXIO') return { kind: 'not-a-file' };
    return { kind: 'unreadable', code, cause };
  }
}

function isSame(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}
