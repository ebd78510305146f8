import { existsSync } from 'node:fs';
import path, { posix } from 'node:path';
import type { Git } from '../runner/git.ts';
import type { ChangedFile, ChangedFiles } from './changed-files.ts';
import { isCommitHash, type Range } from './range.ts';

/** Git and the folder that it is asked in. */
export interface LocalGit {
  readonly git: Git;
  /** Absolute: the workspace's root. */
  readonly workspace: string;
  readonly signal: AbortSignal;
}

/** A repository that the workspace belongs to. */
export interface Repository {
  /** The workspace from the repository's top, with `/` at its end; empty where they are one. */
  readonly prefix: string;
}

/** The hashes of commits that Git has; undefined for one that it has not. */
export interface KnownCommits {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** Undefined where there is no repository. Where the workspace is its top, as a checkout makes it, no process is needed. */
export async function findRepository(local: LocalGit): Promise<Repository | undefined> {
  if (existsSync(path.join(local.workspace, '.git'))) return { prefix: '' };
  const prefix = (await ask(local, ['rev-parse', '--show-prefix']))?.replace(/\n$/, '');
  return prefix === undefined ? undefined : { prefix };
}

/**
 * Names below the workspace that may make their folder an Actor: `.actor/actor.json`, and `.actor` where it is a link;
 * those in submodules that are there too. Undefined where Git cannot tell.
 */
export async function listActorFiles(local: LocalGit): Promise<readonly string[] | undefined> {
  const patterns = [':(glob)**/.actor/actor.json', ':(glob)**/.actor'];
  return namesIn(await ask(local, ['ls-files', '-z', '--recurse-submodules', '--', ...patterns]));
}

/** Every tracked name below the workspace. */
export async function listFiles(local: LocalGit): Promise<readonly string[] | undefined> {
  return namesIn(await ask(local, ['ls-files', '-z', '--recurse-submodules']));
}

/**
 * What the range's names stand for; hashes are not looked up. Of a base's names that of a tag comes first, then a
 * branch of the remote, then whatever Git takes it for.
 */
export async function findCommits(local: LocalGit, { base, head }: Range): Promise<KnownCommits> {
  if (isCommitHash(base) && head !== undefined) return { base, head };
  const ofBase = isCommitHash(base) ? [base] : [`refs/tags/${base}`, `refs/remotes/origin/${base}`, base];
  const input = [...ofBase, head ?? 'HEAD'].map((name) => `${name}^{commit}\n`).join('');
  const answer = (await ask(local, ['cat-file', '--batch-check'], input)) ?? '';
  const hashes = answer.split('\n').map((line) => /^([0-9a-f]{40,64}) commit \d+$/.exec(line)?.[1]);
  return { base: hashes.slice(0, ofBase.length).find((hash) => hash !== undefined), head: hashes[ofBase.length] };
}

/**
 * The files that differ, from trees alone, so that a clone without blobs can tell too.
 * Undefined where this clone does not have what is needed.
 */
export async function compareLocally(
  local: LocalGit,
  { prefix }: Repository,
  commits: { readonly base: string; readonly head: string },
  from: Range['from'],
): Promise<ChangedFiles | undefined> {
  const base = from === 'base' ? commits.base : await findMergeBase(local, commits);
  if (base === undefined) return undefined;
  // Of the plumbing, which no setting of the user changes; renames stay two files, submodules count whatever .gitmodules says.
  const options = ['-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=none'];
  const listed = await ask(local, ['diff-tree', ...options, base, commits.head, '--']);
  if (listed === undefined) return undefined;
  const files = changesIn(listed).map((file) => ({ ...file, path: fromWorkspace(file.path, prefix) }));
  return { kind: 'files', files, base, head: commits.head, by: 'local Git' };
}

/** The workspace's view of a path that begins at the repository's top. */
export function fromWorkspace(file: string, prefix: string): string {
  return prefix === '' ? file : posix.relative(`/${prefix}`, `/${file}`);
}

async function findMergeBase(
  local: LocalGit,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<string | undefined> {
  const found = (await ask(local, ['merge-base', base, head]))?.trim();
  if (found === undefined || !isCommitHash(found)) return undefined;
  // Where history is cut on the way to it, a nearer one may lie behind the cut: Git marks such commits as grafted.
  if ((await ask(local, ['rev-parse', '--is-shallow-repository']))?.trim() === 'false') return found;
  const passed = await ask(local, ['log', '--decorate=full', '--format=%D', `${base}...${head}`, '--']);
  return passed?.split(/, |\n/).includes('grafted') === false ? found : undefined;
}

function changesIn(listed: string): readonly ChangedFile[] {
  const fields = listed.split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    files.push({ path: fields[index + 1] ?? '', removed: fields[index] === 'D' });
  }
  return files;
}

function namesIn(listed: string | undefined): readonly string[] | undefined {
  return listed?.split('\0').filter((name) => name !== '');
}

/** What Git printed; undefined where it failed. */
async function ask(
  { git, workspace, signal }: LocalGit,
  args: readonly string[],
  input?: string,
): Promise<string | undefined> {
  const result = await git(args, { cwd: workspace, signal, ...(input === undefined ? {} : { input }) });
  return result.kind === 'ok' ? result.stdout.toString() : undefined;
}
