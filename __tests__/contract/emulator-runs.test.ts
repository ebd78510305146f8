/** The official client starts, watches and aborts runs of the emulator, and reads their datasets. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import { type Emulator, type RunScript, type StoredActor, startEmulator } from '../../emulator/emulator.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let emulator: Emulator;
let client: ApifyClient;
let seeded: StoredActor;

beforeEach(async () => {
  clock = virtualClock();
  emulator = await startEmulator({ clock, memoryLimitMbytes: 8192 });
  client = new ApifyClient({ baseUrl: emulator.url, token: emulator.token });
  const inputSchema = {
    properties: {
      url: { type: 'string' },
      count: { type: 'integer', default: 1 },
      mode: { type: 'string', enum: ['fast', 'slow'] },
    },
    required: ['url', 'count'],
  };
  const sourceFiles = [
    { name: '.actor/actor.json', format: 'TEXT' as const, content: '{"name":"my-actor"}' },
    { name: '.actor/input_schema.json', format: 'TEXT' as const, content: JSON.stringify(inputSchema) },
  ];
  seeded = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', sourceFiles }] });
  emulator.addBuild(seeded, { versionNumber: '0.1', tags: ['candidate'] });
  emulator.addBuild(seeded, { versionNumber: '0.1', tags: ['latest'] });
});

afterEach(() => emulator.close());

const actor = () => client.actor('janedoe/my-actor');

/** A run that writes one line and ends. */
const quick: RunScript = { log: [{ atMs: 0, text: 'Done' }], runMs: 10 };

/** Starts a run, and lets time pass until it has ended. */
const runToEnd = (options: { build?: string; timeout?: number } = {}) =>
  clock.run(actor().start({ url: 'x' }, { ...options, waitForFinish: 60 }));

async function readStream(runId: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await client.run(runId).log().stream()) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('Start and wait', () => {
  test('returns a run that is READY, and then SUCCEEDED', async () => {
    const started = await actor().start(
      { url: 'x' },
      { build: 'candidate', timeout: 300, memory: 512, maxTotalChargeUsd: 0.5 },
    );
    expect(started).toMatchObject({
      status: 'READY',
      buildId: emulator.platform.builds[0]?.id,
      buildNumber: '0.1.1',
      finishedAt: null,
      options: { build: 'candidate', timeoutSecs: 300, memoryMbytes: 512, maxTotalChargeUsd: 0.5 },
      defaultDatasetId: expect.stringMatching(/^[A-Za-z0-9]{17}$/),
    });
    expect(emulator.platform.runs[0]?.input).toMatchObject({ body: Buffer.from('{"url":"x"}') });
    const ended = await clock.run(client.run(started.id).waitForFinish({ waitSecs: 30 }));
    expect(ended).toMatchObject({ status: 'SUCCEEDED', exitCode: 0, finishedAt: expect.any(Date) });
  });

  test("uses the Actor's default options", async () => {
    emulator.addActor({
      name: 'other',
      versions: [{ versionNumber: '0.1' }],
      settings: { defaultRunOptions: { build: 'beta', memoryMbytes: 256, timeoutSecs: 60 } },
    });
    emulator.addBuild(emulator.platform.actors[1] as StoredActor, { versionNumber: '0.1', tags: ['beta'] });
    expect(await client.actor('janedoe/other').start()).toMatchObject({
      options: { build: 'beta', memoryMbytes: 256, timeoutSecs: 60 },
    });
  });

  test('starts a build by its number', async () => {
    expect(await actor().start({}, { build: '0.1.1' })).toMatchObject({ buildNumber: '0.1.1' });
  });

  test.each([
    ['an unknown tag', { build: 'beta' }, 404, 'unknown-build-tag'],
    ['an unknown number', { build: '0.1.9' }, 404, 'build-not-found'],
    ['a memory that is not a power of 2', { memory: 1000 }, 400, 'invalid-input'],
    ['a memory below 128 MB', { memory: 64 }, 400, 'invalid-input'],
    ['a negative timeout', { timeout: -1 }, 400, 'invalid-input'],
    ['a charge of 0', { maxTotalChargeUsd: 0 }, 400, 'invalid-input'],
  ])('rejects %s', async (_, options, statusCode, type) => {
    const query = new URLSearchParams(
      Object.entries(options).map(([name, value]): [string, string] => [name, `${value}`]),
    );
    const headers = { authorization: `Bearer ${emulator.token}`, 'content-type': 'application/json' };
    const url = `${emulator.url}/v2/acts/janedoe~my-actor/runs?${query}`;
    const response = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(statusCode);
    expect(await response.json()).toMatchObject({ error: { type } });
    expect(emulator.platform.runs).toEqual([]);
  });

  test('rejects a build that did not succeed', async () => {
    const { buildNumber } = emulator.addBuild(seeded, { versionNumber: '0.1', status: 'FAILED' });
    await expect(actor().start({}, { build: buildNumber })).rejects.toMatchObject({ type: 'invalid-build' });
  });

  test('rejects a run if the memory of the account is in use, until a run has ended', async () => {
    emulator.scriptRuns(quick);
    await actor().start({}, { memory: 8192 });
    await expect(actor().start({}, { memory: 128 })).rejects.toMatchObject({
      statusCode: 402,
      type: 'actor-memory-limit-exceeded',
    });
    await clock.advance(1_000);
    expect(await actor().start({}, { memory: 128 })).toMatchObject({ status: 'READY' });
  });

  test.each(['FAILED', 'ABORTED', 'TIMED-OUT'] as const)('a run can end as %s', async (status) => {
    emulator.scriptRuns({ ...quick, status, statusMessage: 'because of a test', items: [] });
    expect(await runToEnd()).toMatchObject({ status, statusMessage: 'because of a test', exitCode: 1 });
  });

  test('a run can stay READY', async () => {
    emulator.scriptRuns({ readyMs: Number.POSITIVE_INFINITY });
    const { id } = await actor().start();
    await clock.advance(86_400_000);
    expect((await client.run(id).get())?.status).toBe('READY');
  });

  test('a run times out after the timeout of the request', async () => {
    emulator.scriptRuns({ runMs: 60_000 });
    const { status, startedAt, finishedAt } = await runToEnd({ timeout: 30 });
    expect(status).toBe('TIMED-OUT');
    expect(Number(finishedAt) - Number(startedAt)).toBeCloseTo(30_000, -2);
  });

  test('a new run can be missing for a while', async () => {
    emulator.queueNextRun({ ...quick, notFoundMs: 400, unlistedMs: 400 });
    const { id } = await actor().start();
    const found = async () => [(await client.run(id).get())?.id, (await actor().runs().list()).total];
    expect(await found()).toEqual([undefined, 0]);
    await clock.advance(400);
    expect(await found()).toEqual([id, 1]);
  });

  test('lists runs with their builds, by status', async () => {
    emulator.queueNextRun({ ...quick, status: 'FAILED' });
    await runToEnd({ build: '0.1.1' });
    await runToEnd();
    const { items } = await actor().runs().list({ desc: true });
    expect(items).toMatchObject([
      { status: 'SUCCEEDED', buildNumber: '0.1.2' },
      { status: 'FAILED', buildNumber: '0.1.1', buildId: emulator.platform.builds[0]?.id },
    ]);
    expect((await actor().runs().list({ status: 'FAILED' })).total).toBe(1);
  });
});

describe('Abort', () => {
  test('a running run is ABORTING, then ABORTED, and its log ends', async () => {
    emulator.scriptRuns({ log: [{ atMs: 0, text: 'Working' }], runMs: 60_000 });
    const { id } = await actor().start();
    const log = readStream(id);
    await clock.advance(100);
    expect((await client.run(id).abort()).status).toBe('ABORTING');
    expect((await clock.run(client.run(id).waitForFinish({ waitSecs: 10 }))).status).toBe('ABORTED');
    expect(await log).toContain('Run was aborted');
  });

  test('has no effect on a run that has ended', async () => {
    emulator.scriptRuns(quick);
    const { id } = await runToEnd();
    expect((await client.run(id).abort()).status).toBe('SUCCEEDED');
  });
});

describe('Log', () => {
  test('the stream equals the whole log', async () => {
    const { id } = await actor().start();
    const streamed = await clock.run(readStream(id));
    expect(streamed).toContain('Starting container');
    expect(await client.run(id).log().get()).toBe(streamed);
    expect(await client.log(id).get()).toBe(streamed);
  });
});

describe('Dataset', () => {
  test('contains the items of the run', async () => {
    emulator.scriptRuns({ ...quick, items: [{ a: 1 }, { a: 2 }] });
    const { defaultDatasetId } = await runToEnd();
    const dataset = client.dataset(defaultDatasetId);
    expect(await dataset.get()).toMatchObject({ id: defaultDatasetId, itemCount: 2, cleanItemCount: 2 });
    expect(await dataset.listItems()).toMatchObject({ total: 2, count: 2, items: [{ a: 1 }, { a: 2 }] });
    expect(await dataset.listItems({ offset: 1, limit: 1 })).toMatchObject({ total: 2, items: [{ a: 2 }] });
  });

  test('returns its item count late', async () => {
    emulator.scriptRuns({ ...quick, itemCountAfterMs: 5_000 });
    const { defaultDatasetId } = await runToEnd();
    const count = async () => (await client.dataset(defaultDatasetId).get())?.itemCount;
    await clock.advance(4_999);
    expect(await count()).toBe(0);
    await clock.advance(1);
    expect(await count()).toBe(1);
  });
});

describe('Validation of an input', () => {
  test('accepts a valid input, with defaults', async () => {
    expect(await actor().validateInput({ url: 'x', mode: 'fast' }, { build: 'candidate' })).toBe(true);
  });

  test.each([
    [{}, 'Input is not valid: Field input.url is required'],
    [{ url: 1 }, 'Input is not valid: Field input.url must be string'],
    [{ url: 'x', count: 1.5 }, 'Input is not valid: Field input.count must be integer'],
    [
      { url: 'x', mode: 'other' },
      'Input is not valid: Field input.mode must be equal to one of the allowed values: "fast", "slow"',
    ],
  ])('rejects %j', async (input, message) => {
    await expect(actor().validateInput(input, { build: '0.1.2' })).rejects.toMatchObject({
      statusCode: 400,
      type: 'invalid-input',
      message,
    });
  });

  test('accepts any input if the build has no input schema', async () => {
    const other = emulator.addActor({ name: 'other', versions: [{ versionNumber: '0.1' }] });
    emulator.addBuild(other, { versionNumber: '0.1', tags: ['latest'] });
    expect(await client.actor(other.id).validateInput({ any: 1 })).toBe(true);
  });

  test('rejects an unknown build', async () => {
    await expect(actor().validateInput({}, { build: 'none' })).rejects.toMatchObject({ type: 'unknown-build-tag' });
  });
});

describe('Faults', () => {
  const always = Number.POSITIVE_INFINITY;

  test('a lost response leaves a run in the list', async () => {
    emulator.addFault({ method: 'POST', path: /\/runs$/, fault: { kind: 'lost-answer' } });
    const impatient = new ApifyClient({ baseUrl: emulator.url, token: emulator.token, maxRetries: 0 });
    await expect(impatient.actor('janedoe/my-actor').start({})).rejects.toThrow(/socket|terminated|reset|Network/i);
    expect((await actor().runs().list()).items).toMatchObject([{ buildNumber: '0.1.2', status: 'READY' }]);
  });

  test.each([
    ['once', 1, 1],
    ['always', always, 0],
  ])('402 %s', async (_, times, started) => {
    const fault = { kind: 'status', status: 402, type: 'actor-memory-limit-exceeded' } as const;
    emulator.addFault({ method: 'POST', path: /\/runs$/, times, fault });
    for (let count = 0; count < 2; count += 1)
      await actor()
        .start({})
        .catch(() => {});
    expect(emulator.platform.runs).toHaveLength(started);
  });

  test('a lost response to a deletion still deletes the item', async () => {
    const store = client.keyValueStore((await client.keyValueStores().getOrCreate('archives')).id);
    await store.setRecord({ key: 'a.zip', value: 'content' });
    emulator.addFault({ method: 'DELETE', fault: { kind: 'lost-answer' } });
    await store.deleteRecord('a.zip');
    expect(emulator.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
    expect(await store.recordExists('a.zip')).toBe(false);
  });
});
