import { createHmac } from 'node:crypto';
import type { ApifyApi, VersionSource } from '../apify/api.ts';
import { createArchiveKey } from './archive-key.ts';

/** A complete ZIP on disk. */
export interface Archive {
  readonly path: string;
  readonly byteLength: number;
  readonly actorPath?: string;
}

/**
 * Uploads an archive as a record of the Actor's own key-value store.
 * @param now ms since 1970.
 * @returns the source of a version that is built from it.
 * @throws ApifyApiError, ActionError like the methods of the API, which retry.
 */
export async function uploadArchive(
  api: ApifyApi,
  { path, byteLength, actorPath }: Archive,
  { actorId, versionNumber, now }: { readonly actorId: string; readonly versionNumber: string; readonly now: number },
): Promise<Extract<VersionSource, { sourceType: 'TARBALL' }>> {
  const store = await api.getOrCreateStore(`actor-${actorId}-source`);
  const key = createArchiveKey(versionNumber, now);
  await api.putRecord(store.id, key, { path, byteLength, contentType: 'application/zip' });
  const url = api.recordUrl(store.id, key);
  const secretKey = store.urlSigningSecretKey ?? '';
  const tarballUrl = secretKey === '' ? url : `${url}?signature=${signRecordKey(secretKey, key)}`;
  return { sourceType: 'TARBALL', tarballUrl, ...(actorPath === undefined ? {} : { actorPath }) };
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The signature that allows access to a record without a token: the first 30 hex digits of HMAC-SHA256 as a base 62
 * number, like `createHmacSignature` in https://github.com/apify/apify-shared-js.
 */
function signRecordKey(secretKey: string, key: string): string {
  let number = BigInt(`0x${createHmac('sha256', secretKey).update(key).digest('hex').slice(0, 30)}`);
  let text = '';
  do {
    text = DIGITS.charAt(Number(number % 62n)) + text;
    number /= 62n;
  } while (number > 0n);
  return text;
}
