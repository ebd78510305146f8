import path, { posix } from 'node:path';
import { parseActorDefinition } from '../../actor/definition.ts';
import { listReferences } from '../../actor/named-files.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import { ActionError, type Diagnostic } from '../../errors.ts';
import { type DeploymentPlaces, deploymentPlaces } from '../../source/places/deployment-places.ts';
import { listSome, visible } from '../../text.ts';

/** An Actor of the checkout. */
export interface FoundActor extends DeploymentPlaces {
  /** Path from the workspace's root, which is empty. */
  readonly folder: string;
  /** The `name` in actor.json, or the name of the folder. */
  readonly name: string;
  readonly version: string;
  readonly buildTag: string;
  readonly title: string;
  /** What is wrong with actor.json. The Actor's deployment will fail with this error. */
  readonly problem?: ActionError;
}

/** Files that are opened at the same time. */
const CONCURRENCY = 64;

/**
 * Reads actor.json of each folder. A mistake in one does not affect the others. A folder without the file is omitted,
 * unless Git tracks the file.
 */
export async function readActors(
  workspace: string,
  folders: readonly string[],
  isTracked: (path: string) => boolean,
): Promise<readonly FoundActor[]> {
  const actors = new Map<string, FoundActor>();
  // The workers share one iterator: each takes the next folder.
  const next = folders.values();
  const work = async (): Promise<void> => {
    for (const folder of next) {
      const actor = await readActor(workspace, folder, isTracked);
      if (actor !== undefined) actors.set(folder, actor);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, folders.length) }, work));
  return folders.flatMap((folder) => actors.get(folder) ?? []);
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
    context: undefined,
    uploadRoot: folder,
    namedFiles: [],
    references: [],
  };
  try {
    const text = await readActorJson(place);
    if (text === undefined) return isTracked(file) ? { ...actor, problem: notCheckedOut(file) } : undefined;
    // A mistake in one property does not change the meaning of the others.
    const json = parseLeniently(text);
    actor = { ...actor, ...deploymentPlaces(folder, { ...json, references: listReferences(json) }, isTracked) };
    const replaced = { name: false, version: false, buildTag: false };
    const definition = await parseActorDefinition(text, file, { replaced, replacedEnvVars: new Set() });
    const { name, version = '', buildTag = '', title = '' } = definition;
    actor = { ...actor, version, buildTag, title };
    return name === undefined ? { ...actor, problem: missingName(file) } : { ...actor, name };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return { ...actor, problem: error };
  }
}

function notCheckedOut(file: string): ActionError {
  return new ActionError(`${visible(file)} is tracked by Git, but it is not in the checkout`, {
    hint: 'Check it out: a sparse checkout may exclude it.',
    place: { file },
  });
}

function missingName(file: string): ActionError {
  return new ActionError(`${visible(file)} has no "name"`, {
    hint: 'Add a name, or set the actor-id input of the deploy action.',
    place: { file },
  });
}

function parseLeniently(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** A warning for each name that several Actors share. */
export function findNamesakes(actors: readonly FoundActor[]): readonly Diagnostic[] {
  const named = actors.filter(({ problem }) => problem === undefined);
  const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, group]) => group.length > 1);
  return groups.map(([name, group]) => {
    const folders = listSome(group.map(({ folder }) => showFolder(folder)));
    const message = `${group.length} Actors have the name ${visible(name)}: ${folders}. They are the same Actor on Apify, and the last deployment replaces the others. Rename them, or set actor-id for each deployment.`;
    return { level: 'warning', message, place: { file: posix.join(group[1]?.folder ?? '', '.actor/actor.json') } };
  });
}

/** A warning for each affected Actor whose actor.json has a problem; a debug line for the rest. */
export function explainProblems(
  actors: readonly FoundActor[],
  isAffected: (actor: FoundActor) => boolean,
): readonly Diagnostic[] {
  return actors.flatMap((actor): readonly Diagnostic[] => {
    const { folder, problem } = actor;
    if (problem === undefined) return [];
    const text = problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}`;
    if (!isAffected(actor)) return [{ level: 'debug', message: `Not affected, but faulty: ${text}` }];
    const message = `${text}\nThe deployment of ${showFolder(folder)} will fail. To exclude this folder, add: actors: '${excludingPattern(folder)}'`;
    return [{ level: 'warning', message, ...(problem.place === undefined ? {} : { place: problem.place }) }];
  });
}

/** A pattern of `actors` that excludes only this folder, for a single-quoted string in YAML. */
function excludingPattern(folder: string): string {
  const pattern = folder === '' ? '.' : visible(folder).replace(/[*?[\\]/g, '\\$&');
  return `!${pattern.replaceAll("'", "''")}`;
}

/** The folder as a person and `working-directory` write it. */
export function showFolder(folder: string): string {
  return folder === '' ? '.' : visible(folder);
}
