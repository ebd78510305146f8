import { describe, expect, test } from '@jest/globals';
import { archiveNotice, suggestIgnoreLines } from '../../../src/source/archive/archive-notice.ts';
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
  ] as const)('why: %s', (reason, message) => {
    expect(archiveNotice(all, reason)).toEqual({ level: 'notice', message: expect.stringMatching(message) });
  });

  test('the five largest files, the largest first', () => {
    const largest = 'c.csv (9.0 MB), b.js (6.0 kB), d\\n.js (50 bytes), e.js (40 bytes), f.js (30 bytes)';
    expect(archiveNotice(all, 'requested').message.split('The largest: ')[1]).toBe(largest);
  });

  test('what could be left out, where the user did not ask for an archive', () => {
    const advice = '. To exclude files that the build does not need, add to .actorignore: *.csv (9.0 MB)';
    expect(archiveNotice(all, 'content').message.endsWith(advice)).toBe(true);
    expect(archiveNotice(all, 'requested').message).not.toContain('.actorignore');
  });
});

describe('lines for .actorignore', () => {
  test.each<[string, Readonly<Record<string, number>>, readonly string[]]>([
    ['nothing obvious', { 'src/main.js': 5_000, 'package-lock.json': 900_000 }, []],
    ['a dataset', { 'src/main.js': 5_000, 'data/a.jsonl': 900_000 }, ['*.jsonl']],
    ['an ending in other letters', { 'A.CSV': 900_000 }, ['*.CSV']],
    ['media', { 'docs/a.png': 500, 'docs/b.mp4': 900 }, ['*.mp4', '*.png']],
    ['what a build has made', { 'src/a.js': 100, 'dist/a.js': 600, 'dist/deep/b.js': 600 }, ['/dist/']],
    ['the outermost of such folders', { 'a/dist/node_modules/b/dist/c.js': 600 }, ['/a/dist/']],
    ['a dataset in such a folder', { 'storage/a.csv': 600 }, ['/storage/']],
    [
      'the heaviest first, three at most',
      { 'a.csv': 100, 'b.zip': 400, 'c.mp4': 300, 'd.db': 200 },
      ['*.zip', '*.mp4', '*.db'],
    ],
    ['nothing that weighs less than a tenth', { 'a.csv': 9, 'main.js': 91 }, []],
    ['a tenth', { 'a.csv': 10, 'main.js': 90 }, ['*.csv']],
    ['nothing of .actor/', { '.actor/icon.png': 900 }, []],
    ['a folder whose name has marks', { 'a [b]*?\\/build/c': 900 }, ['/a\\ \\[b\\]\\*\\?\\\\/build/']],
    ['a file called like such a folder', { dist: 900 }, []],
    ['only empty files', { 'a.csv': 0 }, []],
  ])('%s', (_title, sizes, lines) => {
    expect(suggestIgnoreLines(files(sizes)).map(({ line }) => line)).toEqual(lines);
  });
});
