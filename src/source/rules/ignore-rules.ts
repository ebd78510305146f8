import { asBytes, type IgnorePattern, parseIgnorePattern } from './ignore-pattern.ts';
import { matchesName, matchesPath, mayMatchBelow } from './wildcards.ts';

/** A line of a gitignore file that can match something. */
export type IgnoreRule = IgnorePattern & {
  /** As written, without spaces at its end. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** It begins with `!`. */
  readonly negated: boolean;
  readonly foldersOnly: boolean;
};

/** The rules of one file in gitignore's format. */
export interface RuleFile {
  /** The folder of the file, as a POSIX name; empty for the top. */
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

export interface FoundRule {
  readonly folder: string;
  readonly rule: IgnoreRule;
}

/**
 * The rules of a file in gitignore's format, in order. The case of letters counts.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export function parseIgnoreRules(file: Buffer): readonly IgnoreRule[] {
  const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  return text.split(/\r?\n/).flatMap((line, index) => {
    const written = withoutTrailingSpaces(line);
    if (written === '' || written.startsWith('#')) return [];
    const negated = written.startsWith('!');
    const foldersOnly = written.endsWith('/');
    const pattern = written.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
    const parsed = pattern === '' ? undefined : parseIgnorePattern(pattern);
    if (parsed === undefined) return [];
    const shown = Buffer.from(written, 'latin1').toString();
    return [{ ...parsed, negated, foldersOnly, line: index + 1, text: shown }];
  });
}

/** A space that a backslash escapes is kept. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end -= 1;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes += 1;
  return line.slice(0, end + (backslashes % 2));
}

/** The last rule that matches. @param path POSIX, relative to the folder of the rules. */
export function lastMatch(rules: readonly IgnoreRule[], path: string, isFolder: boolean): IgnoreRule | undefined {
  if (rules.length === 0) return undefined;
  const names = asBytes(path).split('/');
  const last = names.at(-1) ?? '';
  return rules.findLast(
    (rule) =>
      (isFolder || !rule.foldersOnly) && (rule.anchored ? matchesPath(rule.path, names) : matchesName(rule.name, last)),
  );
}

/** The rule that applies to a name: the innermost file with a match decides. @param files from the outermost. */
export function findRule(files: readonly RuleFile[], name: string, isFolder: boolean): FoundRule | undefined {
  for (const { folder, rules } of files.toReversed()) {
    const below = nameBelow(folder, name);
    const rule = below === undefined ? undefined : lastMatch(rules, below, isFolder);
    if (rule !== undefined) return { folder, rule };
  }
  return undefined;
}

/** Whether the rule may match something below the folder. @param folder relative to the folder of the rules. */
export function mayRuleMatchBelow(rule: IgnoreRule, folder: string): boolean {
  return !rule.anchored || folder === '' || mayMatchBelow(rule.path, asBytes(folder).split('/'));
}

/** A name as it is from a folder; undefined if it is not in the folder. */
export function nameBelow(folder: string, name: string): string | undefined {
  if (folder === '') return name;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}
