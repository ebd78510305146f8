import type { Actor, Build, Version } from '../../apify/api.ts';
import type { Diagnostic } from '../../errors.ts';
import type { SourceFacts } from '../../source/source.ts';
import type { Target } from '../../version/target.ts';

/** A variable that the run wanted. */
export interface VariableFacts {
  readonly name: string;
  readonly isSecret: boolean;
}

/** How long a part of the run took, in milliseconds. */
export interface StageTime {
  readonly stage: string;
  readonly ms: number;
}

/** Everything that the run has learnt so far; outputs and summary are made of it, whatever happens afterwards. */
export interface Facts {
  readonly dryRun: boolean;
  readonly target?: Target;
  /** The identifier that is used in requests: an ID or `username~name`. */
  readonly actorId?: string;
  readonly actor?: Actor;
  readonly source?: SourceFacts;
  readonly variables?: readonly VariableFacts[];
  /** What the version would become, on a dry run. */
  readonly planned?: Version;
  /** What a dry run would do, line by line. */
  readonly plan?: readonly string[];
  /** What a dry run would create. */
  readonly wouldCreate?: 'actor' | 'version';
  readonly version?: Version;
  readonly created?: 'actor' | 'version';
  readonly build?: Build;
  readonly buildResult?: 'succeeded' | 'failed' | 'not-awaited' | 'out-of-time';
  /** Why the build is no success, in one sentence. */
  readonly buildReason?: string;
  readonly logTail?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly times: readonly StageTime[];
  /** The commit that is checked out, with its page where it is the run's. */
  readonly commit?: { readonly sha: string; readonly url?: string };
}

const CONSOLE = 'https://console.apify.com';

/** The Actor's ID, where a response told it. */
export function knownActorId(facts: Facts): string | undefined {
  return [facts.actor?.id, facts.build?.actId].find((id) => id !== undefined && /^[A-Za-z0-9]+$/.test(id));
}

/** The Actor's page in Apify Console; undefined where no response told its ID. */
export function actorUrl(facts: Facts): string | undefined {
  const id = knownActorId(facts);
  return id === undefined ? undefined : `${CONSOLE}/actors/${encodeURIComponent(id)}`;
}

/** The page of the Actor's versions and their source in Apify Console. */
export function sourceUrl(facts: Facts): string | undefined {
  const page = actorUrl(facts);
  return page === undefined ? undefined : `${page}/source`;
}

/** The build's page in Apify Console. */
export function buildUrl(facts: Facts): string | undefined {
  const page = actorUrl(facts);
  if (page === undefined || facts.build === undefined) return undefined;
  return `${page}#/builds/${encodeURIComponent(facts.build.buildNumber)}`;
}
