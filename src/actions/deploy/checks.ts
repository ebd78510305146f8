import { readActorJson } from '../../actor/read-actor-json.ts';
import type { ActorSettings } from '../../apify/api.ts';
import type { Problem } from '../../errors.ts';
import type { Workspace } from '../../runner/workspace.ts';
import type { RequestedSource } from '../../source/source.ts';
import type { Inputs } from './inputs.ts';

/** What the checks of JSON files found, and the settings that one of these files contains. */
export interface CheckedFiles {
  readonly problems: readonly Problem[];
  /** Undefined without the `actor-settings` input. */
  readonly settings: ActorSettings | undefined;
}

/** Checks the Actor's schemas and the file of `actor-settings`. Reads files of the workspace only. */
export async function checkFiles(
  { checks, actorSettings, source }: Inputs,
  workspace: Workspace,
): Promise<CheckedFiles> {
  const [problems, file] = await Promise.all([
    checks === 'off' || !isCheckedOut(source) ? [] : checkDefinition(workspace),
    actorSettings === undefined ? undefined : readSettings(workspace, actorSettings),
  ]);
  const isStrict = checks === 'strict';
  return {
    problems: [
      ...problems.map((problem) => (isStrict ? { ...problem, level: 'error' as const } : problem)),
      ...(file?.problems ?? []),
    ],
    settings: file?.settings,
  };
}

/** Whether Apify gets the files of this checkout: the files themselves, an archive, or the run's repository. */
export function isCheckedOut(source: RequestedSource | undefined): boolean {
  return source !== undefined && (source.type === 'SOURCE_FILES' || source.url === undefined);
}

async function checkDefinition(workspace: Workspace): Promise<readonly Problem[]> {
  // An actor.json that cannot be read is an error of its own.
  const text = await readActorJson(workspace).catch(() => undefined);
  if (text === undefined) return [];
  const { checkDefinition } = await import('../../actor/checks/check-definition.ts');
  return checkDefinition({ workspace: workspace.workspace, folder: workspace.shown, text });
}

async function readSettings(workspace: Workspace, path: string): Promise<CheckedFiles> {
  const { readSettings } = await import('../../actor/settings.ts');
  return readSettings({ workspace: workspace.workspace, folder: workspace.shown, path });
}
