import { messageToGoOn } from '../errors.ts';
import { createGitHubClient, type GitHubAccess, type RequestTools } from './client.ts';

/** `unknown` if GitHub does not find the pull request or does not respond. */
type PullRequestState = 'open' | 'closed' | { readonly unknown: string };

/**
 * Creates a function that requests the state of a pull request. Requires `pull-requests: read`.
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 */
export async function createStateReader(
  access: GitHubAccess,
  tools: RequestTools,
): Promise<(number: number) => Promise<PullRequestState>> {
  const { rest, owner, repo } = await createGitHubClient(access, tools);
  return async (number) => {
    try {
      const response = await rest.pulls.get({ owner, repo, pull_number: number });
      const { state } = response.data as { readonly state?: unknown };
      const isKnown = response.status === 200 && (state === 'open' || state === 'closed');
      return isKnown ? state : { unknown: `GitHub responded ${response.status} without a state` };
    } catch (error) {
      tools.signal.throwIfAborted();
      const { status } = error as { readonly status?: unknown };
      if (status === 404) return { unknown: 'GitHub did not find it' };
      const hint = status === 403 ? '. Check that the job has the permission pull-requests: read' : '';
      return { unknown: `${messageToGoOn(error)}${hint}` };
    }
  };
}
