import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import type { SourceRules } from '../rules/source-rules.ts';
import { createSpelling, joinNames, realFoldersBelow, statAt } from './file-names.ts';
import { findIncludedAgain } from './included-again.ts';
import { readLinkText, resolveLink } from './links.ts';
import type { ListedFile, Listing, Listings } from './listing.ts';
import { type LinkNote, type Notes, noNotes } from './notes.ts';
import type { SourceFile } from './source-file.ts';

/** A link's mode in the index. */
const LINK = '120000';

/** More than any Actor has: links to folders that contain each other multiply. */
const MAX_LINKS = 10_000;

export interface CollectRequest {
  readonly rules: SourceRules;
  /** The folders to send: absolute and real. */
  readonly folders: readonly string[];
  /** The folder around them from which files are named. */
  readonly uploadRoot: string;
  readonly namedFiles: ReadonlySet<string>;
  readonly workspace: string;
  readonly listings: Listings;
  readonly signal: AbortSignal | undefined;
}

interface Collection extends CollectRequest {
  readonly files: Map<string, SourceFile>;
  readonly notes: Notes;
  /** Links that Git checked out as text. */
  readonly textLinks: Set<string>;
  linkCount: number;
}

/** The files at or below the folders by Git's rules and `.actorignore`, links included. `files` is not applied yet. */
export async function collectFiles(
  request: CollectRequest,
): Promise<{ readonly files: readonly SourceFile[]; readonly notes: Notes }> {
  const { folders, uploadRoot, listings } = request;
  const collection: Collection = { ...request, files: new Map(), notes: noNotes(), textLinks: new Set(), linkCount: 0 };
  for (const folder of folders) {
    await listings.ofRoot(folder);
    await walk(collection, {
      folder,
      name: nameFrom(uploadRoot, folder) ?? '',
      followed: new Set(),
      origin: requested,
    });
  }
  for (const name of request.namedFiles) await addNamed(collection, name);
  const { notes } = collection;
  const found = [...collection.files.values()];
  // On a disk without modes, all files may look executable.
  const hasModes = notes.doubtfulModes.size === 0 || (await listings.diskSettings(folders[0] ?? uploadRoot)).hasModes;
  if (hasModes) return { files: found, notes };
  const files = found.map((file) => (notes.doubtfulModes.has(file.name) ? { ...file, executable: false } : file));
  return { files, notes };
}

/** A folder to walk: one that is sent, or the target of a link. */
interface Place {
  /** Absolute and real. */
  readonly folder: string;
  /** The name under which its files are sent; empty for the upload root. */
  readonly name: string;
  /** The links on the way here. */
  readonly followed: ReadonlySet<string>;
  readonly origin: Origin;
}

/** What is known about the way to a file: the folder that is sent, and links. */
type Origin = Pick<ListedFile, 'tracked' | 'isIncludedAgain'>;

interface Link {
  readonly name: string;
  /** Absolute; its folder is real. */
  readonly path: string;
  readonly origin: Origin;
}

const requested: Origin = { tracked: true };

/** @returns the number of files and links that are listed there. */
async function walk(collection: Collection, place: Place): Promise<number> {
  const { listings, rules, notes } = collection;
  const { folder } = place;
  const listing = await listings.around(folder);
  const listed = filesBelow(listing, folder);
  const again = rules.includesAgain ? findIncludedAgain(place, listed, rules) : { files: [], unreadable: [] };
  const isReal = realFoldersBelow(folder);
  const links: Link[] = [];
  for (const file of [...listed, ...again.files]) {
    const name = joinNames(place.name, file.name);
    const at = placeIn(folder, file.name);
    if (collection.rules.judge(name, at) === 'excluded') continue;
    if (file.escaped !== undefined) {
      const isFolder = name.endsWith('/');
      if (collection.rules.matters(isFolder ? name.slice(0, -1) : name, isFolder)) {
        notes.namesNotUtf8.push(joinNames(place.name, file.escaped));
      }
      continue;
    }
    const stats = isReal(at) ? statAt(at) : undefined;
    if (stats === undefined) {
      if (file.isSparse === true && collection.rules.matters(name, false)) notes.sparse.push(name);
    } else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(collection, file, at)))) {
      links.push({ name, path: at, origin: through(place.origin, file) });
    } else if (stats.isFile()) {
      add(collection, { name, path: at, stats, file, origin: place.origin });
    }
  }
  noteFolders(collection, place, listing, again.unreadable);
  for (const link of links) await follow(collection, link, place.followed);
  return listed.length + again.files.length;
}

/** The files of a listing at or below a folder, with their names from there. */
function filesBelow(listing: Listing, folder: string): readonly ListedFile[] {
  const below = nameFrom(listing.folder, folder) ?? '';
  if (below === '') return listing.files;
  return listing.files
    .filter(({ name }) => name.startsWith(`${below}/`))
    .map((file) => ({ ...file, name: file.name.slice(below.length + 1) }));
}

/** Notes folders without files that can be sent, unless the rules exclude them anyway. */
function noteFolders(collection: Collection, place: Place, listing: Listing, unreadable: readonly string[]): void {
  const { notes } = collection;
  const below = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => nameFrom(place.folder, placeIn(listing.folder, name)) ?? []);
  const note = (folders: readonly string[], list: string[]): void => {
    for (const folder of folders) {
      const name = joinNames(place.name, folder);
      const isExcluded = collection.rules.judge(`${name}/a`, placeIn(place.folder, `${folder}/a`)) === 'excluded';
      if (!isExcluded && collection.rules.matters(name, true) && !list.includes(name)) list.push(name);
    }
  };
  note(below(listing.missingSubmodules), notes.missingSubmodules);
  note([...below(listing.unreadable), ...unreadable], notes.unreadableFolders);
}

async function follow(collection: Collection, link: Link, followed: ReadonlySet<string>): Promise<void> {
  const { notes, textLinks, signal, workspace, listings } = collection;
  signal?.throwIfAborted();
  if (followed.has(link.path)) return;
  collection.linkCount += 1;
  if (collection.linkCount > MAX_LINKS) {
    throw new ActionError(`The source has more than ${MAX_LINKS} links, ${visible(link.name)} among them`, {
      hint: 'Links to folders that contain each other multiply the files. Exclude some of the links in .actorignore.',
    });
  }
  const isText = (file: string): boolean => textLinks.has(file);
  const target = resolveLink(link.path, workspace, isText);
  const note = (list: LinkNote[], isFolder: boolean): void => {
    if (collection.rules.matters(link.name, isFolder)) {
      list.push({ name: link.name, target: readLinkText(link.path, isText) });
    }
  };
  switch (target.kind) {
    case 'broken':
      return note(notes.brokenLinks, true);
    case 'outside':
      return note(notes.linksOutside, target.isFolder);
    case 'in-git':
      return note(notes.linksIntoGit, target.isFolder);
    case 'folder': {
      const { name, origin } = link;
      const place = { folder: target.path, name, followed: new Set([...followed, link.path]), origin };
      if ((await walk(collection, place)) === 0) note(notes.emptyLinks, true);
      return;
    }
    case 'file': {
      const file = await listings.find(target.path);
      if (file !== undefined && (await isTextLink(collection, file, target.path))) {
        return await follow(collection, link, followed);
      }
      const judgement = collection.rules.judge(link.name, target.path);
      if (judgement === 'excluded') return;
      const isIncluded = judgement === 'included-again' || collection.rules.isNamed(link.name);
      if (file !== undefined || (isIncluded && !isLeftByTools(path.basename(target.path)))) {
        add(collection, { name: link.name, path: target.path, stats: target, file, origin: link.origin });
      } else note(notes.emptyLinks, false);
      return;
    }
  }
}

/** A file that actor.json names is sent even if Git ignores it. */
async function addNamed(collection: Collection, name: string): Promise<void> {
  const { uploadRoot, files } = collection;
  const at = placeIn(uploadRoot, name);
  if (files.has(name) || isInGitFolder(name) || isLeftByTools(name)) return;
  const stats = statAt(at);
  if (stats?.isFile() !== true && stats?.isSymbolicLink() !== true) return;
  if (createSpelling(uploadRoot)(name)) return;
  await follow(collection, { name, path: at, origin: requested }, new Set());
}

/** @param file undefined if `.actorignore` or actor.json includes it although it is not listed. */
function through(way: Origin, file: ListedFile | undefined): Required<Origin> {
  return {
    tracked: way.tracked && file?.tracked === true && file.isNested !== true,
    isIncludedAgain: way.isIncludedAgain === true || file === undefined || file.isIncludedAgain === true,
  };
}

interface Found {
  readonly name: string;
  readonly path: string;
  readonly stats: { readonly size: number; readonly mode: number };
  readonly file: ListedFile | undefined;
  readonly origin: Origin;
}

function add({ files, notes }: Collection, { name, path: at, stats, file, origin }: Found): void {
  if (files.has(name)) return;
  const { tracked, isIncludedAgain } = through(origin, file);
  const isExecutable = (stats.mode & 0o111) !== 0;
  files.set(name, {
    name,
    path: at,
    size: stats.size,
    executable: isExecutable || file?.indexMode === '100755',
    tracked,
  });
  if (isExecutable && file?.indexMode === '100644') notes.doubtfulModes.add(name);
  if (!tracked && !isIncludedAgain && file?.isNested !== true) notes.untracked.add(name);
}

async function isTextLink({ listings, textLinks }: Collection, file: ListedFile, at: string): Promise<boolean> {
  if (file.indexMode !== LINK || (await listings.diskSettings(path.dirname(at))).hasLinks) return false;
  textLinks.add(at);
  return true;
}
