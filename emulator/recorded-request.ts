import type { IncomingMessage } from 'node:http';
import type { ReceivedBody } from './request-body.ts';

export interface RecordedRequest {
  readonly method: string;
  /** Encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The names are lowercase. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded body, or empty if it was too long to be kept. */
  readonly body: Buffer;
  /** The value of `performance.now()` when the last byte of the body arrived. */
  readonly receivedAt: number;
  readonly json: unknown;
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
