import path, { type PlatformPath } from 'node:path';

/** The path rules of an operating system. Tests use those of another system. */
export type PathRules = Pick<PlatformPath, 'sep' | 'relative' | 'isAbsolute'>;

/**
 * Returns the POSIX path of a file or folder relative to a folder. Both arguments are absolute, with links resolved.
 * The result is empty for the folder itself, and undefined if the path is not in the folder.
 */
export function nameFrom(folder: string, place: string, rules: PathRules = path): string | undefined {
  if (place === folder) return '';
  const { sep } = rules;
  // Many times faster than `path.relative`.
  const start = folder.endsWith(sep) ? folder : folder + sep;
  if (place.startsWith(start)) return withSlashes(place.slice(start.length), sep);
  const relative = rules.relative(folder, place);
  if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative)) return undefined;
  return withSlashes(relative, sep);
}

/**
 * Returns a POSIX name relative to a folder; undefined if it is not in the folder. Both arguments are relative to the
 * same root.
 */
export function nameBelow(folder: string, name: string): string | undefined {
  if (folder === '') return name;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}

/** Joins an absolute folder and a normalized POSIX name. Faster than `path.join`. */
export function placeIn(folder: string, name: string, { sep }: Pick<PathRules, 'sep'> = path): string {
  if (name === '') return folder;
  const below = sep === '/' ? name : name.replaceAll('/', sep);
  return folder.endsWith(sep) ? folder + below : folder + sep + below;
}

/**
 * Whether a path may lead to another machine. Opening such a path on Windows sends the user's credentials to that
 * machine.
 */
export function isOnNetwork(place: string, { sep }: Pick<PathRules, 'sep'> = path): boolean {
  return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}

/** Whether a name is `.git` or inside it. Ignores letter case, because some file systems do. */
export function isInGitFolder(name: string): boolean {
  return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}

function withSlashes(relative: string, sep: string): string {
  return sep === '/' ? relative : relative.split(sep).join('/');
}
