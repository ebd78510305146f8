import { ActionError, type Diagnostic } from '../errors.ts';
import type { GitHubRun } from '../github/run.ts';
import { formatCount, visible } from '../text.ts';

export type GitRun = Pick<
  GitHubRun,
  'eventName' | 'ref' | 'sha' | 'serverUrl' | 'repository' | 'isPrivate' | 'pullRequestHead' | 'eventProblem'
>;

/** The checkout that contains the working directory. */
export interface Checkout {
  /** If there is no repository, its folder is assumed to be the workspace, and the values below are undefined. */
  readonly hasRepository: boolean;
  /** False if Git is not installed or failed. */
  readonly isRead: boolean;
  /** Path of the working directory relative to the repository root, with `/` as separator; empty for the root. */
  readonly folder: string;
  readonly origin: string | undefined;
  readonly head: string | undefined;
  /** The number of files that differ from the commit; undefined if unknown. */
  readonly changedFiles: number | undefined;
}

/**
 * Returns the URL of the checkout, in the form `https://host/owner/name.git#branch:folder`.
 * @throws ActionError if it has none.
 * https://docs.apify.com/platform/actors/development/deployment/source-types#git-repository
 */
export function makeGitUrl(
  found: GitRun,
  checkout: Checkout,
): { readonly url: string; readonly diagnostics: readonly Diagnostic[] } {
  const run = checkRun(found);
  checkOrigin(run, checkout);
  const branch = branchOf(run);
  for (const [what, text] of [['branch', branch] as const, ['folder', checkout.folder] as const]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern must match them
    const [mark] = /[:\s\u0000-\u001f]/.exec(text) ?? [];
    if (mark !== undefined && !(what === 'folder' && mark === ' ')) {
      throw noUrl(run, `a Git URL cannot contain the "${visible(mark)}" in the ${what} ${visible(text)}`);
    }
  }
  const repository = run.isPrivate === true ? sshUrl(run) : httpsUrl(run);
  const folder = checkout.folder === '' ? '' : `:${checkout.folder}`;
  return { url: `${repository}#${branch}${folder}`, diagnostics: reportRun(run, checkout, branch) };
}

/** Reports that the folder in the URL is not the Docker context, which users may expect. */
export function reportContext(url: string, hasContext: boolean): readonly Diagnostic[] {
  const [, folder] = /#[^:]*:(.+)$/s.exec(url) ?? [];
  if (folder === undefined || /^[./]*$/.test(folder) || hasContext) return [];
  const message = `Docker's context is the root of the repository, not ${visible(folder)}. To use the Actor's folder, set "dockerContextDir": ".." in actor.json.`;
  return [{ level: 'notice', message }];
}

type CheckedRun = GitRun & { readonly repository: string };

function checkRun(run: GitRun): CheckedRun {
  const hint = 'Set git-repo-url to the URL of the repository.';
  const { repository, eventProblem } = run;
  if (eventProblem !== undefined) {
    throw new ActionError(`Could not read the event file (GITHUB_EVENT_PATH) to derive the Git URL: ${eventProblem}`, {
      hint,
    });
  }
  if (repository === undefined) {
    throw new ActionError('Could not derive the Git URL: GITHUB_REPOSITORY does not name a repository', { hint });
  }
  return { ...run, repository };
}

function httpsUrl({ serverUrl, repository }: CheckedRun): string {
  return `${serverUrl}/${repository}.git`;
}

/** Returns the SSH URL. It omits the server's port, which is for HTTPS. */
function sshUrl({ serverUrl, repository }: CheckedRun): string {
  return `git@${new URL(serverUrl).hostname}:${repository}.git`;
}

function branchOf(run: CheckedRun): string {
  const { eventName, ref, repository } = run;
  if (eventName === 'merge_group' || ref.startsWith('refs/heads/gh-readonly-queue/')) {
    throw noUrl(run, "the branch of a merge queue's run is temporary");
  }
  const [, name] = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref) ?? [];
  if (name !== undefined) return name;
  if (!ref.startsWith('refs/pull/')) {
    throw noUrl(
      run,
      ref === '' ? 'the run has no branch or tag' : `the run's ref ${visible(ref)} is not a branch or tag`,
    );
  }
  const head = run.pullRequestHead;
  if (head === undefined) {
    throw noUrl(run, `the ${visible(eventName)} event does not contain the pull request's branch`);
  }
  if (head.repository === undefined || head.repository.toLowerCase() !== repository.toLowerCase()) {
    const fork = head.repository === undefined ? 'a deleted fork' : `the fork ${visible(head.repository)}`;
    throw noUrl(run, `the pull request is from ${fork}, and forks are not deployed by default`);
  }
  return head.branch;
}

function checkOrigin(run: CheckedRun, checkout: Checkout): void {
  if (checkout.origin === undefined || identityOf(checkout.origin) === identityOf(httpsUrl(run))) return;
  throw noUrl(run, `the checkout is not from the run's repository, ${visible(run.repository)}`);
}

/**
 * Returns the host and path of any Git URL, for comparison. The URL itself is never printed, because it may contain a
 * token.
 */
function identityOf(url: string): string {
  const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? URL.parse(url) : null;
  const [, host = '', path = ''] =
    parsed === null ? (/^(?:[^/@]*@)?([^/:]*):(.*)$/s.exec(url) ?? []) : ['', parsed.hostname, parsed.pathname];
  const name = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  // This is GitHub's host for SSH on port 443.
  return `${host.replace(/^ssh\.(?=github\.com$)/i, '')}/${name}`.toLowerCase();
}

function reportRun(run: CheckedRun, checkout: Checkout, branch: string): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (!checkout.hasRepository) {
    const folder = checkout.folder === '' ? 'the root' : visible(checkout.folder);
    const message = `The workspace contains no Git repository, so the Actor's folder in the repository is taken from the workspace: ${folder}. If that is wrong, set git-repo-url.`;
    diagnostics.push({ level: 'warning', message });
  }
  if (checkout.hasRepository && !checkout.isRead) {
    const message = `Git could not read the checkout, so the action did not compare it with the ${isTag(run) ? 'tag' : 'branch'} that Apify builds`;
    diagnostics.push({ level: 'warning', message });
  }
  const differences = differencesOf(run, checkout);
  if (differences.length > 0) {
    const message = `Apify builds the ${isTag(run) ? 'tag' : 'branch'} ${visible(branch)}, not this checkout: ${differences.join(', and ')}. To deploy this checkout, use source-type: SOURCE_FILES.`;
    diagnostics.push({ level: 'warning', message });
  }
  if (run.isPrivate === true) {
    const message = `The repository is private, so Apify reads it with the Actor's deploy key: https://docs.apify.com/platform/actors/development/deployment/source-types#private-repositories`;
    diagnostics.push({ level: 'info', message });
  }
  if (run.isPrivate === undefined) {
    const message =
      'The event does not contain the visibility of the repository, so the action uses the URL of a public one. If the repository is private, set git-repo-url to its SSH URL.';
    diagnostics.push({ level: 'notice', message });
  }
  return diagnostics;
}

function isTag({ ref }: CheckedRun): boolean {
  return ref.startsWith('refs/tags/');
}

function differencesOf({ sha }: CheckedRun, { head, changedFiles = 0 }: Checkout): readonly string[] {
  const isOther = head !== undefined && sha !== '' && head !== sha;
  const changed = `${formatCount(changedFiles, 'file')} in it ${changedFiles === 1 ? 'has' : 'have'} changes`;
  return [
    ...(isOther ? [`its commit is ${head.slice(0, 7)}, but the run's is ${visible(sha.slice(0, 7))}`] : []),
    ...(changedFiles > 0 ? [changed] : []),
  ];
}

function noUrl(run: CheckedRun, reason: string): ActionError {
  return new ActionError(`Could not derive the Git URL from the run: ${reason}`, {
    hint: `Set git-repo-url to the repository, branch and folder to build, for example ${visible(httpsUrl(run))}#BRANCH:FOLDER.`,
  });
}
