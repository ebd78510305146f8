import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ActionError, codeOf } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';

/**
 * Makes a folder that only this user may read, outside the checkout.
 * @param runners the runner's folder for such files, which it empties after the job; undefined where it names none.
 * @throws ActionError where there is no place for it.
 */
export async function makeTemporaryFolder(runners: string | undefined, workspace: string): Promise<string> {
  const checkout = await realpath(workspace);
  const problems: string[] = [];
  for (const place of runners === undefined ? [tmpdir()] : [runners, tmpdir()]) {
    try {
      const real = await realpath(place);
      if (nameFrom(checkout, real) === undefined) return await mkdtemp(path.join(real, 'actor-source-'));
      problems.push(`${place} is in the workspace`);
    } catch (error) {
      problems.push(`${place}: ${codeOf(error)}`);
    }
  }
  throw new ActionError(`There is no temporary folder for the archive: ${problems.join('; ')}`, {
    hint: 'RUNNER_TEMP must name a folder outside the workspace that this step may write to.',
  });
}
