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
  ] as const)('explains why the files are an archive: %s', (reason, message) => {
    expect(archiveNotice(all, reason)).toEqual({ level: 'notice', message: expect.stringMatching(message) });
  });

  test('lists the five largest files, the largest first', () => {
    const largest = 'c.csv (9.0 MB), b.js (6.0 kB), d\\n.js (50 bytes), e.js (40 bytes), f.js (30 bytes)';
    expect(archiveNotice(all, 'requested').message.split('The largest: ')[1]).toBe(largest);
  });

  test('suggests lines for .actorignore unless the user requested an archive', () => {
    const advice = '. To exclude files that the build does not need, add to .actorignore: *.csv (9.0 MB)';
    expect(archiveNotice(all, 'content').message.endsWith(advice)).toBe(true);
    expect(archiveNotice(all, 'requested').message).not.toContain('.actorignore');
  });
});

describe('suggests lines for .actorignore:', () => {
  test.each<[string, Readonly<Record<string, number>>, readonly string[]]>([
    ['none without an obvious candidate', { 'src/main.js': 5_000, 'package-lock.json': 900_000 }, []],
    ['a dataset', { 'src/main.js': 5_000, 'data/a.jsonl': 900_000 }, ['*.jsonl']],
    ['a file extension in uppercase', { 'A.CSV': 900_000 }, ['*.CSV']],
    ['media', { 'docs/a.png': 500, 'docs/b.mp4': 900 }, ['*.mp4', '*.png']],
    ['build output', { 'src/a.js': 100, 'dist/a.js': 600, 'dist/deep/b.js': 600 }, ['/dist/']],
    ['the outermost folder of build output', { 'a/dist/node_modules/b/dist/c.js': 600 }, ['/a/dist/']],
    ['a folder of build output that contains a dataset', { 'storage/a.csv': 600 }, ['/storage/']],
    [
      'at most three, the largest first',
      { 'a.csv': 100, 'b.zip': 400, 'c.mp4': 300, 'd.db': 200 },
      ['*.zip', '*.mp4', '*.db'],
    ],
    ['none for files of less than a tenth of the size', { 'a.csv': 9, 'main.js': 91 }, []],
    ['files of a tenth of the size', { 'a.csv': 10, 'main.js': 90 }, ['*.csv']],
    ['none for .actor/', { '.actor/icon.png': 900 }, []],
    [
      'a folder whose name contains pattern characters',
      { 'a [b]*?\\/build/c': 900 },
      ['/a\\ \\[b\\]\\*\\?\\\\/build/'],
    ],
    ['none for a file with the name of such a folder', { dist: 900 }, []],
    ['none for empty files', { 'a.csv': 0 }, []],
  ])('%s', (_title, sizes, lines) => {
    expect(suggestIgnoreLines(files(sizes)).map(({ line }) => line)).toEqual(lines);
  });
});
