import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { ActionError, codeOf } from '../errors.ts';
import type { RecordFile } from './api.ts';

const compress = promisify(gzip);

/** The fastest level. Level 6 takes twice as long and makes source code only 15 % smaller. */
const COMPRESSION_LEVEL = 1;

/** The minimum size of a body to compress, in bytes. */
const COMPRESS_FROM = 1024;

/** Up to this number of bytes, compression is faster than starting a thread for it (2 ms). */
const COMPRESS_SYNC_TO = 64 * 1024;

/** A request body. Each attempt sends it from the start. */
interface RequestBody {
  readonly headers: Readonly<Record<string, string>>;
  /** @param onSent is called with the number of bytes passed to the connection. */
  open(onSent: (bytes: number) => void): OpenBody;
}

interface OpenBody {
  readonly init: RequestInit;
  /** The error that occurred when the file was read. It is not a connection error. */
  readonly fault?: ActionError | undefined;
}

export const noBody: RequestBody = { headers: {}, open: () => ({ init: {} }) };

/** https://docs.apify.com/api/v2#request-body */
export async function encodeJson(json: unknown): Promise<RequestBody> {
  const text = Buffer.from(JSON.stringify(json));
  const isCompressed = text.byteLength >= COMPRESS_FROM;
  const body = isCompressed ? await compressBytes(text) : text;
  return {
    headers: { 'content-type': 'application/json', ...(isCompressed ? { 'content-encoding': 'gzip' } : {}) },
    open: (onSent) => {
      onSent(body.byteLength);
      return { init: { body } };
    },
  };
}

async function compressBytes(bytes: Buffer): Promise<Buffer<ArrayBuffer>> {
  const options = { level: COMPRESSION_LEVEL };
  if (bytes.byteLength <= COMPRESS_SYNC_TO) return gzipSync(bytes, options);
  return await compress(bytes, options);
}

/** Reads the file in parts, so that memory use does not depend on its size. */
export function encodeFile(file: RecordFile): RequestBody {
  return {
    headers: { 'content-type': file.contentType, 'content-length': String(file.byteLength) },
    open: (onSent) => {
      const opened: { init: RequestInit; fault?: ActionError } = { init: {} };
      async function* parts(): AsyncGenerator<Uint8Array> {
        try {
          for await (const part of readParts(file)) {
            onSent(part.byteLength);
            yield part;
          }
        } catch (error) {
          opened.fault = faultOf(file, error);
          throw error;
        }
      }
      // With any other `redirect`, fetch keeps the whole body in memory in case it has to follow a redirect.
      opened.init = { body: ReadableStream.from(parts()), duplex: 'half', redirect: 'error' } as RequestInit;
      return opened;
    },
  };
}

async function* readParts({ path, byteLength }: RecordFile): AsyncGenerator<Uint8Array> {
  await using handle = await open(path);
  let left = (await handle.stat()).size === byteLength ? byteLength : -1;
  for await (const part of handle.createReadStream({ autoClose: false })) {
    left -= part.byteLength;
    if (left < 0) break;
    yield part;
  }
  if (left !== 0) throw new Error('its length changed');
}

function faultOf({ path }: RecordFile, error: unknown): ActionError {
  return new ActionError(`${path} could not be uploaded: ${codeOf(error)}`, {
    hint: 'Make sure that no other process changes or deletes this file while the action is running.',
    cause: error,
  });
}
