import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, type SeedVersion, startEmulator } from '../../emulator/emulator.ts';
import type { EnvVar } from '../../src/apify/api.ts';
import { createApifyApi } from '../../src/apify/client.ts';
import type { Diagnostic } from '../../src/errors.ts';
import { planUpdate } from '../../src/version/plan.ts';
import { readRemoteState } from '../../src/version/remote-state.ts';
import type { Target, UpdateNews, UpdateRequest } from '../../src/version/update-request.ts';
import { checkActorPath, type SourceToSend, updateVersion } from '../../src/version/write-version.ts';
import { retryClock } from '../support/retry-clock.ts';
import { type SourceFolder, sourceFolder } from '../support/source-folder.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const sourceFiles = [{ name: 'main.js', format: 'TEXT', content: 'x' }] as const;
const files = { sourceType: 'SOURCE_FILES', sourceFiles } as const;
const plain = { name: 'A', value: '1', isSecret: false };
const secret = { name: 'S', value: 'sesame', isSecret: true };

const definition = {
  file: '.actor/actor.json',
  name: 'my-actor',
  version: undefined,
  buildTag: undefined,
  title: 'Mine',
  description: undefined,
  usesStandbyMode: undefined,
  environmentVariables: {},
  dockerfile: undefined,
  dockerContextDir: undefined,
  defaultFiles: [],
  references: [],
};

interface Scenario {
  readonly target?: Partial<Target>;
  readonly source?: SourceToSend;
  readonly envVars?: readonly EnvVar[];
  readonly request?: Partial<UpdateRequest>;
  readonly mode?: 'merge' | 'replace';
  /** Called before the first write and at each step of the update. */
  readonly onStep?: (news: UpdateNews) => void;
  readonly signal?: AbortSignal;
}

async function run(scenario: Scenario = {}) {
  const clock = retryClock();
  const api = createApifyApi({ baseUrl: emulator.url, token: emulator.token, clock });
  const target: Target = {
    actor: { kind: 'named', name: 'my-actor' },
    versionNumber: '0.1',
    buildTag: undefined,
    chosenTag: undefined,
    ...scenario.target,
  };
  const { mode = 'merge', envVars = [], onStep = () => {}, signal = new AbortController().signal } = scenario;
  const actorId = target.actor.kind === 'given' ? target.actor.actorId : 'janedoe~my-actor';
  const request: UpdateRequest = {
    target,
    actorId,
    definition,
    createIfMissing: true,
    isSourceChosen: false,
    dryRun: false,
    envVars: { mode, wanted: envVars },
    applyEnvVarsToBuild: undefined,
    ...scenario.request,
  };
  const needsEnvVars = mode === 'merge' && envVars.length > 0;
  const plan = planUpdate(
    request,
    await readRemoteState(api, { actorId, versionNumber: target.versionNumber, needsEnvVars }),
  );
  const diagnostics: Diagnostic[] = [];
  const written: string[] = [];
  const steps: UpdateNews[] = [];
  onStep({});
  const version = await updateVersion(plan, scenario.source ?? { kind: 'files', sourceFiles, actorPath: undefined }, {
    api,
    uploadApi: api,
    clock,
    signal,
    log: (diagnostic) => diagnostics.push(diagnostic),
    record: (news) => {
      steps.push(news);
      if (news.written !== undefined) written.push(news.written);
      onStep(news);
    },
  });
  return { version, diagnostics, written, created: steps.find(({ created }) => created !== undefined)?.created, steps };
}

/** The write requests. */
function writes(): readonly string[] {
  return emulator.requests.flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path.slice(3)}`]));
}

function reads(): readonly string[] {
  return emulator.requests.flatMap(({ method, path }) => (method === 'GET' ? [path.slice(3)] : [])).sort();
}

function addActor(...versions: readonly SeedVersion[]): void {
  emulator.addActor({ name: 'my-actor', versions });
}

function stored(versionNumber = '0.1') {
  const [actor] = emulator.platform.actors.values();
  return actor?.versions.find((version) => version.versionNumber === versionNumber);
}

const actorPath = '/acts/janedoe~my-actor';
const update = `POST ${actorPath}/versions/0.1`;

describe('an existing version', () => {
  test('is updated with one request that contains only the properties that were set', async () => {
    addActor({ versionNumber: '0.1', buildTag: 'beta', envVars: [secret] });
    const { created, written } = await run();
    expect(reads()).toEqual([actorPath]);
    expect(writes()).toEqual([update]);
    expect(emulator.requests.at(-1)?.json).toEqual({ versionNumber: '0.1', ...files });
    expect({ created, written }).toEqual({ created: undefined, written: ['version 0.1'] });
    expect(stored()).toMatchObject({ buildTag: 'beta', envVars: [secret] });
  });

  test('receives the properties that were set', async () => {
    addActor({ versionNumber: '0.1' });
    const request = { applyEnvVarsToBuild: false };
    await run({ target: { buildTag: 'beta' }, request, envVars: [plain], mode: 'replace' });
    const body = { versionNumber: '0.1', buildTag: 'beta', ...files, envVars: [plain], applyEnvVarsToBuild: false };
    expect(emulator.requests.at(-1)?.json).toEqual(body);
  });
});

describe('creates', () => {
  test('a version', async () => {
    addActor({ versionNumber: '0.0' });
    const { created, diagnostics, written } = await run({ envVars: [plain] });
    expect(writes()).toEqual([`POST ${actorPath}/versions`]);
    expect({ created, written }).toEqual({ created: 'version', written: ['version 0.1'] });
    expect(diagnostics).toEqual([
      { level: 'notice', message: 'Created version 0.1 of janedoe/my-actor in the account janedoe' },
    ]);
    expect(stored()).toMatchObject({ ...files, envVars: [plain] });
  });

  test('an Actor with its version, but without the files that the update sends', async () => {
    const { created, diagnostics, written } = await run();
    expect(writes()).toEqual(['POST /acts', update]);
    expect(emulator.requests.at(-2)?.json).toEqual({
      name: 'my-actor',
      title: 'Mine',
      defaultRunOptions: { build: 'latest', memoryMbytes: 4096, timeoutSecs: 3600 },
      versions: [{ versionNumber: '0.1', buildTag: 'latest', sourceType: 'SOURCE_FILES', sourceFiles: [] }],
    });
    expect({ created, written }).toEqual({ created: 'actor', written: ['Actor janedoe/my-actor', 'version 0.1'] });
    expect(diagnostics).toEqual([
      { level: 'notice', message: 'Created the Actor janedoe/my-actor in the account janedoe' },
    ]);
    expect(stored()).toMatchObject({ ...files, buildTag: 'latest' });
  });

  test('an Actor whose default build tag is the tag of this deployment', async () => {
    await run({ target: { buildTag: 'beta' } });
    expect(emulator.requests.at(-2)?.json).toMatchObject({ defaultRunOptions: { build: 'beta' } });
  });

  test('an Actor with the URL of its source', async () => {
    const source = { sourceType: 'GIT_REPO', gitRepoUrl: 'https://github.com/a/b' } as const;
    await run({ source: { kind: 'url', source } });
    expect(emulator.requests.at(-2)?.json).toMatchObject({ versions: [source] });
  });

  test('an Actor, and records it even if the next request fails', async () => {
    const fault = { kind: 'status', status: 403, type: 'versions-size-exceeded' } as const;
    emulator.addFault({ method: 'POST', path: /\/versions\/0\.1$/, fault });
    const steps: UpdateNews[] = [];
    await expect(run({ onStep: (news) => steps.push(news) })).rejects.toMatchObject({ type: 'versions-size-exceeded' });
    expect(steps).toContainEqual(
      expect.objectContaining({ created: 'actor', actor: expect.objectContaining({ name: 'my-actor' }) }),
    );
    expect(steps.at(-1)).toEqual({ writing: 'version 0.1' });
  });
});

describe('environment variables', () => {
  test('are merged in the request body if every remaining variable is readable', async () => {
    addActor({
      versionNumber: '0.1',
      envVars: [
        { name: 'KEPT', value: 'k' },
        { ...plain, value: 'old' },
      ],
    });
    await run({ envVars: [plain, secret] });
    expect(reads()).toEqual([actorPath, `${actorPath}/versions/0.1/env-vars`]);
    expect(writes()).toEqual([update]);
    expect(stored()?.envVars).toEqual([{ name: 'KEPT', value: 'k', isSecret: false }, plain, secret]);
  });

  test('are written one at a time before the update if a secret is kept', async () => {
    addActor({
      versionNumber: '0.1',
      envVars: [
        { name: 'OLD', value: 'kept', isSecret: true },
        { ...plain, value: 'old' },
      ],
    });
    const { written } = await run({ envVars: [plain, secret] });
    expect(writes()).toEqual([
      `PUT ${actorPath}/versions/0.1/env-vars/A`,
      `POST ${actorPath}/versions/0.1/env-vars`,
      update,
    ]);
    expect(emulator.requests.at(-1)?.json).not.toHaveProperty('envVars');
    expect(stored()?.envVars).toEqual([{ name: 'OLD', value: 'kept', isSecret: true }, plain, secret]);
    expect(written).toEqual(['environment variable A', 'environment variable S', 'version 0.1']);
  });

  test('replace the list with env-vars-mode replace', async () => {
    addActor({ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'x', isSecret: true }] });
    await run({ envVars: [plain], mode: 'replace' });
    expect(reads()).toEqual([actorPath]);
    expect(stored()?.envVars).toEqual([plain]);
  });
});

describe('an archive is uploaded before the version is written', () => {
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

  test('for an existing Actor', async () => {
    addActor({ versionNumber: '0.1' });
    const { written, steps } = await run({ source });
    expect(writes()).toEqual([...uploads, update]);
    expect(written).toEqual(['the source archive', 'version 0.1']);
    expect(stored()?.tarballUrl).toMatch(/\/records\/0\.1-.+\.zip\?signature=\w+$/);
    expect(steps).toContainEqual(expect.objectContaining({ archiveUrl: stored()?.tarballUrl }));
    expect(emulator.requests.at(-1)?.json).toMatchObject({ sourceType: 'TARBALL', actorPath: 'actors/a' });
  });

  test('and before variables that are written one at a time', async () => {
    addActor({ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'x', isSecret: true }] });
    await run({ source, envVars: [plain] });
    expect(writes()).toEqual([...uploads, `POST ${actorPath}/versions/0.1/env-vars`, update]);
  });

  test('for an Actor that is created without its source', async () => {
    await run({ source });
    expect(writes()).toEqual(['POST /acts', ...uploads, update]);
    const creation = emulator.requests.find(({ path }) => path === '/v2/acts');
    expect(creation?.json).toMatchObject({ versions: [{ sourceType: 'SOURCE_FILES', sourceFiles: [] }] });
  });

  test('unless the step is canceled before the upload', async () => {
    addActor({ versionNumber: '0.1' });
    const cancel = new AbortController();
    const steps: UpdateNews[] = [];
    const onStep = (news: UpdateNews): void => {
      steps.push(news);
      cancel.abort(new Error('stop'));
    };
    await expect(run({ source, onStep, signal: cancel.signal })).rejects.toThrow('stop');
    expect({ writes: writes(), steps }).toEqual({ writes: [], steps: [{}] });
  });

  test('once, even if another run creates the version at the same time', async () => {
    addActor({ versionNumber: '0.0' });
    await run({ source, onStep: once('writing', () => addVersion({ versionNumber: '0.1' })) });
    expect(writes()).toEqual([...uploads, `POST ${actorPath}/versions`, update]);
  });
});

test.each([0, 1, 2])('a cancellation after %d written variables prevents the next write', async (count) => {
  addActor({ versionNumber: '0.1', envVars: [{ name: 'OLD', value: 'kept', isSecret: true }] });
  const cancel = new AbortController();
  let written = -1;
  const onStep = (news: UpdateNews): void => {
    if (written === -1 || news.written !== undefined) written += 1;
    if (written === count) cancel.abort(new Error('stop'));
  };
  await expect(run({ envVars: [plain, secret], onStep, signal: cancel.signal })).rejects.toThrow('stop');
  expect(writes()).toHaveLength(count);
});

test('a cancellation before the Actor is created prevents the request, and nothing is recorded as begun', async () => {
  const cancel = new AbortController();
  const steps: UpdateNews[] = [];
  const onStep = (news: UpdateNews): void => {
    steps.push(news);
    cancel.abort(new Error('stop'));
  };
  await expect(run({ onStep, signal: cancel.signal })).rejects.toThrow('stop');
  expect({ writes: writes(), steps }).toEqual({ writes: [], steps: [{}] });
});

/** Runs a function at the first step of a kind. */
function once(step: keyof UpdateNews, act: () => void): (news: UpdateNews) => void {
  let isDone = false;
  return (news) => {
    if (isDone || !(step in news)) return;
    isDone = true;
    act();
  };
}

function addVersion(seed: SeedVersion): void {
  const { versions } = emulator.addActor({ name: `other-${emulator.platform.actors.length}`, versions: [seed] });
  emulator.platform.actors[0]?.versions.push(...versions);
}

describe('if another run makes changes at the same time,', () => {
  const theirs: SeedVersion = {
    versionNumber: '0.1',
    buildTag: 'beta',
    envVars: [{ name: 'THEIRS', value: 'x', isSecret: true }],
  };

  test('a version that it created is updated, and its secrets are kept', async () => {
    addActor({ versionNumber: '0.0' });
    const { created, diagnostics } = await run({
      envVars: [plain],
      onStep: once('writing', () => addVersion(theirs)),
    });
    expect(created).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        level: 'notice',
        message: expect.stringMatching(/^Another run created, changed or deleted version 0\.1 of .*janedoe\/my-actor/),
      },
    ]);
    expect(stored()).toMatchObject({ ...files, buildTag: 'beta', envVars: [{ name: 'THEIRS', value: 'x' }, plain] });
  });

  test('an Actor that it created is updated, with its tag and variables', async () => {
    const { created, diagnostics } = await run({ envVars: [plain], onStep: once('writing', () => addActor(theirs)) });
    expect(created).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        level: 'notice',
        message: expect.stringMatching(/^Another run created, changed or deleted version 0\.1 of .*janedoe\/my-actor/),
      },
    ]);
    expect(stored()).toMatchObject({ ...files, buildTag: 'beta', envVars: [{ name: 'THEIRS', value: 'x' }, plain] });
  });

  test('an Actor that it created without the version receives the version', async () => {
    const onStep = once('writing', () => addActor({ versionNumber: '0.0' }));
    const { created, diagnostics } = await run({ onStep });
    expect(created).toBe('version');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Another run created, changed or deleted/),
      expect.stringMatching(/^Created version 0\.1/),
    ]);
  });

  test('a version that it deleted is created with all variables', async () => {
    addActor({ versionNumber: '0.0' }, theirs);
    const onStep = once('writing', () => void emulator.platform.actors[0]?.versions.pop());
    const { created, diagnostics } = await run({ onStep, envVars: [plain, secret] });
    expect(created).toBe('version');
    expect(diagnostics[0]?.message).toMatch(/^Another run created, changed or deleted version 0\.1/);
    expect(stored()).toMatchObject({ ...files, buildTag: null, envVars: [plain, secret] });
  });

  test('a version that it deletes again is an error', async () => {
    addActor({ versionNumber: '0.1' });
    emulator.addFault({ method: 'POST', path: /\/versions\/0\.1$/, times: 99, fault: { kind: 'status', status: 404 } });
    await expect(run()).rejects.toMatchObject({ status: 404 });
    expect(writes()).toHaveLength(2);
  });

  test('an Actor that it deleted is an error, and is not created again', async () => {
    addActor({ versionNumber: '0.1' });
    const onStep = once('writing', () => {
      emulator.addFault({ times: 99, fault: { kind: 'status', status: 404 } });
    });
    await expect(run({ onStep })).rejects.toMatchObject({ status: 404 });
    expect(writes()).toEqual([update]);
  });
});

test('a version without the actorPath that was sent is an error that recommends another source type', () => {
  const version = { versionNumber: '0.1', actorPath: 'a' };
  expect(() => checkActorPath(version, { actorPath: 'a' })).not.toThrow();
  expect(() => checkActorPath(version, { actorPath: undefined })).not.toThrow();
  expect(() => checkActorPath({ versionNumber: '0.1' }, { actorPath: 'a' })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('source-type: GIT_REPO') }),
  );
});
