import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRedactor, writtenForms } from '../../src/runner/secrets.ts';

const value = 'pa$$ "word"/ü\nsecond line';

describe('a secret is hidden in every form in which it may turn up', () => {
  const redact = createRedactor([{ name: 'PASSWORD', value }]);
  test.each([
    ['as it is', value],
    ['its lines', 'second line'],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', new URLSearchParams({ q: value }).toString().slice(2)],
    ['JSON-escaped', JSON.stringify({ value })],
    ['Base64', Buffer.from(value).toString('base64')],
    ['Base64 for URLs', Buffer.from(value).toString('base64url')],
  ])('%s', (_title, text) => {
    const shown = redact(`before ${text} after`);
    expect(shown).toMatch(/^before .*\*\*\*.* after$/s);
    for (const form of writtenForms(value)) expect(shown).not.toContain(form);
  });
});

test('lines of a key that stands in JSON are hidden, and no part of a path', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n';
  const redact = createRedactor([
    { name: 'ACCOUNT', value: JSON.stringify({ private_key: key, client: 'me' }, null, 2) },
    { name: 'FOLDER', value: 'C:\\next\\names' },
  ]);
  expect(redact('MIIEvQIBADANBgkqhkiG9w0BAQEF')).toBe('***');
  expect(redact('extra names')).toBe('extra names');
});

test('a longer secret is hidden before a shorter one that is part of it', () => {
  const redact = createRedactor([
    { name: 'A', value: 'abcd' },
    { name: 'B', value: 'abcdefgh' },
  ]);
  expect(redact('abcdefgh abcd')).toBe('*** ***');
});

test('values that cannot be told from ordinary text are left to the mask of the runner', () => {
  expect(createRedactor([{ name: 'A', value: '1' }])('0.1.1')).toBe('0.1.1');
});

test('no value of four characters or more comes through', () => {
  const secret = fc.string({ minLength: 4 }).filter((text) => text.trim().length >= 4);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
      fc.pre(!'***'.includes(hidden) && !hidden.includes('*'));
      expect(createRedactor([{ name: 'S', value: hidden }])(before + hidden + after)).not.toContain(hidden);
    }),
    { numRuns: 5_000 },
  );
});
