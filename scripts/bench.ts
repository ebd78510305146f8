/**
 * `npm run bench`: the time from the start of the process until the emulator has the version's body, for the built
 * action and for what it is compared with, taken in turns in one run. Figures are medians; what counts is their ratio.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type BenchRow, measureDiscover, median } from './bench/discover.ts';
import { runAction } from './run-action.ts';

const bareDeploy = path.join(import.meta.dirname, 'bench', 'bare-deploy.mjs');

interface Scenario {
  readonly title: string;
  /** The most that the ratio of the medians may be. */
  readonly limit: number;
  readonly measured: Contender;
  readonly against: Contender;
  readonly rounds: number;
}

interface Contender {
  readonly title: string;
  readonly workspace: string;
  /** Another script in place of the action. */
  readonly main?: string;
}

const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
const emulator = await startEmulator();
emulator.addActor({ name: 'benchmarked', versions: [{ versionNumber: '0.1' }] });
try {
  const small = await makeTree('small', 15);
  const large = await makeTree('large', 5_000);
  const ignoring = await makeTree('ignoring', 15, 60_000);
  const scenarios: readonly Scenario[] = [
    {
      title: 'cold start, 15 files',
      limit: 1.8,
      measured: { title: 'action', workspace: small },
      against: { title: 'bare script', workspace: small, main: bareDeploy },
      rounds: 21,
    },
    {
      title: '5,000 tracked files',
      limit: 2.0,
      measured: { title: 'action', workspace: large },
      against: { title: 'bare script', workspace: large, main: bareDeploy },
      rounds: 9,
    },
    {
      title: '60,000 ignored files in an untracked node_modules',
      limit: 1.15,
      measured: { title: 'with them', workspace: ignoring },
      against: { title: 'without them', workspace: small },
      rounds: 21,
    },
  ];
  console.log(`Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
  console.log(
    '| scenario | measured | ms | against | ms | ratio | at most |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const scenario of scenarios) show(await measure(scenario, emulator));
  show(await measureDiscover(folder));
} finally {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
}

function show({ title, limit, measured, against }: BenchRow): void {
  const ratio = measured.ms / against.ms;
  if (ratio > limit) process.exitCode = 1;
  const cells = [title, measured.title, measured.ms.toFixed(0), against.title, against.ms.toFixed(0), ratio.toFixed(2)];
  console.log(`| ${cells.join(' | ')} | ${limit}${ratio > limit ? ' (missed)' : ''} |`);
}

/** A checkout of so many small files, and so many that Git ignores. */
async function makeTree(name: string, tracked: number, ignored = 0): Promise<string> {
  const top = path.join(folder, name);
  await mkdir(path.join(top, '.actor'), { recursive: true });
  const definition = { actorSpecification: 1, name: 'benchmarked', version: '0.1', buildTag: 'latest' };
  await writeFile(path.join(top, '.actor', 'actor.json'), JSON.stringify(definition));
  await writeFile(path.join(top, 'Dockerfile'), 'FROM apify/actor-node:24\nCOPY . ./\n');
  await writeFile(path.join(top, '.gitignore'), 'node_modules\n');
  await writeMany(path.join(top, 'src'), tracked - 3, 'js', 6);
  await writeMany(path.join(top, 'node_modules'), ignored, 'js', 0);
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
    execFileSync('git', [...identity, ...args], { cwd: top, stdio: 'ignore' });
  };
  git('init');
  git('add', '.');
  git('commit', '-m', 'Benchmark');
  return top;
}

async function writeMany(top: string, count: number, extension: string, lines: number): Promise<void> {
  const perFolder = 100;
  for (let start = 0; start < count; start += perFolder) {
    const parent = path.join(top, `part-${start / perFolder}`);
    await mkdir(parent, { recursive: true });
    const names = Array.from({ length: Math.min(perFolder, count - start) }, (_, index) => `module-${index}`);
    await Promise.all(
      names.map((name) =>
        writeFile(
          path.join(parent, `${name}.${extension}`),
          `export const ${name.replace('-', '')} = '${parent}';\n`.repeat(lines),
        ),
      ),
    );
  }
}

async function measure(scenario: Scenario, target: Emulator): Promise<BenchRow> {
  const { title, limit, measured, against, rounds } = scenario;
  const times = { measured: [] as number[], against: [] as number[] };
  // The first round warms the disk's cache and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const turns = [
      ['measured', measured],
      ['against', against],
    ] as const;
    for (const [key, contender] of round % 2 === 0 ? turns : turns.toReversed()) {
      const ms = await time(contender, target);
      if (round > 0) times[key].push(ms);
    }
  }
  return {
    title,
    limit,
    measured: { title: measured.title, ms: median(times.measured) },
    against: { title: against.title, ms: median(times.against) },
  };
}

/** Milliseconds from the start of the process to the version's body. */
async function time(contender: Contender, target: Emulator): Promise<number> {
  target.clearRequests();
  let start = 0;
  const step = await runAction({
    workspace: contender.workspace,
    inputs: {
      token: target.token,
      'api-base-url': target.url,
      'actor-id': `${target.username}~benchmarked`,
      build: 'false',
    },
    ...(contender.main === undefined ? {} : { main: contender.main }),
    onStart: () => {
      start = performance.now();
    },
  });
  if (step.exitCode !== 0) throw new Error(`${contender.title} failed:\n${step.log}\n${step.stderr}`);
  const posted = target.requests.find(({ method, path: asked }) => method === 'POST' && asked.includes('/versions/'));
  if (posted === undefined) throw new Error(`${contender.title} sent no version:\n${step.log}`);
  return posted.receivedAt - start;
}
