import { withoutStyle } from '../text.ts';

/** The place of a mistake as a build log describes it. */
export type LogPlace =
  | { readonly kind: 'dockerfile'; readonly line: number }
  | ({ readonly kind: 'instruction' } & LoggedInstruction)
  /** Keys from the root of the input schema, joined with dots. A key may contain dots itself. */
  | { readonly kind: 'input-schema'; readonly keys: string }
  | { readonly kind: 'actor-json'; readonly keys: readonly string[] }
  /** A file that actor.json names and that does not exist, relative to the Actor's folder. */
  | { readonly kind: 'missing-file'; readonly path: string };

/** An instruction of a Dockerfile as a build log shows it. */
export interface LoggedInstruction {
  readonly text: string;
  /** Its position, if the log counts all instructions of the file. */
  readonly step?: { readonly number: number; readonly of: number };
}

/** Finds the place of the last mistake in a log, line by line. */
export interface MistakeFinder {
  read(line: string): void;
  readonly place: LogPlace | undefined;
}

/** Lines after the message about actor.json that may contain its details. */
const DETAIL_LINES = 40;
/** Steps that are remembered. BuildKit runs a few of them at the same time. */
const MAX_STEPS = 100;
/** Characters of a line with details, and of a word in it that may be a pointer or a key. */
const DETAIL_LENGTH = 2_000;
const WORD_LENGTH = 200;

const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;

/** A pattern for a line, and the place that its groups describe, if any. */
type Rule = readonly [pattern: RegExp, placeOf: (...groups: readonly string[]) => LogPlace | undefined];

/**
 * Knows the messages of Docker, of BuildKit (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go), of
 * Apify's input schema validator (https://github.com/apify/apify-shared-js/tree/master/packages/input_schema) and of
 * the platform. A log may be hostile: the time for a line must grow in proportion to its length only.
 */
export function createMistakeFinder(): MistakeFinder {
  let place: LogPlace | undefined;
  let frameLine: number | undefined;
  let detailLines = 0;
  /** By their number; steps of Docker's classic builder have none. */
  const steps = new Map<string, LoggedInstruction>();

  const remember = (id: string, step: LoggedInstruction): undefined => {
    const [oldest] = steps.keys();
    if (steps.size >= MAX_STEPS && oldest !== undefined) steps.delete(oldest);
    steps.set(id, step);
  };
  const placeOfStep = (id: string): LogPlace | undefined => {
    const step = steps.get(id);
    return step === undefined ? undefined : { kind: 'instruction', ...step };
  };
  const rules: readonly Rule[] = [
    [
      /^Step (\d+)\/(\d+) : (.+)$/,
      (number, of, text = '') => remember('', { text, step: { number: Number(number), of: Number(of) } }),
    ],
    [/^The command '.*' returned a non-zero code: \d/, () => placeOfStep('')],
    [/^(?:(?:COPY|ADD) failed: |manifest for \S+ not found|pull access denied for )/, () => placeOfStep('')],
    [/^#(\d+) \[(?:\S+ +)?\d+\/\d+\] (.+)$/, (id = '', text = '') => remember(id, { text })],
    [/^#(\d+) ERROR: /, (id = '') => placeOfStep(id)],
    [
      /^[^\s:]+:(\d+)$/,
      (line): undefined => {
        frameLine = Number(line);
      },
    ],
    [/^ *(\d+) \| >>>/, (line) => (Number(line) === frameLine ? { kind: 'dockerfile', line: frameLine } : undefined)],
    [/dockerfile parse error (?:on )?line (\d+):/i, (line) => ({ kind: 'dockerfile', line: Number(line) })],
    [
      /^\.actor\/actor\.json has invalid format\b(.*)$/,
      (details = '') => {
        const keys = keysIn(details);
        detailLines = keys.length === 0 ? DETAIL_LINES : 0;
        return { kind: 'actor-json', keys };
      },
    ],
    [/^Schema property "([^"]+)": /, (keys = '') => ({ kind: 'actor-json', keys: keys.split('.') })],
    [/^File "([^"]+)" does not exist/, (path = '') => ({ kind: 'missing-file', path })],
    [
      /^(?:Input schema\b.*?\b)?(?:Field|Property) schema\.(\S+)(.*)$/,
      (keys = '', rest = '') => ({
        kind: 'input-schema',
        keys: rest.includes('but it is specified in schema.required') ? 'required' : withoutEnd(keys),
      }),
    ],
  ];

  const readDetails = (line: string): LogPlace | undefined => {
    const pointer = /"?instancePath"?: *["'](\/[^"']+)["']/.exec(line)?.[1] ?? pointerIn(line);
    detailLines = pointer === undefined ? detailLines - 1 : 0;
    return pointer === undefined ? undefined : { kind: 'actor-json', keys: keysOfPointer(pointer) };
  };

  return {
    read: (raw) => {
      const line = withoutStyle(raw).replace(PREFIX, '').trimEnd();
      for (const [pattern, placeOf] of rules) {
        const match = pattern.exec(line);
        if (match === null) continue;
        place = placeOf(...match.slice(1)) ?? place;
        return;
      }
      if (detailLines > 0) place = readDetails(line.slice(0, DETAIL_LENGTH)) ?? place;
    },
    get place() {
      return place;
    },
  };
}

/** Without the punctuation of the sentence. */
function withoutEnd(keys: string): string {
  let end = keys.length;
  while (end > 0 && '.)'.includes(keys.charAt(end - 1))) end -= 1;
  return keys.slice(0, end);
}

/** The keys in the message of a JSON schema validator, such as `/storages/dataset must be string`. */
function keysIn(message: string): readonly string[] {
  const text = message.slice(0, DETAIL_LENGTH);
  const pointer = pointerIn(text);
  if (pointer !== undefined) return keysOfPointer(pointer);
  const quotedKey = /"([^"]+)" (?:must|should|is)\b/.exec(text)?.[1];
  const keys = quotedKey ?? endOfSubject(text, /\w[\w.-]*$/);
  return keys === undefined ? [] : keys.split('.');
}

function pointerIn(text: string): string | undefined {
  return endOfSubject(text, /\/[\w$~-][\w$~./-]*$/);
}

/** The part that matches at the end of a word before `must`, `should` or `is`. */
function endOfSubject(text: string, pattern: RegExp): string | undefined {
  const words = text.split(' ');
  for (const [index, word] of words.entries()) {
    if (word.length > WORD_LENGTH || !/^(?:must|should|is)\b/.test(words[index + 1] ?? '')) continue;
    const match = pattern.exec(word);
    if (match !== null) return match[0];
  }
  return undefined;
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function keysOfPointer(pointer: string): readonly string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
