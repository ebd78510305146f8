import type { Build } from '../apify/api.ts';
import { type JobFailure, plainLines, withCause } from '../follow/failure-message.ts';
import { capitalize } from '../text.ts';
import { buildName } from './build-name.ts';

/**
 * Explains why a build failed. Text from the API and the log is not escaped, because redaction would not find an
 * escaped secret.
 * @param tail the last lines of the log.
 */
export function explainFailure(build: Build, tail: readonly string[]): JobFailure {
  const sentence = `${capitalize(buildName(build))} ${endOf(build)}`;
  return { reason: withCause(sentence, build, lastErrorIn(plainLines(tail))), hint: hintFor(build) };
}

function endOf({ status }: Build): string {
  switch (status) {
    case 'ABORTED':
      return 'was aborted';
    case 'TIMED-OUT':
      return "exceeded Apify's time limit (TIMED-OUT)";
    default:
      return 'failed';
  }
}

function hintFor({ status }: Build): string {
  switch (status) {
    case 'ABORTED':
      return 'Someone, or another run, aborted the build. To keep deployments from overlapping, add a concurrency group to the workflow.';
    case 'TIMED-OUT':
      return 'Reduce the work in the Dockerfile, or order its steps so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
    default:
      return 'Fix the error that the log shows, then deploy again. The version is already updated, but no tag has moved.';
  }
}

const ERROR = 'ERROR: ';

/** Returns the message of the last platform error in the log. Its lines begin with a timestamp. */
function lastErrorIn(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const at = line.indexOf(ERROR);
    const start = at === -1 ? '-' : line.slice(0, at);
    if (start === '' || start === 'ACTOR: ' || /^\S{1,40}Z (?:ACTOR: )?$/.test(start))
      return line.slice(at + ERROR.length);
  }
  return undefined;
}
