import type { ChangedFiles } from '../../changes/changed-files.ts';
import type { Everything } from '../../changes/range.ts';
import type { Diagnostic } from '../../errors.ts';
import { lastMatching } from '../../source/rules/path-patterns.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import { folderOf } from './actor-folders.ts';
import type { FoundActor } from './actors.ts';
import { type ActorConcern, type Affected, affectedBy } from './affected.ts';
import type { DiscoverInputs } from './config.ts';

/** What becomes of an Actor, and why. */
export interface Decision {
  readonly actor: FoundActor;
  readonly deployed: boolean;
  /** In the action's own words. */
  readonly why: string;
  /** The changed files that are the reason: names from outside. */
  readonly files: readonly string[];
}

export interface Decisions {
  readonly decisions: readonly Decision[];
  /** Folders whose Actor is gone. */
  readonly deleted: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Decides for each Actor whether it is deployed. Pure.
 * @param folders every Actor's folder, those that are not asked for too.
 */
export function decide(
  changes: ChangedFiles | Everything,
  actors: readonly FoundActor[],
  folders: readonly string[],
  { actors: patterns, shared, ignore }: Pick<DiscoverInputs, 'actors' | 'shared' | 'ignore'>,
): Decisions {
  if (changes.kind === 'everything') {
    const why = `all, because ${changes.why}`;
    return {
      decisions: actors.map((actor) => ({ actor, deployed: true, why, files: [] })),
      deleted: [],
      diagnostics: [],
    };
  }
  const there = new Set(folders);
  const missing = changes.files.flatMap(({ path, removed }) => {
    const folder = folderOf(path);
    return folder === undefined || there.has(folder) ? [] : [{ folder, removed }];
  });
  const concerns = affectedBy(
    changes.files.map(({ path }) => path),
    actors,
    // What lies in an Actor's folder is shared with nobody, though the Actor is gone, or not in this checkout yet.
    { folders: [...folders, ...missing.map(({ folder }) => folder)], shared, ignore },
  );
  const deleted = missing.filter(
    ({ folder, removed }) => removed && lastMatching(patterns, folder)?.excludes === false,
  );
  return {
    decisions: actors.map((actor) => ({ actor, ...decideOne(concerns.ofActors.get(actor.folder), concerns.shared) })),
    deleted: [...new Set(deleted.map(({ folder }) => folder))].sort(),
    diagnostics: unaffectedDiagnostics(concerns),
  };
}

function decideOne(
  concern: ActorConcern = { own: [], outside: [] },
  shared: readonly string[],
): Omit<Decision, 'actor'> {
  const { own, outside } = concern;
  const causes = [
    { files: own, say: (count: string) => `${count} in its folder changed` },
    { files: outside, say: (count: string) => `${count} of its Docker context or its Dockerfile changed` },
    { files: shared, say: (count: string) => `${count} that every Actor shares changed` },
  ].filter(({ files }) => files.length > 0);
  if (causes.length === 0) return { deployed: false, why: 'nothing that concerns it changed', files: [] };
  return {
    deployed: true,
    why: causes.map(({ files, say }) => say(formatCount(files.length, 'file'))).join('; '),
    files: [...new Set(causes.flatMap(({ files }) => files))],
  };
}

function unaffectedDiagnostics({ unaffected, overruled }: Affected): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (unaffected.length > 0) {
    diagnostics.push({ level: 'info', message: `No Actor is concerned by ${listSome(unaffected.map(visible))}` });
  }
  if (overruled.length > 0) {
    const [first = ''] = overruled.map(visible);
    const message = `${listSome(overruled.map(visible))}: the input shared names it, but files of this kind concern no Actor outside Actor folders. Where it should, add the line !${first} to the input ignore.`;
    diagnostics.push({ level: 'notice', message });
  }
  return diagnostics;
}
