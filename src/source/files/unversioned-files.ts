import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ActionError } from '../../errors.ts';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import { dependencyFolders } from '../rules/built-in-rules.ts';
import { type FoundRule, findRule, parseIgnoreRules, type RuleFile } from '../rules/ignore-rules.ts';
import { joinNames, readFolder } from './file-names.ts';
import type { IgnoreLine, ListedFile, RepositoryListing } from './listing.ts';

const MAX_BYTES = 1024 ** 2;

/**
 * Lists the files that Git would list if it tracked nothing. Uses the `.gitignore` files in the folder and in its
 * parents, up to the innermost repository or the workspace. Does not follow links. If the folder itself is ignored,
 * only the ignore files in it apply.
 */
export function listByIgnoreFiles(
  workspace: string,
  folder: string,
): RepositoryListing & { readonly ignoredBy?: IgnoreLine } {
  const top = topFor(workspace, folder);
  const { ruleFiles, ignoredBy } = ruleFilesAround(top, nameFrom(top, folder) ?? '');
  if (ignoredBy === undefined) return walk(top, nameFrom(top, folder) ?? '', ruleFiles);
  return { ...listIsolated(folder), ignoredBy: asLine(workspace, top, ignoredBy) };
}

/** Does the same with only the ignore files in the folder. */
export function listIsolated(folder: string): RepositoryListing {
  return walk(folder, '', []);
}

function walk(top: string, start: string, ruleFilesAbove: readonly RuleFile[]): RepositoryListing {
  const files: ListedFile[] = [];
  const nested: string[] = [];
  const unreadable: string[] = [];
  const fromStart = (name: string): string => (start === '' ? name : name.slice(start.length + 1));

  const visit = (name: string, above: readonly RuleFile[]): void => {
    const entries = readFolder(placeIn(top, name));
    if (entries === undefined) {
      unreadable.push(fromStart(name) || '.');
      return;
    }
    if (name !== start && entries.some((entry) => entry.name === '.git')) {
      nested.push(fromStart(name));
      return;
    }
    const ruleFiles = [...above, ...readRuleFile(top, name)];
    for (const { name: base, escaped, kind } of entries) {
      const inner = joinNames(name, base);
      if (kind === 'other' || isInGitFolder(base) || dependencyFolders.includes(base)) continue;
      if (findRule(ruleFiles, inner, kind === 'folder')?.rule.negated === false) continue;
      // A name that is not UTF-8 cannot be used to open a folder, so the name itself is listed.
      if (kind === 'folder' && escaped === undefined) visit(inner, ruleFiles);
      else {
        const end = kind === 'folder' ? '/' : '';
        const shown = escaped === undefined ? {} : { escaped: fromStart(joinNames(name, escaped)) + end };
        files.push({ name: fromStart(inner) + end, ...shown, tracked: false });
      }
    }
  };

  visit(start, ruleFilesAbove);
  return { files, nested, submodules: [], unreadable };
}

/** Returns the line in a `.gitignore` that ignores a file. */
export function findIgnoreLine(workspace: string, file: string): IgnoreLine | undefined {
  const folder = path.dirname(file);
  const top = topFor(workspace, folder);
  const folderName = nameFrom(top, folder) ?? '';
  const { ruleFiles, ignoredBy } = ruleFilesAround(top, folderName);
  const found =
    ignoredBy ?? findRule([...ruleFiles, ...readRuleFile(top, folderName)], nameFrom(top, file) ?? '', false);
  return found === undefined || found.rule.negated ? undefined : asLine(workspace, top, found);
}

function asLine(workspace: string, top: string, { folder, rule }: FoundRule): IgnoreLine {
  const file = nameFrom(workspace, path.join(top, folder, '.gitignore')) ?? '.gitignore';
  return { file, line: String(rule.line), text: rule.text };
}

/** Returns the rules in all parent folders, or the first rule that ignores the folder or one of its parents. */
function ruleFilesAround(
  top: string,
  name: string,
): { readonly ruleFiles: readonly RuleFile[]; readonly ignoredBy?: FoundRule } {
  const ruleFiles: RuleFile[] = [];
  const parts = name === '' ? [] : name.split('/');
  for (const index of parts.keys()) {
    ruleFiles.push(...readRuleFile(top, parts.slice(0, index).join('/')));
    const found = findRule(ruleFiles, parts.slice(0, index + 1).join('/'), true);
    if (found?.rule.negated === false) return { ruleFiles, ignoredBy: found };
  }
  return { ruleFiles };
}

/** Like Git, skips a `.gitignore` that is a link or not a file. */
function readRuleFile(top: string, folder: string): readonly RuleFile[] {
  const file = path.join(top, folder, '.gitignore');
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return [];
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return [];
    if (stats.size <= MAX_BYTES) return [{ folder, rules: parseIgnoreRules(readFileSync(descriptor)) }];
    throw new ActionError(`${visible(file)} is ${stats.size} bytes; the limit is ${MAX_BYTES}`, {
      hint: 'Shorten the file, or run actions/checkout before this step so that Git reads it.',
    });
  } finally {
    closeSync(descriptor);
  }
}

function topFor(workspace: string, folder: string): string {
  if (folder === workspace || existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? workspace : topFor(workspace, parent);
}
