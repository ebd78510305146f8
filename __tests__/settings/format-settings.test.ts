import { expect, test } from '@jest/globals';
import { formatSettingChanges } from '../../src/settings/format-settings.ts';

test.each<[string, Parameters<typeof formatSettingChanges>[0][number], readonly string[]]>([
  ['a string that was not set', { key: 'title', before: null, after: 'New' }, ['title: not set → "New"']],
  ['a string that is cleared', { key: 'title', before: 'Old', after: null }, ['title: "Old" → not set']],
  ['a list', { key: 'categories', before: ['AI'], after: [] }, ['categories: ["AI"] → []']],
  [
    'only the values of an object that differ',
    {
      key: 'defaultRunOptions',
      before: { build: 'latest', timeoutSecs: 60 },
      after: { build: 'latest', timeoutSecs: 0, memoryMbytes: 512 },
    },
    ['defaultRunOptions.timeoutSecs: 60 → 0', 'defaultRunOptions.memoryMbytes: not set → 512'],
  ],
  ['only the new value if the value on Apify is unknown', { key: 'title', after: 'New' }, ['title: "New"']],
  [
    'the length of a long string',
    { key: 'readmeSummary', before: 'x'.repeat(998), after: 'x'.repeat(999) },
    [`readmeSummary: "${'x'.repeat(998)}" → a value of 1001 characters`],
  ],
])('shows %s', (_title, change, lines) => {
  expect(formatSettingChanges([change])).toEqual(lines);
});
