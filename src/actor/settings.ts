import { join, posix } from 'node:path';
import type { ActorSettings } from '../apify/api.ts';
import type { Problem } from '../errors.ts';
import { explainUnread, readWorkspaceFile } from '../runner/workspace-file.ts';
import { locateProblems } from './locate-problems.ts';
import { parseJson, syntaxProblem } from './parse-json.ts';
import { errorAt, isObject, type SchemaProblem, warningAt } from './schema-problem.ts';

interface SettingsFile {
  readonly settings: ActorSettings;
  readonly problems: readonly Problem[];
}

type Type = 'string' | 'boolean' | 'integer' | 'strings';
type Rule = Type | `${Type} or null`;
type Rules = Readonly<Record<string, Rule | Readonly<Record<string, Rule>>>>;

/** https://docs.apify.com/api/v2/actor-put */
const rules: Rules = {
  title: 'string or null',
  description: 'string or null',
  seoTitle: 'string or null',
  seoDescription: 'string or null',
  categories: 'strings or null',
  defaultRunOptions: {
    build: 'string',
    timeoutSecs: 'integer',
    memoryMbytes: 'integer',
    restartOnError: 'boolean',
    maxItems: 'integer or null',
    forcePermissionLevel: 'string or null',
  },
  /** Can be `null`. */
  exampleRunInput: { body: 'string', contentType: 'string' },
  actorStandby: {
    isEnabled: 'boolean or null',
    desiredRequestsPerActorRun: 'integer or null',
    maxRequestsPerActorRun: 'integer or null',
    idleTimeoutSecs: 'integer or null',
    build: 'string or null',
    memoryMbytes: 'integer or null',
    disableStandbyFieldsOverride: 'boolean or null',
    shouldPassActorInput: 'boolean or null',
  },
};

/** Returns the documented keys of a setting that is an object. */
export function documentedKeys(setting: 'defaultRunOptions' | 'actorStandby'): readonly string[] {
  return Object.keys(rules[setting] ?? {});
}

const lengths = { title: [40, 50], seoTitle: [40, 50], seoDescription: [140, 156] } as const;

/** Size limit in bytes. Settings have a few KiB. */
const MAX_BYTES = 1_000_000;

/**
 * Reads and checks the `actor-settings` file.
 * @param folder the working directory relative to the workspace, with `/` as separator.
 */
export async function readSettings(request: {
  readonly workspace: string;
  readonly folder: string;
  readonly path: string;
}): Promise<SettingsFile> {
  const file = posix.join(request.folder, request.path);
  const fails = (message: string, hint: string): SettingsFile => ({
    settings: {},
    problems: [
      { file, line: 1, column: 1, pointer: '', message: `The actor-settings file ${message}`, hint, level: 'error' },
    ],
  });
  const found = await readWorkspaceFile(request.workspace, join(request.workspace, file), MAX_BYTES);
  if (found.kind !== 'read') {
    const { problem, hint } = explainUnread(found, MAX_BYTES);
    return fails(problem, hint);
  }
  const text = new TextDecoder().decode(found.bytes);
  const parsed = parseJson(text);
  if ('mistake' in parsed) return { settings: {}, problems: [syntaxProblem(file, parsed.mistake)] };
  const { value } = parsed;
  if (!isObject(value)) return fails('is not a JSON object', 'Write { "title": "My Actor" }.');
  return { settings: value as ActorSettings, problems: locateProblems(file, text, checkSettings(value)) };
}

/** Reports unknown keys and wrong types as errors. Otherwise, these settings would be silently lost. */
export function checkSettings(settings: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  return [
    ...Object.entries(settings).flatMap(([key, value]) => checkSetting(key, value)),
    ...Object.entries(lengths).flatMap(([key, [least, most]]): readonly SchemaProblem[] => {
      const value = settings[key];
      if (typeof value !== 'string' || ([...value].length >= least && [...value].length <= most)) return [];
      const message = `has ${[...value].length} characters`;
      return [warningAt([key], message, `Apify recommends ${least} to ${most}.`)];
    }),
  ];
}

function checkSetting(key: string, value: unknown): readonly SchemaProblem[] {
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
  if (rule === undefined) {
    const hint = `Use ${Object.keys(rules).join(', ')}. Pricing, isPublic and name can only be changed in Apify Console.`;
    return [errorAt([key], 'is not a setting that this action updates', hint)];
  }
  if (typeof rule === 'string') return checkType(rule, value, [key]);
  if (value === null && key === 'exampleRunInput') return [];
  const names = Object.keys(rule).join(', ');
  if (!isObject(value)) return [errorAt([key], 'is not an object', `Use an object with ${names}.`)];
  return Object.entries(value).flatMap(([inner, part]) => {
    const innerRule = Object.hasOwn(rule, inner) ? rule[inner] : undefined;
    if (innerRule !== undefined) return checkType(innerRule, part, [key, inner]);
    return [errorAt([key, inner], 'is not a documented setting', `Use ${names}.`)];
  });
}

function checkType(rule: Rule, value: unknown, path: readonly string[]): readonly SchemaProblem[] {
  const [type, nullable] = rule.split(' or ');
  const isRight =
    (value === null && nullable !== undefined) ||
    (type === 'integer' && Number.isSafeInteger(value)) ||
    (type === 'strings' && Array.isArray(value) && value.every((item) => typeof item === 'string')) ||
    typeof value === type;
  if (isRight) return [];
  const expected = { string: 'a string', boolean: 'a boolean', integer: 'an integer', strings: 'an array of strings' };
  const problem = `is not ${expected[type as Type]}${nullable === undefined ? '' : ' or null'}`;
  return [errorAt(path, problem, hints[type as Type])];
}

const hints: Readonly<Record<Type, string>> = {
  string: 'Put the text in double quotes.',
  boolean: 'Use true or false without quotes.',
  integer: 'Use a whole number without quotes.',
  strings: 'Use a list of texts: ["AI", "TRAVEL"].',
};
