import { ActionError, type Diagnostic } from '../errors.ts';
import type { GitHubRun } from '../github/run.ts';
import { visible } from '../text.ts';

/** The facts of a run that a Git URL depends on. */
export type GitRun = Pick<
  GitHubRun,
  'eventName' | 'ref' | 'serverUrl' | 'repository' | 'isPrivate' | 'pullRequestHead' | 'eventProblem'
>;

/** Where the working directory lies. */
export type Checkout =
  | {
      readonly kind: 'repository';
      /** The working directory from the top of the checkout, with `/`; empty at the top. */
      readonly folder: string;
      /** The URL of the remote `origin`. */
      readonly origin: string | undefined;
    }
  | {
      readonly kind: 'none';
      /** The working directory from the workspace's root, with `/`; empty at the root. */
      readonly folder: string;
      /** Why Git does not tell, in a few words. */
      readonly reason: string;
    };

/**
 * The URL under which Apify finds what the run has checked out: `https://host/owner/name.git#branch:folder`.
 * https://docs.apify.com/platform/actors/development/deployment/source-types#git-repository
 * @throws ActionError that asks for `git-repo-url` where no such URL can be made.
 */
export function makeGitUrl(
  found: GitRun,
  checkout: Checkout,
): { readonly url: string; readonly diagnostics: readonly Diagnostic[] } {
  const run = checkRun(found);
  checkOrigin(run, checkout);
  const branch = branchOf(run);
  for (const [what, text] of [['branch', branch] as const, ['folder', checkout.folder] as const]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const [mark] = /[:\s\u0000-\u001f]/.exec(text) ?? [];
    if (mark !== undefined && !(what === 'folder' && mark === ' ')) {
      throw noUrl(run, `the ${what} ${visible(text)} has a "${visible(mark)}", which such a URL cannot carry`);
    }
  }
  const repository = run.isPrivate === true ? sshUrl(run) : httpsUrl(run);
  const folder = checkout.folder === '' ? '' : `:${checkout.folder}`;
  return { url: `${repository}#${branch}${folder}`, diagnostics: findingsOf(run, checkout) };
}

interface CheckedRun extends GitRun {
  readonly repository: string;
}

/** @throws ActionError if the event file is broken, or the repository is unknown. */
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
  return `${serverUrl.replace(/\/+$/, '')}/${repository}.git`;
}

/** The server's port is that of HTTPS: SSH has its own, which nothing tells. */
function sshUrl({ serverUrl, repository }: CheckedRun): string {
  return `git@${new URL(serverUrl).hostname}:${repository}.git`;
}

function branchOf(run: CheckedRun): string {
  const { eventName, ref, repository } = run;
  if (eventName === 'merge_group' || ref.startsWith('refs/heads/gh-readonly-queue/')) {
    throw noUrl(run, 'a merge queue made the branch of this run, and will remove it');
  }
  const [, name] = /^refs\/(?:heads|tags)\/(.+)$/s.exec(ref) ?? [];
  if (name !== undefined) return name;
  if (!ref.startsWith('refs/pull/')) {
    throw noUrl(run, ref === '' ? 'the run has no branch or tag' : `the run's ref ${visible(ref)} is no branch or tag`);
  }
  const head = run.pullRequestHead;
  if (head === undefined) throw noUrl(run, `the event ${visible(eventName)} does not tell the pull request's branch`);
  if (head.repository === undefined || head.repository.toLowerCase() !== repository.toLowerCase()) {
    const fork = head.repository === undefined ? 'a fork that is gone' : `the fork ${visible(head.repository)}`;
    throw noUrl(run, `the pull request comes from ${fork}, and nobody's fork is deployed by default`);
  }
  return head.branch;
}

/** @throws ActionError where the run's repository is not the one that is checked out. */
function checkOrigin(run: CheckedRun, checkout: Checkout): void {
  if (checkout.kind === 'none' || checkout.origin === undefined) return;
  if (identityOf(checkout.origin) === identityOf(httpsUrl(run))) return;
  throw noUrl(run, `the checkout is of another repository than the run, which is of ${visible(run.repository)}`);
}

/** Host and path of a Git URL, however it is written; the origin itself may carry a token and is never shown. */
function identityOf(url: string): string {
  const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? URL.parse(url) : null;
  const [, host = '', path = ''] =
    parsed === null ? (/^(?:[^/@]*@)?([^/:]*):(.*)$/s.exec(url) ?? []) : ['', parsed.hostname, parsed.pathname];
  const name = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  // GitHub takes SSH at a host of its own where port 22 is closed.
  return `${host.replace(/^ssh\.(?=github\.com$)/i, '')}/${name}`.toLowerCase();
}

function findingsOf({ isPrivate }: CheckedRun, checkout: Checkout): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (checkout.kind === 'none') {
    const place = checkout.folder === '' ? 'its root' : `its folder ${visible(checkout.folder)}`;
    const message = `${checkout.reason}: the Actor is taken to be in ${place}, as in the workspace. Where that is wrong, set git-repo-url`;
    diagnostics.push({ level: 'warning', message });
  }
  if (isPrivate === true) {
    const message =
      "The repository is private: Apify reads it by SSH and needs the Actor's deploy key, https://docs.apify.com/platform/actors/development/deployment/source-types#private-repositories";
    diagnostics.push({ level: 'info', message });
  }
  if (isPrivate === undefined) {
    const message =
      'The event does not tell whether the repository is private: it is taken for a public one. Where it is private, set git-repo-url to its SSH form';
    diagnostics.push({ level: 'notice', message });
  }
  return diagnostics;
}

function noUrl(run: CheckedRun, reason: string): ActionError {
  return new ActionError(`No Git URL can be made from this run: ${reason}`, {
    hint: `Set git-repo-url to what Apify is to build, ${visible(httpsUrl(run))}#BRANCH for example; with :FOLDER behind the branch where the Actor is not at the top.`,
  });
}
