/** Requests that delete previews and archives. Only `cleanup` loads this file. */
import * as forms from './api-forms.ts';
import { actorPath, apiPath, type Connection, openConnection } from './http.ts';
import { readEmpty } from './response.ts';

export type CleanupApi = ReturnType<typeof createCleanupApi>;

const MAX_KEYS = 100_000;

export function createCleanupApi(connection: Connection) {
  const { send, get } = openConnection(connection);
  const store = (storeId: string, ...rest: readonly string[]): string => apiPath('key-value-stores', storeId, ...rest);

  return {
    deleteVersion: (actorId: string, versionNumber: string) =>
      send({ method: 'DELETE', path: actorPath(actorId, 'versions', versionNumber) }, readEmpty),
    /** Lists the keys of a store, up to about 100,000. @param storeId an ID or `username~name`. */
    listKeys: async (storeId: string): Promise<readonly string[]> => {
      const keys = new Set<string>();
      let exclusiveStartKey: string | undefined;
      for (;;) {
        const query = { limit: 1000, exclusiveStartKey };
        const page = await get({ method: 'GET', path: store(storeId, 'keys'), query }, forms.keyList);
        const before = keys.size;
        for (const { key } of page.items) keys.add(key);
        // Stops at a page without new keys, which would otherwise be requested forever.
        const isLast = !page.isTruncated || !page.nextExclusiveStartKey || keys.size === before;
        if (isLast || keys.size >= MAX_KEYS) return [...keys];
        exclusiveStartKey = page.nextExclusiveStartKey ?? undefined;
      }
    },
    deleteRecord: (storeId: string, key: string) =>
      send({ method: 'DELETE', path: store(storeId, 'records', key) }, readEmpty),
  };
}
