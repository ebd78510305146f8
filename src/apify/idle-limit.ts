/** Assumed minimum upload speed, in bytes per millisecond. It determines the extra time for data in socket buffers. */
const SLOWEST_LINE = 50;
/** The maximum number of bytes in socket buffers. */
const MAX_BUFFERED = 4 * 1024 ** 2;

export interface IdleLimit {
  readonly signal: AbortSignal;
  isReached(): boolean;
  sent(bytes: number): void;
  received(): void;
  /**
   * Rejects as soon as the signal is aborted. The built-in fetch does not guarantee this, because it loses its signal
   * if the request is garbage-collected. https://github.com/nodejs/undici/blob/main/lib/web/fetch/request.js
   */
  race<T>(work: Promise<T>): Promise<T>;
  end(): void;
}

/** Aborts an attempt that makes no progress for `idleMs`. */
export function limitIdleTime(idleMs: number, cancelled: AbortSignal): IdleLimit {
  const limit = new AbortController();
  const signal = AbortSignal.any([limit.signal, cancelled]);
  let buffered = 0;
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const restart = (ms: number): void => {
    clearTimeout(timer);
    // The body of a failed request is still read for a moment.
    if (isEnded) return;
    timer = setTimeout(() => limit.abort(), ms);
  };
  restart(idleMs);
  return {
    signal,
    isReached: () => limit.signal.aborted,
    sent: (bytes) => {
      buffered = Math.min(buffered + bytes, MAX_BUFFERED);
      restart(idleMs + buffered / SLOWEST_LINE);
    },
    received: () => restart(idleMs),
    race: async (work) => {
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const stop = (): void => reject(signal.reason);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
      try {
        return await Promise.race([work, aborted]);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    end: () => {
      isEnded = true;
      clearTimeout(timer);
    },
  };
}
