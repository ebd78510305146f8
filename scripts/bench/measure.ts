import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type ActionStep, type FinishedStep, runAction } from '../run-action.ts';
import { actorName, versionNumber } from './trees.ts';

/** Something that is measured: the action, or what it is compared with. */
export interface Contender {
  readonly title: string;
  /** How it is started against an emulator of its own. */
  readonly step: (emulator: Emulator) => ActionStep;
  /** Whether it did its work; where it is not given, a version's body must have arrived. */
  readonly didItsWork?: (step: FinishedStep) => boolean;
}

/** Medians of one contender's runs. */
export interface Figures {
  /** From the start of the process until the version's body has arrived, in milliseconds; undefined where none is sent. */
  readonly sentMs: number | undefined;
  /** From the start of the process to its end, in milliseconds. */
  readonly wallMs: number;
  /** Of the process and the Node processes that it starts, the largest: its peak resident memory in MiB. */
  readonly peakMib: number;
  /** That the emulator received. */
  readonly requests: number;
}

const MEMORY_ROUNDS = 3;

const reportPeak = pathToFileURL(path.join(import.meta.dirname, 'report-peak.mjs')).href;

/**
 * Runs two contenders in turns, each run against an emulator of its own.
 * @param rounds that count; one before them warms the disk's cache, and memory has rounds of its own.
 * @throws Error where a run does not do its work.
 */
export async function measure(
  contenders: readonly [Contender, Contender],
  rounds: number,
): Promise<readonly [Figures, Figures]> {
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
  const peaks: number[] = [];
  for (let round = 0; round < MEMORY_ROUNDS; round += 1) peaks.push(await peakOf(contender));
  const sent = runs.flatMap(({ sentMs }) => sentMs ?? []);
  return {
    sentMs: sent.length === 0 ? undefined : median(sent),
    wallMs: median(runs.map(({ wallMs }) => wallMs)),
    peakMib: median(peaks),
    requests: median(runs.map(({ requests }) => requests)),
  };
}

type Run = Omit<Figures, 'peakMib'>;

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
  return {
    sentMs: sent === undefined ? undefined : sent.receivedAt - start,
    wallMs: end - start,
    requests: emulator.requests.length,
  };
}

async function peakOf(contender: Contender): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'peak-'));
  try {
    const file = path.join(folder, 'peaks');
    await time(contender, { NODE_OPTIONS: `--import ${reportPeak}`, BENCH_PEAK_FILE: file });
    const kilobytes = (await readFile(file, 'utf8')).trim().split('\n').map(Number);
    return Math.max(...kilobytes) / 1024;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
