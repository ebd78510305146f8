import { type Dirent, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path, { posix } from 'node:path';

/** Folders below the workspace, as POSIX paths from its root. */
export interface WorkspaceFolders {
  /** Folders that contain an entry with the given name. */
  readonly found: readonly string[];
  /** Folders other than the root that contain `.git`. */
  readonly repositories: readonly string[];
  /** Folders that could not be read. */
  readonly unreadable: readonly string[];
  /** Whether the workspace has no entries at all. */
  readonly isEmpty: boolean;
}

/** Whether the workspace is the top of a repository; no process is needed to find out. */
export function hasRepository(workspace: string): boolean {
  return existsSync(path.join(workspace, '.git'));
}

/**
 * Searches every folder of the workspace for an entry with this name. Skips `node_modules`. Does not follow links: their
 * targets are found at their own place.
 */
export async function findFoldersWith(
  entryName: string,
  workspace: string,
  signal: AbortSignal,
): Promise<WorkspaceFolders> {
  const found: string[] = [];
  const repositories: string[] = [];
  const unreadable: string[] = [];
  let isEmpty = false;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await readFolder(path.join(workspace, folder));
    if (entries === undefined) unreadable.push(folder);
    if (folder === '' && entries?.length === 0) isEmpty = true;
    for (const entry of entries ?? []) {
      if (entry.name === '.git' && folder !== '') repositories.push(folder);
      if (entry.name === entryName) found.push(folder);
      else if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') {
        waiting.push(posix.join(folder, entry.name));
      }
    }
  }
  return { found: found.sort(), repositories, unreadable, isEmpty };
}

async function readFolder(folder: string): Promise<readonly Dirent[] | undefined> {
  return readdir(folder, { withFileTypes: true }).catch(() => undefined);
}
