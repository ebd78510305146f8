import { ActionError, combineErrors, type Diagnostic } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import { excludedFolder, isLeftByTools, isNamedLikeCredentials } from '../rules/built-in-rules.ts';
import { createSpelling, joinNames, walkFolder } from './file-names.ts';
import type { Listing } from './listing.ts';
import type { LinkNote, Notes } from './notes.ts';
import type { SourceFile } from './source-file.ts';

/** @throws ActionError that lists all links and names that cannot be deployed. */
export function throwIfNotSendable({ linksOutside, linksIntoGit, namesNotUtf8 }: Notes): void {
  const mistakes: ActionError[] = [];
  const refuseLinks = (links: readonly LinkNote[], where: string): void => {
    const [first] = links;
    if (first === undefined) return;
    const hint = `Add the target to the repository, or exclude the link with a line in .actorignore: ${visible(`/${first.name}`)}`;
    mistakes.push(new ActionError(`Links lead ${where}: ${listNames(links.map(formatLink))}`, { hint }));
  };
  refuseLinks(linksOutside, 'out of the workspace');
  refuseLinks(linksIntoGit, 'into a .git folder');
  if (namesNotUtf8.length > 0) {
    const hint = 'Rename the files, or exclude them in .actorignore. Write * for each part that is shown as \\x.';
    mistakes.push(new ActionError(`File names are not valid UTF-8: ${listNames(namesNotUtf8)}`, { hint }));
  }
  if (mistakes.length > 0) throw combineErrors(mistakes, 'mistakes in the source files');
}

interface FilesToReport {
  readonly workspace: Workspace;
  readonly actorFolder: string;
  readonly files: readonly SourceFile[];
  readonly notes: Notes;
  readonly listings: readonly Listing[];
}

export function reportFiles(request: FilesToReport): readonly Diagnostic[] {
  const { files, notes } = request;
  const credentials = files.filter(({ name, tracked }) => !tracked && isNamedLikeCredentials(name));
  const untracked = isVersioned(request) ? files.filter(({ name }) => notes.untracked.has(name)) : [];
  const rows: readonly (readonly [Diagnostic['level'], string, readonly string[], string?])[] = [
    [
      'warning',
      'Submodules are not checked out, so their files are not deployed',
      notes.missingSubmodules,
      'Set submodules: true for actions/checkout',
    ],
    ['warning', 'Folders could not be read, so their untracked files are not deployed', notes.unreadableFolders],
    ['warning', 'Tracked files are not deployed because the sparse checkout excludes them', notes.sparse],
    ['warning', 'Broken links are not deployed', notes.brokenLinks.map(formatLink)],
    [
      'warning',
      'Repositories that are not submodules are deployed with the Actor',
      countNestedFiles(request),
      'If they are not part of the Actor, exclude them in .actorignore',
    ],
    [
      'warning',
      'Untracked files whose names suggest credentials are deployed',
      credentials.map(({ name }) => name),
      'Exclude secrets in .actorignore',
    ],
    [
      'notice',
      'Links to files that Git ignores are not deployed',
      notes.emptyLinks.map(formatLink),
      'To include the files, add lines that begin with ! to .actorignore',
    ],
    ['notice', `${formatCount(untracked.length, 'untracked file')} deployed`, untracked.map(({ name }) => name)],
    [
      'notice',
      'Files in .actor/ are not deployed because ignore rules or the files input exclude them',
      findExcludedActorFiles(request),
    ],
  ];
  const found = rows.filter(([, , names]) => names.length > 0);
  return [
    ...reportFallbacks(request),
    ...found.map(([level, what, names, advice]) => ({
      level,
      message: `${what}: ${listNames(names)}${advice === undefined ? '' : `. ${advice}`}`,
    })),
  ];
}

/** Whether Git listed the files of the working directory, so that it is known which ones are tracked. */
function isVersioned({ workspace: { workingDirectory }, listings }: FilesToReport): boolean {
  return !listings.some(
    ({ withoutGit, folder: listed, ignoredBy }) =>
      withoutGit.some(({ folder }) => folder === workingDirectory) ||
      (listed === workingDirectory && ignoredBy !== undefined),
  );
}

function reportFallbacks({ workspace: { workspace }, listings }: FilesToReport): readonly Diagnostic[] {
  const shown = (folder: string): string => nameFrom(workspace, folder) || '.';
  const byReason = Map.groupBy(
    listings.flatMap(({ withoutGit }) => withoutGit),
    ({ reason }) => reason,
  );
  const fallbacks = [...byReason].map(([reason, places]): Diagnostic => {
    const folders = listNames(places.map(({ folder }) => shown(folder)));
    const message = `Because ${visible(reason)}, only .gitignore files determine which files of ${folders} are deployed. Ignored files are not deployed even if they are tracked, and ignore rules from other places have no effect`;
    return { level: 'warning', message };
  });
  const ignored = listings.flatMap(({ folder, ignoredBy }): readonly Diagnostic[] => {
    if (ignoredBy === undefined) return [];
    const rule = `${visible(ignoredBy.file)}, line ${ignoredBy.line}: ${visible(ignoredBy.text)}`;
    const message = `Git ignores the folder ${visible(shown(folder))} (${rule}). Only the ignore files in this folder determine which of its files are deployed, and rules from other places have no effect`;
    return [{ level: 'notice', message }];
  });
  return [...fallbacks, ...ignored];
}

function countNestedFiles({ workspace: { workspace }, files, listings }: FilesToReport): readonly string[] {
  const nested = [...new Set(listings.flatMap((listing) => listing.nested))];
  return nested.flatMap((folder) => {
    const count = files.filter((file) => nameFrom(folder, file.path) !== undefined).length;
    return count === 0 ? [] : [`${nameFrom(workspace, folder)} (${formatCount(count, 'file')})`];
  });
}

/** Finds files in `.actor/` that are on disk but not deployed, because the build may need them. */
function findExcludedActorFiles({ workspace, actorFolder, files, notes }: FilesToReport): readonly string[] {
  const { workingDirectory } = workspace;
  if (createSpelling(workingDirectory)('.actor')) return [];
  const sent = new Set(files.map(({ name }) => name));
  const isSent = (name: string): boolean => sent.has(name) || files.some((file) => file.name.startsWith(`${name}/`));
  const isReported = (name: string): boolean =>
    [...notes.brokenLinks, ...notes.emptyLinks].some((link) => link.name === name);
  const isExcluded = (own: string): boolean => {
    const name = joinNames(actorFolder, own);
    return enters(own) && !isLeftByTools(own) && !isSent(name) && !isReported(name);
  };
  const enters = (own: string): boolean => excludedFolder(own, undefined) === undefined;
  const found = [...walkFolder(workingDirectory, '.actor', enters)].map(({ name }) => name);
  return found.filter(isExcluded).map((own) => joinNames(actorFolder, own));
}

function formatLink({ name, target }: LinkNote): string {
  return `${name} -> ${target}`;
}

function listNames(names: readonly string[]): string {
  return listSome([...new Set(names)].map(visible));
}
