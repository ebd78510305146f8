import path from 'node:path';
import { ActionError } from '../errors.ts';
import { visible } from '../inert.ts';
import type { Workspace } from '../workspace.ts';
import type { ActorIgnore, Judgement } from './actor-ignore.ts';
import { findBroughtBack } from './brought-back.ts';
import { isInActorFolder, isInGitFolder, isLeftByTools } from './built-in-rules.ts';
import { joinNames, nameFrom, placeIn, statAt } from './file-names.ts';
import type { FilePatterns } from './file-patterns.ts';
import type { ListedFile } from './git-listing.ts';
import { readLinkText, resolveLink } from './links.ts';
import type { Listing, Listings } from './listings.ts';

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
  /** Git leaves it out, a line of `.actorignore` does not. */
  readonly broughtBack: boolean;
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
  /** Names that are not UTF-8, escaped. */
  readonly unreadableNames: string[];
}

export interface SourceRules {
  readonly workspace: Workspace;
  readonly listings: Listings;
  readonly ignore: ActorIgnore;
  readonly patterns: FilePatterns;
  readonly namedFiles: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/** A link's mode in the index. */
const LINK = '120000';

/** More than any Actor has: links to folders that hold each other multiply. */
const MOST_LINKS = 10_000;

/** Whether neither `.actorignore` nor `files` leaves the file out: `.actor/`, and what actor.json names. */
export function isExempt(name: string, { namedFiles }: Pick<SourceRules, 'namedFiles'>): boolean {
  return isInActorFolder(name) || namedFiles.has(name);
}

/** The rules, and what they have given so far. */
interface Collection extends SourceRules {
  readonly files: Map<string, FoundFile>;
  readonly notes: Notes;
  /** Links that Git checked out as text. */
  readonly textLinks: Set<string>;
  linkCount: number;
}

/** The files that Git's rules, `.actorignore` and the links give. */
export async function collectFiles(
  rules: SourceRules,
): Promise<{ readonly files: readonly FoundFile[]; readonly notes: Notes }> {
  const notes: Notes = {
    brokenLinks: [],
    emptyLinks: [],
    linksOutside: [],
    linksIntoGit: [],
    sparse: [],
    missingSubmodules: [],
    unreadableNames: [],
  };
  const collection: Collection = { ...rules, files: new Map(), notes, textLinks: new Set(), linkCount: 0 };
  await walk(collection, { folder: rules.workspace.workingDirectory, linkName: '', followed: new Set() });
  for (const name of rules.namedFiles) await addNamed(collection, name);
  return { files: [...collection.files.values()], notes };
}

/** A folder to walk: the working directory, or where a link leads. */
interface Place {
  /** Absolute and real. */
  readonly folder: string;
  /** The name under which its files are sent; empty for the working directory. */
  readonly linkName: string;
  /** The links on the way here. */
  readonly followed: ReadonlySet<string>;
}

interface Link {
  readonly name: string;
  /** Absolute; its folder is real. */
  readonly path: string;
  readonly tracked: boolean;
}

/** @returns how many files and links are listed there. */
async function walk(collection: Collection, place: Place): Promise<number> {
  const { listings, ignore } = collection;
  const { folder, linkName } = place;
  const listing = await listings.around(folder);
  const listed = filesBelow(listing, folder);
  const toName = (name: string): string => joinNames(linkName, name);
  const broughtBack = ignore.bringsBack
    ? findBroughtBack(folder, {
        mayBringBackIn: (name) => namesOf(collection, toName(name), placeIn(folder, name)).some(ignore.mayBringBackIn),
        bringsBack: (name) =>
          !listed.has(name) && judge(collection, toName(name), placeIn(folder, name)) === 'brought-back',
      })
    : [];
  const isReal = realFoldersBelow(folder);
  const links: Link[] = [];
  for (const file of [...listed.values(), ...broughtBack]) {
    const { tracked, indexMode } = file;
    const name = toName(file.name);
    const at = placeIn(folder, file.name);
    if (judge(collection, name, at) === 'excluded') continue;
    if (file.escaped !== undefined) {
      if (matters(collection, name, false)) collection.notes.unreadableNames.push(toName(file.escaped));
      continue;
    }
    const stats = isReal(path.dirname(at)) ? statAt(at) : undefined;
    if (stats === undefined) {
      if (file.isSparse === true && matters(collection, name, false)) collection.notes.sparse.push(name);
    } else if (stats.isSymbolicLink() || (stats.isFile() && (await isTextLink(collection, listing, file, at)))) {
      links.push({ name, path: at, tracked });
    } else if (stats.isFile()) {
      const { size, mode } = stats;
      add(collection, { name, path: at, size, mode, tracked, indexMode, broughtBack: !listed.has(file.name) });
    }
  }
  for (const below of namesBelow(listing.missingSubmodules, nameFrom(listing.folder, folder) ?? '')) {
    const name = toName(below);
    // As of any file in it.
    const isLeftOut = judge(collection, `${name}/.gitmodules`, placeIn(folder, `${below}/.gitmodules`)) === 'excluded';
    if (!isLeftOut && matters(collection, name, true)) collection.notes.missingSubmodules.push(name);
  }
  for (const link of links) await follow(collection, link, place.followed);
  return listed.size + broughtBack.length;
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
      const place = { folder: target.path, linkName: link.name, followed: new Set([...followed, link.path]) };
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
      const isSent = listed !== undefined || judgement === 'brought-back' || collection.namedFiles.has(link.name);
      if (isSent && !isLeftByTools(target.path)) {
        const tracked = link.tracked && listed?.tracked === true;
        add(collection, {
          name: link.name,
          path: target.path,
          size: target.size,
          mode: target.mode,
          tracked,
          indexMode: listed?.indexMode,
          broughtBack: listed === undefined,
        });
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
  if (stats === undefined || stats.isDirectory()) return;
  await follow(collection, { name, path: at, tracked: true }, new Set());
}

function add({ files }: Collection, file: FoundFile): void {
  if (!files.has(file.name)) files.set(file.name, file);
}

/** The name under which a file is sent, and its own where a link leads to it; `.actorignore` counts for both. */
function namesOf({ workspace }: Collection, name: string, at: string): readonly string[] {
  const own = nameFrom(workspace.workingDirectory, at);
  return own === undefined || own === name ? [name] : [name, own];
}

function judge(collection: Collection, name: string, at: string): Judgement['kind'] {
  const kinds = namesOf(collection, name, at).map((each) => collection.ignore.judge(each).kind);
  if (kinds.includes('excluded') && !isExempt(name, collection)) return 'excluded';
  return kinds.includes('brought-back') ? 'brought-back' : 'unsaid';
}

/** Whether a file of this name would be sent, or files below a folder of it. */
function matters(collection: Collection, name: string, isFolder: boolean): boolean {
  const { patterns } = collection;
  return isExempt(name, collection) || patterns.select(name) || (isFolder && patterns.maySelectBelow(name));
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

function filesBelow(listing: Listing, folder: string): ReadonlyMap<string, ListedFile> {
  const above = nameFrom(listing.folder, folder) ?? '';
  if (above === '') return listing.files;
  const files = new Map<string, ListedFile>();
  for (const name of namesBelow([...listing.files.keys()], above)) {
    const file = listing.files.get(joinNames(above, name));
    if (file !== undefined) files.set(name, { ...file, name: file.name.slice(above.length + 1) });
  }
  return files;
}

/** Names in a folder, from there. */
function namesBelow(names: readonly string[], folder: string): readonly string[] {
  if (folder === '') return names;
  return names.flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : []));
}

/** Whether no folder on the way to one is a link; Git takes what it tracks behind such a link for deleted. */
function realFoldersBelow(top: string): (folder: string) => boolean {
  const known = new Map([[top, true]]);
  const isReal = (folder: string): boolean => {
    const answer = known.get(folder) ?? (isReal(path.dirname(folder)) && statAt(folder)?.isDirectory() === true);
    known.set(folder, answer);
    return answer;
  };
  return isReal;
}
