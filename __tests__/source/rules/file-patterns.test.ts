import { lstatSync } from 'node:fs';
import { create } from '@actions/glob';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeOf } from '../../../src/errors.ts';
import { nameFrom } from '../../../src/paths.ts';
import { readFilePatterns } from '../../../src/source/rules/file-patterns.ts';
import { backslashEscapes, diskTakes } from '../../support/disk.ts';
import { createTree } from '../../support/tree.ts';

const name = fc.constantFrom(
  'a',
  'b',
  'ab',
  '.a',
  'a.js',
  'b.test.js',
  ...['A', 'a\\b'].filter((each) => diskTakes('a', each)),
  '[a]',
  'c d',
  'é',
  '{a,b}',
  '!x',
  '#y',
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const segment = fc.constantFrom(
  '**',
  '**',
  '*',
  '?',
  'a',
  'b',
  'ab',
  '.a',
  '*.js',
  '*.test.*',
  '[ab]',
  '[!a]',
  '[[]a]',
  ...(backslashEscapes ? ['\\[a\\]'] : []),
  'c d',
  'é',
  '{a,b}',
  '*a*',
  '.*',
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '!', '!!', '! '),
    fc.constantFrom('', '', './'),
    fc.array(segment, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '/'),
  )
  .map(([marks, dot, segments, slash]) => marks + dot + segments.join('/') + slash);

/** The files that the globber finds, relative to the folder. */
async function walk(folder: string, lines: readonly string[]): Promise<readonly string[]> {
  const before = process.cwd();
  try {
    process.chdir(folder);
    const globber = await create(lines.join('\n'));
    // The globber fails if a pattern expects a folder but finds a file.
    const found = await globber.glob().catch((error: unknown) => {
      fc.pre(codeOf(error) !== 'ENOTDIR');
      throw error;
    });
    return found.filter((each) => lstatSync(each).isFile()).map((each) => nameFrom(folder, each) ?? '');
  } finally {
    process.chdir(before);
  }
}

test('selects the same files as @actions/glob for random lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { minLength: 1, maxLength: 15 }),
      fc.array(pattern, { minLength: 1, maxLength: 4 }),
      async (paths, lines) => {
        using tree = createTree();
        const names = paths.filter((each, index) =>
          paths.every((other, at) => at === index || !`${other}/`.startsWith(`${each}/`)),
        );
        tree.files(...names);
        const patterns = await readFilePatterns(lines, tree.folder);
        const isOnlyExcluding = lines.every(
          (line) => (/^[! ]*/.exec(line)?.[0] ?? '').replaceAll(' ', '').length % 2 === 1,
        );
        const walked = await walk(tree.folder, isOnlyExcluding ? ['**', ...lines] : lines);
        expect(names.filter(patterns.select).sort()).toEqual([...walked].sort());
        // No file is selected in a folder for which maySelectBelow is false.
        const wrong = names.filter(
          (each) =>
            patterns.select(each) &&
            each.includes('/') &&
            !patterns.maySelectBelow(each.slice(0, each.lastIndexOf('/'))),
        );
        expect(wrong).toEqual([]);
      },
    ),
    { seed: 1, numRuns: 60 },
  );
});
