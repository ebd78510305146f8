import { describe, expect, test } from '@jest/globals';
import { type ActorPlaces, findAffected } from '../../../src/actions/discover/affected.ts';
import { readInputs } from '../../support/discovery.ts';

type Places = Partial<ActorPlaces> & { readonly folder: string };

interface Row {
  readonly changed: readonly string[];
  /** Actor folders, or Actors with paths outside their folders. */
  readonly actors?: readonly (string | Places)[];
  /** Folders of Actors that are excluded or deleted. */
  readonly others?: readonly string[];
  readonly shared?: string;
  readonly ignore?: string;
}

function find({ changed, actors = ['a', 'b'], others = [], shared = '', ignore = '' }: Row) {
  const places = actors.map((actor): ActorPlaces => {
    const given = typeof actor === 'string' ? { folder: actor } : actor;
    return { context: undefined, reads: [], sendsIgnoredFiles: false, ...given };
  });
  const folders = [...places.map(({ folder }) => folder), ...others];
  return findAffected(changed, places, { ...readInputs({ shared, ignore }), folders });
}

/** Folders of the affected Actors, and files that affect none. */
function affected(row: Row) {
  const { byActor, unaffected } = find(row);
  return { actors: [...byActor.keys()].sort(), unaffected };
}

describe('a file in an Actor folder affects', () => {
  test.each<[string, Row, readonly string[]]>([
    ['the Actor', { changed: ['a/src/x.js'] }, ['a']],
    ['no Actor whose folder name begins the same way', { changed: ['a/x', 'ab/x'], others: ['ab'] }, ['a']],
    [
      'the outer Actor too if the file is in an inner Actor folder',
      { changed: ['a/inner/x'], actors: ['a', 'a/inner', 'b'] },
      ['a', 'a/inner'],
    ],
    [
      'only the outer Actor if the file is not in an inner Actor folder',
      { changed: ['a/x'], actors: ['a', 'a/inner'] },
      ['a'],
    ],
    ['the Actor at the root', { changed: ['README.md'], actors: ['', 'b'] }, ['']],
    ['the Actor at the root and an inner Actor', { changed: ['b/x'], actors: ['', 'b'] }, ['', 'b']],
    ['no Actor if the Actor in the folder is excluded', { changed: ['old/x'], others: ['old'] }, []],
    ['the Actor if the folder is a submodule', { changed: ['a'] }, ['a']],
    ['the Actors in a submodule', { changed: ['more'], actors: ['more/c', 'more/d', 'e'] }, ['more/c', 'more/d']],
    ['the Actor if the file is Markdown', { changed: ['a/README.md', 'b/.eslintrc'] }, ['a', 'b']],
  ])('%s', (_title, row, expected) => {
    expect(affected(row)).toEqual({ actors: expected, unaffected: [] });
  });
});

describe('a file outside all Actor folders affects', () => {
  test.each<[string, Row, readonly string[], readonly string[]]>([
    ['no Actor', { changed: ['libs/x.js', '../package.json'] }, [], ['libs/x.js', '../package.json']],
    ['all Actors if shared matches it', { changed: ['libs/x.js', '../y'], shared: 'libs' }, ['a', 'b'], ['../y']],
    ['no Actor if shared excludes it', { changed: ['libs/x.js'], shared: 'libs\n!libs/x.js' }, [], ['libs/x.js']],
    ['no Actor if shared only excludes', { changed: ['libs/x.js'], shared: '!tools' }, [], ['libs/x.js']],
    [
      'all Actors if the file is Markdown and shared matches it',
      { changed: ['prompts/x.md'], shared: 'prompts/**' },
      ['a', 'b'],
      [],
    ],
    ['no Actor if ignore matches it too', { changed: ['libs/x'], shared: 'libs', ignore: 'libs/x' }, [], ['libs/x']],
    [
      'all Actors if ignore excludes it',
      { changed: ['libs/x'], shared: 'libs', ignore: 'libs\n!libs/x' },
      ['a', 'b'],
      [],
    ],
  ])('%s', (_title, row, actors, unaffected) => {
    expect(affected(row)).toEqual({ actors, unaffected });
  });
});

test.each<[string, Row, readonly string[], readonly string[]]>([
  [
    'a file in an Actor folder affects all Actors if shared matches it',
    { changed: ['a/common/x.js'], shared: 'a/common' },
    ['a', 'b'],
    [],
  ],
  [
    'a file in an Actor folder affects no Actor if ignore matches it',
    { changed: ['a/x.test.js'], ignore: '**/*.test.js' },
    [],
    ['a/x.test.js'],
  ],
])('%s', (_title, row, actors, unaffected) => {
  expect(affected(row)).toEqual({ actors, unaffected });
});

describe('an Actor with a Docker context outside its folder', () => {
  const context = (folder: string, place: string): Places => ({ folder, context: place });

  test.each<[string, Row, readonly string[]]>([
    ['is affected by files in the context', { changed: ['libs/x.js'], actors: [context('a', 'libs'), 'b'] }, ['a']],
    [
      'is affected by all files if the context is the root',
      { changed: ['x.js'], actors: [context('a', ''), 'b'] },
      ['a'],
    ],
    ['is not affected by files beside the context', { changed: ['docker/x'], actors: [context('a', 'libs'), 'b'] }, []],
    [
      "is not affected by files in another Actor's folder",
      { changed: ['b/x.js'], actors: [context('a', ''), 'b'] },
      ['b'],
    ],
    [
      'is not affected by files in the folder of an excluded Actor',
      { changed: ['c/x.js'], actors: [context('a', '')], others: ['c'] },
      [],
    ],
    [
      'is affected by files in the folder of an outer Actor',
      { changed: ['p/x.js'], actors: [context('p/a', ''), 'p'] },
      ['p', 'p/a'],
    ],
    [
      'is not affected by files with ignored names',
      { changed: ['libs/x.md', 'biome.json'], actors: [context('a', ''), 'b'] },
      [],
    ],
    [
      'is affected by files with ignored names if ignore excludes them',
      { changed: ['libs/x.md'], actors: [context('a', ''), 'b'], ignore: '!libs/*.md' },
      ['a'],
    ],
    ['may be in a submodule', { changed: ['libs'], actors: [context('a', 'libs/docker'), 'b'] }, ['a']],
    [
      'is affected by files in a context above the workspace',
      { changed: ['../x'], actors: [context('a', '..'), 'b'] },
      ['a'],
    ],
  ])('%s', (_title, row, expected) => {
    expect(affected(row).actors).toEqual(expected);
  });
});

describe('a path that the deployment reads outside the Actor folder', () => {
  const reads = (folder: string, ...places: readonly string[]): Places => ({ folder, reads: places });

  test.each<[string, Row, readonly string[]]>([
    ['is a file', { changed: ['docker/A'], actors: [reads('a', 'docker/A'), 'b'] }, ['a']],
    ['is a folder', { changed: ['libs/deep/x.js'], actors: [reads('a', 'libs'), 'b'] }, ['a']],
    ['does not include the files beside it', { changed: ['docker/B'], actors: [reads('a', 'docker/A'), 'b'] }, []],
    ["may be in another Actor's folder", { changed: ['b/x.js'], actors: [reads('a', 'b/x.js'), 'b'] }, ['a', 'b']],
    [
      'may have an ignored name',
      { changed: ['README.md', '.github/D'], actors: [reads('a', 'README.md'), reads('b', '.github')] },
      ['a', 'b'],
    ],
    ['has no effect if ignore matches it', { changed: ['D'], actors: [reads('a', 'D'), 'b'], ignore: 'D' }, []],
    ['may be in a submodule', { changed: ['libs'], actors: [reads('a', 'libs/docker/A'), 'b'] }, ['a']],
  ])('%s', (_title, row, expected) => {
    expect(affected(row).actors).toEqual(expected);
  });
});

describe('an Actor that sends files that Git ignores', () => {
  const actors = [{ folder: 'a', sendsIgnoredFiles: true }, 'b'];

  test.each<[string, readonly string[], readonly string[]]>([
    ['is affected by every file outside all Actor folders', ['libs/x.js'], ['a']],
    ["is not affected by another Actor's files", ['b/x.js'], ['b']],
    ['is not affected by files with ignored names', ['README.md'], []],
  ])('%s', (_title, changed, expected) => {
    expect(affected({ changed, actors }).actors).toEqual(expected);
  });
});

describe('names outside Actor folders', () => {
  const actors = [{ folder: 'a', context: '' }];

  test.each([
    'README.md',
    'README.MD',
    'docs/guide.markdown',
    'LICENSE',
    'LICENCE.txt',
    'libs/LICENSE-MIT',
    'COPYING',
    '.editorconfig',
    '.vscode/settings.json',
    'libs/.idea/x.xml',
    'all.code-workspace',
    '.eslintrc.json',
    'eslint.config.mjs',
    'biome.json',
    '.prettierrc',
    '.prettierignore',
    '.markdownlint.yaml',
    'ruff.toml',
    '.flake8',
    '.pre-commit-config.yaml',
    '.husky/pre-commit',
    '.gitignore',
    'libs/.gitattributes',
    '.DS_Store',
    '.github/workflows/deploy.yml',
    '.github/CODEOWNERS',
  ])('include %s, which is ignored', (changed) => {
    expect(affected({ changed: [changed], actors })).toEqual({ actors: [], unaffected: [changed] });
  });

  test.each([
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    '.npmrc',
    '.dockerignore',
    'Dockerfile',
    'requirements.txt',
    'libs/.github/x.js',
    'libs/mdx.js',
    'licensing/x.js',
  ])('include %s, which is not ignored', (changed) => {
    expect(affected({ changed: [changed], actors }).actors).toEqual(['a']);
  });
});

describe('the summary of causes', () => {
  test('counts each file once, for its first cause', () => {
    const actor = { folder: 'a', context: '', reads: ['libs'], sendsIgnoredFiles: true };
    const { byActor } = find({ changed: ['a/x', 'a/x', 'libs/y', 'z'], actors: [actor], shared: '**' });
    expect(byActor.get('a')).toEqual({
      own: { count: 1, files: ['a/x'] },
      outside: { count: 2, files: ['libs/y', 'z'] },
    });
  });

  test('names at most three files', () => {
    const { byActor } = find({ changed: ['1', '2', '3', '4', '5'].map((name) => `a/${name}`) });
    expect(byActor.get('a')).toEqual({ own: { count: 5, files: ['a/1', 'a/2', 'a/3'] } });
  });

  test('lists files with ignored names last', () => {
    const changed = ['README.md', 'a.test.js', 'libs/x.js'];
    expect(affected({ changed, ignore: '*.test.js' }).unaffected).toEqual(['libs/x.js', 'README.md', 'a.test.js']);
  });
});
