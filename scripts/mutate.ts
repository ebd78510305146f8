/**
 * Mutation testing for contributors: `npm run mutate -- FOLDER [--lines 80] [--seed 1]`. Changes the code in FOLDER,
 * one line at a time, on lines that are selected with the seed. Lists the changes that no test in the matching folder
 * of `__tests__` detects.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
// @ts-expect-error: the configuration has no type declarations.
import jestConfig from '../jest.config.js';

const root = path.dirname(import.meta.dirname);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: 'string', default: '80' }, seed: { type: 'string', default: '1' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    'Usage: npm run mutate -- FOLDER [--lines 80] [--seed 1], for example: npm run mutate -- src/source/rules',
  );
  process.exit(1);
}

/** The part of Stryker that this script uses. https://stryker-mutator.io/docs/stryker-js/configuration */
type StrykerClass = new (options: object) => { runMutationTest(): Promise<readonly { readonly status: string }[]> };

/** Matches empty lines, comments, imports, types and closing brackets. */
const WITHOUT_MUTANTS = /^\s*(?:$|\/\/|\/?\*|import |readonly |(?:export )?(?:interface|type) |[)}\]]+[;,]?$)/;

process.chdir(root);
const Stryker = await installStryker();
const results = await new Stryker({
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    // Run only the tests of the same folder, because a mutant that only other tests detect is a gap too.
    config: { ...jestConfig, testMatch: [`<rootDir>/__tests__/${path.posix.relative('src', folder)}/**/*.test.ts`] },
  },
  coverageAnalysis: 'off',
  // The file does not exist, because Stryker would rewrite it with TypeScript's API, which TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  ignorePatterns: ['dist', 'docs', 'examples'],
  mutate: selectLines(folder, Number(values.lines), values.seed),
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: process.stdout.isTTY, reportTests: false },
  allowEmpty: true,
}).runMutationTest();
const missed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
console.log(
  `${results.length} mutants in ${folder}, seed ${values.seed}: ${results.length - missed.length} killed, ${missed.length} survived`,
);

/** Stryker is installed only here, because it would be a quarter of the packages that `npm ci` installs. */
async function installStryker(): Promise<StrykerClass> {
  const packages = ['@stryker-mutator/core@10.0.0', '@stryker-mutator/jest-runner@10.0.0'];
  const npm = process.env['npm_execpath'] ?? '';
  const { status } = spawnSync(process.execPath, [npm, 'install', '--no-save', ...packages], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const name: string = '@stryker-mutator/core';
  return (await import(name)).Stryker;
}

/** Returns ranges of single lines for Stryker's `mutate` option. */
function selectLines(folder: string, count: number, seed: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .sort()
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (WITHOUT_MUTANTS.test(line) ? [] : [`${file}:${index + 1}-${index + 1}`])),
    )
    .map((range) => ({ range, key: createHash('sha256').update(`${seed} ${range}`).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ range }) => range);
}
