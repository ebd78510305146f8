import type { ApifyApi } from '../apify/api.ts';
import type { Clock } from '../time/clock.ts';
import { createLineDecoder } from './log-lines.ts';
import { createSeenBytes } from './seen-bytes.ts';

/** A build's log that may have to be read in several goes; each begins at its first byte and tells what is new. */
export interface LogReader {
  /** Reads to the end of one stream; never fails. */
  read(stop: AbortSignal): Promise<StreamEnd>;
  /** Tells the last line where it has no end. */
  close(): void;
  /** Milliseconds since 1970; when the reader was made where none has come. */
  readonly lastByteAt: number;
  /** Whether there ever was a stream. */
  readonly hadStream: boolean;
  /** Whether the log was found to be another one than before. */
  readonly hasChanged: boolean;
}

/** How the reading of one stream ended. */
export interface StreamEnd {
  readonly at: number;
  readonly freshBytes: number;
  /** `no-stream`: none could be had. */
  readonly reason: 'ended' | 'stopped' | 'broke' | { readonly noStream: unknown };
}

/** @param onLine is told each line once, as it comes. */
export function createLogReader(
  buildId: string,
  tools: { readonly api: ApifyApi; readonly clock: Clock; readonly onLine: (line: string) => void },
): LogReader {
  const { api, clock, onLine } = tools;
  const seen = createSeenBytes();
  const decoder = createLineDecoder();
  let lastByteAt = clock.now();
  let hadStream = false;
  let hasChanged = false;

  const readAll = async (stop: AbortSignal): Promise<StreamEnd['reason']> => {
    let reader: ReadableStreamDefaultReader<Uint8Array>;
    try {
      reader = (await api.openBuildLog(buildId, stop)).getReader();
    } catch (noStream) {
      return { noStream };
    }
    hadStream = true;
    const cancel = (): void => void reader.cancel().catch(() => {});
    stop.addEventListener('abort', cancel, { once: true });
    const again = seen.beginAgain();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        if (stop.aborted) return 'stopped';
        lastByteAt = clock.now();
        for (const line of decoder.push(again.take(part.value))) onLine(line);
      }
      hasChanged ||= again.differs || (again.missing > 0 && !stop.aborted);
      return 'ended';
    } catch {
      hasChanged ||= again.differs;
      return 'broke';
    } finally {
      stop.removeEventListener('abort', cancel);
    }
  };

  return {
    read: async (stop) => {
      const before = seen.length;
      const reason = await readAll(stop);
      return { at: clock.now(), freshBytes: seen.length - before, reason: stop.aborted ? 'stopped' : reason };
    },
    close: () => {
      const line = decoder.end();
      if (line !== undefined) onLine(line);
    },
    get lastByteAt() {
      return lastByteAt;
    },
    get hadStream() {
      return hadStream;
    },
    get hasChanged() {
      return hasChanged;
    },
  };
}
