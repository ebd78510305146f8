import { describe, expect, test } from '@jest/globals';
import { archiveNotice } from '../../../src/source/archive/archive-notice.ts';
import type { SourceFile } from '../../../src/source/files/source-file.ts';

function files(sizes: Readonly<Record<string, number>>): readonly SourceFile[] {
  return Object.entries(sizes).map(([name, size]) => ({
    name,
    path: `/${name}`,
    size,
    executable: false,
    tracked: true,
  }));
}

describe('the notice', () => {
  const all = files({ 'a.js': 1, 'b.js': 6_000, 'c.csv': 9_000_000, 'd\n.js': 50, 'e.js': 40, 'f.js': 30, 'g.js': 20 });

  test.each([
    ['requested', /^The files are uploaded as an archive, because source-type is TARBALL\. /],
    ['content', /^The files are uploaded as an archive, because they exceed the limit of 3 MiB for SOURCE_FILES\. /],
    ['body', /^The files are uploaded as an archive, because the request would exceed the limit of 9 MiB\. /],
  ] as const)('explains why the files are an archive: %s', (reason, message) => {
    expect(archiveNotice(all, reason)).toEqual({ level: 'notice', message: expect.stringMatching(message) });
  });

  test('lists the five largest files, the largest first', () => {
    const largest = 'c.csv (9.0 MB), b.js (6.0 kB), d\\n.js (50 bytes), e.js (40 bytes), f.js (30 bytes)';
    expect(archiveNotice(all, 'requested').message.split('The largest: ')[1]).toBe(largest);
  });

  test('recommends .actorignore unless the user requested an archive', () => {
    const advice = '. To exclude files that the build does not need, add lines to .actorignore';
    expect(archiveNotice(all, 'content').message.endsWith(advice)).toBe(true);
    expect(archiveNotice(all, 'requested').message).not.toContain('.actorignore');
  });
});
