import type { Actor, ApifyApi } from '../apify/api.ts';
import { type Diagnostic, messageOf } from '../errors.ts';
import { CancelledError } from '../runner/cancellation.ts';

/**
 * Keeps the Actor's Standby mode in step with `usesStandbyMode` of actor.json: written only where it differs, with
 * the other Standby settings as they are. A failure is a warning, since the version is deployed already.
 * @throws CancelledError where the run was cancelled.
 * @param known the Actor, where it was read after the build; else it is read now.
 * @see https://docs.apify.com/api/v2/actor-put
 */
export async function keepStandbyInStep(
  api: ApifyApi,
  actorId: string,
  usesStandbyMode: boolean,
  known: Actor | undefined,
): Promise<readonly Diagnostic[]> {
  try {
    const { actorStandby } = known ?? (await api.getActor(actorId));
    if ((actorStandby?.isEnabled ?? false) === usesStandbyMode) return [];
    await api.updateActor(actorId, { actorStandby: { ...actorStandby, isEnabled: usesStandbyMode } });
    const state = usesStandbyMode ? 'enabled' : 'disabled';
    return [{ level: 'info', message: `Standby mode is ${state} now, as usesStandbyMode of actor.json says` }];
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const reason = messageOf(error);
    const message = `Standby mode could not be kept in step with usesStandbyMode of actor.json: ${reason}`;
    return [{ level: 'warning', message }];
  }
}
