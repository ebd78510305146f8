import { ApiFailure, documentedFailure, invalidInput } from './api-failure.ts';
import { type ApiResponse, data, noContent } from './api-response.ts';
import { actorOf, type Call, param, type ServerQuirks, versionOf } from './call.ts';
import { readEnvVars, showEnvVar } from './env-vars.ts';
import { asBoolean, asFilledString, asString, type Fields, jsonBody, optional } from './fields.ts';
import type { StoredVersion } from './platform.ts';
import { checkContentSize, readSourceFiles } from './source-files.ts';
import { SOURCE_TYPES, type SourceType, sourceFields } from './source-types.ts';

/** https://docs.apify.com/api/client/python/reference (CreateVersionRequest, UpdateVersionRequest) */
const MAX_ACTOR_PATH_LENGTH = 255;

const VERSION_NUMBER = /^([0-9]|[1-9][0-9])\.([0-9]|[1-9][0-9])$/;

export function listVersions(call: Call): ApiResponse {
  const items = actorOf(call).versions.map(showVersion);
  return data(200, { total: items.length, items });
}

export function getVersion(call: Call): ApiResponse {
  return data(200, showVersion(versionOf(call)));
}

export function createVersion(call: Call): ApiResponse {
  const actor = actorOf(call);
  const version = readNewVersion(call, jsonBody(call.request), 'The request body');
  const { versionNumber } = version;
  if (actor.versions.some((other) => other.versionNumber === versionNumber)) {
    throw new ApiFailure(403, 'version-already-exists', `Version ${versionNumber} already exists.`);
  }
  actor.versions.push(version);
  actor.modifiedAt = call.platform.now();
  const location = `${call.url}/v2/actors/${actor.id}/versions/${versionNumber}`;
  return data(201, showVersion(version), { location });
}

/**
 * Handles PUT and its alias POST. Omitted properties keep their values.
 * https://docs.apify.com/api/v2/actor-version-post
 */
export function updateVersion(call: Call): ApiResponse {
  checkVersionNumber(param(call, 'versionNumber'), 'versionNumber');
  const version = versionOf(call, documentedFailure(404));
  const body = jsonBody(call.request);
  const number = optional(body, 'versionNumber', checkVersionNumber) ?? version.versionNumber;
  if (number !== version.versionNumber) {
    throw new ApiFailure(400, 'id-does-not-match', `versionNumber ${number} differs from the URL.`);
  }
  Object.assign(version, readChange(acceptedFields(call, body), version));
  actorOf(call).modifiedAt = call.platform.now();
  return data(200, showVersion(version));
}

export function deleteVersion(call: Call): ApiResponse {
  const actor = actorOf(call);
  const version = versionOf(call);
  if (actor.versions.length === 1) {
    throw new ApiFailure(400, 'too-few-versions', 'An Actor must have at least one version.');
  }
  actor.versions = actor.versions.filter((other) => other !== version);
  return noContent();
}

/** Reads a version from the request that creates it or its Actor. */
export function readNewVersion(server: ServerQuirks, given: Fields, what: string): StoredVersion {
  const fields = acceptedFields(server, given);
  const empty: StoredVersion = {
    versionNumber: checkVersionNumber(fields['versionNumber'], `${what}.versionNumber`),
    sourceType: readSourceType(fields['sourceType'], `${what}.sourceType`),
    buildTag: null,
    applyEnvVarsToBuild: false,
    envVars: null,
    sourceFiles: undefined,
    gitRepoUrl: undefined,
    tarballUrl: undefined,
    gitHubGistUrl: undefined,
    actorPath: undefined,
    buildCount: 0,
  };
  return { ...empty, ...readChange(fields, empty) };
}

export function showVersion(version: StoredVersion): object {
  const { versionNumber, sourceType, envVars, applyEnvVarsToBuild, buildTag } = version;
  const { sourceFiles, gitRepoUrl, tarballUrl, gitHubGistUrl, actorPath } = version;
  return {
    versionNumber,
    sourceType,
    envVars: envVars?.map(showEnvVar) ?? null,
    applyEnvVarsToBuild,
    buildTag,
    sourceFiles,
    gitRepoUrl,
    tarballUrl,
    gitHubGistUrl,
    actorPath,
  };
}

/** Returns the changed version. Throws before anything is changed. */
function readChange(fields: Fields, old: StoredVersion): Omit<StoredVersion, 'versionNumber' | 'buildCount'> {
  const change = <T, N>(name: string, read: (value: unknown, what: string) => T, keep: T | N, cleared: N): T | N => {
    const value = optional(fields, name, read);
    if (value === undefined) return keep;
    return value === null ? cleared : value;
  };
  // An update of the source removes the path, unless the update contains it.
  const changesSource = ['sourceType', ...Object.values(sourceFields)].some((name) => fields[name] !== undefined);
  const changed = {
    sourceType: change('sourceType', readSourceType, old.sourceType, old.sourceType),
    buildTag: change('buildTag', asFilledString, old.buildTag, null),
    applyEnvVarsToBuild: change('applyEnvVarsToBuild', asBoolean, old.applyEnvVarsToBuild, false),
    envVars: change('envVars', readEnvVars, old.envVars, null),
    sourceFiles: change('sourceFiles', readSourceFiles, old.sourceFiles, undefined),
    gitRepoUrl: change('gitRepoUrl', asFilledString, old.gitRepoUrl, undefined),
    tarballUrl: change('tarballUrl', asFilledString, old.tarballUrl, undefined),
    gitHubGistUrl: change('gitHubGistUrl', asFilledString, old.gitHubGistUrl, undefined),
    actorPath: change('actorPath', readActorPath, changesSource ? undefined : old.actorPath, undefined),
  };
  if (changed.actorPath !== undefined && !hasActorPath(changed.sourceType)) {
    throw invalidInput('actorPath', `is not supported for the source type ${changed.sourceType}`);
  }
  const field = sourceFields[changed.sourceType];
  if (changed.sourceType !== 'SOURCE_FILES' && changed[field] === undefined) {
    throw invalidInput(field, `is required for the source type ${changed.sourceType}`);
  }
  if (changed.sourceFiles !== undefined && fields['sourceFiles'] !== undefined) checkContentSize(changed.sourceFiles);
  return changed;
}

/** Removes the fields that this server does not support. */
function acceptedFields({ ignoresActorPath }: ServerQuirks, fields: Fields): Fields {
  return ignoresActorPath ? { ...fields, actorPath: undefined } : fields;
}

function hasActorPath(sourceType: SourceType): boolean {
  return sourceType === 'SOURCE_FILES' || sourceType === 'TARBALL';
}

function readActorPath(value: unknown, what: string): string {
  const path = asFilledString(value, what);
  if (path.length > MAX_ACTOR_PATH_LENGTH) throw invalidInput(what, `is longer than ${MAX_ACTOR_PATH_LENGTH}`);
  return path;
}

function checkVersionNumber(value: unknown, what: string): string {
  const number = asString(value, what);
  if (!VERSION_NUMBER.test(number))
    throw invalidInput(what, 'must be MAJOR.MINOR, each from 0 to 99 without a leading zero');
  return number;
}

function readSourceType(value: unknown, what: string): SourceType {
  const type = SOURCE_TYPES.find((candidate) => candidate === value);
  if (type === undefined) throw invalidInput(what, `must be one of ${SOURCE_TYPES.join(', ')}`);
  return type;
}
