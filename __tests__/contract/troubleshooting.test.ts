import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { collectMessages } from '../../scripts/error-messages.ts';
import { type Causes, joinCauses, readSections, sectionOf } from '../../scripts/troubleshooting.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const page = readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8');
const { messages, missing } = await collectMessages();
const sections = await readSections();
const rows = sections.flatMap((section) => section.rows);

describe('docs/troubleshooting.md', () => {
  test('lists the message of every error that the code creates', () => {
    expect(missing).toEqual([]);
    expect(messages.length).toBeGreaterThan(250);
    const lost = rows.flatMap((row) => row.messages).filter((text) => !page.includes(text.replaceAll('|', '\\|')));
    expect(lost).toEqual([]);
  });

  test('has a cause and a solution for each message, and no causes for messages that do not exist', () => {
    expect(sections.flatMap(({ mistakes }) => mistakes)).toEqual([]);
    expect(rows.filter(({ cause, fix }) => cause.trim() === '' || fix.trim() === '')).toEqual([]);
  });

  test('has causes that add information to the message and the solution', () => {
    const repeats = rows.filter(({ messages: texts, cause, fix }) =>
      [...texts, fix].some((text) => words(text).includes(words(cause))),
    );
    expect(repeats).toEqual([]);
  });

  test('has short causes in complete sentences, and placeholders only in messages', () => {
    const causes = rows.map(({ cause }) => cause);
    expect(causes.filter((cause) => !/^[A-Z`].*\.$/.test(cause) || cause.includes('…'))).toEqual([]);
    expect(causes.filter((cause) => cause.split(/\s+/).length > 20)).toEqual([]);
    expect(rows.filter(({ fix }) => fix.includes('…')).map(({ fix }) => fix)).toEqual([]);
  });

  test('has a section for the messages from each folder', () => {
    expect(messages.filter((message) => sectionOf(message) === undefined).map(({ file }) => file)).toEqual([]);
  });

  test.each([
    ['an error with its hint', 'The … input is …, not a boolean', 'Use true or false.'],
    ['a mistake in actor.json', '… is …, not a boolean', 'Write true or false, without quotes.'],
    ['a network error', 'No response to …: the connection was refused', 'set HTTPS_PROXY'],
    ['a failed build', "Build … exceeded Apify's time limit (TIMED-OUT)", 'Reduce the work in the Dockerfile'],
  ])('finds %s in the sources', (_kind, text, hint) => {
    const found = messages.filter((message) => message.text === text);
    expect(found.flatMap(({ hints }) => hints).join(' ')).toContain(hint);
  });

  test.each([
    ['the end of another message', 'The test-input input is …, which is not a file', 'Replace it with a regular file.'],
    ['one of two parts of a result', '… names …, which is not a file', 'Replace it with a regular file.'],
    ['a property of an argument', 'The file is …, not an object', 'Write an object'],
  ])('combines a message with %s', (_kind, text, hint) => {
    const found = messages.filter((message) => message.text === text);
    expect(found.flatMap(({ hints }) => hints).join(' ')).toContain(hint);
  });
});

describe('joinCauses', () => {
  const join = (hints: Readonly<Record<string, string>>, causes: Causes) =>
    joinCauses(new Map(Object.entries(hints).map(([text, hint]) => [text, new Set([hint])])), causes, 'x.ts');

  test('reports messages without a cause or a solution, and causes without a message', () => {
    const { mistakes } = join({ a: 'Do it.', b: '…' }, { b: 'It is b.', c: 'It is c.' });
    expect(mistakes).toEqual([
      'x.ts has a cause for a message that does not exist: c',
      'x.ts has no cause for the message: a',
      'x.ts has no fix for a message without a hint: b',
    ]);
  });

  test('merges messages with the same cause and solution', () => {
    const { rows: joined } = join({ a: 'Do it.', b: 'Do it.', c: 'Stop.' }, { a: 'So.', b: 'So.', c: 'So.' });
    expect(joined.map(({ messages: texts, fix }) => [...texts, fix])).toEqual([
      ['a', 'b', 'Do it.'],
      ['c', 'Stop.'],
    ]);
  });

  test('prefers the written solution and message', () => {
    const { rows: joined } = join({ 'a …': '…' }, { 'a …': { cause: 'So.', fix: 'Do `it`.', message: 'a message' } });
    expect(joined).toEqual([{ messages: ['a message'], cause: 'So.', fix: 'Do `it`.' }]);
  });
});

function words(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '')
    .trim();
}
