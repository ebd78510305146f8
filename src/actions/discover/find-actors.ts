import path, { posix } from 'node:path';
import { type LocalGit, listIgnored, type TrackedFiles } from '../../changes/local-git.ts';
import { ActionError, type Diagnostic } from '../../errors.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';
import { findFoldersWith } from '../../runner/workspace-folders.ts';
import { isWithin } from '../../source/places/deployment-places.ts';
import { readTrackedLinks } from '../../source/places/tracked-links.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { sampleReincluded } from '../../source/rules/reincluded-samples.ts';
import { listSome } from '../../text.ts';
import { type FoundActor, readActors, showFolder } from './actors.ts';
import { type ActorPlaces, foldersAbove } from './affected.ts';
import { isIgnoredByDefault } from './built-in-ignore.ts';

export type PlacedActor = FoundActor & ActorPlaces;

/** The Actors of the checkout. */
export interface FoundActors {
  /** The Actors that `actors` includes, by their folders. */
  readonly actors: readonly PlacedActor[];
  /** Folders of all Actors. */
  readonly folders: readonly string[];
  /** The checkout is a folder of the workspace, so the workspace paths of changed files are unknown. */
  readonly isBelowWorkspace: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rules are not longer than this. */
const MAX_IGNORE_BYTES = 1024 ** 2;

/**
 * Finds folders with `.actor/actor.json` by Git's tracked files. If Git cannot list them, every folder is searched.
 * @throws ActionError if the workspace is empty.
 */
export async function findActors(
  local: LocalGit,
  tracked: TrackedFiles | undefined,
  patterns: readonly PathPattern[],
): Promise<FoundActors> {
  const known = new Set(tracked?.paths);
  const candidates = tracked === undefined ? await searchFolders(local) : foldersOf(tracked.paths);
  const isIncluded = (folder: string): boolean => lastMatching(patterns, folder)?.excludes === false;
  const read = await readActors(local.workspace, candidates.folders.filter(isIncluded), (file) => known.has(file));
  const readFolders = new Set(read.map(({ folder }) => folder));
  const folders = candidates.folders.filter((folder) => readFolders.has(folder) || !isIncluded(folder));
  const actors = addLinks(local.workspace, tracked?.links ?? [], { actors: read, folders });
  const sending = await findSendersOfIgnored(local, known, read);
  return {
    actors: actors.map((actor) => ({ ...actor, sendsIgnoredFiles: sending.has(actor.folder) })),
    folders,
    isBelowWorkspace: candidates.isBelowWorkspace,
    diagnostics: candidates.diagnostics,
  };
}

type Candidates = Omit<FoundActors, 'actors'>;

function foldersOf(paths: readonly string[]): Candidates {
  const folders = new Set(paths.flatMap((file) => actorFolderOf(file) ?? []));
  return { folders: [...folders].sort(), isBelowWorkspace: false, diagnostics: [] };
}

/** The folder that a file, or a link, with this path makes an Actor folder; undefined for any other path. */
export function actorFolderOf(file: string): string | undefined {
  if (!file.endsWith('.actor/actor.json') && !file.endsWith('.actor')) return undefined;
  const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(file);
  return match === null ? undefined : (match[1] ?? '');
}

async function searchFolders({ workspace, signal }: LocalGit): Promise<Candidates> {
  const { found, repositories, unreadable, isEmpty } = await findFoldersWith('.actor', workspace, signal);
  if (isEmpty) throw new ActionError('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
  const except = unreadable.length === 0 ? '' : `, except ${listSome(unreadable.map(showFolder))} (not readable)`;
  const message = `Git could not list the tracked files, so every folder was searched for Actors${except}`;
  return { folders: found, isBelowWorkspace: repositories.length > 0, diagnostics: [{ level: 'warning', message }] };
}

function addLinks(
  workspace: string,
  tracked: readonly string[],
  found: { readonly actors: readonly FoundActor[]; readonly folders: readonly string[] },
): readonly Omit<PlacedActor, 'sendsIgnoredFiles'>[] {
  const links = readTrackedLinks(workspace, tracked);
  const folders = new Set(found.folders);
  return found.actors.map((actor) => {
    const { folder, context, namedFiles, uploadRoot } = actor;
    const counts = (link: string): boolean => {
      const innermost = foldersAbove(link).find((above) => folders.has(above));
      return innermost === undefined
        ? !isIgnoredByDefault(link)
        : isWithin(innermost, folder) || isWithin(folder, innermost);
    };
    const places = [folder, ...namedFiles, ...(context === undefined ? [] : [context])];
    const rules = posix.join(uploadRoot, '.actorignore');
    const reads = [...namedFiles, rules, ...links.readThrough(places, counts)];
    return { ...actor, reads: reads.filter((place) => !isWithin(place, folder)) };
  });
}

/** Folders of the Actors whose `.actorignore` may include files that Git ignores. */
async function findSendersOfIgnored(
  local: LocalGit,
  tracked: ReadonlySet<string>,
  actors: readonly FoundActor[],
): Promise<ReadonlySet<string>> {
  const read = async (file: string): Promise<Buffer> => {
    const found = await readWorkspaceFile(local.workspace, path.join(local.workspace, file), MAX_IGNORE_BYTES);
    return found.kind === 'read' ? found.bytes : Buffer.alloc(0);
  };
  const samples = actors.map(async ({ folder, uploadRoot }) => {
    const names: string[] = [];
    for (const root of new Set([folder, uploadRoot])) {
      const file = posix.join(root, '.actorignore');
      if (!tracked.has(file)) continue;
      const rules = await read(file);
      if (!rules.includes('!')) continue;
      const gitIgnoreFiles = [...tracked].filter((name) => posix.basename(name) === '.gitignore');
      const around = gitIgnoreFiles.filter((name) => isWithin(root, folderOf(name)) || isWithin(name, root));
      const contents = around.map(async (name) => ({
        folder: isWithin(root, folderOf(name)) ? '' : posix.relative(root, folderOf(name)),
        bytes: await read(name),
      }));
      names.push(...sampleReincluded(rules, await Promise.all(contents)).map((name) => posix.join(root, name)));
    }
    return { folder, names };
  });
  const found = (await Promise.all(samples)).filter(({ names }) => names.length > 0);
  if (found.length === 0) return new Set();
  const ignored = await listIgnored(
    local,
    found.flatMap(({ names }) => names),
  );
  // In doubt, all of them.
  const sends = ({ names }: { readonly names: readonly string[] }): boolean =>
    ignored === undefined || names.some((name) => ignored.has(name));
  return new Set(found.filter(sends).map(({ folder }) => folder));
}

function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === '.' ? '' : folder;
}
