import type { ActorRun, RunsApi } from '../apify/api.ts';
import { explain } from '../apify/error-hints.ts';
import { ActionError, type Diagnostic, messageOf, messageToGoOn } from '../errors.ts';
import type { JobFailure } from '../follow/failure-message.ts';
import { StatusError } from '../follow/follow-status.ts';
import { isFinal } from '../follow/job.ts';
import { poll } from '../follow/poll.ts';
import { type FollowedJob, type JobPlan, type JobTools, runJob } from '../follow/run-job.ts';
import { limitTime } from '../time/time-limit.ts';
import { describeEnd, describeTimeout, type ItemCount } from './run-failure.ts';

/**
 * How long to wait for Apify to end a run after its time limit: as long as the limit, within these bounds in
 * milliseconds.
 */
const MIN_LATE_MS = 5_000;
const MAX_LATE_MS = 60_000;
/** Time limit for aborting a run that did not end, in milliseconds. */
const ABORT_MS = 10_000;

/** How long to wait for the number of items, which lags behind, in milliseconds: if it is required, and if it is not. */
const COUNT_MS = 30_000;
const UNNEEDED_COUNT_MS = 5_000;

/** The number of runs to list, of all builds of the Actor. */
const LIST_LENGTH = 1_000;

export interface TestRunOptions {
  /** Apify ends the run after this time. */
  readonly timeoutSecs: number;
  readonly memoryMbytes: number | undefined;
  readonly maxTotalChargeUsd: number | undefined;
  /** The minimum number of items in the default dataset. */
  readonly minItems: number;
}

interface TestRunRequest {
  readonly actorId: string;
  readonly build: { readonly id: string; readonly buildNumber: string };
  readonly input: object;
  readonly options: TestRunOptions;
  /** How long to wait for free memory in the account, in milliseconds; at most 10 minutes. */
  readonly maxMemoryWaitMs: number;
}

interface TestRunTools extends JobTools<ActorRun> {
  /** Created without the step's signal, so that requests in progress can finish after a cancellation. */
  readonly api: RunsApi;
}

export interface TestRunResult {
  readonly run: ActorRun;
  /** Undefined if the dataset could not be read. */
  readonly itemCount: number | undefined;
  /** Undefined if the run passed. */
  readonly failure: JobFailure | undefined;
  /** The last lines of the log, unescaped. */
  readonly logTail: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs the build once, streams the log, waits until the run ends, and counts the items in its default dataset. Aborts a
 * run that does not end or cannot be monitored.
 * @throws the same errors as `runJob`.
 */
export async function runTest(request: TestRunRequest, tools: TestRunTools): Promise<TestRunResult> {
  const { minItems } = request.options;
  const plan = planOf(request, tools.api);

  const end = async ({ job: run, logTail, diagnostics }: FollowedJob<ActorRun>): Promise<TestRunResult> => {
    if (!isFinal(run)) {
      const aborted = await abort(run, tools);
      const failure = describeTimeout(aborted.run, plan.waitMs, aborted.problem);
      return { run: aborted.run, itemCount: undefined, failure, logTail, diagnostics };
    }
    const items = await countItems(run, minItems, tools);
    const failure = describeEnd(run, items, minItems);
    const result = { run, itemCount: items.count, failure, logTail };
    if (failure !== undefined || items.problem === undefined) return { ...result, diagnostics };
    const message = `The items of the test run could not be counted: ${items.problem}`;
    return { ...result, diagnostics: [...diagnostics, { level: 'warning', message }] };
  };

  const onFailure = async (error: unknown, run: ActorRun): Promise<ActionError> => {
    const { problem } = await abort(run, tools);
    const state = problem === undefined ? 'The action aborted the run' : `The run could not be aborted: ${problem}`;
    const message = `${messageToGoOn(explain(error))}. ${state}`;
    // An aborted run is no longer running.
    const { hint } = explain(problem === undefined && error instanceof StatusError ? error.cause : error);
    return new ActionError(message, { hint, cause: error });
  };

  return await runJob({ ...plan, onFailure }, end, tools);
}

/** Aborts the run, which would otherwise continue to cost money. */
async function abort(
  run: ActorRun,
  { api, clock, signal, onJob }: TestRunTools,
): Promise<{ readonly run: ActorRun; readonly problem?: string }> {
  const limit = limitTime(clock, ABORT_MS);
  try {
    const aborted = await api.abortRun(run.id, AbortSignal.any([signal, limit.signal]));
    onJob(aborted);
    return { run: aborted };
  } catch (error) {
    signal.throwIfAborted();
    return { run, problem: messageOf(error) };
  } finally {
    limit.end();
  }
}

/** Reads the number of items until there are enough, for up to 30 seconds. */
async function countItems(run: ActorRun, minItems: number, tools: TestRunTools): Promise<ItemCount> {
  const required = run.status === 'SUCCEEDED' ? minItems : 0;
  const { last, problem } = await poll(
    (signal) => tools.api.getDataset(run.defaultDatasetId, signal),
    { isDone: ({ itemCount }) => itemCount >= required, limitMs: required > 0 ? COUNT_MS : UNNEEDED_COUNT_MS },
    tools,
  );
  return { count: last?.itemCount, problem };
}

function planOf({ actorId, build, input, options, maxMemoryWaitMs }: TestRunRequest, api: RunsApi): JobPlan<ActorRun> {
  const { timeoutSecs: timeout, memoryMbytes: memory, maxTotalChargeUsd } = options;
  const request = {
    build: build.buildNumber,
    timeout,
    input,
    ...(memory === undefined ? {} : { memory }),
    ...(maxTotalChargeUsd === undefined ? {} : { maxTotalChargeUsd }),
  };
  const limitMs = timeout * 1000;
  return {
    kind: 'run',
    name: `test run of build ${build.buildNumber}`,
    maxMemoryWaitMs,
    waitMs: limitMs + Math.min(Math.max(MIN_LATE_MS, limitMs), MAX_LATE_MS),
    send: (control) => api.startRun(actorId, request, control),
    // The build is new, so nothing else has used it yet.
    listAfter: (_requestedAt, deadline) => async () => {
      const { runs } = await api.listRuns(actorId, LIST_LENGTH, deadline);
      return runs.filter(({ buildId }) => buildId === build.id);
    },
    requestsFor: (run) => ({
      name: `test run ${run.id}`,
      get: (waitSecs, signal) => api.getRun(run.id, waitSecs, signal),
      abort: (signal) => api.abortRun(run.id, signal),
      open: (signal) => api.openRunLog(run.id, signal),
    }),
  };
}
