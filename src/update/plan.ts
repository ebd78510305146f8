import type { ActorDefinition } from '../actor-definition.ts';
import type { EnvVar, Version, VersionSource, VersionUpdate } from '../apify/api.ts';
import { type EnvVarPlan, planEnvVars } from '../env-vars.ts';
import type { Finding } from '../errors.ts';
import type { Target } from '../target.ts';
import { checkCreation, type Standing, storedEnvVars } from './standing.ts';
import { ofNewActor, toVersionUpdate } from './version-update.ts';

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
  readonly standing: Standing;
  readonly envVars: EnvVarPlan;
  /** What is known to be missing, and will be created. */
  readonly creates: 'actor' | 'version' | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Holds the request against what the platform has: pure.
 * @throws ActionError where something is missing that may not be created.
 */
export function planUpdate(request: UpdateRequest, standing: Standing): UpdatePlan {
  checkCreation(standing, request.target, request.actorId, request.createIfMissing);
  const { plan, findings } = planEnvVars({ ...request.envVars, stored: storedEnvVars(standing) });
  return { request, standing, envVars: plan, creates: missingIn(standing), findings };
}

function missingIn({ kind }: Standing): 'actor' | 'version' | undefined {
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

/** The version as far as a plan tells it, for the outputs of a dry run. */
export function plannedVersion({ request, envVars }: UpdatePlan, body: VersionUpdate): Version {
  const { versionNumber, sourceType, buildTag, applyEnvVarsToBuild } = body;
  const named = envVars.kind === 'in-body' ? (envVars.envVars ?? []) : request.envVars.wanted;
  return {
    versionNumber,
    sourceType,
    ...(buildTag === undefined ? {} : { buildTag }),
    ...(applyEnvVarsToBuild === undefined ? {} : { applyEnvVarsToBuild }),
    ...(named.length === 0 ? {} : { envVars: named.map(({ name, isSecret }) => ({ name, isSecret })) }),
    ...(body.sourceType === 'GIT_REPO' ? { gitRepoUrl: body.gitRepoUrl } : {}),
    ...(body.sourceType === 'TARBALL' ? { tarballUrl: body.tarballUrl } : {}),
    ...(body.sourceType === 'GITHUB_GIST' ? { gitHubGistUrl: body.gitHubGistUrl } : {}),
  };
}
