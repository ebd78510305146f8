import { join, posix } from 'node:path';
import { readWorkspaceFile, type WorkspaceFile } from '../../runner/workspace-file.ts';
import { defaultPlaces, isReplaced, listFileValues } from '../named-files.ts';
import { isObject } from '../schema-problem.ts';

export type SchemaKind = 'input' | 'dataset' | 'key-value-store' | 'output';

/** A schema that actor.json contains. */
interface InlineSchema {
  readonly kind: SchemaKind;
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** A file that actor.json names, or that is at a default place. */
export interface FoundFile {
  /** Undefined if the file is not a schema. */
  readonly kind: SchemaKind | undefined;
  /** The keys in actor.json that name it; undefined for a default place. */
  readonly keys?: readonly string[];
  /** Path relative to the workspace. */
  readonly file: string;
  readonly found: WorkspaceFile;
  /** The correct path, if the file exists relative to the Actor's folder instead of `.actor/`. */
  readonly correction?: string | undefined;
}

type Read = (file: string) => Promise<WorkspaceFile>;

/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_SCHEMA_BYTES = 1024 ** 2;

/** Reads the Actor's schemas and the other files that actor.json names, except for the Dockerfile. */
export async function findSchemas(
  actorJson: Readonly<Record<string, unknown>>,
  { workspace, folder }: { readonly workspace: string; readonly folder: string },
): Promise<{ readonly inline: readonly InlineSchema[]; readonly files: readonly FoundFile[] }> {
  const read: Read = (file) => readWorkspaceFile(workspace, join(workspace, file), MAX_SCHEMA_BYTES);
  const has = (key: string): boolean => (actorJson[key] ?? undefined) !== undefined;
  const values = listFileValues(actorJson)
    .filter(({ keys: [key = ''] }) => key !== 'dockerfile' && !isReplaced(key, actorJson))
    .map((each) => ({ ...each, kind: kindOf(each.keys) }));
  const named = values.flatMap(({ value, ...place }) =>
    typeof value === 'string' ? [{ ...place, written: value }] : [],
  );
  const files = await Promise.all(
    named.map(async ({ written, ...place }) => ({ ...place, ...(await lookUp(written, folder, read)) })),
  );
  return {
    inline: values.flatMap(({ kind, keys, value }) =>
      kind !== undefined && isObject(value) ? [{ kind, keys, value }] : [],
    ),
    files: has('input') || has('inputSchema') ? files : [...files, ...(await readDefaultInput(folder, read))],
  };
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

/** Looks up a path relative to `.actor/`, then relative to the Actor's folder. The file is deployed in both cases. */
async function lookUp(
  written: string,
  folder: string,
  read: Read,
): Promise<Pick<FoundFile, 'file' | 'found' | 'correction'>> {
  const file = posix.join(folder, '.actor', written);
  if (posix.isAbsolute(written)) return { file: written, found: { kind: 'outside' } };
  const found = await read(file);
  if (found.kind !== 'missing' || found.isBrokenLink) return { file, found };
  const other = posix.join(folder, written);
  const foundThere = await read(other);
  if (foundThere.kind === 'missing' || foundThere.kind === 'outside') return { file, found };
  return { file: other, found: foundThere, correction: posix.relative('.actor', posix.join(written)) };
}

/** Reads the input schema from the first default path that exists. */
async function readDefaultInput(folder: string, read: Read): Promise<readonly FoundFile[]> {
  for (const name of defaultPlaces.input) {
    const file = posix.join(folder, name);
    const found = await read(file);
    if (found.kind === 'read') return [{ kind: 'input', file, found }];
  }
  return [];
}
