import { sayRetry } from './advice.ts';
import type { Actor, ApifyApi } from './apify/api.ts';
import { createApifyApi } from './apify/client.ts';
import { buildVersion } from './build/build-version.ts';
import { findLogPlace } from './build/log-places.ts';
import type { Cancellation } from './cancellation.ts';
import { systemClock } from './clock.ts';
import { describePlan } from './dry-run.ts';
import { mustReadStored } from './env-vars.ts';
import { ActionError } from './errors.ts';
import type { Git } from './git.ts';
import { visible } from './inert.ts';
import type { Inputs, RawInputs } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import { sayBytes, sayCount } from './measures.ts';
import { type EnvVarInputs, type Order, readOrder } from './order.ts';
import { useProxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Secret } from './secrets.ts';
import { collectSource } from './source/collect-source.ts';
import type { CollectedSource } from './source/collected-source.ts';
import { keepStandbyInStep } from './standby.ts';
import { bodyOf, plannedVersion, planUpdate, type UpdatePlan } from './update/plan.ts';
import { actorIn, readStanding, type Standing } from './update/standing.ts';
import { updateActor } from './update/update-actor.ts';

/** What every part of the story needs. */
export interface Run {
  readonly raw: RawInputs;
  readonly lines: EnvVarInputs;
  readonly secrets: readonly Secret[];
  readonly report: Report;
  readonly ledger: Ledger;
  readonly cancellation: Cancellation;
  readonly git: Git;
  /** What is on the platform by this run, in the order in which it was written. */
  readonly written: string[];
}

/** Inputs and actor.json. */
export async function prepare({ raw, lines, ledger, report }: Run): Promise<Order> {
  const order = await readOrder(raw, lines);
  const { inputs, target, wanted, definition } = order;
  const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
  report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'as it is'}`);
  if (definition !== undefined) report.line(`Read ${definition.file}`);
  ledger.find([...useProxy(raw.environment), ...order.findings]);
  ledger.learn({
    dryRun: inputs.dryRun,
    target,
    variables: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
    ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
  });
  return order;
}

function connect(
  { report }: Run,
  { apiBaseUrl, token = '' }: Inputs,
  signals: { readonly signal?: AbortSignal; readonly noMore?: AbortSignal } = {},
): ApifyApi {
  return createApifyApi({
    baseUrl: apiBaseUrl,
    token,
    clock: systemClock,
    onRetry: (...failure) => report.line(sayRetry(...failure)),
    ...signals,
  });
}

/** The source and what the platform has, side by side: neither needs the other. */
export async function gather(
  run: Run,
  order: Order,
): Promise<{ readonly plan: UpdatePlan; readonly source: CollectedSource }> {
  const { inputs, workspace, definition, target, wanted } = order;
  const { cancellation, ledger, raw, git, secrets } = run;
  // Where one of the two fails, the other need not go on.
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, stop.signal]);
  try {
    const { temporaryFolder } = raw;
    const [source, { actorId, standing }] = await Promise.all([
      collectSource({ source: inputs.source, workspace, definition, secrets, git, temporaryFolder, signal }),
      reach(order, () => connect(run, inputs, { signal })).then((reached) => {
        // At once, since the source may fail.
        const actor = actorIn(reached.standing);
        ledger.learn({ actorId: reached.actorId, ...(actor === undefined ? {} : { actor }) });
        return reached;
      }),
    ]);
    tellSource(run, source);
    ledger.learn({ source: source.facts });
    const envVars = { mode: inputs.envVarsMode, wanted };
    const { createIfMissing, applyEnvVarsToBuild } = inputs;
    const plan = planUpdate({ target, actorId, definition, createIfMissing, envVars, applyEnvVarsToBuild }, standing);
    ledger.find(plan.findings);
    return { plan, source };
  } finally {
    stop.abort();
  }
}

/** Who the Actor is, and what of it has to be known before the first write. */
async function reach(
  { inputs, target, wanted }: Order,
  connected: () => ApifyApi,
): Promise<{ readonly actorId: string; readonly standing: Standing }> {
  const { actor, versionNumber } = target;
  if (inputs.token === undefined) {
    return { actorId: actor.kind === 'given' ? actor.actorId : actor.name, standing: { kind: 'unknown' } };
  }
  const api = connected();
  const actorId = actor.kind === 'given' ? actor.actorId : `${(await api.getUser()).username}~${actor.name}`;
  const storedEnvVars = mustReadStored(inputs.envVarsMode, wanted);
  return {
    actorId,
    standing: await readStanding(api, actorId, versionNumber, { actor: inputs.dryRun, storedEnvVars }),
  };
}

function tellSource({ ledger, report }: Run, { facts, findings }: CollectedSource): void {
  if (facts.files === undefined) report.line(`${facts.type}: ${facts.url ?? ''}`);
  else report.line(`${sayCount(facts.files.count, 'file')}, ${sayBytes(facts.files.bytes)}`);
  ledger.find(findings);
}

/** Names of files that the log shows; a dry run shows all. */
const SHOWN_FILES = 50;

function tellFiles({ report }: Run, names: readonly string[]): void {
  for (const name of names.slice(0, SHOWN_FILES)) report.line(`  ${visible(name)}`);
  if (names.length > SHOWN_FILES) report.line(`  and ${names.length - SHOWN_FILES} more`);
}

/** The end of a dry run. */
export async function tellPlan(run: Run, { inputs }: Order, plan: UpdatePlan, source: CollectedSource): Promise<void> {
  const { ledger, report, cancellation } = run;
  await using prepared = await source.prepare(bytesWithoutFiles(plan), cancellation.signal);
  ledger.find(prepared.findings);
  if (inputs.token === undefined) {
    const message =
      'Without a token nothing could be asked of the platform: the plan is made from what is here. Runs of pull requests from forks and of Dependabot get no secrets.';
    ledger.find([{ level: 'warning', message }]);
  }
  const body = bodyOf(plan, prepared.planned);
  const lines = describePlan(plan, body, { ...inputs, fileNames: prepared.fileNames });
  for (const line of lines) report.line(line);
  ledger.learn({
    source: prepared.facts,
    planned: plannedVersion(plan, body),
    plan: lines,
    ...(plan.creates === undefined ? {} : { wouldCreate: plan.creates }),
  });
}

/** Bytes of the version's request, but for its files. */
function bytesWithoutFiles(plan: UpdatePlan): number {
  return Buffer.byteLength(JSON.stringify(bodyOf(plan, { sourceType: 'SOURCE_FILES', sourceFiles: [] })));
}

/** The source is made ready, then written with the version. */
export async function update(
  run: Run,
  { inputs, target }: Order,
  plan: UpdatePlan,
  source: CollectedSource,
): Promise<void> {
  const { ledger, cancellation, report, written } = run;
  await using prepared = await source.prepare(bytesWithoutFiles(plan), cancellation.signal);
  ledger.find(prepared.findings);
  ledger.learn({ source: prepared.facts });
  tellFiles(run, prepared.fileNames);
  const toSend = prepared.toSend({
    api: connect(run, inputs, { signal: cancellation.signal }),
    versionNumber: target.versionNumber,
    now: systemClock.now,
  });
  const version = await updateActor(plan, toSend, {
    // What is being written when the run is cancelled has a moment to tell whether it is.
    api: connect(run, inputs, { signal: cancellation.graceSignal, noMore: cancellation.signal }),
    clock: systemClock,
    signal: cancellation.signal,
    stopIfCancelled: cancellation.stopIfCancelled,
    onWritten: (what) => {
      written.push(what);
      report.line(`Wrote ${what}`);
    },
    onNews: ({ findings = [], ...facts }) => {
      ledger.learn(facts);
      ledger.find(findings);
    },
  });
  ledger.learn({ version });
}

/** For the summary alone, so nothing waits for it but that. A file that is not committed is told elsewhere. */
export async function learnCommit({ git, raw, ledger }: Run, { workspace }: Order): Promise<void> {
  const head = await git(['rev-parse', '--verify', 'HEAD'], { cwd: workspace.workingDirectory });
  if (head.kind !== 'ok') return;
  const sha = head.stdout.toString().trim();
  ledger.learn({ commit: raw.commit?.sha === sha ? raw.commit : { sha } });
}

/** @returns the Actor, where it was read after the build. */
export async function build(
  run: Run,
  { inputs, target, workspace }: Order,
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
  { definition, inputs }: Order,
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
