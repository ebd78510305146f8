import { problemsError } from '../errors.ts';
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
import { fileError, locateProblems } from './locate-problems.ts';
import { type FileReference, listDefaultFiles, listReferences } from './named-files.ts';
import { parseJson } from './parse-json.ts';
import { type ActorFolder, pathForMessages, readActorJson } from './read-actor-json.ts';
import { errorAt, isObject, type SchemaProblem } from './schema-problem.ts';

/** The paths in actor.json, which can be used even if its other values have mistakes. */
export interface ActorPaths {
  /** Path relative to the workspace, with `/` as separator, for messages and annotations. */
  readonly file: string;
  /** As written in actor.json, relative to `.actor/`. */
  readonly dockerfile: string | undefined;
  readonly dockerContextDir: string | undefined;
  /** actor.json, and the default paths of the files that it does not name, relative to the working directory. */
  readonly defaultFiles: readonly string[];
  readonly references: readonly FileReference[];
}

/**
 * The checked properties of `.actor/actor.json` that a deployment uses.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
export interface ActorDefinition extends ActorPaths {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly buildTag: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly usesStandbyMode: boolean | undefined;
  /** References (`@name`) are not resolved. */
  readonly environmentVariables: Readonly<Record<string, string>>;
}

/** The values of actor.json that are checked further, even if its other values have mistakes. */
type PartialDefinition = ActorPaths & Pick<ActorDefinition, 'environmentVariables'>;

/** Values of actor.json that inputs replace. They are not checked. */
export interface Replaced {
  readonly replaced?: { readonly name: boolean; readonly version: boolean; readonly buildTag: boolean };
  readonly replacedEnvVars?: ReadonlySet<string>;
}

/**
 * Reads only the `name` in `.actor/actor.json`; undefined if the file does not exist.
 * @throws ActionError if the file is not a JSON object, or if the name is not valid.
 */
export async function readActorName(
  folder: ActorFolder,
): Promise<{ readonly file: string; readonly name: string | undefined } | undefined> {
  const text = await readActorJson(folder);
  if (text === undefined) return undefined;
  const file = pathForMessages(folder, '.actor', 'actor.json');
  const { name } = parseObject(text, file);
  const checked = name === undefined ? { value: undefined } : checkName(name);
  if ('value' in checked) return { file, name: checked.value };
  throw problemsError(locateProblems(file, text, [mistakeAt(['name'], checked)]));
}

/** Checks the text of an actor.json without a byte order mark. @param file its path, for messages. */
export function parseActorDefinition(
  text: string,
  file: string,
  { replaced, replacedEnvVars }: Replaced,
): ActorDefinition {
  const actorJson = parseObject(text, file);
  const mistakes: SchemaProblem[] = [];
  const read = <T>(key: string, check: (value: unknown) => Checked<T>, isReplaced = false): T | undefined => {
    const value = actorJson[key];
    if (value === undefined) return undefined;
    const checked = check(value);
    if ('value' in checked) return checked.value;
    if (!isReplaced) mistakes.push(mistakeAt([key], checked));
    return undefined;
  };
  for (const key of ['dockerfile', 'dockerContextDir']) read(key, checkText);
  const definition: ActorDefinition = {
    ...pathsOf(actorJson, file),
    name: read('name', checkName, replaced?.name),
    version: read('version', checkVersion, replaced?.version),
    // Like Apify's CLI, treats an empty tag as missing.
    buildTag: read('buildTag', checkBuildTag, replaced?.buildTag) || undefined,
    title: read('title', checkText),
    description: read('description', checkText),
    usesStandbyMode: read('usesStandbyMode', checkBoolean),
    environmentVariables: readEnvironmentVariables(actorJson['environmentVariables'], replacedEnvVars, mistakes),
  };
  if (mistakes.length > 0) throw problemsError(locateProblems(file, text, mistakes));
  return definition;
}

/**
 * Reads only the paths and variables. A path of a wrong type is absent from the result, and a variable with a mistake is
 * empty. @param file its path, for messages.
 * @throws ActionError if the text is not a JSON object.
 */
export function parsePartially(text: string, file: string): PartialDefinition {
  const actorJson = parseObject(text, file);
  const environmentVariables = readEnvironmentVariables(actorJson['environmentVariables'], undefined, []);
  return { ...pathsOf(actorJson, file), environmentVariables };
}

function pathsOf(actorJson: Readonly<Record<string, unknown>>, file: string): ActorPaths {
  const { dockerfile, dockerContextDir } = actorJson;
  return {
    file,
    dockerfile: typeof dockerfile === 'string' ? dockerfile : undefined,
    dockerContextDir: typeof dockerContextDir === 'string' ? dockerContextDir : undefined,
    defaultFiles: listDefaultFiles(actorJson),
    references: listReferences(actorJson),
  };
}

/** The object without properties that count as absent: `null`, and `false` for `dockerfile`. */
function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  const parsed = parseJson(text);
  if ('mistake' in parsed) {
    const { line, column, problem } = parsed.mistake;
    throw fileError(`is not valid JSON: line ${line}, column ${column}: ${problem}`, {
      hint: `${file} must be strict JSON: double quotes, no comments, no trailing commas.`,
      place: { file, line, column },
    });
  }
  const { value } = parsed;
  if (!isObject(value)) {
    throw fileError(`is ${describe(value)}, not an object`, {
      hint: 'Write an object: { "actorSpecification": 1, "name": "my-actor", "version": "0.0" }.',
      place: { file, line: 1, column: 1 },
    });
  }
  const isAbsent = ([key, part]: readonly [string, unknown]): boolean =>
    part === null || (key === 'dockerfile' && part === false);
  return Object.fromEntries(Object.entries(value).filter((entry) => !isAbsent(entry)));
}

function readEnvironmentVariables(
  variables: unknown,
  replaced: ReadonlySet<string> | undefined,
  mistakes: SchemaProblem[],
): Readonly<Record<string, string>> {
  const key = 'environmentVariables';
  if (variables === undefined || (Array.isArray(variables) && variables.length === 0)) return {};
  if (!isObject(variables)) {
    const hint = 'Write { "NAME": "value" }.';
    mistakes.push(errorAt([key], `is ${describe(variables)}, not an object`, hint));
    return {};
  }
  const read = Object.entries(variables).map(([name, value]): [string, string] => {
    const checked = checkEnvVar(name, value);
    if ('value' in checked) return [name, checked.value];
    if (replaced?.has(name) !== true) mistakes.push(mistakeAt([key, name], checked));
    return [name, ''];
  });
  return Object.fromEntries(read);
}

function mistakeAt(path: readonly string[], { problem, hint }: Complaint): SchemaProblem {
  return { path, message: problem, hint, level: 'error' };
}
