import type { SourceFacts } from '../../source/source.ts';
import {
  htmlCode as code,
  escapeLogLine,
  formatBytes,
  formatCount,
  formatDuration,
  formatUsd,
  escapeHtml as text,
  withoutStyle,
} from '../../text.ts';
import { actorUrl, buildUrl, type Facts, sourceUrl, type VariableFacts } from './run-state.ts';

/** How the run ended, as the summary's first line tells it. */
export type Outcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed' | 'cancelled';
      readonly message: string;
      readonly hint: string | undefined;
    };

/**
 * The step summary: the outcome first, then what was deployed, then what to know. HTML tables, since Markdown's need
 * a header row; every foreign text is inert. Pure.
 */
export function summaryOf(facts: Facts, outcome: Outcome): string {
  const parts = [
    `## ${headline(facts, outcome)}`,
    outcome.kind === 'done' ? '' : reason(facts.buildReason ?? outcome.message, outcome.hint),
    table(rows(facts)),
    diagnostics(facts),
    folded("Last lines of the build's log", facts.logTail),
    folded('Plan', facts.plan),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline(facts: Facts, outcome: Outcome): string {
  const actor = link(actorName(facts) ?? 'Apify Actor', actorUrl(facts));
  const version = facts.target === undefined ? '' : ` version ${text(facts.target.versionNumber)}`;
  const build = facts.build && link(facts.build.buildNumber, buildUrl(facts));
  if (outcome.kind === 'cancelled') return `🛑 Cancelled: ${actor}${version}`;
  if (outcome.kind === 'failed') {
    if (build !== undefined && facts.buildResult === 'failed') return `❌ Build ${build} of ${actor} failed`;
    const updated = facts.version === undefined ? 'was not deployed' : 'was updated, but not all went well';
    return `❌ ${actor}${version} ${updated}`;
  }
  if (facts.dryRun) return `📝 Dry run: ${actor}${version}, nothing was changed`;
  switch (facts.buildResult ?? 'not-built') {
    case 'succeeded': {
      const tag = tagOf(facts);
      return `✅ Deployed ${actor} ${build}${tag === undefined ? '' : ` as ${code(tag)}`}`;
    }
    case 'out-of-time':
      return `⏳ Updated ${actor}${version}; build ${build} is still running`;
    case 'not-awaited':
      return `✅ Updated ${actor}${version}; build ${build} was started`;
    case 'failed':
    case 'not-built':
      return `✅ Updated ${actor}${version}`;
  }
}

function actorName({ actor, actorId, target }: Facts): string | undefined {
  if (actor !== undefined) return `${actor.username}/${actor.name}`;
  return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}

function reason(message: string, hint: string | undefined): string {
  const lines = message.split('\n').map(text);
  if (hint !== undefined) lines.push('', `<b>What to do:</b> ${text(hint)}`);
  return `<blockquote>${lines.join('<br>')}</blockquote>`;
}

type Row = readonly [title: string, html: string];

function rows(facts: Facts): readonly Row[] {
  const { target, build } = facts;
  const found: (Row | undefined)[] = [
    actorRow(facts),
    target && ['Version', version(target.versionNumber, facts)],
    build && ['Build', `${link(build.buildNumber, buildUrl(facts))} ${code(build.status)}`],
    tagRow(facts),
    facts.source && ['Source', source(facts.source, facts)],
    facts.variables && facts.variables.length > 0 ? ['Variables', variables(facts.variables)] : undefined,
    facts.times.length > 0
      ? ['Time', facts.times.map(({ stage, ms }) => `${text(stage)} ${formatDuration(ms)}`).join(' · ')]
      : undefined,
    typeof build?.usageTotalUsd === 'number' ? ['Build cost', formatUsd(build.usageTotalUsd)] : undefined,
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

function version(number: string, facts: Facts): string {
  const created = facts.created === 'version' ? ' (created now)' : '';
  const would = facts.wouldCreate === undefined ? '' : ' (would be created)';
  return `${link(number, sourceUrl(facts))}${created}${would}`;
}

function tagRow(facts: Facts): Row | undefined {
  const tag = tagOf(facts);
  if (tag === undefined) return undefined;
  return ['Build tag', link(tag, facts.buildResult === 'succeeded' ? buildUrl(facts) : undefined)];
}

/** The tag that the build gets: the one it was started with, else the version's. */
function tagOf({ target, version, planned }: Facts): string | undefined {
  return target?.chosenTag ?? version?.buildTag ?? planned?.buildTag ?? target?.buildTag;
}

function source(facts: SourceFacts, { commit }: Facts): string {
  const from = commit === undefined ? '' : `, commit ${link(commit.sha.slice(0, 7), commit.url)}`;
  if (facts.files !== undefined) {
    const { count, bytes, archived } = facts.files;
    return `${formatCount(count, 'file')}, ${formatBytes(bytes)}${archived ? ', as an archive' : ''}${from}`;
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

function diagnostics(facts: Facts): string {
  const icons = { warning: '⚠️', notice: 'ℹ️', info: 'ℹ️' } as const;
  const lines = facts.diagnostics.flatMap(({ level, message }) =>
    level === 'debug' ? [] : [`<li>${icons[level]} ${text(message)}</li>`],
  );
  return lines.length === 0 ? '' : `<ul>\n${lines.join('\n')}\n</ul>`;
}

function folded(title: string, lines: readonly string[] = []): string {
  if (lines.length === 0) return '';
  // Empty lines would end the HTML block.
  const shown = lines.map((line) => text(withoutStyle(escapeLogLine(line))) || '&#8203;').join('\n');
  return `<details><summary>${title}</summary>\n<pre>${shown}</pre>\n</details>`;
}

function link(shown: string, url: string | undefined): string {
  return url === undefined ? code(shown) : `<a href="${text(url)}">${text(shown)}</a>`;
}
