/**
 * Escapes external text (file names, API messages, build logs, actor.json, branch names) so that it has no effect where
 * it is printed. The text stays readable.
 */

/** C0 and C1 control characters, and characters that change the text direction or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for them
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Returns one line in which control characters are replaced by escapes such as `\n`. */
export function visible(text: string): string {
  return text.replace(
    CONTROLS,
    (character) =>
      SHORT_ESCAPES[character] ?? `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Formats a value in a sentence: quoted, on one line. A long value is omitted entirely, because redaction would not
 * find a part of a secret in it.
 */
export function quoted(text: string): string {
  return text.length > 100 ? `a string of ${text.length} characters` : `"${visible(text)}"`;
}

/** Marks the end of a string that was cut off. Redaction removes the start of a secret before this mark. */
export const CUT_MARK = '…';

/** Color and style, which are the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/**
 * Escapes a line of another program's log for the step's log. Keeps color and style, and removes other terminal
 * sequences and control characters. Workflow commands have no effect: the runner recognizes `::` at the start of a line
 * (after white space) and `##[` anywhere. It ignores zero-width characters, so a space is inserted into these marks.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function escapeLogLine(line: string): string {
  const parts = line.split(STYLE);
  const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
  return withoutCommands(kept.join(''));
}

/** Removes the color and style that `escapeLogLine` keeps. */
export function withoutStyle(line: string): string {
  return line.replace(STYLE, '');
}

function withoutControls(text: string): string {
  return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}

/** Escapes a multiline text for the step's log. */
export function escapeLog(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(escapeLogLine)
    .join('\n');
}

function withoutCommands(line: string): string {
  const first = skip(line, 0, { alsoSpace: true });
  const isCommand = line[first] === ':' && line[skip(line, first + 1)] === ':';
  const apart = isCommand ? `${line.slice(0, first)}: ${line.slice(first + 1)}` : line;
  let result = '';
  let shown = 0;
  for (let at = apart.indexOf('#'); at >= 0; at = apart.indexOf('#', at + 1)) {
    const second = skip(apart, at + 1);
    if (apart[second] !== '#' || apart[skip(apart, second + 1)] !== '[') continue;
    result += `${apart.slice(shown, second + 1)} `;
    shown = second + 1;
  }
  return result + apart.slice(shown);
}

/** Returns the offset after styles and characters that the runner ignores. */
function skip(line: string, from: number, { alsoSpace = false } = {}): number {
  let at = from;
  for (;;) {
    const code = line.codePointAt(at) ?? 0;
    // Only styles are left, and they end with an m.
    if (code === 0x1b) at = line.indexOf('m', at) + 1;
    else if (code === 0x20 || code === 0x09 ? alsoSpace : code > 0x7f && isSkipped(code, alsoSpace)) {
      at += code > 0xffff ? 2 : 1;
    } else return at;
  }
}

/** Caches results for non-ASCII characters, because a regular expression for each of them is slow. */
const ignoredCodes = new Map<number, boolean>();

function isSkipped(code: number, alsoSpace: boolean): boolean {
  const character = String.fromCodePoint(code);
  if (alsoSpace && character.trim() === '') return true;
  const known = ignoredCodes.get(code);
  if (known !== undefined) return known;
  const isIgnored = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character);
  ignoredCodes.set(code, isIgnored);
  return isIgnored;
}

export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

export function htmlCode(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** Formats at most `most` items, such as `a, b and 3 more`. */
export function listSome(items: readonly string[], most = 10): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

export function formatCount(count: number, thing: string): string {
  // Avoids toLocaleString, because its first call takes a fifth of the total startup time.
  const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}

/** Formats bytes in units of 1,000, like GitHub and Apify Console. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCount(bytes, 'byte');
  const units = ['kB', 'MB', 'GB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}

export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = `${Math.floor(seconds / 60)} min`;
  return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}

export function formatUsd(usd: number): string {
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}

/** Checks the depth before parsing, without recursion. For text that is not JSON, the result is arbitrary. */
export function isJsonDeeperThan(text: string, levels: number): boolean {
  // Most strings have too few brackets. Counting them is faster than checking each character.
  if (text.split(/[[{]/, levels + 2).length < levels + 2) return false;
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Decodes URL encoding. Returns the text unchanged if its encoding is not valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
