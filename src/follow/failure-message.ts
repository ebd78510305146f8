import { withoutStyle } from '../text.ts';
import { cutAtSpace } from './log-reader.ts';

const SHOWN_LINES = 15;
const MESSAGE_LENGTH = 1_000;

/** Why a build or test run failed. */
export interface JobFailure {
  readonly reason: string;
  readonly hint: string;
}

/**
 * Adds the cause to a sentence about a build or run that failed.
 * @param cause the cause if Apify's message for the status is missing.
 */
export function withCause(
  sentence: string,
  { statusMessage }: { readonly statusMessage?: string | null | undefined },
  cause?: string,
): string {
  const text = (statusMessage ?? '').trim();
  const message = text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text || cause;
  return message === undefined ? sentence : `${sentence}: ${message}`;
}

/** Returns the non-blank lines without styles and unescaped, because redaction would not find an escaped secret. */
export function plainLines(tail: readonly string[]): readonly string[] {
  return tail.map((line) => withoutStyle(line).trimEnd()).filter((line) => line !== '');
}

export function messageWithLog(reason: string, tail: readonly string[]): string {
  const shown = plainLines(tail).slice(-SHOWN_LINES);
  return shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
}
