import { existsSync } from 'node:fs';
import path from 'node:path';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { findRepository } from '../../runner/git-repository.ts';
import { excludedFolder, isLeftByTools } from '../rules/built-in-rules.ts';
import { createSpelling, joinNames } from './file-names.ts';
import { listByGit, readDiskSettings, readIgnoreLine } from './git-listing.ts';
import type { IgnoreLine, ListedFile, Listing, RepositoryListing } from './listing.ts';

/** The number of repositories to list at once. */
const AT_ONCE = 8;

export type Listings = ReturnType<typeof createListings>;

/** Lists folders on demand, each of them once. All paths are absolute, with links resolved. */
export function createListings({
  git,
  workspace,
  workingDirectory,
  signal,
}: {
  readonly git: Git;
  readonly workspace: string;
  readonly workingDirectory: string;
  readonly signal: AbortSignal;
}) {
  const listings = new Map<string, Promise<Listing>>();
  const indexes = new Map<Listing, ReadonlyMap<string, ListedFile>>();
  const settings = new Map<string, ReturnType<typeof readDiskSettings>>();

  const list = async (folder: string, isRoot: boolean): Promise<Listing> => {
    const parts = await listParts(folder, '', { isRoot, isNested: false });
    return {
      ...parts[0],
      folder,
      files: parts.flatMap(({ files }) => files),
      missingSubmodules: parts.flatMap(({ missingSubmodules }) => missingSubmodules),
      unreadable: parts.flatMap(({ unreadable }) => unreadable),
      nested: parts.flatMap(({ nested }) => nested),
      withoutGit: parts.flatMap(({ withoutGit }) => withoutGit),
    };
  };

  /** Lists a repository and those in it. @param above its name in the folder; empty for the folder itself. */
  const listParts = async (
    top: string,
    above: string,
    { isRoot, isNested }: { readonly isRoot: boolean; readonly isNested: boolean },
  ): Promise<readonly Listing[]> => {
    const folder = placeIn(top, above);
    const { reason, ignoredBy, ...listed } = await listRepository(folder, isRoot);
    const named = (name: string): string => joinNames(above, name);
    const isCheckedOut = (name: string): boolean => existsSync(placeIn(folder, `${name}/.git`));
    const nested = listed.nested.filter((name) => isSent(folder, { name, tracked: false }));
    const aliases = findAliases(listed.files, createSpelling(folder));
    const files = listed.files.filter((file) => isSent(folder, file) && !aliases.has(file.name));
    const inTop = ({ name, escaped, ...file }: ListedFile): ListedFile => {
      const shown = escaped === undefined ? {} : { escaped: named(escaped) };
      return { ...file, ...shown, name: named(name), isNested };
    };
    const own: Listing = {
      folder,
      files: above === '' ? files : files.map(inTop),
      missingSubmodules: listed.submodules.filter((name) => !isCheckedOut(name)).map(named),
      unreadable: listed.unreadable.map(named),
      nested: isNested ? [] : nested.map((name) => placeIn(folder, name)),
      withoutGit: reason === undefined ? [] : [{ folder, reason }],
      ignoredBy,
    };
    const names = [...listed.submodules.filter(isCheckedOut), ...nested];
    const inner: (readonly Listing[])[] = [];
    for (let start = 0; start < names.length; start += AT_ONCE) {
      const batch = names.slice(start, start + AT_ONCE).map((name) => {
        return listParts(top, named(name), { isRoot: false, isNested: isNested || nested.includes(name) });
      });
      inner.push(...(await Promise.all(batch)));
    }
    return [own, ...inner.flat()];
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
    return known?.[1] ?? remember(folder, list(folder, false));
  };

  return {
    /** Returns the listing of a folder or of one of its parents. */
    around,
    /** Lists a deployed folder, even if Git ignores the folder itself. */
    ofRoot: (folder: string): Promise<Listing> => listings.get(folder) ?? remember(folder, list(folder, true)),
    find: async (file: string): Promise<ListedFile | undefined> => {
      const listing = await around(path.dirname(file));
      const index = indexes.get(listing) ?? new Map(listing.files.map((each) => [each.name, each]));
      indexes.set(listing, index);
      return index.get(nameFrom(listing.folder, file) ?? '');
    },
    all: (): Promise<readonly Listing[]> => Promise.all(listings.values()),
    /**
     * Reads settings of the repository around a folder: whether file modes are meaningful (`core.fileMode`), and
     * whether links are real links or text files that contain their target (`core.symlinks`).
     */
    diskSettings: (folder: string) => {
      const repository = findRepository(folder)?.workTree ?? folder;
      const known = settings.get(repository) ?? readDiskSettings(git, folder, signal);
      settings.set(repository, known);
      return known;
    },
  };
}

const nothing: RepositoryListing = { files: [], nested: [], submodules: [], unreadable: [] };

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
