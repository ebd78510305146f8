/** The built action with the proxy variables of the runner. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { checkout, deploy, smallActor } from '../support/deployment.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/tls');
const authority = path.join(fixtures, 'localhost.crt');

let emulator: Emulator;
/** Targets of the requested tunnels. */
let tunnels: (string | undefined)[] = [];
const open = new Set<Socket>();

function join(near: Socket, port: number): void {
  const far = connect(port, '127.0.0.1');
  for (const socket of [near, far]) {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  }
  near.pipe(far).pipe(near);
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const proxy = createServer();
proxy.on('connect', ({ url }, client: Socket) => {
  tunnels.push(url);
  client.write('HTTP/1.1 200 Connection established\r\n\r\n');
  join(client, Number(url?.split(':')[1]));
});
/** The emulator behind https. */
const tlsApi = createTlsServer(
  { key: readFileSync(path.join(fixtures, 'localhost.key')), cert: readFileSync(authority) },
  (socket) => join(socket, Number(new URL(emulator.url).port)),
);

beforeAll(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
  for (const server of [proxy, tlsApi]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
beforeEach(() => {
  tunnels = [];
  emulator.clearRequests();
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  for (const server of [proxy, tlsApi]) await once(server.close(), 'close');
  await emulator.close();
});

async function run(url: string, variables: Readonly<Record<string, string>>) {
  await using tree = await checkout(smallActor);
  const step = await deploy({
    emulator,
    workspace: tree.folder,
    inputs: { 'actor-id': 'janedoe/my-actor', build: 'false', 'api-base-url': url },
    environment: { NODE_EXTRA_CA_CERTS: authority, ...variables },
  });
  expect(step.annotations).toEqual([]);
  expect(emulator.requests.map(({ method }) => method).sort()).toEqual(['GET', 'GET', 'POST']);
}

const proxyUrl = (): string => `http://127.0.0.1:${portOf(proxy)}`;
const httpsUrl = (): string => `https://localhost:${portOf(tlsApi)}`;

test('an https API is reached through HTTPS_PROXY', async () => {
  await run(httpsUrl(), { HTTPS_PROXY: proxyUrl() });
  expect(new Set(tunnels)).toEqual(new Set([`localhost:${portOf(tlsApi)}`]));
});

test('an http API is reached through HTTP_PROXY', async () => {
  await run(emulator.url, { HTTP_PROXY: proxyUrl() });
  expect(new Set(tunnels)).toEqual(new Set([new URL(emulator.url).host]));
});

test('hosts in NO_PROXY are reached without the proxy', async () => {
  await run(httpsUrl(), { HTTPS_PROXY: proxyUrl(), NO_PROXY: 'localhost' });
  expect(tunnels).toEqual([]);
});
