import { posix } from 'node:path';
import type { ActionError, Diagnostic } from '../../errors.ts';
import { isWithin } from '../../source/places/deployment-places.ts';
import { listSome, visible } from '../../text.ts';

/** An Actor in the checkout. */
export interface ReadActor {
  /** Path relative to the workspace root; empty for the root itself. */
  readonly folder: string;
  /** The `name` in actor.json, or the name of the folder. */
  readonly name: string;
  /** The problem in actor.json. The deployment of this Actor will fail with the same error. */
  readonly problem?: ActionError;
}

/** Returns a warning for each name that several Actors share. */
export function findNamesakes(actors: readonly ReadActor[]): readonly Diagnostic[] {
  const named = actors.filter(({ problem }) => problem === undefined);
  const groups = [...Map.groupBy(named, ({ name }) => name)].filter(([, group]) => group.length > 1);
  return groups.map(([name, group]) => {
    const folders = listSome(group.map(({ folder }) => showFolder(folder)));
    const message = `${group.length} Actors have the name ${visible(name)}: ${folders}. They are the same Actor on Apify, and the last deployment replaces the others. Rename them, or set actor-id for each deployment.`;
    return { level: 'warning', message, place: { file: posix.join(group[1]?.folder ?? '', '.actor/actor.json') } };
  });
}

/** Returns a warning for each affected Actor whose actor.json is not valid, and debug lines for the other Actors. */
export function explainProblems(
  actors: readonly ReadActor[],
  isAffected: (actor: ReadActor) => boolean,
): readonly Diagnostic[] {
  return actors.flatMap((actor): readonly Diagnostic[] => {
    const { folder, problem } = actor;
    if (problem === undefined) return [];
    const text = problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}`;
    if (!isAffected(actor)) return [{ level: 'debug', message: `Not affected, but not valid: ${text}` }];
    // A pattern that matches only this folder, escaped for single quotes in YAML.
    const pattern = folder === '' ? '.' : visible(folder).replace(/[*?[\\]/g, '\\$&');
    // A pattern that excludes a folder also excludes the Actors below it.
    const solution = actors.some((other) => other !== actor && isWithin(other.folder, folder))
      ? `To exclude this folder, but not the Actors below it, add these lines to the actors input (after **, if the input is empty):\n  !${pattern}\n  ${folder === '' ? '' : `${pattern}/`}*`
      : `To exclude this folder, add: actors: '!${pattern.replaceAll("'", "''")}'`;
    const message = `${text}\nThe deployment of ${showFolder(folder)} will fail. ${solution}`;
    return [{ level: 'warning', message, ...(problem.place === undefined ? {} : { place: problem.place }) }];
  });
}

/** Formats a folder for messages, in the form that `working-directory` accepts. */
export function showFolder(folder: string): string {
  return folder === '' ? '.' : visible(folder);
}
