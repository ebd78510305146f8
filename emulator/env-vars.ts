import { ApiFailure, invalidInput, notFound } from './api-failure.ts';
import { type ApiResponse, data, noContent } from './api-response.ts';
import { actorOf, type Call, param, versionOf } from './call.ts';
import { asArray, asBoolean, asObject, asString, type Fields, jsonBody, optional } from './fields.ts';
import type { StoredEnvVar, StoredVersion } from './platform.ts';

/** In characters. The official CLI has the same limits: https://github.com/apify/apify-cli (src/lib/consts.ts) */
const MAX_NAME_LENGTH = 100;
const MAX_VALUE_LENGTH = 50_000;
const MAX_COUNT = 100;

export function listEnvVars(call: Call): ApiResponse {
  const items = (versionOf(call).envVars ?? []).map(showEnvVar);
  return data(200, { total: items.length, items });
}

export function createEnvVar(call: Call): ApiResponse {
  const actor = actorOf(call);
  const version = versionOf(call);
  const envVar = readEnvVar(jsonBody(call.request), 'The request body');
  const there = version.envVars ?? [];
  if (there.some(({ name }) => name === envVar.name)) {
    const message = `Environment variable ${envVar.name} already exists.`;
    throw new ApiFailure(403, 'env-var-already-exists', message);
  }
  version.envVars = checkCount([...there, envVar]);
  const location = `${call.url}/v2/actors/${actor.id}/versions/${version.versionNumber}/env-vars/${envVar.name}`;
  return data(201, showEnvVar(envVar), { location });
}

export function getEnvVar(call: Call): ApiResponse {
  return data(200, showEnvVar(find(call, versionOf(call))));
}

/**
 * Replaces the variable completely. Without `isSecret`, it becomes plain text.
 * https://docs.apify.com/api/v2/actor-version-env-var-put
 */
export function putEnvVar(call: Call): ApiResponse {
  const version = versionOf(call);
  const old = find(call, version);
  const body = jsonBody(call.request);
  const envVar = readEnvVar({ ...body, name: body['name'] ?? old.name }, 'The request body');
  const others = (version.envVars ?? []).filter((other) => other !== old);
  if (others.some(({ name }) => name === envVar.name)) {
    const message = `Environment variable cannot be renamed: ${envVar.name} already exists.`;
    throw new ApiFailure(403, 'cannot-rename-env-var', message);
  }
  version.envVars = (version.envVars ?? []).map((other) => (other === old ? envVar : other));
  return data(200, showEnvVar(envVar));
}

export function deleteEnvVar(call: Call): ApiResponse {
  const version = versionOf(call);
  const old = find(call, version);
  version.envVars = (version.envVars ?? []).filter((other) => other !== old);
  return noContent();
}

/**
 * Reads the complete list of a version's variables. A secret that is sent without a value loses its old value, because
 * the documentation does not guarantee that Apify keeps it.
 */
export function readEnvVars(value: unknown, what: string): readonly StoredEnvVar[] {
  const envVars = asArray(value, what).map((item, index) => {
    const fields = asObject(item, `${what}[${index}]`);
    return readEnvVar({ value: '', ...fields }, `${what}[${index}]`);
  });
  const names = envVars.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidInput(what, `contains ${twice} twice`);
  return checkCount(envVars);
}

/** The API never returns the value of a secret. */
export function showEnvVar({ name, value, isSecret }: StoredEnvVar): object {
  return isSecret ? { name, isSecret } : { name, value, isSecret };
}

function readEnvVar(fields: Fields, what: string): StoredEnvVar {
  const name = asString(fields['name'], `${what}.name`);
  if (name.length > MAX_NAME_LENGTH || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw invalidInput(`${what}.name`, 'must be letters, digits and underscores, not start with a digit, 100 at most');
  }
  const value = asString(fields['value'], `${what}.value`);
  if (value.length > MAX_VALUE_LENGTH) throw invalidInput(`${what}.value`, `is longer than ${MAX_VALUE_LENGTH}`);
  return { name, value, isSecret: optional(fields, 'isSecret', asBoolean) ?? false };
}

function checkCount(envVars: readonly StoredEnvVar[]): readonly StoredEnvVar[] {
  if (envVars.length > MAX_COUNT) throw invalidInput('envVars', `must have at most ${MAX_COUNT} items`);
  return envVars;
}

function find(call: Call, version: StoredVersion): StoredEnvVar {
  const name = param(call, 'envVarName');
  const envVar = version.envVars?.find((candidate) => candidate.name === name);
  if (envVar === undefined) throw notFound('Environment variable');
  return envVar;
}
