import type { ChangedFiles } from '../../changes/changed-files.ts';
import { findChanges } from '../../changes/find-changes.ts';
import { findRepository, type LocalGit, listFiles, type Repository } from '../../changes/local-git.ts';
import { type Everything, everything } from '../../changes/range.ts';
import type { Diagnostic } from '../../errors.ts';
import type { GitHubRepository } from '../../github/compare.ts';
import { readGitHubEvent } from '../../github/event.ts';
import { createGit } from '../../runner/git.ts';
import type { Environment } from '../../runner/inputs.ts';
import { lastMatching, type PathPattern } from '../../source/rules/path-patterns.ts';
import { listSome, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { type FoundFolders, findActorFolders, type Walk } from './actor-folders.ts';
import { type FoundActor, readActors, showFolder } from './actors.ts';
import type { DiscoverInputs } from './config.ts';

/** What there is in the checkout, and what has changed in it. */
export interface Survey {
  /** Those that are asked for, by their folders. */
  readonly actors: readonly FoundActor[];
  /** Every Actor's folder, those that are not asked for too. */
  readonly folders: readonly string[];
  readonly changes: ChangedFiles | Everything;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the Actors and the changes, side by side: neither needs the other.
 * @param workspace absolute, links resolved.
 * @throws ActionError where the workspace is empty, or an actor.json is wrong.
 */
export async function survey(environment: Environment, inputs: DiscoverInputs, workspace: string): Promise<Survey> {
  // Where one fails, the others need not go on.
  const stop = new AbortController();
  const local: LocalGit = { git: createGit(environment), workspace, signal: stop.signal };
  try {
    const [repository, event] = await Promise.all([findRepository(local), readGitHubEvent(environment)]);
    const [found, changes, files] = await Promise.all([
      findActors(local, repository, inputs.actors),
      inputs.changedOnly
        ? findChanges({
            event,
            base: inputs.base,
            local,
            repository,
            gitHub: gitHubOf(environment, inputs),
            clock: systemClock,
          })
        : everything('the input changed-only is false'),
      inputs.shared.some(({ excludes }) => !excludes) ? listFiles(local) : undefined,
    ]);
    return {
      actors: found.actors,
      folders: found.folders,
      changes: found.all.walk?.passedRepository === true && changes.kind === 'files' ? checkedOutElsewhere : changes,
      diagnostics: [
        ...(found.all.walk === undefined ? [] : walkDiagnostics(found.all.walk, repository)),
        ...found.diagnostics,
        ...(found.all.folders.length === 0 ? [noActors(found.all)] : []),
        ...missesOf('actors', inputs.actors, found.all.folders, 'Actor folder'),
        ...missesOf('shared', inputs.shared, files && [...files, ...pathsIn(changes)], 'file'),
      ],
    };
  } finally {
    stop.abort();
  }
}

async function findActors(
  local: LocalGit,
  repository: Repository | undefined,
  patterns: readonly PathPattern[],
): Promise<Pick<Survey, 'actors' | 'folders' | 'diagnostics'> & { readonly all: FoundFolders }> {
  const all = await findActorFolders(local, repository);
  const isAsked = (folder: string): boolean => lastMatching(patterns, folder)?.excludes === false;
  const { actors, diagnostics } = await readActors(local.workspace, all.folders.filter(isAsked), all.tracked);
  const read = new Set(actors.map(({ folder }) => folder));
  const folders = all.folders.filter((folder) => read.has(folder) || all.tracked.has(folder) || !isAsked(folder));
  return { actors, folders, diagnostics, all };
}

const checkedOutElsewhere = everything(
  'the checkout is not at the root of the workspace, so that changed files cannot be told apart',
  { hint: 'Leave the input path of actions/checkout out.' },
);

function gitHubOf(environment: Environment, { gitHubToken }: DiscoverInputs): GitHubRepository {
  return {
    apiUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
    name: environment['GITHUB_REPOSITORY'] ?? '',
    token: gitHubToken,
  };
}

function pathsIn(changes: ChangedFiles | Everything): readonly string[] {
  return changes.kind === 'files' ? changes.files.map(({ path }) => path) : [];
}

/** Including patterns that match none of the names are mistakes mostly: what they should have named is left out. */
function missesOf(
  input: string,
  patterns: readonly PathPattern[],
  names: readonly string[] | undefined,
  thing: string,
): readonly Diagnostic[] {
  if (names === undefined) return [];
  const misses = patterns.filter(
    ({ excludes, text, matches }) => !excludes && text !== '**' && !names.some((name) => matches(name)),
  );
  return misses.map(({ text }) => {
    const braces = text.includes('{') ? ' Braces mean themselves: write a line for each alternative.' : '';
    return { level: 'warning', message: `Input ${input}: ${visible(text)} matches no ${thing}.${braces}` };
  });
}

function walkDiagnostics({ unreadable }: Walk, repository: Repository | undefined): readonly Diagnostic[] {
  const reason = repository === undefined ? 'There is no Git repository here' : 'Git could not list what it tracks';
  const save = unreadable.length === 0 ? '' : `, save what cannot be read: ${listSome(unreadable.map(showFolder))}`;
  const level = repository === undefined && unreadable.length === 0 ? 'info' : 'warning';
  return [{ level, message: `${reason}: every folder was looked into for Actors${save}` }];
}

function noActors({ walk }: FoundFolders): Diagnostic {
  const message =
    walk === undefined
      ? 'Git tracks no .actor/actor.json in this workspace.'
      : 'No folder of this workspace has .actor/actor.json. Run actions/checkout before this step.';
  return { level: 'warning', message };
}
