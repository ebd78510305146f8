import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  open,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf, isNowhere } from '../errors.ts';
import { isInGitFolder, nameFrom } from '../paths.ts';
import { formatBytes } from '../text.ts';

/** A regular file in the workspace, or the reason why it was not read. */
export type WorkspaceFile =
  | { readonly kind: 'read'; readonly bytes: Buffer /** Absolute, with links resolved. */; readonly path: string }
  | { readonly kind: 'missing' /** Whether a link in the path is broken. */; readonly isBrokenLink: boolean }
  /** The file, or a link in its path, leads out of the workspace or into `.git`. */
  | { readonly kind: 'outside' }
  /** A folder, a pipe or a device. */
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly code: string; readonly cause: unknown };

const openFile = promisify(open);

/**
 * Reads a regular file in the workspace. The file that is checked is always the one that was opened, so a link that
 * changes in the meantime has no effect, and a pipe or device never blocks.
 * @param workspace absolute path, with links resolved.
 * @param file absolute path.
 * @param maxBytes size limit. Larger files are not read.
 */
export async function readWorkspaceFile(workspace: string, file: string, maxBytes: number): Promise<WorkspaceFile> {
  let descriptor: number | undefined;
  try {
    const real = realPath(file);
    const name = nameFrom(workspace, real);
    if (name === undefined || isInGitFolder(name)) return { kind: 'outside' };
    // Only opening the file may have to wait for a network disk. Everything else is synchronous, which is faster for
    // hundreds of files.
    descriptor = await openFile(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const opened = fstatSync(descriptor);
    if (!opened.isFile()) return { kind: 'not-a-file' };
    if (opened.size > maxBytes) return { kind: 'too-large', size: opened.size };
    const again = realPath(file);
    if (again !== real || !isSame(statSync(again), opened)) return { kind: 'outside' };
    return { kind: 'read', bytes: readFileSync(descriptor), path: real };
  } catch (cause) {
    const code = codeOf(cause);
    if (isNowhere(cause)) return { kind: 'missing', isBrokenLink: isBehindBrokenLink(file) };
    if (code === 'EISDIR' || code === 'ENXIO') return { kind: 'not-a-file' };
    return { kind: 'unreadable', code, cause };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Explains why a file was not read: the end of a sentence that begins with its name, and a hint. */
export function explainUnread(
  file: Exclude<WorkspaceFile, { readonly kind: 'read' }>,
  maxBytes: number,
): { readonly problem: string; readonly hint: string } {
  switch (file.kind) {
    case 'missing':
      return { problem: 'does not exist', hint: 'Correct the path, or add the file.' };
    case 'outside':
      return { problem: 'leads out of the workspace', hint: 'Put the file into the repository.' };
    case 'not-a-file':
      return { problem: 'is not a file', hint: 'Replace it with a regular file.' };
    case 'too-large':
      return { problem: `has ${formatBytes(file.size)}`, hint: `Shorten it to at most ${formatBytes(maxBytes)}.` };
    case 'unreadable':
      return { problem: `could not be read (${file.code})`, hint: 'Give this step permission to read it.' };
  }
}

function isSame(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

/** Whether the deepest existing part of the path is a broken link. */
function isBehindBrokenLink(file: string): boolean {
  const found = statusOf(file, lstatSync);
  const folder = path.dirname(file);
  if (found === undefined && folder !== file) return isBehindBrokenLink(folder);
  return found?.isSymbolicLink() === true && statusOf(file) === undefined;
}

/**
 * Returns the path with all links resolved, in the spelling on disk.
 * @throws a system error if the path does not exist.
 */
export function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch (error) {
    if (isNowhere(error) || ['ELOOP', 'EACCES'].includes(codeOf(error))) throw error;
    // Some file systems on Windows, such as RAM disks, do not support the native call.
    return realpathSync(file);
  }
}

/** Returns the names in a folder; none if it cannot be read. */
export function listNames(folder: string): readonly string[] {
  return readFolder(folder).map(({ name }) => name);
}

const MOST_SEARCHED = 5000;

/**
 * Finds the subfolders that contain the file, as POSIX paths relative to the folder, starting with the highest level.
 * Skips hidden folders, `node_modules` and links, and stops after 5,000 folders.
 * @param file POSIX path, for example `.actor/actor.json`.
 */
export function findFoldersWith(folder: string, file: string): readonly string[] {
  const found: string[] = [];
  const names = [''];
  for (let index = 0; index < Math.min(names.length, MOST_SEARCHED); index += 1) {
    const name = names[index] as string;
    const place = path.join(folder, name);
    if (name !== '' && isFile(path.join(place, file))) found.push(name);
    const inner = readFolder(place)
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map((entry) => path.posix.join(name, entry.name));
    names.push(...inner.sort());
  }
  return found;
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFile(file: string): boolean {
  return statusOf(file, lstatSync)?.isFile() === true;
}

/** Returns undefined if the path does not exist or is not accessible. */
export function statusOf(file: string, read = statSync): Stats | undefined {
  try {
    return read(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
