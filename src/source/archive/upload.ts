import { createHmac, randomUUID } from 'node:crypto';
import type { ApifyApi, VersionSource } from '../../apify/api.ts';
import type { PackedArchive } from './pack-archive.ts';

/**
 * Uploads a packed archive as a record of the Actor's own key-value store, under a key that nothing else uses.
 * @param now ms since 1970; makes the key readable.
 * @returns the source of a version that is built from it.
 * @throws ApifyApiError, ActionError as the API's methods do, which repeat what may be repeated.
 */
export async function uploadArchive(
  api: ApifyApi,
  archive: PackedArchive,
  of: { readonly actorId: string; readonly versionNumber: string; readonly now: number },
): Promise<Extract<VersionSource, { sourceType: 'TARBALL' }>> {
  const store = await api.getOrCreateStore(`actor-${of.actorId}-source`);
  const key = recordKey(of.versionNumber, of.now);
  const { path, byteLength } = archive;
  await api.putRecord(store.id, key, { path, byteLength, contentType: 'application/zip' });
  const url = api.recordUrl(store.id, key);
  const secretKey = store.urlSigningSecretKey ?? '';
  const tarballUrl = secretKey === '' ? url : `${url}?signature=${signRecordKey(secretKey, key)}`;
  return { sourceType: 'TARBALL', tarballUrl };
}

/** Of letters, digits, dots and hyphens, which a record's key may have: `0.1-2026-11-24T07-43-23-123Z-<UUID>.zip`. */
function recordKey(versionNumber: string, now: number): string {
  return `${versionNumber}-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID()}.zip`;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * What opens a record without a token: the first 30 hex digits of HMAC-SHA256 as a number of base 62, as
 * `createHmacSignature` of https://github.com/apify/apify-shared-js writes it.
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
