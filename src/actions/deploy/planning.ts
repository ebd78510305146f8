/** The stages before the first write; of a dry run the plan's telling too. */
import type { ApifyApi } from '../../apify/api.ts';
import { mustReadStored } from '../../env-vars/env-vars.ts';
import { useProxy } from '../../runner/proxy.ts';
import { prepareSource, removeArchive } from '../../source/prepare-source.ts';
import { readSource } from '../../source/read-source.ts';
import type { ReadSource, SourceRequest } from '../../source/source.ts';
import { formatBytes, formatCount } from '../../text.ts';
import { bodyOf, bytesWithoutFiles, plannedVersion, planUpdate, type UpdatePlan } from '../../version/plan.ts';
import { actorIn, type RemoteState, readRemoteState } from '../../version/remote-state.ts';
import { type DeployConfig, readConfig } from './config.ts';
import { connect, type Run } from './context.ts';
import { describePlan } from './format-plan.ts';

/** Inputs and actor.json. */
export async function prepare({ raw, lines, ledger, report }: Run): Promise<DeployConfig> {
  const config = await readConfig(raw, lines);
  const { inputs, target, wanted, definition } = config;
  const actor = target.actor.kind === 'given' ? target.actor.actorId.replace('~', '/') : target.actor.name;
  report.line(`Actor ${actor}, version ${target.versionNumber}, build tag ${target.buildTag ?? 'as it is'}`);
  if (definition !== undefined) report.line(`Read ${definition.file}`);
  ledger.find([...useProxy(raw.environment), ...config.diagnostics]);
  ledger.learn({
    dryRun: inputs.dryRun,
    target,
    variables: wanted.map(({ name, isSecret }) => ({ name, isSecret })),
    ...(target.actor.kind === 'given' ? { actorId: target.actor.actorId } : {}),
  });
  return config;
}

/** The source and what the platform has, side by side: neither needs the other. */
export async function gather(
  run: Run,
  config: DeployConfig,
): Promise<{ readonly plan: UpdatePlan; readonly source: ReadSource }> {
  const { inputs, definition, target, wanted } = config;
  const { cancellation, ledger } = run;
  // Where one of the two fails, the other need not go on.
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellation.signal, stop.signal]);
  try {
    const [source, { actorId, standing }] = await Promise.all([
      readSource(sourceRequestOf(run, config, signal)),
      reach(config, () => connect(run, inputs, { signal })).then((reached) => {
        // At once, since the source may fail.
        const actor = actorIn(reached.standing);
        ledger.learn({ actorId: reached.actorId, ...(actor === undefined ? {} : { actor }) });
        return reached;
      }),
    ]);
    logSource(run, source);
    ledger.learn({ source: source.facts });
    const envVars = { mode: inputs.envVarsMode, wanted };
    const { createIfMissing, applyEnvVarsToBuild } = inputs;
    const plan = planUpdate({ target, actorId, definition, createIfMissing, envVars, applyEnvVarsToBuild }, standing);
    ledger.find(plan.diagnostics);
    return { plan, source };
  } finally {
    stop.abort();
  }
}

export function sourceRequestOf(
  { raw, git, secrets }: Run,
  { inputs, workspace, definition }: DeployConfig,
  signal: AbortSignal,
): SourceRequest {
  return { source: inputs.source, workspace, definition, secrets, git, temporaryFolder: raw.temporaryFolder, signal };
}

/** Who the Actor is, and what of it has to be known before the first write. */
async function reach(
  { inputs, target, wanted }: DeployConfig,
  connected: () => ApifyApi,
): Promise<{ readonly actorId: string; readonly standing: RemoteState }> {
  const { actor, versionNumber } = target;
  if (inputs.token === undefined) {
    return { actorId: actor.kind === 'given' ? actor.actorId : actor.name, standing: { kind: 'unknown' } };
  }
  const api = connected();
  const actorId = actor.kind === 'given' ? actor.actorId : `${(await api.getUser()).username}~${actor.name}`;
  const storedEnvVars = mustReadStored(inputs.envVarsMode, wanted);
  return {
    actorId,
    standing: await readRemoteState(api, actorId, versionNumber, { actor: inputs.dryRun, storedEnvVars }),
  };
}

function logSource({ ledger, report }: Run, { facts, diagnostics }: ReadSource): void {
  if (facts.files === undefined) report.line(`${facts.type}: ${facts.url ?? ''}`);
  else report.line(`${formatCount(facts.files.count, 'file')}, ${formatBytes(facts.files.bytes)}`);
  ledger.find(diagnostics);
}

/** The end of a dry run. */
export async function logPlan(run: Run, config: DeployConfig, plan: UpdatePlan, source: ReadSource): Promise<void> {
  const { ledger, report, cancellation } = run;
  const { inputs } = config;
  const request = sourceRequestOf(run, config, cancellation.signal);
  const prepared = await prepareSource(request, source, bytesWithoutFiles(plan));
  await removeArchive(prepared);
  ledger.find(prepared.diagnostics);
  if (inputs.token === undefined) {
    const message =
      'Without a token nothing could be asked of the platform: the plan is made from what is here. Runs of pull requests from forks and of Dependabot get no secrets.';
    ledger.find([{ level: 'warning', message }]);
  }
  const body = bodyOf(plan, prepared.planned);
  const lines = describePlan(plan, body, { ...inputs, fileNames: source.fileNames });
  for (const line of lines) report.line(line);
  ledger.learn({
    source: prepared.facts,
    planned: plannedVersion(plan, body),
    plan: lines,
    ...(plan.creates === undefined ? {} : { wouldCreate: plan.creates }),
  });
}
