import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../scripts/readme-tables.ts';
import { readActionMetadata } from '../../scripts/run-action.ts';
import { outputsOf } from '../../src/actions/discover/outputs.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const metadata = await readActionMetadata(path.join(root, 'discover', 'action.yml'));
const page = readFileSync(path.join(root, 'docs', 'monorepo.md'), 'utf8');

function sources(): string {
  const folder = path.join(root, 'src', 'actions', 'discover');
  return readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
}

describe('discover/action.yml', () => {
  test('has the inputs of the contract with their defaults', () => {
    const defaults = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      actors: '**',
      'changed-only': 'true',
      base: '',
      shared: '',
      ignore: '',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own
      'github-token': '${{ github.token }}',
    });
  });

  test('has the outputs of the contract, and sets each', () => {
    expect(Object.keys(metadata.outputs)).toEqual(['matrix', 'directories', 'any', 'count']);
    expect(Object.keys(outputsOf([]))).toEqual(Object.keys(metadata.outputs));
  });

  test('each input is read, and nothing else is', () => {
    const read = [...sources().matchAll(/(?:raw\.(?:text|exactText)|boolean)\((?:raw, )?'([a-z-]+)'/g)];
    expect(new Set(read.map(([, name]) => name))).toEqual(new Set(Object.keys(metadata.inputs)));
  });

  test('runs its own bundle on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: '../dist/discover/index.js' });
  });
});

describe('the page about monorepos', () => {
  test('has tables that are what discover/action.yml says', () => {
    expect(withTables(page, metadata)).toBe(page);
  });

  test('names every field of a row', () => {
    const fields = ['name', 'directory', 'version', 'build-tag', 'title', 'source-type', 'reason'];
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
