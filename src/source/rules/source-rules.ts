import { nameFrom } from '../../paths.ts';
import type { Workspace } from '../../runner/workspace.ts';
import type { ActorIgnore, Judgement } from './actor-ignore.ts';
import { isInActorFolder } from './built-in-rules.ts';
import type { FilePatterns } from './file-patterns.ts';

/** What the user wants of what Git gives. */
export interface SourceRules {
  readonly workspace: Workspace;
  readonly ignore: ActorIgnore;
  readonly patterns: FilePatterns;
  readonly namedFiles: ReadonlySet<string>;
}

/** Whether neither `.actorignore` nor `files` leaves the file out: `.actor/`, and what actor.json names. */
export function isExempt(name: string, { namedFiles }: Pick<SourceRules, 'namedFiles'>): boolean {
  return isInActorFolder(name) || namedFiles.has(name);
}

/**
 * What `.actorignore` says of a file. Behind a link it counts for both names.
 * @param name under which it is sent.
 * @param at where it lies.
 */
export function judge(rules: SourceRules, name: string, at: string): Judgement['kind'] {
  const kinds = namesOf(rules, name, at).map((each) => rules.ignore.judge(each).kind);
  if (kinds.includes('excluded') && !isExempt(name, rules)) return 'excluded';
  return kinds.includes('brought-back') ? 'brought-back' : 'unsaid';
}

/** Whether `.actorignore` may bring something in a folder back, by either name. */
export function mayReincludeIn(rules: SourceRules, name: string, at: string): boolean {
  return namesOf(rules, name, at).some(rules.ignore.mayReincludeIn);
}

/** Whether `files` lets a file of this name through, or a file below a folder of it. */
export function matters(rules: SourceRules, name: string, isFolder: boolean): boolean {
  const { patterns } = rules;
  return isExempt(name, rules) || patterns.select(name) || (isFolder && patterns.maySelectBelow(name));
}

/** Behind a link outside of the working directory a file has one name only. */
function namesOf({ workspace }: SourceRules, name: string, at: string): readonly string[] {
  const own = nameFrom(workspace.workingDirectory, at);
  return own === undefined || own === name ? [name] : [name, own];
}
