import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { ActionError, codeOf } from '../errors.ts';
import { visible } from '../text.ts';
import { findRepository } from './git-repository.ts';
import type { Environment } from './inputs.ts';

/** How a Git process ended. The output is not decoded, because names may contain any bytes. */
export type GitResult =
  | { readonly kind: 'ok'; readonly stdout: Buffer; readonly stderr: string }
  /** `exitCode` is null if a signal ended the process. `stderr` is in English and contains external text. */
  | { readonly kind: 'failed'; readonly exitCode: number | null; readonly stderr: string }
  /** Git could not be started. The code is `ENOENT` if Git is not installed. */
  | { readonly kind: 'no-git'; readonly code?: string };

export interface GitOptions {
  /** Absolute path. Git uses the innermost repository around it. */
  readonly cwd: string;
  readonly input?: string | Buffer | undefined;
  /** Ends the process. The promise is then rejected with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Runs `git` with these arguments. The output can have any size.
 * @throws ActionError if the process takes longer than 2 minutes.
 */
export type Git = (args: readonly string[], options: GitOptions) => Promise<GitResult>;

/**
 * Settings on the command line take precedence over those in files. A repository's settings can specify programs (a
 * file system monitor, hooks, a program that checks signatures), and these settings prevent all of them from running.
 * They also make Git treat names the same on every system: rules are case-sensitive, and the decomposed letters of
 * macOS stay unchanged.
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

/** The only variables that Git gets from the step's environment. Others may be secrets or may redirect Git. */
const passedVariables: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LD_LIBRARY_PATH'],
  ...['PATHEXT', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'],
  ...['USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA'],
]);

const TIME_LIMIT_MS = 2 * 60 * 1000;

/**
 * Creates the `git` function that all stages use. Git only reads, without locks, prompts, hooks or network access, and
 * prints messages in English.
 * @param environment the step's environment.
 */
export function createGit(environment: Environment, { timeLimitMs = TIME_LIMIT_MS } = {}): Git {
  const env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => passedVariables.has(name.toUpperCase()))),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // Prevents a partial clone from fetching missing objects. The first variable is for Git 2.45 and later, the second
    // for all versions.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
  return async (args, options) => {
    const repository = findRepository(options.cwd);
    if (repository === undefined) return noRepository;
    const { gitDir, workTree } = repository;
    // Naming the repository disables Git's check of its owner. In a container, the checkout belongs to another user.
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
    signal.throwIfAborted();
    let git: ChildProcess;
    try {
      // Windows first looks for programs in the current folder, which must therefore never be the checkout.
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
      // A child process of Git may keep its output open.
      git.stdout?.destroy();
      git.stderr?.destroy();
    };
    const onAbort = (): void => stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => stop(tookTooLong(command, timeLimitMs)), timeLimitMs);
    const end = (result: GitResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const stdout = collect(git.stdout);
    const stderr = collect(git.stderr);
    git.stdin?.on('error', () => {}); // Git may exit before it has read everything. Only its exit code matters.
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
    hint: "Check that the disk with the checkout responds, and that neither a .gitignore file nor a file in Git's settings is a pipe.",
  });
}

/** False if the path is absolute or has a `.` or `..` segment. */
export function isGitPath(name: string, { sep }: { readonly sep: string } = path): boolean {
  const leadsElsewhere = sep === '\\' ? /^[\\/]|^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i : /^\/|(?:^|\/)\.{0,2}(?:\/|$)/;
  // The name of a folder ends with a slash.
  return !leadsElsewhere.test(name.endsWith('/') ? name.slice(0, -1) : name);
}

/**
 * Checks a path that Git returned: a manipulated index can contain paths that lead elsewhere.
 * @throws ActionError if it is not a path inside the repository.
 */
export function checkGitPath(name: string): void {
  if (isGitPath(name)) return;
  throw new ActionError(`Git returned the path "${visible(name)}", which is not a path inside the repository`, {
    hint: 'Check out the repository again. Its index is damaged, or another program changed it.',
  });
}

function collect(stream: NodeJS.ReadableStream | null): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}
