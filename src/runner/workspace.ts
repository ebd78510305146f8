import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ActionError } from '../errors.ts';
import { nameFrom } from '../paths.ts';
import { quoted, visible } from '../text.ts';

/** The folders of the run: absolute, native, with links resolved. */
export interface Workspace {
  readonly workspace: string;
  /** Inside the workspace, or the workspace itself. */
  readonly workingDirectory: string;
  /** The working directory from the workspace, with `/`; empty where they are one. */
  readonly shown: string;
}

/** @throws ActionError naming the input where the folder is not there or leads out of the workspace. */
export async function findWorkspace(workspace: string, input: string): Promise<Workspace> {
  const top = await realpath(workspace).catch((cause: unknown) => {
    throw new ActionError(`The workspace ${visible(workspace)} cannot be read`, {
      hint: 'Run the step after actions/checkout; GITHUB_WORKSPACE names the folder.',
      cause,
    });
  });
  const folder = path.resolve(top, input);
  const real = await realpath(folder).catch((cause: unknown) => {
    throw notThere(input, cause);
  });
  if (!(await stat(real)).isDirectory()) throw notThere(input);
  const shown = nameFrom(top, real);
  if (shown === undefined) {
    throw new ActionError(`Input working-directory ${quoted(input)} leads out of the workspace`, {
      hint: 'Give a folder of the checkout, relative to its root, packages/my-actor for example.',
    });
  }
  return { workspace: top, workingDirectory: real, shown };
}

function notThere(input: string, cause?: unknown): ActionError {
  return new ActionError(`Input working-directory ${quoted(input)} is not a folder of the checkout`, {
    hint: 'Give the folder that holds .actor/, relative to the root of the repository, and run the step after actions/checkout.',
    cause,
  });
}
