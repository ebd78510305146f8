import { isUtf8 } from 'node:buffer';
import { ActionError, type Diagnostic } from '../errors.ts';
import { readGitHubRun } from '../github/run.ts';
import type { Git } from '../runner/git.ts';
import type { Workspace } from '../runner/workspace.ts';
import { type Checkout, makeGitUrl, reportContext } from './git-url.ts';
import { isLeftByTools } from './rules/built-in-rules.ts';
import { readStatus } from './uncommitted.ts';

/** Returns the given URL of a Git source, or the URL of the checkout. */
export async function readGitUrl(
  given: string | undefined,
  hasContext: boolean,
  {
    git,
    workspace,
    signal,
  }: { readonly git: Git; readonly workspace: Workspace; readonly signal?: AbortSignal | undefined },
): Promise<{ readonly url: string; readonly diagnostics: readonly Diagnostic[] }> {
  const { url, diagnostics } =
    given === undefined
      ? makeGitUrl(...(await Promise.all([readGitHubRun(), readCheckout(git, workspace, signal)])))
      : { url: given, diagnostics: [] };
  return { url, diagnostics: [...diagnostics, ...reportContext(url, hasContext)] };
}

/** @throws ActionError if the folder's name is not UTF-8, because it could not be part of a URL. */
export async function readCheckout(
  git: Git,
  { workingDirectory, shown }: Workspace,
  signal?: AbortSignal,
): Promise<Checkout> {
  const options = { cwd: workingDirectory, signal };
  const [prefix, origin, head, status] = await Promise.all([
    git(['rev-parse', '--show-prefix'], options),
    git(['config', '--get', 'remote.origin.url'], options),
    git(['rev-parse', '--verify', 'HEAD'], options),
    // For a submodule, compare only the commit, because settings in a submodule could start a program.
    readStatus(git, ['--untracked-files=all', '--ignore-submodules=dirty'], options),
  ]);
  switch (prefix.kind) {
    case 'no-git':
      return { kind: 'none', folder: shown, reason: 'Git is not installed' };
    case 'failed': {
      const [line = ''] = prefix.stderr.split('\n');
      return { kind: 'none', folder: shown, reason: `Git found no repository (${line})` };
    }
    case 'ok':
      if (!isUtf8(prefix.stdout)) {
        throw new ActionError("Could not derive the Git URL: the working directory's name is not UTF-8", {
          hint: 'Set git-repo-url to the URL of the repository.',
        });
      }
      return {
        kind: 'repository',
        folder: prefix.stdout.toString().replace(/\/?\n$/, ''),
        origin: origin.kind === 'ok' ? origin.stdout.toString().trim() : undefined,
        head: head.kind === 'ok' ? head.stdout.toString().trim() : undefined,
        changedFiles: status?.changes.filter(({ name }) => !isLeftByTools(name)).length,
      };
  }
}
