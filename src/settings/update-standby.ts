import { documentedKeys } from '../actor/settings.ts';
import type { Actor, ApifyApi } from '../apify/api.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import { CancelledError } from '../runner/cancellation.ts';

/**
 * Enables or disables Standby mode and keeps the Actor's other Standby settings. A failure is only a warning, because
 * the version is already deployed.
 * @throws CancelledError if the step is canceled.
 */
export async function updateStandby(
  api: ApifyApi,
  actor: Actor,
  usesStandbyMode: boolean,
): Promise<readonly Diagnostic[]> {
  // Apify may also return undocumented properties.
  const isKept = ([name]: [string, unknown]): boolean => documentedKeys('actorStandby').includes(name);
  const kept = Object.fromEntries(Object.entries(actor.actorStandby ?? {}).filter(isKept));
  try {
    await api.updateActor(actor.id, { actorStandby: { ...kept, isEnabled: usesStandbyMode } });
    const state = usesStandbyMode ? 'Enabled' : 'Disabled';
    return [{ level: 'info', message: `${state} Standby mode (usesStandbyMode in actor.json)` }];
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const message = `Standby mode could not be ${usesStandbyMode ? 'enabled' : 'disabled'} (usesStandbyMode in actor.json): ${messageOf(error)}`;
    return [{ level: 'warning', message }];
  }
}
