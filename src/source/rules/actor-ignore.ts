import { nameBelow } from '../../paths.ts';
import { excludedFolder, excludedFolderAt } from './built-in-rules.ts';
import { findRule, type IgnoreRule, mayRuleMatchBelow, parseIgnoreRules, type RuleFile } from './ignore-rules.ts';

/** Whether `.actorignore` excludes or includes a name, and the rule that decides it. */
export type Judgement =
  | { readonly kind: 'excluded' | 'included-again'; readonly rule: IgnoreRule; readonly folder: string }
  | { readonly kind: 'undecided' };

export type ActorIgnore = ReturnType<typeof createActorIgnore>;

/** `closed` is the name of a default-excluded folder that contains this path, if no line includes it by name. */
type FolderJudgement = Judgement & { readonly closed?: string };

const undecided: Judgement = { kind: 'undecided' };

/**
 * Applies the rules of `.gitignore`, with one difference: a `!` line includes a file even if Git ignores it or a parent
 * folder. `node_modules` and other folders that are excluded by default are included only by a line that contains their
 * name.
 * @param files starting with the outermost.
 */
export function createActorIgnore(files: readonly RuleFile[], actorFolder: string) {
  const hasRules = files.some(({ rules }) => rules.length > 0);
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
    // A line for an environment, such as venv, also includes the default-excluded folders in it.
    const isInNamed =
      around.kind === 'included-again' && excludedFolder(parent, nameBelow(actorFolder, parent)) !== undefined;
    const closed = around.closed ?? (isInNamed ? undefined : excludedFolderAt(name, nameBelow(actorFolder, name)));
    const found = findRule(filesFor(closed), name, isFolder);
    if (found !== undefined) return { kind: found.rule.negated ? 'included-again' : 'excluded', ...found };
    return closed === undefined ? around : { kind: 'undecided', closed };
  };

  const filesFor = (closed: string | undefined): readonly RuleFile[] => {
    if (closed === undefined) return files;
    const applies = ({ negated, text }: IgnoreRule): boolean => !negated || text.includes(closed);
    return files.map(({ folder, rules }) => ({ folder, rules: rules.filter(applies) }));
  };

  return {
    hasRules,
    /** Whether any line begins with `!`. */
    includesAgain: files.some(({ rules }) => rules.some(({ negated }) => negated)),
    /** @param name of a file, relative to the upload root. */
    judge: (name: string): Judgement => (hasRules ? judgeAt(name, false) : undecided),
    /** Whether anything in the folder may be included again. */
    mayIncludeIn: (folder: string): boolean => {
      const { kind, closed } = judgeFolder(folder);
      if (kind !== 'undecided') return kind === 'included-again';
      return filesFor(closed).some((file) => {
        const below = folder === file.folder ? '' : nameBelow(file.folder, folder);
        // The rules may be for a subfolder of this folder.
        if (below === undefined) return `${file.folder}/`.startsWith(folder === '' ? '' : `${folder}/`);
        return file.rules.some((rule) => rule.negated && mayRuleMatchBelow(rule, below));
      });
    },
  };
}

interface GitIgnoreFile {
  /** Path of its folder relative to the Actor's folder; empty for the Actor's folder and its parents. */
  readonly folder: string;
  readonly bytes: Buffer;
}

/**
 * Returns sample names of files that `.actorignore` would include even if Git ignored them, at least one for each way
 * to do so. Samples are needed because files that a build step generates do not exist yet.
 */
export function sampleReincluded(actorIgnore: Buffer, gitIgnoreFiles: readonly GitIgnoreFile[]): readonly string[] {
  const rules = parseIgnoreRules(actorIgnore);
  const ignore = createActorIgnore([{ folder: '', rules }], '');
  if (!ignore.includesAgain) return [];
  const negated = rules.filter((rule) => rule.negated);
  const ignored = gitIgnoreFiles.flatMap(({ folder, bytes }) =>
    parseIgnoreRules(bytes)
      .filter((rule) => !rule.negated)
      .map((rule) => (folder === '' ? sampleOf(rule) : `${folder}/${sampleOf(rule)}`)),
  );
  // A line without a slash also matches in ignored folders. A full name is only meant for a file that an earlier line
  // excludes (`*.md`, then `!README.md`).
  const anywhere = negated.filter(({ text }) => /^[^/]*[*?[][^/]*\/?$/.test(text)).map(sampleOf);
  const samples = [
    ...negated.map(sampleOf),
    ...ignored,
    ...ignored.flatMap((folder) => anywhere.map((name) => `${folder}/${name}`)),
  ];
  return [...new Set(samples.flatMap((name) => [name, `${name}/x`]))].filter(
    (name) => ignore.judge(name).kind === 'included-again',
  );
}

/** Returns a name that the rule matches in most cases. */
function sampleOf({ text, negated }: IgnoreRule): string {
  return (negated ? text.slice(1) : text)
    .replace(/^\/|\/$/g, '')
    .replaceAll('**/', '')
    .replaceAll(/\\(.)|\[[!^]?\]?(.)[^\]]*\]|\*+|\?/g, (_mark, escaped, member) => escaped ?? member ?? 'x');
}
