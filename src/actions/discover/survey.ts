import { posix } from 'node:path';
import { type ChangedFiles, findChanges } from '../../changes/find-changes.ts';
import { type LocalGit, listTrackedFiles, prefixOf, readFilesAt } from '../../changes/local-git.ts';
import { type Everything, everything } from '../../changes/range.ts';
import { ActionError, combineErrors, type Diagnostic } from '../../errors.ts';
import { readGitHubRun } from '../../github/run.ts';
import { createGit } from '../../runner/git.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import { listWorkspaceFiles } from '../../runner/workspace-files.ts';
import type { PathPattern } from '../../source/rules/path-patterns.ts';
import { listSome, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { findNamesakes, showFolder } from './actor-problems.ts';
import { actorFolderOf } from './affected.ts';
import type { DiscoverInputs } from './config.ts';
import { type FoundActors, findActors, parseLeniently, readActors } from './find-actors.ts';

export type Survey = Awaited<ReturnType<typeof survey>>;

/**
 * Finds the Actors and the changed files.
 * @throws ActionError if the workspace is empty or a pattern does not match anything.
 */
export async function survey(
  { environment, workspace }: Pick<RawInputs, 'environment' | 'workspace'>,
  inputs: DiscoverInputs,
  canceled: AbortSignal,
) {
  // If one of them fails, the others are stopped.
  const stop = new AbortController();
  const prefix = prefixOf(workspace);
  const signal = AbortSignal.any([canceled, stop.signal]);
  const local: LocalGit = { git: createGit(environment), workspace, prefix, signal };
  try {
    const run = await readGitHubRun(environment);
    const { base, changedOnly, gitHubToken } = inputs;
    const [tracked, foundChanges] = await Promise.all([
      listTrackedFiles(local),
      changedOnly
        ? findChanges({ run, base, local, gitHubToken, clock: systemClock })
        : { changes: everything('the input changed-only is false'), diagnostics: [] },
    ]);
    // If the surrounding repository does not track an Actor in the workspace, it is not the checkout.
    const isCheckedOut = prefix === '' || tracked?.paths.some((file) => actorFolderOf(file) !== undefined) === true;
    const listed =
      tracked !== undefined && isCheckedOut
        ? { files: tracked, isBelowWorkspace: false, diagnostics: [] }
        : await listWithoutGit(local);
    const found = await findActors(local, listed.files, inputs.actors);
    const changes =
      listed.isBelowWorkspace && foundChanges.changes.kind === 'files'
        ? checkedOutElsewhere
        : await findRenamedActors(local, foundChanges.changes, found);
    const paths = changes.kind === 'files' ? changes.files.map((file) => file.path) : [];
    checkMatches([
      ['actors', inputs.actors, [...found.folders, ...paths.flatMap((file) => actorFolderOf(file) ?? [])]],
      ['shared', inputs.shared, [...listed.files.paths, ...paths]],
    ]);
    return {
      found,
      changes,
      diagnostics: [
        ...foundChanges.diagnostics,
        ...listed.diagnostics,
        ...findNamesakes(found.actors),
        ...(found.folders.length === 0 ? [noActors] : []),
      ],
    };
  } finally {
    stop.abort();
  }
}

const checkedOutElsewhere = everything(
  'the checkout is not at the root of the workspace, so changed files cannot be assigned to Actors',
  'Remove the path input of actions/checkout.',
);

const noActors: Diagnostic = {
  level: 'warning',
  message:
    'No Actor folder was found: Git does not track a .actor/actor.json in this workspace. Commit the file, and run actions/checkout before this step.',
};

async function listWithoutGit({ workspace, signal }: LocalGit) {
  const { repositories, unreadable, ...files } = await listWorkspaceFiles(workspace, signal);
  if (files.paths.length === 0 && repositories.length === 0) {
    throw new ActionError('The workspace is empty', { hint: 'Run actions/checkout before this step.' });
  }
  const except = unreadable.length === 0 ? '' : `, except ${listSome(unreadable.map(showFolder))} (not readable)`;
  const message = `Git could not list the tracked files, so every folder was searched for Actors${except}`;
  const warning: Diagnostic = { level: 'warning', message };
  // If the checkout is a subfolder of the workspace, the workspace paths of changed files are unknown.
  return { files, isBelowWorkspace: repositories.length > 0, diagnostics: [warning] };
}

/** Marks the actor.json of a missing folder as renamed if another Actor has its name now. */
async function findRenamedActors(
  local: LocalGit,
  changes: ChangedFiles | Everything,
  { actors, folders }: FoundActors,
): Promise<ChangedFiles | Everything> {
  if (changes.kind === 'everything' || changes.by !== 'local Git') return changes;
  const present = new Set(folders);
  const removed = changes.files.flatMap(({ path, removed: isRemoved }) => {
    const folder = actorFolderOf(path);
    return isRemoved && folder !== undefined && !present.has(folder) ? [path] : [];
  });
  if (removed.length === 0) return changes;
  const texts = await readFilesAt(local, changes.base, removed);
  // An Actor may have been moved to an excluded folder.
  const read = new Set(actors.map(({ folder }) => folder));
  const excluded = await readActors(
    local.workspace,
    folders.filter((folder) => !read.has(folder)),
    () => true,
  );
  const folderByName = new Map([...excluded, ...actors].map(({ name, folder }) => [name, folder]));
  const files = changes.files.map((file) => {
    const { name } = parseLeniently(texts.get(file.path) ?? '');
    const folder = typeof name === 'string' ? folderByName.get(name) : undefined;
    return folder === undefined ? file : { ...file, renamedTo: posix.join(folder, '.actor/actor.json') };
  });
  return { ...changes, files };
}

/** @throws ActionError for patterns that do not match anything, because a typo would silently exclude Actors. */
function checkMatches(
  inputs: readonly (readonly [input: string, patterns: readonly PathPattern[], names: readonly string[]])[],
): void {
  const mistakes = inputs.flatMap(([input, patterns, names]) => {
    const isUnmatched = ({ excludes, text, matches }: PathPattern): boolean =>
      !excludes && text !== '**' && !names.some((name) => matches(name));
    return patterns.filter(isUnmatched).map(({ text }) => {
      const thing = input === 'actors' ? 'Actor folder' : 'file';
      const braces = text.includes('{') ? ' Braces are matched literally: write one line for each alternative.' : '';
      return new ActionError(`The pattern ${visible(text)} in the ${input} input does not match any ${thing}`, {
        hint: `Correct or remove the line. Patterns start at the root of the repository.${braces}`,
      });
    });
  });
  if (mistakes.length > 0) throw combineErrors(mistakes, 'patterns do not match anything');
}
