import { findKeyPlaces } from '../../actor/json-positions.ts';
import { readActorJson } from '../../actor/read-actor-json.ts';
import { ActionError } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { visible } from '../../text.ts';

/** Creates an error about a path, at its line in actor.json. */
export async function errorAt(
  workspace: Workspace,
  definition: Partial<Readonly<Record<'file' | 'dockerfile' | 'dockerContextDir', string | undefined>>> | undefined,
  { key, problem, hint }: { readonly key: string; readonly problem: string; readonly hint: string },
): Promise<ActionError> {
  const { file = '' } = definition ?? {};
  const written = key === 'dockerfile' ? definition?.dockerfile : definition?.dockerContextDir;
  const [place] = findKeyPlaces((await readActorJson(workspace)) ?? '', [[key]]);
  return new ActionError(`${file}: ${key} "${visible(written ?? '')}" ${problem}`, { hint, place: { file, ...place } });
}
