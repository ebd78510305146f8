import { isInGitFolder, isLeftByTools } from './built-in-rules.ts';
import { joinNames, placeIn, readFolder } from './file-names.ts';
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
      const name = joinNames(above, base);
      if (isInGitFolder(base) || isLeftByTools(base)) continue;
      if (entry.isDirectory()) {
        if (rules.mayBringBackIn(name)) visit(name);
      } else if ((entry.isFile() || entry.isSymbolicLink()) && rules.bringsBack(name)) {
        found.push({ name, ...(escaped === undefined ? {} : { escaped }), tracked: false });
      }
    }
  };
  if (rules.mayBringBackIn('')) visit('');
  return found;
}
