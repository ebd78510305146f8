import type { ApifyApi, Build } from '../apify/api.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { listSome, quoted } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/time-limit.ts';
import { buildName } from './build-name.ts';

/** How long to search, and the pause between two requests, in milliseconds. */
const SEARCH_MS = 5_000;
const PAUSE_MS = 500;
/** The number of builds to list, of all versions. */
const LIST_LENGTH = 100;

/** How precisely the request time must be known, in milliseconds, and the number of extra lists to determine it. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** The maximum difference between the clocks of Apify's servers, in milliseconds. */
const TOLERANCE_MS = 100;

interface Search {
  readonly actorId: string;
  readonly version: string;
  /** When the first request with a lost response was sent, as measured by `clock`. */
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
 * Finds the only build of the version that started after the request. Start times are compared with the API's clock,
 * because the runner's clock may be wrong. A response contains the API's time in whole seconds. If a build started at
 * about the time of the request, more lists are read to determine that time more precisely. After a cancellation, the
 * list is read once more.
 * @returns undefined if no build appears within 5 seconds.
 * @throws ActionError if there are several builds, or if it cannot be determined.
 */
export async function findLostBuild(
  { actorId, version, requestedAt, lost }: Search,
  { api, clock, signal, deadline }: Tools,
): Promise<Build | undefined> {
  const searchEnd = clock.now() + SEARCH_MS;
  // The range in which the request was sent, in the API's time.
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
    // Apify determined `now`, in whole seconds, between the request and its response.
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
      // A list that is read when the API's clock may reach the next second halves the range.
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
