import { isInGitFolder, placeIn } from '../../paths.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import { joinNames, readFolder } from './file-names.ts';
import type { ListedFile } from './git-listing.ts';

/**
 * Files below a folder that Git leaves out and `.actorignore` brings back. Only folders are read in which a line may
 * match. Names are relative to the folder.
 */
export function findReincluded(
  folder: string,
  rules: { readonly mayReincludeIn: (name: string) => boolean; readonly reincludes: (name: string) => boolean },
): readonly ListedFile[] {
  const found: ListedFile[] = [];
  const visit = (above: string): void => {
    for (const { name: base, escaped, entry } of readFolder(placeIn(folder, above))) {
      // No folder is found by a name that is not UTF-8: it is told, as a file's is, where all in it comes back.
      const end = entry.isDirectory() && escaped !== undefined ? '/' : '';
      const name = joinNames(above, base) + end;
      if (isInGitFolder(base) || isLeftByTools(base)) continue;
      if (entry.isDirectory() && end === '') {
        if (rules.mayReincludeIn(name)) visit(name);
      } else if ((end !== '' || entry.isFile() || entry.isSymbolicLink()) && rules.reincludes(name)) {
        const shown = escaped === undefined ? {} : { escaped: joinNames(above, escaped) + end };
        found.push({ name, ...shown, tracked: false });
      }
    }
  };
  if (rules.mayReincludeIn('')) visit('');
  return found;
}
