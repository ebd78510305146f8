import type { Actor, ApifyApi, Build } from '../apify/api.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import { visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';
import { capital, nameOf } from './status.ts';

/** Milliseconds that the tag is given to move after the build's success. */
const TAG_MS = 30_000;
/** Milliseconds between two looks; no longer than that the step ends soon after the move. */
const PAUSES = [250, 500] as const;
const LAST_PAUSE = 1_000;

export interface TagWait {
  /** The Actor as it was last read. */
  readonly actor: Actor | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Waits until the tag points at the build or a newer one; that it does not is a warning.
 * @throws the signal's reason when it is aborted.
 */
export async function awaitTag(
  request: { readonly actorId: string; readonly tag: string; readonly build: Build },
  tools: { readonly api: ApifyApi; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<TagWait> {
  const { actorId, tag, build } = request;
  const { api, clock } = tools;
  const limit = limitTime(clock, TAG_MS);
  const signal = AbortSignal.any([tools.signal, limit.signal]);
  let actor: Actor | undefined;
  try {
    for (let looks = 0; ; looks += 1) {
      actor = await api.getActor(actorId, signal);
      if (isSameOrNewer(taggedBuild(actor, tag), build)) return { actor, diagnostics: [] };
      await clock.sleep(PAUSES[looks] ?? LAST_PAUSE, signal);
    }
  } catch (error) {
    tools.signal.throwIfAborted();
    return {
      actor,
      diagnostics: [{ level: 'warning', message: explain(request, actor, limit.signal.aborted, error) }],
    };
  } finally {
    limit.end();
  }
}

type TaggedBuild = NonNullable<NonNullable<Actor['taggedBuilds']>[string]>;

function taggedBuild(actor: Actor, tag: string): TaggedBuild | undefined {
  return Object.entries(actor.taggedBuilds ?? {}).find(([name]) => name === tag)?.[1] ?? undefined;
}

/**
 * Builds of one version are counted, so the higher number is the newer build. Of another version's build only a time
 * tells: 1.0.4 that the tag had pointed at all along is not newer than a 0.9.2 of now.
 */
export function isSameOrNewer(tagged: TaggedBuild | undefined, build: Build): boolean {
  if (tagged === undefined) return false;
  if (tagged.buildId === build.id) return true;
  const numbers = numbersOf(tagged.buildNumber);
  const own = numbersOf(build.buildNumber);
  if (numbers === undefined || own === undefined) return false;
  if (numbers[0] === own[0] && numbers[1] === own[1]) return numbers[2] > own[2];
  const finished = Date.parse(tagged.finishedAt ?? '');
  const started = Date.parse(build.startedAt);
  if (!Number.isNaN(finished) && !Number.isNaN(started)) return finished >= started;
  return numbers[0] === own[0] ? numbers[1] > own[1] : numbers[0] > own[0];
}

function numbersOf(buildNumber: string | null | undefined): readonly [number, number, number] | undefined {
  const [, major, minor, count] = /^(\d+)\.(\d+)\.(\d+)$/.exec(buildNumber ?? '') ?? [];
  return count === undefined ? undefined : [Number(major), Number(minor), Number(count)];
}

function explain(
  { tag, build }: { readonly tag: string; readonly build: Build },
  actor: Actor | undefined,
  timeIsOver: boolean,
  error: unknown,
): string {
  const begin = `${capital(nameOf(build))} succeeded, but`;
  if (actor === undefined || !timeIsOver) {
    const reason = timeIsOver ? 'no answer in time' : messageOf(error);
    return `${begin} whether the tag ${visible(tag)} points at it could not be read: ${reason}`;
  }
  const other = taggedBuild(actor, tag)?.buildNumber;
  const state =
    other === undefined || other === null ? 'points at no build' : `still points at build ${visible(other)}`;
  return `${begin} after ${TAG_MS / 1000} seconds its tag ${visible(tag)} ${state}: those who run the Actor by this tag do not get the new build yet`;
}
