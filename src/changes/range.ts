/** What GitHub tells of the event that started the run. */
export interface GitHubEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  /** `GITHUB_REF`. */
  readonly ref: string;
  /** `GITHUB_SHA`; empty where it is not set. */
  readonly sha: string;
  /** The event's JSON as it came; undefined where it could not be read. */
  readonly payload: unknown;
}

/** Two commits whose difference is looked at. */
export interface Range {
  /** A commit's hash, or what the input base holds. */
  readonly base: string;
  /** A commit's hash; undefined: what is checked out. */
  readonly head: string | undefined;
  /** `merge-base`: from where the head left the base. */
  readonly from: 'base' | 'merge-base';
}

/** No difference that could be looked at: every Actor is concerned. */
export interface Everything {
  readonly kind: 'everything';
  /** In the action's own words, after "all, because"; without quotes, since workflows may put it into a script. */
  readonly why: string;
  /** True where something went wrong that the user should mend. */
  readonly unexpected: boolean;
  /** What somebody else said about it: text from outside. */
  readonly detail?: string;
  /** What would be better: a sentence. */
  readonly hint?: string;
}

/**
 * Which commits the event is about. A base that the user gives takes the place of the event's. Pure.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 * @see https://docs.github.com/webhooks/webhook-events-and-payloads
 */
export function rangeOf(event: GitHubEvent, base?: string): FoundRange | Everything {
  const own = ownRange(event);
  if (base === undefined) return own;
  if (own.kind === 'range') return { ...own, range: { ...own.range, base } };
  return range(base, undefined, event.name.startsWith('pull_request') ? 'merge-base' : 'base');
}

interface FoundRange {
  readonly kind: 'range';
  readonly range: Range;
}

function range(base: string, head: string | undefined, from: Range['from']): FoundRange {
  return { kind: 'range', range: { base, head, from } };
}

function ownRange({ name, ref, payload }: GitHubEvent): FoundRange | Everything {
  // Reviews and their comments carry the pull request too.
  if (name.startsWith('pull_request')) {
    const [base, head] = [
      commit(payload, 'pull_request', 'base', 'sha'),
      commit(payload, 'pull_request', 'head', 'sha'),
    ];
    return base === undefined || head === undefined ? untold(name) : range(base, head, 'merge-base');
  }
  if (name === 'merge_group') {
    const [base, head] = [commit(payload, 'merge_group', 'base_sha'), commit(payload, 'merge_group', 'head_sha')];
    return base === undefined || head === undefined ? untold(name) : range(base, head, 'base');
  }
  if (name !== 'push') return everything(otherEvents[name] ?? `an event ${name} compares nothing`);
  if (ref.startsWith('refs/tags/')) return everything('a tag was pushed');
  const before = read(payload, 'before');
  if (typeof before === 'string' && /^0+$/.test(before)) return everything('it is the first push of the branch');
  const [base, head] = [commit(payload, 'before'), commit(payload, 'after')];
  return base === undefined || head === undefined ? untold(name) : range(base, head, 'base');
}

const otherEvents: Readonly<Record<string, string>> = {
  schedule: 'the run was started by a schedule',
  workflow_dispatch: 'the run was started by hand',
  repository_dispatch: 'the run was started by hand',
};

/** What was to be expected, or, with more than a reason, what the user should mend. */
export function everything(why: string, trouble?: Pick<Everything, 'detail' | 'hint'>): Everything {
  return { kind: 'everything', why, unexpected: trouble !== undefined, ...trouble };
}

function untold(name: string): Everything {
  return everything(`the event ${name} does not tell its commits`, {
    hint: 'GITHUB_EVENT_PATH names the file that describes it.',
  });
}

/** A commit's hash at this place of the payload; the zeros that stand for none are none. */
function commit(payload: unknown, ...keys: readonly string[]): string | undefined {
  const value = read(payload, ...keys);
  return typeof value === 'string' && isCommitHash(value) && !/^0+$/.test(value) ? value : undefined;
}

/** SHA-1 or SHA-256 in full. */
export function isCommitHash(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function read(payload: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    payload,
  );
}
