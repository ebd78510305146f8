import { describe, expect, test } from '@jest/globals';
import { withoutAliases } from '../../src/source/aliases.ts';
import type { FoundFile } from '../../src/source/collect-files.ts';
import { isSpelled } from '../../src/source/file-names.ts';
import { createTree } from '../support/tree.ts';

function file(name: string, tracked: boolean): FoundFile {
  return { name, path: `/a/${name}`, size: 1, mode: 0o644, tracked, indexMode: undefined, broughtBack: false };
}

/** The files that are kept, and the warnings, where the disk spells names so. */
function keep(files: readonly FoundFile[], onDisk: readonly string[]): [readonly string[], readonly string[]] {
  const { files: kept, findings } = withoutAliases(files, (name) => onDisk.includes(name));
  return [kept.map(({ name }) => name), findings.map(({ message }) => message)];
}

describe('on a disk that knows no case of letters', () => {
  test('what the index spells in another way than the disk is sent once, as the index has it', () => {
    const files = [file('Build/b', true), file('build/a', true), file('Build/a', false)];
    expect(keep(files, ['Build/a', 'Build/b'])).toEqual([['Build/b', 'build/a'], []]);
  });

  test('a name in decomposed letters that the index composes is sent once', () => {
    expect(keep([file('\u00e9', true), file('e\u0301', false)], ['e\u0301'])).toEqual([['\u00e9'], []]);
  });

  test('two names of the index that are one file are both sent, with a warning', () => {
    expect(keep([file('A.js', true), file('a.js', true), file('b.js', true)], ['A.js', 'b.js'])).toEqual([
      ['A.js', 'a.js', 'b.js'],
      [expect.stringMatching(/^A\.js, a\.js are one file on this disk/)],
    ]);
  });
});

test('where the disk has both names, both are sent', () => {
  const files = [file('A.js', true), file('a.js', false)];
  expect(keep(files, ['A.js', 'a.js'])).toEqual([['A.js', 'a.js'], []]);
});

test('a name is spelled as the disk has it, its folders too', () => {
  using tree = createTree().files('docs/readme.md');
  expect(isSpelled(tree.folder, 'docs/readme.md')).toBe(true);
  expect(isSpelled(tree.folder, 'docs/README.md')).toBe(false);
  expect(isSpelled(tree.folder, 'readme.md')).toBe(false);
});
