import { posix } from 'node:path';
import { type ChangedFile, isCommitHash } from '../github/answers.ts';
import { nameFrom } from '../paths.ts';
import { checkGitPath, type Git } from '../runner/git.ts';
import { findRepository } from '../runner/git-repository.ts';

export interface LocalGit {
  readonly git: Git;
  /** Absolute path of the workspace's root, links resolved. */
  readonly workspace: string;
  /** The workspace's path from the repository's top; undefined if there is no repository. */
  readonly prefix: string | undefined;
  readonly signal: AbortSignal;
}

export interface Range {
  /** A commit's hash, or the text of the `base` input. */
  readonly base: string;
  /** A commit's hash; undefined for the checked-out commit. */
  readonly head: string | undefined;
  /** `merge-base`: the commit at which the head left the base. */
  readonly from: 'base' | 'merge-base';
}

/** The checked-out commit, as far as Git has it. */
export interface CheckedOut {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** Tracked files; POSIX paths from the workspace's root. */
export interface TrackedFiles {
  readonly paths: readonly string[];
  readonly links: readonly string[];
}

const LINK_MODE = '120000';

/** A workspace's path from its repository's top; undefined if there is no repository. */
export function prefixOf(workspace: string): string | undefined {
  const workTree = findRepository(workspace)?.workTree;
  return workTree === undefined ? undefined : nameFrom(workTree, workspace);
}

/** Every tracked file below the workspace, including those of submodules; undefined if Git fails. */
export async function listTrackedFiles(local: LocalGit): Promise<TrackedFiles | undefined> {
  const args = ['ls-files', '-z', '--stage'];
  // Git before 2.36 refuses the two options together. https://git-scm.com/docs/git-ls-files
  const listed = (await run(local, [...args, '--recurse-submodules'])) ?? (await run(local, args));
  if (listed === undefined) return undefined;
  const paths: string[] = [];
  const links: string[] = [];
  // Records are mode, object, stage, a tab and the path. There may be tens of thousands, so nothing else is created.
  for (let start = 0, end = listed.indexOf('\0'); end !== -1; start = end + 1, end = listed.indexOf('\0', start)) {
    const file = listed.slice(listed.indexOf('\t', start) + 1, end);
    paths.push(file);
    if (listed.startsWith(LINK_MODE, start)) links.push(file);
  }
  return { paths, links };
}

/** The checked-out commit; a shallow clone knows the parents' hashes too. */
export async function readCheckedOut(local: LocalGit): Promise<CheckedOut | undefined> {
  const listed = await run(local, ['cat-file', '--batch'], 'HEAD\n');
  const [header = '', commit = ''] = listed?.split(/\n(.*)/s) ?? [];
  const [, sha] = /^([0-9a-f]{40,64}) commit \d+$/.exec(header) ?? [];
  if (sha === undefined) return undefined;
  const [head = ''] = commit.split('\n\n', 1);
  return { sha, parents: [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent) };
}

/**
 * The hashes of a range's commits; hashes are not looked up. A tag with the base's name comes first, then a branch of
 * the remote, then anything else that Git knows by this name.
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

/** Needs only trees, so a clone without blobs is sufficient. @returns also the base, or the merge base. */
export async function compareLocally(
  local: LocalGit,
  range: Range & { readonly head: string },
): Promise<{ readonly files: readonly ChangedFile[]; readonly base: string } | undefined> {
  const { head } = range;
  const base = range.from === 'base' ? range.base : await findMergeBase(local, range.base, head);
  if (base === undefined) return undefined;
  // No setting of the user changes this command. A rename is listed as two files, a submodule whatever .gitmodules says.
  const options = ['-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=none'];
  const fields = recordsOf(await run(local, ['diff-tree', ...options, base, head, '--']));
  if (fields === undefined) return undefined;
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const path = fields[index + 1] ?? '';
    checkGitPath(path);
    files.push({ path: fromWorkspace(path, local.prefix), removed: fields[index] === 'D' });
  }
  return { files, base };
}

/** The contents of files in a commit, by their paths. Files that Git does not have are omitted. */
export async function readFilesAt(
  { git, workspace, signal }: LocalGit,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // A name with a line end would be two requests.
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

/** Those of the paths that ignore rules match, whether tracked or not; undefined if Git fails. */
export async function listIgnored(
  { git, workspace, signal }: LocalGit,
  paths: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const input = paths.map((path) => `${path}\0`).join('');
  const result = await git(['check-ignore', '--no-index', '-z', '--stdin'], { cwd: workspace, signal, input });
  // Git exits with 1 if no path is ignored.
  if (result.kind === 'failed' && result.exitCode === 1) return new Set();
  return result.kind === 'ok' ? new Set(recordsOf(result.stdout.toString())) : undefined;
}

/** A path from the repository's top as a path from the workspace's root. */
export function fromWorkspace(path: string, prefix = ''): string {
  return prefix === '' ? path : posix.relative(`/${prefix}`, `/${path}`);
}

async function findMergeBase(local: LocalGit, base: string, head: string): Promise<string | undefined> {
  const found = (await run(local, ['merge-base', base, head]))?.trim();
  if (found === undefined || !isCommitHash(found)) return undefined;
  // If the history is cut on the way to it, a nearer one may be behind the cut. Git marks such commits as grafted.
  if ((await run(local, ['rev-parse', '--is-shallow-repository']))?.trim() === 'false') return found;
  const passed = await run(local, ['log', '--decorate=full', '--format=%D', `${base}...${head}`, '--']);
  return passed?.split(/, |\n/).includes('grafted') === false ? found : undefined;
}

function recordsOf(output: string | undefined): readonly string[] | undefined {
  return output?.split('\0').filter((record) => record !== '');
}

async function run(
  { git, workspace, signal }: LocalGit,
  args: readonly string[],
  input?: string,
): Promise<string | undefined> {
  const result = await git(args, { cwd: workspace, signal, input });
  return result.kind === 'ok' ? result.stdout.toString() : undefined;
}
