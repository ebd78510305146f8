/** Code that the endpoints for builds and runs share. */
import { ApiFailure } from './api-failure.ts';
import { type Call, wholeNumber } from './call.ts';
import { isOver, type JobRunner } from './job-runner.ts';
import type { JobScript } from './job-script.ts';
import { isoDate, type StoredJob } from './platform.ts';

/** The maximum time that the API waits, in seconds. */
const MAX_WAIT_SECS = 60;

/** The memory of a build, in megabytes. */
export const BUILD_MEMORY_MBYTES = 4096;

/** Waits until the job ends, but no longer than the request's `waitForFinish`. */
export function finishOrTimeout<Job extends StoredJob>(
  call: Call,
  jobs: JobRunner<Job, JobScript>,
  job: Job,
): Promise<void> {
  const seconds = wholeNumber(call, 'waitForFinish', { min: 0, max: MAX_WAIT_SECS, otherwise: 0 });
  if (seconds === 0 || isOver(job)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      unwatch();
      cancel();
      resolve();
    };
    const unwatch = jobs.watch(job, () => {
      if (isOver(job)) done();
    });
    const cancel = call.timers.after(seconds * 1000, done);
  });
}

/** @throws ApiFailure if the account does not have enough free memory. */
export function checkMemory({ platform, memoryLimitMbytes }: Call, requested: number): void {
  const builds = platform.builds.filter((build) => !isOver(build)).length * BUILD_MEMORY_MBYTES;
  const runs = platform.runs.filter((run) => !isOver(run));
  const used = runs.reduce((sum, { options }) => sum + options.memoryMbytes, builds);
  if (used + requested <= memoryLimitMbytes) return;
  const message = `By launching this job you will exceed the memory limit of ${memoryLimitMbytes}MB for all your Actor runs and builds (currently used: ${used}MB, requested: ${requested}MB).`;
  throw new ApiFailure(402, 'actor-memory-limit-exceeded', message);
}

/** Returns the properties that responses for builds and runs share. */
export function showJob(job: StoredJob): object {
  return {
    id: job.id,
    actId: job.actId,
    status: job.status,
    startedAt: isoDate(job.startedAt),
    finishedAt: job.finishedAt === undefined ? null : isoDate(job.finishedAt),
    meta: { origin: job.origin },
  };
}

/** Returns the properties of a single build or run. Like the API, hides costs from requests without a token. */
export function showJobDetails(job: StoredJob, { platform, authorised }: Call): object {
  const durationMillis = (job.finishedAt ?? platform.now()) - job.startedAt;
  const computeUnits = durationMillis / 3_600_000;
  return {
    ...showJob(job),
    userId: platform.userId,
    statusMessage: job.statusMessage,
    stats: { durationMillis, runTimeSecs: durationMillis / 1000, computeUnits },
    usage: { ACTOR_COMPUTE_UNITS: computeUnits },
    ...(authorised ? { usageTotalUsd: job.usageTotalUsd } : {}),
  };
}
