import { posix } from 'node:path';
import type { ActionError, Diagnostic } from '../../errors.ts';
import { listSome, visible } from '../../text.ts';

/** An Actor of the checkout. */
export interface ReadActor {
  /** Path from the workspace's root, which is empty. */
  readonly folder: string;
  /** The `name` in actor.json, or the name of the folder. */
  readonly name: string;
  /** What is wrong with actor.json. The Actor's deployment will fail with this error. */
  readonly problem?: ActionError;
}

/** A warning for each name that several Actors share. */
export function findNamesakes(actors: readonly ReadActor[]): readonly Diagnostic[] {
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
  actors: readonly ReadActor[],
  isAffected: (actor: ReadActor) => boolean,
): readonly Diagnostic[] {
  return actors.flatMap((actor): readonly Diagnostic[] => {
    const { folder, problem } = actor;
    if (problem === undefined) return [];
    const text = problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}`;
    if (!isAffected(actor)) return [{ level: 'debug', message: `Not affected, but faulty: ${text}` }];
    // A pattern that matches only this folder, for single quotes of YAML.
    const pattern = folder === '' ? '.' : visible(folder).replace(/[*?[\\]/g, '\\$&');
    const message = `${text}\nThe deployment of ${showFolder(folder)} will fail. To exclude this folder, add: actors: '!${pattern.replaceAll("'", "''")}'`;
    return [{ level: 'warning', message, ...(problem.place === undefined ? {} : { place: problem.place }) }];
  });
}

/** The folder as a person and `working-directory` write it. */
export function showFolder(folder: string): string {
  return folder === '' ? '.' : visible(folder);
}
