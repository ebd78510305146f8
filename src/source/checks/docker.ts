import path from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import { findKeyPlaces } from '../../actor/json-positions.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import { ActionError, type Diagnostic, type Place } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';

/** Where the platform looks where actor.json names none. https://docs.apify.com/platform/actors/development/actor-definition/dockerfile */
const defaultDockerfiles = ['.actor/Dockerfile', 'Dockerfile'];

/**
 * Whether the platform can build an image from the files that are sent.
 * @param request.names of all files that are sent, POSIX, relative to the working directory.
 * @throws ActionError at the line of actor.json where its Dockerfile or context cannot be there.
 */
export async function checkDocker(request: {
  readonly definition: ActorDefinition | undefined;
  readonly names: ReadonlySet<string>;
  readonly workspace: Workspace;
}): Promise<readonly Diagnostic[]> {
  const { definition, names, workspace } = request;
  if (definition !== undefined) {
    for (const key of ['dockerfile', 'dockerContextDir'] as const) {
      const value = definition[key];
      if (value === undefined || !leadsOut(value)) continue;
      throw new ActionError(`${definition.file}: ${key} "${visible(value)}" leads out of the working directory`, {
        hint: `Only the working directory's files are sent. Let Apify read the whole repository from Git instead (source-type: GIT_REPO), or set working-directory to a folder that holds all of it.`,
        place: await placeOf(key, definition, workspace),
      });
    }
    if (definition.dockerfile !== undefined) {
      await checkThere(definition, definition.dockerfile, names, workspace);
      return [];
    }
  }
  if (defaultDockerfiles.some((name) => names.has(name))) return [];
  const message = `No Dockerfile is sent (${defaultDockerfiles.join(' or ')}): the platform builds with its default image for Node.js`;
  return [{ level: 'warning', message }];
}

async function checkThere(
  definition: ActorDefinition,
  dockerfile: string,
  names: ReadonlySet<string>,
  workspace: Workspace,
): Promise<void> {
  const name = fromActorFolder(dockerfile);
  if (names.has(name)) return;
  const wanted = fromActorFolder(dockerfile.replaceAll('\\', '/')).toLowerCase();
  const similar = [...names].find((other) => other.toLowerCase() === wanted);
  throw new ActionError(`${definition.file}: dockerfile "${visible(dockerfile)}" is not there`, {
    hint:
      similar === undefined
        ? `It is looked for at ${visible(name)} of the working directory: the path is relative to .actor/.`
        : `There is ${visible(similar)}: ${dockerfile.includes('\\') ? 'paths are written with /' : 'the case of letters counts'}.`,
    place: await placeOf('dockerfile', definition, workspace),
  });
}

function leadsOut(written: string): boolean {
  return path.posix.isAbsolute(written) || /^\.\.(?:\/|$)/.test(fromActorFolder(written));
}

function fromActorFolder(written: string): string {
  return path.posix.join('.actor', written);
}

async function placeOf(key: string, { file }: ActorDefinition, workspace: Workspace): Promise<Place> {
  const [place] = await findKeyPlaces((await readActorJson(workspace)) ?? '', [[key]]);
  return { file, ...place };
}
