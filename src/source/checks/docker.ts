import { posix } from 'node:path';
import { defaultPlaces } from '../../actor/named-files.ts';
import type { Diagnostic } from '../../errors.ts';
import type { UploadRoot } from '../files/source-file.ts';

/**
 * Reports that there is no Dockerfile, if actor.json does not name one.
 * @see https://docs.apify.com/platform/actors/development/actor-definition/dockerfile
 */
export function checkDockerfile(
  dockerfile: string | undefined,
  { actorPath = '' }: UploadRoot,
  names: readonly string[],
): readonly Diagnostic[] {
  if (dockerfile !== undefined) return [];
  const places = defaultPlaces.dockerfile.map((name) => posix.join(actorPath, name));
  if (names.some((name) => places.includes(name))) return [];
  const message = `There is no Dockerfile (${defaultPlaces.dockerfile.join(' or ')}), so Apify builds with its default image for Node.js.`;
  return [{ level: 'warning', message }];
}
