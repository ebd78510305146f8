/** The requests that delete previews and archives. Only `cleanup` loads this file. */
import * as forms from './api-forms.ts';
import { type Connection, openConnection } from './http.ts';
import { actorPath, apiPath } from './paths.ts';
import { readEmpty } from './response.ts';

/** Errors and retries are like those of `ApifyApi`. */
export interface CleanupApi {
  deleteVersion(actorId: string, versionNumber: string): Promise<void>;
  /** Lists the keys of a store, at most about 100,000. @param storeId an ID or `username~name`. */
  listKeys(storeId: string): Promise<readonly string[]>;
  deleteRecord(storeId: string, key: string): Promise<void>;
}

const MAX_KEYS = 100_000;

export function createCleanupApi(connection: Connection): CleanupApi {
  const { send, get } = openConnection(connection);
  const store = (storeId: string, ...rest: readonly string[]): string => apiPath('key-value-stores', storeId, ...rest);

  return {
    deleteVersion: (actorId, versionNumber) =>
      send({ method: 'DELETE', path: actorPath(actorId, 'versions', versionNumber) }, readEmpty),
    listKeys: async (storeId) => {
      const keys = new Set<string>();
      let exclusiveStartKey: string | undefined;
      for (;;) {
        const query = { limit: 1000, exclusiveStartKey };
        const page = await get({ method: 'GET', path: store(storeId, 'keys'), query }, forms.keyList);
        const before = keys.size;
        for (const { key } of page.items) keys.add(key);
        // A page without new keys would be requested forever.
        const isLast = !page.isTruncated || !page.nextExclusiveStartKey || keys.size === before;
        if (isLast || keys.size >= MAX_KEYS) return [...keys];
        exclusiveStartKey = page.nextExclusiveStartKey ?? undefined;
      }
    },
    deleteRecord: (storeId, key) => send({ method: 'DELETE', path: store(storeId, 'records', key) }, readEmpty),
  };
}
