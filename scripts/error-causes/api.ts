import type { Causes } from '../troubleshooting.ts';

const otherServer = {
  cause: 'A proxy or another server answered, or changed the request.',
  fix: 'Check `api-base-url`, and any proxies that may change requests.',
};
const statusPage = 'See https://status.apify.com, then run the job again.';

/** Keys are error types, or status codes for all other types. */
export const causes: Causes = {
  'versions-size-exceeded': {
    cause: 'All versions of the Actor together are too large.',
    fix: 'Delete old versions in Apify Console, upload an archive (`source-type: TARBALL`), or use a Git repository (`source-type: GIT_REPO`).',
  },
  'too-many-versions': 'Apify limits the number of versions of an Actor, and the step would create another one.',
  'too-many-actors': 'Apify limits the number of Actors in an account, and the step would create another one.',
  'concurrent-update-detected': {
    cause: 'Another run or person kept changing the Actor at the same time.',
    fix: 'Run the job again, and add a concurrency group to the workflow.',
  },
  'insufficient-permissions': {
    cause: 'Tokens with limited permissions cannot update Actors.',
    fix: 'Create an unscoped token with an expiration date at https://console.apify.com/settings/integrations.',
  },
  'actor-memory-limit-exceeded': {
    cause: "Other builds and runs are using the account's memory.",
    fix: 'Run the job again later. If a matrix deploys several Actors, reduce `max-parallel`.',
  },
  'actor-name-not-unique': {
    cause: 'The account already has an Actor with this name.',
    fix: 'Change `name` in `.actor/actor.json`.',
  },
  'not-enough-usage-to-run-paid-actor': 'The remaining usage of the account does not cover this run.',
  'monthly-usage-limit-too-low': 'The account has used up its limit for this month, or would exceed it.',
  'actor-disabled': 'Apify currently does not build or run this Actor.',
  'user-disabled': "Apify currently does not accept requests from the token's account.",
  'page-not-found': {
    cause: 'The path in `api-base-url` is wrong, or the server does not have this part of the API.',
    fix: 'Set `api-base-url` to the address of the API itself, or remove it.',
  },
  redirect: {
    cause: 'The server in `api-base-url` moved to another address. A redirect could send the token to another server.',
    fix: 'Set `api-base-url` to the address of the API itself, or remove it.',
  },
  '400': {
    cause: 'A value of an input or of actor.json is not valid for Apify.',
    fix: 'Correct the value that the message names.',
  },
  '401': {
    cause: 'The token was revoked, has expired, or was not copied completely.',
    fix: 'Create or copy the token at https://console.apify.com/settings/integrations, and update the secret.',
  },
  '402': {
    cause: 'The plan or the limits of the account do not allow the build or run.',
    fix: 'Check https://console.apify.com/billing.',
  },
  '403': {
    cause: 'The token belongs to another account, or has limited permissions.',
    fix: "Use an unscoped token of the Actor's own account: https://console.apify.com/settings/integrations.",
  },
  '404': 'The Actor, version or build does not exist, or the token cannot access it.',
  '405': otherServer,
  '407': {
    cause: 'The proxy of the runner received no user name and password, or wrong ones.',
    fix: 'Set `HTTPS_PROXY` to `http://user:password@proxy.example.com:8080`.',
  },
  '408': { cause: 'Apify is slow or overloaded.', fix: statusPage },
  '409': {
    cause: 'Another run or person changed the Actor, or something with this name already exists.',
    fix: 'Check the Actor in Apify Console, then run the job again.',
  },
  '413': 'The source files are too large for one request.',
  '415': otherServer,
  '429': {
    cause: 'The account or the runner sends too many requests in a short time.',
    fix: 'Run the job again later, with fewer jobs at the same time.',
  },
  '4xx': {
    cause: 'The API rejected the request for another reason.',
    fix: 'See the message, and the description of the request at https://docs.apify.com/api/v2.',
  },
  '5xx': { cause: 'Apify, or a proxy in between, has a temporary failure.', fix: statusPage },
};
