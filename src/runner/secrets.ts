/** A value that may be shown nowhere. */
export interface Secret {
  /** How an error may call it: the input or the variable. */
  readonly name: string;
  readonly value: string;
}

/**
 * Shorter values cannot be told from ordinary text; the runner's own mask, which covers every length, hides them
 * in the log.
 */
const SHORTEST_REDACTED = 4;

/** All forms of a secret to mask: of the whole value, and of each of its lines. */
export function writtenForms(value: string): readonly string[] {
  const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
  return [...new Set([value, value.trim(), ...lines, ...escapedLines(value)].flatMap(formsOf))];
}

/**
 * The forms in which one text may appear: unchanged, URL-encoded, JSON-escaped, Base64. The leak check uses it too, for
 * the whole value and its longest line only.
 */
export function formsOf(text: string): readonly string[] {
  if (text === '') return [];
  const wellFormed = text.toWellFormed();
  return [
    text,
    encodeURIComponent(wellFormed),
    new URLSearchParams({ '': wellFormed }).toString().slice(1),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
  ];
}

/** Characters: shorter parts between what looks like `\n` may be of a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;

/** Lines of a text that is written in JSON, as a private key is in the key file of a service account. */
function escapedLines(value: string): readonly string[] {
  return value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE && !/[\r\n]/.test(line));
}

/** A function that replaces every written form of every secret by `***`. */
export function createRedactor(secrets: readonly Secret[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(({ value }) => writtenForms(value)))]
    .filter((form) => form.length >= SHORTEST_REDACTED)
    .sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text);
}
