import path from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import { asObject, defaultPlaces } from '../../actor/named-files.ts';
import { isObject } from '../../actor/schema-problem.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';

/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_BYTES = 1024 ** 2;

/** The input schema in the checkout. */
export interface InputSchemaFile {
  readonly name: string;
  /** Undefined if the file cannot be read. */
  readonly text?: string;
  /** The key of a schema in actor.json; empty for a separate file. */
  readonly keys: readonly string[];
}

/** Returns undefined if the Actor has no input schema. */
export async function findInputSchema(
  { workspace, workingDirectory, shown }: Workspace,
  definition: ActorDefinition | undefined,
): Promise<InputSchemaFile | undefined> {
  const named = (key: string): string | undefined =>
    definition?.references.find(({ keys }) => keys.length === 1 && keys[0] === key)?.written;
  const written = named('input') ?? named('inputSchema');
  const hasDefault = definition === undefined || definition.defaultFiles.includes(defaultPlaces.input[0]);
  const isInline = written === undefined && !hasDefault;
  const own = written === undefined ? defaultPlaces.input : [path.posix.join('.actor', written), written];
  for (const place of isInline ? ['.actor/actor.json'] : own) {
    const found = await readWorkspaceFile(workspace, path.join(workingDirectory, place), MAX_BYTES);
    if (found.kind !== 'read') continue;
    const text = new TextDecoder().decode(found.bytes);
    return { name: path.posix.join(shown, place), text, keys: isInline ? [inlineKey(text)] : [] };
  }
  return written === undefined && hasDefault ? undefined : { name: written ?? '', keys: [] };
}

/** `inputSchema` is the older name of `input`. */
function inlineKey(actorJson: string): string {
  return isObject(asObject(JSON.parse(actorJson))['input']) ? 'input' : 'inputSchema';
}
