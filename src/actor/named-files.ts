import { posix } from 'node:path';

/**
 * Default places of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
export const defaultPlaces = {
  dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
  readme: ['.actor/README.md', 'README.md'],
  changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
  // Only Apify's CLI and templates use the lowercase names.
  input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
} as const;

/** The files at default places, for an Actor without actor.json. */
export const defaultFiles: readonly string[] = Object.values(defaultPlaces).flat();

export interface FileReference {
  /** The keys that lead to it: `['storages', 'dataset']`. */
  readonly keys: readonly string[];
  /** As written: relative to `.actor/`. */
  readonly written: string;
}

/** The paths of files that actor.json names. An object in place of a path is the content itself. */
export function listReferences(actorJson: Readonly<Record<string, unknown>>): readonly FileReference[] {
  const top = [
    'dockerfile',
    'readme',
    'changelog',
    'input',
    'inputSchema',
    'output',
    'outputSchema',
    'webServerSchema',
  ];
  const storages = asObject(actorJson['storages']);
  const named = (key: string): readonly (readonly [readonly string[], unknown])[] =>
    Object.entries(asObject(storages[key])).map(([name, value]) => [['storages', key, name], value]);
  const all: readonly (readonly [readonly string[], unknown])[] = [
    ...top.map((key) => [[key], actorJson[key]] as const),
    [['storages', 'dataset'], storages['dataset']],
    [['storages', 'keyValueStore'], storages['keyValueStore']],
    ...named('datasets'),
    ...named('keyValueStores'),
  ];
  return all.flatMap(([keys, written]) => (typeof written === 'string' ? [{ keys, written }] : []));
}

/**
 * actor.json, the files that it names, and the default places of the others: POSIX paths relative to the working
 * directory. Absolute paths, paths that lead out of it and paths with a backslash are omitted. The files need not exist.
 */
export function listNamedFiles(actorJson: Readonly<Record<string, unknown>>): readonly string[] {
  const isSet = (key: string): boolean => actorJson[key] !== undefined && actorJson[key] !== null;
  const named = listReferences(actorJson).flatMap(({ keys, written }) => {
    // `inputSchema` is the older name of `input`.
    if (keys[0] === 'inputSchema' && isSet('input')) return [];
    // On Windows, a backslash separates folders, so that the path could lead out of the working directory.
    if (written.includes('\\')) return [];
    const path = posix.join('.actor', written);
    return posix.isAbsolute(written) || /^\.\.?(?:\/|$)/.test(path) || path.endsWith('/') ? [] : [path];
  });
  const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) =>
    isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places,
  );
  return [...new Set(['.actor/actor.json', ...named, ...defaults])];
}

/** The value if it is an object, otherwise an empty one. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
