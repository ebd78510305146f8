import { existsSync } from 'node:fs';
import path from 'node:path';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { excludedFolder, isLeftByTools } from '../rules/built-in-rules.ts';
import { findAliases } from './aliases.ts';
import { createSpelling, joinNames } from './file-names.ts';
import { listByGit, readDiskSettings } from './git-listing.ts';
import type { DiskSettings, IgnoreLine, ListedFile, Listing, Listings, RepositoryListing } from './listing.ts';

export interface ListingOptions {
  readonly git: Git;
  readonly workspace: string;
  readonly workingDirectory: string;
  readonly signal: AbortSignal | undefined;
}

/** Processes that run at the same time. */
const AT_ONCE = 8;

export function createListings({ git, workspace, workingDirectory, signal }: ListingOptions): Listings {
  const listings = new Map<string, Promise<Listing>>();
  const indexes = new Map<Listing, ReadonlyMap<string, ListedFile>>();
  const settings = new Map<string, Promise<DiskSettings>>();

  const list = async (folder: string, { isRoot = false } = {}): Promise<Listing> => {
    const listed = await listRepository(folder, isRoot);
    const isPresent = (name: string): boolean => existsSync(placeIn(folder, `${name}/.git`));
    const present = listed.submodules.filter(isPresent);
    const missing = listed.submodules.filter((name) => !isPresent(name));
    const nested = listed.nested.filter((name) => isSent(folder, { name, tracked: false }));
    const aliases = findAliases(listed.files, createSpelling(folder));
    const files = listed.files.filter((file) => isSent(folder, file) && !aliases.has(file.name));
    const inner = await listInner(folder, [...present, ...nested]);
    const isNested = new Set(nested);
    const from = <Key extends 'missingSubmodules' | 'unreadable'>(key: Key): readonly string[] =>
      inner.flatMap(({ name, listing }) => listing[key].map((each) => joinNames(name, each)));
    return {
      folder,
      files: [
        ...files,
        ...inner.flatMap(({ name, listing }) => listing.files.map((file) => moved(file, name, isNested.has(name)))),
      ],
      missingSubmodules: [...missing, ...from('missingSubmodules')],
      unreadable: [...listed.unreadable, ...from('unreadable')],
      nested: [
        ...nested.map((name) => placeIn(folder, name)),
        ...inner.flatMap(({ name, listing }) => (isNested.has(name) ? [] : listing.nested)),
      ],
      withoutGit: [
        ...(listed.reason === undefined ? [] : [{ folder, reason: listed.reason }]),
        ...inner.flatMap(({ listing }) => listing.withoutGit),
      ],
      ...(listed.ignoredBy === undefined ? {} : { ignoredBy: listed.ignoredBy }),
    };
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
    if (!isRoot || !isEmpty) return listed;
    const { readIgnoreLine } = await import('./ignore-lines.ts');
    const ignoredBy = await readIgnoreLine({ git, workspace, signal }, folder);
    if (ignoredBy === undefined) return listed;
    const { listIsolated } = await import('./unversioned-files.ts');
    return { ...listIsolated(folder), ignoredBy };
  };

  const listInner = async (
    folder: string,
    names: readonly string[],
  ): Promise<readonly { readonly name: string; readonly listing: Listing }[]> => {
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
    if (tracked) return true;
    return (
      !isLeftByTools(name) && excludedFolder(name, nameFrom(workingDirectory, placeIn(folder, name))) === undefined
    );
  };

  const remember = (folder: string, listing: Promise<Listing>): Promise<Listing> => {
    listings.set(folder, listing);
    return listing;
  };

  const around = (folder: string): Promise<Listing> => {
    const known = [...listings.keys()].find((each) => nameFrom(each, folder) !== undefined);
    return (known === undefined ? undefined : listings.get(known)) ?? remember(folder, list(folder));
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

/** A file with its name from a folder further up. */
function moved(file: ListedFile, above: string, isNested: boolean): ListedFile {
  const escaped = file.escaped === undefined ? {} : { escaped: joinNames(above, file.escaped) };
  return { ...file, ...escaped, name: joinNames(above, file.name), isNested: isNested || file.isNested === true };
}
