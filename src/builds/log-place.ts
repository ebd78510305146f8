import { withoutStyle } from '../text.ts';

/** The place in the Dockerfile of a mistake that a build log describes. The checks report mistakes in other files. */
export type LogPlace =
  | { readonly kind: 'line'; readonly line: number }
  | ({ readonly kind: 'instruction' } & LoggedInstruction);

export interface LoggedInstruction {
  readonly text: string;
  /** Its position, if the log counts all instructions of the file. */
  readonly step?: { readonly number: number; readonly of: number };
}

/** Steps that are remembered. BuildKit runs a few of them at the same time. */
const MAX_STEPS = 100;

const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;

type Rule = readonly [pattern: RegExp, placeOf: (...groups: readonly string[]) => LogPlace | undefined];

/**
 * Finds the place of the last mistake in a log, line by line. Recognizes the messages of Docker and of BuildKit
 * (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go). A log may be hostile: the time for a line
 * must grow in proportion to its length only.
 */
export function createMistakeFinder() {
  let place: LogPlace | undefined;
  let frameLine: number | undefined;
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
    [/^ *(\d+) \| >>>/, (line) => (Number(line) === frameLine ? { kind: 'line', line: frameLine } : undefined)],
    [/dockerfile parse error (?:on )?line (\d+):/i, (line) => ({ kind: 'line', line: Number(line) })],
  ];

  return {
    read: (raw: string): void => {
      const line = withoutStyle(raw).replace(PREFIX, '').trimEnd();
      for (const [pattern, placeOf] of rules) {
        const match = pattern.exec(line);
        if (match === null) continue;
        place = placeOf(...match.slice(1)) ?? place;
        return;
      }
    },
    place: (): LogPlace | undefined => place,
  };
}
