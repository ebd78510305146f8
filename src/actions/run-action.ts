import { explain } from '../apify/error-hints.ts';
import type { Diagnostic } from '../errors.ts';
import { type Cancellation, CancelledError, listenForCancellation } from '../runner/cancellation.ts';
import { type RawInputs, readRawInputs } from '../runner/inputs.ts';
import { endConnections } from '../runner/proxy.ts';
import { createReport, type Report } from '../runner/report.ts';
import type { Secret } from '../runner/secrets.ts';
import { readGitHubToken, readProxySecrets, readStepSecrets } from './step-secrets.ts';
import type { ShownFailure } from './summary-parts.ts';

/** What an action has recorded, as far as all actions have it. The summary is a pure function of the state. */
export interface ActionState {
  readonly diagnostics: readonly Diagnostic[];
  readonly failure?: ShownFailure;
}

export interface StateStore<State> {
  readonly current: State;
  /**
   * Adds to the state and sets the outputs that are known so far.
   * @throws ActionError if an output cannot be written.
   */
  record(news: Partial<State>): void;
  /** Adds to the state without setting outputs. */
  add(news: Partial<State>): void;
  /** Prints diagnostics, unless they were printed before, and adds them to the summary. */
  report(...diagnostics: readonly Diagnostic[]): void;
}

/** The services of a run. */
export interface ActionContext<State> {
  readonly raw: RawInputs;
  readonly report: Report;
  readonly state: StateStore<State>;
  readonly cancellation: Cancellation;
}

interface Action<State> {
  readonly raw?: RawInputs;
  /** By default, the secrets of the step. */
  readonly secrets?: readonly Secret[];
  readonly initial: State;
  /** Returns the outputs that are known so far. */
  readonly outputsOf?: (state: State) => Readonly<Record<string, string>>;
  readonly loadSummary: () => Promise<{ readonly summaryOf: (state: State) => string }>;
  /** Called if the action fails. @returns a description of the changes that were made before. */
  readonly changesOf?: (context: ActionContext<State>, error: unknown) => string | undefined;
}

/**
 * Runs an action: masks all secrets before anything is printed, prints a single error and sets the exit code to 1 if it
 * fails, and always writes the summary.
 */
export async function runAction<State extends ActionState>(
  { raw = readRawInputs(), secrets = secretsOf(raw), initial, outputsOf, loadSummary, changesOf }: Action<State>,
  run: (context: ActionContext<State>) => Promise<void>,
): Promise<void> {
  const report = createReport(secrets);
  const cancellation = listenForCancellation();
  let current = initial;
  const state: StateStore<State> = {
    get current() {
      return current;
    },
    add: (news) => {
      current = { ...current, ...news };
    },
    record: (news) => {
      state.add(news);
      if (outputsOf !== undefined) report.outputs(outputsOf(current));
    },
    report: (...diagnostics) => {
      const known = new Set(current.diagnostics.map((diagnostic) => JSON.stringify(diagnostic)));
      const added = diagnostics.filter((diagnostic) => !known.has(JSON.stringify(diagnostic)));
      for (const diagnostic of added) report.print(diagnostic);
      current = { ...current, diagnostics: [...current.diagnostics, ...added] };
    },
  };
  const context = { raw, report, state, cancellation };
  try {
    await run(context);
    // The step may have been canceled during the last request.
    cancellation.signal.throwIfAborted();
  } catch (error) {
    process.exitCode = 1;
    const { message, hint, place } = explain(error);
    const changes = changesOf?.(context, error);
    const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
    report.fail({ message, hint: advice, place }, error);
    current = { ...current, failure: { message, hint, changes, isCanceled: error instanceof CancelledError } };
  } finally {
    const { summaryOf } = await loadSummary();
    await report.summary(current, summaryOf);
    cancellation.end();
    await endConnections();
  }
}

function secretsOf(raw: RawInputs): readonly Secret[] {
  return [...readStepSecrets(raw), ...readProxySecrets(raw), ...readGitHubToken(raw)];
}
