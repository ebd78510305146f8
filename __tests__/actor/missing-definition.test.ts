import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { missingFields, missingFile, missingFileWarning } from '../../src/actor/missing-definition.ts';
import { createTree, type Tree } from '../support/tree.ts';

function makeTree(files: Readonly<Record<string, string>>): Tree {
  const tree = createTree();
  for (const [name, content] of Object.entries(files)) tree.file(name, content);
  return tree;
}

test('reports a file without a name, with both ways to set one', () => {
  const error = missingFields('a/.actor/actor.json', ['actor-id']);
  expect(error.message).toBe('a/.actor/actor.json has no "name", and the actor-id input is empty');
  expect(error.hint).toMatch(/actor-id input \(username\/name or an ID\), or "name" in a\/\.actor\/actor\.json\.$/);
  expect(error.place).toEqual({ file: 'a/.actor/actor.json', line: 1, column: 1 });
});

describe('reports a missing file', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'no similar file',
      { 'a.txt': '' },
      /^To provide the actor-id, set .* To provide the version, set the version input .*'0\.1'/,
    ],
    [
      'actor.json in the working directory',
      { 'actor.json': '{}' },
      /^actor\.json is not read: move it \(mkdir -p \.actor && git mv actor\.json \.actor\/actor\.json\)/,
    ],
    [
      '.actor/Actor.json',
      { '.actor/Actor.json': '{}' },
      /^\.actor\/Actor\.json is not read.*git mv \.actor\/Actor\.json \.actor\/actor\.json/,
    ],
    ['.Actor/actor.json', { '.Actor/actor.json': '{}' }, /^\.Actor\/actor\.json is not read.*git mv/],
    [
      'apify.json',
      { 'apify.json': '{}' },
      /^apify\.json has the old format.*move its name, version and buildTag.*"environmentVariables"/,
    ],
    [
      'an Actor in one subfolder',
      { 'a/b/.actor/actor.json': '{}' },
      /^These folders contain \.actor\/actor\.json: a\/b\. Set working-directory: a\/b\. To/,
    ],
    [
      'apify.json and Actors in subfolders',
      { 'apify.json': '{}', 'a/.actor/actor.json': '{}', 'b/.actor/actor.json': '{}' },
      /^apify\.json has the old format.* These folders contain \.actor\/actor\.json: a, b\. Set working-directory/,
    ],
    [
      '.actor/Actor.json and an Actor in a subfolder',
      { '.actor/Actor.json': '{}', 'a/.actor/actor.json': '{}' },
      /^\.actor\/Actor\.json is not read.* These folders contain \.actor\/actor\.json: a\. Set/,
    ],
  ])('with %s', async (_title, files, hint) => {
    using tree = makeTree(files);
    const folder = { workspace: tree.folder, workingDirectory: tree.folder };
    const error = missingFile(folder, ['actor-id', 'version']);
    expect(error.message).toBe('.actor/actor.json does not exist, and the actor-id and version inputs are empty');
    expect(error.hint).toMatch(hint);
    expect(missingFileWarning(folder)).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(/^\.actor\/actor\.json does not exist, so only the files are deployed/),
    });
  });

  test('lists at most 10 subfolders, the highest first, without links, hidden folders and node_modules', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `packages/p${String(index).padStart(2, '0')}`);
    const folders = [...names, 'z', '.github/x', 'node_modules/y'];
    using tree = makeTree(Object.fromEntries(folders.map((name) => [`${name}/.actor/actor.json`, '{}'])));
    const { hint } = missingFile({ workspace: tree.folder, workingDirectory: tree.folder }, ['version']);
    expect(hint).toContain(`: z, ${names.slice(0, 9).join(', ')} and 3 more. Set working-directory to one of them.`);
  });

  test('recommends a checkout in an empty workspace', async () => {
    const workspace = await mkdtemp(path.join(tmpdir(), 'empty-'));
    const error = missingFile({ workspace, workingDirectory: workspace }, ['actor-id']);
    expect(error.hint).toMatch(/run actions\/checkout/);
    await rm(workspace, { recursive: true });
  });
});
