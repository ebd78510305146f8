/** Pages in Apify Console: pure functions of the state. */
import type { RunState } from './state.ts';

/** The Actor's ID, if a response contained it. */
export function knownActorId({ actor, build }: RunState): string | undefined {
  return [actor?.id, build?.actId].find((id) => typeof id === 'string' && /^[A-Za-z0-9]+$/.test(id)) ?? undefined;
}

/** Undefined if no response contained the Actor's ID. */
export function actorUrl(state: RunState): string | undefined {
  const id = knownActorId(state);
  return id === undefined ? undefined : `${consoleUrl(state)}/actors/${id}`;
}

/** Organizations have their own part of Apify Console. */
function consoleUrl({ account }: RunState): string {
  const isOrganization = account?.organizationOwnerUserId && account.id;
  const organization = isOrganization ? `/organization/${encodeURIComponent(account.id)}` : '';
  return `https://console.apify.com${organization}`;
}

/** The page with the source of the Actor's versions. */
export function sourceUrl(state: RunState): string | undefined {
  const page = actorUrl(state);
  return page === undefined ? undefined : `${page}/source`;
}

export function buildUrl(state: RunState, buildNumber = state.build?.buildNumber): string | undefined {
  const page = actorUrl(state);
  if (page === undefined || buildNumber === undefined) return undefined;
  return `${page}#/builds/${encodeURIComponent(buildNumber)}`;
}
