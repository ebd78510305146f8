import { ActionError } from '../errors.ts';
import { visible } from '../text.ts';
import {
  type Checked,
  type Complaint,
  checkBoolean,
  checkBuildTag,
  checkEnvVar,
  checkName,
  checkText,
  checkVersion,
  describe,
} from './fields.ts';
import { explainSyntaxError, findKeyPlaces } from './json-positions.ts';
import { type FileReference, listNamedFiles, listReferences } from './named-files.ts';
import { type ActorFolder, pathForMessages, readActorJson } from './read-actor-json.ts';

export { missingDefinition } from './missing-definition.ts';
export { defaultFiles, type FileReference } from './named-files.ts';

/** `.actor/actor.json` as far as a deployment needs it, checked. https://docs.apify.com/platform/actors/development/actor-definition/actor-json */
export interface ActorDefinition {
  /** Path from the workspace's root with `/`, for messages and annotations. */
  readonly file: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly usesStandbyMode: boolean | undefined;
  /** Numbers and booleans are text here already; references (`@name`) are not resolved yet. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** As written: relative to `.actor/`, or absent. */
  readonly dockerfile: string | undefined;
  readonly dockerContextDir: string | undefined;
  /** Files that actor.json names, or their default places: POSIX paths relative to the working directory. */
  readonly namedFiles: readonly string[];
  /** The paths in actor.json. */
  readonly references: readonly FileReference[];
}

interface Mistake extends Complaint {
  /** The way to the key that is wrong; empty for the file as a whole. */
  readonly keys: readonly string[];
}

/** Of actor.json: what inputs replace, and is not checked therefore. */
export interface Replaced {
  readonly replaced: { readonly name: boolean; readonly version: boolean; readonly buildTag: boolean };
  readonly replacedEnvVars: ReadonlySet<string>;
}

/**
 * Reads and checks `.actor/actor.json`; undefined where there is none. What an input replaces is not checked: where
 * it is wrong it is absent in the result, and a variable of `replacedEnvVars` is empty there.
 * @throws ActionError with file, line and column, which tells all mistakes of the file together.
 */
export async function readActorDefinition(request: ActorFolder & Replaced): Promise<ActorDefinition | undefined> {
  const text = await readActorJson(request);
  if (text === undefined) return undefined;
  return parseActorDefinition(text, pathForMessages(request, '.actor', 'actor.json'), request);
}

/** The same for a text that was read, without a byte order mark. @param file how messages call it. */
export async function parseActorDefinition(
  text: string,
  file: string,
  { replaced, replacedEnvVars }: Replaced,
): Promise<ActorDefinition> {
  const actorJson = await parseObject(text, file);
  const mistakes: Mistake[] = [];
  const read = <T>(key: string, check: (value: unknown) => Checked<T>, isReplaced = false): T | undefined => {
    const value = actorJson[key];
    if (value === undefined) return undefined;
    const checked = check(value);
    if ('value' in checked) return checked.value;
    if (!isReplaced) mistakes.push({ ...checked, keys: [key] });
    return undefined;
  };
  const definition: ActorDefinition = {
    file,
    name: read('name', checkName, replaced.name),
    version: read('version', checkVersion, replaced.version),
    buildTag: read('buildTag', checkBuildTag, replaced.buildTag),
    title: read('title', checkText),
    description: read('description', checkText),
    usesStandbyMode: read('usesStandbyMode', checkBoolean),
    environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
    dockerfile: read('dockerfile', checkText),
    dockerContextDir: read('dockerContextDir', checkText),
    namedFiles: listNamedFiles(actorJson),
    references: listReferences(actorJson),
  };
  if (mistakes.length > 0) throw await combineMistakes(mistakes, text, file);
  return definition;
}

async function parseObject(text: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    const { line, column, problem } = await explainSyntaxError(text, cause);
    throw new ActionError(`${file} is not valid JSON: line ${line}, column ${column}: ${problem}`, {
      hint: 'It is strict JSON: double quotes, no comments, no trailing commas.',
      place: { file, line, column },
      cause,
    });
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new ActionError(`${file} is ${describe(parsed)}, not an object`, {
    hint: 'It holds one object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
    place: { file, line: 1, column: 1 },
  });
}

function readEnvironmentVariables(
  variables: unknown,
  replaced: ReadonlySet<string>,
  mistakes: Mistake[],
): Readonly<Record<string, string>> {
  const key = 'environmentVariables';
  if (variables === undefined) return {};
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    const hint = 'Write { "NAME": "value" }.';
    mistakes.push({ keys: [key], problem: `is ${describe(variables)}, not an object`, hint });
    return {};
  }
  const read = Object.entries(variables).map(([name, value]): [string, string] => {
    const checked = checkEnvVar(name, value);
    if ('value' in checked) return [name, checked.value];
    if (!replaced.has(name)) mistakes.push({ ...checked, keys: [key, name] });
    return [name, ''];
  });
  return Object.fromEntries(read);
}

async function combineMistakes(mistakes: readonly Mistake[], text: string, file: string): Promise<ActionError> {
  const places = await findKeyPlaces(
    text,
    mistakes.map(({ keys }) => keys),
  );
  const told = mistakes
    .map(({ keys, problem, hint }, index) => ({
      ...(places[index] ?? { line: 1, column: 1 }),
      sentence: `${keys.map(visible).join('.')} ${problem}`,
      hint,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const [first] = told;
  if (first === undefined) throw new TypeError('no mistake to tell');
  const place = { file, line: first.line, column: first.column };
  if (told.length === 1) return new ActionError(`${file}: ${first.sentence}`, { hint: first.hint, place });
  const lines = told.map(({ line, sentence, hint }) => `- line ${line}: ${sentence}. ${hint}`);
  return new ActionError(`${file} has ${told.length} mistakes:\n${lines.join('\n')}`, { place });
}
