import { readRawInputs } from '../../runner/inputs.ts';
import { useProxy } from '../../runner/proxy.ts';
import type { Secret } from '../../runner/secrets.ts';
import { prepareSource, removeArchive } from '../../source/prepare-source.ts';
import { readSource } from '../../source/read-source.ts';
import { type PreparedSource, plannedSource, type ReadSource, type SourceRequest } from '../../source/source.ts';
import { secretParameters } from '../../source/source-url.ts';
import { formatBytes, formatCount, visible } from '../../text.ts';
import { systemClock } from '../../time/clock.ts';
import { bytesWithoutFiles, plannedVersion, planUpdate, type UpdatePlan, versionBody } from '../../version/plan.ts';
import { remoteActor } from '../../version/remote-state.ts';
import { checkActorPath, updateVersion } from '../../version/write-version.ts';
import { runAction } from '../run-action.ts';
import { type DeployConfig, readConfig } from './config.ts';
import { createContext, type DeployContext } from './context.ts';
import { changesOf, recordProblems } from './finish.ts';
import { formatPlan } from './format-plan.ts';
import { readHiddenInputs } from './hidden-inputs.ts';
import { outputsOf } from './outputs.ts';
import { readRemote } from './read-remote.ts';
import { recordCommit } from './record-commit.ts';
import { planSettings, updateActor } from './settings.ts';
import { actorUrl, buildUrl, initialState, type RunState } from './state.ts';

/** Runs all stages in order. Sets the exit code to 1 if it fails. */
export async function run(): Promise<void> {
  const raw = readRawInputs();
  const hidden = readHiddenInputs(raw);
  const loadSummary = () => import('./summary.ts');
  const action = { raw, secrets: hidden.hidden, initial: initialState, outputsOf, loadSummary, changesOf };
  await runAction(action, (context) => deploy(createContext(context, hidden)));
}

async function deploy(context: DeployContext): Promise<void> {
  const { state, stage } = context;
  await using cleanup = new AsyncDisposableStack();
  const config = await stage('Inputs', () => readInputsAndDefinition(context));
  const gathered = await stage('Source', () => readSourceAndRemote(context, config));
  const { source, remote, actorId } = gathered;
  const { plan, prepared } = await stage('Plan', async () => {
    const plan = planFrom(config, gathered);
    state.report(...plan.diagnostics);
    const prepared = await prepareSource(sourceRequest(context, config), source, bytesWithoutFiles(plan));
    cleanup.defer(() => removeArchive(prepared));
    await showPlan(context, config, { plan, prepared, fileNames: source.fileNames });
    return { plan, prepared };
  });
  if (config.inputs.dryRun) return recordCommit(context, config, source);
  await stage('Version update', () => update(context, config, { plan, prepared }));
  const commit = recordCommit(context, config, source);
  try {
    // Loaded only now, because the version update does not need it.
    const { build } = await import('./build.ts');
    const tagged = config.inputs.build ? await stage('Build', () => build(context, config, actorId)) : undefined;
    if (config.test !== undefined && state.current.buildResult === 'succeeded') {
      const { testAndPromote } = await import('./test-and-promote.ts');
      await testAndPromote(context, { config, test: config.test, actorId });
    }
    // The Actor's own settings are updated only after the build and the test have succeeded.
    await updateActor(context, config, { actorId, actor: tagged ?? remoteActor(remote) });
  } finally {
    await commit;
  }
  logResult(context);
}

async function readInputsAndDefinition(context: DeployContext): Promise<DeployConfig> {
  const { raw, state, report } = context;
  const config = await readConfig(raw, context.lines);
  const { inputs, target, wanted, definition } = config;
  const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
  report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'unchanged'}`);
  if (definition !== undefined) report.line(`Read ${definition.file}`);
  state.report(...useProxy(raw.environment), ...config.diagnostics);
  report.problems(config.problems);
  state.record({
    dryRun: inputs.dryRun,
    target,
    envVars: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
    ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
  });
  recordProblems(context, config.problems);
  return config;
}

type Gathered = Awaited<ReturnType<typeof readSourceAndRemote>>;

/** Reads the files and sends the first requests in parallel. If one of them fails, the other is canceled. */
async function readSourceAndRemote(context: DeployContext, config: DeployConfig) {
  const { state, report, cancellation } = context;
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, stop.signal]);
  try {
    const [source, found] = await Promise.all([
      readSource(sourceRequest(context, config, signal)),
      readRemote(config, { state, api: () => context.connect(config.inputs, { signal }), signal }),
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
  { inputs, workspace, definition, places }: DeployConfig,
  signal = cancellation.signal,
): SourceRequest {
  const { temporaryFolder } = raw;
  return { source: inputs.source, workspace, definition, places, secrets, git, temporaryFolder, signal };
}

function planFrom(config: DeployConfig, { remote, actorId }: Gathered): UpdatePlan {
  const { inputs, target, definition, wanted } = config;
  const { createIfMissing, dryRun, isSourceChosen, applyEnvVarsToBuild } = inputs;
  const envVars = { mode: inputs.envVarsMode, wanted };
  const allowed = { createIfMissing, dryRun, isSourceChosen };
  return planUpdate({ target, actorId, definition, envVars, applyEnvVarsToBuild, ...allowed }, remote);
}

interface PlannedUpdate {
  readonly plan: UpdatePlan;
  readonly prepared: PreparedSource;
}

/** The maximum number of files to log. A dry run logs all files. */
const SHOWN_FILES = 50;

async function showPlan(
  { state, report }: DeployContext,
  config: DeployConfig,
  { plan, prepared, fileNames }: PlannedUpdate & Pick<ReadSource, 'fileNames'>,
): Promise<void> {
  const { inputs, test } = config;
  state.report(...prepared.diagnostics);
  state.record({ source: prepared.facts });
  if (inputs.token === undefined) {
    const message =
      'No token was provided, so this plan is based only on local files. Runs of pull requests from forks and of Dependabot do not receive secrets.';
    state.report({ level: 'warning', message });
  }
  const body = versionBody(plan, plannedSource(prepared.source));
  const standbyIsSetByFile = config.settings?.actorStandby !== undefined;
  const settings = await planSettings(config, plan.remote);
  const lines = formatPlan(plan, body, { ...inputs, test, fileCount: fileNames.length, settings, standbyIsSetByFile });
  const files = (inputs.dryRun ? fileNames : fileNames.slice(0, SHOWN_FILES)).map(visible);
  const rest = fileNames.length - files.length;
  const list = files.length === 0 ? [] : ['Files:', ...files.map((name) => `  ${name}`)];
  report.line([...lines, ...list, ...(rest === 0 ? [] : [`  and ${rest} more`])].join('\n'));
  const version = plannedVersion(plan, body);
  if (inputs.dryRun) state.record({ plan: { lines, files, version, creates: plan.creates } });
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
    // After a cancellation, the current request has a few seconds to report whether it succeeded.
    api: await context.connect(inputs, { signal: graceSignal, noMore: signal }),
    uploadApi: await context.connect(inputs, { signal }),
    clock: systemClock,
    signal,
    log: state.report,
    record: (news) => {
      if (news.archiveUrl !== undefined) report.hide(archiveSecrets(news.archiveUrl));
      context.recordUpdate(news);
    },
  });
  state.record({ version });
  if (source.kind !== 'url') checkActorPath(version, source);
}

function archiveSecrets(url: string): readonly Secret[] {
  return [url, ...secretParameters(url)].map((value) => ({ name: 'tarballUrl', value }));
}

function logResult({ state, report }: DeployContext): void {
  const page = buildUrl(state.current) ?? actorUrl(state.current);
  report.line(`${describeResult(state.current)}${page === undefined ? '' : `: ${page}`}`);
}

function describeResult({ build, buildResult, version, promoted, run }: RunState): string {
  const updated = `Updated version ${version?.versionNumber}`;
  if (build === undefined) return updated;
  if (buildResult !== 'succeeded') return `${updated}; build ${build.buildNumber} is ${build.status}`;
  if (promoted === true) return `Deployed build ${build.buildNumber}`;
  return `Build ${build.buildNumber} ${run === undefined ? 'succeeded' : 'passed its test run'}`;
}
