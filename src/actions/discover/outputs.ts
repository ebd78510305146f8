import { ActionError } from '../../errors.ts';
import { formatCount } from '../../text.ts';
import type { Decision } from './decide.ts';

/** The maximum number of jobs in a matrix. https://docs.github.com/actions/reference/limits */
const MAX_ROWS = 256;

/**
 * Returns the outputs in discover/action.yml. All values in a row of the matrix are strings, and are empty if actor.json
 * does not set them.
 * @throws ActionError if GitHub would reject the matrix.
 */
export function outputsOf(affected: readonly Decision[]): Readonly<Record<string, string>> {
  if (affected.length > MAX_ROWS) {
    const message = `${formatCount(affected.length, 'Actor')} are affected, but a matrix has at most ${MAX_ROWS} jobs`;
    throw new ActionError(message, {
      hint: 'Use several discover steps, each with its own deploy job and its own part of the Actors in the actors input. For example, packages/[a-m]* and packages/[n-z]*.',
    });
  }
  const rows = affected.map(({ folder, name, version, buildTag, title, reason }) => {
    return { name, directory: folder || '.', version, 'build-tag': buildTag, title, reason };
  });
  return {
    matrix: JSON.stringify({ include: rows }),
    directories: JSON.stringify(rows.map(({ directory }) => directory)),
    any: String(rows.length > 0),
    count: String(rows.length),
  };
}
