import { readFile } from 'node:fs/promises';
import type { GitHubEvent } from '../changes/range.ts';
import type { Environment } from '../runner/inputs.ts';

/**
 * The event from the runner's variables and its file. The file is read here since `@actions/github`, which would read
 * it too, throws on a broken one, and takes time that most runs need not spend.
 */
export async function readGitHubEvent(environment: Environment): Promise<GitHubEvent> {
  return {
    name: environment['GITHUB_EVENT_NAME'] ?? '',
    ref: environment['GITHUB_REF'] ?? '',
    sha: environment['GITHUB_SHA'] ?? '',
    payload: await readPayload(environment['GITHUB_EVENT_PATH'] ?? ''),
  };
}

async function readPayload(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
