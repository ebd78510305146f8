import type { ApifyApi, Build } from '../apify/api.ts';
import { ActionError, messageOf } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime, pause } from '../time/time-limit.ts';
import { onceThere } from './new-build.ts';
import { isFinal, nameOf } from './status.ts';

/** Seconds that the API itself waits for a build's end at most. https://docs.apify.com/api/v2/actor-build-get */
const LONGEST_WAIT = 60;
/** Seconds below which a wait is not shortened, where longer ones break. */
const SHORTEST_WAIT = 5;
/** Milliseconds between two questions at least, where the API does not wait as it was asked to. */
const LEAST_PAUSE = 1_000;
/** Milliseconds after the end of time in which an answer that is under way still counts. */
const LATE = 3_000;

/**
 * Asks for the build until it is over or `until` (by the clock handed in) has come. The platform waits before it
 * answers, so that the end is told at once and little is asked.
 * @param begun when the build was started.
 * @param onBuild is told of each answer.
 * @returns the build as it was last seen: not over where time was.
 * @throws ActionError where the API cannot be asked; the signal's reason when it is aborted.
 */
export async function followStatus(
  started: Build,
  times: { readonly begun: number; readonly until: number },
  tools: {
    readonly api: ApifyApi;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly onBuild: (build: Build) => void;
  },
): Promise<Build> {
  const { api, clock, onBuild } = tools;
  const over = limitTime(clock, times.until - clock.now());
  const late = limitTime(clock, times.until - clock.now() + LATE);
  const signal = AbortSignal.any([tools.signal, late.signal]);
  const between = AbortSignal.any([tools.signal, over.signal]);
  const ask = (seconds: number): Promise<Build> =>
    onceThere(() => api.getBuild(started.id, seconds, signal), times.begun, clock, between);

  let build = started;
  let longest = LONGEST_WAIT;
  try {
    while (!isFinal(build.status)) {
      const asked = clock.now();
      const left = Math.ceil((times.until - asked) / 1000);
      if (left <= 0) break;
      const seconds = Math.min(longest, left);
      try {
        build = await ask(seconds);
      } catch (error) {
        tools.signal.throwIfAborted();
        if (over.signal.aborted) break;
        // Something between here and the API may cut connections that are silent: a question with an answer at once
        // tells whether the API is there.
        build = await ask(0).catch(() => {
          tools.signal.throwIfAborted();
          if (over.signal.aborted) return build;
          throw unknownStatus(build, error);
        });
        longest = Math.max(SHORTEST_WAIT, Math.floor(seconds / 2));
      }
      onBuild(build);
      if (!isFinal(build.status)) await pause(clock, asked + LEAST_PAUSE - clock.now(), between);
      tools.signal.throwIfAborted();
    }
    return build;
  } finally {
    over.end();
    late.end();
  }
}

function unknownStatus(build: Build, cause: unknown): ActionError {
  const more = cause instanceof ActionError && cause.hint !== undefined ? ` ${cause.hint}` : '';
  return new ActionError(`The status of ${nameOf(build)} could not be read: ${messageOf(cause)}`, {
    hint: `The build was started and may still be running: look at it in Apify Console before you run the job again.${more}`,
    cause,
  });
}
