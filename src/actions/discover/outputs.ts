import { ActionError } from '../../errors.ts';
import { formatCount } from '../../text.ts';
import type { FoundActor } from './find-actors.ts';

/** One job in the matrix. All values are strings, and are empty if actor.json does not set them. */
export interface MatrixRow {
  readonly name: string;
  /** For `working-directory`. */
  readonly directory: string;
  readonly version: string;
  readonly 'build-tag': string;
  readonly title: string;
  readonly reason: string;
}

/** The maximum number of jobs in a matrix. https://docs.github.com/actions/reference/limits */
const MAX_ROWS = 256;

export function rowOf({ folder, name, version, buildTag, title }: FoundActor, reason: string): MatrixRow {
  return { name, directory: folder === '' ? '.' : folder, version, 'build-tag': buildTag, title, reason };
}

/** Returns the outputs in discover/action.yml. @throws ActionError if GitHub would reject the matrix. */
export function outputsOf(rows: readonly MatrixRow[]): Readonly<Record<string, string>> {
  if (rows.length > MAX_ROWS) {
    const message = `${formatCount(rows.length, 'Actor')} are affected, but a matrix has at most ${MAX_ROWS} jobs`;
    throw new ActionError(message, {
      hint: 'Use several discover steps, each with its own deploy job and its own part of the Actors in the actors input. For example, packages/[a-m]* and packages/[n-z]*.',
    });
  }
  return {
    matrix: JSON.stringify({ include: rows }),
    directories: JSON.stringify(rows.map(({ directory }) => directory)),
    any: String(rows.length > 0),
    count: String(rows.length),
  };
}
