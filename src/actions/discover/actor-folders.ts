import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path, { posix } from 'node:path';
import { type LocalGit, listActorFiles, type Repository } from '../../changes/local-git.ts';
import { ActionError } from '../../errors.ts';

/** Folders that may be Actors: paths from the workspace's root, which is the empty one. */
export interface FoundFolders {
  /** Sorted. */
  readonly folders: readonly string[];
  /** Those whose actor.json Git tracks; the others have something called `.actor`. */
  readonly tracked: ReadonlySet<string>;
  /** How the folders were found where Git could not tell. */
  readonly walk?: Walk;
}

export interface Walk {
  /** There was a repository below: a checkout with `path` is not at the workspace's root. */
  readonly passedRepository: boolean;
  /** Folders that this step may not read. */
  readonly unreadable: readonly string[];
}

/**
 * Folders with `.actor/actor.json`, by Git's tracked files; without a repository every folder is looked into.
 * @throws ActionError where the workspace is empty.
 */
export async function findActorFolders(local: LocalGit, repository: Repository | undefined): Promise<FoundFolders> {
  const names = repository === undefined ? undefined : await listActorFiles(local);
  // A repository around the workspace that tracks nothing in it is not the one that was checked out.
  if (names === undefined || (names.length === 0 && repository?.prefix !== '')) return walk(local);
  const tracked = names.filter((name) => name.endsWith('.json')).map((name) => folderOf(name) ?? '');
  return { folders: foldersOf(names), tracked: new Set(tracked) };
}

/** The folder that a file, or a link, of this name makes an Actor; undefined for any other name. */
export function folderOf(name: string): string | undefined {
  const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(name);
  return match === null ? undefined : (match[1] ?? '');
}

function foldersOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(folderOf))].filter((folder) => folder !== undefined).sort();
}

/** Links are not followed: what they lead to is found at its own place. */
async function walk({ workspace, signal }: LocalGit): Promise<FoundFolders> {
  const names: string[] = [];
  const unreadable: string[] = [];
  let passedRepository = false;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await readFolder(path.join(workspace, folder));
    if (entries === undefined) unreadable.push(folder);
    if (folder === '' && entries?.length === 0) {
      throw new ActionError('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
    }
    for (const entry of entries ?? []) {
      const name = posix.join(folder, entry.name);
      if (entry.name === '.git') passedRepository ||= folder !== '';
      else if (entry.name === '.actor') names.push(name);
      else if (entry.isDirectory() && entry.name !== 'node_modules') waiting.push(name);
    }
  }
  return { folders: foldersOf(names), tracked: new Set(), walk: { passedRepository, unreadable } };
}

async function readFolder(folder: string): Promise<readonly Dirent[] | undefined> {
  return readdir(folder, { withFileTypes: true }).catch(() => undefined);
}
