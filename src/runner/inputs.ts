import { getInput } from '@actions/core';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The unchanged inputs of the step, and its environment. Reading them cannot fail. */
export interface RawInputs {
  readonly environment: Environment;
  readonly workspace: string;
  /** Byte for byte, because a folder's name may contain spaces. */
  readonly workingDirectory: string;
  /** The runner's temporary folder. */
  readonly temporaryFolder: string | undefined;
  /** The URL of this workflow run; undefined outside GitHub Actions. */
  readonly runUrl: string | undefined;
  /** The commit of the run; undefined outside GitHub. */
  readonly commit: { readonly sha: string; readonly url: string } | undefined;
  /** Returns an input without surrounding white space. */
  text(name: string): string;
  /** Returns an input byte for byte; empty if it contains only white space. */
  exactText(name: string): string;
}

export function readRawInputs(): RawInputs {
  return rawInputsFrom((name) => getInput(name, { trimWhitespace: false }), process.env);
}

/** @param get returns an input byte for byte; empty if it is not set. */
export function rawInputsFrom(get: (name: string) => string, environment: Environment): RawInputs {
  const exactText = (name: string): string => {
    const text = get(name);
    return text.trim() === '' ? '' : text;
  };
  return {
    environment,
    workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
    workingDirectory: exactText('working-directory') || '.',
    temporaryFolder: environment['RUNNER_TEMP'] || undefined,
    runUrl: readRunUrl(environment),
    commit: readCommit(environment),
    text: (name) => get(name).trim(),
    exactText,
  };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readCommit(environment: Environment): RawInputs['commit'] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = environment;
  return server && repository && sha ? { sha, url: `${server}/${repository}/commit/${sha}` } : undefined;
}

export function readRunUrl(environment: Environment): string | undefined {
  const { GITHUB_ACTIONS, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = environment;
  if (GITHUB_ACTIONS !== 'true' || !GITHUB_REPOSITORY || !/^\d+$/.test(GITHUB_RUN_ID ?? '')) return undefined;
  const url = URL.parse(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
