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
  ['a Dockerfile in .actor', { json: { dockerfile: './Dockerfile' }, files: ['packages/a/.actor/Dockerfile'] }],
  ['a Dockerfile in the folder', { json: { dockerfile: '../Dockerfile' }, files: ['packages/a/Dockerfile'] }],
  ['a file that does not exist, in both places', { json: { readme: '../R.md' }, named: ['packages/R.md'] }],
  ['a context that is the folder', { json: { dockerContextDir: '..' } }],
  ['a context in the folder', { json: { dockerContextDir: '../docker/' } }],
  ['a context that leaves the folder and comes back', { json: { dockerContextDir: '../../a' } }],
  [
    'a folder whose name begins alike',
    { json: { dockerContextDir: '../../ab' }, context: 'packages/ab', root: 'packages' },
  ],
  ['a context above', { json: { dockerContextDir: '../..' }, context: 'packages', root: 'packages' }],
  ['a context at the root', { json: { dockerContextDir: '../../../' }, context: '', root: '' }],
  ['a context out of the workspace', { json: { dockerContextDir: '../../../..' }, context: '..', root: '' }],
  [
    'a Dockerfile outside',
    { json: { dockerfile: '../../D' }, files: ['packages/D'], root: 'packages', named: ['packages/D'] },
  ],
  [
    'a Dockerfile that is relative to the folder',
    {
      json: { dockerfile: '../../docker/D' },
      files: ['docker/D'],
      root: '',
      named: ['docker/D'],
    },
  ],
  [
    'other files that actor.json names',
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
  ['absolute paths', { json: { dockerfile: '/D', dockerContextDir: '/x', readme: '/r' } }],
  ['values of other types', { json: { dockerfile: false, dockerContextDir: null, readme: 1, storages: 'x' } }],
  ['an Actor at the root', { folder: '', json: { dockerContextDir: '..' }, root: '' }],
])('%s', (_title, { folder = 'packages/a', json, files = [], context, root = folder, named = [] }) => {
  const paths = { ...json, references: listReferences(json) };
  const found = deploymentPlaces(folder, paths, (file) => files.includes(file));
  expect(found).toMatchObject({ context, uploadRoot: root, namedFiles: named });
});

test.each<[string, string, readonly string[], Partial<PlacedReference>]>([
  ['in .actor', 'D', ['a/.actor/D', 'a/D'], { place: 'a/.actor/D', exists: true }],
  ['in the folder', '../D', ['a/D'], { place: 'a/D', exists: true }],
  ['relative to the folder', './D', ['a/D'], { place: 'a/D', exists: true, correction: '../D' }],
  [
    'relative to the folder, below',
    'docker/D',
    ['a/docker/D'],
    { place: 'a/docker/D', exists: true, correction: '../docker/D' },
  ],
  ['nowhere', './D', [], { place: 'a/.actor/D', exists: false }],
  ['out of the workspace', '../../../etc/passwd', ['../etc/passwd'], { place: undefined, exists: false }],
  ['absolute', '/etc/passwd', ['a/.actor/etc/passwd', 'etc/passwd'], { place: undefined, exists: false }],
])('a path that is %s', (_title, written, files, expected) => {
  const reference = { keys: ['readme'], written };
  const { references } = deploymentPlaces('a', { references: [reference] }, (file) => files.includes(file));
  expect(references).toEqual([{ ...reference, ...expected }]);
});

// Elsewhere, a backslash and a colon are parts of names.
const testOnWindows = path.sep === '\\' ? test : test.skip;
testOnWindows.each(['..\\..\\private\\key.txt', 'C:\\key.txt', 'C:key.txt', '\\key.txt', 'a:stream'])(
  'a path of Windows leads nowhere: %s',
  (written) => {
    const { references } = deploymentPlaces('a', { references: [{ keys: ['readme'], written }] }, () => true);
    expect(references).toMatchObject([{ place: undefined, exists: false }]);
  },
);
