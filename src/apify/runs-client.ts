/** The requests of a test run. A deployment without one does not load this file. */
import type { StartControl } from './api.ts';
import * as forms from './api-forms.ts';
import { flag, object, type TypeOf } from './forms.ts';
import { type Connection, openConnection } from './http.ts';
import { actorPath, apiPath } from './paths.ts';
import { readItems, readJson, readStream } from './response.ts';

/** https://docs.apify.com/api/v2/act-runs-post */
export interface RunRequest {
  /** Build number or tag. */
  readonly build: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory?: number;
  readonly maxTotalChargeUsd?: number;
}

export type ActorRun = TypeOf<typeof forms.run>;

/** Errors and retries are like those of `ApifyApi`. */
export interface RunsApi {
  /** The input schema of a build that succeeded; undefined if it has none. */
  getInputSchema(buildId: string, signal?: AbortSignal): Promise<unknown>;
  /** @throws ApifyApiError with the status 400 if the input does not match the build's input schema. */
  validateInput(actorId: string, build: string, input: object): Promise<void>;
  startRun(
    actorId: string,
    request: RunRequest & { readonly input: object },
    control?: StartControl,
  ): Promise<ActorRun>;
  /** Apify delays the response until the run ends, for at most `waitForFinishSecs` (0 to 60). */
  getRun(runId: string, waitForFinishSecs: number, signal?: AbortSignal): Promise<ActorRun>;
  abortRun(runId: string, signal?: AbortSignal): Promise<ActorRun>;
  /** Lists at most `limit` runs, newest first. `now` is like in `listBuilds`. */
  listRuns(
    actorId: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ readonly runs: readonly ActorRun[]; readonly now: number | undefined }>;
  openRunLog(runId: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** `itemCount` may be a few seconds behind. */
  getDataset(datasetId: string, signal?: AbortSignal): Promise<{ readonly itemCount: number }>;
}

export function createRunsApi(connection: Connection): RunsApi {
  const { send, get } = openConnection(connection);
  const run = (runId: string, ...rest: readonly string[]): string => apiPath('actor-runs', runId, ...rest);

  return {
    getInputSchema: async (buildId, signal) => {
      const build = await get({ method: 'GET', path: apiPath('actor-builds', buildId), signal }, forms.buildDefinition);
      return build.actorDefinition?.input ?? parseOrUndefined(build.inputSchema);
    },
    validateInput: async (actorId, build, json) => {
      const path = actorPath(actorId, 'validate-input');
      await send({ method: 'POST', path, query: { build }, json }, (received) =>
        readJson(received, object({ valid: flag })),
      );
    },
    startRun: (actorId, { input: json, ...query }, control = {}) =>
      get({ method: 'POST', path: actorPath(actorId, 'runs'), query, json, creates: true, ...control }, forms.run),
    getRun: (runId, waitForFinish, signal) => {
      const wait = { query: { waitForFinish }, platformWaitMs: waitForFinish * 1000 };
      return get({ method: 'GET', path: run(runId), ...wait, signal }, forms.run);
    },
    abortRun: (runId, signal) => get({ method: 'POST', path: run(runId, 'abort'), signal }, forms.run),
    listRuns: async (actorId, limit, signal) => {
      const request = { method: 'GET', path: actorPath(actorId, 'runs'), query: { desc: 1, limit }, signal } as const;
      const { items, now } = await send(request, (received) => readItems(received, forms.run));
      return { runs: items, now };
    },
    openRunLog: (runId, signal) =>
      send({ method: 'GET', path: apiPath('logs', runId), query: { stream: 1 }, signal }, readStream),
    getDataset: (datasetId, signal) =>
      get({ method: 'GET', path: apiPath('datasets', datasetId), signal }, forms.dataset),
  };
}

function parseOrUndefined(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
