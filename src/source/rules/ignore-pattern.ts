/**
 * A pattern of gitignore, as Git itself matches it: byte by byte. Paths and patterns are strings here whose characters
 * are the bytes of UTF-8; see `asBytes`.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export interface IgnorePattern {
  /** Of the whole path where the pattern is anchored, of its last name else. */
  readonly expression: RegExp;
  /** Whether it holds a slash before its end: it is read from the folder of the rules. */
  readonly anchored: boolean;
  /** Between slashes; `ANY_DEPTH` stands for any number of folders. */
  readonly segments: readonly (RegExp | typeof ANY_DEPTH)[];
}

export const ANY_DEPTH = '**';

/** One folder or more: two stars before a slash that is escaped. */
const SOME_DEPTH = '.+';

/** One character for each byte of the text in UTF-8; text in ASCII stays as it is. */
export function asBytes(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** @param pattern as bytes, without `!` and without the slash at its end; undefined where it can match nothing. */
export function compileIgnorePattern(pattern: string): IgnorePattern | undefined {
  const anchored = pattern.includes('/');
  const sources = sourcesOf(anchored ? pattern.replace(/^\//, '') : pattern);
  if (sources === undefined) return undefined;
  const whole = sources.map((source, index) => {
    const isLast = index === sources.length - 1;
    if (source === ANY_DEPTH) return isLast ? '.*' : '(?:.*/)?';
    return isLast ? source : `${source}/`;
  });
  return {
    expression: expressionOf(whole.join('')),
    anchored,
    segments: sources.map((source) =>
      source === ANY_DEPTH || source === SOME_DEPTH ? ANY_DEPTH : expressionOf(source),
    ),
  };
}

function expressionOf(source: string): RegExp {
  return new RegExp(`^${source}$`, 's');
}

/** The source of a regular expression for each segment; undefined where the pattern is broken, and so matches nothing. */
function sourcesOf(pattern: string): readonly string[] | undefined {
  const segments = [''];
  for (let index = 0; index < pattern.length; ) {
    const part = partAt(pattern, index);
    if (part === undefined) return undefined;
    index = part.end;
    if (part.source === '/') segments.push('');
    else segments[segments.length - 1] += part.source;
  }
  return segments;
}

interface Part {
  readonly source: string;
  /** Index of the next part. */
  readonly end: number;
}

function partAt(pattern: string, index: number): Part | undefined {
  const character = pattern.charAt(index);
  switch (character) {
    case '*':
      return starsAt(pattern, index);
    case '?':
      return { source: '[^/]', end: index + 1 };
    case '[':
      return setAt(pattern, index);
    case '\\':
      if (index + 1 === pattern.length) return undefined;
      return { source: escaped(pattern.charAt(index + 1)), end: index + 2 };
    default:
      return { source: escaped(character), end: index + 1 };
  }
}

function escaped(character: string): string {
  return character.replace(/[$()*+.?[\\\]^{|}]/, '\\$&');
}

/** Two or more stars that are all between two slashes stand for any depth; elsewhere they are one star. */
function starsAt(pattern: string, start: number): Part {
  let end = start;
  while (pattern[end] === '*') end += 1;
  const begins = end - start > 1 && (start === 0 || pattern[start - 1] === '/');
  if (begins && (end === pattern.length || pattern[end] === '/')) return { source: ANY_DEPTH, end };
  return { source: begins && pattern.startsWith('\\/', end) ? SOME_DEPTH : '[^/]*', end };
}

/** ASCII only, whatever the locale. */
const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class of control characters
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** `[…]`: a set of bytes, which never holds the slash; undefined where it is not closed or names an unknown class. */
function setAt(pattern: string, start: number): Part | undefined {
  const negated = pattern[start + 1] === '!' || pattern[start + 1] === '^';
  const bytes = new Set<number>();
  let index = start + (negated ? 2 : 1);
  let rangeFrom: number | undefined;
  // A bracket that closes at once is a member.
  for (let first = true; first || pattern[index] !== ']'; first = false) {
    const [whole, name] = /^\[:([^\]]*):\]/.exec(pattern.slice(index)) ?? [];
    if (whole !== undefined && name !== undefined) {
      const members = classes[name];
      if (members === undefined) return undefined;
      for (let byte = 0; byte < 0x80; byte += 1) if (members.test(String.fromCharCode(byte))) bytes.add(byte);
      index += whole.length;
      rangeFrom = undefined;
      continue;
    }
    const isRange = pattern[index] === '-' && rangeFrom !== undefined && pattern[index + 1] !== ']';
    const member = memberAt(pattern, isRange ? index + 1 : index);
    if (member === undefined) return undefined;
    for (let byte = isRange ? (rangeFrom ?? 0) : member.byte; byte <= member.byte; byte += 1) bytes.add(byte);
    index = member.end;
    rangeFrom = isRange ? undefined : member.byte;
  }
  return { source: sourceOfSet(bytes, negated), end: index + 1 };
}

function memberAt(pattern: string, index: number): { readonly byte: number; readonly end: number } | undefined {
  const at = pattern[index] === '\\' ? index + 1 : index;
  return at < pattern.length ? { byte: pattern.charCodeAt(at), end: at + 1 } : undefined;
}

function sourceOfSet(bytes: ReadonlySet<number>, negated: boolean): string {
  const slash = '/'.charCodeAt(0);
  const members = Array.from({ length: 0x100 }, (_, byte) => byte).filter(
    (byte) => byte !== slash && bytes.has(byte) !== negated,
  );
  return `[${members.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}]`;
}
