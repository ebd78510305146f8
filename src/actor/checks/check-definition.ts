import { join, posix } from 'node:path';
import type { Problem } from '../../errors.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';
import { locateProblems } from '../locate-problems.ts';
import { defaultPlaces } from '../named-files.ts';
import { checkActorJson } from './actor-json.ts';
import { isObject, type SchemaProblem } from './schema-problem.ts';

export interface DefinitionRequest {
  /** Absolute, links resolved. */
  readonly workspace: string;
  /** Path of the working directory from the workspace with `/`; empty for the workspace itself. */
  readonly folder: string;
  /** `.actor/actor.json`, which parses as an object. */
  readonly text: string;
}

/** Bytes. Apify accepts schemas of 500 kB at most; a larger file is not checked. */
const MAX_BYTES = 1024 ** 2;

/** Levels of nesting; Apify's own schemas need fewer than 20. */
const MAX_DEPTH = 100;

type Kind = 'input' | 'dataset' | 'key-value-store' | 'output';

/** A schema of the Actor: written in actor.json, or in a file that it names. */
interface SchemaPlace {
  readonly kind: Kind;
  /** Keys of actor.json; empty for a file at its default place. */
  readonly keys: readonly string[];
  readonly value: unknown;
}

interface Document {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly SchemaProblem[];
}

/**
 * Checks actor.json and every schema that belongs to it. Reads files of the workspace only, sends nothing.
 * @returns problems in the order of their files and lines.
 */
export async function checkDefinition(request: DefinitionRequest): Promise<readonly Problem[]> {
  const actorJson: unknown = JSON.parse(request.text);
  if (!isObject(actorJson)) return [];
  const file = posix.join(request.folder, '.actor/actor.json');
  const places = listSchemas(actorJson);
  const named = places.filter(({ value }) => typeof value === 'string');
  const inline = places.filter(({ value }) => isObject(value));
  const read = await Promise.all([
    ...named.map((place) => checkNamed(place, request)),
    checkDefaultInput(actorJson, request),
  ]);
  const own: SchemaProblem[] = [...checkActorJson(actorJson)];
  for (const { kind, keys, value } of inline) {
    const problems = await checkSchema(kind, value);
    own.push(...problems.map((problem) => ({ ...problem, path: [...keys, ...problem.path] })));
  }
  own.push(...read.flatMap(({ inActorJson }) => inActorJson));
  const documents = [{ file, text: request.text, problems: own }, ...read.flatMap(({ document }) => document ?? [])];
  return (await Promise.all(documents.map(({ file, text, problems }) => locateProblems(file, text, problems)))).flat();
}

function listSchemas(actorJson: Readonly<Record<string, unknown>>): readonly SchemaPlace[] {
  const storages = isObject(actorJson['storages']) ? actorJson['storages'] : {};
  const places: SchemaPlace[] = [
    { kind: 'input', keys: ['input'], value: actorJson['input'] },
    {
      kind: 'input',
      keys: ['inputSchema'],
      value: actorJson['input'] === undefined ? actorJson['inputSchema'] : undefined,
    },
    { kind: 'output', keys: ['output'], value: actorJson['output'] },
    {
      kind: 'output',
      keys: ['outputSchema'],
      value: actorJson['output'] === undefined ? actorJson['outputSchema'] : undefined,
    },
    { kind: 'dataset', keys: ['storages', 'dataset'], value: storages['dataset'] },
    { kind: 'key-value-store', keys: ['storages', 'keyValueStore'], value: storages['keyValueStore'] },
  ];
  for (const [key, kind] of [
    ['datasets', 'dataset'],
    ['keyValueStores', 'key-value-store'],
  ] as const) {
    const map = storages[key];
    if (!isObject(map)) continue;
    places.push(...Object.entries(map).map(([name, value]) => ({ kind, keys: ['storages', key, name], value })));
  }
  return places.filter(({ value }) => value !== undefined && value !== null);
}

interface CheckedFile {
  readonly document?: Document;
  /** Problems at the key of actor.json that names the file. */
  readonly inActorJson: readonly SchemaProblem[];
}

/** A path is relative to `.actor/`; one that is right only from the Actor's folder counts as well. */
async function checkNamed({ kind, keys, value }: SchemaPlace, request: DefinitionRequest): Promise<CheckedFile> {
  const written = String(value);
  const wrong = (message: string, hint: string): CheckedFile => ({
    inActorJson: [{ level: 'error', path: keys, message, hint }],
  });
  const names = [posix.join('.actor', written), posix.join('.', written)];
  for (const name of names) {
    const found = await readWorkspaceFile(request.workspace, join(request.workspace, request.folder, name), MAX_BYTES);
    if (found.kind === 'missing') continue;
    const file = posix.join(request.folder, name);
    switch (found.kind) {
      case 'read':
        return { document: await checkFile(kind, file, found.bytes), inActorJson: [] };
      case 'too-large':
        return wrong(
          `names ${file}, which has ${found.size} bytes`,
          'Apify accepts schemas of at most 500 kB. Shorten the file.',
        );
      case 'outside':
        return wrong(`names ${file}, which leads out of the workspace`, 'Put the schema into the repository.');
      case 'not-a-file':
        return wrong(`names ${file}, which is not a file`, 'Name a JSON file.');
      case 'unreadable':
        return wrong(`names ${file}, which could not be read (${found.code})`, 'Make the file readable for this step.');
    }
  }
  return wrong(
    `names ${posix.join(request.folder, names[0] ?? '')}, which does not exist`,
    'Correct the path, which is relative to .actor/, or add the file.',
  );
}

/** The input schema at the first default place that has one, if actor.json does not name any. */
async function checkDefaultInput(
  actorJson: Readonly<Record<string, unknown>>,
  request: DefinitionRequest,
): Promise<CheckedFile> {
  if ((actorJson['input'] ?? actorJson['inputSchema'] ?? undefined) !== undefined) return { inActorJson: [] };
  for (const name of defaultPlaces.input) {
    const found = await readWorkspaceFile(request.workspace, join(request.workspace, request.folder, name), MAX_BYTES);
    if (found.kind !== 'read') continue;
    return { document: await checkFile('input', posix.join(request.folder, name), found.bytes), inActorJson: [] };
  }
  return { inActorJson: [] };
}

async function checkFile(kind: Kind, file: string, bytes: Buffer): Promise<Document> {
  const text = new TextDecoder().decode(bytes);
  try {
    return { file, text, problems: await checkSchema(kind, JSON.parse(text)) };
  } catch (error) {
    const hint = error instanceof Error ? error.message : String(error);
    return { file, text, problems: [{ level: 'error', path: [], message: 'is not valid JSON', hint }] };
  }
}

/** The validator and Apify's schemas are loaded only if there is something to check. */
async function checkSchema(kind: Kind, schema: unknown): Promise<readonly SchemaProblem[]> {
  if (depthOf(schema) > MAX_DEPTH) {
    const message = `is nested more than ${MAX_DEPTH} levels deep`;
    return [{ level: 'error', path: [], message, hint: 'Simplify the schema.' }];
  }
  switch (kind) {
    case 'input': {
      const [{ checkInputSchema }, { checkFieldValues }] = await Promise.all([
        import('./input-schema.ts'),
        import('./field-values.ts'),
      ]);
      const problems = checkInputSchema(schema);
      return [...problems, ...checkFieldValues(schema)];
    }
    case 'dataset':
      return (await import('./storage-schemas.ts')).checkDatasetSchema(schema);
    case 'key-value-store':
      return (await import('./storage-schemas.ts')).checkKeyValueStoreSchema(schema);
    case 'output':
      return (await import('./storage-schemas.ts')).checkOutputSchema(schema);
  }
}

/** Without recursion, which a hostile file could exhaust. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; ; depth += 1) {
    if (level.length === 0 || depth > MAX_DEPTH) return depth;
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
  }
}
