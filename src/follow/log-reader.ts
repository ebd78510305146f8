import { CUT_MARK } from '../text.ts';
import type { Clock } from '../time/clock.ts';

/** Opens the log at its first byte. */
export type OpenLog = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

type Ending =
  | { readonly reason: 'ended' | 'stopped' | 'broken' }
  | { readonly reason: 'not-opened'; readonly error: unknown };

export type StreamEnd = Ending & { readonly at: number; readonly newBytes: number };

export type LogReader = ReturnType<typeof createLogReader>;

/**
 * Creates a reader of a log that may require several streams. Each stream starts at the first byte, and bytes that are
 * already known are skipped.
 */
export function createLogReader(
  open: OpenLog,
  { clock, onLine }: { readonly clock: Clock; readonly onLine: (line: string) => void },
) {
  const decoder = createLineDecoder();
  /** The number of bytes that are known. */
  let length = 0;
  /** When the last byte arrived, or when the reader was created, and whether a stream was opened. */
  const state = { lastByteAt: clock.now(), wasOpened: false };

  const readStream = async (stream: ReadableStreamDefaultReader<Uint8Array>, stop: AbortSignal): Promise<void> => {
    let position = 0;
    for (let part = await stream.read(); !part.done && !stop.aborted; part = await stream.read()) {
      state.lastByteAt = clock.now();
      const added = part.value.subarray(Math.max(0, length - position));
      position += part.value.length;
      length += added.length;
      for (const line of decoder.push(added)) onLine(line);
    }
  };

  const read = async (stop: AbortSignal): Promise<Ending> => {
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
    read: async (stop: AbortSignal): Promise<StreamEnd> => {
      const before = length;
      const end = await read(stop);
      return { ...(stop.aborted ? { reason: 'stopped' } : end), at: clock.now(), newBytes: length - before };
    },
    /** Passes on the last line if it does not end with a line break. */
    close: (): void => {
      const line = decoder.end();
      if (line !== undefined) onLine(line);
    },
    state,
  };
}

/** The number of characters to keep of each line. */
const MAX_LINE_LENGTH = 16 * 1024;

/**
 * Splits bytes into lines. As in the runner, a line ends with LF, with CR, or with several CRs and LF, because progress
 * bars use CR to overwrite themselves. Lines that are too long are truncated.
 */
export function createLineDecoder(maxLength = MAX_LINE_LENGTH) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let line = '';
  let length = 0;
  let isAfterCr = false;

  const append = (text: string): void => {
    line += text.slice(0, Math.max(0, maxLength - line.length));
    length += text.length;
  };
  const takeLine = (): string => {
    const text = length > maxLength ? `${cutAtSpace(line)} (truncated: the line has ${length} characters)` : line;
    line = '';
    length = 0;
    return text;
  };

  return {
    /** @returns the lines that these bytes complete, without line breaks. */
    push: (bytes: Uint8Array): readonly string[] => {
      const text = decoder.decode(bytes, { stream: true });
      const parts = (isAfterCr ? text.replace(/^\r*\n?/, '') : text).split(/\r+\n?|\n/);
      if (text !== '') isAfterCr = text.endsWith('\r');
      const rest = parts.pop() ?? '';
      const lines = parts.map((part) => {
        append(part);
        return takeLine();
      });
      append(rest);
      return lines;
    },
    /** @returns the last line if it does not end with a line break; undefined if the text ends with one. */
    end: (): string | undefined => {
      append(decoder.decode());
      return length === 0 ? undefined : takeLine();
    },
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
