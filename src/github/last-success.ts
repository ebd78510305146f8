import { createGitHubClient, type GitHubAccess, type RequestTools } from './client.ts';
import { explainFailure, explainRedirect, type NoAnswer } from './compare.ts';
import type { GitHubRun } from './run.ts';

/** The commit of the last successful run. */
export interface LastSuccess {
  readonly kind: 'commit';
  readonly sha: string;
}

/**
 * The number of newest runs to check. Runs of other events, and of forks' branches with the same name, do not count.
 */
const PAGE_SIZE = 50;

const RUN_AGAIN = 'If Actors are missing in this deployment, run the workflow again with changed-only: false.';

/**
 * Requests the commit of this workflow's last successful run on this branch. Requires `actions: read`.
 * @see https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
export async function findLastSuccess(
  access: GitHubAccess,
  run: GitHubRun,
  tools: RequestTools,
): Promise<LastSuccess | NoAnswer> {
  const { workflowFile } = run;
  const branch = branchOf(run);
  if (workflowFile === undefined) return { kind: 'no-answer', why: 'GITHUB_WORKFLOW_REF does not name a workflow' };
  if (branch === undefined) return { kind: 'no-answer', why: 'the run is not on a branch' };
  try {
    const { rest, owner, repo } = await createGitHubClient(access, tools);
    const query = { owner, repo, workflow_id: workflowFile, branch, status: 'success', per_page: PAGE_SIZE } as const;
    const response = await rest.actions.listWorkflowRuns(query);
    const redirect = explainRedirect(response, RUN_AGAIN);
    if (redirect !== undefined) return redirect;
    const { workflow_runs: runs } = response.data as { readonly workflow_runs?: unknown };
    const sha = (Array.isArray(runs) ? runs : []).find((each) => isSameKind(each, run, access.repository))?.head_sha;
    return typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha)
      ? { kind: 'commit', sha }
      : { kind: 'no-answer', why: 'this workflow has no successful run on this branch' };
  } catch (error) {
    tools.signal.throwIfAborted();
    return explainFailure(error, {
      permission: 'actions: read',
      missing: 'GitHub does not have a workflow with this file name',
      hint: RUN_AGAIN,
    });
  }
}

function branchOf({ ref, pullRequestHead }: GitHubRun): string | undefined {
  if (pullRequestHead !== undefined) return pullRequestHead.branch;
  return /^refs\/heads\/(.+)$/s.exec(ref)?.[1];
}

interface WorkflowRun {
  readonly head_sha?: unknown;
  readonly event?: unknown;
  readonly head_repository?: { readonly full_name?: unknown } | null;
}

/**
 * Whether a run deploys the same things as this run. A pull request's run does not deploy what a push deploys, and
 * a fork may have a branch with the same name.
 */
function isSameKind(found: WorkflowRun | null, { eventName, pullRequestHead }: GitHubRun, repository: string): boolean {
  const isPullRequest = (name: unknown): boolean => typeof name === 'string' && name.startsWith('pull_request');
  const headRepository = (pullRequestHead?.repository ?? repository).toLowerCase();
  return (
    isPullRequest(found?.event) === isPullRequest(eventName) &&
    String(found?.head_repository?.full_name).toLowerCase() === headRepository
  );
}
