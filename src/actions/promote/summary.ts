import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, escapeHtml as text } from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, type ShownFailure } from '../summary-parts.ts';

export interface PromoteState {
  readonly dryRun: boolean;
  readonly actor?: { readonly name: string; readonly url: string };
  readonly build?: { readonly number: string };
  /** The tags to move, with the number of the build that each pointed to before. */
  readonly tags: readonly { readonly name: string; readonly before?: string | undefined }[];
  readonly promoted?: boolean;
}

/** What is live now, what was before, and how to go back. Pure. */
export function summaryOf(state: PromoteState, diagnostics: readonly Diagnostic[], failure?: ShownFailure): string {
  return joinBlocks(
    `<h2>${headline(state, failure)}</h2>`,
    failureBlock(failure),
    table(state),
    goBack(state),
    diagnosticList(diagnostics),
  );
}

function headline({ dryRun, actor, build, tags, promoted }: PromoteState, failure: ShownFailure | undefined): string {
  const name = actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
  const names = tags.map((tag) => code(tag.name)).join(', ');
  if (failure !== undefined) return `❌ ${names || 'The tags'} of ${name} did not move`;
  if (dryRun || build === undefined) return `📝 Dry run: ${names} of ${name} did not move`;
  if (promoted === false) return `⏳ ${names} of ${name} will point to build ${text(build.number)}`;
  return `✅ Build ${text(build.number)} of ${name} is live as ${names}`;
}

function table({ build, tags }: PromoteState): string {
  if (build === undefined) return '';
  const rows = tags.map(
    ({ name, before }) =>
      `<tr><td>${code(name)}</td><td>${text(before ?? 'none')}</td><td>${text(build.number)}</td></tr>`,
  );
  return `<table>\n<tr><th>Tag</th><th>Build before</th><th>Build after</th></tr>\n${rows.join('\n')}\n</table>`;
}

function goBack({ dryRun, build, tags: [first] }: PromoteState): string {
  if (dryRun || build === undefined || !first?.before || first.before === build.number) return '';
  return `<p>To go back, run this action with ${code(`build: ${first.before}`)} and ${code(`tags: ${first.name}`)}.</p>`;
}
