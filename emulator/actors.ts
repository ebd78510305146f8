import { readSettings, readStandby } from './actor-settings.ts';
import { ApiFailure, invalidInput, notFound } from './api-failure.ts';
import { type ApiResponse, data, noContent } from './api-response.ts';
import { toTaggedBuild } from './build-runner.ts';
import { actorOf, type Call, flag, takePage } from './call.ts';
import { asArray, asObject, asString, jsonBody, optional } from './fields.ts';
import {
  isoDate,
  makeId,
  type Platform,
  remove,
  type SourceEntry,
  type StoredActor,
  type StoredVersion,
} from './platform.ts';
import { isFile } from './source-files.ts';
import { readNewVersion, showVersion } from './versions.ts';

const ACTOR_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9]$/;

export function listActors(call: Call): ApiResponse {
  const mine = call.platform.actors.filter(({ userId }) => !flag(call, 'my') || userId === call.platform.userId);
  const show = ({ id, createdAt, modifiedAt, name, username, settings }: StoredActor): object => ({
    id,
    createdAt: isoDate(createdAt),
    modifiedAt: isoDate(modifiedAt),
    name,
    username,
    title: settings['title'],
  });
  return data(200, takePage(call, mine, show));
}

/**
 * Creates an Actor. Like Apify, rewrites the files in this request: actor.json gets the Actor's name.
 * https://docs.apify.com/api/v2/actors-post
 */
export function createActor(call: Call): ApiResponse {
  const { platform } = call;
  const body = jsonBody(call.request);
  const name = checkName(body['name'], platform);
  const versions = readVersions(call, body['versions'] ?? []).map((version) => ({
    ...version,
    sourceFiles: version.sourceFiles?.map((entry) => nameInActorJson(entry, name)),
  }));
  if (versions.length === 0) throw invalidInput('versions', 'must contain at least one item');
  const now = platform.now();
  const actor: StoredActor = {
    id: makeId(),
    userId: platform.userId,
    username: platform.username,
    name,
    createdAt: now,
    modifiedAt: now,
    versions,
    taggedBuilds: {},
    actorStandby: optional(body, 'actorStandby', readStandby) ?? undefined,
    settings: readSettings(body),
  };
  platform.actors.push(actor);
  return data(201, showActor(actor), { location: `${call.url}/v2/actors/${actor.id}` });
}

export function getActor(call: Call): ApiResponse {
  return data(200, showActor(actorOf(call)));
}

/**
 * Changes only the properties in the request. Tags are changed one by one, other properties as a whole.
 * https://docs.apify.com/api/v2/actor-put
 */
export function putActor(call: Call): ApiResponse {
  const { platform } = call;
  const actor = actorOf(call);
  const body = jsonBody(call.request);
  const name =
    body['name'] === undefined || body['name'] === actor.name ? actor.name : checkName(body['name'], platform);
  const versions = optional(body, 'versions', (value) => readVersions(call, value));
  const settings = readSettings(body);
  const tags = Object.entries(optional(body, 'taggedBuilds', asObject) ?? {}).map(([tag, value]) => {
    if (value === null) return [tag, undefined] as const;
    const buildId = asString(asObject(value, `taggedBuilds.${tag}`)['buildId'], `taggedBuilds.${tag}.buildId`);
    const build = platform.findBuild(buildId);
    if (build?.actId !== actor.id) throw notFound(`Build ${buildId}`);
    return [tag, build] as const;
  });
  const standby =
    body['actorStandby'] === undefined
      ? actor.actorStandby
      : (optional(body, 'actorStandby', readStandby) ?? undefined);

  actor.name = name;
  if (versions) actor.versions = versions;
  for (const [tag, build] of tags) {
    if (build === undefined) delete actor.taggedBuilds[tag];
    else actor.taggedBuilds[tag] = toTaggedBuild(build);
  }
  actor.actorStandby = standby;
  actor.settings = { ...actor.settings, ...settings };
  actor.modifiedAt = platform.now();
  return data(200, showActor(actor));
}

export function deleteActor(call: Call): ApiResponse {
  remove(call.platform.actors, actorOf(call));
  return noContent();
}

function showActor(actor: StoredActor): object {
  const { id, userId, name, username, settings, taggedBuilds, actorStandby } = actor;
  const totalBuilds = actor.versions.reduce((sum, { buildCount }) => sum + buildCount, 0);
  return {
    id,
    userId,
    name,
    username,
    isPublic: false,
    ...settings,
    createdAt: isoDate(actor.createdAt),
    modifiedAt: isoDate(actor.modifiedAt),
    stats: { totalBuilds, totalRuns: 0, totalUsers: 1 },
    versions: actor.versions.map(showVersion),
    defaultRunOptions: settings['defaultRunOptions'] ?? { build: 'latest', timeoutSecs: 3600, memoryMbytes: 1024 },
    taggedBuilds,
    actorStandby,
  };
}

function readVersions(call: Call, value: unknown): StoredVersion[] {
  return asArray(value, 'versions').map((item, index) => {
    const what = `versions[${index}]`;
    return readNewVersion(call, asObject(item, what), what);
  });
}

function checkName(value: unknown, platform: Platform): string {
  const name = asString(value, 'name');
  if (!ACTOR_NAME.test(name)) throw invalidInput('name', 'must be 3 to 63 letters, digits and inner hyphens');
  if (platform.findActor(`${platform.username}~${name}`) !== undefined) {
    throw new ApiFailure(409, 'actor-name-not-unique', `Some other Actor already has this name ("${name}").`);
  }
  return name;
}

function nameInActorJson(entry: SourceEntry, name: string): SourceEntry {
  if (!isFile(entry) || entry.format !== 'TEXT' || entry.name.replace(/^\.\//, '') !== '.actor/actor.json')
    return entry;
  try {
    return { ...entry, content: `${JSON.stringify({ ...asObject(JSON.parse(entry.content), ''), name }, null, 2)}\n` };
  } catch {
    return entry;
  }
}
