import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';
import {
  ANY_DEPTH,
  anyName,
  matchesPath,
  mayMatchBelow,
  type NamePattern,
  namePattern,
  type PathPattern as Pattern,
  pathPattern,
  readCharacterSet,
  STAR,
  type Unit,
} from './wildcards.ts';

/** A line of the inputs `files`, `actors`, `shared` and `ignore`. */
export interface PathPattern {
  /** As written, `!` included. */
  readonly text: string;
  /** It begins with `!`. */
  readonly excludes: boolean;
  /** It begins at the root of the disk. */
  readonly isAbsolute: boolean;
  /** Whether the pattern matches the file or folder, or a folder around it; empty for the root itself. */
  readonly matches: (name: string, options?: MatchOptions) => boolean;
  /** Whether it may match something below a folder. */
  readonly mayMatchBelow: (folder: string) => boolean;
}

interface MatchOptions {
  /** The name is that of a file: a pattern with a slash at its end matches folders only. */
  readonly isFile: boolean;
}

/** More are not useful in one name. The limit is part of the documented interface. */
const MAX_STARS = 6;

/**
 * Patterns of an input, one a line, with the meaning that they have in `@actions/glob`: `*`, `?` and `[…]` match within
 * a name, `**` matches any number of folders, `!` excludes, and `#` begins a comment. Names are POSIX paths. A pattern
 * that matches a folder matches everything in it. The case of letters counts on every system, and braces are matched
 * literally.
 * @throws ActionError naming the input and the line that is not valid.
 */
export function readPathPatterns(input: string, text: string): readonly PathPattern[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = parsePathPattern(input, line);
      if (!pattern.isAbsolute) return pattern;
      throw wrong(
        input,
        line,
        'begins with a slash',
        'Write the path from the root of the workspace. For example, packages/*.',
      );
    });
}

/** The last pattern that matches. @param name of a file or folder; empty for the root itself. */
export function lastMatching(patterns: readonly PathPattern[], name: string): PathPattern | undefined {
  return patterns.findLast(({ matches }) => matches(name));
}

/** True if every line begins with `!`, so that `**` is assumed before them; true without lines too. */
export function onlyExclude(patterns: readonly PathPattern[]): boolean {
  return patterns.every(({ excludes }) => excludes);
}

/** @param line without white space at its ends. @throws ActionError if it is not valid. */
export function parsePathPattern(input: string, line: string): PathPattern {
  const [, marks = '', rest = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
  if (rest === '') throw wrong(input, line, 'is empty', 'Write a path after the exclamation mark.');
  const written = path.sep === '\\' ? rest.replaceAll('\\', '/') : rest;
  const segments = written.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    throw wrong(
      input,
      line,
      'contains ".."',
      'Write the path without "..". To include files from elsewhere, put a link to them into the folder.',
    );
  }
  // At the end it stands for the folder and everything in it, which every pattern matches.
  while (segments.at(-1) === '**') segments.pop();
  const names = segments.map((segment) => (segment === '**' ? ANY_DEPTH : parseName(input, line, segment)));
  const foldersOnly = /\/\.?$/.test(written);
  const folders = pathPattern([...names, ANY_DEPTH]);
  const files: Pattern = foldersOnly && segments.length > 0 ? pathPattern([...names, ANY_DEPTH, anyName]) : folders;
  return {
    text: line,
    excludes: marks.replaceAll(/\s/g, '').length % 2 === 1,
    isAbsolute: path.isAbsolute(rest),
    matches: (name, { isFile } = { isFile: false }) => matchesPath(isFile ? files : folders, namesOf(name)),
    mayMatchBelow: (folder) => mayMatchBelow(folders, namesOf(folder)),
  };
}

function namesOf(name: string): readonly string[] {
  return name === '' ? [] : name.split('/');
}

function parseName(input: string, line: string, segment: string): NamePattern {
  const characters = [...segment];
  const units: (Unit | typeof STAR)[] = [];
  let stars = 0;
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const set = character === '[' ? readCharacterSet(characters, index) : undefined;
    if (set?.hasEmptyRange === true) {
      throw wrong(input, line, 'contains an invalid character set', 'Write a set as [abc], [a-z] or [!a-z].');
    }
    if (character === '*') {
      stars += 1;
      if (units.at(-1) !== STAR) units.push(STAR);
    } else if (character === '?') units.push(() => true);
    else if (set !== undefined) {
      units.push(set.matches);
      index = set.end - 1;
    } else if (character === '\\' && index + 1 < characters.length) {
      index += 1;
      units.push(characters[index] ?? '');
    } else units.push(character);
  }
  if (stars > MAX_STARS) {
    throw wrong(
      input,
      line,
      `contains more than ${MAX_STARS} "*" between two slashes`,
      'Use fewer "*", or "**" between slashes for any number of folders.',
    );
  }
  return namePattern(units);
}

function wrong(input: string, line: string, problem: string, hint: string): ActionError {
  return new ActionError(`The pattern "${visible(line)}" in the ${input} input ${problem}`, { hint });
}
