import { expect, test } from '@jest/globals';
import { listNamedFiles, listReferences } from '../../src/actor/named-files.ts';

test('lists the files that actor.json names, and the default paths of the others', () => {
  const storages = {
    dataset: './dataset.json',
    datasets: { a: './a.json', b: { inline: true } },
    keyValueStore: 'store.json',
    keyValueStores: { c: '../c.json' },
  };
  const output = './output.json';
  expect(listNamedFiles({ input: './in.json', inputSchema: './old.json', output, storages, readme: null })).toEqual([
    '.actor/actor.json',
    '.actor/in.json',
    '.actor/output.json',
    '.actor/dataset.json',
    '.actor/store.json',
    '.actor/a.json',
    'c.json',
    '.actor/Dockerfile',
    'Dockerfile',
    '.actor/README.md',
    'README.md',
    '.actor/CHANGELOG.md',
    'CHANGELOG.md',
  ]);
});

test.each(['dockerfile', 'readme', 'changelog', 'input', 'inputSchema', 'output', 'outputSchema', 'webServerSchema'])(
  'lists the file that %s names',
  (key) => {
    expect(listNamedFiles({ [key]: '../docs/file' })).toContain('docs/file');
  },
);

test('lists the default paths of an input schema unless actor.json contains or names one', () => {
  const places = ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'];
  expect(listNamedFiles({})).toEqual(expect.arrayContaining(places));
  expect(listNamedFiles({ input: {} }).filter((name) => places.includes(name))).toEqual([]);
  expect(listNamedFiles({ inputSchema: './s.json' })).toContain('.actor/s.json');
  expect(listNamedFiles({ inputSchema: './s.json' })).not.toContain('INPUT_SCHEMA.json');
});

test.each(['/etc/passwd', '../../up', '..', './folder/', '..\\..\\private\\key.txt'])('does not list %s', (readme) => {
  expect(listNamedFiles({ readme }).filter((name) => !/Dockerfile|CHANGELOG|SCHEMA|schema/.test(name))).toEqual([
    '.actor/actor.json',
  ]);
});

test('keeps the keys and the spelling of references', () => {
  expect(listReferences({ dockerfile: '../../D', storages: { datasets: { 'a.b': '..\\x' } } })).toEqual([
    { keys: ['dockerfile'], written: '../../D' },
    { keys: ['storages', 'datasets', 'a.b'], written: '..\\x' },
  ]);
});
