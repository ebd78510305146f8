/** The official client starts, watches and aborts builds of the emulator. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import { zipSync } from 'fflate';
import { type BuildScript, type Emulator, type SourceEntry, startEmulator } from '../../emulator/emulator.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

let clock: VirtualClock;
let emulator: Emulator;
let client: ApifyClient;

beforeEach(async () => {
  clock = virtualClock();
  emulator = await startEmulator({ clock });
  client = new ApifyClient({ baseUrl: emulator.url, token: emulator.token });
  emulator.addActor({
    name: 'my-actor',
    versions: [{ versionNumber: '0.1', buildTag: 'latest' }, { versionNumber: '0.2' }],
  });
});

afterEach(() => emulator.close());

const actor = () => client.actor('janedoe/my-actor');

/** Builds a version, and lets time pass until the build has ended. */
const buildToEnd = (version = '0.1', options: { tag?: string; useCache?: boolean } = {}) =>
  clock.run(actor().build(version, { ...options, waitForFinish: 60 }));

/** A build that writes one line and ends. */
const quick: BuildScript = { log: [{ atMs: 0, text: 'Done' }], runMs: 0, tagAfterMs: 0 };

async function readStream(buildId: string): Promise<{ text: string; broken: boolean }> {
  const chunks: Buffer[] = [];
  const stream = (await client.build(buildId).log().stream()) as AsyncIterable<Buffer>;
  try {
    for await (const chunk of stream) chunks.push(chunk);
    return { text: Buffer.concat(chunks).toString(), broken: false };
  } catch {
    return { text: Buffer.concat(chunks).toString(), broken: true };
  }
}

describe('Start and wait', () => {
  test('returns a build that is READY, and then SUCCEEDED', async () => {
    const started = await actor().build('0.1', { useCache: true });
    expect(started).toMatchObject({
      status: 'READY',
      buildNumber: '0.1.1',
      startedAt: expect.any(Date),
      finishedAt: null,
      options: { useCache: true },
      actVersion: { versionNumber: '0.1', buildTag: 'latest' },
    });
    const ended = await clock.run(client.build(started.id).waitForFinish({ waitSecs: 10 }));
    expect(ended).toMatchObject({ id: started.id, status: 'SUCCEEDED', finishedAt: expect.any(Date) });
  });

  test('stores the origin of the request', async () => {
    const headers = { authorization: `Bearer ${emulator.token}`, 'x-apify-request-origin': 'CI' };
    const path = '/v2/acts/janedoe~my-actor/builds?version=0.1';
    const response = await fetch(`${emulator.url}${path}`, { method: 'POST', headers });
    expect(await response.json()).toMatchObject({ data: { meta: { origin: 'CI' } } });
    expect(emulator.requests[0]?.headers).toMatchObject({ 'x-apify-request-origin': 'CI' });
  });

  test('counts the builds of each version', async () => {
    const numbers: string[] = [];
    for (const version of ['0.1', '0.2', '0.1']) numbers.push((await actor().build(version)).buildNumber);
    expect(numbers).toEqual(['0.1.1', '0.2.1', '0.1.2']);
  });

  test('waits for the end if the request has waitForFinish', async () => {
    emulator.scriptBuilds({ runMs: 9_000 });
    expect((await clock.run(actor().build('0.1', { waitForFinish: 10 }))).status).toBe('SUCCEEDED');
  });

  test('waits no longer than waitForFinish', async () => {
    emulator.scriptBuilds({ runMs: 60_000 });
    const { id } = await actor().build('0.1');
    const before = clock.now();
    expect((await clock.run(client.build(id).get({ waitForFinish: 5 })))?.status).toBe('RUNNING');
    expect(clock.now() - before).toBe(5_000);
  });

  test('a build can stay READY', async () => {
    emulator.scriptBuilds({ readyMs: Number.POSITIVE_INFINITY });
    const { id } = await actor().build('0.1');
    await clock.advance(3_600_000);
    expect((await client.build(id).get())?.status).toBe('READY');
  });

  test("a build can stay READY with the machine's clock", async () => {
    await using real = await startEmulator();
    real.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    real.scriptBuilds({ readyMs: Number.POSITIVE_INFINITY });
    const realClient = new ApifyClient({ baseUrl: real.url, token: real.token });
    const { id } = await realClient.actor('janedoe/my-actor').build('0.1');
    for (let count = 0; count < 5; count += 1) expect((await realClient.build(id).get())?.status).toBe('READY');
  });

  test('a build can have other statuses before its end', async () => {
    emulator.scriptBuilds({ ...quick, runMs: 2_000, statuses: [{ atMs: 1_000, status: 'PAUSED' }] });
    const { id } = await actor().build('0.1');
    const statuses: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      await clock.advance(count === 0 ? 500 : 1_000);
      statuses.push((await client.build(id).get())?.status);
    }
    expect(statuses).toEqual(['RUNNING', 'PAUSED', 'SUCCEEDED']);
  });

  test.each(['FAILED', 'ABORTED', 'TIMED-OUT'] as const)('a build can end as %s', async (status) => {
    emulator.scriptBuilds({ ...quick, status, statusMessage: 'because of a test' });
    expect(await buildToEnd()).toMatchObject({ status, statusMessage: 'because of a test' });
    expect((await actor().get())?.taggedBuilds).toEqual({});
  });

  test('lists the newest builds first, in pages', async () => {
    for (let count = 0; count < 3; count += 1) await actor().build('0.1');
    const { items, total } = await actor().builds().list({ desc: true, limit: 2, offset: 1 });
    expect(items).toMatchObject([{ buildNumber: '0.1.2' }, { buildNumber: '0.1.1' }]);
    expect(total).toBe(3);
  });

  test('a new build can be missing for a while', async () => {
    emulator.queueNextBuild({ ...quick, notFoundMs: 400, unlistedMs: 800 });
    const { id } = await actor().build('0.1');
    const found = async () => [
      (await client.build(id).get()) !== undefined,
      (await client.build(id).log().get()) !== undefined,
      (await actor().builds().list()).total,
    ];
    expect(await found()).toEqual([false, false, 0]);
    await clock.advance(400);
    expect(await found()).toEqual([true, true, 0]);
    await clock.advance(400);
    expect(await found()).toEqual([true, true, 1]);
  });

  test('uses queued build scripts first', async () => {
    emulator.scriptBuilds(quick);
    emulator.queueNextBuild({ ...quick, status: 'FAILED' });
    emulator.queueNextBuild({ ...quick, status: 'TIMED-OUT' });
    const statuses: string[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await buildToEnd()).status);
    expect(statuses).toEqual(['FAILED', 'TIMED-OUT', 'SUCCEEDED']);
  });

  test.each([
    ['without a version', '', 400, 'invalid-input'],
    ['of a version that does not exist', '9.9', 404, 'record-not-found'],
  ])('rejects a build %s', async (_, version, statusCode, type) => {
    await expect(actor().build(version)).rejects.toMatchObject({ statusCode, type });
  });

  test('rejects a build if the memory of the account is in use, until a build has ended', async () => {
    await using limited = await startEmulator({ clock, memoryLimitMbytes: 8192 });
    limited.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const build = () =>
      new ApifyClient({ baseUrl: limited.url, token: limited.token }).actor('janedoe/my-actor').build('0.1');
    await build();
    await build();
    await expect(build()).rejects.toMatchObject({
      statusCode: 402,
      type: 'actor-memory-limit-exceeded',
      message: expect.stringContaining('(currently used: 8192MB, requested: 4096MB)'),
    });
    await clock.advance(10_000);
    expect((await build()).status).toBe('READY');
  });
});

describe('Abort', () => {
  test('a running build is ABORTING, then ABORTED, and its log ends', async () => {
    const lines = [0, 60_000].map((atMs) => ({ atMs, text: `At ${atMs}` }));
    emulator.scriptBuilds({ log: lines });
    const { id } = await actor().build('0.1');
    const log = readStream(id);
    await clock.advance(100);
    expect((await client.build(id).abort()).status).toBe('ABORTING');
    expect((await clock.run(client.build(id).waitForFinish({ waitSecs: 10 }))).status).toBe('ABORTED');
    expect(await log).toMatchObject({ text: expect.stringContaining('Build was aborted'), broken: false });
  });

  test('a build that is READY never runs', async () => {
    emulator.scriptBuilds({ ...quick, readyMs: 400 });
    const { id } = await actor().build('0.1');
    await client.build(id).abort();
    await clock.advance(1_000);
    expect((await client.build(id).get())?.status).toBe('ABORTED');
    expect(emulator.platform.builds[0]?.log.toString()).not.toContain('Done');
  });

  test('has no effect on a build that has ended', async () => {
    emulator.scriptBuilds(quick);
    const { id } = await buildToEnd();
    expect((await client.build(id).abort()).status).toBe('SUCCEEDED');
  });
});

describe('Log', () => {
  test('has lines with timestamps, and its stream equals the whole log', async () => {
    const { id } = await actor().build('0.1');
    const streamed = await clock.run(readStream(id));
    expect(streamed.broken).toBe(false);
    expect(streamed.text.split('\n').slice(0, -1)).toHaveLength(13);
    expect(streamed.text).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z .+\n)+$/);
    expect(await client.build(id).log().get()).toBe(streamed.text);
  });

  test('streams lines while the build is running', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: 'First' }], runMs: 60_000 });
    const { id } = await actor().build('0.1');
    const stream = (await client.build(id).log().stream()) as AsyncIterable<Buffer>;
    await clock.advance(100);
    for await (const chunk of stream) {
      expect(chunk.toString()).toContain('First');
      break;
    }
    expect(emulator.platform.builds[0]?.status).toBe('RUNNING');
  });

  test('returns raw text unchanged', async () => {
    emulator.scriptBuilds({ ...quick, log: [{ atMs: 0, text: '\u001B[31mno\rend', raw: true }], runMs: 10 });
    const { id } = await buildToEnd();
    expect(await client.build(id).log().get()).toBe('\u001B[31mno\rend');
  });

  test('can end before the build ends', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: 'First' }], logEndsAtMs: 50, runMs: 60_000 });
    const { id } = await actor().build('0.1');
    const stream = readStream(id);
    await clock.advance(100);
    expect(await stream).toMatchObject({ text: expect.stringContaining('First'), broken: false });
    expect(emulator.platform.builds[0]?.status).toBe('RUNNING');
  });

  test('ends at once for a build that was added without a request', async () => {
    const sourceFiles = [{ name: '../x', format: 'TEXT' as const, content: 'x' }];
    const other = emulator.addActor({ name: 'other', versions: [{ versionNumber: '0.1', sourceFiles }] });
    const { id } = emulator.addBuild(other, { versionNumber: '0.1' });
    expect(await readStream(id)).toEqual({ text: '', broken: false });
  });

  test('can continue after the build has ended', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 400, text: 'Late' }], runMs: 0 });
    const { id } = await buildToEnd();
    expect(await client.build(id).log().get()).toBeUndefined();
    expect((await clock.run(readStream(id))).text).toContain('Late');
  });

  test('can break off after a number of bytes in each request', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: '0123456789', raw: true }], runMs: 20, logCutsAfterBytes: [4, 0] });
    const { id } = await actor().build('0.1');
    expect(await clock.run(readStream(id))).toEqual({ text: '0123', broken: true });
    expect(await clock.run(readStream(id))).toEqual({ text: '', broken: true });
    expect(await clock.run(readStream(id))).toEqual({ text: '0123456789', broken: false });
  });

  test('has two URLs, and does not require a token', async () => {
    const { id } = await buildToEnd();
    expect(await client.log(id).get()).toContain('Build finished');
    expect(await (await fetch(`${emulator.url}/v2/actor-builds/${id}/log`)).text()).toContain('Build finished');
    const { data } = (await (await fetch(`${emulator.url}/v2/actor-builds/${id}`)).json()) as { data: object };
    expect(data).toMatchObject({ status: 'SUCCEEDED' });
    expect(data).not.toHaveProperty('usageTotalUsd');
  });
});

describe('Tag', () => {
  const tagged = async (): Promise<object> => (await actor().get())?.taggedBuilds ?? {};

  test.each([
    ['the tag of the version', '0.1', {}, 'latest'],
    ['the tag of the request', '0.1', { tag: 'beta' }, 'beta'],
    ['the tag of the request if the version has no tag', '0.2', { tag: 'beta' }, 'beta'],
  ])('moves after a success: %s', async (_, version, options, tag) => {
    const { id, buildNumber } = await buildToEnd(version, options);
    await clock.advance(100);
    expect(await tagged()).toEqual({
      [tag]: { buildId: id, buildNumber, buildNumberInt: expect.any(Number), finishedAt: expect.any(Date) },
    });
  });

  test('moves some time after the end of the build', async () => {
    emulator.scriptBuilds({ ...quick, tagAfterMs: 400 });
    await buildToEnd();
    await clock.advance(399);
    expect(await tagged()).toEqual({});
    await clock.advance(1);
    expect(await tagged()).toHaveProperty('latest');
  });

  test('can stay unchanged', async () => {
    emulator.scriptBuilds({ ...quick, tagAfterMs: 'never' });
    await buildToEnd();
    await clock.advance(3_600_000);
    expect(await tagged()).toEqual({});
  });

  test('can move to a newer build', async () => {
    emulator.scriptBuilds({ ...quick, tagTakenByNewer: true });
    await buildToEnd();
    await clock.advance(100);
    expect(await tagged()).toMatchObject({ latest: { buildNumber: '0.1.2' } });
    expect((await actor().builds().list()).total).toBe(2);
  });
});

describe('Source of a build', () => {
  async function buildOf(versions: NonNullable<Parameters<Emulator['addActor']>[0]['versions']>) {
    const { id } = emulator.addActor({ name: `other-${emulator.platform.actors.length}`, versions });
    await clock.run(client.actor(id).build('0.1', { waitForFinish: 60 }));
    const build = emulator.platform.builds.at(-1);
    if (build === undefined) throw new Error('There is no build');
    return build;
  }
  const ofFiles = (sourceFiles: readonly SourceEntry[]) => buildOf([{ versionNumber: '0.1', sourceFiles }]);
  const file = (name: string, content = name): SourceEntry => ({ name, format: 'TEXT', content });

  test('contains the variables when the build starts, with the values of secrets', async () => {
    const envVars = [{ name: 'A', value: 'secret', isSecret: true }];
    const { id } = emulator.addActor({ name: 'other', versions: [{ versionNumber: '0.1', envVars }] });
    const { id: buildId } = await client.actor(id).build('0.1');
    await client.actor(id).version('0.1').envVar('A').update({ name: 'A', value: 'changed', isSecret: true });
    expect(emulator.platform.findBuild(buildId)?.got.envVars).toEqual(envVars);
  });

  test('contains files with normalized names, the last of two files with one name, and no empty files', async () => {
    const { status, got } = await ofFiles([
      file('./a', 'first'),
      file('src//b'),
      file('a', 'last'),
      file('empty', ''),
      { name: 'c', format: 'BASE64', content: '/w==' },
      { name: 'src', folder: true },
    ]);
    expect(status).toBe('SUCCEEDED');
    expect(Object.fromEntries(got.files)).toEqual({
      a: Buffer.from('last'),
      'src/b': Buffer.from('src//b'),
      c: Buffer.from([0xff]),
    });
    expect(got.skippedFiles).toEqual(['empty']);
  });

  test('contains the folder of the Actor', async () => {
    const withPath = (actorPath: string) =>
      buildOf([{ versionNumber: '0.1', sourceFiles: [file('actors/a/main.js')], actorPath }]);
    expect(await withPath('actors/a')).toMatchObject({ status: 'SUCCEEDED', got: { actorPath: 'actors/a' } });
    const statusMessage = 'Cannot find the Actor: the source has no files in "actors/b"';
    expect(await withPath('actors/b')).toMatchObject({ status: 'FAILED', statusMessage });
  });

  test('returns the definition with the input schema', async () => {
    const schema = { title: 'Input', type: 'object', schemaVersion: 1, properties: {} };
    const build = await ofFiles([
      file('.actor/actor.json', JSON.stringify({ actorSpecification: 1, name: 'other', input: './input.json' })),
      file('.actor/input.json', JSON.stringify(schema)),
    ]);
    expect(await client.build(build.id).get()).toMatchObject({ actorDefinition: { name: 'other', input: schema } });
  });

  test.each([
    ['a path that leads out of the root', [file('../x')]],
    ['a path that leaves the root and returns', [file('a/../../x')]],
    ['an absolute path', [file('/x')]],
    ['a file at the path of a folder', [file('a/b'), file('a')]],
    ['a folder at the path of a file', [file('a'), file('a/b')]],
    ['a named folder at the path of a file', [file('a'), { name: 'a', folder: true } as const]],
  ])('makes the build fail because of %s', async (_, sourceFiles) => {
    const { status, statusMessage, log } = await ofFiles(sourceFiles);
    expect(status).toBe('FAILED');
    expect(statusMessage).toContain('Cannot write');
    expect(log.toString()).toContain('Cannot write');
  });

  test('contains the files of a ZIP archive', async () => {
    const archive = zipSync({ '.actor/actor.json': Buffer.from('{"name":"other"}'), 'src/a.js': Buffer.from('a') });
    const { id } = await client.keyValueStores().getOrCreate('archives');
    await client.keyValueStore(id).setRecord({ key: 'a.zip', value: Buffer.from(archive) as never });
    const path = `/v2/key-value-stores/${id}/records/a.zip`;
    const tarballUrl = (await client.keyValueStore(id).getRecordPublicUrl('a.zip')).replace(
      /^.*\?/,
      `${emulator.url}${path}?`,
    );
    const build = await buildOf([{ versionNumber: '0.1', sourceType: 'TARBALL', tarballUrl }]);
    expect([...build.got.files.keys()]).toEqual(['.actor/actor.json', 'src/a.js']);
    expect(await client.build(build.id).get()).toMatchObject({ actorDefinition: { name: 'other' } });
  });

  test('downloads a tarball from its URL without a token', async () => {
    const { id } = await client.keyValueStores().getOrCreate('archives');
    await client.keyValueStore(id).setRecord({ key: 'a.zip', value: 'content' });
    const plain = `${emulator.url}/v2/key-value-stores/${id}/records/a.zip`;
    const signed = (await client.keyValueStore(id).getRecordPublicUrl('a.zip')).replace(/^.*\?/, `${plain}?`);
    const tarball = (tarballUrl: string) => buildOf([{ versionNumber: '0.1', sourceType: 'TARBALL', tarballUrl }]);
    expect(await tarball(signed)).toMatchObject({ status: 'SUCCEEDED', got: { url: signed } });
    expect(await tarball(plain)).toMatchObject({ status: 'FAILED', statusMessage: expect.stringContaining('403') });
    expect(await tarball(plain.replace('a.zip', 'b.zip'))).toMatchObject({
      status: 'FAILED',
      statusMessage: expect.stringContaining('404'),
    });
  });
});

describe('Schemas', () => {
  const field = { title: 'Name', type: 'string', description: 'A name', editor: 'textfield' };
  const build = (actorJson: object) => {
    const content = JSON.stringify({ actorSpecification: 1, name: 'a', version: '0.1', ...actorJson });
    emulator.addActor({
      name: 'with-schema',
      versions: [
        {
          versionNumber: '0.1',
          sourceFiles: [{ name: '.actor/actor.json', format: 'TEXT', content }],
        },
      ],
    });
    return clock.run(client.actor('janedoe/with-schema').build('0.1', { waitForFinish: 60 }));
  };

  test.each([
    [{ input: { title: 'A', type: 'object', schemaVersion: 1, properties: { a: field } } }, undefined],
    [
      { input: { title: 'A', type: 'object', schemaVersion: 1, properties: { a: { ...field, editor: undefined } } } },
      'ERROR: Input schema is not valid (Field schema.properties.a.editor is required)',
    ],
    [{ storages: { dataset: { actorSpecification: 1 } } }, expect.stringContaining('The dataset schema is not valid')],
    [{ output: { actorOutputSchemaVersion: 2 } }, expect.stringContaining('The output schema is not valid')],
  ])('a build of %j fails if Apify rejects the schema', async (actorJson, problem) => {
    const { status, statusMessage } = (await build(actorJson)) as { status: string; statusMessage?: string };
    expect([status, statusMessage]).toEqual([problem === undefined ? 'SUCCEEDED' : 'FAILED', problem ?? undefined]);
  });
});
