import type { Actor, ActorRun, Build, User, Version } from '../../apify/api.ts';
import type { Problem } from '../../errors.ts';
import type { SettingChange } from '../../settings/update-settings.ts';
import type { SourceFacts } from '../../source/source.ts';
import type { Target } from '../../version/update-request.ts';
import { consoleUrl } from '../actor-facts.ts';
import type { ActionState } from '../run-action.ts';

/** Everything that a run has recorded. The outputs and the summary are pure functions of this state. */
export interface RunState extends ActionState {
  readonly dryRun: boolean;
  readonly target?: Target;
  /** An ID or `username~name`, as used in requests. */
  readonly actorId?: string;
  /** The account that the token belongs to. Only links need it. */
  readonly account?: User;
  readonly actor?: Pick<Actor, 'id' | 'name' | 'username'>;
  readonly source?: SourceFacts;
  readonly envVars?: readonly { readonly name: string; readonly isSecret: boolean }[];
  /** The checked-out commit. It has a URL if it is the run's commit. */
  readonly commit?: {
    readonly sha: string;
    readonly url?: string;
    /** The number of deployed files that differ from the commit. */
    readonly uncommitted?: number;
  };
  /** The build that the tag pointed to before. */
  readonly previousBuild?: { readonly id: string; readonly number: string } | undefined;
  /** The result of a dry run. */
  readonly plan?: {
    readonly lines: readonly string[];
    /** The names of the files. */
    readonly files: readonly string[];
    readonly version: Version;
    readonly creates: 'actor' | 'version' | undefined;
  };
  /** The changes that this run has written to Apify, in order. */
  readonly written: readonly string[];
  /** The change that is currently being written. If Apify does not respond, it may or may not have been written. */
  readonly writing?: string | undefined;
  readonly created?: 'actor' | 'version';
  readonly version?: Version;
  readonly build?: Build;
  readonly buildResult?: 'succeeded' | 'failed' | 'not-awaited' | 'out-of-time';
  /** The build that the tag points to if it is newer than this build. */
  readonly newerBuild?: { readonly id: string; readonly number: string };
  /** Whether the tag points to this build. */
  readonly promoted?: boolean;
  readonly run?: ActorRun;
  readonly testResult?: 'passed' | 'failed';
  readonly itemCount?: number | undefined;
  readonly testFailure?: { readonly reason: string; readonly logTail: readonly string[] };
  readonly buildFailure?: { readonly reason: string; readonly logTail: readonly string[] };
  /** Problems in JSON files, at most 2,000; undefined if they have not been checked yet. */
  readonly problems?: readonly Problem[];
  readonly problemCount?: number;
  /** The changed settings of the Actor; undefined if they were not compared. */
  readonly settings?: readonly SettingChange[];
  /** The duration of each stage in milliseconds. */
  readonly times: readonly { readonly stage: string; readonly ms: number }[];
}

export const initialState: RunState = { dryRun: false, written: [], diagnostics: [], times: [] };

/** The tag of a build that is tested or will be promoted later. */
export const CANDIDATE = 'candidate';

/** Returns the version's build tag, as set by an input or actor.json, or the current one. */
export function tagOf({ target, version, plan }: RunState): string | undefined {
  return target?.chosenTag ?? (version?.buildTag || plan?.version.buildTag || undefined) ?? target?.buildTag;
}

/** Returns the Actor's ID if a response contained it. */
export function knownActorId({ actor, build }: RunState): string | undefined {
  return [actor?.id, build?.actId].find((id) => typeof id === 'string' && /^[A-Za-z0-9]+$/.test(id)) ?? undefined;
}

/** Returns undefined if no response contained the Actor's ID. */
export function actorUrl(state: RunState): string | undefined {
  const id = knownActorId(state);
  return id === undefined ? undefined : consoleUrl(id, state.account);
}

export function buildUrl(state: RunState, buildNumber = state.build?.buildNumber): string | undefined {
  const page = actorUrl(state);
  if (page === undefined || buildNumber === undefined) return undefined;
  return `${page}#/builds/${encodeURIComponent(buildNumber)}`;
}

/** Returns the URL of the test run. */
export function runUrl(state: RunState): string | undefined {
  const page = actorUrl(state);
  if (page === undefined || state.run === undefined) return undefined;
  return `${page}/runs/${encodeURIComponent(state.run.id)}`;
}
