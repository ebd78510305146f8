import type { Actor, ApifyApi, StoredEnvVar, Version } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';

export type RemoteState =
  /** A dry run without a token sends no requests. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no-actor' }
  | { readonly kind: 'no-version'; readonly actor: Actor }
  | {
      readonly kind: 'existing';
      readonly actor: Actor;
      readonly version: Version;
      /** Not set if the variables do not have to be merged. */
      readonly envVars?: readonly StoredEnvVar[] | undefined;
    };

/**
 * Reads the Actor and, if variables have to be merged, the variables of the version. Sends both requests at the same
 * time.
 * @param of.actorId an ID or `username~name`.
 */
export async function readRemoteState(
  api: ApifyApi,
  of: { readonly actorId: string; readonly versionNumber: string; readonly needsEnvVars: boolean },
): Promise<RemoteState> {
  const { actorId, versionNumber, needsEnvVars } = of;
  const [actor, envVars] = await Promise.all([
    unlessMissing(api.getActor(actorId)),
    needsEnvVars ? unlessMissing(api.listEnvVars(actorId, versionNumber)) : undefined,
  ]);
  if (actor === undefined) return { kind: 'no-actor' };
  const version = actor.versions?.find((one) => one.versionNumber === versionNumber);
  // If another run creates or deletes the version meanwhile, the responses contradict each other. Creating the version
  // then fails.
  if (version === undefined || (needsEnvVars && envVars === undefined)) return { kind: 'no-version', actor };
  return { kind: 'existing', actor, version, envVars };
}

export function remoteActor(remote: RemoteState): Actor | undefined {
  return remote.kind === 'existing' || remote.kind === 'no-version' ? remote.actor : undefined;
}

async function unlessMissing<T>(response: Promise<T>): Promise<T | undefined> {
  try {
    return await response;
  } catch (error) {
    if (isApiError(error, 404)) return undefined;
    throw error;
  }
}
