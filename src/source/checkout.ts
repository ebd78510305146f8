import { isUtf8 } from 'node:buffer';
import { ActionError } from '../errors.ts';
import type { Git } from '../runner/git.ts';
import type { Workspace } from '../runner/workspace.ts';
import { readRecords } from './files/file-names.ts';
import type { Checkout } from './git-url.ts';
import { isLeftByTools } from './rules/built-in-rules.ts';

/**
 * Reads from Git what the working directory's checkout is.
 * @throws ActionError if the folder's name is not UTF-8, so that it cannot be part of a URL.
 */
export async function readCheckout(
  git: Git,
  { workingDirectory, shown }: Workspace,
  signal?: AbortSignal,
): Promise<Checkout> {
  const options = { cwd: workingDirectory, ...(signal === undefined ? {} : { signal }) };
  const [prefix, origin, head, changedFiles] = await Promise.all([
    git(['rev-parse', '--show-prefix'], options),
    git(['config', '--get', 'remote.origin.url'], options),
    git(['rev-parse', '--verify', 'HEAD'], options),
    countChanges(git, workingDirectory, signal),
  ]);
  switch (prefix.kind) {
    case 'no-git':
      return { kind: 'none', folder: shown, reason: 'Git is not installed' };
    case 'failed': {
      const [line = ''] = prefix.stderr.split('\n');
      return { kind: 'none', folder: shown, reason: `Git found no repository (${line})` };
    }
    case 'ok':
      if (!isUtf8(prefix.stdout)) {
        throw new ActionError("Could not derive the Git URL: the working directory's name is not UTF-8", {
          hint: 'Set git-repo-url to the URL of the repository.',
        });
      }
      return {
        kind: 'repository',
        folder: prefix.stdout.toString().replace(/\/?\n$/, ''),
        origin: origin.kind === 'ok' ? origin.stdout.toString().trim() : undefined,
        head: head.kind === 'ok' ? head.stdout.toString().trim() : undefined,
        changedFiles,
      };
  }
}

/**
 * Counts the files of a checkout that differ from its commit, with untracked files that are not ignored. Filters, which
 * the repository's settings could use to start a program, are turned off. A submodule has settings of its own, so Git
 * compares its commit only.
 * @returns undefined if Git could not compare.
 */
export async function countChanges(git: Git, folder: string, signal?: AbortSignal): Promise<number | undefined> {
  const options = { cwd: folder, ...(signal === undefined ? {} : { signal }) };
  const filters = await git(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], options);
  if (filters.kind === 'no-git') return undefined;
  const drivers =
    filters.kind === 'ok' ? readRecords(filters.stdout).map(({ name }) => name.replace(/\.[^.]*$/, '')) : [];
  // Git would end the name of such a setting at its first `=`.
  if (drivers.some((driver) => driver.includes('='))) return undefined;
  const off = [...new Set(drivers)].flatMap((driver) =>
    ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${driver}.${setting}`]),
  );
  const listed = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=dirty'];
  const status = await git([...off, ...listed], options);
  if (status.kind !== 'ok') return undefined;
  return readRecords(status.stdout).filter(({ name: record }) => !isLeftByTools(record.slice(3))).length;
}
