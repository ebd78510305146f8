import type { Diagnostic } from '../errors.ts';
import { readGitHubRun } from '../github/run.ts';
import { readCheckout } from './checkout.ts';
import { makeGitUrl, reportContext } from './git-url.ts';
import type { SourceRequest } from './source.ts';

/** The URL of a Git source: the one that is given, or the URL of what the run has checked out. */
export async function readGitUrl(
  { git, workspace, definition, signal }: SourceRequest,
  given: string | undefined,
): Promise<{ readonly url: string; readonly diagnostics: readonly Diagnostic[] }> {
  const { url, diagnostics } =
    given === undefined
      ? makeGitUrl(...(await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)])))
      : { url: given, diagnostics: [] };
  return { url, diagnostics: [...diagnostics, ...reportContext(url, definition?.dockerContextDir !== undefined)] };
}
