import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Environment } from './inputs.ts';

/** How a Git process ended. Names in its output need not be UTF-8: they stay bytes. */
export type GitResult =
  | { readonly kind: 'ok'; readonly stdout: Buffer; readonly stderr: string }
  /** `exitCode` is null where a signal ended it; `stderr` is in English and foreign text. */
  | { readonly kind: 'failed'; readonly exitCode: number | null; readonly stderr: string }
  /** There is no program `git` that could be started. */
  | { readonly kind: 'no-git' };

export interface GitOptions {
  /** Absolute; the repository is looked for from here upwards, as Git does. */
  readonly cwd: string;
  readonly input?: string | Buffer;
  /** Ends the process; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Runs `git` with these arguments; output of any size. */
export type Git = (args: readonly string[], options: GitOptions) => Promise<GitResult>;

/**
 * Settings of the command line, which win over those of any file. A repository may name programs in its settings
 * (a file system monitor, hooks): none of them runs. Names are as the disk has them, on every system: letters' case
 * counts in rules, macOS's decomposed letters stay as they are, and Windows's paths may be longer than 260 characters.
 * `safe.directory` lets Git read a checkout of another owner, as in a container; it counts here since Git 2.38.
 */
const settings = [
  'safe.directory=*',
  'core.fsmonitor=',
  'core.hooksPath=/dev/null',
  'core.ignoreCase=false',
  'core.precomposeUnicode=false',
  'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);

/** Variables of Git that say where the user's settings and Git's own programs are; all others could redirect it. */
const keptVariables: ReadonlySet<string> = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_EXEC_PATH',
]);

/**
 * Git as every stage asks it: read only, without locks, prompts, hooks and network, in English.
 * @param environment of the step: `PATH`, `HOME` and the like.
 */
export function createGit(environment: Environment): Git {
  const env = environmentOf(environment);
  return async (args, options) => {
    const result = await run(args, options, env);
    return isRefusal(result) ? ((await runWhereRepositoryIs(args, options, env)) ?? result) : result;
  };
}

function environmentOf(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^GIT_/i.test(name) || keptVariables.has(name.toUpperCase()),
  );
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would ask its server for what it lacks: the first for Git since 2.45, the second for all.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/** Git older than 2.38 takes `safe.directory` from files only, which are not ours to write. */
function isRefusal(result: GitResult): boolean {
  return result.kind === 'failed' && /dubious ownership|unsafe repository/.test(result.stderr);
}

/** A repository that is named is not checked for its owner: the first folder upwards that Git takes for one is it. */
async function runWhereRepositoryIs(
  args: readonly string[],
  options: GitOptions,
  env: Environment,
): Promise<GitResult | undefined> {
  for (let folder = options.cwd; ; folder = path.dirname(folder)) {
    const named = { ...env, GIT_DIR: path.join(folder, '.git'), GIT_WORK_TREE: folder };
    const result = await run(args, options, named);
    if (result.kind !== 'failed' || !result.stderr.includes('not a git repository')) return result;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function run(args: readonly string[], { cwd, input, signal }: GitOptions, env: Environment): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    // Windows looks for programs in the folder of the process first: that is never the checkout.
    const git = spawn('git', ['-C', cwd, ...settings, ...args], {
      cwd: path.dirname(process.execPath),
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      ...(signal === undefined ? {} : { signal }),
    });
    const stdout = collect(git.stdout);
    const stderr = collect(git.stderr);
    git.stdin?.on('error', () => {}); // Git may end before it has read everything: its exit code tells.
    git.stdin?.end(input);
    git.on('error', (error: NodeJS.ErrnoException) => {
      // What Git has started may hold its output open.
      git.stdout?.destroy();
      git.stderr?.destroy();
      if (signal?.aborted === true) reject(signal.reason);
      else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'no-git' });
      else reject(error);
    });
    git.on('close', (exitCode) => {
      const told = Buffer.concat(stderr).toString().trim();
      if (exitCode === 0) resolve({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: told });
      else resolve({ kind: 'failed', exitCode, stderr: told });
    });
  });
}

function collect(stream: NodeJS.ReadableStream | null): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}
