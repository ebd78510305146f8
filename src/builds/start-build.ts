import type { ApifyApi, Build, BuildRequest } from '../apify/api.ts';
import { wasMaybeCarriedOut } from '../apify/api-error.ts';
import { LostResponseError } from '../apify/lost-response.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { cancelledWith, GRACE_MS } from '../runner/cancellation.ts';
import type { Clock } from '../time/clock.ts';
import { limitAfter } from '../time/time-limit.ts';
import { lookForBuild } from './find-started-build.ts';

/** How often the build is asked for in all: once more where the first request got lost and no build appeared. */
const ROUNDS = 2;

export interface StartTools {
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** The run was cancelled: what is under way still ends, nothing new is begun. */
  readonly signal: AbortSignal;
  /** Nothing may go on beyond this. */
  readonly deadline: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/**
 * Starts exactly one build. Where the answer is lost, it is looked for in the list of builds.
 * @returns the build, also where the run was cancelled meanwhile: the caller aborts it.
 * @throws ActionError where nobody knows which build it is; CancelledError where none is known after a cancel.
 * @see https://docs.apify.com/api/v2/act-builds-post
 */
export async function startBuild(actorId: string, request: BuildRequest, tools: StartTools): Promise<Build> {
  const { api, clock, signal } = tools;
  let attempted = clock.now();
  let began: number | undefined;
  const onAttempt = (): void => {
    attempted = clock.now();
  };
  const tooLate = new LostResponseError('No response to the build request before the run had to stop');
  const grace = limitAfter(signal, clock, GRACE_MS, () => tooLate);
  try {
    for (let round = 1; ; round += 1) {
      signal.throwIfAborted();
      try {
        return await api.startBuild(actorId, request, { signal: grace.signal, noMore: signal, onAttempt });
      } catch (lost) {
        if (!wasMaybeCarriedOut(lost)) throw lost;
        // Of several attempts only the last may have been carried out: those before were refused.
        began ??= attempted;
        const search = { actorId, version: request.version, began, lost };
        tools.onProgress(`${messageToGoOn(lost)}. Looking whether a build was started`);
        const found = await lookForBuild(search, tools);
        if (found !== undefined) return found;
        if (signal.aborted) throw notSeen(signal, request.version);
        if (round >= ROUNDS) throw neverSeen(lost, request.version);
        tools.onProgress('No build was started: asking for it once more');
      }
    }
  } finally {
    grace.end();
  }
}

function notSeen(signal: AbortSignal, version: string): ActionError {
  return cancelledWith(
    signal,
    `the answer to the request for a build of version ${version} was lost, and none is there`,
    {
      hint: 'Look at the builds of the Actor in Apify Console: it may still appear.',
    },
  );
}

function neverSeen(lost: unknown, version: string): ActionError {
  return new ActionError(`No build of version ${version} could be started: ${messageOf(lost)}`, {
    hint: 'It was asked for twice, and none appeared in the list of builds. See https://status.apify.com, look at the builds in Apify Console, then run the job again.',
    cause: lost,
  });
}
