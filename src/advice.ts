import { ApifyApiError } from './apify/api-error.ts';
import { ActionError, type Place } from './errors.ts';

/** What the one error of a run says. */
export interface Failure {
  readonly message: string;
  /** What the user can do. */
  readonly hint: string | undefined;
  readonly place: Place | undefined;
}

/** Types of the API's errors, and what helps. https://docs.apify.com/api/v2#errors */
const byType: Readonly<Record<string, string>> = {
  'versions-size-exceeded':
    'All versions of the Actor together are too large: delete old ones in Apify Console, deploy this one as an archive (source-type: TARBALL), or let Apify read it from Git (source-type: GIT_REPO).',
  'too-many-versions': 'Delete versions that are no longer used in Apify Console, or deploy to one that exists.',
  'concurrent-update-detected':
    'Another run or person kept changing the Actor at the same time. Run the job again, and give the workflow a concurrency group.',
  'request-too-large': 'Leave out files by .actorignore, or use source-type: TARBALL.',
  'actor-name-not-unique': 'The account has an Actor of that name already: check name in .actor/actor.json.',
  'not-enough-usage-to-run-paid-actor':
    'Check the plan and the limits of the account at https://console.apify.com/billing.',
  redirect: 'Redirects are not followed, since they could carry the token elsewhere. Check api-base-url.',
};

const tokens = 'https://console.apify.com/settings/integrations';

/** Statuses, for types that have no advice of their own. */
function byStatus(status: number): string {
  switch (status) {
    case 400:
      return 'The API did not accept a value: its message says which. Check the inputs and .actor/actor.json.';
    case 401:
      return `Check the input token (the secret may be empty, revoked or of another account): ${tokens}`;
    case 402:
      return 'The account cannot pay for this: see https://console.apify.com/billing.';
    case 403:
      return `The token may not do this. Give it the permission, or use one of the Actor's own account: ${tokens}`;
    case 404:
      return "Check actor-id and version, and that the token's account may see the Actor.";
    case 413:
      return 'Leave out files by .actorignore, or use source-type: TARBALL or GIT_REPO.';
    case 429:
      return 'Too many requests: run the job again later, with fewer jobs at once.';
    default:
      return status >= 500
        ? 'The Apify API has a problem: see https://status.apify.com, then run the job again.'
        : 'See the message above; https://docs.apify.com/api/v2 describes the API.';
  }
}

/** Turns whatever was thrown into what the user reads. */
export function explain(error: unknown): Failure {
  if (error instanceof ActionError) return { message: error.message, hint: error.hint, place: error.place };
  if (error instanceof ApifyApiError) {
    const tries = error.attempts > 1 ? ` (after ${error.attempts} attempts)` : '';
    return {
      message: `${error.message}${tries}`,
      hint: byType[error.type] ?? byStatus(error.status),
      place: undefined,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `Unexpected: ${message}`,
    hint: 'This is a fault of the action: please report it, with the log of a run with debug logging.',
    place: undefined,
  };
}
