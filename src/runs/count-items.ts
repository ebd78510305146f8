import type { RunsApi } from '../apify/api.ts';
import { messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';

/** How long to wait for the count, which lags behind the items, and the pause between two requests, in milliseconds. */
const MAX_WAIT_MS = 30_000;
const PAUSE_MS = 1_000;
/** The limit in milliseconds if the count is only informational. */
const UNNEEDED_MS = 5_000;

export interface ItemCount {
  /** Undefined if no response contained it. */
  readonly count: number | undefined;
  /** Why the last request failed. */
  readonly problem?: string | undefined;
}

/**
 * Requests the number of items until there are enough, for up to 30 seconds.
 * @throws the signal's reason if it is aborted.
 */
export async function readItemCount(
  api: RunsApi,
  { datasetId, atLeast }: { readonly datasetId: string; readonly atLeast: number },
  tools: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ItemCount> {
  const { clock } = tools;
  const limit = limitTime(clock, atLeast > 0 ? MAX_WAIT_MS : UNNEEDED_MS);
  const signal = AbortSignal.any([tools.signal, limit.signal]);
  let count: number | undefined;
  try {
    for (;;) {
      count = (await api.getDataset(datasetId, signal)).itemCount;
      if (count >= atLeast) return { count };
      await clock.sleep(PAUSE_MS, signal);
    }
  } catch (error) {
    tools.signal.throwIfAborted();
    const isOver = limit.signal.aborted && count !== undefined;
    const problem = limit.signal.aborted ? 'Apify did not respond in time' : messageOf(error);
    return { count, problem: isOver ? undefined : problem };
  } finally {
    limit.end();
  }
}
