/** The stages that write: the version, its build, and what is kept in step with it. */
import type { Actor } from '../../apify/api.ts';
import { buildVersion } from '../../builds/build-version.ts';
import { findLogPlace } from '../../builds/find-log-place.ts';
import { ActionError, messageOf } from '../../errors.ts';
import { prepareSource, removeArchive } from '../../source/prepare-source.ts';
import type { ReadSource } from '../../source/source.ts';
import { visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { bytesWithoutFiles, type UpdatePlan } from '../../version/plan.ts';
import { keepStandbyInStep } from '../../version/standby.ts';
import { updateActor } from '../../version/write-version.ts';
import type { DeployConfig } from './config.ts';
import { connect, type Run } from './context.ts';
import type { Inputs } from './inputs.ts';
import { sourceRequestOf } from './planning.ts';

/** Names of files that the log shows; a dry run shows all. */
const SHOWN_FILES = 50;

function logFiles({ report }: Run, names: readonly string[]): void {
  for (const name of names.slice(0, SHOWN_FILES)) report.line(`  ${visible(name)}`);
  if (names.length > SHOWN_FILES) report.line(`  and ${names.length - SHOWN_FILES} more`);
}

/** The source is made ready, then written with the version. */
export async function update(run: Run, config: DeployConfig, plan: UpdatePlan, source: ReadSource): Promise<void> {
  const { inputs } = config;
  const { ledger, cancellation, report, written } = run;
  const request = sourceRequestOf(run, config, cancellation.signal);
  const prepared = await prepareSource(request, source, bytesWithoutFiles(plan));
  try {
    ledger.find(prepared.diagnostics);
    ledger.learn({ source: prepared.facts });
    logFiles(run, source.fileNames);
    const version = await updateActor(plan, prepared.source, {
      // What is being written when the run is cancelled has a moment to tell whether it is.
      api: connect(run, inputs, { signal: cancellation.graceSignal, noMore: cancellation.signal }),
      uploadApi: connect(run, inputs, { signal: cancellation.signal }),
      clock: systemClock,
      signal: cancellation.signal,
      stopIfCancelled: cancellation.stopIfCancelled,
      onWriting: (what) => {
        written.begun = what;
      },
      onWritten: (what) => {
        written.begun = undefined;
        written.done.push(what);
        report.line(`Wrote ${what}`);
      },
      onNews: ({ diagnostics = [], ...facts }) => {
        ledger.learn(facts);
        ledger.find(diagnostics);
      },
    });
    ledger.learn({ version });
  } finally {
    await removeArchive(prepared);
  }
}

/** For the summary alone: it never fails. A file that is not committed is told elsewhere. */
export async function recordCommit({ git, raw, ledger, report }: Run, { workspace }: DeployConfig): Promise<void> {
  const head = await git(['rev-parse', '--verify', 'HEAD'], { cwd: workspace.workingDirectory }).catch(
    (error: unknown) => report.debug(`Git could not be asked for the commit: ${messageOf(error)}`),
  );
  if (head?.kind !== 'ok') return;
  const sha = head.stdout.toString().trim();
  ledger.learn({ commit: raw.commit?.sha === sha ? raw.commit : { sha } });
}

/** @returns the Actor, where it was read after the build. */
export async function build(
  run: Run,
  { inputs, target, workspace }: DeployConfig,
  actorId: string,
): Promise<Actor | undefined> {
  const { ledger, report, cancellation } = run;
  const request = {
    actorId,
    versionNumber: target.versionNumber,
    useCache: inputs.useCache,
    tag: target.chosenTag,
    versionTag: ledger.facts.version?.buildTag ?? undefined,
    waitForFinishSecs: inputs.waitForFinishSecs,
  };
  const result = await buildVersion(request, {
    api: connect(run, inputs),
    clock: systemClock,
    signal: cancellation.signal,
    onBuild: (news) => ledger.learn({ build: news }),
    onLogLine: report.line,
    onProgress: report.line,
  });
  ledger.find(result.diagnostics);
  ledger.learn({ build: result.build, buildResult: result.outcome });
  switch (result.outcome) {
    case 'succeeded':
      return result.actor;
    case 'not-awaited':
    case 'out-of-time':
      return undefined;
    case 'failed': {
      ledger.learn({ buildReason: result.reason, logTail: result.logTail });
      const place =
        result.place === undefined || !isOfCheckout(inputs) ? undefined : await findLogPlace(result.place, workspace);
      const { message, hint } = result.error;
      throw new ActionError(message, {
        ...(hint === undefined ? {} : { hint }),
        ...(place === undefined ? {} : { place }),
        cause: result.error,
      });
    }
  }
}

/** Whether what is built lies in the checkout, so that a place in it can be shown. */
function isOfCheckout({ source }: Inputs): boolean {
  switch (source.type) {
    case 'SOURCE_FILES':
      return true;
    case 'GIT_REPO':
    case 'TARBALL':
      return source.url === undefined;
    case 'GITHUB_GIST':
      return false;
  }
}

/** Only of an Actor that was there before: a new one is created with its mode. */
export async function keepStandby(
  run: Run,
  { definition, inputs }: DeployConfig,
  actorId: string,
  known?: Actor,
): Promise<void> {
  const { ledger, cancellation } = run;
  const usesStandbyMode = definition?.usesStandbyMode;
  const isReady = !inputs.build || ledger.facts.buildResult === 'succeeded';
  if (usesStandbyMode === undefined || ledger.facts.created === 'actor' || !isReady) return;
  const api = connect(run, inputs, { signal: cancellation.signal });
  ledger.find(await keepStandbyInStep(api, actorId, usesStandbyMode, known));
}
