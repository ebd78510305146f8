import { ActionError, type Diagnostic } from '../../errors.ts';
import { nameBelow, nameFrom, placeIn } from '../../paths.ts';
import type { Git } from '../../runner/git.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';
import { createActorIgnore } from '../rules/actor-ignore.ts';
import type { RuleFile } from '../rules/ignore-rules.ts';
import { createSourceRules } from '../rules/source-rules.ts';
import { readActorIgnore } from './actor-ignore-file.ts';
import { collectFiles } from './collect-files.ts';
import { reportFiles, throwIfNotSendable } from './diagnostics.ts';
import { createListings } from './listings.ts';
import type { SourceFile } from './source-file.ts';

interface SourceFilesRequest {
  readonly workspace: Workspace;
  /** Lines of the `files` input without comments and blank lines. `['**']` selects all files. */
  readonly patterns: readonly string[];
  /** Files that are deployed if they exist, as POSIX names relative to the upload root. */
  readonly namedFiles: readonly string[];
  readonly git: Git;
  readonly signal: AbortSignal;
  /**
   * The folder that file names are relative to. It contains all deployed folders, and its path is absolute, with links
   * resolved.
   */
  readonly uploadRoot: string;
  /**
   * Folders to deploy in addition to the working directory, such as a Docker context: absolute paths, with links
   * resolved.
   */
  readonly otherFolders: readonly string[];
}

export interface ListedSource {
  readonly files: readonly SourceFile[];
  /** Whether a tracked file would be sent if it existed. @param name relative to the upload root. */
  readonly selects: (name: string) => boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lists the files to deploy: the files that Git would commit, except for those that `.actorignore` or the `files` input
 * excludes. Reads names and sizes, but no contents. Files are sorted by the bytes of their names.
 */
export async function listSourceFiles(request: SourceFilesRequest): Promise<ListedSource> {
  const { git, signal, uploadRoot } = request;
  const { workspace, workingDirectory } = request.workspace;
  const actorFolder = nameFrom(uploadRoot, workingDirectory) ?? '';
  const listings = createListings({ git, workspace, workingDirectory, signal });
  const [listing, ruleFiles, patternCode] = await Promise.all([
    listings.ofRoot(workingDirectory),
    readRuleFiles(workspace, [uploadRoot, workingDirectory]),
    request.patterns.every((line) => line === '**') ? undefined : import('../rules/file-patterns.ts'),
  ]);
  const patterns = patternCode?.readFilePatterns(request.patterns, workingDirectory);
  const ignore = createActorIgnore(ruleFiles, actorFolder);
  const namedFiles = new Set(request.namedFiles);
  const rules = createSourceRules({ uploadRoot, actorFolder, ignore, patterns, namedFiles });
  const folders = [workingDirectory, ...(request.otherFolders ?? [])];
  const collected = { rules, folders, uploadRoot, workspace, listings, signal };
  const { files: found, notes } = await collectFiles(collected);
  throwIfNotSendable(notes);
  const files = sortByBytes(found.filter(({ name }) => rules.isSelected(name)));
  const unmatched = patterns?.unmatched(found.flatMap(({ name }) => nameBelow(actorFolder, name) ?? [])) ?? [];
  if (unmatched.length > 0) {
    const { explainUnmatched } = await import('./unmatched-patterns.ts');
    const more = { workspace, workingDirectory, actorFolder, git, signal, ruleFiles, listing };
    throw await explainUnmatched(unmatched, more);
  }
  if (files.length === 0) {
    const { shown } = request.workspace;
    throw new ActionError(`No files to deploy in ${shown === '' ? 'the working directory' : visible(shown)}`, {
      hint: 'Check the working-directory and files inputs, and the rules in .gitignore and .actorignore.',
    });
  }
  const reported = { workspace: request.workspace, actorFolder, files, notes, listings: await listings.all() };
  const selects = (name: string): boolean => {
    const place = placeIn(uploadRoot, name);
    const isInside = namedFiles.has(name) || folders.some((folder) => nameFrom(folder, place) !== undefined);
    return isInside && rules.judge(name, place) !== 'excluded' && rules.isSelected(name);
  };
  return { files, selects, diagnostics: reportFiles(reported) };
}

/** @param folders starting with the outermost. */
async function readRuleFiles(workspace: string, folders: readonly string[]): Promise<readonly RuleFile[]> {
  const [root = ''] = folders;
  const read = [...new Set(folders)].map(async (folder) => ({
    folder: nameFrom(root, folder) ?? '',
    rules: await readActorIgnore(workspace, folder),
  }));
  return await Promise.all(read);
}

/** JavaScript compares UTF-16 code units, which gives a different order only for characters above U+FFFF. */
function sortByBytes(files: readonly SourceFile[]): readonly SourceFile[] {
  if (!files.some(({ name }) => /[\ud800-\udfff]/.test(name))) {
    return [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  const keyed = files.map((file) => ({ file, key: Buffer.from(file.name) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ file }) => file);
}
