import { posix } from 'node:path';
import { placeIn } from '../../paths.ts';
import { listNames } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import type { UploadRoot } from '../files/source-file.ts';
import type { PathMistake } from './definition-error.ts';
import type { PlacedReference } from './deployment-places.ts';

/**
 * Describes a `dockerfile` path that does not exist, or that differs from an existing path only in letter case or
 * slashes.
 */
export function missingDockerfile(
  { written, place = '' }: PlacedReference,
  { folder, shown, actorPath = '' }: UploadRoot,
): PathMistake {
  const wanted = posix.join(actorPath, '.actor', written.replaceAll('\\', '/'));
  const similar = findInAnyCase(folder, wanted);
  const hasBackslash = written.includes('\\');
  const reason = hasBackslash ? 'Use / in paths.' : 'Paths are case-sensitive.';
  return {
    key: 'dockerfile',
    problem: 'does not exist',
    hint:
      similar === undefined || (similar === wanted && !hasBackslash)
        ? `Add the file ${visible(posix.relative(shown, place))}, or correct the path, which is relative to .actor/.`
        : `There is ${visible(similar)}. ${reason}`,
  };
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
