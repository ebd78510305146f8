import { describe, expect, test } from '@jest/globals';
import { createSpelling } from '../../../src/source/files/file-names.ts';
import { findAliases } from '../../../src/source/files/listings.ts';
import { diskTakes } from '../../support/disk.ts';
import { list } from '../../support/source-rows.ts';
import { createTree } from '../../support/tree.ts';

/** The aliases among tracked and untracked names. @param onDisk names in the spelling of the disk. */
function aliases(tracked: readonly string[], untracked: readonly string[], onDisk: readonly string[]): string[] {
  const files = [
    ...untracked.map((name) => ({ name, tracked: false })),
    ...tracked.map((name) => ({ name, tracked: true })),
  ];
  return [...findAliases(files, (name) => !onDisk.includes(name))];
}

describe('on a case-insensitive disk', () => {
  test('sends a file once if the index and the disk spell its name differently', () => {
    expect(aliases(['Build/b', 'build/a'], ['Build/a', 'Build/c'], ['Build/a', 'Build/b', 'Build/c'])).toEqual([
      'Build/a',
    ]);
  });

  test('sends a file once if its name has decomposed letters', () => {
    expect(aliases(['\u00e9'], ['e\u0301'], ['e\u0301'])).toEqual(['e\u0301']);
  });
});

test('sends two files whose names differ only in case if the disk contains both', () => {
  expect(aliases(['a.js'], ['A.js'], ['A.js', 'a.js'])).toEqual([]);
});

describe('the spelling of a name', () => {
  test('is the spelling on disk if the name exists', () => {
    using tree = createTree().files('docs/readme.md');
    const isSpelledOtherwise = createSpelling(tree.folder);
    const isBlind = !diskTakes('a', 'A');
    expect(isSpelledOtherwise('docs/readme.md')).toBe(false);
    expect(isSpelledOtherwise('docs/README.md')).toBe(isBlind);
    expect(isSpelledOtherwise('DOCS/readme.md')).toBe(isBlind);
    expect(isSpelledOtherwise('missing')).toBe(false);
    expect(isSpelledOtherwise('docs/readme.md/behind-a-file')).toBe(false);
  });
});

const sees = diskTakes('a', 'A') ? test : test.skip;

sees('sends a file under its new name if only the case of its name changed', async () => {
  using tree = createTree().files('b', 'a.js').track().remove('a.js').files('A.js');
  const { files } = await list(tree, {});
  expect(files.map(({ name }) => name)).toEqual(['A.js', 'b']);
});
