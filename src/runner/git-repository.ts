import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';

/** A repository that Git commands name explicitly, so that nothing in a folder can redirect Git to another one. */
export interface GitRepository {
  readonly gitDir: string;
  /** Absolute: the folder with `.git` in it. */
  readonly workTree: string;
}

/** Much longer than any path. */
const MAX_GIT_FILE_BYTES = 64 * 1024;

/**
 * The innermost repository around a folder, by `.git` alone. Git itself also takes a folder that looks like a bare
 * repository for one, and such a folder can be committed.
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function findRepository(folder: string): GitRepository | undefined {
  for (let workTree = folder; ; workTree = path.dirname(workTree)) {
    const gitDir = gitDirOf(workTree);
    if (gitDir !== undefined) return { gitDir, workTree };
    if (workTree === path.dirname(workTree)) return undefined;
  }
}

/** The Git folder of a work tree; undefined if its `.git` does not lead to one. */
function gitDirOf(workTree: string): string | undefined {
  const dotGit = path.join(workTree, '.git');
  const stats = statOf(dotGit);
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return isGitDir(dotGit) ? dotGit : undefined;
  if (!stats.isFile() || stats.size > MAX_GIT_FILE_BYTES) return undefined;
  // Submodules and worktrees have a file that names the folder.
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
