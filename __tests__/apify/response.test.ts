/** Responses that the API does not send: each one is an error that names the request. */

import type { ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ApifyApi, VersionUpdate } from '../../src/apify/api.ts';
import { ApifyApiError, LostResponseError } from '../../src/apify/api-error.ts';
import { readErrorBody } from '../../src/apify/response.ts';
import { connect, failureOf, listen, oneAttempt, type Reply, serve, serveInTurn, status } from '../support/peer.ts';

const user = '{"data":{"username":"janedoe"}}';
const update: VersionUpdate = { versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl: 'x' };
const envVar = { name: 'A', value: 'x', isSecret: false };

type Ask = (api: ApifyApi) => Promise<unknown>;
const getUser: Ask = (api) => api.getUser();
const getActor: Ask = (api) => api.getActor('x');
const getBuild: Ask = (api) => api.getBuild('x', 0);
const listBuilds: Ask = (api) => api.listBuilds('x', 5);
const listEnvVars: Ask = (api) => api.listEnvVars('x', '0.1');
const updateVersion: Ask = (api) => api.updateVersion('x', update);

async function failureWith(reply: Reply, ask: Ask = getUser): Promise<Error> {
  await using peer = await serveInTurn(reply);
  const failure = await failureOf(ask(connect(peer.url, oneAttempt)));
  expect(failure.message).toMatch(/\b(GET|POST|PUT) \/v2\/[\w/.-]+/);
  return failure;
}

describe('a response without the documented form', () => {
  test.each<[string, string, Ask, string]>([
    ['no data', '{}', getUser, 'response.data is not an object'],
    ['null', 'null', getUser, 'response is not an object'],
    ['a list', '[]', getUser, 'response is not an object'],
    ['a string', '"x"', getUser, 'response is not an object'],
    ['data that is null', '{"data":null}', getUser, 'response.data is not an object'],
    ['data that is a list', '{"data":[]}', getUser, 'response.data is not an object'],
    ['a user without a name', '{"data":{}}', getUser, 'response.data.username is not a string'],
    ['an Actor without an ID', '{"data":{}}', getActor, 'response.data.id is not a string'],
    ['an ID that is a number', '{"data":{"id":5}}', getActor, 'response.data.id is not a string'],
    [
      'versions that are an object',
      '{"data":{"id":"x","name":"a","username":"b","versions":{}}}',
      getActor,
      'response.data.versions is not an array',
    ],
    [
      'a version that is null',
      '{"data":{"id":"x","name":"a","username":"b","versions":[null]}}',
      getActor,
      'data.versions[0] is not an object',
    ],
    [
      'a tag that is a string',
      '{"data":{"id":"x","name":"a","username":"b","taggedBuilds":{"latest":{},"beta":"x"}}}',
      getActor,
      'data.taggedBuilds, value [1] is not an object',
    ],
    [
      'tags that are a list',
      '{"data":{"id":"x","name":"a","username":"b","taggedBuilds":[]}}',
      getActor,
      'data.taggedBuilds is not an object',
    ],
    [
      'Standby that is a string',
      '{"data":{"id":"x","name":"a","username":"b","actorStandby":{"isEnabled":"yes"}}}',
      getActor,
      'data.actorStandby.isEnabled is not a boolean',
    ],
    [
      'a source type that is an object',
      '{"data":{"versionNumber":"0.1","sourceType":{}}}',
      updateVersion,
      'data.sourceType is not a string',
    ],
    [
      'an actorPath that is a list',
      '{"data":{"versionNumber":"0.1","actorPath":["a"]}}',
      updateVersion,
      'data.actorPath is not a string',
    ],
    [
      'a variable without a name',
      '{"data":{"versionNumber":"0.1","envVars":[{"name":"A"},{"value":"x"}]}}',
      updateVersion,
      'data.envVars[1].name is not a string',
    ],
    ['a version without a number', '{"data":{}}', updateVersion, 'response.data.versionNumber is not a string'],
    ['a list of variables without items', '{"data":{}}', listEnvVars, 'data.items is not an array'],
    ['a list of builds without items', '{"data":{}}', listBuilds, 'data.items is not an array'],
    ['a build in a list that is a number', '{"data":{"items":[5]}}', listBuilds, 'data.items[0] is not an object'],
    ['a build without a status', '{"data":{"id":"x"}}', getBuild, 'data.status is not a string'],
    [
      'a build whose cost is a string',
      '{"data":{"id":"x","status":"READY","buildNumber":"0.1.1","startedAt":"x","usageTotalUsd":"1"}}',
      getBuild,
      'data.usageTotalUsd is not a number',
    ],
    ['a new Actor', '{"data":{}}', (api) => api.createActor({ name: 'x', versions: [update] }), 'data.id is not'],
    ["an Actor's settings", '{"data":{}}', (api) => api.updateActor('x', { actorStandby: {} }), 'data.id is not'],
    ['a new version', '{"data":{}}', (api) => api.createVersion('x', update), 'data.versionNumber is not'],
    ['a new build', '{"data":{}}', (api) => api.startBuild('x', { version: '0.1', useCache: true }), 'data.id is not'],
    ['an aborted build', '{"data":{}}', (api) => api.abortBuild('x'), 'data.id is not'],
    ['a store', '{"data":{}}', (api) => api.getOrCreateStore('x'), 'data.id is not'],
    ['a variable', '{}', (api) => api.createEnvVar('x', '0.1', envVar), 'response.data is not an object'],
  ])('%s', async (_, body, ask, mistake) => {
    const failure = await failureWith(body, ask);
    expect(failure).toMatchObject({ name: 'ActionError', outcome: 'unusable' });
    expect(failure.message).toContain('could not be used: it does not have the documented form (');
    expect(failure.message).toContain(mistake);
  });

  test('is not requested again', async () => {
    await using peer = await serveInTurn('{"data":{}}');
    await failureOf(connect(peer.url).getUser());
    expect(peer.requests).toHaveLength(1);
  });

  test.each(['null', '"x"', '{"organizationOwnerUserId":null,"username":"janedoe","new":[[{}]]}'])(
    'allows null for optional properties, and unknown properties: %s',
    async (optional) => {
      const data = optional.startsWith('{') ? optional : `{"username":"janedoe","id":${optional}}`;
      await using peer = await serveInTurn(`{"data":${data}}`);
      expect(await connect(peer.url).getUser()).toMatchObject({ username: 'janedoe' });
    },
  );
});

describe('a response that is not JSON', () => {
  test.each<[string, Reply, string]>([
    [
      'an incomplete response',
      '{"data":{"username":"ja',
      'it is not from the Apify API (no content type, 23 characters)',
    ],
    ['an empty body', '', 'it is empty'],
    ['white space', ' \n', 'it is empty'],
    ['204', status(204), 'it is empty'],
    [
      'a web page',
      status(200, '<html><TITLE>\nSign in </TITLE>', { 'content-type': 'text/html' }),
      'it is a web page with the title "Sign in" (text/html), probably from a proxy or gateway',
    ],
    ['a web page with a long title', `<title>${'x'.repeat(101)}</title>`, 'it is a web page (no content type)'],
    [
      'a content type that is too long',
      status(200, 'x', { 'content-type': 'x'.repeat(101) }),
      '(no content type, 1 characters)',
    ],
  ])('%s', async (_, reply, words) => {
    const failure = await failureWith(reply);
    expect(failure).toBeInstanceOf(LostResponseError);
    expect(failure.message).toContain(`The response to GET /v2/users/me could not be read: `);
    expect(failure.message).toContain(words);
  });

  test('is requested again', async () => {
    await using peer = await serveInTurn('{"da', '', '<html>', user);
    expect(await connect(peer.url).getUser()).toEqual({ username: 'janedoe' });
  });

  test.each<[string, boolean]>([
    ['{}', true],
    ['', true],
    ['<html>', false],
    ['{"da', false],
    ['[]', false],
  ])('to an upload is valid or not: %j, %s', async (body, isAccepted) => {
    await using peer = await serveInTurn(status(201, body));
    const file = { path: import.meta.filename, byteLength: await sizeOf(import.meta.filename), contentType: 'x/y' };
    const work = connect(peer.url, oneAttempt).putRecord('store', 'key', file);
    if (isAccepted) expect(await work).toBeUndefined();
    else expect(await failureOf(work)).toBeInstanceOf(LostResponseError);
  });

  test('is rejected as a log if it is a web page', async () => {
    const failure = await failureWith(status(200, '<html>', { 'content-type': 'text/html' }), (api) =>
      api.openBuildLog('x'),
    );
    expect(failure.message).toContain('/log could not be read: it is a web page (text/html)');
  });

  test('is requested again if it could not be decompressed', async () => {
    const headers = { 'content-encoding': 'gzip' };
    await using peer = await serveInTurn(status(200, 'not gzip', headers), status(200, gzipSync(user), headers));
    const log: string[] = [];
    const api = connect(peer.url, { onRetry: (reason) => void log.push(reason.message) });
    expect(await api.getUser()).toEqual({ username: 'janedoe' });
    expect(log).toEqual(['No response to GET /v2/users/me: the response could not be decompressed (Z_DATA_ERROR)']);
  });
});

describe('a response that is too large', () => {
  /** Sends as fast as the client reads, without an end. */
  const endless =
    (code: number, chunk: Buffer) =>
    (response: ServerResponse): void => {
      response.writeHead(code);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
  const spaces = Buffer.alloc(65_536, ' ');
  const bomb = gzipSync(Buffer.alloc(80 * 1024 ** 2, ' '));

  test.each<[string, (response: ServerResponse) => void, string]>([
    ['endless', endless(200, spaces), 'could not be used: it is longer than 64 MiB'],
    ['too large after decompression', status(200, bomb, { 'content-encoding': 'gzip' }), 'is longer than 64 MiB'],
    ['an endless error response', endless(403, spaces), 'returned 403: the rest of the response could not be read'],
    [
      'an error response that is too large after decompression',
      status(400, bomb, { 'content-encoding': 'gzip' }),
      'returned 400: the rest of the response could not be read',
    ],
  ])('%s', async (_, reply, words) => {
    await using peer = await serveInTurn((response) => reply(response.setHeader('connection', 'close')));
    expect((await failureOf(getUser(connect(peer.url, oneAttempt)))).message).toContain(words);
    // The connection is closed, so that nothing more is received.
    while (peer.open.size > 0) await delay(2);
  });

  test('an error has at most 256 KiB', async () => {
    const error = '{"error":{"type":"invalid-input","message":"No."}}';
    expect(await failureWith(status(400, error.padEnd(256 * 1024)))).toMatchObject({ type: 'invalid-input' });
    expect(await failureWith(status(400, error.padEnd(256 * 1024 + 1)))).toMatchObject({ type: '' });
  });
});

describe('a response that is not valid HTTP', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n`;
  const invalid = 'the response is not valid HTTP';

  /** Sends the beginning once, and the rest forever. */
  test.each<[string, string, string, string]>([
    ['endless headers', head, 'x-a: b\r\n', invalid],
    ['one endless header', `${head}x-a: `, 'x'.repeat(1000), invalid],
    ['endless trailers', `${chunked}1\r\n{\r\n0\r\n`, 'x: y\r\n'.repeat(100), invalid],
    ['an endless chunk extension', `${chunked}1;`, 'x'.repeat(1000), 'within 300 ms'],
    ['endless early responses', '', 'HTTP/1.1 103 Early Hints\r\n\r\n', 'No response to'],
    ['a status below 100', 'HTTP/1.1 099 X\r\n\r\n', '', invalid],
    [
      'a switch of protocols',
      'HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      '',
      'the connection broke',
    ],
    ['a control character in a header', `${head}content-type: text/\u001b[2J\r\n\r\n`, '', invalid],
    ['a negative length', `${head}content-length: -5\r\n\r\n`, '', invalid],
    ['two lengths', `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, '', invalid],
    ['500 encodings', `${head}content-encoding: ${'gzip,'.repeat(500)}gzip\r\n\r\nx`, '', 'could not be decompressed'],
    ['another protocol', 'SSH-2.0\r\n', '', invalid],
    ['zeros', '\0'.repeat(100_000), '', invalid],
  ])('%s', async (_, beginning, rest, words) => {
    await using peer = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => {
          socket.write(beginning, 'latin1');
          const send = (): void => {
            while (!socket.destroyed && socket.write(rest));
          };
          if (rest === '') return;
          socket.on('drain', send);
          send();
        });
      }),
    );
    // Only two of these responses have to end because of the time.
    const idleMs = rest === '' || words === invalid ? 20_000 : 300;
    const failure = await failureOf(connect(peer.url, { limits: { maxAttempts: 1, idleMs } }).getUser());
    expect(failure).toBeInstanceOf(LostResponseError);
    expect(failure.message).toContain('No response to GET /v2/users/me');
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('\n');
  });
});

describe('deep JSON', () => {
  const nested = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels);

  test('may have 100 levels', async () => {
    const text = (inner: string): string => `{"data":{"username":"janedoe","x":"[[\\"[","y":${inner}}}`;
    await using peer = await serveInTurn(text(nested(98)));
    expect(await connect(peer.url).getUser()).toMatchObject({ username: 'janedoe' });
    const failure = await failureWith(text(nested(99)));
    expect(failure.message).toContain('could not be used: its JSON has more than 100 levels');
  });

  test.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
    ['lists that never end', '[', ''],
  ])('with a million %s is an error', async (_, open, close) => {
    const failure = await failureWith(nested(1_000_000, open, close));
    expect(failure.message).toContain('more than 100 levels');
  });

  test('in an error is not parsed', async () => {
    const body = `{"error":{"type":"x","message":"y","z":${nested(100_000)}}}`;
    const failure = await failureWith(status(400, body));
    expect(failure).toMatchObject({ status: 400, type: '' });
  });
});

describe('an error', () => {
  test.each<[string, Reply, string]>([
    [
      'keeps control characters in its message, which the report escapes',
      status(400, '{"error":{"type":"invalid-input","message":"::x\\u001b[31m\\n"}}'),
      'invalid-input: ::x\u001b[31m\n',
    ],
    [
      'is not JSON',
      status(400, 'Bad', { 'content-type': 'text/plain; charset=x' }),
      ': the response is not from the Apify API (text/plain, 3 characters)',
    ],
    ['is empty', status(404), ': the response is empty'],
    [
      'is a web page',
      status(403, '<title>Blocked</title>', { 'content-type': 'text/html' }),
      ': the response is a web page with the title "Blocked" (text/html), probably from a proxy or gateway',
    ],
    ['is a redirect without a target', status(302), 'redirect: a redirect to an unknown address, which'],
    ['is a redirect within the server', status(301, '', { location: '/x' }), 'a redirect to http://127.0.0.1:'],
    [
      'is a redirect with a password and a token, which the message does not contain',
      status(308, '', { location: 'https://u:p@example.com/?token=x' }),
      'redirect: a redirect to https://example.com, which the action does not follow',
    ],
    [
      'is a redirect to a script',
      status(307, '', { location: 'javascript:alert(1)' }),
      'redirect: a redirect to an unknown address',
    ],
    ['is a redirect to an invalid URL', status(307, '', { location: 'http://[::1' }), 'to an unknown address'],
    ['is 304', status(304), 'redirect: a redirect to an unknown address'],
  ])('%s', async (_, reply, words) => {
    await using peer = await serveInTurn(reply);
    const failure = await failureOf(connect(peer.url).getUser());
    expect(failure).toBeInstanceOf(ApifyApiError);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/^GET \/v2\/users\/me returned \d{3}/);
    expect(peer.requests).toHaveLength(1);
  });

  test.each<[string, Reply]>([
    [
      'is cut off',
      (response) => response.writeHead(404, { 'content-length': 99 }).write('{"er', () => response.destroy()),
    ],
    ['stops', (response) => response.writeHead(404, { 'content-length': 99 }).write('{"er')],
  ])('whose body %s still has its status', async (_, reply) => {
    await using peer = await serveInTurn(reply);
    const failure = await failureOf(connect(peer.url, { limits: { idleMs: 100 } }).getUser());
    expect(failure).toMatchObject({ status: 404, type: '', apiMessage: 'the rest of the response could not be read' });
    expect(peer.requests).toHaveLength(1);
  });
});

describe('the body of an error', () => {
  test.each<[string, string, { type: string; message: string }]>([
    [
      'as documented',
      '{"error":{"type":"actor-not-found","message":"Gone."}}',
      { type: 'actor-not-found', message: 'Gone.' },
    ],
    ['without a type', '{"error":{"message":"Gone."}}', { type: '', message: 'Gone.' }],
    ['with a type that is not a word', '{"error":{"type":"::error::x","message":"x"}}', { type: '', message: 'x' }],
    ['with a type of megabytes', `{"error":{"type":"${'x'.repeat(2e6)}"}}`, { type: '', message: '' }],
    ['with values of other types', '{"error":{"type":5,"message":["x"]}}', { type: '', message: '' }],
    ['with a string as the error', '{"error":"Gone."}', { type: '', message: '' }],
    ['null', 'null', { type: '', message: '' }],
    ['a web page', '<html>', { type: '', message: '' }],
    ['an empty body', '', { type: '', message: '' }],
    [
      'with a long message, which is omitted completely, because half of a secret would not be redacted',
      `{"error":{"type":"invalid-input","message":"${'x'.repeat(50_000)}"}}`,
      { type: 'invalid-input', message: '(a message of 50000 characters)' },
    ],
  ])('%s', (_, text, expected) => {
    expect(readErrorBody(text)).toEqual(expected);
  });

  test('never throws, and never leads to a long message', () => {
    const error = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({ type: fc.string(), message: fc.string({ maxLength: 5000, size: 'max' }) }, { requiredKeys: [] })
        .map((fields) => JSON.stringify({ error: fields })),
    );
    fc.assert(
      fc.property(error, (text) => {
        const { type, message } = readErrorBody(text);
        expect(type).toMatch(/^[\w-]{0,100}$/);
        expect(message.length).toBeLessThanOrEqual(2000);
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});

/** Any JSON as the response to any request: a value, or one of our two errors. */
test('any JSON is either a valid response or an error that names the request', async () => {
  const bodies = fc.sample(
    fc.record({
      data: fc.oneof(fc.object(), fc.jsonValue(), fc.record({ id: fc.anything(), items: fc.array(fc.jsonValue()) })),
    }),
    { seed: 1, numRuns: 60 },
  );
  let body = '';
  await using peer = await serve((_request, response) => void response.end(body));
  const api = connect(peer.url, oneAttempt);
  for (const value of bodies) {
    body = JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part));
    for (const ask of [getUser, getActor, getBuild, listBuilds, listEnvVars, updateVersion]) {
      const failure = await ask(api).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(failure).toBeInstanceOf(LostResponseError);
    }
  }
});

async function sizeOf(file: string): Promise<number> {
  const { stat } = await import('node:fs/promises');
  return (await stat(file)).size;
}
