import { posix } from 'node:path';
import { lastMatching, onlyExclude, type PathPattern } from '../../source/rules/path-patterns.ts';
import { isWithin } from './actors.ts';
import { affectsNothing } from './built-in-ignore.ts';

/** What counts of an Actor; paths from the workspace's root, which is the empty one. */
export interface ActorPlace {
  readonly folder: string;
  /** A Docker context or a Dockerfile outside its folder. */
  readonly outside: readonly string[];
}

export interface ConcernRules {
  /** Every Actor's folder, those that are not asked for and those that are gone too. */
  readonly folders: readonly string[];
  readonly shared: readonly PathPattern[];
  readonly ignore: readonly PathPattern[];
}

/** The changed files by what they concern. */
export interface Affected {
  /** By Actor's folder; an Actor that is not there is concerned by `shared` only. */
  readonly ofActors: ReadonlyMap<string, ActorConcern>;
  /** They concern every Actor. */
  readonly shared: readonly string[];
  /** They concern none. */
  readonly unaffected: readonly string[];
  /** Of these the ones that `shared` names, but that are of a kind that concerns none. */
  readonly overruled: readonly string[];
}

export interface ActorConcern {
  /** In its folder; in an inner Actor's folder too. */
  readonly own: readonly string[];
  /** In its Docker context outside, or the Dockerfile there. */
  readonly outside: readonly string[];
}

/** Which Actors each of the files concerns. Pure; takes time for files and Actors, not for their product. */
export function affectedBy(files: readonly string[], actors: readonly ActorPlace[], rules: ConcernRules): Affected {
  const byFolder = groupByPlace(actors, ({ folder }) => [folder]);
  const byOutside = groupByPlace(actors, ({ outside }) => outside);
  const folders = new Set(rules.folders);
  const ofActors = new Map<string, { own: string[]; outside: string[] }>();
  const concern = (places: Iterable<string>, kind: keyof ActorConcern, file: string): boolean => {
    let any = false;
    for (const folder of places) {
      const found = ofActors.get(folder) ?? { own: [], outside: [] };
      ofActors.set(folder, found);
      found[kind].push(file);
      any = true;
    }
    return any;
  };
  const shared: string[] = [];
  const unaffected: string[] = [];
  const overruled: string[] = [];

  for (const file of new Set(files)) {
    const ignored = lastMatching(rules.ignore, file);
    if (ignored?.excludes === false) {
      unaffected.push(file);
      continue;
    }
    const isOutside = !above(file).some((folder) => folders.has(folder));
    const isNobodys = isOutside && ignored === undefined && affectsNothing(file);
    const isOwn = concern(byFolder.concernedBy(file), 'own', file);
    const outside = isNobodys ? byOutside.exactly(file) : byOutside.concernedBy(file);
    const isOutsideOf = concern(
      [...outside].filter((folder) => !isWithin(file, folder)),
      'outside',
      file,
    );
    const named = lastMatching(rules.shared, file);
    const isShared = named === undefined ? isOutside && onlyExclude(rules.shared) : !named.excludes;
    if (isShared && !isNobodys) shared.push(file);
    else if (!isOwn && !isOutsideOf && isOutside) unaffected.push(file);
    if (isNobodys && named?.excludes === false) overruled.push(file);
  }
  return { ofActors, shared, unaffected, overruled };
}

/** Actors by places of theirs. */
interface ByPlace {
  exactly(file: string): Iterable<string>;
  /** Those whose place the file is, or lies in; or above whose place it is, as a submodule that changed may be. */
  concernedBy(file: string): Iterable<string>;
}

function groupByPlace(actors: readonly ActorPlace[], placesOf: (actor: ActorPlace) => readonly string[]): ByPlace {
  const at = new Map<string, Set<string>>();
  const below = new Map<string, Set<string>>();
  for (const actor of actors) {
    for (const place of placesOf(actor)) {
      add(at, place, actor.folder);
      for (const parent of above(place).slice(1)) add(below, parent, actor.folder);
    }
  }
  return {
    exactly: (file) => at.get(file) ?? [],
    concernedBy: (file) =>
      new Set([...above(file).flatMap((place) => [...(at.get(place) ?? [])]), ...(below.get(file) ?? [])]),
  };
}

function add(places: Map<string, Set<string>>, place: string, folder: string): void {
  const there = places.get(place) ?? new Set();
  there.add(folder);
  places.set(place, there);
}

/** The path itself and every folder that it lies in, up to the root. */
function above(file: string): readonly string[] {
  const places = [file];
  for (let place = file; place !== '' && place !== '..'; ) {
    const parent = posix.dirname(place);
    place = parent === '.' ? '' : parent;
    places.push(place);
  }
  return places;
}
