import type { NewActor, StoredEnvVar, Version, VersionSource, VersionUpdate } from '../apify/api.ts';
import { urlOf } from '../apify/api.ts';
import { type EnvVarPlan, planEnvVars } from '../env-vars/env-vars.ts';
import type { Diagnostic } from '../errors.ts';
import type { RemoteState } from './remote-state.ts';
import { checkRequest, type UpdateRequest } from './update-request.ts';

export interface UpdatePlan {
  readonly request: UpdateRequest;
  readonly remote: RemoteState;
  readonly envVars: EnvVarPlan;
  readonly creates: 'actor' | 'version' | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares the request with the current state on Apify. Pure.
 * @throws ActionError if the update would create something without permission, or would replace another type of source.
 */
export function planUpdate(request: UpdateRequest, remote: RemoteState): UpdatePlan {
  const { creates, diagnostics } = checkRequest(request, remote);
  const envVars = planEnvVars({ ...request.envVars, stored: storedEnvVars(remote) });
  return { request, remote, envVars: envVars.plan, creates, diagnostics: [...diagnostics, ...envVars.diagnostics] };
}

/** A list that is replaced is not requested, but the response for the Actor may contain it. */
function storedEnvVars(remote: RemoteState): readonly StoredEnvVar[] | undefined {
  return remote.kind === 'existing' ? (remote.envVars ?? remote.version.envVars ?? undefined) : undefined;
}

/** Returns the request body for the version. Apify keeps properties that are undefined, which JSON omits. */
export function versionBody({ request, envVars, creates }: UpdatePlan, source: VersionSource): VersionUpdate {
  const { target, applyEnvVarsToBuild } = request;
  return {
    versionNumber: target.versionNumber,
    buildTag: target.buildTag ?? (creates === 'actor' ? 'latest' : undefined),
    ...source,
    envVars: envVars.kind === 'in-body' ? envVars.envVars : undefined,
    applyEnvVarsToBuild,
  };
}

export function bytesWithoutFiles(plan: UpdatePlan): number {
  return Buffer.byteLength(JSON.stringify(versionBody(plan, noFiles)));
}

export const noFiles = { sourceType: 'SOURCE_FILES', sourceFiles: [] } as const satisfies VersionSource;

/**
 * Returns the request body that creates the Actor. Apify rewrites files in this request, so the update sends them
 * instead.
 */
export function newActorBody(plan: UpdatePlan, source: VersionSource): NewActor {
  const { definition, actorId } = plan.request;
  const { title, description, usesStandbyMode } = definition ?? {};
  const version = versionBody(plan, source);
  return {
    name: actorId.slice(actorId.indexOf('~') + 1),
    title,
    description,
    actorStandby: usesStandbyMode === undefined ? undefined : { isEnabled: usesStandbyMode },
    // The same values as in the Apify CLI: https://github.com/apify/apify-cli/blob/master/src/commands/actors/push.ts
    defaultRunOptions: { build: version.buildTag ?? 'latest', memoryMbytes: 4096, timeoutSecs: 3600 },
    versions: [version],
  };
}

/** Returns the known properties of the version after the update, for the outputs of a dry run. */
export function plannedVersion(plan: UpdatePlan, body: VersionUpdate): Version {
  const now = plan.remote.kind === 'existing' ? plan.remote.version : undefined;
  const own = urlOf(body);
  const envVars = plannedEnvVars(plan, now);
  return {
    versionNumber: body.versionNumber,
    sourceType: body.sourceType,
    buildTag: body.buildTag ?? now?.buildTag,
    applyEnvVarsToBuild: body.applyEnvVarsToBuild ?? now?.applyEnvVarsToBuild,
    envVars: envVars?.map(({ name, isSecret = false }) => ({ name, isSecret })),
    ...(own === undefined ? {} : { [own.field]: own.url }),
  };
}

/** Returns undefined if only Apify knows the variables. */
function plannedEnvVars(
  { envVars, creates, remote }: UpdatePlan,
  now: Version | undefined,
): readonly StoredEnvVar[] | undefined {
  if (envVars.kind === 'one-by-one') {
    const added = envVars.writes.filter(({ action }) => action === 'create').map(({ envVar }) => envVar);
    return [...(storedEnvVars(remote) ?? []), ...added];
  }
  if (envVars.envVars !== undefined) return envVars.envVars;
  return creates === undefined && now === undefined ? undefined : (now?.envVars ?? []);
}
