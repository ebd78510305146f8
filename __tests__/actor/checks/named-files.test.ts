import { expect, test } from '@jest/globals';
import type { FoundFile } from '../../../src/actor/checks/find-schemas.ts';
import { checkNamedFiles } from '../../../src/actor/checks/named-files.ts';

const schema = { keys: ['input'], kind: 'input', file: '.actor/a' } as const;
const readme = { keys: ['readme'], kind: undefined, file: '.actor/a' } as const;
const missing = { kind: 'missing', isBrokenLink: false } as const;
const read = { kind: 'read', bytes: Buffer.alloc(0), path: '/a' } as const;
const tooLarge = { kind: 'too-large', size: 2e6 } as const;

test.each<[FoundFile, string, string]>([
  [{ ...schema, found: missing }, 'error', 'names .actor/a, which does not exist'],
  [{ ...readme, found: missing }, 'warning', 'names .actor/a, which does not exist'],
  [{ ...schema, found: { kind: 'outside' } }, 'error', 'names .actor/a, which leads out of the workspace'],
  [{ ...readme, found: { kind: 'not-a-file' } }, 'warning', 'names .actor/a, which is not a file'],
  [{ ...schema, found: tooLarge }, 'error', 'names .actor/a, which has 2.0 MB'],
  [
    { ...schema, found: { kind: 'unreadable', code: 'EIO', cause: undefined } },
    'error',
    'names .actor/a, which could not be read (EIO)',
  ],
  [
    { ...schema, file: 'a', found: read, correction: '../a' },
    'warning',
    'does not exist relative to .actor/, so a is used',
  ],
  [
    { ...schema, file: 'a', found: { kind: 'not-a-file' }, correction: '../a' },
    'error',
    'names a, which is not a file',
  ],
])('reports %j', (file, level, message) => {
  expect(checkNamedFiles([file])).toMatchObject([{ level, path: file.keys, message }]);
});

test.each<FoundFile>([
  { ...schema, found: read },
  { ...readme, found: tooLarge },
])('%j has no problem', (file) => {
  expect(checkNamedFiles([file])).toEqual([]);
});
