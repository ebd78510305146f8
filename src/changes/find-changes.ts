import type { Diagnostic } from '../errors.ts';
import type { ChangedFile, NoAnswer } from '../github/answers.ts';
import type { GitHubAccess } from '../github/client.ts';
import type { GitHubRun } from '../github/run.ts';
import type { Clock } from '../time/clock.ts';
import { compareLocally, findCommits, fromWorkspace, type LocalGit, type Range, readCheckedOut } from './local-git.ts';
import { type Everything, everything, rangeFromBase, rangeOfEvent } from './range.ts';

/** The files that differ between two commits. */
export interface ChangedFiles {
  readonly kind: 'files';
  /** Paths relative to the workspace root. They begin with `../` if the workspace is a folder in the repository. */
  readonly files: readonly ChangedFile[];
  /** Hashes of the commits that were compared. */
  readonly base: string;
  readonly head: string;
  readonly by: 'local Git' | 'the compare API of GitHub';
}

export interface ChangesRequest {
  readonly run: GitHubRun;
  /** The `base` input; undefined if it is empty. */
  readonly base: string | undefined;
  readonly local: LocalGit;
  readonly gitHubToken: string;
  readonly clock: Clock;
}

const LAST_SUCCESS = 'last-success';

/**
 * Finds the files that the event changed. Uses local Git if it has the commits, otherwise GitHub. If neither works, all
 * Actors are affected. A failure is never an error.
 */
export async function findChanges(
  request: ChangesRequest,
): Promise<{ readonly changes: ChangedFiles | Everything; readonly diagnostics: readonly Diagnostic[] }> {
  const { run, local } = request;
  const usesCheckout = request.base !== undefined || run.eventName.startsWith('pull_request');
  const checkedOut = usesCheckout ? await readCheckedOut(local) : undefined;
  const { base, from, diagnostics } = await resolveBase(request);
  if (base !== undefined) {
    const range = rangeFromBase(base, run, checkedOut);
    // After a push to the base branch, the branch already points to the pushed commit.
    const ignored = run.eventName === 'push' ? [range.head ?? run.sha, checkedOut?.sha] : [];
    const changes = await compare(request, { ...range, from: from ?? range.from }, ignored);
    if (changes !== undefined) return { changes, diagnostics };
  }
  const range = rangeOfEvent(run, checkedOut);
  if ('kind' in range) return { changes: range, diagnostics };
  const changes = await compare(request, range, []);
  return { changes: changes ?? everything('the base is the checked-out commit'), diagnostics };
}

/** If `base` is undefined, the event determines it. */
type ResolvedBase = Partial<Pick<Range, 'base' | 'from'>> & { readonly diagnostics: readonly Diagnostic[] };

async function resolveBase(request: ChangesRequest): Promise<ResolvedBase> {
  const { run, base, local, clock } = request;
  if (base === undefined) return { diagnostics: [] };
  if (base !== LAST_SUCCESS) return { base, diagnostics: [] };
  const unknown = ({ why, detail, hint }: Omit<NoAnswer, 'kind'>): ResolvedBase => {
    const reason = detail === undefined ? why : `${why} (${detail})`;
    const message = `The commit of the last successful run is not known, because ${reason}. The base is determined from the event instead.`;
    return { diagnostics: [{ level: 'warning', message: hint === undefined ? message : `${message} ${hint}` }] };
  };
  const access = accessOf(request);
  if (access === undefined) return unknown({ why: 'the github-token input or GITHUB_REPOSITORY is empty' });
  const { findLastSuccess } = await import('../github/last-success.ts');
  const found = await findLastSuccess(access, run, { clock, signal: local.signal });
  // Compares with exactly the deployed commit, even if the history was rewritten since then.
  return found.kind === 'commit' ? { base: found.sha, from: 'base', diagnostics: [] } : unknown(found);
}

/** @returns undefined if the base is one of the `ignored` commits. */
async function compare(
  request: ChangesRequest,
  range: Range,
  ignored: readonly (string | undefined)[],
): Promise<ChangedFiles | Everything | undefined> {
  const { run, local, clock } = request;
  const { from } = range;
  const { base, head } = await findCommits(local, range);
  if (base !== undefined && ignored.includes(base)) return undefined;
  if (base !== undefined && head !== undefined) {
    const found = await compareLocally(local, { base, head, from });
    if (found !== undefined) return { kind: 'files', ...found, head, by: 'local Git' };
  }
  const access = accessOf(request);
  if (access === undefined) {
    const hint = 'Remove the github-token input, or set fetch-depth: 0 for actions/checkout.';
    return everything('local Git does not have the commits to compare, and the github-token input is empty', hint);
  }
  const { compareOnGitHub } = await import('../github/compare.ts');
  const commits = { base: base ?? range.base, head: range.head ?? head ?? run.sha, from };
  const answer = await compareOnGitHub(access, commits, { clock, signal: local.signal });
  if (answer.kind === 'no-answer') return { ...answer, kind: 'everything' };
  if (ignored.includes(answer.base)) return undefined;
  const files = answer.files.map(({ path, renamedTo, removed }) => ({
    path: fromWorkspace(path, local.prefix),
    removed,
    renamedTo: renamedTo && fromWorkspace(renamedTo, local.prefix),
  }));
  return { kind: 'files', files, base: answer.mergeBase, head: commits.head, by: 'the compare API of GitHub' };
}

function accessOf({ run, gitHubToken }: ChangesRequest): GitHubAccess | undefined {
  const { apiUrl, repository } = run;
  return gitHubToken === '' || repository === undefined ? undefined : { apiUrl, repository, token: gitHubToken };
}
