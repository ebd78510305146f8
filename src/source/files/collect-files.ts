import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import type { SourceRules } from '../rules/source-rules.ts';
import { createSpelling, joinNames, realFoldersBelow, statAt } from './file-names.ts';
import { findIncludedAgain } from './included-again.ts';
import { readLinkText, resolveLink } from './links.ts';
import type { ListedFile, Listing } from './listing.ts';
import type { Listings } from './listings.ts';
import { type LinkNote, type Notes, noNotes } from './notes.ts';
import type { SourceFile } from './source-file.ts';

/** The mode of a link in the index. */
const LINK = '120000';

/** More links than any Actor has. Links to folders that contain each other multiply. */
const MAX_LINKS = 10_000;

/** All paths are absolute, with links resolved. */
interface CollectRequest {
  readonly rules: SourceRules;
  /** The folders to deploy. */
  readonly folders: readonly string[];
  /** The folder that contains all of them. File names are relative to it. */
  readonly uploadRoot: string;
  readonly workspace: string;
  readonly listings: Listings;
  readonly signal: AbortSignal;
}

/** How a folder or file was found: in a deployed folder, possibly through links. */
interface Way {
  /** The path under which it is uploaded; empty for the upload root. */
  readonly name: string;
  /** The links that lead to it. */
  readonly followed: ReadonlySet<string>;
  readonly tracked: boolean;
  readonly isIncludedAgain: boolean;
}

type Place = Way & { readonly folder: string };

/** The links in its parent folders are resolved. */
type Link = Way & { readonly path: string };

const requested = { followed: new Set<string>(), tracked: true, isIncludedAgain: false };

/**
 * Collects the files in the folders, following links, based on Git's rules and `.actorignore`. The `files` input is
 * applied later.
 */
export async function collectFiles(
  request: CollectRequest,
): Promise<{ readonly files: readonly SourceFile[]; readonly notes: Notes }> {
  const { rules, folders, uploadRoot, workspace, listings, signal } = request;
  const files = new Map<string, SourceFile>();
  const notes = noNotes();
  /** Links that Git checked out as text files. */
  const textLinks = new Set<string>();
  let linkCount = 0;

  /** @returns the number of files and links in the folder. */
  const walk = async (place: Place): Promise<number> => {
    const { folder, followed } = place;
    const listing = await listings.around(folder);
    const listed = filesBelow(listing, folder);
    const again = rules.includesAgain ? findIncludedAgain(place, listed, rules) : { files: [], unreadable: [] };
    const isReal = realFoldersBelow(folder);
    const links: Link[] = [];
    for (const file of [...listed, ...again.files]) {
      const name = joinNames(place.name, file.name);
      const at = placeIn(folder, file.name);
      if (rules.judge(name, at) === 'excluded') continue;
      if (file.escaped !== undefined) {
        const isFolder = name.endsWith('/');
        if (rules.matters(isFolder ? name.slice(0, -1) : name, isFolder)) {
          notes.namesNotUtf8.push(joinNames(place.name, file.escaped));
        }
        continue;
      }
      const stats = isReal(at) ? statAt(at) : undefined;
      if (stats === undefined) {
        if (file.isSparse === true && rules.matters(name, false)) notes.sparse.push(name);
      } else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(file, at)))) {
        links.push({ name, path: at, followed, ...through(place, file) });
      } else if (stats.isFile()) add({ name, path: at, followed, ...through(place, file) }, stats, file);
    }
    noteFolders(place, listing, again.unreadable);
    for (const link of links) await follow(link);
    return listed.length + again.files.length;
  };

  const follow = async (link: Link): Promise<void> => {
    signal.throwIfAborted();
    if (link.followed.has(link.path)) return;
    linkCount += 1;
    if (linkCount > MAX_LINKS) {
      throw new ActionError(`The source has more than ${MAX_LINKS} links, including ${visible(link.name)}`, {
        hint: 'Links to folders that contain each other multiply the files. Exclude some of the links in .actorignore.',
      });
    }
    const isText = (file: string): boolean => textLinks.has(file);
    const target = resolveLink(link.path, workspace, isText);
    const note = (list: LinkNote[], isFolder: boolean): void => {
      if (rules.matters(link.name, isFolder)) list.push({ name: link.name, target: readLinkText(link.path, isText) });
    };
    switch (target.kind) {
      case 'broken':
        return note(notes.brokenLinks, true);
      case 'outside':
        return note(notes.linksOutside, target.isFolder);
      case 'in-git':
        return note(notes.linksIntoGit, target.isFolder);
      case 'folder': {
        const place = { ...link, folder: target.path, followed: new Set([...link.followed, link.path]) };
        if ((await walk(place)) === 0) note(notes.emptyLinks, true);
        return;
      }
      case 'file': {
        const file = await listings.find(target.path);
        if (file !== undefined && (await isTextLink(file, target.path))) return await follow(link);
        const judgement = rules.judge(link.name, target.path);
        if (judgement === 'excluded') return;
        const isIncluded = judgement === 'included-again' || rules.namedFiles.has(link.name);
        if (file !== undefined || (isIncluded && !isLeftByTools(path.basename(target.path)))) {
          add({ ...link, ...through(link, file), path: target.path }, target, file);
        } else note(notes.emptyLinks, false);
      }
    }
  };

  const add = (
    { name, path: at, tracked, isIncludedAgain }: Link,
    stats: { readonly size: number; readonly mode: number },
    file: ListedFile | undefined,
  ): void => {
    if (files.has(name)) return;
    const isExecutable = (stats.mode & 0o111) !== 0;
    const executable = isExecutable || file?.indexMode === '100755';
    files.set(name, { name, path: at, size: stats.size, executable, tracked });
    if (isExecutable && file?.indexMode === '100644') notes.doubtfulModes.add(name);
    if (!tracked && !isIncludedAgain && file?.isNested !== true) notes.untracked.add(name);
  };

  /** Records folders from which no files can be deployed, unless they are excluded anyway. */
  const noteFolders = (place: Place, listing: Listing, unreadable: readonly string[]): void => {
    const below = (names: readonly string[]): readonly string[] =>
      names.flatMap((name) => nameFrom(place.folder, placeIn(listing.folder, name)) ?? []);
    const note = (found: readonly string[], list: string[]): void => {
      for (const folder of found) {
        const name = joinNames(place.name, folder);
        const isExcluded = rules.judge(`${name}/a`, placeIn(place.folder, `${folder}/a`)) === 'excluded';
        if (!isExcluded && rules.matters(name, true) && !list.includes(name)) list.push(name);
      }
    };
    note(below(listing.missingSubmodules), notes.missingSubmodules);
    note([...below(listing.unreadable), ...unreadable], notes.unreadableFolders);
  };

  /** Adds a file that actor.json names, even if Git ignores it. */
  const addNamed = async (name: string): Promise<void> => {
    if (files.has(name) || isInGitFolder(name) || isLeftByTools(name)) return;
    const at = placeIn(uploadRoot, name);
    const stats = statAt(at);
    const isThere = stats?.isFile() === true || stats?.isSymbolicLink() === true;
    if (isThere && !createSpelling(uploadRoot)(name)) await follow({ name, path: at, ...requested });
  };

  const isTextLink = async (file: ListedFile, at: string): Promise<boolean> => {
    if (file.indexMode !== LINK || (await listings.diskSettings(path.dirname(at))).hasLinks) return false;
    textLinks.add(at);
    return true;
  };

  for (const folder of folders) {
    await listings.ofRoot(folder);
    await walk({ folder, name: nameFrom(uploadRoot, folder) ?? '', ...requested });
  }
  for (const name of rules.namedFiles) await addNamed(name);
  // If the file system does not support modes, all files may appear to be executable.
  const hasModes = notes.doubtfulModes.size === 0 || (await listings.diskSettings(folders[0] ?? uploadRoot)).hasModes;
  const correct = (file: SourceFile): SourceFile =>
    hasModes || !notes.doubtfulModes.has(file.name) ? file : { ...file, executable: false };
  return { files: [...files.values()].map(correct), notes };
}

/** Returns the files of a listing that are in a folder, with names relative to that folder. */
function filesBelow(listing: Listing, folder: string): readonly ListedFile[] {
  const below = nameFrom(listing.folder, folder) ?? '';
  if (below === '') return listing.files;
  return listing.files
    .filter(({ name }) => name.startsWith(`${below}/`))
    .map((file) => ({ ...file, name: file.name.slice(below.length + 1) }));
}

/** @param file undefined if the file is not listed, but `.actorignore` or actor.json includes it. */
function through(way: Way, file: ListedFile | undefined): Pick<Way, 'tracked' | 'isIncludedAgain'> {
  return {
    tracked: way.tracked && file?.tracked === true && file.isNested !== true,
    isIncludedAgain: way.isIncludedAgain || file === undefined || file.isIncludedAgain === true,
  };
}
