import type { Actor } from '../../apify/api.ts';
import { isVersionNumber } from '../../apify/value-rules.ts';
import { ActionError } from '../../errors.ts';
import { visible } from '../../text.ts';
import { archiveTime, parseArchiveKey } from '../../version/archive.ts';

/** A tag and its version that were created for a pull request or a branch. */
export interface Preview {
  readonly tag: string;
  /** The versions that use the tag; empty if there are none. */
  readonly versions: readonly string[];
}

/** Something to delete. */
export interface Item {
  readonly kind: 'tag' | 'archive' | 'version';
  /** A tag, the record key of an archive, or the number of a version. */
  readonly name: string;
  readonly result?: 'deleted' | 'no longer existed' | 'may have been deleted' | undefined;
}

/** Returns the tags that are never removed: `latest` and the tag that the Actor runs by default. */
export function protectedTags({ defaultRunOptions }: Actor): ReadonlySet<string> {
  const { build } = defaultRunOptions ?? {};
  return new Set(['latest', ...(build ? [build] : [])]);
}

/**
 * Returns the versions that are never deleted: the version of each build with a protected tag, and versions whose build
 * tag is protected. The default run option can also be a version or a build number.
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

/** Returns the preview that the `version` and `build-tag` inputs select. @throws ActionError if it is protected. */
export function namedPreview(actor: Actor, version: string, tag: string): Preview {
  if (protectedTags(actor).has(tag)) {
    throw new ActionError(`The build-tag input is ${visible(tag)}, which runs of this Actor use`, {
      hint: 'Use the tag of a preview. The tag latest and the default run tag are never removed.',
    });
  }
  if (protectedVersions(actor).has(version)) {
    throw new ActionError(`The version input is ${visible(version)}, which latest or the default run tag uses`, {
      hint: 'Use the version of a preview. Versions that runs of this Actor use by default are never deleted.',
    });
  }
  return { tag, versions: [version] };
}

/**
 * Finds the previews whose tag matches the pattern, by pull request number.
 * @param pattern contains one `*`, which stands for the number.
 */
export function previewsByNumber(actor: Actor, pattern: string): ReadonlyMap<number, Preview> {
  const [start = '', end = ''] = pattern.split('*');
  const kept = protectedTags(actor);
  const keptVersions = protectedVersions(actor);
  const versions = actor.versions ?? [];
  const previews = new Map<number, Preview>();
  for (const tag of new Set([...tagsOf(actor), ...versions.flatMap(({ buildTag }) => buildTag || [])])) {
    const digits = tag.slice(start.length, tag.length - end.length);
    if (kept.has(tag) || tag !== start + digits + end || !/^[1-9]\d{0,9}$/.test(digits)) continue;
    const own = versions.filter(
      ({ buildTag, versionNumber }) =>
        // A number such as `..` would lead to the path of the Actor.
        buildTag === tag && isVersionNumber(versionNumber) && !keptVersions.has(versionNumber),
    );
    previews.set(Number(digits), { tag, versions: own.map(({ versionNumber }) => versionNumber) });
  }
  return previews;
}

/** Returns the tags that point to a build. */
function tagsOf({ taggedBuilds }: Actor): readonly string[] {
  return Object.entries(taggedBuilds ?? {}).flatMap(([tag, build]) => (build === null ? [] : [tag]));
}

/** In milliseconds. A deployment names its archive in the version within minutes after it has uploaded the archive. */
const MAX_DEPLOYMENT_MS = 60 * 60 * 1000;

/**
 * Plans what to delete for these previews, and which old archives to delete. Keeps archives that a remaining version
 * uses, and the newest archive of a version if a deployment in progress may have uploaded it. Pure.
 * @param keys of all records in the Actor's archive store.
 * @param keepArchives the number of archives to keep for each version. If undefined, all are kept.
 * @param now in ms since 1970.
 * @returns the items in the order in which they are deleted.
 */
export function planCleanup(
  actor: Actor,
  previews: readonly Preview[],
  {
    keys,
    keepArchives,
    now,
  }: { readonly keys: readonly string[]; readonly keepArchives: number | undefined; readonly now: number },
): readonly Item[] {
  const existing = actor.versions ?? [];
  const named = new Set(previews.flatMap(({ versions }) => versions));
  // Ignores the source type, because a version can switch back to its archive.
  const urls = existing.flatMap(({ versionNumber, tarballUrl }) =>
    tarballUrl && !named.has(versionNumber) ? [tarballUrl] : [],
  );
  const own = keys.flatMap((key) => {
    const parsed = parseArchiveKey(key);
    return parsed === undefined ? [] : [{ key, ...parsed }];
  });
  const newestFirst = own.toSorted((a, b) => b.time.localeCompare(a.time));
  const recent = archiveTime(now - MAX_DEPLOYMENT_MS);
  const archives = [...Map.groupBy(newestFirst, ({ versionNumber }) => versionNumber)].flatMap(([version, all]) => {
    const least = all[0] !== undefined && all[0].time > recent ? 1 : 0;
    // Without its versions, it is not known which archives are in use.
    const kept = actor.versions && keepArchives !== undefined ? Math.max(keepArchives, least) : all.length;
    const old = all.slice(named.has(version) ? 0 : kept);
    return old.filter(({ key }) => !urls.some((url) => url.includes(key)));
  });
  const tags = tagsOf(actor).filter((tag) => previews.some((preview) => preview.tag === tag));
  const versions = existing.filter(({ versionNumber }) => named.has(versionNumber));
  return [
    ...tags.map((name): Item => ({ kind: 'tag', name })),
    ...archives.map(({ key }): Item => ({ kind: 'archive', name: key })),
    ...versions.map(({ versionNumber }): Item => ({ kind: 'version', name: versionNumber })),
  ];
}
