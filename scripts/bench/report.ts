import { cpus } from 'node:os';
import process from 'node:process';
import type { Figures } from './measure.ts';
import type { Scenario } from './scenarios.ts';

export type Measured = readonly [measured: Figures, against: Figures];

/** What the ratio of a scenario is held against. */
export function ratioOf([measured, against]: Measured): number {
  return (measured.sentMs ?? measured.wallMs) / (against.sentMs ?? against.wallMs);
}

export const head: readonly string[] = [
  '| Scenario | Against | Version sent, ms | Whole run, ms | Peak memory, MiB | Requests | At most |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** A line of the table: each figure of the action, the other's, and their ratio. */
export function rowOf({ title, against: { title: other }, limit }: Scenario, figures: Measured): string {
  const [measured, against] = figures;
  const pair = (ours: number | undefined, theirs: number | undefined): string =>
    ours === undefined || theirs === undefined
      ? ''
      : `${ours.toFixed(0)} / ${theirs.toFixed(0)}${theirs === 0 ? '' : ` = ${(ours / theirs).toFixed(2)}`}`;
  const cells = [
    title,
    other,
    pair(measured.sentMs, against.sentMs),
    pair(measured.wallMs, against.wallMs),
    pair(measured.peakMib, against.peakMib),
    `${measured.requests} / ${against.requests}`,
    `${limit}${ratioOf(figures) > limit ? ' (missed)' : ''}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** When and on what. */
export function circumstances(now: Date): string {
  const date = now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`;
  return `Measured on ${date}, ${process.platform}, ${machine}, Node ${process.version}.`;
}
