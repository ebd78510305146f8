import type { BuildInput } from './platform.ts';

type Json = Readonly<Record<string, unknown>>;

/** https://docs.apify.com/platform/actors/development/actor-definition/input-schema */
const DEFAULT_SCHEMAS = [
  '.actor/INPUT_SCHEMA.json',
  '.actor/input_schema.json',
  'INPUT_SCHEMA.json',
  'input_schema.json',
];

/**
 * Returns the Actor definition of a build: actor.json, including the content of the input schema. Null if the source
 * has no files.
 */
export function definitionOf({ files, actorPath = '' }: BuildInput): Json | null {
  const read = (name: string): Json | undefined => {
    const bytes = files.get(joinPath(actorPath, name));
    return bytes === undefined ? undefined : parseObject(bytes);
  };
  const definition = read('.actor/actor.json');
  if (definition === undefined) return null;
  const { input } = definition;
  const names = typeof input === 'string' ? [joinPath('.actor', input)] : DEFAULT_SCHEMAS;
  const schema = typeof input === 'object' && input !== null ? input : names.map(read).find((found) => found);
  return { ...definition, input: schema };
}

interface SchemaFile {
  readonly kind: 'input' | 'dataset' | 'keyValueStore' | 'output';
  readonly text: string;
}

/** Returns the schemas in actor.json, in the files that it names, and at default paths. */
export function schemaFilesOf({ files, actorPath = '' }: BuildInput): readonly SchemaFile[] {
  const bytes = files.get(joinPath(actorPath, '.actor/actor.json'));
  const { input, output, storages } = (bytes && parseObject(bytes)) ?? {};
  const { dataset, keyValueStore } = (storages ?? {}) as Json;
  const textOf = (value: unknown): string | undefined => {
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    if (typeof value !== 'string') return undefined;
    // The action also accepts a path relative to the Actor's folder.
    const named = [joinPath(actorPath, '.actor', value), joinPath(actorPath, value)];
    return named
      .map((name) => files.get(name))
      .find((found) => found)
      ?.toString();
  };
  const defaults = DEFAULT_SCHEMAS.map((name) => files.get(joinPath(actorPath, name)));
  const inputText = input === undefined || input === null ? defaults.find((found) => found)?.toString() : textOf(input);
  const all = {
    input: inputText,
    dataset: textOf(dataset),
    keyValueStore: textOf(keyValueStore),
    output: textOf(output),
  };
  return (['input', 'dataset', 'keyValueStore', 'output'] as const).flatMap((kind) => {
    const text = all[kind];
    return text === undefined ? [] : [{ kind, text }];
  });
}

function joinPath(...names: readonly string[]): string {
  const parts: string[] = [];
  for (const part of names.join('/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function parseObject(bytes: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
