import type { Actor, ApifyApi, StoredEnvVar } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { ActionError } from '../errors.ts';
import type { Target } from './target.ts';

/** What the platform has of the target before the update; `unknown` where nothing had to be asked. */
export type RemoteState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'no-actor' }
  | { readonly kind: 'no-version'; readonly actor: Actor }
  | { readonly kind: 'there'; readonly actor: Actor | undefined; readonly stored: readonly StoredEnvVar[] | undefined };

/** Which answers the run needs; each costs one request, and both go out side by side. */
export interface Needed {
  readonly actor: boolean;
  readonly storedEnvVars: boolean;
}

/**
 * Asks for what is needed and no more. Which of Actor and version is missing is found out by a GET of the Actor:
 * a 404 of the version's endpoints does not tell them apart.
 */
export async function readRemoteState(
  api: ApifyApi,
  actorId: string,
  versionNumber: string,
  needed: Needed,
): Promise<RemoteState> {
  const [asked, stored] = await Promise.all([
    needed.actor ? orMissing(api.getActor(actorId)) : undefined,
    needed.storedEnvVars ? orMissing(api.listEnvVars(actorId, versionNumber)) : undefined,
  ]);
  if (asked === 'missing') return { kind: 'no-actor' };
  if (stored === 'missing')
    return asked === undefined ? readMissing(api, actorId) : { kind: 'no-version', actor: asked };
  if (stored !== undefined) return { kind: 'there', actor: asked, stored };
  if (asked?.versions === undefined) return { kind: 'unknown' };
  const there = asked.versions.some((version) => version.versionNumber === versionNumber);
  return there ? { kind: 'there', actor: asked, stored } : { kind: 'no-version', actor: asked };
}

/** The platform's list of variables; undefined where the version is not there, or the list was not asked for. */
export function storedEnvVars(standing: RemoteState): readonly StoredEnvVar[] | undefined {
  return standing.kind === 'there' ? standing.stored : undefined;
}

/** The Actor, where an answer told it. */
export function actorIn(standing: RemoteState): Actor | undefined {
  return standing.kind === 'there' || standing.kind === 'no-version' ? standing.actor : undefined;
}

/** After a 404 of a version's endpoint: the Actor or only the version is missing. */
export async function readMissing(
  api: ApifyApi,
  actorId: string,
): Promise<Extract<RemoteState, { kind: 'no-actor' | 'no-version' }>> {
  const actor = await orMissing(api.getActor(actorId));
  return actor === 'missing' ? { kind: 'no-actor' } : { kind: 'no-version', actor };
}

async function orMissing<T>(answer: Promise<T>): Promise<T | 'missing'> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, 404)) return 'missing';
    throw error;
  }
}

/** @throws ActionError where what is missing may not be created. */
export function checkCreation(standing: RemoteState, target: Target, actorId: string, createIfMissing: boolean): void {
  const shown = actorId.replace('~', '/');
  if (standing.kind === 'no-actor' && target.actor.kind === 'given') {
    const asId = /[~/]/.test(actorId)
      ? ''
      : ` "${shown}" is taken for an ID; if it is a name, write username/${shown}.`;
    throw new ActionError(`The Actor ${shown} of input actor-id was not found`, {
      hint: `Check its spelling, and that the token's account may see it.${asId} An Actor that is to be created takes its name from .actor/actor.json, without actor-id.`,
    });
  }
  if (createIfMissing) return;
  if (standing.kind === 'no-actor') {
    throw new ActionError(`The Actor ${shown} was not found, and create-if-missing is false`, {
      hint: 'Check name in .actor/actor.json and the account of the token, or set create-if-missing: true.',
    });
  }
  if (standing.kind === 'no-version') {
    throw new ActionError(`The Actor ${shown} has no version ${target.versionNumber}, and create-if-missing is false`, {
      hint: `Its versions are: ${versionsOf(standing.actor)}. Give one of them as version, or set create-if-missing: true.`,
    });
  }
}

function versionsOf({ versions = [] }: Actor): string {
  return versions.map((version) => version.versionNumber).join(', ') || 'none';
}
