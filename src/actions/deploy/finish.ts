import { explain } from '../../apify/error-hints.ts';
import { ActionError, messageOf, type Problem } from '../../errors.ts';
import { CancelledError } from '../../runner/cancellation.ts';
import { capitalize, listSome } from '../../text.ts';
import type { DeployContext } from './context.ts';
import type { RunState } from './state.ts';
import type { Outcome } from './summary.ts';

/** Problems that a summary lists. */
const MOST_PROBLEMS = 2_000;

export async function writeSummary({ report, state }: DeployContext, outcome: Outcome): Promise<void> {
  const { summaryOf } = await import('./summary.ts');
  const { problems, ...rest } = state.current;
  // Redaction of tens of thousands would take seconds, and a summary has room for a few thousand.
  const shortened = problems === undefined ? rest : { ...rest, problems: problems.slice(0, MOST_PROBLEMS) };
  await report.summary({ state: shortened, outcome }, (shown) =>
    summaryOf(shown.state, shown.outcome, problems?.length),
  );
}

/** Prints one error, with the changes that were made before it, and writes the summary. */
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

/** The step fails anyway, so a second error (outputs that cannot be written) is only a debug line. */
function recordProblems({ report, state }: DeployContext, problems: readonly Problem[]): void {
  try {
    state.record({ problems: [...(state.current.problems ?? []), ...problems] });
  } catch (error) {
    report.debug(messageOf(error));
  }
}

/** Describes what was written before the step stopped; undefined if nothing was. */
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
