import { type Actor, type ApifyApi, taggedBuild } from '../apify/api.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime, pause } from '../time/time-limit.ts';

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
  const { clock } = tools;
  const taggedBuilds = Object.fromEntries(tags.map((tag) => [tag, { buildId }]));
  let actor = await api.updateActor(actorId, { taggedBuilds });
  tools.onWritten?.();
  const limit = limitTime(clock, MOVE_MS);
  const signal = AbortSignal.any([tools.signal, limit.signal]);
  try {
    for (;;) {
      const unmoved = tagsElsewhere(actor, tags, buildId);
      if (unmoved.length === 0 || limit.signal.aborted) return { actor, unmoved };
      await pause(clock, PAUSE_MS, signal);
      // The tags are already written, so a failed request does not matter.
      actor = await api.getActor(actorId, signal).catch(() => actor);
      tools.signal.throwIfAborted();
    }
  } finally {
    limit.end();
  }
}

export function tagsElsewhere(actor: Actor, tags: readonly string[], buildId: string): readonly string[] {
  return tags.filter((tag) => taggedBuild(actor, tag)?.buildId !== buildId);
}
