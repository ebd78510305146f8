import { CUT_MARK } from '../text.ts';

/** A value that must not be shown anywhere. */
export interface Secret {
  /** The input or variable, for errors. */
  readonly name: string;
  readonly value: string;
  /** Absent for a value of `secret-env-vars`. */
  readonly kind?: 'token' | 'user-information';
}

/** Characters. Parts that are shorter have no derived forms, so that common words in later steps stay readable. */
const SHORTEST_DERIVED = 8;

/** Characters. The runner's own mask hides shorter values in the log; here they would change every version number. */
const SHORTEST_REDACTED = 4;

/** Characters. Shorter parts between `\n` may belong to a path of Windows. */
const SHORTEST_ESCAPED_LINE = 16;

/** All forms of a secret to mask: of the whole value, and of each of its lines of 8 characters or more. */
export function writtenForms(value: string): readonly string[] {
  const lines = value
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_DERIVED);
  // A secret that is JSON may be shown after it was parsed.
  const escaped = value.split(/(?:\\r)?\\n/).filter((line) => line.length >= SHORTEST_ESCAPED_LINE);
  const ends = [value.replaceAll(/\r\n|\r/g, '\n'), value.replaceAll(/\r\n|\n|\r/g, '\r\n')];
  return [...new Set([value, value.trim(), ...ends, ...lines, ...escaped].flatMap(formsOf))];
}

/**
 * False for a form whose mask would hide common words: the runner masks each line of a value with several lines,
 * however
 * short, and the long lines are forms of their own.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
export function isMaskable(form: string): boolean {
  const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
  const isShort = (line: string): boolean => line.length < SHORTEST_DERIVED;
  return lines.length < 2 || lines.every(isShort) || !lines.some(isShort);
}

/**
 * The forms in which one text may appear: unchanged; as a JSON string, once and twice; URL-encoded; in XML and HTML;
 * with `\n` for its line ends; in Base64. The leak check uses it too, for the whole value and its longest line only.
 */
export function formsOf(text: string): readonly string[] {
  if (text === '') return [];
  if (text.length < SHORTEST_DERIVED) return [text];
  const wellFormed = text.toWellFormed();
  const bytes = Buffer.from(text);
  return [
    ...new Set([
      text,
      ...jsonForms.flatMap((form) => [form(text), form(form(text))]),
      text.replaceAll(/\r\n|\n|\r/g, '\\n'),
      text.replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
      ...urlForms(wellFormed),
      ...markupForms(text),
      ...base64Forms(bytes),
      // Basic authentication with an unknown user, or with the secret as the user.
      ...base64Forms(Buffer.concat([Buffer.from(':'), bytes])),
      ...base64Forms(Buffer.concat([bytes, Buffer.from(':')])),
    ]),
  ];
}

const inJavaScript = (text: string): string => JSON.stringify(text).slice(1, -1);
const inAscii = (text: string): string =>
  inJavaScript(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON strings as JavaScript, Python, PHP (with and without JSON_UNESCAPED_UNICODE) and Go write them. */
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

/** Character references for quotes, by language. */
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

/** Base64 at each of the three alignments inside a longer text, and in lines of 76 characters. */
function base64Forms(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64');
  const lines = whole.length > 76 ? (whole.match(/.{1,76}/g) ?? []) : [];
  const parts = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    // The first and last characters depend on the bytes around the secret too.
    const start = Math.ceil((before * 8) / 6);
    return shifted.toString('base64').slice(start, Math.floor((shifted.length * 8) / 6));
  });
  const all = [whole, ...lines.filter((line) => line.length >= SHORTEST_DERIVED), ...parts];
  const wrapped = lines.length > 0 ? [lines.join('\n'), lines.join('\r\n')] : [];
  return [...all, ...all.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), ...wrapped];
}

/** The forms whose first four characters have the same hash. */
interface FormGroup {
  /** Shorter than `PREFIX`. */
  readonly short: ReadonlySet<string>;
  /** Of the short forms, the longest first. */
  readonly lengths: readonly number[];
  /** The others by their first characters, the longest first. */
  readonly long: ReadonlyMap<string, readonly string[]>;
}

/**
 * Characters. Long forms are compared only if so many are the same, so that texts with only the beginning cost little.
 */
const PREFIX = 32;

/** Forms up to which each is searched for. A secret has about 20. */
const FEW_FORMS = 200;

/** Places where a text was cut that are searched for the beginning of a secret, from the end of the text. */
const MOST_CUTS = 100;

/**
 * A function that replaces every form of a secret by `***`, and the beginning of a secret before the mark of a
 * cut. Its time grows with the length of the text, hardly with the number of secrets.
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
  // Node finds a few forms faster than the loop over all characters, which nearly always finds none.
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
    // Secrets that overlap or touch are one range.
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

/** A part of a text; the end is not included. */
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
