import { posix } from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import type { Diagnostic } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';
import type { UploadRoot } from '../files/source-file.ts';
import { errorAt } from '../places/definition-error.ts';
import type { PlacedReference } from '../places/deployment-places.ts';

/**
 * Apify's default paths, in order of precedence.
 * https://docs.apify.com/platform/actors/development/actor-definition/dockerfile
 */
const defaultDockerfiles = ['.actor/Dockerfile', 'Dockerfile'];

/** @throws ActionError, at its line in actor.json, if the Dockerfile that actor.json names is not deployed. */
export async function checkDockerfile(
  {
    dockerfile,
    root: { shown, actorPath = '' },
  }: { readonly dockerfile: PlacedReference | undefined; readonly root: UploadRoot },
  names: readonly string[],
  { definition, workspace }: { readonly definition: ActorDefinition | undefined; readonly workspace: Workspace },
): Promise<readonly Diagnostic[]> {
  if (dockerfile === undefined) {
    const places = defaultDockerfiles.map((name) => posix.join(actorPath, name));
    if (names.some((name) => places.includes(name))) return [];
    const message = `There is no Dockerfile (${defaultDockerfiles.join(' or ')}), so Apify builds with its default image for Node.js.`;
    return [{ level: 'warning', message }];
  }
  const { written, place = '' } = dockerfile;
  const name = posix.relative(shown, place);
  if (names.includes(name)) return [];
  const wanted = posix.join(actorPath, '.actor', written.replaceAll('\\', '/')).toLowerCase();
  const similar = names.find((other) => other.toLowerCase() === wanted);
  const reason = written.includes('\\') ? 'Use / in paths.' : 'Paths are case-sensitive.';
  throw await errorAt(workspace, definition, {
    key: 'dockerfile',
    problem: 'does not exist',
    hint:
      similar === undefined
        ? `Add the file ${visible(name)}, or correct the path, which is relative to .actor/.`
        : `There is ${visible(similar)}. ${reason}`,
  });
}
