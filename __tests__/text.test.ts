import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, escapeLog, escapeLogLine, htmlCode, listSome, quoted, visible } from '../src/text.ts';
import { anyCharacter } from './support/characters.ts';

describe("a line of another program's log", () => {
  test.each([
    ['keeps plain text', 'a: b :: c', 'a: b :: c'],
    ['keeps colors and styles', '\u001b[1;31mred\u001b[0m', '\u001b[1;31mred\u001b[0m'],
    ['keeps emoji of several characters', 'a 👨‍👩‍👧 b', 'a 👨‍👩‍👧 b'],
    ['keeps single command characters', '#1 ## # [x] :x', '#1 ## # [x] :x'],
    ['disables a command', '::error::x', ': :error::x'],
    ['disables a command after white space', ' \t\u00a0::stop-commands::x', ' \t\u00a0: :stop-commands::x'],
    ['disables a command after a color', '\u001b[31m::error::x', '\u001b[31m: :error::x'],
    ['disables a command after zero-width characters', '\u200b\u00ad\u2060::error::x', '\u200b\u00ad\u2060: :error::x'],
    ['disables a command that contains a zero-width character', ':\u200d:error::x', ': \u200d:error::x'],
    ['disables a command that contains a style', ':\u001b[0m:error::x', ': \u001b[0m:error::x'],
    ['disables a command of the older form', 'x ##[error]y', 'x ## [error]y'],
    ['disables several commands of the older form', '##[a]##[b]###[c]', '## [a]## [b]### [c]'],
    [
      'disables an older command that contains a zero-width character',
      '#\u200b#\u{e0001}[error]y',
      '#\u200b# \u{e0001}[error]y',
    ],
    ['removes a cursor movement', 'a\u001b[2K\u001b[1Gb', 'ab'],
    ['removes a window title', '\u001b]0;title\u0007text', 'text'],
    ['removes the URL of a hyperlink', '\u001b]8;;https://evil.test\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['removes control characters', 'a\u0000\u0007\u0008b\u009bc', 'abc'],
    ['removes characters that change the text direction', 'a\u202eb\u2066c', 'abc'],
    ['removes a line break', 'a\r::error::x', 'a::error::x'],
    ['disables a command that appears when control characters are removed', '\u0007:\u0007:error::x', ': :error::x'],
  ])('%s', (_title, line, expected) => {
    expect(escapeLogLine(line)).toBe(expected);
  });

  test.each([
    ['spaces', ' '],
    ['styles', '\u001b[1m'],
    ['unterminated sequences', '\u001b['],
    ['unterminated sequences with parameters', '\u001b[1;'],
    ['unterminated titles', '\u001b]x'],
    ['zero-width characters', '\u200b'],
    ['tags', '#\u{e0001}'],
    ['number signs', '#'],
    ['number signs and spaces', '# '],
    ['colons', ':'],
    ['older commands', '##['],
    ['control characters', '\u0000'],
    ['text', 'x'],
  ])('of 500 kB is processed in linear time: %s', (_title, part) => {
    const line = part.repeat(500_000 / part.length);
    const start = performance.now();
    escapeLogLine(line);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test('escapes each line, with every kind of line break', () => {
  expect(escapeLog('a\r::error::x\n::b\r\n::c')).toBe('a\n: :error::x\n: :b\n: :c');
});

test('prevents every text from acting as a workflow command', () => {
  const marks = ['::', ':', '##[', '##', '#', '[', 'error', ' ', '\t', '\r', '\n', '\u2028', '\u0000', '\u0007'];
  const more = ['\u001b[0m', '\u001b[', '\u001b]', '\u200b', '\u2060', '\u00ad', '\u{e0001}'];
  const pieces = fc.constantFrom(...marks, ...more);
  const texts = fc.array(fc.oneof(pieces, fc.string({ unit: anyCharacter })), { maxLength: 20 });
  const property = fc.property(texts, (parts) => {
    for (const line of escapeLog(parts.join('')).split(/\r\n|\n|\r/)) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: style sequences begin with a control character
      const compared = line.replace(/\u001b\[[0-9;:]*m/g, '').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
      for (const text of [line, compared]) {
        expect(text.trimStart().startsWith('::')).toBe(false);
        expect(text.includes('##[')).toBe(false);
      }
    }
  });
  fc.assert(property, { seed: 1, numRuns: 400 });
});

test('shows a name on one line with escaped control characters', () => {
  expect(visible('a\nb\r\t\u001b[0m\u202e')).toBe('a\\nb\\r\\t\\u001b[0m\\u202e');
});

test('quotes a value, and omits a long value', () => {
  expect(quoted('a\n')).toBe('"a\\n"');
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(100)}"`);
  expect(quoted('x'.repeat(101))).toBe('a string of 101 characters');
});

describe('HTML', () => {
  test('escapes only the characters that HTML requires, on one line', () => {
    expect(escapeHtml('<b> "it\'s" & *x*_y_ `z` [a](b) @me\n')).toBe(
      '&#60;b&#62; &#34;it&#39;s&#34; &#38; *x*_y_ `z` [a](b) @me\\n',
    );
  });

  test('prevents every text from containing a tag, ending an attribute or beginning a line', () => {
    const property = fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(escapeHtml(text).replaceAll(/&#\d+;/g, '')).toMatch(/^[^<>&"'\n\r]*$/);
    });
    fc.assert(property, { seed: 2, numRuns: 200 });
  });

  test('escapes the text in code elements', () => {
    expect(htmlCode('</code>')).toBe('<code>&#60;/code&#62;</code>');
  });
});

test('shortens a long list', () => {
  expect(listSome(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(listSome(['a', 'b'], 2)).toBe('a, b');
});
