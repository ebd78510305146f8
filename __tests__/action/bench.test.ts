import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { type Comparison, measure } from '../../scripts/bench/measure.ts';
import { head, rowOf } from '../../scripts/bench/report.ts';
import { floorScenarios } from '../../scripts/bench/scenarios.ts';
import { makeTree, treesIn } from '../../scripts/bench/trees.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

test('measures the action and a bare script', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  try {
    const small = () => makeTree(path.join(folder, 'small'), 4);
    const [scenario] = floorScenarios({ ...treesIn(folder), small }, dist);
    if (scenario === undefined) throw new Error('There are no scenarios');
    const figures = await measure(await scenario.contenders(), 1);
    for (const { ms, fastestMs, wallMs, cpuMs, peakMib, requests } of figures) {
      expect(ms).toBeGreaterThan(0);
      expect(fastestMs).toBeLessThanOrEqual(ms);
      expect(wallMs).toBeGreaterThan(ms);
      expect(cpuMs).toBeGreaterThan(10);
      expect(peakMib).toBeGreaterThan(10);
      expect(requests).toBeGreaterThanOrEqual(1);
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

test('prints a row with the ratios, and marks a ratio above the limit', () => {
  const figures = { ms: 160, fastestMs: 120, wallMs: 300, cpuMs: 120, peakMib: 100, requests: 3 };
  const comparison: Comparison = [
    figures,
    { ms: 100, fastestMs: 100, wallMs: 200, cpuMs: 80, peakMib: 50, requests: 1 },
  ];
  const scenario = { title: '15 files', contenders: () => Promise.reject(new Error('not measured')), rounds: 1 };
  const row = (limit: number) => rowOf({ ...scenario, limit }, 'bare script', comparison);
  const cells =
    '15 files | bare script | 160 / 100 = 1.60 | 120 / 100 = 1.20 | 300 / 200 = 1.50 | 120 / 80 = 1.50 | 100 / 50 = 2.00 | 3 / 1';
  expect(row(1.5)).toBe(`| ${cells} | 1.5 (missed) |`);
  expect(row(1.6)).toBe(`| ${cells} | 1.6 |`);
  expect(head[0]?.split('|')).toHaveLength(row(1).split('|').length);
});
