/** Runs of the deploy action against the emulator, one for each possible result. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type FinishedStep, runAction } from './run-action.ts';

interface Scenario {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Prepares the account before the run. */
  readonly prepare?: (emulator: Emulator) => void;
  /** The request after which the step is canceled. */
  readonly cancelAfter?: RegExp;
}

const files: Readonly<Record<string, string>> = {
  '.actor/actor.json': JSON.stringify(
    {
      actorSpecification: 1,
      name: 'web-crawler',
      title: 'Web crawler',
      version: '1.4',
      buildTag: 'latest',
      environmentVariables: { LOG_LEVEL: 'INFO', API_KEY: '@api-key' },
    },
    null,
    2,
  ),
  '.actor/Dockerfile': 'FROM apify/actor-node:24\nCOPY . ./\nRUN npm ci --omit=dev\nCMD ["npm", "start"]\n',
  'package.json': '{ "name": "web-crawler", "type": "module", "scripts": { "start": "node src/main.js" } }\n',
  'src/main.js': "console.log('Crawling');\n",
};

/** Adds the Actor with a build that the tag points to. */
function existing(emulator: Emulator): void {
  const versions = [{ versionNumber: '1.4', buildTag: 'latest' }];
  const actor = emulator.addActor({ name: 'web-crawler', id: 'hG8xK2pQ9rT4vW1zA', versions });
  emulator.addBuild(actor, { versionNumber: '1.4', tags: ['latest'] });
}

export const scenarios = {
  success: { prepare: existing },
  creation: {},
  'build that fails': {
    prepare: (emulator) => {
      existing(emulator);
      emulator.queueNextBuild({
        status: 'FAILED',
        log: [
          'ACTOR: Building container image.',
          'Step 3/4 : RUN npm ci --omit=dev',
          '\u001b[31mnpm error\u001b[0m code ERESOLVE',
          '   ',
          'npm error Could not resolve dependency: `crawlee@^4` <needs> a newer Node',
          "ERROR: The command '/bin/sh -c npm ci --omit=dev' returned a non-zero code: 1",
        ].map((text, index) => ({ atMs: index * 15, text })),
      });
    },
  },
  'bad input': { prepare: existing, inputs: { version: '1.4.0', build: 'maybe' } },
  'dry run': { prepare: existing, inputs: { 'dry-run': 'true' } },
  canceled: {
    prepare: (emulator) => {
      existing(emulator);
      emulator.queueNextBuild({ runMs: 60_000, status: 'SUCCEEDED' });
    },
    cancelAfter: /^GET \/v2\/actor-builds\/\w+$/,
  },
  'warnings and an archive': {
    inputs: { 'source-type': 'TARBALL', 'env-vars': 'APIFY_LOG_LEVEL=DEBUG', version: '1.5' },
    files: { 'assets/a <b> | `c` **d** @janedoe #1.txt': 'x' },
  },
  'Git source without waiting': {
    prepare: existing,
    inputs: { 'git-repo-url': 'https://github.com/janedoe/actors.git#main:web-crawler', 'wait-for-finish': '0' },
  },
  'build that is still running': {
    prepare: (emulator) => {
      existing(emulator);
      emulator.queueNextBuild({ runMs: 60_000, status: 'SUCCEEDED' });
    },
    inputs: { 'wait-for-finish': '1' },
  },
  'token that is not valid': { prepare: existing, inputs: { token: 'apify_api_wrong' } },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export async function runScenario(name: ScenarioName): Promise<FinishedStep> {
  const scenario: Scenario = scenarios[name];
  await using emulator = await startEmulator();
  const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
  let watch: NodeJS.Timeout | undefined;
  try {
    for (const [file, content] of Object.entries({ ...files, ...scenario.files })) {
      await mkdir(path.dirname(path.join(checkout, file)), { recursive: true });
      await writeFile(path.join(checkout, file), content);
    }
    const sha = commitAll(checkout);
    scenario.prepare?.(emulator);
    return await runAction({
      workspace: checkout,
      inputs: {
        token: emulator.token,
        'api-base-url': emulator.url,
        'secret-env-vars': 'api-key=not-a-real-secret',
        ...scenario.inputs,
      },
      ...(sha === undefined ? {} : { environment: { GITHUB_SHA: sha } }),
      onStart: (child) => {
        watch = setInterval(() => {
          const isSent = emulator.requests.some(({ method, path: asked }) =>
            scenario.cancelAfter?.test(`${method} ${asked}`),
          );
          if (!isSent) return;
          clearInterval(watch);
          child.kill('SIGINT');
        }, 20);
      },
    });
  } finally {
    clearInterval(watch);
    await rm(checkout, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Commits the files, so that the folder is like a checkout from GitHub. @returns the commit; undefined without Git. */
function commitAll(folder: string): string | undefined {
  const identity = ['-c', 'user.name=janedoe', '-c', 'user.email=janedoe@example.com'];
  const git = (...args: readonly string[]): string =>
    spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } })
      .stdout ?? '';
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Files');
  return git('rev-parse', 'HEAD').trim() || undefined;
}
