import { existsSync } from 'node:fs';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { isInDependencies, isInStorage, isLeftByTools } from '../rules/built-in-rules.ts';
import { findAliases } from './aliases.ts';
import { createSpelling, joinNames } from './file-names.ts';
import { type DiskSettings, type GitListing, type ListedFile, listByGit, readDiskSettings } from './git-listing.ts';
import { listByIgnoreFiles } from './unversioned-files.ts';

/** What would be committed at or below a folder, without what is never sent and what is left out by default. */
export interface Listing {
  /** Absolute and real. */
  readonly folder: string;
  /** By their names relative to the folder; those of submodules and nested repositories too. */
  readonly files: ReadonlyMap<string, ListedFile>;
  /** Submodules that were not checked out, relative to the folder. */
  readonly missingSubmodules: readonly string[];
  /** Folders that Git could not open, relative to the folder. */
  readonly unopened: readonly string[];
  /** Why the ignore files had to answer in Git's place, for each folder where they did. */
  readonly withoutGit: readonly { readonly folder: string; readonly reason: string }[];
}

/** Lists each place of the workspace once. */
export interface Listings {
  /**
   * The listing that covers a place: of the folder itself where none was made for one around it.
   * @param folder absolute and real.
   */
  around(folder: string): Promise<Listing>;
  /** All that were made so far. */
  all(): Promise<readonly Listing[]>;
  /** Of the repository around a folder. */
  diskSettings(folder: string): Promise<DiskSettings>;
}

/** Of a submodule or a nested repository. */
interface InnerListing {
  readonly name: string;
  readonly listing: Listing;
}

/** Processes that run at the same time. */
const AT_ONCE = 8;

export function createListings(
  git: Git,
  { workspace, workingDirectory }: Workspace,
  signal: AbortSignal | undefined,
): Listings {
  const listings = new Map<string, Promise<Listing>>();
  const settings = new Map<string, Promise<DiskSettings>>();

  const list = async (folder: string): Promise<Listing> => {
    const answer = await listByGit(git, folder, signal);
    const isListed = !('reason' in answer);
    const found = isListed ? answer : listByIgnoreFiles(workspace, folder);
    const { present, missing } = splitSubmodules(folder, found);
    const nested = found.nested.filter((name) => isSent(folder, { name, tracked: false }));
    const inner = await listInner(folder, [...nested, ...present]);
    const files = new Map<string, ListedFile>();
    const aliases = findAliases(found.files, createSpelling(folder));
    for (const file of found.files) {
      if (isSent(folder, file) && !aliases.has(file.name)) files.set(file.escaped ?? file.name, file);
    }
    for (const { name, listing } of inner) {
      for (const [below, file] of listing.files) files.set(joinNames(name, below), moved(file, name));
    }
    return {
      folder,
      files,
      missingSubmodules: [...missing, ...inner.flatMap(({ name, listing }) => below(name, listing.missingSubmodules))],
      unopened: [...found.unopened, ...inner.flatMap(({ name, listing }) => below(name, listing.unopened))],
      withoutGit: [
        ...(isListed ? [] : [{ folder, reason: answer.reason }]),
        ...inner.flatMap(({ listing }) => listing.withoutGit),
      ],
    };
  };

  const listInner = async (folder: string, names: readonly string[]): Promise<readonly InnerListing[]> => {
    const inner: InnerListing[] = [];
    for (let start = 0; start < names.length; start += AT_ONCE) {
      const batch = names.slice(start, start + AT_ONCE).map(async (name) => {
        return { name, listing: await list(placeIn(folder, name)) };
      });
      inner.push(...(await Promise.all(batch)));
    }
    return inner;
  };

  const isSent = (folder: string, { name, tracked }: ListedFile): boolean => {
    if (isInGitFolder(name)) return false;
    if (tracked) return true;
    const fromWorkingDirectory = nameFrom(workingDirectory, placeIn(folder, name));
    const isStored = fromWorkingDirectory !== undefined && isInStorage(fromWorkingDirectory);
    return !isLeftByTools(name) && !isInDependencies(name) && !isStored;
  };

  return {
    around: (folder) => {
      const covering = [...listings.keys()].find((known) => nameFrom(known, folder) !== undefined) ?? folder;
      const listing = listings.get(covering) ?? list(folder);
      listings.set(covering, listing);
      return listing;
    },
    all: () => Promise.all(listings.values()),
    diskSettings: (folder) => {
      const known = settings.get(folder) ?? readDiskSettings(git, folder, signal);
      settings.set(folder, known);
      return known;
    },
  };
}

function below(above: string, names: readonly string[]): readonly string[] {
  return names.map((name) => joinNames(above, name));
}

/** A file as it is called from further up. */
function moved(file: ListedFile, above: string): ListedFile {
  const escaped = file.escaped === undefined ? {} : { escaped: joinNames(above, file.escaped) };
  return { ...file, ...escaped, name: joinNames(above, file.name) };
}

function splitSubmodules(
  folder: string,
  { submodules }: GitListing,
): { readonly present: readonly string[]; readonly missing: readonly string[] } {
  const isPresent = (name: string): boolean => existsSync(placeIn(folder, `${name}/.git`));
  return {
    present: submodules.filter(isPresent),
    missing: submodules.filter((name) => !isPresent(name)),
  };
}

/** The files of a listing at or below a folder that it covers, by their names from there. */
export function filesBelow(listing: Listing, folder: string): ReadonlyMap<string, ListedFile> {
  if (folder === listing.folder) return listing.files;
  const files = [...listing.files.values()].flatMap((file) => {
    const name = nameFrom(folder, placeIn(listing.folder, file.name));
    return name === undefined ? [] : [{ ...file, name }];
  });
  return new Map(files.map((file) => [file.escaped ?? file.name, file]));
}

/** Those of a listing's folders that lie at or below a folder, by their names from there. */
export function foldersBelow(listing: Listing, names: readonly string[], folder: string): readonly string[] {
  return names.flatMap((name) => nameFrom(folder, placeIn(listing.folder, name)) ?? []);
}
