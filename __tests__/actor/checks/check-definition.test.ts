import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../../src/actor/checks/check-definition.ts';
import type { Problem } from '../../../src/errors.ts';
import { diskTakesLinks } from '../../support/disk.ts';

let workspace = '';

beforeEach(async () => {
  workspace = await realpath(await mkdtemp(path.join(tmpdir(), 'definition-')));
});
afterEach(() => rm(workspace, { recursive: true, force: true, maxRetries: 10 }));

async function check(actorJson: object, files: Readonly<Record<string, string>> = {}): Promise<readonly Problem[]> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), text);
  }
  const text = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', ...actorJson }, null, 2);
  return checkDefinition({ workspace, folder: '', text });
}

const field = { title: 'Name', type: 'string', description: 'A name', editor: 'textfield' };
function inputSchema(properties: object, more: object = {}): string {
  return JSON.stringify({ title: 'Input', type: 'object', schemaVersion: 1, properties, ...more }, null, 2);
}

test('a definition without mistakes has no problems', async () => {
  expect(await check({ input: './input.json' }, { '.actor/input.json': inputSchema({ name: field }) })).toEqual([]);
});

describe('files', () => {
  test('reports a schema that does not exist at its key', async () => {
    expect(await check({ storages: { dataset: './dataset.json' } })).toMatchObject([
      {
        file: '.actor/actor.json',
        line: 6,
        pointer: '/storages/dataset',
        level: 'error',
        message: expect.stringContaining('.actor/dataset.json, which does not exist'),
      },
    ]);
  });

  test('checks the file if the path is relative to the Actor folder', async () => {
    const problems = await check({ input: './input.json' }, { 'input.json': '{' });
    expect(problems).toMatchObject([
      { pointer: '/input', level: 'warning', hint: 'Write "../input.json".' },
      { file: 'input.json', message: 'The file is not valid JSON: the end of the file', level: 'error' },
    ]);
  });

  test.each(['INPUT_SCHEMA.json', '.actor/INPUT_SCHEMA.json'])(
    'checks an input schema at %s even if actor.json does not name it',
    async (name) => {
      expect(await check({}, { [name]: '[]' })).toMatchObject([
        { file: name, message: 'The file is an array, not an object' },
      ]);
    },
  );

  test('reports one error for a schema of several megabytes', async () => {
    const problems = await check({ input: './input.json' }, { '.actor/input.json': ' '.repeat(2 * 1024 ** 2) });
    expect(problems).toMatchObject([{ pointer: '/input', level: 'error' }]);
  });

  test('reports one error for a schema that is nested too deeply', async () => {
    const problems = await check(
      { input: './input.json' },
      { '.actor/input.json': `${'[['.repeat(50_000)}${']]'.repeat(50_000)}` },
    );
    expect(problems).toMatchObject([
      { file: '.actor/input.json', message: 'The file has more than 100 levels of nesting' },
    ]);
  });

  (diskTakesLinks ? test : test.skip)('a schema outside the workspace is an error and is not read', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
    await writeFile(path.join(outside, 'secret.json'), 'secret');
    await symlink(path.join(outside, 'secret.json'), path.join(workspace, 'link.json'));
    expect(await check({ output: '../link.json' })).toMatchObject([
      { pointer: '/output', level: 'error', message: expect.stringContaining('leads out of the workspace') },
    ]);
    await rm(outside, { recursive: true });
  });
});

test('reports mistakes in an inline schema at their lines in actor.json', async () => {
  expect(await check({ output: { actorOutputSchemaVersion: 1, properties: { a: { type: 'string' } } } })).toMatchObject(
    [
      {
        file: '.actor/actor.json',
        line: 8,
        pointer: '/output/properties/a',
        message: 'output.properties.a has no template',
      },
    ],
  );
});

test('reports mistakes in the inline schemas of several storages at their lines in actor.json', async () => {
  const storages = {
    datasets: { pages: { actorSpecification: 1, views: 7 } },
    keyValueStores: { images: { actorKeyValueStoreSchemaVersion: 1, title: 'Images', collections: 7 } },
  };
  expect((await check({ storages })).map(({ pointer }) => pointer)).toEqual([
    '/storages/datasets/pages/views',
    '/storages/keyValueStores/images/collections',
  ]);
});

test('ignores the older schema keys if the new keys exist', async () => {
  expect(await check({ input: {}, inputSchema: './gone.json' })).not.toMatchObject([{ pointer: '/inputSchema' }]);
  expect(await check({ inputSchema: './gone.json' })).toMatchObject([{ pointer: '/inputSchema' }]);
});

test('checks a file once if two keys name it', async () => {
  const storages = { dataset: './a.json', datasets: { b: './a.json' } };
  expect(await check({ storages }, { '.actor/a.json': '[]' })).toHaveLength(1);
});

test.each(['[]', '7', '{', '['.repeat(100_000)])(
  'reports no problems in an actor.json that is not an object: %.9s',
  async (text) => {
    expect(await checkDefinition({ workspace, folder: '', text })).toEqual([]);
  },
);
