import { ActionError, type Failure, messageOf, messageToGoOn } from '../errors.ts';
import { formatDuration } from '../text.ts';
import { ApifyApiError, isApiError } from './api-error.ts';
import { LostAnswerError } from './lost-answer.ts';

const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const again = 'see https://status.apify.com, then run the job again.';

/** Types of the API's errors, and what helps. https://docs.apify.com/api/v2#errors */
const byType: ReadonlyMap<string, string> = new Map([
  [
    'versions-size-exceeded',
    'All versions of the Actor together are too large: delete old ones in Apify Console, deploy this one as an archive (source-type: TARBALL), or let Apify read it from Git (source-type: GIT_REPO).',
  ],
  ['too-many-versions', 'Delete versions that are no longer used in Apify Console, or deploy to one that exists.'],
  ['too-many-actors', 'Delete Actors that are no longer used in Apify Console, or deploy to one that exists.'],
  [
    'concurrent-update-detected',
    'Another run or person kept changing the Actor at the same time. Run the job again, and give the workflow a concurrency group.',
  ],
  ['actor-name-not-unique', 'The account has an Actor of that name already: check name in .actor/actor.json.'],
  ['not-enough-usage-to-run-paid-actor', `Check the plan and the limits of the account at ${billing}.`],
  ['monthly-usage-limit-too-low', `Raise the monthly limit of the account at ${billing}.`],
  ['actor-disabled', 'The Actor is disabled: see its page in Apify Console.'],
  ['user-disabled', 'The account is disabled: sign in to Apify Console to see why.'],
  ['redirect', 'Redirects are not followed, since they could carry the token elsewhere. Check api-base-url.'],
]);

/** Statuses, for types that have no advice of their own. */
function byStatus(status: number): string {
  switch (status) {
    case 400:
      return 'The API did not accept a value: its message says which. Check the inputs and .actor/actor.json.';
    case 401:
      return `Check the input token (the secret may be empty, revoked or of another account): ${tokens}`;
    case 402:
      return `The account cannot pay for this: see ${billing}.`;
    case 403:
      return `The token may not do this. Give it the permission, or use one of the Actor's own account: ${tokens}`;
    case 404:
      return "Check actor-id and version, and that the token's account may see the Actor.";
    case 405:
    case 415:
      return 'What answered does not know this request: check api-base-url, and proxies that may change requests.';
    case 407:
      return 'The proxy wants a user name and password: HTTPS_PROXY is written as http://user:password@proxy.example.com:8080.';
    case 408:
      return `The Apify API did not finish in time: ${again}`;
    case 409:
      return 'Something on the platform stands against it: the message above says what. Look at the Actor in Apify Console.';
    case 413:
      return 'Leave out files by .actorignore, or use source-type: TARBALL or GIT_REPO.';
    case 429:
      return 'Too many requests: run the job again later, with fewer jobs at once.';
    default:
      return status >= 500
        ? `The Apify API has a problem: ${again}`
        : 'See the message above; https://docs.apify.com/api/v2 describes the API.';
  }
}

/** The API's own errors have a type: without one something else may have answered, by a status that misleads. */
function doubtOf({ status, type }: ApifyApiError): string {
  const misleads = type === '' && (status === 403 || status === 404);
  return misleads ? ' What answered may not be the Apify API: check api-base-url and proxies as well.' : '';
}

/** Turns whatever was thrown into what the user reads. */
export function explain(error: unknown): Failure {
  if (error instanceof LostAnswerError) {
    return { message: error.message + triesOf(error), hint: error.hint, place: undefined };
  }
  if (error instanceof ActionError) return { message: error.message, hint: error.hint, place: error.place };
  if (error instanceof ApifyApiError) {
    const hint = byType.get(error.type) ?? byStatus(error.status) + doubtOf(error);
    return { message: error.message + triesOf(error), hint, place: undefined };
  }
  const message = messageOf(error);
  return {
    message: `Unexpected: ${message}`,
    hint: 'This is a fault of the action: please report it, with the log of a run with debug logging.',
    place: undefined,
  };
}

function triesOf({ attempts }: { readonly attempts: number }): string {
  return attempts > 1 ? ` (after ${attempts} attempts)` : '';
}

/** A line of the log for an attempt that failed, when another one follows. @param attempts that were made so far. */
export function formatRetry(reason: Error, attempts: number, delayMs: number): string {
  const another = isApiError(reason, 403, 'concurrent-update-detected')
    ? 'Another run or person is changing the Actor at the same time. '
    : '';
  return `${another}${messageToGoOn(reason)}. Attempt ${attempts + 1} follows in ${formatDuration(delayMs)}`;
}
