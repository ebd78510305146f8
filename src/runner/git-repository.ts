import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';

/** A repository that is passed to Git explicitly, so that no folder can redirect Git to another one. */
interface GitRepository {
  readonly gitDir: string;
  /** Absolute path of the folder that contains `.git`. */
  readonly workTree: string;
}

/** Size limit in bytes, much longer than any path. */
const MAX_GIT_FILE_BYTES = 64 * 1024;

/**
 * Finds the innermost repository around a folder by looking for `.git` only. Git itself also accepts a folder that
 * looks like a bare repository, and such a folder can be committed.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function findRepository(folder: string): GitRepository | undefined {
  for (let workTree = folder; ; workTree = path.dirname(workTree)) {
    const gitDir = gitDirOf(workTree);
    if (gitDir !== undefined) return { gitDir, workTree };
    if (workTree === path.dirname(workTree)) return undefined;
  }
}

/** Returns the Git folder of a work tree; undefined if its `.git` does not lead to one. */
function gitDirOf(workTree: string): string | undefined {
  const dotGit = path.join(workTree, '.git');
  const stats = statOf(dotGit);
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return isGitDir(dotGit) ? dotGit : undefined;
  if (!stats.isFile() || stats.size > MAX_GIT_FILE_BYTES) return undefined;
  // Submodules and worktrees have a `.git` file that contains the path of the folder.
  const [, target] = /^gitdir: (.+?)[\r\n]*$/s.exec(readFileSync(dotGit, 'utf8')) ?? [];
  if (target === undefined) return undefined;
  const gitDir = path.resolve(workTree, target);
  return isGitDir(gitDir) ? realpathSync(gitDir) : undefined;
}

function isGitDir(folder: string): boolean {
  const has = (name: string): boolean => statOf(path.join(folder, name)) !== undefined;
  return has('HEAD') && (has('commondir') || (has('objects') && has('refs')));
}

function statOf(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
