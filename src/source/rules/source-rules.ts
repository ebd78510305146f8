import { nameBelow, nameFrom } from '../../paths.ts';
import type { ActorIgnore } from './actor-ignore.ts';
import type { FilePatterns } from './file-patterns.ts';
import type { SourceRules } from './rules.ts';

export interface SourceRulesOptions {
  /** Absolute and real. */
  readonly uploadRoot: string;
  /** The working directory from the upload root; empty if they are the same. */
  readonly actorFolder: string;
  readonly ignore: ActorIgnore;
  /** They apply in the working directory only, with names from there; undefined selects all files. */
  readonly patterns: FilePatterns | undefined;
  readonly namedFiles: ReadonlySet<string>;
}

/** What the user includes and excludes of the files that Git would commit. Names are relative to the upload root. */
export function createSourceRules(options: SourceRulesOptions): SourceRules {
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
    isNamed: (name) => namedFiles.has(name),
    isSelected,
    matters: (name, isFolder) =>
      isSelected(name) || (isFolder && patterns?.maySelectBelow(nameBelow(actorFolder, name) ?? '') === true),
    judge: (name, at) => {
      if (!ignore.hasRules) return 'undecided';
      const own = otherName(name, at);
      const kinds = [name, ...(own === undefined ? [] : [own])].map((each) => ignore.judge(each).kind);
      if (kinds.includes('excluded') && !namedFiles.has(name)) return 'excluded';
      return kinds.includes('included-again') ? 'included-again' : 'undecided';
    },
    mayIncludeIn: (name, at) => {
      const own = otherName(name, at);
      return ignore.mayIncludeIn(name) || (own !== undefined && ignore.mayIncludeIn(own));
    },
  };
}
