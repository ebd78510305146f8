/**
 * Matches names against patterns with stars. The part between two stars has a fixed length, so its leftmost match is
 * always sufficient. Nothing is tried twice, and the number of steps is at most the product of both lengths. A regular
 * expression such as `*a*a*a*b` could take exponential time.
 */

/** A character in a pattern: either a literal character or a test. */
export type Unit = string | ((character: string) => boolean);

export const STAR = Symbol('*');

/** The pattern for one name between two slashes, split at its stars. */
export interface NamePattern {
  readonly parts: readonly (readonly Unit[])[];
  /** The same parts as strings, if they contain no tests. Comparing strings is much faster. */
  readonly texts: readonly string[] | undefined;
}

/** The pattern for a path, split at `**`. Each part matches a fixed number of names. */
export type PathPattern = readonly (readonly NamePattern[])[];

export const ANY_DEPTH = Symbol('**');

export function namePattern(units: readonly (Unit | typeof STAR)[]): NamePattern {
  const parts = splitAt<Unit, typeof STAR>(units, STAR);
  const isText = units.every((unit) => typeof unit !== 'function');
  return { parts, texts: isText ? parts.map((part) => part.join('')) : undefined };
}

export const anyName = namePattern([STAR]);

export function pathPattern(names: readonly (NamePattern | typeof ANY_DEPTH)[]): PathPattern {
  return splitAt<NamePattern, typeof ANY_DEPTH>(names, ANY_DEPTH);
}

function splitAt<Item, Mark extends symbol>(items: readonly (Item | Mark)[], mark: Mark): Item[][] {
  const parts: Item[][] = [[]];
  for (const item of items) {
    if (item === mark) parts.push([]);
    else parts.at(-1)?.push(item as Item);
  }
  return parts;
}

function matchesName({ parts, texts }: NamePattern, name: string): boolean {
  if (texts !== undefined) return fits(texts, name.length, (text, start) => name.startsWith(text, start));
  const characters = /[\ud800-\udfff]/.test(name) ? [...name] : name;
  const isUnit = (unit: Unit, character = ''): boolean =>
    typeof unit === 'string' ? unit === character : unit(character);
  return fits(parts, characters.length, (part, start) =>
    part.every((unit, index) => isUnit(unit, characters[start + index])),
  );
}

export function matchesPath(pattern: PathPattern, names: readonly string[]): boolean {
  return fits(pattern, names.length, (part, start) =>
    part.every((name, index) => matchesName(name, names[start + index] ?? '')),
  );
}

export function mayMatchBelow([first = [], ...rest]: PathPattern, folder: readonly string[]): boolean {
  const known = first.slice(0, folder.length);
  return (
    known.every((pattern, index) => matchesName(pattern, folder[index] ?? '')) &&
    (rest.length > 0 || first.length > folder.length)
  );
}

/** Whether the parts are in a list of items in this order, the first one at its start and the last one at its end. */
function fits<Part extends { readonly length: number }>(
  parts: readonly Part[],
  length: number,
  isAt: (part: Part, start: number) => boolean,
): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) return length === 0;
  if (parts.length === 1) return length === first.length && isAt(first, 0);
  const end = length - last.length;
  if (end < first.length || !isAt(first, 0) || !isAt(last, end)) return false;
  let start = first.length;
  for (const part of parts.slice(1, -1)) {
    while (start + part.length <= end && !isAt(part, start)) start += 1;
    start += part.length;
    if (start > end) return false;
  }
  return true;
}

export interface ReadUnit {
  readonly unit: Unit | typeof STAR;
  /** Index of the next character. */
  readonly end: number;
  /** Whether it is a set with a range whose end is before its start. */
  readonly isEmpty?: boolean;
}

/** @returns undefined for a set that is not closed or has an unknown class, and for a trailing backslash. */
export function readUnit(characters: readonly string[], index: number): ReadUnit | undefined {
  const character = characters[index] ?? '';
  switch (character) {
    case '*':
      return { unit: STAR, end: index + 1 };
    case '?':
      return { unit: () => true, end: index + 1 };
    case '[':
      return readCharacterSet(characters, index);
    case '\\': {
      const escaped = characters[index + 1];
      return escaped === undefined ? undefined : { unit: escaped, end: index + 2 };
    }
    default:
      return { unit: character, end: index + 1 };
  }
}

type Range = readonly [from: number, to: number];

/** ASCII only, regardless of the locale, as in Git. */
const classes: Readonly<Record<string, string>> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  blank: '\t\t  ',
  cntrl: '\0\x1f\x7f\x7f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space: '\t\n\r\r  ',
  upper: 'AZ',
  xdigit: '09AFaf',
};

/** Reads a set such as `[abc]`, `[a-z]`, `[!a]` or `[[:alpha:]]`. A slash never matches a set. */
function readCharacterSet(characters: readonly string[], start: number): ReadUnit | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const ranges: Range[] = [];
  let index = start + (negated ? 2 : 1);
  let rangeFrom: number | undefined;
  // A closing bracket at the beginning is part of the set.
  for (let first = true; first || characters[index] !== ']'; first = false) {
    const name = classNameAt(characters, index);
    if (name !== undefined) {
      const ends = classes[name];
      if (ends === undefined) return undefined;
      for (let at = 0; at < ends.length; at += 2) ranges.push([ends.charCodeAt(at), ends.charCodeAt(at + 1)]);
      index += name.length + '[::]'.length;
      rangeFrom = undefined;
      continue;
    }
    const isRange = characters[index] === '-' && rangeFrom !== undefined && characters[index + 1] !== ']';
    if (isRange) index += 1;
    if (characters[index] === '\\') index += 1;
    const code = characters[index]?.codePointAt(0);
    if (code === undefined) return undefined;
    const from = isRange ? (rangeFrom ?? code) : code;
    ranges.push([from, code]);
    index += 1;
    rangeFrom = isRange ? undefined : code;
  }
  const isIn = (code: number): boolean => ranges.some(([from, to]) => from <= code && code <= to);
  return {
    unit: (character) => character !== '/' && isIn(character.codePointAt(0) ?? 0) !== negated,
    isEmpty: ranges.some(([from, to]) => from > to),
    end: index + 1,
  };
}

function classNameAt(characters: readonly string[], start: number): string | undefined {
  if (characters[start] !== '[' || characters[start + 1] !== ':') return undefined;
  const end = characters.indexOf(']', start + 2);
  return end > start + 2 && characters[end - 1] === ':' ? characters.slice(start + 2, end - 1).join('') : undefined;
}
