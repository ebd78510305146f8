import { type Actor, type ApifyApi, type Build, type TaggedBuild, taggedBuild } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import { poll } from '../follow/poll.ts';
import { capitalize, visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { buildName } from './build-name.ts';

/** How long to wait for tags to move, in milliseconds. */
const MAX_WAIT_MS = 30_000;

interface TagResult {
  /** Whether the tag points to this build, and not to a newer one. */
  readonly promoted: boolean;
  readonly actor: Actor | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

interface TagRequest {
  readonly actorId: string;
  readonly tag: string;
  readonly build: Build;
}

interface TagTools {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Waits until the tag points to the build or a newer one. If it does not, returns a warning.
 * @throws the signal's reason if it is aborted.
 */
export async function waitForTag(
  request: TagRequest,
  tools: TagTools & { readonly api: ApifyApi },
): Promise<TagResult> {
  const { actorId, tag, build } = request;
  const isDone = (actor: Actor): boolean => isSameOrNewer(taggedBuild(actor, tag), build);
  const getActor = (signal: AbortSignal): Promise<Actor> => tools.api.getActor(actorId, signal);
  const { last: actor, problem } = await poll(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
  if (actor !== undefined && problem === undefined && isDone(actor)) {
    return { promoted: taggedBuild(actor, tag)?.buildId === build.id, actor, diagnostics: [] };
  }
  return { promoted: false, actor, diagnostics: [{ level: 'warning', message: explain(request, actor, problem) }] };
}

/** @param problem why the Actor could not be read; undefined after a timeout. */
function explain({ tag, build }: TagRequest, actor: Actor | undefined, problem: string | undefined): string {
  const start = `${capitalize(buildName(build))} succeeded, but`;
  if (actor === undefined || problem !== undefined) {
    return `${start} the action could not check whether the tag ${visible(tag)} points to it: ${problem}`;
  }
  const buildNumber = taggedBuild(actor, tag)?.buildNumber;
  const state = buildNumber ? `still points to ${buildName({ buildNumber })}` : 'does not point to any build';
  return `${start} its tag ${visible(tag)} ${state} after ${MAX_WAIT_MS / 1000} seconds. Runs that use this tag do not use the new build yet.`;
}

/**
 * Points tags to a build and waits until all of them have moved.
 * @param tools.onWritten is called when Apify has accepted the change.
 * @returns the tags that still point elsewhere after 30 seconds.
 * @throws the signal's reason if it is aborted before the tags have moved.
 * @see https://docs.apify.com/api/v2/act-put
 */
export async function moveTags(
  api: ApifyApi,
  request: { readonly actorId: string; readonly tags: readonly string[]; readonly buildId: string },
  tools: TagTools & { readonly onWritten?: () => void },
): Promise<readonly string[]> {
  const { actorId, tags, buildId } = request;
  const taggedBuilds = Object.fromEntries(tags.map((tag) => [tag, { buildId }]));
  let actor = await api.updateActor(actorId, { taggedBuilds });
  tools.onWritten?.();
  const isDone = (): boolean => tagsElsewhere(actor, tags, buildId).length === 0;
  const getActor = async (signal: AbortSignal): Promise<void> => {
    // The tags are already written, so a failed request does not matter.
    actor = await api.getActor(actorId, signal).catch(() => actor);
  };
  await poll(getActor, { isDone, limitMs: MAX_WAIT_MS }, tools);
  return tagsElsewhere(actor, tags, buildId);
}

export function tagsElsewhere(actor: Actor, tags: readonly string[], buildId: string): readonly string[] {
  return tags.filter((tag) => taggedBuild(actor, tag)?.buildId !== buildId);
}

/** Returns the build that the tag points to if it is newer than the given one. */
export function newerBuild(
  actor: Actor,
  tag: string,
  build: Build,
): { readonly id: string; readonly number: string } | undefined {
  const tagged = taggedBuild(actor, tag);
  if (!tagged?.buildId || tagged.buildId === build.id || !isSameOrNewer(tagged, build)) return undefined;
  return { id: tagged.buildId, number: tagged.buildNumber ?? '' };
}

/**
 * Compares builds of the same version by number, and builds of different versions by time. For example, if a tag has
 * pointed to 1.0.4 for weeks, a new build 0.9.2 is newer.
 */
export function isSameOrNewer(tagged: TaggedBuild | undefined, build: Build): boolean {
  if (tagged === undefined) return false;
  if (tagged.buildId === build.id) return true;
  const other = numbersOf(tagged.buildNumber);
  const own = numbersOf(build.buildNumber);
  if (other === undefined || own === undefined) return false;
  if (other[0] === own[0] && other[1] === own[1]) return other[2] > own[2];
  const finished = Date.parse(tagged.finishedAt ?? '');
  const started = Date.parse(build.startedAt);
  if (!Number.isNaN(finished) && !Number.isNaN(started)) return finished >= started;
  return other[0] === own[0] ? other[1] > own[1] : other[0] > own[0];
}

function numbersOf(buildNumber: string | null | undefined): readonly [number, number, number] | undefined {
  const [, major, minor, count] = /^(\d+)\.(\d+)\.(\d+)$/.exec(buildNumber ?? '') ?? [];
  return count === undefined ? undefined : [Number(major), Number(minor), Number(count)];
}
