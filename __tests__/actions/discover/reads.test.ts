import { describe, expect, test } from '@jest/globals';
import { discover, push } from '../../support/discovery.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { actorFiles, createHistory } from '../../support/history.ts';

interface Row {
  /** actor.json of Actor a, beyond its name and version. */
  readonly definition?: Readonly<Record<string, unknown>>;
  /** Contents of further files. */
  readonly files?: Readonly<Record<string, string>>;
  /** The target of each link. */
  readonly links?: Readonly<Record<string, string>>;
  /** Changed files. Null deletes a file. */
  readonly change: Readonly<Record<string, string | null>>;
}

/** The folders of the affected Actors. The repository contains `packages/a` and `packages/b`. */
async function affectedBy({ definition = {}, files = {}, links = {}, change }: Row): Promise<readonly string[]> {
  using history = createHistory();
  for (const [name, target] of Object.entries(links)) history.tree.link(name, target);
  const before = history.commit({
    ...actorFiles('packages/a', definition),
    ...actorFiles('packages/b'),
    'libs/x.js': '',
    'libs/README.md': '',
    'data/y.json': '',
    'docker/Dockerfile': '',
    ...files,
  });
  const after = history.commit(change);
  const { affected } = await discover({ folder: history.folder, event: push(before, after) });
  return affected;
}

const a = ['packages/a'];
const b = ['packages/b'];
const both = [...a, ...b];

describe('the files that affect an Actor', () => {
  test.each<[string, Row, readonly string[]]>([
    [
      'the Dockerfile',
      { definition: { dockerfile: '../../../docker/Dockerfile' }, change: { 'docker/Dockerfile': '2' } },
      a,
    ],
    [
      'no file beside the Dockerfile',
      { definition: { dockerfile: '../../../docker/Dockerfile' }, change: { 'docker/x': '2' } },
      [],
    ],
    ['Markdown', { definition: { readme: '../../../libs/README.md' }, change: { 'libs/README.md': '2' } }, a],
    ['a schema', { definition: { storages: { dataset: '../../../data/y.json' } }, change: { 'data/y.json': '2' } }, a],
    ['a file that was deleted', { definition: { input: '../../../data/y.json' }, change: { 'data/y.json': null } }, a],
    [
      'a file that is relative to the Actor folder',
      { definition: { dockerfile: '../../docker/Dockerfile' }, change: { 'docker/Dockerfile': '2' } },
      a,
    ],
    [
      "another Actor's file",
      {
        definition: { dockerfile: '../../b/Dockerfile' },
        files: { 'packages/b/Dockerfile': '' },
        change: { 'packages/b/Dockerfile': '2' },
      },
      both,
    ],
  ])('include %s', async (_title, row, expected) => {
    expect(await affectedBy(row)).toEqual(expected);
  });
});

describe('the Docker context', () => {
  const definition = { dockerContextDir: '../../..' };
  test.each<[string, Row, readonly string[]]>([
    ['includes files outside all Actor folders', { definition, change: { 'libs/x.js': '2', 'package.json': '{}' } }, a],
    ["does not include another Actor's files", { definition, change: { 'packages/b/src/main.js': '2' } }, b],
    ["does not include a deleted Actor's files", { definition, change: { 'packages/b': null } }, []],
    ['does not include Markdown', { definition, change: { 'libs/README.md': '2' } }, []],
    [
      'includes the .actorignore of the upload root',
      { definition: { dockerContextDir: '../../../libs' }, change: { '.actorignore': 'x' } },
      a,
    ],
  ])('%s', async (_title, row, expected) => {
    expect(await affectedBy(row)).toEqual(expected);
  });
});

(diskTakesLinks ? describe : describe.skip)('tracked links', () => {
  test.each<[string, Row, readonly string[]]>([
    ['lead to files outside', { links: { 'packages/a/x.js': '../../libs/x.js' }, change: { 'libs/x.js': '2' } }, a],
    ['lead to Markdown', { links: { 'packages/a/libs': '../../libs' }, change: { 'libs/README.md': '2' } }, a],
    ['lead to deleted files', { links: { 'packages/a/x.js': '../../libs/x.js' }, change: { 'libs/x.js': null } }, a],
    [
      "lead into another Actor's folder",
      { links: { 'packages/a/b': '../b' }, change: { 'packages/b/new.js': '' } },
      both,
    ],
    [
      'lead to other links',
      { links: { 'packages/a/libs': '../../libs', 'libs/data': '../data' }, change: { 'data/y.json': '2' } },
      a,
    ],
    [
      'lead from the Docker context to another Actor',
      {
        definition: { dockerContextDir: '../../../libs' },
        links: { 'libs/b': '../packages/b/src' },
        change: { 'packages/b/src/main.js': '2' },
      },
      both,
    ],
    ['do not lead out of the workspace', { links: { 'packages/a/x': '../../../x' }, change: { x: '2' } }, []],
  ])('%s', async (_title, row, expected) => {
    expect(await affectedBy(row)).toEqual(expected);
  });

  test('affect the Actor if a link on the way changes', async () => {
    using history = createHistory();
    history.tree.link('packages/a/libs', '../../current').link('current', 'libs');
    const before = history.commit({
      ...actorFiles('packages/a'),
      ...actorFiles('packages/b'),
      'libs/x.js': '',
      'new/x.js': '',
    });
    history.tree.remove('current').link('current', 'new');
    const after = history.commit({});
    expect((await discover({ folder: history.folder, event: push(before, after) })).affected).toEqual(a);
  });
});

describe('an Actor whose .actorignore includes files that Git ignores', () => {
  const ignore = (actorIgnore: string, gitIgnore = 'dist/\n*.log\n'): Record<string, string> => ({
    'packages/a/.actorignore': actorIgnore,
    '.gitignore': gitIgnore,
  });
  const change = { 'libs/x.js': '2' };
  test.each<[string, Row, readonly string[]]>([
    ['is affected by files outside all Actor folders', { files: ignore('!dist/\n'), change }, a],
    ['is affected by files outside all Actor folders because of one name', { files: ignore('!keep.log\n'), change }, a],
    [
      'is affected by files outside all Actor folders because of a name in an ignored folder',
      { files: ignore('!*.js\n'), change },
      a,
    ],
    ["is not affected by another Actor's files", { files: ignore('!dist/\n'), change: { 'packages/b/x.js': '' } }, b],
    ['is not affected by Markdown', { files: ignore('!dist/\n'), change: { 'libs/README.md': '2' } }, []],
    ['is not affected if no line includes an ignored name', { files: ignore('*.md\n!README.md\n'), change }, []],
    [
      'is not affected if the lines exclude everything else',
      { files: ignore('*\n!*.js\n!package.json\n'), change },
      [],
    ],
    ['is not affected if no line has an exclamation mark', { files: ignore('dist/\n'), change }, []],
  ])('%s', async (_title, row, expected) => {
    expect(await affectedBy(row)).toEqual(expected);
  });

  test('is affected too if its folder has its own .gitignore', async () => {
    const files = { 'packages/a/.actorignore': '!/build/**\n', 'packages/a/.gitignore': '/build\n' };
    expect(await affectedBy({ files, change })).toEqual(a);
  });

  test('is affected too if a folder in it has its own .gitignore', async () => {
    const files = { 'packages/a/.actorignore': '!*.js\n', 'packages/a/lib/.gitignore': 'out/\n' };
    expect(await affectedBy({ files, change })).toEqual(a);
  });
});
