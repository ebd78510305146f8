import type { Environment } from '../runner/inputs.ts';
import { readRunEnvironment } from '../runner/run-environment.ts';
import { readField } from './answers.ts';

/** The run and the event that triggered it, from the runner's variables and the event file. */
export interface GitHubRun {
  readonly eventName: string;
  /** The full ref, for example `refs/heads/main`; empty if the event has none. */
  readonly ref: string;
  /** The run's commit; empty if unknown. */
  readonly sha: string;
  /** `https://github.com` or the URL of a GitHub Enterprise Server. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name`; undefined outside GitHub. */
  readonly repository: string | undefined;
  /** The file name of the workflow in `.github/workflows`; undefined outside GitHub. */
  readonly workflowFile: string | undefined;
  /** Also true for internal repositories; undefined if the event does not contain it. */
  readonly isPrivate: boolean | undefined;
  /** The head branch of a pull request. `repository` is undefined if the repository was deleted. */
  readonly pullRequestHead: { readonly branch: string; readonly repository: string | undefined } | undefined;
  /** The event's payload; undefined if it could not be read. */
  readonly payload: unknown;
  /** Why the payload could not be read. */
  readonly eventProblem: string | undefined;
}

/**
 * Reads the run. `context` in `@actions/github` contains the same facts, but it is only available together with the
 * client (1 MB), and importing it fails if the event file is not valid.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export async function readGitHubRun(environment?: Environment): Promise<GitHubRun> {
  const { variables, payload, eventProblem } = await readRunEnvironment(environment);
  const [, workflowFile] = /\/\.github\/workflows\/([^/@]+)@/.exec(variables['GITHUB_WORKFLOW_REF'] ?? '') ?? [];
  const isPrivate = readField(payload, 'repository', 'private');
  const branch = readField(payload, 'pull_request', 'head', 'ref');
  const headRepository = readField(payload, 'pull_request', 'head', 'repo', 'full_name');
  return {
    eventName: variables['GITHUB_EVENT_NAME'] ?? '',
    ref: variables['GITHUB_REF'] ?? '',
    sha: variables['GITHUB_SHA'] ?? '',
    serverUrl: urlOf(variables['GITHUB_SERVER_URL'], 'https://github.com'),
    apiUrl: urlOf(variables['GITHUB_API_URL'], 'https://api.github.com'),
    repository: repositoryOf(variables['GITHUB_REPOSITORY']),
    workflowFile,
    isPrivate: typeof isPrivate === 'boolean' ? isPrivate : undefined,
    pullRequestHead:
      typeof branch === 'string'
        ? { branch, repository: typeof headRepository === 'string' ? headRepository : undefined }
        : undefined,
    payload,
    eventProblem,
  };
}

function urlOf(text: string | undefined, otherwise: string): string {
  return text !== undefined && URL.canParse(text) ? text.replace(/\/+$/, '') : otherwise;
}

function repositoryOf(name = ''): string | undefined {
  return /^[^/]+\/[^/]+$/.test(name) ? name : undefined;
}
