/** The official client works with the emulator as with the API. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ActorCollectionCreateOptions, ActorSourceType, ApifyApiError, ApifyClient } from 'apify-client';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';

let emulator: Emulator;
let client: ApifyClient;

beforeEach(async () => {
  emulator = await startEmulator();
  client = new ApifyClient({
    baseUrl: emulator.url,
    publicBaseUrl: emulator.url,
    token: emulator.token,
    maxRetries: 8,
    minDelayBetweenRetriesMillis: 5,
  });
});

afterEach(() => emulator.close());

/** A file with these bytes. */
function sourceFile(name: string, bytes: Uint8Array) {
  return { name, format: 'BASE64' as const, content: Buffer.from(bytes).toString('base64') };
}

function textFile(name: string, content: string) {
  return { name, format: 'TEXT' as const, content };
}

/** Values that the API accepts and the types of the client do not allow. */
function beyondTypes(value: object): never {
  return value as never;
}

describe('Account', () => {
  test('returns the account of the token', async () => {
    const account = await client.user('me').get();
    expect(account).toMatchObject({ id: emulator.platform.userId, username: 'janedoe' });
    expect(account).not.toHaveProperty('organizationOwnerUserId');
  });

  test('returns the owner of an organization', async () => {
    await using other = await startEmulator({ organizationOwnerUserId: 'owner1' });
    const account = await new ApifyClient({ baseUrl: other.url, token: other.token }).user('me').get();
    expect(account).toMatchObject({ id: other.platform.userId, organizationOwnerUserId: 'owner1' });
  });
});

describe('Actors', () => {
  const newActor: ActorCollectionCreateOptions = {
    name: 'my-actor',
    title: 'My Actor',
    actorStandby: beyondTypes({ isEnabled: true }),
    versions: [
      {
        versionNumber: '0.1',
        buildTag: 'latest',
        sourceType: ActorSourceType.SourceFiles,
        sourceFiles: [textFile('.actor/actor.json', '{"name":"other","version":"0.1"}'), textFile('a.txt', 'a')],
      },
    ],
  };

  test('creates an Actor, and finds it by ID and by name', async () => {
    const created = await client.actors().create(newActor);
    expect(created).toMatchObject({
      id: expect.stringMatching(/^[A-Za-z0-9]{17}$/),
      username: 'janedoe',
      name: 'my-actor',
      title: 'My Actor',
      actorStandby: { isEnabled: true },
      createdAt: expect.any(Date),
    });
    expect(await client.actor(created.id).get()).toEqual(created);
    expect(await client.actor('janedoe/my-actor').get()).toEqual(created);
    expect((await client.actors().list({ my: true })).items).toMatchObject([{ id: created.id, name: 'my-actor' }]);
  });

  test('writes the name into actor.json when it creates an Actor', async () => {
    await client.actors().create(newActor);
    const [actorJson, other] = emulator.platform.actors[0]?.versions[0]?.sourceFiles ?? [];
    expect(actorJson).toMatchObject({ content: `${JSON.stringify({ name: 'my-actor', version: '0.1' }, null, 2)}\n` });
    expect(other).toEqual(textFile('a.txt', 'a'));
  });

  test('rejects a name that already exists', async () => {
    emulator.addActor({ name: 'my-actor' });
    await expect(client.actors().create(newActor)).rejects.toMatchObject({
      statusCode: 409,
      type: 'actor-name-not-unique',
      message: 'Some other Actor already has this name ("my-actor").',
    });
  });

  test('an update keeps the properties that it omits', async () => {
    const { id } = await client.actors().create(newActor);
    const updated = await client
      .actor(id)
      .update({ description: 'New', actorStandby: beyondTypes({ isEnabled: false }) });
    expect(updated).toMatchObject({
      name: 'my-actor',
      title: 'My Actor',
      description: 'New',
      actorStandby: { isEnabled: false },
      versions: [{ versionNumber: '0.1' }],
    });
  });

  test('creates an Actor with its default run options', async () => {
    const defaultRunOptions = { build: 'beta', memoryMbytes: 4096, timeoutSecs: 3600 };
    const { id } = await client.actors().create({ ...newActor, defaultRunOptions });
    expect(await client.actor(id).get()).toMatchObject({ defaultRunOptions });
  });

  test('updates each setting, and keeps settings that the request omits', async () => {
    const { id } = emulator.addActor({ name: 'my-actor', settings: { title: 'Old', description: 'Old' } });
    const change = {
      title: 'New',
      seoTitle: 'New for search engines',
      seoDescription: null,
      categories: ['DEVELOPER_TOOLS'],
      defaultRunOptions: { build: 'latest', memoryMbytes: 512, timeoutSecs: 60, maxItems: null },
      exampleRunInput: { body: '{}', contentType: 'application/json' },
      actorStandby: { isEnabled: true, idleTimeoutSecs: 300 },
    };
    const updated = await client.actor(id).update(beyondTypes(change));
    expect(updated).toMatchObject({ ...change, description: 'Old' });
    expect(await client.actor(id).get()).toEqual(updated);
  });

  test('adds past builds with their tags', async () => {
    const actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const first = emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
    emulator.addBuild(actor, { versionNumber: '0.1', status: 'FAILED' });
    expect((await client.actor(actor.id).get())?.taggedBuilds).toMatchObject({
      latest: { buildId: first.id, buildNumber: '0.1.1' },
    });
    const { items } = await client.actor(actor.id).builds().list();
    expect(items).toMatchObject([
      { id: first.id, status: 'SUCCEEDED' },
      { buildNumber: '0.1.2', status: 'FAILED' },
    ]);
    expect(await client.build(first.id).log().get()).toBeUndefined();
  });

  test('moves and removes tags without a build', async () => {
    emulator.scriptBuilds({ tagAfterMs: 'never' });
    const { id } = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const build = await client.actor(id).build('0.1', { tag: 'beta', waitForFinish: 10 });
    const tagged = (change: object) => client.actor(id).update(beyondTypes({ taggedBuilds: change }));
    const stable = { buildId: build.id, buildNumber: '0.1.1', buildNumberInt: 100_001, finishedAt: build.finishedAt };
    expect((await tagged({ beta: { buildId: build.id }, stable: { buildId: build.id } })).taggedBuilds).toEqual({
      beta: stable,
      stable,
    });
    expect((await tagged({ beta: null })).taggedBuilds).toEqual({ stable });
    await expect(tagged({ beta: { buildId: 'none' } })).rejects.toMatchObject({ statusCode: 404 });
  });

  test('deletes an Actor', async () => {
    const { id } = emulator.addActor({ name: 'my-actor' });
    await client.actor(id).delete();
    expect(await client.actor(id).get()).toBeUndefined();
  });
});

describe('Versions', () => {
  const files = [
    textFile('text.txt', 'á 🎉\n'),
    textFile('bom.txt', '\uFEFFtext'),
    textFile('crlf.txt', 'a\r\nb\r\n'),
    textFile('empty.txt', ''),
    sourceFile(
      'binary.bin',
      Uint8Array.from({ length: 256 }, (_, index) => index),
    ),
    { name: 'src', folder: true },
  ];

  beforeEach(() => {
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
  });

  test('returns deployed files byte for byte', async () => {
    const version = client.actor('janedoe/my-actor').version('0.1');
    await version.update(beyondTypes({ sourceType: 'SOURCE_FILES', sourceFiles: files }));
    expect((await version.get())?.sourceType).toBe('SOURCE_FILES');
    expect(await version.get()).toMatchObject({ sourceFiles: files });
  });

  test('creates, lists and deletes versions', async () => {
    const versions = client.actor('janedoe/my-actor').versions();
    const created = await versions.create({
      versionNumber: '1.0',
      sourceType: ActorSourceType.GitRepo,
      gitRepoUrl: 'https://github.com/janedoe/my-actor#main',
      envVars: [],
      applyEnvVarsToBuild: true,
      buildTag: 'beta',
    });
    expect(created).toEqual({
      versionNumber: '1.0',
      sourceType: 'GIT_REPO',
      gitRepoUrl: 'https://github.com/janedoe/my-actor#main',
      envVars: [],
      applyEnvVarsToBuild: true,
      buildTag: 'beta',
    });
    expect(await versions.list()).toMatchObject({ total: 2, items: [{ versionNumber: '0.1' }, created] });
    await client.actor('janedoe/my-actor').version('0.1').delete();
    expect(await versions.list()).toEqual({ total: 1, items: [created] });
  });

  test('rejects a version that already exists', async () => {
    const version = { versionNumber: '0.1', sourceType: ActorSourceType.SourceFiles, sourceFiles: [], buildTag: 'x' };
    await expect(client.actor('janedoe/my-actor').versions().create(beyondTypes(version))).rejects.toMatchObject({
      statusCode: 403,
      type: 'version-already-exists',
    });
  });

  test('an update keeps the properties that it omits, even those of another source type', async () => {
    const version = client.actor('janedoe/my-actor').version('0.1');
    const envVars = [{ name: 'A', value: '1' }];
    await version.update(beyondTypes({ sourceType: 'SOURCE_FILES', sourceFiles: files, envVars }));
    const switched = await version.update(
      beyondTypes({ sourceType: 'TARBALL', tarballUrl: 'https://example.com/a.zip' }),
    );
    expect(switched).toMatchObject({
      sourceType: 'TARBALL',
      tarballUrl: 'https://example.com/a.zip',
      sourceFiles: files,
      envVars: [{ name: 'A', value: '1', isSecret: false }],
      buildTag: 'latest',
    });
  });

  describe('actorPath', () => {
    const version = () => client.actor('janedoe/my-actor').version('0.1');
    const update = (change: object) => version().update(beyondTypes(change));
    const source = { sourceType: 'SOURCE_FILES', sourceFiles: [textFile('actors/a/main.js', 'a')] };

    test('is returned by each request for the version', async () => {
      expect(await update({ ...source, actorPath: 'actors/a' })).toMatchObject({ actorPath: 'actors/a' });
      expect(await version().get()).toMatchObject({ actorPath: 'actors/a' });
      expect((await client.actor('janedoe/my-actor').get())?.versions[0]).toMatchObject({ actorPath: 'actors/a' });
      const create = { ...source, versionNumber: '0.2', actorPath: 'actors/a' };
      const created = await client.actor('janedoe/my-actor').versions().create(beyondTypes(create));
      expect(created).toMatchObject({ actorPath: 'actors/a' });
    });

    test('is removed by an update of the source that omits it', async () => {
      await update({ ...source, actorPath: 'actors/a' });
      expect(await update(source)).not.toHaveProperty('actorPath');
    });

    test('is kept by an update without a source', async () => {
      await update({ ...source, actorPath: 'actors/a' });
      expect(await update({ buildTag: 'beta' })).toMatchObject({ actorPath: 'actors/a' });
    });

    test('is removed by null', async () => {
      await update({ ...source, actorPath: 'actors/a' });
      expect(await update({ actorPath: null })).not.toHaveProperty('actorPath');
    });

    test('is neither stored nor returned by a server that does not support it', async () => {
      await using old = await startEmulator({ ignoresActorPath: true });
      old.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
      const oldClient = new ApifyClient({ baseUrl: old.url, token: old.token });
      const change = beyondTypes({ ...source, actorPath: 'actors/a' });
      expect(await oldClient.actor('janedoe/my-actor').version('0.1').update(change)).not.toHaveProperty('actorPath');
      expect(await oldClient.actor('janedoe/my-actor').version('0.1').get()).not.toHaveProperty('actorPath');
    });
  });

  test('null removes the build tag', async () => {
    const version = client.actor('janedoe/my-actor').version('0.1');
    expect(await version.update(beyondTypes({ buildTag: null }))).toMatchObject({ buildTag: null });
  });
});

describe('Environment variables', () => {
  beforeEach(() => {
    const envVars = [
      { name: 'PLAIN', value: 'seen' },
      { name: 'SECRET', value: 'unseen', isSecret: true },
    ];
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', envVars }] });
  });
  const version = () => client.actor('janedoe/my-actor').version('0.1');
  const stored = () => emulator.platform.actors[0]?.versions[0]?.envVars;

  test('never returns the values of secrets', async () => {
    const shown = [
      { name: 'PLAIN', value: 'seen', isSecret: false },
      { name: 'SECRET', isSecret: true },
    ];
    expect(await version().envVars().list()).toEqual({ total: 2, items: shown });
    expect(await version().envVar('SECRET').get()).toEqual(shown[1]);
    expect((await version().get())?.envVars).toEqual(shown);
    expect((await client.actor('janedoe/my-actor').get())?.versions[0]).toMatchObject({ envVars: shown });
    expect(await version().update(beyondTypes({ buildTag: 'beta' }))).toMatchObject({ envVars: shown });
    expect(stored()?.[1]?.value).toBe('unseen');
  });

  test('creates, updates and deletes variables', async () => {
    const created = await version().envVars().create({ name: 'NEW', value: 'x', isSecret: true });
    expect(created).toEqual({ name: 'NEW', isSecret: true });
    await expect(version().envVars().create({ name: 'NEW', value: 'y' })).rejects.toMatchObject({
      statusCode: 403,
      type: 'env-var-already-exists',
    });
    await version().envVar('NEW').update({ name: 'NEW', value: 'z', isSecret: true });
    expect(stored()?.at(-1)).toEqual({ name: 'NEW', value: 'z', isSecret: true });
    await version().envVar('PLAIN').delete();
    expect(stored()?.map(({ name }) => name)).toEqual(['SECRET', 'NEW']);
    expect(await version().envVar('PLAIN').get()).toBeUndefined();
  });

  test('an update without isSecret makes a secret a plain variable', async () => {
    expect(await version().envVar('SECRET').update({ name: 'SECRET', value: 'now seen' })).toEqual({
      name: 'SECRET',
      value: 'now seen',
      isSecret: false,
    });
  });

  test('an update of the version replaces the whole list', async () => {
    await version().update(beyondTypes({ envVars: [{ name: 'OTHER', value: 'x' }] }));
    expect(stored()).toEqual([{ name: 'OTHER', value: 'x', isSecret: false }]);
  });
});

describe('Key-value stores', () => {
  test('creates one store per name', async () => {
    const made = await client.keyValueStores().getOrCreate('actor-x-source');
    expect(made).toMatchObject({ name: 'actor-x-source', createdAt: expect.any(Date) });
    expect((await client.keyValueStores().getOrCreate('actor-x-source')).id).toBe(made.id);
    expect(await client.keyValueStore(made.id).get()).toMatchObject({ id: made.id });
  });

  test('adds stores with records for tests', async () => {
    const { id } = emulator.addStore({ name: 'archives', records: { 'a.zip': 'content' } });
    expect((await client.keyValueStores().getOrCreate('archives')).id).toBe(id);
    expect(await client.keyValueStore(id).getRecord('a.zip')).toMatchObject({ value: 'content' });
  });

  test('lists stores, and deletes one with its records', async () => {
    const { id } = await client.keyValueStores().getOrCreate('archives');
    await client.keyValueStores().getOrCreate();
    expect((await client.keyValueStores().list()).items).toMatchObject([{ id, name: 'archives' }]);
    expect((await client.keyValueStores().list({ unnamed: true })).total).toBe(2);
    await client.keyValueStore(id).delete();
    expect(await client.keyValueStore(id).get()).toBeUndefined();
    expect((await client.keyValueStores().list()).total).toBe(0);
  });

  test('lists keys in pages, and by prefix', async () => {
    const store = client.keyValueStore((await client.keyValueStores().getOrCreate('archives')).id);
    for (const key of ['0.2-a.zip', '0.1-b.zip', '0.1-a.zip']) await store.setRecord({ key, value: 'content' });
    expect(await store.listKeys({ limit: 2 })).toMatchObject({
      items: [{ key: '0.1-a.zip', size: 7 }, { key: '0.1-b.zip' }],
      count: 2,
      limit: 2,
      isTruncated: true,
      nextExclusiveStartKey: '0.1-b.zip',
    });
    expect(await store.listKeys({ exclusiveStartKey: '0.1-b.zip' })).toMatchObject({
      items: [{ key: '0.2-a.zip' }],
      isTruncated: false,
      nextExclusiveStartKey: null,
    });
    expect((await store.listKeys({ prefix: '0.1-' })).items.map(({ key }) => key)).toEqual(['0.1-a.zip', '0.1-b.zip']);
  });

  test.each([
    ['short', Buffer.from('PK')],
    ['long (compressed by the client)', randomBytes(300_000)],
  ])('returns a record unchanged: %s', async (_, value) => {
    const { id } = await client.keyValueStores().getOrCreate('archives');
    const store = client.keyValueStore(id);
    await store.setRecord(beyondTypes({ key: '0.1-a.zip', value, contentType: 'application/zip' }));
    const record = await store.getRecord('0.1-a.zip', { buffer: true });
    expect(record).toMatchObject({ contentType: 'application/zip' });
    expect(record?.value.equals(value)).toBe(true);
    expect(emulator.platform.stores[0]?.records.get('0.1-a.zip')?.byteLength).toBe(value.length);
    expect(await store.recordExists('0.1-a.zip')).toBe(true);
    await store.deleteRecord('0.1-a.zip');
    expect(await store.getRecord('0.1-a.zip')).toBeUndefined();
    expect(await store.recordExists('0.1-a.zip')).toBe(false);
  });

  test("requires a token for a record unless the client's public URL is used", async () => {
    const store = client.keyValueStore((await client.keyValueStores().getOrCreate('archives')).id);
    await store.setRecord({ key: 'a.zip', value: 'content' });
    const url = await store.getRecordPublicUrl('a.zip');
    expect(await (await fetch(url)).text()).toBe('content');
    expect((await fetch(`${url}x`)).status).toBe(403);
    expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(401);
  });

  test('requires no token for a record if the store has no signing key', async () => {
    await using open = await startEmulator({ signedRecords: false });
    const openClient = new ApifyClient({ baseUrl: open.url, publicBaseUrl: open.url, token: open.token });
    const store = openClient.keyValueStore((await openClient.keyValueStores().getOrCreate('archives')).id);
    await store.setRecord({ key: 'a.zip', value: 'content' });
    const url = await store.getRecordPublicUrl('a.zip');
    expect(url).not.toContain('signature');
    expect(await (await fetch(url)).text()).toBe('content');
  });
});

describe('Errors', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['Actor', () => client.actor('janedoe/other').get()],
    ['version', () => client.actor('janedoe/my-actor').version('9.9').get()],
    ['variable', () => client.actor('janedoe/my-actor').version('0.1').envVar('NONE').get()],
    ['build', () => client.build('none').get()],
    ['log', () => client.build('none').log().get()],
    ['store', () => client.keyValueStore('none').get()],
    ['record', () => client.keyValueStore('none').getRecord('none')],
  ])('the client returns undefined for a missing %s', async (_, get) => {
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    expect(await get()).toBeUndefined();
  });

  test('an error contains a type, a message and a status', async () => {
    emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }] });
    const version = client.actor('janedoe/my-actor').version('0.1');
    const error = await version.update(beyondTypes({ sourceType: 'NONE' })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApifyApiError);
    expect(error).toMatchObject({ statusCode: 400, type: 'invalid-input', attempt: 1, httpMethod: 'put' });
  });

  test('rejects a different token', async () => {
    const stranger = new ApifyClient({ baseUrl: emulator.url, token: 'apify_api_other' });
    await expect(stranger.user('me').get()).rejects.toMatchObject({ statusCode: 401, type: 'user-or-token-not-found' });
  });

  test.each([429, 500, 502])('the client retries after %i', async (status) => {
    emulator.addFault({ path: /users/, times: 2, fault: { kind: 'status', status } });
    expect(await client.user('me').get()).toMatchObject({ username: 'janedoe' });
    expect(emulator.requests).toHaveLength(3);
  });
});
