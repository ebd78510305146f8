import { messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';

/** The first and the longest pause between two requests, in milliseconds. The pause doubles each time. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 1_000;

/**
 * Repeats a request until its response is the expected one, the request fails, or the time limit is reached.
 * @returns the last response, if there is one. `problem` is set if the last request failed, or if there was no response.
 * @throws the signal's reason if it is aborted.
 */
export async function poll<T>(
  request: (signal: AbortSignal) => Promise<T>,
  { isDone, limitMs }: { readonly isDone: (response: T) => boolean; readonly limitMs: number },
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<{ readonly last: T | undefined; readonly problem?: string }> {
  const limit = limitTime(clock, limitMs);
  const limited = AbortSignal.any([signal, limit.signal]);
  let last: T | undefined;
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      last = await request(limited);
      if (isDone(last)) return { last };
      await clock.sleep(pauseMs, limited);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.signal.aborted) return { last, problem: messageOf(error) };
    return last === undefined ? { last, problem: 'Apify did not respond in time' } : { last };
  } finally {
    limit.end();
  }
}
