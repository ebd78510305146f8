import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git.ts';
import type { Workspace } from '../workspace.ts';
import { isInDependencies, isInGitFolder, isInStorage, isLeftByTools } from './built-in-rules.ts';
import { joinNames, nameFrom } from './file-names.ts';
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
    const inner = await listInner(folder, [...found.nested, ...present]);
    const files = [
      ...found.files.filter((file) => isSent(folder, file)),
      ...inner.flatMap(({ name, listing }) =>
        [...listing.files.values()].map((file) => ({ ...file, name: joinNames(name, file.name) })),
      ),
    ];
    return {
      folder,
      files: new Map(files.map((file) => [file.name, file])),
      missingSubmodules: [
        ...missing,
        ...inner.flatMap(({ name, listing }) => listing.missingSubmodules.map((below) => joinNames(name, below))),
      ],
      withoutGit: [
        ...(isListed ? [] : [{ folder, reason: answer.reason }]),
        ...inner.flatMap(({ listing }) => listing.withoutGit),
      ],
    };
  };

  const listInner = async (
    folder: string,
    names: readonly string[],
  ): Promise<readonly { readonly name: string; readonly listing: Listing }[]> => {
    const sent = names.filter((name) => name !== '' && !isInGitFolder(name));
    const inner: { readonly name: string; readonly listing: Listing }[] = [];
    for (let start = 0; start < sent.length; start += AT_ONCE) {
      const batch = sent.slice(start, start + AT_ONCE);
      inner.push(
        ...(await Promise.all(batch.map(async (name) => ({ name, listing: await list(path.join(folder, name)) })))),
      );
    }
    return inner;
  };

  const isSent = (folder: string, { name, tracked }: ListedFile): boolean => {
    if (isInGitFolder(name)) return false;
    if (tracked) return true;
    const fromWorkingDirectory = nameFrom(workingDirectory, path.join(folder, name));
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

function splitSubmodules(
  folder: string,
  { submodules }: GitListing,
): { readonly present: readonly string[]; readonly missing: readonly string[] } {
  const isPresent = (name: string): boolean => existsSync(path.join(folder, name, '.git'));
  return {
    present: submodules.filter(isPresent),
    missing: submodules.filter((name) => !isPresent(name)),
  };
}
