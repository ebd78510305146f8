/**
 * `npm run start:monorepo` changes one Actor in the example monorepo. The `discover` action finds it, and the deploy
 * action deploys each row of the matrix to the bundled emulator.
 */
import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startEmulator } from '../emulator/emulator.ts';
import { runAction } from './run-action.ts';
import { createLogView, showEnd, showPlatform, showTitle } from './show.ts';

const example = path.join(path.dirname(import.meta.dirname), 'examples', 'monorepo');
const touched = path.join('actors', 'hello', 'src', 'main.js');

const emulator = await startEmulator();
const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
try {
  await cp(example, checkout, { recursive: true, filter: (file) => !isLink(file) });
  for (const name of await readdir(path.join(checkout, 'actors'))) {
    await linkShared(path.join(checkout, 'actors', name, 'shared'));
    emulator.addActor({ name, versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
  }
  git('init', '--quiet');
  const before = commit('Three Actors');
  await appendFile(path.join(checkout, touched), "await say('And hello again!');\n");
  const after = commit(`Change ${touched}`);

  console.log(`This example has a repository with three Actors and a commit that changes ${touched}.`);
  console.log('Nothing leaves this computer, because an emulator replaces the Apify API.');
  showTitle('Log of the discover step');
  const found = await runAction({
    action: 'discover',
    workspace: checkout,
    inputs: {},
    event: { before, after },
    onLog: createLogView(),
  });
  showEnd(found);
  const exitCodes = [found.exitCode];
  for (const row of rowsOf(found.outputs['matrix'])) {
    showTitle(`Log of the deploy step for ${row.directory}`);
    const step = await runAction({
      workspace: checkout,
      inputs: {
        token: emulator.token,
        'api-base-url': emulator.url,
        'working-directory': row.directory,
      },
      onLog: createLogView(),
    });
    showEnd(step);
    exitCodes.push(step.exitCode);
  }
  showPlatform(emulator);
  process.exitCode = exitCodes.find((code) => code !== 0) === undefined ? 0 : 1;
} finally {
  await emulator.close();
  await rm(checkout, { recursive: true, force: true, maxRetries: 10 });
}

/** Whether a file is a link to `shared`. By default, Git for Windows checks out such links as text files. */
function isLink(file: string): boolean {
  return path.basename(file) === 'shared' && path.dirname(file) !== example;
}

/** Creates a link, or a copy if the user is not allowed to create links on Windows. */
async function linkShared(link: string): Promise<void> {
  try {
    await symlink(path.join('..', '..', 'shared'), link, 'dir');
  } catch {
    await cp(path.join(checkout, 'shared'), link, { recursive: true });
  }
}

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=example', '-c', 'user.email=example@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: checkout, encoding: 'utf8' }).trim();
}

/** @returns the commit's hash. */
function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
}

/** Returns the rows of the matrix, like `fromJSON` in a workflow. */
function rowsOf(matrix: string | undefined): readonly { readonly directory: string }[] {
  return matrix === undefined ? [] : JSON.parse(matrix).include;
}
