import { type Actor, type ApifyApi, type Build, type TaggedBuild, taggedBuild } from '../apify/api.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import { capitalize, visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';
import { buildName } from './build-name.ts';

/** In milliseconds. The tag moves shortly after the build succeeds. */
const MAX_WAIT_MS = 30_000;
const FIRST_PAUSES = [250, 500] as const;
const PAUSE_MS = 1_000;

export interface TagResult {
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

/**
 * Waits until the tag points to the build or a newer one. If it does not, returns a warning.
 * @throws the signal's reason if it is aborted.
 */
export async function waitForTag(
  request: TagRequest,
  tools: { readonly api: ApifyApi; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<TagResult> {
  const { actorId, tag, build } = request;
  const { api, clock } = tools;
  const limit = limitTime(clock, MAX_WAIT_MS);
  const signal = AbortSignal.any([tools.signal, limit.signal]);
  let actor: Actor | undefined;
  try {
    for (let attempt = 0; ; attempt += 1) {
      actor = await api.getActor(actorId, signal);
      const tagged = taggedBuild(actor, tag);
      if (isSameOrNewer(tagged, build)) return { promoted: tagged?.buildId === build.id, actor, diagnostics: [] };
      await clock.sleep(FIRST_PAUSES[attempt] ?? PAUSE_MS, signal);
    }
  } catch (error) {
    tools.signal.throwIfAborted();
    const problem = limit.signal.aborted ? undefined : messageOf(error);
    return { promoted: false, actor, diagnostics: [{ level: 'warning', message: explain(request, actor, problem) }] };
  } finally {
    limit.end();
  }
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

/** @param problem why the Actor could not be read; undefined after a timeout. */
function explain({ tag, build }: TagRequest, actor: Actor | undefined, problem: string | undefined): string {
  const start = `${capitalize(buildName(build))} succeeded, but`;
  if (actor === undefined || problem !== undefined) {
    const reason = problem ?? 'Apify did not respond in time';
    return `${start} the action could not check whether the tag ${visible(tag)} points to it: ${reason}`;
  }
  const buildNumber = taggedBuild(actor, tag)?.buildNumber;
  const state = buildNumber ? `still points to ${buildName({ buildNumber })}` : 'does not point to any build';
  return `${start} its tag ${visible(tag)} ${state} after ${MAX_WAIT_MS / 1000} seconds. Runs that use this tag do not use the new build yet.`;
}
