import path, { posix } from 'node:path';
import { type ActorDefinition, readActorDefinition } from '../../actor/definition.ts';
import { ActionError, combineErrors, type Diagnostic } from '../../errors.ts';
import { listSome, visible } from '../../text.ts';
import type { FoundFolders } from './actor-folders.ts';

/** An Actor of the checkout. */
export interface FoundActor {
  /** Path from the workspace's root, which is the empty one. */
  readonly folder: string;
  readonly definition: ActorDefinition;
  /** Where its Docker context and its Dockerfile lie, as far as that is outside its folder. */
  readonly outside: readonly string[];
}

/** Files that are read at once. */
const SIDE_BY_SIDE = 64;

/**
 * Reads actor.json of each of the folders.
 * @throws ActionError for those that are wrong, at the line where one is; all of them in one error.
 */
export async function readActors(
  workspace: string,
  folders: readonly string[],
  tracked: FoundFolders['tracked'],
): Promise<{ readonly actors: readonly FoundActor[]; readonly diagnostics: readonly Diagnostic[] }> {
  const found = new Map<string, FoundActor>();
  const mistakes = new Map<string, ActionError>();
  // The workers share one iterator: each takes the next folder.
  const next = folders.values();
  const work = async (): Promise<void> => {
    for (const folder of next) {
      try {
        const definition = await readActorDefinition({
          workspace,
          workingDirectory: path.join(workspace, folder),
          replaced: { name: false, version: false, buildTag: false },
          replacedEnvVars: new Set(),
        });
        if (definition === undefined) continue;
        found.set(folder, { folder, definition, outside: outsideOf(folder, definition) });
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        mistakes.set(folder, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, folders.length) }, work));
  if (mistakes.size > 0) throw combineMistakes(folders.flatMap((folder) => mistakes.get(folder) ?? []));
  const actors = folders.flatMap((folder) => found.get(folder) ?? []);
  const missing = folders.filter((folder) => tracked.has(folder) && !found.has(folder));
  return { actors, diagnostics: [...missingOnes(missing), ...namesakes(actors)] };
}

/** An annotation has one place: that of the first. */
function combineMistakes(mistakes: readonly ActionError[]): ActionError {
  const { message, hint, place } = combineErrors(mistakes, 'Actors have mistakes in their actor.json');
  const at = place ?? mistakes[0]?.place;
  return new ActionError(message, {
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { place: at }),
    cause: mistakes[0],
  });
}

/** Both paths are relative to `.actor/`. */
function outsideOf(folder: string, { dockerContextDir, dockerfile }: ActorDefinition): readonly string[] {
  return [dockerContextDir, dockerfile].flatMap((written) => {
    if (written === undefined) return [];
    // An absolute path leads out too: to the root of the repository at most.
    const joined = posix.isAbsolute(written) ? written.slice(1) : posix.join(folder, '.actor', written);
    const place = posix.normalize(joined).replace(/^\.?\/$|^\.$|\/$/, '');
    return isWithin(place, folder) && !posix.isAbsolute(written) ? [] : [place];
  });
}

/** Whether the path is the folder or lies in it. */
export function isWithin(place: string, folder: string): boolean {
  if (folder === '') return place !== '..' && !place.startsWith('../');
  return place === folder || place.startsWith(`${folder}/`);
}

function missingOnes(folders: readonly string[]): readonly Diagnostic[] {
  if (folders.length === 0) return [];
  const message = `Git tracks .actor/actor.json of these folders, but the checkout does not have it: ${listSome(folders.map(showFolder))}. They are left out; check them out (a sparse checkout may exclude them).`;
  return [{ level: 'warning', message }];
}

function namesakes(actors: readonly FoundActor[]): readonly Diagnostic[] {
  const byName = Map.groupBy(actors, ({ definition }) => definition.name);
  return [...byName].flatMap(([name, ofName]): readonly Diagnostic[] => {
    if (name === undefined || ofName.length < 2) return [];
    const folders = ofName.map(({ folder }) => showFolder(folder));
    const message = `${ofName.length} Actors are called ${visible(name)}: ${listSome(folders)}. Under one account they are one Actor, and the last to be deployed wins: rename them, or give each deployment an actor-id.`;
    const place = ofName[1]?.definition.file;
    return [{ level: 'warning', message, ...(place === undefined ? {} : { place: { file: place } }) }];
  });
}

/** The folder as a person and `working-directory` know it. */
export function showFolder(folder: string): string {
  return folder === '' ? '.' : visible(folder);
}
