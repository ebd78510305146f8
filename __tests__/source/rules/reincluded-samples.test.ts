import { expect, test } from '@jest/globals';
import { sampleReincluded } from '../../../src/source/rules/actor-ignore.ts';

interface Row {
  readonly actorIgnore: string;
  /** The contents of .gitignore files, by folder. */
  readonly gitIgnore?: Readonly<Record<string, string>>;
}

function sample({ actorIgnore, gitIgnore = {} }: Row): readonly string[] {
  const files = Object.entries(gitIgnore).map(([folder, text]) => ({ folder, bytes: Buffer.from(text) }));
  return sampleReincluded(Buffer.from(actorIgnore), files);
}

test.each<[string, Row, readonly string[]]>([
  ['a folder', { actorIgnore: '!dist/' }, ['dist/x']],
  ['a folder with asterisks', { actorIgnore: '!/dist/**' }, ['dist/x', 'dist/x/x']],
  ['a file', { actorIgnore: '*.log\n!keep.log' }, ['keep.log', 'keep.log/x']],
  ['an escaped name', { actorIgnore: '!\\!x[ab].js' }, ['!xa.js', '!xa.js/x']],
  ['a name with escaped pattern characters', { actorIgnore: '!a\\[b]\\*' }, ['a[b]*', 'a[b]*/x']],
  [
    'a name in a folder that Git ignores',
    { actorIgnore: '!*.js', gitIgnore: { '': 'dist/', sub: '/out' } },
    ['x.js', 'x.js/x', 'dist/x.js', 'dist/x.js/x', 'sub/out/x.js', 'sub/out/x.js/x'],
  ],
  ['nothing without an exclamation mark', { actorIgnore: 'dist/\n# !x' }, []],
  [
    'nothing if the lines exclude everything else',
    { actorIgnore: '*\n!main.js', gitIgnore: { '': 'dist' } },
    ['main.js'],
  ],
])('samples %s', (_title, row, expected) => {
  expect(sample(row)).toEqual(expected);
});
