import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Upload } from './api.ts';

const compress = promisify(gzip);

/** From this size on a body is compressed, in bytes. */
const COMPRESS_FROM = 1024;

/** A body as it goes out; it can be opened anew for each attempt. */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly headers: Record<string, string>; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'upload'; readonly headers: Record<string, string>; readonly upload: Upload };

/** @see https://docs.apify.com/api/v2#request-body */
export async function encodeBody(json: unknown, upload: Upload | undefined): Promise<RequestBody> {
  if (upload !== undefined) {
    const headers = { 'content-type': upload.contentType, 'content-length': String(upload.byteLength) };
    return { kind: 'upload', headers, upload };
  }
  if (json === undefined) return { kind: 'none' };
  const bytes = Buffer.from(JSON.stringify(json));
  const headers = { 'content-type': 'application/json' };
  if (bytes.byteLength < COMPRESS_FROM) return { kind: 'bytes', headers, bytes };
  const compressed = Buffer.from(await compress(bytes));
  return { kind: 'bytes', headers: { ...headers, 'content-encoding': 'gzip' }, bytes: compressed };
}

/** What became of an upload's own bytes. */
export interface UploadWatch {
  /** `performance.now()` when the last byte so far was handed over. */
  readonly lastByteAt: number;
  /** Set where the bytes themselves could not be read: no fault of the connection. */
  readonly unreadable: { readonly reason: unknown } | undefined;
}

/** Opens an upload once, told of each part that is taken. */
export function openUpload(
  upload: Upload,
  onBytes: (bytes: number) => void,
): { readonly stream: ReadableStream<Uint8Array>; readonly watch: UploadWatch } {
  const watch = { lastByteAt: performance.now(), unreadable: undefined as UploadWatch['unreadable'] };
  async function* parts(): AsyncGenerator<Uint8Array> {
    try {
      for await (const part of upload.open()) {
        watch.lastByteAt = performance.now();
        onBytes(part.byteLength);
        yield part;
      }
    } catch (reason) {
      watch.unreadable = { reason };
      throw reason;
    }
  }
  return { stream: ReadableStream.from(parts()), watch };
}
