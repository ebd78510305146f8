import type { ValueNode } from '@humanwhocodes/momoa';

/** 1-based; the column counts UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where keys stand in a JSON text that parses. A path whose last keys are not there has the place of the deepest one
 * that is, a path with none of them the start of the text. The parser is loaded here only, since just errors need it.
 */
export async function findKeyPlaces(
  text: string,
  paths: readonly (readonly string[])[],
): Promise<readonly TextPosition[]> {
  const { parse } = await import('@humanwhocodes/momoa');
  let root: ValueNode | undefined;
  try {
    root = parse(text, { mode: 'json' }).body;
  } catch {
    // Nested too deep for its stack: the mistake is told without a line of its own.
  }
  return paths.map((path) => placeOf(root, path));
}

function placeOf(root: ValueNode | undefined, path: readonly string[]): TextPosition {
  let place = { line: 1, column: 1 };
  let node = root;
  for (const key of path) {
    if (node?.type === 'Array') {
      const element = node.elements[Number(key)];
      if (element === undefined) break;
      place = { line: element.loc.start.line, column: element.loc.start.column };
      node = element.value;
      continue;
    }
    if (node?.type !== 'Object') break;
    // Of two members with one name the last counts, as in JSON.parse.
    const member = node.members.findLast(({ name }) => name.type === 'String' && name.value === key);
    if (member === undefined) break;
    place = { line: member.loc.start.line, column: member.loc.start.column };
    node = member.value;
  }
  return place;
}

/** What is wrong with a text that `JSON.parse` refused with `error`, in words, and where. */
export async function explainSyntaxError(
  text: string,
  error: unknown,
): Promise<TextPosition & { readonly problem: string }> {
  const offset = await findSyntaxError(text, error instanceof Error ? error.message : '');
  const before = text.slice(0, offset).trimEnd();
  const [character = ''] = text.slice(offset, offset + 2);
  if (character === '') {
    return { ...positionAt(text, offset), problem: text.trim() === '' ? 'it is empty' : 'it ends too early' };
  }
  if (/^(?:\/\/|\/\*|#)/.test(text.slice(offset, offset + 2))) {
    return { ...positionAt(text, offset), problem: 'a comment' };
  }
  if ((character === '}' || character === ']') && before.endsWith(',')) {
    return { ...positionAt(text, before.length - 1), problem: 'a trailing comma' };
  }
  return { ...positionAt(text, offset), problem: `unexpected ${JSON.stringify(character)}` };
}

/** V8 tells the offset of some mistakes only; the parser knows that of others. */
async function findSyntaxError(text: string, message: string): Promise<number> {
  if (message.startsWith('Unexpected end')) return text.length;
  const [, position] = / at position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return Number(position);
  const { parse } = await import('@humanwhocodes/momoa');
  try {
    parse(text, { mode: 'json' });
  } catch (error) {
    if (error instanceof Error && 'offset' in error && typeof error.offset === 'number') return error.offset;
  }
  return 0;
}

function positionAt(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
