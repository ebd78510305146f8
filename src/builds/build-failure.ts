import type { Build } from '../apify/api.ts';
import { ActionError } from '../errors.ts';
import { visible, withoutStyle } from '../text.ts';
import { capital, nameOf } from './status.ts';

/** Lines of the log that the error itself shows. */
const SHOWN_LINES = 15;
/** A build that is over and is no success, in words. */
export interface BuildFailure {
  /** One sentence. */
  readonly reason: string;
  /** The reason with the log's last lines, and what helps. */
  readonly error: ActionError;
}

/**
 * Text from outside stays as it is here, save for its colours: escaped, a secret in it would not be known again.
 * @param tail the last lines of the log.
 */
export function explainFailure(build: Build, tail: readonly string[]): BuildFailure {
  const lines = tail.map((line) => withoutStyle(line).trimEnd());
  const why = build.statusMessage?.trim() || messageIn(lines) || '';
  const reason = `${sentence(build)}${why === '' ? '' : `: ${why}`}`;
  const shown = lines.filter((line) => line !== '').slice(-SHOWN_LINES);
  const message = shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
  return { reason, error: new ActionError(message, { hint: hintFor(build) }) };
}

function sentence(build: Build): string {
  const name = capital(nameOf(build));
  switch (build.status) {
    case 'FAILED':
      return `${name} failed`;
    case 'ABORTED':
      return `${name} was aborted`;
    case 'TIMED-OUT':
      return `${name} took longer than Apify allows (TIMED-OUT)`;
    default:
      return `${name} ended as ${visible(build.status)}`;
  }
}

function hintFor({ status }: Build): string {
  switch (status) {
    case 'ABORTED':
      return 'Somebody, or another run, aborted it: a concurrency group in the workflow keeps deployments of one Actor apart.';
    case 'TIMED-OUT':
      return 'Let the Dockerfile do less, or order it so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
    default:
      return 'The log above shows what went wrong. The version is updated already, but the build before is still the one that its tag runs.';
  }
}

/** The platform's own last message of an error. */
function messageIn(lines: readonly string[]): string | undefined {
  return lines.map((line) => /(?:^|Z )(?:ACTOR: )?ERROR: (.+)$/.exec(line)?.[1]).findLast((text) => text !== undefined);
}
