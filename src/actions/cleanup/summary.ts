import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, formatCount, escapeHtml as text } from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, type ShownFailure } from '../summary-parts.ts';
import type { CleanupPlan } from './plan.ts';

export interface CleanupState {
  readonly dryRun: boolean;
  readonly actor?: { readonly name: string; readonly url: string };
  readonly plan?: CleanupPlan;
  readonly deleted?: CleanupPlan;
}

/** Describes what was deleted and what remains. Pure. */
export function summaryOf(state: CleanupState, diagnostics: readonly Diagnostic[], failure?: ShownFailure): string {
  return joinBlocks(
    `<h2>${headline(state, failure)}</h2>`,
    failureBlock(failure),
    list(state),
    diagnosticList(diagnostics),
  );
}

function headline({ dryRun, actor, deleted, plan }: CleanupState, failure: ShownFailure | undefined): string {
  const name = actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
  if (failure !== undefined)
    return deleted === undefined ? `❌ ${name}: nothing was deleted` : `❌ ${name}: not everything was deleted`;
  if (dryRun) return `📝 Dry run: ${count(plan)} of ${name} would be deleted`;
  return count(deleted) === 'nothing' ? `💤 ${name}: nothing was deleted` : `🧹 Deleted ${count(deleted)} of ${name}`;
}

function count(plan: CleanupPlan | undefined): string {
  const parts = [
    [plan?.tags.length ?? 0, 'tag'],
    [plan?.versions.length ?? 0, 'version'],
    [plan?.archives.length ?? 0, 'archive'],
  ] as const;
  const counted = parts.filter(([number]) => number > 0).map(([number, thing]) => formatCount(number, thing));
  const [last = 'nothing', ...others] = counted.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

function list({ plan, deleted, dryRun }: CleanupState): string {
  if (plan === undefined) return '';
  const done = new Set(deleted === undefined ? [] : [...deleted.tags, ...deleted.versions, ...deleted.archives]);
  const rows = [
    ...plan.tags.map((item) => ['Tag', item] as const),
    ...plan.versions.map((item) => ['Version', item] as const),
    ...plan.archives.map((item) => ['Archive', item] as const),
  ].map(
    ([kind, item]) =>
      `<tr><td>${kind}</td><td>${code(item)}</td><td>${dryRun ? 'would be deleted' : done.has(item) ? 'deleted' : 'not deleted'}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}
