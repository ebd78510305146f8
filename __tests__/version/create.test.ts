/** Tests that exactly one item is created despite other runs, lost responses and cancellations. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { createActor, createEnvVar, createVersion, type WriteTools } from '../../src/version/create.ts';
import { retryClock } from '../support/retry-clock.ts';

const actorId = 'janedoe~my-actor';
const version = { versionNumber: '0.2', sourceType: 'GIT_REPO', gitRepoUrl: 'https://example.com/x.git' } as const;
const defaultRunOptions = { build: 'latest', memoryMbytes: 4096, timeoutSecs: 3600 };
const newActor = { name: 'new', defaultRunOptions, versions: [version] } as const;
const envVar = { name: 'NEW', value: 'x', isSecret: true };

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
});

afterEach(() => emulator.close());

type TestTools = WriteTools & { readonly clock: ReturnType<typeof retryClock>; readonly messages: string[] };

function tools(more: Partial<WriteTools> = {}): TestTools {
  const clock = retryClock();
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock });
  const messages: string[] = [];
  const log = ({ message }: { readonly message: string }): void => void messages.push(message);
  return { api, signal: new AbortController().signal, log, messages, ...more, clock };
}

/** Each thing that is created, with the path of its request. */
const things: readonly [string, RegExp, (tools: WriteTools) => Promise<unknown>][] = [
  ['Actor', /acts$/, (own) => createActor(own, 'janedoe~new', newActor)],
  ['version', /versions$/, (own) => createVersion(own, actorId, version)],
  ['variable', /env-vars$/, (own) => createEnvVar(own, { actorId, versionNumber: '0.1' }, envVar)],
];

const requests = (): readonly string[] => emulator.requests.map(({ method, path }) => `${method} ${path}`);

describe('if another run creates it at the same time', () => {
  test.each([
    ['Actor', 'actor-name-not-unique', () => createActor(tools(), 'janedoe~new', newActor)],
    ['version', 'version-already-exists', () => createVersion(tools(), actorId, version)],
  ] as const)('%s: one run creates it, and the other fails with %s', async (_, type, create) => {
    const results = await Promise.allSettled([create(), create()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { type } });
  });

  test('variable: the last value is stored', async () => {
    const of = { actorId, versionNumber: '0.1' };
    await Promise.all([1, 2].map((value) => createEnvVar(tools(), of, { ...envVar, value: `${value}` })));
    expect(emulator.platform.actors[0]?.versions[0]?.envVars).toHaveLength(1);
  });

  test.each(things)(
    "%s: a lost response does not make its creation count as another run's",
    async (_, path, create) => {
      // The check after the first attempt does not find it yet, so the second attempt fails because it exists.
      emulator.addFault({ method: 'POST', path, times: 1, fault: { kind: 'lost-answer' } });
      const looks = {
        Actor: { method: 'GET' },
        version: { method: 'POST', path: /versions\/0\.2$/ },
        variable: { method: 'PUT' },
      };
      emulator.addFault({ ...looks[_ as keyof typeof looks], times: 1, fault: { kind: 'status', status: 404 } });
      const own = tools();
      await create(own);
      expect(own.messages).toEqual([
        expect.stringMatching(/^The response to the request that creates .+ was lost, so the request is sent again$/),
        expect.stringMatching(/^The response to the request that creates .+ was lost, but .+ exists$/),
      ]);
    },
  );
});

describe('if it cannot be created', () => {
  test.each(things)('%s: fails with the reason, not with the 404 response of the check', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, times: 99, fault: { kind: 'status', status: 500 } });
    const own = tools();
    await expect(create(own)).rejects.toMatchObject({ status: 500 });
    // Pauses between the attempts, so that a short outage passes.
    expect(own.clock.sleeps).toEqual([500, 1000, 2000, 4000]);
  });

  test('Actor: fails if an Actor that the token cannot read has this name', async () => {
    const fault = { kind: 'status', status: 409, type: 'actor-name-not-unique' } as const;
    emulator.addFault({ method: 'POST', path: /acts$/, times: 99, fault });
    await expect(things[0]?.[2](tools())).rejects.toMatchObject({ type: 'actor-name-not-unique' });
  });

  test.each(things)('%s: stops if the check fails', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, fault: { kind: 'hang' } });
    emulator.addFault({ times: 99, fault: { kind: 'status', status: 401 } });
    const api = createApifyApi({
      baseUrl: emulator.url,
      token: emulator.token,
      clock: retryClock(),
      limits: { idleMs: 500 },
    });
    await expect(create(tools({ api }))).rejects.toMatchObject({ status: 401 });
    expect(requests()).toHaveLength(2);
  });

  test.each(things)('%s: does not check if no request reached the server', async (_name, _path, create) => {
    const api = createApifyApi({ baseUrl: emulator.url.replace('http', 'https'), token: 'x', clock: retryClock() });
    // The error of the creation is reported.
    const message = expect.stringMatching(/ POST \/v2\/acts(\/\S+\/(versions|env-vars))?: a TLS/);
    await expect(create(tools({ api }))).rejects.toMatchObject({ message });
    expect(requests()).toEqual([]);
  });
});

describe('after a cancellation', () => {
  test.each(things)('%s: checks whether it exists, and does not send the request again', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, fault: { kind: 'reset' } });
    const reason = new Error('canceled');
    await expect(create(tools({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    expect(requests()).toHaveLength(2);
  });
});
