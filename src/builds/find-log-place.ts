import { readFile, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { findKeyPlaces, type TextPosition } from '../actor/json-positions.ts';
import { asObject, defaultPlaces } from '../actor/named-files.ts';
import { type ActorFolder, pathForMessages, readActorJson } from '../actor/read-actor-json.ts';
import type { Place } from '../errors.ts';
import { nameFrom } from '../paths.ts';
import { findInstruction } from './dockerfile-lines.ts';
import type { LogPlace } from './log-place.ts';

/** Bytes. Dockerfiles and schemas are small; the platform takes schemas of 500 kB at most. */
const MAX_BYTES = 2 * 1024 ** 2;

/**
 * The file and line that a place in a build's log means; undefined where the files as they lie here do not show it.
 * Never throws: it only helps an error that is told anyway. Right only where the build is made of these files.
 */
export async function findLogPlace(place: LogPlace, folder: ActorFolder): Promise<Place | undefined> {
  try {
    const text = await readActorJson(folder);
    const actorJson = { text, value: asObject(text === undefined ? undefined : JSON.parse(text)) };
    return await find(place, folder, actorJson);
  } catch {
    return undefined;
  }
}

interface ActorJson {
  readonly text: string | undefined;
  readonly value: Readonly<Record<string, unknown>>;
}

async function find(place: LogPlace, folder: ActorFolder, actorJson: ActorJson): Promise<Place | undefined> {
  switch (place.kind) {
    case 'dockerfile': {
      const file = await findFile(folder, actorJson.value['dockerfile'], defaultPlaces.dockerfile);
      const isThere = file !== undefined && place.line <= file.text.split('\n').length;
      return isThere ? { file: file.path, line: place.line } : undefined;
    }
    case 'instruction': {
      const file = await findFile(folder, actorJson.value['dockerfile'], defaultPlaces.dockerfile);
      const line = file === undefined ? undefined : findInstruction(file.text, place);
      return file === undefined || line === undefined ? undefined : { file: file.path, line };
    }
    case 'input-schema':
      return findInSchema(place.keys, folder, actorJson);
    case 'actor-json':
      return keyOf(actorJson, folder, place.keys);
    case 'named-in-actor-json': {
      const keys = findNaming(actorJson.value, place.path);
      return keys === undefined ? undefined : keyOf(actorJson, folder, keys);
    }
  }
}

async function findInSchema(dotted: string, folder: ActorFolder, actorJson: ActorJson): Promise<Place | undefined> {
  const key = actorJson.value['input'] === undefined ? 'inputSchema' : 'input';
  const named = actorJson.value[key];
  if (typeof named === 'object') return keyOf(actorJson, folder, [key, ...splitKeys(named, dotted)]);
  const file = await findFile(folder, named, defaultPlaces.input);
  if (file === undefined) return undefined;
  return placeIn(file.path, await positionOf(file.text, splitKeys(parse(file.text), dotted)));
}

async function keyOf({ text }: ActorJson, folder: ActorFolder, keys: readonly string[]): Promise<Place | undefined> {
  if (text === undefined) return undefined;
  return placeIn(pathForMessages(folder, '.actor', 'actor.json'), await positionOf(text, keys));
}

async function positionOf(text: string, keys: readonly string[]): Promise<TextPosition | undefined> {
  const [position] = await findKeyPlaces(text, [keys]);
  return position;
}

function placeIn(file: string, position: TextPosition | undefined): Place {
  return { file, ...(position === undefined ? {} : { line: position.line, column: position.column }) };
}

/**
 * The way to a value by keys that the object has, where the log joined them with dots: of the ways that a key with
 * dots in it leaves open the one that leads furthest.
 */
function splitKeys(value: unknown, dotted: string): readonly string[] {
  if (dotted === '' || typeof value !== 'object' || value === null) return dotted === '' ? [] : [dotted];
  const ways = Object.entries(value).flatMap(([key, inner]) => {
    if (dotted === key) return [[key]];
    return dotted.startsWith(`${key}.`) ? [[key, ...splitKeys(inner, dotted.slice(key.length + 1))]] : [];
  });
  const length = (way: readonly string[]): number => way.slice(0, -1).join('.').length;
  return ways.toSorted((a, b) => length(b) - length(a))[0] ?? [dotted];
}

/** The way to the text in actor.json that names this file; paths there count from `.actor/`. */
function findNaming(value: unknown, path: string): readonly string[] | undefined {
  if (typeof value === 'string') return posix.join('.actor', value) === path ? [] : undefined;
  for (const [key, inner] of Object.entries(asObject(value))) {
    const way = findNaming(inner, path);
    if (way !== undefined) return [key, ...way];
  }
  return undefined;
}

/** The first of the files that is there, inside the workspace; names are compared as the disk does. */
async function findFile(
  folder: ActorFolder,
  named: unknown,
  otherwise: readonly string[],
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const names = typeof named === 'string' ? [posix.join('.actor', named)] : otherwise;
  const workspace = await realpath(folder.workspace);
  for (const name of names) {
    const path = pathForMessages(folder, ...name.split('/'));
    try {
      const real = await realpath(join(folder.workspace, path));
      const stats = await stat(real);
      if (nameFrom(workspace, real) === undefined || !stats.isFile() || stats.size > MAX_BYTES) continue;
      return { path, text: await readFile(real, 'utf8') };
    } catch {
      // Not there: the next one.
    }
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
