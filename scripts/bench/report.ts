import { cpus } from 'node:os';
import process from 'node:process';
import { type Comparison, ratioOf } from './measure.ts';
import type { Scenario } from './scenarios.ts';

export const head: readonly string[] = [
  '| Scenario | Compared with | Version sent, ms | Fastest run, ms | Whole run, ms | CPU until sent, ms | Peak memory, MiB | Requests | Limit |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

/**
 * Returns a row of the table: the results of the action, those of the other program, and their ratios.
 * @param other the title of the other program.
 */
export function rowOf({ title, limit }: Scenario, other: string, comparison: Comparison): string {
  const [ours, theirs] = comparison;
  const pair = (name: 'ms' | 'fastestMs' | 'wallMs' | 'cpuMs' | 'peakMib'): string =>
    `${ours[name].toFixed(0)} / ${theirs[name].toFixed(0)} = ${(ours[name] / theirs[name]).toFixed(2)}`;
  const cells = [
    title,
    other,
    pair('ms'),
    pair('fastestMs'),
    pair('wallMs'),
    pair('cpuMs'),
    pair('peakMib'),
    `${ours.requests} / ${theirs.requests}`,
    limit === undefined ? '' : `${limit}${ratioOf(comparison) > limit ? ' (missed)' : ''}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Returns the date of the measurement and a description of the machine. */
export function circumstances(now: Date): string {
  const date = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`;
  return `Measured on ${date}, ${process.platform}, ${machine}, Node ${process.version}.`;
}
