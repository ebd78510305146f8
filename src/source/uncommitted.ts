import { nameBelow, nameFrom } from '../paths.ts';
import { checkGitPath, type Git, type GitOptions } from '../runner/git.ts';
import { findRepository } from '../runner/git-repository.ts';
import { foldersAbove, joinNames, readRecords } from './files/file-names.ts';
import type { ListedSource } from './files/list-files.ts';
import type { SourceFile } from './files/source-file.ts';

interface ChangedFile {
  readonly name: string;
  readonly isDeleted: boolean;
}

/** Returns the files of a checkout that differ from its commit; undefined if Git cannot compare them. */
export async function readStatus(
  git: Git,
  args: readonly string[],
  options: GitOptions,
): Promise<{ readonly hasCommit: boolean; readonly changes: readonly ChangedFile[] } | undefined> {
  const withoutFilters = await settingsWithoutFilters(git, options);
  if (withoutFilters === undefined) return undefined;
  const status = ['status', '--porcelain', '--branch', '-z', '--no-renames', ...args];
  const result = await git([...withoutFilters, ...status], options);
  if (result.kind !== 'ok') return undefined;
  const [branch = '', ...files] = readRecords(result.stdout).map(({ name }) => name);
  const changes = files.map((record) => {
    const name = record.slice(3);
    checkGitPath(name);
    // A file that was added and then deleted (AD) is not in the commit.
    return { name, isDeleted: /^(?!A).?D/.test(record) };
  });
  return { hasCommit: !branch.startsWith('## No commits yet'), changes };
}

/**
 * The number of untracked and changed files that are sent, and of deleted files that would be sent. A file behind a
 * changed link counts too. Changes to submodules and to file modes do not count.
 * @param request.folder the upload root. @returns undefined if there is no commit to compare with.
 */
export async function countUncommittedFiles(
  request: Pick<ListedSource, 'files' | 'selects'> & {
    readonly folder: string;
    readonly git: Git;
    readonly signal: AbortSignal;
  },
): Promise<number | undefined> {
  const { files, selects, folder, git, signal } = request;
  const { workTree } = findRepository(folder) ?? {};
  if (workTree === undefined) return undefined;
  const args = ['--untracked-files=no', '--ignore-submodules=all', '--', '.'];
  const ignoringModes: Git = (all, options) => git(['-c', 'core.fileMode=false', ...all], options);
  const { hasCommit = false, changes = [] } = (await readStatus(ignoringModes, args, { cwd: folder, signal })) ?? {};
  if (!hasCommit) return undefined;
  const changed = new Set(changes.map(({ name }) => name));
  const top = nameFrom(workTree, folder) ?? '';
  const isChanged = ({ name, path }: SourceFile): boolean => {
    const own = joinNames(top, name);
    return [nameFrom(workTree, path) ?? '', ...foldersAbove(own), own].some((each) => changed.has(each));
  };
  const sent = new Set(files.map(({ name }) => name));
  const isMissing = ({ name, isDeleted }: ChangedFile): boolean => {
    const own = isDeleted ? nameBelow(top, name) : undefined;
    return own !== undefined && !sent.has(own) && selects(own);
  };
  const isDifferent = (file: SourceFile): boolean => !file.tracked || (changed.size > 0 && isChanged(file));
  return files.filter(isDifferent).length + changes.filter(isMissing).length;
}

/**
 * Returns settings that turn off filters. A repository can specify programs that convert files, and Git would run them
 * to compare a file that was just written.
 * @returns undefined if a filter cannot be turned off, because its name contains `=`, where Git ends the name of a
 *   setting.
 */
async function settingsWithoutFilters(git: Git, options: GitOptions): Promise<readonly string[] | undefined> {
  const result = await git(['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$'], options);
  const keys = result.kind === 'ok' ? readRecords(result.stdout).map(({ name }) => name) : [];
  if (keys.some((key) => key.includes('='))) return undefined;
  const drivers = new Set(keys.map((key) => key.replace(/\.(?:clean|process)$/, '')));
  return [...drivers].flatMap((driver) =>
    ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${driver}.${setting}`]),
  );
}
