/** The stages before the first write; of a dry run the plan's telling too. */
import type { ApifyApi } from './apify/api.ts';
import { describePlan } from './dry-run.ts';
import { mustReadStored } from './env-vars.ts';
import { sayBytes, sayCount } from './measures.ts';
import { type Order, readOrder } from './order.ts';
import { useProxy } from './proxy.ts';
import { connect, type Run } from './run.ts';
import { collectSource } from './source/collect-source.ts';
import type { CollectedSource } from './source/collected-source.ts';
import { bodyOf, bytesWithoutFiles, plannedVersion, planUpdate, type UpdatePlan } from './update/plan.ts';
import { actorIn, readStanding, type Standing } from './update/standing.ts';

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
