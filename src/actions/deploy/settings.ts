import type { Actor } from '../../apify/api.ts';
import { type RemoteState, remoteActor } from '../../version/remote-state.ts';
import { differsInStandby } from '../actor-facts.ts';
import type { DeployConfig } from './config.ts';
import type { DeployContext } from './context.ts';
import type { RunState } from './state.ts';

/**
 * Updates the Actor's settings and its Standby mode. Call it only after the version is updated and the build, if any,
 * has succeeded and passed its test.
 * @param actor the latest response for the Actor; undefined for a new Actor, which was created with its Standby mode.
 */
export async function updateActor(
  context: DeployContext,
  config: DeployConfig,
  { actorId, actor }: { readonly actorId: string; readonly actor: Actor | undefined },
): Promise<void> {
  const { definition, inputs, settings } = config;
  const { state, cancellation } = context;
  const { buildResult, created } = state.current;
  if (inputs.build && buildResult !== 'succeeded') {
    // If the step does not wait for the build at all, a warning is printed at the start.
    if (settings === undefined || buildResult !== 'out-of-time') return;
    const message = 'The settings in actor-settings were not updated, because the build has not ended.';
    return state.report({ level: 'warning', message });
  }
  // The settings file replaces the property in actor.json.
  const usesStandbyMode = settings?.actorStandby === undefined ? definition?.usesStandbyMode : undefined;
  const isNew = actor === undefined || created === 'actor';
  if (usesStandbyMode !== undefined && !isNew && differsInStandby(actor, usesStandbyMode)) {
    const { updateStandby } = await import('../../settings/update-standby.ts');
    const api = await context.connect(inputs, { signal: cancellation.signal });
    state.report(...(await updateStandby(api, actor, usesStandbyMode)));
  }
  if (settings !== undefined) await context.stage('Actor settings', () => sendSettings(context, config, actorId));
}

async function sendSettings(context: DeployContext, config: DeployConfig, actorId: string): Promise<void> {
  const { state, report, cancellation } = context;
  const { settings = {}, definition, inputs } = config;
  const { updateSettings, withStandby } = await import('../../settings/update-settings.ts');
  const { formatSettingChanges } = await import('../../settings/format-settings.ts');
  const api = await context.connect(inputs, { signal: cancellation.graceSignal, noMore: cancellation.signal });
  const all = withStandby(settings, definition?.usesStandbyMode);
  const beforeWrite = (): void => {
    cancellation.signal.throwIfAborted();
    context.recordUpdate({ writing: "the Actor's settings" });
  };
  const live = liveSentence(state.current);
  const changes = await updateSettings(api, actorId, { settings: all, live, beforeWrite });
  context.recordUpdate({ writing: undefined, ...(changes.length === 0 ? {} : { written: "the Actor's settings" }) });
  state.record({ settings: changes });
  const lines = changes.length === 0 ? ['The settings on Apify are the same'] : formatSettingChanges(changes);
  for (const line of lines) report.line(line);
}

function liveSentence({ build, version, promoted, target }: RunState): string {
  if (build === undefined) return `Version ${version?.versionNumber ?? ''} is updated.`;
  const tag = target?.chosenTag ?? version?.buildTag;
  const isLive = promoted === true || !tag;
  return `Build ${build.buildNumber} ${isLive ? 'is live' : 'succeeded'}${tag && isLive ? ` as ${tag}` : ''}.`;
}

/** Returns lines for the plan; none if the step will not update the settings. */
export async function planSettings(
  { settings, definition, inputs }: DeployConfig,
  remote: RemoteState,
): Promise<readonly string[]> {
  if (settings === undefined || (inputs.build && inputs.waitForFinishSecs === 0)) return [];
  const { compareSettings, withStandby } = await import('../../settings/update-settings.ts');
  const { formatSettingChanges } = await import('../../settings/format-settings.ts');
  const all = withStandby(settings, definition?.usesStandbyMode);
  const changes =
    remote.kind === 'unknown'
      ? Object.entries(all).map(([key, after]) => ({ key, after: after as unknown }))
      : compareSettings(all, { ...remoteActor(remote) });
  const lines = formatSettingChanges(changes).map((line) => `  ${line}`);
  return lines.length === 0 ? ["The Actor's settings do not differ"] : ["Update the Actor's settings", ...lines];
}
