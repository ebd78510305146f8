import type { Environment } from '../runner/inputs.ts';
import { readRunEnvironment } from '../runner/run-environment.ts';
import { readField } from './answers.ts';

/** The run and the event that started it, from the runner's variables and the event file. */
export interface GitHubRun {
  readonly eventName: string;
  /** Full ref: `refs/heads/main`; empty if the event has none. */
  readonly ref: string;
  /** Commit of the run; empty if unknown. */
  readonly sha: string;
  /** `https://github.com`, or an Enterprise Server. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name`; undefined outside GitHub. */
  readonly repository: string | undefined;
  /** File name of the workflow in `.github/workflows`; undefined outside GitHub. */
  readonly workflowFile: string | undefined;
  /** `true` for internal repositories too; undefined if the event does not say. */
  readonly isPrivate: boolean | undefined;
  /** Head branch of a pull request; its repository is undefined if it was deleted. */
  readonly pullRequestHead: { readonly branch: string; readonly repository: string | undefined } | undefined;
  /** The event's payload; undefined if it could not be read. */
  readonly payload: unknown;
  /** Why the payload could not be read. */
  readonly eventProblem: string | undefined;
}

/**
 * Reads the run. `context` of `@actions/github` has the same facts, but it comes only together with the client (1 MB),
 * and importing it fails if the event file is broken.
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
    repository: repositoryOf(variables['GITHUB_REPOSITORY'], payload),
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

function repositoryOf(variable: string | undefined, payload: unknown): string | undefined {
  const name = variable || readField(payload, 'repository', 'full_name');
  return typeof name === 'string' && /^[^/]+\/[^/]+$/.test(name) ? name : undefined;
}
