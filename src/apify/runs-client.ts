/** Requests for a test run. A deployment without a test run does not load this file. */
import type { RunsApi } from './api.ts';
import * as forms from './api-forms.ts';
import { flag, object } from './forms.ts';
import { actorPath, apiPath, type Connection, openConnection } from './http.ts';
import { readItems, readJson, readStream } from './response.ts';

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
