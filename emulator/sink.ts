import type { ServerResponse } from 'node:http';
import type { Timers } from './clock.ts';

/** Where the bytes of a streamed answer go. */
export interface Sink {
  write(bytes: Buffer): void;
  end(): void;
  /** Breaks the connection after what was written. */
  cut(): void;
  /** @param run is called when the connection is gone, whoever ended it. */
  onClose(run: () => void): void;
}

export function responseSink(response: ServerResponse): Sink {
  return {
    write: (bytes) => void response.write(bytes),
    end: () => void response.end(),
    // An empty write is called back after all before it: destroying at once would throw away what is not sent yet.
    cut: () => void response.write('', () => response.destroy()),
    onClose: (run) => void response.once('close', run),
  };
}

/** Breaks the connection where `cutAt` bytes are through, at the end at the latest. */
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

/** Passes on pieces of so many bytes, each after so many milliseconds. */
export function tricklingSink(sink: Sink, timers: Timers, everyMs: number, pieceBytes: number): Sink {
  let waiting = Buffer.alloc(0);
  let finish: (() => void) | undefined;
  let takeBack: (() => void) | undefined;
  const step = (): void => {
    takeBack = undefined;
    if (waiting.length > 0) {
      sink.write(waiting.subarray(0, pieceBytes));
      waiting = waiting.subarray(pieceBytes);
    }
    if (waiting.length > 0) takeBack = timers.after(everyMs, step);
    else finish?.();
  };
  const finishWith = (run: () => void): void => {
    finish = run;
    takeBack ??= timers.after(0, step);
  };
  sink.onClose(() => takeBack?.());
  return {
    write: (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      takeBack ??= timers.after(everyMs, step);
    },
    end: () => finishWith(sink.end),
    cut: () => finishWith(sink.cut),
    onClose: sink.onClose,
  };
}
