import type { ActorPaths } from '../../actor/definition.ts';
import { findKeyPlaces } from '../../actor/json-positions.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import type { Place, Problem } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';

/** A mistake in a path of actor.json. */
export interface PathMistake {
  readonly key: 'dockerfile' | 'dockerContextDir';
  readonly problem: string;
  readonly hint: string;
}

/** An error for the mistake, at its line in actor.json. */
export async function problemAt(
  workspace: Workspace,
  definition: ActorPaths | undefined,
  { key, problem, hint }: PathMistake,
): Promise<Problem> {
  const { file = '', [key]: written = '' } = definition ?? {};
  const [place = { file, line: 1, column: 1 }] = await placesOf(workspace, file, [[key]]);
  return { ...place, pointer: `/${key}`, message: `${key} "${visible(written)}" ${problem}`, hint, level: 'error' };
}

/** The places of keys in actor.json. @param file the path of actor.json, for messages. */
export async function placesOf(
  workspace: Workspace,
  file: string,
  keys: readonly (readonly string[])[],
): Promise<readonly Required<Place>[]> {
  const text = keys.length === 0 ? undefined : await readActorJson(workspace);
  return findKeyPlaces(text ?? '', keys).map((position) => ({ file, ...position }));
}
