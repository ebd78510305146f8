import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../scripts/readme-tables.ts';
import { readActionMetadata } from '../../scripts/run-action.ts';
import { readInputs } from '../../src/actions/deploy/inputs.ts';
import { outputsOf } from '../../src/actions/deploy/outputs.ts';
import { rawInputs } from '../support/raw-inputs.ts';
import { deployedState } from '../support/run-state.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const metadata = await readActionMetadata();

function sources(): string {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts') && !name.startsWith('actions/discover'))
    .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
    .join('\n');
}

describe('action.yml', () => {
  test('has the inputs of the contract with their defaults', () => {
    const defaults = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      token: '',
      'actor-id': '',
      version: '',
      'build-tag': '',
      'working-directory': '.',
      'source-type': '',
      files: '**',
      'git-repo-url': '',
      'tarball-url': '',
      'github-gist-url': '',
      'env-vars': '',
      'secret-env-vars': '',
      'env-vars-mode': 'merge',
      'apply-env-vars-to-build': '',
      'create-if-missing': 'true',
      build: 'true',
      'use-cache': 'true',
      'wait-for-finish': '',
      'dry-run': 'false',
      'api-base-url': '',
    });
  });

  test('has the outputs of the contract', () => {
    expect(Object.keys(metadata.outputs)).toEqual([
      'actor-id',
      'actor-url',
      'version-number',
      'source-type',
      'build-tag',
      'apply-env-vars-to-build',
      'source-url',
      'source-file-count',
      'source-bytes',
      'env-var-names',
      'created',
      'build-id',
      'build-number',
      'build-status',
      'build-url',
      'previous-build-id',
      'previous-build-number',
      'promoted',
      'problems',
      'result',
    ]);
  });

  test('each input is read, and nothing else is', () => {
    const read = [...sources().matchAll(/(?:text|exactText|oneOf|boolean)\(\s*(?:raw, )?'([a-z-]+)'/g)];
    const asked: string[] = [];
    const raw = rawInputs({ token: 'a' });
    const text = (name: string): string => {
      asked.push(name);
      return raw.text(name);
    };
    readInputs({ ...raw, text });
    const all = new Set([...read.map(([, name]) => name), ...asked]);
    expect(all).toEqual(new Set(Object.keys(metadata.inputs)));
  });

  test('each output is set', () => {
    const version = {
      ...deployedState.version,
      versionNumber: '0.1',
      sourceType: 'GIT_REPO',
      gitRepoUrl: 'x',
    } as const;
    const state = { ...deployedState, version, created: 'version' } as const;
    expect(Object.keys(outputsOf(state)).sort()).toEqual(Object.keys(metadata.outputs).sort());
  });

  test('runs the bundle on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

test("the README's tables are what action.yml says", () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  expect(withTables(readme, metadata)).toBe(readme);
});

test('the version that the API is told is that of package.json', async () => {
  const { VERSION } = await import('../../src/runner/version.ts');
  expect(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version).toBe(VERSION);
});
