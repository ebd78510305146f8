import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import { judge, matters, mayReincludeIn, type SourceRules } from '../rules/source-rules.ts';
import { findReincluded } from './brought-back.ts';
import { createSpelling, joinNames, realFoldersBelow, statAt } from './file-names.ts';
import type { ListedFile } from './git-listing.ts';
import { readLinkText, resolveLink } from './links.ts';
import { filesBelow, foldersBelow, type Listing, type Listings } from './listings.ts';

/** A file as everything but the input `files` gives it. */
export interface FoundFile {
  /** POSIX path relative to the working directory. */
  readonly name: string;
  /** Absolute path of the bytes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** As the disk has it. */
  readonly mode: number;
  readonly tracked: boolean;
  readonly indexMode: string | undefined;
  /** Git leaves it out; a line of `.actorignore`, or actor.json, does not. */
  readonly reincluded: boolean;
}

export interface LinkNote {
  readonly name: string;
  /** As the link has it. */
  readonly target: string;
}

/** What was found on the way, beside the files. */
export interface Notes {
  readonly brokenLinks: LinkNote[];
  /** Links to what Git leaves out: nothing is sent for them. */
  readonly emptyLinks: LinkNote[];
  readonly linksOutside: LinkNote[];
  readonly linksIntoGit: LinkNote[];
  /** Tracked files that a sparse checkout left out. */
  readonly sparse: string[];
  /** Submodules that are not checked out. */
  readonly missingSubmodules: string[];
  /** Folders that Git could not open. */
  readonly unopened: string[];
  /** Names that are not UTF-8, escaped. */
  readonly unreadableNames: string[];
}

/** A link's mode in the index. */
const LINK = '120000';

/** More than any Actor has: links to folders that hold each other multiply. */
const MOST_LINKS = 10_000;

/** The rules, and what they have given so far. */
interface Collection extends SourceRules {
  readonly listings: Listings;
  readonly signal: AbortSignal | undefined;
  readonly files: Map<string, FoundFile>;
  readonly notes: Notes;
  /** Links that Git checked out as text. */
  readonly textLinks: Set<string>;
  linkCount: number;
}

/** The files that Git's rules, `.actorignore` and the links give. */
export async function collectFiles(
  rules: SourceRules,
  listings: Listings,
  signal: AbortSignal | undefined,
): Promise<{ readonly files: readonly FoundFile[]; readonly notes: Notes }> {
  const notes: Notes = {
    brokenLinks: [],
    emptyLinks: [],
    linksOutside: [],
    linksIntoGit: [],
    sparse: [],
    missingSubmodules: [],
    unopened: [],
    unreadableNames: [],
  };
  const files = new Map<string, FoundFile>();
  const collection: Collection = { ...rules, listings, signal, files, notes, textLinks: new Set(), linkCount: 0 };
  await walk(collection, {
    folder: rules.workspace.workingDirectory,
    linkName: '',
    followed: new Set(),
    origin: asked,
  });
  for (const name of rules.namedFiles) await addNamed(collection, name);
  return { files: [...files.values()], notes };
}

/** A folder to walk: the working directory, or where a link leads. */
interface Place {
  /** Absolute and real. */
  readonly folder: string;
  /** The name under which its files are sent; empty for the working directory. */
  readonly linkName: string;
  /** The links on the way here. */
  readonly followed: ReadonlySet<string>;
  readonly origin: Origin;
}

/** Where a file comes from; behind links, all of them have to be tracked. */
interface Origin {
  readonly tracked: boolean;
  readonly reincluded: boolean;
}

interface Link {
  readonly name: string;
  /** Absolute; its folder is real. */
  readonly path: string;
  readonly origin: Origin;
}

/** The working directory, and what actor.json names. */
const asked: Origin = { tracked: true, reincluded: false };

/** @returns how many files and links are listed there. */
async function walk(collection: Collection, place: Place): Promise<number> {
  const { listings, ignore } = collection;
  const { folder, linkName } = place;
  const listing = await listings.around(folder);
  const listed = filesBelow(listing, folder);
  const toName = (name: string): string => joinNames(linkName, name);
  const reincluded = ignore.reincludes
    ? findReincluded(folder, {
        mayReincludeIn: (name) => mayReincludeIn(collection, toName(name), placeIn(folder, name)),
        reincludes: (name) =>
          !listed.has(name) && judge(collection, toName(name), placeIn(folder, name)) === 'brought-back',
      })
    : [];
  const isReal = realFoldersBelow(folder);
  const links: Link[] = [];
  for (const file of [...listed.values(), ...reincluded]) {
    const name = toName(file.name);
    const at = placeIn(folder, file.name);
    if (judge(collection, name, at) === 'excluded') continue;
    if (file.escaped !== undefined) {
      const isFolder = name.endsWith('/');
      if (matters(collection, isFolder ? name.slice(0, -1) : name, isFolder))
        collection.notes.unreadableNames.push(toName(file.escaped));
      continue;
    }
    const stats = isReal(path.dirname(at)) ? statAt(at) : undefined;
    if (stats === undefined) {
      if (file.isSparse === true && matters(collection, name, false)) collection.notes.sparse.push(name);
    } else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(collection, listing, file, at)))) {
      links.push({ name, path: at, origin: through(place.origin, listed.get(file.name)) });
    } else if (stats.isFile()) {
      const { size, mode } = stats;
      const origin = through(place.origin, listed.get(file.name));
      add(collection, { name, path: at, size, mode, indexMode: file.indexMode, ...origin });
    }
  }
  for (const kind of ['missingSubmodules', 'unopened'] as const) {
    for (const below of foldersBelow(listing, listing[kind], folder)) {
      const name = toName(below);
      // As of any file in it.
      const isLeftOut = judge(collection, `${name}/a`, placeIn(folder, `${below}/a`)) === 'excluded';
      if (!isLeftOut && matters(collection, name, true)) collection.notes[kind].push(name);
    }
  }
  for (const link of links) await follow(collection, link, place.followed);
  return listed.size + reincluded.length;
}

async function follow(collection: Collection, link: Link, followed: ReadonlySet<string>): Promise<void> {
  const { notes, textLinks, signal, workspace } = collection;
  signal?.throwIfAborted();
  if (followed.has(link.path)) return;
  collection.linkCount += 1;
  if (collection.linkCount > MOST_LINKS) {
    throw new ActionError(`More than ${MOST_LINKS} links would be followed, ${visible(link.name)} among them`, {
      hint: 'Links to folders that hold each other multiply files: leave some out by lines in .actorignore.',
    });
  }
  const isText = (file: string): boolean => textLinks.has(file);
  const target = await resolveLink(link.path, workspace.workspace, isText);
  const note = (): LinkNote => ({ name: link.name, target: readLinkText(link.path, isText) });
  switch (target.kind) {
    case 'broken':
      if (matters(collection, link.name, true)) notes.brokenLinks.push(note());
      return;
    case 'outside':
      if (matters(collection, link.name, target.isFolder)) notes.linksOutside.push(note());
      return;
    case 'in-git':
      if (matters(collection, link.name, target.isFolder)) notes.linksIntoGit.push(note());
      return;
    case 'folder': {
      const { name: linkName, origin } = link;
      const place = { folder: target.path, linkName, followed: new Set([...followed, link.path]), origin };
      const count = await walk(collection, place);
      if (count === 0 && matters(collection, link.name, true)) notes.emptyLinks.push(note());
      return;
    }
    case 'file': {
      const listing = await collection.listings.around(path.dirname(target.path));
      const listed = listing.files.get(nameFrom(listing.folder, target.path) ?? '');
      if (listed !== undefined && (await isTextLink(collection, listing, listed, target.path))) {
        return await follow(collection, link, followed);
      }
      const judgement = judge(collection, link.name, target.path);
      if (judgement === 'excluded') return;
      const isWanted = judgement === 'brought-back' || collection.namedFiles.has(link.name);
      if (listed !== undefined || (isWanted && !isLeftByTools(path.basename(target.path)))) {
        const { path: at, size, mode } = target;
        const origin = through(link.origin, listed);
        add(collection, { name: link.name, path: at, size, mode, indexMode: listed?.indexMode, ...origin });
      } else if (matters(collection, link.name, false)) notes.emptyLinks.push(note());
      return;
    }
  }
}

/** What actor.json names is sent even where Git ignores it. */
async function addNamed(collection: Collection, name: string): Promise<void> {
  const { workingDirectory } = collection.workspace;
  const at = placeIn(workingDirectory, name);
  if (collection.files.has(name) || isInGitFolder(name) || isLeftByTools(name)) return;
  const stats = statAt(at);
  if (stats?.isFile() !== true && stats?.isSymbolicLink() !== true) return;
  if (createSpelling(workingDirectory)(name)) return;
  await follow(collection, { name, path: at, origin: asked }, new Set());
}

/** @param listed what is listed under the name; nothing where `.actorignore` or actor.json has it sent. */
function through(way: Origin, listed: ListedFile | undefined): Origin {
  return {
    tracked: way.tracked && listed?.tracked === true,
    reincluded: way.reincluded || listed === undefined,
  };
}

function add({ files }: Collection, file: FoundFile): void {
  if (!files.has(file.name)) files.set(file.name, file);
}

async function isTextLink(
  { listings, textLinks }: Collection,
  { folder }: Listing,
  { indexMode }: ListedFile,
  at: string,
): Promise<boolean> {
  if (indexMode !== LINK || (await listings.diskSettings(folder)).knowsLinks) return false;
  textLinks.add(at);
  return true;
}
