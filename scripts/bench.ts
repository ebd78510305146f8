/**
 * `npm run bench` compares the built action with bare scripts that do the same work. It exits with code 1 if a ratio
 * exceeds its limit. Options, after `--`:
 *
 * - `--only TEXT`: run only scenarios whose title contains the text
 * - `--tries N`: measure each scenario N times and keep the lowest ratio, for a machine that others use too
 * - `--dist FOLDER`: measure this folder instead of `dist`
 * - `--against FOLDER`: compare with the action in another `dist` folder instead of the bare scripts
 * - `--with-cli`: also compare with `apify push`, if apify-cli is installed here or in a parent folder
 * - `--docs`: write the table to docs/performance.md
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { useApifyCli } from './bench/apify-cli.ts';
import { type Comparison, type Contender, measure, ratioOf } from './bench/measure.ts';
import { circumstances, head, rowOf } from './bench/report.ts';
import { cliScenarios, distScenarios, floorScenarios, type Scenario } from './bench/scenarios.ts';
import { treesIn } from './bench/trees.ts';
import { fill } from './markdown.ts';

const root = path.dirname(import.meta.dirname);
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    tries: { type: 'string', default: '1' },
    dist: { type: 'string', default: path.join(root, 'dist') },
    against: { type: 'string' },
    'with-cli': { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
  },
});
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
try {
  const lines = [circumstances(new Date()), '', ...head];
  console.log(lines.join('\n'));
  for (const scenario of await listScenarios()) {
    const contenders = await scenario.contenders();
    const comparison = await measureBest(contenders, scenario.rounds);
    if (ratioOf(comparison) > (scenario.limit ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
    const row = rowOf(scenario, contenders[1].title, comparison);
    console.log(row);
    lines.push(row);
  }
  if (values.docs) {
    const page = path.join(root, 'docs/performance.md');
    await writeFile(page, fill(await readFile(page, 'utf8'), 'bench', lines.join('\n')));
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

async function listScenarios(): Promise<readonly Scenario[]> {
  const trees = treesIn(folder);
  const dist = path.resolve(values.dist);
  const own =
    values.against === undefined
      ? floorScenarios(trees, dist)
      : distScenarios(trees, dist, path.resolve(values.against));
  const all = values['with-cli'] ? [...own, ...cliScenarios(trees, dist, await useApifyCli(folder))] : own;
  return all.filter(({ title }) => title.includes(values.only));
}

async function measureBest(contenders: readonly [Contender, Contender], rounds: number): Promise<Comparison> {
  let best = await measure(contenders, rounds);
  for (let count = 1; count < Number(values.tries); count += 1) {
    const next = await measure(contenders, rounds);
    if (ratioOf(next) < ratioOf(best)) best = next;
  }
  return best;
}
