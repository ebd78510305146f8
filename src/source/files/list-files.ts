import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ActionError, codeOf, type Diagnostic } from '../../errors.ts';
import type { Git } from '../../runner/git.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';
import { findAboutFiles, refuse } from '../checks/file-diagnostics.ts';
import { createActorIgnore } from '../rules/actor-ignore.ts';
import { readFilePatterns } from '../rules/file-patterns.ts';
import { asBytes } from '../rules/ignore-pattern.ts';
import { isExempt } from '../rules/source-rules.ts';
import { explainUnmatched } from '../rules/unmatched-patterns.ts';
import { collectFiles, type FoundFile } from './collect-files.ts';
import { foldersAbove } from './file-names.ts';
import { createListings, type Listing, type Listings } from './listings.ts';
import type { SourceFile } from './source-file.ts';

export interface SourceFilesRequest {
  readonly workspace: Workspace;
  /** Lines of the input `files`, comments and blank lines left out; `['**']` means all. */
  readonly patterns: readonly string[];
  /** Sent where they are there: POSIX names relative to the working directory. */
  readonly namedFiles: readonly string[];
  readonly git: Git;
  readonly signal?: AbortSignal;
}

/**
 * The files that are deployed, in the order of their names' bytes: what Git would commit, less what `.actorignore` and
 * the input `files` leave out. Reads names and sizes, no contents.
 * @throws ActionError where there is none, a pattern matches nothing, a link leads out of the workspace, or a name is
 * not UTF-8.
 */
export async function listSourceFiles(
  request: SourceFilesRequest,
): Promise<{ readonly files: readonly SourceFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { workspace, git, signal } = request;
  const { workingDirectory } = workspace;
  const listings = createListings(git, workspace, signal);
  const [listing, ignoreFile, patterns] = await Promise.all([
    listings.around(workingDirectory),
    readActorIgnore(workingDirectory),
    readFilePatterns(request.patterns, workingDirectory),
  ]);
  const ignore = createActorIgnore(ignoreFile, leftOutFolders(listing));
  const namedFiles = new Set(request.namedFiles);
  const rules = { workspace, ignore, patterns, namedFiles };
  const { files: found, notes } = await collectFiles(rules, listings, signal);
  refuse(notes);
  const files = sortByBytes(found.filter(({ name }) => isExempt(name, rules) || patterns.select(name)));
  const unmatched = patterns.areAll ? [] : patterns.unmatched(found.map(({ name }) => name));
  if (unmatched.length > 0) throw await explainUnmatched(unmatched, { workspace, git, ignoreFile, listing, signal });
  if (files.length === 0) throw noFiles(workspace);
  const diagnostics = findAboutFiles({ workspace, files, notes, listings: await listings.all() });
  return { files: await asSourceFiles(files, listings, workingDirectory), diagnostics };
}

async function readActorIgnore(workingDirectory: string): Promise<Buffer> {
  try {
    return await readFile(path.join(workingDirectory, '.actorignore'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return Buffer.alloc(0);
    throw new ActionError('.actorignore cannot be read', {
      hint: 'It is a file with one rule a line, as in .gitignore.',
      cause,
    });
  }
}

/** Whether Git lists nothing in a folder; answered only where a rule asks. */
function leftOutFolders({ files }: Listing): (folder: string) => boolean {
  let folders: Set<string> | undefined;
  return (folder) => {
    folders ??= new Set(['', ...[...files.keys()].flatMap(foldersAbove)]);
    return !folders.has(folder);
  };
}

async function asSourceFiles(
  found: readonly FoundFile[],
  listings: Listings,
  workingDirectory: string,
): Promise<readonly SourceFile[]> {
  // Where modes on the disk mean nothing, all files may look executable.
  const isDoubtful = ({ mode, indexMode }: FoundFile): boolean => indexMode === '100644' && isExecutable(mode);
  const believesDisk = !found.some(isDoubtful) || (await listings.diskSettings(workingDirectory)).knowsModes;
  return found.map(({ name, path: at, size, mode, tracked, indexMode }) => ({
    name,
    path: at,
    size,
    executable: indexMode === '100755' || (isExecutable(mode) && (believesDisk || indexMode === undefined)),
    tracked,
  }));
}

function isExecutable(mode: number): boolean {
  return (mode & 0o111) !== 0;
}

function sortByBytes(files: readonly FoundFile[]): readonly FoundFile[] {
  const keyed = files.map((file) => ({ file, key: asBytes(file.name) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ file }) => file);
}

function noFiles({ shown }: Workspace): ActionError {
  const folder = shown === '' ? 'the working directory' : visible(shown);
  return new ActionError(`No file is left to send of ${folder}`, {
    hint: 'Check the input working-directory, the lines of the input files, and what .gitignore and .actorignore leave out.',
  });
}
