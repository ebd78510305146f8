import { actorUrl, buildUrl, type Facts, type SourceFacts, type VariableFacts } from './facts.ts';
import { inertCode as code, inertMarkdown as text } from './inert.ts';
import { sayBytes, sayCount, sayMs, sayUsd } from './measures.ts';

/** How the run ended, as the summary's first line tells it. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string | undefined };

/**
 * The step summary: the outcome first, then what was deployed, then what to know. HTML tables, since Markdown's need
 * a header row; every foreign text is inert. Pure.
 */
export function summaryOf(facts: Facts, outcome: Outcome): string {
  const parts = [
    `## ${headline(facts, outcome)}`,
    outcome.kind === 'failed' ? reason(outcome) : '',
    table(rows(facts)),
    findings(facts),
    logTail(facts),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(facts: Facts, outcome: Outcome): string {
  const what = text(subject(facts));
  if (outcome.kind === 'failed')
    return `❌ ${what}: ${facts.build === undefined ? 'deployment failed' : 'build failed'}`;
  if (facts.dryRun) return `📝 ${what}: dry run, nothing was changed`;
  switch (facts.buildResult) {
    case 'succeeded':
      return `✅ ${what}: version updated and built`;
    case 'out-of-time':
      return `⏳ ${what}: version updated, the build is still running`;
    case 'not-awaited':
      return `✅ ${what}: version updated, build started`;
    default:
      return `✅ ${what}: version updated`;
  }
}

/** `janedoe/my-actor 0.1`, as far as it is known. */
function subject(facts: Facts): string {
  const actor = actorName(facts) ?? 'Apify Actor';
  return facts.target === undefined ? actor : `${actor} ${facts.build?.buildNumber ?? facts.target.versionNumber}`;
}

function actorName({ actor, actorId, target }: Facts): string | undefined {
  if (actor !== undefined) return `${actor.username}/${actor.name}`;
  return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}

function reason({ message, hint }: Extract<Outcome, { kind: 'failed' }>): string {
  const lines = message.split('\n').map(text);
  if (hint !== undefined) lines.push('', `<b>What to do:</b> ${text(hint)}`);
  return `<blockquote>${lines.join('<br>')}</blockquote>`;
}

type Row = readonly [title: string, html: string];

function rows(facts: Facts): readonly Row[] {
  const { target, build } = facts;
  const found: (Row | undefined)[] = [
    actorRow(facts),
    target && ['Version', `${code(target.versionNumber)}${facts.created === 'version' ? ' (created now)' : ''}`],
    build && ['Build', `${link(build.buildNumber, buildUrl(facts))} ${code(build.status)}`],
    tagRow(facts),
    facts.source && ['Source', source(facts.source, facts)],
    facts.variables && facts.variables.length > 0 ? ['Variables', variables(facts.variables)] : undefined,
    facts.times.length > 0
      ? ['Time', facts.times.map(({ stage, ms }) => `${text(stage)} ${sayMs(ms)}`).join(' · ')]
      : undefined,
    typeof build?.usageTotalUsd === 'number' ? ['Build cost', sayUsd(build.usageTotalUsd)] : undefined,
  ];
  return found.filter((row) => row !== undefined);
}

function actorRow(facts: Facts): Row | undefined {
  const name = actorName(facts);
  if (name === undefined) return undefined;
  const created = facts.created === 'actor' ? ' (created now)' : '';
  const would = facts.wouldCreate === 'actor' ? ' (would be created)' : '';
  return ['Actor', `${link(name, actorUrl(facts))}${created}${would}`];
}

function tagRow(facts: Facts): Row | undefined {
  const tag = facts.version?.buildTag ?? facts.planned?.buildTag ?? facts.target?.buildTag;
  return tag === undefined ? undefined : ['Build tag', code(tag)];
}

function source(facts: SourceFacts, { commit }: Facts): string {
  const from = commit === undefined ? '' : `, commit ${link(commit.sha.slice(0, 7), commit.url)}`;
  if (facts.files !== undefined) {
    const { count, bytes, archived } = facts.files;
    return `${sayCount(count, 'file')}, ${sayBytes(bytes)}${archived ? ', as an archive' : ''}${from}`;
  }
  return `${code(facts.type)} ${facts.url === undefined ? '' : code(facts.url)}`;
}

function variables(all: readonly VariableFacts[]): string {
  return all.map(({ name, isSecret }) => `${code(name)}${isSecret ? ' (secret)' : ''}`).join(', ');
}

function table(all: readonly Row[]): string {
  if (all.length === 0) return '';
  const lines = all.map(([title, html]) => `<tr><th align="left">${title}</th><td>${html}</td></tr>`);
  return `<table>\n${lines.join('\n')}\n</table>`;
}

function findings(facts: Facts): string {
  const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' } as const;
  const lines = facts.findings.flatMap(({ level, message }) =>
    level === 'debug' ? [] : [`<li>${icons[level]} ${text(message)}</li>`],
  );
  return lines.length === 0 ? '' : `<ul>\n${lines.join('\n')}\n</ul>`;
}

function logTail({ logTail: lines = [] }: Facts): string {
  if (lines.length === 0) return '';
  // Empty lines would end the HTML block.
  const shown = lines.map((line) => text(line) || '&#8203;').join('\n');
  return `<details><summary>Last lines of the build's log</summary>\n<pre>${shown}</pre>\n</details>`;
}

function link(shown: string, url: string | undefined): string {
  return url === undefined ? code(shown) : `<a href="${text(url)}">${text(shown)}</a>`;
}
