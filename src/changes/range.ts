import { isCommitHash, readField } from '../github/answers.ts';
import type { GitHubRun } from '../github/run.ts';
import type { CheckedOut, Range } from './local-git.ts';

/** No comparison is possible, so all Actors are affected. */
export interface Everything {
  readonly kind: 'everything';
  /** Completes a sentence after "because". Contains no quotes, because workflows may insert it into a script. */
  readonly why: string;
  /** Whether this is a problem that the user can fix. */
  readonly unexpected: boolean;
  readonly detail?: string;
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
  // The payloads of reviews and review comments also contain the pull request.
  if (eventName.startsWith('pull_request')) {
    const merge = mergeCommitOf(event, checkedOut);
    // The base in the payload may be older than the commit that GitHub merged with.
    if (merge !== undefined) return { base: merge.base, head: merge.sha, from: 'base' };
    const base = commitAt(payload, 'pull_request', 'base', 'sha');
    return rangeBetween(event, 'merge-base', [base, pullRequestHead(event)]);
  }
  if (eventName === 'merge_group') {
    const base = commitAt(payload, 'merge_group', 'base_sha');
    return rangeBetween(event, 'base', [base, commitAt(payload, 'merge_group', 'head_sha')]);
  }
  if (eventName !== 'push') return everything(otherEvents[eventName] ?? `the event ${eventName} has no base`);
  if (ref.startsWith('refs/tags/')) return everything('a tag was pushed');
  const before = readField(payload, 'before');
  if (typeof before === 'string' && /^0+$/.test(before)) return everything('it is the first push of the branch');
  return rangeBetween(event, 'base', [commitAt(payload, 'before'), commitAt(payload, 'after')]);
}

/** Returns the range if the user sets the base. Pure. */
export function rangeFromBase(base: string, event: Event, checkedOut?: CheckedOut): Range {
  const { eventName, payload } = event;
  if (eventName.startsWith('pull_request')) {
    const head = mergeCommitOf(event, checkedOut)?.sha ?? pullRequestHead(event);
    return { base, head, from: 'merge-base' };
  }
  if (eventName === 'merge_group') return { base, head: commitAt(payload, 'merge_group', 'head_sha'), from: 'base' };
  const head = eventName === 'push' && !event.ref.startsWith('refs/tags/') ? commitAt(payload, 'after') : undefined;
  return { base, head, from: 'base' };
}

/** @param trouble omit it if this is an expected case. */
export function everything(why: string, trouble?: Pick<Everything, 'detail' | 'hint'>): Everything {
  return { kind: 'everything', why, unexpected: trouble !== undefined, ...trouble };
}

const otherEvents: Readonly<Record<string, string>> = {
  schedule: 'the run was started by a schedule',
  workflow_dispatch: 'the run was started manually',
  repository_dispatch: 'the run was started through the API',
};

/**
 * Returns GitHub's merge commit of the pull request, if it is checked out. Its first parent is the base, and its second
 * parent is the head.
 */
function mergeCommitOf(event: Event, checkedOut: CheckedOut | undefined): { sha: string; base: string } | undefined {
  const [base, head, ...more] = checkedOut?.parents ?? [];
  if (checkedOut === undefined || base === undefined || more.length > 0) return undefined;
  return head !== undefined && head === pullRequestHead(event) ? { sha: checkedOut.sha, base } : undefined;
}

function pullRequestHead({ payload }: Event): string | undefined {
  return commitAt(payload, 'pull_request', 'head', 'sha');
}

function rangeBetween(
  { eventName }: Event,
  from: Range['from'],
  [base, head]: readonly [base: string | undefined, head: string | undefined],
): Range | Everything {
  if (base !== undefined && head !== undefined) return { base, head, from };
  const hint = 'GITHUB_EVENT_PATH must name the JSON file of the event.';
  return everything(`the event ${eventName} does not contain its commits`, { hint });
}

/** Reads the hash of a commit in the payload. A hash of zeros means that there is no commit. */
function commitAt(payload: unknown, ...keys: readonly string[]): string | undefined {
  const value = readField(payload, ...keys);
  return isCommitHash(value) && !/^0+$/.test(value) ? value : undefined;
}
