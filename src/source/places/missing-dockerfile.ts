import { posix } from 'node:path';
import { errorAt, type SchemaProblem } from '../../actor/schema-problem.ts';
import { placeIn } from '../../paths.ts';
import { listNames } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { type PlacedReference, showPath } from './deployment-places.ts';

/**
 * Describes a `dockerfile` path that does not exist, or that differs from an existing path only in letter case or
 * slashes.
 */
export function missingDockerfile(
  { keys, written, place }: PlacedReference & { readonly place: string },
  { folder, shown, actorPath = '' }: UploadRoot,
): SchemaProblem {
  const hasBackslash = written.includes('\\');
  const [wanted = '', inRoot = ''] = ['.actor', ''].map((below) =>
    posix.join(actorPath, below, written.replaceAll('\\', '/')),
  );
  if (written.trim() === '' || listNames(placeIn(folder, wanted)).length > 0) {
    const hint = 'Write the path of the Dockerfile, relative to .actor/, or remove the key: "../Dockerfile".';
    return errorAt(keys, `${showPath(written)} is not the path of a file`, hint);
  }
  const similar = findInAnyCase(folder, wanted) ?? (hasBackslash ? findInAnyCase(folder, inRoot) : undefined);
  const isSimilar = similar !== undefined && (similar !== wanted || hasBackslash);
  const reason = hasBackslash ? 'Use / in paths.' : 'Paths are case-sensitive.';
  const hint = isSimilar
    ? `There is ${visible(similar)}. ${reason}`
    : `Add the file ${visible(posix.relative(shown, place))}, or correct the path, which is relative to .actor/.`;
  return errorAt(keys, `${showPath(written)} does not exist`, hint);
}

/** The name with its spelling on disk; undefined if it does not exist in any letter case. */
function findInAnyCase(folder: string, name: string): string | undefined {
  let found = '';
  for (const part of name.split('/')) {
    const isSame = (other: string): boolean => other.toLowerCase() === part.toLowerCase();
    const next = listNames(placeIn(folder, found)).find(isSame);
    if (next === undefined) return undefined;
    found = posix.join(found, next);
  }
  return found;
}
