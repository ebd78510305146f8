import { isUtf8 } from 'node:buffer';
import { ActionError } from '../errors.ts';
import type { Git } from '../runner/git.ts';
import type { Workspace } from '../runner/workspace.ts';
import type { Checkout } from './git-url.ts';

/**
 * Reads the working directory's place in the checkout, and the checkout's origin, from Git.
 * @throws ActionError if the folder's name is not UTF-8, so that it cannot be part of a URL.
 */
export async function readCheckout(
  git: Git,
  { workingDirectory, shown }: Workspace,
  signal?: AbortSignal,
): Promise<Checkout> {
  const options = { cwd: workingDirectory, ...(signal === undefined ? {} : { signal }) };
  const [prefix, origin] = await Promise.all([
    git(['rev-parse', '--show-prefix'], options),
    git(['config', '--get', 'remote.origin.url'], options),
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
      };
  }
}
