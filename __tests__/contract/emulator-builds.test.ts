/** Builds of the emulator, through the official client: what they get, their log, their end and their tag. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApifyClient } from 'apify-client';
import { type BuildScript, type Emulator, type SourceEntry, startEmulator } from '../../emulator/emulator.ts';

let emulator: Emulator;
let client: ApifyClient;

beforeEach(async () => {
  emulator = await startEmulator();
  client = new ApifyClient({ baseUrl: emulator.url, token: emulator.token });
  emulator.addActor({
    name: 'my-actor',
    versions: [{ versionNumber: '0.1', buildTag: 'latest' }, { versionNumber: '0.2' }],
  });
});

afterEach(() => emulator.close());

const actor = () => client.actor('janedoe/my-actor');

/** A build that says one line and is over. */
const quick: BuildScript = { log: [{ atMs: 0, text: 'Done' }], runMs: 0, tagAfterMs: 0 };

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

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

describe('Starting and waiting', () => {
  test('a build is there at once and ends within a moment', async () => {
    const started = await actor().build('0.1', { useCache: true });
    expect(started).toMatchObject({
      status: 'READY',
      buildNumber: '0.1.1',
      startedAt: expect.any(Date),
      finishedAt: null,
      options: { useCache: true },
      actVersion: { versionNumber: '0.1', buildTag: 'latest' },
    });
    const ended = await client.build(started.id).waitForFinish({ waitSecs: 10 });
    expect(ended).toMatchObject({ id: started.id, status: 'SUCCEEDED', finishedAt: expect.any(Date) });
  });

  test('a build has the origin of its request', async () => {
    const headers = { authorization: `Bearer ${emulator.token}`, 'x-apify-request-origin': 'CI' };
    const path = '/v2/acts/janedoe~my-actor/builds?version=0.1';
    const response = await fetch(`${emulator.url}${path}`, { method: 'POST', headers });
    expect(await response.json()).toMatchObject({ data: { meta: { origin: 'CI' } } });
    expect(emulator.requests[0]?.headers).toMatchObject({ 'x-apify-request-origin': 'CI' });
  });

  test('numbers count up for each version', async () => {
    emulator.scriptBuilds(quick);
    const numbers: string[] = [];
    for (const version of ['0.1', '0.2', '0.1']) numbers.push((await actor().build(version)).buildNumber);
    expect(numbers).toEqual(['0.1.1', '0.2.1', '0.1.2']);
  });

  test('the request waits for the end where it is asked to', async () => {
    emulator.scriptBuilds({ runMs: 100 });
    expect((await actor().build('0.1', { waitForFinish: 10 })).status).toBe('SUCCEEDED');
  });

  test('waiting ends with its time', async () => {
    emulator.scriptBuilds({ runMs: 60_000 });
    const { id } = await actor().build('0.1');
    expect((await client.build(id).get({ waitForFinish: 1 }))?.status).toBe('RUNNING');
  });

  test.each(['FAILED', 'ABORTED', 'TIMED-OUT'] as const)('a build can end as %s', async (status) => {
    emulator.scriptBuilds({ ...quick, status, statusMessage: 'for a reason' });
    const build = await actor().build('0.1', { waitForFinish: 10 });
    expect(build).toMatchObject({ status, statusMessage: 'for a reason' });
    expect((await actor().get())?.taggedBuilds).toEqual({});
  });

  test('the list has the newest first, in pages', async () => {
    emulator.scriptBuilds(quick);
    for (let count = 0; count < 3; count += 1) await actor().build('0.1');
    const { items, total } = await actor().builds().list({ desc: true, limit: 2, offset: 1 });
    expect(items).toMatchObject([{ buildNumber: '0.1.2' }, { buildNumber: '0.1.1' }]);
    expect(total).toBe(3);
  });

  test('a build can be unknown for a while, and missing from the list', async () => {
    emulator.queueNextBuild({ ...quick, notFoundMs: 400, unlistedMs: 400 });
    const { id } = await actor().build('0.1');
    expect(await client.build(id).get()).toBeUndefined();
    expect(await client.build(id).log().get()).toBeUndefined();
    expect((await actor().builds().list()).items).toEqual([]);
    await until(async () => (await client.build(id).get()) !== undefined);
    expect((await actor().builds().list()).items).toHaveLength(1);
  });

  test('one script after the other, then the standing one', async () => {
    emulator.scriptBuilds(quick);
    emulator.queueNextBuild({ ...quick, status: 'FAILED' });
    emulator.queueNextBuild({ ...quick, status: 'TIMED-OUT' });
    const statuses: string[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await actor().build('0.1', { waitForFinish: 10 })).status);
    expect(statuses).toEqual(['FAILED', 'TIMED-OUT', 'SUCCEEDED']);
  });

  test.each([
    ['no version', '', 400, 'invalid-input'],
    ['a version that is not there', '9.9', 404, 'record-not-found'],
  ])('%s', async (_, version, statusCode, type) => {
    await expect(actor().build(version)).rejects.toMatchObject({ statusCode, type });
  });
});

describe('Aborting', () => {
  test('a running build is ABORTING, then ABORTED, and its log ends', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: 'Working' }], runMs: 60_000 });
    const { id } = await actor().build('0.1');
    const log = readStream(id);
    await until(() => emulator.platform.findBuild(id)?.status === 'RUNNING');
    expect((await client.build(id).abort()).status).toBe('ABORTING');
    expect((await client.build(id).waitForFinish({ waitSecs: 10 })).status).toBe('ABORTED');
    expect(await log).toMatchObject({ text: expect.stringContaining('aborted'), broken: false });
  });

  test('a build that does not run yet never does', async () => {
    emulator.scriptBuilds({ ...quick, readyMs: 400 });
    const { id } = await actor().build('0.1');
    await client.build(id).abort();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await client.build(id).get())?.status).toBe('ABORTED');
    expect(emulator.platform.builds[0]?.log.toString()).not.toContain('Done');
  });

  test('nothing happens to a build that is over', async () => {
    emulator.scriptBuilds(quick);
    const { id } = await actor().build('0.1', { waitForFinish: 10 });
    expect((await client.build(id).abort()).status).toBe('SUCCEEDED');
  });
});

describe('The log', () => {
  test('lines have timestamps, and come the same as a whole and as a stream', async () => {
    const { id } = await actor().build('0.1');
    const streamed = await readStream(id);
    expect(streamed.broken).toBe(false);
    expect(streamed.text.split('\n').slice(0, -1)).toHaveLength(13);
    expect(streamed.text).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z .+\n)+$/);
    expect(await client.build(id).log().get()).toBe(streamed.text);
  });

  test('it comes while the build runs', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: 'First' }], runMs: 60_000 });
    const { id } = await actor().build('0.1');
    const stream = (await client.build(id).log().stream()) as AsyncIterable<Buffer>;
    for await (const chunk of stream) {
      expect(chunk.toString()).toContain('First');
      break;
    }
    expect(emulator.platform.builds[0]?.status).toBe('RUNNING');
  });

  test('raw text comes as it is', async () => {
    emulator.scriptBuilds({ ...quick, log: [{ atMs: 0, text: '\u001B[31mno\rend', raw: true }] });
    const { id } = await actor().build('0.1', { waitForFinish: 10 });
    expect(await client.build(id).log().get()).toBe('\u001B[31mno\rend');
  });

  test('it can end while the build goes on', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 0, text: 'First' }], logEndsAtMs: 50, runMs: 60_000 });
    const { id } = await actor().build('0.1');
    expect(await readStream(id)).toMatchObject({ text: expect.stringContaining('First'), broken: false });
    expect(emulator.platform.builds[0]?.status).toBe('RUNNING');
  });

  test('it can go on after the build', async () => {
    emulator.scriptBuilds({ log: [{ atMs: 400, text: 'Late' }], runMs: 0 });
    const { id } = await actor().build('0.1', { waitForFinish: 10 });
    expect(await client.build(id).log().get()).toBeUndefined();
    expect((await readStream(id)).text).toContain('Late');
  });

  test('each request for it can break after a number of bytes', async () => {
    emulator.scriptBuilds({
      log: [{ atMs: 0, text: '0123456789', raw: true }],
      runMs: 20,
      logCutsAfterBytes: [4, 0],
    });
    const { id } = await actor().build('0.1');
    expect(await readStream(id)).toEqual({ text: '0123', broken: true });
    expect(await readStream(id)).toEqual({ text: '', broken: true });
    expect(await readStream(id)).toEqual({ text: '0123456789', broken: false });
  });

  test('it can be read as the log of any job, and without a token', async () => {
    emulator.scriptBuilds(quick);
    const { id } = await actor().build('0.1', { waitForFinish: 10 });
    expect(await client.log(id).get()).toContain('Done');
    expect(await (await fetch(`${emulator.url}/v2/actor-builds/${id}/log`)).text()).toContain('Done');
    const { data } = (await (await fetch(`${emulator.url}/v2/actor-builds/${id}`)).json()) as { data: object };
    expect(data).toMatchObject({ status: 'SUCCEEDED' });
    expect(data).not.toHaveProperty('usageTotalUsd');
  });
});

describe('The tag', () => {
  const tagged = async (): Promise<object> => (await actor().get())?.taggedBuilds ?? {};

  test.each([
    ["the version's", '0.1', {}, 'latest'],
    ["the request's", '0.1', { tag: 'beta' }, 'beta'],
    ["the request's, where the version has none", '0.2', { tag: 'beta' }, 'beta'],
  ])('%s moves after success', async (_, version, options, tag) => {
    emulator.scriptBuilds(quick);
    const { id, buildNumber } = await actor().build(version, { ...options, waitForFinish: 10 });
    await until(async () => tag in (await tagged()));
    expect(await tagged()).toEqual({
      [tag]: { buildId: id, buildNumber, buildNumberInt: expect.any(Number), finishedAt: expect.any(Date) },
    });
  });

  test('it moves a little later than the build ends', async () => {
    emulator.scriptBuilds({ ...quick, tagAfterMs: 400 });
    await actor().build('0.1', { waitForFinish: 10 });
    expect(await tagged()).toEqual({});
    await until(async () => 'latest' in (await tagged()));
  });

  test('it can stay away', async () => {
    emulator.scriptBuilds({ ...quick, tagAfterMs: 'never' });
    await actor().build('0.1', { waitForFinish: 10 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await tagged()).toEqual({});
  });

  test('a newer build can take it', async () => {
    emulator.scriptBuilds({ ...quick, tagTakenByNewer: true });
    await actor().build('0.1', { waitForFinish: 10 });
    await until(async () => 'latest' in (await tagged()));
    expect(await tagged()).toMatchObject({ latest: { buildNumber: '0.1.2' } });
    expect((await actor().builds().list()).total).toBe(2);
  });
});

describe('What a build gets', () => {
  async function buildOf(version: Parameters<Emulator['addActor']>[0]['versions']) {
    emulator.scriptBuilds(quick);
    const { id } = emulator.addActor({ name: 'other', ...(version === undefined ? {} : { versions: version }) });
    await client.actor(id).build('0.1', { waitForFinish: 10 });
    const build = emulator.platform.builds.at(-1);
    if (build === undefined) throw new Error('no build');
    return build;
  }
  const ofFiles = (sourceFiles: readonly SourceEntry[]) => buildOf([{ versionNumber: '0.1', sourceFiles }]);
  const file = (name: string, content = name): SourceEntry => ({ name, format: 'TEXT', content });

  test('the environment of its start, secrets included', async () => {
    emulator.scriptBuilds({ ...quick, readyMs: 50 });
    const envVars = [{ name: 'A', value: 'secret', isSecret: true }];
    const { id } = emulator.addActor({ name: 'other', versions: [{ versionNumber: '0.1', envVars }] });
    const { id: buildId } = await client.actor(id).build('0.1');
    await client.actor(id).version('0.1').envVar('A').update({ name: 'A', value: 'changed', isSecret: true });
    expect(emulator.platform.findBuild(buildId)?.got.envVars).toEqual(envVars);
  });

  test('files by their normal names, the last of two, without empty ones', async () => {
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

  test('the folder of the Actor in the source', async () => {
    const sourceFiles = [file('actors/a/main.js')];
    const withPath = (actorPath: string) => buildOf([{ versionNumber: '0.1', sourceFiles, actorPath }]);
    expect(await withPath('actors/a')).toMatchObject({ status: 'SUCCEEDED', got: { actorPath: 'actors/a' } });
    emulator.platform.removeActor(emulator.platform.actors[1] as never);
    const message = 'Cannot find the Actor: the source has no files in "actors/b"';
    expect(await withPath('actors/b')).toMatchObject({ status: 'FAILED', statusMessage: message });
  });

  test.each([
    ['a path out of the root', [file('../x')]],
    ['a path out of the root on a detour', [file('a/../../x')]],
    ['an absolute path', [file('/x')]],
    ['a file where a folder is', [file('a/b'), file('a')]],
    ['a folder where a file is', [file('a'), file('a/b')]],
    ['a named folder where a file is', [file('a'), { name: 'a', folder: true } as const]],
  ])('%s fails the build', async (_, sourceFiles) => {
    const { status, statusMessage, log } = await ofFiles(sourceFiles);
    expect(status).toBe('FAILED');
    expect(statusMessage).toContain('Cannot write');
    expect(log.toString()).toContain('Cannot write');
  });

  test('a tarball is fetched as the platform does: by its address alone', async () => {
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
