/** Requests that the official client cannot send, and the errors for requests that are not valid. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, deflate, gzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type RecordedRequest, startEmulator } from '../../emulator/emulator.ts';

const compress = { gzip: promisify(gzip), br: promisify(brotliCompress), deflate: promisify(deflate) } as const;

let emulator: Emulator;
const version = '/v2/acts/janedoe~my-actor/versions/0.1';

beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
});

afterEach(() => emulator.close());

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string | Uint8Array<ArrayBuffer>;
}

async function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  const response = await fetch(`${emulator.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${emulator.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, ...(text === '' ? {} : JSON.parse(text)) };
}

const post = (body: NonNullable<Sent['body']>, path = version) => send(path, { method: 'POST', body });

/** A copy of the Actors, to check that nothing changed. */
const copyActors = () => structuredClone(emulator.platform.actors);

test('both path prefixes and both methods lead to the same endpoint', async () => {
  for (const prefix of ['acts', 'actors']) {
    for (const method of ['POST', 'PUT']) {
      const path = version.replace('acts', prefix);
      const answer = await send(path, { method, body: { buildTag: `${prefix}-${method}` } });
      expect(answer).toMatchObject({ status: 200, data: { buildTag: `${prefix}-${method}` } });
    }
  }
});

test('an update keeps the properties that it omits', async () => {
  const sourceFiles = [{ name: 'a', format: 'TEXT', content: 'a' }];
  await post({ sourceType: 'SOURCE_FILES', sourceFiles, envVars: [{ name: 'A', value: '1' }] });
  await post({ applyEnvVarsToBuild: true });
  expect(await send(version)).toMatchObject({
    data: {
      versionNumber: '0.1',
      sourceType: 'SOURCE_FILES',
      sourceFiles,
      envVars: [{ name: 'A', value: '1', isSecret: false }],
      applyEnvVarsToBuild: true,
      buildTag: 'latest',
    },
  });
});

describe('Token', () => {
  test.each([
    ['a missing token', {}, 401, 'token-not-provided'],
    ['another token', { authorization: 'Bearer apify_api_other' }, 401, 'user-or-token-not-found'],
  ])('rejects %s', async (_, headers, status, type) => {
    const before = copyActors();
    const response = await fetch(`${emulator.url}${version}`, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { type, message: expect.stringMatching(/authentication token/i) } });
    expect(copyActors()).toEqual(before);
  });

  test('accepts a token in the query, and does not log the query', async () => {
    const lines: string[] = [];
    await using logging = await startEmulator({ log: (line) => void lines.push(line) });
    const response = await fetch(`${logging.url}/v2/users/me?token=${logging.token}`);
    expect(response.status).toBe(200);
    await response.text();
    while (lines.length === 0) await new Promise(setImmediate);
    expect(lines).toEqual(['GET /v2/users/me 200']);
  });
});

describe('Not found', () => {
  test.each([
    ['an unknown endpoint', '/v2/acts/x/y/z', 'GET', 'page-not-found'],
    ['an encoded slash in the Actor', '/v2/acts/janedoe%2Fmy-actor', 'GET', 'record-not-found'],
    ['an update of a version of an unknown Actor', '/v2/acts/janedoe~other/versions/0.1', 'POST', 'actor-not-found'],
    ['an update of an unknown version', '/v2/acts/janedoe~my-actor/versions/0.2', 'POST', 'record-not-found'],
    ['a path that cannot be decoded', '/v2/acts/%E0%A4%A', 'GET', 'page-not-found'],
  ])('returns 404 for %s', async (_, path, method, type) => {
    const answer = await send(path, { method, ...(method === 'POST' ? { body: {} } : {}) });
    expect(answer).toMatchObject({ status: 404, error: { type } });
  });

  test('returns 405 and the allowed methods for a method that is not allowed', async () => {
    expect(await send('/v2/users/me', { method: 'POST', body: {} })).toMatchObject({
      status: 405,
      error: {
        type: 'method-not-allowed',
        message: 'This API end-point can only be accessed using the following HTTP methods: OPTIONS,GET',
      },
    });
  });
});

describe('Bodies', () => {
  test.each(['gzip', 'br'] as const)('decodes %s', async (encoding) => {
    const json = JSON.stringify({ buildTag: 'beta' });
    const body = new Uint8Array(await compress[encoding](json));
    const answer = await send(version, { method: 'POST', headers: { 'content-encoding': encoding }, body });
    expect(answer).toMatchObject({ status: 200, data: { buildTag: 'beta' } });
    expect(emulator.requests[0]).toMatchObject({
      body: Buffer.from(json),
      json: { buildTag: 'beta' },
      encodedLength: body.length,
    } satisfies Partial<RecordedRequest>);
  });

  test.each([
    ['an unknown encoding', 'bla', 415, 'unsupported-content-encoding', 'Content-Encoding "bla" is not supported.'],
    ['deflate for JSON', 'deflate', 415, 'unsupported-content-encoding', /"deflate" is not supported/],
    ['a body that is not gzip', 'gzip', 400, 'invalid-input', /not valid gzip/],
  ])('rejects %s', async (_, encoding, status, type, message) => {
    const answer = await send(version, { method: 'POST', headers: { 'content-encoding': encoding }, body: '{}' });
    expect(answer).toMatchObject({ status, error: { type, message: expect.stringMatching(message) } });
  });

  test.each(['gzip', 'br', 'deflate', 'identity'] as const)('decodes %s for records', async (encoding) => {
    const { data } = await post({}, '/v2/key-value-stores?name=archives');
    const path = `/v2/key-value-stores/${data.id}/records/a.txt`;
    const content = new TextEncoder().encode('content');
    const body = encoding === 'identity' ? content : new Uint8Array(await compress[encoding](content));
    const headers = { 'content-encoding': encoding, 'content-type': 'text/plain' };
    expect(await send(path, { method: 'PUT', headers, body })).toMatchObject({ status: 201 });
    const record = emulator.platform.stores[0]?.records.get('a.txt');
    expect(record).toMatchObject({ byteLength: 7, contentType: 'text/plain', bytes: Buffer.from('content') });
  });

  const limit = 9_437_184;
  const padded = (length: number) => `{"buildTag":"beta"${' '.repeat(length - 19)}}`;

  test('accepts 9,437,184 bytes', async () => {
    expect(await post(padded(limit))).toMatchObject({ status: 200 });
  });

  test.each(['', 'gzip'] as const)('rejects one more byte, counted without compression (%s)', async (encoding) => {
    const body = encoding === '' ? padded(limit + 1) : new Uint8Array(await compress[encoding](padded(limit + 1)));
    const headers: Record<string, string> = encoding === '' ? {} : { 'content-encoding': encoding };
    expect(await send(version, { method: 'POST', headers, body })).toMatchObject({
      status: 413,
      error: {
        type: 'request-too-large',
        message: 'The POST payload is too large (limit: 9437184 bytes, actual length: 9437185 bytes).',
      },
    });
  });

  test('accepts longer records, and keeps only the hash of very long records', async () => {
    const { data } = await post({}, '/v2/key-value-stores?name=archives');
    const path = `/v2/key-value-stores/${data.id}/records/a.zip`;
    const body = new Uint8Array(33 * 1024 ** 2);
    expect(await send(path, { method: 'PUT', body })).toMatchObject({ status: 201 });
    expect(emulator.platform.stores[0]?.records.get('a.zip')).toEqual({
      key: 'a.zip',
      contentType: 'application/json',
      byteLength: body.length,
      sha256: createHash('sha256').update(body).digest('hex'),
      bytes: undefined,
    });
  });

  test.each([
    ['a body that is not JSON', '{"a":', 'application/json', 'invalid-input', /not valid JSON/],
    ['a body that is not an object', '[]', 'application/json', 'invalid-input', /must be an object/],
    ['another Content-Type', '{}', 'text/plain', 'invalid-content-type-header', /application\/json/],
  ])('rejects %s', async (_, body, contentType, type, message) => {
    const answer = await send(version, { method: 'POST', headers: { 'content-type': contentType }, body });
    expect(answer).toMatchObject({ status: 400, error: { type, message: expect.stringMatching(message) } });
  });
});

describe('Versions', () => {
  const file = (fields: object) => ({ sourceType: 'SOURCE_FILES', sourceFiles: [{ name: 'a', ...fields }] });
  const text = (content: string) => file({ format: 'TEXT', content });

  test.each<[string, object, RegExp]>([
    ['an unknown source type', { sourceType: 'SVN' }, /sourceType must be one of/],
    ['Git without its URL', { sourceType: 'GIT_REPO' }, /gitRepoUrl is required/],
    ['a tarball without its URL', { sourceType: 'TARBALL' }, /tarballUrl is required/],
    ['a Gist without its URL', { sourceType: 'GITHUB_GIST' }, /gitHubGistUrl is required/],
    ['an empty URL', { sourceType: 'TARBALL', tarballUrl: '' }, /tarballUrl must not be empty/],
    ['a file without a format', file({ content: 'a' }), /sourceFiles\[0\]\.format/],
    ['a file without content', file({ format: 'TEXT' }), /sourceFiles\[0\]\.content/],
    ['a file without a name', file({ name: undefined, format: 'TEXT', content: 'a' }), /sourceFiles\[0\]\.name/],
    ['a file that is not Base64', file({ format: 'BASE64', content: 'ä' }), /not valid Base64/],
    ['a tag that is not a string', { buildTag: 1 }, /buildTag must be a string/],
    ['a flag that is not a boolean', { applyEnvVarsToBuild: 'true' }, /applyEnvVarsToBuild must be a boolean/],
    [
      'a variable whose value is a number',
      { envVars: [{ name: 'A', value: 1 }] },
      /envVars\[0\]\.value must be a string/,
    ],
    [
      'a variable whose value is null',
      { envVars: [{ name: 'A', value: null }] },
      /envVars\[0\]\.value must be a string/,
    ],
    ['an empty Actor path', { actorPath: '' }, /actorPath must not be empty/],
    ['an Actor path over 255 characters', { actorPath: 'a'.repeat(256) }, /actorPath is longer than 255/],
    [
      'an Actor path in a Git source',
      { sourceType: 'GIT_REPO', gitRepoUrl: 'https://x.y/z', actorPath: 'a' },
      /actorPath is not supported for the source type GIT_REPO/,
    ],
    ['a variable whose name starts with a digit', { envVars: [{ name: '1A', value: '' }] }, /envVars\[0\]\.name/],
    ['a variable with a hyphen', { envVars: [{ name: 'A-B', value: '' }] }, /envVars\[0\]\.name/],
    ['a name over 100 characters', { envVars: [{ name: 'A'.repeat(101), value: '' }] }, /envVars\[0\]\.name/],
    ['a value over 50,000 characters', { envVars: [{ name: 'A', value: 'x'.repeat(50_001) }] }, /longer than 50000/],
    [
      'a duplicate variable',
      { envVars: [1, 2].map((value) => ({ name: 'A', value: String(value) })) },
      /contains A twice/,
    ],
    ['content over 3 MiB', text('x'.repeat(3 * 1024 ** 2 + 1)), /too large \(limit: 3145728 bytes, actual: 3145729/],
    ['content over 3 MiB because of its characters', text('🎉'.repeat(629_146)), /actual: 3145730 bytes/],
  ])('rejects %s, and changes nothing', async (_, body, message) => {
    const before = copyActors();
    const answer = await post({ envVars: [], ...body });
    expect(answer).toMatchObject({
      status: 400,
      error: { type: 'invalid-input', message: expect.stringMatching(message) },
    });
    expect(copyActors()).toEqual(before);
  });

  test.each([
    ['3 MiB', 'x'.repeat(3 * 1024 ** 2)],
    ['3 MiB with characters beyond U+FFFF', `${'🎉'.repeat(629_145)}xxx`],
  ])('accepts %s', async (_, content) => {
    expect(await post(text(content))).toMatchObject({ status: 200 });
  });

  test.each(['1.0.0', '100.0', '01.0', '1', 'latest'])('rejects the version number %s', async (versionNumber) => {
    const update = await post({}, `/v2/acts/janedoe~my-actor/versions/${versionNumber}`);
    const body = { versionNumber, sourceType: 'SOURCE_FILES' };
    const creation = await post(body, '/v2/acts/janedoe~my-actor/versions');
    for (const answer of [update, creation]) {
      expect(answer).toMatchObject({ status: 400, error: { type: 'invalid-input' } });
    }
  });

  test('rejects a version number in the body that differs from the URL', async () => {
    expect(await post({ versionNumber: '0.2' })).toMatchObject({ status: 400, error: { type: 'id-does-not-match' } });
  });

  test('returns the URL of a new version', async () => {
    const body = { versionNumber: '0.2', sourceType: 'SOURCE_FILES' };
    const answer = await post(body, '/v2/acts/janedoe~my-actor/versions');
    expect(answer).toMatchObject({ status: 201, data: { ...body, envVars: null, buildTag: null } });
    expect(answer.headers.get('location')).toMatch(/\/v2\/actors\/[A-Za-z0-9]{17}\/versions\/0\.2$/);
  });

  test('removes the old value of a secret that is sent without a value', async () => {
    await post({ envVars: [{ name: 'A', value: 'x', isSecret: true }] });
    await post({ envVars: [{ name: 'A', isSecret: true }] });
    expect(emulator.platform.actors[0]?.versions[0]?.envVars).toEqual([{ name: 'A', value: '', isSecret: true }]);
  });
});

describe('Settings of an Actor', () => {
  test.each<[object, string]>([
    [{ title: 1 }, 'title must be a string'],
    [{ description: true }, 'description must be a string'],
    [{ seoTitle: [] }, 'seoTitle must be a string'],
    [{ categories: 'AI' }, 'categories must be an array'],
    [{ categories: ['AI', 1] }, 'categories[1] must be a string'],
    [{ isPublic: 'true' }, 'isPublic must be a boolean'],
    [{ defaultRunOptions: { memoryMbytes: '512' } }, 'defaultRunOptions.memoryMbytes must be an integer'],
    [{ defaultRunOptions: { memoryMbytes: 1000 } }, 'defaultRunOptions.memoryMbytes must be a power of 2'],
    [{ defaultRunOptions: { timeoutSecs: 1.5 } }, 'defaultRunOptions.timeoutSecs must be an integer'],
    [{ defaultRunOptions: { memory: 512 } }, 'defaultRunOptions.memory is not allowed'],
    [{ exampleRunInput: { body: {} } }, 'exampleRunInput.body must be a string'],
    [{ actorStandby: { isEnabled: 'yes' } }, 'actorStandby.isEnabled must be a boolean'],
    [{ actorStandby: { other: 1 } }, 'actorStandby.other is not allowed'],
    [{ taggedBuilds: { latest: 'abc' } }, 'taggedBuilds.latest must be an object'],
  ])('rejects %j, and changes nothing', async (body, message) => {
    const before = copyActors();
    const path = '/v2/acts/janedoe~my-actor';
    expect(await send(path, { method: 'PUT', body: { title: 'New', ...body } })).toMatchObject({
      status: 400,
      error: { type: 'invalid-input', message: expect.stringContaining(message) },
    });
    expect(copyActors()).toEqual(before);
  });
});

describe('Actors', () => {
  test.each<[string, object, RegExp]>([
    ['a missing name', {}, /name must be a string/],
    ['a short name', { name: 'ab' }, /name must be 3 to 63/],
    ['a name with an underscore', { name: 'my_actor' }, /name must be 3 to 63/],
    ['a missing version', { name: 'other' }, /versions must contain at least one/],
    ['a version without a source type', { name: 'other', versions: [{ versionNumber: '0.1' }] }, /sourceType/],
  ])('rejects %s, and creates no Actor', async (_, body, message) => {
    expect(await post(body, '/v2/acts')).toMatchObject({
      status: 400,
      error: { type: 'invalid-input', message: expect.stringMatching(message) },
    });
    expect(emulator.platform.actors).toHaveLength(1);
  });
});

describe('Test options', () => {
  test('records requests in order, including failed requests, until they are cleared', async () => {
    await send('/v2/none?a=1');
    await post({ buildTag: 'beta' });
    expect(emulator.requests).toMatchObject([
      { method: 'GET', path: '/v2/none', json: undefined, encodedLength: 0 },
      { method: 'POST', path: version, headers: { 'content-type': 'application/json' }, json: { buildTag: 'beta' } },
    ]);
    expect(emulator.requests[0]?.query.get('a')).toBe('1');
    emulator.clearRequests();
    expect(emulator.requests).toEqual([]);
  });

  test("the API's clock can differ from the machine's clock", async () => {
    await using ahead = await startEmulator({ clockAheadMs: 3_600_000 });
    ahead.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const headers = { authorization: `Bearer ${ahead.token}` };
    const path = '/v2/acts/janedoe~my-actor/builds?version=0.1';
    const response = await fetch(`${ahead.url}${path}`, { method: 'POST', headers });
    const { data } = (await response.json()) as { data: { startedAt: string } };
    for (const time of [data.startedAt, response.headers.get('date') ?? '']) {
      expect(Date.parse(time) - Date.now()).toBeGreaterThan(3_500_000);
    }
  });

  test('the token, the account and the Actor can be set', async () => {
    await using other = await startEmulator({ token: 'apify_api_x', username: 'acme', userId: 'user1' });
    const actor = other.addActor({ name: 'my-actor', id: 'hG8x', title: 'Mine', actorStandby: { isEnabled: true } });
    const read = async (path: string) =>
      (await fetch(`${other.url}/v2/${path}`, { headers: { authorization: 'Bearer apify_api_x' } })).json();
    expect(await read('users/me')).toMatchObject({ data: { id: 'user1', username: 'acme' } });
    expect(await read('acts/acme~my-actor')).toMatchObject({
      data: { id: 'hG8x', userId: 'user1', title: 'Mine', actorStandby: { isEnabled: true }, versions: [] },
    });
    expect(other.platform.findActor('hG8x')).toBe(actor);
  });
});
