import { existsSync } from 'node:fs';
import path from 'node:path';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { excludedFolder, isLeftByTools } from '../rules/built-in-rules.ts';
import { createSpelling, joinNames } from './file-names.ts';
import { listByGit, readDiskSettings, readIgnoreLine } from './git-listing.ts';
import type { IgnoreLine, ListedFile, Listing, Listings, RepositoryListing } from './listing.ts';

export interface ListingOptions {
  readonly git: Git;
  readonly workspace: string;
  readonly workingDirectory: string;
  readonly signal: AbortSignal | undefined;
}

const AT_ONCE = 8;

export function createListings({ git, workspace, workingDirectory, signal }: ListingOptions): Listings {
  const listings = new Map<string, Promise<Listing>>();
  const indexes = new Map<Listing, ReadonlyMap<string, ListedFile>>();
  const settings = new Map<string, ReturnType<typeof readDiskSettings>>();

  const list = async (folder: string, { isRoot = false } = {}): Promise<Listing> => {
    const { reason, ignoredBy, ...listed } = await listRepository(folder, isRoot);
    const { true: present = [], false: missing = [] } = Object.groupBy(listed.submodules, (name) =>
      existsSync(placeIn(folder, `${name}/.git`)) ? 'true' : 'false',
    );
    const nested = listed.nested.filter((name) => isSent(folder, { name, tracked: false }));
    const aliases = findAliases(listed.files, createSpelling(folder));
    const all: Listing = {
      folder,
      files: listed.files.filter((file) => isSent(folder, file) && !aliases.has(file.name)),
      missingSubmodules: missing,
      unreadable: listed.unreadable,
      nested: nested.map((name) => placeIn(folder, name)),
      withoutGit: reason === undefined ? [] : [{ folder, reason }],
      ...(ignoredBy === undefined ? {} : { ignoredBy }),
    };
    const inner = await listInner(folder, [...present, ...nested]);
    const isNested = new Set(nested);
    return inner.reduce(
      (sum, { name, listing }) => withInner(sum, { name, listing, isNested: isNested.has(name) }),
      all,
    );
  };

  const listRepository = async (
    folder: string,
    isRoot: boolean,
  ): Promise<RepositoryListing & { readonly reason?: string; readonly ignoredBy?: IgnoreLine }> => {
    const listed = await listByGit(git, folder, signal);
    if ('reason' in listed) {
      const { listByIgnoreFiles } = await import('./unversioned-files.ts');
      const found = listByIgnoreFiles(workspace, folder);
      return isRoot || found.ignoredBy === undefined ? { ...found, ...listed } : { ...nothing, ...listed };
    }
    const isEmpty = listed.files.length + listed.nested.length + listed.submodules.length === 0;
    const ignoredBy = isRoot && isEmpty ? await readIgnoreLine({ git, workspace, signal }, folder) : undefined;
    if (ignoredBy === undefined) return listed;
    const { listIsolated } = await import('./unversioned-files.ts');
    return { ...listIsolated(folder), ignoredBy };
  };

  const listInner = async (folder: string, names: readonly string[]) => {
    const inner: { readonly name: string; readonly listing: Listing }[] = [];
    for (let start = 0; start < names.length; start += AT_ONCE) {
      const batch = names
        .slice(start, start + AT_ONCE)
        .map(async (name) => ({ name, listing: await list(placeIn(folder, name)) }));
      inner.push(...(await Promise.all(batch)));
    }
    return inner;
  };

  const isSent = (folder: string, { name, tracked }: ListedFile): boolean => {
    if (isInGitFolder(name)) return false;
    const ownName = (): string | undefined => nameFrom(workingDirectory, placeIn(folder, name));
    return tracked || (!isLeftByTools(name) && excludedFolder(name, ownName()) === undefined);
  };

  const remember = (folder: string, listing: Promise<Listing>): Promise<Listing> => {
    listings.set(folder, listing);
    return listing;
  };

  const around = (folder: string): Promise<Listing> => {
    const known = [...listings].find(([each]) => nameFrom(each, folder) !== undefined);
    return known?.[1] ?? remember(folder, list(folder));
  };

  return {
    around,
    ofRoot: (folder) => listings.get(folder) ?? remember(folder, list(folder, { isRoot: true })),
    find: async (file) => {
      const listing = await around(path.dirname(file));
      const index = indexes.get(listing) ?? new Map(listing.files.map((each) => [each.name, each]));
      indexes.set(listing, index);
      return index.get(nameFrom(listing.folder, file) ?? '');
    },
    all: () => Promise.all(listings.values()),
    diskSettings: (folder) => {
      const repository = findRepository(folder)?.workTree ?? folder;
      const known = settings.get(repository) ?? readDiskSettings(git, folder, signal);
      settings.set(repository, known);
      return known;
    },
  };
}

const nothing: RepositoryListing = { files: [], nested: [], submodules: [], unreadable: [] };

/** Adds the files of a nested repository, with names relative to the outer folder. */
function withInner(
  outer: Listing,
  { name: above, listing, isNested }: { readonly name: string; readonly listing: Listing; readonly isNested: boolean },
): Listing {
  const named = (names: readonly string[]): readonly string[] => names.map((name) => joinNames(above, name));
  const files = listing.files.map((file) => ({
    ...file,
    ...(file.escaped === undefined ? {} : { escaped: joinNames(above, file.escaped) }),
    name: joinNames(above, file.name),
    isNested: isNested || file.isNested === true,
  }));
  return {
    ...outer,
    files: [...outer.files, ...files],
    missingSubmodules: [...outer.missingSubmodules, ...named(listing.missingSubmodules)],
    unreadable: [...outer.unreadable, ...named(listing.unreadable)],
    nested: isNested ? outer.nested : [...outer.nested, ...listing.nested],
    withoutGit: [...outer.withoutGit, ...listing.withoutGit],
  };
}

/**
 * Finds files that Git lists as both tracked and untracked. This happens on file systems that ignore letter case, if
 * the index spells a file or its folder differently.
 * @returns the untracked names, which Git would not commit.
 */
export function findAliases(
  files: readonly ListedFile[],
  isSpelledOtherwise: (name: string) => boolean,
): ReadonlySet<string> {
  const fold = (name: string): string => name.normalize('NFC').toLowerCase();
  const untracked = Map.groupBy(
    files.filter(({ tracked }) => !tracked),
    ({ name }) => fold(name),
  );
  if (untracked.size === 0) return new Set();
  const aliases = files.flatMap(({ name, tracked }) => {
    const others = tracked ? untracked.get(fold(name)) : undefined;
    return others !== undefined && isSpelledOtherwise(name) ? others.map((other) => other.name) : [];
  });
  return new Set(aliases);
}
