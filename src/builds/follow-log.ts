import type { ApifyApi } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { endsWithin, pause } from '../time/time-limit.ts';
import { createPlaceFinder, type LogPlace } from './log-place.ts';
import { NEW_MS } from './new-build.ts';
import { createLogReader, type LogReader, type StreamEnd } from './read-log.ts';

/** Lines that are kept for the end of the run. */
export const TAIL_LINES = 50;
/** Characters of such a line. Cut in two, a secret in it would not be known again: a longer line is left out as a whole. */
const TAIL_LENGTH = 1_000;

/** Milliseconds before a stream that broke, or that ended although the build goes on, is opened again. */
const AFTER_BREAK = 250;
const AFTER_END = 1_000;
/** While nothing new comes each pause is twice the last one; a log that may be too new is looked for more often. */
const LONGEST_PAUSE_NEW = 1_000;
const LONGEST_PAUSE = 30_000;

/** A stream that ended so many milliseconds before the build's end was known had the whole log. */
const SAME_TIME = 250;
/** Milliseconds without a byte for which a stream is left open after the build's end, and then one that is opened anew. */
const QUIET_OPEN = 350;
const QUIET_ANEW = 700;
/** Milliseconds that reading the rest of the log may take in all. */
const REST_MS = 4_000;
/** How often the rest is begun again without a new byte where its stream breaks, and the milliseconds before. */
const REST_TRIES = 3;
const REST_PAUSE = 100;
/** Milliseconds for which a new log that is not there is looked for after the end of a build that succeeded. */
const NOT_NEEDED_MS = 1_000;

/** A build's log, shown as it grows. */
export interface LogFollower {
  /** To be called when the build is over: reads what is left. @param needed whether the log tells why it failed. */
  finish(needed: boolean): Promise<void>;
  /** Ends the reading at once; does nothing after `finish`. */
  stop(): Promise<void>;
  /** The last lines so far. */
  readonly tail: readonly string[];
  /** The place of the last mistake that the log told so far. */
  readonly place: LogPlace | undefined;
  /** What went wrong with the log; complete after `finish`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Streams the log until the build is over. A stream that breaks, or ends early, is opened again, and goes on with the
 * byte after the last one; a log that cannot be had is looked for all the while. Never fails: the build decides.
 * @see https://docs.apify.com/api/v2/actor-build-log-get
 */
export function followLog(
  build: { readonly id: string; readonly buildNumber: string },
  tools: { readonly api: ApifyApi; readonly clock: Clock; readonly onLine: (line: string) => void },
): LogFollower {
  const { clock } = tools;
  const begun = clock.now();
  const places = createPlaceFinder();
  const tail: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const onLine = (line: string): void => {
    tail.push(line.length > TAIL_LENGTH ? `(a line of ${line.length} characters)` : line);
    if (tail.length > TAIL_LINES) tail.shift();
    places.read(line);
    tools.onLine(line);
  };
  const reader = createLogReader(build.id, { ...tools, onLine });
  const live = new AbortController();
  const rest = new AbortController();
  let reading: Promise<StreamEnd> | undefined;
  let last: StreamEnd | undefined;
  let isClosed = false;

  const follow = async (): Promise<void> => {
    for (let pauseMs = AFTER_BREAK; !live.signal.aborted; ) {
      reading = reader.read(live.signal);
      last = await reading;
      reading = undefined;
      const mayComeYet = !reader.hadStream && clock.now() - begun < NEW_MS;
      if (last.freshBytes > 0) pauseMs = last.reason === 'ended' ? AFTER_END : AFTER_BREAK;
      await pause(clock, pauseMs, live.signal);
      pauseMs = Math.min(pauseMs * 2, mayComeYet ? LONGEST_PAUSE_NEW : LONGEST_PAUSE);
    }
  };
  const following = follow();

  /** A build may fail so early that its log is not there yet. */
  const mayCome = ({ reason }: StreamEnd, until: number): boolean =>
    typeof reason === 'object' && isApiError(reason.noStream, 404) && clock.now() < Math.min(until, begun + NEW_MS);

  const finishReading = async (needed: boolean): Promise<void> => {
    const over = clock.now();
    const until = over + REST_MS;
    const lookUntil = needed ? until : over + NOT_NEEDED_MS;
    const endsSoon = (stream: Promise<unknown>, quietMs: number): Promise<boolean> =>
      endsBeforeQuiet(stream, { reader, clock, quietMs, until });
    if (reading !== undefined) await endsSoon(reading, QUIET_OPEN);
    live.abort();
    await following;
    if (last?.reason === 'ended' && last.at >= over - SAME_TIME) return;
    for (let tries = 1; clock.now() < until && !rest.signal.aborted; tries += 1) {
      const stream = reader.read(rest.signal);
      if (!(await endsSoon(stream, QUIET_ANEW))) rest.abort();
      last = await stream;
      const again = last.reason === 'broke' ? tries < REST_TRIES : mayCome(last, lookUntil);
      if (!again) break;
      if (last.freshBytes > 0) tries = 0;
      await pause(clock, REST_PAUSE, rest.signal);
    }
    if (last?.reason === 'stopped' && clock.now() >= until) {
      const message = `The rest of the log of build ${build.buildNumber} is left out: there is more than can be read in ${REST_MS / 1000} seconds`;
      diagnostics.push({ level: 'info', message });
    }
  };

  const close = (): void => {
    if (!isClosed) reader.close();
    isClosed = true;
  };

  return {
    finish: async (needed) => {
      await finishReading(needed);
      close();
      diagnostics.push(...troubles(build.buildNumber, reader, last?.reason));
    },
    stop: async () => {
      live.abort();
      rest.abort();
      await following;
      close();
    },
    tail,
    get place() {
      return places.place;
    },
    diagnostics,
  };
}

/** Waits for a stream's end until `until`, but not longer than it is quiet for so many milliseconds. */
async function endsBeforeQuiet(
  stream: Promise<unknown>,
  limits: { readonly reader: LogReader; readonly clock: Clock; readonly quietMs: number; readonly until: number },
): Promise<boolean> {
  const { reader, clock, quietMs, until } = limits;
  const from = clock.now();
  for (;;) {
    const left = Math.min(until, Math.max(from, reader.lastByteAt) + quietMs) - clock.now();
    if (left <= 0) return false;
    if (await endsWithin(stream, left, clock)) return true;
  }
}

function troubles(
  buildNumber: string,
  reader: LogReader,
  reason: StreamEnd['reason'] | undefined,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (reader.hasChanged) {
    const message = `The log of build ${buildNumber} was read again and was not what it had been: lines may be missing`;
    found.push({ level: 'info', message });
  }
  const what = `${reader.hadStream ? 'The end of the log' : 'The log'} of build ${buildNumber} cannot be had`;
  const why = trouble(reader, reason);
  if (why !== undefined) found.push({ level: 'warning', message: `${what}: ${why}` });
  return found;
}

function trouble(reader: LogReader, reason: StreamEnd['reason'] | undefined): string | undefined {
  if (reason === 'broke') return 'the connection broke';
  if (typeof reason === 'object') return messageOf(reason.noStream);
  return reader.hadStream ? undefined : 'no answer in time';
}
