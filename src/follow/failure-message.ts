import { withoutStyle } from '../text.ts';
import { formatStatus, type Job } from './job.ts';
import { cutAtSpace } from './log-reader.ts';

const SHOWN_LINES = 15;
const MESSAGE_LENGTH = 1_000;

/** Why a build or test run failed. */
export interface JobFailure {
  readonly reason: string;
  readonly hint: string;
}

/**
 * Describes the status of a build or run that failed, and its cause.
 * @param how.limit what a job with the status TIMED-OUT exceeded.
 * @param how.showsStatus whether to name the status even if a verb describes it.
 * @param how.cause the cause if Apify's message for the status is missing.
 */
export function describeFailure(
  name: string,
  job: Job & { readonly statusMessage?: string | null | undefined },
  how: { readonly limit: string; readonly showsStatus?: boolean; readonly cause?: string | undefined },
): string {
  const text = (job.statusMessage ?? '').trim();
  const message = text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text || how.cause;
  return `${name} ${describeStatus(job, how)}${message === undefined ? '' : `: ${message}`}`;
}

function describeStatus(job: Job, { limit, showsStatus }: { readonly limit: string; readonly showsStatus?: boolean }) {
  const shown = showsStatus === true ? ` (${job.status})` : '';
  switch (job.status) {
    case 'FAILED':
      return `failed${shown}`;
    case 'ABORTED':
      return `was aborted${shown}`;
    case 'TIMED-OUT':
      return `exceeded ${limit} (TIMED-OUT)`;
    default:
      return `ended with status ${formatStatus(job)}`;
  }
}

/** Returns the non-blank lines without styles and unescaped, because redaction would not find an escaped secret. */
export function plainLines(tail: readonly string[]): readonly string[] {
  return tail.map((line) => withoutStyle(line).trimEnd()).filter((line) => line !== '');
}

export function messageWithLog(reason: string, tail: readonly string[]): string {
  const shown = plainLines(tail).slice(-SHOWN_LINES);
  return shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
}
