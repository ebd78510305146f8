import { leftOutName } from './built-in-rules.ts';
import { type IgnoreRule, lastMatch, mayMatchBelow, parseIgnoreRules } from './ignore-rules.ts';

/** What `.actorignore` says of a name, and the line that says it. */
export type Judgement =
  | { readonly kind: 'excluded'; readonly rule: IgnoreRule }
  /** It is sent although Git leaves it out. */
  | { readonly kind: 'brought-back'; readonly rule: IgnoreRule }
  | { readonly kind: 'unsaid' };

/** `.actorignore` at the working directory's root; names are relative to it. */
export interface ActorIgnore {
  /** Whether a line begins with `!`; else there is nothing to bring back. */
  readonly reincludes: boolean;
  /** Of a file. */
  judge(name: string): Judgement;
  /** Whether something in the folder may be brought back. */
  mayReincludeIn(folder: string): boolean;
}

/** `sealed`: the name of a folder left out by default around this place, which no line that names it has opened. */
type FolderJudgement = Judgement & { readonly sealed?: string };

/**
 * gitignore's rules in order, the last match wins, and nothing below an excluded folder comes back. Beyond gitignore,
 * what a `!` line matches comes back although Git ignores it or a folder around it. `node_modules` and the storage
 * folders come back by a line that names them only, or with a folder that Git leaves out as a whole.
 * @param isLeftOutByGit whether Git lists nothing at or below a folder.
 */
export function createActorIgnore(file: Buffer, isLeftOutByGit: (folder: string) => boolean): ActorIgnore {
  const rules = parseIgnoreRules(file);
  const judged = new Map<string, FolderJudgement>([['', { kind: 'unsaid' }]]);

  const judgeFolder = (folder: string): FolderJudgement => {
    const known = judged.get(folder);
    if (known !== undefined) return known;
    const found = judgeAt(folder, true);
    judged.set(folder, found);
    return found;
  };

  const judgeAt = (name: string, isFolder: boolean): FolderJudgement => {
    const parent = parentOf(name);
    const around = judgeFolder(parent);
    if (around.kind === 'excluded') return around;
    const comesWithParent = around.kind === 'brought-back' && isLeftOutByGit(parent);
    const sealed = around.sealed ?? (comesWithParent ? undefined : leftOutName(name));
    const rule = lastMatch(rulesFor(sealed), name, isFolder);
    if (rule !== undefined) return { kind: rule.negated ? 'brought-back' : 'excluded', rule };
    return sealed === undefined ? around : { kind: 'unsaid', sealed };
  };

  const rulesFor = (sealed: string | undefined): readonly IgnoreRule[] =>
    sealed === undefined ? rules : rules.filter(({ negated, text }) => !negated || text.includes(sealed));

  if (rules.length === 0) {
    return { reincludes: false, judge: () => ({ kind: 'unsaid' }), mayReincludeIn: () => false };
  }
  return {
    reincludes: rules.some(({ negated }) => negated),
    judge: (name) => judgeAt(name, false),
    mayReincludeIn: (folder) => {
      const { kind, sealed } = judgeFolder(folder);
      if (kind !== 'unsaid') return kind === 'brought-back';
      return rulesFor(sealed).some((rule) => rule.negated && (folder === '' || mayMatchBelow(rule, folder)));
    },
  };
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0));
}
