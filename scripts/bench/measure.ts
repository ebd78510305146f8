import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type ActionStep, type FinishedStep, runAction } from '../run-action.ts';
import { actorName, versionNumber } from './trees.ts';

/** A program to measure. */
export interface Contender {
  readonly title: string;
  /** The step that starts the program, with its own emulator. */
  readonly step: (emulator: Emulator) => ActionStep;
  /** Checks that the program did its work. By default, the emulator must have received a version. */
  readonly didItsWork?: (step: FinishedStep) => boolean;
}

/** The measurements of a program. */
interface Figures {
  /**
   * Milliseconds from the start of the process until the version has arrived, or until the process ends if it does not
   * send a version.
   */
  readonly ms: number;
  /** The time of the fastest run. */
  readonly fastestMs: number;
  /** Milliseconds from the start of the process to its end. */
  readonly wallMs: number;
  /**
   * CPU time in milliseconds until the version has arrived, without Git. It hardly depends on other programs on the
   * machine.
   */
  readonly cpuMs: number;
  /** Peak resident memory of the process or of its largest Node child process, in MiB. */
  readonly peakMib: number;
  /** Requests that the emulator received. */
  readonly requests: number;
}

/** The measurements of the action and of the program that it is compared with. */
export type Comparison = readonly [Figures, Figures];

const USAGE_ROUNDS = 3;

const reportUsage = pathToFileURL(path.join(import.meta.dirname, 'report-usage.mjs')).href;

/** Returns the ratio that the limit applies to. */
export function ratioOf([ours, theirs]: Comparison): number {
  return ours.ms / theirs.ms;
}

/**
 * Runs two programs alternately. All results are medians, except for the fastest run.
 * @param rounds the number of rounds that count, after one round that fills the disk cache. CPU time and memory are
 *   measured in separate rounds.
 * @throws Error if a program does not do its work.
 */
export async function measure(contenders: readonly [Contender, Contender], rounds: number): Promise<Comparison> {
  const runs: readonly [Run[], Run[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    for (const index of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const run = await time(contenders[index]);
      if (round > 0) runs[index].push(run);
    }
  }
  return [await figuresOf(contenders[0], runs[0]), await figuresOf(contenders[1], runs[1])];
}

async function figuresOf(contender: Contender, runs: readonly Run[]): Promise<Figures> {
  const usages: Usage[] = [];
  for (let round = 0; round < Math.min(USAGE_ROUNDS, runs.length); round += 1) usages.push(await usageOf(contender));
  return {
    ms: median(runs.map(({ ms }) => ms)),
    fastestMs: Math.min(...runs.map(({ ms }) => ms)),
    wallMs: median(runs.map(({ wallMs }) => wallMs)),
    cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
    peakMib: median(usages.map(({ peakMib }) => peakMib)),
    requests: median(runs.map(({ requests }) => requests)),
  };
}

type Usage = Pick<Figures, 'cpuMs' | 'peakMib'>;

type Run = Pick<Figures, 'ms' | 'wallMs' | 'requests'>;

async function time(contender: Contender, environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  await using emulator = await startEmulator();
  emulator.addActor({ name: actorName, versions: [{ versionNumber }] });
  const wanted = contender.step(emulator);
  let start = 0;
  let end = 0;
  const step = await runAction({
    ...wanted,
    environment: { ...wanted.environment, ...environment },
    onStart: (child) => {
      start = performance.now();
      child.once('exit', () => {
        end = performance.now();
      });
    },
  });
  const sent = emulator.requests.find(({ json }) => typeof json === 'object' && json !== null && 'sourceType' in json);
  const { didItsWork = () => sent !== undefined } = contender;
  if (step.exitCode !== 0 || !didItsWork(step)) throw new Error(`${contender.title}:\n${step.log}\n${step.stderr}`);
  return { ms: (sent?.receivedAt ?? end) - start, wallMs: end - start, requests: emulator.requests.length };
}

async function usageOf(contender: Contender): Promise<Usage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'usage-'));
  try {
    const file = path.join(folder, 'usages');
    await time(contender, { NODE_OPTIONS: `--import ${reportUsage}`, BENCH_USAGE_FILE: file });
    const processes = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number));
    return {
      cpuMs: processes.reduce((sum, [, microseconds = 0]) => sum + microseconds, 0) / 1000,
      peakMib: Math.max(...processes.map(([kilobytes = 0]) => kilobytes)) / 1024,
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
