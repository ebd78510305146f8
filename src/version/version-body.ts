import type { ActorDefinition } from '../actor/definition.ts';
import type { EnvVar, NewActor, VersionSource, VersionUpdate } from '../apify/api.ts';
import type { Target } from './target.ts';

/** What a version is to become. Only what was set goes in: a property left out is kept by the platform. */
export function toVersionUpdate(wanted: {
  readonly target: Target;
  readonly source: VersionSource;
  readonly applyEnvVarsToBuild: boolean | undefined;
  readonly envVars: readonly EnvVar[] | undefined;
}): VersionUpdate {
  const { target, source, applyEnvVarsToBuild, envVars } = wanted;
  return {
    versionNumber: target.versionNumber,
    ...(target.buildTag === undefined ? {} : { buildTag: target.buildTag }),
    ...source,
    ...(envVars === undefined ? {} : { envVars }),
    ...(applyEnvVarsToBuild === undefined ? {} : { applyEnvVarsToBuild }),
  };
}

/** A new Actor's first version: its tag is `latest` unless another is set. */
export function ofNewActor(update: VersionUpdate): VersionUpdate {
  return { ...update, buildTag: update.buildTag ?? 'latest' };
}

/**
 * A new Actor with its first version, without the version's files: the platform rewrites files that come with an
 * Actor's creation.
 */
export function toNewActor(definition: ActorDefinition | undefined, actorId: string, update: VersionUpdate): NewActor {
  const { name, title, description, usesStandbyMode } = definition ?? {};
  const version = ofNewActor(update);
  return {
    name: name ?? actorId,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(usesStandbyMode === undefined ? {} : { actorStandby: { isEnabled: usesStandbyMode } }),
    versions: [version.sourceType === 'SOURCE_FILES' ? { ...version, sourceFiles: [] } : version],
  };
}
