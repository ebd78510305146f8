import { posix } from 'node:path';

/**
 * Where the platform looks for what actor.json does not name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
export const defaultPlaces = {
  dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
  readme: ['.actor/README.md', 'README.md'],
  changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
  // The lower-case names are known to Apify's CLI and templates only.
  input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
} as const;

/** What is read from an Actor's folder where there is no actor.json. */
export const defaultFiles: readonly string[] = Object.values(defaultPlaces).flat();

/** A path in actor.json. */
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
 * actor.json, the files that it names, and the default places of those that it could name and does not: POSIX paths
 * relative to the working directory. A path that leads out of it is left out, as is one that is absolute.
 * A file named here need not be there.
 */
export function listNamedFiles(actorJson: Readonly<Record<string, unknown>>): readonly string[] {
  const storages = asObject(actorJson['storages']);
  const { dockerfile, readme, changelog } = actorJson;
  const input = actorJson['input'] ?? actorJson['inputSchema'];
  const named = [
    ...pathsOf(dockerfile, defaultPlaces.dockerfile),
    ...pathsOf(readme, defaultPlaces.readme),
    ...pathsOf(changelog, defaultPlaces.changelog),
    ...pathsOf(input, defaultPlaces.input),
    ...[actorJson['output'], actorJson['outputSchema'], actorJson['webServerSchema']].flatMap((path) => pathsOf(path)),
    ...[storages['dataset'], storages['keyValueStore']].flatMap((path) => pathsOf(path)),
    ...[storages['datasets'], storages['keyValueStores']].flatMap((map) =>
      Object.values(asObject(map)).flatMap((path) => pathsOf(path)),
    ),
  ];
  return [...new Set(['.actor/actor.json', ...named])];
}

function pathsOf(value: unknown, otherwise: readonly string[] = []): readonly string[] {
  if (value === undefined) return otherwise;
  // An object is the thing itself, written into actor.json.
  if (typeof value !== 'string' || posix.isAbsolute(value)) return [];
  const path = posix.join('.actor', value);
  return /^\.\.?(?:\/|$)/.test(path) || path.endsWith('/') ? [] : [path];
}

/** The value where it is an object, else an empty one. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
