import { ActionError, combineErrors } from '../../errors.ts';
import { isInGitFolder, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import { statusOf } from '../../runner/workspace-file.ts';
import { visible } from '../../text.ts';
import { createActorIgnore } from '../rules/actor-ignore.ts';
import { excludedFolder, isLeftByTools } from '../rules/built-in-rules.ts';
import { readFilePatterns } from '../rules/file-patterns.ts';
import { createGlobWalk } from '../rules/glob-walk.ts';
import { parseIgnoreRules, type RuleFile } from '../rules/ignore-rules.ts';
import { foldersAbove, joinNames } from './file-names.ts';
import { readIgnoreLine } from './git-listing.ts';
import type { IgnoreLine, Listing } from './listing.ts';
import { findIgnoreLine } from './unversioned-files.ts';

interface UnmatchedRequest {
  readonly workspace: string;
  readonly workingDirectory: string;
  readonly actorFolder: string;
  readonly git: Git;
  readonly signal: AbortSignal;
  /** The `.actorignore` files. The one in the working directory is last. */
  readonly ruleFiles: readonly RuleFile[];
  readonly listing: Listing;
}

/**
 * Creates the error for lines of the `files` input that do not match any files. It explains why, and how to include the
 * files.
 */
export async function explainUnmatched(lines: readonly string[], request: UnmatchedRequest): Promise<ActionError> {
  const mistakes: ActionError[] = [];
  for (const line of lines) mistakes.push(await explainLine(line, request));
  return combineErrors(mistakes, 'patterns in the files input do not match any files');
}

async function explainLine(line: string, request: UnmatchedRequest): Promise<ActionError> {
  const { workingDirectory, listing } = request;
  const message = `The pattern "${visible(line)}" in the files input matches no files to deploy`;
  const explain = (hint: string, reason = ''): ActionError => new ActionError(message + reason, { hint });
  if (/[{}]/.test(line)) {
    const lines = expandBraces(line).map(visible).join(', ');
    return explain(`Braces are not expanded. Write one line for each alternative: ${lines}`);
  }
  const pattern = line.replace(/^[!\s]+/, '');
  const walk = await createGlobWalk(pattern, workingDirectory);
  const start = nameFrom(workingDirectory, walk.start);
  if (start === undefined) {
    const hint = 'Set working-directory to a folder that contains both, or put a link into the working directory.';
    return explain(hint, ', because it is outside the working directory');
  }
  for await (const found of walk.found()) {
    const name = nameFrom(workingDirectory, found);
    if (name === undefined || statusOf(found)?.isFile() !== true) continue;
    const rule = await findExcludingRule(name, request);
    if (rule === undefined) continue;
    const hint = rule.isFinal ? 'Such files are never deployed.' : linesToInclude({ name, start }, request);
    return explain(hint, `: ${visible(name)} is excluded by ${rule.by}`);
  }
  if (line.includes('[')) {
    const literal = line.replaceAll('[', '[[]');
    const found = listing.files.find(({ name }) => readFilePatterns([literal], workingDirectory).select(name));
    const example = found === undefined ? '' : `, for example ${visible(found.name)}`;
    return explain(
      `Square brackets match one character of a set. To match brackets in a name${example}, write: ${visible(literal)}`,
    );
  }
  if (line.includes(',')) return explain('Write one pattern per line. A comma is part of a name.');
  return explain(
    'Check the spelling and letter case. Patterns are relative to the working directory, and ** matches any number of folders.',
  );
}

/** Finds the rule that excludes a file. If `isFinal` is true, no line can include the file. */
async function findExcludingRule(
  name: string,
  { workspace, workingDirectory, actorFolder, git, ruleFiles, listing, signal }: UnmatchedRequest,
): Promise<{ readonly by: string; readonly isFinal: boolean } | undefined> {
  if (isInGitFolder(name)) return { by: 'a built-in rule: .git is never deployed', isFinal: true };
  if (isLeftByTools(name)) return { by: 'a built-in rule for credentials of this job', isFinal: true };
  const judgement = createActorIgnore(ruleFiles, actorFolder).judge(joinNames(actorFolder, name));
  if (judgement.kind === 'excluded') {
    const { rule, folder } = judgement;
    const file = folder === actorFolder ? '.actorignore' : '.actorignore of the upload root';
    return { by: formatIgnoreLine({ file, line: String(rule.line), text: rule.text }), isFinal: false };
  }
  if (listing.files.some((each) => each.name === name)) return undefined;
  const folder = excludedFolder(name, name);
  if (folder !== undefined) return { by: `a built-in rule for untracked ${folder} folders`, isFinal: false };
  const file = placeIn(workingDirectory, name);
  const found = (await readIgnoreLine({ git, workspace, signal }, file)) ?? findIgnoreLine(workspace, file);
  return { by: found === undefined ? 'Git' : formatIgnoreLine(found), isFinal: false };
}

function formatIgnoreLine({ file, line, text }: IgnoreLine): string {
  return `${visible(file)}, line ${line}: ${visible(text)}`;
}

/**
 * Returns the first of these that works: a line for the folder at the start of the pattern, a line for the file, or
 * lines for the file and its parent folders.
 */
function linesToInclude(
  { name, start }: { readonly name: string; readonly start: string },
  { ruleFiles, actorFolder }: UnmatchedRequest,
): string {
  const ofFile = `!/${escapeRule(name)}`;
  const ofFoldersAbove = foldersAbove(name).map((above) => `!/${escapeRule(above)}/`);
  const isEnough = (lines: readonly string[]): boolean => {
    const added = parseIgnoreRules(Buffer.from(lines.join('\n')));
    const files = ruleFiles.map(({ folder, rules }) => ({
      folder,
      rules: folder === actorFolder ? [...rules, ...added] : rules,
    }));
    return createActorIgnore(files, actorFolder).judge(joinNames(actorFolder, name)).kind === 'included-again';
  };
  const isFolder = start !== '' && start !== name;
  const ways = [...(isFolder ? [[`!/${escapeRule(start)}/`]] : []), [ofFile], [...ofFoldersAbove, ofFile]];
  const lines = ways.find(isEnough);
  if (lines === undefined) return 'Change that rule.';
  return `To include it, add to .actorignore: ${visible(lines.join(', '))}`;
}

function escapeRule(name: string): string {
  return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}

/** Expands the first braces into one line per alternative. */
function expandBraces(line: string): readonly string[] {
  const [whole, before = '', alternatives = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(line) ?? [];
  if (whole === undefined || !alternatives.includes(',')) return [line.replaceAll(/[{}]/g, '')];
  return alternatives.split(',').map((each) => before + each + after);
}
