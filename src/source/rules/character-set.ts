/** A set of characters in a pattern: `[abc]`, `[a-z]`, `[!a]`, `[[:alpha:]]`. */
export interface CharacterSet {
  readonly matches: (character: string) => boolean;
  /** Whether a range ends before it begins, so that it has no characters. */
  readonly hasEmptyRange: boolean;
  /** Index after the closing bracket. */
  readonly end: number;
}

type Range = readonly [from: number, to: number];

/** Only ASCII, in every locale, as in Git. */
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

/**
 * Reads the set that begins at a bracket. A slash is never in a set.
 * @returns undefined if it is not closed or has an unknown class.
 */
export function readCharacterSet(characters: ArrayLike<string>, start: number): CharacterSet | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const ranges: Range[] = [];
  let index = start + (negated ? 2 : 1);
  let rangeFrom: number | undefined;
  // A closing bracket at the beginning is in the set.
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
    matches: (character) => character !== '/' && isIn(character.codePointAt(0) ?? 0) !== negated,
    hasEmptyRange: ranges.some(([from, to]) => from > to),
    end: index + 1,
  };
}

function classNameAt(characters: ArrayLike<string>, start: number): string | undefined {
  if (characters[start] !== '[' || characters[start + 1] !== ':') return undefined;
  let name = '';
  for (let index = start + 2; index < characters.length && characters[index] !== ']'; index += 1) {
    name += characters[index];
  }
  const isClosed = characters[start + 2 + name.length] === ']';
  return isClosed && name.endsWith(':') ? name.slice(0, -1) : undefined;
}
