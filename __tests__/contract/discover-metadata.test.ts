import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../scripts/readme-tables.ts';
import { readActionMetadata } from '../../scripts/run-action.ts';
import { readDiscoverInputs } from '../../src/actions/discover/config.ts';
import { outputsOf } from '../../src/actions/discover/outputs.ts';
import type { RawInputs } from '../../src/runner/inputs.ts';
import { rawInputs } from '../support/raw-inputs.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const metadata = await readActionMetadata(path.join(root, 'discover', 'action.yml'));
const page = readFileSync(path.join(root, 'discover', 'README.md'), 'utf8');

describe('discover/action.yml', () => {
  test('has the expected inputs and defaults', () => {
    const defaults = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      actors: '**',
      'changed-only': 'true',
      base: '',
      shared: '',
      ignore: '',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a GitHub expression
      'github-token': '${{ github.token }}',
    });
  });

  test('has the expected outputs, which the code sets', () => {
    expect(Object.keys(metadata.outputs)).toEqual(['matrix', 'directories', 'any', 'count']);
    expect(Object.keys(outputsOf([]))).toEqual(Object.keys(metadata.outputs));
  });

  test('has the inputs that the code reads', () => {
    const read = new Set<string>();
    const raw = rawInputs({});
    const recording: RawInputs = {
      ...raw,
      text: (name) => {
        read.add(name);
        return raw.text(name);
      },
    };
    readDiscoverInputs(recording);
    expect(read).toEqual(new Set(Object.keys(metadata.inputs)));
  });

  test('runs its own bundle with Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: '../dist/discover/index.js' });
  });
});

describe('discover/README.md', () => {
  test('has the tables of discover/action.yml', () => {
    expect(withTables(page, metadata)).toBe(page);
  });

  test('describes every field of a row', () => {
    const fields = ['name', 'directory', 'version', 'build-tag', 'title', 'reason'];
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
