import { type Answer, data } from './answer.ts';
import { invalidInput, notFound } from './api-failure.ts';
import { buildNumberInt, isOver } from './build-runner.ts';
import { actorOf, type Call, flag, originOf, param, takePage, wholeNumber } from './call.ts';
import { isoDate, type StoredBuild } from './platform.ts';

/** Seconds that the API waits for a build's end at most. */
const MAX_WAIT = 60;

/** https://docs.apify.com/api/v2/act-builds-get */
export function listBuilds(call: Call): Answer {
  const actor = actorOf(call);
  const all = call.platform.builds.filter((build) => build.actId === actor.id && call.builds.isVisible(build, 'list'));
  const show = (build: StoredBuild): object => ({ ...showShort(build), usageTotalUsd: build.usageTotalUsd });
  return data(200, takePage(call, all, show));
}

/** https://docs.apify.com/api/v2/act-builds-post */
export async function startBuild(call: Call): Promise<Answer> {
  const actor = actorOf(call);
  const { query } = call.request;
  const number = query.get('version');
  if (number === null || number === '') throw invalidInput('Query parameter version', 'is required');
  const version = actor.versions.find(({ versionNumber }) => versionNumber === number);
  if (version === undefined) throw notFound('Actor version');
  const waitSecs = readWait(call);
  const buildTag = query.get('tag') || version.buildTag;
  const build = call.builds.start(actor, version, {
    buildTag,
    useCache: flag(call, 'useCache'),
    origin: originOf(call),
  });
  await finishOrTimeout(call, build, waitSecs);
  return data(201, showBuild(build, call), { location: `${call.url}/v2/actor-builds/${build.id}` });
}

/** https://docs.apify.com/api/v2/actor-build-get */
export async function getBuild(call: Call): Promise<Answer> {
  const build = buildOf(call);
  await finishOrTimeout(call, build, readWait(call));
  return data(200, showBuild(build, call));
}

/** https://docs.apify.com/api/v2/actor-build-abort-post */
export function abortBuild(call: Call): Answer {
  const build = buildOf(call);
  call.builds.abort(build);
  return data(200, showBuild(build, call));
}

export function buildOf(call: Call): StoredBuild {
  const build = call.platform.findBuild(param(call, 'buildId'));
  if (build === undefined || !call.builds.isVisible(build, 'own')) throw notFound('Build');
  return build;
}

function readWait(call: Call): number {
  return wholeNumber(call, 'waitForFinish', { min: 0, max: MAX_WAIT, otherwise: 0 });
}

function finishOrTimeout({ builds, timers }: Call, build: StoredBuild, seconds: number): Promise<void> {
  if (seconds === 0 || isOver(build)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      unwatch();
      takeBack();
      resolve();
    };
    const unwatch = builds.watch(build, () => {
      if (isOver(build)) done();
    });
    const takeBack = timers.after(seconds * 1000, done);
  });
}

function showShort(build: StoredBuild): object {
  return {
    id: build.id,
    actId: build.actId,
    status: build.status,
    startedAt: isoDate(build.startedAt),
    finishedAt: build.finishedAt === undefined ? null : isoDate(build.finishedAt),
    buildNumber: build.buildNumber,
    buildNumberInt: buildNumberInt(build.buildNumber),
    meta: { origin: build.origin },
  };
}

/** What a build costs is shown to those with a token only. */
function showBuild(build: StoredBuild, { platform, authorised }: Call): object {
  const durationMillis = (build.finishedAt ?? platform.now()) - build.startedAt;
  const computeUnits = durationMillis / 3_600_000;
  return {
    ...showShort(build),
    userId: platform.userId,
    statusMessage: build.statusMessage,
    stats: { durationMillis, runTimeSecs: durationMillis / 1000, computeUnits },
    options: { useCache: build.useCache, betaPackages: false, memoryMbytes: 4096, diskMbytes: 8192 },
    usage: { ACTOR_COMPUTE_UNITS: computeUnits },
    ...(authorised ? { usageTotalUsd: build.usageTotalUsd } : {}),
    actVersion: {
      sourceType: build.got.sourceType,
      versionNumber: build.versionNumber,
      ...(build.buildTag === null ? {} : { buildTag: build.buildTag }),
    },
  };
}
