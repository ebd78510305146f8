/** Bytes per millisecond (50 kB/s): the slowest line that is given time. */
const SLOWEST_LINE = 50;
/** Bytes that may lie in the buffers of sockets between what was handed over and what has arrived. */
const BUFFERED = 4 * 1024 ** 2;

/** Ends what does not come forward. */
export interface ProgressLimit {
  /** Aborted when time is over. */
  readonly signal: AbortSignal;
  /** So many bytes were sent or received. */
  moved(bytes: number): void;
  end(): void;
}

/**
 * Ends a request that stands still for `waitMs`, and one that moves on so slowly that no line explains it. Counts by
 * the machine's own time, since sockets do.
 * @param bytes that are sent at once, without telling how far they are.
 */
export function limitProgress(waitMs: number, bytes: number): ProgressLimit {
  const limit = new AbortController();
  const began = performance.now();
  let total = bytes;
  let due = began + waitMs + total / SLOWEST_LINE;
  const check = (): void => {
    const left = due - performance.now();
    if (left <= 0) limit.abort();
    else timer = setTimeout(check, left);
  };
  let timer = setTimeout(check, due - began);
  return {
    signal: limit.signal,
    moved: (more) => {
      total += more;
      const whole = began + waitMs + total / SLOWEST_LINE;
      const still = performance.now() + waitMs + Math.min(total, BUFFERED) / SLOWEST_LINE;
      due = Math.min(whole, still);
    },
    end: () => clearTimeout(timer),
  };
}
