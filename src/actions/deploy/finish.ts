import { ActionError, messageOf, type Problem } from '../../errors.ts';
import { CancelledError } from '../../runner/cancellation.ts';
import { capitalize, listSome } from '../../text.ts';
import type { ActionContext } from '../run-action.ts';
import type { RunState } from './state.ts';

/** The maximum number of problems in the summary. Redacting tens of thousands would take seconds. */
const MOST_PROBLEMS = 2_000;

/** Adds problems to the state without secrets, because an output contains them. */
export function recordProblems({ report, state }: ActionContext<RunState>, added: readonly Problem[]): void {
  const { problems = [], problemCount = 0 } = state.current;
  const withoutSecrets = ({ message, hint, pointer, ...problem }: Problem): Problem => ({
    ...problem,
    message: report.withoutSecrets(message),
    hint: report.withoutSecrets(hint),
    pointer: report.withoutSecrets(pointer),
  });
  const shown = added.slice(0, MOST_PROBLEMS - problems.length).map(withoutSecrets);
  state.record({ problems: [...problems, ...shown], problemCount: problemCount + added.length });
}

/**
 * Records the problems that an error lists.
 * @returns a description of the changes that were made before the step stopped; undefined if there are none.
 */
export function changesOf(context: ActionContext<RunState>, error: unknown): string | undefined {
  try {
    if (error instanceof ActionError && error.problems.length > 0) recordProblems(context, error.problems);
  } catch (second) {
    // Outputs cannot be written, but the step fails anyway.
    context.report.debug(messageOf(second));
  }
  const { written, writing, version } = context.state.current;
  const isCanceled = error instanceof CancelledError;
  if (!isCanceled && (written.length === 0 || version !== undefined)) return undefined;
  const parts = [
    ...(written.length === 0
      ? []
      : [`Already written before the step ${isCanceled ? 'was canceled' : 'failed'}: ${listSome(written)}.`]),
    ...(isCanceled && writing !== undefined
      ? [`${capitalize(writing)} may or may not have been written: Apify did not respond.`]
      : []),
  ];
  return parts.join(' ') || 'Nothing was written to Apify.';
}
