import type { Actor, ApifyApi, EnvVar, NewActor, Version, VersionUpdate } from '../apify/api.ts';
import { isApiError, wasMaybeCarriedOut } from '../apify/api-error.ts';

/**
 * Creating is never repeated blindly: after a lost answer, or where another run was faster, the action looks first
 * whether the thing is there, and goes on from what it finds.
 */
const ROUNDS = 3;

export interface Creation<T> {
  readonly result: T;
  /** `by-another` where somebody else created it at the same time. */
  readonly by: 'us' | 'another';
}

async function createOrFind<T>(
  create: () => Promise<T>,
  find: () => Promise<T>,
  alreadyThere: (error: unknown) => boolean,
): Promise<Creation<T>> {
  for (let round = 1; ; round += 1) {
    let by: Creation<T>['by'] = 'us';
    try {
      return { result: await create(), by };
    } catch (error) {
      // A creation of ours whose answer was lost in an earlier round is there by us.
      if (alreadyThere(error)) by = round === 1 ? 'another' : 'us';
      else if (!wasMaybeCarriedOut(error) || round >= ROUNDS) throw error;
    }
    try {
      return { result: await find(), by };
    } catch (error) {
      if (!isApiError(error, 404) || round >= ROUNDS) throw error;
    }
  }
}

/** https://docs.apify.com/api/v2/actors-post */
export function createActor(api: ApifyApi, actorId: string, actor: NewActor): Promise<Creation<Actor>> {
  const taken = (error: unknown): boolean => isApiError(error, undefined, 'actor-name-not-unique');
  return createOrFind(
    () => api.createActor(actor),
    () => api.getActor(actorId),
    taken,
  );
}

/** Looking is the update itself: it needs no second request where the version is there. */
export function createVersion(api: ApifyApi, actorId: string, version: VersionUpdate): Promise<Creation<Version>> {
  return createOrFind(
    () => api.createVersion(actorId, version),
    () => api.updateVersion(actorId, version),
    (error) => isApiError(error, undefined, 'version-already-exists'),
  );
}

/** Looking is the PUT, which writes the same variable. */
export async function createEnvVar(
  api: ApifyApi,
  actorId: string,
  versionNumber: string,
  envVar: EnvVar,
): Promise<void> {
  await createOrFind(
    () => api.createEnvVar(actorId, versionNumber, envVar),
    () => api.updateEnvVar(actorId, versionNumber, envVar),
    (error) => isApiError(error, undefined, 'env-var-already-exists'),
  );
}
