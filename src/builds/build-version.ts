import type { Actor, ApifyApi, Build } from '../apify/api.ts';
import type { Diagnostic } from '../errors.ts';
import type { JobFailure } from '../follow/failure-message.ts';
import { formatStatus, hasFailed, isFinal } from '../follow/job.ts';
import { type FollowedJob, type JobPlan, type JobTools, runJob } from '../follow/run-job.ts';
import { capitalize, formatDuration } from '../text.ts';
import { explainFailure } from './build-failure.ts';
import { buildName } from './build-name.ts';
import { createBuildList } from './list-lost-builds.ts';
import { createMistakeFinder, type LogPlace } from './log-place.ts';
import { waitForTag } from './tags.ts';

/** The limit in seconds if `wait-for-finish` is empty. */
const DEFAULT_WAIT_SECS = 2 * 60 * 60;

export interface BuildVersionRequest {
  /** An ID or `username~name`. */
  readonly actorId: string;
  readonly versionNumber: string;
  readonly useCache: boolean;
  /** The tag in the build request. If undefined, the tag of the version is used. */
  readonly tag: string | undefined;
  /** The tag of the version, from the response to its update. */
  readonly versionTag: string | undefined;
  /** If undefined, the action waits for up to 2 hours. If 0, it does not wait. */
  readonly waitForFinishSecs: number | undefined;
}

interface BuildTools extends JobTools<Build> {
  /** Created without the step's signal, so that requests in progress can finish after a cancellation. */
  readonly api: ApifyApi;
}

export type BuildResult = {
  readonly build: Build;
  readonly diagnostics: readonly Diagnostic[];
  /** The last lines of the log, unescaped. */
  readonly logTail: readonly string[];
} & (
  | { readonly outcome: 'succeeded'; readonly promoted: boolean; readonly actor: Actor | undefined }
  | { readonly outcome: 'not-awaited' | 'out-of-time' }
  | { readonly outcome: 'failed'; readonly failure: JobFailure; readonly place: LogPlace | undefined }
);

/** Starts a build of the version, streams its log and waits until it ends. @throws the same errors as `runJob`. */
export function buildVersion(request: BuildVersionRequest, tools: BuildTools): Promise<BuildResult> {
  const { actorId, waitForFinishSecs } = request;
  const plan = planOf(request, tools);
  const mistakes = createMistakeFinder();
  const onLine = (line: string): void => {
    mistakes.read(line);
    tools.onLine(line);
  };

  const end = async ({ job: build, logTail, diagnostics }: FollowedJob<Build>): Promise<BuildResult> => {
    const result = { build, logTail, diagnostics };
    if (hasFailed(build)) {
      return { ...result, outcome: 'failed', failure: explainFailure(build, logTail), place: mistakes.place() };
    }
    if (waitForFinishSecs === 0) return { ...result, outcome: 'not-awaited' };
    if (!isFinal(build)) {
      const state = `is still ${formatStatus(build)} after ${formatDuration(plan.waitMs)}`;
      const message = `${capitalize(buildName(build))} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
      return { ...result, outcome: 'out-of-time', diagnostics: [...diagnostics, { level: 'warning', message }] };
    }
    const tag = request.tag ?? (build.actVersion?.buildTag || request.versionTag || undefined);
    if (tag === undefined) return { ...result, outcome: 'succeeded', promoted: false, actor: undefined };
    const tagged = await waitForTag({ actorId, tag, build }, tools);
    return { ...result, outcome: 'succeeded', ...tagged, diagnostics: [...diagnostics, ...tagged.diagnostics] };
  };
  return runJob(plan, end, { ...tools, onLine });
}

/** https://docs.apify.com/api/v2/act-builds-post */
function planOf(request: BuildVersionRequest, tools: BuildTools): JobPlan<Build> {
  const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
  const { api } = tools;
  const query = { version, useCache, tag };
  return {
    kind: 'build',
    name: `build of version ${version}`,
    maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
    waitMs: (waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000,
    send: (control) => api.startBuild(actorId, query, control),
    listAfter: (requestedAt, deadline) => createBuildList({ actorId, version, requestedAt }, { ...tools, deadline }),
    requestsFor: (build) => ({
      name: buildName(build),
      get: (waitSecs, signal) => api.getBuild(build.id, waitSecs, signal),
      abort: (signal) => api.abortBuild(build.id, signal),
      open: (signal) => api.openBuildLog(build.id, signal),
    }),
  };
}
