import type { Actor, ApifyApi, Build, KeyValueStore, StoredEnvVar, User, Version } from './api.ts';
import { type Connection, openConnection } from './exchange.ts';

/** The requests of a deployment, made to the real API (or to what `baseUrl` names). */
export function createApifyApi(connection: Connection): ApifyApi {
  const { exchange, openStream } = openConnection(connection);
  /** The API's answers are taken at their word: only a few properties are used, and each reader allows for their absence. */
  const data = async <T>(request: Parameters<typeof exchange>[0]): Promise<T> => (await exchange(request)).data as T;

  const actor = (actorId: string, ...rest: readonly string[]): string =>
    path('acts', actorId.replace('/', '~'), ...rest);
  const build = (buildId: string, ...rest: readonly string[]): string => path('actor-builds', buildId, ...rest);

  return {
    getUser: () => data<User>({ method: 'GET', path: path('users', 'me'), repeatable: 'any' }),

    getActor: (actorId, signal) => data<Actor>({ method: 'GET', path: actor(actorId), repeatable: 'any', signal }),
    createActor: (json) => data<Actor>({ method: 'POST', path: path('acts'), json, repeatable: 'refused' }),
    updateActor: (actorId, json) => data<Actor>({ method: 'PUT', path: actor(actorId), json, repeatable: 'any' }),

    updateVersion: (actorId, json) =>
      data<Version>({ method: 'POST', path: actor(actorId, 'versions', json.versionNumber), json, repeatable: 'any' }),
    createVersion: (actorId, json) =>
      data<Version>({ method: 'POST', path: actor(actorId, 'versions'), json, repeatable: 'refused' }),

    listEnvVars: async (actorId, versionNumber) => {
      const request = { method: 'GET', path: actor(actorId, 'versions', versionNumber, 'env-vars') } as const;
      const { items } = await data<{ items?: readonly StoredEnvVar[] }>({ ...request, repeatable: 'any' });
      return items ?? [];
    },
    createEnvVar: async (actorId, versionNumber, json) => {
      const target = actor(actorId, 'versions', versionNumber, 'env-vars');
      await exchange({ method: 'POST', path: target, json, repeatable: 'refused' });
    },
    updateEnvVar: async (actorId, versionNumber, json) => {
      const target = actor(actorId, 'versions', versionNumber, 'env-vars', json.name);
      await exchange({ method: 'PUT', path: target, json, repeatable: 'any' });
    },

    listBuilds: async (actorId, limit, signal) => {
      const request = { method: 'GET', path: actor(actorId, 'builds'), query: { desc: 1, limit } } as const;
      const answer = await exchange({ ...request, repeatable: 'any', signal });
      const { items } = answer.data as { items?: readonly Build[] };
      const now = Date.parse(answer.headers.get('date') ?? '');
      return { builds: items ?? [], now: Number.isNaN(now) ? undefined : now };
    },
    startBuild: (actorId, { version, useCache, tag }, signals = {}) => {
      const query = { version, useCache, ...(tag === undefined ? {} : { tag }) };
      return data<Build>({ method: 'POST', path: actor(actorId, 'builds'), query, repeatable: 'refused', ...signals });
    },
    getBuild: (buildId, waitForFinish, signal) =>
      data<Build>({
        method: 'GET',
        path: build(buildId),
        query: { waitForFinish },
        repeatable: 'any',
        platformWaitMs: waitForFinish * 1000,
        signal,
      }),
    abortBuild: (buildId, signal) =>
      data<Build>({ method: 'POST', path: build(buildId, 'abort'), repeatable: 'any', signal }),
    openBuildLog: (buildId, signal) =>
      openStream({
        method: 'GET',
        path: build(buildId, 'log'),
        query: { stream: 1 },
        repeatable: 'any',
        signal,
      }),

    getOrCreateStore: (name) =>
      data<KeyValueStore>({ method: 'POST', path: path('key-value-stores'), query: { name }, repeatable: 'any' }),
    putRecord: async (storeId, key, upload) => {
      await exchange({ method: 'PUT', path: record(storeId, key), upload, repeatable: 'any' });
    },
    recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
  };
}

function record(storeId: string, key: string): string {
  return path('key-value-stores', storeId, 'records', key);
}

function path(...parts: readonly string[]): string {
  return ['', 'v2', ...parts.map(encodeURIComponent)].join('/');
}
