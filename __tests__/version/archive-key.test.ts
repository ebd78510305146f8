import { describe, expect, test } from '@jest/globals';
import { createArchiveKey, isOwnArchive, parseArchiveKey } from '../../src/version/archive.ts';

const now = Date.UTC(2026, 10, 24, 7, 43, 23, 123);
const uuid = '0b0e7d3e-3f3a-4f7e-9d55-1a2b3c4d5e6f';
const key = `0.1-2026-11-24T07-43-23-123Z-${uuid}.zip`;

test('a key contains the version, the time and a random part', () => {
  const keys = Array.from({ length: 5 }, () => createArchiveKey('0.1', now));
  for (const created of keys) {
    expect(created).toMatch(/^0\.1-2026-11-24T07-43-23-123Z-[0-9a-f-]{36}\.zip$/);
    expect(parseArchiveKey(created)).toEqual({ versionNumber: '0.1', time: '2026-11-24T07-43-23-123Z' });
  }
  expect(new Set(keys).size).toBe(5);
});

describe('recognizes the URL of an archive that this action uploaded', () => {
  test.each([
    ['signed', `https://api.apify.com/v2/key-value-stores/abc/records/${key}?signature=xyz`],
    ['unsigned', `https://api.apify.com/v2/key-value-stores/abc/records/${key}`],
    ['under another API address', `http://127.0.0.1:8010/apify/v2/key-value-stores/abc/records/${key}`],
  ])('%s', (_title, url) => {
    expect(isOwnArchive(url)).toBe(true);
  });

  test.each([
    ['a record of the CLI', 'https://api.apify.com/v2/key-value-stores/abc/records/version-0.1.zip?disableRedirect=1'],
    [
      'a key with another random part',
      `https://api.apify.com/v2/key-value-stores/abc/records/${key.replace(uuid, 'latest')}`,
    ],
    ['a key in a subfolder', `https://api.apify.com/v2/key-value-stores/abc/records/x/${key}`],
    ['the key in the query', `https://host.test/a.zip?x=/v2/key-value-stores/abc/records/${key}`],
    ['a version without a URL', key],
    ['an empty URL', ''],
  ])('but not %s', (_title, url) => {
    expect(isOwnArchive(url)).toBe(false);
  });
});
