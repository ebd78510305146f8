import { isInGitFolder, placeIn } from '../place-names.ts';
import { isLeftByTools } from './built-in-rules.ts';
import { joinNames, readFolder } from './file-names.ts';
import type { ListedFile } from './git-listing.ts';

/**
 * Files below a folder that Git leaves out and `.actorignore` brings back. Only folders are read in which a line may
 * match. Names are relative to the folder.
 */
export function findBroughtBack(
  folder: string,
  rules: { readonly mayBringBackIn: (name: string) => boolean; readonly bringsBack: (name: string) => boolean },
): readonly ListedFile[] {
  const found: ListedFile[] = [];
  const visit = (above: string): void => {
    for (const { name: base, escaped, entry } of readFolder(placeIn(folder, above))) {
      // No folder is found by a name that is not UTF-8: it is told, as a file's is, where all in it comes back.
      const end = entry.isDirectory() && escaped !== undefined ? '/' : '';
      const name = joinNames(above, base) + end;
      if (isInGitFolder(base) || isLeftByTools(base)) continue;
      if (entry.isDirectory() && end === '') {
        if (rules.mayBringBackIn(name)) visit(name);
      } else if ((end !== '' || entry.isFile() || entry.isSymbolicLink()) && rules.bringsBack(name)) {
        const shown = escaped === undefined ? {} : { escaped: joinNames(above, escaped) + end };
        found.push({ name, ...shown, tracked: false });
      }
    }
  };
  if (rules.mayBringBackIn('')) visit('');
  return found;
}
