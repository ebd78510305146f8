import { join } from 'node:path';
import { ActionError, type Diagnostic } from '../errors.ts';
import { findFoldersWith, listNames } from '../runner/workspace-file.ts';
import { listSome, visible } from '../text.ts';
import { fileError } from './locate-problems.ts';
import { type ActorFolder, pathForMessages } from './read-actor-json.ts';

type MissingInput = 'actor-id' | 'version';

const ways = {
  'actor-id': 'set the actor-id input (username/name or an ID), or "name" in',
  version: 'set the version input (for example, \'0.1\'), or "version" in',
} as const;

/** Creates the error for required values that neither actor.json nor the inputs contain. */
export function missingFields(file: string, missing: readonly MissingInput[]): ActionError {
  const fields = missing.map((name) => (name === 'actor-id' ? '"name"' : '"version"'));
  return fileError(`has no ${fields.join(' and no ')}, and the ${inputsAreEmpty(missing)}`, {
    hint: hintsFor(missing, file),
    place: { file, line: 1, column: 1 },
  });
}

/**
 * Creates the error for a missing actor.json whose values are needed. It lists the missing values, the two ways to set
 * them, and similar files that are not read.
 */
export function missingFile(folder: ActorFolder, missing: readonly MissingInput[]): ActionError {
  const { file, elsewhere, place } = explore(folder);
  return new ActionError(`${file} does not exist, and the ${inputsAreEmpty(missing)}`, {
    hint: [...elsewhere, hintsFor(missing, file)].join(' '),
    ...place,
  });
}

/** Creates the warning for a missing actor.json if the inputs set all required values. */
export function missingFileWarning(folder: ActorFolder): Diagnostic {
  const { file, elsewhere, place } = explore(folder);
  const message = `${file} does not exist, so only the files are deployed`;
  return {
    level: 'warning',
    message: elsewhere.length === 0 ? message : `${message}. ${elsewhere.join(' ')}`,
    ...place,
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
  /** Sentences about a definition in another place, or about an empty checkout. */
  readonly elsewhere: readonly string[];
  readonly place?: { readonly place: { readonly file: string } };
}

function explore(folder: ActorFolder): Explored {
  const { workingDirectory, workspace } = folder;
  const path = (...names: readonly string[]): string => visible(pathForMessages(folder, ...names));
  const file = path('.actor', 'actor.json');
  if (listNames(workspace).length === 0) {
    return { file, elsewhere: ['The workspace is empty: run actions/checkout before this step.'] };
  }
  const elsewhere: string[] = [];
  const [misplaced, advice] = findMisplaced(workingDirectory, path) ?? [];
  if (advice !== undefined) elsewhere.push(advice);
  const below = findFoldersWith(workingDirectory, '.actor/actor.json').map((name) => path(name));
  if (below.length > 0) {
    const example = below.length === 1 ? `working-directory: ${below[0]}` : 'working-directory to one of them';
    elsewhere.push(`These folders contain .actor/actor.json: ${listSome(below)}. Set ${example}.`);
  }
  return { file, elsewhere, ...(misplaced === undefined ? {} : { place: { place: { file: misplaced } } }) };
}

/** Finds a definition that the action does not read. @param path returns the path of a file, for messages. */
function findMisplaced(
  workingDirectory: string,
  path: (...names: readonly string[]) => string,
): readonly [file: string, advice: string] | undefined {
  const file = path('.actor', 'actor.json');
  const names = listNames(workingDirectory);
  const findIn = (folder: readonly string[], wanted: string): string | undefined =>
    folder.find((name) => name.toLowerCase() === wanted);
  const dotActor = findIn(names, '.actor');
  const misspelled = dotActor && findIn(listNames(join(workingDirectory, dotActor)), 'actor.json');
  if (dotActor !== undefined && misspelled !== undefined) {
    const found = path(dotActor, misspelled);
    return [found, `${found} is not read, because the name is case-sensitive: rename it (git mv ${found} ${file}).`];
  }
  if (names.includes('actor.json')) {
    const found = path('actor.json');
    const command = `mkdir -p ${path('.actor')} && git mv ${found} ${file}`;
    return [found, `${found} is not read: move it (${command}). Paths in it are then relative to .actor/.`];
  }
  if (names.includes('apify.json')) {
    const found = path('apify.json');
    const advice = `${found} has the old format and is not read: move its name, version and buildTag to ${file}, next to "actorSpecification": 1, and its env to "environmentVariables".`;
    return [found, advice];
  }
  return undefined;
}
