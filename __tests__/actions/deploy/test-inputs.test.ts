import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readInputs } from '../../../src/actions/deploy/inputs.ts';
import { readTestInputs, type TestConfig } from '../../../src/actions/deploy/test-inputs.ts';
import type { ActionError } from '../../../src/errors.ts';
import { rawInputsFrom } from '../../../src/runner/inputs.ts';
import { findWorkspace } from '../../../src/runner/workspace.ts';
import { type Checkout, checkout, smallActor } from '../../support/deployment.ts';
import { readDefinition } from '../../support/read-definition.ts';

const standby = JSON.stringify({ actorSpecification: 1, name: 'my-actor', version: '0.1', usesStandbyMode: true });
let tree: Checkout;
beforeAll(async () => {
  const others = { 'list.json': '[1]', 'bad.json': '{\n  // no\n}', 'folder.json/x': 'x', 'in.json': '\ufeff{"a": 1}' };
  tree = await checkout({ ...smallActor, '.actor/actor.json': standby, ...others }, { git: false });
});
afterAll(async () => {
  await tree[Symbol.asyncDispose]();
});

const given = { 'test-input': '{"url": "https://example.com"}' };

async function read(
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly config: TestConfig; readonly errors: readonly ActionError[] }> {
  const raw = rawInputsFrom((name) => inputs[name] ?? (name === 'token' ? 'a' : ''), {});
  const errors: ActionError[] = [];
  const workspace = await findWorkspace(tree.folder, '.');
  const definition = await readDefinition(workspace);
  const context = { inputs: readInputs(raw, errors), workspace, definition };
  return { config: await readTestInputs(raw, context, errors), errors };
}

describe('the inputs of a test run', () => {
  test('have defaults', async () => {
    const { config, errors } = await read(given);
    expect(errors).toEqual([]);
    expect(config).toEqual({
      promote: true,
      run: {
        input: { kind: 'given', value: { url: 'https://example.com' } },
        file: undefined,
        options: { timeoutSecs: 300, memoryMbytes: undefined, maxTotalChargeUsd: undefined, minItems: 1 },
      },
    });
  });

  test('may name a file with a byte order mark', async () => {
    const { config, errors } = await read({ 'test-input': 'in.json' });
    expect([errors, config.run?.input]).toEqual([[], { kind: 'given', value: { a: 1 } }]);
    expect(config.run?.file?.name).toBe('in.json');
  });

  test.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'the smallest numbers',
      { 'test-timeout': '1', 'test-memory': '128', 'test-min-items': '0' },
      { timeoutSecs: 1, memoryMbytes: 128, minItems: 0 },
    ],
    ['the largest duration', { 'test-timeout': '86400' }, { timeoutSecs: 86_400 }],
    ['a fraction of a dollar', { 'test-max-charge-usd': '0.05' }, { maxTotalChargeUsd: 0.05 }],
  ])('may be %s', async (_name, inputs, options) => {
    const { config, errors } = await read({ ...given, ...inputs });
    expect(errors).toEqual([]);
    expect(config.run?.options).toMatchObject(options);
  });

  test('are not needed for promote: false', async () => {
    const { config, errors } = await read({ promote: 'false' });
    expect([errors, config]).toEqual([[], { run: undefined, promote: false }]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['test-input with build: false', { ...given, build: 'false' }, 'test-input and build: false contradict'],
    ['test-input with wait-for-finish: 0', { ...given, 'wait-for-finish': '0' }, 'wait-for-finish: 0 contradict'],
    ['promote: false with build: false', { promote: 'false', build: 'false' }, 'promote: false and build: false'],
    ['text that is not JSON', { 'test-input': 'prefilled' }, 'is not prefill, a JSON object or the path'],
    ['a list', { 'test-input': '[1]' }, 'is not prefill, a JSON object or the path'],
    ['an object with a mistake', { 'test-input': '{"a": 1,}' }, 'line 1, column 8: a trailing comma'],
    ['a file that is missing', { 'test-input': 'none.json' }, 'which does not exist'],
    ['a file outside the working directory', { 'test-input': '../../x.json' }, 'input is'],
    ['a folder', { 'test-input': 'folder.json' }, 'which is not a file'],
    [
      'a file that is not an object',
      { 'test-input': 'list.json' },
      'list.json is not valid JSON: line 1, column 1: it is not an object',
    ],
    ['a file that is not JSON', { 'test-input': 'bad.json' }, 'bad.json is not valid JSON: line 2'],
    ['prefill with Standby and without a schema', { 'test-input': 'prefill' }, 'the Actor has no input schema'],
    ['test-timeout: 0', { 'test-timeout': '0' }, 'not a whole number from 1 to 86400'],
    ['test-timeout: 86401', { 'test-timeout': '86401' }, 'not a whole number from 1 to 86400'],
    ['test-memory: 64', { 'test-memory': '64' }, 'not a power of 2'],
    ['test-memory: 1000', { 'test-memory': '1000' }, 'not a power of 2'],
    ['test-max-charge-usd: 0', { 'test-max-charge-usd': '0' }, 'not an amount greater than 0'],
    ['test-min-items: -1', { 'test-min-items': '-1' }, 'not a whole number from 0'],
    ['promote: maybe', { promote: 'maybe' }, 'not a boolean'],
  ])('are rejected: %s', async (_name, inputs, message) => {
    const { errors } = await read(inputs);
    expect(errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
    expect(errors[0]?.hint).toMatch(/\.$/);
  });

  test('are rejected at the line of a file', async () => {
    const { errors } = await read({ 'test-input': 'bad.json' });
    expect(errors).toMatchObject([{ place: { file: 'bad.json', line: 2, column: 3 } }]);
  });
});
