import path, { type PlatformPath } from 'node:path';

/** The rules of a system's paths: the running one's unless told, so that any system's can be held against tables. */
export type PathRules = Pick<PlatformPath, 'sep' | 'relative' | 'isAbsolute'>;

/**
 * The POSIX name of a place from a folder, both absolute and real; empty for the folder itself, undefined where the
 * place does not lie in it: above, beside, or on another drive or share.
 */
export function nameFrom(folder: string, place: string, rules: PathRules = path): string | undefined {
  if (place === folder) return '';
  const { sep } = rules;
  // The common case: comparing is many times faster than `path.relative`.
  const start = folder.endsWith(sep) ? folder : folder + sep;
  if (place.startsWith(start)) return withSlashes(place.slice(start.length), sep);
  const relative = rules.relative(folder, place);
  if (relative === '..' || relative.startsWith(`..${sep}`) || rules.isAbsolute(relative)) return undefined;
  return withSlashes(relative, sep);
}

/** A POSIX name from a folder around it, which is named from the same place; undefined if it is not in the folder. */
export function nameBelow(folder: string, name: string): string | undefined {
  if (folder === '') return name;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}

/** The place of a POSIX name below an absolute folder; faster than `path.join`, since neither needs to be normalized. */
export function placeIn(folder: string, name: string, { sep }: Pick<PathRules, 'sep'> = path): string {
  if (name === '') return folder;
  const below = sep === '/' ? name : name.replaceAll('/', sep);
  return folder.endsWith(sep) ? folder + below : folder + sep + below;
}

/** Whether a path may lead to another machine: on Windows, to open it signs in there. Only drives surely do not. */
export function isOnNetwork(place: string, { sep }: Pick<PathRules, 'sep'> = path): boolean {
  return sep === '\\' && /^[\\/]{2}(?![?.][\\/][a-z]:)/i.test(place);
}

/** Whether a name leads into a repository's own folder, or to the file that names it; some systems know no letter's case. */
export function isInGitFolder(name: string): boolean {
  return /(?:^|\/)\.git(?:\/|$)/i.test(name);
}

function withSlashes(relative: string, sep: string): string {
  return sep === '/' ? relative : relative.split(sep).join('/');
}
