/** The runner's proxy and certificate authorities, with a real proxy. Each request is sent by a separate process. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useProxy } from '../../src/runner/proxy.ts';
import type { Asked } from '../support/ask-api.ts';

const tls = path.resolve(import.meta.dirname, '../fixtures/tls');
const authority = path.join(tls, 'localhost.crt');
const certificate = { key: readFileSync(path.join(tls, 'localhost.key')), cert: readFileSync(authority) };
const script = path.resolve(import.meta.dirname, '../support/ask-api.ts');

const answer: RequestListener = (_, response) => void response.end('{"data":{"username":"janedoe"}}');
const api = createServer(answer);
const tlsApi = createTlsServer(certificate, answer);
/** Tunnels that were requested from the proxies: the target, the credentials and all headers. */
let tunnels: { readonly to: string | undefined; readonly by: string | undefined; readonly head: string }[] = [];
/** Local ports of the proxies' connections to the API. */
const ownPorts = new Set<number | undefined>();
/** Remote ports of the connections that reached the API. */
let callers: (number | undefined)[] = [];
/** The response of a proxy that refuses tunnels. */
let refusal: ((socket: Socket) => void) | undefined;
const proxy = createServer();
const tlsProxy = createTlsServer(certificate);
const servers: readonly Server[] = [api, tlsApi, proxy, tlsProxy];
const open = new Set<Socket>();

for (const server of servers) {
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  });
}
for (const server of [api, tlsApi]) {
  server.on('connection', (socket: Socket) => void callers.push(socket.remotePort));
}
for (const server of [proxy, tlsProxy]) {
  server.on('connect', ({ url, headers }, client: Socket) => {
    tunnels.push({ to: url, by: headers['proxy-authorization'], head: JSON.stringify(headers) });
    client.on('error', () => {});
    if (refusal !== undefined) {
      refusal(client);
      return;
    }
    const far = connect(Number(url?.split(':')[1]), '127.0.0.1', () => {
      ownPorts.add(far.localPort);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(far).pipe(client);
    });
    far.on('error', () => client.destroy());
    client.on('close', () => far.destroy());
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
});

beforeEach(() => {
  tunnels = [];
  callers = [];
  refusal = undefined;
});

afterAll(async () => {
  for (const socket of open) socket.destroy();
  for (const server of servers) await once(server.close(), 'close');
});

/** `HOST:PORT` of a server, with the host name in its certificate. */
const at = (server: Server): string => `localhost:${portOf(server)}`;
const httpUrl = (): string => `http://${at(api)}`;
const httpsUrl = (): string => `https://${at(tlsApi)}`;

/** The processes share their compiled code: without it, each takes twice as long. */
const compiled = mkdtempSync(path.join(tmpdir(), 'compiled-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true, maxRetries: 10 }));

/** Sends a request in a process with only these proxy variables. @returns the JSON that it printed. */
async function ask(baseUrl: string, variables: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const others = Object.entries(process.env).filter(([name]) => !/_proxy$|^NODE_/i.test(name));
  const own = { NODE_EXTRA_CA_CERTS: authority, NODE_COMPILE_CACHE: compiled };
  const env = { ...Object.fromEntries(others), ...own, ...variables };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, baseUrl], { env, timeout: 20_000 });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

type Way = readonly [string, (proxyUrl: string) => Readonly<Record<string, string>>, () => string, () => string];

const ways: readonly Way[] = [
  ['in HTTPS_PROXY, for https', (url) => ({ HTTPS_PROXY: url }), httpsUrl, () => at(tlsApi)],
  ['in https_proxy, for https', (url) => ({ https_proxy: url }), httpsUrl, () => at(tlsApi)],
  ['in HTTP_PROXY, for http', (url) => ({ HTTP_PROXY: url }), httpUrl, () => at(api)],
  ['in http_proxy, for http', (url) => ({ http_proxy: url }), httpUrl, () => at(api)],
  [
    'in HTTP_PROXY if HTTPS_PROXY is not set, for https too, as in Node',
    (url) => ({ HTTP_PROXY: url }),
    httpsUrl,
    () => at(tlsApi),
  ],
  [
    'if NO_PROXY contains other hosts',
    (url) => ({ HTTPS_PROXY: url, NO_PROXY: 'example.com,.local' }),
    httpsUrl,
    () => at(tlsApi),
  ],
];

/** On Windows, the two spellings are one variable. */
const waysOfTwo: readonly Way[] = [
  [
    'https_proxy before HTTPS_PROXY, which is not checked in that case',
    (url) => ({ https_proxy: url, HTTPS_PROXY: 'nonsense' }),
    httpsUrl,
    () => at(tlsApi),
  ],
  ['HTTPS_PROXY if https_proxy is empty', (url) => ({ https_proxy: '', HTTPS_PROXY: url }), httpsUrl, () => at(tlsApi)],
];

describe('a request goes only through the proxy', () => {
  test.each([...ways, ...(process.platform === 'win32' ? [] : waysOfTwo)])(
    '%s',
    async (_, variables, urlOf, target) => {
      expect(await ask(urlOf(), variables(`http://${at(proxy)}`))).toEqual({ username: 'janedoe', diagnostics: [] });
      expect(tunnels.map(({ to }) => to)).toEqual([target()]);
      expect(callers).toHaveLength(1);
      expect(callers.filter((port) => !ownPorts.has(port))).toEqual([]);
    },
  );

  test('supports a proxy with an https URL', async () => {
    expect(await ask(httpsUrl(), { HTTPS_PROXY: `https://${at(tlsProxy)}` })).toMatchObject({ username: 'janedoe' });
    expect(tunnels.map(({ to }) => to)).toEqual([at(tlsApi)]);
    expect(callers.filter((port) => !ownPorts.has(port))).toEqual([]);
  });

  test('the proxy receives the user name and password, but not the token', async () => {
    await ask(httpsUrl(), { HTTPS_PROXY: `http://jane:p%40ss@${at(proxy)}` });
    expect(tunnels[0]?.by).toBe(`Basic ${Buffer.from('jane:p@ss').toString('base64')}`);
    expect(tunnels[0]?.head).not.toContain('secret');
  });
});

describe('a request does not use the proxy', () => {
  test.each<[string, (proxyUrl: string) => Readonly<Record<string, string>>]>([
    ['without variables', () => ({})],
    ['with NO_PROXY', (url) => ({ HTTPS_PROXY: url, NO_PROXY: 'example.com, localhost' })],
    ['with no_proxy', (url) => ({ https_proxy: url, no_proxy: 'localhost' })],
    ['with NO_PROXY=*', (url) => ({ HTTPS_PROXY: url, NO_PROXY: '*' })],
  ])('%s', async (_, variables) => {
    expect(await ask(httpsUrl(), variables(`http://${at(proxy)}`))).toMatchObject({ username: 'janedoe' });
    expect(tunnels).toEqual([]);
    expect(callers).toHaveLength(1);
  });
});

describe('a variable that is not a valid proxy URL is an error', () => {
  test.each([
    ['no scheme', 'proxy.example.com:8080'],
    ['an unsupported scheme', 'socks5://proxy.example.com:1080'],
    ['no host', 'http://'],
    ['a line break', 'http://proxy.\nexample.com:8080'],
    ['a password with an unescaped %', 'http://jane:100%25%pure@proxy.example.com:8080'],
    ['white space', ' '],
    ['a word', 'none'],
  ])('%s', (_, value) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      const use = (): unknown => useProxy({ [name]: value });
      // The message does not contain the value, which may contain a password.
      expect(use).toThrow(new Error(`${name} on the runner is not a valid proxy URL`));
      expect(use).toThrow(expect.objectContaining({ hint: expect.stringContaining('http://proxy.example.com:8080') }));
    }
  });

  test.each(['http://jane:100%25%pure@proxy.example.com:8080', 'http://proxy.\nexample.com:8080'])(
    'that names only the invalid variable of two: %j',
    (wrong) => {
      const use = (): unknown => useProxy({ HTTPS_PROXY: 'http://proxy.example.com:8080', http_proxy: wrong });
      expect(use).toThrow(new Error('http_proxy on the runner is not a valid proxy URL'));
    },
  );

  test('that names both variables if both are invalid', () => {
    expect(() => useProxy({ HTTPS_PROXY: 'a', http_proxy: 'b' })).toThrow(
      'HTTPS_PROXY and http_proxy on the runner is not',
    );
  });

  test('unless the variable is empty', () => {
    expect(useProxy({ HTTPS_PROXY: '', NO_PROXY: 'nonsense://' })).toEqual([]);
  });

  test('before any request is sent', async () => {
    expect(await ask(httpsUrl(), { HTTPS_PROXY: 'proxy:8080' })).toMatchObject({
      // On Windows, both spellings have the value.
      message: expect.stringMatching(/^HTTPS_PROXY on the runner is not a valid proxy URL$/i),
    });
    expect(callers).toEqual([]);
  });
});

describe('an error describes a proxy that', () => {
  const say = (head: string) => (socket: Socket) => void socket.end(`HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`);

  // The number is the number of attempts: there is only one if another attempt cannot help.
  test.each<[string, (socket: Socket) => void, number, string, string]>([
    [
      'requires a password',
      say('407 Authentication Required'),
      1,
      'the proxy requires a user name and password',
      'user:password@',
    ],
    ['refuses the connection', say('403 Forbidden'), 1, 'the proxy refused the connection', 'HTTPS_PROXY'],
    ['cannot reach the API', say('502 Bad Gateway'), 2, 'the proxy could not make the connection', 'can reach the API'],
    ['closes the connection', (socket) => socket.destroy(), 2, 'the proxy closed the connection', 'HTTPS_PROXY'],
    ['speaks another protocol', (socket) => socket.end('SSH-2.0\r\n'), 2, 'is not valid HTTP', 'proxies'],
    ['does not respond', () => {}, 2, 'No response to GET /v2/users/me within 1.0 s', 'network'],
  ])('%s', async (_, refuse, attempts, words, help) => {
    refusal = refuse;
    const { message, hint } = await ask(httpsUrl(), { HTTPS_PROXY: `http://jane:secret@${at(proxy)}` });
    expect(message).toContain(words);
    expect(hint).toContain(help);
    expect(message).not.toContain('secret');
    expect(tunnels).toHaveLength(attempts);
    expect(callers).toEqual([]);
  });

  test('does not exist', async () => {
    const gone = createServer();
    await once(gone.listen(0, '127.0.0.1'), 'listening');
    const address = `http://localhost:${portOf(gone)}`;
    await once(gone.close(), 'close');
    const { message, hint } = await ask(httpsUrl(), { HTTPS_PROXY: address });
    expect(message).toContain('the connection was refused (ECONNREFUSED)');
    expect(hint).toContain('HTTPS_PROXY');
    expect(callers).toEqual([]);
  });
});

describe('certificate authorities', () => {
  test('in NODE_EXTRA_CA_CERTS are trusted', async () => {
    expect(await ask(httpsUrl())).toMatchObject({ username: 'janedoe' });
  });

  test.each<[string, () => Readonly<Record<string, string>>]>([
    ['without a proxy', () => ({})],
    ['behind a proxy', () => ({ HTTPS_PROXY: `http://${at(proxy)}` })],
  ])('that are unknown are an error that mentions NODE_EXTRA_CA_CERTS, %s', async (_, variables) => {
    const { message, hint } = await ask(httpsUrl(), { NODE_EXTRA_CA_CERTS: '', ...variables() });
    expect(message).toBe(
      'No response to GET /v2/users/me: the TLS certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    );
    expect(hint).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('do not make a certificate for another host valid', async () => {
    const { message } = await ask(httpsUrl().replace('localhost', '127.0.0.1'));
    expect(message).toContain('the TLS certificate belongs to another host (ERR_TLS_CERT_ALTNAME_INVALID)');
  });
});

test('warns if certificate checks are turned off', () => {
  expect(useProxy({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject([
    { level: 'warning', message: expect.stringMatching(/others on the network can read the token/) },
  ]);
  expect(useProxy({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
});
