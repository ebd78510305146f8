import path from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import { parseJson } from '../../actor/parse-json.ts';
import { isObject } from '../../actor/schema-problem.ts';
import { ActionError, collectErrors, keepError } from '../../errors.ts';
import { nameFrom } from '../../paths.ts';
import type { RawInputs } from '../../runner/inputs.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { explainUnread, readWorkspaceFile } from '../../runner/workspace-file.ts';
import type { TestRunOptions } from '../../runs/run-test.ts';
import type { TestInput } from '../../runs/test-input.ts';
import { quoted, visible } from '../../text.ts';
import { boolean, readWholeNumber, wrong } from '../input-fields.ts';
import { findInputSchema } from './input-schema-file.ts';
import type { Inputs } from './inputs.ts';

/** How a build is tested and promoted. If this is undefined, the tag moves as soon as the build succeeds. */
export interface TestConfig {
  /** Undefined if there is no test run. */
  readonly run:
    | {
        readonly input: TestInput;
        /** The file that contains the input. */
        readonly file: JsonFile | undefined;
        readonly options: TestRunOptions;
      }
    | undefined;
  readonly promote: boolean;
}

interface JsonFile {
  /** Path relative to the workspace, with `/` as separator. */
  readonly name: string;
  readonly text: string;
}

export interface TestInputsContext {
  readonly inputs: Inputs;
  /** Undefined if it was not found. */
  readonly workspace: Workspace | undefined;
  readonly definition: ActorDefinition | undefined;
}

/** The maximum size of a request body in bytes. https://docs.apify.com/api/v2/act-runs-post */
const MAX_BYTES = 9_437_184;

/**
 * Reads the `test-*` and `promote` inputs.
 * @param errors receives one error for each invalid input. The result is complete only if no error is added.
 */
export async function readTestInputs(
  raw: RawInputs,
  { inputs, workspace, definition }: TestInputsContext,
  errors: ActionError[],
): Promise<TestConfig> {
  const read = collectErrors(errors);
  const options: TestRunOptions = {
    timeoutSecs:
      read(() =>
        readWholeNumber('test-timeout', raw.text('test-timeout'), {
          least: 1,
          most: 86_400,
          hint: 'Use a number of seconds: 300.',
        }),
      ) ?? 300,
    memoryMbytes: read(() => readMemory(raw)),
    maxTotalChargeUsd: read(() => readCharge(raw)),
    minItems:
      read(() =>
        readWholeNumber('test-min-items', raw.text('test-min-items'), {
          most: 999_999_999,
          hint: 'Use a number of items: 1.',
        }),
      ) ?? 1,
  };
  const promote = read(() => boolean('promote', raw.text('promote'), true)) ?? true;
  const text = raw.text('test-input');
  read(() => checkBuild(inputs, { hasTest: text !== '', promote }));
  if (text === '') return { run: undefined, promote };
  const found = await readInput(text, { workspace, definition }).catch(keepError(errors));
  return { run: found && { ...found, options }, promote };
}

function checkBuild(
  { build, waitForFinishSecs }: Inputs,
  { hasTest, promote }: { readonly hasTest: boolean; readonly promote: boolean },
): void {
  if (build === false && (hasTest || !promote)) {
    const name = hasTest ? 'test-input' : 'promote: false';
    throw new ActionError(`The inputs ${name} and build: false contradict each other`, {
      hint: `Without a build, there is nothing to ${hasTest ? 'test' : 'promote'}. Remove one of the two inputs.`,
    });
  }
  if (hasTest && waitForFinishSecs === 0) {
    throw new ActionError('The inputs test-input and wait-for-finish: 0 contradict each other', {
      hint: 'The test run starts when the build has succeeded. Remove one of the two inputs.',
    });
  }
}

async function readInput(
  text: string,
  { workspace, definition }: Pick<TestInputsContext, 'workspace' | 'definition'>,
): Promise<{ readonly input: TestInput; readonly file: JsonFile | undefined } | undefined> {
  if (text === 'prefill') {
    if (workspace !== undefined) await checkPrefill(workspace, definition);
    return { input: { kind: 'prefill' }, file: undefined };
  }
  const isPath = !text.startsWith('{');
  if (isPath && (!/\.json$/i.test(text) || /[\r\n]/.test(text))) {
    const problem = 'is not prefill, a JSON object or the path of a .json file';
    throw wrong('test-input', problem, 'Use prefill, an object such as {"url": "https://example.com"}, or a path.');
  }
  if (isPath && workspace === undefined) return undefined;
  const file = isPath && workspace !== undefined ? await readFile(text, workspace) : undefined;
  const parsed = parseJson(file?.text ?? text);
  if ('value' in parsed && isObject(parsed.value)) return { input: { kind: 'given', value: parsed.value }, file };
  const notAnObject = { line: 1, column: 1, problem: 'it is not an object' };
  const { line, column, problem } = 'mistake' in parsed ? parsed.mistake : notAnObject;
  const subject = file === undefined ? 'The test-input input' : visible(file.name);
  throw new ActionError(`${subject} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
    hint: JSON_HINT,
    place: file && { file: file.name, line, column },
  });
}

const JSON_HINT = 'The test input must be one JSON object: double quotes, no comments, no trailing commas.';

/** Rejects `prefill` for an Actor in Standby mode that has no input schema, because its runs have no input. */
async function checkPrefill(workspace: Workspace, definition: ActorDefinition | undefined): Promise<void> {
  if (definition?.usesStandbyMode !== true) return;
  if ((await findInputSchema(workspace, definition)) !== undefined) return;
  const problem = `is prefill, but ${definition.file} sets usesStandbyMode, and the Actor has no input schema`;
  throw wrong('test-input', problem, 'Add an input schema, or set test-input to a JSON object.');
}

async function readFile(text: string, { workspace, workingDirectory }: Workspace): Promise<JsonFile> {
  const file = path.resolve(workingDirectory, text);
  const found = await readWorkspaceFile(workspace, file, MAX_BYTES);
  if (found.kind !== 'read') {
    const { problem, hint } = explainUnread(found, MAX_BYTES);
    const path = 'Use the path of a JSON file, relative to the working directory.';
    throw wrong('test-input', `is ${quoted(text)}, which ${problem}`, found.kind === 'missing' ? path : hint);
  }
  return { name: nameFrom(workspace, file) ?? text, text: new TextDecoder().decode(found.bytes) };
}

/** https://docs.apify.com/platform/actors/running/usage-and-resources#memory */
function readMemory(raw: RawInputs): number | undefined {
  const text = raw.text('test-memory');
  if (text === '') return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 128 && Number.isInteger(Math.log2(value))) return value;
  const problem = `is ${quoted(text)}, not a power of 2 that is at least 128`;
  throw wrong('test-memory', problem, 'Use the memory in megabytes: 128, 256, 512, 1024, 2048 or 4096.');
}

function readCharge(raw: RawInputs): number | undefined {
  const text = raw.text('test-max-charge-usd');
  if (text === '') return undefined;
  const value = /^(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw wrong('test-max-charge-usd', `is ${quoted(text)}, not an amount greater than 0`, 'Use US dollars: 0.5.');
}
