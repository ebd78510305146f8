import { explain } from '../../apify/error-hints.ts';
import { ActionError, messageOf, type Problem } from '../../errors.ts';
import { CancelledError } from '../../runner/cancellation.ts';
import { capitalize, listSome } from '../../text.ts';
import type { DeployContext } from './context.ts';
import type { RunState } from './state.ts';
import type { Outcome } from './summary.ts';

/** The maximum number of problems in the summary. */
const MOST_PROBLEMS = 2_000;

export async function writeSummary({ report, state }: DeployContext, outcome: Outcome): Promise<void> {
  const { summaryOf } = await import('./summary.ts');
  const { problems, ...rest } = state.current;
  // The summary has room for a few thousand problems, and redacting tens of thousands would take seconds.
  const shortened = problems === undefined ? rest : { ...rest, problems: problems.slice(0, MOST_PROBLEMS) };
  await report.summary({ state: shortened, outcome }, (shown) =>
    summaryOf(shown.state, shown.outcome, problems?.length),
  );
}

/** Prints a single error that includes the changes made so far, and writes the summary. */
export async function reportFailure(context: DeployContext, error: unknown): Promise<void> {
  const { report, state } = context;
  const { message, hint, place } = explain(error);
  const kind = error instanceof CancelledError ? 'canceled' : 'failed';
  const changes = formatChanges(state.current, kind);
  const advice = [hint, changes].filter((part) => part !== undefined).join(' ') || undefined;
  report.fail({ message, hint: advice, place }, error);
  if (error instanceof ActionError && error.problems.length > 0) recordProblems(context, error.problems);
  await writeSummary(context, { kind, message, hint, changes });
}

/** Logs a second error (if outputs cannot be written) only as a debug line, because the step fails anyway. */
function recordProblems({ report, state }: DeployContext, problems: readonly Problem[]): void {
  try {
    state.record({ problems: [...(state.current.problems ?? []), ...problems] });
  } catch (error) {
    report.debug(messageOf(error));
  }
}

/** Describes the changes that were made before the step stopped; undefined if there are none. */
function formatChanges({ written, writing, version }: RunState, kind: 'canceled' | 'failed'): string | undefined {
  const isUnclear = kind === 'canceled' && writing !== undefined;
  const isPartial = written.length > 0 && version === undefined;
  if (kind === 'failed' && !isPartial) return undefined;
  const parts = [
    ...(written.length === 0
      ? []
      : [`Already written before the step ${kind === 'failed' ? 'failed' : 'was canceled'}: ${listSome(written)}.`]),
    ...(isUnclear ? [`${capitalize(writing)} may or may not have been written: Apify did not respond.`] : []),
  ];
  return parts.join(' ') || 'Nothing was written to Apify.';
}
