import type { ChangedFiles } from '../../changes/find-changes.ts';
import type { Everything } from '../../changes/range.ts';
import type { Diagnostic } from '../../errors.ts';
import { isCommitHash } from '../../github/answers.ts';
import type { Report } from '../../runner/report.ts';
import { findWorkspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import { type ActionContext, runAction } from '../run-action.ts';
import { explainProblems, showFolder } from './actor-problems.ts';
import { readDiscoverInputs } from './config.ts';
import { DELETED, type Decisions, decide } from './decide.ts';
import { outputsOf } from './outputs.ts';
import type { DiscoverState } from './summary.ts';
import { survey } from './survey.ts';

/** Runs the action. Sets the exit code to 1 if it fails. */
export function run(): Promise<void> {
  const initial: DiscoverState = { compared: '', decisions: [], deleted: [], diagnostics: [] };
  return runAction({ initial, loadSummary: () => import('./summary.ts') }, discover);
}

async function discover({ raw, report, state, cancellation }: ActionContext<DiscoverState>): Promise<void> {
  const inputs = readDiscoverInputs(raw);
  const { workspace } = await findWorkspace(raw.workspace, '.');
  const { found, changes, diagnostics } = await survey({ ...raw, workspace }, inputs, cancellation.signal);
  state.report(...diagnostics);
  const decided = decide(changes, found, inputs);
  const compared = formatComparison(changes);
  await report.group('Changes', async () => logChanges(report, compared, changes));
  await report.group('Actors', async () => logDecisions(report, decided));
  // The same sentence is at the top of the summary.
  if (changes.kind === 'everything' && changes.hint !== undefined)
    report.print({ level: 'warning', message: compared });
  const { decisions, deleted } = decided;
  const affected = decisions.filter(({ isAffected }) => isAffected);
  const affectedFolders = new Set(affected.map(({ folder }) => folder));
  state.report(
    ...unaffectedFiles(decided),
    ...explainProblems(found.actors, ({ folder }) => affectedFolders.has(folder)),
  );
  report.outputs(outputsOf(affected));
  report.line(`${affected.length} of ${formatCount(decisions.length, 'Actor')} affected`);
  state.record({ compared, decisions, deleted });
}

function formatComparison(changes: ChangedFiles | Everything): string {
  if (changes.kind === 'everything') {
    const { why, detail, hint } = changes;
    const sentence = `All Actors are affected, because ${why}${detail === undefined ? '' : ` (${detail})`}`;
    return hint === undefined ? sentence : `${sentence}. ${hint}`;
  }
  const { base, head, by, files } = changes;
  return `Compared ${shorten(base)} with ${shorten(head)} by ${by}: ${formatCount(files.length, 'changed file')}`;
}

function shorten(commit: string): string {
  return isCommitHash(commit) ? commit.slice(0, 7) : visible(commit);
}

const MAX_LOGGED = 100;

function logChanges(report: Report, compared: string, changes: ChangedFiles | Everything): void {
  report.line(compared);
  if (changes.kind === 'everything') return;
  for (const { path, removed } of changes.files.slice(0, MAX_LOGGED)) {
    report.line(`  ${visible(path)}${removed ? ' (deleted)' : ''}`);
  }
  if (changes.files.length > MAX_LOGGED) report.line(`  and ${changes.files.length - MAX_LOGGED} more`);
}

function logDecisions(report: Report, { decisions, deleted }: Decisions): void {
  for (const { folder, isAffected, reason, files } of decisions) {
    if (!isAffected) continue;
    const named = files.length === 0 ? '' : ` (${listSome(files.map(visible), 3)})`;
    report.line(`${showFolder(folder)}: affected, ${reason}${named}`);
  }
  for (const folder of deleted) report.line(`${showFolder(folder)}: ${DELETED}`);
  const rest = decisions.filter(({ isAffected }) => !isAffected);
  if (rest.length > 0) report.line(`Not affected: ${formatCount(rest.length, 'Actor')}`);
}

/** Lists these files, because they may reveal a pattern that is missing in `shared`. */
function unaffectedFiles({ unaffectedFiles: files }: Decisions): readonly Diagnostic[] {
  if (files.length === 0) return [];
  const verb = files.length === 1 ? 'affects' : 'affect';
  const message = `${formatCount(files.length, 'changed file')} ${verb} no Actor: ${listSome(files.map(visible))}`;
  return [{ level: 'info', message }];
}
