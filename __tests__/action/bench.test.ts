import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { measure } from '../../scripts/bench/measure.ts';
import { rowOf } from '../../scripts/bench/report.ts';
import { cliScenarios, ownScenarios, type Scenario } from '../../scripts/bench/scenarios.ts';
import { makeMonorepo, makeTree, type Trees } from '../../scripts/bench/trees.ts';

const root = path.dirname(path.dirname(import.meta.dirname));

/** Trees of the same kinds, far smaller. */
async function makeSmallTrees(folder: string): Promise<Trees> {
  const small = await makeTree(path.join(folder, 'small'), 4);
  const heavy = await makeTree(path.join(folder, 'heavy'), 10, { assetMegabytes: 4 });
  const monorepo = await makeMonorepo(path.join(folder, 'monorepo'), { actors: 2, files: 6 });
  return { small, middle: small, large: small, ignoring: small, heavy, monorepo };
}

test('each scenario can be measured: both do their work, and the figures are figures', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  try {
    const scenarios = ownScenarios(await makeSmallTrees(folder));
    const wanted = scenarios.filter(({ title }) => /^(15 files|20 MB as an archive|`discover`)/.test(title));
    const rows = await Promise.all(wanted.map(async (scenario) => [scenario.title, await rowFor(scenario)]));
    const pair = String.raw`\d+ / \d+ = \d+\.\d\d`;
    expect(Object.fromEntries(rows)).toEqual({
      '15 files': expect.stringMatching(
        new RegExp(`^\\| 15 files \\| bare script \\| ${pair} \\| ${pair} \\| ${pair} \\| 1 / 1 \\| 1\\.8`),
      ),
      '20 MB as an archive': expect.stringMatching(
        new RegExp(`^\\| .+ \\| ${pair} \\| ${pair} \\| ${pair} \\| 4 / 3 `),
      ),
      '`discover`, 500 Actors of 20,000 files': expect.stringMatching(
        new RegExp(`^\\| .+ \\|  \\| ${pair} \\| ${pair} \\| 0 / 0 `),
      ),
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

async function rowFor(scenario: Scenario): Promise<string> {
  return rowOf(scenario, await measure([scenario.measured, scenario.against], 1));
}

test('the README has a row for each scenario, and none of them missed its limit', async () => {
  const trees = { small: '', middle: '', large: '', ignoring: '', heavy: '' };
  const all: Trees = { ...trees, monorepo: { workspace: '', event: {}, changed: '' } };
  const push = { title: 'apify push', step: () => ({ workspace: '', inputs: {} }) };
  const titles = [...ownScenarios(all), ...cliScenarios(all, () => push)].map(({ title }) => title);
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  const [, table = ''] = /<!-- bench:begin -->(.*)<!-- bench:end -->/s.exec(readme) ?? [];
  const rows = [...table.matchAll(/^\| (.+?) \| /gm)].map(([, title]) => title).slice(2);
  expect(rows).toEqual(titles);
  expect(table).not.toContain('(missed)');
});
