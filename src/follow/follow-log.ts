import { isApiError } from '../apify/api-error.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { pause, settlesWithin } from '../time/time-limit.ts';
import { NOT_FOUND_MS } from './job.ts';
import { createLogReader, cutAtSpace, type LogReader, type OpenLog, type StreamEnd } from './log-reader.ts';

/** The number of lines to keep from the end of the log. */
export const TAIL_LINES = 50;
const TAIL_LINE_LENGTH = 1_000;

/** Delay in milliseconds before a stream is reopened: after a broken connection, and after it ended too early. */
const AFTER_BREAK_MS = 250;
const AFTER_END_MS = 1_000;
/** The delay doubles up to this limit if there are no new bytes. The limit is lower if the log might not exist yet. */
const MAX_PAUSE_MS = 30_000;
const MAX_PAUSE_NEW_MS = 1_000;

/** If the stream ended less than this many milliseconds before the status was final, it is complete. */
const SAME_TIME_MS = 250;
/** After the job ends, the open stream and then a second one are closed after this many milliseconds without data. */
const QUIET_MS = 350;
const QUIET_AGAIN_MS = 700;
/** Time limit for the rest of the log, in milliseconds, because a malicious log may never end. */
const REST_MS = 30_000;
/** The number of attempts without new bytes to read the rest of the log, and the delay between them in milliseconds. */
const REST_ATTEMPTS = 3;
const REST_PAUSE_MS = 100;
/** How long to wait for a missing log that is not needed to explain a failure, in milliseconds. */
const UNNEEDED_MS = 1_000;

/** Follows the log of a build or run. Reading also stops if the step is canceled. */
interface LogFollower {
  /** Reads the rest of the log after the status is final. @param isNeeded whether the log must explain a failure. */
  finish(isNeeded: boolean): Promise<void>;
  /** Stops reading. Has no effect after `finish`. */
  stop(): Promise<void>;
  readonly tail: readonly string[];
  /** Problems that occurred while reading the log. Complete after `finish`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Streams a log until `finish` or `stop` is called. If the stream breaks or ends early, it is reopened and continues
 * after the last byte. Never throws an error if the log cannot be read.
 * @param source `name` is used in messages, for example `build 0.1.7`.
 * @see https://docs.apify.com/api/v2/actor-build-log-get
 */
export function followLog(
  { name, open }: { readonly name: string; readonly open: OpenLog },
  tools: { readonly clock: Clock; readonly signal: AbortSignal; readonly onLine: (line: string) => void },
): LogFollower {
  const { clock, signal, onLine } = tools;
  const startedAt = clock.now();
  const tail: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const reader = createLogReader(open, {
    clock,
    onLine: (line) => {
      tail.push(line.length > TAIL_LINE_LENGTH ? cutAtSpace(line, TAIL_LINE_LENGTH) : line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine(line);
    },
  });
  const live = new AbortController();
  const rest = new AbortController();
  let reading: Promise<StreamEnd> | undefined;
  let last: StreamEnd | undefined;
  let isClosed = false;
  const abort = (): void => {
    live.abort();
    rest.abort();
  };
  signal.addEventListener('abort', abort, { once: true });

  const followLive = async (): Promise<void> => {
    for (let pauseMs = AFTER_BREAK_MS; !live.signal.aborted; ) {
      reading = reader.read(live.signal);
      last = await reading;
      reading = undefined;
      if (last.newBytes > 0) pauseMs = last.reason === 'ended' ? AFTER_END_MS : AFTER_BREAK_MS;
      await pause(clock, pauseMs, live.signal);
      const isNew = !reader.state.wasOpened && clock.now() - startedAt < NOT_FOUND_MS;
      pauseMs = Math.min(pauseMs * 2, isNew ? MAX_PAUSE_NEW_MS : MAX_PAUSE_MS);
    }
  };
  const following = followLive();

  /** Whether the stream ends before it has been idle for `quietMs`. */
  const endsSoon = async (stream: Promise<StreamEnd>, quietMs: number, until: number): Promise<boolean> => {
    const from = clock.now();
    for (;;) {
      const leftMs = Math.min(until, Math.max(from, reader.state.lastByteAt) + quietMs) - clock.now();
      if (leftMs <= 0) return false;
      if (await settlesWithin(stream, leftMs, clock)) return true;
    }
  };

  const readRest = async (until: number, notFoundUntil: number): Promise<void> => {
    for (let attempts = 1; clock.now() < until && !rest.signal.aborted; attempts += 1) {
      const stream = reader.read(rest.signal);
      if (!(await endsSoon(stream, QUIET_AGAIN_MS, until))) rest.abort();
      last = await stream;
      const isNotFound = last.reason === 'not-opened' && isApiError(last.error, 404);
      const mayRetry = isNotFound
        ? clock.now() < Math.min(notFoundUntil, startedAt + NOT_FOUND_MS)
        : last.reason === 'broken' && attempts < REST_ATTEMPTS;
      if (!mayRetry) break;
      if (last.newBytes > 0) attempts = 0;
      await pause(clock, REST_PAUSE_MS, rest.signal);
    }
    if (last?.reason !== 'stopped' || clock.now() < until) return;
    const message = `The end of the log of ${name} is missing: it could not be read within ${REST_MS / 1000} seconds`;
    diagnostics.push({ level: 'warning', message });
  };

  const close = (): void => {
    signal.removeEventListener('abort', abort);
    if (!isClosed) reader.close();
    isClosed = true;
  };

  return {
    finish: async (isNeeded) => {
      const endedAt = clock.now();
      const until = endedAt + REST_MS;
      if (reading !== undefined) await endsSoon(reading, QUIET_MS, until);
      live.abort();
      await following;
      const isComplete = last?.reason === 'ended' && last.at >= endedAt - SAME_TIME_MS;
      if (!isComplete) await readRest(until, isNeeded ? until : endedAt + UNNEEDED_MS);
      close();
      diagnostics.push(...problemsOf(name, reader, last));
    },
    stop: async () => {
      abort();
      await following;
      close();
    },
    tail,
    diagnostics,
  };
}

function problemsOf(name: string, { state }: LogReader, last: StreamEnd | undefined): readonly Diagnostic[] {
  let problem = state.wasOpened ? undefined : 'Apify did not respond in time';
  if (last?.reason === 'broken') problem = 'the connection was closed';
  if (last?.reason === 'not-opened') problem = messageOf(last.error);
  const part = state.wasOpened ? 'the end of the log' : 'the log';
  return problem === undefined ? [] : [{ level: 'warning', message: `Could not read ${part} of ${name}: ${problem}` }];
}
