import { expect, test } from '@jest/globals';
import { type Scenario, smallActor, startScenario } from '../support/deployment.ts';

const title = 'A title of the length that Apify recommends';

function start(settings: object | string, more: Parameters<typeof startScenario>[0] = {}): Promise<Scenario> {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings, null, 2);
  return startScenario({ ...more, files: { ...smallActor, ...more.files, 'actor-settings.json': text } });
}

const input = { 'actor-settings': 'actor-settings.json' };
const put = 'PUT /acts/';

function actorUpdates({ emulator, actor }: Scenario): readonly unknown[] {
  return emulator.requests
    .filter(({ method, path }) => method === 'PUT' && path.endsWith(`/${actor?.id}`))
    .map(({ json }) => json);
}

test.concurrent('sends settings that differ after the build, and shows the old and new values', async () => {
  await using scenario = await start({ title, seoTitle: null, defaultRunOptions: { memoryMbytes: 512 } });
  const { outputs, log, summary, annotations } = await scenario.run(input);
  expect(actorUpdates(scenario)).toEqual([
    { title, defaultRunOptions: { build: 'latest', timeoutSecs: 3600, memoryMbytes: 512 } },
  ]);
  expect(scenario.writes().at(-1)).toContain(put);
  expect(outputs['settings-changed']).toBe('["title","defaultRunOptions"]');
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ settingsChanged: ['title', 'defaultRunOptions'] });
  for (const line of [`title: not set → "${title}"`, 'defaultRunOptions.memoryMbytes: 1024 → 512']) {
    expect(log).toContain(line);
  }
  expect(summary).toContain('defaultRunOptions.memoryMbytes: 1024 → 512');
  expect(annotations).toEqual([]);
});

test.concurrent('settings that equal those on Apify are not sent', async () => {
  await using scenario = await start({ seoTitle: null, defaultRunOptions: { memoryMbytes: 1024 } });
  const { outputs } = await scenario.run(input);
  expect([actorUpdates(scenario), outputs['settings-changed']]).toEqual([[], '[]']);
});

test.concurrent('with build: false, settings are sent after the update', async () => {
  await using scenario = await start({ title });
  const { outputs } = await scenario.run({ ...input, build: 'false' });
  expect(scenario.writes()).toEqual(['POST /acts/janedoe~my-actor/versions/0.1', `${put}${scenario.actor?.id}`]);
  expect(outputs['settings-changed']).toBe('["title"]');
});

test.concurrent('with wait-for-finish: 0, a warning says that the settings are not updated', async () => {
  await using scenario = await start({ title });
  const { annotations, outputs } = await scenario.run({ ...input, 'wait-for-finish': '0' });
  expect(annotations).toMatchObject([{ kind: 'warning', message: expect.stringContaining('wait-for-finish: 0') }]);
  expect([actorUpdates(scenario), outputs['settings-changed']]).toEqual([[], undefined]);
});

test.concurrent('settings are not sent if the build failed or has not ended', async () => {
  await using scenario = await start({ title });
  scenario.emulator.queueNextBuild({ status: 'FAILED' });
  await scenario.run(input);
  scenario.emulator.queueNextBuild({ readyMs: 20_000 });
  const { annotations } = await scenario.run({ ...input, 'wait-for-finish': '1' });
  expect(annotations.map(({ message }) => message)).toContainEqual(expect.stringContaining('were not updated'));
  expect(actorUpdates(scenario)).toEqual([]);
});

test.concurrent('a dry run without a token shows the new values', async () => {
  await using scenario = await start({ title, defaultRunOptions: { memoryMbytes: 512 } });
  const { exitCode, log } = await scenario.run({ ...input, 'dry-run': 'true', token: '' });
  expect(exitCode).toBe(0);
  const values = [`  title: "${title}"`, '  defaultRunOptions: {"memoryMbytes":512}'];
  expect(log).toContain(["Update the Actor's settings", ...values].join('\n'));
});

test.concurrent('a new Actor gets the settings too', async () => {
  await using scenario = await start({ title, categories: ['AI'] }, { versions: 'none' });
  const { outputs } = await scenario.run(input);
  expect(outputs['settings-changed']).toBe('["title","categories"]');
  expect(scenario.emulator.platform.actors[0]?.settings).toMatchObject({ title, categories: ['AI'] });
});

test.concurrent("the file's Standby settings replace usesStandbyMode, in one request", async () => {
  const actorJson = { actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode: true };
  const more = {
    files: { '.actor/actor.json': JSON.stringify(actorJson) },
    actorStandby: { isEnabled: true, memoryMbytes: 1024 },
  };
  await using scenario = await start({ actorStandby: { isEnabled: false, idleTimeoutSecs: 60 } }, more);
  await scenario.run({ ...input, build: 'false' });
  expect(actorUpdates(scenario)).toEqual([
    { actorStandby: { isEnabled: false, memoryMbytes: 1024, idleTimeoutSecs: 60 } },
  ]);
  await using other = await start({ actorStandby: { idleTimeoutSecs: 60 } }, { files: more.files });
  await other.run({ ...input, build: 'false' });
  expect(actorUpdates(other)).toEqual([{ actorStandby: { isEnabled: true, idleTimeoutSecs: 60 } }]);
});

test.concurrent('a dry run shows the old and new values, and sends nothing', async () => {
  await using scenario = await start({ title });
  const { log, summary, outputs } = await scenario.run({ ...input, 'dry-run': 'true' });
  for (const text of [log, summary]) expect(text).toMatch(/title: not set → (?:"|&#34;)A title of/);
  expect([scenario.writes(), outputs['settings-changed']]).toEqual([[], undefined]);
});

test.concurrent.each([
  [
    'unknown keys',
    '{\n  "isPublic": true,\n  "titel": "a"\n}',
    2,
    /2 mistakes:\n- line 2: isPublic .*\n- line 3: titel /,
  ],
  ['a wrong type', '{\n  "title": 7\n}', 2, /title is not a string/],
  ['invalid JSON', '{\n  "title": "a",\n}', 2, /actor-settings\.json: The file is not valid JSON: a trailing comma/],
  ['deep nesting', `{"a":${'['.repeat(100_000)}`, 1, /100 levels/],
  ['50 MB', ' '.repeat(50_000_000), 1, /has 50\.0 MB/],
])('a file with %s is one error at its line, and nothing is written', async (_title, text, line, message) => {
  await using scenario = await start(text);
  const { annotations, outputs } = await scenario.run(input);
  const errors = annotations.filter(({ kind }) => kind === 'error');
  expect(errors[0]?.message).toMatch(message);
  expect(errors.at(-1)?.properties['file']).toBe('actor-settings.json');
  expect(JSON.parse(outputs['problems'] ?? '')).toMatchObject(
    [{ file: 'actor-settings.json', line }, {}].slice(0, errors.length === 3 ? 2 : 1),
  );
  expect(scenario.emulator.requests).toEqual([]);
});

test.concurrent('a length that Apify does not recommend is a warning at its line', async () => {
  await using scenario = await start({ title: 'Short' });
  const { annotations } = await scenario.run({ ...input, build: 'false' });
  expect(annotations).toMatchObject([
    {
      kind: 'warning',
      properties: { file: 'actor-settings.json', line: '2' },
      message: expect.stringContaining('40 to 50'),
    },
  ]);
});

test.concurrent('a failure after the build is an error that lists the completed changes and the remaining ones', async () => {
  const versions = [{ versionNumber: '0.1', buildTag: 'latest' }];
  await using scenario = await start({ title, categories: ['AI'] }, { versions });
  scenario.emulator.addFault({
    method: 'PUT',
    path: new RegExp(`${scenario.actor?.id}$`),
    fault: { kind: 'status', status: 400 },
  });
  const { annotations, outputs, summary } = await scenario.run(input);
  expect(annotations).toMatchObject([
    {
      kind: 'error',
      message: expect.stringMatching(
        /The Actor's settings could not be updated: .*\nCorrect the value .*Console: title, categories\. .*Build 0\.1\.1 is live as latest\.$/s,
      ),
    },
  ]);
  expect(outputs).toMatchObject({ 'build-status': 'SUCCEEDED', promoted: 'true' });
  expect(summary).toContain('is live as <code>latest</code>, but the step failed');
});
