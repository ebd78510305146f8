import type { Actor, Version } from '../../apify/api.ts';
import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';
import { ownArchiveOf, parseArchiveKey } from '../../version/archive.ts';

/** A version and its tag, which were created for a pull request or a branch. */
export interface Preview {
  readonly tag: string;
  /** Empty if the tag has no version of its own. */
  readonly versions: readonly string[];
}

export interface CleanupPlan {
  readonly tags: readonly string[];
  /** Record keys in the Actor's store of archives. */
  readonly archives: readonly string[];
  readonly versions: readonly string[];
}

/** The tags that are never removed: `latest`, and the one that the Actor runs by default. */
export function protectedTags({ defaultRunOptions }: Actor): ReadonlySet<string> {
  const { build } = defaultRunOptions ?? {};
  return new Set(['latest', ...(build ? [build] : [])]);
}

/**
 * The versions that are never deleted: those that a protected tag points to, or that give their builds such a tag. A
 * default run option may also be a version or a build number.
 */
export function protectedVersions(actor: Actor): ReadonlySet<string> {
  const tags = protectedTags(actor);
  const versions = new Set<string>();
  const addVersionOf = (number: string | null | undefined): void => {
    const [version] = /^\d+\.\d+/.exec(number ?? '') ?? [];
    if (version !== undefined) versions.add(version);
  };
  for (const [tag, build] of Object.entries(actor.taggedBuilds ?? {})) {
    if (tags.has(tag)) addVersionOf(build?.buildNumber);
  }
  for (const tag of tags) addVersionOf(tag);
  for (const { versionNumber, buildTag } of actor.versions ?? []) {
    if (buildTag && tags.has(buildTag)) versions.add(versionNumber);
  }
  return versions;
}

/** The preview that the `version` and `build-tag` inputs name. @throws ActionError if it is protected. */
export function namedPreview(actor: Actor, version: string, tag: string): Preview {
  if (protectedTags(actor).has(tag)) {
    throw new ActionError(`The build-tag input is ${visible(tag)}, which runs of this Actor use`, {
      hint: 'Name the tag of a preview. The tag latest and the default run tag are never removed.',
    });
  }
  if (protectedVersions(actor).has(version)) {
    throw new ActionError(`The version input is ${visible(version)}, which latest or the default run tag uses`, {
      hint: 'Name the version of a preview. Versions that runs of this Actor use by default are never deleted.',
    });
  }
  return { tag, versions: [version] };
}

/**
 * The previews whose tag the pattern matches, by the number of their pull request.
 * @param pattern contains one `*`, which stands for the number.
 */
export function previewsByNumber(actor: Actor, pattern: string): ReadonlyMap<number, Preview> {
  const [start = '', end = ''] = pattern.split('*');
  const kept = protectedTags(actor);
  const keptVersions = protectedVersions(actor);
  const versions = actor.versions ?? [];
  const tags = new Set([
    ...Object.entries(actor.taggedBuilds ?? {}).flatMap(([tag, build]) => (build === null ? [] : [tag])),
    ...versions.flatMap(({ buildTag }) => buildTag || []),
  ]);
  const previews = new Map<number, Preview>();
  for (const tag of tags) {
    if (kept.has(tag) || !tag.startsWith(start) || !tag.endsWith(end) || tag.length < start.length + end.length)
      continue;
    const digits = tag.slice(start.length, tag.length - end.length);
    if (!/^[1-9]\d{0,9}$/.test(digits)) continue;
    const own = versions.filter(({ buildTag, versionNumber }) => buildTag === tag && !keptVersions.has(versionNumber));
    previews.set(Number(digits), { tag, versions: own.map(({ versionNumber }) => versionNumber) });
  }
  return previews;
}

/**
 * What is deleted for these previews, and which old archives. An archive that a kept version names is kept. Pure.
 * @param keys of all records in the Actor's store of archives.
 * @param keepArchives how many archives of each version are kept; undefined: all of them.
 */
export function planCleanup(
  actor: Actor,
  previews: readonly Preview[],
  { keys, keepArchives }: { readonly keys: readonly string[]; readonly keepArchives: number | undefined },
): CleanupPlan {
  const existing = new Set(actor.versions?.map(({ versionNumber }) => versionNumber));
  const named = new Set(previews.flatMap(({ versions }) => versions));
  const used = new Set(
    (actor.versions ?? []).flatMap((version) => (named.has(version.versionNumber) ? [] : archiveOf(version))),
  );
  const byVersion = Map.groupBy(keys, (key) => parseArchiveKey(key)?.versionNumber);
  const archives = [...byVersion].flatMap(([version, own]) => {
    if (version === undefined) return [];
    const sorted = own.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
    const old = named.has(version) ? sorted : sorted.slice(keepArchives ?? sorted.length);
    return old.filter((key) => !used.has(key));
  });
  const tagged = new Set(
    Object.entries(actor.taggedBuilds ?? {}).flatMap(([tag, build]) => (build === null ? [] : [tag])),
  );
  return {
    tags: previews.map(({ tag }) => tag).filter((tag) => tagged.has(tag)),
    archives,
    versions: [...named].filter((version) => existing.has(version)),
  };
}

function timeOf(key: string): string {
  return parseArchiveKey(key)?.time ?? '';
}

/** Whatever its source type is now, a version may switch back to its archive. */
function archiveOf({ tarballUrl }: Version): readonly string[] {
  const own = ownArchiveOf(tarballUrl ?? '');
  return own === undefined ? [] : [own.key];
}
