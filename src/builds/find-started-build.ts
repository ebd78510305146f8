import type { ApifyApi, Build } from '../apify/api.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { listSome, visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/time-limit.ts';

/** Milliseconds for which a build is looked for after its request's answer was lost. */
const LOOK_MS = 5_000;
const LOOK_PAUSE = 500;
/** Builds of all versions that are read; only those of the last minutes count. */
const LISTED = 100;

/** Milliseconds to which the API's clock is read where it matters, and the looks that this may take. */
const FINE_ENOUGH = 250;
const FINE_LOOKS = 3;
/** Milliseconds by which a build's time and the `Date` of an answer may differ, being of two machines. */
const TOLERANCE = 100;

export interface Search {
  readonly actorId: string;
  readonly version: string;
  /** When the first request was made whose answer is lost, by the clock handed in. */
  readonly began: number;
  /** What became of the answer. */
  readonly lost: unknown;
}

/**
 * The one build of the version that was started since it was asked for, by the API's clock. Only that clock counts: a
 * runner's may be wrong. An answer's `Date` tells it to the second only, so where a build was started about then some
 * more are read.
 * @param tools `signal` ends the waiting, after one more look; `deadline` ends all.
 * @returns undefined where there is none after 5 seconds.
 * @throws ActionError where there are several, or where nobody can tell.
 */
export async function lookForBuild(
  { actorId, version, began, lost }: Search,
  tools: {
    readonly api: ApifyApi;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly deadline: AbortSignal;
  },
): Promise<Build | undefined> {
  const { api, clock, signal, deadline } = tools;
  const first = clock.now();
  let after = Number.NEGATIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  for (let fineLooks = 0; ; ) {
    const isLast = signal.aborted || clock.now() - first >= LOOK_MS;
    const asked = clock.now();
    const { builds, now } = await api.listBuilds(actorId, LISTED, deadline).catch((error: unknown) => {
      throw cannotTell(lost, version, messageOf(error));
    });
    if (now === undefined) throw cannotTell(lost, version, 'the list of builds does not tell the time');
    // The API's clock when the build was asked for: `now` is cut to the second, and was read between question and answer.
    after = Math.max(after, now - (clock.now() - began));
    before = Math.min(before, now + 1000 - (asked - began));
    const ours = builds.filter(
      ({ buildNumber, startedAt }) =>
        buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= after - TOLERANCE,
    );
    const isUnclear = before - after > FINE_ENOUGH && ours.some(({ startedAt }) => Date.parse(startedAt) < before);
    if (isUnclear && fineLooks < FINE_LOOKS) {
      fineLooks += 1;
      // Asked when the second ends in the middle of what is possible, the answer halves it.
      const middle = (after + before) / 2 + (clock.now() - began);
      await pause(clock, 1000 - (middle % 1000), deadline);
      continue;
    }
    if (ours.length > 1) throw several(ours, lost, version);
    if (ours.length === 1 || isLast) return ours[0];
    await pause(clock, LOOK_PAUSE, signal);
  }
}

const lookFirst =
  'Look at the builds of the Actor in Apify Console before you run the job again, so that nothing is built twice.';

function several(builds: readonly Build[], lost: unknown, version: string): ActionError {
  const shown = builds.map(
    ({ buildNumber, status, startedAt }) =>
      `${visible(buildNumber)} (${visible(status)}, started ${visible(startedAt)})`,
  );
  const message = `${messageToGoOn(lost)}. ${builds.length} builds of version ${version} were started since then, and nobody can tell which one is this run's: ${listSome(shown)}`;
  return new ActionError(message, {
    hint: `${lookFirst} A concurrency group in the workflow keeps deployments from overlapping.`,
    cause: lost,
  });
}

function cannotTell(lost: unknown, version: string, reason: string): ActionError {
  const message = `${messageToGoOn(lost)}. Whether a build of version ${version} was started is not known: ${reason}`;
  return new ActionError(message, { hint: lookFirst, cause: lost });
}
