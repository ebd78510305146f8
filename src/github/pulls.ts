import { createGitHubClient, type GitHubAccess, type RequestTools } from './client.ts';

/** `unknown` if GitHub does not find the pull request or does not respond. */
export type PullRequestState = 'open' | 'closed' | { readonly unknown: string };

/**
 * Returns the states of pull requests, by number. Requires `pull-requests: read`.
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 */
export async function readPullRequestStates(
  access: GitHubAccess,
  numbers: readonly number[],
  tools: RequestTools,
): Promise<ReadonlyMap<number, PullRequestState>> {
  const { rest, owner, repo } = await createGitHubClient(access, tools);
  const states = new Map<number, PullRequestState>();
  for (const number of numbers) {
    try {
      const response = await rest.pulls.get({ owner, repo, pull_number: number });
      const { state } = response.data as { readonly state?: unknown };
      const isKnown = response.status === 200 && (state === 'open' || state === 'closed');
      states.set(number, isKnown ? state : { unknown: `GitHub responded ${response.status} without a state` });
    } catch (error) {
      tools.signal.throwIfAborted();
      const { status, message } = error as { readonly status?: unknown; readonly message?: unknown };
      const answer = String(message ?? error).replace(/\.$/, '');
      const hint = status === 403 ? '. Check that the job has the permission pull-requests: read' : '';
      states.set(number, { unknown: status === 404 ? 'GitHub did not find it' : `${answer}${hint}` });
    }
  }
  return states;
}
