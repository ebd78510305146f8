import { CUT_MARK } from '../text.ts';

/** A value that must never be printed. */
export interface Secret {
  /** The input or variable that contains the value, for error messages. */
  readonly name: string;
  readonly value: string;
  /** Not set for values of `secret-env-vars`. */
  readonly kind?: 'token' | 'user-information';
}

/** In characters. Shorter parts have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;

/** In characters. Only the runner masks shorter values, because replacing them would change every version number. */
const SHORTEST_REDACTED = 4;

/** In characters. A shorter part between two `\n` may belong to a Windows path. */
const SHORTEST_ESCAPED_LINE = 16;

/** Returns all forms of a secret to mask: of the whole value, and of each line with 8 or more characters. */
export function writtenForms(value: string): readonly string[] {
  const lines = value
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_DERIVED);
  // A JSON secret may be printed after it was parsed.
  const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
  const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
  return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}

/**
 * Whether a form can be masked without hiding common words. The runner masks each line of a multiline value, even very
 * short ones. The long lines are separate forms anyway.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
export function isMaskable(form: string): boolean {
  const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
  const isShort = (line: string): boolean => line.length < SHORTEST_DERIVED;
  return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}

/**
 * Returns the forms in which a string may appear: unchanged, as a JSON string (encoded once or twice), URL-encoded, in
 * XML or HTML, with `\n` for its line breaks, and in Base64. The leak check uses these forms too, but only for the
 * whole value and its longest line.
 */
export function formsOf(text: string): readonly string[] {
  if (text === '') return [];
  if (text.length < SHORTEST_DERIVED) return [text];
  const wellFormed = text.toWellFormed();
  const bytes = Buffer.from(text);
  return [
    ...new Set([
      text,
      ...jsonForms.flatMap((form) => [form(text), ...jsonForms.map((outer) => outer(form(text)))]),
      text.replaceAll(/\r\n|\n|\r/g, '\\n'),
      text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
      ...urlForms(wellFormed),
      ...markupForms(text),
      ...base64Forms(bytes),
      // Basic authentication with an unknown user, or with the secret as the user name.
      ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
      ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
    ]),
  ];
}

const inJavaScript = (text: string): string => JSON.stringify(text).slice(1, -1);
const inAscii = (text: string): string =>
  inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON strings as written by JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go. */
const jsonForms: readonly ((text: string) => string)[] = [
  inJavaScript,
  inAscii,
  (text) => inAscii(text).replaceAll('/', '\\/'),
  (text) => inJavaScript(text).replaceAll('/', '\\/'),
  (text) =>
    inJavaScript(text).replace(
      /[<>&\u2028\u2029]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
];

function urlForms(text: string): readonly string[] {
  const strict = (encoded: string): string =>
    encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const encoded = encodeURIComponent(text);
  const all = [encoded, strict(encoded), new URLSearchParams({ '': text }).toString().slice(1), encodeURI(text)];
  return all.flatMap((form) => [form, form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())]);
}

/** Character references for quotes in different languages. */
const quotes: readonly (readonly [double: string, single: string])[] = [
  ['"', "'"],
  ['&quot;', "'"],
  ['&quot;', '&#39;'],
  ['&quot;', '&#039;'],
  ['&quot;', '&apos;'],
  ['&quot;', '&#x27;'],
  ['&#34;', '&#39;'],
];

function markupForms(text: string): readonly string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quotes.map(([double, single]) => escaped.replaceAll('"', double).replaceAll("'", single));
}

/** Returns the Base64 forms at all three possible alignments in a longer text, and in lines of 76 characters. */
function base64Forms(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64');
  const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
  const parts = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    // The first and last characters also depend on the neighboring bytes.
    const start = Math.ceil((before * 8) / 6);
    return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
  });
  const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
  const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
  return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}

/** Forms whose first four characters have the same hash. */
interface FormGroup {
  /** Forms that are shorter than `PREFIX`. */
  readonly short: ReadonlySet<string>;
  /** The lengths of the short forms, longest first. */
  readonly lengths: readonly number[];
  /** The long forms by their first `PREFIX` characters, longest first. */
  readonly long: ReadonlyMap<string, readonly string[]>;
}

/** In characters. Long forms are compared only if this many characters match, so that partial matches are cheap. */
const PREFIX = 32;

/** Up to this number, each form is searched for separately. A secret has about 20 forms. */
const FEW_FORMS = 200;

/** The number of cut marks to check for the start of a secret, from the end of the text. */
const MOST_CUTS = 100;

/**
 * Returns a function that replaces every form of a secret with `***`, including the start of a secret before a cut
 * mark. Its run time depends on the length of the text, and hardly on the number of secrets.
 */
export function createRedactor(forms: Iterable<string>): (text: string) => string {
  const redacted = [...new Set(forms)]
    .filter(({ length }) => length >= SHORTEST_REDACTED)
    .sort((a, b) => b.length - a.length);
  if (redacted.length === 0) return (text) => text;
  const groups = new Map<number, FormGroup>();
  const isUsed = new Uint8Array(HASHES);
  for (const [hash, all] of Map.groupBy(redacted, (form) => hashAt(form, 0))) {
    isUsed[hash] = 1;
    const short = all.filter(({ length }) => length < PREFIX);
    const long = all.filter(({ length }) => length >= PREFIX);
    groups.set(hash, {
      short: new Set(short),
      lengths: [...new Set(short.map(({ length }) => length))],
      long: Map.groupBy(long, (form) => form.slice(0, PREFIX)),
    });
  }
  const longest = redacted[0]?.length ?? 0;
  const groupAt = (text: string, at: number): FormGroup | undefined => {
    const hash = hashAt(text, at);
    return isUsed[hash] === 0 ? undefined : groups.get(hash);
  };
  // Node finds a few forms faster than the loop over all characters, and most strings contain none.
  const mayContain = (text: string): boolean =>
    redacted.length > FEW_FORMS || redacted.some((form) => text.includes(form));
  return (text) => {
    const whole = mayContain(text) ? findSecrets(text, groupAt) : [];
    return hideRanges(text, [...whole, ...findCutSecrets(text, groupAt, longest)]);
  };
}

type FindGroup = (text: string, at: number) => FormGroup | undefined;

function findSecrets(text: string, groupAt: FindGroup): readonly Range[] {
  const ranges: Range[] = [];
  let last: Range = { start: -1, end: -1 };
  for (let start = 0; start <= text.length - SHORTEST_REDACTED; start += 1) {
    const group = groupAt(text, start);
    if (group === undefined) continue;
    const long = group.long.get(text.slice(start, start + PREFIX))?.find((form) => text.startsWith(form, start));
    const length = long?.length ?? group.lengths.find((each) => group.short.has(text.slice(start, start + each))) ?? 0;
    if (length === 0) continue;
    const end = start + length;
    // Merges secrets that overlap or are adjacent.
    if (start <= last.end) last.end = Math.max(last.end, end);
    else {
      last = { start, end };
      ranges.push(last);
    }
  }
  return ranges;
}

function findCutSecrets(text: string, groupAt: FindGroup, longest: number): readonly Range[] {
  const ranges: Range[] = [];
  let end = text.lastIndexOf(CUT_MARK);
  for (let cuts = 0; end > 0 && cuts < MOST_CUTS; cuts += 1) {
    const before = text.lastIndexOf(CUT_MARK, end - 1);
    for (let start = Math.max(before + 1, end - longest); start <= end - SHORTEST_REDACTED; start += 1) {
      const group = groupAt(text, start);
      if (group === undefined) continue;
      const beginning = text.slice(start, end);
      const forms =
        beginning.length >= PREFIX
          ? (group.long.get(beginning.slice(0, PREFIX)) ?? [])
          : [...group.short, ...[...group.long.values()].flat()];
      if (!forms.some((form) => form.startsWith(beginning))) continue;
      ranges.push({ start, end });
      break;
    }
    end = before;
  }
  return ranges;
}

/** A range in a string. `end` is exclusive. */
interface Range {
  readonly start: number;
  end: number;
}

function hideRanges(text: string, ranges: readonly Range[]): string {
  let result = '';
  let shown = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (end <= shown) continue;
    result += start <= shown && shown > 0 ? '' : `${text.slice(shown, start)}***`;
    shown = end;
  }
  return result + text.slice(shown);
}

const HASHES = 1 << 16;

function hashAt(text: string, at: number): number {
  const first = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 1031;
  return (first + text.charCodeAt(at + 2) * 7919 + text.charCodeAt(at + 3) * 40_503) & (HASHES - 1);
}
