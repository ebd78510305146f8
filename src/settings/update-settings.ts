import { isDeepStrictEqual } from 'node:util';
import { documentedKeys } from '../actor/settings.ts';
import type { ActorSettings, ApifyApi } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { explain } from '../apify/error-hints.ts';
import { ActionError, messageToGoOn } from '../errors.ts';
import { CancelledError } from '../runner/cancellation.ts';
import { listSome } from '../text.ts';

export interface SettingChange {
  readonly key: string;
  /** Not set if the value on Apify is unknown. */
  readonly before?: unknown;
  /** The complete value to send. */
  readonly after: unknown;
}

/** Adds `usesStandbyMode` from actor.json if the file sets only other properties of Standby mode. */
export function withStandby(settings: ActorSettings, usesStandbyMode: boolean | undefined): ActorSettings {
  if (settings.actorStandby === undefined || usesStandbyMode === undefined) return settings;
  return { ...settings, actorStandby: { isEnabled: usesStandbyMode, ...settings.actorStandby } };
}

/**
 * Returns the settings that differ from those on Apify, with the values to send. The API replaces objects as a whole,
 * so each object includes the documented values that the file does not set. Pure.
 */
export function compareSettings(
  settings: ActorSettings,
  actor: Readonly<Record<string, unknown>>,
): readonly SettingChange[] {
  const changes = Object.entries(settings).map(([key, value]: readonly [string, unknown]) => {
    if (key !== 'defaultRunOptions' && key !== 'actorStandby') return { key, before: actor[key] ?? null, after: value };
    const documented = (values: unknown): object =>
      Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => documentedKeys(key).includes(name)));
    const before = documented(actor[key]);
    return { key, before, after: { ...before, ...documented(value) } };
  });
  return changes.filter(({ before, after }) => !isDeepStrictEqual(after, before));
}

/**
 * Updates all settings that differ, in one request.
 * @param live what the run has already deployed: a sentence for the error message.
 * @param beforeWrite throws if the step is canceled.
 * @throws ActionError if the API rejects the update; the hint explains what remains to be done.
 * @throws CancelledError if the step is canceled.
 */
export async function updateSettings(
  api: ApifyApi,
  actorId: string,
  more: { readonly settings: ActorSettings; readonly live: string; readonly beforeWrite: () => void },
): Promise<readonly SettingChange[]> {
  const { settings, live, beforeWrite } = more;
  let left = Object.keys(settings);
  try {
    const actor = await api.getActor(actorId);
    const changes = compareSettings(settings, { ...actor });
    left = changes.map(({ key }) => key);
    if (changes.length > 0) {
      beforeWrite();
      await api.updateActor(actor.id, Object.fromEntries(changes.map(({ key, after }) => [key, after])));
    }
    return changes;
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const { message, hint = '' } = explain(error);
    const advice = isApiError(error, 400) ? 'Correct the value that the message names in the settings file.' : hint;
    const rest = `Run the step again, or set these settings in Apify Console: ${listSome(left)}. They are unchanged. ${live}`;
    throw new ActionError(`The Actor's settings could not be updated: ${messageToGoOn({ message })}`, {
      hint: `${advice} ${rest}`.trim(),
      cause: error,
    });
  }
}
