import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type CleanupApi, createCleanupApi } from '../../src/apify/cleanup-client.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { failureOf, serveInTurn } from '../support/peer.ts';
import { retryClock } from '../support/retry-clock.ts';

let emulator: Emulator;
let api: CleanupApi;
beforeEach(async () => {
  emulator = await startEmulator();
  api = createCleanupApi({ baseUrl: emulator.url, token: emulator.token, clock: retryClock() });
});
afterEach(() => emulator.close());

test('deletes a version, even if the first attempt fails', async () => {
  const actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }, { versionNumber: '0.2' }] });
  emulator.addFault({ method: 'DELETE', fault: { kind: 'status', status: 500 } });
  await api.deleteVersion('janedoe~my-actor', '0.2');
  expect(actor.versions.map(({ versionNumber }) => versionNumber)).toEqual(['0.1']);
  expect(await failureOf(api.deleteVersion('janedoe~my-actor', '0.2'))).toMatchObject({ status: 404 });
});

test('lists and deletes the records of a store', async () => {
  const main = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock: retryClock() });
  const { id } = await main.getOrCreateStore('actor-x-source');
  const { size: byteLength } = await import('node:fs/promises').then(({ stat }) => stat(import.meta.filename));
  const file = { path: import.meta.filename, byteLength, contentType: 'application/zip' };
  for (const key of ['a.zip', 'b.zip']) await main.putRecord(id, key, file);
  expect(await api.listKeys('janedoe~actor-x-source')).toEqual(['a.zip', 'b.zip']);
  await api.deleteRecord(id, 'a.zip');
  expect(await api.listKeys(id)).toEqual(['b.zip']);
});

test('lists the keys of all pages', async () => {
  const page = (keys: readonly string[], next: string | null): string =>
    JSON.stringify({
      data: { items: keys.map((key) => ({ key })), isTruncated: next !== null, nextExclusiveStartKey: next },
    });
  await using peer = await serveInTurn(page(['a', 'b'], 'b'), page(['c'], null));
  const pages = createCleanupApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
  expect(await pages.listKeys('x')).toEqual(['a', 'b', 'c']);
  expect(peer.requests.map(({ url }) => url)).toEqual([
    '/v2/key-value-stores/x/keys?limit=1000',
    '/v2/key-value-stores/x/keys?limit=1000&exclusiveStartKey=b',
  ]);
});

test('does not request the same page again and again', async () => {
  const page = '{"data":{"items":[{"key":"a"}],"isTruncated":true,"nextExclusiveStartKey":"a"}}';
  await using peer = await serveInTurn(page);
  const pages = createCleanupApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
  expect(await pages.listKeys('x')).toEqual(['a']);
  expect(peer.requests).toHaveLength(2);
});

test('rejects keys that do not have the documented form', async () => {
  await using peer = await serveInTurn('{"data":{"items":[{"key":5}],"isTruncated":false}}');
  const pages = createCleanupApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
  expect((await failureOf(pages.listKeys('x'))).message).toContain('response.data.items[0].key is not a string');
});
