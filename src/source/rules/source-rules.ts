import { nameFrom } from '../../paths.ts';
import type { ActorIgnore, Judgement } from './actor-ignore.ts';
import type { FilePatterns } from './file-patterns.ts';
import { nameBelow } from './ignore-rules.ts';

/** What the user includes and excludes of the files that Git would commit. Names are relative to the upload root. */
export interface SourceRules {
  /** Absolute and real. */
  readonly uploadRoot: string;
  /** The working directory from the upload root; empty if they are the same. */
  readonly actorFolder: string;
  readonly ignore: ActorIgnore;
  /** They apply in the working directory only, with names from there. */
  readonly patterns: FilePatterns;
  /** Sent whatever the rules exclude. */
  readonly namedFiles: ReadonlySet<string>;
}

/** Whether `files` selects the file. */
export function isSelected({ actorFolder, patterns, namedFiles }: SourceRules, name: string): boolean {
  if (patterns.areAll || namedFiles.has(name)) return true;
  const below = nameBelow(actorFolder, name);
  return below === undefined || patterns.select(below);
}

/** Whether `files` selects the file, or something below the folder. */
export function matters(rules: SourceRules, name: string, isFolder: boolean): boolean {
  if (isSelected(rules, name)) return true;
  return isFolder && rules.patterns.maySelectBelow(nameBelow(rules.actorFolder, name) ?? '');
}

/**
 * What `.actorignore` decides about a file. Behind a link, it applies to both names.
 * @param name under which the file is sent.
 * @param at where the file is.
 */
export function judge(rules: SourceRules, name: string, at: string): Judgement['kind'] {
  if (!rules.ignore.hasRules) return 'undecided';
  const own = nameFrom(rules.uploadRoot, at);
  const { kind } = rules.ignore.judge(name);
  const ofOwn = own === undefined || own === name ? kind : rules.ignore.judge(own).kind;
  if ((kind === 'excluded' || ofOwn === 'excluded') && !rules.namedFiles.has(name)) return 'excluded';
  return kind === 'included-again' || ofOwn === 'included-again' ? 'included-again' : 'undecided';
}

/** Whether `.actorignore` may include something in a folder again, by either name. */
export function mayIncludeIn(rules: SourceRules, name: string, at: string): boolean {
  const own = nameFrom(rules.uploadRoot, at);
  return rules.ignore.mayIncludeIn(name) || (own !== undefined && own !== name && rules.ignore.mayIncludeIn(own));
}
