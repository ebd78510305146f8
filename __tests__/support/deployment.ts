import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import { type Emulator, type EmulatorOptions, type SeedVersion, startEmulator } from '../../emulator/emulator.ts';
import type { StoredActor } from '../../emulator/platform.ts';
import { type ActionStep, type FinishedStep, readActionMetadata, runAction } from '../../scripts/run-action.ts';
import { diskKnowsModes } from './disk.ts';
import { fingerprint, gitEnvironment } from './tree.ts';

/** A checkout with a real Git repository in a separate folder. */
export interface Checkout extends AsyncDisposable {
  readonly folder: string;
}

/** @param files by POSIX name. With `git: false`, there is no repository. */
export async function checkout(
  files: Readonly<Record<string, string | Uint8Array>>,
  { git = true }: { readonly git?: boolean } = {},
): Promise<Checkout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'deployment-'));
  const isScript = (content: string | Uint8Array): boolean => typeof content === 'string' && content.startsWith('#!');
  writeFiles(folder, files);
  const scripts = Object.keys(files).filter((name) => isScript(files[name] ?? ''));
  for (const name of scripts) await chmod(path.join(folder, name), 0o755);
  if (git) createRepository(folder, files, scripts);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }) };
}

/** The repositories that Git created, by their files. Most tests use the same few objects. */
const repositories = new WeakMap<object, Readonly<Record<string, Uint8Array>>>();

function createRepository(folder: string, files: object, scripts: readonly string[]): void {
  const place = path.join(folder, '.git');
  const known = repositories.get(files);
  // An empty folder is not a file, but Git requires it.
  mkdirSync(path.join(place, 'refs/heads'), { recursive: true });
  if (known !== undefined) {
    writeFiles(place, known);
    return;
  }
  // Creates the same files as `git init` except example hooks, but does not start a process.
  mkdirSync(path.join(place, 'objects'));
  const config = diskKnowsModes ? '' : '[core]\n\tfileMode = false\n';
  writeFiles(place, { HEAD: 'ref: refs/heads/main\n', config });
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'maintenance.auto=false'];
  for (const args of [
    ['add', '-A'],
    // Some disks do not store modes.
    ...scripts.map((name) => ['update-index', '--chmod=+x', name]),
    ['commit', '-qm', 'Files', '--allow-empty'],
  ]) {
    execFileSync('git', [...identity, ...args], { cwd: folder, env: gitEnvironment });
  }
  repositories.set(files, readFiles(place));
}

function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function readFiles(folder: string): Readonly<Record<string, Uint8Array>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** A small Actor that can be deployed. */
export const smallActor: Readonly<Record<string, string>> = {
  '.actor/actor.json': JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1' }, null, 2),
  Dockerfile: 'FROM apify/actor-node:24\nCOPY . ./\n',
  'src/main.js': "console.log('hello');\n",
};

export interface Deployment extends Omit<ActionStep, 'inputs'> {
  readonly emulator: Emulator;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Values that must not appear anywhere, in addition to the token. */
  readonly secrets?: readonly string[];
  /** False if the test itself changes the checkout while the step runs. */
  readonly leavesCheckout?: boolean;
  /** The factor by which time passes faster in the action. */
  readonly speed?: number;
}

/** Environment variables that make time pass faster in an action, by this factor. */
export function fastTime(speed: number): Readonly<Record<string, string>> {
  const file = new URL('./fast-time.mjs', import.meta.url).href;
  return { NODE_OPTIONS: `--import=${file}`, FAST_TIME: String(speed) };
}

/**
 * Runs the built action and checks the rules for every run: one error if and only if the step fails, nothing on stderr,
 * only outputs in action.yml, an unchanged checkout, and no secret in any result.
 */
export async function deploy(deployment: Deployment): Promise<FinishedStep> {
  const { emulator, inputs = {}, secrets = [], speed, ...step } = deployment;
  const before = fingerprint(step.workspace);
  const environment = { ...(speed === undefined ? {} : fastTime(speed)), ...step.environment };
  const finished = await runAction({
    ...step,
    environment,
    inputs: { token: emulator.token, 'api-base-url': emulator.url, ...inputs },
  });
  // If there are several mistakes in files, each one has its own error, in addition to the error that lists them.
  const all = finished.annotations.filter(({ kind }) => kind === 'error');
  const errors = all.length === 1 ? all : all.filter(({ properties }) => properties['file'] === undefined);
  expect({ exitCode: finished.exitCode, errors: errors.length, log: finished.log }).toMatchObject(
    finished.exitCode === 0 ? { exitCode: 0, errors: 0 } : { exitCode: 1, errors: 1 },
  );
  expect(finished.stderr).toBe('');
  const { outputs } = await readActionMetadata();
  expect(Object.keys(finished.outputs).filter((name) => !(name in outputs))).toEqual([]);
  if (step.leavesCheckout !== false) expect(fingerprint(step.workspace)).toBe(before);
  expect(leaks(finished, emulator, [emulator.token, ...secrets])).toEqual([]);
  return finished;
}

/** A separate emulator and checkout for one test, so that tests can run at the same time. */
export interface Scenario extends AsyncDisposable {
  readonly emulator: Emulator;
  /** The Actor my-actor. */
  readonly actor: StoredActor | undefined;
  readonly folder: string;
  /** Deploys my-actor. */
  run(inputs?: Readonly<Record<string, string>>, more?: Partial<Deployment>): Promise<FinishedStep>;
  /** Runs the step and sends it a signal when a request matches. */
  cancelAt(
    signal: NodeJS.Signals,
    request: RegExp,
    inputs?: Readonly<Record<string, string>>,
    environment?: Readonly<Record<string, string>>,
  ): Promise<FinishedStep & { readonly ms: number }>;
  /** Read requests, sorted because some are sent at the same time. */
  reads(): readonly string[];
  /** Write requests, in order. */
  writes(): readonly string[];
}

/** @param seed.versions of my-actor, or `none` to omit the Actor. @param seed.speed of each run. */
export async function startScenario(
  seed: {
    readonly versions?: readonly SeedVersion[] | 'none';
    readonly actorStandby?: Readonly<Record<string, unknown>>;
    readonly files?: Readonly<Record<string, string | Uint8Array>>;
    readonly options?: EmulatorOptions;
    readonly speed?: number;
  } = {},
): Promise<Scenario> {
  const { versions = [{ versionNumber: '0.1' }], files = smallActor, actorStandby, options } = seed;
  const pace = seed.speed === undefined ? {} : { speed: seed.speed };
  const emulator = await startEmulator(options);
  const standby = actorStandby === undefined ? {} : { actorStandby };
  const actor = versions === 'none' ? undefined : emulator.addActor({ name: 'my-actor', versions, ...standby });
  const tree = await checkout(files);
  const requests = (isRead: boolean): readonly string[] =>
    emulator.requests
      .filter(({ method }) => (method === 'GET') === isRead)
      .map(({ method, path: of }) => (isRead ? of.slice(3) : `${method} ${of.slice(3)}`));
  const run: Scenario['run'] = (inputs, more) => {
    const given = versions === 'none' ? {} : { 'actor-id': 'janedoe/my-actor' };
    return deploy({ emulator, workspace: tree.folder, inputs: { ...given, ...inputs }, ...pace, ...more });
  };
  return {
    emulator,
    actor,
    folder: tree.folder,
    run,
    cancelAt: async (signal, request, inputs, environment = {}) => {
      let child: ChildProcess | undefined;
      const watch = setInterval(() => {
        if (!emulator.requests.some(({ method, path: of }) => request.test(`${method} ${of}`))) return;
        clearInterval(watch);
        child?.kill(signal);
      }, 10);
      const start = performance.now();
      try {
        const onStart = (started: ChildProcess): void => {
          child = started;
        };
        return { ...(await run(inputs, { onStart, environment })), ms: performance.now() - start };
      } finally {
        clearInterval(watch);
      }
    },
    reads: () => requests(true).toSorted(),
    writes: () => requests(false),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await tree[Symbol.asyncDispose]();
    },
  };
}

/** The places in the step's results that contain a secret in any form. */
function leaks(finished: FinishedStep, emulator: Emulator, secrets: readonly string[]): readonly string[] {
  const places: Readonly<Record<string, string>> = {
    log: finished.log.replaceAll(/^::add-mask::.*$/gm, ''),
    stderr: finished.stderr,
    summary: finished.summary,
    outputs: JSON.stringify(finished.outputs),
    ...finished.leftFiles,
    URLs: emulator.requests.map((request) => `${request.path}?${request.query}`).join('\n'),
  };
  return secrets.flatMap((secret) =>
    formsOf(secret).flatMap((form) =>
      Object.entries(places)
        .filter(([, text]) => text.includes(form))
        .map(([place]) => `${place} holds ${JSON.stringify(form)}`),
    ),
  );
}

function formsOf(secret: string): readonly string[] {
  const parts = [secret, ...secret.split(/\r?\n/).map((line) => line.trim())].filter((part) => part.length >= 4);
  const html = (text: string): string => text.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return [
    ...new Set(
      parts.flatMap((part) => [
        part,
        encodeURIComponent(part),
        JSON.stringify(part).slice(1, -1),
        Buffer.from(part).toString('base64').replace(/=+$/, ''),
        Buffer.from(part).toString('base64url'),
        Buffer.from(part).toString('hex'),
        html(part),
      ]),
    ),
  ];
}
