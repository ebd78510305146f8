import type { Diagnostic } from '../errors.ts';
import { readGitHubRun } from '../github/run.ts';
import { nameFrom } from '../paths.ts';
import type { Git } from '../runner/git.ts';
import { findRepository } from '../runner/git-repository.ts';
import type { Workspace } from '../runner/workspace.ts';
import { type Checkout, makeGitUrl, reportContext } from './git-url.ts';
import { isLeftByTools } from './rules/built-in-rules.ts';
import { readStatus } from './uncommitted.ts';

/** Returns the given URL of a Git source, or the URL of the checkout. */
export async function readGitUrl(
  given: string | undefined,
  hasContext: boolean,
  { git, workspace, signal }: { readonly git: Git; readonly workspace: Workspace; readonly signal: AbortSignal },
): Promise<{ readonly url: string; readonly diagnostics: readonly Diagnostic[] }> {
  const { url, diagnostics } =
    given === undefined
      ? makeGitUrl(...(await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)])))
      : { url: given, diagnostics: [] };
  return { url, diagnostics: [...diagnostics, ...reportContext(url, hasContext)] };
}

export async function readCheckout(
  git: Git,
  { workingDirectory, shown }: Workspace,
  signal: AbortSignal,
): Promise<Checkout> {
  const options = { cwd: workingDirectory, signal };
  const read = async (...args: readonly string[]): Promise<string | undefined> => {
    const result = await git(args, options);
    return result.kind === 'ok' ? result.stdout.toString().trim() : undefined;
  };
  const [origin, head, status] = await Promise.all([
    read('config', '--get', 'remote.origin.url'),
    read('rev-parse', '--verify', 'HEAD'),
    // For a submodule, compare only the commit, because settings in a submodule could start a program.
    readStatus(git, ['--untracked-files=all', '--ignore-submodules=dirty'], options),
  ]);
  const { workTree } = findRepository(workingDirectory) ?? {};
  return {
    hasRepository: workTree !== undefined,
    isRead: status !== undefined,
    folder: workTree === undefined ? shown : (nameFrom(workTree, workingDirectory) ?? ''),
    origin,
    head,
    changedFiles: status?.changes.filter(({ name }) => !isLeftByTools(name)).length,
  };
}
