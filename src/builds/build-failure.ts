import type { Build } from '../apify/api.ts';
import { ActionError } from '../errors.ts';
import { formatStatus } from '../follow/job.ts';
import { cutAtSpace } from '../follow/log-lines.ts';
import { withoutStyle } from '../text.ts';
import { buildName, capitalize } from './build-name.ts';

/** Lines of the log in the error. */
const SHOWN_LINES = 15;
/** Characters of the status message. */
const MESSAGE_LENGTH = 1_000;

export interface BuildFailure {
  /** One sentence. */
  readonly reason: string;
  /** The reason, the last lines of the log, and a hint. */
  readonly error: ActionError;
}

/**
 * Explains why a build failed. Text of the API and of the log is not escaped, because redaction would not recognize an
 * escaped secret.
 * @param tail the last lines of the log.
 */
export function explainFailure(build: Build, tail: readonly string[]): BuildFailure {
  const lines = tail.map((line) => withoutStyle(line).trimEnd()).filter((line) => line !== '');
  const cause = statusMessageOf(build) ?? lastErrorIn(lines);
  const reason = `${describe(build)}${cause === undefined ? '' : `: ${cause}`}`;
  const shown = lines.slice(-SHOWN_LINES);
  const message = shown.length === 0 ? reason : [reason, 'The last lines of its log:', ...shown].join('\n');
  return { reason, error: new ActionError(message, { hint: hintFor(build) }) };
}

function statusMessageOf({ statusMessage }: Build): string | undefined {
  const text = typeof statusMessage === 'string' ? statusMessage.trim() : '';
  if (text === '') return undefined;
  return text.length > MESSAGE_LENGTH ? cutAtSpace(text, MESSAGE_LENGTH) : text;
}

function describe(build: Build): string {
  const name = capitalize(buildName(build));
  switch (build.status) {
    case 'FAILED':
      return `${name} failed`;
    case 'ABORTED':
      return `${name} was aborted`;
    case 'TIMED-OUT':
      return `${name} exceeded Apify's time limit (TIMED-OUT)`;
    default:
      return `${name} ended with status ${formatStatus(build)}`;
  }
}

function hintFor({ status }: Build): string {
  switch (status) {
    case 'ABORTED':
      return 'Someone, or another run, aborted the build. To keep deployments from overlapping, add a concurrency group to the workflow.';
    case 'TIMED-OUT':
      return 'Reduce the work in the Dockerfile, or order its steps so that use-cache: true helps. See https://docs.apify.com/platform/actors/development/builds-and-runs/builds';
    default:
      return 'Fix the error that the log shows, then deploy again. The version is already updated, but its tag still points to the previous build.';
  }
}

const ERROR = 'ERROR: ';

/** The message of the platform's last error. Lines start with a time. */
function lastErrorIn(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const at = line.indexOf(ERROR);
    const start = at === -1 ? '-' : line.slice(0, at);
    if (start === '' || start === 'ACTOR: ' || /^\S{1,40}Z (?:ACTOR: )?$/.test(start))
      return line.slice(at + ERROR.length);
  }
  return undefined;
}
