import type { Actor, ApifyApi, Build } from '../apify/api.ts';
import { type ActionError, type Diagnostic, messageOf } from '../errors.ts';
import { CancelledError, cancelledWith } from '../runner/cancellation.ts';
import { formatDuration, visible } from '../text.ts';
import type { Clock } from '../time/clock.ts';
import { limitAfter } from '../time/time-limit.ts';
import { abortBuild } from './abort-build.ts';
import { explainFailure } from './build-failure.ts';
import { followLog, type LogFollower } from './follow-log.ts';
import { followStatus } from './follow-status.ts';
import type { LogPlace } from './log-place.ts';
import { startBuild } from './start-build.ts';
import { capital, isFinal, nameOf } from './status.ts';
import { awaitTag, type TagWait } from './wait-for-tag.ts';

/** Seconds that a build is waited for where the user does not say. */
const DEFAULT_WAIT = 2 * 60 * 60;

/** Milliseconds from a cancel on after which nothing may be under way: the runner kills 10 seconds after it. */
const LAST_MS = 8_500;

/** Milliseconds at least between two lines that say that the build goes on. */
const PROGRESS_MS = 50_000;

export interface BuildVersionRequest {
  /** An ID or `username~name`. */
  readonly actorId: string;
  readonly versionNumber: string;
  readonly useCache: boolean;
  /** The tag that an input or actor.json sets; undefined: the version's. */
  readonly tag: string | undefined;
  /** The version's tag, as the update's answer told it. */
  readonly versionTag: string | undefined;
  /** Undefined: 2 hours; 0: not at all. */
  readonly waitForFinishSecs: number | undefined;
}

export interface BuildTools {
  /** Made without the run's signal: what is under way survives a cancel for a while. */
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Told at once when the build is known, and at each change. */
  onBuild(build: Build): void;
  /** Told each line of the log as it comes: text from outside, nothing in it is made harmless. */
  onLogLine(line: string): void;
  /** Told what is waited for, now and then. */
  onProgress(text: string): void;
}

export type BuildResult = {
  readonly build: Build;
  readonly diagnostics: readonly Diagnostic[];
  /** The last lines of the log, as they came. */
  readonly logTail: readonly string[];
} & (
  | { readonly outcome: 'succeeded' /** Where it was read, after the build. */; readonly actor: Actor | undefined }
  | { readonly outcome: 'not-awaited' | 'out-of-time' }
  | {
      readonly outcome: 'failed';
      /** One sentence. */
      readonly reason: string;
      /** What the run fails with: the reason and the last lines of the log. */
      readonly error: ActionError;
      /** The place that the log tells, for `findLogPlace`. */
      readonly place: LogPlace | undefined;
    }
);

/**
 * Starts a build of the version, shows its log, and waits for its end.
 * @throws ActionError and ApifyApiError where it could not be started or followed; CancelledError after a cancel,
 *   when the build is aborted, which tells what became of it.
 */
export async function buildVersion(request: BuildVersionRequest, tools: BuildTools): Promise<BuildResult> {
  const { clock, signal } = tools;
  const deadline = limitAfter(signal, clock, LAST_MS, () => new Error('the run had to stop'));
  const all = { ...tools, deadline: deadline.signal };
  let known: Build | undefined;
  let begun = clock.now();
  const onBuild = (build: Build): void => {
    known = build;
    tools.onBuild(build);
  };
  try {
    const { actorId, versionNumber: version, useCache, tag } = request;
    const build = await startBuild(actorId, { version, useCache, ...(tag === undefined ? {} : { tag }) }, all);
    begun = clock.now();
    onBuild(build);
    signal.throwIfAborted();
    if (request.waitForFinishSecs === 0) return { outcome: 'not-awaited', build, diagnostics: [], logTail: [] };
    return await follow(request, build, begun, { ...tools, onBuild });
  } catch (error) {
    if (!signal.aborted) throw error;
    if (known !== undefined) throw await abortBuild(known, begun, { ...all, onBuild });
    if (error instanceof CancelledError) throw error;
    throw cancelledWith(signal, messageOf(error));
  } finally {
    deadline.end();
  }
}

async function follow(
  request: BuildVersionRequest,
  started: Build,
  begun: number,
  tools: BuildTools,
): Promise<BuildResult> {
  const { api, clock, onLogLine } = tools;
  const waitMs = (request.waitForFinishSecs ?? DEFAULT_WAIT) * 1000;
  const log = followLog(started, { api, clock, onLine: onLogLine });
  const times = { begun, until: begun + waitMs };
  let toldAt = begun;
  const onBuild = (build: Build): void => {
    tools.onBuild(build);
    if (isFinal(build.status) || clock.now() - toldAt < PROGRESS_MS) return;
    toldAt = clock.now();
    tools.onProgress(`After ${formatDuration(toldAt - begun)} ${nameOf(build)} is ${visible(build.status)}`);
  };
  try {
    const build = await followStatus(started, times, { ...tools, onBuild });
    if (isFinal(build.status)) return await end(request, build, log, tools);
    await log.stop();
    const message = `${capital(nameOf(build))} is still ${visible(build.status)} after ${formatDuration(waitMs)}, and is not waited for any longer (wait-for-finish)`;
    return {
      outcome: 'out-of-time',
      build,
      logTail: log.tail,
      diagnostics: [...log.diagnostics, { level: 'warning', message }],
    };
  } finally {
    await log.stop();
  }
}

async function end(
  request: BuildVersionRequest,
  build: Build,
  log: LogFollower,
  tools: BuildTools,
): Promise<BuildResult> {
  if (build.status !== 'SUCCEEDED') {
    await log.finish(true);
    const { reason, error } = explainFailure(build, log.tail);
    const { diagnostics, tail: logTail, place } = log;
    return { outcome: 'failed', build, reason, error, place, diagnostics, logTail };
  }
  const tag = request.tag ?? build.actVersion?.buildTag ?? request.versionTag;
  const noTag: TagWait = { actor: undefined, diagnostics: [] };
  const [wait] = await Promise.all([
    tag === undefined ? noTag : awaitTag({ actorId: request.actorId, tag, build }, tools),
    log.finish(false),
  ]);
  const diagnostics = [...log.diagnostics, ...wait.diagnostics];
  return { outcome: 'succeeded', build, actor: wait.actor, diagnostics, logTail: log.tail };
}
