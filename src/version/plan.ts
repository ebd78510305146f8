import type { ActorDefinition } from '../actor/definition.ts';
import {
  type EnvVar,
  type StoredEnvVar,
  urlsOf,
  type Version,
  type VersionSource,
  type VersionUpdate,
} from '../apify/api.ts';
import { type EnvVarPlan, planEnvVars } from '../env-vars/env-vars.ts';
import type { Diagnostic } from '../errors.ts';
import { actorIn, checkCreation, type RemoteState, storedEnvVars } from './remote-state.ts';
import type { Target } from './target.ts';
import { ofNewActor, toVersionUpdate } from './version-body.ts';

export interface UpdateRequest {
  readonly target: Target;
  /** An ID or `username~name`. */
  readonly actorId: string;
  /** Names and describes an Actor that is created. */
  readonly definition: ActorDefinition | undefined;
  readonly createIfMissing: boolean;
  readonly envVars: { readonly mode: 'merge' | 'replace'; readonly wanted: readonly EnvVar[] };
  readonly applyEnvVarsToBuild: boolean | undefined;
}

/** What is going to be written; nothing has been yet. */
export interface UpdatePlan {
  readonly request: UpdateRequest;
  readonly standing: RemoteState;
  readonly envVars: EnvVarPlan;
  /** What is known to be missing, and will be created. */
  readonly creates: 'actor' | 'version' | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds the request against what the platform has: pure.
 * @throws ActionError where something is missing that may not be created.
 */
export function planUpdate(request: UpdateRequest, standing: RemoteState): UpdatePlan {
  checkCreation(standing, request.target, request.actorId, request.createIfMissing);
  const { plan, diagnostics } = planEnvVars({ ...request.envVars, stored: storedEnvVars(standing) });
  return { request, standing, envVars: plan, creates: missingIn(standing), diagnostics };
}

function missingIn({ kind }: RemoteState): 'actor' | 'version' | undefined {
  switch (kind) {
    case 'no-actor':
      return 'actor';
    case 'no-version':
      return 'version';
    case 'there':
    case 'unknown':
      return undefined;
  }
}

/** The body of the version's request. */
export function bodyOf({ request, envVars, creates }: UpdatePlan, source: VersionSource): VersionUpdate {
  const update = toVersionUpdate({
    target: request.target,
    source,
    applyEnvVarsToBuild: request.applyEnvVarsToBuild,
    envVars: envVars.kind === 'in-body' ? envVars.envVars : undefined,
  });
  return creates === 'actor' ? ofNewActor(update) : update;
}

/** Bytes of the version's request, but for its files. */
export function bytesWithoutFiles(plan: UpdatePlan): number {
  return Buffer.byteLength(JSON.stringify(bodyOf(plan, { sourceType: 'SOURCE_FILES', sourceFiles: [] })));
}

/** The version as far as a plan and what was asked of the platform tell it, for the outputs of a dry run. */
export function plannedVersion(plan: UpdatePlan, body: VersionUpdate): Version {
  const { versionNumber, sourceType } = body;
  const now = versionNow(plan);
  const { own } = urlsOf(body);
  const buildTag = body.buildTag ?? now?.buildTag;
  const applyEnvVarsToBuild = body.applyEnvVarsToBuild ?? now?.applyEnvVarsToBuild;
  const envVars = plannedEnvVars(plan, now);
  return {
    versionNumber,
    sourceType,
    ...(buildTag === undefined ? {} : { buildTag }),
    ...(applyEnvVarsToBuild === undefined ? {} : { applyEnvVarsToBuild }),
    ...(envVars === undefined ? {} : { envVars: envVars.map(({ name, isSecret = false }) => ({ name, isSecret })) }),
    ...(own === undefined ? {} : { [own.field]: own.url }),
  };
}

/** The version as the Actor was read with it. */
function versionNow({ request, standing }: UpdatePlan): Version | undefined {
  return actorIn(standing)?.versions?.find(({ versionNumber }) => versionNumber === request.target.versionNumber);
}

/** Undefined where only the platform knows. */
function plannedEnvVars(
  { envVars, creates, standing }: UpdatePlan,
  now: Version | undefined,
): readonly StoredEnvVar[] | undefined {
  switch (envVars.kind) {
    case 'in-body':
      if (envVars.envVars !== undefined) return envVars.envVars;
      return creates === undefined && now === undefined ? undefined : (now?.envVars ?? []);
    case 'one-by-one': {
      const added = envVars.writes.filter(({ action }) => action === 'create').map(({ envVar }) => envVar);
      return [...(storedEnvVars(standing) ?? []), ...added];
    }
  }
}
