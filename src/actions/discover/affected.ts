import { posix } from 'node:path';
import { isWithin } from '../../source/places/deployment-places.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { isIgnoredByDefault } from './built-in-ignore.ts';

/** Places outside an Actor's folder that affect it. Paths are relative to the workspace. */
export interface ActorPlaces {
  readonly folder: string;
  /** The Docker context outside its folder. */
  readonly context: string | undefined;
  /** Other places outside its folder that its deployment reads: files that actor.json names, and targets of links. */
  readonly reads: readonly string[];
  /** Its `.actorignore` includes files that Git ignores. */
  readonly sendsIgnoredFiles: boolean;
}

export interface AffectedRules {
  /** Folders of all Actors, including those that `actors` excludes and those that were deleted. */
  readonly folders: readonly string[];
  readonly shared: readonly PathPattern[];
  readonly ignore: readonly PathPattern[];
}

/** Why a changed file affects an Actor, in the order in which the reasons are reported. */
export const causes = ['own', 'outside', 'generated', 'shared'] as const;
export type Cause = (typeof causes)[number];

/** Changed files with the same effect. */
export interface Tally {
  readonly count: number;
  /** The first of them. */
  readonly files: readonly string[];
}

export interface Affected {
  /** By the Actor's folder. */
  readonly byActor: ReadonlyMap<string, Partial<Readonly<Record<Cause, Tally>>>>;
  /** Files that affect no Actor; those with an ignored name come last. */
  readonly unaffected: readonly string[];
}

/** Files of a tally that are kept. */
const MAX_NAMED = 3;

/** Finds the Actors that each changed file affects. Pure. */
export function findAffected(files: readonly string[], actors: readonly ActorPlaces[], rules: AffectedRules): Affected {
  const folders = new Set(rules.folders);
  const byFolder = indexPlaces(actors, ({ folder }) => [folder]);
  const byReads = indexPlaces(actors, ({ reads }) => reads);
  const byContext = indexPlaces(actors, ({ context }) => (context === undefined ? [] : [context]));
  const sendIgnored = actors.filter(({ sendsIgnoredFiles }) => sendsIgnoredFiles).map(({ folder }) => folder);
  const tallies = new Map<string, Partial<Record<Cause, { count: number; files: string[] }>>>();
  const unaffected: string[] = [];
  const ignored: string[] = [];

  for (const file of new Set(files)) {
    const userRule = lastMatching(rules.ignore, file);
    const innermost = foldersAbove(file).find((folder) => folders.has(folder));
    if (userRule?.excludes === false) {
      ignored.push(file);
      continue;
    }
    const isIgnored = innermost === undefined && userRule === undefined && isIgnoredByDefault(file);
    const affected = new Map<string, Cause>();
    const add = (cause: Cause, found: Iterable<string>): void => {
      for (const folder of found) if (!affected.has(folder)) affected.set(folder, cause);
    };
    add('own', byFolder(file));
    add('outside', byReads(file));
    if (!isIgnored) {
      // A folder around the Actor's own is not a sibling.
      const counts = (folder: string): boolean => innermost === undefined || isWithin(folder, innermost);
      add('outside', [...byContext(file)].filter(counts));
      if (innermost === undefined) add('generated', sendIgnored);
    }
    if (lastMatching(rules.shared, file)?.excludes === false)
      add(
        'shared',
        actors.map(({ folder }) => folder),
      );
    for (const [folder, cause] of affected) count(tallies, folder, { cause, file });
    if (affected.size === 0 && innermost === undefined) (isIgnored ? ignored : unaffected).push(file);
  }
  return { byActor: tallies, unaffected: [...unaffected, ...ignored] };
}

function count(
  tallies: Map<string, Partial<Record<Cause, { count: number; files: string[] }>>>,
  folder: string,
  { cause, file }: { readonly cause: Cause; readonly file: string },
): void {
  const ofActor = tallies.get(folder) ?? {};
  tallies.set(folder, ofActor);
  const tally = ofActor[cause] ?? { count: 0, files: [] };
  ofActor[cause] = tally;
  tally.count += 1;
  if (tally.files.length < MAX_NAMED) tally.files.push(file);
}

/**
 * Finds the Actors with a place that is the file, or a folder around it. If the file is a submodule, places in it
 * count too. The time grows with the number of files plus Actors, not with their product.
 */
function indexPlaces(
  actors: readonly ActorPlaces[],
  placesOf: (actor: ActorPlaces) => readonly string[],
): (file: string) => Iterable<string> {
  const at = new Map<string, Set<string>>();
  const below = new Map<string, Set<string>>();
  for (const actor of actors) {
    for (const place of placesOf(actor)) {
      addTo(at, place, actor.folder);
      for (const parent of foldersAbove(place).slice(1)) addTo(below, parent, actor.folder);
    }
  }
  return (file) => {
    const around = foldersAbove(file).flatMap((place) => [...(at.get(place) ?? [])]);
    return new Set([...around, ...(below.get(file) ?? [])]);
  };
}

function addTo(places: Map<string, Set<string>>, place: string, folder: string): void {
  const found = places.get(place);
  if (found === undefined) places.set(place, new Set([folder]));
  else found.add(folder);
}

/** The path itself and every folder above it, up to the root. */
export function foldersAbove(file: string): readonly string[] {
  const places = [file];
  for (let place = file; place !== '' && place !== '..'; ) {
    const parent = posix.dirname(place);
    place = parent === '.' ? '' : parent;
    places.push(place);
  }
  return places;
}
