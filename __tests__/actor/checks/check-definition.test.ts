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
  test('a schema that does not exist is an error at its key', async () => {
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

  test('a path that is right only from the folder of the Actor is checked there', async () => {
    const problems = await check({ input: './input.json' }, { 'input.json': '{' });
    expect(problems).toMatchObject([{ file: 'input.json', message: 'The file is not valid JSON', level: 'error' }]);
  });

  test.each(['INPUT_SCHEMA.json', '.actor/INPUT_SCHEMA.json'])(
    'an input schema at %s is checked without a name',
    async (name) => {
      expect(await check({}, { [name]: '[]' })).toMatchObject([
        { file: name, message: 'The file is an array, not object' },
      ]);
    },
  );

  test('a schema of several megabytes is one error', async () => {
    const problems = await check({ input: './input.json' }, { '.actor/input.json': ' '.repeat(2 * 1024 ** 2) });
    expect(problems).toMatchObject([{ pointer: '/input', level: 'error' }]);
  });

  test('a schema that is nested too deep is one error', async () => {
    const problems = await check(
      { input: './input.json' },
      { '.actor/input.json': `${'[['.repeat(50_000)}${']]'.repeat(50_000)}` },
    );
    expect(problems).toMatchObject([
      { file: '.actor/input.json', message: 'The file is nested more than 100 levels deep' },
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

describe('actor.json', () => {
  test.each([
    [{ actorSpecification: undefined }, '', 'The file has no actorSpecification', 'warning'],
    [{ dockerFile: './Dockerfile' }, '/dockerFile', 'dockerFile is not a key that Apify knows', 'warning'],
    [
      { enviromentVariables: {} },
      '/enviromentVariables',
      'enviromentVariables is not a key that Apify knows',
      'warning',
    ],
    [
      { minMemoryMbytes: 512, maxMemoryMbytes: 256 },
      '/minMemoryMbytes',
      'minMemoryMbytes is 512, more than maxMemoryMbytes (256)',
      'error',
    ],
  ])('%j', async (actorJson, pointer, message, level) => {
    expect(await check(actorJson)).toMatchObject([{ pointer, message, level }]);
  });

  test('an unknown key that is no typing mistake is allowed', async () => {
    expect(await check({ internalNotes: 'x' })).toEqual([]);
  });

  test('a schema that is written in actor.json is checked at its place', async () => {
    expect(
      await check({ output: { actorOutputSchemaVersion: 1, properties: { a: { type: 'string' } } } }),
    ).toMatchObject([
      {
        file: '.actor/actor.json',
        line: 8,
        pointer: '/output/properties/a',
        message: 'output.properties.a has no template',
      },
    ]);
  });
});

describe('input fields', () => {
  test.each([
    [{ title: undefined }, '/properties/a', 'properties.a has no title', 'error'],
    [{ editor: undefined }, '/properties/a', 'properties.a has no editor', 'error'],
    [{ editor: 'novelty' }, '/properties/a/editor', 'which Apify does not accept here', 'warning'],
    [{ editor: 'json' }, '/properties/a/editor', 'which Apify does not accept here', 'error'],
    [{ novelty: 1 }, '/properties/a/novelty', 'is not a key that Apify knows', 'warning'],
    [{ minimum: 1 }, '/properties/a/minimum', 'is not allowed here', 'error'],
    [{ type: 'novelty' }, '/properties/a/type', 'is not a field type that Apify knows', 'warning'],
    [{ prefill: 7 }, '/properties/a/prefill', 'is a number, not string', 'error'],
    [{ pattern: '(' }, '/properties/a/pattern', 'is not a valid regular expression', 'error'],
    [{ pattern: '^b', prefill: 'a' }, '/properties/a/prefill', 'does not match the pattern of its field', 'warning'],
    [{ maxLength: 1, default: 'ab' }, '/properties/a/default', 'has 2 characters, but maxLength is 1', 'warning'],
    [{ pattern: '^(a+)+$', prefill: `${'a'.repeat(40)}b` }, '/properties/a/prefill', 'within 1 second', 'warning'],
  ])('%j', async (change, pointer, message, level) => {
    const problems = await check(
      { input: './input.json' },
      { '.actor/input.json': inputSchema({ a: { ...field, ...change } }) },
    );
    expect(problems).toMatchObject([{ pointer, message: expect.stringContaining(message), level }]);
  });

  test('a mistake in a nested field points to that field', async () => {
    const nested = {
      title: 'N',
      type: 'object',
      description: 'N',
      editor: 'schemaBased',
      properties: { b: { ...field, title: 7 } },
    };
    expect(await check({ input: './input.json' }, { '.actor/input.json': inputSchema({ a: nested }) })).toMatchObject([
      {
        pointer: '/properties/a/properties/b/title',
        message: expect.stringContaining('is a number, not string'),
        line: 13,
      },
    ]);
  });

  test('a required name without a property is an error at its line', async () => {
    const text = inputSchema({ a: field }, { required: ['a', 'b'] });
    expect(await check({ input: './input.json' }, { '.actor/input.json': text })).toMatchObject([
      { pointer: '/required/1', message: 'required.1 names b, which has no property', line: 15 },
    ]);
  });
});
