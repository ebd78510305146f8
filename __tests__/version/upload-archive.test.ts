import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { systemClock } from '../../src/time/clock.ts';
import { type Archive, uploadArchive } from '../../src/version/archive.ts';
import { type SourceFolder, sourceFolder } from '../support/source-folder.ts';

const now = Date.UTC(2026, 10, 24, 7, 43, 23, 456);
const of = { actorId: 'aBcDeFgHiJkLmNoPq', versionNumber: '0.1', now };
const bytes = randomBytes(1_000_000);

let folder: SourceFolder;
let archive: Archive;
let emulator: Emulator;
beforeEach(async () => {
  folder = await sourceFolder({ 'source.zip': bytes });
  const file = path.join(folder.folder, 'source.zip');
  archive = { path: file, byteLength: bytes.length, actorPath: undefined };
  emulator = await startEmulator();
});
afterEach(async () => {
  await emulator.close();
  await folder[Symbol.asyncDispose]();
});

function api(signal?: AbortSignal, url = emulator.url) {
  const clock = { ...systemClock, sleep: async () => {} };
  return createApifyApi({ baseUrl: url, token: emulator.token, clock, ...(signal === undefined ? {} : { signal }) });
}

test('stores the bytes as a record in a store named after the Actor, which anyone with the URL can read', async () => {
  const { sourceType, tarballUrl } = await uploadArchive(api(), archive, of);
  expect(sourceType).toBe('TARBALL');
  const [store] = emulator.platform.stores;
  expect(store?.name).toBe('actor-aBcDeFgHiJkLmNoPq-source');
  const address = `${emulator.url}/v2/key-value-stores/${store?.id}/records/0.1-2026-11-24T07-43-23-456Z-`;
  expect(tarballUrl.startsWith(address)).toBe(true);
  expect(tarballUrl).not.toContain(emulator.token);
  const answer = await fetch(tarballUrl);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  const put = emulator.requests.find(({ method }) => method === 'PUT');
  expect(put?.headers).toMatchObject({ 'content-type': 'application/zip', 'content-length': '1000000' });
});

test('creates the same signatures as the official client', async () => {
  const client = new ApifyClient({ baseUrl: emulator.url, publicBaseUrl: emulator.url, token: emulator.token });
  // Each store has its own signing key.
  for (let turn = 0; turn < 30; turn += 1) {
    const { tarballUrl } = await uploadArchive(api(), archive, { ...of, actorId: `actor${turn}` });
    const [, storeId = '', key = ''] = /key-value-stores\/([^/]+)\/records\/([^?]+)/.exec(tarballUrl) ?? [];
    expect(tarballUrl).toBe(await client.keyValueStore(storeId).getRecordPublicUrl(key));
  }
});

test('adds no signature if the store has no signing key', async () => {
  await emulator.close();
  emulator = await startEmulator({ signedRecords: false });
  const { tarballUrl } = await uploadArchive(api(), archive, of);
  expect(tarballUrl).toMatch(/\.zip$/);
  expect((await fetch(tarballUrl)).status).toBe(200);
});

test("returns a URL below the API's base URL", async () => {
  const { tarballUrl } = await uploadArchive(
    {
      ...api(),
      recordUrl: api(undefined, 'https://proxy.test/apify').recordUrl,
    },
    archive,
    of,
  );
  expect(tarballUrl).toMatch(
    /^https:\/\/proxy\.test\/apify\/v2\/key-value-stores\/[^/]+\/records\/[^/?]+\?signature=[0-9A-Za-z]+$/,
  );
});

test('uses a new key for each upload, even in the same millisecond, and keeps older archives', async () => {
  for (let turn = 0; turn < 5; turn += 1) await uploadArchive(api(), archive, of);
  expect(emulator.platform.stores.length).toBe(1);
  expect(emulator.platform.stores[0]?.records.size).toBe(5);
});

describe('repeats an upload from the beginning if it fails', () => {
  test.each([
    ['after some bytes', { kind: 'reset', afterBytes: 300_000 }],
    ['after all bytes', { kind: 'reset' }],
    ['with a 500 response', { kind: 'status', status: 500 }],
    ['with a 429 response', { kind: 'status', status: 429 }],
    ['without a response', { kind: 'lost-answer' }],
  ] as const)('%s', async (_title, fault) => {
    emulator.addFault({ method: 'PUT', times: 2, fault });
    const { tarballUrl } = await uploadArchive(api(), archive, of);
    const uploads = emulator.requests.filter(({ method }) => method === 'PUT');
    expect(new Set(uploads.map((request) => request.path)).size).toBe(1);
    expect(Buffer.from(await (await fetch(tarballUrl)).arrayBuffer()).equals(bytes)).toBe(true);
  });
});

test('reports a rejected upload', async () => {
  emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403, type: 'insufficient-permissions' } });
  await expect(uploadArchive(api(), archive, of)).rejects.toThrow(/403 insufficient-permissions/);
});

test('rejects a truncated archive', async () => {
  await writeFile(archive.path, bytes.subarray(0, 1000));
  await expect(uploadArchive(api(), archive, of)).rejects.toThrow(/could not be uploaded: its length changed$/);
  expect(emulator.platform.stores[0]?.records.size).toBe(0);
});

test('ends when the step is canceled', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
  const upload = uploadArchive(api(controller.signal), archive, of);
  while (!emulator.requests.some(({ method }) => method === 'PUT')) await systemClock.sleep(5);
  controller.abort(reason);
  await expect(upload).rejects.toBe(reason);
});
