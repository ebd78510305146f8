import { isInGitFolder, placeIn } from '../../paths.ts';
import { isLeftByTools } from '../rules/built-in-rules.ts';
import type { SourceRules } from '../rules/source-rules.ts';
import { joinNames, readFolder } from './file-names.ts';
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
  const files: ListedFile[] = [];
  const unreadable: string[] = [];
  const visit = (above: string): void => {
    if (!rules.mayIncludeIn(joinNames(place.name, above), placeIn(place.folder, above))) return;
    const entries = readFolder(placeIn(place.folder, above));
    if (entries === undefined) unreadable.push(above);
    for (const { name: base, escaped, kind } of entries ?? []) {
      if (kind === 'other' || isInGitFolder(base) || isLeftByTools(base)) continue;
      // A name that is not UTF-8 cannot be used to open a folder, so the name itself is listed.
      const end = kind === 'folder' && escaped !== undefined ? '/' : '';
      const name = joinNames(above, base) + end;
      if (kind === 'folder' && end === '') visit(name);
      else if (!known.has(name) && isIncluded(name)) {
        const shown = escaped === undefined ? {} : { escaped: joinNames(above, escaped) + end };
        files.push({ name, ...shown, tracked: false, isIncludedAgain: true });
      }
    }
  };
  const isIncluded = (name: string): boolean =>
    rules.judge(joinNames(place.name, name), placeIn(place.folder, name)) === 'included-again';
  visit('');
  return { files, unreadable };
}
