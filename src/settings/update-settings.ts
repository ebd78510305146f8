import type { ActorSettings, ApifyApi } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { explain } from '../apify/error-hints.ts';
import { ActionError, messageToGoOn } from '../errors.ts';
import { CancelledError } from '../runner/cancellation.ts';
import { listSome } from '../text.ts';
import { compareSettings, type SettingChange } from './compare-settings.ts';

/** Adds `usesStandbyMode` from actor.json if the file sets only other properties of Standby mode. */
export function withStandby(settings: ActorSettings, usesStandbyMode: boolean | undefined): ActorSettings {
  if (settings.actorStandby === undefined || usesStandbyMode === undefined) return settings;
  return { ...settings, actorStandby: { isEnabled: usesStandbyMode, ...settings.actorStandby } };
}

/**
 * Updates all settings that differ, in one request.
 * @param live what the run has already deployed: a sentence for the error message.
 * @throws ActionError if the API rejects the update; the hint explains what remains to be done.
 * @throws CancelledError if the step is canceled.
 */
export async function updateSettings(
  api: ApifyApi,
  actorId: string,
  {
    settings,
    live,
    beforeWrite,
  }: {
    readonly settings: ActorSettings;
    readonly live: string;
    /** Throws if the step is canceled. */
    readonly beforeWrite: () => void;
  },
): Promise<readonly SettingChange[]> {
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
    const { message, hint: general } = explain(error);
    const hint = isApiError(error, 400) ? 'Correct the value that the message names in the settings file.' : general;
    throw new ActionError(`The Actor's settings could not be updated: ${messageToGoOn({ message })}`, {
      hint: [
        hint,
        `Run the step again, or set these settings in Apify Console: ${listSome(left)}. They are unchanged. ${live}`,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
      cause: error,
    });
  }
}
