import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../scripts/readme-tables.ts';
import { ownActions } from '../support/workflows.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

/** Inputs of all actions that change an Actor. */
const shared = { token: '', 'actor-id': '', 'working-directory': '.', 'dry-run': 'false', 'api-base-url': '' };

/** Files that read inputs for both actions. */
const sharedFiles = ['actions/actor-action.ts', 'actions/input-fields.ts', 'runner/inputs.ts'];

describe.each([
  [
    'promote',
    { build: undefined, tags: 'latest', expect: '' },
    ['build-id', 'build-number', 'previous-build-id', 'previous-build-number', 'actor-id', 'actor-url', 'promoted'],
  ],
  [
    'cleanup',
    {
      version: '',
      'build-tag': '',
      'closed-previews': '',
      'keep-archives': '',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a GitHub expression
      'github-token': '${{ github.token }}',
    },
    ['deleted-versions', 'deleted-tags', 'deleted-archives'],
  ],
] as const)('%s/action.yml', (action, own, outputs) => {
  const metadata = ownActions[action];
  const texts = [`actions/${action}/main.ts`, ...sharedFiles].map((file) => read(`src/${file}`)).join('\n');

  test('has the expected inputs and defaults', () => {
    const defaults = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(defaults)).toEqual({ ...shared, ...own });
  });

  test('has the expected outputs, which the code sets', () => {
    expect(Object.keys(metadata.outputs)).toEqual(outputs);
    expect(outputs.filter((name) => !new RegExp(`['\\s{]${name}'?:`).test(texts))).toEqual([]);
  });

  test('has the inputs that the code reads', () => {
    const names = [...texts.matchAll(/\b(?:text|exactText)\(\s*'([\w-]+)'/g)].map(([, name]) => name);
    const declared = Object.keys(metadata.inputs);
    expect(declared.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name) => !declared.includes(name ?? ''))).toEqual([]);
  });

  test('runs its own bundle with Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: `../dist/${action}/index.js` });
  });

  test('has a page with its tables', () => {
    const page = read(`${action}/README.md`);
    expect(withTables(page, metadata)).toBe(page);
  });
});

test('docs/test-and-promote.md contains every row of the fault table', () => {
  const page = read('docs/test-and-promote.md');
  const source = read('__tests__/action/test-run.test.ts');
  const table = source.slice(source.indexOf('const rows'), source.indexOf("describe('a fault'"));
  const rows = [...table.matchAll(/^ {2}'(.+)': \{/gm)].map(([, name]) => name ?? '');
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter((name) => !page.includes(`| ${name} |`))).toEqual([]);
});
