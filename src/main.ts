import { type ActorDefinition, missingDefinition, readActorDefinition } from './actor-definition.ts';
import { explain } from './advice.ts';
import type { Actor, ApifyApi, EnvVar } from './apify/api.ts';
import { createApifyApi } from './apify/client.ts';
import { buildVersion } from './build/build-version.ts';
import { findLogPlace } from './build/log-places.ts';
import { type Cancellation, CancelledError, listenForCancellation } from './cancellation.ts';
import { systemClock } from './clock.ts';
import { describePlan } from './dry-run.ts';
import { type ParsedLines, parseEnvVarLines } from './env-var-lines.ts';
import { mustReadStored, wantedEnvVars } from './env-vars.ts';
import { ActionError } from './errors.ts';
import { actorUrl, buildUrl } from './facts.ts';
import { createGit, type Git } from './git.ts';
import { listSome } from './inert.ts';
import { type Inputs, isCleartext, type RawInputs, readInputs, readPlainSecrets, readRawInputs } from './inputs.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { sayMs } from './measures.ts';
import { useProxy } from './proxy.ts';
import { createReport, type Report } from './report.ts';
import { createRedactor, type Secret, writtenForms } from './secrets.ts';
import { type CollectedSource, collectSource } from './source/collect-source.ts';
import { keepStandbyInStep } from './standby.ts';
import type { Outcome } from './summary.ts';
import { chooseTarget, missingFromTarget, type Target } from './target.ts';
import { bodyOf, plannedVersion, planUpdate, type UpdatePlan } from './update/plan.ts';
import { actorIn, readStanding, type Standing } from './update/standing.ts';
import { updateActor } from './update/update-actor.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

/** What every part of the story needs. */
interface Run {
  readonly raw: RawInputs;
  readonly plain: ParsedLines;
  readonly secret: ParsedLines;
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly ledger: Ledger;
  readonly cancellation: Cancellation;
  readonly git: Git;
  /** What is on the platform by this run, in the order in which it was written. */
  readonly written: string[];
}

/** What is to be deployed, and where: read and checked, nothing asked of anybody yet. */
interface Order {
  readonly inputs: Inputs;
  readonly workspace: Workspace;
  readonly definition: ActorDefinition | undefined;
  readonly target: Target;
  readonly wanted: readonly EnvVar[];
}

/**
 * The action: inputs, actor.json, source, environment variables, version update, build, report, in this order.
 * Whatever happens is told once, here; the exit code is 1 exactly where an error was told.
 */
export async function run(): Promise<void> {
  const run = begin();
  try {
    const outcome = await deploy(run);
    await run.ledger.close(outcome);
  } catch (error) {
    process.exitCode = 1;
    await tellFailure(error, run);
  } finally {
    run.cancellation.end();
  }
}

/** Masks first: nothing is checked, and nothing can fail, before what is secret is known. */
function begin(): Run {
  const raw = readRawInputs();
  const plain = parseEnvVarLines('env-vars', raw.exactText('env-vars'), raw.environment);
  const secret = parseEnvVarLines('secret-env-vars', raw.exactText('secret-env-vars'), raw.environment);
  const named = new Map(secret.lines.map(({ name, value }) => [value, name]));
  const secrets = [
    ...readPlainSecrets(raw),
    ...secret.mask.map((value) => ({ name: named.get(value) ?? 'secret-env-vars', value })),
  ];
  const report = createReport(createRedactor(secrets));
  report.mask(secrets.flatMap(({ value }) => writtenForms(value)));
  const git = createGit(raw.environment);
  const ledger = openLedger(report, systemClock);
  return { raw, plain, secret, secrets, report, ledger, cancellation: listenForCancellation(), git, written: [] };
}

async function deploy(run: Run): Promise<Outcome> {
  const { ledger, cancellation } = run;
  const order = await ledger.stage('Inputs', () => readOrder(run));
  cancellation.stopIfCancelled();
  const { plan, source } = await ledger.stage('Source', () => gather(run, order));
  cancellation.stopIfCancelled();
  if (order.inputs.dryRun) {
    await ledger.stage('Plan', async () => tellPlan(run, order, plan, source));
    return { kind: 'done' };
  }
  const api = connect(run, order.inputs, cancellation.graceSignal);
  await ledger.stage('Version update', () => update(run, plan, source, api));
  cancellation.stopIfCancelled();
  const { actorId } = plan.request;
  const built = order.inputs.build ? await ledger.stage('Build', () => build(run, order, actorId)) : undefined;
  await keepStandby(run, order, actorId, api, built);
  tellEnd(run);
  return { kind: 'done' };
}

async function readOrder({ raw, plain, secret, ledger, report }: Run): Promise<Order> {
  const inputs = readInputs(raw);
  ledger.find(useProxy(raw.environment));
  if (isCleartext(inputs.apiBaseUrl)) {
    const message = `${inputs.apiBaseUrl} is reached without encryption: whoever can listen to the network sees the token. Use https.`;
    ledger.find([{ level: 'warning', message }]);
  }
  const workspace = await findWorkspace(raw.workspace, raw.workingDirectory);
  const definition = await readActorDefinition({
    ...workspace,
    replaced: {
      name: inputs.actorId !== undefined,
      version: inputs.version !== undefined,
      buildTag: inputs.buildTag !== undefined,
    },
    replacedEnvVars: new Set([...plain.lines, ...secret.lines].map(({ name }) => name)),
  });
  const missing = missingFromTarget(inputs, definition);
  if (missing.length > 0) throw await missingDefinition({ ...workspace, missing });
  const { wanted, findings } = wantedEnvVars({
    fromDefinition: definition?.environmentVariables ?? {},
    definitionFile: definition?.file ?? '.actor/actor.json',
    plain,
    secret,
    secretsRequired: inputs.token !== undefined,
  });
  const { target, findings: aboutTarget } = chooseTarget(inputs, definition);
  ledger.learn({
    dryRun: inputs.dryRun,
    target,
    variables: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
    ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
  });
  const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
  report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'as it is'}`);
  if (definition !== undefined) report.line(`Read ${definition.file}`);
  ledger.find([...findings, ...aboutTarget]);
  return { inputs, workspace, definition, target, wanted };
}

function connect({ report }: Run, { apiBaseUrl, token = '' }: Inputs, signal?: AbortSignal): ApifyApi {
  return createApifyApi({
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    onRetry: (reason, attempts, delayMs) =>
      report.line(`${reason.message}. Attempt ${attempts + 1} follows in ${sayMs(delayMs)}`),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The source and what the platform has, side by side: neither needs the other. */
async function gather(
  run: Run,
  order: Order,
): Promise<{ readonly plan: UpdatePlan; readonly source: CollectedSource }> {
  const { inputs, workspace, definition, target, wanted } = order;
  const { cancellation, ledger, raw, git, secrets } = run;
  // Where one of the two fails, the other need not go on.
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, stop.signal]);
  try {
    const [source, { actorId, standing }] = await Promise.all([
      collectSource({
        source: inputs.source,
        workspace,
        definition,
        secrets,
        git,
        temporaryFolder: raw.temporaryFolder,
        signal,
      }),
      inputs.token === undefined ? reachNobody(order) : reach(connect(run, inputs, signal), order),
    ]);
    ledger.find(source.findings);
    const actor = actorIn(standing);
    ledger.learn({ source: source.facts, actorId, ...(actor === undefined ? {} : { actor }) });
    const envVars = { mode: inputs.envVarsMode, wanted };
    const { createIfMissing, applyEnvVarsToBuild } = inputs;
    const plan = planUpdate({ target, actorId, definition, createIfMissing, envVars, applyEnvVarsToBuild }, standing);
    ledger.find(plan.findings);
    return { plan, source };
  } finally {
    stop.abort();
  }
}

interface Reached {
  readonly actorId: string;
  readonly standing: Standing;
}

async function reach(api: ApifyApi, { inputs, target, wanted }: Order): Promise<Reached> {
  const actorId =
    target.actor.kind === 'given' ? target.actor.actorId : `${(await api.getUser()).username}~${target.actor.name}`;
  const standing = await readStanding(api, actorId, target.versionNumber, {
    actor: inputs.dryRun,
    storedEnvVars: mustReadStored(inputs.envVarsMode, wanted),
  });
  return { actorId, standing };
}

/** A dry run without a token. */
async function reachNobody({ target }: Order): Promise<Reached> {
  const actorId = target.actor.kind === 'given' ? target.actor.actorId : target.actor.name;
  return { actorId, standing: { kind: 'unknown' } };
}

async function tellPlan({ ledger, report }: Run, { inputs }: Order, plan: UpdatePlan, source: CollectedSource) {
  if (inputs.token === undefined) {
    const message =
      'Without a token nothing could be asked of the platform: the plan is made from what is here. Runs of pull requests from forks and of Dependabot get no secrets.';
    ledger.find([{ level: 'warning', message }]);
  }
  const body = bodyOf(plan, source.planned);
  const { build, useCache } = inputs;
  const lines = describePlan(plan, body, { build, useCache, fileNames: source.fileNames });
  for (const line of lines) report.line(line);
  ledger.learn({
    planned: plannedVersion(plan, body),
    plan: lines,
    ...(plan.creates === undefined ? {} : { wouldCreate: plan.creates }),
  });
}

async function update(run: Run, plan: UpdatePlan, source: CollectedSource, api: ApifyApi): Promise<void> {
  const { ledger, cancellation, report, written } = run;
  const done = await updateActor(plan, await source.prepare(plan), {
    api,
    stopIfCancelled: cancellation.stopIfCancelled,
    onWritten: (what) => {
      written.push(what);
      report.line(`Wrote ${what}`);
    },
  });
  const { version, actor, created } = done;
  ledger.learn({
    version,
    ...(actor === undefined ? {} : { actor }),
    ...(created === undefined ? {} : { created }),
  });
  ledger.find(done.findings);
}

async function build(run: Run, { inputs, target, workspace }: Order, actorId: string): Promise<Actor | undefined> {
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
    // Without the run's signal: what is under way survives a cancel until the build is aborted.
    api: connect(run, inputs),
    clock: systemClock,
    signal: cancellation.signal,
    onBuild: (build) => ledger.learn({ build }),
    onLogLine: report.line,
    onProgress: report.line,
  });
  ledger.find(result.findings);
  ledger.learn({ build: result.build, buildResult: result.outcome });
  switch (result.outcome) {
    case 'succeeded':
      return result.actor;
    case 'not-awaited':
    case 'out-of-time':
      return undefined;
    case 'failed': {
      ledger.learn({ buildReason: result.reason, logTail: result.logTail });
      const place = result.place === undefined ? undefined : await findLogPlace(result.place, workspace);
      const { message, hint } = result.error;
      throw new ActionError(message, {
        ...(hint === undefined ? {} : { hint }),
        ...(place === undefined ? {} : { place }),
        cause: result.error,
      });
    }
  }
}

/** Only an Actor that was there before: a new one is created with its mode. */
async function keepStandby(run: Run, { definition, inputs }: Order, actorId: string, api: ApifyApi, known?: Actor) {
  const { ledger } = run;
  const usesStandbyMode = definition?.usesStandbyMode;
  const isBuilt = !inputs.build || ledger.facts.buildResult === 'succeeded';
  if (usesStandbyMode === undefined || ledger.facts.created === 'actor' || !isBuilt) return;
  ledger.find(await keepStandbyInStep(api, actorId, usesStandbyMode, known));
}

function tellEnd({ ledger, report }: Run): void {
  const { facts } = ledger;
  const page = buildUrl(facts) ?? actorUrl(facts);
  const what =
    facts.build === undefined ? `version ${facts.version?.versionNumber}` : `build ${facts.build.buildNumber}`;
  report.line(`Deployed ${what}${page === undefined ? '' : `: ${page}`}`);
}

/** Told once, as one annotation; the way to it goes to the debug log. */
async function tellFailure(error: unknown, { report, ledger, written }: Run): Promise<void> {
  const { message, hint, place } = explain(error);
  const isCancel = error instanceof CancelledError;
  const soFar = written.length === 0 ? 'Nothing was written' : `Written before: ${listSome(written)}`;
  const advice = isCancel ? [hint, `${soFar}.`].filter((part) => part !== undefined).join(' ') : hint;
  report.fail(advice === undefined ? message : `${message}\n${advice}`, place);
  for (let cause = error; cause instanceof Error; cause = cause.cause) report.debug(cause.stack ?? cause.message);
  await ledger.close({ kind: isCancel ? 'cancelled' : 'failed', message, hint: advice });
}
