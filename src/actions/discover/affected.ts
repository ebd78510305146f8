import { posix } from 'node:path';
import { isWithin } from '../../source/places/deployment-places.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { isIgnoredByDefault } from './built-in-ignore.ts';

/** Paths outside an Actor's folder that affect it, relative to the workspace. */
export interface ActorPlaces {
  readonly folder: string;
  /** The Docker context, if it is outside the Actor's folder. */
  readonly context: string | undefined;
  /** Other paths outside the folder that the deployment reads: files that actor.json names, and targets of links. */
  readonly reads: readonly string[];
  /** Whether its `.actorignore` includes files that Git ignores. */
  readonly sendsIgnoredFiles: boolean;
}

interface AffectedRules {
  /** Folders of all Actors, including excluded and deleted ones. */
  readonly folders: readonly string[];
  readonly shared: readonly PathPattern[];
  readonly ignore: readonly PathPattern[];
}

/** Why a changed file affects an Actor, in the order in which the causes are reported. */
export const causes = ['own', 'outside', 'generated', 'shared'] as const;
export type Cause = (typeof causes)[number];

interface Tally {
  readonly count: number;
  readonly files: readonly string[];
}

export type Tallies = Partial<Readonly<Record<Cause, Tally>>>;

interface Affected {
  /** Changed files for each Actor's folder. */
  readonly byActor: ReadonlyMap<string, Tallies>;
  /** Files that affect no Actor. Files with ignored names come last. */
  readonly unaffected: readonly string[];
}

const MAX_NAMED = 3;

/** Finds the Actors that each changed file affects. Pure. */
export function findAffected(files: readonly string[], actors: readonly ActorPlaces[], rules: AffectedRules): Affected {
  const folders = new Set(rules.folders);
  const byFolder = indexPlaces(actors, ({ folder }) => [folder]);
  const byReads = indexPlaces(actors, ({ reads }) => reads);
  const byContext = indexPlaces(actors, ({ context }) => (context === undefined ? [] : [context]));
  const all = actors.map(({ folder }) => folder);
  const sendIgnored = actors.filter(({ sendsIgnoredFiles }) => sendsIgnoredFiles).map(({ folder }) => folder);
  const tallies = new Map<string, Tallies>();
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
      // A file of another Actor does not count, unless that Actor's folder contains this one.
      const counts = (folder: string): boolean => innermost === undefined || isWithin(folder, innermost);
      add('outside', [...byContext(file)].filter(counts));
      if (innermost === undefined) add('generated', sendIgnored);
    }
    if (lastMatching(rules.shared, file)?.excludes === false) add('shared', all);
    for (const [folder, cause] of affected) {
      const tally = tallies.get(folder) ?? {};
      const { count, files: named } = tally[cause] ?? { count: 0, files: [] };
      const kept = named.length < MAX_NAMED ? [...named, file] : named;
      tallies.set(folder, { ...tally, [cause]: { count: count + 1, files: kept } });
    }
    if (affected.size === 0 && innermost === undefined) (isIgnored ? ignored : unaffected).push(file);
  }
  return { byActor: tallies, unaffected: [...unaffected, ...ignored] };
}

/** Finds the Actors for which the file is one of their paths, is below one, or (for a submodule) contains one. */
function indexPlaces(
  actors: readonly ActorPlaces[],
  placesOf: (actor: ActorPlaces) => readonly string[],
): (file: string) => Iterable<string> {
  const at = new Map<string, Set<string>>();
  const below = new Map<string, Set<string>>();
  const add = (places: Map<string, Set<string>>, place: string, folder: string): void => {
    places.set(place, (places.get(place) ?? new Set()).add(folder));
  };
  for (const actor of actors) {
    for (const place of placesOf(actor)) {
      add(at, place, actor.folder);
      for (const parent of foldersAbove(place).slice(1)) add(below, parent, actor.folder);
    }
  }
  return (file) => {
    const around = foldersAbove(file).flatMap((place) => [...(at.get(place) ?? [])]);
    return new Set([...around, ...(below.get(file) ?? [])]);
  };
}

/** Returns the Actor's folder if the path is that of its `.actor/actor.json`, or of `.actor`, which may be a link. */
export function actorFolderOf(file: string): string | undefined {
  if (!file.endsWith('.actor/actor.json') && !file.endsWith('.actor')) return undefined;
  const match = /^(?:(.*)\/)?\.actor(?:\/actor\.json)?$/s.exec(file);
  return match === null ? undefined : (match[1] ?? '');
}

/** Returns the path itself and all its parent folders, up to the root. */
export function foldersAbove(file: string): readonly string[] {
  const places = [file];
  for (let place = file; place !== '' && place !== '..'; ) {
    const parent = posix.dirname(place);
    place = parent === '.' ? '' : parent;
    places.push(place);
  }
  return places;
}
