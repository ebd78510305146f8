import { stat } from 'node:fs/promises';
import { ActionError, combineErrors } from '../../errors.ts';
import { isInGitFolder, nameFrom } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { visible } from '../../text.ts';
import { type ActorIgnore, createActorIgnore } from '../rules/actor-ignore.ts';
import { excludedFolder, isLeftByTools } from '../rules/built-in-rules.ts';
import { createGlobWalk, type GlobWalk } from '../rules/glob-walk.ts';
import { parseIgnoreRules, type RuleFile } from '../rules/ignore-rules.ts';
import { parsePathPattern } from '../rules/path-patterns.ts';
import { foldersAbove, joinNames } from './file-names.ts';
import { readIgnoreLine } from './ignore-lines.ts';
import type { IgnoreLine, Listing } from './listing.ts';
import { findIgnoreLine } from './unversioned-files.ts';

export interface UnmatchedRequest {
  /** Absolute and real. */
  readonly workspace: string;
  readonly workingDirectory: string;
  /** The working directory from the upload root; empty if they are the same. */
  readonly actorFolder: string;
  readonly git: Git;
  readonly signal: AbortSignal | undefined;
  /** The `.actorignore` files, that of the working directory last. */
  readonly ruleFiles: readonly RuleFile[];
  /** Of the working directory. */
  readonly listing: Listing;
}

/** The error for including lines of the `files` input that match nothing: why, and how to include the files. */
export async function explainUnmatched(lines: readonly string[], request: UnmatchedRequest): Promise<ActionError> {
  const mistakes: ActionError[] = [];
  for (const line of lines) mistakes.push(await explainLine(line, request));
  return combineErrors(mistakes, 'patterns of the files input match nothing');
}

async function explainLine(line: string, request: UnmatchedRequest): Promise<ActionError> {
  const message = `The pattern "${visible(line)}" in the files input matches no files to deploy`;
  if (/[{}]/.test(line)) {
    const lines = expandBraces(line).map(visible).join(', ');
    return new ActionError(message, { hint: `Braces are not expanded. Write one line for each alternative: ${lines}` });
  }
  const walk = await createGlobWalk(line.replace(/^[!\s]+/, ''), request.workingDirectory).catch(() => undefined);
  if (walk !== undefined && nameFrom(request.workingDirectory, walk.start) === undefined) {
    return new ActionError(`${message}, because it is outside the working directory`, {
      hint: 'Set working-directory to a folder that contains both, or put a link into the working directory.',
    });
  }
  const excluded = walk === undefined ? undefined : await findExcluded(line, walk, request);
  if (excluded !== undefined) {
    const hint = excluded.isFinal ? 'Such files are never deployed.' : linesToInclude(excluded, request);
    return new ActionError(`${message}: ${visible(excluded.name)} is excluded by ${excluded.by}`, { hint });
  }
  const literal = line.includes('[') ? escapeBrackets(line) : undefined;
  if (literal !== undefined) {
    const names = request.listing.files.map(({ name }) => name);
    const pattern = parsePathPattern('files', literal);
    const found = names.find((name) => pattern.matches(name, { isFile: true }));
    const example = found === undefined ? '' : `, for example ${visible(found)}`;
    return new ActionError(message, {
      hint: `Square brackets match one character of a set. To match brackets in a name${example}, write: ${visible(literal)}`,
    });
  }
  return new ActionError(message, {
    hint: 'Check the spelling, including the case of letters. Patterns are relative to the working directory, and ** matches any number of folders.',
  });
}

interface Excluded {
  /** From the working directory. */
  readonly name: string;
  /** The rule. */
  readonly by: string;
  /** Whether no line can include it. */
  readonly isFinal: boolean;
  /** From the working directory: the folder before the first wildcard of the pattern, if it is one. */
  readonly start: string | undefined;
}

/** More `*` in one name take `@actions/glob` too long. */
const MANY_STARS = /\*[^/*]+\*[^/*]+\*/;

/** The first file that matches on the disk, and the rule that excludes it. */
async function findExcluded(line: string, walk: GlobWalk, request: UnmatchedRequest): Promise<Excluded | undefined> {
  if (MANY_STARS.test(line)) return undefined;
  for await (const file of walk.found()) {
    const name = nameFrom(request.workingDirectory, file);
    const stats = await stat(file).catch(() => undefined);
    if (name === undefined || stats?.isFile() !== true) continue;
    const rule = await findExcludingRule(name, file, request);
    if (rule === undefined) continue;
    const start = nameFrom(request.workingDirectory, walk.start);
    const isFolder = start !== '' && (await stat(walk.start)).isDirectory();
    return { name, ...rule, start: isFolder ? start : undefined };
  }
  return undefined;
}

async function findExcludingRule(
  name: string,
  file: string,
  { workspace, actorFolder, git, ruleFiles, listing, signal }: UnmatchedRequest,
): Promise<Pick<Excluded, 'by' | 'isFinal'> | undefined> {
  if (isInGitFolder(name)) return { by: 'a built-in rule: .git is never deployed', isFinal: true };
  if (isLeftByTools(name)) return { by: 'a built-in rule for credentials of this job', isFinal: true };
  const judgement = ignoreOf(ruleFiles, actorFolder).judge(joinNames(actorFolder, name));
  if (judgement.kind === 'excluded') {
    const { rule, folder } = judgement;
    const ignoreFile = folder === actorFolder ? '.actorignore' : '.actorignore of the upload root';
    return { by: `${ignoreFile}, line ${rule.line}: ${visible(rule.text)}`, isFinal: false };
  }
  if (listing.files.some((each) => each.name === name)) return undefined;
  const folder = excludedFolder(name, name);
  if (folder !== undefined) return { by: `a built-in rule for untracked ${folder} folders`, isFinal: false };
  const found = (await readIgnoreLine({ git, workspace, signal }, file)) ?? findIgnoreLine(workspace, file);
  return { by: found === undefined ? 'Git' : formatIgnoreLine(found), isFinal: false };
}

export function formatIgnoreLine({ file, line, text }: IgnoreLine): string {
  return `${visible(file)}, line ${line}: ${visible(text)}`;
}

function ignoreOf(files: readonly RuleFile[], actorFolder: string): ActorIgnore {
  return createActorIgnore(files, { actorFolder, isIgnoredByGit: () => false });
}

/** The first that works: a line for the pattern's fixed folder, for the file, or for the file and the folders around it. */
function linesToInclude({ name, start }: Excluded, { ruleFiles, actorFolder }: UnmatchedRequest): string {
  const ofFile = `!/${escapeRule(name)}`;
  const ofFoldersAbove = foldersAbove(name).map((above) => `!/${escapeRule(above)}/`);
  const isEnough = (lines: readonly string[]): boolean => {
    const files = ruleFiles.map(({ folder, rules }) => ({
      folder,
      rules: folder === actorFolder ? [...rules, ...parseIgnoreRules(Buffer.from(lines.join('\n')))] : rules,
    }));
    return ignoreOf(files, actorFolder).judge(joinNames(actorFolder, name)).kind === 'included-again';
  };
  const ways = [...(start === undefined ? [] : [[`!/${escapeRule(start)}/`]]), [ofFile], [...ofFoldersAbove, ofFile]];
  const lines = ways.find(isEnough);
  if (lines === undefined) return 'Change that rule.';
  return `To include it, add to .actorignore: ${visible(lines.join(', '))}`;
}

function escapeRule(name: string): string {
  return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}

function escapeBrackets(line: string): string {
  return line.replaceAll('[', '[[]');
}

/** One line for each alternative of the first braces. */
function expandBraces(line: string): readonly string[] {
  const [whole, before = '', alternatives = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(line) ?? [];
  if (whole === undefined || !alternatives.includes(',')) return [line.replaceAll(/[{}]/g, '')];
  return alternatives.split(',').map((each) => before + each + after);
}
