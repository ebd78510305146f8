import { expect, test } from '@jest/globals';
import { checkValueTypes } from '../../../src/actor/checks/value-types.ts';

test.each([
  [{ minMemoryMbytes: '512' }, ['minMemoryMbytes'], 'is "512", not a whole number'],
  [{ maxMemoryMbytes: 512.5 }, ['maxMemoryMbytes'], 'is the number 512.5, not a whole number'],
  [{ readme: { file: 'README.md' } }, ['readme'], 'is an object, not a path'],
  [{ changelog: true }, ['changelog'], 'is true, not a path'],
  [{ input: 5 }, ['input'], 'is the number 5, not a path or a schema'],
  [{ output: ['a.json'] }, ['output'], 'is a list, not a path or a schema'],
  [{ storages: { dataset: false } }, ['storages', 'dataset'], 'is false, not a path or a schema'],
  [{ storages: { datasets: { a: 1 } } }, ['storages', 'datasets', 'a'], 'is the number 1, not a path or a schema'],
])('%j is an error', (actorJson, path, message) => {
  expect(checkValueTypes(actorJson)).toMatchObject([{ level: 'error', path, message }]);
});

test.each([
  [{ minMemoryMbytes: 128, maxMemoryMbytes: 256, input: 'a.json', output: {}, readme: 'a.md' }],
  [{ minMemoryMbytes: null, input: null, readme: [], storages: [] }],
  [{ input: {}, inputSchema: 5, output: 'a.json', outputSchema: false }],
  // The definition reports a wrong type of dockerfile.
  [{ dockerfile: 5 }],
])('%j is accepted', (actorJson) => {
  expect(checkValueTypes(actorJson)).toEqual([]);
});
