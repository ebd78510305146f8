import { describe, expect, test } from '@jest/globals';
import { type ActorPlace, affectedBy } from '../../../src/actions/discover/affected.ts';
import { readInputs } from '../../support/discovery.ts';

interface Row {
  readonly changed: readonly string[];
  /** Folders of Actors; with what they have outside. */
  readonly actors?: readonly (string | ActorPlace)[];
  /** Folders of Actors that are not asked for, or are gone. */
  readonly others?: readonly string[];
  readonly shared?: string;
  readonly ignore?: string;
}

/** Folders of the Actors that are concerned, and files that concern none. */
function concerned({ changed, actors = ['a', 'b'], others = [], shared = '', ignore = '' }: Row) {
  const places = actors.map((actor) => (typeof actor === 'string' ? { folder: actor, outside: [] } : actor));
  const folders = [...places.map(({ folder }) => folder), ...others];
  const { shared: sharedPatterns, ignore: ignorePatterns } = readInputs({ shared, ignore });
  const found = affectedBy(changed, places, { folders, shared: sharedPatterns, ignore: ignorePatterns });
  const all = found.shared.length > 0;
  return {
    actors: places.map(({ folder }) => folder).filter((folder) => all || found.ofActors.has(folder)),
    unaffected: found.unaffected,
  };
}

describe('whose file it is', () => {
  test.each<[string, Row, readonly string[]]>([
    ['of its folder', { changed: ['a/src/x.js'] }, ['a']],
    ['not of a folder whose name begins alike', { changed: ['a/x', 'ab/x'], others: ['ab'] }, ['a']],
    ['of an inner Actor: both', { changed: ['a/inner/x'], actors: ['a', 'a/inner', 'b'] }, ['a', 'a/inner']],
    ['of the outer Actor: it alone', { changed: ['a/x'], actors: ['a', 'a/inner'] }, ['a']],
    ['of the Actor at the root: every file', { changed: ['README.md'], actors: ['', 'b'] }, ['']],
    ['an inner Actor of that', { changed: ['b/x'], actors: ['', 'b'] }, ['', 'b']],
    ['of an Actor that is not asked for: nobody else’s', { changed: ['old/x'], others: ['old'] }, []],
    ['the folder itself, a submodule', { changed: ['a'] }, ['a']],
    [
      'a submodule above Actors',
      { changed: ['more'], actors: ['more/c', 'more/d', 'e'], shared: 'x' },
      ['more/c', 'more/d'],
    ],
    ['Markdown of the Actor', { changed: ['a/README.md', 'b/.eslintrc'] }, ['a', 'b']],
    ['above the workspace', { changed: ['../x.js'], shared: 'y' }, []],
  ])('%s', (_title, row, expected) => {
    expect(concerned(row).actors).toEqual(expected);
  });
});

describe('outside all Actor folders', () => {
  test.each<[string, Row, readonly string[], readonly string[]]>([
    ['every Actor', { changed: ['libs/x.js'] }, ['a', 'b'], []],
    ['above the workspace too', { changed: ['../package.json'] }, ['a', 'b'], []],
    ['shared names it', { changed: ['libs/x.js'], shared: 'libs' }, ['a', 'b'], []],
    ['shared names others', { changed: ['tools/x.js'], shared: 'libs' }, [], ['tools/x.js']],
    [
      'shared excludes it',
      { changed: ['libs/x.js', 'libs/y.js'], shared: 'libs\n!libs/x.js\n!libs/y.js' },
      [],
      ['libs/x.js', 'libs/y.js'],
    ],
    ['shared only excludes', { changed: ['libs/x.js'], shared: '!tools' }, ['a', 'b'], []],
    ['shared only excludes, this', { changed: ['tools/x.js'], shared: '!tools' }, [], ['tools/x.js']],
    ['shared within an Actor', { changed: ['a/common/x.js'], shared: 'a/common' }, ['a', 'b'], []],
    ['ignored', { changed: ['libs/x.test.js'], ignore: '**/*.test.js' }, [], ['libs/x.test.js']],
    ['ignored within an Actor', { changed: ['a/x.test.js'], ignore: '**/*.test.js' }, [], ['a/x.test.js']],
    ['ignored, though shared names it', { changed: ['libs/x'], shared: 'libs', ignore: 'libs/x' }, [], ['libs/x']],
    ['ignored, and taken back', { changed: ['libs/x'], ignore: 'libs\n!libs/x' }, ['a', 'b'], []],
    ['Markdown', { changed: ['docs/x.md', 'README.MD', 'a.markdown'] }, [], ['docs/x.md', 'README.MD', 'a.markdown']],
    ['Markdown that is taken back', { changed: ['docs/x.md'], ignore: '!docs/*.md' }, ['a', 'b'], []],
    ['Markdown that shared names', { changed: ['docs/x.md'], shared: 'docs' }, [], ['docs/x.md']],
    [
      'Markdown that shared names and ignore takes back',
      { changed: ['x.md'], shared: '*.md', ignore: '!x.md' },
      ['a', 'b'],
      [],
    ],
  ])('%s', (_title, row, actors, unaffected) => {
    expect(concerned(row)).toEqual({ actors, unaffected });
  });

  test.each([
    'README.md',
    'docs/guide.md',
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
    '.github/workflows/deploy.yml',
    '.github/CODEOWNERS',
  ])('%s concerns none', (changed) => {
    expect(concerned({ changed: [changed] })).toEqual({ actors: [], unaffected: [changed] });
  });

  test.each([
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    '.npmrc',
    '.gitignore',
    '.gitattributes',
    '.dockerignore',
    'Dockerfile',
    'requirements.txt',
    'libs/.github/x.js',
    'libs/mdx.js',
    'licensing/x.js',
  ])('%s concerns every Actor', (changed) => {
    expect(concerned({ changed: [changed] }).actors).toEqual(['a', 'b']);
  });
});

describe('a Docker context, or a Dockerfile, outside the folder', () => {
  const context = (folder: string, ...outside: readonly string[]): ActorPlace => ({ folder, outside });
  const shared = 'nothing';

  test.each<[string, Row, readonly string[]]>([
    ['what lies in the context', { changed: ['libs/x.js'], actors: [context('a', 'libs'), 'b'], shared }, ['a']],
    ['the Dockerfile', { changed: ['docker/A'], actors: [context('a', 'docker/A'), 'b'], shared }, ['a']],
    ['not what lies beside it', { changed: ['docker/B'], actors: [context('a', 'docker/A'), 'b'], shared }, []],
    ['a context around all', { changed: ['x.js'], actors: [context('a', ''), 'b'], shared }, ['a']],
    [
      'a context with another Actor in it',
      { changed: ['b/x.js'], actors: [context('a', ''), 'b'], shared },
      ['a', 'b'],
    ],
    ['Markdown in the context', { changed: ['libs/x.md'], actors: [context('a', 'libs'), 'b'] }, []],
    ['a Dockerfile below .github', { changed: ['.github/D'], actors: [context('a', '.github/D'), 'b'] }, ['a']],
    ['an ignored Dockerfile', { changed: ['D'], actors: [context('a', 'D'), 'b'], ignore: 'D' }, []],
    ['a submodule that holds it', { changed: ['libs'], actors: [context('a', 'libs/docker/A'), 'b'], shared }, ['a']],
    ['a context above the workspace', { changed: ['../x'], actors: [context('a', '..'), 'b'], shared }, ['a']],
  ])('%s', (_title, row, expected) => {
    expect(concerned(row).actors).toEqual(expected);
  });

  test('what lies in the folder is told once', () => {
    const found = affectedBy(['a/x.js'], [context('a', '')], { folders: ['a'], shared: [], ignore: [] });
    expect(found.ofActors.get('a')).toEqual({ own: ['a/x.js'], outside: [] });
  });
});

test('a file that is listed twice counts once', () => {
  const found = affectedBy(['a/x', 'a/x'], [{ folder: 'a', outside: [] }], { folders: ['a'], shared: [], ignore: [] });
  expect(found.ofActors.get('a')?.own).toEqual(['a/x']);
});
