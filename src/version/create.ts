import type { Actor, ApifyApi, EnvVar, NewActor, Version, VersionUpdate } from '../apify/api.ts';
import { isApiError, wasMaybeCarriedOut } from '../apify/api-error.ts';
import { type Clock, systemClock } from '../time/clock.ts';

/**
 * Creating is never repeated blindly: after a lost answer, or where another run was faster, the action looks first
 * whether the thing is there, and goes on from what it finds. How often it is asked for at most:
 */
const ROUNDS = 5;
/** Milliseconds before it is asked for again; doubles each time. */
const FIRST_PAUSE = 500;

export interface CreationTools {
  readonly api: ApifyApi;
  /** Throws where the run was cancelled; called before each write. */
  readonly stopIfCancelled: () => void;
  /** The machine's where there is none. */
  readonly clock?: Clock;
  /** Ends a pause. */
  readonly signal?: AbortSignal;
}

export interface Creation<T> {
  readonly result: T;
  /** `another` where somebody else created it at the same time. */
  readonly by: 'us' | 'another';
}

async function createOrFind<T>(
  create: () => Promise<T>,
  find: (by: Creation<T>['by']) => Promise<T>,
  thereType: string,
  { stopIfCancelled, clock = systemClock, signal }: CreationTools,
): Promise<Creation<T>> {
  for (let round = 1; ; round += 1) {
    try {
      return { result: await create(), by: 'us' };
    } catch (failure) {
      const isThere = isApiError(failure, undefined, thereType);
      if (!isThere && !wasMaybeCarriedOut(failure)) throw failure;
      // A creation of ours whose answer was lost in an earlier round is there by us.
      const by = isThere && round === 1 ? 'another' : 'us';
      try {
        return { result: await find(by), by };
      } catch (error) {
        if (!isApiError(error, 404)) throw error;
        if (round >= ROUNDS) throw failure;
      }
    }
    await clock.sleep(FIRST_PAUSE * 2 ** (round - 1) * (0.5 + clock.random() / 2), signal);
    stopIfCancelled();
  }
}

/** https://docs.apify.com/api/v2/actors-post */
export function createActor(tools: CreationTools, actorId: string, actor: NewActor): Promise<Creation<Actor>> {
  return createOrFind(
    () => tools.api.createActor(actor),
    () => tools.api.getActor(actorId),
    'actor-name-not-unique',
    tools,
  );
}

/**
 * Looking is the update itself: it needs no second request where the version is there.
 * @param updateAnother updates a version that somebody else created, of which nothing is known yet.
 */
export function createVersion(
  tools: CreationTools,
  actorId: string,
  version: VersionUpdate,
  updateAnother?: () => Promise<Version>,
): Promise<Creation<Version>> {
  const update = (): Promise<Version> => tools.api.updateVersion(actorId, version);
  return createOrFind(
    () => tools.api.createVersion(actorId, version),
    (by) => (by === 'another' ? (updateAnother ?? update)() : update()),
    'version-already-exists',
    tools,
  );
}

/** Looking is the PUT, which writes the same variable. */
export async function createEnvVar(
  tools: CreationTools,
  actorId: string,
  versionNumber: string,
  envVar: EnvVar,
): Promise<void> {
  await createOrFind(
    () => tools.api.createEnvVar(actorId, versionNumber, envVar),
    () => tools.api.updateEnvVar(actorId, versionNumber, envVar),
    'env-var-already-exists',
    tools,
  );
}
