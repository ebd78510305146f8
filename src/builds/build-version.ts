import type { Actor, ApifyApi, Build } from '../apify/api.ts';
import { type ActionError, type Diagnostic, messageOf } from '../errors.ts';
import { abortJob } from '../follow/abort-job.ts';
import { followLog, type LogFollower } from '../follow/follow-log.ts';
import { followStatus } from '../follow/follow-status.ts';
import { formatStatus, isFinal } from '../follow/job.ts';
import { CancelledError, cancelledWith } from '../runner/cancellation.ts';
import { formatDuration } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitTimeAfter } from '../time/time-limit.ts';
import { explainFailure } from './build-failure.ts';
import { buildName, capitalize } from './build-name.ts';
import { createMistakeFinder, type LogPlace } from './log-place.ts';
import { startBuild } from './start-build.ts';
import { waitForTag } from './wait-for-tag.ts';

/** Seconds. The limit if `wait-for-finish` is empty. */
const DEFAULT_WAIT_SECS = 2 * 60 * 60;

/** Milliseconds after a cancellation in which all requests must end. The runner kills the step after 10 seconds. */
const CANCEL_MS = 8_500;

/** Milliseconds between two log lines about the status. */
const PROGRESS_MS = 50_000;

export interface BuildVersionRequest {
  /** An ID or `username~name`. */
  readonly actorId: string;
  readonly versionNumber: string;
  readonly useCache: boolean;
  /** The tag of the request; undefined to use the tag of the version. */
  readonly tag: string | undefined;
  /** The tag of the version, from the response to the update. */
  readonly versionTag: string | undefined;
  /** Undefined for 2 hours, 0 for not at all. */
  readonly waitForFinishSecs: number | undefined;
}

export interface BuildTools {
  /** Created without the step's signal, so that requests in progress may end after a cancellation. */
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
  /** Called with each response that contains the build. */
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
      /** Whether the tag points to this build. */
      readonly promoted: boolean;
      /** The Actor, if it was read for the tag. */
      readonly actor: Actor | undefined;
    }
  | { readonly outcome: 'not-awaited' | 'out-of-time' }
  | {
      readonly outcome: 'failed';
      /** One sentence. */
      readonly reason: string;
      /** The reason, the last lines of the log, and a hint. */
      readonly error: ActionError;
      /** The place of the mistake, for `findLogPlace`. */
      readonly place: LogPlace | undefined;
    }
);

/**
 * Starts a build of the version, streams its log and waits until it ends.
 * @throws ActionError or ApifyApiError if the build could not be started or followed. After a cancellation, the build
 *   is aborted, and CancelledError explains what happened.
 */
export async function buildVersion(request: BuildVersionRequest, tools: BuildTools): Promise<BuildResult> {
  const { api, clock, signal } = tools;
  const deadline = limitTimeAfter(signal, clock, { ms: CANCEL_MS, reason: () => new Error('the step had to end') });
  let started: { readonly build: Build; readonly startedAt: number } | undefined;
  let known: Build | undefined;
  const onBuild = (build: Build): void => {
    known = build;
    tools.onBuild(build);
  };
  try {
    const build = await startBuild(request, { ...tools, deadline: deadline.signal });
    started = { build, startedAt: clock.now() };
    onBuild(build);
    signal.throwIfAborted();
    if (request.waitForFinishSecs === 0) return { outcome: 'not-awaited', build, diagnostics: [], logTail: [] };
    return await follow(request, started, { ...tools, onBuild });
  } catch (error) {
    if (!signal.aborted) throw error;
    if (started !== undefined) {
      const options = { clock, startedAt: started.startedAt, signal, deadline: deadline.signal, onStatus: onBuild };
      throw await abortJob(known ?? started.build, requestsFor(started.build, api), options);
    }
    throw error instanceof CancelledError ? error : cancelledWith(signal, messageOf(error));
  } finally {
    deadline.end();
  }
}

function requestsFor(build: Build, api: ApifyApi) {
  return {
    name: buildName(build),
    get: (waitSecs: number, signal: AbortSignal) => api.getBuild(build.id, waitSecs, signal),
    abort: (signal: AbortSignal) => api.abortBuild(build.id, signal),
    open: (signal: AbortSignal) => api.openBuildLog(build.id, signal),
  };
}

async function follow(
  request: BuildVersionRequest,
  started: { readonly build: Build; readonly startedAt: number },
  tools: BuildTools,
): Promise<BuildResult> {
  const { api, clock, signal, onBuild, onWarning } = tools;
  const { startedAt } = started;
  const requests = requestsFor(started.build, api);
  const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT_SECS) * 1000;
  const mistakes = createMistakeFinder();
  const onLine = (line: string): void => {
    mistakes.read(line);
    tools.onLogLine(line);
  };
  let progressAt = startedAt;
  const onStatus = (build: Build): void => {
    onBuild(build);
    if (isFinal(build) || clock.now() - progressAt < PROGRESS_MS) return;
    progressAt = clock.now();
    const duration = formatDuration(progressAt - startedAt);
    tools.onProgress(`${capitalize(requests.name)} is ${formatStatus(build)} after ${duration}`);
  };
  const log = followLog(requests, { clock, signal, onLine });
  try {
    const options = { clock, signal, startedAt, until: startedAt + waitMs, onStatus, onWarning };
    const build = await followStatus(started.build, requests, options);
    if (isFinal(build)) return await finish(request, { build, log, place: () => mistakes.place }, tools);
    await log.stop();
    const state = `is still ${formatStatus(build)} after ${formatDuration(waitMs)}`;
    const message = `${capitalize(requests.name)} ${state} (wait-for-finish). The action stops waiting, and the build continues.`;
    const diagnostics: readonly Diagnostic[] = [...log.diagnostics, { level: 'warning', message }];
    return { outcome: 'out-of-time', build, logTail: log.tail, diagnostics };
  } finally {
    await log.stop();
  }
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
  const tag = request.tag ?? build.actVersion?.buildTag ?? request.versionTag;
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
