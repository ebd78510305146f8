import type { Problem } from '../errors.ts';
import type { SchemaProblem } from './checks/schema-problem.ts';
import { findKeyPlaces } from './json-positions.ts';

/** Problems with their lines and columns in a JSON text, in the order of the text. */
export async function locateProblems(
  file: string,
  text: string,
  problems: readonly SchemaProblem[],
): Promise<readonly Problem[]> {
  if (problems.length === 0) return [];
  const positions = await findKeyPlaces(
    text,
    problems.map(({ path }) => path),
  );
  return problems
    .map(({ path, message, hint, level }, index) => ({
      file,
      ...(positions[index] ?? { line: 1, column: 1 }),
      pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      message: `${path.join('.') || 'The file'} ${message}`,
      hint,
      level,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}
