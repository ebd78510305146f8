import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, escapeHtml, listSome } from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, type ShownFailure } from '../summary-parts.ts';

export interface ActorLine {
  readonly kind: 'affected' | 'unaffected' | 'deleted';
  readonly name: string;
  readonly folder: string;
  readonly reason: string;
  readonly files: readonly string[];
}

export interface DiscoverFacts {
  /** A sentence about what was compared, or why all Actors are affected. */
  readonly compared: string;
  readonly actors: readonly ActorLine[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failure?: ShownFailure;
}

/** If there are more rows of unaffected Actors, they are collapsed. */
const MAX_OPEN_ROWS = 20;

/**
 * Creates the summary. Pure. It consists of HTML blocks without blank lines, so that GitHub does not interpret any
 * Markdown.
 */
export function summaryOf(facts: DiscoverFacts): string {
  const unaffected = facts.actors.filter(({ kind }) => kind === 'unaffected');
  const shown =
    unaffected.length > MAX_OPEN_ROWS ? facts.actors.filter(({ kind }) => kind !== 'unaffected') : facts.actors;
  const folded = shown === facts.actors ? [] : unaffected;
  return joinBlocks(
    `<h2>${headline(facts)}</h2>`,
    facts.failure === undefined ? `<p>${escapeHtml(facts.compared)}</p>` : failureBlock(facts.failure),
    table(shown),
    folded.length === 0
      ? ''
      : `<details><summary>${folded.length} Actors are not affected</summary>\n${table(folded)}\n</details>`,
    diagnosticList(facts.diagnostics),
  );
}

function headline({ actors, failure }: DiscoverFacts): string {
  if (failure !== undefined) return '❌ The matrix could not be created';
  const affected = actors.filter(({ kind }) => kind === 'affected').length;
  const all = actors.filter(({ kind }) => kind !== 'deleted').length;
  if (all === 0) return '🔍 No Actors found';
  const things = `${all === 1 ? 'Actor' : 'Actors'} ${all === 1 || affected === 1 ? 'is' : 'are'}`;
  return `${affected === 0 ? '💤' : '🚀'} ${affected} of ${all} ${things} affected`;
}

function table(actors: readonly ActorLine[]): string {
  if (actors.length === 0) return '';
  const rows = actors.map(({ kind, name, folder, reason, files }) => {
    const why = files.length === 0 ? escapeHtml(reason) : `${escapeHtml(reason)}: ${listSome(files.map(code), 3)}`;
    const affected = { affected: '✅ yes', unaffected: 'no', deleted: '🗑️ no' }[kind];
    return row('td', [escapeHtml(name), code(folder), affected, why]);
  });
  return ['<table>', row('th', ['Actor', 'Folder', 'Affected', 'Why']), ...rows, '</table>'].join('\n');
}

function row(tag: 'th' | 'td', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
}
