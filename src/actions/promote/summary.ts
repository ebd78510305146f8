import { htmlCode as code, escapeHtml as text } from '../../text.ts';
import type { ActorState } from '../actor-action.ts';
import { actorLink, diagnosticList, failureBlock, joinBlocks } from '../summary-parts.ts';

export interface PromoteState extends ActorState {
  readonly build?: { readonly number: string };
  /** The tags to move, with the number of the build that each one pointed to before. */
  readonly tags: readonly { readonly name: string; readonly before?: string | undefined }[];
  /** Whether Apify has accepted the change; undefined if the request was not sent, or was rejected. */
  readonly moved?: 'yes' | 'maybe';
  readonly promoted?: boolean;
}

/** Describes which build users run now, which one they ran before, and how to go back. Pure. */
export function summaryOf(state: PromoteState): string {
  return joinBlocks(
    `<h2>${headline(state)}</h2>${goBack(state)}`,
    failureBlock(state.failure),
    table(state),
    diagnosticList(state.diagnostics),
  );
}

function headline({ dryRun, actor, build, tags, moved, promoted, failure }: PromoteState): string {
  const name = actorLink(actor);
  const names = tags.map((tag) => code(tag.name)).join(', ');
  if (failure !== undefined && moved !== 'yes') {
    return `❌ ${names || 'The tags'} of ${name} ${moved === 'maybe' ? 'may or may not have moved' : 'did not move'}`;
  }
  if (build === undefined) return `📝 Dry run: ${names} of ${name} did not move`;
  const number = link(build.number, actor);
  if (promoted === true) return `✅ Build ${number} of ${name} is live as ${names}`;
  if (dryRun) return `📝 Dry run: ${names} of ${name} would point to build ${number}`;
  return `${failure === undefined ? '⏳' : '❌'} ${names} of ${name} will point to build ${number}`;
}

function table({ actor, build, tags, dryRun, moved, failure }: PromoteState): string {
  if (build === undefined) return '';
  const rows = tags.map(({ name, before: old }) => {
    const before = old === undefined ? 'none' : link(old, actor);
    const isMoved = failure === undefined || moved === 'yes';
    const after = isMoved ? link(build.number, actor) : moved === 'maybe' ? 'unknown' : before;
    return `<tr><td>${code(name)}</td><td>${before}</td><td>${after}</td></tr>`;
  });
  const titles = dryRun ? ['Tag', 'Build now', 'New build'] : ['Tag', 'Build before', 'Build after'];
  const head = titles.map((title) => `<th>${title}</th>`).join('');
  return `<table>\n<tr>${head}</tr>\n${rows.join('\n')}\n</table>`;
}

/** A tag that did not point to a build before cannot be rolled back. */
function goBack({ moved, promoted, build, tags }: PromoteState): string {
  if ((promoted ?? moved) === undefined || build === undefined) return '';
  return tags
    .filter(({ before }) => before && before !== build.number)
    .map(({ name, before }) => {
      return `<p>To go back, run this action with ${code(`build: ${before}`)} and ${code(`tags: ${name}`)}.</p>`;
    })
    .join('\n');
}

function link(number: string, actor: PromoteState['actor']): string {
  if (actor === undefined) return text(number);
  return `<a href="${text(`${actor.url}#/builds/${encodeURIComponent(number)}`)}">${text(number)}</a>`;
}
