import { nameBelow, nameFrom } from '../../paths.ts';
import type { ActorIgnore, Judgement } from './actor-ignore.ts';
import type { FilePatterns } from './file-patterns.ts';

export interface SourceRulesOptions {
  readonly uploadRoot: string;
  readonly actorFolder: string;
  readonly ignore: ActorIgnore;
  /** They apply in the working directory only, with names from there; undefined selects all files. */
  readonly patterns: FilePatterns | undefined;
  readonly namedFiles: ReadonlySet<string>;
}

export type SourceRules = ReturnType<typeof createSourceRules>;

/** What the user includes and excludes of the files that Git would commit. Names are relative to the upload root. */
export function createSourceRules(options: SourceRulesOptions) {
  const { uploadRoot, actorFolder, ignore, patterns, namedFiles } = options;
  const isSelected = (name: string): boolean => {
    if (patterns === undefined || namedFiles.has(name)) return true;
    const below = nameBelow(actorFolder, name);
    return below === undefined || patterns.select(below);
  };
  /** The name of a file behind a link. */
  const otherName = (name: string, at: string): string | undefined => {
    const own = nameFrom(uploadRoot, at);
    return own === name ? undefined : own;
  };
  return {
    includesAgain: ignore.includesAgain,
    /** Whether actor.json names the file, so that it is sent whatever the other rules exclude. */
    isNamed: (name: string): boolean => namedFiles.has(name),
    isSelected,
    matters: (name: string, isFolder: boolean): boolean =>
      isSelected(name) || (isFolder && patterns?.maySelectBelow(nameBelow(actorFolder, name) ?? '') === true),
    /** What `.actorignore` decides about a file. Behind a link, it applies to both names. @param at where the file is. */
    judge: (name: string, at: string): Judgement['kind'] => {
      if (!ignore.hasRules) return 'undecided';
      const own = otherName(name, at);
      const kinds = [name, ...(own === undefined ? [] : [own])].map((each) => ignore.judge(each).kind);
      if (kinds.includes('excluded') && !namedFiles.has(name)) return 'excluded';
      return kinds.includes('included-again') ? 'included-again' : 'undecided';
    },
    /** Whether `.actorignore` may include something in a folder again, by either name. */
    mayIncludeIn: (name: string, at: string): boolean => {
      const own = otherName(name, at);
      return ignore.mayIncludeIn(name) || (own !== undefined && ignore.mayIncludeIn(own));
    },
  };
}
