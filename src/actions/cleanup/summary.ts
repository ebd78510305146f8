import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, formatCount, escapeHtml as text } from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, type ShownFailure } from '../summary-parts.ts';
import type { CleanupPlan } from './plan.ts';

export interface CleanupState {
  readonly dryRun: boolean;
  readonly actor?: { readonly name: string; readonly url: string };
  readonly plan?: CleanupPlan;
  readonly deleted?: CleanupPlan;
  /** Items that another run or person deleted first. */
  readonly gone?: CleanupPlan;
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

const kinds = [
  ['Tag', 'tags'],
  ['Version', 'versions'],
  ['Archive', 'archives'],
] as const;

function list({ plan, deleted, gone, dryRun }: CleanupState): string {
  if (plan === undefined) return '';
  const result = (key: keyof CleanupPlan, item: string): string => {
    if (dryRun) return 'would be deleted';
    if (deleted?.[key].includes(item) === true) return 'deleted';
    return gone?.[key].includes(item) === true ? 'no longer existed' : 'not deleted';
  };
  const rows = kinds.flatMap(([kind, key]) =>
    plan[key].map((item) => {
      return `<tr><td>${kind}</td><td>${code(item)}</td><td>${result(key, item)}</td></tr>`;
    }),
  );
  return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}
