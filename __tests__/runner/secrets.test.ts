import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRedactor, formsOf, isMaskable, writtenForms } from '../../src/runner/secrets.ts';
import { anyCharacter } from '../support/characters.ts';

function redact(text: string, ...values: readonly string[]): string {
  return createRedactor(values.flatMap(writtenForms))(text);
}

const value = `pa$$ "w<o>rd'/&ü(1)*\u2028\nsecond line`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const urlSafe = (text: string): string => Buffer.from(text).toString('base64url');

describe('a secret is hidden', () => {
  test.each([
    ['unchanged', value],
    ['with CRLF', value.replace('\n', '\r\n')],
    ['as one line of it', 'second line'],
    ['URL-encoded', encodeURIComponent(value)],
    ['URL-encoded in lowercase', encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
    [
      'URL-encoded completely',
      encodeURIComponent(value).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
    ],
    ['form-encoded', new URLSearchParams({ q: value }).toString().slice(2)],
    ['as JSON from JavaScript', JSON.stringify({ value })],
    ['as JSON from Python', `"pa$$ \\"w<o>rd'/&\\u00fc(1)*\\u2028\\nsecond line"`],
    ['as JSON from PHP', `"pa$$ \\"w<o>rd'\\/&\\u00fc(1)*\\u2028\\nsecond line"`],
    ['as JSON from PHP with Unicode', `"pa$$ \\"w<o>rd'\\/&ü(1)*\u2028\\nsecond line"`],
    ['as JSON from Go', `"pa$$ \\"w\\u003co\\u003erd'/\\u0026ü(1)*\\u2028\\nsecond line"`],
    ['as JSON in JSON', JSON.stringify(JSON.stringify(value))],
    ['as JSON from PHP in JSON from PHP', `"\\"pa$$ \\\\\\"w<o>rd'\\\\\\/&\\\\u00fc(1)*\\\\u2028\\\\nsecond line\\""`],
    ['as JSON from PHP in JSON', `"\\"pa$$ \\\\\\"w<o>rd'\\\\/&\\\\u00fc(1)*\\\\u2028\\\\nsecond line\\""`],
    ['as JSON in JSON from Go', `"\\"pa$$ \\\\\\"w\\u003co\\u003erd'/\\u0026ü(1)*\\u2028\\\\nsecond line\\""`],
    ['in Base64', base64(value)],
    ['in Base64 after one byte', base64(`x${value}`)],
    ['in Base64 after two bytes', base64(`xy${value}z`)],
    ['in Base64 for URLs', urlSafe(value)],
    ['in Base64 for URLs after one byte', urlSafe(`x${value}yz`)],
    ['as the password of Basic authentication', `Basic ${base64(`someone:${value}`)}`],
    ['in XML', `pa$$ &quot;w&lt;o&gt;rd&apos;/&amp;ü(1)*\u2028\nsecond line`],
    ['in HTML from PHP', `pa$$ &quot;w&lt;o&gt;rd&#039;/&amp;ü(1)*\u2028\nsecond line`],
    ['in HTML from Go', `pa$$ &#34;w&lt;o&gt;rd&#39;/&amp;ü(1)*\u2028\nsecond line`],
    ['in HTML from Python', `pa$$ &quot;w&lt;o&gt;rd&#x27;/&amp;ü(1)*\u2028\nsecond line`],
    ['with \\n for line breaks', value.replace('\n', '\\n')],
  ])('%s', (_title, text) => {
    const shown = redact(`before ${text} after`, value);
    expect(shown).toMatch(/^before .{0,40}\*\*\*.{0,6} after$/s);
    expect(shown).not.toMatch(/pa\$|cGEk|rd|second|line/);
  });

  test.each([['\n'], ['\r\n']])('in Base64 in lines of 76 characters that end with %j', (end) => {
    const long = `${'secret words and 0123456789 / '.repeat(6)}.`;
    const lines = base64(long).match(/.{1,76}/g) ?? [];
    expect(lines.length).toBeGreaterThan(2);
    expect(redact(`a ${lines.join(end)} b`, long)).toBe('a *** b');
    for (const line of lines) expect(redact(line, long)).toBe('***');
  });
});

test('returns all forms of a secret, and can omit its single lines', () => {
  expect(formsOf('')).toEqual([]);
  expect(formsOf(value)).not.toContain('second line');
  expect(writtenForms(value)).toContain('second line');
  expect(new Set(writtenForms(value)).size).toBe(writtenForms(value).length);
});

test('ignores white space around a secret in every form', () => {
  const forms = writtenForms('  sesame-open 1\n');
  for (const form of ['sesame-open 1', 'sesame-open%201', base64('sesame-open 1')]) expect(forms).toContain(form);
});

test('derives no forms from parts shorter than 8 characters', () => {
  expect(writtenForms('ab/<"c1')).toEqual(['ab/<"c1']);
  expect(writtenForms('{\n}\nlong-line-of-it\nshort')).toEqual(expect.arrayContaining(['long-line-of-it']));
  expect(writtenForms('{\n}\nlong-line-of-it\nshort')).not.toEqual(expect.arrayContaining(['short']));
  expect(redact('a { b } short', '{\n}\nlong-line-of-it\nshort')).toBe('a { b } short');
});

test.each([
  ['{\n  "key": "sesame"\n}', false],
  ['-----BEGIN KEY-----\nMIIEvQIBADANBg\n', true],
  ['ab\ncd', true],
  ['ab', true],
])('whether %j may be a mask of the runner, which masks every line: %s', (form, expected) => {
  expect(isMaskable(form)).toBe(expected);
});

test('hides the lines of a key in JSON, but no part of a path', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----\n';
  const account = JSON.stringify({ private_key: key, client: 'me' }, null, 2);
  expect(redact('MIIEvQIBADANBgkqhkiG9w0BAQEF', account)).toBe('***');
  expect(redact('extra names', 'C:\\next\\names')).toBe('extra names');
});

test('hides secrets that overlap or contain each other', () => {
  expect(redact('abcdefgh abcd', 'abcd', 'abcdefgh')).toBe('*** ***');
  expect(redact('x abcdef y', 'abcd', 'cdef')).toBe('x *** y');
  expect(redact('x abcdcdefabcd', 'abcd', 'cdef')).toBe('x ***');
});

test('leaves values of fewer than 4 characters to the masks of the runner', () => {
  expect(redact('0.1.1 abcd', '1', 'abcd')).toBe('0.1.1 ***');
  expect(redact('0.1.1', '')).toBe('0.1.1');
});

describe('text that was truncated does not end with a part of a secret', () => {
  const secret = 'correct horse battery staple';
  test.each([4, 10, 15, secret.length - 1, secret.length])('of %i characters', (length) => {
    expect(redact(`is ${secret.slice(0, length)}…`, secret)).toBe('is ***…');
  });

  test('but keeps other words before the ellipsis', () => {
    expect(redact('waiting… correctly… done…', secret)).toBe('waiting… correctly… done…');
  });
});

test('hides every form of a value with four characters or more', () => {
  const secret = fc.string({ minLength: 4, unit: anyCharacter }).filter((text) => text.trim().length >= 4);
  const property = fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
    fc.pre(!hidden.includes('*'));
    const hide = createRedactor(writtenForms(hidden));
    for (const form of formsOf(hidden)) {
      const shown = hide(before + form + after);
      expect(shown).not.toContain(hidden);
      expect(shown).toContain('***');
    }
  });
  fc.assert(property, { seed: 11, numRuns: 60 });
});

test('redacts 500 kB with 200 secrets, one of which has 300 lines, in linear time', () => {
  const bundle = Array.from(
    { length: 300 },
    (_, index) => `MIIEvQIBADANBgkq${index}hkiG9w0BAQEFAASCBKcwggSjAgEAAo`,
  ).join('\n');
  const values = Array.from({ length: 200 }, (_, index) => `MIIEvQIBADANBgkq-secret-${index}`);
  const hide = createRedactor([bundle, '-'.repeat(60), ...values].flatMap(writtenForms));
  for (const part of ['MIIEvQIBADANBgkq', '-'.repeat(59), '…MIIE', 'x']) {
    const text = part.repeat(500_000 / part.length);
    const start = performance.now();
    hide(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  }
});
