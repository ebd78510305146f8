import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ApifyApi, RecordFile, SourceCodeFile, Version, VersionUpdate } from '../../src/apify/api.ts';
import type { Connection } from '../../src/apify/http.ts';
import { VERSION } from '../../src/runner/version.ts';
import { systemClock } from '../../src/time/clock.ts';
import { connect, failureOf, oneAttempt, type Reply, serve, serveInTurn, status } from '../support/peer.ts';
import { retryClock } from '../support/retry-clock.ts';

const user = '{"data":{"username":"janedoe"}}';
const build = '{"data":{"id":"x","status":"READY","buildNumber":"0.1.1","startedAt":"2026-11-24T12:00:00.000Z"}}';
const updated = '{"data":{"versionNumber":"0.1"}}';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'upload-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: Uint8Array): Promise<RecordFile> {
  const file = path.join(folder, 'a.zip');
  await writeFile(file, content);
  return { path: file, byteLength: content.byteLength, contentType: 'application/zip' };
}

describe('a request', () => {
  test('contains the token in a header, and headers that identify the action', async () => {
    await using peer = await serveInTurn(user);
    await connect(peer.url).getUser();
    const [request] = peer.requests;
    expect(request?.url).toBe('/v2/users/me');
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer apify_api_secret',
      'user-agent': `deploy-apify-actor/${VERSION} (GitHub Action)`,
      'x-apify-request-origin': 'CI',
      accept: expect.stringContaining('application/json'),
    });
    expect(request?.headers).not.toHaveProperty('x-apify-github-actions-run-url');
  });

  test('contains the URL of the run in GitHub Actions', async () => {
    await using peer = await serveInTurn(user);
    const runUrl = 'https://github.com/janedoe/my-actor/actions/runs/1';
    await connect(peer.url, { runUrl }).getUser();
    expect(peer.requests[0]?.headers).toMatchObject({ 'x-apify-github-actions-run-url': runUrl });
  });

  test('is sent to a path below the path of the base URL', async () => {
    await using peer = await serveInTurn(user);
    await connect(`${peer.url}/proxied`).getUser();
    expect(peer.requests[0]?.url).toBe('/proxied/v2/users/me');
  });

  test('encodes each segment of its path', async () => {
    await using peer = await serveInTurn('{"data":{"id":"x","name":"my-actor","username":"janedoe"}}');
    await connect(peer.url).getActor('jane~my/actor?#');
    expect(peer.requests[0]?.url).toBe('/v2/acts/jane~my%2Factor%3F%23');
  });

  test('omits a tag that is not set', async () => {
    await using peer = await serveInTurn(build);
    const api = connect(peer.url);
    await api.startBuild('x', { version: '0.1', useCache: true });
    await api.startBuild('x', { version: '0.1', useCache: false, tag: 'beta' });
    expect(peer.requests.map(({ url }) => url)).toEqual([
      '/v2/acts/x/builds?version=0.1&useCache=true',
      '/v2/acts/x/builds?version=0.1&useCache=false&tag=beta',
    ]);
  });

  test.each<[number, string | undefined]>([
    [1023, undefined],
    [1024, 'gzip'],
    [1_000_000, 'gzip'],
  ])('with a body of %i bytes has the encoding %s in each attempt', async (length, encoding) => {
    const bodies: Buffer[] = [];
    await using peer = await serve(async (request, response) => {
      bodies.push(await buffer(request));
      if (bodies.length === 1) status(503)(response);
      else response.end(updated);
    });
    const empty: VersionUpdate = { versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl: '' };
    const missing = length - JSON.stringify(empty).length;
    const sent = { ...empty, gitRepoUrl: 'ü'.repeat(missing / 2) + 'u'.repeat(missing % 2) };
    expect(Buffer.byteLength(JSON.stringify(sent))).toBe(length);
    await connect(peer.url).updateVersion('janedoe~my-actor', sent);
    expect(bodies).toHaveLength(2);
    for (const [index, body] of bodies.entries()) {
      const headers = peer.requests[index]?.headers ?? {};
      expect([headers['content-type'], headers['content-encoding']]).toEqual(['application/json', encoding]);
      expect(Number(headers['content-length'])).toBe(body.length);
      expect(JSON.parse(String(encoding === undefined ? body : gunzipSync(body)))).toEqual(sent);
    }
  });

  test.each<[string, (api: ApifyApi, version: VersionUpdate) => Promise<Version>]>([
    ['an update', (api, version) => api.updateVersion('janedoe~my-actor', version)],
    ['a creation', (api, version) => api.createVersion('janedoe~my-actor', version)],
  ])('does not keep the files that the response to %s contains', async (_what, write) => {
    const sourceFiles: SourceCodeFile[] = [{ name: 'main.js', format: 'TEXT', content: 'a' }];
    await using peer = await serve((_request, response) => {
      response.end(JSON.stringify({ data: { versionNumber: '0.1', buildTag: 'latest', sourceFiles } }));
    });
    const update: VersionUpdate = { versionNumber: '0.1', sourceType: 'SOURCE_FILES', sourceFiles };
    expect(await write(connect(peer.url), update)).toEqual({ versionNumber: '0.1', buildTag: 'latest' });
  });
});

describe('an upload', () => {
  test('sends the whole file in each attempt', async () => {
    const bodies: Buffer[] = [];
    await using peer = await serve(async (request, response) => {
      bodies.push(await buffer(request));
      response.writeHead(bodies.length < 3 ? 503 : 201).end('{}');
    });
    const content = Buffer.alloc(200_005, 'some bytes');
    await connect(peer.url).putRecord('store', 'key', await fileOf(content));
    expect(bodies).toHaveLength(3);
    for (const body of bodies) expect(body.equals(content)).toBe(true);
    expect(peer.requests[0]?.headers).toMatchObject({ 'content-type': 'application/zip', 'content-length': '200005' });
    expect(peer.requests[0]?.headers).not.toHaveProperty('transfer-encoding');
  });

  test.each([400, 401, 403, 404, 413, 421])('reports the error %i', async (code) => {
    await using peer = await serveInTurn(status(code, '{"error":{"type":"some-type","message":"No."}}'));
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', await fileOf(Buffer.alloc(100_000))));
    expect(failure.message).toBe(`PUT /v2/key-value-stores/store/records/key returned ${code} some-type: No.`);
  });

  test('does not count its duration as time for retries', async () => {
    // The server reads slowly: the file does not fit into the buffers of the sockets.
    await using peer = await serve(async (request, response) => {
      await delay(100);
      request.resume().on('end', () => status(peer.requests.length < 3 ? 503 : 201, '{}')(response));
    });
    const limits = { maxRetryingMs: 60, firstDelayMs: 1, maxDelayMs: 1 };
    const file = await fileOf(Buffer.alloc(15_000_000));
    await connect(peer.url, { limits, clock: systemClock }).putRecord('store', 'key', file);
    expect(peer.requests).toHaveLength(3);
  });

  test.each<[string, (file: string) => Promise<unknown>, string]>([
    ['is shorter', (file) => truncate(file, 9), 'its length changed'],
    ['is longer', (file) => writeFile(file, Buffer.alloc(200_000)), 'its length changed'],
    ['was deleted', (file) => rm(file), 'ENOENT'],
  ])('of a file that %s in the meantime is an error, without another attempt', async (_, change, reason) => {
    await using peer = await serveInTurn(status(201, '{}'));
    const file = await fileOf(Buffer.alloc(10));
    await change(file.path);
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', file));
    expect(failure.message).toBe(`${file.path} could not be uploaded: ${reason}`);
    expect(peer.requests.length).toBeLessThanOrEqual(1);
  });

  test('of a file that grows between attempts is an error', async () => {
    const file = await fileOf(Buffer.alloc(10));
    await using peer = await serve((request, response) => {
      request.resume().on('end', () => void writeFile(file.path, 'longer than 10').then(() => status(503)(response)));
    });
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', file));
    expect(failure.message).toContain('its length changed');
  });

  test('does not follow a redirect', async () => {
    await using elsewhere = await serveInTurn(status(201, '{}'));
    await using peer = await serveInTurn(status(307, '', { location: elsewhere.url }));
    const failure = await failureOf(connect(peer.url).putRecord('store', 'key', await fileOf(Buffer.alloc(10))));
    expect(failure.message).toContain('PUT /v2/key-value-stores/store/records/key: the server sent a redirect');
    expect({ first: peer.requests.length, second: elsewhere.requests.length }).toEqual({ first: 1, second: 0 });
  });
});

describe('time limits', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Lets only our own timers wait for the test. Sockets and servers are not affected. */
  function controlTimers(): void {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'Date', 'hrtime'],
    });
  }

  async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await delay(2);
  }

  test('a request ends after 30 seconds without a response', async () => {
    controlTimers();
    await using peer = await serveInTurn(() => {});
    let failure: Error | undefined;
    failureOf(connect(peer.url, oneAttempt).getUser()).then((error) => {
      failure = error;
    });
    await until(() => peer.requests.length === 1);
    jest.advanceTimersByTime(29_900);
    await delay(5);
    expect(failure).toBeUndefined();
    jest.advanceTimersByTime(101);
    await until(() => failure !== undefined);
    expect(failure).toMatchObject({
      message: 'No response to GET /v2/users/me within 30.0 s',
      hint: expect.stringContaining('https://status.apify.com'),
    });
    await until(() => peer.open.size === 0);
  });

  test('a request ends after 5 minutes if its response arrives byte by byte', async () => {
    controlTimers();
    let drip = (): void => {};
    await using peer = await serveInTurn((response) => {
      drip = () => void response.write(' ');
      drip();
    });
    let failure: Error | undefined;
    failureOf(connect(peer.url, oneAttempt).getUser()).then((error) => {
      failure = error;
    });
    await until(() => peer.requests.length === 1);
    let seconds = 0;
    for (; failure === undefined && seconds < 400; seconds += 25) {
      drip();
      await delay(10);
      jest.advanceTimersByTime(25_000);
      await delay(5);
    }
    expect(failure?.message).toBe('No response to GET /v2/users/me within 5 min');
    expect(seconds).toBe(300);
    await until(() => peer.open.size === 0);
  });

  test('an upload ends with an error if its response arrives byte by byte', async () => {
    let drips = 0;
    await using peer = await serveInTurn((response) => {
      response.writeHead(201);
      const timer = setInterval(() => {
        drips += 1;
        response.write(' ');
      }, 20);
      response.on('close', () => clearInterval(timer));
    });
    const api = connect(peer.url, { limits: { maxAttempts: 1, idleMs: 500 } });
    const failure = await failureOf(api.putRecord('store', 'key', await fileOf(Buffer.alloc(10))));
    expect(failure.message).toBe('No response to PUT /v2/key-value-stores/store/records/key within 500 ms');
    expect(drips).toBeGreaterThan(2);
  });

  test('a request has at most 12 attempts, and at most 40 seconds after the first failure', async () => {
    await using peer = await serveInTurn(status(503));
    const clock = retryClock();
    expect(await failureOf(connect(peer.url, { clock }).getUser())).toMatchObject({ status: 503, attempts: 9 });
    expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
    const fast = connect(peer.url, { limits: { maxDelayMs: 1 } });
    expect(await failureOf(fast.getUser())).toMatchObject({ status: 503, attempts: 12 });
    expect(peer.requests).toHaveLength(9 + 12);
  });

  test('a request that may be sent only once is not repeated', async () => {
    await using peer = await serveInTurn(status(429));
    expect(await failureOf(connect(peer.url).getUser({ once: true }))).toMatchObject({ status: 429 });
    expect(peer.requests).toHaveLength(1);
  });

  test('a wait is logged before it begins', async () => {
    await using peer = await serveInTurn(status(503), status(429, '', { 'retry-after': '7' }), user);
    const log: string[] = [];
    const clock = {
      ...retryClock(),
      sleep: async (ms: number) => void log.push(`waits ${ms} ms`),
    };
    const onRetry = (reason: Error, attempts: number, ms: number): void => {
      log.push(`${reason.message.slice(0, 29)}, ${attempts}, ${ms}`);
    };
    await connect(peer.url, { clock, onRetry }).getUser();
    expect(log).toEqual([
      'GET /v2/users/me returned 503, 1, 500',
      'waits 500 ms',
      'GET /v2/users/me returned 429, 2, 7250',
      'waits 7250 ms',
    ]);
  });

  test('Retry-After beyond the 40 seconds is an error at once', async () => {
    await using peer = await serveInTurn(status(503), status(503, '', { 'retry-after': '3600' }));
    expect(await failureOf(connect(peer.url).getUser())).toMatchObject({
      message:
        'GET /v2/users/me returned 503: the response is empty. The API asked to retry after 3600 seconds (60 min)',
      cause: { status: 503, attempts: 2 },
    });
    expect(peer.requests).toHaveLength(2);
  });

  /** Yields `count` parts of 10 kB, one every 20 ms. */
  async function* slowly(count: number): AsyncGenerator<Uint8Array> {
    for (let part = 0; part < count; part += 1) {
      await delay(20);
      yield new Uint8Array(10_000).fill(32);
    }
  }

  test('a long response may take longer than the limit for time without a byte', async () => {
    await using peer = await serveInTurn((response) => {
      Readable.from(slowly(20))
        .on('end', () => response.end(user))
        .pipe(response, { end: false });
    });
    expect(await connect(peer.url, { limits: { idleMs: 300 } }).getUser()).toEqual({ username: 'janedoe' });
    expect(peer.requests).toHaveLength(1);
  });

  test('the delay that Apify requires does not count', async () => {
    await using peer = await serveInTurn((response) => {
      setTimeout(() => response.end(build), 300);
    });
    const api = connect(peer.url, { limits: { idleMs: 150 } });
    expect(await api.getBuild('x', 1)).toMatchObject({ status: 'READY' });
    expect(peer.requests).toHaveLength(1);
  });

  test('the last attempt has at least one second', async () => {
    controlTimers();
    await using peer = await serveInTurn(status(503), () => {});
    const limits = { maxAttempts: 2, maxRetryingMs: 50, firstDelayMs: 1 };
    let failure: Error | undefined;
    failureOf(connect(peer.url, { limits }).getUser()).then((error) => {
      failure = error;
    });
    await until(() => {
      if (peer.requests.length < 2) jest.advanceTimersByTime(1);
      return peer.requests.length === 2;
    });
    jest.advanceTimersByTime(1001);
    await until(() => failure !== undefined);
    expect(failure?.message).toBe('No response to GET /v2/users/me within 1.0 s');
  });

  test('a log may stay open without a time limit', async () => {
    await using peer = await serveInTurn((response) => {
      response.write('First\n');
      setTimeout(() => response.end('Last\n'), 200);
    });
    const stream = await connect(peer.url, { limits: { idleMs: 100, totalMs: 100 } }).openBuildLog('x');
    expect(String(await buffer(stream))).toBe('First\nLast\n');
  });
});

describe('after a cancellation', () => {
  const reason = new Error('cancelled');

  test.each<[string, Reply]>([
    ['without a response', () => {}],
    ['in the middle of a response', (response) => response.writeHead(200, { 'content-length': 99 }).write('{"da')],
    ['in the middle of an error', (response) => response.writeHead(404, { 'content-length': 99 }).write('{"er')],
  ])('a request ends %s', async (_, reply) => {
    await using peer = await serveInTurn(reply);
    const cancel = new AbortController();
    const work = failureOf(connect(peer.url, { signal: cancel.signal }).getUser());
    while (peer.requests.length === 0) await delay(5);
    await delay(20);
    cancel.abort(reason);
    expect(await work).toBe(reason);
    while (peer.open.size > 0) await delay(5);
  });

  test('no request is sent', async () => {
    await using peer = await serveInTurn(user);
    expect(await failureOf(connect(peer.url, { signal: AbortSignal.abort(reason) }).getUser())).toBe(reason);
    expect(peer.requests).toHaveLength(0);
  });

  test.each(['signal', 'noMore'] as const)('a wait for the next attempt ends: %s', async (name) => {
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
    expect(await failureOf(connect(peer.url, { clock, [name]: cancel.signal }).getUser())).toBe(reason);
    expect(peer.requests).toHaveLength(1);
  });

  test.each<[string, (noMore: AbortSignal) => [Partial<Connection>, (api: ApifyApi) => Promise<unknown>]]>([
    ['the connection', (noMore) => [{ noMore }, (api) => api.getUser()]],
    ['the request', (noMore) => [{}, (api) => api.startBuild('x', { version: '0.1', useCache: true }, { noMore })]],
  ])('noMore during %s lets the current attempt finish, and prevents another', async (_, options) => {
    const cancel = new AbortController();
    await using peer = await serveInTurn((response) => {
      cancel.abort(reason);
      setTimeout(() => status(429)(response), 50);
    });
    const [connection, ask] = options(cancel.signal);
    const log: unknown[] = [];
    const onRetry = (error: Error): void => void log.push(error);
    expect(await failureOf(ask(connect(peer.url, { ...connection, onRetry })))).toBe(reason);
    expect({ requests: peer.requests.length, log }).toEqual({ requests: 1, log: [] });
  });

  test('noMore does not discard a response that arrives', async () => {
    await using peer = await serveInTurn(user);
    expect(await connect(peer.url, { noMore: AbortSignal.abort(reason) }).getUser()).toEqual({ username: 'janedoe' });
  });
});
