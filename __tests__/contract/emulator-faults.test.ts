/** The faults that tests can inject into the emulator. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type Fault, startEmulator } from '../../emulator/emulator.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let emulator: Emulator;
const version = '/v2/acts/janedoe~my-actor/versions/0.1';

beforeEach(async () => {
  clock = virtualClock();
  emulator = await startEmulator({ clock });
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', buildTag: 'old' }] });
});

afterEach(() => emulator.close());

const authorization = () => ({ authorization: `Bearer ${emulator.token}` });

function update(): Promise<Response> {
  return fetch(`${emulator.url}${version}`, {
    method: 'POST',
    headers: { ...authorization(), 'content-type': 'application/json' },
    body: '{"buildTag":"new"}',
  });
}

/** The bytes of a response body, even if the body is incomplete. */
async function readBody(response: Response): Promise<{ body: string; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  const soFar = (): string => Buffer.concat(chunks).toString();
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    return { body: soFar(), whole: true };
  } catch {
    return { body: soFar(), whole: false };
  }
}

function abortable(): { readonly signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

const storedTag = () => emulator.platform.actors[0]?.versions[0]?.buildTag;

describe('Kinds of faults', () => {
  test.each<[string, Fault, number, object | string]>([
    ['the documented error of a status', { kind: 'status', status: 429 }, 429, { type: 'rate-limit-exceeded' }],
    ['an internal server error', { kind: 'status', status: 503 }, 503, { type: 'internal-server-error' }],
    [
      'the message of a type',
      { kind: 'status', status: 403, type: 'versions-size-exceeded' },
      403,
      { type: 'versions-size-exceeded', message: 'The limit on the combined size of all versions has been exceeded.' },
    ],
    [
      'a memory limit',
      { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' },
      402,
      { type: 'actor-memory-limit-exceeded', message: expect.stringContaining('exceed the memory limit of 8192MB') },
    ],
    ['missing permissions', { kind: 'status', status: 403 }, 403, { type: 'insufficient-permissions' }],
    [
      'the given type and message',
      { kind: 'status', status: 403, type: 'other', message: 'No.' },
      403,
      { type: 'other', message: 'No.' },
    ],
    ['the given body', { kind: 'status', status: 418, body: 'teapot', contentType: 'text/plain' }, 418, 'teapot'],
    ['the web page of a proxy', { kind: 'html' }, 502, expect.stringContaining('<html>') as never],
  ])('returns %s, and does not carry out the request', async (_, fault, status, expected) => {
    emulator.addFault({ fault });
    const response = await update();
    expect(response.status).toBe(status);
    const body = await response.text();
    if (typeof expected === 'object' && 'type' in expected) {
      expect(JSON.parse(body)).toMatchObject({ error: expected });
    } else expect(body).toEqual(expected);
    expect(storedTag()).toBe('old');
  });

  test('returns the given headers', async () => {
    emulator.addFault({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } } });
    expect((await update()).headers.get('retry-after')).toBe('7');
  });

  test('can return an error although the request was carried out', async () => {
    emulator.addFault({ fault: { kind: 'status', status: 500, carriedOut: true } });
    expect((await update()).status).toBe(500);
    expect(storedTag()).toBe('new');
  });

  test('delay carries out the request at once, and responds later', async () => {
    emulator.addFault({ fault: { kind: 'delay', ms: 200 } });
    let responded = false;
    const response = update().finally(() => {
      responded = true;
    });
    await clock.advance(199);
    expect([storedTag(), responded]).toEqual(['new', false]);
    await clock.advance(1);
    expect((await response).status).toBe(200);
  });

  test.each<[Fault['kind'], string]>([
    ['reset', 'old'],
    ['lost-answer', 'new'],
  ])('%s sends no response, and the tag is %s', async (kind, tag) => {
    emulator.addFault({ fault: { kind } as Fault });
    await expect(update()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(storedTag()).toBe(tag);
  });

  test('reset can break off an upload', async () => {
    emulator.addFault({ fault: { kind: 'reset', afterBytes: 100_000 } });
    const body = new Uint8Array(20_000_000);
    const upload = fetch(`${emulator.url}${version}`, { method: 'POST', headers: authorization(), body });
    await expect(upload).rejects.toThrow('fetch failed');
    const [request] = emulator.requests;
    expect(request?.encodedLength).toBeGreaterThanOrEqual(100_000);
    expect(request?.encodedLength).toBeLessThan(body.length);
  });

  test('hang sends no response until the client disconnects', async () => {
    emulator.addFault({ fault: { kind: 'hang' } });
    const { signal, abort } = abortable();
    const response = fetch(`${emulator.url}${version}`, { headers: authorization(), signal });
    await clock.advance(3_600_000);
    abort();
    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
    expect(emulator.requests).toHaveLength(1);
  });

  test.each<[string, Fault, { body: string; whole: boolean }]>([
    ['ends in the middle', { kind: 'cut-body', afterBytes: 8 }, { body: '{"data":', whole: false }],
    ['ends before it begins', { kind: 'cut-body', afterBytes: 0 }, { body: '', whole: false }],
    ['is not JSON', { kind: 'broken-json' }, { body: '{"data": {"id": ', whole: true }],
    ['is empty', { kind: 'empty' }, { body: '', whole: true }],
  ])('carries out the request, and the response body %s', async (_, fault, expected) => {
    emulator.addFault({ fault });
    const response = await update();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await readBody(response)).toEqual(expected);
    expect(storedTag()).toBe('new');
  });

  test('race changes the account before the request is carried out', async () => {
    const change = () => {
      emulator.platform.actors.length = 0;
    };
    emulator.addFault({ fault: { kind: 'race', change } });
    expect((await update()).status).toBe(404);
  });

  test('changes the data of a response', async () => {
    emulator.addFault({ fault: { kind: 'edit', edit: ({ buildTag, ...rest }) => ({ ...rest, was: buildTag }) } });
    const { data } = (await (await update()).json()) as { data: object };
    expect(data).toMatchObject({ versionNumber: '0.1', was: 'new' });
    expect(data).not.toHaveProperty('buildTag');
    expect(storedTag()).toBe('new');
  });

  test('cut-body sends half of the body by default', async () => {
    emulator.addFault({ fault: { kind: 'cut-body' } });
    const response = await update();
    const { body } = await readBody(response);
    expect(body.length).toBe(Math.floor(Number(response.headers.get('content-length')) / 2));
  });

  test('cut-body carries out a request whose response has no body', async () => {
    emulator.addFault({ fault: { kind: 'cut-body' } });
    const headers = authorization();
    const deletion = fetch(`${emulator.url}/v2/acts/janedoe~my-actor`, { method: 'DELETE', headers });
    await deletion.then(readBody, () => undefined);
    expect(emulator.platform.actors).toEqual([]);
  });

  test('trickle sends the bytes slowly', async () => {
    emulator.addFault({ fault: { kind: 'trickle', everyMs: 1_000, pieceBytes: 20 } });
    const before = clock.now();
    const { body } = await clock.run(update().then(readBody));
    expect(JSON.parse(body)).toMatchObject({ data: { buildTag: 'new' } });
    expect(clock.now() - before).toBe(Math.ceil(body.length / 20) * 1_000);
  });
});

describe('A log stream', () => {
  const log = [{ atMs: 0, text: '0123456789'.repeat(5), raw: true }];

  async function streamLog(fault: Fault): Promise<{ body: string; whole: boolean }> {
    emulator.scriptBuilds({ log, runMs: 20 });
    const headers = authorization();
    const started = await fetch(`${emulator.url}/v2/acts/janedoe~my-actor/builds?version=0.1`, {
      method: 'POST',
      headers,
    });
    const { data } = (await started.json()) as { data: { id: string } };
    emulator.addFault({ path: /\/log$/, fault });
    return clock.run(fetch(`${emulator.url}/v2/actor-builds/${data.id}/log?stream=1`, { headers }).then(readBody));
  }

  test.each<[string, Fault, { body: string; whole: boolean }]>([
    ['can break off', { kind: 'cut-body' }, { body: '0123456789', whole: false }],
    ['can break off at the end', { kind: 'cut-body', afterBytes: 99 }, { body: '0123456789'.repeat(5), whole: false }],
    ['can be empty', { kind: 'empty' }, { body: '', whole: true }],
    ['can be slow', { kind: 'trickle', everyMs: 1, pieceBytes: 5 }, { body: '0123456789'.repeat(5), whole: true }],
    ['can start later', { kind: 'delay', ms: 50 }, { body: '0123456789'.repeat(5), whole: true }],
  ])('%s', async (_, fault, expected) => {
    expect(await streamLog(fault)).toEqual(expected);
  });
});

describe('A rule applies to', () => {
  const get = async (target: string, method = 'GET') =>
    (await fetch(`${emulator.url}${target}`, { method, headers: authorization() })).status;
  const fault = { kind: 'status', status: 503 } as const;
  const me = '/v2/users/me';

  test('the next request by default', async () => {
    emulator.addFault({ fault });
    expect([await get(me), await get(me)]).toEqual([503, 200]);
  });

  test('the given number of requests, after requests that are skipped', async () => {
    emulator.addFault({ skip: 1, times: 2, fault });
    expect([await get(me), await get(me), await get(me), await get(me)]).toEqual([200, 503, 503, 200]);
  });

  test('requests with a method and a path, ignoring the query', async () => {
    emulator.addFault({ method: 'GET', path: /\/me$/, times: Number.POSITIVE_INFINITY, fault });
    expect([await get('/v2/acts'), await get(me, 'PUT'), await get(`${me}?a=1`)]).toEqual([200, 405, 503]);
  });

  test('a request before later rules do', async () => {
    emulator.addFault({ fault });
    emulator.addFault({ fault: { kind: 'status', status: 500 } });
    expect([await get(me), await get(me), await get(me)]).toEqual([503, 500, 200]);
  });
});

test('close ends streams, waits, requests without a response, and builds', async () => {
  const log = [0, 300].map((atMs) => ({ atMs, text: `At ${atMs}` }));
  emulator.scriptBuilds({ log, runMs: 600_000 });
  const headers = authorization();
  const url = `${emulator.url}/v2/acts/janedoe~my-actor/builds?version=0.1`;
  const { data } = (await (await fetch(url, { method: 'POST', headers })).json()) as { data: { id: string } };
  const build = `${emulator.url}/v2/actor-builds/${data.id}`;
  const stream = await fetch(`${build}/log?stream=1`, { headers });
  const waiting = fetch(`${build}?waitForFinish=60`, { headers }).catch(() => 'ended');
  emulator.addFault({ path: /users/, fault: { kind: 'hang' } });
  const hanging = fetch(`${emulator.url}/v2/users/me`, { headers }).catch(() => 'ended');
  await clock.advance(100);
  expect(emulator.requests).toHaveLength(4);
  await emulator.close();
  expect(await Promise.all([waiting, hanging])).toEqual(['ended', 'ended']);
  expect((await readBody(stream)).whole).toBe(false);
  await clock.advance(1_000);
  expect(emulator.platform.findBuild(data.id)?.log.toString()).toMatch(/At 0\n$/);
});

describe('The emulator as a process', () => {
  const main = path.resolve(import.meta.dirname, '../../emulator/main.ts');

  test('prints its URL and token, contains the Actor, and ends on a signal', async () => {
    const child = spawn(process.execPath, [main, '--port', '0', '--seed-actor', 'hello-actor'], { stdio: 'pipe' });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
    const stderr = text(child.stderr);
    while (!printed.includes('APIFY_TOKEN=')) await once(child.stdout, 'data');
    const { APIFY_CLIENT_BASE_URL: url, APIFY_TOKEN: token } = Object.fromEntries(
      printed.split('\n').map((line) => line.split('=')),
    );
    const response = await fetch(`${url}/v2/acts/janedoe~hello-actor`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ data: { versions: [{ versionNumber: '0.0', buildTag: 'latest' }] } });
    // On Windows, the signal ends the process at once.
    while (!printed.includes('GET /v2/acts/janedoe~hello-actor 200')) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(await stderr).toBe('');
  });

  test('rejects an unknown option', async () => {
    const [error] = await new Promise<[Error | null]>((resolve) => {
      execFile(process.execPath, [main, '--prot', '0'], (...end) => resolve([end[0]]));
    });
    expect(error?.message).toContain('--prot');
  });
});
