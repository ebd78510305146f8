import { ActionError, type Place, type Problem } from '../errors.ts';
import { visible } from '../text.ts';
import { findKeyPlaces } from './json-positions.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** Adds lines and columns to problems in a JSON file, and sorts the problems by position. */
export function locateProblems(file: string, text: string, problems: readonly SchemaProblem[]): readonly Problem[] {
  const positions = findKeyPlaces(
    text,
    problems.map(({ path }) => path),
  );
  return problems
    .map(({ path, message, hint, level }, index) => ({
      file,
      ...(positions[index] ?? { line: 1, column: 1 }),
      pointer: path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      message: `${path.map(shownKey).join('.') || 'The file'} ${message}`,
      hint,
      level,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function shownKey(key: string): string {
  return key.length > 200 ? `(a name of ${key.length} characters)` : visible(key);
}

/** Creates an error about a file as a whole. @param message completes a sentence that begins with the file. */
export function fileError(
  message: string,
  { hint, place }: { readonly hint: string; readonly place: Required<Place> },
): ActionError {
  const problem = { ...place, pointer: '', message: `The file ${message}`, hint, level: 'error' } as const;
  return new ActionError(`${place.file} ${message}`, { hint, place, problems: [problem] });
}
