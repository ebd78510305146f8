import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import { DEPENDENCY_FOLDER } from '../rules/built-in-rules.ts';
import { type IgnoreRule, lastMatch, parseIgnoreRules } from '../rules/ignore-rules.ts';
import { joinNames, readFolder, statAt } from './file-names.ts';
import type { GitListing, ListedFile } from './git-listing.ts';

/** The rules of one `.gitignore`. */
interface RuleFile {
  /** From the top; empty there. */
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

/**
 * What Git would list at or below a folder if it were there and tracked nothing: `.gitignore` files from the workspace
 * down, or from the innermost repository in it. Links are listed, not followed.
 */
export function listByIgnoreFiles(workspace: string, folder: string): GitListing {
  const top = topFor(workspace, folder);
  const start = nameFrom(top, folder) ?? '';
  const files: ListedFile[] = [];
  const nested: string[] = [];

  const visit = (name: string, above: readonly RuleFile[]): void => {
    const entries = readFolder(placeIn(top, name));
    const isRepository = name !== start && entries.some((entry) => entry.name === '.git');
    if (isRepository) {
      nested.push(nameBelow(start, name));
      return;
    }
    const ruleFiles = [...above, ...readRuleFile(top, name)];
    for (const { name: base, escaped, entry } of entries) {
      const inner = joinNames(name, base);
      if (isInGitFolder(base) || base === DEPENDENCY_FOLDER) continue;
      if (ruleThatIgnores(ruleFiles, inner, entry.isDirectory()) !== undefined) continue;
      // Node finds no folder by a name that is not UTF-8: the name itself is told.
      if (entry.isDirectory() && escaped === undefined) visit(inner, ruleFiles);
      else if (entry.isDirectory() || entry.isFile() || entry.isSymbolicLink()) {
        const end = entry.isDirectory() ? '/' : '';
        const below = (each: string): string => `${nameBelow(start, joinNames(name, each))}${end}`;
        files.push({
          name: below(base),
          ...(escaped === undefined ? {} : { escaped: below(escaped) }),
          tracked: false,
        });
      }
    }
  };

  const around = ruleFilesAround(top, start);
  if (around.ignoredBy === undefined) visit(start, around.ruleFiles);
  return { files, nested, submodules: [], unopened: [] };
}

/** The line of a `.gitignore` that leaves a file out, and the place of it from the workspace. */
export function findIgnoreLine(
  workspace: string,
  file: string,
): { readonly place: string; readonly line: number; readonly text: string } | undefined {
  const folder = path.dirname(file);
  const top = topFor(workspace, folder);
  const name = nameFrom(top, file) ?? '';
  const { ruleFiles, ignoredBy } = ruleFilesAround(top, nameFrom(top, folder) ?? '');
  const own = ignoredBy === undefined ? readRuleFile(top, nameFrom(top, folder) ?? '') : [];
  const found = ignoredBy ?? ruleThatIgnores([...ruleFiles, ...own], name, false);
  if (found === undefined) return undefined;
  const place = nameFrom(workspace, path.join(top, found.folder, '.gitignore')) ?? '.gitignore';
  return { place, line: found.rule.line, text: found.rule.text };
}

interface IgnoringRule {
  readonly folder: string;
  readonly rule: IgnoreRule;
}

/** The rules of all folders above one, or the first of them that ignores it or one above it. */
function ruleFilesAround(
  top: string,
  name: string,
): { readonly ruleFiles: readonly RuleFile[]; readonly ignoredBy?: IgnoringRule } {
  const ruleFiles: RuleFile[] = [];
  const parts = name === '' ? [] : name.split('/');
  for (const index of parts.keys()) {
    ruleFiles.push(...readRuleFile(top, parts.slice(0, index).join('/')));
    const ignoredBy = ruleThatIgnores(ruleFiles, parts.slice(0, index + 1).join('/'), true);
    if (ignoredBy !== undefined) return { ruleFiles, ignoredBy };
  }
  return { ruleFiles };
}

/** The innermost file with a rule for the name decides. */
function ruleThatIgnores(ruleFiles: readonly RuleFile[], name: string, isFolder: boolean): IgnoringRule | undefined {
  for (const { folder, rules } of ruleFiles.toReversed()) {
    const rule = lastMatch(rules, nameBelow(folder, name), isFolder);
    if (rule !== undefined) return rule.negated ? undefined : { folder, rule };
  }
  return undefined;
}

/** Git reads no `.gitignore` that is a link. */
function readRuleFile(top: string, folder: string): readonly RuleFile[] {
  const file = path.join(top, folder, '.gitignore');
  const isThere = statAt(file)?.isFile() === true;
  return isThere ? [{ folder, rules: parseIgnoreRules(readFileSync(file)) }] : [];
}

function topFor(workspace: string, folder: string): string {
  if (folder === workspace || existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? workspace : topFor(workspace, parent);
}

function nameBelow(folder: string, name: string): string {
  return folder === '' ? name : name.slice(folder.length + 1);
}
