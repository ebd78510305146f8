import { isCommitHash, readField } from '../github/answers.ts';
import type { GitHubRun } from '../github/run.ts';
import type { CheckedOut, Range } from './local-git.ts';

/** No comparison is possible, so all Actors are affected. */
export interface Everything {
  readonly kind: 'everything';
  /** Completes a sentence after "because". Contains no quotes, because workflows may insert it into a script. */
  readonly why: string;
  readonly detail?: string;
  /** Only set if this is a problem that the user can fix. */
  readonly hint?: string;
}

type Event = Pick<GitHubRun, 'eventName' | 'ref' | 'payload'>;

/**
 * Returns the commits that the event covers. Pure.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function rangeOfEvent(event: Event, checkedOut?: CheckedOut): Range | Everything {
  const { eventName, ref, payload } = event;
  if (!/^(?:pull_request|merge_group$|push$)/.test(eventName)) {
    return everything(otherEvents[eventName] ?? `the event ${eventName} has no base`);
  }
  if (eventName === 'push' && isTag(ref)) return everything('a tag was pushed');
  const isZero = (key: string): boolean => eventName === 'push' && /^0+$/.test(String(readField(payload, key)));
  if (isZero('before')) return everything('it is the first push of the branch');
  if (isZero('after')) return everything('the push deleted the branch');
  const { base, head, from } = commitsOf(event, checkedOut);
  if (base !== undefined && head !== undefined) return { base, head, from };
  const hint = 'GITHUB_EVENT_PATH must name the JSON file of the event.';
  return everything(`the event ${eventName} does not contain its commits`, hint);
}

/** Returns the range if the user sets the base. Pure. */
export function rangeFromBase(base: string, event: Event, checkedOut?: CheckedOut): Range {
  const from = event.eventName.startsWith('pull_request') ? 'merge-base' : 'base';
  return { base, head: commitsOf(event, checkedOut).head, from };
}

/** Returns the commits in the payload of an event. */
function commitsOf(
  event: Event,
  checkedOut: CheckedOut | undefined,
): {
  readonly base?: string | undefined;
  readonly head: string | undefined;
  readonly from: Range['from'];
} {
  const { eventName, ref, payload } = event;
  const at = (...keys: readonly string[]): string | undefined => commitAt(payload, ...keys);
  // The payloads of reviews and review comments also contain the pull request.
  if (eventName.startsWith('pull_request')) {
    const head = at('pull_request', 'head', 'sha');
    const [first, second, ...more] = checkedOut?.parents ?? [];
    // If GitHub's merge commit is checked out, its first parent is the base, and its second parent is the head. The
    // base in the payload may be older.
    const isMerge = head !== undefined && head === second && more.length === 0;
    if (isMerge) return { base: first, head: checkedOut?.sha, from: 'base' };
    return { base: at('pull_request', 'base', 'sha'), head, from: 'merge-base' };
  }
  if (eventName === 'merge_group') {
    return { base: at('merge_group', 'base_sha'), head: at('merge_group', 'head_sha'), from: 'base' };
  }
  if (eventName !== 'push' || isTag(ref)) return { head: undefined, from: 'base' };
  return { base: at('before'), head: at('after'), from: 'base' };
}

function isTag(ref: string): boolean {
  return ref.startsWith('refs/tags/');
}

/** @param hint omit it if this is an expected case. */
export function everything(why: string, hint?: string): Everything {
  return { kind: 'everything', why, ...(hint === undefined ? {} : { hint }) };
}

const otherEvents: Readonly<Record<string, string>> = {
  schedule: 'the run was started by a schedule',
  workflow_dispatch: 'the run was started manually',
  repository_dispatch: 'the run was started through the API',
};

/** Reads the hash of a commit in the payload. A hash of zeros means that there is no commit. */
function commitAt(payload: unknown, ...keys: readonly string[]): string | undefined {
  const value = readField(payload, ...keys);
  return isCommitHash(value) && !/^0+$/.test(value) ? value : undefined;
}
