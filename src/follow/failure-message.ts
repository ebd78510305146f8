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
 * @param limit what a job with the status TIMED-OUT exceeded.
 * @param cause the cause if Apify's message for the status is missing.
 */
export function describeFailure(
  name: string,
  job: Job & { readonly statusMessage?: string | null | undefined },
  { limit, cause }: { readonly limit: string; readonly cause?: string | undefined },
): string {
  const text = (job.statusMessage ?? '').trim();
  const message = text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text || cause;
  return `${name} ${describeStatus(job, limit)}${message === undefined ? '' : `: ${message}`}`;
}

function describeStatus(job: Job, limit: string): string {
  switch (job.status) {
    case 'FAILED':
      return 'failed';
    case 'ABORTED':
      return 'was aborted';
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
