/**
 * Text from outside (file names, API messages, build logs, actor.json, branch names) made harmless for the places
 * where it is shown. The text stays readable; what could act is escaped.
 */

/** C0 and C1 controls, and the marks that turn the direction of text or end a line in some viewers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line in which every control character is shown as an escape, `\n` for example. */
export function visible(text: string): string {
  return text.replace(
    CONTROLS,
    (character) =>
      SHORT_ESCAPES[character] ?? `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`,
  );
}

/**
 * What somebody wrote, in a sentence: quoted, on one line. What is long is left out as a whole: cut in two, a secret in
 * it would not be known again.
 */
export function quoted(text: string): string {
  return text.length > 100 ? `(${text.length} characters)` : `"${visible(text)}"`;
}

/** Colour and style: the only terminal sequences that a log keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const STYLE = /(\u001b\[[0-9;:]*m)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: CSI, OSC, DCS and two-character sequences of ECMA-48
const OTHER_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/** Between two characters it keeps them from being read as one sign; it has no width and is no white space. */
const WORD_JOINER = '\u2060';

/**
 * A line of a foreign log as the step's log may show it: colour and style pass, other terminal sequences and
 * controls go, and nothing in it is a workflow command. The runner takes `::` at a line's start (after any white
 * space) and `##[` anywhere for one, and ends a line at CR too.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function escapeLogLine(line: string): string {
  const parts = line.split(STYLE);
  const kept = parts.map((part, index) => (index % 2 === 1 ? part : withoutControls(part)));
  return withoutCommands(kept.join(''));
}

/** The text alone, where `escapeLogLine` has left colour and style. */
export function withoutStyle(line: string): string {
  return line.replace(STYLE, '');
}

function withoutControls(text: string): string {
  return text.replace(OTHER_SEQUENCES, '').replace(CONTROLS, (character) => (character === '\t' ? character : ''));
}

/** Lines of our own that may carry foreign text, as the step's log may show them. */
export function escapeLog(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map(escapeLogLine)
    .join('\n');
}

function withoutCommands(line: string): string {
  const apart = line.replaceAll('##[', `##${WORD_JOINER}[`);
  // Styles are stripped for the test: a runner that dropped them would see the command.
  return withoutStyle(apart).trimStart().startsWith('::') ? apart.replace('::', `:${WORD_JOINER}:`) : apart;
}

/**
 * Text for a Markdown document in which nothing of it is Markdown, HTML, a link or a mention: every ASCII
 * punctuation mark becomes a character reference, which never has a meaning of its own.
 * @see https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[!-/:-@[-`{-~]/g, (mark) => {
    const reference = `&#${mark.charCodeAt(0)};`;
    // GitHub links mentions and addresses after references are read.
    return mark === '@' ? reference + WORD_JOINER : reference;
  });
}

/** Foreign text as code inside a Markdown paragraph or table cell. */
export function htmlCode(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** `a, b and 3 more`: at most `most` items, in their order. */
export function listSome(items: readonly string[], most = 10): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** `1 file`, `2 files`, `12,000 files`. */
export function formatCount(count: number, thing: string): string {
  // Not by toLocaleString, whose first call costs a fifth of the whole start.
  const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}

/** Bytes in units of 1,000, as GitHub and Apify Console show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCount(bytes, 'byte');
  const units = ['kB', 'MB', 'GB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}

/** Milliseconds as a person says them: `240 ms`, `3.1 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What something cost, in US dollars. */
export function formatUsd(usd: number): string {
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}

/** Checks the depth before the text is parsed, without recursion. Text that is not JSON gives any result. */
export function isJsonDeeperThan(text: string, levels: number): boolean {
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
