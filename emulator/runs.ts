import { ApiFailure, notFound } from './api-failure.ts';
import { type ApiResponse, data, json } from './api-response.ts';
import { definitionOf } from './build-definition.ts';
import { buildNumberInt } from './build-runner.ts';
import { findUsableBuild } from './builds.ts';
import { actorOf, type Call, decimal, originOf, param, takePage, wholeNumber } from './call.ts';
import { asMemory, jsonBody } from './fields.ts';
import { checkInput } from './input-check.ts';
import { checkMemory, finishOrTimeout, showJob, showJobDetails } from './jobs.ts';
import { makeId, makeJob, type StoredActor, type StoredRun } from './platform.ts';

export function listRuns(call: Call): ApiResponse {
  const actor = actorOf(call);
  const status = call.request.query.get('status');
  const statuses = status === null ? undefined : status.split(',');
  const all = call.platform.runs.filter(
    (run) =>
      run.actId === actor.id &&
      call.runs.isVisible(run, 'list') &&
      (statuses === undefined || statuses.includes(run.status)),
  );
  const show = (run: StoredRun): object => ({ ...showShort(run), usageTotalUsd: run.usageTotalUsd });
  return data(200, takePage(call, all, show));
}

export async function startRun(call: Call): Promise<ApiResponse> {
  const { platform, request } = call;
  const actor = actorOf(call);
  const defaults = defaultOptionsOf(actor);
  const tagOrNumber = request.query.get('build') || defaults.build;
  const build = findUsableBuild(call, actor, tagOrNumber);
  const options = {
    build: tagOrNumber,
    timeoutSecs: wholeNumber(call, 'timeout', { min: 0, otherwise: defaults.timeoutSecs }),
    memoryMbytes: asMemory(
      wholeNumber(call, 'memory', { min: 0, otherwise: defaults.memoryMbytes }),
      'Query parameter memory',
    ),
    diskMbytes: 2048,
    maxTotalChargeUsd: decimal(call, 'maxTotalChargeUsd'),
  };
  checkMemory(call, options.memoryMbytes);
  const now = platform.now();
  const dataset = { id: makeId(), createdAt: now, items: [], itemCount: 0 };
  const run: StoredRun = {
    ...makeJob(platform, actor, originOf(call)),
    kind: 'run',
    buildId: build.id,
    buildNumber: build.buildNumber,
    options,
    input: { body: request.body, contentType: request.headers['content-type'] ?? '' },
    defaultDatasetId: dataset.id,
    defaultKeyValueStoreId: makeId(),
    defaultRequestQueueId: makeId(),
    exitCode: undefined,
  };
  platform.datasets.push(dataset);
  platform.runs.push(run);
  call.runs.start(run);
  await finishOrTimeout(call, call.runs, run);
  return data(201, showRun(run, call), { location: `${call.url}/v2/actors/${actor.id}/runs/${run.id}` });
}

export async function getRun(call: Call): Promise<ApiResponse> {
  const run = runOf(call);
  await finishOrTimeout(call, call.runs, run);
  return data(200, showRun(run, call));
}

export function abortRun(call: Call): ApiResponse {
  const run = runOf(call);
  call.runs.abort(run);
  return data(200, showRun(run, call));
}

export function validateInput(call: Call): ApiResponse {
  const actor = actorOf(call);
  const build = findUsableBuild(call, actor, call.request.query.get('build') || 'latest');
  const problem = checkInput(definitionOf(build.got)?.['input'], jsonBody(call.request));
  if (problem !== undefined) throw new ApiFailure(400, 'invalid-input', problem);
  return json(200, { valid: true });
}

function defaultOptionsOf({ settings }: StoredActor) {
  const { defaultRunOptions } = settings as { defaultRunOptions?: Partial<StoredRun['options']> | null };
  return { build: 'latest', timeoutSecs: 3600, memoryMbytes: 1024, ...defaultRunOptions };
}

function runOf(call: Call): StoredRun {
  const run = call.platform.findRun(param(call, 'runId'));
  if (run === undefined || !call.runs.isVisible(run, 'own')) throw notFound('Actor run');
  return run;
}

function showShort(run: StoredRun): object {
  const { buildId, buildNumber, defaultDatasetId, defaultKeyValueStoreId, defaultRequestQueueId } = run;
  const storages = { defaultDatasetId, defaultKeyValueStoreId, defaultRequestQueueId };
  return { ...showJob(run), buildId, buildNumber, buildNumberInt: buildNumberInt(buildNumber), ...storages };
}

function showRun(run: StoredRun, call: Call): object {
  const { options, exitCode } = run;
  return { ...showJobDetails(run, call), ...showShort(run), options, exitCode, generalAccess: 'FOLLOW_USER_SETTING' };
}
