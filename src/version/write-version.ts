import type { Actor, ApifyApi, SourceCodeFile, Version, VersionSource } from '../apify/api.ts';
import { isApiError } from '../apify/api-error.ts';
import { mustReadStored } from '../env-vars/env-vars.ts';
import { ActionError } from '../errors.ts';
import { type Archive, uploadArchive } from './archive.ts';
import { createActor, createEnvVar, createVersion, type WriteTools } from './create.ts';
import { newActorBody, noFiles, planUpdate, type UpdatePlan, versionBody } from './plan.ts';
import { readRemoteState, remoteActor } from './remote-state.ts';
import type { UpdateNews } from './update-request.ts';

export type SourceToSend =
  | { readonly kind: 'files'; readonly sourceFiles: readonly SourceCodeFile[]; readonly actorPath: string | undefined }
  | ({ readonly kind: 'archive' } & Archive)
  | { readonly kind: 'url'; readonly source: VersionSource };

interface UpdateTools extends WriteTools {
  /** For uploads, which are stopped immediately if the step is canceled. */
  readonly uploadApi: ApifyApi;
  /** Receives each step of the update, so that it is known even if a later step fails. */
  readonly record: (news: UpdateNews) => void;
}

/**
 * Creates the Actor if it does not exist, uploads the archive (if any), and writes the version.
 * @returns the version as stored by Apify.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
export async function updateVersion(first: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Version> {
  const { plan, result: actor } = await writeWithPlan(first, tools, (now) => ensureActor(now, toSend, tools));
  const source = toSend.kind === 'archive' ? await upload(toSend, plan, actor, tools) : versionSource(toSend);
  return (await writeWithPlan(plan, tools, (now) => writeVersion(now, source, tools))).result;
}

/** Repeats a write request with a new plan if another run created or deleted the Actor or version in the meantime. */
async function writeWithPlan<T>(
  plan: UpdatePlan,
  tools: UpdateTools,
  write: (plan: UpdatePlan) => Promise<T>,
): Promise<{ readonly plan: UpdatePlan; readonly result: T }> {
  try {
    return { plan, result: await write(plan) };
  } catch (error) {
    if (!isRace(error, plan)) throw error;
    tools.record({ writing: undefined });
    tools.signal.throwIfAborted();
    const next = await planAgain(plan, tools);
    // The Actor existed before, so another run or person is deleting it.
    if (next.creates === 'actor' && plan.creates !== 'actor') throw error;
    const { actorId, target } = plan.request;
    const message = `Another run created, changed or deleted version ${target.versionNumber} of the Actor ${actorId.replace('~', '/')} at the same time. This run plans its update again.`;
    tools.log({ level: 'notice', message });
    for (const diagnostic of next.diagnostics) tools.log(diagnostic);
    return { plan: next, result: await write(next) };
  }
}

/** Whether another run created or deleted the Actor or version after it was planned. */
function isRace(error: unknown, { creates }: UpdatePlan): boolean {
  return (
    isApiError(error, 404) ||
    (creates === 'actor' && isApiError(error, undefined, 'actor-name-not-unique')) ||
    (creates === 'version' && isApiError(error, undefined, 'version-already-exists'))
  );
}

async function planAgain({ request }: UpdatePlan, { api }: UpdateTools): Promise<UpdatePlan> {
  const { actorId, target, envVars } = request;
  const needsEnvVars = mustReadStored(envVars.mode, envVars.wanted);
  const of = { actorId, versionNumber: target.versionNumber, needsEnvVars };
  return planUpdate(request, await readRemoteState(api, of));
}

/** Sends a write request, and records it before and after. */
async function write<T>(what: string, { signal, record }: UpdateTools, send: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  record({ writing: what });
  const result = await send();
  record({ writing: undefined, written: what });
  return result;
}

async function ensureActor(plan: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Actor> {
  const existing = remoteActor(plan.remote);
  if (existing !== undefined) return existing;
  const { actorId } = plan.request;
  const body = newActorBody(plan, toSend.kind === 'url' ? toSend.source : noFiles);
  const actor = await write(`Actor ${actorId.replace('~', '/')}`, tools, () => createActor(tools, actorId, body));
  tools.record({ actor, created: 'actor' });
  const { username, name } = actor;
  tools.log({ level: 'notice', message: `Created the Actor ${username}/${name} in the account ${username}` });
  return actor;
}

async function upload(archive: Archive, plan: UpdatePlan, actor: Actor, tools: UpdateTools): Promise<VersionSource> {
  const { versionNumber } = plan.request.target;
  return await write('the source archive', tools, async () => {
    const of = { actorId: actor.id, versionNumber, now: tools.clock.now() };
    const source = await uploadArchive(tools.uploadApi, archive, of);
    tools.record({ archiveUrl: source.tarballUrl });
    return source;
  });
}

function versionSource(toSend: Exclude<SourceToSend, { kind: 'archive' }>): VersionSource {
  if (toSend.kind === 'url') return toSend.source;
  const { kind: _kind, ...files } = toSend;
  return { sourceType: 'SOURCE_FILES', ...files };
}

async function writeVersion(plan: UpdatePlan, source: VersionSource, tools: UpdateTools): Promise<Version> {
  const { actorId, target } = plan.request;
  const { versionNumber } = target;
  const body = versionBody(plan, source);
  if (plan.creates !== 'version') await writeEnvVars(plan, tools);
  return await write(`version ${versionNumber}`, tools, async () => {
    if (plan.creates !== 'version') return await tools.api.updateVersion(actorId, body);
    const version = await createVersion(tools, actorId, body);
    tools.record({ created: 'version' });
    const { username = '', name = '' } = remoteActor(plan.remote) ?? {};
    const message = `Created version ${versionNumber} of ${username}/${name} in the account ${username}`;
    tools.log({ level: 'notice', message });
    return version;
  });
}

/** Writes variables with separate requests, because an existing secret must be kept, and its value cannot be read. */
async function writeEnvVars({ request, envVars }: UpdatePlan, tools: UpdateTools): Promise<void> {
  if (envVars.kind !== 'one-by-one') return;
  const { actorId, target } = request;
  const { versionNumber } = target;
  for (const { action, envVar } of envVars.writes) {
    await write(`environment variable ${envVar.name}`, tools, () =>
      action === 'create'
        ? createEnvVar(tools, { actorId, versionNumber }, envVar)
        : tools.api.updateEnvVar(actorId, versionNumber, envVar),
    );
  }
}

/** @throws ActionError if Apify did not store the Actor's folder, because it would then build the wrong folder. */
export function checkActorPath(version: Version, { actorPath }: { readonly actorPath: string | undefined }): void {
  if (actorPath === undefined || version.actorPath === actorPath) return;
  throw new ActionError(`Apify did not store the Actor's folder (actorPath ${actorPath}) with the version`, {
    hint: 'Set source-type: GIT_REPO, so that Apify reads the Actor and its Docker context from the repository.',
  });
}
