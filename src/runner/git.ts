import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { ActionError, codeOf } from '../errors.ts';
import { visible } from '../text.ts';
import { findRepository } from './git-repository.ts';
import type { Environment } from './inputs.ts';

/** How a Git process ended. Names in its output may have any bytes, so it is not decoded. */
export type GitResult =
  | { readonly kind: 'ok'; readonly stdout: Buffer; readonly stderr: string }
  /** `exitCode` is null if a signal ended it; `stderr` is in English and contains foreign text. */
  | { readonly kind: 'failed'; readonly exitCode: number | null; readonly stderr: string }
  /** Git could not be started; the code is `ENOENT` if it is not installed. */
  | { readonly kind: 'no-git'; readonly code?: string };

export interface GitOptions {
  /** Absolute; the repository is the innermost one around it. */
  readonly cwd: string;
  readonly input?: string | Buffer | undefined;
  /** Ends the process; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `git` with these arguments. Output can have any size.
 * @throws ActionError if the process takes longer than 2 minutes.
 */
export type Git = (args: readonly string[], options: GitOptions) => Promise<GitResult>;

/**
 * Settings of the command line take precedence over those of any file. A repository's settings can name programs (a
 * file system monitor, hooks, a program that checks signatures): none of them runs. Names are those on the disk, on
 * every system: the case of letters counts in rules, and macOS's decomposed letters stay unchanged.
 */
const settings = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'log.showSignature=false',
  'gpg.program=false',
  'diff.external=',
  'core.ignoreCase=false',
  'core.precomposeUnicode=false',
  'core.longPaths=true',
].flatMap((setting) => ['-c', setting]);

/** The variables that Git needs from the step's environment. Any other variable could be a secret or redirect Git. */
const passedVariables: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH'],
  ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'],
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
]);

const TIME_LIMIT_MS = 2 * 60 * 1000;

/**
 * Git as every stage uses it: it only reads, without locks, prompts, hooks and network, in English.
 * @param environment of the step.
 */
export function createGit(environment: Environment, { timeLimitMs = TIME_LIMIT_MS } = {}): Git {
  const env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => passedVariables.has(name.toUpperCase()))),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch missing objects: the first is for Git since 2.45, the second for all versions.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
  return async (args, options) => {
    const repository = findRepository(options.cwd);
    if (repository === undefined) return noRepository;
    const { gitDir, workTree } = repository;
    // Git does not check the owner of a repository that is named: in a container the checkout belongs to another user.
    const named = [`--git-dir=${gitDir}`, `--work-tree=${workTree}`, '-C', options.cwd];
    return await run([...named, ...settings, ...args], { ...options, env, timeLimitMs, command: commandOf(args) });
  };
}

function commandOf(args: readonly string[]): string {
  return args.find((argument) => !argument.startsWith('-')) ?? '';
}

const noRepository: GitResult = { kind: 'failed', exitCode: 128, stderr: 'fatal: not a git repository' };

interface RunOptions extends GitOptions {
  readonly env: Environment;
  readonly timeLimitMs: number;
  readonly command: string;
}

function run(args: readonly string[], { env, input, signal, timeLimitMs, command }: RunOptions): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let git: ChildProcess;
    try {
      // Windows looks for programs in the folder of the process first: that is never the checkout.
      const cwd = path.dirname(process.execPath);
      const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] as const;
      git = spawn('git', args, { cwd, env, stdio: [...stdio], windowsHide: true });
    } catch (error) {
      resolve({ kind: 'no-git', code: codeOf(error) });
      return;
    }
    const stop = (reason: unknown): void => {
      reject(reason);
      git.kill('SIGKILL');
      // A process that Git started may keep its output open.
      git.stdout?.destroy();
      git.stderr?.destroy();
    };
    const onAbort = (): void => stop(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => stop(tookTooLong(command, timeLimitMs)), timeLimitMs);
    const end = (result: GitResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const stdout = collect(git.stdout);
    const stderr = collect(git.stderr);
    git.stdin?.on('error', () => {}); // Git may end before it has read everything: its exit code counts.
    git.stdin?.end(input);
    git.on('error', (error) => end({ kind: 'no-git', code: codeOf(error) }));
    git.on('close', (exitCode) => {
      const messages = Buffer.concat(stderr).toString().trim();
      if (exitCode === 0) end({ kind: 'ok', stdout: Buffer.concat(stdout), stderr: messages });
      else end({ kind: 'failed', exitCode, stderr: messages });
    });
  });
}

function tookTooLong(command: string, ms: number): ActionError {
  return new ActionError(`git ${visible(command)} did not finish within ${ms / 1000} seconds and was stopped`, {
    hint: 'Check that the disk of the checkout responds, and that no .gitignore file, and no file that the settings of Git name, is a pipe.',
  });
}

/**
 * Checks a path that Git returned: a manipulated index can contain paths that lead elsewhere.
 * @throws ActionError if it is absolute or has a `.` or `..` segment.
 */
export function checkGitPath(name: string, { sep }: { readonly sep: string } = path): void {
  const leadsElsewhere = sep === '\\' ? /^[\\/]|^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i : /^\/|(?:^|\/)\.{0,2}(?:\/|$)/;
  // A folder's name ends with a slash.
  if (!leadsElsewhere.test(name.endsWith('/') ? name.slice(0, -1) : name)) return;
  throw new ActionError(`Git returned the path "${visible(name)}", which is not a path inside the repository`, {
    hint: 'Check out the repository again. Its index is damaged, or another program changed it.',
  });
}

function collect(stream: NodeJS.ReadableStream | null): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}
