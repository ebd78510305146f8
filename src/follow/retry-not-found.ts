import { isApiError } from '../apify/api-error.ts';
import type { Clock } from '../time/clock.ts';

/** Milliseconds for which the API may return 404 for a new build, run or log. */
export const NOT_FOUND_MS = 10_000;

const FIRST_PAUSES = [100, 250, 500] as const;
const PAUSE_MS = 1_000;

/** Repeats a request that returns 404 because the build or run is new. @param startedAt when it was started. */
export async function retryNotFound<T>(
  request: () => Promise<T>,
  startedAt: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      if (!isApiError(error, 404) || clock.now() - startedAt >= NOT_FOUND_MS) throw error;
    }
    await clock.sleep(FIRST_PAUSES[attempt] ?? PAUSE_MS, signal);
  }
}
