import { explain } from '../../apify/error-hints.ts';
import type { ChangedFiles } from '../../changes/find-changes.ts';
import type { Everything } from '../../changes/range.ts';
import type { Diagnostic } from '../../errors.ts';
import { isCommitHash } from '../../github/answers.ts';
import { type RawInputs, readRawInputs } from '../../runner/inputs.ts';
import { createReport, type Report } from '../../runner/report.ts';
import { findWorkspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import { explainProblems, showFolder } from './actor-problems.ts';
import { readDiscoverInputs, readSecrets } from './config.ts';
import { type Decisions, decide } from './decide.ts';
import { outputsOf, rowOf } from './outputs.ts';
import { type ActorLine, type DiscoverFacts, summaryOf } from './summary.ts';
import { survey } from './survey.ts';

/** Runs the action. Prints a single error and sets the exit code to 1 if it fails. */
export async function run(): Promise<void> {
  const raw = readRawInputs();
  const report = createReport(readSecrets(raw));
  const diagnostics: Diagnostic[] = [];
  try {
    const facts = await discover(raw, report, diagnostics);
    await report.summary(facts, summaryOf);
  } catch (error) {
    process.exitCode = 1;
    const failure = explain(error);
    report.fail(failure, error);
    await report.summary({ compared: '', actors: [], diagnostics, failure }, summaryOf);
  }
}

async function discover(raw: RawInputs, report: Report, diagnostics: Diagnostic[]): Promise<DiscoverFacts> {
  const add = (found: readonly Diagnostic[]): void => {
    diagnostics.push(...found);
    for (const diagnostic of found) report.print(diagnostic);
  };
  const inputs = readDiscoverInputs(raw);
  const { workspace } = await findWorkspace(raw.workspace, '.');
  const { found, changes, diagnostics: surveyDiagnostics } = await survey(raw.environment, inputs, workspace);
  add(surveyDiagnostics);
  const decisions = decide(changes, found, inputs);
  const compared = formatComparison(changes);
  await report.group('Changes', async () => logChanges(report, compared, changes));
  await report.group('Actors', async () => logDecisions(report, decisions));
  // The same sentence is at the top of the summary.
  if (changes.kind === 'everything' && changes.hint !== undefined)
    report.print({ level: 'warning', message: compared });
  const affected = decisions.decisions.filter(({ isAffected }) => isAffected);
  const affectedFolders = new Set(affected.map(({ actor }) => actor.folder));
  add([...unaffectedFiles(decisions), ...explainProblems(found.actors, ({ folder }) => affectedFolders.has(folder))]);
  report.outputs(outputsOf(affected.map(({ actor, reason }) => rowOf(actor, reason))));
  report.line(`${affected.length} of ${formatCount(decisions.decisions.length, 'Actor')} affected`);
  return { compared, actors: linesOf(decisions), diagnostics };
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

const DELETED = 'deleted here, but not on Apify: delete the Actor there if it is no longer needed';

function logDecisions(report: Report, { decisions, deleted }: Decisions): void {
  for (const { actor, isAffected, reason, files } of decisions) {
    if (!isAffected) continue;
    const named = files.length === 0 ? '' : ` (${listSome(files.map(visible), 3)})`;
    report.line(`${showFolder(actor.folder)}: affected, ${reason}${named}`);
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

function linesOf({ decisions, deleted }: Decisions): readonly ActorLine[] {
  const lines = decisions.map(({ actor, isAffected, reason, files }): ActorLine => {
    const { name, folder } = actor;
    return { kind: isAffected ? 'affected' : 'unaffected', name, folder: folder || '.', reason, files };
  });
  const gone = deleted.map(
    (folder): ActorLine => ({ kind: 'deleted', name: '', folder: folder || '.', reason: DELETED, files: [] }),
  );
  const affected = lines.filter(({ kind }) => kind === 'affected');
  return [...affected, ...gone, ...lines.filter(({ kind }) => kind === 'unaffected')];
}
