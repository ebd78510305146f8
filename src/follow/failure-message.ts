import { withoutStyle } from '../text.ts';
import { cutAtSpace } from './log-reader.ts';

const SHOWN_LINES = 15;
const MESSAGE_LENGTH = 1_000;

/** @returns Apify's message for the status; undefined if it is missing. */
export function statusMessageOf({
  statusMessage,
}: {
  readonly statusMessage?: string | null | undefined;
}): string | undefined {
  const text = (statusMessage ?? '').trim();
  if (text === '') return undefined;
  return text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text;
}

/** Returns the non-blank lines without styles and unescaped, because redaction would not find an escaped secret. */
export function plainLines(tail: readonly string[]): readonly string[] {
  return tail.map((line) => withoutStyle(line).trimEnd()).filter((line) => line !== '');
}

export function messageWithLog(reason: string, tail: readonly string[]): string {
  const shown = plainLines(tail).slice(-SHOWN_LINES);
  return shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
}
