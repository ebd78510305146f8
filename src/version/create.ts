import type { Actor, ApifyApi, EnvVar, NewActor, Version, VersionUpdate } from '../apify/api.ts';
import { isApiError, wasMaybeCarriedOut } from '../apify/api-error.ts';
import type { Diagnostic } from '../errors.ts';
import type { Clock } from '../time/clock.ts';

/** The maximum number of attempts if responses are lost. */
const MAX_ATTEMPTS = 5;
/** The delay before the second attempt, in milliseconds. It doubles each time. */
const FIRST_PAUSE_MS = 500;

export interface WriteTools {
  readonly api: ApifyApi;
  readonly clock: Clock;
  /** Aborted when the step is canceled. This ends pauses and prevents further write requests. */
  readonly signal: AbortSignal;
  readonly log: (diagnostic: Diagnostic) => void;
}

/**
 * Creates something exactly once. If the response is lost, checks whether it exists before the next attempt.
 * @param creation.find returns what was created. A 404 means that it was not created.
 * @throws the API's error if another run created it before the first attempt.
 */
async function createOnce<T>(
  creation: {
    readonly what: string;
    readonly create: () => Promise<T>;
    readonly find: () => Promise<T>;
    readonly existsType: string;
  },
  { clock, signal, log }: WriteTools,
): Promise<T> {
  const { what, create, find, existsType } = creation;
  const lost = `The response to the request that creates ${what} was lost`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (failure) {
      const exists = attempt > 1 && isApiError(failure, undefined, existsType);
      if (!exists && !wasMaybeCarriedOut(failure)) throw failure;
      try {
        const found = await find();
        log({ level: 'info', message: `${lost}, but ${what} exists` });
        return found;
      } catch (error) {
        if (!isApiError(error, 404)) throw error;
        if (attempt >= MAX_ATTEMPTS) throw failure;
      }
    }
    log({ level: 'info', message: `${lost}, so the request is sent again` });
    await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + clock.random() / 2), signal);
    signal.throwIfAborted();
  }
}

/** @see https://docs.apify.com/api/v2/actors-post */
export function createActor(tools: WriteTools, actorId: string, actor: NewActor): Promise<Actor> {
  return createOnce(
    {
      what: `the Actor ${actorId.replace('~', '/')}`,
      create: () => tools.api.createActor(actor),
      find: () => tools.api.getActor(actorId),
      existsType: 'actor-name-not-unique',
    },
    tools,
  );
}

/** Creates a version. After a lost response, an update shows whether the version exists: it succeeds or returns 404. */
export function createVersion(tools: WriteTools, actorId: string, version: VersionUpdate): Promise<Version> {
  return createOnce(
    {
      what: `version ${version.versionNumber}`,
      create: () => tools.api.createVersion(actorId, version),
      find: () => tools.api.updateVersion(actorId, version),
      existsType: 'version-already-exists',
    },
    tools,
  );
}

/** If another run creates the variable first, replaces its value. */
export async function createEnvVar(
  tools: WriteTools,
  version: { readonly actorId: string; readonly versionNumber: string },
  envVar: EnvVar,
): Promise<void> {
  const { actorId, versionNumber } = version;
  const update = (): Promise<void> => tools.api.updateEnvVar(actorId, versionNumber, envVar);
  const creation = {
    what: `the environment variable ${envVar.name}`,
    create: () => tools.api.createEnvVar(actorId, versionNumber, envVar),
    find: update,
    existsType: 'env-var-already-exists',
  };
  try {
    await createOnce(creation, tools);
  } catch (error) {
    if (!isApiError(error, undefined, creation.existsType)) throw error;
    await update();
  }
}
