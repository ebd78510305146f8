import type { ApifyApi, Version } from './api.ts';
import * as forms from './api-forms.ts';
import { listOf, object } from './forms.ts';
import { actorPath, apiPath, type Connection, openConnection } from './http.ts';
import { readEmpty, readItems, readStream } from './response.ts';

/** Creates the client for a deployment. Other requests are in separate files, which a deployment does not load. */
export function createApifyApi(connection: Connection): ApifyApi {
  const { send, get } = openConnection(connection);
  const build = (buildId: string, ...rest: readonly string[]): string => apiPath('actor-builds', buildId, ...rest);
  const record = (storeId: string, key: string): string => apiPath('key-value-stores', storeId, 'records', key);
  const envVars = (actorId: string, versionNumber: string, ...rest: readonly string[]): string =>
    actorPath(actorId, 'versions', versionNumber, 'env-vars', ...rest);

  return {
    getUser: ({ once = false, signal } = {}) =>
      get({ method: 'GET', path: apiPath('users', 'me'), once, signal }, forms.user),

    getActor: (actorId, signal) => get({ method: 'GET', path: actorPath(actorId), signal }, forms.actor),
    createActor: (json) => get({ method: 'POST', path: apiPath('acts'), json, creates: true }, forms.actor),
    updateActor: (actorId, json) => get({ method: 'PUT', path: actorPath(actorId), json }, forms.actor),

    updateVersion: async (actorId, json) => {
      const path = actorPath(actorId, 'versions', json.versionNumber);
      return withoutFiles(await get({ method: 'POST', path, json }, forms.version));
    },
    createVersion: async (actorId, json) => {
      const path = actorPath(actorId, 'versions');
      return withoutFiles(await get({ method: 'POST', path, json, creates: true }, forms.version));
    },

    listEnvVars: async (actorId, versionNumber) => {
      const request = { method: 'GET', path: envVars(actorId, versionNumber) } as const;
      return (await get(request, object({ items: listOf(forms.envVar) }))).items;
    },
    createEnvVar: async (actorId, versionNumber, json) => {
      await get({ method: 'POST', path: envVars(actorId, versionNumber), json, creates: true }, object({}));
    },
    updateEnvVar: async (actorId, versionNumber, json) => {
      await get({ method: 'PUT', path: envVars(actorId, versionNumber, json.name), json }, object({}));
    },

    listBuilds: async (actorId, limit, signal) => {
      const request = { method: 'GET', path: actorPath(actorId, 'builds'), query: { desc: 1, limit }, signal } as const;
      const { items, now } = await send(request, (received) => readItems(received, forms.build));
      return { builds: items, now };
    },
    startBuild: (actorId, query, control = {}) =>
      get(
        { method: 'POST', path: actorPath(actorId, 'builds'), query: { ...query }, creates: true, ...control },
        forms.build,
      ),
    getBuild: (buildId, waitForFinish, signal) => {
      const wait = { query: { waitForFinish }, platformWaitMs: waitForFinish * 1000 };
      return get({ method: 'GET', path: build(buildId), ...wait, signal }, forms.build);
    },
    abortBuild: (buildId, signal) => get({ method: 'POST', path: build(buildId, 'abort'), signal }, forms.build),
    openBuildLog: (buildId, signal) =>
      send({ method: 'GET', path: build(buildId, 'log'), query: { stream: 1 }, signal }, readStream),

    getOrCreateStore: (name) =>
      get({ method: 'POST', path: apiPath('key-value-stores'), query: { name } }, forms.store),
    putRecord: (storeId, key, file) => send({ method: 'PUT', path: record(storeId, key), file }, readEmpty),
    recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
  };
}

/** Removes the files, which the response repeats and which can be megabytes. */
function withoutFiles(version: Version & { readonly sourceFiles?: unknown }): Version {
  const { sourceFiles: _files, ...rest } = version;
  return rest;
}
