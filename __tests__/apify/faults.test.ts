/**
 * The fault matrix: each kind of request with each fault, against the emulator on a real socket. The tests check the
 * state of the platform afterward, the number of requests, and the error.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Emulator, type Fault, type FaultRule, startEmulator } from '../../emulator/emulator.ts';
import type { ApifyApi } from '../../src/apify/api.ts';
import { ApifyApiError, wasMaybeCarriedOut } from '../../src/apify/api-error.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { explain } from '../../src/apify/error-hints.ts';
import type { Connection } from '../../src/apify/http.ts';
import { ActionError } from '../../src/errors.ts';
import { createActor, createEnvVar, createVersion } from '../../src/version/create.ts';
import { type RetryClock, retryClock } from '../support/retry-clock.ts';

const actorId = 'janedoe~my-actor';
const source = { sourceType: 'GIT_REPO', gitRepoUrl: 'https://example.com/new.git' } as const;
const envVar = { name: 'NEW', value: 'x', isSecret: false };
const defaultRunOptions = { build: 'latest', memoryMbytes: 4096, timeoutSecs: 3600 };
const newActor = { name: 'new-actor', defaultRunOptions, versions: [{ versionNumber: '0.1', ...source }] } as const;
const certificate = path.resolve(import.meta.dirname, '../fixtures/tls/localhost.crt');
const file = {
  path: certificate,
  byteLength: statSync(certificate).size,
  contentType: 'application/zip',
};

/** One kind of request. */
interface Kind {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  readonly ask: (tools: Tools, state: Before) => Promise<unknown>;
}

interface Tools {
  readonly api: ApifyApi;
  readonly signal: AbortSignal;
  readonly log: () => void;
  readonly clock: RetryClock;
}

interface Before {
  readonly buildId: string;
  readonly storeId: string;
}

/** Repeated after any lost response, because the repetition changes nothing. */
const repeatable: readonly Kind[] = [
  { name: 'user', method: 'GET', path: /\/users\/me$/, ask: ({ api }) => api.getUser() },
  { name: 'Actor', method: 'GET', path: /~my-actor$/, ask: ({ api }) => api.getActor(actorId) },
  {
    name: "Actor's settings",
    method: 'PUT',
    path: /~my-actor$/,
    ask: ({ api }) => api.updateActor(actorId, { actorStandby: { isEnabled: true } }),
  },
  {
    name: 'version update',
    method: 'POST',
    path: /versions\/0\.1$/,
    ask: ({ api }) => api.updateVersion(actorId, { versionNumber: '0.1', ...source }),
  },
  { name: 'variables', method: 'GET', path: /env-vars$/, ask: ({ api }) => api.listEnvVars(actorId, '0.1') },
  {
    name: 'variable',
    method: 'PUT',
    path: /env-vars\/OLD$/,
    ask: ({ api }) => api.updateEnvVar(actorId, '0.1', { name: 'OLD', value: 'y', isSecret: true }),
  },
  { name: 'builds', method: 'GET', path: /builds$/, ask: ({ api }) => api.listBuilds(actorId, 10) },
  { name: 'build', method: 'GET', path: /actor-builds\/\w+$/, ask: ({ api }, { buildId }) => api.getBuild(buildId, 0) },
  { name: 'abort', method: 'POST', path: /abort$/, ask: ({ api }, { buildId }) => api.abortBuild(buildId) },
  {
    name: 'store',
    method: 'POST',
    path: /key-value-stores$/,
    ask: ({ api }) => api.getOrCreateStore('actor-x-source'),
  },
  {
    name: 'record',
    method: 'PUT',
    path: /records\/key$/,
    ask: ({ api }, { storeId }) => api.putRecord(storeId, 'key', file),
  },
  { name: 'log', method: 'GET', path: /log$/, ask: ({ api }, { buildId }) => api.openBuildLog(buildId) },
];

/** Repeated only after a check that nothing was created. */
const creating: readonly Kind[] = [
  {
    name: 'new Actor',
    method: 'POST',
    path: /acts$/,
    ask: (tools) => createActor(tools, 'janedoe~new-actor', newActor),
  },
  {
    name: 'new version',
    method: 'POST',
    path: /versions$/,
    ask: (tools) => createVersion(tools, actorId, { versionNumber: '0.2', ...source }),
  },
  {
    name: 'new variable',
    method: 'POST',
    path: /env-vars$/,
    ask: (tools) => createEnvVar(tools, { actorId, versionNumber: '0.1' }, envVar),
  },
];

/** Sent once. The caller checks whether a build was started. */
const building: Kind = {
  name: 'new build',
  method: 'POST',
  path: /builds$/,
  ask: ({ api }) => api.startBuild(actorId, { version: '0.1', useCache: true, tag: 'beta' }),
};

const kinds = [...repeatable, ...creating, building];

/** The platform's state, without random values and times. */
function stateOf({ platform }: Emulator): object {
  return {
    actors: platform.actors.map(({ name, versions, actorStandby }) => ({ name, versions, actorStandby })),
    builds: platform.builds.map(({ buildNumber, buildTag, useCache }) => ({ buildNumber, buildTag, useCache })),
    aborted: platform.builds.map(({ status }) => status === 'ABORTED' || status === 'ABORTING'),
    stores: platform.stores.map(({ name, records }) => ({ name, records: [...records.values()] })),
  };
}

interface Outcome {
  /** Undefined after success. */
  readonly error: unknown;
  readonly attempts: number;
  /** Other requests, which check whether something was created. */
  readonly looks: number;
  readonly state: object;
  readonly untouched: object;
  readonly clock: RetryClock;
  readonly log: readonly string[];
}

interface Circumstances {
  readonly fault?: Fault | (() => Fault);
  readonly times?: number;
  readonly limits?: Connection['limits'];
  readonly clockAheadMs?: number;
}

/** Milliseconds that a response may take if the fault delays it. */
const RESPONSE_MS = 500;
const lateLimits = { idleMs: RESPONSE_MS, totalMs: RESPONSE_MS };
const late: readonly Fault['kind'][] = ['hang', 'delay', 'trickle'];

async function ask(kind: Kind, circumstances: Circumstances = {}): Promise<Outcome> {
  const { times = 1, limits = {}, clockAheadMs = 0 } = circumstances;
  const fault = typeof circumstances.fault === 'function' ? circumstances.fault() : circumstances.fault;
  await using emulator = await startEmulator({ clockAheadMs });
  emulator.addActor({
    name: 'my-actor',
    versions: [{ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'x' }] }],
  });
  emulator.scriptBuilds({ log: [{ atMs: 0, text: 'First' }], runMs: 600_000 });
  const connection = { baseUrl: emulator.url, token: emulator.token };
  const direct = createApifyApi({ ...connection, clock: retryClock() });
  const { id: buildId } = await direct.startBuild(actorId, { version: '0.1', useCache: false });
  const { id: storeId } = await direct.getOrCreateStore('there');
  const untouched = structuredClone(stateOf(emulator));
  emulator.clearRequests();

  const rule: Omit<FaultRule, 'fault'> = { method: kind.method, path: kind.path, times };
  if (fault !== undefined) emulator.addFault({ ...rule, fault });
  const clock = retryClock();
  const log: string[] = [];
  const api = createApifyApi({
    ...connection,
    clock,
    limits: { ...limits, ...(fault !== undefined && late.includes(fault.kind) ? lateLimits : {}) },
    onRetry: (reason) => void log.push(reason.message),
  });
  const error = await kind
    .ask({ api, signal: new AbortController().signal, log: () => {}, clock }, { buildId, storeId })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  const isAttempt = ({ method, path }: { method: string; path: string }): boolean =>
    method === kind.method && kind.path.test(path);
  const attempts = emulator.requests.filter(isAttempt).length;
  return {
    error,
    attempts,
    looks: emulator.requests.length - attempts,
    state: structuredClone(stateOf(emulator)),
    untouched,
    clock,
    log,
  };
}

/** The platform's state after each kind of request without a fault. */
const goals = new Map<string, object>();

async function goalOf(kind: Kind): Promise<object> {
  const known = goals.get(kind.name);
  if (known !== undefined) return known;
  const { error, state, attempts, looks } = await ask(kind);
  expect({ error, attempts, looks }).toEqual({ error: undefined, attempts: 1, looks: 0 });
  goals.set(kind.name, state);
  return state;
}

/** Checks that the state is the same as without the fault, and the number of requests. */
async function succeeds(kind: Kind, circumstances: Circumstances, attempts: number, looks = 0): Promise<Outcome> {
  const goal = await goalOf(kind);
  const outcome = await ask(kind, circumstances);
  expect(outcome.error).toBeUndefined();
  expect({ attempts: outcome.attempts, looks: outcome.looks }).toEqual({ attempts, looks });
  expect(outcome.state).toEqual(goal);
  return outcome;
}

/** One row of the matrix: a fault and the expected number of requests. */
type Row = readonly [name: string, circumstances: Circumstances, attempts: number, looks?: number];

/** These faults take half a second each, so only a few kinds of requests are tried with them. */
const lingering = [
  'no response',
  'no response forever',
  'slow response',
  'a response that stops',
  'a response that arrives byte by byte',
];
const standFor = ['user', 'version update', 'record', 'new version', 'new build'];

/** Each fault with the representative kinds, and with every fourth of the other kinds in turn. */
function matrix(among: readonly Kind[], rows: readonly Row[]): readonly [string, string, Kind, Row][] {
  return among.flatMap((kind, column) =>
    rows
      .filter(([fault], index) =>
        standFor.includes(kind.name) ? true : !lingering.includes(fault) && (column + index) % 4 === 0,
      )
      .map((row): [string, string, Kind, Row] => [kind.name, row[0], kind, row]),
  );
}

const retryAfter = (value: string): Fault => ({ kind: 'status', status: 429, headers: { 'retry-after': value } });
const concurrent: Fault = { kind: 'status', status: 403, type: 'concurrent-update-detected' };
const stalled: Fault = { kind: 'trickle', everyMs: 60_000 };
const AHEAD_MS = 86_400_000;
const dated = (ms: number): string => new Date(Date.now() + AHEAD_MS + ms).toUTCString();

describe('the request is carried out exactly once', () => {
  const refused: readonly Row[] = [
    ['429 with Retry-After', { fault: retryAfter('7') }, 2],
    ['429 twice', { fault: { kind: 'status', status: 429 }, times: 2 }, 3],
  ];

  test.concurrent.each(
    matrix(repeatable, [
      ...refused,
      ['500 twice', { fault: { kind: 'status', status: 500 }, times: 2 }, 3],
      ['500 after the request was carried out', { fault: { kind: 'status', status: 500, carriedOut: true } }, 2],
      ['503 with Retry-After', { fault: { kind: 'status', status: 503, headers: { 'retry-after': '7' } } }, 2],
      ['a web page with the status 502', { fault: { kind: 'html' } }, 2],
      ['reset', { fault: { kind: 'reset' } }, 2],
      ['lost response', { fault: { kind: 'lost-answer' } }, 2],
      ['no response', { fault: { kind: 'hang' } }, 2],
      ['slow response', { fault: { kind: 'delay', ms: 60_000 } }, 2],
      ['403 concurrent-update-detected', { fault: concurrent }, 2],
    ]),
  )('%s: %s', async (_name, _fault, kind, [, circumstances, attempts]) => {
    const outcome = await succeeds(kind, circumstances, attempts);
    expect(outcome.log).toHaveLength(attempts - 1);
    const { kind: what, ...fault } = circumstances.fault as Fault & { headers?: Record<string, string> };
    if (what === 'status' && fault.headers !== undefined) expect(outcome.clock.sleeps[0]).toBeGreaterThanOrEqual(7000);
  });

  // The caller of a log reads it and resumes it.
  test.concurrent.each(
    matrix(
      repeatable.filter(({ name }) => name !== 'log'),
      [
        ['a response that is cut off', { fault: { kind: 'cut-body' } }, 2],
        ['a response that is cut off before it begins', { fault: { kind: 'cut-body', afterBytes: 0 } }, 2],
        ['broken JSON', { fault: { kind: 'broken-json' } }, 2],
        ['a web page with the status 200', { fault: { kind: 'html', status: 200 } }, 2],
        ['a response that stops', { fault: stalled }, 2],
        ['a response that arrives byte by byte', { fault: { kind: 'trickle', everyMs: 100 } }, 2],
      ],
      // The response to a record is too short to trickle.
    ).filter(([name, fault]) => !(name === 'record' && fault === 'a response that arrives byte by byte')),
  )('%s: %s', async (_name, _fault, kind, [, circumstances, attempts]) => {
    await succeeds(kind, circumstances, attempts);
  });

  test.concurrent.each(
    repeatable.map((kind) => [kind.name, ['record', 'log'].includes(kind.name) ? 1 : 2, kind] as const),
  )('%s: an empty response, attempts: %i', async (_, attempts, kind) => {
    await succeeds(kind, { fault: { kind: 'empty' } }, attempts);
  });

  const made: readonly Row[] = [
    ['500 after the request was carried out', { fault: { kind: 'status', status: 500, carriedOut: true } }, 1, 1],
    ['lost response', { fault: { kind: 'lost-answer' } }, 1, 1],
    ['a response that is cut off', { fault: { kind: 'cut-body' } }, 1, 1],
    ['broken JSON', { fault: { kind: 'broken-json' } }, 1, 1],
    ['an empty response', { fault: { kind: 'empty' } }, 1, 1],
    ['slow response', { fault: { kind: 'delay', ms: 60_000 } }, 1, 1],
    ['a response that stops', { fault: stalled }, 1, 1],
    ['a response that arrives byte by byte', { fault: { kind: 'trickle', everyMs: 100 } }, 1, 1],
  ];

  test.concurrent.each(
    matrix(creating, [
      ...refused,
      ['500 twice', { fault: { kind: 'status', status: 500 }, times: 2 }, 3, 2],
      ['a web page with the status 502', { fault: { kind: 'html' } }, 2, 1],
      ['a web page with the status 200', { fault: { kind: 'html', status: 200 } }, 2, 1],
      ['reset', { fault: { kind: 'reset' } }, 2, 1],
      ['no response', { fault: { kind: 'hang' } }, 2, 1],
      ...made,
    ]),
  )('%s: %s', async (_name, _fault, kind, [, circumstances, attempts, looks]) => {
    await succeeds(kind, circumstances, attempts, looks);
  });

  test.concurrent.each(matrix([building], refused))(
    '%s: %s',
    async (_name, _fault, kind, [, circumstances, attempts]) => {
      await succeeds(kind, circumstances, attempts);
    },
  );

  // It is unknown whether a build was started, so another request is not allowed.
  test.concurrent.each(
    matrix(
      [building],
      [
        ['500', { fault: { kind: 'status', status: 500 } }, 1],
        ['403 concurrent-update-detected', { fault: concurrent }, 1],
        ['a web page with the status 502', { fault: { kind: 'html' } }, 1],
        ['a web page with the status 200', { fault: { kind: 'html', status: 200 } }, 1],
        ['reset', { fault: { kind: 'reset' } }, 1],
        ['no response', { fault: { kind: 'hang' } }, 1],
        ...made,
      ],
    ),
  )('%s: %s is reported to the caller', async (_name, fault, kind, [, circumstances]) => {
    const outcome = await ask(kind, circumstances);
    expect(outcome.attempts).toBe(1);
    expect(wasMaybeCarriedOut(outcome.error)).toBe(fault !== '403 concurrent-update-detected');
    const isMade = made.some(([name]) => name === fault);
    expect(outcome.state).toEqual(isMade ? await goalOf(kind) : outcome.untouched);
  });
});

describe('the request is not carried out, and one error explains it', () => {
  /** Checks the rules for every failure. @returns the message. */
  function messageFor({ error, state, untouched }: Outcome): string {
    expect(state).toEqual(untouched);
    expect(error instanceof ApifyApiError || error instanceof ActionError).toBe(true);
    const { message, hint } = explain(error);
    expect(message.length).toBeGreaterThan(20);
    expect(hint?.length).toBeGreaterThan(20);
    return message;
  }

  const statuses = [400, 401, 402, 403, 404, 405, 413, 415];

  test.concurrent.each(
    matrix(
      kinds,
      statuses.map((status): Row => [String(status), { fault: { kind: 'status', status }, times: 9 }, 1]),
    ),
  )('%s: %s is sent once', async (_name, _fault, kind, [status, circumstances]) => {
    const outcome = await ask(kind, circumstances);
    expect({ attempts: outcome.attempts, looks: outcome.looks }).toEqual({ attempts: 1, looks: 0 });
    expect(messageFor(outcome)).toContain(` returned ${status} `);
    expect(outcome.error).toMatchObject({ status: Number(status), attempts: 1 });
    expect(outcome.log).toEqual([]);
  });

  test.concurrent.each(
    matrix(kinds, [
      ['429 with an hour in Retry-After', { fault: retryAfter('3600'), times: 9 }, 1],
      [
        "429 with a date in Retry-After, which is compared with the API's clock",
        { fault: () => retryAfter(dated(3_600_000)), times: 9, clockAheadMs: AHEAD_MS },
        1,
      ],
    ]),
  )('%s: %s', async (_name, _fault, kind, [, circumstances]) => {
    const outcome = await ask(kind, circumstances);
    expect({ attempts: outcome.attempts, looks: outcome.looks, sleeps: outcome.clock.sleeps }).toEqual({
      attempts: 1,
      looks: 0,
      sleeps: [],
    });
    // The date is in whole seconds, and the emulator's clock continues.
    expect(messageFor(outcome)).toMatch(/asked to retry after (3600|359\d) seconds \((60|59) min/);
  });

  test.concurrent.each(matrix(kinds, [['a redirect', {}, 1]]))(
    '%s: %s is not followed',
    async (_name, _fault, kind) => {
      await using elsewhere = await startEmulator();
      const headers = { location: `${elsewhere.url}/v2/users/me` };
      const outcome = await ask(kind, { fault: { kind: 'status', status: 307, headers }, times: 9 });
      expect(outcome.attempts).toBe(1);
      // fetch does not return the target of a redirected upload.
      const to = kind.name === 'record' ? '' : ` to ${elsewhere.url}`;
      expect(messageFor(outcome)).toContain(`a redirect${to}, which the action does not follow`);
      expect(elsewhere.requests).toEqual([]);
    },
  );

  test.concurrent.each(
    matrix(repeatable, [
      ['500 forever', { fault: { kind: 'status', status: 500 }, times: 99 }, 9],
      [
        '500 forever, without delays',
        { fault: { kind: 'status', status: 500 }, times: 99, limits: { maxDelayMs: 1 } },
        12,
      ],
      ['403 concurrent-update-detected forever', { fault: concurrent, times: 99 }, 9],
      ['reset forever', { fault: { kind: 'reset' }, times: 99 }, 9],
      ['no response forever', { fault: { kind: 'hang' }, times: 99, limits: { maxAttempts: 2 } }, 2],
    ]),
  )('%s: %s', async (_name, _fault, kind, [, circumstances, attempts]) => {
    const outcome = await ask(kind, circumstances);
    expect(outcome.attempts).toBe(attempts);
    expect(messageFor(outcome)).toMatch(new RegExp(` \\(after ${attempts} attempts\\)$`));
    expect(outcome.clock.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(40_000);
  });

  test.concurrent.each(
    matrix(creating, [
      ['500 forever', { fault: { kind: 'status', status: 500 }, times: 99 }, 5, 5],
      ['reset forever', { fault: { kind: 'reset' }, times: 99 }, 5, 5],
      ['403 concurrent-update-detected', { fault: concurrent }, 1, 0],
    ]),
  )('%s: %s', async (_name, _fault, kind, [, circumstances, attempts, looks]) => {
    const outcome = await ask(kind, circumstances);
    messageFor(outcome);
    expect({ attempts: outcome.attempts, looks: outcome.looks }).toEqual({ attempts, looks });
  });

  test('an error contains the title of a web page', async () => {
    const [user] = repeatable as [Kind];
    const outcome = await ask(user, { fault: { kind: 'html' }, times: 99 });
    expect(messageFor(outcome)).toBe(
      'GET /v2/users/me returned 502: the response is a web page with the title "502" (text/html), probably from a proxy or gateway (after 9 attempts)',
    );
  });
});
