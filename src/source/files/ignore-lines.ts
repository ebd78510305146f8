import path from 'node:path';
import { nameFrom } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { readRecords } from './file-names.ts';
import { gitOptions } from './git-listing.ts';
import type { IgnoreLine } from './listing.ts';

/**
 * The line of an ignore file because of which Git ignores a file or folder; undefined if it does not, or if Git could
 * not be used.
 * @param place absolute and real.
 * @see https://git-scm.com/docs/git-check-ignore
 */
export async function readIgnoreLine(
  {
    git,
    workspace,
    signal,
  }: { readonly git: Git; readonly workspace: string; readonly signal: AbortSignal | undefined },
  place: string,
): Promise<IgnoreLine | undefined> {
  const workTree = findRepository(place)?.workTree;
  if (workTree === undefined) return undefined;
  const args = ['check-ignore', '-z', '--verbose', '--stdin'];
  // A name that begins with a colon is not a pattern.
  const input = `./${nameFrom(workTree, place) ?? ''}\0`;
  const result = await git(args, { ...gitOptions(workTree, signal), input });
  if (result.kind !== 'ok') return undefined;
  const [source = '', line = '', text = ''] = readRecords(result.stdout).map(({ name }) => name);
  // Git also prints a line that includes the file again.
  if (source === '' || text.startsWith('!')) return undefined;
  return { file: nameFrom(workspace, path.resolve(workTree, source)) ?? source, line, text };
}
