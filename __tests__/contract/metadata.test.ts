import { describe, expect, test } from '@jest/globals';
import { readActionMetadata } from '../../scripts/run-action.ts';
import { readHiddenInputs } from '../../src/actions/deploy/hidden-inputs.ts';
import { readInputs } from '../../src/actions/deploy/inputs.ts';
import { outputsOf } from '../../src/actions/deploy/outputs.ts';
import { readTestInputs } from '../../src/actions/deploy/test-inputs.ts';
import type { ActionError } from '../../src/errors.ts';
import { rawInputsFrom } from '../../src/runner/inputs.ts';
import { deployedState, testedState } from '../support/run-state.ts';

const metadata = await readActionMetadata();

describe('action.yml', () => {
  test('has the expected inputs and defaults', () => {
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
      checks: 'auto',
      'actor-settings': '',
      build: 'true',
      'use-cache': 'true',
      'wait-for-finish': '',
      'test-input': '',
      'test-timeout': '300',
      'test-memory': '',
      'test-max-charge-usd': '',
      'test-min-items': '1',
      promote: 'true',
      'dry-run': 'false',
      'api-base-url': '',
    });
  });

  test('has the expected outputs', () => {
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
      'run-id',
      'run-status',
      'run-url',
      'dataset-item-count',
      'promoted',
      'problems',
      'settings-changed',
      'result',
    ]);
  });

  /** A valid value of each input that differs from its default. */
  const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    token: { token: 'other' },
    'actor-id': { 'actor-id': 'jane/actor' },
    version: { version: '1.2' },
    'build-tag': { 'build-tag': 'beta' },
    'working-directory': { 'working-directory': 'packages/a' },
    'source-type': { 'source-type': 'TARBALL' },
    files: { files: 'src/**' },
    'git-repo-url': { 'git-repo-url': 'https://github.com/a/b' },
    'tarball-url': { 'tarball-url': 'https://a.test/b.zip' },
    'github-gist-url': { 'github-gist-url': 'https://gist.github.com/a/1' },
    'env-vars': { 'env-vars': 'A=1' },
    'secret-env-vars': { 'secret-env-vars': 'A=1' },
    'env-vars-mode': { 'env-vars-mode': 'replace' },
    'apply-env-vars-to-build': { 'apply-env-vars-to-build': 'true' },
    'create-if-missing': { 'create-if-missing': 'false' },
    checks: { checks: 'off' },
    'actor-settings': { 'actor-settings': 'settings.json' },
    build: { build: 'false' },
    'use-cache': { 'use-cache': 'false' },
    'wait-for-finish': { 'wait-for-finish': '1' },
    'test-input': { 'test-input': '{}' },
    'test-timeout': { 'test-timeout': '1', 'test-input': '{}' },
    'test-memory': { 'test-memory': '128', 'test-input': '{}' },
    'test-max-charge-usd': { 'test-max-charge-usd': '1', 'test-input': '{}' },
    'test-min-items': { 'test-min-items': '0', 'test-input': '{}' },
    promote: { promote: 'false' },
    'dry-run': { 'dry-run': 'true' },
    'api-base-url': { 'api-base-url': 'https://a.test' },
  };

  /** All values that the action reads from its inputs, and the names of the inputs that it reads. */
  async function readAll(given: Readonly<Record<string, string>>): Promise<{
    readonly settings: unknown;
    readonly names: Set<string>;
  }> {
    const names = new Set<string>();
    const raw = rawInputsFrom((name) => {
      names.add(name);
      return given[name] ?? metadata.inputs[name]?.default ?? '';
    }, {});
    const errors: ActionError[] = [];
    const inputs = readInputs(raw, errors);
    const test = await readTestInputs(raw, { inputs, workspace: undefined, definition: undefined }, errors);
    const settings = [inputs, test, readHiddenInputs(raw), raw.workingDirectory];
    expect(errors).toEqual([]);
    return { settings, names };
  }

  test('has exactly the inputs that the action reads', async () => {
    const { names } = await readAll({ token: 'a' });
    expect([...names].sort()).toEqual(Object.keys(metadata.inputs).sort());
    expect(Object.keys(samples).sort()).toEqual(Object.keys(metadata.inputs).sort());
  });

  test.each(Object.entries(samples))('the action uses %s', async (name, inputs) => {
    const { [name]: _own, ...others } = inputs;
    const [changed, before] = await Promise.all([
      readAll({ token: 'a', ...inputs }),
      readAll({ token: 'a', ...others }),
    ]);
    expect(changed.settings).not.toEqual(before.settings);
  });

  test('each output is set', () => {
    const version = {
      ...deployedState.version,
      versionNumber: '0.1',
      sourceType: 'GIT_REPO',
      gitRepoUrl: 'x',
    } as const;
    const state = { ...deployedState, version, created: 'version', ...testedState } as const;
    expect(Object.keys(outputsOf(state)).sort()).toEqual(Object.keys(metadata.outputs).sort());
  });

  test('runs the bundle on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});
