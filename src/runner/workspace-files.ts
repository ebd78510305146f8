import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path, { posix } from 'node:path';

/** Files in the workspace, as POSIX paths relative to its root. */
interface WorkspaceFiles {
  readonly paths: readonly string[];
  readonly links: readonly string[];
  /** Folders that contain `.git`, except for the root. */
  readonly repositories: readonly string[];
  readonly unreadable: readonly string[];
}

/** Lists all files in the workspace without Git, except in `node_modules` and `.git`. Does not follow links. */
export async function listWorkspaceFiles(workspace: string, signal: AbortSignal): Promise<WorkspaceFiles> {
  const paths: string[] = [];
  const links: string[] = [];
  const repositories: string[] = [];
  const unreadable: string[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    const entries = await readFolder(path.join(workspace, folder));
    if (entries === undefined) unreadable.push(folder);
    for (const entry of entries ?? []) {
      const name = posix.join(folder, entry.name);
      if (entry.name === '.git') {
        if (folder !== '') repositories.push(folder);
      } else if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') waiting.push(name);
      } else {
        paths.push(name);
        if (entry.isSymbolicLink()) links.push(name);
      }
    }
  }
  return { paths, links, repositories, unreadable };
}

async function readFolder(folder: string): Promise<readonly Dirent[] | undefined> {
  return readdir(folder, { withFileTypes: true }).catch(() => undefined);
}
