import type { Build } from '../apify/api.ts';
import { wasMaybeCarriedOut } from '../apify/api-error.ts';
import { LostResponseError } from '../apify/lost-response.ts';
import { ActionError, messageOf, messageToGoOn } from '../errors.ts';
import { createMemoryWait, isMemoryRejection } from '../follow/memory-wait.ts';
import { cancelledWith, GRACE_MS } from '../runner/cancellation.ts';
import { limitTimeAfter } from '../time/time-limit.ts';
import { findLostBuild, type StartTools } from './find-lost-build.ts';

/** Responses that may be lost. After the last one, no further build is requested. */
const MAX_LOST = 2;

export interface StartRequest {
  readonly actorId: string;
  readonly versionNumber: string;
  readonly useCache: boolean;
  readonly tag: string | undefined;
  readonly waitForFinishSecs: number | undefined;
}

/**
 * Starts exactly one build. If the response is lost, the action searches the list of builds. If the memory of the
 * account is in use, it repeats the request.
 * @returns the build, even if the step was canceled meanwhile. The caller aborts it.
 * @throws ActionError if no build is known; CancelledError after a cancellation.
 * @see https://docs.apify.com/api/v2/act-builds-post
 */
export async function startBuild(request: StartRequest, tools: StartTools): Promise<Build> {
  const { api, clock, signal, onProgress } = tools;
  const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
  const body = { version, useCache, ...(tag === undefined ? {} : { tag }) };
  const waitForMemory = createMemoryWait((waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000, tools);
  let attemptAt = clock.now();
  const onAttempt = (): void => {
    attemptAt = clock.now();
  };
  let firstLostAt: number | undefined;
  let lostCount = 0;
  const tooLate = new LostResponseError('Apify did not respond to the build request before the step had to end');
  const grace = limitTimeAfter(signal, clock, { ms: GRACE_MS, reason: () => tooLate });
  try {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await api.startBuild(actorId, body, { signal: grace.signal, noMore: signal, onAttempt });
      } catch (error) {
        if (isMemoryRejection(error)) {
          await waitForMemory(error);
          continue;
        }
        if (!wasMaybeCarriedOut(error)) throw error;
        lostCount += 1;
        // Earlier attempts of this request were rejected, so only the last one may have started a build.
        firstLostAt ??= attemptAt;
        onProgress(`${messageToGoOn(error)}. The action checks whether a build was started.`);
        const found = await findLostBuild({ actorId, version, requestedAt: firstLostAt, lost: error }, tools);
        if (found !== undefined) return found;
        if (signal.aborted) throw notFound(signal, version);
        if (lostCount >= MAX_LOST) throw neverStarted(error, version);
        onProgress('No build was started. The action sends the request once more.');
      }
    }
  } finally {
    grace.end();
  }
}

function notFound(signal: AbortSignal, version: string): ActionError {
  const happened = `Apify did not respond to the request for a build of version ${version}, and no build was found`;
  return cancelledWith(signal, happened, { hint: 'Check the builds of the Actor in Apify Console.' });
}

function neverStarted(lost: unknown, version: string): ActionError {
  return new ActionError(`No build of version ${version} could be started: ${messageOf(lost)}`, {
    hint: 'The action sent the request twice, and no build appeared. See https://status.apify.com and check the builds in Apify Console, then run the job again.',
    cause: lost,
  });
}
