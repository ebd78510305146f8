import { expect, test } from '@jest/globals';
import { compareSettings } from '../../src/settings/update-settings.ts';

const actor = {
  title: 'Old',
  description: 'Same',
  categories: ['AI'],
  defaultRunOptions: { build: 'latest', timeoutSecs: 3600, memoryMbytes: 4096 },
  actorStandby: { isEnabled: false, build: 'latest', undocumented: 1 },
};

test('does not send settings that equal those on Apify', () => {
  expect(compareSettings({ description: 'Same', categories: ['AI'], seoTitle: null }, actor)).toEqual([]);
});

test('sends a string that differs, with the old value', () => {
  expect(compareSettings({ title: 'New' }, actor)).toEqual([{ key: 'title', before: 'Old', after: 'New' }]);
});

test('clears a setting with null', () => {
  expect(compareSettings({ title: null }, actor)).toEqual([{ key: 'title', before: 'Old', after: null }]);
});

test('keeps run options that the file does not contain', () => {
  expect(compareSettings({ defaultRunOptions: { memoryMbytes: 1024 } }, actor)).toEqual([
    {
      key: 'defaultRunOptions',
      before: actor.defaultRunOptions,
      after: { build: 'latest', timeoutSecs: 3600, memoryMbytes: 1024 },
    },
  ]);
  expect(compareSettings({ defaultRunOptions: { timeoutSecs: 3600 } }, actor)).toEqual([]);
});

test('does not send undocumented Standby properties back', () => {
  expect(compareSettings({ actorStandby: { isEnabled: true } }, actor)).toMatchObject([
    { after: { isEnabled: true, build: 'latest' } },
  ]);
  expect(JSON.stringify(compareSettings({ actorStandby: { isEnabled: true } }, actor))).not.toContain('undocumented');
});

test('treats a list in another order as different', () => {
  expect(compareSettings({ categories: ['SEO', 'AI'] }, { categories: ['AI', 'SEO'] })).toHaveLength(1);
});
