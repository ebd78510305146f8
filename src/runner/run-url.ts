import type { Environment } from './inputs.ts';

/**
 * The page of this workflow run. Undefined outside GitHub Actions.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function readRunUrl(environment: Environment): string | undefined {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
  if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? '')) return undefined;
  const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
