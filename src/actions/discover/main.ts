import { explain } from '../../apify/error-hints.ts';
import type { ChangedFiles } from '../../changes/changed-files.ts';
import { type Everything, isCommitHash } from '../../changes/range.ts';
import type { Diagnostic } from '../../errors.ts';
import { type RawInputs, readRawInputs } from '../../runner/inputs.ts';
import { createReport, type Report } from '../../runner/report.ts';
import { createRedactor, writtenForms } from '../../runner/secrets.ts';
import { findWorkspace } from '../../runner/workspace.ts';
import { formatCount, listSome, visible } from '../../text.ts';
import { readPlainSecrets } from '../deploy/inputs.ts';
import { type FoundActor, showFolder } from './actors.ts';
import { readDiscoverInputs, readGitHubToken } from './config.ts';
import { type Decisions, decide } from './decide.ts';
import { outputsOf, rowOf } from './outputs.ts';
import { type ActorLine, type DiscoverFacts, summaryOf } from './summary.ts';
import { survey } from './survey.ts';

/**
 * The second action: inputs, Actor folders and changed files, what concerns what, matrix, report. Whatever happens is
 * told once, here; the exit code is 1 exactly where an error was told.
 */
export async function run(): Promise<void> {
  const raw = readRawInputs();
  // Masks first: nothing can fail before what is secret is known.
  const secrets = [...readGitHubToken(raw), ...readPlainSecrets(raw)];
  const report = createReport(createRedactor(secrets));
  report.mask(secrets.flatMap(({ value }) => writtenForms(value)));
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
  const find = (found: readonly Diagnostic[]): void => {
    diagnostics.push(...found);
    for (const diagnostic of found) report.find(diagnostic);
  };
  const inputs = readDiscoverInputs(raw);
  const { workspace } = await findWorkspace(raw.workspace, '.');
  const { actors, folders, changes, diagnostics: aboutPlaces } = await survey(raw.environment, inputs, workspace);
  find(aboutPlaces);
  const decisions = decide(changes, actors, folders, inputs);
  const compared = describe(changes);
  await report.group('Changes', async () => logChanges(report, compared, changes));
  await report.group('Actors', async () => logDecisions(report, decisions));
  // The summary begins with it.
  if (changes.kind === 'everything' && changes.unexpected) report.find({ level: 'warning', message: compared });
  find(decisions.diagnostics);
  const deployed = decisions.decisions.filter((decision) => decision.deployed);
  find(namelessOnes(deployed.map(({ actor }) => actor)));
  report.outputs(outputsOf(deployed.map(({ actor, why }) => rowOf(actor, why))));
  report.line(`${formatCount(deployed.length, 'Actor')} of ${decisions.decisions.length} to deploy`);
  return { compared, actors: linesOf(decisions), diagnostics };
}

function namelessOnes(actors: readonly FoundActor[]): readonly Diagnostic[] {
  return actors
    .filter(({ definition }) => definition.name === undefined)
    .map(({ definition: { file } }) => ({
      level: 'warning',
      message: `${visible(file)} has no name: its deployment needs the input actor-id`,
      place: { file },
    }));
}

/** What was compared with what, or why nothing was. */
function describe(changes: ChangedFiles | Everything): string {
  if (changes.kind === 'everything') {
    const { why, detail, hint } = changes;
    const reason = `All Actors are deployed, because ${why}${detail === undefined ? '' : ` (${detail})`}`;
    return hint === undefined ? reason : `${reason}. ${hint}`;
  }
  const { base, head, by, files } = changes;
  return `Compared ${shortened(base)} with ${shortened(head)} by ${by}: ${formatCount(files.length, 'file')} changed`;
}

function shortened(commit: string): string {
  return isCommitHash(commit) ? commit.slice(0, 7) : visible(commit);
}

/** Changed files that the log names. */
const MOST_NAMED = 100;

function logChanges(report: Report, compared: string, changes: ChangedFiles | Everything): void {
  report.line(compared);
  if (changes.kind === 'everything') return;
  for (const { path, removed } of changes.files.slice(0, MOST_NAMED)) {
    report.line(`  ${visible(path)}${removed ? ' (removed)' : ''}`);
  }
  if (changes.files.length > MOST_NAMED) report.line(`  and ${changes.files.length - MOST_NAMED} more`);
}

function logDecisions(report: Report, { decisions, deleted }: Decisions): void {
  for (const { actor, deployed, why, files } of decisions) {
    if (!deployed) continue;
    const named = files.length === 0 ? '' : ` (${listSome(files.map(visible), 3)})`;
    report.line(`${showFolder(actor.folder)}: deployed, ${why}${named}`);
  }
  for (const folder of deleted) report.line(`${showFolder(folder)}: ${deletedWhy}`);
  const rest = decisions.filter(({ deployed }) => !deployed).length;
  if (rest > 0) report.line(`${formatCount(rest, 'Actor')} not concerned`);
}

const deletedWhy = 'deleted here, and so not deployed; the platform keeps it until it is deleted there';

function linesOf({ decisions, deleted }: Decisions): readonly ActorLine[] {
  const lines = decisions.map(({ actor, deployed, why, files }): ActorLine => {
    const { definition, folder } = actor;
    const shown = { name: definition.name ?? '', folder: folder === '' ? '.' : folder };
    return { ...shown, fate: deployed ? 'deployed' : 'not deployed', why, files };
  });
  const gone = deleted.map(
    (folder): ActorLine => ({ name: '', folder: folder || '.', fate: 'deleted', why: deletedWhy, files: [] }),
  );
  return [
    ...lines.filter(({ fate }) => fate === 'deployed'),
    ...gone,
    ...lines.filter(({ fate }) => fate !== 'deployed'),
  ];
}
