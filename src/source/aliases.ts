import type { Finding } from '../errors.ts';
import { listSome, visible } from '../inert.ts';
import type { FoundFile } from './collect-files.ts';

/**
 * On a disk that takes names in any case of their letters, Git lists a file a second time where the index spells it, or
 * a folder above it, in another way than the disk: what is tracked is what would be committed.
 * @param isSpelled whether the disk has a name in this very spelling.
 * @returns each file once; where the index itself has a file twice, both and a warning.
 */
export function withoutAliases(
  files: readonly FoundFile[],
  isSpelled: (name: string) => boolean,
): { readonly files: readonly FoundFile[]; readonly findings: readonly Finding[] } {
  const byFold = new Map<string, FoundFile | FoundFile[]>();
  const doubtful = new Set<FoundFile[]>();
  for (const file of files) {
    const fold = file.name.normalize('NFC').toLowerCase();
    const known = byFold.get(fold);
    if (known === undefined) byFold.set(fold, file);
    else if (Array.isArray(known)) known.push(file);
    else {
      const both = [known, file];
      byFold.set(fold, both);
      doubtful.add(both);
    }
  }
  const dropped = new Set<FoundFile>();
  const findings: Finding[] = [];
  for (const group of doubtful) {
    if (group.every(({ name }) => isSpelled(name))) continue;
    const tracked = group.filter((file) => file.tracked);
    if (tracked.length === 0) continue;
    for (const file of group) if (!file.tracked) dropped.add(file);
    if (tracked.length > 1) findings.push(oneFile(tracked));
  }
  return { files: dropped.size === 0 ? files : files.filter((file) => !dropped.has(file)), findings };
}

function oneFile(files: readonly FoundFile[]): Finding {
  const names = listSome(files.map(({ name }) => visible(name)));
  return {
    level: 'warning',
    message: `${names} are one file on this disk, which knows no case of letters: each is sent with its content. Deploy from a Linux runner, or rename all but one.`,
  };
}
