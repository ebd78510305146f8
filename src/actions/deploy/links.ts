/** Pages in Apify Console: pure functions of the state. */
import { consoleUrl } from '../actor-facts.ts';
import type { RunState } from './state.ts';

/** The Actor's ID, if a response contained it. */
export function knownActorId({ actor, build }: RunState): string | undefined {
  return [actor?.id, build?.actId].find((id) => typeof id === 'string' && /^[A-Za-z0-9]+$/.test(id)) ?? undefined;
}

/** Undefined if no response contained the Actor's ID. */
export function actorUrl(state: RunState): string | undefined {
  const id = knownActorId(state);
  return id === undefined ? undefined : consoleUrl(id, state.account);
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

/** The page of the test run. */
export function runUrl(state: RunState): string | undefined {
  const page = actorUrl(state);
  if (page === undefined || state.run === undefined) return undefined;
  return `${page}/runs/${encodeURIComponent(state.run.id)}`;
}
