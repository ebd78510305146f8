import type { ApifyApi } from '../apify/api.ts';
import type { Clock } from '../clock.ts';
import type { Finding } from '../errors.ts';
import { endsWithin, pause } from '../time-limit.ts';
import { createLineDecoder } from './log-lines.ts';
import { NEW_MS } from './new-build.ts';
import { createPlaceFinder, type LogPlace } from './place-in-log.ts';
import { createSeenBytes } from './seen-bytes.ts';

/** Lines that are kept for the end of the run. */
export const TAIL_LINES = 50;

/** Milliseconds before a stream that broke, or that ended although the build goes on, is opened again. */
const AFTER_BREAK = 250;
const AFTER_END = 1_000;
/** While nothing new comes, each pause is twice the last one, up to the first of these for a new log, then the second. */
const LONGEST_PAUSE_NEW = 1_000;
const LONGEST_PAUSE = 30_000;

/** A stream that ended so many milliseconds before the build's end was known had the whole log. */
const SAME_TIME = 250;
/** Milliseconds without a byte for which a stream is left open after the build's end, and then one that is opened anew. */
const QUIET_OPEN = 400;
const QUIET_ANEW = 900;
/** Milliseconds that reading the rest of the log may take in all. */
const REST_MS = 4_000;

/** A build's log, shown as it grows. */
export interface LogFollower {
  /** To be called when the build is over: reads what is left. */
  finish(): Promise<void>;
  /** Ends the reading at once; does nothing after `finish`. */
  stop(): Promise<void>;
  /** The last lines so far. */
  readonly tail: readonly string[];
  /** The place of the last mistake that the log told so far. */
  readonly place: LogPlace | undefined;
  /** What went wrong with the log; complete after `finish`. */
  readonly findings: readonly Finding[];
}

/** How the reading of one stream ended. */
interface StreamEnd {
  readonly at: number;
  readonly freshBytes: number;
  readonly reason: 'ended' | 'stopped' | { readonly error: unknown };
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
  const { api, clock } = tools;
  const begun = clock.now();
  const seen = createSeenBytes();
  const decoder = createLineDecoder();
  const places = createPlaceFinder();
  const tail: string[] = [];
  const findings: Finding[] = [];
  let changed = false;
  let hadStream = false;
  let lastByteAt = begun;

  const tell = (line: string): void => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    places.read(line);
    tools.onLine(line);
  };

  const readStream = async (stop: AbortSignal): Promise<StreamEnd> => {
    const stream = seen.beginAgain();
    const from = seen.length;
    const end = (reason: StreamEnd['reason']): StreamEnd => {
      const freshBytes = seen.length - from;
      return { at: clock.now(), freshBytes, reason: stop.aborted ? 'stopped' : reason };
    };
    try {
      const reader = (await api.openBuildLog(build.id, stop)).getReader();
      hadStream = true;
      const cancel = (): void => void reader.cancel().catch(() => {});
      stop.addEventListener('abort', cancel, { once: true });
      try {
        for (let part = await reader.read(); !part.done && !stop.aborted; part = await reader.read()) {
          lastByteAt = clock.now();
          for (const line of decoder.push(stream.take(part.value))) tell(line);
        }
      } finally {
        stop.removeEventListener('abort', cancel);
      }
      changed ||= stream.differs || (stream.missing > 0 && !stop.aborted);
      return end('ended');
    } catch (error) {
      return end({ error });
    }
  };

  const live = new AbortController();
  const rest = new AbortController();
  let reading: Promise<StreamEnd> | undefined;
  let last: StreamEnd | undefined;
  const follow = async (): Promise<void> => {
    for (let pauseMs = AFTER_BREAK; !live.signal.aborted; ) {
      reading = readStream(live.signal);
      last = await reading;
      reading = undefined;
      const isNew = clock.now() - begun < NEW_MS;
      if (last.freshBytes > 0) pauseMs = last.reason === 'ended' ? AFTER_END : AFTER_BREAK;
      await pause(clock, pauseMs, live.signal);
      pauseMs = Math.min(pauseMs * 2, isNew ? LONGEST_PAUSE_NEW : LONGEST_PAUSE);
    }
  };
  const following = follow();

  /** Waits for the stream's end, but not longer than it is quiet for so many milliseconds. */
  const endsSoon = async (stream: Promise<unknown>, quietMs: number, until: number): Promise<boolean> => {
    const from = clock.now();
    for (;;) {
      const left = Math.min(until, Math.max(from, lastByteAt) + quietMs) - clock.now();
      if (left <= 0) return false;
      if (await endsWithin(stream, left, clock)) return true;
    }
  };

  const readRest = async (until: number): Promise<void> => {
    const stream = readStream(rest.signal);
    const ended = await endsSoon(stream, QUIET_ANEW, until);
    rest.abort();
    last = await stream;
    if (!ended && clock.now() >= until) {
      const message = `The rest of the log of build ${build.buildNumber} is left out: there is more than can be read in ${REST_MS / 1000} seconds`;
      findings.push({ level: 'info', message });
    }
  };

  let isOver = false;
  const close = (): void => {
    isOver = true;
    const line = decoder.end();
    if (line !== undefined) tell(line);
  };

  return {
    finish: async () => {
      if (isOver) return;
      const over = clock.now();
      const until = over + REST_MS;
      if (reading !== undefined) await endsSoon(reading, QUIET_OPEN, until);
      live.abort();
      await following;
      if (last?.reason !== 'ended' || last.at < over - SAME_TIME) await readRest(until);
      close();
      findings.push(...troubles(build.buildNumber, { hadStream, changed, reason: last?.reason ?? 'stopped' }));
    },
    stop: async () => {
      if (isOver) return;
      live.abort();
      rest.abort();
      await following;
      close();
    },
    tail,
    get place() {
      return places.place;
    },
    findings,
  };
}

function troubles(
  buildNumber: string,
  log: { readonly hadStream: boolean; readonly changed: boolean; readonly reason: StreamEnd['reason'] },
): readonly Finding[] {
  const found: Finding[] = [];
  if (log.changed) {
    const message = `The log of build ${buildNumber} was read again and was not what it had been: lines may be missing`;
    found.push({ level: 'info', message });
  }
  if (typeof log.reason === 'object' || !log.hadStream) {
    const what = `${log.hadStream ? 'The end of the log' : 'The log'} of build ${buildNumber}`;
    const error = typeof log.reason === 'object' ? log.reason.error : 'no answer in time';
    found.push({
      level: 'warning',
      message: `${what} cannot be had: ${error instanceof Error ? error.message : error}`,
    });
  }
  return found;
}
