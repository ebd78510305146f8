import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { placeIn } from '../../paths.ts';
import { checkGitPath, type Git, type GitOptions } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { readRecords } from './file-names.ts';
import { gitOptions } from './git-listing.ts';
import { createFileReader } from './read-file.ts';
import type { SourceFile } from './source-file.ts';

export interface UncommittedRequest {
  /** All files that are sent. */
  readonly files: readonly SourceFile[];
  /** The folder around all files, absolute and real. */
  readonly folder: string;
  /** Absolute and real. */
  readonly workspace: string;
  readonly git: Git;
  readonly signal?: AbortSignal;
}

/**
 * The number of files that differ from the checked-out commit: untracked and changed files that are sent, and deleted
 * files. Changes in submodules and in modes do not count.
 * @returns undefined if there is no commit to compare with.
 * @see https://git-scm.com/docs/git-diff-index
 */
export async function countUncommittedFiles(request: UncommittedRequest): Promise<number | undefined> {
  const { files, folder, workspace, git } = request;
  const repository = findRepository(folder);
  if (repository === undefined) return undefined;
  const options = gitOptions(folder, request.signal);
  const args = ['diff-index', '-z', '--abbrev=64', '--no-renames', '--ignore-submodules=all', 'HEAD', '--', '.'];
  const withoutFilters = await settingsWithoutFilters(git, options);
  const result = withoutFilters && (await git([...withoutFilters, ...args], options));
  if (result?.kind !== 'ok') return undefined;
  const changes = readChanges(result.stdout, repository.workTree);
  let different = 0;
  for (const file of files) {
    const change = changes.get(file.path);
    if (!file.tracked) different += 1;
    else if (change?.isStaged) different += 1;
    else if (change !== undefined) {
      // The log of the build is streamed meanwhile.
      await setImmediate();
      // Git compares times and sizes only, which also differ after a copy of the checkout.
      if (hashBlob(file, workspace, change.hash.length) !== change.hash) different += 1;
    }
  }
  const deleted = [...changes.values()].filter((change) => change.isDeleted);
  return different + deleted.length;
}

interface Change {
  /** Of the content in the commit. */
  readonly hash: string;
  /** Whether the index has other content. */
  readonly isStaged: boolean;
  readonly isDeleted: boolean;
}

/** Records are `:100644 100644 <hash> <hash> M`, each followed by one with the name from the top of the repository. */
function readChanges(output: Buffer, workTree: string): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  const records = readRecords(output).map(({ name }) => name);
  for (let index = 0; index + 1 < records.length; index += 2) {
    const [, , hash = '', ofIndex = '', status] = records[index]?.split(' ') ?? [];
    const name = records[index + 1] ?? '';
    checkGitPath(name);
    const isStaged = /[^0]/.test(ofIndex) && ofIndex !== hash;
    changes.set(placeIn(workTree, name), { hash, isStaged, isDeleted: status === 'D' });
  }
  return changes;
}

/**
 * A repository can name programs that convert files. Git runs them to compare a file that has just been written.
 * @returns undefined if one cannot be turned off: Git ends the name of a setting at its first `=`.
 */
async function settingsWithoutFilters(git: Git, options: GitOptions): Promise<readonly string[] | undefined> {
  const result = await git(['config', '-z', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process)$'], options);
  const keys = result.kind === 'ok' ? readRecords(result.stdout).map(({ name }) => name) : [];
  if (keys.some((key) => key.includes('='))) return undefined;
  const drivers = new Set(keys.map((key) => key.replace(/\.(?:clean|process)$/, '')));
  return [...drivers].flatMap((driver) => [
    '-c',
    `${driver}.process=`,
    '-c',
    `${driver}.clean=`,
    '-c',
    `${driver}.required=false`,
  ]);
}

/** The hash of a file's content in Git. @param length of SHA-1 or SHA-256 in hexadecimal digits. */
function hashBlob(file: SourceFile, workspace: string, length: number): string {
  const hash = createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${file.size}\0`);
  // Parts keep memory flat, and the reader checks again that the file is in the workspace.
  for (const part of createFileReader(workspace).readParts(file)) hash.update(part);
  return hash.digest('hex');
}
