import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { ApiFailure } from './api-failure.ts';

/** Bytes of a request after decompression; a record's bytes are not counted. https://docs.apify.com/api/v2 */
export const MAX_PAYLOAD_BYTES = 9_437_184;

export interface BodyRules {
  readonly encodings: readonly string[];
  /** Bytes after decompression; undefined where there is no limit. */
  readonly limit: number | undefined;
  /** False: only length and hash are kept, for uploads that would fill the memory. */
  readonly keep: boolean;
}

export interface ReceivedBody {
  /** Decoded; as it came where it cannot be decoded; empty where it was not to be kept. */
  readonly bytes: Buffer;
  readonly byteLength: number;
  readonly encodedLength: number;
  /** Hex, of the decoded bytes. */
  readonly sha256: string;
  /** Why the API refuses this body. */
  readonly problem: ApiFailure | undefined;
}

/**
 * Reads a request's body to its end, also where it will be refused: a connection is kept alive only so.
 * @throws where the client goes away before the end.
 */
export async function readBody(message: IncomingMessage, rules: BodyRules): Promise<ReceivedBody> {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() ?? '';
  const compressed = encoding in decoders;
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let encodedLength = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    encodedLength += chunk.length;
    hash.update(chunk);
    if (rules.keep || compressed) chunks.push(chunk);
  }
  const encoded = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  const received = { bytes: encoded, byteLength: encodedLength, encodedLength, sha256: hash.digest('hex') };
  if (encodedLength === 0) return { ...received, problem: undefined };
  if (encoding !== '' && !rules.encodings.includes(encoding)) {
    const message = `Content-Encoding "${encoding}" is not supported.`;
    return { ...received, problem: new ApiFailure(415, 'unsupported-content-encoding', message) };
  }
  const bytes = compressed ? await decode(encoding, encoded) : encoded;
  if (bytes === undefined) {
    const problem = new ApiFailure(400, 'invalid-input', `Invalid input: The request body is not valid ${encoding}.`);
    return { ...received, problem };
  }
  const byteLength = compressed ? bytes.length : encodedLength;
  const sha256 = compressed ? createHash('sha256').update(bytes).digest('hex') : received.sha256;
  const problem =
    rules.limit !== undefined && byteLength > rules.limit
      ? tooLarge(message.method ?? '', rules.limit, byteLength)
      : undefined;
  return { bytes: rules.keep ? bytes : Buffer.alloc(0), byteLength, encodedLength, sha256, problem };
}

type Decoder = (bytes: Buffer) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
  br: promisify(brotliDecompress as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
  deflate: promisify(inflate as (bytes: Buffer, done: (error: Error | null, result: Buffer) => void) => void),
};

async function decode(encoding: string, bytes: Buffer): Promise<Buffer | undefined> {
  try {
    return await decoders[encoding]?.(bytes);
  } catch {
    return undefined;
  }
}

function tooLarge(method: string, limit: number, length: number): ApiFailure {
  const message = `The ${method} payload is too large (limit: ${limit} bytes, actual length: ${length} bytes).`;
  return new ApiFailure(413, 'request-too-large', message);
}
