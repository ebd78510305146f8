import { formatBytes, visible } from '../../text.ts';
import type { SchemaProblem } from '../schema-problem.ts';
import type { FoundReference } from './find-schemas.ts';

/**
 * Reports files that actor.json names but that do not exist. A build fails if a schema is missing, and the Actor's page
 * has no README if that file is missing.
 */
export function checkNamedFiles(references: readonly FoundReference[]): readonly SchemaProblem[] {
  return references.flatMap((reference) => {
    const { keys: path, isSchema, file, correction } = reference;
    if (correction !== undefined && (reference.result === 'found' || !isSchema)) {
      const message = `does not exist relative to .actor/, so ${visible(file)} is used`;
      return [{ level: 'warning', path, message, hint: `Write "${visible(correction)}".` }];
    }
    const wrong = problemOf(reference);
    if (wrong === undefined) return [];
    const [problem, hint] = wrong;
    return [{ level: isSchema ? 'error' : 'warning', path, message: `names ${visible(file)}, which ${problem}`, hint }];
  });
}

function problemOf({
  result,
  isSchema,
  size = 0,
}: FoundReference): readonly [problem: string, hint: string] | undefined {
  switch (result) {
    case 'found':
      return undefined;
    case 'missing':
      return ['does not exist', 'Correct the path, which is relative to .actor/, or add the file.'];
    case 'outside':
      return ['leads out of the workspace', 'Put the file into the repository.'];
    case 'not-a-file':
      return ['is not a file', 'Use the path of a file.'];
    case 'too-large':
      // A README can have any length.
      return isSchema
        ? [`has ${formatBytes(size)}`, 'Shorten it: Apify accepts schemas of at most 500 kB.']
        : undefined;
    case 'unreadable':
      return ['could not be read', 'Give this step permission to read the file.'];
  }
}
