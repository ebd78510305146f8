import { statSync } from 'node:fs';
import path from 'node:path';
import { ActionError } from '../errors.ts';
import { nameFrom } from '../paths.ts';
import { quoted, visible } from '../text.ts';
import { realPath } from './workspace-file.ts';

/** The folders of the run, as absolute native paths with links resolved. */
export interface Workspace {
  readonly workspace: string;
  /** Inside the workspace, or the workspace itself. */
  readonly workingDirectory: string;
  /** Path of the working directory relative to the workspace, with `/` as separator; empty if they are the same. */
  readonly shown: string;
}

/** @throws ActionError if the folder does not exist, leads out of the workspace, or is `.actor` itself. */
export async function findWorkspace(workspace: string, input: string): Promise<Workspace> {
  let top: string;
  try {
    top = realPath(workspace);
  } catch (cause) {
    const hint = 'Run this step after actions/checkout. GITHUB_WORKSPACE contains the path of the folder.';
    throw new ActionError(`The workspace ${visible(workspace)} could not be read`, { hint, cause });
  }
  const real = realFolder(path.resolve(top, input), input);
  const shown = nameFrom(top, real);
  if (shown === undefined) {
    throw new ActionError(`The working-directory input is ${quoted(input)}, which leads out of the workspace`, {
      hint: 'Use a folder of the checkout, relative to its root: packages/my-actor.',
    });
  }
  if (path.posix.basename(shown) === '.actor') {
    throw new ActionError(`The working-directory input is ${quoted(input)}, the .actor folder itself`, {
      hint: `Set the working-directory input to its parent folder, ${quoted(path.posix.dirname(shown))}.`,
    });
  }
  return { workspace: top, workingDirectory: real, shown };
}

function realFolder(folder: string, input: string): string {
  let cause: unknown;
  try {
    const real = realPath(folder);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    cause = error;
  }
  const spaces =
    input === input.trim() ? '' : ' Remove the white space at its start or end, which is part of the name.';
  throw new ActionError(`The working-directory input is ${quoted(input)}, which is not a folder of the checkout`, {
    hint: `Use the folder that contains .actor/, relative to the root of the repository, and run this step after actions/checkout.${spaces}`,
    cause,
  });
}
