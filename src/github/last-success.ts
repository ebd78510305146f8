import { isCommitHash, type NoAnswer, noAnswer, readField } from './answers.ts';
import { type GitHubAccess, type RequestTools, requestGitHub } from './client.ts';
import type { GitHubRun } from './run.ts';

/**
 * The number of runs to check, newest first. Some do not count: runs of other events, or of a fork's branch with the
 * same name.
 */
const PAGE_SIZE = 50;

/**
 * Finds the commit of the last successful run of this workflow on this branch. Requires `actions: read`.
 * @see https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export async function findLastSuccess(
  access: GitHubAccess,
  run: GitHubRun,
  tools: RequestTools,
): Promise<{ readonly kind: 'commit'; readonly sha: string } | NoAnswer> {
  const { workflowFile, ref, pullRequestHead } = run;
  const branch = pullRequestHead === undefined ? /^refs\/heads\/(.+)$/s.exec(ref)?.[1] : pullRequestHead.branch;
  if (workflowFile === undefined) return noAnswer('GITHUB_WORKFLOW_REF does not name a workflow');
  if (branch === undefined) return noAnswer('the run is not on a branch');
  const query = { workflow_id: workflowFile, branch, status: 'success', per_page: PAGE_SIZE } as const;
  const answer = await requestGitHub(access, tools, {
    send: ({ rest, owner, repo }) => rest.actions.listWorkflowRuns({ owner, repo, ...query }),
    permission: 'actions: read',
    missing: 'GitHub does not have a workflow with this file name',
    hint: 'If Actors are missing in this deployment, run the workflow again with changed-only: false.',
  });
  if (answer.kind === 'no-answer') return answer;
  const { workflow_runs: runs } = answer.data;
  const found = (Array.isArray(runs) ? runs : []).find((each) => isSameKind(each, run, access.repository));
  const sha = readField(found, 'head_sha');
  return isCommitHash(sha) ? { kind: 'commit', sha } : noAnswer('this workflow has no successful run on this branch');
}

/**
 * Whether a run deploys the same things as this run. Runs for pull requests do not deploy what runs for pushes deploy,
 * and a fork may have a branch with the same name.
 */
function isSameKind(found: unknown, { eventName, pullRequestHead }: GitHubRun, repository: string): boolean {
  const isPullRequest = (name: unknown): boolean => typeof name === 'string' && name.startsWith('pull_request');
  const headRepository = pullRequestHead?.repository ?? repository;
  // A server may omit the property. `null` means that the fork was deleted.
  const isNamed = readField(found, 'head_repository') !== undefined;
  const foundRepository = isNamed ? readField(found, 'head_repository', 'full_name') : repository;
  return (
    isPullRequest(readField(found, 'event')) === isPullRequest(eventName) &&
    String(foundRepository).toLowerCase() === headRepository.toLowerCase()
  );
}
