import { stat } from 'node:fs/promises';
import type { Globber } from '@actions/glob';
import { ActionError, codeOf, combineErrors } from '../../errors.ts';
import { isInGitFolder, nameFrom } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';
import { foldersAbove, readRecords } from '../files/file-names.ts';
import type { Listing } from '../files/listings.ts';
import { findIgnoreLine } from '../files/unversioned-files.ts';
import { createActorIgnore } from './actor-ignore.ts';
import { isInDependencies, isInStorage, isLeftByTools } from './built-in-rules.ts';
import type { IncludingLine } from './file-patterns.ts';

interface Circumstances {
  readonly workspace: Workspace;
  readonly git: Git;
  /** `.actorignore`. */
  readonly ignoreFile: Buffer;
  readonly listing: Listing;
  readonly signal: AbortSignal | undefined;
}

/** The error for including lines of the input `files` that match nothing: why, and what brings the files back. */
export async function explainUnmatched(
  lines: readonly IncludingLine[],
  circumstances: Circumstances,
): Promise<ActionError> {
  const mistakes: ActionError[] = [];
  for (const line of lines) mistakes.push(await explainLine(line, circumstances));
  return combineErrors(mistakes, 'lines of the input files match nothing');
}

async function explainLine({ line, rooted }: IncludingLine, circumstances: Circumstances): Promise<ActionError> {
  const { workspace } = circumstances;
  const shown = `Input files: "${visible(line)}" matches no file that is sent`;
  if (/[{}]/.test(line)) {
    return new ActionError(shown, { hint: 'Braces are not expanded: write a line of its own for each alternative.' });
  }
  const { create } = await import('@actions/glob');
  const globber = await create(rooted);
  const [from = ''] = globber.getSearchPaths();
  if (nameFrom(workspace.workingDirectory, from) === undefined) {
    return new ActionError(`${shown}: it lies outside of the working directory`, {
      hint: 'Set working-directory to the folder that holds both, or put a link to it into the working directory.',
    });
  }
  const leftOut = await findLeftOut(globber, circumstances);
  if (leftOut === undefined) {
    return new ActionError(shown, {
      hint: 'Check its spelling, letters’ case included; patterns are relative to the working directory, and ** stands for any number of folders.',
    });
  }
  const { name, text, isFinal } = leftOut;
  return new ActionError(`${shown}: ${visible(name)} is left out by ${text}`, {
    hint: isFinal
      ? 'Such files are never sent.'
      : `To send it all the same, add to .actorignore: ${await linesThatBringBack(name, from, circumstances)}`,
  });
}

/** The first file that the globber's own walk finds, and the rule that leaves it out. */
async function findLeftOut(
  globber: Globber,
  circumstances: Circumstances,
): Promise<(LeavingOut & { readonly name: string }) | undefined> {
  try {
    for await (const found of globber.globGenerator()) {
      const name = nameFrom(circumstances.workspace.workingDirectory, found);
      if (name === undefined || !(await stat(found)).isFile()) continue;
      const rule = await ruleThatLeavesOut(name, found, circumstances);
      if (rule !== undefined) return { name, ...rule };
    }
  } catch (error) {
    // It stumbles over a file in a folder's place, and over folders that may not be read.
    if (!['ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  }
  return undefined;
}

interface LeavingOut {
  readonly text: string;
  /** Nothing brings it back. */
  readonly isFinal: boolean;
}

async function ruleThatLeavesOut(
  name: string,
  file: string,
  { workspace, git, ignoreFile, listing, signal }: Circumstances,
): Promise<LeavingOut | undefined> {
  if (isInGitFolder(name)) return { text: 'a rule of the action: .git is never sent', isFinal: true };
  if (isLeftByTools(name)) return { text: 'a rule of the action: it holds credentials of this job', isFinal: true };
  const judgement = createActorIgnore(ignoreFile, () => false).judge(name);
  if (judgement.kind === 'excluded') {
    const { rule } = judgement;
    return { text: `.actorignore, line ${rule.line}: ${visible(rule.text)}`, isFinal: false };
  }
  if (listing.files.has(name)) return undefined;
  if (isInDependencies(name) || isInStorage(name)) {
    return { text: 'a rule of the action: untracked node_modules and storage folders', isFinal: false };
  }
  const options = { cwd: workspace.workingDirectory, input: `${name}\0`, ...(signal === undefined ? {} : { signal }) };
  const asked = await git(['check-ignore', '-z', '--verbose', '--stdin'], options);
  if (asked.kind === 'ok') {
    const [source = '', line = '', pattern = ''] = readRecords(asked.stdout).map((record) => record.name);
    return { text: `${visible(source)}, line ${line}: ${visible(pattern)}`, isFinal: false };
  }
  const found = findIgnoreLine(workspace.workspace, file);
  if (found === undefined) return { text: 'Git', isFinal: false };
  return { text: `${visible(found.place)}, line ${found.line}: ${visible(found.text)}`, isFinal: false };
}

/** The first that does it: a line for the pattern's fixed folder, for the file, or for it and each folder above it. */
async function linesThatBringBack(name: string, from: string, circumstances: Circumstances): Promise<string> {
  const { ignoreFile, workspace } = circumstances;
  const folder = nameFrom(workspace.workingDirectory, from) ?? '';
  const isFolder = folder !== '' && (await stat(from)).isDirectory();
  const ofFile = `!/${escapeRule(name)}`;
  const ofFoldersAbove = foldersAbove(name).map((above) => `!/${escapeRule(above)}/`);
  const doIt = (lines: readonly string[]): boolean => {
    const file = Buffer.concat([ignoreFile, Buffer.from(['', ...lines].join('\n'))]);
    return createActorIgnore(file, () => false).judge(name).kind === 'brought-back';
  };
  const ways = [...(isFolder ? [[`!/${escapeRule(folder)}/`]] : []), [ofFile], [...ofFoldersAbove, ofFile]];
  return (ways.find(doIt) ?? []).join(', ');
}

function escapeRule(name: string): string {
  return name.replaceAll(/[\\*?[]/g, '\\$&').replace(/ $/, '\\ ');
}
