import { nameBelow, nameFrom } from '../../paths.ts';
import type { ActorIgnore, Judgement } from './actor-ignore.ts';
import type { FilePatterns } from './file-patterns.ts';

export type SourceRules = ReturnType<typeof createSourceRules>;

/** Combines the rules that include or exclude files that Git would commit. Names are relative to the upload root. */
export function createSourceRules({
  uploadRoot,
  actorFolder,
  ignore,
  patterns,
  namedFiles,
}: {
  readonly uploadRoot: string;
  readonly actorFolder: string;
  readonly ignore: ActorIgnore;
  /** They apply only in the working directory, and names are relative to it. If undefined, all files are selected. */
  readonly patterns: FilePatterns | undefined;
  readonly namedFiles: ReadonlySet<string>;
}) {
  const isSelected = (name: string): boolean => {
    if (patterns === undefined || namedFiles.has(name)) return true;
    const below = nameBelow(actorFolder, name);
    return below === undefined || patterns.select(below);
  };
  /** Returns the real name of a file behind a link. */
  const otherName = (name: string, at: string): string | undefined => {
    const own = nameFrom(uploadRoot, at);
    return own === name ? undefined : own;
  };
  return {
    includesAgain: ignore.includesAgain,
    /** Files that are deployed regardless of the other rules. */
    namedFiles,
    isSelected,
    matters: (name: string, isFolder: boolean): boolean =>
      isSelected(name) || (isFolder && patterns?.maySelectBelow(nameBelow(actorFolder, name) ?? '') === true),
    /**
     * Whether `.actorignore` excludes or includes a file. For a file behind a link, both names are checked.
     * @param at path of the file on disk.
     */
    judge: (name: string, at: string): Judgement['kind'] => {
      if (!ignore.hasRules) return 'undecided';
      const own = otherName(name, at);
      const kinds = [name, ...(own === undefined ? [] : [own])].map((each) => ignore.judge(each).kind);
      if (kinds.includes('excluded') && !namedFiles.has(name)) return 'excluded';
      return kinds.includes('included-again') ? 'included-again' : 'undecided';
    },
    /** Whether `.actorignore` may include anything in a folder again, under either name. */
    mayIncludeIn: (name: string, at: string): boolean => {
      const own = otherName(name, at);
      return ignore.mayIncludeIn(name) || (own !== undefined && ignore.mayIncludeIn(own));
    },
  };
}
