import { posix } from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import { type Diagnostic, problemsError } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { problemAt } from '../places/definition-error.ts';
import type { PlacedReference } from '../places/deployment-places.ts';
import { missingDockerfile } from '../places/missing-dockerfile.ts';

/**
 * Apify's default paths, in order of precedence.
 * https://docs.apify.com/platform/actors/development/actor-definition/dockerfile
 */
const defaultDockerfiles = ['.actor/Dockerfile', 'Dockerfile'];

/** @throws ActionError, at its line in actor.json, if the Dockerfile that actor.json names is not deployed. */
export async function checkDockerfile(
  { dockerfile, root }: { readonly dockerfile: PlacedReference | undefined; readonly root: UploadRoot },
  names: readonly string[],
  { definition, workspace }: { readonly definition: ActorDefinition | undefined; readonly workspace: Workspace },
): Promise<readonly Diagnostic[]> {
  const { shown, actorPath = '' } = root;
  if (dockerfile === undefined) {
    const places = defaultDockerfiles.map((name) => posix.join(actorPath, name));
    if (names.some((name) => places.includes(name))) return [];
    const message = `There is no Dockerfile (${defaultDockerfiles.join(' or ')}), so Apify builds with its default image for Node.js.`;
    return [{ level: 'warning', message }];
  }
  if (names.includes(posix.relative(shown, dockerfile.place ?? ''))) return [];
  // The file exists, but in a folder such as `.git`, or with another spelling on a case-insensitive file system.
  throw problemsError([await problemAt(workspace, definition, missingDockerfile(dockerfile, root))]);
}
