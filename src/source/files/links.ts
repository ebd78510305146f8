import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { codeOf, isNowhere } from '../../errors.ts';
import { isInGitFolder, isOnNetwork, nameFrom, placeIn } from '../../paths.ts';
import { realPath } from '../../runner/workspace-file.ts';
import { foldersAbove } from './file-names.ts';

/** The target of a link after all intermediate links are resolved. */
type LinkTarget =
  | { readonly kind: 'file' | 'folder'; readonly path: string; readonly size: number; readonly mode: number }
  /** The target is neither a file nor a folder (for example, a pipe), or the link leads back to itself. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'outside' | 'in-git'; readonly isFolder: boolean };

/** On Windows, EPERM means that access is denied. EINVAL and UNKNOWN mean that the target is not valid. */
const unreachable: ReadonlySet<string> = new Set([
  ...['ELOOP', 'EACCES'],
  ...(path.sep === '\\' ? ['EPERM', 'EINVAL', 'UNKNOWN'] : []),
]);

/** The maximum number of links that Linux follows in a chain. */
const LONGEST_CHAIN = 40;

/**
 * Resolves a link.
 * @param isTextLink whether a file is a link that Git checked out as text (on Windows, if `core.symlinks` is false).
 */
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
 * Whether a link must be resolved by its text, so that each intermediate path is checked before anything opens it. Only
 * Windows requires this, because a path can lead to another machine there. Windows resolves `..` in the same way as
 * this code.
 */
function isFollowedByText(place: string): boolean {
  return path.sep === '\\' && lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Returns the text of a link. For a file behind a link, returns the path of the file. */
export function readLinkText(link: string, isTextLink: (file: string) => boolean): string {
  if (isTextLink(link)) return readFileSync(link, 'utf8');
  return lstatSync(link).isSymbolicLink() ? readlinkSync(link) : realPath(link);
}

/** Returns a path and its parent folders inside the workspace, starting with the outermost. */
function foldersTo(place: string, workspace: string): readonly string[] {
  const name = nameFrom(workspace, place);
  return name ? [...foldersAbove(name), name].map((each) => placeIn(workspace, each)) : [];
}
