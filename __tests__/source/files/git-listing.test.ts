import { expect, test } from '@jest/globals';
import { createGit, type Git } from '../../../src/runner/git.ts';
import { list } from '../../support/source-rows.ts';
import { createTree } from '../../support/tree.ts';

/**
 * A Git that cannot open folders: it lists the rest, prints warnings with paths relative to the root of the repository,
 * and succeeds.
 */
const halfBlind: Git = async (args, options) => {
  const result = await createGit(process.env)(args, options);
  const stderr = ['pkg/dist/deep/', 'pkg/left-out/']
    .map((name) => `warning: could not open directory '${name}': Filename too long\n`)
    .join('');
  return args[0] === 'ls-files' && result.kind === 'ok' ? { ...result, stderr } : result;
};

test('warns about a folder that Git cannot open', async () => {
  using tree = createTree().files('pkg/a').track();
  const { files, diagnostics } = await list(tree, { git: halfBlind, from: 'pkg' });
  expect(files.map(({ name }) => name)).toEqual(['a']);
  const message = 'Folders could not be read, so their untracked files are not deployed: dist/deep, left-out';
  expect(diagnostics).toEqual([{ level: 'warning', message }]);
});

test('does not warn about such a folder if .actorignore excludes it', async () => {
  using tree = createTree().files('pkg/a').file('pkg/.actorignore', 'left-out/\n').track();
  const { diagnostics } = await list(tree, { git: halfBlind, from: 'pkg' });
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringMatching(/: dist\/deep$/)]);
});
