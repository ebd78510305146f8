import { isInGitFolder, placeIn } from '../../paths.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import { joinNames, readFolder } from './file-names.ts';
import type { ListedFile } from './git-listing.ts';

/**
 * Files below a folder that Git ignores and `.actorignore` includes again. Only folders in which a line may match are
 * read. Names are relative to the folder.
 */
export function findIncludedAgain(
  folder: string,
  rules: { readonly mayIncludeIn: (name: string) => boolean; readonly includes: (name: string) => boolean },
): { readonly files: readonly ListedFile[]; readonly unreadable: readonly string[] } {
  const files: ListedFile[] = [];
  const unreadable: string[] = [];
  const visit = (above: string): void => {
    const entries = readFolder(placeIn(folder, above));
    if (entries === undefined) unreadable.push(above);
    for (const { name: base, escaped, kind } of entries ?? []) {
      if (kind === 'other' || isInGitFolder(base) || isLeftByTools(base)) continue;
      const name = joinNames(above, base);
      if (kind === 'folder' && escaped === undefined) {
        if (rules.mayIncludeIn(name)) visit(name);
        continue;
      }
      // No folder is found by a name that is not UTF-8, so the name itself is listed.
      const end = kind === 'folder' ? '/' : '';
      if (!rules.includes(name + end)) continue;
      const shown = escaped === undefined ? {} : { escaped: joinNames(above, escaped) + end };
      files.push({ name: name + end, ...shown, tracked: false, isIncludedAgain: true });
    }
  };
  if (rules.mayIncludeIn('')) visit('');
  return { files, unreadable };
}
