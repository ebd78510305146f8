/** Parts of step summaries, as HTML without blank lines, so that no Markdown in them takes effect. */
import type { Diagnostic } from '../errors.ts';
import { escapeHtml as text } from '../text.ts';
import type { Failed } from './actor-action.ts';

export function failureBlock(failure: Failed | undefined): string {
  if (failure === undefined) return '';
  const hint = failure.hint === undefined ? '' : `<br>\n<b>What to do:</b> ${lines(failure.hint)}`;
  return `<blockquote>${lines(failure.message)}${hint}</blockquote>`;
}

export function diagnosticList(diagnostics: readonly Diagnostic[]): string {
  const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' } as const;
  const items = diagnostics.flatMap(({ level, message }) =>
    level === 'debug' ? [] : [`<li>${icons[level]} ${lines(message)}</li>`],
  );
  return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
}

function lines(message: string): string {
  return message
    .split(/\r\n|\n|\r/)
    .map((line) => (line.trim() === '' ? '&#8203;' : text(line)))
    .join('<br>\n');
}
