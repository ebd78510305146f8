import path from 'node:path';
import { expect, test } from '@jest/globals';
import { listReferences } from '../../../src/actor/named-files.ts';
import { deploymentPlaces, type PlacedReference } from '../../../src/source/places/deployment-places.ts';

interface Row {
  readonly folder?: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly context?: string | undefined;
  readonly root?: string;
  readonly named?: readonly string[];
}

test.each<[string, Row]>([
  ['finds a Dockerfile in .actor', { json: { dockerfile: './Dockerfile' }, files: ['packages/a/.actor/Dockerfile'] }],
  ['finds a Dockerfile in the folder', { json: { dockerfile: '../Dockerfile' }, files: ['packages/a/Dockerfile'] }],
  [
    'returns the path outside the folder if a file does not exist in either place',
    { json: { readme: '../R.md' }, named: ['packages/R.md'] },
  ],
  ['returns no context if it is the folder', { json: { dockerContextDir: '..' } }],
  ['returns no context if it is in the folder', { json: { dockerContextDir: '../docker/' } }],
  ['returns no context if its path leaves the folder and returns', { json: { dockerContextDir: '../../a' } }],
  [
    "returns a context whose name begins with the folder's name",
    { json: { dockerContextDir: '../../ab' }, context: 'packages/ab', root: 'packages' },
  ],
  [
    'returns a context above the folder',
    { json: { dockerContextDir: '../..' }, context: 'packages', root: 'packages' },
  ],
  ['returns a context at the root', { json: { dockerContextDir: '../../../' }, context: '', root: '' }],
  ['returns a context outside the workspace', { json: { dockerContextDir: '../../../..' }, context: '..', root: '' }],
  [
    'returns a Dockerfile outside the folder',
    { json: { dockerfile: '../../D' }, files: ['packages/D'], root: 'packages', named: ['packages/D'] },
  ],
  [
    'returns a Dockerfile whose path is relative to the folder',
    {
      json: { dockerfile: '../../docker/D' },
      files: ['docker/D'],
      root: '',
      named: ['docker/D'],
    },
  ],
  [
    'returns other files that actor.json names',
    {
      json: {
        readme: '../../../README.md',
        changelog: '../../../CHANGELOG.md',
        input: '../../../schemas/in.json',
        output: '../../../schemas/out.json',
        storages: {
          dataset: '../../../d.json',
          datasets: { x: '../../../x.json' },
          keyValueStore: { actorSpecification: 1 },
        },
      },
      files: ['README.md', 'CHANGELOG.md', 'schemas/in.json', 'schemas/out.json', 'd.json', 'x.json'],
      named: ['README.md', 'CHANGELOG.md', 'schemas/in.json', 'schemas/out.json', 'd.json', 'x.json'],
    },
  ],
  ['ignores absolute paths', { json: { dockerfile: '/D', dockerContextDir: '/x', readme: '/r' } }],
  ['ignores values of other types', { json: { dockerfile: false, dockerContextDir: null, readme: 1, storages: 'x' } }],
  ['supports an Actor at the root', { folder: '', json: { dockerContextDir: '..' }, root: '' }],
])('%s', (_title, { folder = 'packages/a', json, files = [], context, root = folder, named = [] }) => {
  const paths = { ...json, references: listReferences(json) };
  const found = deploymentPlaces(folder, paths, (file) => files.includes(file));
  expect(found).toMatchObject({ context, uploadRoot: root, namedFiles: named });
});

test.each<[string, string, readonly string[], Partial<PlacedReference>]>([
  ['in .actor', 'D', ['a/.actor/D', 'a/D'], { place: 'a/.actor/D', exists: true }],
  ['in the folder', '../D', ['a/D'], { place: 'a/D', exists: true }],
  ['with a path relative to the folder', './D', ['a/D'], { place: 'a/D', exists: true, correction: '../D' }],
  [
    'in a subfolder, with a path relative to the folder',
    'docker/D',
    ['a/docker/D'],
    { place: 'a/docker/D', exists: true, correction: '../docker/D' },
  ],
  ['that does not exist', './D', [], { place: 'a/.actor/D', exists: false }],
  ['outside the workspace', '../../../etc/passwd', ['../etc/passwd'], { place: undefined, exists: false }],
  ['with an absolute path', '/etc/passwd', ['a/.actor/etc/passwd', 'etc/passwd'], { place: undefined, exists: false }],
])('resolves the path of a file %s', (_title, written, files, expected) => {
  const reference = { keys: ['readme'], written };
  const { references } = deploymentPlaces('a', { references: [reference] }, (file) => files.includes(file));
  expect(references).toEqual([{ ...reference, ...expected }]);
});

// Elsewhere, a backslash and a colon are parts of names.
const testOnWindows = path.sep === '\\' ? test : test.skip;
testOnWindows.each(['..\\..\\private\\key.txt', 'C:\\key.txt', 'C:key.txt', '\\key.txt', 'a:stream'])(
  'finds no file for a Windows path: %s',
  (written) => {
    const { references } = deploymentPlaces('a', { references: [{ keys: ['readme'], written }] }, () => true);
    expect(references).toMatchObject([{ place: undefined, exists: false }]);
  },
);
