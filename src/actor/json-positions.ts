/** Finds positions in JSON text. One pass is enough for any number of positions. */

/** Line and column start at 1. The column counts UTF-16 code units. */
interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The maximum nesting depth. Real definitions have about ten levels, and recursive code overflows at thousands. */
export const MAX_DEPTH = 100;

/** A key or index to find, with its children. */
interface Node {
  offset: number;
  readonly children: Map<string, Node>;
}

/**
 * Returns the positions of keys in valid JSON. If a path does not exist, returns the position of its deepest existing
 * key, or the start of the text.
 */
export function findKeyPlaces(text: string, paths: readonly (readonly string[])[]): readonly TextPosition[] {
  const root: Node = { offset: -1, children: new Map() };
  for (const path of paths) {
    let node = root;
    for (const key of path) {
      const child = node.children.get(key) ?? { offset: -1, children: new Map() };
      node.children.set(key, child);
      node = child;
    }
  }
  scan(text, root);
  const offsets = paths.map((path) => {
    let node = root;
    for (const key of path) {
      const child = node.children.get(key);
      // If a key occurs twice, the last one counts. Children of the first one come before it.
      if (child === undefined || child.offset <= node.offset) break;
      node = child;
    }
    return Math.max(0, node.offset);
  });
  return positionsOf(text, offsets);
}

/** A syntax error, or nesting that is too deep. */
export interface SyntaxMistake extends TextPosition {
  readonly problem: string;
}

/** Returns the first syntax error, including nesting that is too deep. Returns undefined if the text is valid. */
export function findSyntaxError(text: string): SyntaxMistake | undefined {
  const found = scan(text, undefined);
  if (found === undefined) return undefined;
  const [position = { line: 1, column: 1 }] = positionsOf(text, [found.offset]);
  return { ...position, problem: found.problem };
}

interface Mistake {
  readonly offset: number;
  readonly problem: string;
}

/** Reads JSON text from start to end and sets the offsets of the nodes. */
function scan(text: string, root: Node | undefined): Mistake | undefined {
  let at = 0;
  const next = (): string | undefined => {
    while (' \t\n\r'.includes(text[at] ?? '-')) at += 1;
    return text[at];
  };
  /** Reads a string, a number, `true`, `false` or `null`. */
  const readToken = (): Mistake | undefined => {
    const isString = text[at] === '"';
    const end = isString ? endOfString(text, at) : endOfLiteral(text, at);
    if (end < 0) return isString ? { offset: ~end, problem: 'an invalid string' } : unexpected(text, at);
    at = end;
    return undefined;
  };
  /** Reads a key and the colon after it. */
  const readKey = (node: Node | undefined): Mistake | { readonly child: Node | undefined } => {
    const start = at;
    const mistake = text[at] === '"' ? readToken() : unexpected(text, at);
    if (mistake !== undefined) return mistake;
    const child = node?.children.get(JSON.parse(text.slice(start, at)));
    if (next() !== ':') return unexpected(text, at);
    at += 1;
    return { child };
  };
  const readValue = (node: Node | undefined, depth: number): Mistake | undefined => {
    const char = next();
    if (char !== '[' && char !== '{') return readToken();
    if (depth === MAX_DEPTH) return { offset: at, problem: `more than ${MAX_DEPTH} levels of nesting` };
    at += 1;
    const end = char === '[' ? ']' : '}';
    for (let index = 0; index > 0 || next() !== end; index += 1) {
      next();
      const start = at;
      const found = char === '[' ? { child: node?.children.get(String(index)) } : readKey(node);
      if ('problem' in found) return found;
      if (found.child !== undefined) found.child.offset = start;
      const mistake = readValue(found.child, depth + 1);
      if (mistake !== undefined) return mistake;
      if (next() === end) break;
      if (text[at] !== ',') return unexpected(text, at);
      at += 1;
    }
    at += 1;
    return undefined;
  };
  return readValue(root, 0) ?? (next() === undefined ? undefined : unexpected(text, at));
}

/** Returns the offset after the string; `~offset` of the error if the string is not valid. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (Number.isNaN(code) || code < 0x20) return ~at;
    if (code !== 0x5c) continue;
    if (/^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(at + 1, at + 6))) at += 1;
    else return ~at;
  }
}

/** Returns the offset after a number, `true`, `false` or `null`. Returns a negative number for other text. */
function endOfLiteral(text: string, start: number): number {
  const literal = /[-+.\w]*/y;
  literal.lastIndex = start;
  const [word = ''] = literal.exec(text) ?? [];
  const isValid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/.test(word);
  return isValid ? start + word.length : -1;
}

function unexpected(text: string, offset: number): Mistake {
  const rest = text.slice(offset, offset + 2);
  if (rest === '') {
    return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'the file is empty' : 'the end of the file' };
  }
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return { offset, problem: 'a comment' };
  const before = text.slice(0, offset).trimEnd().length - 1;
  if (/^[}\]]/.test(rest) && text[before] === ',') return { offset: before, problem: 'a trailing comma' };
  const [character = ''] = rest;
  return { offset, problem: JSON.stringify(character) };
}

function positionsOf(text: string, offsets: readonly number[]): readonly TextPosition[] {
  const positions = new Map<number, TextPosition>();
  let line = 1;
  let lineStart = 0;
  const ends = /\r\n|\n|\r/g;
  let end = ends.exec(text);
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    for (; end !== null && ends.lastIndex <= offset; end = ends.exec(text)) {
      line += 1;
      lineStart = ends.lastIndex;
    }
    positions.set(offset, { line, column: offset - lineStart + 1 });
  }
  return offsets.map((offset) => positions.get(offset) ?? { line: 1, column: 1 });
}
