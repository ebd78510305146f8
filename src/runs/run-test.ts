import type { ActorRun, RunsApi } from '../apify/api.ts';
import { explain } from '../apify/error-hints.ts';
import { ActionError, type Diagnostic, messageOf, messageToGoOn } from '../errors.ts';
import type { LogFollower } from '../follow/follow-log.ts';
import { StatusError } from '../follow/follow-status.ts';
import { isFinal } from '../follow/job.ts';
import { startJob } from '../follow/start-job.ts';
import { followJob, type JobRequests, type StartedJob, withJob } from '../follow/with-job.ts';
import type { Clock } from '../time/clock.ts';
import { limitTime } from '../time/time-limit.ts';
import { type ItemCount, readItemCount } from './count-items.ts';
import { findLostRun } from './find-lost-run.ts';
import { describeEnd, type RunFailure } from './run-failure.ts';

/**
 * How long to wait for Apify to end a run after its time limit: as long as the limit, within these bounds in
 * milliseconds.
 */
const MIN_LATE_MS = 5_000;
const MAX_LATE_MS = 60_000;
/** Time limit for aborting a run that did not end, in milliseconds. */
const ABORT_MS = 10_000;

export interface TestRunOptions {
  /** Apify ends the run after this time. */
  readonly timeoutSecs: number;
  readonly memoryMbytes: number | undefined;
  readonly maxTotalChargeUsd: number | undefined;
  /** The minimum number of items in the default dataset. */
  readonly minItems: number;
}

export interface TestRunRequest {
  readonly actorId: string;
  readonly build: { readonly id: string; readonly buildNumber: string };
  readonly input: object;
  readonly options: TestRunOptions;
  /** How long to wait for free memory in the account, in milliseconds; at most 10 minutes. */
  readonly maxMemoryWaitMs: number;
}

export interface TestRunTools {
  /** Created without the step's signal, so that requests in progress can finish after a cancellation. */
  readonly api: RunsApi;
  readonly clock: Clock;
  /** Aborted when the step is canceled. */
  readonly signal: AbortSignal;
  readonly onRun: (run: ActorRun) => void;
  /** Called with each line of the run's log, unescaped. */
  readonly onLine: (line: string) => void;
  readonly onProgress: (text: string) => void;
  readonly onWarning: (message: string) => void;
}

export interface TestRunResult {
  readonly run: ActorRun;
  /** Undefined if the dataset could not be read. */
  readonly itemCount: number | undefined;
  /** Undefined if the run passed. */
  readonly failure: RunFailure | undefined;
  /** The last lines of the log, unescaped. */
  readonly logTail: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs the build once, streams the log, waits until the run ends, and counts the items in its default dataset.
 * @throws ActionError or ApifyApiError if the run could not be started or monitored. After a cancellation, aborts the
 *   run and throws CancelledError with what happened.
 */
export function runTest(request: TestRunRequest, tools: TestRunTools): Promise<TestRunResult> {
  const { api, clock, signal, onRun: record } = tools;
  const { timeoutSecs, minItems } = request.options;
  const limitMs = timeoutSecs * 1000;
  const waitMs = limitMs + Math.min(Math.max(MIN_LATE_MS, limitMs), MAX_LATE_MS);

  const end = async (run: ActorRun, log: LogFollower): Promise<TestRunResult> => {
    const hasEnded = isFinal(run);
    const rest = hasEnded ? log.finish(run.status !== 'SUCCEEDED') : log.stop();
    const [items, aborted] = await Promise.all([
      hasEnded ? countItems(run) : undefined,
      hasEnded ? undefined : abort(run),
      rest,
    ]);
    const failure = describeEnd(aborted?.run ?? run, {
      minItems,
      items,
      waitedMs: waitMs,
      notAborted: aborted?.problem,
    });
    const diagnostics: Diagnostic[] = [...log.diagnostics];
    if (failure === undefined && items?.problem !== undefined) {
      diagnostics.push({
        level: 'warning',
        message: `The items of the test run could not be counted: ${items.problem}`,
      });
    }
    return { run: aborted?.run ?? run, itemCount: items?.count, failure, logTail: log.tail, diagnostics };
  };
  const countItems = (run: ActorRun): Promise<ItemCount> =>
    readItemCount(api, { datasetId: run.defaultDatasetId, atLeast: run.status === 'SUCCEEDED' ? minItems : 0 }, tools);

  /** Aborts the run, which would otherwise continue to cost money. */
  const abort = async (run: ActorRun): Promise<{ readonly run: ActorRun; readonly problem?: string }> => {
    const limit = limitTime(clock, ABORT_MS);
    try {
      const aborted = await api.abortRun(run.id, AbortSignal.any([signal, limit.signal]));
      record(aborted);
      return { run: aborted };
    } catch (error) {
      signal.throwIfAborted();
      return { run, problem: messageOf(error) };
    } finally {
      limit.end();
    }
  };

  const follow = async (started: StartedJob<ActorRun>): Promise<TestRunResult> => {
    try {
      return await followJob(started, end, { ...tools, waitMs });
    } catch (error) {
      if (signal.aborted) throw error;
      const { problem } = await abort(started.job);
      const state = problem === undefined ? 'The action aborted the run' : `The run could not be aborted: ${problem}`;
      const message = `${messageToGoOn(explain(error))}. ${state}`;
      // An aborted run is no longer running.
      const { hint } = explain(problem === undefined && error instanceof StatusError ? error.cause : error);
      throw new ActionError(message, { hint, cause: error });
    }
  };
  const start = (deadline: AbortSignal): Promise<ActorRun> => startRun(request, { ...tools, deadline });
  return withJob({ start, requestsFor: (run) => requestsFor(run, api), record }, follow, tools);
}

function startRun(
  { actorId, build, input, options, maxMemoryWaitMs }: TestRunRequest,
  tools: TestRunTools & { readonly deadline: AbortSignal },
): Promise<ActorRun> {
  const { timeoutSecs: timeout, memoryMbytes: memory, maxTotalChargeUsd } = options;
  const query = {
    build: build.buildNumber,
    timeout,
    ...(memory === undefined ? {} : { memory }),
    ...(maxTotalChargeUsd === undefined ? {} : { maxTotalChargeUsd }),
  };
  return startJob(
    {
      kind: 'run',
      name: `test run of build ${build.buildNumber}`,
      maxMemoryWaitMs,
      send: (control) => tools.api.startRun(actorId, { ...query, input }, control),
      find: (lost) => findLostRun({ actorId, build, lost }, tools),
    },
    tools,
  );
}

function requestsFor(run: ActorRun, api: RunsApi): JobRequests<ActorRun> {
  return {
    name: `test run ${run.id}`,
    get: (waitSecs, signal) => api.getRun(run.id, waitSecs, signal),
    abort: (signal) => api.abortRun(run.id, signal),
    open: (signal) => api.openRunLog(run.id, signal),
  };
}
