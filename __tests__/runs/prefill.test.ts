import { expect, test } from '@jest/globals';
import { prefilledInput } from '../../src/runs/prefill.ts';

test.each<[string, unknown, object]>([
  ['the prefill of a field', { properties: { a: { type: 'string', prefill: 'x', default: 'y' } } }, { a: 'x' }],
  ['no value for a default that users see', { properties: { a: { type: 'string', default: 'y' } } }, {}],
  ['the default of a boolean', { properties: { a: { type: 'boolean', prefill: false, default: true } } }, { a: true }],
  [
    'the default of a hidden field',
    { properties: { a: { type: 'string', editor: 'hidden', default: 'y' } } },
    { a: 'y' },
  ],
  ['no value for the prefill of a hidden field', { properties: { a: { editor: 'hidden', prefill: 'x' } } }, {}],
  [
    'a prefill that is false, 0 or null',
    { properties: { a: { prefill: 0 }, b: { prefill: null } } },
    { a: 0, b: null },
  ],
  ['an empty object without a schema', undefined, {}],
  ['an empty object for a schema without fields', { properties: [] }, {}],
  ['an empty object for other JSON', 'text', {}],
])('the prefilled input has %s', (_name, schema, input) => {
  expect(prefilledInput(schema)).toEqual(input);
});
