import { capitalize, htmlCode as code, formatCount } from '../../text.ts';
import type { ActorState } from '../actor-action.ts';
import { actorLink, diagnosticList, failureBlock, joinBlocks } from '../summary-parts.ts';
import type { Item } from './plan.ts';

export interface CleanupState extends ActorState {
  /** The items to delete; undefined if they are not known. */
  readonly items?: readonly Item[];
}

/** Describes what was deleted and what remains. Pure. */
export function summaryOf(state: CleanupState): string {
  return joinBlocks(
    `<h2>${headline(state)}</h2>`,
    failureBlock(state.failure),
    list(state),
    diagnosticList(state.diagnostics),
  );
}

function headline({ dryRun, actor, items = [], failure }: CleanupState): string {
  const name = actorLink(actor);
  if (dryRun && failure === undefined) return `📝 Dry run: ${count(items) || 'nothing'} of ${name} would be deleted`;
  const deleted = count(items.filter(({ result }) => result === 'deleted'));
  if (failure !== undefined) return `❌ ${name}: ${deleted === '' ? 'nothing' : 'not everything'} was deleted`;
  return deleted === '' ? `💤 ${name}: nothing was deleted` : `🧹 Deleted ${deleted} of ${name}`;
}

/** For example, `1 tag, 2 archives and 1 version`; empty if there are no items. */
function count(items: readonly Item[]): string {
  const counted = [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, { length }]) => formatCount(length, kind));
  return [counted.slice(0, -1).join(', '), ...counted.slice(-1)].filter((part) => part !== '').join(' and ');
}

function list({ items = [], dryRun }: CleanupState): string {
  const rows = items.map(({ kind, name, result = dryRun ? 'would be deleted' : 'not deleted' }) => {
    return `<tr><td>${capitalize(kind)}</td><td>${code(name)}</td><td>${result}</td></tr>`;
  });
  return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}
