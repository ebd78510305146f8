import { expect, test } from '@jest/globals';
import { createGit, type Git } from '../../src/git.ts';
import { list } from '../support/source-rows.ts';
import { createTree } from '../support/tree.ts';

/** Git that cannot open a folder: it lists the rest, warns, and ends well. */
const halfBlind: Git = async (args, options) => {
  const result = await createGit(process.env)(args, options);
  const stderr = "warning: could not open directory 'dist/deep/': Filename too long\nwarning: another";
  return args[0] === 'ls-files' && result.kind === 'ok' ? { ...result, stderr } : result;
};

test('a folder that Git cannot open is told, as are those whose paths are too long for Windows', async () => {
  using tree = createTree().files('a').track();
  const { files, findings } = await list(tree, { git: halfBlind });
  expect(files.map(({ name }) => name)).toEqual(['a']);
  const message = 'Folders cannot be read, so nothing of them is sent that is not tracked: dist/deep';
  expect(findings).toEqual([{ level: 'warning', message }]);
});
