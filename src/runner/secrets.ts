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

/** The value and the forms in which it might turn up: its lines, URL-encoded, JSON-escaped, Base64. */
export function writtenForms(value: string): readonly string[] {
  const forms = new Set<string>();
  const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
  for (const part of [value, value.trim(), ...lines, ...escapedLines(value)]) {
    if (part === '') continue;
    const wellFormed = part.toWellFormed();
    forms.add(part);
    forms.add(encodeURIComponent(wellFormed));
    forms.add(new URLSearchParams({ '': wellFormed }).toString().slice(1));
    forms.add(JSON.stringify(part).slice(1, -1));
    forms.add(Buffer.from(part).toString('base64'));
    forms.add(Buffer.from(part).toString('base64url'));
  }
  return [...forms];
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
