import { withoutStyle } from '../text.ts';

/** The position of a Dockerfile error that a build log describes. Errors in other files are reported by the checks. */
export type LogPlace =
  | { readonly kind: 'line'; readonly line: number }
  | ({ readonly kind: 'instruction' } & LoggedInstruction);

export interface LoggedInstruction {
  readonly text: string;
  /** The number of the step, if the log counts all instructions of the file. */
  readonly step?: { readonly number: number; readonly of: number };
}

/** The number of steps to remember. BuildKit runs a few of them in parallel. */
const MAX_STEPS = 100;

const PREFIX = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)*(?:ACTOR: )?(?:ERROR: )?/;

type Rule = readonly [pattern: RegExp, placeOf: (...groups: readonly string[]) => LogPlace | undefined];

/**
 * Reads a log line by line and finds the position of the last error. Recognizes messages of Docker and BuildKit
 * (https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go). A log may be malicious, so the time for a
 * line must not grow faster than its length.
 */
export function createMistakeFinder() {
  let place: LogPlace | undefined;
  let frameLine: number | undefined;
  /** Steps by their number. Docker's classic builder does not number its steps. */
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
