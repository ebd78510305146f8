import { expect, test } from '@jest/globals';
import { listDefaultFiles, listReferences } from '../../src/actor/named-files.ts';

test.each(['dockerfile', 'readme', 'changelog', 'input', 'inputSchema', 'output', 'outputSchema', 'webServerSchema'])(
  'lists the file that %s names',
  (key) => {
    expect(listReferences({ [key]: '../docs/file' })).toEqual([{ keys: [key], written: '../docs/file' }]);
  },
);

test('lists the files that storages name', () => {
  const storages = {
    dataset: './dataset.json',
    datasets: { a: './a.json', b: { inline: true } },
    keyValueStore: 'store.json',
    keyValueStores: { c: '../c.json' },
  };
  const written = listReferences({ storages }).map((reference) => reference.written);
  expect(written).toEqual(['./dataset.json', 'store.json', './a.json', '../c.json']);
});

test('lists the default paths of files that actor.json does not name', () => {
  expect(listDefaultFiles({ input: './in.json', readme: null, dockerfile: './D' })).toEqual([
    '.actor/actor.json',
    '.actor/README.md',
    'README.md',
    '.actor/CHANGELOG.md',
    'CHANGELOG.md',
  ]);
});

test('lists the default paths of an input schema unless actor.json contains or names one', () => {
  const places = ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'];
  expect(listDefaultFiles({})).toEqual(expect.arrayContaining(places));
  expect(listDefaultFiles({ input: {} }).filter((name) => places.includes(name))).toEqual([]);
  expect(listDefaultFiles({ inputSchema: './s.json' })).not.toContain('INPUT_SCHEMA.json');
});

test('keeps the keys and the spelling of references', () => {
  expect(listReferences({ dockerfile: '../../D', storages: { datasets: { 'a.b': '..\\x' } } })).toEqual([
    { keys: ['dockerfile'], written: '../../D' },
    { keys: ['storages', 'datasets', 'a.b'], written: '..\\x' },
  ]);
});
