import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, escapeLog, escapeLogLine, htmlCode, listSome, visible } from '../src/text.ts';

describe('a line of a foreign log', () => {
  test.each([
    ['plain text stays', 'a: b :: c', 'a: b :: c'],
    ['colour and style stay', '\u001b[1;31mred\u001b[0m', '\u001b[1;31mred\u001b[0m'],
    ['a command', '::error::x', ':\u2060:error::x'],
    ['a command after white space', ' \t::stop-commands::x', ' \t:\u2060:stop-commands::x'],
    ['a command of the older form', 'x ##[error]y', 'x ##\u2060[error]y'],
    ['a command behind a colour', '\u001b[31m::error::x', '\u001b[31m:\u2060:error::x'],
    ['a cursor movement', 'a\u001b[2K\u001b[1Gb', 'ab'],
    ['a window title', '\u001b]0;title\u0007text', 'text'],
    ['a hyperlink', '\u001b]8;;https://evil.test\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['single controls', 'a\u0000\u0007\u0008b\u009bc', 'abc'],
    ['marks that turn text around', 'a\u202eb\u2066c', 'abc'],
    ['a line end inside', 'a\r::error::x', 'a::error::x'],
  ])('%s', (_title, line, expected) => {
    expect(escapeLogLine(line)).toBe(expected);
  });
});

test('each line of a text is looked at, however it ends', () => {
  expect(escapeLog('a\r::error::x\n::b\r\n::c')).toBe('a\n:\u2060:error::x\n:\u2060:b\n:\u2060:c');
});

test('no text can act as a workflow command', () => {
  const pieces = fc.constantFrom(
    '::',
    ':',
    '##[',
    '##',
    '[',
    'error',
    ' ',
    '\t',
    '\r',
    '\n',
    '\u001b[0m',
    '\u001b[',
    '\u2028',
    '\u0000',
    '\u001b]',
    '\u0007',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 20 }), (parts) => {
      for (const line of escapeLog(parts.join('')).split(/\r\n|\n|\r/)) {
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line.includes('##[')).toBe(false);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('a name is shown on one line with its control characters as escapes', () => {
  expect(visible('a\nb\r\t\u001b[0m\u202e')).toBe('a\\nb\\r\\t\\u001b[0m\\u202e');
});

describe('Markdown', () => {
  test('every punctuation mark is a character reference', () => {
    expect(escapeHtml('<b>|`*[x](y)')).toBe('&#60;b&#62;&#124;&#96;&#42;&#91;x&#93;&#40;y&#41;');
  });

  test('nothing but letters, digits, white space, references and non-ASCII is left, on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text).replaceAll(/&#\d+;/g, '')).toMatch(/^[A-Za-z0-9 \u0080-\u{10ffff}]*$/u);
      }),
      { numRuns: 10_000 },
    );
  });

  test('code holds it', () => {
    expect(htmlCode('</code>')).toBe('<code>&#60;&#47;code&#62;</code>');
  });
});

test('long lists are cut', () => {
  expect(listSome(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(listSome(['a', 'b'], 2)).toBe('a, b');
});
