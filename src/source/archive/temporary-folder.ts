import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActionError, codeOf } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';

/**
 * Creates a folder outside the checkout that only the current user can read.
 * @param runnerFolder the runner's folder for temporary files, which the runner empties after the job.
 * @throws ActionError if no such folder can be created.
 */
export async function makeTemporaryFolder(runnerFolder: string | undefined, workspace: string): Promise<string> {
  const checkout = await realpath(workspace);
  const problems: string[] = [];
  for (const place of runnerFolder === undefined ? [tmpdir()] : [runnerFolder, tmpdir()]) {
    try {
      const real = await realpath(place);
      if (nameFrom(checkout, real) === undefined) return await mkdtemp(path.join(real, 'actor-source-'));
      problems.push(`${place} is in the workspace`);
    } catch (error) {
      problems.push(`${place}: ${codeOf(error)}`);
    }
  }
  throw new ActionError(`Could not create a temporary folder for the archive: ${problems.join('; ')}`, {
    hint: 'Set RUNNER_TEMP to a folder outside the workspace that this step can write to.',
  });
}

/** Deletes the archive and its folder. Ignores errors, because the runner empties its temporary folder anyway. */
export async function removeArchive(file: string): Promise<void> {
  await rm(path.dirname(file), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}
