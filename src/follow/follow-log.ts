import { isApiError } from '../apify/api-error.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { pause, settlesWithin } from '../time/time-limit.ts';
import { NOT_FOUND_MS } from './job.ts';
import { createLogReader, cutAtSpace, type LogReader, type OpenLog, type StreamEnd } from './log-reader.ts';

/** The number of last lines that are kept. */
export const TAIL_LINES = 50;
const TAIL_LINE_LENGTH = 1_000;

/** Milliseconds before a stream is opened again: after it broke, and after it ended too early. */
const AFTER_BREAK_MS = 250;
const AFTER_END_MS = 1_000;
/** The pause doubles up to this limit while no new bytes arrive. The log of a new build may not exist yet. */
const MAX_PAUSE_MS = 30_000;
const MAX_PAUSE_NEW_MS = 1_000;

/** A stream that ended at most this many milliseconds before the status was final is complete. */
const SAME_TIME_MS = 250;
/** After the end, milliseconds without a byte before the open stream is closed, and before a second one is closed. */
const QUIET_MS = 350;
const QUIET_AGAIN_MS = 700;
/** Milliseconds for the rest of the log. A hostile log never ends. */
const REST_MS = 30_000;
/** Attempts without a new byte to read the rest if the stream breaks, and the milliseconds between them. */
const REST_ATTEMPTS = 3;
const REST_PAUSE_MS = 100;
/** Milliseconds to wait for a log that does not exist if it does not have to explain a failure. */
const UNNEEDED_MS = 1_000;

/** The log of a build or run while it grows. Reading also stops if the step is canceled. */
export interface LogFollower {
  /** Reads the rest after the status is final. @param isNeeded whether the log has to explain a failure. */
  finish(isNeeded: boolean): Promise<void>;
  /** Stops reading. Has no effect after `finish`. */
  stop(): Promise<void>;
  readonly tail: readonly string[];
  /** Problems with the log. Complete after `finish`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Streams a log until `finish` or `stop`. A stream that breaks or ends early is opened again and continues after the
 * last byte. A log that cannot be read never causes an error.
 * @param source `name` is `build 0.1.7`, for messages.
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

  /** Whether the stream ends before it is quiet for too long. */
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
  const found: Diagnostic[] = [];
  if (state.hasChanged) {
    const message = `The log of ${name} changed while the action read it. Lines may be missing.`;
    found.push({ level: 'info', message });
  }
  let problem = state.wasOpened ? undefined : 'Apify did not respond in time';
  if (last?.reason === 'broken') problem = 'the connection was closed';
  if (last?.reason === 'not-opened') problem = messageOf(last.error);
  const part = state.wasOpened ? 'the end of the log' : 'the log';
  if (problem !== undefined) found.push({ level: 'warning', message: `Could not read ${part} of ${name}: ${problem}` });
  return found;
}
