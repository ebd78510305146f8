import { lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../errors.ts';
import { isInGitFolder, isOnNetwork, nameFrom } from '../../paths.ts';

/** Where a link leads, through all links on the way. */
export type LinkTarget =
  | { readonly kind: 'file' | 'folder'; readonly path: string; readonly size: number; readonly mode: number }
  /** No file or folder can be reached there (a pipe is neither), or a link leads back to itself. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'outside' | 'in-git'; readonly isFolder: boolean };

/** Windows says EPERM where access is denied, and EINVAL or UNKNOWN of targets that it cannot make out. */
const unreachable: ReadonlySet<string> = new Set([
  ...['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'],
  ...(path.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);

/** As many links in one chain as Linux follows. */
const LONGEST_CHAIN = 40;

/**
 * Follows a link to its end.
 * @param link absolute; its folder is real.
 * @param isTextLink whether a file is a link that Git checked out as text (Windows, `core.symlinks` false).
 */
export async function resolveLink(
  link: string,
  workspace: string,
  isTextLink: (file: string) => boolean,
): Promise<LinkTarget> {
  let place = link;
  try {
    for (let hops = 0; ; hops += 1) {
      if (hops === LONGEST_CHAIN) return { kind: 'broken' };
      const next = foldersTo(place, workspace).find((at) => isTextLink(at) || isFollowedByText(at));
      if (next === undefined) break;
      place = path.resolve(path.dirname(next), readLinkText(next, isTextLink), path.relative(next, place));
      if (isOnNetwork(place) && nameFrom(workspace, place) === undefined) return { kind: 'outside', isFolder: false };
    }
    const target = await realpath(place);
    const stats = await stat(target);
    const name = nameFrom(workspace, target);
    if (name === undefined) return { kind: 'outside', isFolder: stats.isDirectory() };
    if (isInGitFolder(name)) return { kind: 'in-git', isFolder: stats.isDirectory() };
    // To open a pipe would wait for ever.
    if (!stats.isDirectory() && !stats.isFile()) return { kind: 'broken' };
    return { kind: stats.isDirectory() ? 'folder' : 'file', path: target, size: stats.size, mode: stats.mode };
  } catch (error) {
    if (unreachable.has(codeOf(error))) return { kind: 'broken' };
    throw error;
  }
}

/**
 * Whether a link is followed by its own text, so that each place on the way is judged before anything opens it: on
 * Windows, where a path may lead to another machine, and the system takes `..` out of a path as we do.
 */
function isFollowedByText(place: string): boolean {
  return path.sep === '\\' && lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** What is written in a link; where it is none itself but lies behind one, the end of that. */
export function readLinkText(link: string, isTextLink: (file: string) => boolean): string {
  if (isTextLink(link)) return readFileSync(link, 'utf8');
  return lstatSync(link).isSymbolicLink() ? readlinkSync(link) : realpathSync(link);
}

/** A place and the folders above it, from the workspace down. */
function foldersTo(place: string, workspace: string): readonly string[] {
  const name = nameFrom(workspace, place);
  const parts = name === undefined || name === '' ? [] : name.split('/');
  return parts.map((_, index) => path.join(workspace, ...parts.slice(0, index + 1)));
}
