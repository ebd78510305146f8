import type { ServerResponse } from 'node:http';
import type { Timers } from './clock.ts';

export interface Sink {
  write(bytes: Buffer): void;
  end(): void;
  /** Breaks the connection after all bytes written so far. */
  cut(): void;
  /** @param run called when the connection is closed, by either side. */
  onClose(run: () => void): void;
}

export function responseSink(response: ServerResponse): Sink {
  return {
    write: (bytes) => void response.write(bytes),
    end: () => void response.end(),
    // The callback of an empty write is called after all previous writes. Destroying the response immediately would
    // discard unsent bytes.
    cut: () => void response.write('', () => response.destroy()),
    onClose: (run) => void response.once('close', run),
  };
}

/** Breaks the connection after `cutAt` bytes, or at the end if there are fewer bytes. */
export function cuttingSink(sink: Sink, cutAt: number): Sink {
  let left = cutAt;
  let isCut = false;
  const cut = (): void => {
    if (!isCut) sink.cut();
    isCut = true;
  };
  return {
    ...sink,
    write: (bytes) => {
      if (isCut) return;
      if (left > 0) sink.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) cut();
    },
    end: cut,
    cut,
  };
}

export function tricklingSink(sink: Sink, timers: Timers, everyMs: number, pieceBytes: number): Sink {
  let waiting = Buffer.alloc(0);
  let finish: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  const step = (): void => {
    cancel = undefined;
    if (waiting.length > 0) {
      sink.write(waiting.subarray(0, pieceBytes));
      waiting = waiting.subarray(pieceBytes);
    }
    if (waiting.length > 0) cancel = timers.after(everyMs, step);
    else finish?.();
  };
  const finishWith = (run: () => void): void => {
    finish = run;
    cancel ??= timers.after(0, step);
  };
  sink.onClose(() => cancel?.());
  return {
    write: (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      cancel ??= timers.after(everyMs, step);
    },
    end: () => finishWith(sink.end),
    cut: () => finishWith(sink.cut),
    onClose: sink.onClose,
  };
}
