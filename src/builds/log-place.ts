import { withoutStyle } from '../text.ts';

/** What a build's log says of the place of a mistake, in the log's own terms. */
export type LogPlace =
  | { readonly kind: 'dockerfile'; readonly line: number }
  /** An instruction without its line; `step` where all of them are counted. */
  | {
      readonly kind: 'instruction';
      readonly text: string;
      readonly step?: { readonly number: number; readonly of: number };
    }
  /** Keys with dots between them, from the top of the input schema on; a key may hold dots itself. */
  | { readonly kind: 'input-schema'; readonly keys: string }
  | { readonly kind: 'actor-json'; readonly keys: readonly string[] }
  /** A file that is not there, as a path from the Actor's folder: actor.json names it. */
  | { readonly kind: 'named-in-actor-json'; readonly path: string };

/** Reads a log line by line and keeps the place of the last mistake in it that has one. */
export interface PlaceFinder {
  read(line: string): void;
  readonly place: LogPlace | undefined;
}

/** Lines after the message about actor.json in which the validator's errors are looked for. */
const DETAILS = 40;

/** BuildKit steps that are remembered; it runs a few of them side by side. */
const STEPS = 100;

const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;
const STEP = /^Step (\d+)\/(\d+) : (.+)$/;
const STEP_FAILED =
  /^(?:The command '.*' returned a non-zero code: \d+|(?:COPY|ADD) failed: |manifest for \S+ not found|pull access denied for )/;
const KIT_STEP = /^#(\d+) \[(?:\S+ +)?\d+\/\d+\] (.+)$/;
const KIT_STEP_FAILED = /^#(\d+) ERROR: /;
const KIT_FRAME = /^[^\s:]+:(\d+)$/;
const KIT_FRAME_LINE = /^ *(\d+) \| >>>/;
const PARSE_ERROR = /dockerfile parse error (?:on )?line (\d+):/i;

const SCHEMA_FIELD = /^(?:Input schema\b.*?\b)?(?:Field|Property) schema\.(\S+)(.*)$/;
const NO_SUCH_FIELD = 'but it is specified in schema.required';

const INVALID_DEFINITION = /^\.actor\/actor\.json has invalid format\b(.*)$/;
const POINTER = /\/[\w$~-]+(?:\/[\w$~.-]+)*(?= (?:must|should|is)\b)/;
const QUOTED_KEY = /"([^"]+)" (?:must|should|is)\b/;
const DOTTED_KEYS = /\b(\w[\w-]*(?:\.[\w-]+)*) (?:must|should|is)\b/;
const INSTANCE_PATH = /"?instancePath"?: *["'](\/[^"']+)["']/;
const SCHEMA_PROPERTY = /^Schema property "([^"]+)": /;
const NO_FILE = /^File "([^"]+)" does not exist/;

/**
 * The wordings of Docker, of BuildKit (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go), of
 * Apify's input schema validator (https://github.com/apify/apify-shared-js/tree/master/packages/input_schema) and of
 * the platform's own messages. Pure; keeps a few lines, however long the log is.
 */
export function createPlaceFinder(): PlaceFinder {
  let place: LogPlace | undefined;
  let step: LogPlace | undefined;
  let frame: number | undefined;
  let details = 0;
  const kitSteps = new Map<string, string>();

  const readDocker = (line: string): boolean => {
    const [, number, of, text] = STEP.exec(line) ?? [];
    if (text !== undefined) step = { kind: 'instruction', text, step: { number: Number(number), of: Number(of) } };
    else if (STEP_FAILED.test(line) && step !== undefined) place = step;
    else return false;
    return true;
  };
  const readKit = (line: string): boolean => {
    const [, id = '', text] = KIT_STEP.exec(line) ?? [];
    if (text !== undefined) {
      const [oldest] = kitSteps.keys();
      if (kitSteps.size >= STEPS && oldest !== undefined) kitSteps.delete(oldest);
      kitSteps.set(id, text);
      return true;
    }
    const failed = kitSteps.get(KIT_STEP_FAILED.exec(line)?.[1] ?? '');
    if (failed !== undefined) place = { kind: 'instruction', text: failed };
    return failed !== undefined;
  };
  const readFrame = (line: string): boolean => {
    const named = KIT_FRAME.exec(line)?.[1];
    if (named !== undefined) {
      frame = Number(named);
      return true;
    }
    const marked = KIT_FRAME_LINE.exec(line)?.[1];
    if (marked === undefined || Number(marked) !== frame) return false;
    place = { kind: 'dockerfile', line: frame };
    return true;
  };
  const readDefinition = (line: string): boolean => {
    const [, more] = INVALID_DEFINITION.exec(line) ?? [];
    if (more !== undefined) {
      place = { kind: 'actor-json', keys: keysIn(more) };
      details = place.keys.length === 0 ? DETAILS : 0;
      return true;
    }
    if (details > 0) {
      details -= 1;
      const pointer = INSTANCE_PATH.exec(line)?.[1] ?? POINTER.exec(line)?.[0];
      if (pointer !== undefined) {
        place = { kind: 'actor-json', keys: keysOfPointer(pointer) };
        details = 0;
        return true;
      }
    }
    const property = SCHEMA_PROPERTY.exec(line)?.[1];
    if (property !== undefined) {
      place = { kind: 'actor-json', keys: property.split('.') };
      return true;
    }
    const path = NO_FILE.exec(line)?.[1];
    if (path !== undefined) place = { kind: 'named-in-actor-json', path };
    return path !== undefined;
  };
  const readSchema = (line: string): boolean => {
    const [, keys, more] = SCHEMA_FIELD.exec(line) ?? [];
    if (keys === undefined) return false;
    const field = keys.replace(/[.)]+$/, '');
    place = { kind: 'input-schema', keys: more?.includes(NO_SUCH_FIELD) === true ? 'required' : field };
    return true;
  };
  const readParseError = (line: string): boolean => {
    const number = PARSE_ERROR.exec(line)?.[1];
    if (number !== undefined) place = { kind: 'dockerfile', line: Number(number) };
    return number !== undefined;
  };
  const readers = [readDocker, readKit, readFrame, readParseError, readDefinition, readSchema];

  return {
    read: (raw) => {
      const line = withoutStyle(raw).replace(PREFIX, '').trimEnd();
      for (const read of readers) if (read(line)) return;
    },
    get place() {
      return place;
    },
  };
}

function keysIn(text: string): readonly string[] {
  const pointer = POINTER.exec(text)?.[0];
  if (pointer !== undefined) return keysOfPointer(pointer);
  const keys = QUOTED_KEY.exec(text)?.[1] ?? DOTTED_KEYS.exec(text)?.[1];
  return keys === undefined ? [] : keys.split('.');
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function keysOfPointer(pointer: string): readonly string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
