import type { Answer } from './answer.ts';
import { buildOf } from './builds.ts';
import { type Call, flag } from './call.ts';

/**
 * The log as plain text: so far, or with `stream` as it grows until the build is over.
 * https://docs.apify.com/api/v2/actor-build-log-get
 */
export function getBuildLog(call: Call): Answer {
  const build = buildOf(call);
  const { builds } = call;
  const cut = builds.takeLogCut(build) ?? Number.POSITIVE_INFINITY;
  const stream = flag(call, 'stream');
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  if (!stream && cut >= build.log.length) return { kind: 'bytes', status: 200, headers, bytes: build.log };
  return {
    kind: 'stream',
    status: 200,
    headers,
    start: (sink) => {
      let sent = 0;
      const unwatch = builds.watch(build, () => send());
      const send = (): void => {
        const until = Math.min(build.log.length, cut);
        if (until > sent) sink.write(build.log.subarray(sent, until));
        sent = until;
        if (sent >= cut) sink.cut();
        else if (!stream || builds.isLogEnded(build)) sink.end();
        else return;
        unwatch();
      };
      sink.onClose(unwatch);
      send();
    },
  };
}
