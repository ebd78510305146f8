import { ActionError, combineErrors, type Diagnostic } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import type { FoundFile, LinkNote, Notes } from '../files/collect-files.ts';
import type { Listing } from '../files/listings.ts';
import { isNamedLikeCredentials } from '../rules/built-in-rules.ts';

/** @throws ActionError where a link or a name makes it impossible to send what is there, all of them together. */
export function refuse({ linksOutside, linksIntoGit, unreadableNames }: Notes): void {
  const mistakes: ActionError[] = [];
  const refuseLinks = (links: readonly LinkNote[], where: string): void => {
    const [first] = links;
    if (first === undefined) return;
    const message = `Links lead ${where}: ${listShown(links.map(asText))}`;
    const line = `/${first.name}`;
    mistakes.push(
      new ActionError(message, {
        hint: `Put what is meant into the repository, or leave the link out by a line in .actorignore: ${visible(line)}`,
      }),
    );
  };
  refuseLinks(linksOutside, 'out of the workspace');
  refuseLinks(linksIntoGit, 'into a .git folder');
  if (unreadableNames.length > 0) {
    mistakes.push(
      new ActionError(`Names are not UTF-8: ${listShown(unreadableNames)}`, {
        hint: 'The API takes names in UTF-8 only. Rename the files, or leave them out by lines in .actorignore, with * for what is shown as \\x.',
      }),
    );
  }
  if (mistakes.length > 0) throw combineErrors(mistakes, 'mistakes in the source files');
}

/** What the user should know of the files that are sent, and of those that are not. */
export function findAboutFiles(request: {
  readonly workspace: Workspace;
  readonly files: readonly FoundFile[];
  readonly notes: Notes;
  readonly listings: readonly Listing[];
}): readonly Diagnostic[] {
  const { workspace, files, notes, listings } = request;
  const withoutGit = listings.flatMap((listing) => listing.withoutGit);
  const isVersioned = withoutGit.every(({ folder }) => folder !== workspace.workingDirectory);
  const untracked = files.filter(({ tracked }) => !tracked);
  const unasked = isVersioned ? untracked.filter(({ reincluded }) => !reincluded).map(({ name }) => name) : [];
  const credentials = untracked.map(({ name }) => name).filter(isNamedLikeCredentials);
  return [
    ...aboutFallback(workspace, withoutGit),
    ...about('warning', 'Submodules are not checked out, so nothing of them is sent', notes.missingSubmodules, [
      'Set submodules: true of actions/checkout.',
    ]),
    ...about('warning', 'Folders cannot be read, so nothing of them is sent that is not tracked', notes.unopened),
    ...about('warning', 'Tracked files that the sparse checkout left out are not sent', notes.sparse),
    ...about('warning', 'Links whose target is not there are not sent', notes.brokenLinks.map(asText)),
    ...about(
      'warning',
      'Files that by their names hold credentials are sent, though Git does not track them',
      credentials,
      ['Leave out by lines in .actorignore what is secret.'],
    ),
    ...about('notice', 'Links lead to nothing that is sent, since Git ignores it', notes.emptyLinks.map(asText), [
      'A line in .actorignore that begins with ! brings it back.',
    ]),
    ...(unasked.length === 0
      ? []
      : about('notice', `${formatCount(unasked.length, 'untracked file')} sent too`, unasked)),
  ];
}

function about(
  level: Diagnostic['level'],
  what: string,
  names: readonly string[],
  [advice]: readonly string[] = [],
): readonly Diagnostic[] {
  if (names.length === 0) return [];
  return [{ level, message: `${what}: ${listShown(names)}${advice === undefined ? '' : `. ${advice}`}` }];
}

/** Reading the ignore files in Git's place is never silent. */
function aboutFallback(workspace: Workspace, places: Listing['withoutGit']): readonly Diagnostic[] {
  const byReason = Map.groupBy(places, ({ reason }) => reason);
  return [...byReason].map(([reason, of]) => {
    const folders = of.map(({ folder }) => nameFrom(workspace.workspace, folder) || '.');
    return {
      level: 'warning',
      message: `.gitignore files decide what is sent of ${listShown(folders)}, since ${visible(reason)}: files that are tracked though ignored are left out, and ignore rules from other places do not count`,
    };
  });
}

function asText({ name, target }: LinkNote): string {
  return `${name} -> ${target}`;
}

function listShown(names: readonly string[]): string {
  return listSome([...new Set(names)].map(visible));
}
