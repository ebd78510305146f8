import { posix } from 'node:path';
import type { LocalGit, TrackedFiles } from '../../changes/local-git.ts';
import { ActionError, type Diagnostic } from '../../errors.ts';
import { listWorkspaceFiles } from '../../runner/workspace-files.ts';
import { isWithin } from '../../source/places/deployment-places.ts';
import { readTrackedLinks } from '../../source/places/tracked-links.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { listSome } from '../../text.ts';
import { type FoundActor, readActors, showFolder } from './actors.ts';
import { type ActorPlaces, foldersAbove } from './affected.ts';
import { isIgnoredByDefault } from './built-in-ignore.ts';
import { findSendersOfIgnored } from './senders-of-ignored.ts';

export type PlacedActor = FoundActor & ActorPlaces;

/** The Actors of the checkout. */
export interface FoundActors {
  /** The Actors that `actors` includes, by their folders. */
  readonly actors: readonly PlacedActor[];
  /** Folders of all Actors. */
  readonly folders: readonly string[];
}

/** Finds folders with `.actor/actor.json`, and what else their deployments read. */
export async function findActors(
  local: LocalGit,
  tracked: TrackedFiles,
  patterns: readonly PathPattern[],
): Promise<FoundActors> {
  const known = new Set(tracked.paths);
  const definitions = tracked.paths.filter((file) => actorFolderOf(file) !== undefined);
  const candidates = [...new Set(definitions.map((file) => actorFolderOf(file) ?? ''))].sort();
  const isIncluded = (folder: string): boolean => lastMatching(patterns, folder)?.excludes === false;
  const read = await readActors(local.workspace, candidates.filter(isIncluded), (file) => known.has(file));
  const readFolders = new Set(read.map(({ folder }) => folder));
  const folders = candidates.filter((folder) => readFolders.has(folder) || !isIncluded(folder));
  const senders = await findSendersOfIgnored(local, known, read);
  const readsOf = findReads(local.workspace, tracked.links, folders);
  const actors = read.map((actor) => {
    return { ...actor, reads: readsOf(actor), sendsIgnoredFiles: senders.has(actor.folder) };
  });
  return { actors, folders };
}

/** The folder that a file, or a link, with this path makes an Actor folder; undefined for any other path. */
export function actorFolderOf(file: string): string | undefined {
  if (!file.endsWith('.actor/actor.json') && !file.endsWith('.actor')) return undefined;
  const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(file);
  return match === null ? undefined : (match[1] ?? '');
}

/** Files that were listed without Git. */
export interface FilesWithoutGit {
  readonly files: TrackedFiles;
  /** The checkout is a folder of the workspace, so the workspace paths of changed files are unknown. */
  readonly isBelowWorkspace: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Replaces Git's listing. @throws ActionError if the workspace is empty. */
export async function listWithoutGit({ workspace, signal }: LocalGit): Promise<FilesWithoutGit> {
  const { repositories, unreadable, ...files } = await listWorkspaceFiles(workspace, signal);
  if (files.paths.length === 0 && repositories.length === 0) {
    throw new ActionError('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
  }
  const except = unreadable.length === 0 ? '' : `, except ${listSome(unreadable.map(showFolder))} (not readable)`;
  const message = `Git could not list the tracked files, so every folder was searched for Actors${except}`;
  return { files, isBelowWorkspace: repositories.length > 0, diagnostics: [{ level: 'warning', message }] };
}

/** The places outside an Actor's folder that its deployment reads, besides the Docker context. */
function findReads(
  workspace: string,
  trackedLinks: readonly string[],
  actorFolders: readonly string[],
): (actor: FoundActor) => readonly string[] {
  const links = readTrackedLinks(workspace, trackedLinks);
  const folders = new Set(actorFolders);
  return ({ folder, context, namedFiles, uploadRoot }) => {
    // The same links as files of the Docker context count.
    const counts = (link: string): boolean => {
      const innermost = foldersAbove(link).find((above) => folders.has(above));
      if (innermost === undefined) return !isIgnoredByDefault(link);
      return isWithin(innermost, folder) || isWithin(folder, innermost);
    };
    const places = [folder, ...namedFiles, ...(context === undefined ? [] : [context])];
    const rules = posix.join(uploadRoot, '.actorignore');
    return [...namedFiles, rules, ...links.readThrough(places, counts)].filter((place) => !isWithin(place, folder));
  };
}
