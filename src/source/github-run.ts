import { isUtf8 } from 'node:buffer';
import { ActionError, messageOf } from '../errors.ts';
import type { Git } from '../runner/git.ts';
import type { Workspace } from '../runner/workspace.ts';
import type { Checkout, GitHubRun } from './git-url.ts';

const giveUrl = 'Set git-repo-url to the URL of the repository.';

/**
 * Reads the run from its variables and its event file.
 * @throws ActionError where the file is broken, or the run has no repository.
 */
export async function readGitHubRun(): Promise<GitHubRun> {
  // It reads the event file when it is loaded.
  const { context } = await import('@actions/github').catch((cause: unknown) => {
    const problem = messageOf(cause);
    throw new ActionError(`The file of the run's event (GITHUB_EVENT_PATH) cannot be read: ${problem}`, {
      hint: `The Git URL is made from it. ${giveUrl}`,
      cause,
    });
  });
  const { repository, pull_request: pullRequest } = (context.payload ?? {}) as EventPayload;
  return {
    eventName: context.eventName ?? '',
    ref: context.ref ?? '',
    serverUrl: URL.canParse(context.serverUrl) ? context.serverUrl : 'https://github.com',
    repository: repositoryOf(context),
    isPrivate: typeof repository?.private === 'boolean' ? repository.private : undefined,
    pullRequestHead:
      typeof pullRequest?.head?.ref === 'string'
        ? { branch: pullRequest.head.ref, repository: pullRequest.head.repo?.full_name ?? undefined }
        : undefined,
  };
}

/** As far as it is used; each part may be missing. https://docs.github.com/webhooks/webhook-events-and-payloads */
interface EventPayload {
  readonly repository?: { readonly private?: boolean };
  readonly pull_request?: {
    readonly head?: { readonly ref?: string; readonly repo?: { readonly full_name?: string } | null };
  };
}

function repositoryOf(context: { readonly repo: { readonly owner: string; readonly repo: string } }): string {
  const unknown = (cause?: unknown): ActionError =>
    new ActionError('The run tells no repository (GITHUB_REPOSITORY)', { hint: giveUrl, cause });
  let repository: Partial<typeof context.repo>;
  try {
    repository = context.repo;
  } catch (cause) {
    throw unknown(cause);
  }
  // Of a variable without a slash the second part is missing.
  if (!repository.owner || !repository.repo) throw unknown();
  return `${repository.owner}/${repository.repo}`;
}

/**
 * Asks Git where the working directory lies and where the checkout comes from.
 * @throws ActionError where the folder's name is not UTF-8, so that no URL can carry it.
 */
export async function readCheckout(
  git: Git,
  { workingDirectory, shown }: Workspace,
  signal?: AbortSignal,
): Promise<Checkout> {
  const options = { cwd: workingDirectory, ...(signal === undefined ? {} : { signal }) };
  const [prefix, origin] = await Promise.all([
    git(['rev-parse', '--show-prefix'], options),
    git(['config', '--get', 'remote.origin.url'], options),
  ]);
  switch (prefix.kind) {
    case 'no-git':
      return { kind: 'none', folder: shown, reason: 'Git is not installed here' };
    case 'failed': {
      const [line = ''] = prefix.stderr.split('\n');
      return { kind: 'none', folder: shown, reason: `Git knows no checkout here (${line})` };
    }
    case 'ok':
      if (!isUtf8(prefix.stdout)) {
        throw new ActionError("No Git URL can be made: the working directory's name is not UTF-8", { hint: giveUrl });
      }
      return {
        kind: 'repository',
        folder: prefix.stdout.toString().replace(/\/?\n$/, ''),
        origin: origin.kind === 'ok' ? origin.stdout.toString().trim() : undefined,
      };
  }
}
