import path, { posix } from 'node:path';
import type { FileReference } from '../../actor/named-files.ts';
import { visible } from '../../text.ts';

/** A path in actor.json and the file that it refers to. */
export interface PlacedReference extends FileReference {
  /** POSIX path relative to the workspace root; undefined if the path is absolute or leads out of the workspace. */
  readonly place: string | undefined;
  readonly exists: boolean;
  /** The correct path, if the file was found relative to the Actor's folder instead of `.actor/`. */
  readonly correction?: string;
}

/** Formats a path in actor.json for messages. */
export function showPath(written: string): string {
  return `"${visible(written)}"`;
}

/** Paths outside an Actor's folder that its deployment reads, as POSIX paths relative to the workspace root. */
export interface DeploymentPlaces {
  /** The Docker context, if it is outside the Actor's folder. May begin with `..`. */
  readonly context: string | undefined;
  /** The deepest folder with the Actor's folder, the context and the Dockerfile; empty for the workspace root. */
  readonly uploadRoot: string;
  /** The Dockerfile and other files outside the Actor's folder that actor.json names. They do not have to exist. */
  readonly namedFiles: readonly string[];
  readonly references: readonly PlacedReference[];
}

/**
 * @param paths from actor.json. The type of `dockerContextDir` has not been checked.
 * @param exists whether a file exists.
 */
export function deploymentPlaces(
  folder: string,
  paths: { readonly dockerContextDir?: unknown; readonly references: readonly FileReference[] },
  exists: (path: string) => boolean,
): DeploymentPlaces {
  const references = paths.references.map((reference) => placeReference(folder, reference, exists));
  const { dockerContextDir } = paths;
  const context =
    typeof dockerContextDir === 'string' && isRelative(dockerContextDir)
      ? placeOf(folder, '.actor', dockerContextDir)
      : folder;
  const dockerfile = references.find(({ keys, exists: isThere }) => keys[0] === 'dockerfile' && isThere);
  const withDockerfile = dockerfile?.place === undefined ? folder : posix.dirname(dockerfile.place);
  // A missing file may be created at either of the two paths.
  const named = references.flatMap(({ place, exists: isThere, written }) =>
    place === undefined ? [] : isThere ? [place] : [place, placeOf(folder, '', written)],
  );
  const isOutside = (place: string): boolean => !isWithin(place, folder);
  return {
    context: isOutside(context) ? context : undefined,
    uploadRoot: commonFolder(folder, commonFolder(context, withDockerfile)),
    namedFiles: [...new Set(named)].filter((place) => isOutside(place) && isWithin(place, '')),
    references,
  };
}

/** Resolves a path relative to `.actor/` or, if there is no such file, relative to the Actor's folder. */
function placeReference(folder: string, reference: FileReference, exists: (path: string) => boolean): PlacedReference {
  const { written } = reference;
  const [place, other] = isRelative(written)
    ? ['.actor', '']
        .map((below) => placeOf(folder, below, written))
        .map((found) => (isWithin(found, '') ? found : undefined))
    : [];
  if (place !== undefined && exists(place)) return { ...reference, place, exists: true };
  if (other !== undefined && exists(other)) {
    const correction = posix.relative('.actor', posix.join(written));
    return { ...reference, place: other, exists: true, correction };
  }
  return { ...reference, place, exists: false };
}

/** Rejects `\` and `:` on Windows, where they separate folders and drives, so that such a path could lead anywhere. */
export function isRelative(written: string): boolean {
  return !posix.isAbsolute(written) && (path.sep === '/' || !/[\\:]/.test(written));
}

function commonFolder(a: string, b: string): string {
  if (a === b) return a;
  const other = b.split('/');
  const parts = a.split('/');
  const end = parts.findIndex((part, index) => part !== other[index]);
  return end === -1 ? a : parts.slice(0, end).join('/');
}

export function isWithin(place: string, folder: string): boolean {
  if (folder === '') return place !== '..' && !place.startsWith('../');
  return place === folder || place.startsWith(`${folder}/`);
}

/** Joins POSIX paths; the result is empty for the root. */
export function placeOf(folder: string, below: string, written: string): string {
  const place = posix.join(folder, below, written).replace(/\/$/, '');
  return place === '.' ? '' : place;
}
