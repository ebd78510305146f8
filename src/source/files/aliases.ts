import type { ListedFile } from './listing.ts';

/**
 * On a disk that ignores the case of letters, Git lists a file twice if the index spells it, or a folder around it,
 * differently from the disk: as tracked and as untracked. The tracked name would be committed.
 * @param isSpelledOtherwise whether the disk has a name only in another spelling.
 * @returns the untracked names of such files.
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
