import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import path, { posix } from 'node:path';
import { nameFrom, placeIn } from '../../paths.ts';
import { foldersAbove } from '../files/file-names.ts';
import { isWithin, placeOf } from './deployment-places.ts';

/**
 * Returns the links in the given paths and below them, and the targets of these links. A given path is included only if
 * a link leads to it.
 * @param counts whether to include a link below a given path.
 */
type ReadThrough = (places: readonly string[], counts?: (link: string) => boolean) => readonly string[];

const MAX_LINK_BYTES = 4096;

/** The maximum length in characters. No operating system follows a longer path. */
const MAX_PLACE_LENGTH = 4096;

/** Links to folders that contain each other multiply. A deployment with more links fails. */
const MAX_PLACES = 10_000;

/**
 * Reads the targets of links without opening them. All paths are relative to the workspace root. On Windows, Git may
 * have checked out a link as a text file.
 */
export function readTrackedLinks(workspace: string, links: readonly string[]): ReadThrough {
  const targets = new Map(
    links.flatMap((link): readonly (readonly [string, string])[] => {
      const target = readTarget(workspace, link);
      return target === undefined ? [] : [[link, target]];
    }),
  );
  const linksBelow = new Map<string, string[]>();
  for (const link of targets.keys()) {
    for (const folder of ['', ...foldersAbove(link)]) {
      const known = linksBelow.get(folder);
      if (known === undefined) linksBelow.set(folder, [link]);
      else known.push(link);
    }
  }

  /**
   * Finds the first link in a path. `rest` is the path after the link is replaced with its target; undefined if it
   * leads out of the workspace.
   */
  const follow = (place: string): { readonly link?: string; readonly rest: string | undefined } => {
    if (targets.size === 0) return { rest: place };
    let at = '';
    const names = place.split('/').filter((name) => name !== '' && name !== '.');
    for (const [index, name] of names.entries()) {
      if (name === '..' && at === '') return { rest: undefined };
      at = name === '..' ? at.slice(0, Math.max(0, at.lastIndexOf('/'))) : posix.join(at, name);
      const target = targets.get(at);
      if (target === undefined) continue;
      const rest = [target, ...names.slice(index + 1)].join('/').replace(/^\//, '');
      return { link: at, rest: rest.length > MAX_PLACE_LENGTH ? undefined : rest };
    }
    return { rest: at };
  };

  return (places, counts = () => true) => {
    const reached = new Set<string>();
    const waiting: string[] = [];
    const add = (place: string): void => {
      if (reached.has(place) || reached.size === MAX_PLACES) return;
      reached.add(place);
      waiting.push(place);
    };
    const visit = (place: string, isRead: (link: string) => boolean): void => {
      const { link, rest } = follow(place);
      if (link !== undefined) reached.add(link);
      if (rest !== undefined && rest !== place) add(rest);
      for (const link of linksBelow.get(place) ?? []) if (isRead(link)) add(link);
    };
    for (const place of places) visit(place, counts);
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) visit(place, () => true);
    return [...reached].filter((place) => !place.includes('..') || !place.split('/').includes('..'));
  };
}

/** Returns the target relative to the workspace root; undefined if it is outside or the link cannot be read. */
function readTarget(workspace: string, link: string): string | undefined {
  try {
    const at = placeIn(workspace, link);
    const stats = lstatSync(at);
    if (!stats.isSymbolicLink() && (!stats.isFile() || stats.size > MAX_LINK_BYTES)) return undefined;
    const text = stats.isSymbolicLink() ? readlinkSync(at) : readFileSync(at, 'utf8');
    if (path.isAbsolute(text)) return nameFrom(workspace, text);
    const written = text.replaceAll(path.sep, '/');
    // After the name of a link, `..` counts from the target of that link.
    if (/(?:^|\/)(?!\.{1,2}\/)[^/]+\/+(?:\.\/+)*\.\.(?:\/|$)/.test(written)) return `${posix.dirname(link)}/${written}`;
    const target = placeOf(posix.dirname(link), '', written);
    return isWithin(target, '') ? target : undefined;
  } catch {
    // A sparse checkout excludes the link.
    return undefined;
  }
}
