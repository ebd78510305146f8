import { isApiError } from '../apify/api-error.ts';
import type { Clock } from '../time/clock.ts';

/** Milliseconds for which a build or log just made may answer 404. */
export const NEW_MS = 10_000;

/** Milliseconds between two looks. */
const PAUSES = [100, 250, 500] as const;
const LAST_PAUSE = 1_000;

/** Asks again where a new build is not there yet. @param begun when the build was started, by this clock. */
export async function onceThere<T>(
  ask: () => Promise<T>,
  begun: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  for (let looks = 0; ; looks += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isApiError(error, 404) || clock.now() - begun >= NEW_MS) throw error;
    }
    await clock.sleep(PAUSES[looks] ?? LAST_PAUSE, signal);
  }
}
