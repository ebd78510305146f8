import { expect, test } from '@jest/globals';
import { compareSettings } from '../../src/settings/compare-settings.ts';

const actor = {
  title: 'Old',
  description: 'Same',
  categories: ['AI'],
  defaultRunOptions: { build: 'latest', timeoutSecs: 3600, memoryMbytes: 4096 },
  actorStandby: { isEnabled: false, build: 'latest', undocumented: 1 },
};

test('settings that equal those on Apify are not sent', () => {
  expect(compareSettings({ description: 'Same', categories: ['AI'], seoTitle: null }, actor)).toEqual([]);
});

test('a text that differs is sent with the value before', () => {
  expect(compareSettings({ title: 'New' }, actor)).toEqual([{ key: 'title', before: 'Old', after: 'New' }]);
});

test('null clears a setting', () => {
  expect(compareSettings({ title: null }, actor)).toEqual([{ key: 'title', before: 'Old', after: null }]);
});

test('run options keep the values that the file does not name', () => {
  expect(compareSettings({ defaultRunOptions: { memoryMbytes: 1024 } }, actor)).toEqual([
    {
      key: 'defaultRunOptions',
      before: actor.defaultRunOptions,
      after: { build: 'latest', timeoutSecs: 3600, memoryMbytes: 1024 },
    },
  ]);
  expect(compareSettings({ defaultRunOptions: { timeoutSecs: 3600 } }, actor)).toEqual([]);
});

test('properties of Standby that are not documented are not sent back', () => {
  expect(compareSettings({ actorStandby: { isEnabled: true } }, actor)).toMatchObject([
    { after: { isEnabled: true, build: 'latest' } },
  ]);
  expect(JSON.stringify(compareSettings({ actorStandby: { isEnabled: true } }, actor))).not.toContain('undocumented');
});

test('a list in another order differs', () => {
  expect(compareSettings({ categories: ['SEO', 'AI'] }, { categories: ['AI', 'SEO'] })).toHaveLength(1);
});
