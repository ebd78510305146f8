import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ApifyApiError, LostResponseError } from '../../src/apify/api-error.ts';
import { explain, formatRetry } from '../../src/apify/error-hints.ts';
import { ActionError } from '../../src/errors.ts';

function returned(status: number, type = '', attempts = 1): ApifyApiError {
  const request = 'POST /v2/acts/janedoe~my-actor/versions/0.1';
  return new ApifyApiError({ status, type, apiMessage: 'Not now.', request, attempts });
}

describe('the hint for an API error', () => {
  test.each<[number, string, string]>([
    [400, 'invalid-input', '.actor/actor.json'],
    [401, 'user-or-token-not-found', 'https://console.apify.com/settings/integrations'],
    [401, 'token-not-valid', 'https://console.apify.com/settings/integrations'],
    [401, '', 'token input'],
    [402, 'not-enough-usage-to-run-paid-actor', 'plan and limits'],
    [402, '', 'https://console.apify.com/billing'],
    [402, 'user-cannot-pay', 'payment method'],
    [402, 'actor-memory-limit-exceeded', 'max-parallel'],
    [403, 'insufficient-permissions', 'unscoped token with an expiration date'],
    [403, 'insufficient-permissions', 'cannot update Actors'],
    [403, 'versions-size-exceeded', 'source-type: TARBALL'],
    [403, 'versions-size-exceeded', 'source-type: GIT_REPO'],
    [403, 'too-many-versions', 'Delete unused versions'],
    [403, 'too-many-actors', 'Delete unused Actors'],
    [403, 'concurrent-update-detected', 'concurrency group'],
    [403, 'monthly-usage-limit-too-low', 'monthly usage limit'],
    [403, 'actor-disabled', 'disabled'],
    [403, 'user-disabled', 'disabled'],
    [403, '', 'api-base-url'],
    [404, 'record-not-found', 'actor-id'],
    [404, '', 'api-base-url'],
    [405, 'method-not-allowed', 'api-base-url'],
    [407, '', 'HTTPS_PROXY'],
    [408, 'run-timeout-exceeded', 'run the job again'],
    [409, 'actor-name-not-unique', '.actor/actor.json'],
    [409, '', 'Apify Console'],
    [413, 'request-too-large', '.actorignore'],
    [415, 'unsupported-content-encoding', 'api-base-url'],
    [429, 'rate-limit-exceeded', 'later'],
    [302, 'redirect', 'api-base-url'],
    [404, 'page-not-found', 'api-base-url'],
    [418, '', 'https://docs.apify.com/api/v2'],
    [500, 'internal-server-error', 'https://status.apify.com'],
    [503, '', 'https://status.apify.com'],
  ])('%i %s: %s', (status, type, help) => {
    const { message, hint, place } = explain(returned(status, type));
    expect(hint).toContain(help);
    expect(place).toBeUndefined();
    const named = type === '' ? `${status}` : `${status} ${type}`;
    expect(message).toBe(`POST /v2/acts/janedoe~my-actor/versions/0.1 returned ${named}: Not now.`);
  });

  test('is never empty', () => {
    const type = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty'));
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), type, (status, word) => {
        expect(explain(returned(status, word)).hint).toMatch(/^[A-Z].{20,}/);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the error message', () => {
  test.each<[string, unknown, { message: string; hint?: unknown; place?: unknown }]>([
    [
      'contains the number of attempts',
      returned(503, '', 9),
      { message: expect.stringMatching(/: Not now\. \(after 9 attempts\)$/) as never },
    ],
    [
      'contains the number of attempts if there was no response',
      new LostResponseError('No response', { attempts: 3, hint: 'Wait.' }),
      { message: 'No response (after 3 attempts)', hint: 'Wait.' },
    ],
    [
      'does not contain the number of attempts if there was only one',
      new LostResponseError('No response', { hint: 'Wait.' }),
      { message: 'No response' },
    ],
    [
      'contains the place of errors that have one',
      new ActionError('Wrong', { hint: 'Right.', place: { file: 'a.json', line: 3 } }),
      { message: 'Wrong', hint: 'Right.', place: { file: 'a.json', line: 3 } },
    ],
    [
      'describes a bug',
      new TypeError('x'),
      { message: 'Unexpected error: x', hint: expect.stringContaining('Report it') },
    ],
    [
      'describes a value that is not an error',
      'x',
      { message: 'Unexpected error: x', hint: expect.stringContaining('Report it') },
    ],
  ])('%s', (_, error, expected) => {
    expect(explain(error)).toMatchObject(expected);
  });

  test.each<[string, Error, string]>([
    [
      'the request and its response',
      returned(503),
      'POST /v2/acts/janedoe~my-actor/versions/0.1 returned 503: Not now. Retrying in 1.5 s (attempt 3)',
    ],
    [
      'another run or person',
      returned(403, 'concurrent-update-detected'),
      'Another run or person is changing the Actor at the same time. POST /v2/acts/janedoe~my-actor/versions/0.1 returned 403 concurrent-update-detected: Not now. Retrying in 1.5 s (attempt 3)',
    ],
    ['a lost response', new LostResponseError('No response', {}), 'No response. Retrying in 1.5 s (attempt 3)'],
  ])('the log line before another attempt names %s', (_, reason, expected) => {
    expect(formatRetry(reason, 2, 1500)).toBe(expected);
  });
});
