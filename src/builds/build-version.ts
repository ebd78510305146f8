import type { Actor, ApifyApi, Build, StartControl } from '../apify/api.ts';
import type { ActionError, Diagnostic } from '../errors.ts';
import type { LogFollower } from '../follow/follow-log.ts';
import { warnIfUnknown } from '../follow/follow-status.ts';
import { formatStatus, isFinal } from '../follow/job.ts';
import { startJob } from '../follow/start-job.ts';
import { followJob, type JobRequests, type StartedJob, withJob } from '../follow/with-job.ts';
import { capitalize, formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { explainFailure } from './build-failure.ts';
import { buildName } from './build-name.ts';
import { findLostBuild } from './find-lost-build.ts';
import { createMistakeFinder, type LogPlace } from './log-place.ts';
import { waitForTag } from './wait-for-tag.ts';

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

export interface BuildTools {
  /** Created without the step's signal, so that requests in progress can finish after a cancellation. */
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
  onBuild(build: Build): void;
  /** Called with each line of the build log, unescaped. */
  onLogLine(line: string): void;
  onProgress(text: string): void;
  onWarning(message: string): void;
}

export type BuildResult = {
  readonly build: Build;
  readonly diagnostics: readonly Diagnostic[];
  /** The last lines of the log, unescaped. */
  readonly logTail: readonly string[];
} & (
  | {
      readonly outcome: 'succeeded';
      readonly promoted: boolean;
      readonly actor: Actor | undefined;
    }
  | { readonly outcome: 'not-awaited' | 'out-of-time' }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly error: ActionError;
      readonly place: LogPlace | undefined;
    }
);

/**
 * Starts a build of the version, streams its log and waits until it ends.
 * @throws ActionError or ApifyApiError if the build could not be started or monitored. After a cancellation, aborts the
 *   build and throws CancelledError with what happened.
 */
export function buildVersion(request: BuildVersionRequest, tools: BuildTools): Promise<BuildResult> {
  const { api, onBuild: record } = tools;
  const start = (deadline: AbortSignal): Promise<Build> => startBuild(request, tools, deadline);
  return withJob({ start, requestsFor: (build) => requestsFor(build, api), record }, follow, tools);

  async function follow(started: StartedJob<Build>): Promise<BuildResult> {
    const { job, requests } = started;
    const hasFailed = isFinal(job) && job.status !== 'SUCCEEDED';
    if (request.waitForFinishSecs === 0 && !hasFailed) {
      warnIfUnknown(requests.name, job, tools.onWarning);
      return { outcome: 'not-awaited', build: job, diagnostics: [], logTail: [] };
    }
    const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000;
    const mistakes = createMistakeFinder();
    const onLine = (line: string): void => {
      mistakes.read(line);
      tools.onLogLine(line);
    };
    const end = async (build: Build, log: LogFollower): Promise<BuildResult> => {
      if (isFinal(build)) return finish(request, { build, log, place: mistakes.place }, tools);
      await log.stop();
      const state = `is still ${formatStatus(build)} after ${formatDuration(waitMs)}`;
      const message = `${capitalize(requests.name)} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
      const diagnostics: readonly Diagnostic[] = [...log.diagnostics, { level: 'warning', message }];
      return { outcome: 'out-of-time', build, logTail: log.tail, diagnostics };
    };
    return followJob(started, end, { ...tools, waitMs, onLine });
  }
}

/** Starts exactly one build. https://docs.apify.com/api/v2/act-builds-post */
function startBuild(request: BuildVersionRequest, tools: BuildTools, deadline: AbortSignal): Promise<Build> {
  const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
  const { api } = tools;
  const body = { version, useCache, ...(tag === undefined ? {} : { tag }) };
  const job = {
    kind: 'build',
    name: `build of version ${version}`,
    maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
    send: (control: StartControl) => api.startBuild(actorId, body, control),
    find: (lost: unknown, requestedAt: number) =>
      findLostBuild({ actorId, version, requestedAt, lost }, { ...tools, deadline }),
  } as const;
  return startJob(job, tools);
}

function requestsFor(build: Build, api: ApifyApi): JobRequests<Build> {
  return {
    name: buildName(build),
    get: (waitSecs, signal) => api.getBuild(build.id, waitSecs, signal),
    abort: (signal) => api.abortBuild(build.id, signal),
    open: (signal) => api.openBuildLog(build.id, signal),
  };
}

async function finish(
  request: BuildVersionRequest,
  ended: { readonly build: Build; readonly log: LogFollower; readonly place: () => LogPlace | undefined },
  tools: BuildTools,
): Promise<BuildResult> {
  const { build, log } = ended;
  if (build.status !== 'SUCCEEDED') {
    await log.finish(true);
    const { reason, error } = explainFailure(build, log.tail);
    const { diagnostics, tail: logTail } = log;
    return { outcome: 'failed', build, reason, error, place: ended.place(), diagnostics, logTail };
  }
  const tag = request.tag ?? (build.actVersion?.buildTag || request.versionTag || undefined);
  const [tagged] = await Promise.all([
    tag === undefined ? undefined : waitForTag({ actorId: request.actorId, tag, build }, tools),
    log.finish(false),
  ]);
  return {
    outcome: 'succeeded',
    build,
    promoted: tagged?.promoted === true,
    actor: tagged?.actor,
    diagnostics: [...log.diagnostics, ...(tagged?.diagnostics ?? [])],
    logTail: log.tail,
  };
}
