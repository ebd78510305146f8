import { randomBytes } from 'node:crypto';
import { ApiFailure, invalidInput, notFound } from './api-failure.ts';
import { type ApiResponse, data, json, noContent } from './api-response.ts';
import { type Call, flag, param, type ServerQuirks, takePage, wholeNumber } from './call.ts';
import { isoDate, makeId, type Platform, remove, type StoredRecord, type StoredStore } from './platform.ts';
import { signatureOf } from './record-signature.ts';

const STORE_NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const RECORD_KEY = /^[A-Za-z0-9!\-_.'()]{1,256}$/;

/**
 * Lists the stores, including unnamed ones if the query has `unnamed`.
 * https://docs.apify.com/api/v2/key-value-stores-get
 */
export function listStores(call: Call): ApiResponse {
  const all = call.platform.stores.filter(({ name }) => name !== undefined || flag(call, 'unnamed'));
  return data(
    200,
    takePage(call, all, (store) => showStore(store, call)),
  );
}

/** Gets the store with a name, or creates it. https://docs.apify.com/api/v2/key-value-stores-post */
export function getOrCreateStore(call: Call): ApiResponse {
  const { platform } = call;
  const name = call.request.query.get('name') || undefined;
  if (name !== undefined && !STORE_NAME.test(name)) {
    throw invalidInput('Query parameter name', 'must be up to 63 letters, digits and inner hyphens');
  }
  const there = platform.stores.find((store) => name !== undefined && store.name === name);
  if (there !== undefined) return data(200, showStore(there, call));
  const store = addStore(platform, call, name);
  return data(201, showStore(store, call), { location: `${call.url}/v2/key-value-stores/${store.id}` });
}

export function addStore(platform: Platform, { signedRecords }: ServerQuirks, name: string | undefined): StoredStore {
  const now = platform.now();
  const store: StoredStore = {
    id: makeId(),
    name,
    createdAt: now,
    modifiedAt: now,
    urlSigningSecretKey: signedRecords ? randomBytes(18).toString('base64url') : undefined,
    records: new Map(),
  };
  platform.stores.push(store);
  return store;
}

export function getStore(call: Call): ApiResponse {
  return data(200, showStore(storeOf(call), call));
}

export function deleteStore(call: Call): ApiResponse {
  remove(call.platform.stores, storeOf(call));
  return noContent();
}

/** Lists the keys, sorted by their characters. https://docs.apify.com/api/v2/key-value-store-keys-get */
export function listKeys(call: Call): ApiResponse {
  const store = storeOf(call);
  const limit = wholeNumber(call, 'limit', { min: 1, max: 1000, otherwise: 1000 });
  const after = call.request.query.get('exclusiveStartKey') ?? '';
  const prefix = call.request.query.get('prefix') ?? '';
  const all = [...store.records.values()]
    .filter(({ key }) => key > after && key.startsWith(prefix))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const items = all.slice(0, limit).map(({ key, byteLength }) => ({
    key,
    size: byteLength,
    recordPublicUrl: `${call.url}/v2/key-value-stores/${store.id}/records/${encodeURIComponent(key)}`,
  }));
  const isTruncated = all.length > items.length;
  const nextExclusiveStartKey = isTruncated ? items.at(-1)?.key : null;
  const exclusiveStartKey = after || null;
  return data(200, { items, count: items.length, limit, exclusiveStartKey, isTruncated, nextExclusiveStartKey });
}

export function putRecord(call: Call): ApiResponse {
  const store = storeOf(call);
  const key = param(call, 'recordKey');
  if (!RECORD_KEY.test(key)) {
    throw new ApiFailure(400, 'invalid-record-key', 'Record key contains invalid character');
  }
  const { bytes, byteLength, sha256 } = call.received;
  const contentType = call.request.headers['content-type'] ?? 'application/octet-stream';
  store.records.set(key, { key, contentType, byteLength, sha256, bytes });
  store.modifiedAt = call.platform.now();
  const location = `${call.url}/v2/key-value-stores/${store.id}/records/${encodeURIComponent(key)}`;
  return json(201, {}, { location });
}

/**
 * Returns a record. Requires a token or a valid signature, unless the store has no key for signing. Also handles HEAD.
 * https://docs.apify.com/api/v2/key-value-store-record-get
 */
export function getRecord(call: Call): ApiResponse {
  const store = storeOf(call);
  const key = param(call, 'recordKey');
  const secret = store.urlSigningSecretKey;
  if (!call.authorised && secret !== undefined) {
    const signature = call.request.query.get('signature');
    if (signature === null) throw new ApiFailure(401, 'token-not-provided', 'Authentication token was not provided');
    if (signature !== signatureOf(secret, key)) throw new ApiFailure(403, 'invalid-signature', 'Invalid signature.');
  }
  const record = recordOf(store, key);
  if (record.bytes === undefined)
    throw new ApiFailure(500, 'not-implemented', 'The emulator does not keep records of this length.');
  return { kind: 'bytes', status: 200, headers: { 'content-type': record.contentType }, bytes: record.bytes };
}

export function deleteRecord(call: Call): ApiResponse {
  storeOf(call).records.delete(param(call, 'recordKey'));
  return noContent();
}

function storeOf(call: Call): StoredStore {
  const store = call.platform.findStore(param(call, 'storeId'));
  if (store === undefined) throw notFound('Store');
  return store;
}

function recordOf(store: StoredStore, key: string): StoredRecord {
  const record = store.records.get(key);
  if (record === undefined) throw notFound('Record');
  return record;
}

function showStore(store: StoredStore, { platform, url }: Call): object {
  return {
    id: store.id,
    name: store.name ?? null,
    userId: platform.userId,
    username: platform.username,
    createdAt: isoDate(store.createdAt),
    modifiedAt: isoDate(store.modifiedAt),
    accessedAt: isoDate(platform.now()),
    actId: null,
    actRunId: null,
    recordsPublicUrl: `${url}/v2/key-value-stores/${store.id}/records`,
    urlSigningSecretKey: store.urlSigningSecretKey ?? null,
  };
}
