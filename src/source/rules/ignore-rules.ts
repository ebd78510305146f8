import { nameBelow } from '../../paths.ts';
import {
  ANY_DEPTH,
  anyName,
  matchesPath,
  mayMatchBelow,
  type NamePattern,
  namePattern,
  type PathPattern,
  pathPattern,
  readUnit,
  type STAR,
  type Unit,
} from './wildcards.ts';

/**
 * A line of a `.gitignore`. As in Git, it matches bytes: each character of the strings stands for one byte of UTF-8 (see
 * `asBytes`).
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export interface IgnoreRule {
  /** For a path relative to the folder of the rules. Begins with `**` if the line has no slash before its end. */
  readonly path: PathPattern;
  /** Unchanged, but without trailing spaces. */
  readonly text: string;
  readonly line: number;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

export interface RuleFile {
  /** The folder of the file as a POSIX name; empty for the root. */
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

export interface FoundRule {
  readonly folder: string;
  readonly rule: IgnoreRule;
}

/** Parses a file in the format of `.gitignore`. Rules are case-sensitive. */
export function parseIgnoreRules(file: Buffer): readonly IgnoreRule[] {
  const text = file.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  return text.split(/\r?\n/).flatMap((line, index) => {
    const written = withoutTrailingSpaces(line);
    if (written === '' || written.startsWith('#')) return [];
    const negated = written.startsWith('!');
    const foldersOnly = written.endsWith('/');
    const pattern = written.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
    const names = pattern === '' ? undefined : readNames(pattern.replace(/^\//, ''));
    // Such a pattern is not valid and never matches in Git.
    if (names === undefined) return [];
    const path = pathPattern(pattern.includes('/') ? names : [ANY_DEPTH, ...names.slice(-1)]);
    const shown = Buffer.from(written, 'latin1').toString();
    return [{ path, negated, foldersOnly, line: index + 1, text: shown }];
  });
}

/** Removes trailing spaces, but keeps a space that is escaped with a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end -= 1;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes += 1;
  return line.slice(0, end + (backslashes % 2));
}

/** Returns the last matching rule. @param path POSIX path relative to the folder of the rules. */
export function lastMatch(rules: readonly IgnoreRule[], path: string, isFolder: boolean): IgnoreRule | undefined {
  if (rules.length === 0) return undefined;
  const names = asBytes(path).split('/');
  return rules.findLast((rule) => (isFolder || !rule.foldersOnly) && matchesPath(rule.path, names));
}

/**
 * Returns the rule that applies to a name. The innermost file with a matching rule decides.
 * @param files starting with the outermost.
 */
export function findRule(files: readonly RuleFile[], name: string, isFolder: boolean): FoundRule | undefined {
  for (const { folder, rules } of files.toReversed()) {
    const below = nameBelow(folder, name);
    const rule = below === undefined ? undefined : lastMatch(rules, below, isFolder);
    if (rule !== undefined) return { folder, rule };
  }
  return undefined;
}

/** Whether the rule may match anything in the folder. @param folder relative to the folder of the rules. */
export function mayRuleMatchBelow(rule: IgnoreRule, folder: string): boolean {
  return folder === '' || mayMatchBelow(rule.path, asBytes(folder).split('/'));
}

/** Converts each UTF-8 byte of the text to one character. ASCII text stays the same. */
function asBytes(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** @returns undefined if the pattern is not valid and never matches in Git. */
function readNames(pattern: string): readonly (NamePattern | typeof ANY_DEPTH)[] | undefined {
  const characters = [...pattern];
  const names: (NamePattern | typeof ANY_DEPTH)[] = [];
  let units: (Unit | typeof STAR)[] = [];
  // Two or more stars between slashes match any number of folders. Elsewhere, they are one star.
  const depth = /\*{2,}(\\?\/|$)/y;
  for (let index = 0; index <= pattern.length; ) {
    depth.lastIndex = index;
    const [stars, after] = units.length === 0 ? (depth.exec(pattern) ?? []) : [];
    if (stars !== undefined) {
      // At the end, they match everything in a folder, but not the folder itself. If the slash is escaped, Git requires
      // one folder.
      names.push(ANY_DEPTH, ...(after === '/' ? [] : [anyName]));
      index += stars.length + (after === '' ? 1 : 0);
      continue;
    }
    const separator = /^\\?\//.exec(pattern.slice(index, index + 2))?.[0];
    if (separator !== undefined || index === pattern.length) {
      names.push(namePattern(units));
      units = [];
      index += separator?.length ?? 1;
      continue;
    }
    const next = readUnit(characters, index);
    if (next === undefined) return undefined;
    units.push(next.unit);
    index = next.end;
  }
  return names;
}
