import type { ApifyApi } from '../../apify/api.ts';
import { mustReadStored } from '../../env-vars/env-vars.ts';
import { systemClock } from '../../time/clock.ts';
import { settlesWithin } from '../../time/time-limit.ts';
import { type RemoteState, readRemoteState, remoteActor } from '../../version/remote-state.ts';
import type { Target } from '../../version/update-request.ts';
import { buildOfTag } from '../actor-facts.ts';
import type { StateStore } from '../run-action.ts';
import type { DeployConfig } from './config.ts';
import type { RunState } from './state.ts';

/** How long to wait for the account after the Actor is known, in milliseconds. Only links need the account. */
const ACCOUNT_MS = 1_000;

/** Sends the first requests: for the Actor, for the account, and for the variables if they must be merged. */
export async function readRemote(
  { inputs, target, wanted }: DeployConfig,
  tools: { readonly state: StateStore<RunState>; readonly api: () => Promise<ApifyApi>; readonly signal: AbortSignal },
): Promise<{ readonly actorId: string; readonly remote: RemoteState }> {
  const { state, signal } = tools;
  const { actor, versionNumber } = target;
  if (inputs.token === undefined) {
    return { actorId: actor.kind === 'given' ? actor.actorId : actor.name, remote: { kind: 'unknown' } };
  }
  const api = await tools.api();
  const needsEnvVars = mustReadStored(inputs.envVarsMode, wanted);
  const read = async (actorId: string): Promise<RemoteState> => {
    const remote = await readRemoteState(api, { actorId, versionNumber, needsEnvVars });
    // Recorded here, because reading the source may fail later.
    state.record(factsOf(remote, target));
    return remote;
  };
  if (actor.kind === 'named') {
    const account = await api.getUser();
    const actorId = `${account.username}~${actor.name}`;
    state.record({ actorId, account });
    return { actorId, remote: await read(actorId) };
  }
  // Only links need the account, so a failure is ignored.
  const lookup = api.getUser({ once: true, signal }).catch(() => undefined);
  const remote = await read(actor.actorId);
  const account = (await settlesWithin(lookup, ACCOUNT_MS, systemClock)) ? await lookup : undefined;
  if (account !== undefined) state.record({ account });
  return { actorId: actor.actorId, remote };
}

function factsOf(remote: RemoteState, { chosenTag, buildTag }: Target): Partial<RunState> {
  const actor = remoteActor(remote);
  if (actor === undefined) return {};
  const tag = chosenTag ?? (remote.kind === 'existing' ? remote.version.buildTag : undefined) ?? buildTag;
  const previousBuild = tag ? buildOfTag(actor, tag) : undefined;
  const { id, name, username } = actor;
  return { actor: { id, name, username }, previousBuild };
}
