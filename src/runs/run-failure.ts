import type { ActorRun } from '../apify/api.ts';
import { type JobFailure, withCause } from '../follow/failure-message.ts';
import { formatStatus, isFinal } from '../follow/job.ts';
import { formatCount, formatDuration } from '../text.ts';

export interface ItemCount {
  /** Undefined if no response contained it. */
  readonly count: number | undefined;
  /** Why the last request failed. */
  readonly problem: string | undefined;
}

const TIMEOUT_HINT = 'Increase test-timeout, or use a test-input that needs less time.';

/** Describes a run that did not end in time. Pure. @param notAborted why it could not be aborted. */
export function describeTimeout(run: ActorRun, waitedMs: number, notAborted: string | undefined): JobFailure {
  const state = `Test run ${run.id} did not end within ${formatDuration(waitedMs)}`;
  if (notAborted !== undefined) {
    const reason = `${state} (${formatStatus(run)}), and it could not be aborted: ${notAborted}`;
    return { reason, hint: 'It may still be running. Abort it in Apify Console.' };
  }
  const result = isFinal(run) ? `its status is now ${run.status}` : 'the action aborted it';
  return { reason: `${state}, so ${result}`, hint: TIMEOUT_HINT };
}

/** Returns why a run that has ended did not pass; undefined if it succeeded and wrote enough items. Pure. */
export function describeEnd(run: ActorRun, { count, problem }: ItemCount, minItems: number): JobFailure | undefined {
  const name = `Test run ${run.id}`;
  if (run.status !== 'SUCCEEDED') {
    return { reason: withCause(`${name} ${endOf(run)}`, run), hint: hintFor(run) };
  }
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

function endOf({ status }: ActorRun): string {
  switch (status) {
    case 'ABORTED':
      return 'was aborted (ABORTED)';
    case 'TIMED-OUT':
      return 'exceeded test-timeout (TIMED-OUT)';
    default:
      return 'failed (FAILED)';
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
