import path, { posix } from 'node:path';
import { parseActorDefinition } from '../../actor/definition.ts';
import { listReferences } from '../../actor/named-files.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import type { LocalGit, TrackedFiles } from '../../changes/local-git.ts';
import { ActionError } from '../../errors.ts';
import { type DeploymentPlaces, deploymentPlaces, isWithin } from '../../source/places/deployment-places.ts';
import { readTrackedLinks } from '../../source/places/tracked-links.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { visible } from '../../text.ts';
import type { ReadActor } from './actor-problems.ts';
import { type ActorPlaces, actorFolderOf, foldersAbove } from './affected.ts';
import { isIgnoredByDefault } from './built-in-ignore.ts';
import { findSendersOfIgnored } from './senders-of-ignored.ts';

export interface FoundActor extends ReadActor, DeploymentPlaces {
  readonly version: string;
  readonly buildTag: string;
  readonly title: string;
}

export type PlacedActor = FoundActor & ActorPlaces;

export type FoundActors = Awaited<ReturnType<typeof findActors>>;

/**
 * Finds folders with `.actor/actor.json`, and other paths that their deployments read.
 * @returns the Actors that the `actors` input selects, sorted by folder, and the folders of all Actors.
 */
export async function findActors(local: LocalGit, tracked: TrackedFiles, patterns: readonly PathPattern[]) {
  const known = new Set(tracked.paths);
  const candidates = [...new Set(tracked.paths.flatMap((file) => actorFolderOf(file) ?? []))].sort();
  const isIncluded = (folder: string): boolean => lastMatching(patterns, folder)?.excludes === false;
  const read = await readActors(local.workspace, candidates.filter(isIncluded), (file) => known.has(file));
  const readFolders = new Set(read.map(({ folder }) => folder));
  const folders = candidates.filter((folder) => readFolders.has(folder) || !isIncluded(folder));
  const senders = await findSendersOfIgnored(local, known, read);
  const readsOf = findReads(local.workspace, tracked.links, folders);
  const actors = read.map((actor): PlacedActor => {
    return { ...actor, reads: readsOf(actor), sendsIgnoredFiles: senders.has(actor.folder) };
  });
  return { actors, folders };
}

/** The number of files to open in parallel. */
const CONCURRENCY = 64;

/**
 * Reads the Actors. An invalid actor.json does not affect the other Actors. Skips a folder without actor.json unless
 * Git tracks the file.
 */
export async function readActors(
  workspace: string,
  folders: readonly string[],
  isTracked: (path: string) => boolean,
): Promise<readonly FoundActor[]> {
  const actors: FoundActor[] = [];
  for (let at = 0; at < folders.length; at += CONCURRENCY) {
    const part = folders.slice(at, at + CONCURRENCY).map((folder) => readActor(workspace, folder, isTracked));
    actors.push(...(await Promise.all(part)).filter((actor) => actor !== undefined));
  }
  return actors;
}

async function readActor(
  workspace: string,
  folder: string,
  isTracked: (path: string) => boolean,
): Promise<FoundActor | undefined> {
  const place = { workspace, workingDirectory: path.join(workspace, folder) };
  const file = posix.join(folder, '.actor/actor.json');
  let actor: FoundActor = {
    folder,
    name: posix.basename(folder) || path.basename(workspace),
    version: '',
    buildTag: '',
    title: '',
    ...deploymentPlaces(folder, { references: [] }, isTracked),
  };
  const wrong = (problem: string, hint: string): FoundActor => {
    return { ...actor, problem: new ActionError(`${visible(file)} ${problem}`, { hint, place: { file } }) };
  };
  try {
    const text = await readActorJson(place);
    if (text === undefined) {
      if (!isTracked(file)) return undefined;
      const hint = 'Check it out: a sparse checkout may exclude it.';
      return wrong('is tracked by Git, but it is not in the checkout', hint);
    }
    // An error in one property does not affect the others.
    const json = parseLeniently(text);
    actor = { ...actor, ...deploymentPlaces(folder, { ...json, references: listReferences(json) }, isTracked) };
    const replaced = { name: false, version: false, buildTag: false };
    const definition = await parseActorDefinition(text, file, { replaced, replacedEnvVars: new Set() });
    const { name, version = '', buildTag = '', title = '' } = definition;
    actor = { ...actor, version, buildTag, title };
    if (name !== undefined) return { ...actor, name };
    return wrong('has no "name"', 'Add a name, or set the actor-id input of the deploy action.');
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { ...actor, problem: error };
  }
}

/** Returns the properties of actor.json; none if it is not a JSON object. */
export function parseLeniently(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** Finds the paths outside an Actor's folder, other than the Docker context, that its deployment reads. */
function findReads(
  workspace: string,
  trackedLinks: readonly string[],
  actorFolders: readonly string[],
): (actor: FoundActor) => readonly string[] {
  const links = readTrackedLinks(workspace, trackedLinks);
  const folders = new Set(actorFolders);
  return ({ folder, context, namedFiles, uploadRoot }) => {
    // Uses the same rule as for files in the Docker context.
    const counts = (link: string): boolean => {
      const innermost = foldersAbove(link).find((above) => folders.has(above));
      if (innermost === undefined) return !isIgnoredByDefault(link);
      return isWithin(innermost, folder) || isWithin(folder, innermost);
    };
    const places = [folder, ...namedFiles, ...(context === undefined ? [] : [context])];
    const rules = posix.join(uploadRoot, '.actorignore');
    return [...namedFiles, rules, ...links(places, counts)].filter((place) => !isWithin(place, folder));
  };
}
