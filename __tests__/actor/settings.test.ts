import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { checkSettings, readSettings } from '../../src/actor/settings.ts';

test('accepts every documented setting', () => {
  const settings = {
    title: 'A'.repeat(45),
    description: null,
    seoTitle: 'A'.repeat(40),
    seoDescription: 'A'.repeat(150),
    categories: ['AI'],
    defaultRunOptions: { build: 'latest', timeoutSecs: 0, memoryMbytes: 1024, restartOnError: true, maxItems: null },
    exampleRunInput: { body: '{}', contentType: 'application/json' },
    actorStandby: { isEnabled: true, build: 'latest', idleTimeoutSecs: 300, memoryMbytes: null },
  };
  expect(checkSettings(settings)).toEqual([]);
});

test.each([
  [{ name: 'x' }, ['name'], 'is not a setting that this action updates'],
  [{ isPublic: true }, ['isPublic'], 'is not a setting that this action updates'],
  [{ pricingInfos: [] }, ['pricingInfos'], 'is not a setting that this action updates'],
  [{ __proto__: null, constructor: 1 }, ['constructor'], 'is not a setting that this action updates'],
  [{ description: 7 }, ['description'], 'is not a string or null'],
  [{ categories: ['AI', 7] }, ['categories'], 'is not an array of strings or null'],
  [{ defaultRunOptions: null }, ['defaultRunOptions'], 'is not an object'],
  [{ defaultRunOptions: { timeoutSecs: '60' } }, ['defaultRunOptions', 'timeoutSecs'], 'is not an integer'],
  [{ defaultRunOptions: { timeout: 60 } }, ['defaultRunOptions', 'timeout'], 'is not a documented setting'],
  [{ actorStandby: { isEnabled: 'yes' } }, ['actorStandby', 'isEnabled'], 'is not a boolean or null'],
])('rejects %j', (settings, at, message) => {
  expect(checkSettings(settings)).toEqual([{ level: 'error', path: at, message, hint: expect.any(String) }]);
});

test.each([
  [{ title: 'Short' }, 'Apify recommends 40 to 50.'],
  [{ seoDescription: 'A'.repeat(200) }, 'Apify recommends 140 to 156.'],
])('prints a warning about a length outside the recommended range: %j', (settings, hint) => {
  expect(checkSettings(settings)).toMatchObject([{ level: 'warning', hint }]);
});

test('reads a file in the working directory, and reports its mistakes at their lines', async () => {
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'settings.json'), '{\n  "description": "A",\n  "isPublic": true\n}\n');
  const read = await readSettings({ workspace: folder.path, folder: '', path: 'settings.json' });
  expect(read.problems).toMatchObject([
    { file: 'settings.json', line: 3, column: 3, pointer: '/isPublic', level: 'error' },
  ]);
});

test.each([
  ['missing.json', undefined, 'does not exist'],
  ['settings.json', '{', 'is not valid JSON'],
  ['settings.json', '[]', 'is not a JSON object'],
  ['../outside.json', '{}', 'leads out of the workspace'],
  ['settings.json', ' '.repeat(2 * 1024 ** 2), 'has 2.1 MB'],
])('reports one error for %s with %j', async (name, text, message) => {
  await using folder = await temporaryFolder();
  const workspace = path.join(folder.path, 'workspace');
  await mkdir(workspace);
  if (text !== undefined) await writeFile(path.join(workspace, name), text);
  const read = await readSettings({ workspace, folder: '', path: name });
  expect(read.problems).toMatchObject([{ level: 'error', message: expect.stringContaining(message) }]);
});

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'settings-')));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) };
}
