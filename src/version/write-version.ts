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
import type { Diagnostic } from '../errors.ts';
import { systemClock } from '../time/clock.ts';
import { type CreationTools, createActor, createEnvVar, createVersion } from './create.ts';
import { bodyOf, planUpdate, type UpdatePlan } from './plan.ts';
import { actorIn, readMissing, readRemoteState, storedEnvVars } from './remote-state.ts';
import { type Archive, uploadArchive } from './upload-archive.ts';
import { toNewActor } from './version-body.ts';

/** The source to send; an archive is uploaded into a store that is named after the Actor's ID. */
export type SourceToSend =
  | { readonly kind: 'files'; readonly sourceFiles: readonly SourceCodeFile[]; readonly actorPath?: string }
  | ({ readonly kind: 'archive' } & Archive)
  | { readonly kind: 'url'; readonly source: VersionSource };

export interface UpdateTools extends CreationTools {
  /** For uploads, which end at once if the run is cancelled. Default: `api`. */
  readonly uploadApi?: ApifyApi;
  /**
   * Told of each thing before it is written, in a few words: until it is written, nobody knows whether it is. Undefined
   * where the API has refused it.
   */
  readonly onWriting: (what: string | undefined) => void;
  /** Told of each thing that is now on the platform. */
  readonly onWritten: (what: string) => void;
  /** Told what a response tells, at once: it is to be known also where a later request fails. */
  readonly onNews: (news: UpdateNews) => void;
}

export interface UpdateNews {
  readonly actor?: Actor;
  readonly created?: 'actor' | 'version';
  readonly diagnostics?: readonly Diagnostic[];
}

/** What has come of the Actor so far. */
interface Reached {
  readonly plan: UpdatePlan;
  readonly actor: Actor | undefined;
  /** Created by this run. */
  readonly isNew: boolean;
}

/**
 * Makes the version what is planned, by one POST in the common case.
 * @returns the version as the platform has it now.
 * @see https://docs.apify.com/api/v2/actor-version-post
 */
export async function updateActor(planned: UpdatePlan, toSend: SourceToSend, tools: UpdateTools): Promise<Version> {
  const plan = toSend.kind === 'archive' ? await withActor(planned, tools) : planned;
  let reached: Reached = { plan, actor: actorIn(plan.standing), isNew: false };
  if (plan.standing.kind === 'no-actor') reached = await makeActor(plan, withoutFiles(toSend), tools);
  const source = toSend.kind === 'archive' ? await upload(toSend, reached, tools) : versionSourceOf(toSend);
  const version = await writeVersion(reached, source, tools);
  tools.onWritten(`version ${plan.request.target.versionNumber}`);
  tools.onNews({ diagnostics: leftovers(version) });
  return version;
}

/** An upload needs the Actor's ID, so what is not known of the Actor yet is asked for. */
async function withActor(plan: UpdatePlan, { api, onNews }: UpdateTools): Promise<UpdatePlan> {
  const { request, standing } = plan;
  if (standing.kind === 'no-actor' || actorIn(standing) !== undefined) return plan;
  const needed = { actor: true, storedEnvVars: false };
  const now = await readRemoteState(api, request.actorId, request.target.versionNumber, needed);
  const actor = actorIn(now);
  if (actor !== undefined) onNews({ actor });
  return planUpdate(request, now.kind === 'there' ? { ...now, stored: storedEnvVars(standing) } : now);
}

/** Somebody else was faster: what is there now counts. */
async function planAnew({ request }: UpdatePlan, { api, onNews }: UpdateTools): Promise<UpdatePlan> {
  const { mode, wanted } = request.envVars;
  const needed = { actor: false, storedEnvVars: mustReadStored(mode, wanted) };
  const plan = planUpdate(request, await readRemoteState(api, request.actorId, request.target.versionNumber, needed));
  onNews({ diagnostics: plan.diagnostics });
  return plan;
}

/** The source with which an Actor is created; what has to be uploaded cannot be there before the Actor is. */
function withoutFiles(toSend: SourceToSend): VersionSource {
  return toSend.kind === 'url' ? toSend.source : { sourceType: 'SOURCE_FILES', sourceFiles: [] };
}

function versionSourceOf(source: Exclude<SourceToSend, Archive>): VersionSource {
  switch (source.kind) {
    case 'files': {
      const { kind: _kind, ...files } = source;
      return { sourceType: 'SOURCE_FILES', ...files };
    }
    case 'url':
      return source.source;
  }
}

async function makeActor(plan: UpdatePlan, first: VersionSource, tools: UpdateTools): Promise<Reached> {
  tools.stopIfCancelled();
  const { definition, actorId } = plan.request;
  const newActor = toNewActor(definition, actorId, bodyOf(plan, first));
  tools.onWriting(`Actor ${actorId.replace('~', '/')}`);
  const { result: actor, by } = await createActor(tools, actorId, newActor);
  const name = `${actor.username}/${actor.name}`;
  if (by === 'us') {
    tools.onWritten(`Actor ${name}`);
    const message = `Created the Actor ${name} in the account ${actor.username}`;
    tools.onNews({ actor, created: 'actor', diagnostics: [{ level: 'notice', message }] });
    return { plan, actor, isNew: true };
  }
  const message = `Another run created the Actor ${name} at the same time; going on with it`;
  tools.onNews({ actor, diagnostics: [{ level: 'notice', message }] });
  return { plan: await planAnew(plan, tools), actor, isNew: false };
}

async function upload(archive: Archive, { plan, actor }: Reached, tools: UpdateTools): Promise<VersionSource> {
  if (actor === undefined) throw new TypeError('an upload needs the Actor, which was asked for');
  tools.stopIfCancelled();
  tools.onWriting('the source archive');
  const { versionNumber } = plan.request.target;
  const { uploadApi = tools.api, clock = systemClock } = tools;
  const source = await uploadArchive(uploadApi, archive, { actorId: actor.id, versionNumber, now: clock.now() });
  tools.onWritten('the source archive');
  return source;
}

/** Updates a version that is there, or is believed to be: first the variables that go by themselves. */
async function putVersion(plan: UpdatePlan, source: VersionSource, tools: UpdateTools): Promise<Version> {
  const { actorId, target } = plan.request;
  const writes = plan.envVars.kind === 'one-by-one' ? plan.envVars.writes : [];
  for (const { action, envVar } of writes) {
    tools.stopIfCancelled();
    tools.onWriting(`environment variable ${envVar.name}`);
    switch (action) {
      case 'create':
        await createEnvVar(tools, actorId, target.versionNumber, envVar);
        break;
      case 'update':
        await tools.api.updateEnvVar(actorId, target.versionNumber, envVar);
        break;
    }
    tools.onWritten(`environment variable ${envVar.name}`);
  }
  tools.stopIfCancelled();
  tools.onWriting(`version ${target.versionNumber}`);
  return tools.api.updateVersion(actorId, bodyOf(plan, source));
}

async function writeVersion(
  { plan, actor, isNew }: Reached,
  source: VersionSource,
  tools: UpdateTools,
): Promise<Version> {
  const { request } = plan;
  if (plan.standing.kind === 'no-version') return makeVersion(plan, plan.standing.actor, source, tools);
  try {
    return await putVersion(plan, source, tools);
  } catch (error) {
    if (!isApiError(error, 404) || isNew) throw error;
    tools.onWriting(undefined);
    const missing = await readMissing(tools.api, request.actorId);
    // It was there a moment ago: somebody deletes it while this run goes on.
    if (missing.kind === 'no-actor' && actor !== undefined) throw error;
    const anew = planUpdate(request, missing);
    if (missing.kind === 'no-version') return makeVersion(anew, missing.actor, source, tools);
    return writeVersion(await makeActor(anew, source, tools), source, tools);
  }
}

async function makeVersion(
  plan: UpdatePlan,
  actor: Actor,
  source: VersionSource,
  tools: UpdateTools,
): Promise<Version> {
  const { actorId, target } = plan.request;
  const name = `version ${target.versionNumber} of ${actor.username}/${actor.name}`;
  tools.onNews({ actor });
  tools.stopIfCancelled();
  const body = bodyOf(plan, source);
  tools.onWriting(`version ${target.versionNumber}`);
  const { result, by } = await createVersion(tools, actorId, body, async () =>
    putVersion(await planAnew(plan, tools), source, tools),
  );
  if (by === 'us') {
    const message = `Created ${name} in the account ${actor.username}`;
    tools.onNews({ created: 'version', diagnostics: [{ level: 'notice', message }] });
  } else {
    const message = `Another run created ${name} at the same time; it is updated`;
    tools.onNews({ diagnostics: [{ level: 'notice', message }] });
  }
  return result;
}

/** Fields of earlier source types stay after a switch; that is harmless, and worth knowing when looking for a fault. */
function leftovers(version: Version): readonly Diagnostic[] {
  const stale = urlsOf(version).leftovers;
  if (stale.length === 0) return [];
  const message = `The version is ${version.sourceType}; it still shows ${stale.join(', ')} of an earlier source type`;
  return [{ level: 'debug', message }];
}
