import { join, posix } from 'node:path';
import { readWorkspaceFile, type WorkspaceFile } from '../../runner/workspace-file.ts';
import { defaultPlaces, listReferences } from '../named-files.ts';
import { isObject } from '../schema-problem.ts';

export type SchemaKind = 'input' | 'dataset' | 'key-value-store' | 'output';

/** A schema, either at these keys in actor.json or in a separate file. */
export type FoundSchema =
  | { readonly kind: SchemaKind; readonly keys: readonly string[]; readonly value: unknown }
  | { readonly kind: SchemaKind /** Relative to the workspace. */; readonly file: string; readonly text: string };

/** A path in actor.json, with the result of looking it up. */
export interface FoundReference {
  readonly keys: readonly string[];
  readonly isSchema: boolean;
  /** Path relative to the workspace. */
  readonly file: string;
  readonly result: Exclude<WorkspaceFile['kind'], 'read'> | 'found';
  /** The size in bytes if the file is too large. */
  readonly size?: number;
  /** The correct path, if the file exists relative to the Actor's folder instead of `.actor/`. */
  readonly correction?: string;
}

interface Folder {
  readonly workspace: string;
  readonly folder: string;
}

/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_SCHEMA_BYTES = 1024 ** 2;

/** Reads the Actor's schemas and looks up the other files that actor.json names. */
export async function findSchemas(
  actorJson: Readonly<Record<string, unknown>>,
  folder: Folder,
): Promise<{ readonly schemas: readonly FoundSchema[]; readonly references: readonly FoundReference[] }> {
  const named = listReferences(actorJson).filter(
    ({ keys: [key = ''] }) => key !== 'dockerfile' && !isReplaced(key, actorJson),
  );
  const looked = await Promise.all(
    named.map(async ({ keys, written }) => ({ keys, kind: kindOf(keys), ...(await lookUp(written, folder)) })),
  );
  const files = looked.flatMap(({ kind, file, found }): readonly FoundSchema[] =>
    kind !== undefined && found.kind === 'read' ? [{ kind, file, text: textOf(found.bytes) }] : [],
  );
  const isRepeated = (schema: FoundSchema, index: number): boolean =>
    'file' in schema &&
    files.findIndex((other) => 'file' in other && other.file === schema.file && other.kind === schema.kind) < index;
  return {
    schemas: [
      ...listInlineSchemas(actorJson),
      ...files.filter((schema, index) => !isRepeated(schema, index)),
      ...(await readDefaultInput(actorJson, folder)),
    ],
    references: looked.map(({ keys, kind, file, found, correction }) => ({
      keys,
      isSchema: kind !== undefined,
      file,
      result: found.kind === 'read' ? 'found' : found.kind,
      ...(found.kind === 'too-large' ? { size: found.size } : {}),
      ...(correction === undefined ? {} : { correction }),
    })),
  };
}

/** Whether a newer property replaces `inputSchema` or `outputSchema`. */
function isReplaced(key: string, actorJson: Readonly<Record<string, unknown>>): boolean {
  if (key !== 'inputSchema' && key !== 'outputSchema') return false;
  return (actorJson[key.replace('Schema', '')] ?? undefined) !== undefined;
}

function kindOf([key, storage]: readonly string[]): SchemaKind | undefined {
  switch (key) {
    case 'input':
    case 'inputSchema':
      return 'input';
    case 'output':
    case 'outputSchema':
      return 'output';
    case 'storages':
      return storage?.startsWith('dataset') ? 'dataset' : 'key-value-store';
    default:
      return undefined;
  }
}

function listInlineSchemas(actorJson: Readonly<Record<string, unknown>>): readonly FoundSchema[] {
  const storages = isObject(actorJson['storages']) ? actorJson['storages'] : {};
  const own = ['input', 'inputSchema', 'output', 'outputSchema'].filter((key) => !isReplaced(key, actorJson));
  const maps = ['datasets', 'keyValueStores'].flatMap((key) =>
    Object.entries(isObject(storages[key]) ? storages[key] : {}).map(
      ([name, value]) => [['storages', key, name], value] as const,
    ),
  );
  const all: readonly (readonly [readonly string[], unknown])[] = [
    ...own.map((key) => [[key], actorJson[key]] as const),
    ...['dataset', 'keyValueStore'].map((key) => [['storages', key], storages[key]] as const),
    ...maps,
  ];
  return all.flatMap(([keys, value]) => {
    const kind = kindOf(keys);
    return kind !== undefined && isObject(value) ? [{ kind, keys, value }] : [];
  });
}

/** Looks up a path relative to `.actor/`, then relative to the Actor's folder. The file is deployed in both cases. */
async function lookUp(
  written: string,
  { workspace, folder }: Folder,
): Promise<{ readonly file: string; readonly found: WorkspaceFile; readonly correction?: string }> {
  const read = (file: string): Promise<WorkspaceFile> =>
    readWorkspaceFile(workspace, join(workspace, file), MAX_SCHEMA_BYTES);
  const file = posix.join(folder, '.actor', written);
  if (posix.isAbsolute(written)) return { file: written, found: { kind: 'outside' } };
  const found = await read(file);
  if (found.kind !== 'missing' || found.isBrokenLink) return { file, found };
  const other = posix.join(folder, written);
  const foundThere = await read(other);
  if (foundThere.kind === 'missing' || foundThere.kind === 'outside') return { file, found };
  return { file: other, found: foundThere, correction: posix.relative('.actor', posix.join(written)) };
}

/** Reads the input schema from the first default path that exists, if actor.json does not name one. */
async function readDefaultInput(
  actorJson: Readonly<Record<string, unknown>>,
  { workspace, folder }: Folder,
): Promise<readonly FoundSchema[]> {
  if ((actorJson['input'] ?? actorJson['inputSchema'] ?? undefined) !== undefined) return [];
  for (const name of defaultPlaces.input) {
    const file = posix.join(folder, name);
    const found = await readWorkspaceFile(workspace, join(workspace, file), MAX_SCHEMA_BYTES);
    if (found.kind === 'read') return [{ kind: 'input', file, text: textOf(found.bytes) }];
  }
  return [];
}

/** Decodes the text without its byte order mark. */
function textOf(bytes: Buffer): string {
  return new TextDecoder().decode(bytes);
}
