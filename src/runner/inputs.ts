import { getInput } from '@actions/core';

/** Values of environment variables by name, as the step has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The inputs as they were written, and the step's environment around them. Reading them cannot fail. */
export interface RawInputs {
  readonly environment: Environment;
  readonly workspace: string;
  /** As written; where it leads is found out later. */
  readonly workingDirectory: string;
  /** Where the runner keeps files of this job that are no part of the checkout. */
  readonly temporaryFolder: string | undefined;
  /** The commit that the run is of; undefined outside GitHub. */
  readonly commit: { readonly sha: string; readonly url: string } | undefined;
  /** The trimmed text, empty where it is only white space, blank lines or comments. */
  text(name: string): string;
  /** The text byte for byte, or empty in the same cases. */
  exactText(name: string): string;
}

/** Reads the step's inputs and environment. */
export function readRawInputs(): RawInputs {
  const environment: Environment = process.env;
  const exactText = (name: string): string => {
    const text = getInput(name, { trimWhitespace: false });
    return text.split('\n').every((line) => /^\s*(#|$)/.test(line)) ? '' : text;
  };
  return {
    environment,
    workspace: environment['GITHUB_WORKSPACE'] || process.cwd(),
    workingDirectory: exactText('working-directory').trim() || '.',
    temporaryFolder: environment['RUNNER_TEMP'] || undefined,
    commit: readCommit(environment),
    text: (name) => exactText(name).trim(),
    exactText,
  };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function readCommit(environment: Environment): RawInputs['commit'] {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = environment;
  return server && repository && sha ? { sha, url: `${server}/${repository}/commit/${sha}` } : undefined;
}
