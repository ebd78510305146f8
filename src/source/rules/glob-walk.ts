import path from 'node:path';
import { codeOf } from '../../errors.ts';
import type { PathRules } from '../../paths.ts';
import { dropDebugLines } from '../../runner/debug-lines.ts';

/** Finds all files on disk that match a line of the `files` input, including ignored files. */
interface GlobWalk {
  /** Absolute path of the folder or file before the first wildcard. */
  readonly start: string;
  /** Absolute paths of matching files and folders. */
  readonly found: () => AsyncGenerator<string, void>;
}

/** @throws the error of `@actions/glob` if it does not accept the pattern. */
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
    // `@actions/glob` throws these errors for a file instead of a folder, and for unreadable folders.
    if (!['ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  }
}

/**
 * Makes a pattern absolute, because `@actions/glob` resolves relative patterns against the current folder of the
 * process.
 */
export function rootPattern(pattern: string, workingDirectory: string, rules: Pick<PathRules, 'sep'> = path): string {
  const isWindows = rules.sep === '\\';
  const isRooted = isWindows ? /^(?:[a-z]:|[\\/])/i : /^\//;
  if (isRooted.test(pattern)) return pattern;
  const relative = pattern.replace(isWindows ? /^\.(?:[\\/]+|$)/ : /^\.(?:\/+|$)/, '');
  const folder = escapeGlob(workingDirectory, isWindows);
  return folder.endsWith(rules.sep) ? folder + relative : folder + rules.sep + relative;
}

/**
 * Escapes a path for `@actions/glob`. A set of one character matches only that character. Backslashes are escape
 * characters except on Windows. Line breaks are replaced, because a pattern ends at a line break.
 */
function escapeGlob(text: string, isWindows: boolean): string {
  const slashes = isWindows ? text : text.replaceAll('\\', '\\\\');
  return slashes.replaceAll(/[[?*]/g, '[$&]').replaceAll(/[\r\n]/g, '?');
}
