import path from 'node:path';
import { codeOf } from '../../errors.ts';
import type { PathRules } from '../../paths.ts';
import { dropDebugLines } from '../../runner/debug-lines.ts';

/** A pattern of the `files` input as `@actions/glob` walks it on the disk, ignored files included. */
export interface GlobWalk {
  /** The folder or file before the first wildcard, absolute. */
  readonly start: string;
  /** Absolute paths of files and folders that match. */
  readonly found: () => AsyncGenerator<string, void>;
}

/** @throws what `@actions/glob` throws for a pattern that it does not accept. */
export async function createGlobWalk(pattern: string, workingDirectory: string): Promise<GlobWalk> {
  using _dropped = dropDebugLines();
  const { create } = await import('@actions/glob');
  const globber = await create(rootPattern(pattern, workingDirectory));
  const [start = workingDirectory] = globber.getSearchPaths();
  return { start, found: () => walk(globber.globGenerator()) };
}

async function* walk(found: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
  using _dropped = dropDebugLines();
  try {
    yield* found;
  } catch (error) {
    // It fails on a file in the place of a folder, and on folders that cannot be read.
    if (!['ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  }
}

/** `@actions/glob` resolves relative patterns against the folder of the process. */
export function rootPattern(pattern: string, workingDirectory: string, rules: Pick<PathRules, 'sep'> = path): string {
  const isWindows = rules.sep === '\\';
  const isRooted = isWindows ? /^(?:[a-z]:|[\\/])/i : /^\//;
  if (isRooted.test(pattern)) return pattern;
  const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
  const folder = escapeGlob(workingDirectory, isWindows);
  return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}

/** A set of one character matches only itself. A backslash escapes except on Windows, and a line ends at a line end. */
function escapeGlob(text: string, isWindows: boolean): string {
  const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
  return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}
