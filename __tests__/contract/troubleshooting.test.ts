import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { collectMessages } from '../../scripts/error-messages.ts';
import { sectionOf } from '../../scripts/troubleshooting.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const page = readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8');
const { messages, missing } = await collectMessages();

describe('docs/troubleshooting.md', () => {
  test('lists the message of every error that the code creates', () => {
    expect(missing).toEqual([]);
    expect(messages.length).toBeGreaterThan(150);
    const lost = messages.filter(({ text }) => !page.includes(text.replaceAll('|', '\\|').replaceAll('\n', ' ')));
    expect(lost.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  test('has a section for the messages of each folder', () => {
    expect(messages.filter((message) => sectionOf(message) === undefined).map(({ file }) => file)).toEqual([]);
  });

  test.each([
    ['an error with its hint', 'The … input is …, not a boolean', 'Use true or false.'],
    ['a mistake in actor.json', 'is …, not a boolean', 'Write true or false, without quotes.'],
    ['a network error', 'No response to …: the connection was refused', 'set HTTPS_PROXY'],
    ['a failed build', "… exceeded Apify's time limit (TIMED-OUT)", 'Reduce the work in the Dockerfile'],
  ])('finds %s in the sources', (_kind, text, hint) => {
    const found = messages.filter((message) => message.text === text);
    expect(found.flatMap(({ hints }) => hints).join(' ')).toContain(hint);
  });

  test('has a solution in each row', () => {
    const rows = [...page.matchAll(/^\| (`.+`) \| (.*) \|$/gm)];
    expect(rows.filter(([, , solution = '']) => solution.trim() === '').map(([row]) => row)).toEqual([]);
  });
});
