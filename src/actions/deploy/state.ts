import type { Actor, ActorRun, Build, User, Version } from '../../apify/api.ts';
import type { Diagnostic, Problem } from '../../errors.ts';
import type { Report } from '../../runner/report.ts';
import type { SettingChange } from '../../settings/compare-settings.ts';
import type { SourceFacts } from '../../source/source.ts';
import type { Clock } from '../../time/clock.ts';
import type { Target, UpdateNews } from '../../version/update-request.ts';
import { consoleUrl } from '../actor-facts.ts';

/** Everything that a run has recorded. The outputs and the summary are pure functions of this state. */
export interface RunState {
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
  readonly previousBuild?: { readonly id: string; readonly number: string };
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
  readonly itemCount?: number;
  readonly testFailure?: { readonly reason: string; readonly logTail: readonly string[] };
  readonly buildFailure?: { readonly reason: string; readonly logTail: readonly string[] };
  /** Problems in JSON files; undefined if they have not been checked yet. */
  readonly problems?: readonly Problem[];
  /** The changed settings of the Actor; undefined if they were not compared. */
  readonly settings?: readonly SettingChange[];
  readonly diagnostics: readonly Diagnostic[];
  /** The duration of each stage in milliseconds. */
  readonly times: readonly { readonly stage: string; readonly ms: number }[];
}

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

/** Returns the URL of the page with the source of the Actor's versions. */
export function sourceUrl(state: RunState): string | undefined {
  const page = actorUrl(state);
  return page === undefined ? undefined : `${page}/source`;
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

export interface StateStore {
  readonly current: RunState;
  /**
   * Adds to the state and sets the outputs that are known so far.
   * @throws ActionError if an output cannot be written.
   */
  record(news: Partial<RunState>): void;
  recordUpdate(news: UpdateNews): void;
  /** Prints diagnostics and adds them to the summary. */
  report(...diagnostics: readonly Diagnostic[]): void;
  /** Runs a stage as a log group and records its duration. */
  stage<T>(title: string, run: () => Promise<T>): Promise<T>;
}

export function createState(
  report: Report,
  clock: Clock,
  outputsOf: (state: RunState) => Readonly<Record<string, string>>,
): StateStore {
  let state: RunState = { dryRun: false, written: [], diagnostics: [], times: [] };
  // This is the only output that contains text from the Actor's files.
  const withoutSecrets = ({ message, hint, pointer, ...problem }: Problem): Problem => ({
    ...problem,
    message: report.withoutSecrets(message),
    hint: report.withoutSecrets(hint),
    pointer: report.withoutSecrets(pointer),
  });
  const record = (news: Partial<RunState>): void => {
    state = { ...state, ...news, ...(news.problems && { problems: news.problems.map(withoutSecrets) }) };
    report.outputs(outputsOf(state));
  };
  return {
    get current() {
      return state;
    },
    record,
    recordUpdate: ({ written, archiveUrl: _archiveUrl, ...news }) => {
      if (written !== undefined) report.line(`Wrote ${written}`);
      record({ ...news, written: written === undefined ? state.written : [...state.written, written] });
    },
    report: (...diagnostics) => {
      // A second plan repeats the diagnostics of the first one.
      const known = new Set(state.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
      const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
      for (const diagnostic of added) report.print(diagnostic);
      state = { ...state, diagnostics: [...state.diagnostics, ...added] };
    },
    stage: async (title, run) => {
      const start = clock.now();
      try {
        return await report.group(title, run);
      } finally {
        state = { ...state, times: [...state.times, { stage: title, ms: clock.now() - start }] };
      }
    },
  };
}
