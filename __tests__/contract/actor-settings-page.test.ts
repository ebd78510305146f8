import { expect, test } from '@jest/globals';
import { checkSettings, documentedKeys } from '../../src/actor/settings.ts';
import { codeBlocks, readDocuments } from '../support/documents.ts';

const page = readDocuments('docs').find(({ file }) => file === 'docs/actor-settings.md');
if (page === undefined) throw new Error('docs/actor-settings.md does not exist');

/** The keys that the hint for an unknown key lists. */
const keys = /^Use (.*?)\. /.exec(checkSettings({ unknown: 1 })[0]?.hint ?? '')?.[1]?.split(', ') ?? [];

test('the example contains all keys, and causes no warnings', () => {
  const [example = '{}'] = codeBlocks(page, 'json');
  expect(keys.length).toBeGreaterThan(5);
  expect(Object.keys(JSON.parse(example))).toEqual(keys);
  expect(checkSettings(JSON.parse(example))).toEqual([]);
});

test('the page describes all properties of the settings that are merged', () => {
  const inner = [...documentedKeys('defaultRunOptions'), ...documentedKeys('actorStandby')];
  expect([...keys, ...inner].filter((key) => !page.text.includes(`\`${key}\``))).toEqual([]);
});
