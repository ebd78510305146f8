import { compareOnGitHub, type GitHubRepository } from '../github/compare.ts';
import type { Clock } from '../time/clock.ts';
import type { ChangedFiles } from './changed-files.ts';
import { compareLocally, findCommits, fromWorkspace, type LocalGit, type Repository } from './local-git.ts';
import { type Everything, everything, type GitHubEvent, rangeOf } from './range.ts';

export interface ChangesRequest {
  readonly event: GitHubEvent;
  /** In place of the event's. */
  readonly base: string | undefined;
  readonly local: LocalGit;
  readonly repository: Repository | undefined;
  readonly gitHub: GitHubRepository;
  readonly clock: Clock;
}

/**
 * The files that the event changed: local Git answers where it has the commits, else GitHub is asked once. In doubt
 * everything has changed. No failure of either is an error.
 */
export async function findChanges(request: ChangesRequest): Promise<ChangedFiles | Everything> {
  const { event, local, repository, gitHub, clock } = request;
  const asked = rangeOf(event, request.base);
  if (asked.kind === 'everything') return asked;
  const { range } = asked;
  const { base, head } =
    repository === undefined ? { base: undefined, head: undefined } : await findCommits(local, range);
  if (repository !== undefined && base !== undefined && head !== undefined) {
    const found = await compareLocally(local, repository, { base, head }, range.from);
    if (found !== undefined) return found;
  }
  if (gitHub.token === '') {
    const hint = 'Leave github-token out, or let actions/checkout fetch the whole history (fetch-depth: 0).';
    return everything('local Git lacks the commits to compare, and the input github-token is empty', { hint });
  }
  const answer = await compareOnGitHub(
    gitHub,
    { base: base ?? range.base, head: range.head ?? head ?? event.sha, from: range.from },
    { clock, signal: local.signal },
  );
  if (answer.kind === 'everything') return answer;
  const prefix = repository?.prefix ?? '';
  return { ...answer, files: answer.files.map((file) => ({ ...file, path: fromWorkspace(file.path, prefix) })) };
}
