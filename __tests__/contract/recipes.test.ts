import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';

// act runs workflows like GitHub: https://nektosact.com. It is not installed with npm.
const run = spawnSync('act', ['--version']).status === 0 ? describe : describe.skip;
const root = path.dirname(path.dirname(import.meta.dirname));

const files: Readonly<Record<string, string>> = {
  '.actor/actor.json': '{ "actorSpecification": 1, "name": "my-actor", "version": "1.0", "buildTag": "latest" }',
  Dockerfile: 'FROM apify/actor-node:24\n',
  'package.json':
    '{ "name": "my-actor", "scripts": { "test": "true", "build": "mkdir dist && echo 1 > dist/main.js" } }',
  'package-lock.json': '{ "name": "my-actor", "lockfileVersion": 3, "packages": { "": { "name": "my-actor" } } }',
  '.gitignore': 'dist/\n',
  '.actorignore': '!dist/\n',
};

run('examples/workflows', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'recipes-'));
    for (const name of ['action.yml', 'discover', 'promote', 'cleanup', 'dist']) {
      await cp(path.join(root, name), path.join(folder, 'action', name), { recursive: true });
    }
    await mkdir(path.join(folder, 'other'));
    const nothing = 'name: x\ndescription: x\nruns:\n  using: composite\n  steps: [{ run: "true", shell: bash }]\n';
    await writeFile(path.join(folder, 'other/action.yml'), nothing);
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, 'workspace', name)), { recursive: true });
      await writeFile(path.join(folder, 'workspace', name), content);
    }
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('-c', 'user.name=janedoe', '-c', 'user.email=janedoe@example.com', 'commit', '--quiet', '--message', 'Files');
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  function git(...args: readonly string[]): string {
    return spawnSync('git', args, { cwd: path.join(folder, 'workspace'), encoding: 'utf8' }).stdout.trim();
  }

  /** Runs a workflow. @returns its log, and an empty text if all jobs succeeded. */
  async function act(workflow: string, event: string, ref: string, emulator: Emulator, secrets = {}): Promise<string> {
    const own = await mkdtemp(path.join(folder, 'event-'));
    const repository = {
      full_name: 'janedoe/actors',
      name: 'actors',
      default_branch: 'main',
      owner: { login: 'janedoe' },
    };
    const branch = { ref: 'main', sha: git('rev-parse', 'HEAD'), repo: repository };
    const pull = event === 'pull_request' ? { number: 7, pull_request: { number: 7, head: branch, base: branch } } : {};
    const before = '0'.repeat(40);
    await writeFile(
      path.join(own, 'event.json'),
      JSON.stringify({ ref, before, after: branch.sha, repository, ...pull }),
    );
    const action = path.join(folder, 'action');
    const other = path.join(folder, 'other');
    const given = {
      APIFY_TOKEN: emulator.token,
      API_KEY: 'not-a-real-api-key',
      PRIVATE_KEY: 'not-a-real-key',
      ...secrets,
    };
    const args = [
      ...[
        event,
        '--workflows',
        path.join(root, 'examples/workflows', workflow),
        '--eventpath',
        path.join(own, 'event.json'),
      ],
      ...['--platform', 'ubuntu-latest=-self-hosted', '--env', 'GITHUB_REPOSITORY=janedoe/actors'],
      ...['--env', `APIFY_CLIENT_BASE_URL=${emulator.url}`, '--action-cache-path', path.join(own, 'actions')],
      ...['--local-repository', `OWNER/deploy-apify-actor@v1=${action}`],
      ...['checkout@v5', 'setup-node@v5'].flatMap((name) => ['--local-repository', `actions/${name}=${other}`]),
      ...Object.entries(given).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
    ];
    // The cache is for this run only. act starts the `node` that it finds.
    const env = {
      ...process.env,
      HOME: own,
      XDG_CACHE_HOME: path.join(own, 'cache'),
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
    };
    const child = spawn('act', args, { cwd: path.join(folder, 'workspace'), env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const log = (await Promise.all([text(child.stdout), text(child.stderr)])).join('');
    return (await ended) === 0 ? '' : log;
  }

  test.each([
    ['deploy.yml', 'refs/heads/main', ['1.0']],
    ['tests-first.yml', 'refs/heads/main', ['1.0']],
    ['beta-channel.yml', 'refs/heads/main', ['1.0']],
    ['build-step.yml', 'refs/heads/main', ['1.0']],
    ['secrets.yml', 'refs/heads/main', ['1.0']],
    ['monorepo.yml', 'refs/heads/main', ['1.0']],
    ['git-repository.yml', 'refs/heads/main', ['1.0']],
    ['git-tag.yml', 'refs/tags/v1.4.2', ['1.4']],
    ['skip-without-token.yml', 'refs/heads/main', ['1.0']],
  ])('%s deploys', async (workflow, ref, versions) => {
    await using emulator = await startEmulator();
    expect(await act(workflow, 'push', ref, emulator)).toBe('');
    expect(versionsOf(emulator)).toEqual(versions);
  });

  test.each([
    ['dry-run.yml', 'pull_request', 'refs/pull/7/merge', {}],
    ['skip-without-token.yml', 'push', 'refs/heads/main', { APIFY_TOKEN: '' }],
  ])('%s changes nothing on %s', async (workflow, event, ref, secrets) => {
    await using emulator = await startEmulator();
    expect(await act(workflow, event, ref, emulator, secrets)).toBe('');
    expect(versionsOf(emulator)).toEqual([]);
    expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

function versionsOf({ platform }: Emulator): readonly string[] {
  return [...platform.actors.values()].flatMap(({ versions }) => versions.map(({ versionNumber }) => versionNumber));
}
