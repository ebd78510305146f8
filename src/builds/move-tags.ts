import { type Actor, type ApifyApi, taggedBuild } from '../apify/api.ts';
import type { Clock } from '../time/clock.ts';

/** How long to wait for the tags to move, in milliseconds. */
const MOVE_MS = 30_000;
const PAUSE_MS = 500;

/**
 * Points tags to a build and waits until all of them have moved.
 * @param tools.onWritten is called when Apify has accepted the change.
 * @returns the tags that still point elsewhere after 30 seconds, and the latest response for the Actor.
 * @see https://docs.apify.com/api/v2/act-put
 */
export async function moveTags(
  api: ApifyApi,
  request: { readonly actorId: string; readonly tags: readonly string[]; readonly buildId: string },
  tools: { readonly clock: Clock; readonly signal: AbortSignal; readonly onWritten?: () => void },
): Promise<{ readonly actor: Actor; readonly unmoved: readonly string[] }> {
  const { actorId, tags, buildId } = request;
  const { clock, signal } = tools;
  const taggedBuilds = Object.fromEntries(tags.map((tag) => [tag, { buildId }]));
  let actor = await api.updateActor(actorId, { taggedBuilds });
  tools.onWritten?.();
  for (const start = clock.now(); ; ) {
    const unmoved = tagsElsewhere(actor, tags, buildId);
    if (unmoved.length === 0 || clock.now() - start >= MOVE_MS) return { actor, unmoved };
    await clock.sleep(PAUSE_MS, signal);
    // The tags were already updated, so a failed request is ignored.
    actor = await api.getActor(actorId, signal).catch(() => actor);
    signal.throwIfAborted();
  }
}

export function tagsElsewhere(actor: Actor, tags: readonly string[], buildId: string): readonly string[] {
  return tags.filter((tag) => taggedBuild(actor, tag)?.buildId !== buildId);
}
