import type { IncomingMessage } from 'node:http';
import type { ReceivedBody } from './request-body.ts';

/** A request as the emulator received it, whether it was carried out or not. */
export interface RecordedRequest {
  readonly method: string;
  /** As it came, encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded from its `Content-Encoding`; empty where it was too long to be kept. */
  readonly body: Buffer;
  /** `performance.now()` when the last byte of the body had arrived. */
  readonly receivedAt: number;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
  /** Bytes of the body as they were sent. */
  readonly encodedLength: number;
}

export function recordRequest(message: IncomingMessage, url: URL, received: ReceivedBody): RecordedRequest {
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  const body = received.bytes ?? Buffer.alloc(0);
  return {
    method: message.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body,
    receivedAt: received.receivedAt,
    json: isJson(message) ? parse(body) : undefined,
    encodedLength: received.encodedLength,
  };
}

function isJson(message: IncomingMessage): boolean {
  return /^application\/json\b/i.test(message.headers['content-type'] ?? '');
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
