/** Runs an action of this repository in a child process, like GitHub's runner, and collects its results. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { EOL, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { hashSources } from './source-hash.ts';

const root = path.dirname(import.meta.dirname);

export interface ActionMetadata {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly main: string };
}

const metadata = new Map<string, ActionMetadata>();

/** Parses each file once. */
export async function readActionMetadata(file = path.join(root, 'action.yml')): Promise<ActionMetadata> {
  const known = metadata.get(file) ?? (parse(await readFile(file, 'utf8')) as ActionMetadata);
  metadata.set(file, known);
  return known;
}

/** The value of `${{ github.token }}`. */
export const GITHUB_TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

export interface ActionStep {
  /** The folder of its action.yml. Defaults to the root of this repository. */
  readonly action?: '.' | 'discover' | 'promote' | 'cleanup';
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Environment variables of the step, in addition to the runner's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The event's payload. */
  readonly event?: object;
  /** The absolute path of a script to run instead of the action. */
  readonly main?: string;
  /** The arguments of that script. */
  readonly args?: readonly string[];
  /** Called with each piece of the log. */
  readonly onLog?: (text: string, child: ChildProcess) => void;
  /** Called with the process, so that signals can be sent to it. */
  readonly onStart?: (child: ChildProcess) => void;
}

export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface FinishedStep {
  readonly exitCode: number | null;
  /** The log with workflow commands. Lines end with `\n` on every system, as in the summary and outputs. */
  readonly log: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** The values of `add-mask` commands. */
  readonly masks: readonly string[];
  /** The files that remain in the runner's temporary folder, with their content. */
  readonly leftFiles: Readonly<Record<string, string>>;
}

let isBuilt: boolean | undefined;

/** Makes sure that the bundle is up to date, because an old bundle would test sources that no longer exist. */
function requireBuild(): void {
  const file = path.join(root, 'dist', 'sources.sha256');
  isBuilt ??= existsSync(file) && readFileSync(file, 'utf8').trim() === hashSources();
  if (!isBuilt) throw new Error('dist/ is not built from the current sources. Run "npm run build".');
}

/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
export async function runAction(step: ActionStep): Promise<FinishedStep> {
  if (step.main === undefined) requireBuild();
  const { action = '.' } = step;
  const { inputs: known, runs } = await readActionMetadata(path.join(root, action, 'action.yml'));
  const folder = await mkdtemp(path.join(tmpdir(), 'runner-'));
  try {
    const temporary = path.join(folder, 'temp');
    await mkdir(temporary);
    const files = Object.fromEntries(
      ['output', 'step_summary', 'state', 'env', 'path'].map((name) => [name, path.join(folder, name)]),
    );
    for (const file of Object.values(files)) await writeFile(file, '');
    const event = path.join(folder, 'event.json');
    await writeFile(event, JSON.stringify(step.event ?? {}));
    const inputs = Object.entries(known).map(([name, { default: otherwise = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      step.inputs[name] ?? otherwise.replace(/^\$\{\{ github\.token \}\}$/, GITHUB_TOKEN),
    ]);
    const unknown = Object.keys(step.inputs).filter((name) => !(name in known));
    if (unknown.length > 0) throw new Error(`${path.join(action, 'action.yml')} has no input ${unknown.join(', ')}`);

    const main = step.main ?? path.join(root, action, runs.main);
    const child = spawn(process.execPath, [main, ...(step.args ?? [])], {
      cwd: step.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...hostEnvironment(),
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: step.workspace,
        GITHUB_EVENT_PATH: event,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REF_NAME: 'main',
        GITHUB_REF_TYPE: 'branch',
        GITHUB_REPOSITORY: 'janedoe/actors',
        GITHUB_REPOSITORY_OWNER: 'janedoe',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_API_URL: 'https://api.github.com',
        GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        GITHUB_RUN_ID: '1',
        RUNNER_TEMP: temporary,
        ...Object.fromEntries(Object.entries(files).map(([name, file]) => [`GITHUB_${name.toUpperCase()}`, file])),
        ...Object.fromEntries(inputs),
        ...step.environment,
      },
    });
    step.onStart?.(child);
    const log = collect(child, 'stdout', (text) => step.onLog?.(text, child));
    const stderr = collect(child, 'stderr');
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wholeLog = log().replaceAll(EOL, '\n');
    const commands = readCommands(wholeLog);
    return {
      exitCode,
      log: wholeLog,
      stderr: stderr(),
      outputs: readKeyValues(await readIfThere(files['output'])),
      summary: (await readIfThere(files['step_summary'])).replaceAll(EOL, '\n'),
      annotations: commands.filter((command): command is Annotation => /^(error|warning|notice)$/.test(command.kind)),
      masks: commands.filter(({ kind }) => kind === 'add-mask').map(({ message }) => message),
      leftFiles: await readTree(temporary),
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Returns only the variables that a process needs, so that others on this machine do not affect the result. */
function hostEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'USERPROFILE', 'PATHEXT', 'NODE_V8_COVERAGE'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr', onText?: (text: string) => void): () => string {
  const chunks: Buffer[] = [];
  child[name]?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    onText?.(chunk.toString());
  });
  return () => Buffer.concat(chunks).toString();
}

/** Parses workflow commands like the runner: `::` at the start of a line, after any white space. */
function readCommands(log: string): readonly { kind: string; message: string; properties: Record<string, string> }[] {
  return log.split(/\r\n|\n|\r/).flatMap((line) => {
    const match = /^\s*::([a-z-]+)(?: ([^:]*))?::(.*)$/i.exec(line);
    if (match === null) return [];
    const [, kind = '', properties = '', message = ''] = match;
    const pairs = properties
      .split(',')
      .map((pair) => pair.split('='))
      .map(([key = '', value = '']) => [key.trim(), unescapeData(value).replaceAll('%3A', ':').replaceAll('%2C', ',')]);
    return [{ kind, message: unescapeData(message), properties: Object.fromEntries(pairs.filter(([key]) => key)) }];
  });
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings */
function readKeyValues(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    found[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return found;
}

async function readIfThere(file: string | undefined): Promise<string> {
  return file !== undefined && existsSync(file) ? readFile(file, 'utf8') : '';
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [path.relative(folder, file), await readFile(file, 'latin1')] as const),
    ),
  );
}
