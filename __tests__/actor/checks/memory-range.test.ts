import { expect, test } from '@jest/globals';
import { checkMemoryRange } from '../../../src/actor/checks/memory-range.ts';

test('a minimum above the maximum is an error', () => {
  expect(checkMemoryRange({ minMemoryMbytes: 512, maxMemoryMbytes: 256 })).toMatchObject([
    { level: 'error', path: ['minMemoryMbytes'], message: 'is 512, more than maxMemoryMbytes (256)' },
  ]);
});

test.each([
  [{ minMemoryMbytes: 256, maxMemoryMbytes: 256 }],
  [{ minMemoryMbytes: 512 }],
  [{ maxMemoryMbytes: 128 }],
  [{}],
])('%j is accepted', (actorJson) => {
  expect(checkMemoryRange(actorJson)).toEqual([]);
});
