import type { ActorRun } from '../apify/api.ts';
import { statusMessageOf } from '../follow/failure-message.ts';
import { formatStatus, isFinal } from '../follow/job.ts';
import { formatCount, formatDuration } from '../text.ts';
import type { ItemCount } from './count-items.ts';

export interface RunFailure {
  /** A sentence that does not mention the build. */
  readonly reason: string;
  readonly hint: string;
}

/**
 * Decides whether a run passed. It passes if it succeeded and its default dataset has enough items. Pure.
 * @param details.notAborted why a run that did not end could not be aborted.
 */
export function describeEnd(
  run: ActorRun,
  details: {
    readonly minItems: number;
    readonly items: ItemCount | undefined;
    readonly waitedMs: number;
    readonly notAborted: string | undefined;
  },
): RunFailure | undefined {
  const name = `Test run ${run.id}`;
  const { items, minItems, waitedMs, notAborted } = details;
  if (items === undefined) {
    const state = `${name} did not end within ${formatDuration(waitedMs)}`;
    if (notAborted !== undefined) {
      const reason = `${state} (${formatStatus(run)}), and it could not be aborted: ${notAborted}`;
      return { reason, hint: 'It may still be running. Abort it in Apify Console.' };
    }
    const result = isFinal(run) ? `its status is now ${run.status}` : 'the action aborted it';
    return { reason: `${state}, so ${result}`, hint: TIMEOUT_HINT };
  }
  if (run.status !== 'SUCCEEDED') {
    const cause = statusMessageOf(run);
    return { reason: `${name} ${ended(run)}${cause === undefined ? '' : `: ${cause}`}`, hint: hintFor(run) };
  }
  const { count, problem } = items;
  if (minItems === 0 || (count ?? 0) >= minItems) return undefined;
  if (count === undefined) {
    const reason = `${name} succeeded, but the items of its default dataset could not be counted: ${problem}`;
    return { reason, hint: 'Run the job again. With test-min-items: 0, the items are not required.' };
  }
  const required = `test-min-items requires ${formatCount(minItems, 'item')}`;
  const later = problem === undefined ? '' : ` (the last request failed: ${problem})`;
  return {
    reason: `${name} succeeded, but its default dataset has ${formatCount(count, 'item')}${later}, and ${required}`,
    hint: 'Check the input and the log of the run. If the Actor does not write items, set test-min-items: 0.',
  };
}

const TIMEOUT_HINT = 'Increase test-timeout, or use a test-input that needs less time.';

function ended(run: ActorRun): string {
  switch (run.status) {
    case 'FAILED':
      return 'failed';
    case 'ABORTED':
      return 'was aborted';
    case 'TIMED-OUT':
      return 'exceeded test-timeout (TIMED-OUT)';
    default:
      return `ended with status ${formatStatus(run)}`;
  }
}

function hintFor({ status }: ActorRun): string {
  switch (status) {
    case 'ABORTED':
      return 'Someone, or another run of the workflow, aborted the test run. Run the job again.';
    case 'TIMED-OUT':
      return TIMEOUT_HINT;
    default:
      return 'Fix the error that the log shows, then deploy again.';
  }
}
