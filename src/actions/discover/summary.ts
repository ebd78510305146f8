import { htmlCode as code, escapeHtml, listSome } from '../../text.ts';
import type { ActionState } from '../run-action.ts';
import { diagnosticList, failureBlock, joinBlocks } from '../summary-parts.ts';
import { DELETED, type Decision } from './decide.ts';

export interface DiscoverState extends ActionState {
  /** A sentence about what was compared, or why all Actors are affected. */
  readonly compared: string;
  readonly decisions: readonly Decision[];
  /** Folders of deleted Actors. */
  readonly deleted: readonly string[];
}

/** If there are more rows of unaffected Actors, they are collapsed. */
const MAX_OPEN_ROWS = 20;

/**
 * Creates the summary. Pure. It consists of HTML blocks without blank lines, so that GitHub does not interpret any
 * Markdown.
 */
export function summaryOf({ compared, decisions, deleted, diagnostics, failure }: DiscoverState): string {
  const affected = decisions.filter(({ isAffected }) => isAffected);
  const unaffected = decisions.filter(({ isAffected }) => !isAffected);
  const rows = unaffected.map((decision) => actorRow(decision, 'no'));
  const isFolded = unaffected.length > MAX_OPEN_ROWS;
  const open = [
    ...affected.map((decision) => actorRow(decision, '✅ yes')),
    ...deleted.map((folder) => row('td', ['', code(folder || '.'), '🗑️ no', DELETED])),
    ...(isFolded ? [] : rows),
  ];
  return joinBlocks(
    `<h2>${failure === undefined ? headline(affected.length, decisions.length) : '❌ The matrix could not be created'}</h2>`,
    failure === undefined ? `<p>${escapeHtml(compared)}</p>` : failureBlock(failure),
    table(open),
    isFolded ? `<details><summary>${rows.length} Actors are not affected</summary>\n${table(rows)}\n</details>` : '',
    diagnosticList(diagnostics),
  );
}

function headline(affected: number, all: number): string {
  if (all === 0) return '🔍 No Actors found';
  const things = `${all === 1 ? 'Actor' : 'Actors'} ${all === 1 || affected === 1 ? 'is' : 'are'}`;
  return `${affected === 0 ? '💤' : '🚀'} ${affected} of ${all} ${things} affected`;
}

function actorRow({ name, folder, reason, files }: Decision, isAffected: string): string {
  const why = files.length === 0 ? escapeHtml(reason) : `${escapeHtml(reason)}: ${listSome(files.map(code), 3)}`;
  return row('td', [escapeHtml(name), code(folder || '.'), isAffected, why]);
}

function table(rows: readonly string[]): string {
  if (rows.length === 0) return '';
  return ['<table>', row('th', ['Actor', 'Folder', 'Affected', 'Why']), ...rows, '</table>'].join('\n');
}

function row(tag: 'th' | 'td', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
}
