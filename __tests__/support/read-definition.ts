import { type ActorDefinition, parseActorDefinition, type Replaced } from '../../src/actor/definition.ts';
import { type ActorFolder, pathForMessages, readActorJson } from '../../src/actor/read-actor-json.ts';

/** Reads and checks `.actor/actor.json`; undefined if it does not exist. */
export async function readDefinition(
  folder: ActorFolder,
  replaced: Replaced = {},
): Promise<ActorDefinition | undefined> {
  const text = await readActorJson(folder);
  return text === undefined
    ? undefined
    : parseActorDefinition(text, pathForMessages(folder, '.actor', 'actor.json'), replaced);
}
