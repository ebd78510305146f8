import { expect, test } from '@jest/globals';
import { deploymentPlaces } from '../../../src/source/places/deployment-places.ts';

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
      named: ['packages/docker/D', 'docker/D'],
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
  const found = deploymentPlaces(folder, json, (file) => files.includes(file));
  expect(found).toEqual({ context, uploadRoot: root, namedFiles: named });
});
