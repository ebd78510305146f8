import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { runAction } from '../run-action.ts';

/** One line of the table: medians in milliseconds. */
export interface BenchRow {
  readonly title: string;
  /** The most that the ratio may be. */
  readonly limit: number;
  readonly measured: { readonly title: string; readonly ms: number };
  readonly against: { readonly title: string; readonly ms: number };
}

const ACTORS = 500;
const FILES = 20_000;
const ROUNDS = 15;

const bareDiscover = path.join(import.meta.dirname, 'bare-discover.mjs');

/**
 * 500 Actors of 20,000 files, one file changed by a push: the time of the action's process, in turns with that of a
 * script that runs `git diff --name-only` and reads the 500 definitions.
 * @param folder where the repository is made.
 */
export async function measureDiscover(folder: string): Promise<BenchRow> {
  const workspace = path.join(folder, 'monorepo');
  const event = await makeMonorepo(workspace);
  const times = { action: [] as number[], bare: [] as number[] };
  // The first round warms the disk's cache and does not count.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const turns = ['action', 'bare'] as const;
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      const ms = await time(workspace, event, turn === 'bare' ? bareDiscover : undefined);
      if (round > 0) times[turn].push(ms);
    }
  }
  return {
    title: '500 Actors, 20,000 files, one changed',
    limit: 2,
    measured: { title: 'discover', ms: median(times.action) },
    against: { title: 'git diff and 500 files', ms: median(times.bare) },
  };
}

async function makeMonorepo(top: string): Promise<object> {
  for (let actor = 0; actor < ACTORS; actor += 1) {
    const name = `actor-${actor}`;
    const parent = path.join(top, 'actors', name);
    await mkdir(path.join(parent, '.actor'), { recursive: true });
    await mkdir(path.join(parent, 'src'));
    const definition = { actorSpecification: 1, name, title: `Actor ${actor}`, version: '0.1', buildTag: 'latest' };
    await writeFile(path.join(parent, '.actor', 'actor.json'), JSON.stringify(definition, null, 2));
    const modules = Array.from({ length: FILES / ACTORS - 1 }, (_, index) => `module-${index}`);
    await Promise.all(
      modules.map((file) =>
        writeFile(path.join(parent, 'src', `${file}.js`), `export const ${file.replace('-', '')} = '${name}';\n`),
      ),
    );
  }
  const git = (...args: readonly string[]): string => {
    const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
    return execFileSync('git', [...identity, ...args], { cwd: top, encoding: 'utf8' }).trim();
  };
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Actors');
  const before = git('rev-parse', 'HEAD');
  await appendFile(path.join(top, 'actors', 'actor-250', 'src', 'module-1.js'), '// changed\n');
  git('commit', '--quiet', '-a', '-m', 'Change one');
  return { before, after: git('rev-parse', 'HEAD') };
}

/** Milliseconds that the process lives. */
async function time(workspace: string, event: object, main: string | undefined): Promise<number> {
  let start = 0;
  let end = 0;
  const step = await runAction({
    action: 'discover',
    workspace,
    inputs: {},
    event,
    ...(main === undefined ? {} : { main }),
    onStart: (child) => {
      start = performance.now();
      child.once('exit', () => {
        end = performance.now();
      });
    },
  });
  const found = main === undefined ? step.outputs['directories'] : step.log;
  if (step.exitCode !== 0 || found?.includes('actors/actor-250"') !== true) {
    throw new Error(`Nothing was discovered:\n${step.log}\n${step.stderr}`);
  }
  return end - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
