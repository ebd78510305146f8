import type { Actor } from '../../apify/api.ts';
import { explain } from '../../apify/error-hints.ts';
import { parseEnvVarLines, secretsOf } from '../../env-vars/lines.ts';
import { CancelledError, listenForCancellation } from '../../runner/cancellation.ts';
import { createGit } from '../../runner/git.ts';
import { readRawInputs } from '../../runner/inputs.ts';
import { endConnections } from '../../runner/proxy.ts';
import { createReport } from '../../runner/report.ts';
import { createRedactor, writtenForms } from '../../runner/secrets.ts';
import { secretParameters } from '../../source/source-url.ts';
import { listSome } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import type { Run } from './context.ts';
import { readPlainSecrets, readProxySecrets } from './inputs.ts';
import { openLedger } from './ledger.ts';
import { gather, logPlan, prepare } from './planning.ts';
import { actorUrl, buildUrl } from './run-state.ts';
import type { Outcome } from './summary.ts';
import { urlInputs } from './url-inputs.ts';
import { build, keepStandby, recordCommit, update } from './writing.ts';

/**
 * The action: inputs, actor.json, source, environment variables, version update, build, report, in this order.
 * Whatever happens is told once, here; the exit code is 1 exactly where an error was told.
 */
export async function run(): Promise<void> {
  const run = begin();
  try {
    await deploy(run);
    await run.ledger.close({ kind: 'done' });
  } catch (error) {
    process.exitCode = 1;
    await logFailure(error, run);
  } finally {
    run.cancellation.end();
    await endConnections();
  }
}

/** Masks first: nothing is checked, and nothing can fail, before what is secret is known. */
function begin(): Run {
  const raw = readRawInputs();
  const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
  const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
  const secrets = [...readPlainSecrets(raw), ...secretsOf(secret)];
  // No file is held against these: a proxy's user, or what else a signed URL carries, may be anywhere.
  const signatures = urlInputs.flatMap((name) => secretParameters(raw.text(name)).map((value) => ({ name, value })));
  const hidden = [...secrets, ...readProxySecrets(raw), ...signatures];
  const report = createReport(createRedactor(hidden));
  report.mask(hidden.flatMap(({ value }) => writtenForms(value)));
  return {
    raw,
    lines: { plain, secret },
    secrets,
    report,
    ledger: openLedger(report, systemClock),
    cancellation: listenForCancellation(),
    git: createGit(raw.environment),
    written: { done: [], begun: undefined },
  };
}

async function deploy(run: Run): Promise<void> {
  const { ledger, cancellation } = run;
  const config = await ledger.stage('Inputs', () => prepare(run));
  cancellation.stopIfCancelled();
  const { plan, source } = await ledger.stage('Source', () => gather(run, config));
  cancellation.stopIfCancelled();
  if (config.inputs.dryRun) return ledger.stage('Plan', () => logPlan(run, config, plan, source));
  await ledger.stage('Version update', () => update(run, config, plan, source));
  cancellation.stopIfCancelled();
  const { actorId } = plan.request;
  const commit = source.facts.files === undefined ? undefined : recordCommit(run, config);
  let actor: Actor | undefined;
  try {
    if (config.inputs.build) actor = await ledger.stage('Build', () => build(run, config, actorId));
  } finally {
    await commit;
  }
  await keepStandby(run, config, actorId, actor);
  logEnd(run);
}

function logEnd({ ledger, report }: Run): void {
  const { build: built, buildResult, version } = ledger.facts;
  const page = buildUrl(ledger.facts) ?? actorUrl(ledger.facts);
  const updated = `Updated version ${version?.versionNumber}`;
  const deployed = buildResult === 'succeeded' ? `Deployed build ${built?.buildNumber}` : updated;
  const going =
    buildResult === 'succeeded' || built === undefined ? '' : `; build ${built.buildNumber} is ${built.status}`;
  report.line(`${deployed}${going}${page === undefined ? '' : `: ${page}`}`);
}

/** Told once, as one annotation; the way to it goes to the debug log. */
async function logFailure(error: unknown, { report, ledger, written }: Run): Promise<void> {
  const { message, hint, place } = explain(error);
  const isCancel = error instanceof CancelledError;
  const { done, begun } = written;
  const soFar = [
    ...(done.length === 0 ? [] : [`Written before: ${listSome(done)}.`]),
    ...(isCancel && begun !== undefined ? [`Whether ${begun} was written is not known: no answer came.`] : []),
  ].join(' ');
  const isHalfWritten = done.length > 0 && ledger.facts.version === undefined;
  const parts = isCancel || isHalfWritten ? [hint, soFar || 'Nothing was written.'] : [hint];
  const advice = parts.filter((part) => part !== undefined).join(' ') || undefined;
  report.fail({ message, hint: advice, place }, error);
  const outcome: Outcome = { kind: isCancel ? 'cancelled' : 'failed', message, hint: advice };
  await ledger.close(outcome);
}
