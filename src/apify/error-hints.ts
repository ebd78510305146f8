import { ActionError, type Failure, messageOf, messageToGoOn } from '../errors.ts';
import { formatDuration } from '../text.ts';
import { ApifyApiError, isApiError, LostResponseError } from './api-error.ts';

const tokens = 'https://console.apify.com/settings/integrations';
const billing = 'https://console.apify.com/billing';
const statusPage = 'See https://status.apify.com, then run the job again.';

/** Hints for the error types of the API. https://docs.apify.com/api/v2#errors */
const byType: ReadonlyMap<string, string> = new Map([
  [
    'versions-size-exceeded',
    'All versions of the Actor together are too large. Delete old versions in Apify Console, upload an archive (source-type: TARBALL), or use a Git repository (source-type: GIT_REPO).',
  ],
  ['too-many-versions', 'Delete unused versions in Apify Console, or deploy to an existing version.'],
  ['too-many-actors', 'Delete unused Actors in Apify Console, or deploy to an existing Actor.'],
  [
    'concurrent-update-detected',
    'Another run or person kept changing the Actor at the same time. Run the job again, and add a concurrency group to the workflow.',
  ],
  [
    'insufficient-permissions',
    `Use an unscoped token with an expiration date. Tokens with limited permissions cannot update Actors. Create the token at ${tokens}.`,
  ],
  [
    'actor-memory-limit-exceeded',
    "Other builds and runs are using the account's memory. Run the job again later. If a matrix deploys several Actors, reduce max-parallel.",
  ],
  ['actor-name-not-unique', 'The account already has an Actor with this name. Change name in .actor/actor.json.'],
  ['not-enough-usage-to-run-paid-actor', `Check the account's plan and limits at ${billing}.`],
  ['monthly-usage-limit-too-low', `Raise the account's monthly usage limit at ${billing}.`],
  ['actor-disabled', "Check the Actor's page in Apify Console for the reason why it is disabled."],
  ['user-disabled', 'Sign in to Apify Console to find out why the account is disabled.'],
  ['page-not-found', 'Check api-base-url. The server has no API at this address.'],
  ['redirect', 'Check api-base-url. A redirect could send the token to another server.'],
]);

function byStatus(status: number): string {
  switch (status) {
    case 400:
      return 'Check the inputs and .actor/actor.json. The message above names the value that the API rejected.';
    case 401:
      return `Check the token input. The secret may be empty, revoked or from another account. See ${tokens}.`;
    case 402:
      return `Check the account's plan and payment method at ${billing}.`;
    case 403:
      return `Use an unscoped token of the Actor's own account: ${tokens}.`;
    case 404:
      return "Check actor-id and version, and that the token's account can access the Actor.";
    case 405:
    case 415:
      return 'Check api-base-url, and any proxies that may change requests. The server does not support this request.';
    case 407:
      return 'Set HTTPS_PROXY to http://user:password@proxy.example.com:8080, because the proxy requires a user name and password.';
    case 408:
      return statusPage;
    case 409:
      return 'Check the Actor in Apify Console. Another run or person may have changed it.';
    case 413:
      return 'Exclude files with .actorignore, or use source-type: TARBALL or GIT_REPO.';
    case 429:
      return 'Run the job again later, with fewer jobs at the same time.';
    default:
      return status >= 500
        ? statusPage
        : 'See the message above and the description of the API at https://docs.apify.com/api/v2.';
  }
}

/**
 * All errors of the API have a type. An error without one may come from another server, so its status can be
 * misleading.
 */
function hintFor({ status, type }: ApifyApiError): string {
  const isDoubtful = type === '' && (status === 403 || status === 404);
  const doubt = isDoubtful
    ? ' Also check api-base-url and any proxies: the response may not be from the Apify API.'
    : '';
  return byType.get(type) ?? byStatus(status) + doubt;
}

/** Turns any error into the message and hint that users see. */
export function explain(error: unknown): Failure {
  if (error instanceof ApifyApiError) {
    return { message: withAttempts(error), hint: hintFor(error), place: undefined };
  }
  if (error instanceof ActionError) {
    const message = error instanceof LostResponseError ? withAttempts(error) : error.message;
    return { message, hint: error.hint, place: error.place };
  }
  return {
    message: `Unexpected error: ${messageOf(error)}`,
    hint: 'This is a bug in the action. Report it, with the log of a run with debug logging.',
    place: undefined,
  };
}

function withAttempts({ message, attempts }: ApifyApiError | LostResponseError): string {
  return attempts > 1 ? `${message} (after ${attempts} attempts)` : message;
}

/** Formats the log line that announces a retry. @param attempts the number of attempts so far. */
export function formatRetry(reason: Error, attempts: number, delayMs: number): string {
  const isConcurrent = isApiError(reason, 403, 'concurrent-update-detected');
  const why = isConcurrent ? 'Another run or person is changing the Actor at the same time. ' : '';
  return `${why}${messageToGoOn(reason)}. Retrying in ${formatDuration(delayMs)} (attempt ${attempts + 1})`;
}
