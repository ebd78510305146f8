import {
  type Actor,
  type ApifyApi,
  type SourceCodeFile,
  urlsOf,
  type Version,
  type VersionSource,
} from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { mustReadStored } from '../env-vars/env-vars.ts';
import { ActionError } from '../errors.ts';
import { type Archive, uploadArchive } from './archive.ts';
import { createActor, createEnvVar, createVersion, type WriteTools } from './create.ts';
import { newActorBody, noFiles, planUpdate, type UpdatePlan, versionBody } from './plan.ts';
import { readRemoteState, remoteActor } from './remote-state.ts';
import type { UpdateNews } from './update-request.ts';

export type SourceToSend =
  | { readonly kind: 'files'; readonly sourceFiles: readonly SourceCodeFile[]; readonly actorPath?: string }
  | ({ readonly kind: 'archive' } & Archive)
  | { readonly kind: 'url'; readonly source: VersionSource };

export interface UpdateTools extends WriteTools {
  /** For uploads, which are stopped immediately if the step is canceled. */
  readonly uploadApi: ApifyApi;
  /** Receives each step of the update, so that it is known even if a later step fails. */
  readonly record: (news: UpdateNews) => void;
}

/** The maximum number of plans for one write request if other runs change the Actor at the same time. */
const MAX_PLANS = 4;
const REPLAN_PAUSE_MS = 500;

/**
 * Creates the Actor if it does not exist, uploads the archive (if any), and writes the version.
 * @returns the version as stored by Apify.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
export async function updateVersion(first: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Version> {
  const { plan, result: actor } = await writeWithPlan(first, tools, (now) => ensureActor(now, toSend, tools));
  const source = toSend.kind === 'archive' ? await upload(toSend, plan, actor, tools) : versionSource(toSend);
  const { result: version } = await writeWithPlan(plan, tools, (now) => writeVersion(now, source, tools));
  const { versionNumber } = plan.request.target;
  tools.record({ writing: undefined, written: `version ${versionNumber}` });
  logLeftovers(version, tools);
  return version;
}

/** Repeats a write request with a new plan if another run created or deleted the Actor or version in the meantime. */
async function writeWithPlan<T>(
  first: UpdatePlan,
  tools: UpdateTools,
  write: (plan: UpdatePlan) => Promise<T>,
): Promise<{ readonly plan: UpdatePlan; readonly result: T }> {
  let plan = first;
  for (let count = 1; ; count += 1) {
    try {
      return { plan, result: await write(plan) };
    } catch (error) {
      const race = describeRace(error, plan);
      if (race === undefined || count === MAX_PLANS) throw error;
      tools.record({ writing: undefined });
      if (count > 1) await tools.clock.sleep(REPLAN_PAUSE_MS * 2 ** (count - 2), tools.signal);
      tools.signal.throwIfAborted();
      const next = await planAgain(plan, tools);
      // The Actor existed before, so another run or person is deleting it.
      if (next.creates === 'actor' && plan.creates !== 'actor') throw error;
      tools.log({ level: 'notice', message: race });
      for (const diagnostic of next.diagnostics) tools.log(diagnostic);
      plan = next;
    }
  }
}

function describeRace(error: unknown, { request, creates }: UpdatePlan): string | undefined {
  const actor = `the Actor ${request.actorId.replace('~', '/')}`;
  const version = `version ${request.target.versionNumber} of ${actor}`;
  const next = 'This run plans its update again.';
  if (creates === 'actor' && isApiError(error, undefined, 'actor-name-not-unique'))
    return `Another run created ${actor} at the same time. ${next}`;
  if (creates === 'version' && isApiError(error, undefined, 'version-already-exists'))
    return `Another run created ${version} at the same time. ${next}`;
  if (isApiError(error, 404)) return `Another run changed or deleted ${version} at the same time. ${next}`;
  return undefined;
}

async function planAgain({ request }: UpdatePlan, { api }: UpdateTools): Promise<UpdatePlan> {
  const { actorId, target, envVars } = request;
  const needsEnvVars = mustReadStored(envVars.mode, envVars.wanted);
  const of = { actorId, versionNumber: target.versionNumber, needsEnvVars };
  return planUpdate(request, await readRemoteState(api, of));
}

async function ensureActor(plan: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Actor> {
  const existing = remoteActor(plan.remote);
  if (existing !== undefined) return existing;
  const { actorId } = plan.request;
  tools.signal.throwIfAborted();
  tools.record({ writing: `Actor ${actorId.replace('~', '/')}` });
  const body = newActorBody(plan, toSend.kind === 'url' ? toSend.source : noFiles);
  const actor = await createActor(tools, actorId, body);
  const name = `${actor.username}/${actor.name}`;
  tools.record({ writing: undefined, written: `Actor ${name}`, actor, created: 'actor' });
  tools.log({ level: 'notice', message: `Created the Actor ${name} in the account ${actor.username}` });
  return actor;
}

async function upload(archive: Archive, plan: UpdatePlan, actor: Actor, tools: UpdateTools): Promise<VersionSource> {
  const { uploadApi, clock, signal, record } = tools;
  signal.throwIfAborted();
  record({ writing: 'the source archive' });
  const { versionNumber } = plan.request.target;
  const source = await uploadArchive(uploadApi, archive, { actorId: actor.id, versionNumber, now: clock.now() });
  record({ writing: undefined, written: 'the source archive', archiveUrl: source.tarballUrl });
  return source;
}

function versionSource(toSend: Exclude<SourceToSend, { kind: 'archive' }>): VersionSource {
  if (toSend.kind === 'url') return toSend.source;
  const { kind: _kind, ...files } = toSend;
  return { sourceType: 'SOURCE_FILES', ...files };
}

async function writeVersion(plan: UpdatePlan, source: VersionSource, tools: UpdateTools): Promise<Version> {
  const { actorId, target } = plan.request;
  const body = versionBody(plan, source);
  if (plan.creates !== 'version') {
    await writeEnvVars(plan, tools);
    tools.signal.throwIfAborted();
    tools.record({ writing: `version ${target.versionNumber}` });
    return tools.api.updateVersion(actorId, body);
  }
  tools.signal.throwIfAborted();
  tools.record({ writing: `version ${target.versionNumber}` });
  const version = await createVersion(tools, actorId, body);
  tools.record({ created: 'version' });
  const { username = '', name = '' } = remoteActor(plan.remote) ?? {};
  const message = `Created version ${target.versionNumber} of ${username}/${name} in the account ${username}`;
  tools.log({ level: 'notice', message });
  return version;
}

/** Writes variables with separate requests, because an existing secret must be kept, and its value cannot be read. */
async function writeEnvVars({ request, envVars }: UpdatePlan, tools: UpdateTools): Promise<void> {
  if (envVars.kind !== 'one-by-one') return;
  const { actorId, target } = request;
  const { versionNumber } = target;
  for (const { action, envVar } of envVars.writes) {
    tools.signal.throwIfAborted();
    tools.record({ writing: `environment variable ${envVar.name}` });
    switch (action) {
      case 'create':
        await createEnvVar(tools, { actorId, versionNumber }, envVar);
        break;
      case 'update':
        await tools.api.updateEnvVar(actorId, versionNumber, envVar);
        break;
    }
    tools.record({ writing: undefined, written: `environment variable ${envVar.name}` });
  }
}

/** @throws ActionError if Apify did not store the Actor's folder, because it would then build the wrong folder. */
export function checkActorPath(version: Version, { actorPath }: { readonly actorPath?: string }): void {
  if (actorPath === undefined || version.actorPath === actorPath) return;
  throw new ActionError(`Apify did not store the Actor's folder (actorPath ${actorPath}) with the version`, {
    hint: 'Set source-type: GIT_REPO, so that Apify reads the Actor and its Docker context from the repository.',
  });
}

/** Reports URL fields of earlier source types, which Apify keeps. They have no effect. */
function logLeftovers(version: Version, { log }: UpdateTools): void {
  const { leftovers } = urlsOf(version);
  if (leftovers.length === 0) return;
  log({
    level: 'debug',
    message: `The version is ${version.sourceType} and keeps ${leftovers.join(', ')} from an earlier source type`,
  });
}
