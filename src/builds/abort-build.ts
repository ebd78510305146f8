import type { ApifyApi, Build } from '../apify/api.ts';
import { messageOf } from '../errors.ts';
import { type CancelledError, cancelledWith } from '../runner/cancellation.ts';
import type { Clock } from '../time/clock.ts';
import { onceThere } from './new-build.ts';
import { isFinal, nameOf } from './status.ts';

/** Seconds for which the end of an aborted build is waited for. */
const END_SECS = 2;

/**
 * Aborts the build of a run that was cancelled, where it is not over.
 * @param begun when it was started, by this clock.
 * @param tools `deadline` ends all.
 * @returns the error that tells what became of the build; never throws.
 * @see https://docs.apify.com/api/v2/actor-build-abort-post
 */
export async function abortBuild(
  build: Build,
  begun: number,
  tools: {
    readonly api: ApifyApi;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly deadline: AbortSignal;
    readonly onBuild: (build: Build) => void;
  },
): Promise<CancelledError> {
  const { api, clock, signal, deadline, onBuild } = tools;
  const name = nameOf(build);
  let known = build;
  try {
    if (!isFinal(known.status)) {
      known = await onceThere(() => api.abortBuild(build.id, deadline), begun, clock, deadline);
      onBuild(known);
    }
    if (!isFinal(known.status)) {
      known = await api.getBuild(build.id, END_SECS, deadline);
      onBuild(known);
    }
  } catch (error) {
    if (known.status !== 'ABORTING') {
      return cancelledWith(signal, `${name} could not be aborted: ${messageOf(error)}`, {
        hint: 'It may still be running: abort it in Apify Console.',
      });
    }
  }
  switch (known.status) {
    case 'ABORTED':
      return cancelledWith(signal, `${name} was aborted`);
    case 'ABORTING':
      return cancelledWith(signal, `${name} is being aborted`);
    default:
      return cancelledWith(signal, `${name} was over already: ${known.status}`);
  }
}
