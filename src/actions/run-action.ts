import { explain } from '../apify/error-hints.ts';
import type { Diagnostic } from '../errors.ts';
import { type Cancellation, listenForCancellation } from '../runner/cancellation.ts';
import { type RawInputs, readRawInputs } from '../runner/inputs.ts';
import { endConnections } from '../runner/proxy.ts';
import { createReport, type Report } from '../runner/report.ts';
import { readGitHubToken, readProxySecrets, readStepSecrets } from './step-secrets.ts';
import type { ShownFailure } from './summary-parts.ts';

/** What the summary of an action shows. */
export type Shown<State> = State & {
  readonly diagnostics: readonly Diagnostic[];
  readonly failure?: ShownFailure | undefined;
};

export interface ActionContext<State> {
  readonly raw: RawInputs;
  readonly report: Report;
  readonly cancellation: Cancellation;
  /** Prints diagnostics and adds them to the summary. */
  add(...diagnostics: readonly Diagnostic[]): void;
  record(news: Partial<State>): void;
}

/**
 * Runs `discover`, `promote` or `cleanup`: masks all secrets, prints a single error if it fails, and always writes the
 * summary.
 * @param run does the work and records the state that the summary shows.
 */
export async function runAction<State extends object>(
  { initial, summaryOf }: { readonly initial: State; readonly summaryOf: (shown: Shown<State>) => string },
  run: (context: ActionContext<State>) => Promise<void>,
): Promise<void> {
  const raw = readRawInputs();
  const report = createReport([...readStepSecrets(raw), ...readProxySecrets(raw), ...readGitHubToken(raw)]);
  const cancellation = listenForCancellation();
  const diagnostics: Diagnostic[] = [];
  let state = initial;
  const add = (...added: readonly Diagnostic[]): void => {
    for (const diagnostic of added) report.print(diagnostic);
    diagnostics.push(...added);
  };
  const record = (news: Partial<State>): void => {
    state = { ...state, ...news };
  };
  try {
    await run({ raw, report, cancellation, add, record });
    await report.summary({ ...state, diagnostics }, summaryOf);
  } catch (error) {
    process.exitCode = 1;
    const failure = explain(error);
    report.fail(failure, error);
    await report.summary({ ...state, diagnostics, failure }, summaryOf);
  } finally {
    cancellation.end();
    await endConnections();
  }
}
