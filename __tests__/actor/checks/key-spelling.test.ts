import { expect, test } from '@jest/globals';
import { checkKeySpelling } from '../../../src/actor/checks/key-spelling.ts';

test.each([
  ['dockerFile', 'dockerfile'],
  ['VERSION', 'version'],
  ['enviromentVariables', 'environmentVariables'],
  ['inputt', 'input'],
  ['storage', 'storages'],
  ['namo', 'name'],
])('%s is a misspelling of %s', (key, meant) => {
  const hint = `Did you mean ${meant}?`;
  expect(checkKeySpelling({ [key]: 1 })).toEqual([
    { level: 'warning', path: [key], message: 'is not a key of actor.json, so Apify ignores it', hint },
  ]);
});

test('reports a misspelled key in storages', () => {
  expect(checkKeySpelling({ storages: { dataset: {}, keyvalueStores: {} } })).toMatchObject([
    { level: 'warning', path: ['storages', 'keyvalueStores'], hint: 'Did you mean keyValueStores?' },
  ]);
});

test.each(['internalNotes', 'name', 'inputSchema', 'DockerFil', 'nme1', ''])('%s is not a misspelling', (key) => {
  expect(checkKeySpelling({ [key]: 1 })).toEqual([]);
});
