/**
 * `npm run start:monorepo`: creates a repository from the example monorepo and changes one of its Actors. The discover
 * action finds it, and the deploy action deploys each row of the matrix to the bundled emulator.
 */
import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startEmulator } from '../emulator/emulator.ts';
import { runAction } from './run-action.ts';
import { showEnd, showLog, showPlatform, showTitle } from './show.ts';

const example = path.join(path.dirname(import.meta.dirname), 'examples', 'monorepo');
const touched = path.join('actors', 'hello', 'src', 'main.js');

const emulator = await startEmulator();
const checkout = await mkdtemp(path.join(tmpdir(), 'checkout-'));
try {
  // Targets of links come first: on Windows, a link to a folder differs from a link to a file.
  for (const name of ['shared', '.']) {
    await cp(path.join(example, name), path.join(checkout, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of await readdir(path.join(checkout, 'actors'))) {
    emulator.addActor({ name, versions: [{ versionNumber: '0.1', buildTag: 'latest' }] });
  }
  git('init', '--quiet');
  const before = commit('Three Actors');
  await appendFile(path.join(checkout, touched), "await say('And hello again!');\n");
  const after = commit(`Change ${touched}`);

  showTitle('Log of the discover step');
  const found = await runAction({
    action: 'discover',
    workspace: checkout,
    inputs: {},
    event: { before, after },
    onLog: showLog,
  });
  showEnd(found);
  const exitCodes = [found.exitCode];
  for (const row of rowsOf(found.outputs['matrix'])) {
    showTitle(`Log of the deploy job for ${row.directory}`);
    const step = await runAction({
      workspace: checkout,
      inputs: {
        token: emulator.token,
        'api-base-url': emulator.url,
        'working-directory': row.directory,
      },
      onLog: showLog,
    });
    showEnd(step);
    exitCodes.push(step.exitCode);
  }
  showPlatform(emulator);
  process.exitCode = exitCodes.find((code) => code !== 0) === undefined ? 0 : 1;
} finally {
  await emulator.close();
  await rm(checkout, { recursive: true, force: true, maxRetries: 3 });
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

/** The rows of the matrix. */
function rowsOf(matrix: string | undefined): readonly { readonly directory: string }[] {
  return matrix === undefined ? [] : JSON.parse(matrix).include;
}
