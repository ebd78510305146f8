import { ApiFailure, invalidInput, notFound } from './api-failure.ts';
import { type ApiResponse, data } from './api-response.ts';
import { definitionOf } from './build-definition.ts';
import { addBuild, buildNumberInt } from './build-runner.ts';
import { actorOf, type Call, flag, originOf, param, takePage } from './call.ts';
import { isOver } from './job-runner.ts';
import { BUILD_MEMORY_MBYTES, checkMemory, finishOrTimeout, showJob, showJobDetails } from './jobs.ts';
import type { StoredActor, StoredBuild } from './platform.ts';

export function listBuilds(call: Call): ApiResponse {
  const actor = actorOf(call);
  const all = call.platform.builds.filter((build) => build.actId === actor.id && call.builds.isVisible(build, 'list'));
  const show = (build: StoredBuild): object => ({ ...showShort(build), usageTotalUsd: build.usageTotalUsd });
  return data(200, takePage(call, all, show));
}

export async function startBuild(call: Call): Promise<ApiResponse> {
  const actor = actorOf(call);
  const { query } = call.request;
  const number = query.get('version');
  if (number === null || number === '') throw invalidInput('Query parameter version', 'is required');
  const version = actor.versions.find(({ versionNumber }) => versionNumber === number);
  if (version === undefined) throw notFound('Actor version');
  checkMemory(call, BUILD_MEMORY_MBYTES);
  const build = addBuild(call.platform, actor, version, {
    buildTag: query.get('tag') || version.buildTag,
    useCache: flag(call, 'useCache'),
    origin: originOf(call),
  });
  call.builds.start(build);
  await finishOrTimeout(call, call.builds, build);
  return data(201, showBuild(build, call), { location: `${call.url}/v2/actor-builds/${build.id}` });
}

export async function getBuild(call: Call): Promise<ApiResponse> {
  const build = buildOf(call);
  await finishOrTimeout(call, call.builds, build);
  return data(200, showBuild(build, call));
}

export function abortBuild(call: Call): ApiResponse {
  const build = buildOf(call);
  call.builds.abort(build);
  return data(200, showBuild(build, call));
}

/**
 * @param tagOrNumber for example, `latest` or `0.1.2`.
 * @throws ApiFailure if the Actor has no such build, or the build did not succeed.
 */
export function findUsableBuild(call: Call, actor: StoredActor, tagOrNumber: string): StoredBuild {
  const isNumber = /^\d+\.\d+\.\d+$/.test(tagOrNumber);
  const id = actor.taggedBuilds[tagOrNumber]?.buildId;
  const build = call.platform.builds.find(
    (other) => other.actId === actor.id && (isNumber ? other.buildNumber === tagOrNumber : other.id === id),
  );
  if (build === undefined && !isNumber) {
    const message = `Build with tag "${tagOrNumber}" was not found. Has the Actor been built already?`;
    throw new ApiFailure(404, 'unknown-build-tag', message);
  }
  if (build === undefined || !call.builds.isVisible(build, 'own')) {
    throw new ApiFailure(404, 'build-not-found', `Build ${tagOrNumber} was not found`);
  }
  if (build.status !== 'SUCCEEDED') {
    throw new ApiFailure(400, 'invalid-build', `Build ${tagOrNumber} cannot be used: its status is ${build.status}`);
  }
  return build;
}

function buildOf(call: Call): StoredBuild {
  const build = call.platform.findBuild(param(call, 'buildId'));
  if (build === undefined || !call.builds.isVisible(build, 'own')) throw notFound('Build');
  return build;
}

function showShort(build: StoredBuild): object {
  const { buildNumber } = build;
  return { ...showJob(build), buildNumber, buildNumberInt: buildNumberInt(buildNumber) };
}

function showBuild(build: StoredBuild, call: Call): object {
  const { got, useCache, versionNumber, buildTag } = build;
  return {
    ...showJobDetails(build, call),
    ...showShort(build),
    options: { useCache, betaPackages: false, memoryMbytes: BUILD_MEMORY_MBYTES, diskMbytes: 8192 },
    actVersion: { sourceType: got.sourceType, versionNumber, ...(buildTag === null ? {} : { buildTag }) },
    actorDefinition: isOver(build) ? definitionOf(got) : null,
  };
}
