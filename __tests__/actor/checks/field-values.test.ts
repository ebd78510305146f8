import { expect, test } from '@jest/globals';
import { checkFieldValues } from '../../../src/actor/checks/field-values.ts';

test.each([
  [{ pattern: '^b', prefill: 'a' }, 'prefill', 'does not match the pattern of its field'],
  [{ maxLength: 1, default: 'ab' }, 'default', 'has 2 characters, but maxLength is 1'],
  [{ minLength: 3, default: 'ab' }, 'default', 'has 2 characters, but minLength is 3'],
  [{ enum: ['a'], prefill: 'b' }, 'prefill', 'is not one of the values in enum'],
  [{ minimum: 2, prefill: 1 }, 'prefill', 'is 1, but minimum is 2'],
  [{ maximum: 2, default: 3 }, 'default', 'is 3, but maximum is 2'],
  [{ minItems: 1, prefill: [] }, 'prefill', 'has 0 items, but minItems is 1'],
  [{ uniqueItems: true, prefill: [1, 1] }, 'prefill', 'repeats an item, but uniqueItems is true'],
  [
    { items: { pattern: '^a' }, prefill: ['a', 'b'] },
    'prefill',
    'has item 1, which does not match the pattern of its field',
  ],
  [{ maxProperties: 0, prefill: { a: 1 } }, 'prefill', 'has 1 key, but maxProperties is 0'],
])('%j', (field, key, message) => {
  expect(checkFieldValues({ properties: { a: field } })).toMatchObject([
    { level: 'warning', path: ['properties', 'a', key], message },
  ]);
});

test('finds a value of a nested field', () => {
  const nested = { properties: { b: { maxLength: 1, prefill: 'ab' } } };
  expect(checkFieldValues({ properties: { a: nested } })).toMatchObject([
    { path: ['properties', 'a', 'properties', 'b', 'prefill'], message: 'has 2 characters, but maxLength is 1' },
  ]);
});

test.each([
  [{ pattern: '^a', prefill: 'a', default: 'ab' }],
  [{ pattern: '(', prefill: 'a' }],
  [{ minimum: 1, prefill: null }],
  [{ enum: ['a'], prefill: ['b'] }],
])('%j has no problem', (field) => {
  expect(checkFieldValues({ properties: { a: field } })).toEqual([]);
});

test('stops matching when all patterns together take too long', () => {
  const slow = { type: 'string', pattern: '^(a+)+$', prefill: `${'a'.repeat(40)}b` };
  const quick = { type: 'string', pattern: '^a$', prefill: 'b', minLength: 2 };
  const properties = { a: slow, b: slow, c: slow, d: quick };
  const found = checkFieldValues({ properties }, { oneMs: 20, allMs: 40 });
  expect(found.map(({ message }) => message)).toEqual([
    'could not be matched against the pattern of its field within 0.02 second',
    'could not be matched against the pattern of its field within 0.02 second',
    'was not matched against the pattern of its field, because other patterns took too long',
    'has 1 character, but minLength is 2',
  ]);
});
