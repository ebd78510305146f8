import type { Diagnostic } from '../../errors.ts';
import { htmlCode as code, escapeHtml as text } from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, type ShownFailure } from '../summary-parts.ts';

export interface PromoteState {
  readonly dryRun: boolean;
  readonly actor?: { readonly name: string; readonly url: string };
  readonly build?: { readonly number: string };
  /** The tags to move, with the number of the build that each one pointed to before. */
  readonly tags: readonly { readonly name: string; readonly before?: string | undefined }[];
  readonly promoted?: boolean;
}

/** Describes which build users run now, which one they ran before, and how to go back. Pure. */
export function summaryOf(state: PromoteState, diagnostics: readonly Diagnostic[], failure?: ShownFailure): string {
  return joinBlocks(
    `<h2>${headline(state, failure)}</h2>${goBack(state)}`,
    failureBlock(failure),
    table(state),
    diagnosticList(diagnostics),
  );
}

function headline(state: PromoteState, failure: ShownFailure | undefined): string {
  const { dryRun, actor, build, tags, promoted } = state;
  const name = actor === undefined ? 'the Actor' : `<a href="${text(actor.url)}">${text(actor.name)}</a>`;
  const names = tags.map((tag) => code(tag.name)).join(', ');
  if (failure !== undefined) return `❌ ${names || 'The tags'} of ${name} did not move`;
  if (build === undefined) return `📝 Dry run: ${names} of ${name} did not move`;
  const number = link(build.number, actor);
  if (promoted === true) return `✅ Build ${number} of ${name} is live as ${names}`;
  if (dryRun) return `📝 Dry run: ${names} of ${name} would point to build ${number}`;
  return `⏳ ${names} of ${name} will point to build ${number}`;
}

function table({ actor, build, tags, promoted }: PromoteState): string {
  if (build === undefined) return '';
  const rows = tags.map(
    ({ name, before }) =>
      `<tr><td>${code(name)}</td><td>${before === undefined ? 'none' : link(before, actor)}</td><td>${link(build.number, actor)}</td></tr>`,
  );
  const titles = ['Tag', promoted === true ? 'Build before' : 'Build now', 'New build'];
  const head = titles.map((title) => `<th>${title}</th>`).join('');
  return `<table>\n<tr>${head}</tr>\n${rows.join('\n')}\n</table>`;
}

function goBack({ promoted, build, tags: [first] }: PromoteState): string {
  if (promoted === undefined || build === undefined || !first?.before || first.before === build.number) return '';
  return `<p>To go back, run this action with ${code(`build: ${first.before}`)} and ${code(`tags: ${first.name}`)}.</p>`;
}

function link(number: string, actor: PromoteState['actor']): string {
  if (actor === undefined) return text(number);
  return `<a href="${text(`${actor.url}#/builds/${encodeURIComponent(number)}`)}">${text(number)}</a>`;
}
