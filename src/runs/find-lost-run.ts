import type { ActorRun, RunsApi } from '../apify/api.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { listSome, quoted } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/time-limit.ts';

/** How long to search, and the pause between two requests, in milliseconds. */
const SEARCH_MS = 5_000;
const PAUSE_MS = 500;
/** The number of runs to list, of all builds of the Actor. */
const LIST_LENGTH = 1_000;

/**
 * Finds the only run of the build. The build is new, so nothing else has used it yet. After a cancellation, the list is
 * read once more.
 * @param lost the error of the lost response.
 * @returns undefined if no run appears within 5 seconds.
 * @throws ActionError if there are several runs, or if the list cannot be read.
 */
export async function findLostRun(
  {
    actorId,
    build,
    lost,
  }: {
    readonly actorId: string;
    readonly build: { readonly id: string; readonly buildNumber: string };
    readonly lost: unknown;
  },
  {
    api,
    clock,
    signal,
    deadline,
  }: {
    readonly api: RunsApi;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly deadline: AbortSignal;
  },
): Promise<ActorRun | undefined> {
  for (const end = clock.now() + SEARCH_MS; ; ) {
    const isLast = signal.aborted || clock.now() >= end;
    const { runs } = await api.listRuns(actorId, LIST_LENGTH, deadline).catch((error: unknown) => {
      const message = `${messageToGoOn(lost)}. A test run of build ${build.buildNumber} may or may not have been started: ${messageOf(error)}`;
      throw new ActionError(message, { hint: checkHint, cause: lost });
    });
    const found = runs.filter(({ buildId }) => buildId === build.id);
    if (found.length > 1) throw several(found, build.buildNumber, lost);
    if (found.length === 1 || isLast) return found[0];
    await pause(clock, PAUSE_MS, signal);
  }
}

const checkHint =
  'Check the runs of the Actor in Apify Console and abort those that are not needed before you run the job again.';

function several(runs: readonly ActorRun[], buildNumber: string, lost: unknown): ActionError {
  const shown = runs.map(({ id, status, startedAt }) => `${id} (${quoted(status)}, started ${quoted(startedAt)})`);
  const message = `${messageToGoOn(lost)}. There are ${runs.length} runs of build ${buildNumber}, and the action cannot determine which one is its own: ${listSome(shown)}`;
  return new ActionError(message, { hint: checkHint, cause: lost });
}
