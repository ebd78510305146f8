import path from 'node:path';
import { nameFrom } from '../../paths.ts';
import { checkGitPath, type Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { dependencyFolders } from '../rules/built-in-rules.ts';
import { readRecords } from './file-names.ts';
import type { IgnoreLine, ListedFile, RepositoryListing } from './listing.ts';

/**
 * Lists the files in a folder that Git would commit: tracked files with their modes, and untracked files that are not
 * ignored, except in untracked `node_modules` and similar folders. Uses a single process. Includes deleted files.
 * @returns the reason if Git cannot list them.
 * @see https://git-scm.com/docs/git-ls-files
 */
export async function listByGit(
  git: Git,
  folder: string,
  signal: AbortSignal,
): Promise<RepositoryListing | { readonly reason: string }> {
  const excluded = dependencyFolders.map((name) => `--exclude=${name}`);
  const args = ['ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard', ...excluded];
  const result = await git(args, { cwd: folder, signal });
  switch (result.kind) {
    case 'ok':
      return { ...parseListing(result.stdout), unreadable: readUnreadable(result.stderr, folder) };
    case 'no-git': {
      const { code = 'ENOENT' } = result;
      return { reason: code === 'ENOENT' ? 'Git is not installed' : `Git could not be started (${code})` };
    }
    case 'failed': {
      const isMissing = result.stderr.includes('not a git repository');
      return { reason: isMissing ? 'there is no Git repository' : `Git failed: ${result.stderr.split('\n', 1)[0]}` };
    }
  }
}

/**
 * Reads the names of unreadable folders from Git's warnings. They are relative to the repository root. On Windows, a
 * path can be too long to be read.
 */
function readUnreadable(stderr: string, folder: string): readonly string[] {
  const named = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(([, name = '']) => name);
  if (named.length === 0) return [];
  const prefix = nameFrom(findRepository(folder)?.workTree ?? folder, folder) ?? '';
  return named.map((name) => (prefix !== '' && name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : name));
}

const SUBMODULE = '160000';

/** Parses records such as `? name` or `H mode object stage<tab>name`. */
function parseListing(output: Buffer): Omit<RepositoryListing, 'unreadable'> {
  const files: ListedFile[] = [];
  const nested: string[] = [];
  const submodules: string[] = [];
  let previous = '';
  for (const { name: record, escaped } of readRecords(output)) {
    const tracked = record.charAt(0) !== '?';
    const start = tracked ? record.indexOf('\t') + 1 : 2;
    const name = record.slice(start);
    const shown = escaped?.slice(start) ?? name;
    // An unmerged file is listed once per side.
    if (tracked && shown === previous) continue;
    previous = shown;
    checkGitPath(name);
    const indexMode = record.slice(2, 8);
    const isFolder = tracked ? indexMode === SUBMODULE : name.endsWith('/');
    if (escaped !== undefined) files.push({ name, escaped: shown, tracked });
    else if (isFolder && tracked) submodules.push(name);
    else if (isFolder) nested.push(name.slice(0, -1));
    else if (tracked) files.push({ name, tracked, indexMode, isSparse: record.startsWith('S') });
    else files.push({ name, tracked });
  }
  return { files, nested, submodules };
}

/**
 * Reads the settings of a repository. Without a repository, returns Git's defaults.
 * @see https://git-scm.com/docs/git-config
 */
export async function readDiskSettings(git: Git, folder: string, signal: AbortSignal) {
  const args = ['config', '-z', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'];
  const result = await git(args, { cwd: folder, signal });
  const settings = result.kind === 'ok' ? readRecords(result.stdout).map(({ name }) => name) : [];
  const isOff = (key: string): boolean => settings.findLast((line) => line.startsWith(`${key}\n`)) === `${key}\nfalse`;
  return { hasModes: !isOff('core.filemode'), hasLinks: !isOff('core.symlinks') };
}

/**
 * Returns the line that makes Git ignore a file or folder, if there is one.
 * @see https://git-scm.com/docs/git-check-ignore
 */
export async function readIgnoreLine(
  { git, workspace, signal }: { git: Git; workspace: string; signal: AbortSignal },
  place: string,
): Promise<IgnoreLine | undefined> {
  const workTree = findRepository(place)?.workTree;
  if (workTree === undefined) return undefined;
  // The prefix is needed because a name may begin with a colon, which Git would read as a pattern.
  const input = `./${nameFrom(workTree, place) ?? ''}\0`;
  const result = await git(['check-ignore', '-z', '--verbose', '--stdin'], { cwd: workTree, signal, input });
  if (result.kind !== 'ok') return undefined;
  const [source = '', line = '', text = ''] = readRecords(result.stdout).map(({ name }) => name);
  // Git also prints a line that includes the file again.
  if (source === '' || text.startsWith('!')) return undefined;
  return { file: nameFrom(workspace, path.resolve(workTree, source)) ?? source, line, text };
}
