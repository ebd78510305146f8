import { explainUnread } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import type { SchemaProblem } from '../schema-problem.ts';
import type { FoundFile } from './find-schemas.ts';

/** The limit of Apify, in bytes. */
const MAX_SCHEMA_BYTES = 500_000;

/**
 * Reports files that actor.json names but that do not exist. A build fails if a schema is missing, and the Actor's page
 * has no README if that file is missing.
 */
export function checkNamedFiles(files: readonly FoundFile[]): readonly SchemaProblem[] {
  return files.flatMap(({ keys: path, kind, file, found, correction }): readonly SchemaProblem[] => {
    if (path === undefined) return [];
    if (correction !== undefined && (found.kind === 'read' || kind === undefined)) {
      const message = `does not exist relative to .actor/, so ${visible(file)} is used`;
      return [{ level: 'warning', path, message, hint: `Write "${visible(correction)}".` }];
    }
    // A README can have any length.
    if (found.kind === 'read' || (found.kind === 'too-large' && kind === undefined)) return [];
    const { problem, hint } = explainUnread(found, MAX_SCHEMA_BYTES);
    const level = kind === undefined ? 'warning' : 'error';
    return [{ level, path, message: `names ${visible(file)}, which ${problem}`, hint }];
  });
}
