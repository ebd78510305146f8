import { crc32 } from 'node:zlib';
import type { Clock } from '../time/clock.ts';
import { createLineDecoder } from './log-lines.ts';

/** Opens the log from its first byte. */
export type OpenLog = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

export type StreamEnd = { readonly at: number; readonly newBytes: number } & (
  | { readonly reason: 'ended' | 'stopped' | 'broken' }
  | { readonly reason: 'not-opened'; readonly error: unknown }
);

/** Reads a log that may need several streams. Each stream starts at the first byte; known bytes are skipped. */
export interface LogReader {
  read(stop: AbortSignal): Promise<StreamEnd>;
  /** Passes on the last line if it has no line end. */
  close(): void;
  readonly state: {
    /** When the last byte arrived, or when the reader was created. */
    readonly lastByteAt: number;
    readonly wasOpened: boolean;
    /** Whether a later stream had other bytes than an earlier one, or fewer. */
    readonly hasChanged: boolean;
  };
}

export function createLogReader(
  open: OpenLog,
  { clock, onLine }: { readonly clock: Clock; readonly onLine: (line: string) => void },
): LogReader {
  const decoder = createLineDecoder();
  // The known bytes, which are not kept.
  let length = 0;
  let checksum = 0;
  const state = { lastByteAt: clock.now(), wasOpened: false, hasChanged: false };

  const readStream = async (stream: ReadableStreamDefaultReader<Uint8Array>, stop: AbortSignal): Promise<void> => {
    const known = { length, checksum };
    let position = 0;
    let sum = 0;
    const readPart = (bytes: Uint8Array): void => {
      const old = bytes.subarray(0, Math.max(0, known.length - position));
      const added = bytes.subarray(old.length);
      position += old.length;
      sum = crc32(old, sum);
      if (position === known.length && sum !== known.checksum) state.hasChanged = true;
      length += added.length;
      checksum = crc32(added, checksum);
      for (const line of decoder.push(added)) onLine(line);
    };
    for (let part = await stream.read(); !part.done && !stop.aborted; part = await stream.read()) {
      state.lastByteAt = clock.now();
      readPart(part.value);
    }
    if (position < known.length && !stop.aborted) state.hasChanged = true;
  };

  const read = async (stop: AbortSignal): Promise<{ readonly reason: 'ended' | 'broken' } | NotOpened> => {
    let stream: ReadableStreamDefaultReader<Uint8Array>;
    try {
      stream = (await open(stop)).getReader();
    } catch (error) {
      return { reason: 'not-opened', error };
    }
    state.wasOpened = true;
    const cancel = (): void => void stream.cancel().catch(() => {});
    stop.addEventListener('abort', cancel, { once: true });
    try {
      await readStream(stream, stop);
      return { reason: 'ended' };
    } catch {
      return { reason: 'broken' };
    } finally {
      stop.removeEventListener('abort', cancel);
    }
  };

  return {
    read: async (stop) => {
      const before = length;
      const end = await read(stop);
      return { ...(stop.aborted ? { reason: 'stopped' } : end), at: clock.now(), newBytes: length - before };
    },
    close: () => {
      const line = decoder.end();
      if (line !== undefined) onLine(line);
    },
    state,
  };
}

interface NotOpened {
  readonly reason: 'not-opened';
  readonly error: unknown;
}
