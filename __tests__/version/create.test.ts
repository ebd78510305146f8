/** Creating exactly one: what others do meanwhile, what cannot be found, and a cancel in between. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import {
  type Creation,
  type CreationTools,
  createActor,
  createEnvVar,
  createVersion,
} from '../../src/version/create.ts';
import { retryClock } from '../support/retry-clock.ts';

const actorId = 'janedoe~my-actor';
const version = { versionNumber: '0.2', sourceType: 'GIT_REPO', gitRepoUrl: 'https://example.com/x.git' } as const;
const envVar = { name: 'NEW', value: 'x', isSecret: true };

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
  emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
});

afterEach(() => emulator.close());

function tools(more: Partial<CreationTools> = {}): CreationTools & { readonly clock: ReturnType<typeof retryClock> } {
  const clock = retryClock();
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock });
  return { api, stopIfCancelled: () => {}, ...more, clock };
}

/** Each thing that is created, as a request of its own. */
const things: readonly [string, RegExp, (tools: CreationTools) => Promise<Creation<unknown> | undefined>][] = [
  ['Actor', /acts$/, (own) => createActor(own, 'janedoe~new', { name: 'new', versions: [version] })],
  ['version', /versions$/, (own) => createVersion(own, actorId, version)],
  ['variable', /env-vars$/, (own) => createEnvVar(own, actorId, '0.1', envVar).then(() => undefined)],
];

const asked = (): readonly string[] => emulator.requests.map(({ method, path }) => `${method} ${path}`);

describe('Another run is faster', () => {
  test.each([
    ['Actor', () => createActor(tools(), 'janedoe~new', { name: 'new', versions: [version] })],
    ['version', () => createVersion(tools(), actorId, version)],
  ] as const)('%s: one creates it, the other says that it was another', async (_, create) => {
    const both = await Promise.all([create(), create()]);
    expect(both.map(({ by }) => by).sort()).toEqual(['another', 'us']);
  });

  test('variable: the last one counts', async () => {
    await Promise.all([1, 2].map((value) => createEnvVar(tools(), actorId, '0.1', { ...envVar, value: `${value}` })));
    expect(emulator.platform.actors[0]?.versions[0]?.envVars).toHaveLength(1);
  });

  test.each(things.slice(0, 2))('%s: what was ours and got lost is not taken for theirs', async (_, path, create) => {
    // Made at the second round, which the look of the first does not see.
    emulator.addFault({ method: 'POST', path, times: 1, fault: { kind: 'lost-answer' } });
    const look = path.source.startsWith('acts') ? { method: 'GET' } : { method: 'POST', path: /versions\/0\.2$/ };
    emulator.addFault({ ...look, fault: { kind: 'status', status: 404 } });
    expect(await create(tools())).toMatchObject({ by: 'us' });
  });
});

describe('It cannot be created', () => {
  test.each(things)('%s: the reason is told, not that it is not there', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, times: 99, fault: { kind: 'status', status: 500 } });
    const own = tools();
    await expect(create(own)).rejects.toMatchObject({ status: 500 });
    // Between two rounds, so that a short trouble passes.
    expect(own.clock.sleeps).toEqual([500, 1000, 2000, 4000]);
  });

  test('a name that is taken, although no such Actor can be seen', async () => {
    const fault = { kind: 'status', status: 409, type: 'actor-name-not-unique' } as const;
    emulator.addFault({ method: 'POST', path: /acts$/, times: 99, fault });
    await expect(things[0]?.[2](tools())).rejects.toMatchObject({ type: 'actor-name-not-unique' });
  });

  test.each(things)('%s: a look that fails ends it', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, fault: { kind: 'hang' } });
    emulator.addFault({ times: 99, fault: { kind: 'status', status: 401 } });
    const api = createApifyApi({
      baseUrl: emulator.url,
      token: emulator.token,
      clock: retryClock(),
      limits: { idleMs: 100 },
    });
    await expect(create(tools({ api }))).rejects.toMatchObject({ status: 401 });
    expect(asked()).toHaveLength(2);
  });

  test.each(things)('%s: where no request can get through, nothing is looked for', async (_name, _path, create) => {
    const api = createApifyApi({ baseUrl: emulator.url.replace('http', 'https'), token: 'x', clock: retryClock() });
    // The error is that of the creation, and not of a look.
    const message = expect.stringMatching(/ POST \/v2\/acts(\/\S+\/(versions|env-vars))?: a TLS/);
    await expect(create(tools({ api }))).rejects.toMatchObject({ message });
    expect(asked()).toEqual([]);
  });
});

describe('After a cancel', () => {
  test.each(things)('%s: it is looked for, and not asked for again', async (_, path, create) => {
    emulator.addFault({ method: 'POST', path, fault: { kind: 'reset' } });
    const cancelled = new Error('cancelled');
    const stopIfCancelled = (): never => {
      throw cancelled;
    };
    await expect(create(tools({ stopIfCancelled }))).rejects.toBe(cancelled);
    expect(asked()).toHaveLength(2);
  });

  test('no pause is waited out', async () => {
    emulator.addFault({ method: 'POST', path: /acts$/, fault: { kind: 'reset' } });
    const reason = new Error('cancelled');
    await expect(things[0]?.[2](tools({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    expect(asked()).toHaveLength(2);
  });
});
