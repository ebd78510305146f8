/**
 * `npm run bench`: the built action and what it is compared with, in turns in one run. What counts are the ratios of the
 * medians; one that is too large ends it with exit code 1.
 *
 * `-- --with-cli` also measures `apify push`, where apify-cli is installed here or in a folder above;
 * `-- --readme` puts the table into README.md.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { useApifyCli } from './bench/apify-cli.ts';
import { measure } from './bench/measure.ts';
import { circumstances, head, ratioOf, rowOf } from './bench/report.ts';
import { cliScenarios, ownScenarios } from './bench/scenarios.ts';
import { makeTrees } from './bench/trees.ts';
import { fill } from './readme-tables.ts';

const { values: asked } = parseArgs({ options: { 'with-cli': { type: 'boolean' }, readme: { type: 'boolean' } } });
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
try {
  const push = asked['with-cli'] ? await useApifyCli(folder) : undefined;
  const trees = await makeTrees(folder);
  const lines: string[] = [];
  const tell = (line: string): void => {
    console.log(line);
    lines.push(line);
  };
  for (const line of [circumstances(new Date()), '', ...head]) tell(line);
  for (const scenario of [...ownScenarios(trees), ...(push === undefined ? [] : cliScenarios(trees, push))]) {
    const figures = await measure([scenario.measured, scenario.against], scenario.rounds);
    if (ratioOf(figures) > scenario.limit) process.exitCode = 1;
    tell(rowOf(scenario, figures));
  }
  if (asked.readme) {
    const readme = path.join(path.dirname(import.meta.dirname), 'README.md');
    await writeFile(readme, fill(await readFile(readme, 'utf8'), 'bench', lines.join('\n')));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
