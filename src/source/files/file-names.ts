import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import path from 'node:path';
import { ActionError, codeOf } from '../../errors.ts';
import { placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';

/** A name as the disk or Git has it. */
export interface FileName {
  /** Where the bytes are not UTF-8, with marks in their place: no file is found under it. */
  readonly name: string;
  /** How a name that is not UTF-8 is shown; absent for all others. */
  readonly escaped?: string;
}

/** Git's output with `-z`, one text a record. */
export function readRecords(output: Buffer): readonly FileName[] {
  if (output.length === 0) return [];
  if (isUtf8(output)) {
    return output
      .toString('utf8', 0, output.length - 1)
      .split('\0')
      .map((name) => ({ name }));
  }
  const records: FileName[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    records.push(readName(output.subarray(start, end)));
    start = end + 1;
  }
  return records;
}

function readName(bytes: Buffer): FileName {
  const name = bytes.toString();
  return isUtf8(bytes) ? { name } : { name, escaped: escapeBytes(bytes) };
}

/** Bytes that are not UTF-8 as `\xNN`. */
function escapeBytes(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\xff]+/g, (run) => {
    const part = Buffer.from(run, 'latin1');
    return isUtf8(part) ? part.toString() : part.toString('hex').replace(/../g, '\\x$&');
  });
}

/** What lies in a folder, without `.` and `..`. Synchronous: a promise costs ten times as much as the answer. */
export function readFolder(folder: string): readonly (FileName & { readonly entry: Dirent })[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, entry }));
    if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries;
    return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((entry) => {
      const read = readName(entry.name);
      const found = entries.find(({ name }) => name === read.name);
      if (found === undefined) throw new Error(`${read.name} has just come`);
      return { ...found, ...read };
    });
  } catch (cause) {
    throw new ActionError(`The folder ${visible(folder)} cannot be read`, {
      hint: 'See to it that this step may read it, or leave it out by a line in .actorignore or .gitignore.',
      cause,
    });
  }
}

/**
 * Tells whether a name lies on the disk in another spelling only: some disks find it in any case of its letters.
 * What cannot be read is taken for spelled as asked.
 */
export function createSpelling(folder: string): (name: string) => boolean {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const entriesOf = (place: string): ReadonlySet<string> | undefined => {
    if (!known.has(place)) known.set(place, entriesAt(place));
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

function entriesAt(place: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readdirSync(place));
  } catch {
    return undefined;
  }
}

/** What lies at a place, links not followed; undefined where nothing does. */
export function statAt(place: string): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch (error) {
    // A file in a folder's place.
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** One name below another; either may be empty. */
export function joinNames(above: string, below: string): string {
  if (above === '' || below === '') return above + below;
  return `${above}/${below}`;
}

/** The folders that a name lies in, from the outermost. */
export function foldersAbove(name: string): readonly string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Whether no folder on the way down to one is a link; Git takes what it tracks behind such a link for deleted. */
export function realFoldersBelow(top: string): (folder: string) => boolean {
  const known = new Map([[top, true]]);
  const isReal = (folder: string): boolean => {
    const answer = known.get(folder) ?? (isReal(path.dirname(folder)) && statAt(folder)?.isDirectory() === true);
    known.set(folder, answer);
    return answer;
  };
  return isReal;
}
