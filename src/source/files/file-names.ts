import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import path from 'node:path';
import { ActionError, codeOf, isNowhere } from '../../errors.ts';
import { isInGitFolder, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import type { FileName } from './listing.ts';

interface FolderEntry extends FileName {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** Reads Git's output with `-z`. Each record becomes one name. */
export function readRecords(output: Buffer): readonly FileName[] {
  const split = (text: string): readonly string[] => text.split('\0').slice(0, -1);
  if (isUtf8(output)) return split(output.toString()).map((name) => ({ name }));
  return split(output.toString('latin1')).map((record) => readName(Buffer.from(record, 'latin1')));
}

/** Escapes bytes that are not UTF-8 as `\xNN`. */
function readName(bytes: Buffer): FileName {
  const name = bytes.toString();
  if (isUtf8(bytes)) return { name };
  const escaped = bytes.toString('latin1').replace(/[\x80-\xff]+/g, (run) => {
    const part = Buffer.from(run, 'latin1');
    return isUtf8(part) ? part.toString() : part.toString('hex').replace(/../g, '\\x$&');
  });
  return { name, escaped };
}

/** Returns undefined if the folder cannot be read. Synchronous, because a promise would take ten times as long. */
export function readFolder(folder: string): readonly FolderEntry[] | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (!entries.some(({ name }) => name.includes('\ufffd'))) {
      return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, folder) }));
    }
    return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
      const read = readName(entry.name);
      return { ...read, kind: kindOf(entry, folder, read.name) };
    });
  } catch {
    return undefined;
  }
}

/**
 * Finds the files and links below a folder, except `.git`, without following links. A folder whose name is not UTF-8 is listed with a
 * trailing slash, because nothing in it can be opened. Names are relative to `top`.
 * @param enters whether to read a subfolder.
 * @param unreadable receives the names of folders that cannot be read.
 */
export function* walkFolder(
  top: string,
  start: string,
  enters: (folder: string) => boolean,
  unreadable: string[] = [],
): Generator<FileName, void> {
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = readFolder(placeIn(top, folder));
    if (entries === undefined) unreadable.push(folder);
    const inner: string[] = [];
    for (const { name: base, escaped, kind } of entries ?? []) {
      if (kind === 'other' || isInGitFolder(base)) continue;
      const name = joinNames(folder, base);
      const end = kind === 'folder' ? '/' : '';
      if (escaped !== undefined) yield { name: name + end, escaped: joinNames(folder, escaped) + end };
      else if (kind !== 'folder') yield { name };
      else if (enters(name)) inner.push(name);
    }
    // The first folder comes next.
    waiting.push(...inner.reverse());
  }
}

function kindOf(entry: Dirent<string | Buffer>, folder: string, name = String(entry.name)): FolderEntry['kind'] {
  // On Windows, some file systems use reparse points for folders, which a listing shows as links.
  const shown = entry.isSymbolicLink() && path.sep === '\\' ? (statAt(placeIn(folder, name)) ?? entry) : entry;
  if (shown.isDirectory()) return 'folder';
  if (shown.isSymbolicLink()) return 'link';
  return shown.isFile() ? 'file' : 'other';
}

/**
 * Creates a function that returns whether a name exists only with a different spelling, because some file systems
 * ignore letter case. If a folder cannot be read, its names count as spelled correctly.
 */
export function createSpelling(folder: string): (name: string) => boolean {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const entriesOf = (place: string): ReadonlySet<string> | undefined => {
    if (!known.has(place)) {
      const entries = readFolder(place);
      known.set(place, entries && new Set(entries.map(({ name }) => name)));
    }
    return known.get(place);
  };
  return (name) => {
    if (statAt(placeIn(folder, name)) === undefined) return false;
    return [...foldersAbove(name), name].some((each) => {
      const place = placeIn(folder, each);
      return entriesOf(path.dirname(place))?.has(path.basename(place)) === false;
    });
  };
}

/**
 * Returns the file or link at a path, without following links. Returns undefined if it does not exist or its folder is
 * not accessible.
 */
export function statAt(place: string): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch (cause) {
    if (isNowhere(cause)) return undefined;
    throw new ActionError(`${visible(place)} could not be read (${codeOf(cause)})`, {
      hint: 'Check the permissions of the file and its folders, or exclude the folder in .actorignore.',
      cause,
    });
  }
}

/** Joins two POSIX names; either may be empty. */
export function joinNames(above: string, below: string): string {
  if (above === '' || below === '') return above + below;
  return `${above}/${below}`;
}

/** Returns the parent folders of a name, starting with the outermost. */
export function foldersAbove(name: string): readonly string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Returns a function that checks that no folder between the top and a path is a link. Git considers a file behind such
 * a link deleted.
 */
export function realFoldersBelow(top: string): (place: string) => boolean {
  const known = new Map([[top, true]]);
  return (place) => {
    const folder = place.slice(0, place.lastIndexOf(path.sep));
    const isReal = (above: string): boolean => {
      const answer = known.get(above) ?? (isReal(path.dirname(above)) && statAt(above)?.isDirectory() === true);
      known.set(above, answer);
      return answer;
    };
    return known.get(folder) ?? isReal(path.dirname(place));
  };
}
