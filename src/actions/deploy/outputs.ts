import { urlsOf, type Version } from '../../apify/api.ts';
import { shownUrl } from '../../source/source-url.ts';
import { actorUrl, buildUrl, type Facts, knownActorId } from './run-state.ts';

/** The outputs of action.yml that the facts tell already; what is not known yet is left out. */
export function outputsOf(facts: Facts): Readonly<Record<string, string>> {
  const version: Partial<Version> | undefined = facts.version ?? facts.planned;
  const all: Readonly<Record<string, string | undefined>> = {
    'actor-id': knownActorId(facts) ?? facts.actorId,
    'actor-url': actorUrl(facts),
    'version-number': version?.versionNumber,
    'source-type': version?.sourceType ?? undefined,
    'build-tag': version?.buildTag ?? undefined,
    'apply-env-vars-to-build': version?.applyEnvVarsToBuild?.toString(),
    'source-url': version === undefined ? undefined : sourceUrl(version),
    'source-file-count': facts.source?.files?.count.toString(),
    'source-bytes': facts.source?.files?.bytes.toString(),
    'env-var-names': envVarNames(facts),
    created: facts.created,
    'build-id': facts.build?.id,
    'build-number': facts.build?.buildNumber,
    'build-status': facts.build?.status,
    'build-url': buildUrl(facts),
  };
  const known = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

/** A plan may not know what the platform has; an answer that tells of no variables has none. */
function envVarNames({ version, planned }: Facts): string | undefined {
  const envVars = version === undefined ? planned?.envVars : (version.envVars ?? []);
  return envVars ? JSON.stringify(envVars.map(({ name }) => name)) : undefined;
}

function sourceUrl(version: Partial<Version>): string | undefined {
  const { own } = urlsOf(version);
  return own === undefined ? undefined : shownUrl(own.url);
}
