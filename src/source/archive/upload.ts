import { createHmac, randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ApifyApi, Upload, VersionSource } from '../../apify/api.ts';
import type { PackedArchive } from './pack-archive.ts';

/** Bytes that are read at once. */
const CHUNK_BYTES = 64 * 1024;

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
  await api.putRecord(store.id, key, uploadOf(archive));
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

/** Each attempt reads the file from its beginning, a part at a time. */
function uploadOf({ path, byteLength }: PackedArchive): Upload {
  return {
    contentType: 'application/zip',
    byteLength,
    open: () => {
      let handle: FileHandle | undefined;
      return new ReadableStream<Uint8Array>({
        start: async () => {
          handle = await open(path, 'r');
        },
        pull: async (controller) => {
          const read = await handle?.read(Buffer.allocUnsafeSlow(CHUNK_BYTES));
          if (read === undefined || read.bytesRead === 0) {
            await handle?.close();
            controller.close();
          } else {
            controller.enqueue(read.buffer.subarray(0, read.bytesRead));
          }
        },
        cancel: async () => handle?.close(),
      });
    },
  };
}
