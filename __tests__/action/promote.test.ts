import type { ChildProcess } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { StoredActor, StoredBuild } from '../../emulator/platform.ts';
import { type FinishedStep, runAction } from '../../scripts/run-action.ts';
import { checkout, smallActor } from '../support/deployment.ts';

interface Scenario extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly actor: StoredActor;
  /** 0.1.1 to 0.1.3, of which the second failed and `latest` points to the third; `candidate` is 0.2.1. */
  readonly builds: readonly StoredBuild[];
  run(inputs: Readonly<Record<string, string>>): Promise<FinishedStep>;
  /** Interrupts the step at the `count`th request of this kind. */
  cancelAt(request: RegExp, count: number): Promise<FinishedStep>;
  /** Numbers of builds by tag. */
  tags(): Readonly<Record<string, string | undefined>>;
  writes(): readonly string[];
}

async function start(files = smallActor): Promise<Scenario> {
  const emulator = await startEmulator();
  const actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1' }, { versionNumber: '0.2' }] });
  const builds = [
    emulator.addBuild(actor, { versionNumber: '0.1' }),
    emulator.addBuild(actor, { versionNumber: '0.1', status: 'FAILED' }),
    emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] }),
    emulator.addBuild(actor, { versionNumber: '0.2', tags: ['candidate'] }),
  ];
  const tree = await checkout(files);
  const inputsOf = (inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    return { token: emulator.token, 'api-base-url': emulator.url, ...inputs };
  };
  const run = (inputs: Readonly<Record<string, string>>, onStart = (_child: ChildProcess): void => {}) =>
    runAction({ action: 'promote', workspace: tree.folder, inputs: inputsOf(inputs), onStart });
  return {
    emulator,
    actor,
    builds,
    run: (inputs) => run(inputs),
    cancelAt: async (request, count) => {
      let watch: NodeJS.Timeout | undefined;
      const onStart = (child: ChildProcess): void => {
        watch = setInterval(() => {
          const found = emulator.requests.filter(({ method, path }) => request.test(`${method} ${path}`));
          if (found.length < count) return;
          clearInterval(watch);
          child.kill('SIGINT');
        }, 10);
      };
      return run({ build: 'candidate' }, onStart).finally(() => clearInterval(watch));
    },
    tags: () => Object.fromEntries(Object.entries(actor.taggedBuilds).map(([tag, build]) => [tag, build?.buildNumber])),
    writes: () =>
      emulator.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await tree[Symbol.asyncDispose]();
    },
  };
}

function textOf(summary: string): string {
  return summary.replaceAll(/<[^>]+>/g, '');
}

test.concurrent('moves latest to the build of another tag with one PUT', async () => {
  await using scenario = await start();
  const { exitCode, outputs, summary, log } = await scenario.run({ build: 'candidate' });
  expect(exitCode).toBe(0);
  expect(scenario.tags()).toEqual({ latest: '0.2.1', candidate: '0.2.1' });
  expect(scenario.writes()).toEqual([`PUT /v2/acts/${scenario.actor.id}`]);
  expect(outputs).toEqual({
    'actor-id': scenario.actor.id,
    'actor-url': `https://console.apify.com/actors/${scenario.actor.id}`,
    'build-id': scenario.builds[3]?.id,
    'build-number': '0.2.1',
    'previous-build-id': scenario.builds[2]?.id,
    'previous-build-number': '0.1.3',
    promoted: 'true',
  });
  expect(textOf(summary)).toMatch(
    /^✅ Build 0\.2\.1 of janedoe\/my-actor is live as latestTo go back, run this action with build: 0\.1\.3 and tags: latest\.\n/,
  );
  expect(summary).toContain(`<a href="${outputs['actor-url']}#/builds/0.1.3">0.1.3</a>`);
  expect(log).toContain('\nBuild 0.2.1 is live as latest: ');
});

test.concurrent.each([
  ['a number', '0.1.1', '0.1.1'],
  ['previous, which skips a build that failed', 'previous', '0.1.1'],
])('finds the build by %s', async (_name, build, number) => {
  await using scenario = await start();
  const { exitCode, outputs } = await scenario.run({ build });
  expect([exitCode, outputs['build-number'], scenario.tags()['latest']]).toEqual([0, number, number]);
});

test.concurrent('finds the build by its ID, and moves several tags', async () => {
  await using scenario = await start();
  const { exitCode, log } = await scenario.run({ build: scenario.builds[0]?.id ?? '', tags: 'latest\nbeta\n' });
  expect(exitCode).toBe(0);
  expect(log).toContain('beta: no build -> build 0.1.1\nBuild 0.1.1 is live as latest, beta: ');
  expect(scenario.tags()).toEqual({ latest: '0.1.1', beta: '0.1.1', candidate: '0.2.1' });
});

test.concurrent('finds the previous build of a tag without a number', async () => {
  await using scenario = await start();
  const edit = (actor: Record<string, unknown>) => ({
    ...actor,
    taggedBuilds: { latest: { buildId: scenario.builds[2]?.id } },
  });
  scenario.emulator.addFault({ method: 'GET', path: /\/acts\/[^/]+$/, fault: { kind: 'edit', edit } });
  const { outputs } = await scenario.run({ build: 'previous' });
  expect(outputs['build-number']).toBe('0.1.1');
});

test.concurrent('rolls back although other properties in actor.json are wrong', async () => {
  const broken = { name: 'my-actor', version: 1, title: 5, environmentVariables: { PORT: 80 } };
  await using scenario = await start({ '.actor/actor.json': JSON.stringify(broken) });
  const { exitCode, annotations } = await scenario.run({ build: 'previous' });
  expect([exitCode, annotations]).toEqual([0, []]);
  expect(scenario.tags()['latest']).toBe('0.1.1');
});

test.concurrent('a wrong name in actor.json is an error at its line', async () => {
  await using scenario = await start({ '.actor/actor.json': '{\n  "name": "my actor"\n}' });
  const { exitCode, annotations } = await scenario.run({ build: 'previous' });
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ properties: { file: '.actor/actor.json', line: '2' } }]);
});

test.concurrent('shows how to roll back each tag that moved', async () => {
  await using scenario = await start();
  const { log, summary } = await scenario.run({ build: '0.1.3', tags: 'latest\ncandidate\nbeta' });
  expect(log).toContain('Build 0.1.3 is live as latest, candidate, beta');
  expect(summary.match(/<p>To go back.*<\/p>/g)).toEqual([
    '<p>To go back, run this action with <code>build: 0.2.1</code> and <code>tags: candidate</code>.</p>',
  ]);
});

test.concurrent('a rejected move shows that the tag still points to the previous build', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
  const { exitCode, outputs, summary } = await scenario.run({ build: 'candidate' });
  expect([exitCode, outputs['promoted']]).toEqual([1, undefined]);
  expect(summary).toMatch(/❌ <code>latest<\/code> of .* did not move/);
  expect(textOf(summary)).toContain('\nlatest0.1.30.1.3\n');
  expect(summary).not.toContain('To go back');
});

// Windows ends a process that receives a signal at once.
const onSystemsWithSignals = process.platform === 'win32' ? test.skip : test.concurrent;

onSystemsWithSignals('a cancellation while the tags are moved reports that the result is unknown', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'hang' } });
  const { exitCode, annotations, summary } = await scenario.cancelAt(/^PUT/, 1);
  expect(exitCode).toBe(1);
  expect(annotations[0]?.message).toMatch(/^Canceled \(SIGINT\): the tags may or may not have been moved\n/);
  expect(summary).toMatch(/❌ <code>latest<\/code> of .* may or may not have moved/);
  expect(textOf(summary)).toContain('\nlatest0.1.3unknown\n');
});

onSystemsWithSignals('a cancellation while the tags are read reports that they were moved', async () => {
  await using scenario = await start();
  const path = /\/acts\/[^/]+$/;
  const edit = ({ taggedBuilds: _tags, ...actor }: Record<string, unknown>) => actor;
  scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'edit', edit } });
  scenario.emulator.addFault({ method: 'GET', path, skip: 1, fault: { kind: 'hang' } });
  const { exitCode, annotations, summary } = await scenario.cancelAt(/^GET \S*\/acts\/[^/]+$/, 2);
  expect(exitCode).toBe(1);
  expect(annotations[0]?.message).toMatch(/^Canceled \(SIGINT\): the tags were already moved\n/);
  expect(summary).toMatch(/❌ <code>latest<\/code> of .* will point to build .*0\.2\.1/);
  expect(summary).toContain('To go back');
});

test.concurrent('writes nothing if the tag already points to the build', async () => {
  await using scenario = await start();
  const { exitCode, outputs, annotations, log } = await scenario.run({ build: '0.1.3' });
  expect(log).toContain('latest: build 0.1.3\n');
  expect([exitCode, outputs['promoted'], scenario.writes()]).toEqual([0, 'true', []]);
  expect(annotations).toMatchObject([
    { kind: 'notice', message: expect.stringContaining('already point to build 0.1.3') },
  ]);
});

test.concurrent('a dry run shows the move and writes nothing', async () => {
  await using scenario = await start();
  const { exitCode, outputs, log, summary } = await scenario.run({ build: 'candidate', 'dry-run': 'true' });
  expect(textOf(summary)).toMatch(/^📝 Dry run: latest of janedoe\/my-actor would point to build 0\.2\.1\n/);
  expect([exitCode, outputs['promoted'], scenario.writes()]).toEqual([0, undefined, []]);
  expect(log).toContain('latest: build 0.1.3 -> build 0.2.1');
});

test.concurrent('a dry run without a token sends no request', async () => {
  await using scenario = await start();
  const { exitCode, annotations, summary } = await scenario.run({ build: 'candidate', 'dry-run': 'true', token: '' });
  expect([exitCode, scenario.emulator.requests]).toEqual([0, []]);
  expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('Nothing was changed') }]);
  expect(textOf(summary)).toMatch(/^📝 Dry run: latest of the Actor did not move\n/);
});

test.concurrent('a failed request for the account does not matter if actor-id is set', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ path: /\/users\/me$/, fault: { kind: 'status', status: 500 } });
  const { exitCode } = await scenario.run({ build: 'candidate', 'actor-id': 'janedoe/my-actor' });
  expect([exitCode, scenario.tags()['latest']]).toEqual([0, '0.2.1']);
});

test.concurrent.each<[string, typeof smallActor, string]>([
  ['actor.json', {}, '.actor/actor.json does not exist, and the actor-id input is empty'],
  [
    'a name in actor.json',
    { '.actor/actor.json': '{}' },
    '.actor/actor.json has no "name", and the actor-id input is empty',
  ],
])('without actor-id and without %s, the error names both ways to set the Actor', async (_name, files, message) => {
  await using scenario = await start({ 'main.js': '', ...files });
  const { exitCode, annotations } = await scenario.run({ build: 'candidate' });
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining(message) }]);
});

test.concurrent('expect accepts the current build by its number', async () => {
  await using scenario = await start();
  expect((await scenario.run({ build: 'candidate', expect: '0.1.3' })).exitCode).toBe(0);
});

test.concurrent.each([
  ['a build that failed', { build: '0.1.2' }, 'is "0.1.2", which has the status FAILED'],
  ['a number that does not exist', { build: '0.1.9' }, 'is not among the newest'],
  ['a tag that does not exist', { build: 'beta' }, 'is neither a build nor a tag of this Actor'],
  ['no build', { build: '' }, 'The build input is empty'],
  [
    'a tag with white space',
    { build: 'candidate', tags: 'beta\na b' },
    'The tags input contains "a b", which is not a valid tag',
  ],
  [
    'previous if no older build succeeded',
    { build: 'previous', tags: 'candidate' },
    'does not exist: no older build of the same version as 0.2.1 succeeded',
  ],
  ['previous of a tag without a build', { build: 'previous', tags: 'beta' }, 'does not point to a build'],
  ['a tag without a build and expect', { build: 'candidate', tags: 'beta', expect: '0.1.1' }, 'The tag beta does not'],
  [
    'a current build that differs from expect',
    { build: 'candidate', expect: '0.1.1' },
    'points to build 0.1.3, but the expect input requires build 0.1.1',
  ],
])('%s is one error, and nothing is written', async (_name, inputs, message) => {
  await using scenario = await start();
  const { exitCode, annotations, summary } = await scenario.run(inputs);
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining(message) }]);
  expect(summary).toContain('❌');
  expect(scenario.writes()).toEqual([]);
});

test.concurrent('a tag that could not be moved is an error without instructions to roll back', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'PUT', fault: { kind: 'status', status: 403 } });
  const { exitCode, summary } = await scenario.run({ build: 'candidate' });
  expect(exitCode).toBe(1);
  expect(textOf(summary)).toMatch(
    /^❌ latest of janedoe\/my-actor did not move\n[\s\S]*TagBuild beforeBuild after\nlatest0\.1\.30\.1\.3\n/,
  );
  expect(summary).not.toContain('To go back');
});

test.concurrent('a build of another Actor is an error', async () => {
  await using scenario = await start();
  const other = scenario.emulator.addActor({ name: 'other', versions: [{ versionNumber: '0.1' }] });
  const build = scenario.emulator.addBuild(other, { versionNumber: '0.1' });
  const { exitCode, annotations } = await scenario.run({ build: build.id });
  expect(exitCode).toBe(1);
  expect(annotations).toMatchObject([{ kind: 'error', message: expect.stringContaining('belongs to another Actor') }]);
});

onSystemsWithSignals('a cancellation after the tags have moved reports that they were moved', async () => {
  await using scenario = await start();
  scenario.emulator.addFault({ method: 'GET', path: /\/acts\/[^/]+$/, skip: 1, fault: { kind: 'hang' } });
  const { exitCode, annotations, outputs } = await scenario.cancelAt(/^GET \S*\/acts\/[^/]+$/, 2);
  expect([exitCode, outputs['promoted']]).toEqual([1, 'true']);
  expect(annotations[0]?.message).toMatch(/^Canceled \(SIGINT\): the tags were already moved\n/);
});
