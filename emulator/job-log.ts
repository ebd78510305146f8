import { notFound } from './api-failure.ts';
import type { ApiResponse } from './api-response.ts';
import { type Call, flag, param } from './call.ts';
import type { JobRunner } from './job-runner.ts';
import type { JobScript } from './job-script.ts';
import type { StoredJob } from './platform.ts';

/**
 * Returns the log as plain text, either up to now or, with `stream`, until it ends.
 * https://docs.apify.com/api/v2/log-get
 */
export function getLog(call: Call): ApiResponse {
  const { builds, runs, platform } = call;
  const build = platform.findBuild(param(call, 'jobId'));
  if (build !== undefined) return serveLog(call, builds, build);
  const run = platform.findRun(param(call, 'jobId'));
  if (run !== undefined) return serveLog(call, runs, run);
  throw notFound('Log');
}

function serveLog<Job extends StoredJob>(call: Call, jobs: JobRunner<Job, JobScript>, job: Job): ApiResponse {
  if (!jobs.isVisible(job, 'own')) throw notFound('Log');
  const cut = jobs.takeLogCut(job) ?? Number.POSITIVE_INFINITY;
  const stream = flag(call, 'stream');
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  if (!stream && cut >= job.log.length) return { kind: 'bytes', status: 200, headers, bytes: job.log };
  return {
    kind: 'stream',
    status: 200,
    headers,
    start: (sink) => {
      let sent = 0;
      const unwatch = jobs.watch(job, () => send());
      const send = (): void => {
        const until = Math.min(job.log.length, cut);
        if (until > sent) sink.write(job.log.subarray(sent, until));
        sent = until;
        if (sent >= cut) sink.cut();
        else if (!stream || jobs.isLogEnded(job)) sink.end();
        else return;
        unwatch();
      };
      sink.onClose(unwatch);
      send();
    },
  };
}
