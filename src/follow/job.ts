import { quoted } from '../text.ts';

/** Milliseconds for which the API may return 404 for a new build, run or log. */
export const NOT_FOUND_MS = 10_000;

/** A build or a run. The API may return a status that is not in its documentation. */
export interface Job {
  readonly id: string;
  readonly status: string;
}

/** https://docs.apify.com/platform/actors/running/runs-and-builds#lifecycle */
const finalStatuses = ['SUCCEEDED', 'FAILED', 'TIMED-OUT', 'ABORTED'];
const otherStatuses = ['READY', 'RUNNING', 'TIMING-OUT', 'ABORTING'];

export function isFinal({ status }: Job): boolean {
  return finalStatuses.includes(status);
}

export function isDocumented(job: Job): boolean {
  return isFinal(job) || otherStatuses.includes(job.status);
}

/** For messages: an unknown status is quoted. */
export function formatStatus(job: Job): string {
  return isDocumented(job) ? job.status : quoted(job.status);
}
