import { describe, expect, test } from '@jest/globals';
import { readActors } from '../../../src/actions/discover/actors.ts';
import { outputsOf, rowOf } from '../../../src/actions/discover/outputs.ts';
import { actorFiles } from '../../support/history.ts';
import { createTree } from '../../support/tree.ts';

/** Reads Actors of these definitions, or texts, by their folders. */
async function read(definitions: Readonly<Record<string, Readonly<Record<string, unknown>> | string>>) {
  using tree = createTree();
  for (const [folder, definition] of Object.entries(definitions)) {
    const files = actorFiles(folder, typeof definition === 'string' ? {} : definition);
    for (const [name, content] of Object.entries(files)) {
      tree.file(name, typeof definition === 'string' && name.endsWith('actor.json') ? definition : content);
    }
  }
  return await readActors(tree.folder, Object.keys(definitions), new Set(Object.keys(definitions)));
}

describe('rows of the matrix', () => {
  test.each<[string, string, Record<string, unknown>, object]>([
    [
      'everything that actor.json tells',
      'packages/a',
      { name: 'my-actor', version: '1.0', buildTag: 'beta', title: 'My "Actor"' },
      {
        name: 'my-actor',
        directory: 'packages/a',
        version: '1.0',
        'build-tag': 'beta',
        title: 'My "Actor"',
        'source-type': '',
        reason: 'because',
      },
    ],
    [
      'nothing but a folder',
      'packages/a',
      { name: undefined, version: undefined },
      { name: '', version: '', 'build-tag': '', title: '' },
    ],
    ['the root', '', { name: 'root' }, { name: 'root', directory: '.' }],
  ])('%s', async (_title, folder, definition, expected) => {
    const { actors } = await read({ [folder]: definition });
    expect(actors.map((actor) => rowOf(actor, 'because'))).toEqual([expect.objectContaining(expected)]);
  });

  test.each<[string, string, Record<string, string>, readonly string[]]>([
    ['a Dockerfile in .actor', 'packages/a', { dockerfile: './Dockerfile' }, []],
    ['a Dockerfile in the folder', 'packages/a', { dockerfile: '../Dockerfile' }, []],
    ['a context that is the folder', 'packages/a', { dockerContextDir: '..' }, []],
    ['a context in the folder', 'packages/a', { dockerContextDir: '../docker/' }, []],
    ['a context that leaves and comes back', 'packages/a', { dockerContextDir: '../../a' }, []],
    ['a folder that begins alike', 'packages/a', { dockerContextDir: '../../ab' }, ['packages/ab']],
    ['a context above', 'packages/a', { dockerContextDir: '../..' }, ['packages']],
    ['a context at the root', 'packages/a', { dockerContextDir: '../../../' }, ['']],
    [
      'a context beside, and a Dockerfile',
      'packages/a',
      { dockerContextDir: '../../../libs', dockerfile: '../../D' },
      ['libs', 'packages/D'],
    ],
    ['out of the repository', 'packages/a', { dockerContextDir: '../../../..' }, ['..']],
    ['absolute', 'packages/a', { dockerfile: '/docker/Dockerfile' }, ['docker/Dockerfile']],
    ['of the Actor at the root', '', { name: 'root', dockerContextDir: '..' }, []],
    ['of the Actor at the root, out of it', '', { name: 'root', dockerContextDir: '../..' }, ['..']],
  ])('source-type for %s', async (_title, folder, definition, outside) => {
    const { actors } = await read({ [folder]: definition });
    expect(actors.map((actor) => actor.outside)).toEqual([outside]);
    expect(actors.map((actor) => rowOf(actor, '')['source-type'])).toEqual([outside.length > 0 ? 'GIT_REPO' : '']);
  });
});

describe('outputs', () => {
  async function rows(count: number) {
    const { actors } = await read({ 'packages/a': {} });
    return Array.from({ length: count }, () => rowOf(actors[0] as (typeof actors)[0], 'changed'));
  }

  test('of no Actor', () => {
    expect(outputsOf([])).toEqual({ matrix: '{"include":[]}', directories: '[]', any: 'false', count: '0' });
  });

  test('of some', async () => {
    const two = await rows(2);
    expect(outputsOf(two)).toEqual({
      matrix: JSON.stringify({ include: two }),
      directories: '["packages/a","packages/a"]',
      any: 'true',
      count: '2',
    });
  });

  test("256 are GitHub's limit", async () => {
    expect(outputsOf(await rows(256))).toMatchObject({ count: '256' });
    const tooMany = await rows(257);
    expect(() => outputsOf(tooMany)).toThrow(
      expect.objectContaining({
        message: '257 Actors are to be deployed, and a matrix has 256 jobs at most',
        hint: expect.stringMatching(/in parts/),
      }),
    );
  });
});

describe('what is wrong', () => {
  test('an actor.json that does not parse is an error at its line', async () => {
    await expect(read({ 'packages/a': {}, 'packages/b': '{\n  "name": "b",\n}\n' })).rejects.toMatchObject({
      message: expect.stringMatching(/^packages\/b\/\.actor\/actor\.json is not valid JSON: line 2/),
      hint: expect.stringMatching(/trailing commas/),
      place: { file: 'packages/b/.actor/actor.json', line: 2, column: 14 },
    });
  });

  test('several are one error, at the place of the first', async () => {
    await expect(read({ 'p/a': '{}}', 'p/b': {}, 'p/c': { version: 1 }, 'p/d': '[]' })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^3 Actors have mistakes in their actor\.json:\n- p\/a\/.* JSON.*\n- p\/c\/.*version is the number 1.*\n- p\/d\/.*a list/,
      ),
      place: { file: 'p/a/.actor/actor.json', line: 1 },
    });
  });

  test('two Actors of one name are a warning that names them', async () => {
    const { diagnostics, actors } = await read({ a: { name: 'same' }, b: { name: 'other' }, 'c/d': { name: 'same' } });
    expect(actors).toHaveLength(3);
    expect(diagnostics).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(/^2 Actors are called same: a, c\/d\. /),
        place: { file: 'c/d/.actor/actor.json' },
      },
    ]);
  });

  test('two Actors without a name are not of one name', async () => {
    expect((await read({ a: { name: undefined }, b: { name: undefined } })).diagnostics).toEqual([]);
  });

  test('hundreds are read', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `packages/actor-${index}`);
    const { actors } = await read(Object.fromEntries(names.map((name) => [name, {}])));
    expect(actors.map(({ folder }) => folder)).toEqual(names);
  });
});
