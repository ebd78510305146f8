import { join, posix } from 'node:path';
import type { Problem } from '../errors.ts';
import { readWorkspaceFile } from '../runner/workspace-file.ts';
import { formatBytes } from '../text.ts';
import { isObject, type SchemaProblem } from './checks/schema-problem.ts';
import { locateProblems } from './locate-problems.ts';
import { parseJson, syntaxProblem } from './parse-json.ts';

/** Settings of the Actor itself, as the API names them. https://docs.apify.com/api/v2/actor-put */
export interface ActorSettings {
  readonly title?: string | null;
  readonly description?: string | null;
  readonly seoTitle?: string | null;
  readonly seoDescription?: string | null;
  readonly categories?: readonly string[] | null;
  readonly defaultRunOptions?: Readonly<Record<string, unknown>>;
  readonly exampleRunInput?: Readonly<Record<string, unknown>> | null;
  readonly actorStandby?: Readonly<Record<string, unknown>>;
}

export interface SettingsFile {
  readonly settings: ActorSettings;
  readonly problems: readonly Problem[];
}

type Rule =
  | 'string'
  | 'string or null'
  | 'boolean'
  | 'boolean or null'
  | 'integer'
  | 'integer or null'
  | 'strings or null';
type Rules = Readonly<
  Record<string, Rule | { readonly isNullable: boolean; readonly keys: Readonly<Record<string, Rule>> }>
>;

const rules: Rules = {
  title: 'string or null',
  description: 'string or null',
  seoTitle: 'string or null',
  seoDescription: 'string or null',
  categories: 'strings or null',
  defaultRunOptions: {
    isNullable: false,
    keys: {
      build: 'string',
      timeoutSecs: 'integer',
      memoryMbytes: 'integer',
      restartOnError: 'boolean',
      maxItems: 'integer or null',
      forcePermissionLevel: 'string or null',
    },
  },
  exampleRunInput: { isNullable: true, keys: { body: 'string', contentType: 'string' } },
  actorStandby: {
    isNullable: false,
    keys: {
      isEnabled: 'boolean or null',
      desiredRequestsPerActorRun: 'integer or null',
      maxRequestsPerActorRun: 'integer or null',
      idleTimeoutSecs: 'integer or null',
      build: 'string or null',
      memoryMbytes: 'integer or null',
      disableStandbyFieldsOverride: 'boolean or null',
      shouldPassActorInput: 'boolean or null',
    },
  },
};

/** The documented keys of a setting that is an object; the API may return others, which must not be sent back. */
export function documentedKeys(setting: 'defaultRunOptions' | 'actorStandby'): readonly string[] {
  const rule = rules[setting];
  return typeof rule === 'object' ? Object.keys(rule.keys) : [];
}

/** Characters that the API recommends. */
const lengths = { title: [40, 50], seoTitle: [40, 50], seoDescription: [140, 156] } as const;

/** Bytes. Settings have a few KiB. */
const MAX_BYTES = 1_000_000;

/** Reads and checks the file of the `actor-settings` input. @param folder the working directory from the workspace, with `/`. */
export async function readSettings(request: {
  readonly workspace: string;
  readonly folder: string;
  readonly path: string;
}): Promise<SettingsFile> {
  const file = posix.join(request.folder, request.path);
  const fails = (message: string, hint: string): SettingsFile => ({
    settings: {},
    problems: [
      { file, line: 1, column: 1, pointer: '', message: `The file of actor-settings ${message}`, hint, level: 'error' },
    ],
  });
  const found = await readWorkspaceFile(request.workspace, join(request.workspace, file), MAX_BYTES);
  switch (found.kind) {
    case 'missing':
      return fails('does not exist', 'Write the path of a JSON file, relative to the working directory.');
    case 'outside':
      return fails('leads out of the workspace', 'Put the file into the repository.');
    case 'not-a-file':
      return fails('is not a file', 'Write the path of a JSON file.');
    case 'too-large':
      return fails(`has ${formatBytes(found.size)}`, `Shorten it to at most ${formatBytes(MAX_BYTES)}.`);
    case 'unreadable':
      return fails(`could not be read (${found.code})`, 'Give this step permission to read the file.');
    case 'read':
  }
  const text = new TextDecoder().decode(found.bytes);
  const parsed = parseJson(text);
  if ('mistake' in parsed) return { settings: {}, problems: [syntaxProblem(file, parsed.mistake)] };
  const { value } = parsed;
  if (!isObject(value)) return fails('is not a JSON object', 'Write { "title": "My Actor" }.');
  return { settings: value as ActorSettings, problems: locateProblems(file, text, checkSettings(value)) };
}

/** Unknown keys and wrong types are errors, since a part of the settings would be lost silently. */
export function checkSettings(settings: Readonly<Record<string, unknown>>): readonly SchemaProblem[] {
  return [
    ...Object.entries(settings).flatMap(([key, value]) => checkSetting(key, value)),
    ...Object.entries(lengths).flatMap(([key, [least, most]]): readonly SchemaProblem[] => {
      const value = settings[key];
      if (typeof value !== 'string' || ([...value].length >= least && [...value].length <= most)) return [];
      const message = `has ${[...value].length} characters`;
      return [{ level: 'warning', path: [key], message, hint: `Apify recommends ${least} to ${most}.` }];
    }),
  ];
}

function checkSetting(key: string, value: unknown): readonly SchemaProblem[] {
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
  if (rule === undefined) {
    const hint = `Use ${Object.keys(rules).join(', ')}. Pricing, isPublic and name are set in Apify Console only.`;
    return [{ level: 'error', path: [key], message: 'is not a setting that this action updates', hint }];
  }
  if (typeof rule === 'string') return checkType(rule, value, [key]);
  if (value === null && rule.isNullable) return [];
  if (!isObject(value))
    return [
      {
        level: 'error',
        path: [key],
        message: 'is not an object',
        hint: `Use an object with ${Object.keys(rule.keys).join(', ')}.`,
      },
    ];
  return Object.entries(value).flatMap(([inner, part]) => {
    const innerRule = Object.hasOwn(rule.keys, inner) ? rule.keys[inner] : undefined;
    if (innerRule !== undefined) return checkType(innerRule, part, [key, inner]);
    const hint = `Use ${Object.keys(rule.keys).join(', ')}.`;
    return [{ level: 'error' as const, path: [key, inner], message: 'is not a documented setting', hint }];
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
  const expected = rule.replace('strings', 'an array of strings');
  return [
    {
      level: 'error',
      path,
      message: `is not ${/^[ai]/.test(expected) ? '' : 'a '}${expected}`.replace('not integer', 'not an integer'),
      hint: 'Correct the value.',
    },
  ];
}
