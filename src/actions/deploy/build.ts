import type { ActorFolder } from '../../actor/read-actor-json.ts';
import type { Actor } from '../../apify/api.ts';
import { buildVersion } from '../../builds/build-version.ts';
import type { LogPlace } from '../../builds/log-place.ts';
import { newerBuild } from '../../builds/tags.ts';
import { ActionError, type Place } from '../../errors.ts';
import { messageWithLog } from '../../follow/failure-message.ts';
import { visible } from '../../text.ts';
import type { DeployConfig } from './config.ts';
import type { DeployContext } from './context.ts';
import { isCheckedOut } from './inputs.ts';
import { buildUrl, CANDIDATE, type RunState, tagOf } from './state.ts';
import type { TestConfig } from './test-inputs.ts';

/**
 * Builds the version and prints the build log.
 * @returns the Actor, if it was read after the build.
 */
export async function build(context: DeployContext, config: DeployConfig, actorId: string): Promise<Actor | undefined> {
  const { state } = context;
  const { inputs, target, workspace, test } = config;
  const request = {
    actorId,
    versionNumber: target.versionNumber,
    useCache: inputs.useCache,
    tag: test === undefined ? target.chosenTag : CANDIDATE,
    versionTag: state.current.version?.buildTag ?? undefined,
    waitForFinishSecs: inputs.waitForFinishSecs,
  };
  const result = await buildVersion(request, {
    ...context.jobTools,
    api: await context.connect(inputs),
    onJob: (news) => state.record({ build: news }),
  });
  state.report(...result.diagnostics);
  state.record({ build: result.build, buildResult: result.outcome });
  switch (result.outcome) {
    case 'succeeded': {
      const tag = tagOf(state.current);
      state.record({ promoted: result.promoted && (test === undefined || tag === CANDIDATE) });
      const newer =
        test === undefined && tag !== undefined && result.actor && newerBuild(result.actor, tag, result.build);
      if (newer) state.record({ newerBuild: newer });
      return result.actor;
    }
    case 'out-of-time':
      if (test !== undefined) state.report({ level: 'warning', message: notTested(state.current, test) });
      return undefined;
    case 'not-awaited':
      return undefined;
    case 'failed': {
      const { failure, logTail } = result;
      state.record({ buildFailure: { reason: failure.reason, logTail } });
      const place = isCheckedOut(inputs.source) ? await findPlace(result.place, workspace) : undefined;
      const page = buildUrl(state.current);
      const hint = page === undefined ? failure.hint : `${failure.hint} See ${page}`;
      throw new ActionError(messageWithLog(failure.reason, logTail), { hint, place });
    }
  }
}

function notTested(state: RunState, { run }: TestConfig): string {
  const missed = run === undefined ? 'The action' : 'There is no test run, and the action';
  const tag = tagOf(state);
  return `${missed} does not point ${tag === undefined ? 'a tag' : `the tag ${visible(tag)}`} to the build. To promote it after it has succeeded, use the promote action with build: ${CANDIDATE}.`;
}

async function findPlace(place: LogPlace | undefined, folder: ActorFolder): Promise<Place | undefined> {
  if (place === undefined) return undefined;
  const { findLogPlace } = await import('../../builds/find-log-place.ts');
  return findLogPlace(place, folder);
}
