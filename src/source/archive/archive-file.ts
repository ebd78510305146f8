import { mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActionError, codeOf } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';

/** Creates a folder outside the checkout that only this user can read, in RUNNER_TEMP or the system's folder. */
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

/** @throws ActionError if the file cannot be written; an error of `parts` is thrown unchanged. */
export async function writeArchiveFile(target: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await writeFile(target, parts, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    // Only the target's errors are still system errors.
    if (typeof cause !== 'object' || cause === null || !('syscall' in cause)) throw cause;
    throw new ActionError(`Could not write the archive to ${target} (${codeOf(cause)})`, {
      hint: 'Free up disk space in RUNNER_TEMP.',
      cause,
    });
  }
}
