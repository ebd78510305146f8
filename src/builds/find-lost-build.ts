import type { ApifyApi, Build } from '../apify/api.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { listSome, quoted } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/time-limit.ts';
import { buildName } from './build-name.ts';

/** Milliseconds of the search, and between two lists. */
const SEARCH_MS = 5_000;
const PAUSE_MS = 500;
/** Builds in a list, of all versions. */
const LIST_LENGTH = 100;

/** Milliseconds to which the time of the request must be known, and the lists that may be read for that. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** Milliseconds by which the clocks of Apify's servers may differ. */
const TOLERANCE_MS = 100;

interface Search {
  readonly actorId: string;
  readonly version: string;
  /** When the first request was sent whose response was lost, by `clock`. */
  readonly requestedAt: number;
  readonly lost: unknown;
}

interface Tools {
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
}

/**
 * Finds the one build of the version that started after the request, by the API's clock. The runner's clock may be
 * wrong. A response has its time in whole seconds only, so if a build started at about the time of the request, more
 * lists are read to determine that time.
 * After a cancellation, the list is read once more.
 * @returns undefined if there is none after 5 seconds.
 * @throws ActionError if there are several, or if it cannot be determined.
 */
export async function findLostBuild(
  { actorId, version, requestedAt, lost }: Search,
  { api, clock, signal, deadline }: Tools,
): Promise<Build | undefined> {
  const searchEnd = clock.now() + SEARCH_MS;
  // The time of the request by the API's clock.
  let earliest = Number.NEGATIVE_INFINITY;
  let latest = Number.POSITIVE_INFINITY;
  let preciseLists = 0;
  for (;;) {
    const isLast = signal.aborted || clock.now() >= searchEnd;
    const sentAt = clock.now();
    const { builds, now } = await api.listBuilds(actorId, LIST_LENGTH, deadline).catch((error: unknown) => {
      throw unknown(lost, version, messageOf(error));
    });
    if (now === undefined) throw unknown(lost, version, 'the response with the list of builds has no Date header');
    // Apify determined `now` between the request and the response, in whole seconds.
    earliest = Math.max(earliest, now - (clock.now() - requestedAt));
    latest = Math.min(latest, now + 1000 - (sentAt - requestedAt));
    const candidates = builds.filter(
      ({ buildNumber, startedAt }) =>
        buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= earliest - TOLERANCE_MS,
    );
    const isUnclear =
      latest - earliest > PRECISION_MS && candidates.some(({ startedAt }) => Date.parse(startedAt) < latest);
    if (isUnclear && preciseLists < MAX_PRECISE_LISTS) {
      preciseLists += 1;
      // A list at the moment when the API's second may change halves the possible range.
      const middle = (earliest + latest) / 2 + (clock.now() - requestedAt);
      await pause(clock, 1000 - (middle % 1000), deadline);
      continue;
    }
    if (candidates.length > 1) throw several(candidates, lost, version);
    if (candidates.length === 1 || isLast) return candidates[0];
    await pause(clock, PAUSE_MS, signal);
  }
}

const checkHint =
  'Check the builds of the Actor in Apify Console before you run the job again, to avoid a second build.';

function several(builds: readonly Build[], lost: unknown, version: string): ActionError {
  const shown = builds.map(
    (build) => `${buildName(build)} (${quoted(build.status)}, started ${quoted(build.startedAt)})`,
  );
  const message = `${messageToGoOn(lost)}. ${builds.length} builds of version ${version} started since then, and the action cannot determine which one is its own: ${listSome(shown)}`;
  const hint = `${checkHint} To keep deployments from overlapping, add a concurrency group to the workflow.`;
  return new ActionError(message, { hint, cause: lost });
}

function unknown(lost: unknown, version: string, reason: string): ActionError {
  const message = `${messageToGoOn(lost)}. A build of version ${version} may or may not have been started: ${reason}`;
  return new ActionError(message, { hint: checkHint, cause: lost });
}
