import { quoted } from '../text.ts';

/** How long the API may return 404 for a new build, run or log, in milliseconds. */
export const NOT_FOUND_MS = 10_000;

/** A build or a run. The API may also return undocumented statuses. */
export interface Job {
  readonly id: string;
  readonly status: string;
  readonly startedAt: string;
}

/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
const finalStatuses = ['SUCCEEDED', 'FAILED', 'TIMED-OUT', 'ABORTED'];
const otherStatuses = ['READY', 'RUNNING', 'TIMING-OUT', 'ABORTING'];

export function isFinal({ status }: Job): boolean {
  return finalStatuses.includes(status);
}

export function hasFailed(job: Job): boolean {
  return isFinal(job) && job.status !== 'SUCCEEDED';
}

export function isDocumented(job: Job): boolean {
  return isFinal(job) || otherStatuses.includes(job.status);
}

/** Formats a status for messages. An undocumented status is quoted. */
export function formatStatus(job: Job): string {
  return isDocumented(job) ? job.status : quoted(job.status);
}
