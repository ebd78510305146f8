/**
 * Default paths of the files that actor.json can name, relative to the Actor's folder.
 * https://docs.apify.com/platform/actors/development/actor-definition/actor-json
 */
export const defaultPlaces = {
  dockerfile: ['.actor/Dockerfile', 'Dockerfile'],
  readme: ['.actor/README.md', 'README.md'],
  changelog: ['.actor/CHANGELOG.md', 'CHANGELOG.md'],
  // The lowercase names are used only by Apify's CLI and templates.
  input: ['.actor/INPUT_SCHEMA.json', 'INPUT_SCHEMA.json', '.actor/input_schema.json', 'input_schema.json'],
} as const;

export interface FileReference {
  /** The path of keys in actor.json, such as `['storages', 'dataset']`. */
  readonly keys: readonly string[];
  /** As written in actor.json, relative to `.actor/`. */
  readonly written: string;
}

const keysOfFiles = 'dockerfile readme changelog input inputSchema output outputSchema webServerSchema'.split(' ');

/** Returns the values in actor.json that can be the path of a file. An object instead of a path is the content itself. */
export function listFileValues(
  actorJson: Readonly<Record<string, unknown>>,
): readonly { readonly keys: readonly string[]; readonly value: unknown }[] {
  const storages = asObject(actorJson['storages']);
  return [
    ...keysOfFiles.map((key) => ({ keys: [key], value: actorJson[key] })),
    ...['dataset', 'keyValueStore'].map((key) => ({ keys: ['storages', key], value: storages[key] })),
    ...['datasets', 'keyValueStores'].flatMap((key) =>
      Object.entries(asObject(storages[key])).map(([name, value]) => ({ keys: ['storages', key, name], value })),
    ),
  ];
}

/** Whether a newer property replaces `inputSchema` or `outputSchema`, so that Apify ignores it. */
export function isReplaced(key: string, actorJson: Readonly<Record<string, unknown>>): boolean {
  return /^(?:in|out)putSchema$/.test(key) && (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}

/** Returns the paths of files that actor.json names. */
export function listReferences(actorJson: Readonly<Record<string, unknown>>): readonly FileReference[] {
  return listFileValues(actorJson).flatMap(({ keys, value }) =>
    typeof value === 'string' ? [{ keys, written: value }] : [],
  );
}

/** Returns actor.json and the default paths of the files that it does not name, relative to the Actor's folder. */
export function listDefaultFiles(actorJson: Readonly<Record<string, unknown>>): readonly string[] {
  const isSet = (key: string): boolean => (actorJson[key] ?? undefined) !== undefined;
  const defaults = Object.entries(defaultPlaces).flatMap(([key, places]) =>
    // `inputSchema` is the old name of `input`.
    isSet(key) || (key === 'input' && isSet('inputSchema')) ? [] : places,
  );
  return ['.actor/actor.json', ...defaults];
}

/** Returns the value if it is an object, otherwise an empty object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
