import { join, posix } from 'node:path';
import { findKeyPlaces } from '../actor/json-positions.ts';
import { asObject, defaultPlaces, listReferences } from '../actor/named-files.ts';
import { type ActorFolder, pathForMessages, readActorJson } from '../actor/read-actor-json.ts';
import type { Place } from '../errors.ts';
import { readWorkspaceFile } from '../runner/workspace-file.ts';
import { findInstruction } from './dockerfile-lines.ts';
import type { LogPlace } from './log-place.ts';

/** Bytes. Dockerfiles and schemas are small; Apify accepts schemas of at most 500 kB. */
const MAX_BYTES = 2 * 1024 ** 2;

interface TextFile {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly text: string;
}

interface Files {
  readonly folder: ActorFolder;
  /** Undefined if it does not exist. */
  readonly actorJson: TextFile | undefined;
  readonly definition: Readonly<Record<string, unknown>>;
}

/**
 * The file and line of a mistake that a build log describes; undefined if these files do not show it. Correct only if
 * the build used these files. Never throws, because it only improves another error.
 */
export async function findLogPlace(place: LogPlace, folder: ActorFolder): Promise<Place | undefined> {
  try {
    const text = await readActorJson(folder);
    const actorJson = text === undefined ? undefined : { file: pathForMessages(folder, '.actor', 'actor.json'), text };
    return await find(place, { folder, actorJson, definition: asObject(JSON.parse(text ?? '{}')) });
  } catch {
    return undefined;
  }
}

async function find(place: LogPlace, files: Files): Promise<Place | undefined> {
  switch (place.kind) {
    case 'dockerfile':
    case 'instruction': {
      const dockerfile = await readFirst(files.folder, files.definition['dockerfile'], defaultPlaces.dockerfile);
      if (dockerfile === undefined) return undefined;
      const { file, text } = dockerfile;
      const line = place.kind === 'dockerfile' ? place.line : findInstruction(text, place);
      return line === undefined || line > text.split('\n').length ? undefined : { file, line };
    }
    case 'input-schema':
      return findInSchema(place.keys, files);
    case 'actor-json':
      return findKey(files.actorJson, place.keys);
    case 'missing-file': {
      const references = listReferences(files.definition);
      const found = references.find(({ written }) => posix.join('.actor', written) === place.path);
      return found === undefined ? undefined : findKey(files.actorJson, found.keys);
    }
  }
}

async function findInSchema(dottedKeys: string, files: Files): Promise<Place | undefined> {
  const { folder, actorJson, definition } = files;
  const key = definition['input'] === undefined ? 'inputSchema' : 'input';
  const schema = definition[key];
  if (typeof schema === 'object') return findKey(actorJson, [key, ...splitKeys(schema, dottedKeys)]);
  const file = await readFirst(folder, schema, defaultPlaces.input);
  return findKey(file, splitKeys(parseJson(file?.text), dottedKeys));
}

function findKey(file: TextFile | undefined, keys: readonly string[]): Place | undefined {
  if (file === undefined) return undefined;
  const [position] = findKeyPlaces(file.text, [keys]);
  return { file: file.file, ...position };
}

/** Keys of the object that are joined with dots in the log. If keys with dots leave a choice, the longest path wins. */
function splitKeys(value: unknown, dottedKeys: string): readonly string[] {
  if (dottedKeys === '') return [];
  const length = (path: readonly string[]): number => path.slice(0, -1).join('.').length;
  let longest: readonly string[] = [dottedKeys];
  for (const [key, inner] of Object.entries(asObject(value))) {
    if (!dottedKeys.startsWith(`${key}.`)) continue;
    const path = [key, ...splitKeys(inner, dottedKeys.slice(key.length + 1))];
    if (length(path) > length(longest)) longest = path;
  }
  return longest;
}

/** The file that actor.json names, relative to `.actor/` or to the Actor's folder, or the first at a default place. */
async function readFirst(
  folder: ActorFolder,
  named: unknown,
  defaults: readonly string[],
): Promise<TextFile | undefined> {
  const names = typeof named === 'string' ? [posix.join('.actor', named), posix.normalize(named)] : defaults;
  for (const name of names) {
    const file = pathForMessages(folder, name);
    const read = await readWorkspaceFile(folder.workspace, join(folder.workspace, file), MAX_BYTES);
    if (read.kind === 'read') return { file, text: read.bytes.toString() };
  }
  return undefined;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
