import type { StoredEnvVar } from '../../apify/api.ts';
import type { Problem } from '../../errors.ts';
import { formatSettingChanges } from '../../settings/format-settings.ts';
import {
  capitalize,
  htmlCode as code,
  escapeLogLine,
  formatBytes,
  formatCount,
  formatDuration,
  formatUsd,
  escapeHtml as text,
  withoutStyle,
} from '../../text.ts';
import { diagnosticList, failureBlock, joinBlocks, notBlank } from '../summary-parts.ts';
import { actorUrl, buildUrl, type RunState, runUrl, tagOf } from './state.ts';

/**
 * Creates the step summary from the state. Pure. External text appears only in HTML blocks, where GitHub does not
 * interpret Markdown. A blank line would end such a block, so no line is blank.
 */
export function summaryOf(state: RunState): string {
  const { failure } = state;
  const reason = state.buildFailure?.reason ?? state.testFailure?.reason ?? failure?.message ?? '';
  return joinBlocks(
    `<h2>${headline(state)}</h2>${liveNow(state)}`,
    failureBlock(failure && { ...failure, message: reason }),
    // The hint refers to these lines.
    fold('Last lines of the build log', state.buildFailure?.logTail, 'open'),
    fold('Last lines of the log of the test run', state.testFailure?.logTail, 'open'),
    state.plan === undefined ? '' : pre(state.plan.lines),
    table(state),
    diagnosticList(state.diagnostics),
    fold(`Problems in the Actor's files: ${state.problemCount}`, state.problems?.map(formatProblem)),
    fold('Changed settings', state.settings && formatSettingChanges(state.settings)),
    fold('Files', state.plan?.files),
  );
}

function headline(state: RunState): string {
  const { failure } = state;
  const name = actorName(state);
  const actor = name === undefined ? 'the Actor' : link(name, actorUrl(state));
  const version = state.target === undefined ? '' : ` version ${text(state.target.versionNumber)}`;
  const build = state.build && link(state.build.buildNumber, buildUrl(state));
  const tag = tagOf(state);
  const isLive = build !== undefined && state.promoted === true && tag !== undefined;
  const passed = state.testResult === 'passed' ? 'passed its test run' : 'succeeded';
  const built = `build ${build} of ${actor} ${isLive ? `is live as ${code(tag)}` : passed}`;
  if (failure?.isCanceled === true) return isLive ? `🛑 Canceled, but ${built}` : `🛑 Canceled: ${actor}${version}`;
  if (failure !== undefined) {
    if (build !== undefined && state.buildResult === 'failed') return `❌ Build ${build} of ${actor} failed`;
    if (build !== undefined && state.testResult === 'failed')
      return `❌ Build ${build} of ${actor} failed its test run`;
    if (build !== undefined && state.buildResult === 'succeeded') return `❌ ${capitalize(built)}, but the step failed`;
    return `❌ ${capitalize(actor)}${version} ${state.version === undefined ? 'was not deployed' : 'was updated, but the step failed'}`;
  }
  if (state.dryRun) {
    return `📝 Dry run: ${actor}${version} was not ${state.plan?.creates === undefined ? 'changed' : 'created'}`;
  }
  switch (state.buildResult) {
    case 'succeeded':
      return `✅ ${capitalize(built)}`;
    case 'out-of-time':
      return `⏳ ${actor}${version} was updated; build ${build} is still running`;
    case 'not-awaited':
      return `✅ ${actor}${version} was updated; build ${build} was started`;
    default:
      return `✅ ${actor}${version} was updated`;
  }
}

/** Describes which build users run now, and how to go back to the previous one. */
function liveNow(state: RunState): string {
  const { previousBuild, build, buildResult, promoted, newerBuild, target, failure } = state;
  const tag = tagOf(state);
  if (target === undefined) return '';
  const numberOf = ({ number, id }: TaggedBuild): string => number || id;
  const linkTo = (tagged: TaggedBuild): string => link(numberOf(tagged), buildUrl(state, tagged.number));
  if (promoted === true && tag !== undefined) {
    return previousBuild === undefined
      ? `<p>This is the first build with the tag ${code(tag)}.</p>`
      : `<p>The previous build is ${linkTo(previousBuild)}. To go back, ${promoteWith(numberOf(previousBuild), tag)}.</p>`;
  }
  const isBuilt = failure === undefined && build !== undefined && buildResult === 'succeeded';
  const toPromote = isBuilt ? ` To make the new build live, ${promoteWith(build.buildNumber, tag ?? 'latest')}.` : '';
  if (tag === undefined) return isBuilt ? `<p>The version has no build tag.${toPromote}</p>` : '';
  if (newerBuild !== undefined) return `<p>${code(tag)} points to the newer build ${linkTo(newerBuild)}.</p>`;
  if (previousBuild === undefined)
    return build !== undefined ? `<p>${code(tag)} does not point to a build yet.${toPromote}</p>` : '';
  const isRunning = failure === undefined && build !== undefined && buildResult !== 'succeeded';
  return isRunning
    ? `<p>${code(tag)} points to build ${linkTo(previousBuild)} until the new build succeeds.</p>`
    : `<p>${code(tag)} still points to build ${linkTo(previousBuild)}.${toPromote}</p>`;
}

type TaggedBuild = NonNullable<RunState['previousBuild']>;

function promoteWith(build: string, tag: string): string {
  return `run the promote action with ${code(`build: ${build}`)} and ${code(`tags: ${tag}`)}`;
}

function actorName({ actor, actorId, target }: RunState): string | undefined {
  if (actor !== undefined) return `${actor.username}/${actor.name}`;
  return actorId?.replace('~', '/') ?? (target?.actor.kind === 'named' ? target.actor.name : undefined);
}

function table(state: RunState): string {
  const { build, run, itemCount, times, target, version, plan, envVars = [] } = state;
  // Only the time is known.
  if (target === undefined) return '';
  const name = actorName(state);
  const page = actorUrl(state);
  const creates = state.created ?? plan?.creates;
  const isNew = state.created === undefined ? ' (would be created)' : ' (created now)';
  const tag = tagOf(state);
  const items = itemCount === undefined ? '' : `, ${formatCount(itemCount, 'item')}`;
  const runCost = run?.usageTotalUsd ? `, ${formatUsd(run.usageTotalUsd)}` : '';
  // Before the update, those that this deployment defines.
  const variables: readonly StoredEnvVar[] =
    version === undefined ? (plan?.version.envVars ?? envVars) : (version.envVars ?? []);
  const rows: readonly (readonly [title: string, html: string | undefined])[] = [
    ['Actor', name && `${link(name, page)}${creates === 'actor' ? isNew : ''}`],
    ['Version', `${link(target.versionNumber, page && `${page}/source`)}${creates === undefined ? '' : isNew}`],
    ['Build', build && `${link(build.buildNumber, buildUrl(state))} ${code(build.status)}`],
    ['Test run', run && `${link(run.id, runUrl(state))} ${code(run.status)}${items}${runCost}`],
    ['Build tag', tag && code(tag)],
    ['Source', sourceRow(state)],
    [
      'Environment variables',
      variables.map(({ name, isSecret = false }) => `${code(name)}${isSecret ? ' (secret)' : ''}`).join(', '),
    ],
    ['Time', times.map(({ stage, ms }) => `${text(stage)} ${formatDuration(ms)}`).join(' · ')],
    ['Build cost', build?.usageTotalUsd ? formatUsd(build.usageTotalUsd) : undefined],
  ];
  const lines = rows.flatMap(([title, html]) =>
    html ? [`<tr><th align="left">${title}</th><td>${html}</td></tr>`] : [],
  );
  return `<table>\n${lines.join('\n')}\n</table>`;
}

function sourceRow({ source, commit }: RunState): string | undefined {
  if (source === undefined) return undefined;
  const { uncommitted = 0 } = commit ?? {};
  const changes = uncommitted === 0 ? '' : ` + ${formatCount(uncommitted, 'uncommitted change')}`;
  const from = commit === undefined ? '' : `, commit ${link(commit.sha.slice(0, 7), commit.url)}${changes}`;
  if (source.files === undefined) {
    return `${code(source.type)}${source.url === undefined ? '' : ` ${code(source.url)}`}${from}`;
  }
  const { count, bytes, archived } = source.files;
  return `${formatCount(count, 'file')}, ${formatBytes(bytes)}${archived ? ', as an archive' : ''}${from}`;
}

function formatProblem({ file, line, column, level, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${level}: ${message}. ${hint}`;
}

function fold(title: string, lines: readonly string[] = [], open?: 'open'): string {
  return lines.length === 0
    ? ''
    : `<details${open === undefined ? '' : ' open'}><summary>${title}</summary>\n${pre(lines)}\n</details>`;
}

function pre(lines: readonly string[]): string {
  return `<pre>${lines.map((line) => notBlank(text(withoutStyle(escapeLogLine(line))))).join('\n')}</pre>`;
}

function link(shown: string, url: string | undefined): string {
  return url === undefined ? code(shown) : `<a href="${text(url)}">${text(shown)}</a>`;
}
