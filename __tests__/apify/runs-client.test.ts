import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type StoredActor, startEmulator } from '../../emulator/emulator.ts';
import type { RunsApi } from '../../src/apify/api.ts';
import { createRunsApi } from '../../src/apify/runs-client.ts';
import { failureOf, serveInTurn, status } from '../support/peer.ts';
import { retryClock } from '../support/retry-clock.ts';

let emulator: Emulator;
let actor: StoredActor;
let api: RunsApi;
beforeEach(async () => {
  emulator = await startEmulator();
  const inputSchema = { properties: { url: { type: 'string' } }, required: ['url'] };
  const sourceFiles = [
    { name: '.actor/actor.json', format: 'TEXT' as const, content: '{"name":"my-actor"}' },
    { name: '.actor/input_schema.json', format: 'TEXT' as const, content: JSON.stringify(inputSchema) },
  ];
  actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', sourceFiles }] });
  emulator.addBuild(actor, { versionNumber: '0.1', tags: ['candidate'] });
  emulator.scriptRuns({ log: [{ atMs: 0, text: 'Done' }], runMs: 10 });
  api = createRunsApi({ baseUrl: emulator.url, token: emulator.token, clock: retryClock() });
});
afterEach(() => emulator.close());

const request = { build: '0.1.1', timeout: 300, input: { url: 'x' } };

describe('a run', () => {
  test('is started with all options and the input', async () => {
    const options = { build: '0.1.1', timeout: 60, memory: 512, maxTotalChargeUsd: 0.5 };
    const run = await api.startRun('janedoe~my-actor', { ...options, input: { url: 'x' } });
    expect(run).toMatchObject({ status: 'READY', buildNumber: '0.1.1', buildId: emulator.platform.builds[0]?.id });
    expect(emulator.platform.runs[0]?.options).toMatchObject({
      build: '0.1.1',
      timeoutSecs: 60,
      memoryMbytes: 512,
      maxTotalChargeUsd: 0.5,
    });
    expect(String(emulator.platform.runs[0]?.input.body)).toBe('{"url":"x"}');
  });

  test('uses the defaults of the Actor for omitted options', async () => {
    await api.startRun(actor.id, request);
    expect(emulator.requests[0]?.query.toString()).toBe('build=0.1.1&timeout=300');
  });

  test('has a log and a dataset, and is listed', async () => {
    const { id, defaultDatasetId } = await api.startRun(actor.id, request);
    const [log, run] = await Promise.all([api.openRunLog(id), api.getRun(id, 60)]);
    expect(String(await buffer(log))).toContain('Done');
    expect(run).toMatchObject({ id, status: 'SUCCEEDED' });
    expect(await api.getDataset(defaultDatasetId)).toMatchObject({ itemCount: expect.any(Number) });
    const { runs, now } = await api.listRuns(actor.id, 10);
    expect(runs.map((listed) => [listed.id, listed.buildId])).toEqual([[id, run.buildId]]);
    expect(now).toBeGreaterThan(Date.now() - 60_000);
  });

  test('can be aborted', async () => {
    emulator.scriptRuns({ runMs: 600_000 });
    const { id } = await api.startRun(actor.id, request);
    expect((await api.abortRun(id)).status).toMatch(/^ABORT/);
  });

  test('is requested again after a 429 response, but not after a lost response', async () => {
    emulator.addFault({ method: 'POST', path: /runs$/, fault: { kind: 'status', status: 429 } });
    emulator.addFault({ method: 'POST', path: /runs$/, fault: { kind: 'reset' } });
    await failureOf(api.startRun(actor.id, request));
    expect(emulator.requests).toHaveLength(2);
  });
});

describe('an input', () => {
  test.each<[string, object, unknown]>([
    ['the definition of the build', { actorDefinition: { input: { a: 1 } }, inputSchema: '{"b":1}' }, { a: 1 }],
    ['a build without actor.json', { actorDefinition: null, inputSchema: '{"b":1}' }, { b: 1 }],
    ['a build without a schema', { actorDefinition: { name: 'x' } }, undefined],
    ['a build with text that is not JSON', { inputSchema: 'none' }, undefined],
  ])('has the schema of %s', async (_title, data, schema) => {
    await using peer = await serveInTurn(JSON.stringify({ data }));
    const other = createRunsApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
    expect(await other.getInputSchema('x')).toEqual(schema);
  });

  test('is validated with the schema of the build', async () => {
    expect(await api.validateInput(actor.id, '0.1.1', { url: 'x' })).toBeUndefined();
    expect(await failureOf(api.validateInput(actor.id, '0.1.1', {}))).toMatchObject({ status: 400 });
  });

  test('is not valid if the response does not have the documented form', async () => {
    await using peer = await serveInTurn('{"data":{}}');
    const other = createRunsApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
    const failure = await failureOf(other.validateInput('x', '0.1.1', {}));
    expect(failure.message).toContain('POST /v2/acts/x/validate-input could not be used');
  });
});

test.each<[string, (api: RunsApi) => Promise<unknown>]>([
  ['startRun', (runs) => runs.startRun('x', request)],
  ['getRun', (runs) => runs.getRun('x', 0)],
  ['abortRun', (runs) => runs.abortRun('x')],
  ['listRuns', (runs) => runs.listRuns('x', 1)],
  ['getDataset', (runs) => runs.getDataset('x')],
])('%s rejects a response that does not have the documented form', async (_, ask) => {
  await using peer = await serveInTurn(status(200, '{"data":{"id":5,"items":[{}],"itemCount":"1"}}'));
  const runs = createRunsApi({ baseUrl: peer.url, token: 'x', clock: retryClock() });
  expect(await failureOf(ask(runs))).toMatchObject({ outcome: 'unusable' });
  expect(peer.requests).toHaveLength(1);
});
