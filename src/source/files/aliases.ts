import type { ListedFile } from './git-listing.ts';

/**
 * On a disk that takes names in any case of their letters, Git lists a file a second time, as untracked, where the index
 * spells it, or a folder above it, in another way than the disk. What is tracked is what would be committed.
 * @param isSpelledOtherwise whether the disk has a name in another spelling only.
 * @returns the names that are such second ones.
 */
export function findAliases(
  files: readonly ListedFile[],
  isSpelledOtherwise: (name: string) => boolean,
): ReadonlySet<string> {
  const untracked = Map.groupBy(
    files.filter(({ tracked }) => !tracked),
    ({ name }) => fold(name),
  );
  const aliases = new Set<string>();
  if (untracked.size === 0) return aliases;
  for (const { name, tracked } of files) {
    const others = tracked ? untracked.get(fold(name)) : undefined;
    if (others === undefined || !isSpelledOtherwise(name)) continue;
    for (const other of others) aliases.add(other.name);
  }
  return aliases;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
