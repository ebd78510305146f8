import type { ChangedFiles } from '../../changes/find-changes.ts';
import type { Everything } from '../../changes/range.ts';
import { lastMatching } from '../../source/rules/path-patterns.ts';
import { formatCount } from '../../text.ts';
import { actorFolderOf, type Cause, causes, findAffected, type Tallies } from './affected.ts';
import type { DiscoverInputs } from './config.ts';
import type { FoundActor, PlacedActor } from './find-actors.ts';

/** An Actor, as far as the outputs and the summary show it. */
export interface Decision extends Pick<FoundActor, 'folder' | 'name' | 'version' | 'buildTag' | 'title'> {
  readonly isAffected: boolean;
  /** Does not contain file names or quotes, because workflows may insert it into a script. */
  readonly reason: string;
  /** Changed files that affect the Actor, at most three for each cause. The names are untrusted. */
  readonly files: readonly string[];
}

export interface Decisions {
  readonly decisions: readonly Decision[];
  readonly deleted: readonly string[];
  /** Changed files that affect no Actor. */
  readonly unaffectedFiles: readonly string[];
}

/** Why a deleted Actor is not deployed. */
export const DELETED = 'deleted here, but not on Apify: delete the Actor there if it is no longer needed';

/** Decides which Actors are affected. Pure. @param folders the folders of all Actors. */
export function decide(
  changes: ChangedFiles | Everything,
  { actors, folders }: { readonly actors: readonly PlacedActor[]; readonly folders: readonly string[] },
  { actors: patterns, shared, ignore }: Pick<DiscoverInputs, 'actors' | 'shared' | 'ignore'>,
): Decisions {
  if (changes.kind === 'everything') {
    const all = { isAffected: true, reason: `because ${changes.why}`, files: [] };
    return { decisions: actors.map((actor) => decisionOn(actor, all)), deleted: [], unaffectedFiles: [] };
  }
  const present = new Set(folders);
  const absent = changes.files.flatMap((file) => {
    const folder = actorFolderOf(file.path);
    return folder === undefined || present.has(folder) ? [] : [{ ...file, folder }];
  });
  const { byActor, unaffected } = findAffected(
    changes.files.map(({ path }) => path),
    actors,
    // The folders of deleted Actors, and of Actors that are not in this checkout yet, are Actor folders too.
    { folders: [...folders, ...absent.map(({ folder }) => folder)], shared, ignore },
  );
  const isDeleted = ({ folder, removed, renamedTo }: (typeof absent)[number]): boolean =>
    removed &&
    !(renamedTo !== undefined && present.has(actorFolderOf(renamedTo) ?? '..')) &&
    lastMatching(patterns, folder)?.excludes === false;
  return {
    decisions: actors.map((actor) => decisionOn(actor, explain(byActor.get(actor.folder) ?? {}))),
    deleted: [...new Set(absent.filter(isDeleted).map(({ folder }) => folder))].sort(),
    unaffectedFiles: unaffected,
  };
}

const explanations: Readonly<Record<Cause, string>> = {
  own: 'in its folder',
  outside: 'that it reads from outside its folder',
  generated: 'outside all Actor folders while its .actorignore includes files that Git ignores',
  shared: 'that the shared input matches',
};

type Outcome = Pick<Decision, 'isAffected' | 'reason' | 'files'>;

function decisionOn({ folder, name, version, buildTag, title }: FoundActor, outcome: Outcome): Decision {
  return { folder, name, version, buildTag, title, ...outcome };
}

function explain(tallies: Tallies): Outcome {
  const found = causes.flatMap((cause) => {
    const tally = tallies[cause];
    if (tally === undefined) return [];
    return [{ ...tally, text: `${formatCount(tally.count, 'changed file')} ${explanations[cause]}` }];
  });
  if (found.length === 0) return { isAffected: false, reason: 'no changed file affects it', files: [] };
  return {
    isAffected: true,
    reason: found.map(({ text }) => text).join(', '),
    files: found.flatMap(({ files }) => files),
  };
}
