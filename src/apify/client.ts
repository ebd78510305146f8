import type { Actor, ApifyApi, Build, KeyValueStore, StoredEnvVar, User, Version } from './api.ts';
import { type Connection, openConnection } from './exchange.ts';

/** The requests of a deployment, made to the real API (or to what `baseUrl` names). */
export function createApifyApi(connection: Connection): ApifyApi {
  const { exchange, openStream } = openConnection(connection);
  /** Of an answer's properties those are checked without which a wrong thing would be done; readers allow for the others' absence. */
  const data = async <T>(request: Parameters<typeof exchange>[0]): Promise<T> => (await exchange(request)).data as T;

  const actor = (actorId: string, ...rest: readonly string[]): string =>
    path('acts', actorId.replace('/', '~'), ...rest);
  const build = (buildId: string, ...rest: readonly string[]): string => path('actor-builds', buildId, ...rest);

  return {
    getUser: ({ once = false, signal } = {}) =>
      data<User>({
        method: 'GET',
        path: path('users', 'me'),
        repeatable: 'any',
        needs: ['username'],
        signal,
        noMore: once ? AbortSignal.abort() : undefined,
      }),

    getActor: (actorId, signal) =>
      data<Actor>({ method: 'GET', path: actor(actorId), repeatable: 'any', needs: ['id'], signal }),
    createActor: (json) =>
      data<Actor>({ method: 'POST', path: path('acts'), json, repeatable: 'refused', needs: ['id'] }),
    updateActor: (actorId, json) =>
      data<Actor>({ method: 'PUT', path: actor(actorId), json, repeatable: 'any', needs: ['id'] }),

    updateVersion: (actorId, json) =>
      data<Version>({
        method: 'POST',
        path: actor(actorId, 'versions', json.versionNumber),
        json,
        repeatable: 'any',
        needs: ['versionNumber'],
      }).then(withoutFiles),
    createVersion: (actorId, json) =>
      data<Version>({
        method: 'POST',
        path: actor(actorId, 'versions'),
        json,
        repeatable: 'refused',
        needs: ['versionNumber'],
      }).then(withoutFiles),

    listEnvVars: async (actorId, versionNumber) => {
      const request = { method: 'GET', path: actor(actorId, 'versions', versionNumber, 'env-vars') } as const;
      const list = { ...request, repeatable: 'any', needs: ['items'] } as const;
      return (await data<{ readonly items: readonly StoredEnvVar[] }>(list)).items;
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
      const answer = await exchange({ ...request, repeatable: 'any', needs: ['items'], signal });
      const { items } = answer.data as { readonly items: readonly Build[] };
      const now = Date.parse(answer.headers.get('date') ?? '');
      return { builds: items, now: Number.isNaN(now) ? undefined : now };
    },
    startBuild: (actorId, { version, useCache, tag }, control = {}) => {
      const query = { version, useCache, ...(tag === undefined ? {} : { tag }) };
      const request = { method: 'POST', path: actor(actorId, 'builds'), query, repeatable: 'refused' } as const;
      return data<Build>({ ...request, needs: ['id', 'status'], ...control });
    },
    getBuild: (buildId, waitForFinish, signal) =>
      data<Build>({
        method: 'GET',
        path: build(buildId),
        query: { waitForFinish },
        repeatable: 'any',
        needs: ['id', 'status'],
        platformWaitMs: waitForFinish * 1000,
        signal,
      }),
    abortBuild: (buildId, signal) =>
      data<Build>({
        method: 'POST',
        path: build(buildId, 'abort'),
        // Not in the rules for repeating; an abort of a build that is over does nothing.
        repeatable: 'any',
        needs: ['id', 'status'],
        signal,
      }),
    openBuildLog: (buildId, signal) =>
      openStream({
        method: 'GET',
        path: build(buildId, 'log'),
        query: { stream: 1 },
        repeatable: 'any',
        signal,
      }),

    getOrCreateStore: (name) =>
      data<KeyValueStore>({
        method: 'POST',
        path: path('key-value-stores'),
        query: { name },
        repeatable: 'any',
        needs: ['id'],
      }),
    putRecord: async (storeId, key, upload) => {
      await exchange({ method: 'PUT', path: record(storeId, key), upload, repeatable: 'any' });
    },
    recordUrl: (storeId, key) => `${connection.baseUrl}${record(storeId, key)}`,
  };
}

/** The answer repeats the files that were sent: megabytes that nobody reads. */
function withoutFiles(answered: Version & { readonly sourceFiles?: unknown }): Version {
  const { sourceFiles: _files, ...version } = answered;
  return version;
}

function record(storeId: string, key: string): string {
  return path('key-value-stores', storeId, 'records', key);
}

function path(...parts: readonly string[]): string {
  return ['', 'v2', ...parts.map(encodeURIComponent)].join('/');
}
