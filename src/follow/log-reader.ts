import { crc32 } from 'node:zlib';
import { CUT_MARK } from '../text.ts';
import type { Clock } from '../time/clock.ts';

/** Opens the log at its first byte. */
export type OpenLog = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

export type StreamEnd = { readonly at: number; readonly newBytes: number } & (
  | { readonly reason: 'ended' | 'stopped' | 'broken' }
  | { readonly reason: 'not-opened'; readonly error: unknown }
);

/**
 * Reads a log that may require several streams. Each stream starts at the first byte, and bytes that are already known
 * are skipped.
 */
export interface LogReader {
  read(stop: AbortSignal): Promise<StreamEnd>;
  /** Passes on the last line if it does not end with a line break. */
  close(): void;
  readonly state: {
    /** When the last byte arrived, or when the reader was created. */
    readonly lastByteAt: number;
    readonly wasOpened: boolean;
    /** Whether a later stream was shorter than an earlier one, or had different bytes. */
    readonly hasChanged: boolean;
  };
}

export function createLogReader(
  open: OpenLog,
  { clock, onLine }: { readonly clock: Clock; readonly onLine: (line: string) => void },
): LogReader {
  const decoder = createLineDecoder();
  // The length and checksum of the known bytes, which are not kept.
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

/** The number of bytes to keep of each line. */
export const MAX_LINE_BYTES = 16 * 1024;

const LF = 0x0a;
const CR = 0x0d;

export interface LineDecoder {
  /** @returns the lines that these bytes complete, without line breaks. */
  push(bytes: Uint8Array): readonly string[];
  /** @returns the last line if it does not end with a line break; undefined if the text ends with one. */
  end(): string | undefined;
}

/**
 * Splits bytes into lines. As in the runner, a line ends with LF, with CR, or with several CRs and LF, because progress
 * bars use CR to overwrite themselves. Bytes are decoded only when their line is complete, so that no character is
 * split. Lines that are too long are truncated.
 */
export function createLineDecoder(maxBytes = MAX_LINE_BYTES): LineDecoder {
  let parts: Buffer[] = [];
  let kept = 0;
  let dropped = 0;
  let isAfterCr = false;

  const keep = (bytes: Buffer): void => {
    // Copied, because a view would keep the whole chunk in memory.
    const part = Buffer.from(bytes.subarray(0, maxBytes - kept));
    if (part.length > 0) parts.push(part);
    kept += part.length;
    dropped += bytes.length - part.length;
  };
  const takeLine = (): string => {
    const text = Buffer.concat(parts).toString();
    const line = dropped === 0 ? text : `${cutAtSpace(text)} (truncated: the line has ${kept + dropped} bytes)`;
    parts = [];
    kept = 0;
    dropped = 0;
    return line;
  };

  return {
    push: (bytes) => {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const lines: string[] = [];
      let start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const isCr = chunk[at] === CR;
        const isEnd = isCr || chunk[at] === LF;
        if (isEnd && !isAfterCr) {
          const isWhole = kept + dropped === 0 && at - start <= maxBytes;
          if (!isWhole) keep(chunk.subarray(start, at));
          lines.push(isWhole ? chunk.toString('utf8', start, at) : takeLine());
        }
        if (isEnd) start = at + 1;
        isAfterCr = isCr;
      }
      keep(chunk.subarray(start));
      return lines;
    },
    end: () => (kept + dropped === 0 ? undefined : takeLine()),
  };
}

/**
 * Cuts off a string after its last space and adds a mark. Redaction recognizes the start of a known secret before the
 * mark. It cannot do that for secrets that only the runner knows, so the last word is removed.
 */
export function cutAtSpace(text: string, length = text.length): string {
  let end = Math.min(length, text.length);
  while (end > 0 && text[end - 1] !== ' ' && text[end - 1] !== '\t') end -= 1;
  return text.slice(0, end) + CUT_MARK;
}
