import { posix } from 'node:path';
import { listReferences } from '../../actor/named-files.ts';

/** What a deployment of an Actor reads besides its folder; POSIX paths from the workspace's root. */
export interface DeploymentPlaces {
  /** The Docker context, if it is not the Actor's folder or in it. */
  readonly context: string | undefined;
  /** The deepest folder that contains the Actor's folder, the context and the Dockerfile; empty for the root. */
  readonly uploadRoot: string;
  /** The Dockerfile and other files that actor.json names outside the Actor's folder. They need not exist. */
  readonly namedFiles: readonly string[];
}

/**
 * @param folder of the Actor; empty for the workspace's root.
 * @param exists whether there is a file at a path.
 */
export function deploymentPlaces(
  folder: string,
  actorJson: Readonly<Record<string, unknown>>,
  exists: (path: string) => boolean,
): DeploymentPlaces {
  const { dockerContextDir, dockerfile } = actorJson;
  const find = (written: unknown): readonly string[] => {
    if (typeof written !== 'string' || posix.isAbsolute(written)) return [];
    const place = placeOf(folder, '.actor', written);
    // If nothing is there, the path counts from the Actor's folder.
    return exists(place) ? [place] : [place, placeOf(folder, '', written)];
  };
  const [context = folder] = find(dockerContextDir);
  const isOutside = (place: string): boolean => !isWithin(place, folder);
  const [root = folder] = find(dockerfile)
    .filter(exists)
    .map((file) => commonFolder(context, posix.dirname(file)));
  return {
    context: isOutside(context) ? context : undefined,
    uploadRoot: commonFolder(folder, commonFolder(context, root)),
    namedFiles: [...new Set(listReferences(actorJson).flatMap(({ written }) => find(written)))].filter(isOutside),
  };
}

function commonFolder(a: string, b: string): string {
  const other = b.split('/');
  const parts = a.split('/');
  const end = parts.findIndex((part, index) => part !== other[index]);
  return end === -1 ? a : parts.slice(0, end).join('/');
}

/** Whether the path is the folder or below it. */
export function isWithin(place: string, folder: string): boolean {
  if (folder === '') return place !== '..' && !place.startsWith('../');
  return place === folder || place.startsWith(`${folder}/`);
}

function placeOf(folder: string, below: string, written: string): string {
  const place = posix.join(folder, below, written).replace(/\/$/, '');
  return place === '.' ? '' : place;
}
