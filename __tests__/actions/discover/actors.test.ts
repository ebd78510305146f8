import { describe, expect, test } from '@jest/globals';
import { explainProblems, findNamesakes } from '../../../src/actions/discover/actor-problems.ts';
import { type FoundActor, readActors } from '../../../src/actions/discover/find-actors.ts';
import { outputsOf } from '../../../src/actions/discover/outputs.ts';
import { lastMatching, readPathPatterns } from '../../../src/source/rules/path-patterns.ts';
import { actorFiles } from '../../support/history.ts';
import { createTree } from '../../support/tree.ts';

/** Reads Actors. @param actors by folder: the definition, or the text of actor.json. */
async function read(definitions: Readonly<Record<string, Readonly<Record<string, unknown>> | string>>) {
  using tree = createTree();
  for (const [folder, definition] of Object.entries(definitions)) {
    const files = actorFiles(folder, typeof definition === 'string' ? {} : definition);
    for (const [name, content] of Object.entries(files)) {
      tree.file(name, typeof definition === 'string' && name.endsWith('actor.json') ? definition : content);
    }
  }
  return await readActors(tree.folder, Object.keys(definitions), () => false);
}

function decisionsOn(actors: readonly FoundActor[], reason: string) {
  return actors.map((actor) => ({ ...actor, isAffected: true, reason, files: [] }));
}

/** The rows of the matrix. */
function rowsOf(actors: readonly FoundActor[], reason: string): unknown {
  return JSON.parse(outputsOf(decisionsOn(actors, reason))['matrix'] ?? '').include;
}

describe('a row of the matrix contains', () => {
  test.each<[string, string, Record<string, unknown>, object]>([
    [
      'the values of actor.json',
      'packages/a',
      { name: 'my-actor', version: '1.0', buildTag: 'beta', title: 'My "Actor"' },
      {
        name: 'my-actor',
        directory: 'packages/a',
        version: '1.0',
        'build-tag': 'beta',
        title: 'My "Actor"',
        reason: 'because',
      },
    ],
    [
      'the name of the folder for an Actor without a name',
      'packages/a',
      { name: undefined, version: undefined },
      { name: 'a', directory: 'packages/a', version: '', 'build-tag': '', title: '', reason: 'because' },
    ],
    [
      'a dot for the root',
      '',
      { name: 'root' },
      { name: 'root', directory: '.', version: '0.1', 'build-tag': '', title: '', reason: 'because' },
    ],
  ])('%s', async (_title, folder, definition, expected) => {
    const actors = await read({ [folder]: definition });
    expect(rowsOf(actors, 'because')).toEqual([expected]);
  });
});

describe('outputs', () => {
  async function decisions(count: number) {
    const [actor] = await read({ 'packages/a': {} });
    return decisionsOn(Array<FoundActor>(count).fill(actor as FoundActor), 'changed');
  }

  test('are empty lists without rows', () => {
    expect(outputsOf([])).toEqual({ matrix: '{"include":[]}', directories: '[]', any: 'false', count: '0' });
  });

  test('list the rows and their folders', async () => {
    const actor = { name: 'packages-a', directory: 'packages/a', version: '0.1', 'build-tag': '', title: '' };
    const row = { ...actor, reason: 'changed' };
    expect(outputsOf(await decisions(2))).toEqual({
      matrix: JSON.stringify({ include: [row, row] }),
      directories: '["packages/a","packages/a"]',
      any: 'true',
      count: '2',
    });
  });

  test("reject more than 256 rows, which is GitHub's limit", async () => {
    expect(outputsOf(await decisions(256))).toMatchObject({ count: '256' });
    const tooMany = await decisions(257);
    expect(() => outputsOf(tooMany)).toThrow(
      expect.objectContaining({
        message: '257 Actors are affected, but a matrix has at most 256 jobs',
        hint: expect.stringMatching(/actors input/),
      }),
    );
  });
});

describe('an actor.json with mistakes', () => {
  test('does not affect other Actors, and its row contains the name of the folder', async () => {
    const actors = await read({ 'packages/a': {}, 'packages/b': '{\n  "name": "b",\n}\n', 'packages/c': '[]' });
    expect(rowsOf(actors, '')).toMatchObject([
      { name: 'packages-a', version: '0.1' },
      { name: 'b', directory: 'packages/b', version: '', 'build-tag': '', title: '' },
      { name: 'c', directory: 'packages/c', version: '' },
    ]);
    expect(actors.map(({ problem }) => problem?.message)).toEqual([
      undefined,
      expect.stringMatching(/^packages\/b\/\.actor\/actor\.json is not valid JSON: line 2/),
      expect.stringMatching(/not an object/),
    ]);
  });

  test('is a warning at its line if its Actor is affected', async () => {
    const actors = await read({ "packages/it's [b]": '{\n  "name": "b",\n}\n' });
    expect(explainProblems(actors, () => true)).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(
          /is not valid JSON: line 2.*\nThe deployment of packages\/it's \[b\] will fail\. .* actors: '!packages\/it''s \\\[b\]'$/,
        ),
        place: { file: "packages/it's [b]/.actor/actor.json", line: 2, column: 14 },
      },
    ]);
  });

  test.each([
    ['', ['a', 'a/b'], '.', '*'],
    ['a', ['', 'b', 'a/b', 'ab'], 'a', 'a/*'],
  ])('in %j has a solution that keeps the Actors below it', async (folder, others, excluded, kept) => {
    const actors = await read({ [folder]: '{', ...Object.fromEntries(others.map((other) => [other, {}])) });
    const [warning] = explainProblems(actors, () => true);
    expect(warning?.message).toMatch(
      /will fail\. To exclude this folder, but not the Actors below it, add these lines to the actors input \(after \*\*, if the input is empty\):/,
    );
    const lines = warning?.message.split('\n').slice(-2).join('\n') ?? '';
    expect(lines).toBe(`  !${excluded}\n  ${kept}`);
    const patterns = readPathPatterns('actors', `**\n${lines}`);
    const included = actors.filter((actor) => lastMatching(patterns, actor.folder)?.excludes === false);
    expect(included.map((actor) => actor.folder)).toEqual(others);
  });

  test('is a debug line if its Actor is not affected', async () => {
    const actors = await read({ 'p/a': { version: 1 }, 'p/b': {} });
    expect(explainProblems(actors, () => false)).toEqual([
      { level: 'debug', message: expect.stringMatching(/p\/a\/\.actor\/actor\.json.*version is the number 1/) },
    ]);
  });

  test('still determines the Docker context', async () => {
    const actors = await read({ 'packages/a': { version: 1, dockerContextDir: '../../..' } });
    expect(actors).toMatchObject([{ context: '', uploadRoot: '', version: '' }]);
  });

  test('is reported if it has no name', async () => {
    const actors = await read({ a: { name: undefined } });
    expect(explainProblems(actors, () => true)).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/has no "name".*actor-id.*\n.*actors: '!a'$/s) },
    ]);
  });

  test('is reported if Git tracks it, but the checkout does not contain it', async () => {
    using tree = createTree();
    const [actor] = await readActors(tree.folder, ['a'], () => true);
    expect(actor?.problem).toMatchObject({
      message: 'a/.actor/actor.json is tracked by Git, but it is not in the checkout',
    });
    expect(await readActors(tree.folder, ['a'], () => false)).toEqual([]);
  });
});

describe('Actors with the same name', () => {
  test('cause a warning that names their folders', async () => {
    const actors = await read({ a: { name: 'same' }, b: { name: 'other' }, 'c/d': { name: 'same' } });
    expect(findNamesakes(actors)).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(/^2 Actors have the name same: a, c\/d\. /),
        place: { file: 'c/d/.actor/actor.json' },
      },
    ]);
  });

  test('do not include Actors without a name whose folders have the same name', async () => {
    expect(findNamesakes(await read({ 'x/a': { name: undefined }, 'y/a': { name: undefined } }))).toEqual([]);
  });
});

test('reads hundreds of Actors in the order of their folders', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `packages/actor-${index}`);
  const actors = await read(Object.fromEntries(names.map((name) => [name, {}])));
  expect(actors.map(({ folder }) => folder)).toEqual(names);
});
