import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, escapeLog, escapeLogLine, htmlCode, listSome, quoted, visible } from '../src/text.ts';
import { anyCharacter } from './support/characters.ts';

describe('a line of another log', () => {
  test.each([
    ['plain text stays', 'a: b :: c', 'a: b :: c'],
    ['color and style stay', '\u001b[1;31mred\u001b[0m', '\u001b[1;31mred\u001b[0m'],
    ['emoji of several characters stay', 'a 👨‍👩‍👧 b', 'a 👨‍👩‍👧 b'],
    ['single signs stay', '#1 ## # [x] :x', '#1 ## # [x] :x'],
    ['a command', '::error::x', ': :error::x'],
    ['a command after white space', ' \t\u00a0::stop-commands::x', ' \t\u00a0: :stop-commands::x'],
    ['a command after a color', '\u001b[31m::error::x', '\u001b[31m: :error::x'],
    ['a command after characters without width', '\u200b\u00ad\u2060::error::x', '\u200b\u00ad\u2060: :error::x'],
    ['a command with a character without width in it', ':\u200d:error::x', ': \u200d:error::x'],
    ['a command with a style in it', ':\u001b[0m:error::x', ': \u001b[0m:error::x'],
    ['a command of the older form', 'x ##[error]y', 'x ## [error]y'],
    ['several commands of the older form', '##[a]##[b]###[c]', '## [a]## [b]### [c]'],
    ['an older command with a character without width', '#\u200b#\u{e0001}[error]y', '#\u200b# \u{e0001}[error]y'],
    ['a cursor movement', 'a\u001b[2K\u001b[1Gb', 'ab'],
    ['a window title', '\u001b]0;title\u0007text', 'text'],
    ['a hyperlink', '\u001b]8;;https://evil.test\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['single controls', 'a\u0000\u0007\u0008b\u009bc', 'abc'],
    ['marks that change the direction', 'a\u202eb\u2066c', 'abc'],
    ['a line end inside', 'a\r::error::x', 'a::error::x'],
    ['a command that appears when controls are removed', '\u0007:\u0007:error::x', ': :error::x'],
  ])('%s', (_title, line, expected) => {
    expect(escapeLogLine(line)).toBe(expected);
  });

  test.each([
    ['spaces', ' '],
    ['styles', '\u001b[1m'],
    ['open sequences', '\u001b['],
    ['open sequences with parameters', '\u001b[1;'],
    ['open titles', '\u001b]x'],
    ['characters without width', '\u200b'],
    ['tags', '#\u{e0001}'],
    ['signs', '#'],
    ['signs and spaces', '# '],
    ['colons', ':'],
    ['old commands', '##['],
    ['controls', '\u0000'],
    ['text', 'x'],
  ])('of 500 kB of %s takes linear time', (_title, part) => {
    const line = part.repeat(500_000 / part.length);
    const start = performance.now();
    escapeLogLine(line);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test('each line of a text is escaped, with every line end', () => {
  expect(escapeLog('a\r::error::x\n::b\r\n::c')).toBe('a\n: :error::x\n: :b\n: :c');
});

test('no text can act as a workflow command', () => {
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

test('a name is shown on one line with its control characters as escapes', () => {
  expect(visible('a\nb\r\t\u001b[0m\u202e')).toBe('a\\nb\\r\\t\\u001b[0m\\u202e');
});

test('a value is quoted, and omitted if it is long', () => {
  expect(quoted('a\n')).toBe('"a\\n"');
  expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(100)}"`);
  expect(quoted('x'.repeat(101))).toBe('a text of 101 characters');
});

describe('HTML', () => {
  test('only what HTML requires is escaped, on one line', () => {
    expect(escapeHtml('<b> "it\'s" & *x*_y_ `z` [a](b) @me\n')).toBe(
      '&#60;b&#62; &#34;it&#39;s&#34; &#38; *x*_y_ `z` [a](b) @me\\n',
    );
  });

  test('no text can contain a tag, end an attribute or begin a line', () => {
    const property = fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(escapeHtml(text).replaceAll(/&#\d+;/g, '')).toMatch(/^[^<>&"'\n\r]*$/);
    });
    fc.assert(property, { seed: 2, numRuns: 200 });
  });

  test('code contains escaped text', () => {
    expect(htmlCode('</code>')).toBe('<code>&#60;/code&#62;</code>');
  });
});

test('a long list is shortened', () => {
  expect(listSome(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(listSome(['a', 'b'], 2)).toBe('a, b');
});
