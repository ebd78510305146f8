import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path, { posix } from 'node:path';
import { ActionError } from '../../errors.ts';
import { nameFrom, placeIn } from '../../paths.ts';
import { visible } from '../../text.ts';
import { dependencyFolders } from '../rules/built-in-rules.ts';
import { type FoundRule, findRule, parseIgnoreRules, type RuleFile } from '../rules/ignore-rules.ts';
import { foldersAbove, walkFolder } from './file-names.ts';
import type { IgnoreLine, RepositoryListing } from './listing.ts';

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
  const name = nameFrom(top, folder) ?? '';
  const { ruleFiles, ignoredBy } = ruleFilesAround(top, name, true);
  if (ignoredBy === undefined) return walk(top, name, ruleFiles);
  return { ...listIsolated(folder), ignoredBy: asLine(workspace, top, ignoredBy) };
}

/** Does the same with only the ignore files in the folder. */
export function listIsolated(folder: string): RepositoryListing {
  return walk(folder, '', []);
}

function walk(top: string, start: string, ruleFilesAbove: readonly RuleFile[]): RepositoryListing {
  const nested: string[] = [];
  const unreadable: string[] = [];
  const ruleFiles = new Map([[start, [...ruleFilesAbove, ...readRuleFile(top, start)]]]);
  const rulesAround = (name: string): readonly RuleFile[] => ruleFiles.get(parentOf(name)) ?? [];
  const isListed = (name: string, isFolder: boolean): boolean => {
    return (
      !dependencyFolders.includes(posix.basename(name)) &&
      findRule(rulesAround(name), name, isFolder)?.rule.negated !== false
    );
  };
  const enters = (folder: string): boolean => {
    if (!isListed(folder, true)) return false;
    const isNested = existsSync(placeIn(top, `${folder}/.git`));
    if (isNested) nested.push(folder);
    else ruleFiles.set(folder, [...rulesAround(folder), ...readRuleFile(top, folder)]);
    return !isNested;
  };
  const found = [...walkFolder(top, start, enters, unreadable)].filter(({ name }) =>
    name.endsWith('/') ? isListed(name.slice(0, -1), true) : isListed(name, false),
  );
  const fromStart = (name: string): string => (start === '' ? name : name.slice(start.length + 1));
  return {
    files: found.map(({ name, escaped }) => ({
      name: fromStart(name),
      ...(escaped === undefined ? {} : { escaped: fromStart(escaped) }),
      tracked: false,
    })),
    nested: nested.map(fromStart),
    submodules: [],
    unreadable: unreadable.map((name) => fromStart(name) || '.'),
  };
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/** Returns the line in a `.gitignore` that ignores a file. */
export function findIgnoreLine(workspace: string, file: string): IgnoreLine | undefined {
  const top = topFor(workspace, path.dirname(file));
  const { ignoredBy } = ruleFilesAround(top, nameFrom(top, file) ?? '', false);
  return ignoredBy && asLine(workspace, top, ignoredBy);
}

function asLine(workspace: string, top: string, { folder, rule }: FoundRule): IgnoreLine {
  const file = nameFrom(workspace, path.join(top, folder, '.gitignore')) ?? '.gitignore';
  return { file, line: String(rule.line), text: rule.text };
}

/** Returns the rules in all parent folders, or the first rule that ignores the file or folder or one of its parents. */
function ruleFilesAround(
  top: string,
  name: string,
  isFolder: boolean,
): { readonly ruleFiles: readonly RuleFile[]; readonly ignoredBy?: FoundRule } {
  const ruleFiles: RuleFile[] = [];
  for (const each of name === '' ? [] : [...foldersAbove(name), name]) {
    ruleFiles.push(...readRuleFile(top, parentOf(each)));
    const found = findRule(ruleFiles, each, isFolder || each !== name);
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
