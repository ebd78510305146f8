import { posix } from 'node:path';
import { type ChangedFile, isCommitHash } from '../github/answers.ts';
import { nameFrom } from '../paths.ts';
import { checkGitPath, type Git } from '../runner/git.ts';
import { findRepository } from '../runner/git-repository.ts';

export interface LocalGit {
  readonly git: Git;
  /** Absolute path of the workspace root, with links resolved. */
  readonly workspace: string;
  /** Path of the workspace relative to the repository root; undefined if there is no repository. */
  readonly prefix: string | undefined;
  readonly signal: AbortSignal;
}

export interface Range {
  /** A commit's hash, or the text of the `base` input. */
  readonly base: string;
  /** The hash of a commit; undefined for the checked-out commit. */
  readonly head: string | undefined;
  /** With `merge-base`, the comparison starts at the commit where the two branches diverged. */
  readonly from: 'base' | 'merge-base';
}

/** The checked-out commit. In a shallow clone, Git may not have its parents. */
export interface CheckedOut {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** Tracked files, as POSIX paths relative to the workspace root. */
export interface TrackedFiles {
  readonly paths: readonly string[];
  readonly links: readonly string[];
}

const LINK_MODE = '120000';

/** Returns the path of the workspace relative to the repository root; undefined if there is no repository. */
export function prefixOf(workspace: string): string | undefined {
  const workTree = findRepository(workspace)?.workTree;
  return workTree === undefined ? undefined : nameFrom(workTree, workspace);
}

/**
 * All tracked files in the workspace, including files in submodules; undefined if Git fails.
 * @throws ActionError for a path that leads elsewhere.
 */
export async function listTrackedFiles(local: LocalGit): Promise<TrackedFiles | undefined> {
  const args = ['ls-files', '-z', '--stage'];
  // Git versions before 2.36 reject this combination of options. https://git-scm.com/docs/git-ls-files
  const listed = (await run(local, [...args, '--recurse-submodules'])) ?? (await run(local, args));
  if (listed === undefined) return undefined;
  const paths: string[] = [];
  const links: string[] = [];
  // Each record contains mode, object, stage, a tab and the path.
  for (const record of recordsOf(listed)) {
    const file = record.slice(record.indexOf('\t') + 1);
    checkGitPath(file);
    paths.push(file);
    if (record.startsWith(LINK_MODE)) links.push(file);
  }
  return { paths, links };
}

/** Reads the checked-out commit. Even a shallow clone contains the hashes of its parents. */
export async function readCheckedOut(local: LocalGit): Promise<CheckedOut | undefined> {
  const listed = await run(local, ['cat-file', '--batch'], 'HEAD\n');
  const [header = '', commit = ''] = listed?.split(/\n(.*)/s) ?? [];
  const [, sha] = /^([0-9a-f]{40,64}) commit \d+$/.exec(header) ?? [];
  if (sha === undefined) return undefined;
  const [head = ''] = commit.split('\n\n', 1);
  return { sha, parents: [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent) };
}

/**
 * Returns the hashes of both commits in a range. A range of two hashes is returned unchanged. Otherwise, the base is
 * looked up as a tag first, then as a remote branch, then as anything else that Git knows.
 */
export async function findCommits(
  local: LocalGit,
  { base, head }: Range,
): Promise<{ readonly base: string | undefined; readonly head: string | undefined }> {
  if (isCommitHash(base) && head !== undefined) return { base, head };
  const candidates = isCommitHash(base) ? [base] : [`refs/tags/${base}`, `refs/remotes/origin/${base}`, base];
  const input = [...candidates, head ?? 'HEAD'].map((name) => `${name}^{commit}\n`).join('');
  const listed = (await run(local, ['cat-file', '--batch-check'], input)) ?? '';
  const hashes = listed.split('\n').map((line) => /^([0-9a-f]{40,64}) commit \d+$/.exec(line)?.[1]);
  return {
    base: hashes.slice(0, candidates.length).find((hash) => hash !== undefined),
    head: hashes[candidates.length],
  };
}

/**
 * Compares two commits. Needs only trees, so a clone without blobs is sufficient.
 * @returns the changed files, and the base or merge base.
 */
export async function compareLocally(
  local: LocalGit,
  range: Range & { readonly head: string },
): Promise<{ readonly files: readonly ChangedFile[]; readonly base: string } | undefined> {
  const { head } = range;
  const base = range.from === 'base' ? range.base : await findMergeBase(local, range.base, head);
  if (base === undefined) return undefined;
  // User settings do not affect this command. A rename is listed as two files. Submodules are listed regardless of
  // .gitmodules.
  const options = ['-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=none'];
  const compared = await run(local, ['diff-tree', ...options, base, head, '--']);
  if (compared === undefined) return undefined;
  const fields = recordsOf(compared);
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const path = fields[index + 1] ?? '';
    checkGitPath(path);
    files.push({ path: fromWorkspace(path, local.prefix), removed: fields[index] === 'D' });
  }
  return { files, base };
}

/** Reads the contents of files in a commit, by path. Omits files that Git does not have. */
export async function readFilesAt(
  { git, workspace, signal }: LocalGit,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // A name with a line break would be read as two requests.
  const requested = paths.filter((path) => !path.includes('\n'));
  const input = requested.map((path) => `${commit}:./${path}\n`).join('');
  const result = await git(['cat-file', '--batch'], { cwd: workspace, signal, input });
  const found = new Map<string, string>();
  if (result.kind !== 'ok') return found;
  const { stdout } = result;
  let start = 0;
  for (const path of requested) {
    const end = stdout.indexOf('\n', start);
    if (end === -1) break;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(stdout.toString('utf8', start, end)) ?? [];
    start = end + 1;
    if (size === undefined) continue;
    if (type === 'blob') found.set(path, stdout.toString('utf8', start, start + Number(size)));
    start += Number(size) + 1;
  }
  return found;
}

/** Returns the paths that match an ignore rule, whether they are tracked or not; undefined if Git fails. */
export async function listIgnored(
  { git, workspace, signal }: LocalGit,
  paths: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const input = paths.map((path) => `${path}\0`).join('');
  const result = await git(['check-ignore', '--no-index', '-z', '--stdin'], { cwd: workspace, signal, input });
  // Git exits with code 1 if no path is ignored.
  if (result.kind === 'failed' && result.exitCode === 1) return new Set();
  return result.kind === 'ok' ? new Set(recordsOf(result.stdout.toString())) : undefined;
}

/** Converts a path relative to the repository root to a path relative to the workspace root. */
export function fromWorkspace(path: string, prefix = ''): string {
  return prefix === '' ? path : posix.relative(`/${prefix}`, `/${path}`);
}

async function findMergeBase(local: LocalGit, base: string, head: string): Promise<string | undefined> {
  const found = (await run(local, ['merge-base', base, head]))?.trim();
  if (found === undefined || !isCommitHash(found)) return undefined;
  // In a shallow clone, a nearer merge base may be missing from the local history. Git marks the commits at the
  // boundary as grafted.
  if ((await run(local, ['rev-parse', '--is-shallow-repository']))?.trim() === 'false') return found;
  const passed = await run(local, ['log', '--decorate=full', '--format=%D', `${base}...${head}`, '--']);
  return passed?.split(/, |\n/).includes('grafted') === false ? found : undefined;
}

function recordsOf(output: string): readonly string[] {
  return output.split('\0').slice(0, -1);
}

async function run(
  { git, workspace, signal }: LocalGit,
  args: readonly string[],
  input?: string,
): Promise<string | undefined> {
  const result = await git(args, { cwd: workspace, signal, input });
  return result.kind === 'ok' ? result.stdout.toString() : undefined;
}
