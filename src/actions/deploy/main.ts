import type { Actor } from '../../apify/api.ts';
import { messageOf } from '../../errors.ts';
import { endConnections, useProxy } from '../../runner/proxy.ts';
import type { Secret } from '../../runner/secrets.ts';
import { prepareSource, removeArchive } from '../../source/prepare-source.ts';
import { readSource } from '../../source/read-source.ts';
import type { PreparedSource, ReadSource, SourceRequest } from '../../source/source.ts';
import { secretParameters } from '../../source/source-url.ts';
import { formatBytes, formatCount } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { bytesWithoutFiles, plannedVersion, planUpdate, type UpdatePlan, versionBody } from '../../version/plan.ts';
import { type RemoteState, remoteActor } from '../../version/remote-state.ts';
import { updateStandby } from '../../version/standby.ts';
import { checkActorPath, updateVersion } from '../../version/write-version.ts';
import { build } from './build.ts';
import { type DeployConfig, readConfig } from './config.ts';
import { connect, type DeployContext, openContext } from './context.ts';
import { reportFailure, writeSummary } from './finish.ts';
import { formatPlan } from './format-plan.ts';
import { actorUrl, buildUrl } from './links.ts';
import { readRemote } from './read-remote.ts';
import { urlInputs } from './url-inputs.ts';

/** Runs the stages in order. The exit code is 1 if an error was printed. */
export async function run(): Promise<void> {
  const context = openContext();
  try {
    await deploy(context);
    await writeSummary(context, { kind: 'done' });
  } catch (error) {
    process.exitCode = 1;
    await reportFailure(context, error);
  } finally {
    context.cancellation.end();
    await endConnections();
  }
}

async function deploy(context: DeployContext): Promise<void> {
  const { state, cancellation } = context;
  await using cleanup = new AsyncDisposableStack();
  const config = await state.stage('Inputs', () => readInputsAndDefinition(context));
  cancellation.signal.throwIfAborted();
  const { source, remote, actorId } = await state.stage('Source', () => readSourceAndRemote(context, config));
  cancellation.signal.throwIfAborted();
  const { plan, prepared } = await state.stage('Plan', async () => {
    const plan = planFrom(context, config, { remote, actorId });
    const prepared = await prepareSource(sourceRequest(context, config), source, bytesWithoutFiles(plan));
    cleanup.defer(() => removeArchive(prepared));
    logPlan(context, config, { plan, prepared, names: source.fileNames });
    return { plan, prepared };
  });
  if (config.inputs.dryRun) return recordCommit(context, config, source);
  cancellation.signal.throwIfAborted();
  await state.stage('Version update', () => update(context, config, { plan, prepared }));
  cancellation.signal.throwIfAborted();
  const commit = recordCommit(context, config, source);
  try {
    const tagged = config.inputs.build ? await state.stage('Build', () => build(context, config, actorId)) : undefined;
    await syncStandby(context, config, tagged ?? remoteActor(remote));
  } finally {
    await commit;
  }
  logResult(context);
}

async function readInputsAndDefinition({ raw, envVarInputs, state, report }: DeployContext): Promise<DeployConfig> {
  const config = await readConfig(raw, envVarInputs);
  const { inputs, target, wanted, definition } = config;
  const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
  report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'unchanged'}`);
  if (definition !== undefined) report.line(`Read ${definition.file}`);
  state.report(...useProxy(raw.environment), ...config.diagnostics);
  state.record({
    dryRun: inputs.dryRun,
    target,
    problems: [],
    envVars: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
    ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
  });
  return config;
}

interface Gathered {
  readonly source: ReadSource;
  readonly actorId: string;
  readonly remote: RemoteState;
}

/** Reads the files and sends the first requests at the same time. If one fails, the other is canceled. */
async function readSourceAndRemote(context: DeployContext, config: DeployConfig): Promise<Gathered> {
  const { state, report, cancellation } = context;
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, stop.signal]);
  try {
    const [source, found] = await Promise.all([
      readSource(sourceRequest(context, config, signal)),
      readRemote(config, { state, api: () => connect(context, config.inputs, { signal }), signal }),
    ]);
    const { facts, diagnostics } = source;
    if (facts.files === undefined) report.line(`${facts.type}: ${facts.url ?? ''}`);
    else report.line(`${formatCount(facts.files.count, 'file')}, ${formatBytes(facts.files.bytes)}`);
    state.report(...diagnostics);
    state.record({ source: facts });
    return { source, ...found };
  } finally {
    stop.abort();
  }
}

function sourceRequest(
  { raw, secrets, git, cancellation }: DeployContext,
  { inputs, workspace, definition }: DeployConfig,
  signal = cancellation.signal,
): SourceRequest {
  const { temporaryFolder } = raw;
  return { source: inputs.source, workspace, definition, secrets, git, temporaryFolder, signal };
}

function planFrom(
  { raw, state }: DeployContext,
  { inputs, target, definition, wanted }: DeployConfig,
  { remote, actorId }: Pick<Gathered, 'remote' | 'actorId'>,
): UpdatePlan {
  const { createIfMissing, dryRun, envVarsMode: mode, applyEnvVarsToBuild } = inputs;
  const isSourceChosen = ['source-type', ...urlInputs].some((name) => raw.text(name) !== '');
  const envVars = { mode, wanted };
  const request = {
    target,
    actorId,
    definition,
    createIfMissing,
    dryRun,
    isSourceChosen,
    envVars,
    applyEnvVarsToBuild,
  };
  const plan = planUpdate(request, remote);
  state.report(...plan.diagnostics);
  return plan;
}

interface PlannedUpdate {
  readonly plan: UpdatePlan;
  readonly prepared: PreparedSource;
}

/** Names of files that the log shows. A dry run shows all. */
const SHOWN_FILES = 50;

function logPlan(
  { state, report }: DeployContext,
  { inputs }: DeployConfig,
  { plan, prepared, names }: PlannedUpdate & { readonly names: readonly string[] },
): void {
  const { facts, planned, diagnostics } = prepared;
  state.report(...diagnostics);
  state.record({ source: facts });
  if (inputs.token === undefined) {
    const message =
      'No token was provided, so this plan is based only on local files. Runs of pull requests from forks and of Dependabot do not receive secrets.';
    state.report({ level: 'warning', message });
  }
  const body = versionBody(plan, planned);
  const lines = formatPlan(plan, body, { ...inputs, fileNames: names });
  const shown = inputs.dryRun ? lines : lines.slice(0, lines.length - Math.max(0, names.length - SHOWN_FILES));
  for (const line of shown) report.line(line);
  if (shown.length < lines.length) report.line(`  and ${lines.length - shown.length} more`);
  const version = plannedVersion(plan, body);
  if (inputs.dryRun) state.record({ plan: { lines, version, creates: plan.creates } });
}

async function update(
  context: DeployContext,
  { inputs }: DeployConfig,
  { plan, prepared }: PlannedUpdate,
): Promise<void> {
  const { state, report, cancellation } = context;
  const { source } = prepared;
  const { signal, graceSignal } = cancellation;
  const version = await updateVersion(plan, source, {
    // After a cancel, the current request has a few seconds to report whether it was carried out.
    api: connect(context, inputs, { signal: graceSignal, noMore: signal }),
    uploadApi: connect(context, inputs, { signal }),
    clock: systemClock,
    signal,
    log: state.report,
    record: (news) => {
      if (news.archiveUrl !== undefined) report.hide(archiveSecrets(news.archiveUrl));
      state.recordUpdate(news);
    },
  });
  state.record({ version });
  if (source.kind !== 'url') checkActorPath(version, source);
}

function archiveSecrets(url: string): readonly Secret[] {
  return [url, ...secretParameters(url)].map((value) => ({ name: 'tarballUrl', value }));
}

/** Only the summary needs the commit, so a failure is a debug line. */
async function recordCommit(
  { git, raw, state, report, cancellation: { signal } }: DeployContext,
  { workspace }: DeployConfig,
  { content }: ReadSource,
): Promise<void> {
  if (content.kind === 'url') return;
  const head = await git(['rev-parse', '--verify', 'HEAD'], { cwd: workspace.workingDirectory }).catch(messageOf);
  if (typeof head === 'string' || head.kind !== 'ok') {
    report.debug(`Git could not read the commit: ${typeof head === 'string' ? head : head.kind}`);
    return;
  }
  const sha = head.stdout.toString().trim();
  const { countUncommittedFiles } = await import('../../source/uncommitted.ts');
  const request = { files: content.files, folder: content.root.folder, git, signal };
  const uncommitted = await countUncommittedFiles(request).catch((error: unknown) => {
    report.debug(`Git could not compare the files with the commit: ${messageOf(error)}`);
    return undefined;
  });
  const commit = raw.commit?.sha === sha ? raw.commit : { sha };
  state.record({ commit: uncommitted === undefined ? commit : { ...commit, uncommitted } });
}

/** A new Actor was created with its Standby mode. */
async function syncStandby(
  context: DeployContext,
  { definition, inputs }: DeployConfig,
  actor: Actor | undefined,
): Promise<void> {
  const { state, cancellation } = context;
  const usesStandbyMode = definition?.usesStandbyMode;
  const isReady = !inputs.build || state.current.buildResult === 'succeeded';
  if (usesStandbyMode === undefined || actor === undefined || state.current.created === 'actor' || !isReady) return;
  const api = connect(context, inputs, { signal: cancellation.signal });
  state.report(...(await updateStandby(api, actor, usesStandbyMode)));
}

function logResult({ state, report }: DeployContext): void {
  const { build, buildResult, version } = state.current;
  const page = buildUrl(state.current) ?? actorUrl(state.current);
  const updated = `Updated version ${version?.versionNumber}`;
  const deployed = buildResult === 'succeeded' ? `Deployed build ${build?.buildNumber}` : updated;
  const status =
    buildResult === 'succeeded' || build === undefined ? '' : `; build ${build.buildNumber} is ${build.status}`;
  report.line(`${deployed}${status}${page === undefined ? '' : `: ${page}`}`);
}
