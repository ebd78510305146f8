import path from 'node:path';
import type { ActorDefinition } from '../../actor/definition.ts';
import { defaultPlaces } from '../../actor/named-files.ts';
import type { Workspace } from '../../runner/workspace.ts';
import { readWorkspaceFile } from '../../runner/workspace-file.ts';

/** Size limit in bytes. Apify accepts schemas of up to 500 kB. */
const MAX_BYTES = 1024 ** 2;

/** The input schema in the checkout; undefined if the Actor has none. */
export type InputSchemaFile =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  /** The schema is in actor.json, or its file could not be read. */
  | { readonly kind: 'elsewhere' };

export async function findInputSchema(
  { workspace, workingDirectory, shown }: Workspace,
  definition: ActorDefinition | undefined,
): Promise<InputSchemaFile | undefined> {
  const named = (key: string): string | undefined =>
    definition?.references.find(({ keys }) => keys.length === 1 && keys[0] === key)?.written;
  const written = named('input') ?? named('inputSchema');
  const isInline = definition !== undefined && !definition.namedFiles.includes(defaultPlaces.input[0]);
  const places = written === undefined ? defaultPlaces.input : [path.posix.join('.actor', written), written];
  if (written === undefined && isInline) return { kind: 'elsewhere' };
  for (const place of places) {
    const found = await readWorkspaceFile(workspace, path.join(workingDirectory, place), MAX_BYTES);
    if (found.kind !== 'read') continue;
    return { kind: 'file', name: path.posix.join(shown, place), text: new TextDecoder().decode(found.bytes) };
  }
  return written === undefined ? undefined : { kind: 'elsewhere' };
}
