import type { Problem } from '../../errors.ts';
import { formatSettingChanges } from '../../settings/format-settings.ts';
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
import { diagnosticList, failureBlock, joinBlocks, notBlank, type ShownFailure } from '../summary-parts.ts';
import { actorUrl, buildUrl, type RunState, runUrl, sourceUrl, tagOf } from './state.ts';

export type Outcome = { readonly kind: 'done' } | ({ readonly kind: 'failed' | 'canceled' } & ShownFailure);

/**
 * The step summary: a pure function of the state. Text from outside is only in HTML blocks, in which no Markdown has an
 * effect; such a block ends at a blank line, so no line is blank.
 * @param problemCount of all problems, if the state has only some of them.
 */
export function summaryOf(state: RunState, outcome: Outcome, problemCount = state.problems?.length): string {
  return joinBlocks(
    `<h2>${headline(state, outcome)}</h2>${liveNow(state, outcome)}`,
    outcome.kind === 'done'
      ? ''
      : failureBlock({
          ...outcome,
          message: state.buildFailure?.reason ?? state.testFailure?.reason ?? outcome.message,
        }),
    table(state),
    diagnosticList(state.diagnostics),
    fold(`Problems in the Actor's files: ${problemCount}`, state.problems?.map(formatProblem)),
    fold('Changed settings', state.settings && formatSettingChanges(state.settings)),
    fold('Last lines of the build log', state.buildFailure?.logTail),
    fold('Last lines of the log of the test run', state.testFailure?.logTail),
    fold('Plan', state.plan?.lines),
  );
}

function headline(state: RunState, outcome: Outcome): string {
  const actor = link(actorName(state) ?? 'Apify Actor', actorUrl(state));
  const version = state.target === undefined ? '' : ` version ${text(state.target.versionNumber)}`;
  const build = state.build && link(state.build.buildNumber, buildUrl(state));
  if (outcome.kind === 'canceled') return `🛑 Canceled: ${actor}${version}`;
  if (outcome.kind === 'failed') {
    if (build !== undefined && state.buildResult === 'failed') return `❌ Build ${build} of ${actor} failed`;
    if (build !== undefined && state.testResult === 'failed')
      return `❌ Build ${build} of ${actor} failed its test run`;
    return `❌ ${actor}${version} ${state.version === undefined ? 'was not deployed' : 'was updated, but the step failed'}`;
  }
  if (state.dryRun) return `📝 Dry run: ${actor}${version} was not changed`;
  switch (state.buildResult) {
    case 'succeeded': {
      const tag = tagOf(state);
      const passed = state.testResult === 'passed' ? ' passed its test run' : ' succeeded';
      const live = state.promoted === true && tag !== undefined ? ` is live as ${code(tag)}` : passed;
      return `✅ Build ${build} of ${actor}${live}`;
    }
    case 'out-of-time':
      return `⏳ ${actor}${version} was updated; build ${build} is still running`;
    case 'not-awaited':
      return `✅ ${actor}${version} was updated; build ${build} was started`;
    default:
      return `✅ ${actor}${version} was updated`;
  }
}

/** What users of the Actor run now, and how to go back. */
function liveNow(state: RunState, outcome: Outcome): string {
  const { previousBuild, build, buildResult, promoted } = state;
  const tag = tagOf(state);
  if (tag === undefined || state.target === undefined) return '';
  const number = previousBuild?.number || previousBuild?.id;
  const previous = number === undefined ? undefined : link(number, buildUrl(state, previousBuild?.number));
  if (promoted === true) {
    return previous === undefined
      ? `<p>This is the first build with the tag ${code(tag)}.</p>`
      : `<p>The previous build is ${previous}. To go back, run the promote action with ${code(`build: ${number}`)} and ${code(`tags: ${tag}`)}.</p>`;
  }
  if (previous === undefined) return '';
  const isRunning = outcome.kind === 'done' && build !== undefined && buildResult !== 'succeeded';
  return `<p>${code(tag)} ${isRunning ? 'points to build' : 'still points to build'} ${previous}${isRunning ? ' until the new build succeeds' : ''}.</p>`;
}

function actorName({ actor, actorId, target }: RunState): string | undefined {
  if (actor !== undefined) return `${actor.username}/${actor.name}`;
  return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}

function table(state: RunState): string {
  const { build, envVars = [], times, target } = state;
  const rows: readonly (readonly [title: string, html: string | undefined])[] = [
    ['Actor', actorRow(state)],
    ['Version', target && versionRow(target.versionNumber, state)],
    ['Build', build && `${link(build.buildNumber, buildUrl(state))} ${code(build.status)}`],
    ['Test run', testRow(state)],
    ['Build tag', tagOf(state) && code(tagOf(state) ?? '')],
    ['Source', sourceRow(state)],
    [
      'Environment variables',
      envVars.map(({ name, isSecret }) => `${code(name)}${isSecret ? ' (secret)' : ''}`).join(', '),
    ],
    ['Time', times.map(({ stage, ms }) => `${text(stage)} ${formatDuration(ms)}`).join(' · ')],
    ['Build cost', build?.usageTotalUsd ? formatUsd(build.usageTotalUsd) : undefined],
  ];
  const lines = rows.flatMap(([title, html]) =>
    html ? [`<tr><th align="left">${title}</th><td>${html}</td></tr>`] : [],
  );
  return lines.length === 0 ? '' : `<table>\n${lines.join('\n')}\n</table>`;
}

function testRow(state: RunState): string | undefined {
  const { run, itemCount } = state;
  if (run === undefined) return undefined;
  const items = itemCount === undefined ? '' : `, ${formatCount(itemCount, 'item')}`;
  const cost = run.usageTotalUsd ? `, ${formatUsd(run.usageTotalUsd)}` : '';
  return `${link(run.id, runUrl(state))} ${code(run.status)}${items}${cost}`;
}

function actorRow(state: RunState): string | undefined {
  const name = actorName(state);
  if (name === undefined) return undefined;
  return `${link(name, actorUrl(state))}${creation(state, ['actor'])}`;
}

function versionRow(number: string, state: RunState): string {
  return `${link(number, sourceUrl(state))}${creation(state, ['actor', 'version'])}`;
}

function creation({ created, plan }: RunState, things: readonly ('actor' | 'version')[]): string {
  if (created !== undefined && things.includes(created)) return ' (created now)';
  return plan?.creates !== undefined && things.includes(plan.creates) ? ' (would be created)' : '';
}

function sourceRow({ source, commit }: RunState): string | undefined {
  if (source === undefined) return undefined;
  if (source.files === undefined)
    return `${code(source.type)}${source.url === undefined ? '' : ` ${code(source.url)}`}`;
  const { count, bytes, archived } = source.files;
  const { uncommitted = 0 } = commit ?? {};
  const changes = uncommitted === 0 ? '' : ` + ${formatCount(uncommitted, 'uncommitted change')}`;
  const from = commit === undefined ? '' : `, commit ${link(commit.sha.slice(0, 7), commit.url)}${changes}`;
  return `${formatCount(count, 'file')}, ${formatBytes(bytes)}${archived ? ', as an archive' : ''}${from}`;
}

function formatProblem({ file, line, column, level, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${level}: ${message}. ${hint}`;
}

function fold(title: string, lines: readonly string[] = []): string {
  if (lines.length === 0) return '';
  const shown = lines.map((line) => notBlank(text(withoutStyle(escapeLogLine(line)))));
  return `<details><summary>${title}</summary>\n<pre>${shown.join('\n')}</pre>\n</details>`;
}

function link(shown: string, url: string | undefined): string {
  return url === undefined ? code(shown) : `<a href="${text(url)}">${text(shown)}</a>`;
}
