import { placeIn } from '../../paths.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import type { SourceRules } from '../rules/source-rules.ts';
import { joinNames, walkFolder } from './file-names.ts';
import type { ListedFile } from './listing.ts';

/**
 * Finds files that Git ignores and `.actorignore` includes again. Names are relative to the folder. Reads only
 * subfolders in which a line may match.
 */
export function findIncludedAgain(
  place: { readonly folder: string; readonly name: string },
  listed: readonly ListedFile[],
  rules: SourceRules,
): { readonly files: readonly ListedFile[]; readonly unreadable: readonly string[] } {
  const known = new Set(listed.map(({ name }) => name));
  const unreadable: string[] = [];
  const mayInclude = (folder: string): boolean =>
    rules.mayIncludeIn(joinNames(place.name, folder), placeIn(place.folder, folder));
  const isIncluded = (name: string): boolean =>
    !known.has(name) &&
    !isLeftByTools(name) &&
    rules.judge(joinNames(place.name, name), placeIn(place.folder, name)) === 'included-again';
  const found = mayInclude('') ? [...walkFolder(place.folder, '', mayInclude, unreadable)] : [];
  const files = found.filter(({ name }) => isIncluded(name));
  return { files: files.map((file) => ({ ...file, tracked: false, isIncludedAgain: true })), unreadable };
}
