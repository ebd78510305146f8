/** One request and its answer: what goes out, what is read, what is refused, and that nothing waits for ever. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import type { ApifyApi, SourceCodeFile, Upload, Version, VersionUpdate } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Connection } from '../../src/apify/exchange.ts';
import { LostAnswerError, lostAnswer } from '../../src/apify/lost-answer.ts';
import { limitProgress } from '../../src/apify/progress.ts';
import { encodeBody } from '../../src/apify/request-body.ts';
import { defaultBounds } from '../../src/apify/retry.ts';
import { VERSION } from '../../src/runner/version.ts';
import { systemClock } from '../../src/time/clock.ts';
import { retryClock } from '../support/retry-clock.ts';

const user = '{"data":{"username":"janedoe"}}';

interface Peer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  /** Connections that are open. */
  readonly open: ReadonlySet<object>;
}

async function listen(server: Server, scheme = 'http', requests: readonly IncomingMessage[] = []): Promise<Peer> {
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

function serve(answer: RequestListener): Promise<Peer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return listen(server, 'http', requests);
}

/** A server that reads each request whole and gives these answers in turn, the last one again and again. */
function serveInTurn(...answers: readonly (string | ((response: ServerResponse) => void))[]): Promise<Peer> {
  let count = 0;
  return serve((request, response) => {
    const answer = answers[Math.min(count, answers.length - 1)] ?? '';
    count += 1;
    request.resume().on('end', () => {
      if (typeof answer === 'string') response.end(answer);
      else answer(response);
    });
  });
}

const status =
  (code: number, body = '', headers = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end(body);

function connect(url: string, more: Partial<Connection> = {}): ApifyApi {
  return createApifyApi({ baseUrl: url, token: 'apify_api_secret', clock: retryClock(), ...more });
}

const once1 = { bounds: { ...defaultBounds, maxAttempts: 1 } };

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const result = await work.then(
    () => new Error('It succeeded'),
    (error: unknown) => error as Error,
  );
  expect(result.message).not.toBe('It succeeded');
  return result;
}

describe('What goes out', () => {
  test('the token in a header and never in the address; who asks', async () => {
    await using peer = await serveInTurn(user);
    await connect(peer.url).getUser();
    const [request] = peer.requests;
    expect(request?.url).toBe('/v2/users/me');
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer apify_api_secret',
      'user-agent': `deploy-apify-actor/${VERSION} (GitHub Action)`,
      accept: expect.stringContaining('application/json'),
    });
  });

  test('a path below that of the base address', async () => {
    await using peer = await serveInTurn(user);
    await connect(`${peer.url}/proxied`).getUser();
    expect(peer.requests[0]?.url).toBe('/proxied/v2/users/me');
  });

  test('each part of a path encoded', async () => {
    await using peer = await serveInTurn('{"data":{"id":"x"}}');
    await connect(peer.url).getActor('jane/my actor?#');
    expect(peer.requests[0]?.url).toBe('/v2/acts/jane~my%20actor%3F%23');
  });

  test.each<[number, string | undefined]>([
    [1023, undefined],
    [1024, 'gzip'],
    [1_000_000, 'gzip'],
  ])('a body of %i bytes has the encoding %s', async (length, encoding) => {
    const bodies: Buffer[] = [];
    await using peer = await serve(async (request, response) => {
      bodies.push(await buffer(request));
      response.end('{"data":{"versionNumber":"0.1"}}');
    });
    const empty: VersionUpdate = { versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl: '' };
    const update = { ...empty, gitRepoUrl: 'ü'.repeat((length - JSON.stringify(empty).length) / 2) };
    // An odd byte that two-byte letters cannot fill.
    const odd = Buffer.byteLength(JSON.stringify(update)) < length ? 'u' : '';
    const sent = { ...update, gitRepoUrl: update.gitRepoUrl + odd };
    expect(Buffer.byteLength(JSON.stringify(sent))).toBe(length);
    await connect(peer.url).updateVersion('janedoe~my-actor', sent);
    const headers = peer.requests[0]?.headers ?? {};
    const [body = Buffer.alloc(0)] = bodies;
    expect([headers['content-type'], headers['content-encoding']]).toEqual(['application/json', encoding]);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(JSON.parse(String(encoding === undefined ? body : gunzipSync(body)))).toEqual(sent);
  });

  test.each<[string, (api: ApifyApi, version: VersionUpdate) => Promise<Version>]>([
    ['an update', (api, version) => api.updateVersion('janedoe~my-actor', version)],
    ['a creation', (api, version) => api.createVersion('janedoe~my-actor', version)],
  ])('the files that the answer to %s repeats are not kept', async (_what, write) => {
    const sourceFiles: SourceCodeFile[] = [{ name: 'main.js', format: 'TEXT', content: 'a' }];
    await using peer = await serve((_request, response) => {
      response.end(JSON.stringify({ data: { versionNumber: '0.1', buildTag: 'latest', sourceFiles } }));
    });
    const update: VersionUpdate = { versionNumber: '0.1', sourceType: 'SOURCE_FILES', sourceFiles };
    expect(await write(connect(peer.url), update)).toEqual({ versionNumber: '0.1', buildTag: 'latest' });
  });

  test('no body where there is nothing to say', async () => {
    expect(await encodeBody(undefined, undefined)).toEqual({ kind: 'none' });
  });

  test('an upload as it is, opened anew for each attempt, its length told', async () => {
    const bodies: Buffer[] = [];
    await using peer = await serve(async (request, response) => {
      bodies.push(await buffer(request));
      response.writeHead(bodies.length < 3 ? 503 : 201).end('{}');
    });
    let opened = 0;
    const bytes = [new Uint8Array(70_000).fill(1), new Uint8Array(5).fill(2)];
    await connect(peer.url).putRecord('store', 'key', {
      contentType: 'application/zip',
      byteLength: 70_005,
      open: () => {
        opened += 1;
        return ReadableStream.from(bytes);
      },
    });
    expect({ opened, requests: peer.requests.length }).toEqual({ opened: 3, requests: 3 });
    for (const body of bodies) expect(body.equals(Buffer.concat(bytes))).toBe(true);
    expect(peer.requests[0]?.headers).toMatchObject({ 'content-type': 'application/zip', 'content-length': '70005' });
    expect(peer.requests[0]?.headers).not.toHaveProperty('transfer-encoding');
  });

  test.each([400, 401, 403, 404, 413, 421])('an upload that is answered %i says so', async (code) => {
    await using peer = await serveInTurn(status(code, '{"error":{"type":"some-type","message":"No."}}'));
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', uploadOf(100_000)));
    expect(failure.message).toBe(`PUT /v2/key-value-stores/store/records/key answered ${code} some-type: No.`);
  });

  test("an upload's own time does not count as retrying", async () => {
    await using peer = await serveInTurn(status(503), status(503), status(503), status(201, '{}'));
    const bounds = { maxAttempts: 4, maxRetryingMs: 150, firstDelayMs: 1, maxDelayMs: 1 };
    const slow: Upload = {
      ...uploadOf(2),
      open: () =>
        ReadableStream.from(
          (async function* () {
            yield new Uint8Array(1);
            await delay(200);
            yield new Uint8Array(1);
          })(),
        ),
    };
    await connect(peer.url, { bounds, clock: systemClock }).putRecord('store', 'key', slow);
    expect(peer.requests).toHaveLength(4);
  });

  test('bytes that cannot be read are told as what they are, once', async () => {
    await using peer = await serveInTurn(status(201, '{}'));
    const broken = new Error('EIO: i/o error, read');
    let opened = 0;
    const open = (): ReadableStream<Uint8Array> => {
      opened += 1;
      return ReadableStream.from(
        // biome-ignore lint/correctness/useYield: it breaks before
        (async function* (): AsyncGenerator<Uint8Array> {
          throw broken;
        })(),
      );
    };
    expect(await failureOf(connect(peer.url).putRecord('store', 'key', { ...uploadOf(5), open }))).toBe(broken);
    expect(opened).toBe(1);
  });

  test.each([
    ['shorter', 10, 9],
    ['longer', 10, 11],
  ])('an upload that is %s than told is an error, once', async (_, byteLength, real) => {
    await using peer = await serveInTurn(status(201, '{}'));
    const { open } = uploadOf(real);
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', { ...uploadOf(byteLength), open }));
    expect(failure.message).toContain('has changed its length');
    expect(failure).toMatchObject({ passing: false, attempts: 1 });
  });
});

function uploadOf(byteLength: number): Upload {
  return {
    contentType: 'application/zip',
    byteLength,
    open: () => ReadableStream.from([new Uint8Array(byteLength)]),
  };
}

describe('What is no answer', () => {
  const update: VersionUpdate = { versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl: 'x' };
  const envVar = { name: 'A', value: 'x', isSecret: false };
  const asked: readonly [string, string, (api: ApifyApi) => Promise<unknown>][] = [
    ['user', 'username', (api) => api.getUser()],
    ['Actor', 'id', (api) => api.getActor('x')],
    ['new Actor', 'id', (api) => api.createActor({ name: 'x', versions: [update] })],
    ["Actor's settings", 'id', (api) => api.updateActor('x', { actorStandby: {} })],
    ['version', 'versionNumber', (api) => api.updateVersion('x', update)],
    ['new version', 'versionNumber', (api) => api.createVersion('x', update)],
    ['variables: not a list without any', 'items', (api) => api.listEnvVars('x', '0.1')],
    ['builds: not a list without any', 'items', (api) => api.listBuilds('x', 5)],
    ['new build', 'id, status', (api) => api.startBuild('x', { version: '0.1', useCache: true })],
    ['build', 'id, status', (api) => api.getBuild('x', 0)],
    ['abort', 'id, status', (api) => api.abortBuild('x')],
    ['store', 'id', (api) => api.getOrCreateStore('x')],
  ];

  test.each(asked)('%s: without %s', async (_, needs, ask) => {
    await using peer = await serveInTurn('{"data":{"other":1}}');
    const failure = await failureOf(ask(connect(peer.url, once1)));
    expect(failure).toBeInstanceOf(LostAnswerError);
    expect(failure.message).toContain(`cannot be read: it has no ${needs}`);
  });

  test.each<[string, string]>([
    ['{"data":null}', 'no content type of 13 characters that is not what the API answers'],
    ['{"data":[]}', 'not what the API answers'],
    ['{"data":"x"}', 'not what the API answers'],
    ['{}', 'not what the API answers'],
    ['null', 'not what the API answers'],
    ['"x"', 'not what the API answers'],
    ['{"data":{"username":"ja', 'not what the API answers'],
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['<html><TITLE>\nSign in </TITLE>', 'a web page titled "Sign in"'],
  ])('%j', async (body, words) => {
    await using peer = await serveInTurn(body);
    const failure = await failureOf(connect(peer.url, once1).createEnvVar('x', '0.1', envVar));
    expect(failure).toBeInstanceOf(LostAnswerError);
    expect(failure.message).toContain(words);
  });

  test.each<[string, boolean]>([
    ['{}', true],
    ['', true],
    ['<html>', false],
    ['{"da', false],
    ['[]', false],
  ])('of a record: %j is one: %s', async (body, isOne) => {
    await using peer = await serveInTurn(status(201, body));
    const work = connect(peer.url, once1).putRecord('store', 'key', uploadOf(5));
    if (isOne) expect(await work).toBeUndefined();
    else expect(await failureOf(work)).toBeInstanceOf(LostAnswerError);
  });

  test('204 where something was asked for', async () => {
    await using peer = await serveInTurn(status(204));
    expect((await failureOf(connect(peer.url, once1).getUser())).message).toContain('it is empty');
  });

  test('packed it is read, wrongly packed it is not', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const packed = gzipSync(user);
    await using peer = await serve((_, response) => {
      response.writeHead(200, headers).end(peer.requests.length === 1 ? Buffer.from('not gzip') : packed);
    });
    const told: string[] = [];
    const api = connect(peer.url, { onRetry: (reason) => void told.push(reason.message) });
    expect(await api.getUser()).toEqual({ username: 'janedoe' });
    expect(told).toEqual([expect.stringContaining('what came cannot be unpacked (Z_DATA_ERROR)')]);
  });

  /** Sends as fast as it is read, for ever. */
  const endless =
    (code: number, chunk: Buffer, headers = {}) =>
    (response: ServerResponse): void => {
      response.writeHead(code, headers);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };

  test.each<[string, (response: ServerResponse) => void, string]>([
    ['without end', endless(200, Buffer.alloc(65_536, ' ')), 'longer than 64 MiB'],
    [
      'small as it comes, without end when unpacked',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(80 * 1024 ** 2))),
      'longer than 64 MiB',
    ],
    ['an error without end', endless(403, Buffer.alloc(65_536, ' ')), 'answered 403: the rest cannot be read'],
  ])('%s', async (_, answer, words) => {
    await using peer = await serveInTurn(answer);
    const failure = await failureOf(connect(peer.url, once1).getUser());
    expect(failure.message).toContain(words);
    while (peer.open.size > 0) await delay(5);
  });
});

describe('An answer that is an error', () => {
  test.each<[string, (response: ServerResponse) => void, string]>([
    [
      'a message with what may act is kept for the report',
      status(400, '{"error":{"type":"invalid-input","message":"::x\\u001b[31m\\n"}}'),
      'invalid-input: ::x\u001b[31m\n',
    ],
    [
      'no JSON',
      status(400, 'Bad', { 'content-type': 'text/plain; charset=x' }),
      ': text/plain of 3 characters that is not what the API answers',
    ],
    ['empty', status(404), ': it is empty'],
    [
      'a web page',
      status(403, '<title>Blocked</title>', { 'content-type': 'text/html' }),
      ': a web page titled "Blocked" (text/html), as a proxy or gateway answers',
    ],
    ['a redirect without an aim', status(302), 'redirect: a redirect to nowhere, which is not followed'],
    ['a redirect within the host', status(301, '', { location: '/x' }), 'redirect: a redirect to http://127.0.0.1:'],
    [
      'a redirect with a password',
      status(308, '', { location: 'https://u:p@example.com/?token=x' }),
      'redirect: a redirect to https://example.com, which is not followed',
    ],
  ])('%s', async (_, answer, words) => {
    await using peer = await serveInTurn(answer);
    const { message } = await failureOf(connect(peer.url).getUser());
    expect(message).toContain(words);
    expect(message).toMatch(/^GET \/v2\/users\/me answered \d{3}/);
    expect(peer.requests).toHaveLength(1);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['is cut', (response) => response.writeHead(404, { 'content-length': 99 }).write('{"er', () => response.destroy())],
    ['stands still', (response) => void response.writeHead(404, { 'content-length': 99 }).write('{"er')],
  ])('its status counts also where its body %s', async (_, answer) => {
    await using peer = await serveInTurn(answer);
    const failure = await failureOf(connect(peer.url, { answerMs: 200 }).getUser());
    expect(failure).toMatchObject({ status: 404, type: '', apiMessage: 'the rest cannot be read' });
    expect(peer.requests).toHaveLength(1);
  });
});

describe('Time', () => {
  const hang = (): void => {};

  test.each<[string, number, readonly number[], number]>([
    // Bytes at once, bytes that move after each 50 ms, and after how many milliseconds it ends.
    ['nothing moves', 0, [], 100],
    ['what is sent at once is given its time', 5_000, [], 200],
    ['bytes that trickle do not help', 0, [1, 1, 1], 101],
    ['bytes that move as on a slow line do', 0, [2_500, 2_500, 2_500, 2_500], 300],
    ['what was fast stands still: what may lie in buffers is given its time', 0, [1e9], 84_037],
  ])('a request ends where %s', (_, bytes, moves, expected) => {
    jest.useFakeTimers();
    try {
      const began = performance.now();
      const limit = limitProgress(100, bytes);
      let ended = Number.NaN;
      limit.signal.addEventListener('abort', () => {
        ended = performance.now();
      });
      for (const moved of moves) {
        jest.advanceTimersByTime(50);
        limit.moved(moved);
      }
      while (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
      expect(Math.ceil(ended - began)).toBe(expected);
    } finally {
      jest.useRealTimers();
    }
  });

  test('a limit that is taken back ends nothing', () => {
    jest.useFakeTimers();
    try {
      limitProgress(100, 0).end();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  /** So many parts, one each 50 ms: 200 kB a second. */
  async function* slowly(count: number): AsyncGenerator<Uint8Array> {
    for (let part = 0; part < count; part += 1) {
      await delay(50);
      yield new Uint8Array(10_000).fill(32);
    }
  }

  test('an upload may take longer than an answer', async () => {
    await using peer = await serveInTurn(status(201, '{}'));
    const upload: Upload = { ...uploadOf(100_000), open: () => ReadableStream.from(slowly(10)) };
    await connect(peer.url, { answerMs: 300 }).putRecord('store', 'key', upload);
    expect(peer.requests).toHaveLength(1);
  });

  test('a long answer may too', async () => {
    await using peer = await serveInTurn((response) => {
      Readable.from(slowly(10))
        .on('end', () => response.end(user))
        .pipe(response, { end: false });
    });
    expect(await connect(peer.url, { answerMs: 300 }).getUser()).toEqual({ username: 'janedoe' });
    expect(peer.requests).toHaveLength(1);
  });

  test('a server that never answers', async () => {
    await using peer = await serveInTurn(hang);
    const failure = await failureOf(connect(peer.url, { answerMs: 100 }).getUser());
    expect(failure.message).toBe('No answer to GET /v2/users/me within 100 ms');
    expect(failure).toMatchObject({ attempts: 9, hint: expect.stringContaining('https://status.apify.com') });
    expect(peer.requests).toHaveLength(9);
    while (peer.open.size > 0) await delay(5);
  });

  test("the platform's own waiting is not the network's", async () => {
    await using peer = await serveInTurn((response) => {
      setTimeout(() => response.end('{"data":{"id":"x","status":"READY"}}'), 400);
    });
    expect(await connect(peer.url, { answerMs: 200 }).getBuild('x', 1)).toMatchObject({ status: 'READY' });
    expect(peer.requests).toHaveLength(1);
  });

  test('what is left for retrying bounds the wait for the last answer, but for a second', async () => {
    await using peer = await serveInTurn(status(503), hang);
    const bounds = { maxAttempts: 9, maxRetryingMs: 50, firstDelayMs: 1, maxDelayMs: 1 };
    const failure = await failureOf(connect(peer.url, { bounds, clock: systemClock }).getUser());
    expect(failure.message).toBe('No answer to GET /v2/users/me within 1.0 s');
    expect(peer.requests).toHaveLength(2);
  });

  test('a log is open as long as it takes', async () => {
    await using peer = await serveInTurn((response) => {
      response.write('First\n');
      setTimeout(() => response.end('Last\n'), 400);
    });
    const stream = await connect(peer.url, { answerMs: 100 }).openBuildLog('x');
    expect(String(await buffer(stream))).toBe('First\nLast\n');
  });
});

describe('After a cancel', () => {
  const reason = new Error('cancelled');

  test.each<[string, (response: ServerResponse) => void]>([
    ['no answer', () => {}],
    ['half an answer', (response) => void response.writeHead(200, { 'content-length': 99 }).write('{"da')],
    ['half an error', (response) => void response.writeHead(404, { 'content-length': 99 }).write('{"er')],
  ])('nothing is waited for: %s', async (_, answer) => {
    await using peer = await serveInTurn(answer);
    const cancel = new AbortController();
    const work = failureOf(connect(peer.url, { signal: cancel.signal }).getUser());
    while (peer.requests.length === 0) await delay(5);
    await delay(20);
    cancel.abort(reason);
    expect(await work).toBe(reason);
    while (peer.open.size > 0) await delay(5);
  });

  test('nothing is begun', async () => {
    await using peer = await serveInTurn(user);
    expect(await failureOf(connect(peer.url, { signal: AbortSignal.abort(reason) }).getUser())).toBe(reason);
    expect(peer.requests).toHaveLength(0);
  });

  test('no pause is waited out', async () => {
    await using peer = await serveInTurn(status(503));
    const cancel = new AbortController();
    const clock = {
      ...retryClock(),
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          setImmediate(() => cancel.abort(reason));
        }),
    };
    expect(await failureOf(connect(peer.url, { clock, signal: cancel.signal }).getUser())).toBe(reason);
  });

  test.each<[string, (noMore: AbortSignal) => [Partial<Connection>, (api: ApifyApi) => Promise<unknown>]]>([
    ['of the connection', (noMore) => [{ noMore }, (api) => api.getUser()]],
    ['of a request', (noMore) => [{}, (api) => api.startBuild('x', { version: '0.1', useCache: true }, { noMore })]],
  ])('"no more" %s lets the attempt end, and none follows', async (_, options) => {
    const cancel = new AbortController();
    await using peer = await serveInTurn((response) => {
      cancel.abort(reason);
      setTimeout(() => status(429)(response), 50);
    });
    const [connection, ask] = options(cancel.signal);
    expect(await failureOf(ask(connect(peer.url, connection)))).toBe(reason);
    expect(peer.requests).toHaveLength(1);
  });

  test('"no more" does not spoil an answer that comes', async () => {
    await using peer = await serveInTurn(user);
    expect(await connect(peer.url, { noMore: AbortSignal.abort(reason) }).getUser()).toEqual({ username: 'janedoe' });
  });
});

describe('Why there is no answer, in plain words', () => {
  test.each<[string, object, string, boolean]>([
    ['DNS', { code: 'ENOTFOUND' }, 'the host name could not be resolved (DNS) (ENOTFOUND)', true],
    ['DNS for now', { code: 'EAI_AGAIN' }, 'the host name could not be resolved (DNS) (EAI_AGAIN)', true],
    ['connecting', { code: 'UND_ERR_CONNECT_TIMEOUT' }, 'the connection could not be made in time', true],
    ['no way', { code: 'ENETUNREACH' }, 'the host could not be reached', true],
    ['broken', { code: 'EPIPE' }, 'the connection broke', true],
    ['expired', { code: 'CERT_HAS_EXPIRED' }, 'the TLS certificate is not valid at this time', false],
    ['a company that signs', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'the TLS certificate is not trusted', false],
    ['no chain', { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }, 'the TLS certificate is not trusted', false],
    ['TLS that breaks', { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' }, 'the TLS connection broke', true],
    ['old TLS', { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, 'no TLS connection could be agreed on', false],
    [
      'one of several addresses',
      { errors: [{ code: 'X' }, { code: 'ECONNREFUSED' }] },
      'the connection was refused',
      true,
    ],
    ['deep below', { cause: { cause: { cause: { code: 'ECONNRESET' } } } }, 'the connection broke', true],
    ['something new', { message: 'fetch failed', cause: { message: 'who knows' } }, 'who knows', true],
    ['no words at all', { message: 'fetch failed', cause: { message: '' } }, 'the connection failed', true],
  ])('%s', (_, error, words, passing) => {
    const failure = lostAnswer({ request: 'GET /x', attempts: 2 }, error);
    expect(failure.message).toContain(`No answer to GET /x: ${words}`);
    expect(failure).toMatchObject({ passing, attempts: 2, hint: expect.stringMatching(/^[A-Z].{20,}\.$/) });
  });

  test('causes that go round in a circle', () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(lostAnswer({ request: 'GET /x', attempts: 1 }, error).message).toBe(
      'No answer to GET /x: the connection failed',
    );
  });

  const tls = path.resolve(import.meta.dirname, '../fixtures/tls');
  const certificate = {
    key: readFileSync(path.join(tls, 'localhost.key')),
    cert: readFileSync(path.join(tls, 'localhost.crt')),
  };
  const answer: RequestListener = (_, response) => void response.end(user);
  const bounds = { ...defaultBounds, maxAttempts: 2 };

  test.each<[string, () => Promise<Peer>, (url: string) => string, string, number]>([
    [
      'nobody listens',
      () => serve(answer),
      () => 'http://127.0.0.1:9',
      'port is one that is kept for other services',
      1,
    ],
    [
      'a certificate that is not trusted',
      () => listen(createTlsServer(certificate, answer), 'https'),
      (url) => url,
      'NODE_EXTRA_CA_CERTS',
      1,
    ],
    [
      'https where http is spoken',
      () => serve(answer),
      (url) => url.replace('http', 'https'),
      'no TLS connection could be agreed on',
      1,
    ],
    ['http where https is spoken', () => listen(createTlsServer(certificate, answer)), (url) => url, '', 2],
    [
      'no HTTP',
      () => listen(createTcpServer((socket) => void socket.end('SSH-2.0\r\n'))),
      (url) => url,
      'does not speak HTTP',
      2,
    ],
    [
      'a connection that closes',
      () => listen(createTcpServer((socket) => socket.destroy())),
      (url) => url,
      'the connection broke',
      2,
    ],
  ])('%s', async (_, start, urlOf, words, attempts) => {
    await using peer = await start();
    const failure = await failureOf(connect(urlOf(peer.url), { bounds }).getUser());
    expect(failure).toMatchObject({ name: 'ActionError', attempts });
    expect(`${failure.message}. ${(failure as LostAnswerError).hint}`).toContain(words);
  });

  test('a port that is closed', async () => {
    const peer = await serve(answer);
    await peer[Symbol.asyncDispose]();
    const failure = await failureOf(connect(peer.url, { bounds }).getUser());
    expect(failure.message).toBe('No answer to GET /v2/users/me: the connection was refused (ECONNREFUSED)');
    expect(failure).toMatchObject({ attempts: 2 });
  });
});
