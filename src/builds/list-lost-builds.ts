import type { ApifyApi, Build } from '../apify/api.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/time-limit.ts';

/** The number of builds to list, of all versions. */
const LIST_LENGTH = 100;

/** How precisely the request time must be known, in milliseconds, and the number of extra lists to determine it. */
const PRECISION_MS = 250;
const MAX_PRECISE_LISTS = 3;
/** The maximum difference between the clocks of Apify's servers, in milliseconds. */
const TOLERANCE_MS = 100;

/**
 * Returns a function that lists the builds of the version that started after the request. Start times are compared with
 * the API's clock, because the runner's clock may be wrong. A response contains the API's time in whole seconds. If a
 * build started at about the time of the request, more lists are read to determine that time more precisely.
 * @param of.requestedAt when the request was sent, as measured by `clock`.
 */
export function createBuildList(
  of: { readonly actorId: string; readonly version: string; readonly requestedAt: number },
  { api, clock, deadline }: { readonly api: ApifyApi; readonly clock: Clock; readonly deadline: AbortSignal },
): () => Promise<readonly Build[]> {
  const { actorId, version, requestedAt } = of;
  // The range in which the request was sent, in the API's time.
  let earliest = Number.NEGATIVE_INFINITY;
  let latest = Number.POSITIVE_INFINITY;
  let preciseLists = 0;
  return async () => {
    for (;;) {
      const sentAt = clock.now();
      const { builds, now } = await api.listBuilds(actorId, LIST_LENGTH, deadline);
      if (now === undefined) throw new Error('the response with the list of builds has no Date header');
      // Apify determined `now`, in whole seconds, between the request and its response.
      earliest = Math.max(earliest, now - (clock.now() - requestedAt));
      latest = Math.min(latest, now + 1000 - (sentAt - requestedAt));
      const candidates = builds.filter(
        ({ buildNumber, startedAt }) =>
          buildNumber.startsWith(`${version}.`) && Date.parse(startedAt) >= earliest - TOLERANCE_MS,
      );
      const isUnclear =
        latest - earliest > PRECISION_MS && candidates.some(({ startedAt }) => Date.parse(startedAt) < latest);
      if (!isUnclear || preciseLists === MAX_PRECISE_LISTS) return candidates;
      preciseLists += 1;
      // A list that is read when the API's clock may reach the next second halves the range.
      const middle = (earliest + latest) / 2 + (clock.now() - requestedAt);
      await pause(clock, 1000 - (middle % 1000), deadline);
    }
  };
}
