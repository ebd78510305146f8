/** Parts of step summaries. They are HTML without blank lines, so that GitHub does not interpret Markdown in them. */
import type { Diagnostic, Failure } from '../errors.ts';
import { escapeHtml as text } from '../text.ts';

/** Joins the blocks of a summary and omits empty ones. */
export function joinBlocks(...blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

export type ShownFailure = Pick<Failure, 'message' | 'hint'> & {
  /** The changes that were made before the failure. */
  readonly changes?: string | undefined;
  readonly isCanceled?: boolean;
};

export function actorLink(actor: { readonly name: string; readonly url: string } | undefined): string {
  return actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
}

export function failureBlock(failure: ShownFailure | undefined): string {
  if (failure === undefined) return '';
  const { message, hint, changes } = failure;
  const parts = [
    lines(message),
    ...(hint === undefined ? [] : [`<b>What to do:</b> ${lines(hint)}`]),
    ...(changes === undefined ? [] : [lines(changes)]),
  ];
  return `<blockquote>${parts.join('<br>\n')}</blockquote>`;
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
    .map((line) => notBlank(text(line)))
    .join('<br>\n');
}

/** Replaces a blank line, which would end the HTML block. */
export function notBlank(line: string): string {
  return line.trim() === '' ? '&#8203;' : line;
}
