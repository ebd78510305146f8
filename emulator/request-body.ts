import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { ApiFailure } from './api-failure.ts';

/** The maximum size of a decompressed request body in bytes. Records have no limit. https://docs.apify.com/api/v2 */
export const MAX_PAYLOAD_BYTES = 9_437_184;

export interface BodyRules {
  readonly encodings: readonly string[];
  /** In bytes after decompression. There is no limit if this is undefined. */
  readonly limit: number | undefined;
  /** In bytes. For longer bodies, only the length and the hash are kept, to limit memory use. */
  readonly keepUpTo: number;
  readonly breakAfter?: number | undefined;
}

export interface ReceivedBody {
  /** The decoded body, or the unchanged one if it cannot be decoded. Undefined if it is too long to be kept. */
  readonly bytes: Buffer | undefined;
  readonly byteLength: number;
  readonly encodedLength: number;
  /** The value of `performance.now()` when the last byte arrived. */
  readonly receivedAt: number;
  readonly sha256: string;
  /** Why the API rejects this body. */
  readonly problem: ApiFailure | undefined;
}

/**
 * Reads a request body to its end, even if it will be rejected, because otherwise the connection would be closed.
 * @throws Error if the client disconnects before the end.
 */
export async function readBody(message: IncomingMessage, rules: BodyRules): Promise<ReceivedBody> {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() ?? '';
  let chunks: Buffer[] | undefined = [];
  const hash = createHash('sha256');
  let encodedLength = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    encodedLength += chunk.length;
    hash.update(chunk);
    if (encodedLength > rules.keepUpTo) chunks = undefined;
    chunks?.push(chunk);
    if (encodedLength >= (rules.breakAfter ?? Number.POSITIVE_INFINITY)) break;
  }
  const encoded = chunks && Buffer.concat(chunks);
  const receivedAt = performance.now();
  const sha256 = hash.digest('hex');
  const received = { bytes: encoded, byteLength: encodedLength, encodedLength, receivedAt, sha256 };
  if (encodedLength === 0) return { ...received, problem: undefined };
  if (encoding !== '' && !rules.encodings.includes(encoding)) {
    const message = `Content-Encoding "${encoding}" is not supported.`;
    return { ...received, problem: new ApiFailure(415, 'unsupported-content-encoding', message) };
  }
  const decoded = encoded && encoding in decoders ? await decode(encoding, encoded) : received;
  if (decoded === undefined) {
    const problem = new ApiFailure(400, 'invalid-input', `Invalid input: The request body is not valid ${encoding}.`);
    return { ...received, problem };
  }
  const { byteLength } = decoded;
  const tooLong = rules.limit !== undefined && byteLength > rules.limit;
  const problem = tooLong ? tooLarge(message.method ?? '', rules.limit, byteLength) : undefined;
  return { ...received, ...decoded, problem };
}

type Decoder = (bytes: Buffer) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
  br: promisify(brotliDecompress as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
  deflate: promisify(inflate as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
};

type Decoded = Pick<ReceivedBody, 'bytes' | 'byteLength' | 'sha256'>;

async function decode(encoding: string, encoded: Buffer): Promise<Decoded | undefined> {
  try {
    const bytes = await decoders[encoding]?.(encoded);
    if (bytes === undefined) return undefined;
    return { bytes, byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    return undefined;
  }
}

function tooLarge(method: string, limit: number, length: number): ApiFailure {
  const message = `The ${method} payload is too large (limit: ${limit} bytes, actual length: ${length} bytes).`;
  return new ApiFailure(413, 'request-too-large', message);
}
