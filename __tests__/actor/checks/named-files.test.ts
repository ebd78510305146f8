import { expect, test } from '@jest/globals';
import type { FoundReference } from '../../../src/actor/checks/find-schemas.ts';
import { checkNamedFiles } from '../../../src/actor/checks/named-files.ts';

const schema = { keys: ['input'], isSchema: true, file: '.actor/a' } as const;
const readme = { keys: ['readme'], isSchema: false, file: '.actor/a' } as const;

test.each<[FoundReference, string, string]>([
  [{ ...schema, result: 'missing' }, 'error', 'names .actor/a, which does not exist'],
  [{ ...readme, result: 'missing' }, 'warning', 'names .actor/a, which does not exist'],
  [{ ...schema, result: 'outside' }, 'error', 'names .actor/a, which leads out of the workspace'],
  [{ ...readme, result: 'not-a-file' }, 'warning', 'names .actor/a, which is not a file'],
  [{ ...schema, result: 'too-large', size: 2e6 }, 'error', 'names .actor/a, which has 2.0 MB'],
  [{ ...schema, result: 'unreadable' }, 'error', 'names .actor/a, which could not be read'],
  [
    { ...schema, file: 'a', result: 'found', correction: '../a' },
    'warning',
    'does not exist relative to .actor/, so a is used',
  ],
  [{ ...schema, file: 'a', result: 'not-a-file', correction: '../a' }, 'error', 'names a, which is not a file'],
])('reports %j', (reference, level, message) => {
  expect(checkNamedFiles([reference])).toMatchObject([{ level, path: reference.keys, message }]);
});

test.each<FoundReference>([
  { ...schema, result: 'found' },
  { ...readme, result: 'too-large', size: 2e6 },
])('%j has no problem', (reference) => {
  expect(checkNamedFiles([reference])).toEqual([]);
});
