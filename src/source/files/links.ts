import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { codeOf, isNowhere } from '../../errors.ts';
import { isInGitFolder, isOnNetwork, nameFrom, placeIn } from '../../paths.ts';
import { realPath } from '../../runner/workspace-file.ts';
import { foldersAbove } from './file-names.ts';

/** The target of a link, through all links on the way. */
export type LinkTarget =
  | { readonly kind: 'file' | 'folder'; readonly path: string; readonly size: number; readonly mode: number }
  /** The target is not a file or folder (for example, a pipe), or a link leads back to itself. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'outside' | 'in-git'; readonly isFolder: boolean };

/** On Windows, EPERM means that access is denied, and EINVAL and UNKNOWN mean that the target is not valid. */
const unreachable: ReadonlySet<string> = new Set([
  ...['ELOOP', 'EACCES'],
  ...(path.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);

/** The number of links in one chain that Linux follows. */
const LONGEST_CHAIN = 40;

/** @param isTextLink whether a file is a link that Git checked out as text (Windows, `core.symlinks` false). */
export function resolveLink(link: string, workspace: string, isTextLink: (file: string) => boolean): LinkTarget {
  let place = link;
  try {
    for (let hops = 0; ; hops += 1) {
      if (hops === LONGEST_CHAIN) return { kind: 'broken' };
      const next = foldersTo(place, workspace).find((at) => isTextLink(at) || isFollowedByText(at));
      if (next === undefined) break;
      place = path.resolve(path.dirname(next), readLinkText(next, isTextLink), path.relative(next, place));
      if (isOnNetwork(place) && nameFrom(workspace, place) === undefined) return { kind: 'outside', isFolder: false };
    }
    const target = realPath(place);
    const stats = statSync(target);
    const name = nameFrom(workspace, target);
    if (name === undefined) return { kind: 'outside', isFolder: stats.isDirectory() };
    if (isInGitFolder(name)) return { kind: 'in-git', isFolder: stats.isDirectory() };
    if (!stats.isDirectory() && !stats.isFile()) return { kind: 'broken' };
    return { kind: stats.isDirectory() ? 'folder' : 'file', path: target, size: stats.size, mode: stats.mode };
  } catch (error) {
    if (isNowhere(error) || unreachable.has(codeOf(error))) return { kind: 'broken' };
    throw error;
  }
}

/**
 * Whether a link is followed by its text, so that each place on the way is checked before anything opens it. Only
 * Windows requires this: a path can lead to another machine there, and the system resolves `..` as this code does.
 */
function isFollowedByText(place: string): boolean {
  return path.sep === '\\' && lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The text of a link. If it is a file behind a link, the path of the file. */
export function readLinkText(link: string, isTextLink: (file: string) => boolean): string {
  if (isTextLink(link)) return readFileSync(link, 'utf8');
  return lstatSync(link).isSymbolicLink() ? readlinkSync(link) : realPath(link);
}

/** The folders around a place, from the workspace down, and the place itself. */
function foldersTo(place: string, workspace: string): readonly string[] {
  const name = nameFrom(workspace, place);
  return name ? [...foldersAbove(name), name].map((each) => placeIn(workspace, each)) : [];
}
