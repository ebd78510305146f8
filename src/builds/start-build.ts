import type { Build } from '../apify/api.ts';
import { startJob } from '../follow/start-job.ts';
import { findLostBuild, type StartTools } from './find-lost-build.ts';

export interface StartRequest {
  readonly actorId: string;
  readonly versionNumber: string;
  readonly useCache: boolean;
  readonly tag: string | undefined;
  readonly waitForFinishSecs: number | undefined;
}

/**
 * Starts exactly one build, as `startJob` describes.
 * @see https://docs.apify.com/api/v2/act-builds-post
 */
export function startBuild(request: StartRequest, tools: StartTools): Promise<Build> {
  const { actorId, versionNumber: version, useCache, tag, waitForFinishSecs } = request;
  const body = { version, useCache, ...(tag === undefined ? {} : { tag }) };
  const job = {
    kind: 'build',
    name: `build of version ${version}`,
    maxMemoryWaitMs: (waitForFinishSecs ?? Number.POSITIVE_INFINITY) * 1000,
    send: (control: Parameters<typeof tools.api.startBuild>[2]) => tools.api.startBuild(actorId, body, control),
    find: (lost: unknown, requestedAt: number) => findLostBuild({ actorId, version, requestedAt, lost }, tools),
  } as const;
  return startJob(job, tools);
}
