import { describe, expect, test } from '@jest/globals';
import { readTrackedLinks } from '../../../src/source/places/tracked-links.ts';
import { diskTakesLinks } from '../../support/disk.ts';
import { createTree } from '../../support/tree.ts';

const whereLinksAre = diskTakesLinks ? describe : describe.skip;

interface Row {
  /** The target of each link. */
  readonly links: Readonly<Record<string, string>>;
  readonly places?: readonly string[];
  readonly counts?: (link: string) => boolean;
}

function read({ links, places = ['a'], counts }: Row): readonly string[] {
  using tree = createTree();
  for (const [link, target] of Object.entries(links)) tree.link(link, target);
  return [...readTrackedLinks(tree.folder, Object.keys(links))(places, counts)].sort();
}

whereLinksAre('a deployment reads files through', () => {
  test.each<[string, Row, readonly string[]]>([
    ['a link to a file', { links: { 'a/x': '../libs/x.js' } }, ['a/x', 'libs/x.js']],
    ['a link to a folder', { links: { 'a/b/libs': '../../libs/' } }, ['a/b/libs', 'libs']],
    ['a link into another Actor folder', { links: { 'a/x': '../other/lib' } }, ['a/x', 'other/lib']],
    [
      'a link in the target folder',
      { links: { 'a/x': '../libs', 'libs/y': '../data' } },
      ['a/x', 'data', 'libs', 'libs/y'],
    ],
    [
      'a link on the way to the target',
      { links: { 'a/x': '../libs/deep/x.js', libs: 'real' } },
      ['a/x', 'libs', 'libs/deep/x.js', 'real/deep/x.js'],
    ],
    ['a link to a link', { links: { 'a/x': '../y', y: 'z' } }, ['a/x', 'y', 'z']],
    ['a link to the root', { links: { 'a/x': '..' } }, ['', 'a/x']],
    ['a link on the way to the folder', { links: { a: 'real' } }, ['a', 'real']],
    ['a link to the folder itself', { links: { 'a/x': '.' } }, ['a', 'a/x']],
    [
      'a link with .. after the target of another link',
      { links: { 'a/x': '../libs/../x.js', libs: 'real/deep/y', 'real/deep/y': '../other/y' } },
      ['a/x', 'libs', 'real/deep/y', 'real/other/x.js'],
    ],
    ['a link with .. after a folder', { links: { 'a/x': '../libs/./../x.js' } }, ['a/x', 'x.js']],
    ['links in a circle', { links: { 'a/x': '../b', b: 'c', c: 'b' } }, ['a/x', 'b', 'c']],
    ['but not a link that leads out of the workspace', { links: { 'a/x': '../../out', 'a/y': '/etc/passwd' } }, []],
    ['but not a link outside the folder', { links: { 'ab/x': '../libs', 'b/y': '../a' } }, []],
    [
      'but not a link that the caller ignores',
      { links: { 'a/x': '../libs', 'a/y': '../data' }, counts: (link) => link === 'a/y' },
      ['a/y', 'data'],
    ],
  ])('%s', (_title, row, expected) => {
    expect(read(row)).toEqual(expected);
  });

  test('at most 10,000 links', () => {
    const links = { 'a/x': '../b', 'b/p': '../b/q', 'b/q': '../b/p/q' };
    expect(read({ links }).length).toBeLessThanOrEqual(10_000);
  });
});

test('reads a link that Git checked out as a text file', () => {
  using tree = createTree();
  tree.file('a/x', '../libs/x.js');
  expect([...readTrackedLinks(tree.folder, ['a/x', 'a/gone'])(['a'])].sort()).toEqual(['a/x', 'libs/x.js']);
});
