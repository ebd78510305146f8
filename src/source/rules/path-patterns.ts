import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';

/** A line of an input that holds patterns of paths. */
export interface PathPattern {
  /** As written, `!` included. */
  readonly text: string;
  /** It begins with `!`. */
  readonly excludes: boolean;
  readonly expression: RegExp;
}

/**
 * Patterns as the input `files` has them, matched against names alone, so that what is gone can match too: one a line,
 * `*`, `?`, `[…]` within a name, `**` for any number of folders, `!` excludes, `#` comments. Names are POSIX paths
 * from the workspace's root; what matches a folder matches everything in it; letters' case counts on every system,
 * and braces mean themselves.
 * @throws ActionError naming the input and the line that can match nothing.
 */
export function readPathPatterns(input: string, text: string): readonly PathPattern[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => compile(input, line));
}

/** Of patterns in order the last that matches. @param path a file's or folder's; empty for the root itself. */
export function lastMatching(patterns: readonly PathPattern[], path: string): PathPattern | undefined {
  return patterns.findLast(({ expression }) => expression.test(path));
}

/** True where every line begins with `!`, and so `**` is meant before them; true without a line too. */
export function onlyExclude(patterns: readonly PathPattern[]): boolean {
  return patterns.every(({ excludes }) => excludes);
}

function compile(input: string, text: string): PathPattern {
  const excludes = text.startsWith('!');
  const pattern = excludes ? text.slice(1).trim() : text;
  const wrong = (problem: string, hint: string): ActionError =>
    new ActionError(`Input ${input}: the pattern ${visible(text)} ${problem}`, { hint });
  if (pattern === '') throw wrong('is empty', 'Write what it excludes after the exclamation mark.');
  if (pattern.startsWith('/')) {
    throw wrong('begins with a slash', 'Patterns begin at the root of the workspace: packages/* for example.');
  }
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    throw wrong('leads upwards', 'Patterns begin at the root of the workspace and have no "..".');
  }
  // The end stands for the folder and all in it anyway.
  while (segments.at(-1) === '**') segments.pop();
  const sources = segments.map((segment) => (segment === '**' ? '(?:[^/]+/)*' : `${sourceOf(segment)}/`));
  try {
    const source = segments.length === 0 ? '' : `^${sources.join('').slice(0, -1)}(?:/|$)`;
    return { text, excludes, expression: new RegExp(source, 'su') };
  } catch {
    throw wrong('has a set that is none', 'Write sets of characters as [abc], [a-z] or [!a-z].');
  }
}

/** The source of a regular expression for one name. */
function sourceOf(segment: string): string {
  // A name is never empty.
  if (/^\*+$/.test(segment)) return '[^/]+';
  return segment.replace(/\*+|\?|\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]|\\(.)|[$()+.[\\\]^{|}]/gsu, (part, ...groups) => {
    const [negation, members, escaped]: readonly (string | undefined)[] = groups;
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    if (members) return negation ? `(?!/)[^${membersOf(members)}]` : `[${membersOf(members)}]`;
    return literally(escaped ?? part);
  });
}

/** A hyphen stays what it is: between two characters a range. */
function membersOf(set: string): string {
  return set.replace(/\\(.)|[[\]\\^]/gsu, (mark, escaped?: string) =>
    escaped === undefined ? `\\${mark}` : literally(escaped),
  );
}

function literally(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/-]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);
}
