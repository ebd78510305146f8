import { expect, test } from '@jest/globals';
import { checkInputSchema } from '../../../src/actor/checks/input-schema.ts';

const field = { title: 'Name', type: 'string', description: 'A name', editor: 'textfield' };

function check(properties: object, more: object = {}) {
  // A file cannot contain undefined.
  return checkInputSchema(
    JSON.parse(JSON.stringify({ title: 'Input', type: 'object', schemaVersion: 1, properties, ...more })),
  );
}

test.each([
  [{ title: undefined }, '', 'has no title', 'error'],
  [{ editor: undefined }, '', 'has no editor', 'error'],
  [{ editor: 'novelty' }, 'editor', 'which Apify does not accept here', 'warning'],
  [{ editor: 'json' }, 'editor', 'which Apify does not accept here', 'error'],
  [{ novelty: 1 }, 'novelty', 'is not a key that Apify knows', 'warning'],
  [{ minimum: 1 }, 'minimum', 'is not allowed here', 'error'],
  [{ type: 'novelty' }, 'type', 'is not a field type that Apify knows', 'warning'],
  [{ type: undefined }, '', 'has no type', 'error'],
  [{ prefill: 7 }, 'prefill', 'is a number, not a string', 'error'],
  [{ default: null }, 'default', 'is null, not a string', 'error'],
  [{ pattern: '(' }, 'pattern', 'is not a valid regular expression', 'error'],
  [{ patternKey: 'a' }, 'patternKey', 'is no longer supported by Apify', 'error'],
])('reports a field with %j', (change, key, message, level) => {
  const path = ['properties', 'a', ...(key === '' ? [] : [key])];
  expect(check({ a: { ...field, ...change } })).toMatchObject([
    { path, message: expect.stringContaining(message), level },
  ]);
});

test('the hint lists the values that Apify accepts', () => {
  expect(check({ a: { ...field, type: 'integer' } })).toMatchObject([{ hint: 'Use one of "number", "hidden".' }]);
  expect(check({ a: field }, { type: 'array' })).toMatchObject([{ hint: 'Use "object".' }]);
});

test('a mistake in a nested field points to that field', () => {
  const nested = {
    title: 'N',
    type: 'object',
    description: 'N',
    editor: 'schemaBased',
    properties: { b: { ...field, title: 7 } },
  };
  expect(check({ a: nested })).toMatchObject([
    { path: ['properties', 'a', 'properties', 'b', 'title'], message: 'is a number, not a string' },
  ]);
});

test('a required name without a property is an error', () => {
  expect(check({ a: field }, { required: ['a', 'b'] })).toMatchObject([
    { level: 'error', path: ['required', '1'], message: 'names b, which has no property' },
  ]);
});

test('required names in nested fields are not checked', () => {
  const nested = {
    title: 'N',
    type: 'object',
    description: 'N',
    editor: 'schemaBased',
    properties: {},
    required: ['b'],
  };
  expect(check({ a: nested })).toEqual([]);
});
