import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type SeedVersion, startEmulator } from '../../emulator/emulator.ts';
import type { EnvVar } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import { mustReadStored } from '../../src/env-vars/env-vars.ts';
import type { Diagnostic } from '../../src/errors.ts';
import { systemClock } from '../../src/time/clock.ts';
import { planUpdate } from '../../src/version/plan.ts';
import { readRemoteState } from '../../src/version/remote-state.ts';
import type { Target } from '../../src/version/target.ts';
import { type SourceToSend, type UpdateNews, updateActor } from '../../src/version/write-version.ts';
import { type SourceFolder, sourceFolder } from '../support/source-folder.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const files = {
  sourceType: 'SOURCE_FILES',
  sourceFiles: [{ name: 'main.js', format: 'TEXT', content: 'x' }],
} as const;

interface Wish {
  readonly target?: Partial<Target>;
  readonly source?: SourceToSend;
  readonly envVars?: readonly EnvVar[];
  readonly mode?: 'merge' | 'replace';
  readonly createIfMissing?: boolean;
  readonly applyEnvVarsToBuild?: boolean;
  /** Called before each write. */
  readonly stopIfCancelled?: () => void;
  readonly onNews?: (news: UpdateNews) => void;
}

const named = { kind: 'named', name: 'my-actor' } as const;

async function run(wish: Wish = {}) {
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock: systemClock });
  const target: Target = {
    actor: named,
    versionNumber: '0.1',
    buildTag: undefined,
    chosenTag: undefined,
    ...wish.target,
  };
  const actorId = target.actor.kind === 'given' ? target.actor.actorId : `${emulator.username}~${target.actor.name}`;
  const { mode = 'merge', envVars = [], createIfMissing = true, applyEnvVarsToBuild } = wish;
  const needed = { actor: false, storedEnvVars: mustReadStored(mode, envVars) };
  const standing = await readRemoteState(api, actorId, target.versionNumber, needed);
  const definition = undefined;
  const request = {
    target,
    actorId,
    definition,
    createIfMissing,
    envVars: { mode, wanted: envVars },
    applyEnvVarsToBuild,
  };
  const written: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let news: UpdateNews = {};
  await updateActor(
    planUpdate({ ...request, definition: { ...emptyDefinition, name: 'my-actor' } }, standing),
    wish.source ?? { kind: 'files', sourceFiles: files.sourceFiles },
    {
      api,
      stopIfCancelled: wish.stopIfCancelled ?? (() => {}),
      onWriting: () => {},
      onWritten: (what) => written.push(what),
      onNews: (told) => {
        news = { ...news, ...told };
        diagnostics.push(...(told.diagnostics ?? []));
        wish.onNews?.(told);
      },
    },
  );
  return { actor: news.actor, created: news.created, diagnostics, written };
}

const emptyDefinition = {
  file: '.actor/actor.json',
  name: undefined,
  version: undefined,
  buildTag: undefined,
  title: 'Mine',
  description: undefined,
  usesStandbyMode: undefined,
  environmentVariables: {},
  dockerfile: undefined,
  dockerContextDir: undefined,
  namedFiles: [],
};

function asked(): readonly string[] {
  return emulator.requests.map(({ method, path }) => `${method} ${path.replace('/v2', '')}`);
}

function addActor(...versions: readonly SeedVersion[]): void {
  emulator.addActor({ name: 'my-actor', versions });
}

function stored(versionNumber = '0.1') {
  const [actor] = emulator.platform.actors.values();
  return actor?.versions.find((version) => version.versionNumber === versionNumber);
}

const plain = { name: 'A', value: '1', isSecret: false };
const secret = { name: 'S', value: 'sesame', isSecret: true };

test('Actor and version there, no variables: one request, which holds only what was set', async () => {
  addActor({ versionNumber: '0.1', buildTag: 'beta', envVars: [secret] });
  const { created, written } = await run();
  expect(asked()).toEqual(['POST /acts/janedoe~my-actor/versions/0.1']);
  expect(emulator.requests[0]?.json).toEqual({ versionNumber: '0.1', ...files });
  expect({ created, written }).toEqual({ created: undefined, written: ['version 0.1'] });
  expect(stored()).toMatchObject({ buildTag: 'beta', envVars: [secret] });
});

test('what was set is in the body', async () => {
  addActor({ versionNumber: '0.1' });
  await run({ target: { buildTag: 'beta' }, applyEnvVarsToBuild: false, envVars: [plain], mode: 'replace' });
  const body = { versionNumber: '0.1', buildTag: 'beta', ...files, envVars: [plain], applyEnvVarsToBuild: false };
  expect(emulator.requests[0]?.json).toEqual(body);
});

describe('what is missing is created', () => {
  test('the version', async () => {
    addActor({ versionNumber: '0.0' });
    const { created, diagnostics } = await run({ envVars: [plain] });
    expect(asked()).toEqual([
      'GET /acts/janedoe~my-actor/versions/0.1/env-vars',
      'GET /acts/janedoe~my-actor',
      'POST /acts/janedoe~my-actor/versions',
    ]);
    expect(created).toBe('version');
    expect(diagnostics).toEqual([
      { level: 'notice', message: expect.stringMatching(/version 0\.1 .*in the account janedoe/) },
    ]);
    expect(stored()).toMatchObject({ ...files, envVars: [plain] });
  });

  test('the version, found missing by the update only', async () => {
    addActor({ versionNumber: '0.0' });
    expect(await run()).toMatchObject({ created: 'version', actor: { name: 'my-actor' } });
    expect(asked()).toEqual([
      'POST /acts/janedoe~my-actor/versions/0.1',
      'GET /acts/janedoe~my-actor',
      'POST /acts/janedoe~my-actor/versions',
    ]);
  });

  test('the Actor, with its version but not the files, which follow', async () => {
    const { created, diagnostics, written } = await run();
    expect(asked()).toEqual([
      'POST /acts/janedoe~my-actor/versions/0.1',
      'GET /acts/janedoe~my-actor',
      'POST /acts',
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    expect(emulator.requests[2]?.json).toEqual({
      name: 'my-actor',
      title: 'Mine',
      versions: [{ versionNumber: '0.1', buildTag: 'latest', sourceType: 'SOURCE_FILES', sourceFiles: [] }],
    });
    expect(created).toBe('actor');
    expect(diagnostics).toEqual([
      { level: 'notice', message: expect.stringMatching(/Actor janedoe\/my-actor in the account janedoe/) },
    ]);
    expect(written).toEqual(['Actor janedoe/my-actor', 'version 0.1']);
    expect(stored()).toMatchObject({ ...files, buildTag: 'latest' });
  });

  test('the Actor of a Git source has the URL from the start', async () => {
    await run({ source: { kind: 'url', source: { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/a/b' } } });
    expect(emulator.requests[2]?.json).toMatchObject({ versions: [{ gitRepoUrl: 'https://github.com/a/b' }] });
  });
});

describe('what may not be created is an error before anything is written', () => {
  const given = { kind: 'given', actorId: 'janedoe~gone' } as const;
  test.each<[string, Wish, SeedVersion[] | undefined, RegExp, RegExp]>([
    [
      'an Actor that is given',
      { target: { actor: given } },
      [],
      /janedoe\/gone of input actor-id was not found/,
      /without actor-id/,
    ],
    [
      'an ID that may be a name',
      { target: { actor: { kind: 'given', actorId: 'gone' } } },
      [],
      /gone of input/,
      /username\/gone/,
    ],
    [
      'an Actor that is named',
      { createIfMissing: false },
      undefined,
      /my-actor was not found, and create-if-missing is false/,
      /create-if-missing: true/,
    ],
    [
      'a version',
      { createIfMissing: false },
      [{ versionNumber: '0.0' }],
      /has no version 0\.1, and create-if-missing is false/,
      /versions are: 0\.0/,
    ],
  ])('%s', async (_title, wish, versions, message, hint) => {
    if (versions !== undefined) addActor(...versions);
    await expect(run(wish)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(asked().filter((request) => !request.startsWith('GET') && !request.includes('/versions/0.1'))).toEqual([]);
  });
});

describe('variables', () => {
  test('what stays and can be read goes into the body again', async () => {
    addActor({
      versionNumber: '0.1',
      envVars: [
        { name: 'KEPT', value: 'k' },
        { ...plain, value: 'old' },
      ],
    });
    await run({ envVars: [plain, secret] });
    expect(asked()).toEqual([
      'GET /acts/janedoe~my-actor/versions/0.1/env-vars',
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    expect(stored()?.envVars).toEqual([{ name: 'KEPT', value: 'k', isSecret: false }, plain, secret]);
  });

  test('where a secret stays each is written by itself, before the update', async () => {
    addActor({
      versionNumber: '0.1',
      envVars: [
        { name: 'OLD', value: 'kept', isSecret: true },
        { ...plain, value: 'old' },
      ],
    });
    const { written } = await run({ envVars: [plain, secret] });
    expect(asked()).toEqual([
      'GET /acts/janedoe~my-actor/versions/0.1/env-vars',
      'PUT /acts/janedoe~my-actor/versions/0.1/env-vars/A',
      'POST /acts/janedoe~my-actor/versions/0.1/env-vars',
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    expect(emulator.requests.at(-1)?.json).not.toHaveProperty('envVars');
    expect(stored()?.envVars).toEqual([{ name: 'OLD', value: 'kept', isSecret: true }, plain, secret]);
    expect(written).toEqual(['environment variable A', 'environment variable S', 'version 0.1']);
  });

  test('replace makes the list exactly this one', async () => {
    addActor({ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'x', isSecret: true }] });
    await run({ envVars: [plain], mode: 'replace' });
    expect(asked()).toHaveLength(1);
    expect(stored()?.envVars).toEqual([plain]);
  });
});

describe('an archive is uploaded once the Actor is known, before the version is written', () => {
  const uploads = [
    'POST /key-value-stores',
    expect.stringMatching(/^PUT \/key-value-stores\/\w+\/records\/0\.1-.+\.zip$/),
  ];
  let folder: SourceFolder;
  let source: SourceToSend;
  beforeEach(async () => {
    folder = await sourceFolder({ 'source.zip': 'PK' });
    source = { kind: 'archive', path: path.join(folder.folder, 'source.zip'), byteLength: 2, actorPath: 'actors/a' };
  });
  afterEach(async () => folder[Symbol.asyncDispose]());

  test('to an Actor that is there', async () => {
    addActor({ versionNumber: '0.1' });
    const { written } = await run({ source });
    expect(asked()).toEqual(['GET /acts/janedoe~my-actor', ...uploads, 'POST /acts/janedoe~my-actor/versions/0.1']);
    expect(written).toEqual(['the source archive', 'version 0.1']);
    expect(stored()?.tarballUrl).toMatch(/\/records\/0\.1-.+\.zip\?signature=\w+$/);
    expect(emulator.requests.at(-1)?.json).toMatchObject({ sourceType: 'TARBALL', actorPath: 'actors/a' });
  });

  test('to an Actor whose variables were read', async () => {
    addActor({ versionNumber: '0.1', envVars: [{ name: 'KEPT', value: 'k' }] });
    await run({ source, envVars: [plain] });
    expect(asked()).toEqual([
      'GET /acts/janedoe~my-actor/versions/0.1/env-vars',
      'GET /acts/janedoe~my-actor',
      ...uploads,
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    expect(stored()?.envVars).toEqual([{ name: 'KEPT', value: 'k', isSecret: false }, plain]);
  });

  test('to an Actor that is created', async () => {
    await run({ source });
    expect(asked()).toEqual([
      'GET /acts/janedoe~my-actor',
      'POST /acts',
      ...uploads,
      'POST /acts/janedoe~my-actor/versions/0.1',
    ]);
    expect(emulator.requests[1]?.json).toMatchObject({ versions: [{ sourceType: 'SOURCE_FILES', sourceFiles: [] }] });
  });
});

test.each([1, 2, 3])('a cancel before write %d stops there', async (write) => {
  addActor({ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'kept', isSecret: true }] });
  let writes = 0;
  const stopIfCancelled = (): void => {
    writes += 1;
    if (writes === write) throw new Error('stop');
  };
  await expect(run({ envVars: [plain, secret], stopIfCancelled })).rejects.toThrow('stop');
  expect(asked().filter((request) => !request.startsWith('GET'))).toHaveLength(write - 1);
});

test('another run creates the version first: it is updated, and not called ours', async () => {
  addActor({ versionNumber: '0.1' });
  emulator.addFault({ method: 'POST', path: /\/versions\/0\.1$/, fault: { kind: 'status', status: 404 } });
  const { created, diagnostics } = await run();
  expect(asked().slice(-2)).toEqual([
    'POST /acts/janedoe~my-actor/versions',
    'POST /acts/janedoe~my-actor/versions/0.1',
  ]);
  expect(created).toBeUndefined();
  expect(diagnostics).toEqual([
    { level: 'notice', message: expect.stringMatching(/^Another run created version 0\.1/) },
  ]);
  expect(stored()).toMatchObject(files);
});

test('another run creates the Actor first: its version is created', async () => {
  addActor({ versionNumber: '0.0' });
  emulator.addFault({ method: 'POST', path: /\/versions\/0\.1$/, fault: { kind: 'status', status: 404 } });
  emulator.addFault({ method: 'GET', path: /my-actor$/, fault: { kind: 'status', status: 404 } });
  const { created, diagnostics } = await run();
  expect(created).toBe('version');
  expect(diagnostics.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Another run created the Actor janedoe\/my-actor/),
    expect.stringMatching(/^Created version 0\.1/),
  ]);
});

describe('what another run makes meanwhile is kept', () => {
  const theirs: SeedVersion = {
    versionNumber: '0.1',
    buildTag: 'beta',
    envVars: [{ name: 'THEIRS', value: 'x', isSecret: true }],
  };

  /** What another run does between a request of this one and its next. */
  function meanwhile(after: RegExp, act: () => void): Pick<Wish, 'stopIfCancelled'> {
    let isDone = false;
    return {
      stopIfCancelled: () => {
        if (isDone || !asked().some((request) => after.test(request))) return;
        isDone = true;
        act();
      },
    };
  }

  test('variables of the version, secrets too', async () => {
    addActor({ versionNumber: '0.0' });
    const other = meanwhile(/GET .*my-actor$/, () => {
      emulator.platform.actors[0]?.versions.push(...emulator.addActor({ name: 'x', versions: [theirs] }).versions);
    });
    const { created, diagnostics } = await run({ ...other, envVars: [plain] });
    expect({ created, diagnostics }).toMatchObject({ created: undefined, diagnostics: [{ level: 'notice' }] });
    expect(stored()).toMatchObject({ ...files, buildTag: 'beta', envVars: [{ name: 'THEIRS', value: 'x' }, plain] });
  });

  test('tag and variables of the version that comes with the Actor', async () => {
    const other = meanwhile(/GET .*my-actor$/, () => addActor(theirs));
    const { created } = await run({ ...other, envVars: [plain] });
    expect(created).toBeUndefined();
    expect(stored()).toMatchObject({ ...files, buildTag: 'beta', envVars: [{ name: 'THEIRS', value: 'x' }, plain] });
  });

  test('a version that goes away while its variables are written is created with all that are wanted', async () => {
    addActor({ versionNumber: '0.0' }, theirs);
    const other = meanwhile(/GET/, () => void emulator.platform.actors[0]?.versions.pop());
    const { created } = await run({ ...other, envVars: [plain, secret] });
    expect(created).toBe('version');
    expect(stored()).toMatchObject({ ...files, buildTag: null, envVars: [plain, secret] });
  });
});

test('what is created is told at once, also where the next request fails', async () => {
  const told: UpdateNews[] = [];
  const fault = { kind: 'status', status: 403, type: 'versions-size-exceeded' } as const;
  emulator.addFault({ method: 'POST', path: /\/versions\/0\.1$/, skip: 1, fault });
  await expect(run({ onNews: (news) => told.push(news) })).rejects.toMatchObject({ type: 'versions-size-exceeded' });
  expect(told).toMatchObject([
    {
      actor: { name: 'my-actor' },
      created: 'actor',
      diagnostics: [{ level: 'notice', message: expect.stringContaining('in the account janedoe') }],
    },
  ]);
});

test('a field that stays of an earlier source type is a debug line', async () => {
  addActor({ versionNumber: '0.1', sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/a/b' });
  expect((await run()).diagnostics).toEqual([{ level: 'debug', message: expect.stringContaining('gitRepoUrl') }]);
});
