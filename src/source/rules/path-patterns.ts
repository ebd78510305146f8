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
  type ReadUnit,
  readUnit,
  STAR,
  type Unit,
} from './wildcards.ts';

/** A line of the `files`, `actors`, `shared` or `ignore` input. */
export interface PathPattern {
  readonly text: string;
  readonly excludes: boolean;
  readonly isAbsolute: boolean;
  /** Whether the pattern matches the file or folder, or one of its parents. The name of the root is empty. */
  readonly matches: (name: string, options?: MatchOptions) => boolean;
  readonly mayMatchBelow: (folder: string) => boolean;
}

interface MatchOptions {
  /** Whether the name is that of a file. A pattern with a trailing slash matches only folders. */
  readonly isFile: boolean;
}

/** The maximum number of stars in a name. The limit is documented, and no useful pattern has more. */
const MAX_STARS = 6;

/**
 * Reads the patterns in an input, one per line, as in `@actions/glob`: `*`, `?` and `[…]` match within a name, `**`
 * matches any number of folders, `!` excludes, and `#` starts a comment. A pattern that matches a folder matches
 * everything in it. Patterns are case-sensitive on every system. Braces are matched literally.
 * @throws ActionError if a line is not valid.
 */
export function readPathPatterns(input: string, text: string): readonly PathPattern[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = parsePathPattern(input, line);
      if (!pattern.isAbsolute) return pattern;
      const hint = 'Write the path from the root of the workspace. For example, packages/*.';
      throw wrong(input, line, 'begins with a slash', hint);
    });
}

/** Returns the last matching pattern. @param name of a file or folder; empty for the root itself. */
export function lastMatching(patterns: readonly PathPattern[], name: string): PathPattern | undefined {
  return patterns.findLast(({ matches }) => matches(name));
}

/** Whether every line begins with `!`, so that `**` is assumed before them. Also true if there are no lines. */
export function onlyExclude(patterns: readonly PathPattern[]): boolean {
  return patterns.every(({ excludes }) => excludes);
}

/** @param line without leading or trailing white space. @throws ActionError if it is not valid. */
export function parsePathPattern(input: string, line: string): PathPattern {
  const [, marks = '', rest = ''] = /^((?:!\s*)*)(.*)$/s.exec(line) ?? [];
  if (rest === '') throw wrong(input, line, 'is empty', 'Write a path after the exclamation mark.');
  const written = path.sep === '\\' ? rest.replaceAll('\\', '/') : rest;
  const segments = written.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    const hint = 'Write the path without "..". To include files from elsewhere, put a link to them into the folder.';
    throw wrong(input, line, 'contains ".."', hint);
  }
  // A trailing `**` matches a folder and everything in it, which is true of every pattern.
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
  for (let index = 0; index < characters.length; ) {
    const literal = { unit: characters[index] ?? '', end: index + 1 };
    const { unit, end, isEmpty }: ReadUnit = readUnit(characters, index) ?? literal;
    if (isEmpty === true) {
      throw wrong(input, line, 'contains an invalid character set', 'Write a set as [abc], [a-z] or [!a-z].');
    }
    units.push(unit);
    index = end;
  }
  const stars = units.filter((unit) => unit === STAR).length;
  if (stars > MAX_STARS) {
    const hint = 'Use fewer "*", or "**" between slashes for any number of folders.';
    throw wrong(input, line, `contains more than ${MAX_STARS} "*" between two slashes`, hint);
  }
  return namePattern(units);
}

function wrong(input: string, line: string, problem: string, hint: string): ActionError {
  return new ActionError(`The pattern "${visible(line)}" in the ${input} input ${problem}`, { hint });
}
