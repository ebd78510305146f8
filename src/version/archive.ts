import { createHmac, randomUUID } from 'node:crypto';
import type { ApifyApi, VersionSource } from '../apify/api.ts';

/** For example, `0.1-2026-11-24T07-43-23-123Z-<UUID>.zip`. Keys may contain letters, digits, dots and hyphens. */
const ARCHIVE_KEY =
  /^(?<versionNumber>\d{1,2}\.\d{1,2})-(?<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.zip$/;

/** Returns a unique record key for an archive. @param now in ms since 1970. */
export function createArchiveKey(versionNumber: string, now: number): string {
  return `${versionNumber}-${archiveTime(now)}-${randomUUID()}.zip`;
}

/** Formats a time for a record key. @param ms in ms since 1970. */
export function archiveTime(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[:.]/g, '-');
}

/** Parses a key from `createArchiveKey`; undefined for any other key. Values of `time` can be sorted by age. */
export function parseArchiveKey(key: string): { readonly versionNumber: string; readonly time: string } | undefined {
  const { versionNumber, time } = ARCHIVE_KEY.exec(key)?.groups ?? {};
  return versionNumber === undefined || time === undefined ? undefined : { versionNumber, time };
}

/** Whether a `tarballUrl` refers to a record that this action uploaded. */
export function isOwnArchive(tarballUrl: string): boolean {
  const { pathname = '' } = URL.parse(tarballUrl) ?? {};
  const [, key] = /\/v2\/key-value-stores\/[^/]+\/records\/([^/]+)$/.exec(pathname) ?? [];
  return key !== undefined && parseArchiveKey(key) !== undefined;
}

export interface Archive {
  readonly path: string;
  readonly byteLength: number;
  readonly actorPath: string | undefined;
}

/**
 * Uploads an archive as a record in the Actor's own key-value store.
 * @param now in ms since 1970.
 * @returns the source for a version that is built from the archive.
 * @throws ApifyApiError or ActionError, like the API methods, which retry requests.
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
  return { sourceType: 'TARBALL', tarballUrl, actorPath };
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Returns the signature for access to a record without a token: the first 30 hex digits of an HMAC-SHA256 as a base 62
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
