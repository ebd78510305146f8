import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { StoredActor } from '../../emulator/platform.ts';
import { lintWorkflow } from '../../scripts/lint-workflows.ts';
import { GITHUB_TOKEN } from '../../scripts/run-action.ts';
import { checkout, smallActor } from '../support/deployment.ts';
import { startFakeGitHub } from '../support/fake-github.ts';
import { misuses, ownActions, type Workflow } from '../support/workflows.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
/** The other examples are tested with the workflows in the README. */
const examples = ['deploy-and-test.yml', 'release-and-promote.yml', 'roll-back.yml', 'preview.yml'].map(
  (name) => `examples/workflows/${name}`,
);
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

/** The folder of our action that a `uses` names. */
function ownAction(uses: string): keyof typeof ownActions | undefined {
  const [, name = '.'] = /^OWNER\/deploy-apify-actor(?:\/(\w+))?@v1$/.exec(uses) ?? [undefined, ''];
  return Object.keys(ownActions).includes(name) ? (name as keyof typeof ownActions) : undefined;
}

describe.each(examples)('%s', (file) => {
  test('passes actionlint', async () => {
    expect(await lintWorkflow(await read(file), `.github/workflows/${path.basename(file)}`)).toEqual([]);
  });

  test('uses inputs and outputs that our actions have', async () => {
    const workflow: Workflow = parse(await read(file));
    expect(misuses(workflow, ownAction)).toEqual([]);
    const steps = Object.values(workflow.jobs).flatMap(({ steps = [] }) => steps);
    expect(steps.filter(({ uses }) => uses !== undefined && ownAction(uses) !== undefined)).not.toEqual([]);
  });

  test('grants few permissions, and limits the time of every job', async () => {
    const workflow: Workflow = parse(await read(file));
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toMatchObject({ group: expect.any(String) });
    expect(Object.values(workflow.jobs).map((job) => job['timeout-minutes'])).not.toContain(undefined);
  });
});

interface Setting extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly actor: StoredActor;
  /** Runs a workflow with act. @returns its log; it must succeed. */
  run(name: string, event: { readonly name: string; readonly payload: object }): Promise<string>;
  tags(): Readonly<Record<string, string | undefined>>;
}

/** An Actor with the builds 0.1.1 and 0.1.2, of which the second is `latest`. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<Setting> {
  const emulator = await startEmulator();
  emulator.scriptBuilds({ log: [], runMs: 20 });
  const actor = emulator.addActor({ name: 'my-actor', versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
  emulator.addBuild(actor, { versionNumber: '0.1' });
  emulator.addBuild(actor, { versionNumber: '0.1', tags: ['latest'] });
  const tree = await checkout(smallActor);
  return {
    emulator,
    actor,
    run: async (name, { name: event, payload }) => {
      const home = `${tree.folder}-home`;
      await mkdir(home, { recursive: true });
      const [payloadFile, workflow] = [path.join(home, 'event.json'), path.join(home, name)];
      const repository = {
        full_name: 'janedoe/actors',
        name: 'actors',
        default_branch: 'main',
        owner: { login: 'janedoe' },
      };
      await writeFile(payloadFile, JSON.stringify({ ref: 'refs/heads/main', repository, ...payload }));
      await writeFile(workflow, (await read(`examples/workflows/${name}`)).replace(/^ +ref: .*\n/m, ''));
      const own = path.join(home, 'own');
      for (const part of ['action.yml', 'dist', 'promote', 'cleanup']) {
        await cp(path.join(root, part), path.join(own, part), { recursive: true });
      }
      // Without a ref, act copies the checkout itself.
      const noCheckout = path.join(home, 'checkout');
      await mkdir(noCheckout);
      const nothing = { name: 'Nothing', runs: { using: 'composite', steps: [{ run: 'true', shell: 'bash' }] } };
      await writeFile(path.join(noCheckout, 'action.yml'), JSON.stringify(nothing));
      const actions = [`OWNER/deploy-apify-actor@v1=${own}`, `actions/checkout@v5=${noCheckout}`];
      const variables = { GITHUB_REPOSITORY: 'janedoe/actors', APIFY_CLIENT_BASE_URL: emulator.url, ...environment };
      const args = [
        ...[event, '-W', workflow, '-e', payloadFile, '-P', 'ubuntu-latest=-self-hosted'],
        ...actions.flatMap((action) => ['--local-repository', action]),
        ...['-s', `APIFY_TOKEN=${emulator.token}`, '-s', `GITHUB_TOKEN=${GITHUB_TOKEN}`],
        ...Object.entries(variables).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
      ];
      try {
        const env = {
          ...process.env,
          HOME: home,
          PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
        };
        const [error, log] = await new Promise<readonly [Error | null, string]>((resolve) => {
          execFile('act', args, { cwd: tree.folder, env }, (failure, stdout, stderr) =>
            resolve([failure, stdout + stderr]),
          );
        });
        expect([error?.name, error === null ? '' : log]).toEqual([undefined, '']);
        return log;
      } finally {
        await rm(home, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    tags: () => Object.fromEntries(Object.entries(actor.taggedBuilds).map(([tag, build]) => [tag, build?.buildNumber])),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      await tree[Symbol.asyncDispose]();
    },
  };
}

const pullRequest = (action: string): object => ({
  action,
  number: 7,
  ref: 'refs/pull/7/merge',
  pull_request: {
    number: 7,
    head: { ref: 'feature', sha: '0'.repeat(40), repo: { full_name: 'janedoe/actors', fork: false } },
    base: { ref: 'main', sha: '0'.repeat(40), repo: { full_name: 'janedoe/actors' } },
  },
});

/** https://github.com/nektos/act runs workflows on this machine. */
const hasAct = process.platform !== 'win32' && spawnSync('act', ['--version']).status === 0;
const withAct = hasAct ? describe : describe.skip;
const ACT_MS = 120_000;

withAct('with act', () => {
  test(
    'deploy-and-test.yml moves latest to the build after its test run',
    async () => {
      await using setting = await start();
      await setting.run('deploy-and-test.yml', { name: 'push', payload: {} });
      expect(setting.tags()).toEqual({ latest: '0.1.3', candidate: '0.1.3' });
      expect(setting.emulator.platform.runs.map(({ status }) => status)).toEqual(['SUCCEEDED']);
    },
    ACT_MS,
  );

  test(
    'release-and-promote.yml tags the build of a push as candidate, and promotes it on a release',
    async () => {
      await using setting = await start();
      await setting.run('release-and-promote.yml', { name: 'push', payload: {} });
      expect(setting.tags()).toEqual({ latest: '0.1.2', candidate: '0.1.3' });
      await setting.run('release-and-promote.yml', { name: 'release', payload: { action: 'published' } });
      expect(setting.tags()).toEqual({ latest: '0.1.3', candidate: '0.1.3' });
    },
    ACT_MS,
  );

  test.each([
    ['previous', '0.1.1'],
    ['0.1.1', '0.1.1'],
  ])(
    'roll-back.yml with %s points latest to %s',
    async (build, number) => {
      await using setting = await start();
      const inputs = { build, tag: 'latest' };
      await setting.run('roll-back.yml', { name: 'workflow_dispatch', payload: { inputs } });
      expect(setting.tags()).toEqual({ latest: number });
    },
    ACT_MS,
  );

  test(
    'preview.yml deploys a pull request, and deletes the preview when the pull request is closed',
    async () => {
      await using gitHub = await startFakeGitHub([{ body: { state: 'closed' } }]);
      await using setting = await start({ GITHUB_API_URL: gitHub.url });
      await setting.run('preview.yml', { name: 'pull_request', payload: pullRequest('opened') });
      expect(setting.tags()).toEqual({ latest: '0.1.2', 'pr-7': '10.7.1' });
      await setting.run('preview.yml', { name: 'pull_request', payload: pullRequest('closed') });
      expect(setting.tags()).toEqual({ latest: '0.1.2' });
      expect(setting.actor.versions.map(({ versionNumber }) => versionNumber)).toEqual(['0.1']);
    },
    ACT_MS,
  );

  test(
    'preview.yml deletes remaining previews on a schedule',
    async () => {
      await using gitHub = await startFakeGitHub([{ body: { state: 'closed' } }]);
      await using setting = await start({ GITHUB_API_URL: gitHub.url });
      await setting.run('preview.yml', { name: 'pull_request', payload: pullRequest('opened') });
      await setting.run('preview.yml', { name: 'schedule', payload: { schedule: '17 3 * * 1' } });
      expect(setting.tags()).toEqual({ latest: '0.1.2' });
    },
    ACT_MS,
  );
});
