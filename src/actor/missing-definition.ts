import { join } from 'node:path';
import { ActionError, type Diagnostic } from '../errors.ts';
import { findFoldersWith, listNames } from '../runner/workspace-file.ts';
import { listSome, visible } from '../text.ts';
import { type ActorFolder, pathForMessages } from './read-actor-json.ts';

export type MissingInput = 'actor-id' | 'version';

const ways = {
  'actor-id': 'set the actor-id input (username/name or an ID), or "name" in',
  version: 'set the version input (for example, \'0.1\'), or "version" in',
} as const;

/** Creates the error for required values that neither actor.json nor the inputs contain. */
export function missingFields(file: string, missing: readonly MissingInput[]): ActionError {
  const fields = missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
  const message = `has no ${fields.join(' and no ')}, and the ${inputsAreEmpty(missing)}`;
  const hint = hintsFor(missing, file);
  const place = { file, line: 1, column: 1 };
  const problem = { ...place, pointer: '', message: `The file ${message}`, hint, level: 'error' } as const;
  return new ActionError(`${file} ${message}`, { hint, place, problems: [problem] });
}

/**
 * Creates the error for a missing actor.json whose values are needed. It lists the missing values, the two ways to set
 * them, and similar files that are not read.
 */
export function missingFile(folder: ActorFolder, missing: readonly MissingInput[]): ActionError {
  const { file, elsewhere, place } = explore(folder);
  return new ActionError(`${file} does not exist, and the ${inputsAreEmpty(missing)}`, {
    hint: [elsewhere, hintsFor(missing, file)].filter((hint) => hint !== undefined).join(' '),
    place: place === undefined ? undefined : { file: place },
  });
}

/** Creates the warning for a missing actor.json if the inputs set all required values. */
export function missingFileWarning(folder: ActorFolder): Diagnostic {
  const { file, elsewhere, place } = explore(folder);
  const message = `${file} does not exist, so only the files are deployed`;
  return {
    level: 'warning',
    message: elsewhere === undefined ? message : `${message}. ${elsewhere}`,
    ...(place === undefined ? {} : { place: { file: place } }),
  };
}

function inputsAreEmpty(missing: readonly MissingInput[]): string {
  return missing.length === 1 ? `${missing[0]} input is empty` : `${missing.join(' and ')} inputs are empty`;
}

function hintsFor(missing: readonly MissingInput[], file: string): string {
  return missing.map((name) => `To provide the ${name}, ${ways[name]} ${file}.`).join(' ');
}

interface Explored {
  readonly file: string;
  /** Sentences about a definition in another folder, or about an empty checkout. */
  readonly elsewhere?: string;
  readonly place?: string;
}

function explore(folder: ActorFolder): Explored {
  const { workingDirectory, workspace } = folder;
  const path = (...names: readonly string[]): string => visible(pathForMessages(folder, ...names));
  const file = path('.actor', 'actor.json');
  if (listNames(workspace).length === 0) {
    return { file, elsewhere: 'The workspace is empty: run actions/checkout before this step.' };
  }
  const misplaced = findMisplaced(folder, path);
  const below = findFoldersWith(workingDirectory, '.actor/actor.json').map((name) => path(name));
  const [first = ''] = below;
  const example = below.length === 1 ? `working-directory: ${first}` : 'working-directory to one of them';
  const folders =
    below.length === 0 ? undefined : `These folders contain .actor/actor.json: ${listSome(below)}. Set ${example}.`;
  const elsewhere = [misplaced.elsewhere, folders].filter((sentence) => sentence !== undefined).join(' ');
  return { ...misplaced, file, ...(elsewhere === '' ? {} : { elsewhere }) };
}

/** Finds a definition that the action does not read. @param path returns the path of a file, for messages. */
function findMisplaced(
  { workingDirectory }: ActorFolder,
  path: (...names: readonly string[]) => string,
): Omit<Explored, 'file'> {
  const file = path('.actor', 'actor.json');
  const names = listNames(workingDirectory);
  const dotActor = names.find((name) => name.toLowerCase() === '.actor');
  const misspelled = listNames(join(workingDirectory, dotActor ?? '.actor')).find(
    (name) => name.toLowerCase() === 'actor.json',
  );
  if (dotActor !== undefined && misspelled !== undefined) {
    const found = path(dotActor, misspelled);
    const elsewhere = `${found} is not read, because the name is case-sensitive: rename it (git mv ${found} ${file}).`;
    return { elsewhere, place: found };
  }
  if (names.includes('actor.json')) {
    const found = path('actor.json');
    const elsewhere = `${found} is not read: move it (mkdir -p ${path('.actor')} && git mv ${found} ${file}). Paths in it are then relative to .actor/.`;
    return { elsewhere, place: found };
  }
  if (names.includes('apify.json')) {
    const found = path('apify.json');
    const elsewhere = `${found} has the old format and is not read: move its name, version and buildTag to ${file}, next to "actorSpecification": 1, and its env to "environmentVariables".`;
    return { elsewhere, place: found };
  }
  return {};
}
