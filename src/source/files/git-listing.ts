import type { Git } from '../../runner/git.ts';
import { DEPENDENCY_FOLDER } from '../rules/built-in-rules.ts';
import { type FileName, readRecords } from './file-names.ts';

/**
 * A file or link that Git, or the ignore files without Git, list; its name is relative to the folder that was asked for.
 * A folder is listed, with a slash at its end, where its name is not UTF-8 and so nothing can be found in it.
 */
export interface ListedFile extends FileName {
  readonly tracked: boolean;
  /** As the index has it: `100644`, `100755`, `120000` (a link); absent where it is not tracked. */
  readonly indexMode?: string;
  /** A sparse checkout leaves it out. */
  readonly isSparse?: boolean;
}

export interface GitListing {
  readonly files: readonly ListedFile[];
  /** Folders with a repository of their own that this one does not track. */
  readonly nested: readonly string[];
  readonly submodules: readonly string[];
  /** Folders that could not be opened, relative to the folder that was asked for; what is in them is not listed. */
  readonly unopened: readonly string[];
}

/**
 * What Git would commit at or below a folder: one process answers for what is tracked, with modes, and for what is not
 * and not ignored. It looks into no untracked `node_modules`. Deleted files are still listed.
 * @returns the reason where Git cannot tell.
 * @see https://git-scm.com/docs/git-ls-files
 */
export async function listByGit(
  git: Git,
  folder: string,
  signal?: AbortSignal,
): Promise<GitListing | { readonly reason: string }> {
  const args = ['ls-files', '-z', '-t', '--stage', '--others', '--exclude-standard', `--exclude=${DEPENDENCY_FOLDER}`];
  const result = await git(args, { cwd: folder, ...(signal === undefined ? {} : { signal }) });
  switch (result.kind) {
    case 'ok':
      return { ...parseListing(result.stdout), unopened: await readUnopened(result.stderr, git, folder) };
    case 'no-git':
      return { reason: 'Git is not installed' };
    case 'failed':
      return {
        reason: result.stderr.includes('not a git repository')
          ? 'there is no Git repository'
          : `Git failed: ${result.stderr.split('\n', 1)[0]}`,
      };
  }
}

/** Git only warns of them, as of paths that are too long for Windows, and names them from the repository's top. */
async function readUnopened(stderr: string, git: Git, folder: string): Promise<readonly string[]> {
  const named = [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gm)].map(([, name = '']) => name);
  if (named.length === 0) return [];
  const answer = await git(['rev-parse', '--show-prefix'], { cwd: folder });
  const prefix = answer.kind === 'ok' ? answer.stdout.toString().trimEnd() : '';
  return named.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name));
}

const LINK_TO_COMMIT = '160000';

/** Records are `? name`, or a letter, mode, object, stage, a tab and the name. */
function parseListing(output: Buffer): Omit<GitListing, 'unopened'> {
  const files = new Map<string, ListedFile>();
  const nested: string[] = [];
  const submodules: string[] = [];
  for (const { name: record, escaped } of readRecords(output)) {
    const tag = record.charAt(0);
    const start = tag === '?' ? 2 : record.indexOf('\t') + 1;
    const name = record.slice(start);
    const shown = escaped === undefined ? {} : { escaped: escaped.slice(start) };
    const indexMode = record.slice(2, 8);
    const isFolder = tag === '?' ? name.endsWith('/') : indexMode === LINK_TO_COMMIT;
    // By such a name no repository can be asked: the name itself is told.
    if (isFolder && escaped !== undefined) files.set(escaped, { name, ...shown, tracked: tag !== '?' });
    else if (tag === '?' && isFolder) nested.push(name.slice(0, -1));
    else if (tag === '?') files.set(escaped ?? name, { name, ...shown, tracked: false });
    else if (isFolder) submodules.push(name);
    // An unmerged file is listed once for each side.
    else files.set(escaped ?? name, { name, ...shown, tracked: true, indexMode, isSparse: tag === 'S' });
  }
  return { files: [...files.values()], nested, submodules };
}

/** Settings that say whether the disk can be believed. @see https://git-scm.com/docs/git-config */
export interface DiskSettings {
  /** False: modes on the disk mean nothing (`core.fileMode`). */
  readonly knowsModes: boolean;
  /** False: links lie on the disk as files that hold their target (`core.symlinks`). */
  readonly knowsLinks: boolean;
}

/** Asks a repository's settings; Git's own defaults where there are none. */
export async function readDiskSettings(git: Git, folder: string, signal?: AbortSignal): Promise<DiskSettings> {
  const args = ['config', '-z', '--type=bool', '--get-regexp', '^core\\.(filemode|symlinks)$'];
  const result = await git(args, { cwd: folder, ...(signal === undefined ? {} : { signal }) });
  const settings = result.kind === 'ok' ? readRecords(result.stdout).map(({ name }) => name) : [];
  // The last of several counts.
  const isOff = (key: string): boolean => settings.findLast((line) => line.startsWith(`${key}\n`)) === `${key}\nfalse`;
  return { knowsModes: !isOff('core.filemode'), knowsLinks: !isOff('core.symlinks') };
}
