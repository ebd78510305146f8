import { join, posix } from 'node:path';
import { asObject, defaultPlaces } from '../actor/named-files.ts';
import { type ActorFolder, pathForMessages, readActorJson } from '../actor/read-actor-json.ts';
import type { Place } from '../errors.ts';
import { readWorkspaceFile } from '../runner/workspace-file.ts';
import type { LoggedInstruction, LogPlace } from './log-place.ts';

const MAX_BYTES = 2 * 1024 ** 2;

/**
 * Finds the file and line of a Dockerfile error that a build log describes; undefined if the file does not contain it.
 * The result is correct only if the build used the same files. Never throws, because it only adds details to another
 * error.
 */
export async function findLogPlace(place: LogPlace, folder: ActorFolder): Promise<Place | undefined> {
  try {
    const { dockerfile: named } = asObject(JSON.parse((await readActorJson(folder)) ?? '{}'));
    // The path is relative to `.actor/` or to the Actor's folder.
    const names =
      typeof named === 'string' ? [posix.join('.actor', named), posix.normalize(named)] : defaultPlaces.dockerfile;
    for (const name of names) {
      const file = pathForMessages(folder, name);
      const read = await readWorkspaceFile(folder.workspace, join(folder.workspace, file), MAX_BYTES);
      if (read.kind !== 'read') continue;
      const text = read.bytes.toString();
      const line = place.kind === 'line' ? place.line : findInstruction(text, place);
      return line === undefined || line > text.split('\n').length ? undefined : { file, line };
    }
  } catch {}
  return undefined;
}

interface Instruction {
  /** Starts at 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Finds the line of an instruction: by its number if the file has as many instructions as the log, otherwise by its
 * text if exactly one instruction matches. Returns undefined in all other cases, because the build used another file.
 */
export function findInstruction(dockerfile: string, { text, step }: LoggedInstruction): number | undefined {
  const all = listInstructions(dockerfile);
  const numbered = step?.of === all.length ? all[step.number - 1] : undefined;
  if (numbered !== undefined && keywordOf(numbered.text) === keywordOf(text)) return numbered.line;
  const normalized = normalize(text);
  const [first, ...others] = all.filter((instruction) => normalize(instruction.text) === normalized);
  return others.length === 0 ? first?.line : undefined;
}

/** Returns the instructions, each joined with its continuation lines, without comments and empty lines. */
function listInstructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replace(/^\ufeff/, '').split(/\r?\n/);
  const continuation = escapeCharacter(lines);
  const found: { line: number; text: string }[] = [];
  let heredocs: readonly string[] = [];
  let ended = 0;
  let isContinued = false;
  for (const [index, line] of lines.entries()) {
    const current = found.at(-1);
    if (ended < heredocs.length) {
      if (line.replace(/^\t+/, '') === heredocs[ended]) ended += 1;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    const trimmed = line.trimEnd();
    const continues = trimmed.endsWith(continuation);
    const text = continues ? trimmed.slice(0, -1) : trimmed;
    if (isContinued && current !== undefined) current.text += text;
    else found.push({ line: index + 1, text });
    isContinued = continues;
    heredocs = continues ? [] : heredocsOf(found.at(-1)?.text ?? '');
    ended = 0;
  }
  return found;
}

/** Directives are comments at the start of the file. https://docs.docker.com/reference/dockerfile/#parser-directives */
function escapeCharacter(lines: readonly string[]): string {
  for (const line of lines) {
    if (!line.startsWith('#')) break;
    if (/^#\s*escape\s*=\s*`/i.test(line)) return '`';
  }
  return '\\';
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
function heredocsOf(text: string): readonly string[] {
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text)) return [];
  return [...text.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map(([, , name = '']) => name);
}

function keywordOf(text: string): string {
  return (/^\s*(\w+)/.exec(text)?.[1] ?? '').toUpperCase();
}

/** Normalizes an instruction, because builders join continuation lines and change the white space between them. */
function normalize(text: string): string {
  const [keyword = '', ...rest] = text.trim().split(/\s+/);
  return [keyword.toUpperCase(), ...rest].join(' ');
}
