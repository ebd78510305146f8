import { ActionError } from '../../errors.ts';
import { formatCount } from '../../text.ts';
import type { FoundActor } from './actors.ts';

/** One job of the matrix; all text, empty where actor.json does not tell. */
export interface MatrixRow {
  readonly name: string;
  /** For `working-directory`. */
  readonly directory: string;
  readonly version: string;
  readonly 'build-tag': string;
  readonly title: string;
  /** For `source-type`. */
  readonly 'source-type': 'GIT_REPO' | '';
  /** In the action's own words, without names of files: a workflow may put it into a script. */
  readonly reason: string;
}

/** Jobs of one matrix. https://docs.github.com/actions/reference/limits */
const MOST_ROWS = 256;

export function rowOf({ folder, definition, outside }: FoundActor, reason: string): MatrixRow {
  return {
    name: definition.name ?? '',
    directory: folder === '' ? '.' : folder,
    version: definition.version ?? '',
    'build-tag': definition.buildTag ?? '',
    title: definition.title ?? '',
    // What is outside the folder is not among the files that are sent.
    'source-type': outside.length > 0 ? 'GIT_REPO' : '',
    reason,
  };
}

/** The outputs of discover/action.yml. @throws ActionError where GitHub would refuse the matrix. */
export function outputsOf(rows: readonly MatrixRow[]): Readonly<Record<string, string>> {
  if (rows.length > MOST_ROWS) {
    throw new ActionError(
      `${formatCount(rows.length, 'Actor')} are to be deployed, and a matrix has ${MOST_ROWS} jobs at most`,
      {
        hint: 'Discover them in parts: one step and one deploying job each for packages/a* and packages/b* in the input actors, for example.',
      },
    );
  }
  return {
    matrix: JSON.stringify({ include: rows }),
    directories: JSON.stringify(rows.map(({ directory }) => directory)),
    any: String(rows.length > 0),
    count: String(rows.length),
  };
}
