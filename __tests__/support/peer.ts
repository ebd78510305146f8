/** A server on loopback with responses from a test, and an API client for it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { expect } from '@jest/globals';
import type { ApifyApi } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Connection } from '../../src/apify/http.ts';
import { retryClock } from './retry-clock.ts';

export interface Peer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Open connections. */
  readonly open: ReadonlySet<object>;
}

export async function listen(
  server: Server,
  scheme = 'http',
  requests: readonly IncomingMessage[] = [],
): Promise<Peer> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server.close(), 'close');
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { port, url: `${scheme}://127.0.0.1:${port}`, requests, open, [Symbol.asyncDispose]: close };
}

export function serve(answer: RequestListener): Promise<Peer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return listen(server, 'http', requests);
}

export type Reply = string | ((response: ServerResponse) => void);

/** Starts a server that reads each request completely and sends these replies in turn. It repeats the last one. */
export function serveInTurn(...replies: readonly Reply[]): Promise<Peer> {
  let count = 0;
  return serve((request, response) => {
    const reply = replies[Math.min(count, replies.length - 1)] ?? '';
    count += 1;
    request.resume().on('end', () => {
      if (typeof reply === 'string') response.end(reply);
      else reply(response);
    });
  });
}

export const status =
  (code: number, body: string | Buffer = '', headers = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end(body);

export function connect(url: string, more: Partial<Connection> = {}): ApifyApi {
  return createApifyApi({ baseUrl: url, token: 'apify_api_secret', clock: retryClock(), ...more });
}

/** Limits without retries. */
export const oneAttempt = { limits: { maxAttempts: 1 } } as const;

export async function failureOf(work: Promise<unknown>): Promise<Error> {
  const result = await work.then(
    () => new Error('It succeeded'),
    (error: unknown) => error as Error,
  );
  expect(result.message).not.toBe('It succeeded');
  return result;
}
