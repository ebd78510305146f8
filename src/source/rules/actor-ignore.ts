import { nameBelow } from '../../paths.ts';
import { excludedFolderAt } from './built-in-rules.ts';
import { findRule, type IgnoreRule, mayRuleMatchBelow, type RuleFile } from './ignore-rules.ts';

/** What `.actorignore` decides about a name, and the line that decides it. */
export type Judgement =
  | { readonly kind: 'excluded'; readonly rule: IgnoreRule; readonly folder: string }
  /** It is sent although Git ignores it. */
  | { readonly kind: 'included-again'; readonly rule: IgnoreRule; readonly folder: string }
  | { readonly kind: 'undecided' };

/** The `.actorignore` files of a deployment. Names are relative to the upload root. */
export interface ActorIgnore {
  readonly hasRules: boolean;
  /** Whether any line begins with `!`. */
  readonly includesAgain: boolean;
  /** For a file. */
  judge(name: string): Judgement;
  /** Whether something in the folder may be included again. */
  mayIncludeIn(folder: string): boolean;
}

/** `closed`: the name of a folder around this place that is excluded by default, and that no line includes by name. */
type FolderJudgement = Judgement & { readonly closed?: string };

export interface ActorIgnoreOptions {
  /** The working directory from the upload root. */
  readonly actorFolder: string;
  /** Whether Git lists nothing at or below a folder. */
  readonly isIgnoredByGit: (folder: string) => boolean;
}

const undecided: Judgement = { kind: 'undecided' };

/**
 * Rules of gitignore in order: the last match wins, and nothing below an excluded folder is included again. Unlike in
 * gitignore, a `!` line includes what it matches even if Git ignores it or a folder around it. `node_modules` and other
 * folders that are excluded by default are included again only by a line that contains their name, or with a folder
 * that Git ignores as a whole.
 * @param files from the outermost.
 */
export function createActorIgnore(files: readonly RuleFile[], options: ActorIgnoreOptions): ActorIgnore {
  const { actorFolder, isIgnoredByGit } = options;
  const judged = new Map<string, FolderJudgement>([['', undecided]]);

  const judgeFolder = (folder: string): FolderJudgement => {
    const known = judged.get(folder);
    if (known !== undefined) return known;
    const found = judgeAt(folder, true);
    judged.set(folder, found);
    return found;
  };

  const judgeAt = (name: string, isFolder: boolean): FolderJudgement => {
    const parent = name.slice(0, Math.max(name.lastIndexOf('/'), 0));
    const around = judgeFolder(parent);
    if (around.kind === 'excluded') return around;
    const comesWithParent = around.kind === 'included-again' && isIgnoredByGit(parent);
    const closed =
      around.closed ?? (comesWithParent ? undefined : excludedFolderAt(name, nameBelow(actorFolder, name)));
    const found = findRule(filesFor(closed), name, isFolder);
    if (found !== undefined) return { kind: found.rule.negated ? 'included-again' : 'excluded', ...found };
    return closed === undefined ? around : { kind: 'undecided', closed };
  };

  const filesFor = (closed: string | undefined): readonly RuleFile[] => {
    if (closed === undefined) return files;
    const applies = ({ negated, text }: IgnoreRule): boolean => !negated || text.includes(closed);
    return files.map(({ folder, rules }) => ({ folder, rules: rules.filter(applies) }));
  };

  if (files.every(({ rules }) => rules.length === 0)) {
    return { hasRules: false, includesAgain: false, judge: () => undecided, mayIncludeIn: () => false };
  }
  return {
    hasRules: true,
    includesAgain: files.some(({ rules }) => rules.some(({ negated }) => negated)),
    judge: (name) => judgeAt(name, false),
    mayIncludeIn: (folder) => {
      const { kind, closed } = judgeFolder(folder);
      if (kind !== 'undecided') return kind === 'included-again';
      return filesFor(closed).some((file) => {
        const below = folder === file.folder ? '' : nameBelow(file.folder, folder);
        // The folder of the rules may be below this one.
        if (below === undefined) return `${file.folder}/`.startsWith(folder === '' ? '' : `${folder}/`);
        return file.rules.some((rule) => rule.negated && mayRuleMatchBelow(rule, below));
      });
    },
  };
}
